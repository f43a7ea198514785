"""Visits and duties dragged, chosen together and moved by keys, from the click to the row in the file."""

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import settle
from tests.ui.screens_calendar.at_the_calendar import (
    CONTROL,
    FRIDAY,
    LEFT,
    SATURDAY,
    SHIFT,
    TODAY,
    WEDNESDAY,
    calendar,
    choose_field_duty,
    drag,
    drop_duties,
    scheduled,
    visits,
    workspace,
)
from workbench.app import Program
from workbench.domain.visits import VisitKind, VisitState
from workbench.ui.screens.calendar.stepping import Mode


def test_a_visit_is_dragged_to_another_day_and_time(program: Program, qtbot: QtBot) -> None:
    visit = scheduled(program, WEDNESDAY, "09:30")
    page = calendar(program, Mode.WEEK)
    hours = page.views.hours
    grab = hours.place_of_slot(WEDNESDAY, 9 * 60 + 45)
    held = hours.place_of(visit)
    assert grab is not None
    assert held is not None
    drag(qtbot, hours, QPoint(held.x(), grab.y()), hours.place_of_slot(FRIDAY, 14 * 60 + 15))
    settle(program)
    moved = visits(program)[visit]
    assert (moved.on, moved.at, moved.pinned) == (FRIDAY, "14:00", True)
    program.undo()
    settle(program)
    assert (visits(program)[visit].on, visits(program)[visit].at) == (WEDNESDAY, "09:30")


def test_dragged_above_the_hours_a_visit_has_no_time(program: Program, qtbot: QtBot) -> None:
    visit = scheduled(program, WEDNESDAY, "09:30")
    page = calendar(program, Mode.WEEK)
    hours = page.views.hours
    drag(qtbot, hours, hours.place_of(visit), hours.place_of_slot(FRIDAY, None))
    settle(program)
    assert (visits(program)[visit].on, visits(program)[visit].at) == (FRIDAY, "")


def test_the_lower_edge_is_dragged_by_quarters_of_an_hour(program: Program, qtbot: QtBot) -> None:
    visit = scheduled(program, WEDNESDAY, "09:30")
    page = calendar(program, Mode.DAY)
    page.go_to(WEDNESDAY)
    settle(program)
    hours = page.views.hours
    hours.repaint()
    edge, end = hours.place_of_edge(visit), hours.place_of_slot(WEDNESDAY, 12 * 60 + 3)
    assert edge is not None
    assert end is not None
    drag(qtbot, hours, edge, QPoint(edge.x(), end.y()))
    settle(program)
    assert visits(program)[visit].minutes == 150


def test_escape_ends_a_drag_and_nothing_is_moved(program: Program, qtbot: QtBot) -> None:
    visit = scheduled(program, WEDNESDAY, "09:30")
    page = calendar(program, Mode.WEEK)
    hours = page.views.hours
    drag(qtbot, hours, hours.place_of(visit), hours.place_of_slot(FRIDAY, 600), drop=False)
    assert hours.preview() is not None
    qtbot.keyClick(hours, Qt.Key.Key_Escape)
    qtbot.mouseRelease(hours, LEFT, pos=hours.place_of_slot(FRIDAY, 600))
    settle(program)
    assert visits(program)[visit].on == WEDNESDAY


def test_a_day_off_is_allowed_and_told(program: Program, qtbot: QtBot) -> None:
    visit = scheduled(program, WEDNESDAY)
    page = calendar(program)
    grid = page.grid
    start, end = grid.place_of(visit), grid.place_of_day(SATURDAY)
    drag(qtbot, grid, start, end, drop=False)
    assert grid.hint_for(SATURDAY) == "day off"
    qtbot.mouseRelease(grid, LEFT, pos=end)
    settle(program)
    assert visits(program)[visit].on == SATURDAY
    assert "day off" in program.window.toast.text()


