"""The calendar's views driven by mouse and keys, from the click to the row in the file."""

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running, settle
from workbench.app import Program
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.visits import list_visits_between, schedule_visit
from workbench.services.workspaces import Workspace, new_workspace
from workbench.ui.kit.heat_map import HeatCell, HeatMap
from workbench.ui.kit.time_grid import TimeGrid
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.calendar.due_list import DUE_MIME
from workbench.ui.screens.calendar.page import CalendarPage
from workbench.ui.screens.calendar.remembered import recall_view, remember_view
from workbench.ui.screens.calendar.stepping import Mode

TODAY = date(2026, 9, 15)
WEDNESDAY, FRIDAY, SATURDAY = date(2026, 9, 16), date(2026, 9, 18), date(2026, 9, 19)
ACCOUNT = derived_id("account", "A")
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    """The whole program on a file with two people and three accounts."""
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"
    made = new_workspace(path, clock=clock, author="张蔚")
    with made.change("test", "test") as change:
        for number, name in enumerate(("张蔚", "方淮")):
            change.create("manager", {"name": name}, derived_id("manager", str(number)))
        for code, name, tier in (
            ("A", "澜川精密", "strategic"),
            ("B", "谷屿电子", "focus"),
            ("C", "闻溪环保", "major"),
        ):
            keeper = derived_id("manager", "1" if code == "C" else "0")
            values = {"code": code, "name": name, "tier": tier, "city": "苏州", "manager_id": keeper}
            change.create("account", values, derived_id("account", code))
    made.close()
    with running(app, clock, prompts, path) as program:
        yield program


def calendar(program: Program, mode: Mode = Mode.MONTH) -> CalendarPage:
    program.window.go(Destination(PageId.CALENDAR))
    settle(program)
    page = program.window.page()
    assert isinstance(page, CalendarPage)
    page.show_mode(mode)
    settle(program)
    page.views.widget_of(mode).repaint()
    page.views.take_focus()
    return page


def workspace(program: Program) -> Workspace:
    assert program.context is not None
    return program.context.workspace


def scheduled(program: Program, on: date, at: str = "", kind: VisitKind = VisitKind.FIELD) -> Id:
    before = set(visits(program))
    schedule_visit(workspace(program), ACCOUNT, on, at=at, kind=kind)
    return next(key for key in visits(program) if key not in before)


def visits(program: Program) -> dict[Id, Visit]:
    found = list_visits_between(workspace(program), date(2020, 1, 1), date(2030, 1, 1))
    return {one.id: one for one in found}


def drag(
    qtbot: QtBot, widget: QWidget, start: QPoint | None, end: QPoint | None, *, drop: bool = True
) -> None:
    assert start is not None
    assert end is not None
    qtbot.mousePress(widget, LEFT, pos=start)
    for at in ((start + end) / 2, end):
        where = widget.mapToGlobal(QPointF(at))
        move = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), where, Qt.MouseButton.NoButton, LEFT, NONE)
        QApplication.sendEvent(widget, move)
    if drop:
        qtbot.mouseRelease(widget, LEFT, pos=end)


def drop_duties(widget: QWidget, at: QPoint | None) -> None:
    assert at is not None
    data = QMimeData()
    data.setData(DUE_MIME, b"duties")
    action = Qt.DropAction.CopyAction
    QApplication.sendEvent(widget, QDragEnterEvent(at, action, data, LEFT, NONE))
    QApplication.sendEvent(widget, QDropEvent(QPointF(at), action, data, LEFT, NONE))


def choose_field_duty(page: CalendarPage, count: int = 1) -> list[Id]:
    """Select the first field visits of the due list; whose they are."""
    rows = [at for at, item in enumerate(page.due.list.items_model.items) if item.key in page.due._slots]
    model = page.due.list.selectionModel()
    page.due.list.setCurrentIndex(page.due.list.items_model.index(rows[0], 0))
    for row in rows[1:count]:
        model.select(page.due.list.items_model.index(row, 0), model.SelectionFlag.Select)
    return [slot.account_id for slot in page.due.chosen_slots()]


