"""The calendar's views: switching, stepping, what they show, and where they lead."""

import itertools
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.driving import settle
from tests.ui.screens_calendar.at_the_calendar import (
    CONTROL,
    FRIDAY,
    LEFT,
    TODAY,
    WEDNESDAY,
    calendar,
    scheduled,
    visits,
    workspace,
)
from workbench.app import Program
from workbench.foundation.ids import derived_id
from workbench.ui.kit.heat_map import HeatCell, HeatMap
from workbench.ui.kit.time_grid import TimeGrid
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.calendar.page import CalendarPage
from workbench.ui.screens.calendar.remembered import recall_view, remember_view
from workbench.ui.screens.calendar.stepping import Mode


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