def test_more_than_the_places_of_a_day_is_allowed_and_told(program: Program, qtbot: QtBot) -> None:
    for _number in range(8):
        scheduled(program, FRIDAY)
    visit = scheduled(program, WEDNESDAY)
    page = calendar(program)
    drag(qtbot, page.grid, page.grid.place_of(visit), page.grid.place_of_day(FRIDAY))
    settle(program)
    assert "more than the 8 places" in program.window.toast.text()
    page.grid.repaint()
    assert page.grid.content[FRIDAY].full


def test_visits_chosen_together_move_together(program: Program, qtbot: QtBot) -> None:
    one, other = scheduled(program, TODAY), scheduled(program, WEDNESDAY, "10:00")
    page = calendar(program)
    grid = page.grid
    qtbot.mouseClick(grid, LEFT, CONTROL, pos=grid.place_of(one))
    qtbot.mouseClick(grid, LEFT, CONTROL, pos=grid.place_of(other))
    assert grid.selected == {one, other}
    drag(qtbot, grid, grid.place_of(one), grid.place_of_day(TODAY + timedelta(days=2)))
    settle(program)
    found = visits(program)
    assert [(found[key].on, found[key].at) for key in (one, other)] == [
        (TODAY + timedelta(days=2), ""),
        (WEDNESDAY + timedelta(days=2), "10:00"),
    ]
    qtbot.keyClick(grid, Qt.Key.Key_Right, CONTROL)
    settle(program)
    assert visits(program)[one].on == TODAY + timedelta(days=3)


def test_a_rubber_band_and_shift_with_arrows_choose_visits(program: Program, qtbot: QtBot) -> None:
    one, other = scheduled(program, TODAY), scheduled(program, WEDNESDAY)
    page = calendar(program)
    grid = page.grid
    corner, end = grid.place_of_day(TODAY), grid.place_of(other)
    assert corner is not None
    assert end is not None
    drag(qtbot, grid, corner + QPoint(0, 30), end)
    assert grid.selected == {one, other}
    grid.go_to_cursor(TODAY, None)
    grid.select(frozenset())
    qtbot.keyClick(grid, Qt.Key.Key_Right, SHIFT)
    assert grid.selected == {one, other}
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert not grid.selected


def test_a_visit_that_is_over_cannot_be_dragged_and_says_so(program: Program, qtbot: QtBot) -> None:
    visit = scheduled(program, WEDNESDAY)
    with workspace(program).change("test", "test") as change:
        change.set("visit", visit, {"state": VisitState.DONE.value})
    page = calendar(program)
    drag(qtbot, page.grid, page.grid.place_of(visit), page.grid.place_of_day(FRIDAY))
    settle(program)
    assert visits(program)[visit].on == WEDNESDAY
    assert "done" in program.window.toast.text()


def test_a_duty_is_dragged_onto_a_day_and_onto_an_hour(program: Program, qtbot: QtBot) -> None:
    page = calendar(program)
    (account,) = choose_field_duty(page)
    drop_duties(page.grid, page.grid.place_of_day(FRIDAY))
    settle(program)
    (visit,) = visits(program).values()
    assert (visit.account_id, visit.on, visit.at) == (account, FRIDAY, "")
    page.show_mode(Mode.WEEK)
    settle(program)
    page.views.hours.repaint()
    choose_field_duty(page)
    drop_duties(page.views.hours, page.views.hours.place_of_slot(WEDNESDAY, 14 * 60))
    settle(program)
    assert [(one.on, one.at) for one in visits(program).values() if one.on == WEDNESDAY] == [
        (WEDNESDAY, "14:00")
    ]


def test_several_duties_are_placed_near_their_ideal_dates(program: Program, qtbot: QtBot) -> None:
    page = calendar(program)
    accounts = choose_field_duty(page, 3)
    assert page.due.ideal_button.text().startswith(str(len(accounts)))
    qtbot.mouseClick(page.due.ideal_button, LEFT)
    settle(program)
    assert sorted(one.account_id for one in visits(program).values()) == sorted(accounts)
    assert "3 placed" in program.window.toast.text()