def test_a_visit_on_a_day_somebody_is_away_is_marked_and_says_so(program: Program) -> None:
    key = scheduled(program, WEDNESDAY, "09:30")
    with workspace(program).change("test", "test") as change:
        absent = {"manager_id": derived_id("manager", "0"), "starts_on": WEDNESDAY, "ends_on": WEDNESDAY}
        change.create("absence", absent)
    page = calendar(program)
    events = {event.key: event for event in page.views.month.events_on(WEDNESDAY)}
    assert "We are away on that day" in events[key].tooltip


def test_the_keys_switch_the_view_and_the_day_stays(program: Program, qtbot: QtBot) -> None:
    page = calendar(program)
    page.go_to(FRIDAY)
    settle(program)
    for key, mode, word in (
        (Qt.Key.Key_D, Mode.DAY, "Fri 18 Sep 2026"),
        (Qt.Key.Key_W, Mode.WEEK, "14–20 Sep 2026"),
        (Qt.Key.Key_A, Mode.AGENDA, "14 Sep – 11 Oct 2026"),
        (Qt.Key.Key_Q, Mode.QUARTER, "Q3 2026"),
        (Qt.Key.Key_M, Mode.MONTH, "September 2026"),
    ):
        page.views.take_focus()
        focused = QApplication.focusWidget() or page.views.currentWidget()
        qtbot.keyClick(focused, key)
        settle(program)
        assert (page.mode, page.title(), page.day) == (mode, word, FRIDAY)


def test_stepping_goes_by_the_unit_of_the_view_and_today_leads_back(program: Program, qtbot: QtBot) -> None:
    page = calendar(program, Mode.WEEK)
    qtbot.mouseClick(page.header.later, LEFT)
    qtbot.keyClick(page.views.hours, Qt.Key.Key_PageDown)
    settle(program)
    assert page.day == TODAY + timedelta(days=14)
    qtbot.mouseClick(page.header.today_button, LEFT)
    settle(program)
    assert page.day == TODAY
    assert page.header.later.toolTip() == "Next week"


def test_the_view_is_remembered_with_the_window(program: Program) -> None:
    calendar(program, Mode.AGENDA)
    again = CalendarPage(program.context)  # type: ignore[arg-type]
    again.setParent(program.window)
    again.open(Destination(PageId.CALENDAR))
    assert again.mode is Mode.AGENDA
    again.deleteLater()


def test_whose_calendar_it_was_in_another_file_is_forgotten(program: Program) -> None:
    remember_view(program.window, Mode.WEEK, derived_id("manager", "of another file"))
    page = calendar(program, Mode.WEEK)
    assert recall_view(program.window) == (Mode.WEEK, None)
    assert page.header.managers.key() is None


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


def test_the_agenda_opens_a_visit_and_moves_it_by_a_day(program: Program, qtbot: QtBot) -> None:
    visit = scheduled(program, WEDNESDAY, "09:30")
    page = calendar(program, Mode.AGENDA)
    lines = page.views.agenda.list
    assert lines.choose(visit)
    qtbot.keyClick(lines, Qt.Key.Key_Right, CONTROL)
    settle(program)
    assert visits(program)[visit].on == WEDNESDAY + timedelta(days=1)
    qtbot.keyClick(lines, Qt.Key.Key_Return)
    settle(program)
    assert page.sheet.isVisible()


def test_a_cell_of_the_load_opens_that_week_of_that_person(program: Program, qtbot: QtBot) -> None:
    scheduled(program, WEDNESDAY)
    page = calendar(program, Mode.QUARTER)
    load = page.views.load
    row = next(at for at, one in enumerate(load.rows) if one.title == "张蔚")
    column = next(at for at, one in enumerate(load.columns) if one.key == date(2026, 9, 14))
    assert load.rows[row].cells[column].text == "1/24"
    qtbot.mouseClick(load, LEFT, pos=load.box_of(row, column).center().toPoint())
    settle(program)
    assert page.mode is Mode.WEEK
    assert page.header.managers.currentText() == "张蔚"
    assert isinstance(page.views.currentWidget(), TimeGrid)


def test_what_has_no_room_on_a_day_opens_the_day(program: Program, qtbot: QtBot) -> None:
    for _number in range(12):
        scheduled(program, WEDNESDAY)
    page = calendar(program)
    cell = next(one for one in page.grid._layout() if one.day == WEDNESDAY)
    qtbot.mouseClick(page.grid, LEFT, pos=cell.more.center().toPoint())
    settle(program)
    assert (page.mode, page.day) == (Mode.DAY, WEDNESDAY)


def test_time_of_other_calendars_is_seen_and_never_clicked(program: Program, qtbot: QtBot) -> None:
    with workspace(program).change("test", "test") as change:
        values = {
            "manager_id": derived_id("manager", "0"),
            "starts_at": f"{WEDNESDAY}T09:00:00+00:00",
            "ends_at": f"{WEDNESDAY}T10:00:00+00:00",
            "title": "牙医",
        }
        change.create("busy_time", values)
    page = calendar(program, Mode.WEEK)
    page._choose_manager(derived_id("manager", "0"))
    settle(program)
    hours = page.views.hours
    hours.repaint()
    column = next(one for one in hours.columns() if one.day == WEDNESDAY)
    assert [event.text for _box, event in column.behind] == ["牙医"]
    where = hours.place_of_slot(WEDNESDAY, 9 * 60 + 30)
    assert where is not None
    found = hours.hit(QPointF(where))
    assert found is not None
    assert found.event is None


@pytest.mark.parametrize("width", [960, 1100, 1366, 1920])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_in_the_header_lies_over_anything_else(program: Program, width: int, language: str) -> None:
    program.window.resize(width, 768)
    program.switch_language(language)
    page = calendar(program, Mode.AGENDA)
    page.go_to(date(2026, 12, 28))
    settle(program)
    shown = [one for one in (*page.header.widgets, *page.header.actions) if one.isVisible()]
    boxes = sorted((one.mapTo(program.window, QPoint()).x(), one.width()) for one in shown)
    for (left, wide), (following, _wide) in itertools.pairwise(boxes):
        assert left + wide <= following
    assert all(
        one.width() >= one.minimumSizeHint().width() for one in shown if one is not page.header.managers
    )
    assert boxes[-1][0] + boxes[-1][1] <= program.window.width()


def test_a_chosen_visit_shows_the_place_of_the_cursor_by_its_own_frame(
    program: Program, qtbot: QtBot
) -> None:
    visit = scheduled(program, WEDNESDAY, "10:00")
    page = calendar(program, Mode.WEEK)
    grid = page.views.widget_of(Mode.WEEK)
    assert isinstance(grid, TimeGrid)
    grid.go_to_cursor(WEDNESDAY, 10 * 60 + 30)
    assert not grid.cursor_on_selected()
    grid.select(frozenset({visit}))
    assert grid.cursor_on_selected()
    grid.go_to_cursor(WEDNESDAY, 15 * 60)
    assert not grid.cursor_on_selected()
    grid.go_to_cursor(WEDNESDAY, None)
    assert not grid.cursor_on_selected()


def test_a_narrow_load_tells_the_visits_without_the_places(program: Program, qtbot: QtBot) -> None:
    page = calendar(program, Mode.QUARTER)
    heat = page.views.widget_of(Mode.QUARTER)
    assert isinstance(heat, HeatMap)
    cell = HeatCell("131/1320")
    assert heat.figure_of(cell, 120) == "131/1320"
    assert heat.figure_of(cell, 30) == "131"
    last = len(heat.columns) - 1
    assert heat.box_of(0, last).width() > heat.box_of(0, last - 1).width()
    assert heat.box_of(0, last).right() <= heat.width()


@pytest.mark.parametrize("mode", [Mode.WEEK, Mode.AGENDA])
def test_escape_in_the_sheet_gives_the_keys_back_to_the_calendar(
    program: Program, qtbot: QtBot, mode: Mode
) -> None:
    visit = scheduled(program, WEDNESDAY, "10:00")
    page = calendar(program, mode)
    program.window.activateWindow()
    page._open_visit(visit)
    settle(program)
    qtbot.keyClick(page.sheet, Qt.Key.Key_Escape)
    settle(program)
    assert not page.sheet.isVisible()
    focused = program.window.focusWidget()
    assert focused is not None
    assert page.views.isAncestorOf(focused)