def test_the_due_list_is_filtered_by_text_kind_and_city(program: Program) -> None:
    page = calendar(program)
    page.due.search.setText("谷屿")
    settle(program)
    names = {item.title for item in page.due.list.items_model.items if not item.heading}
    assert names == {"谷屿电子"}
    page.due.search.setText("zzz")
    settle(program)
    assert not page.due._nothing.isHidden()
    page.due.search.clear()
    page.due.kinds.choose(VisitKind.EXECUTIVE)
    page.due._refilter()
    settle(program)
    assert {slot.kind for slot, _ideal in page.due._slots.values()} <= {VisitKind.EXECUTIVE}


def test_a_slot_is_filled_by_keyboard_alone(program: Program, qtbot: QtBot) -> None:
    page = calendar(program, Mode.WEEK)
    hours = page.views.hours
    hours.go_to_cursor(TODAY, 9 * 60)
    qtbot.keyClick(hours, Qt.Key.Key_Right)
    qtbot.keyClick(hours, Qt.Key.Key_Down)
    qtbot.keyClick(hours, Qt.Key.Key_N)
    assert page.new_pane.isVisible()
    assert page.new_pane.day.control.day() == WEDNESDAY
    assert page.new_pane.time.control.text() == "09:30"


def test_keys_move_stretch_and_open_a_visit_in_its_hours(program: Program, qtbot: QtBot) -> None:
    visit = scheduled(program, WEDNESDAY, "09:30")
    page = calendar(program, Mode.WEEK)
    hours = page.views.hours
    hours.go_to_cursor(WEDNESDAY, 9 * 60 + 30)
    qtbot.keyClick(hours, Qt.Key.Key_Space)
    assert hours.selected == {visit}
    qtbot.keyClick(hours, Qt.Key.Key_Down, CONTROL)
    settle(program)
    assert visits(program)[visit].at == "09:45"
    qtbot.keyClick(hours, Qt.Key.Key_Down, CONTROL | SHIFT)
    settle(program)
    assert visits(program)[visit].minutes == 105
    qtbot.keyClick(hours, Qt.Key.Key_Return)
    settle(program)
    assert page.sheet.isVisible()
    assert "澜川精密" in hours.accessibleDescription()


def test_enter_on_a_day_opens_its_only_visit_and_of_two_chooses_one_first(
    program: Program, qtbot: QtBot
) -> None:
    crowded = WEDNESDAY + timedelta(days=1)
    for day in (WEDNESDAY, crowded, crowded):
        scheduled(program, day)
    page, opened = calendar(program), []
    page.grid.event_opened.connect(opened.append)
    page.grid.go_to_cursor(WEDNESDAY, None)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert len(opened) == 1
    page.grid.select(frozenset())
    page.grid.go_to_cursor(crowded, None)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert (len(opened), len(page.grid.selected)) == (1, 1)


def test_delete_asks_in_the_sheet_why_one_visit_is_called_off(program: Program, qtbot: QtBot) -> None:
    scheduled(program, WEDNESDAY)
    page = calendar(program)
    page.grid.go_to_cursor(WEDNESDAY, None)
    qtbot.keyClick(page.grid, Qt.Key.Key_Space)
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    settle(program)
    assert page.sheet.isVisible()
    assert page.sheet.steps.cause.isVisible()


def test_several_visits_are_cancelled_with_one_reason(
    program: Program, qtbot: QtBot, prompts: ScriptedPrompts
) -> None:
    scheduled(program, WEDNESDAY)
    scheduled(program, WEDNESDAY)
    page = calendar(program)
    page.grid.select(frozenset(visits(program)))
    prompts.answers.append("停电")
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    settle(program)
    assert {(one.state, one.reason) for one in visits(program).values()} == {(VisitState.CANCELLED, "停电")}
