"""The calendar driven as a user drives it: keys and clicks, on a real workspace file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running, settle
from workbench.app import Program
from workbench.domain.visits import VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.drafts import find_draft
from workbench.services.period_plans import plan_period
from workbench.services.visit_plan_acceptance import accept_plan
from workbench.services.visits import get_visit_view, list_visits_between, schedule_visit
from workbench.services.workspaces import Workspace, new_workspace
from workbench.ui.navigation import Destination, PageId, VisitDetail
from workbench.ui.screens.calendar.page import CalendarPage

TODAY = date(2026, 9, 15)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    """The whole program on a file with three accounts."""
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"
    made = new_workspace(path, clock=clock, author="张蔚")
    with made.change("test", "test") as change:
        for code, name, tier in (
            ("A", "澜川精密", "strategic"),
            ("B", "谷屿电子", "focus"),
            ("C", "闻溪环保", "major"),
        ):
            account = derived_id("account", code)
            change.create("account", {"code": code, "name": name, "tier": tier, "city": "苏州"}, account)
            change.create("contact", {"account_id": account, "name": "韩沛", "title": "采购总监"})
    made.close()
    with running(app, clock, prompts, path) as program:
        yield program


def _calendar(program: Program, destination: Destination | None = None) -> CalendarPage:
    program.window.go(destination or Destination(PageId.CALENDAR))
    settle(program)
    page = program.window.page()
    assert isinstance(page, CalendarPage)
    return page


def _workspace(program: Program) -> Workspace:
    assert program.context is not None
    return program.context.workspace


def _scheduled(program: Program, on: date) -> Id:
    schedule_visit(_workspace(program), derived_id("account", "A"), on)
    return list_visits_between(_workspace(program), on, on)[0].id


def test_a_period_is_planned_shown_as_a_difference_and_accepted(program: Program, qtbot: QtBot) -> None:
    page = _calendar(program)
    qtbot.mouseClick(page.plan_button, Qt.MouseButton.LeftButton)
    page.plan_pane.start.control.setText("2026-10-01")
    page.plan_pane.end.control.setText("2026-10-31")
    qtbot.mouseClick(page.plan_pane.plan_button, Qt.MouseButton.LeftButton)
    settle(program)
    assert "2026" in page.title()
    assert list_visits_between(_workspace(program), *OCTOBER) == ()
    qtbot.keyClick(page.plan_view.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(page.plan_view.accept_button, Qt.MouseButton.LeftButton)
    settle(program)
    visits = list_visits_between(_workspace(program), *OCTOBER)
    assert len(visits) >= 3
    assert not any(date(2026, 10, 1) <= visit.on <= date(2026, 10, 7) for visit in visits)
    program.undo()
    settle(program)
    assert list_visits_between(_workspace(program), *OCTOBER) == ()


def test_a_plan_can_be_discarded_with_escape_and_leaves_nothing(program: Program, qtbot: QtBot) -> None:
    page = _calendar(program)
    page.plan_pane.show()
    page.plan_pane.plan()
    settle(program)
    assert page.close_innermost()
    assert list_visits_between(_workspace(program), date(2026, 9, 1), date(2027, 12, 31)) == ()


def test_a_visit_is_unticked_and_stays_out(program: Program, qtbot: QtBot) -> None:
    page = _calendar(program)
    planned = plan_period(_workspace(program), *OCTOBER)
    page._show_plan(planned)
    page.plan_view.list.ticked.emit(planned.plans[0].placed[0].duty.key, False)
    qtbot.mouseClick(page.plan_view.accept_button, Qt.MouseButton.LeftButton)
    settle(program)
    assert len(list_visits_between(_workspace(program), *OCTOBER)) == planned.placed - 1


def test_a_report_is_written_by_keyboard_and_its_promise_becomes_an_action(
    program: Program, qtbot: QtBot
) -> None:
    visit = _scheduled(program, TODAY)
    page = _calendar(program, Destination(PageId.CALENDAR, subject=visit))
    assert page.write_report()
    form = page.sheet.form
    form.areas["talking_points"].control.insertPlainText("二期节拍 38 秒")
    qtbot.keyClick(form.areas["talking_points"].control, Qt.Key.Key_Tab)
    form.promises.rows[0].text.insert("补交检测报告")
    qtbot.keyClicks(form.promises.rows[0].due, "2026-09-20")
    form.met.ticked.emit(get_visit_view(_workspace(program), visit).contacts[0].id, True)
    qtbot.keyClick(form.areas["findings"].control, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(form.file_button, Qt.MouseButton.LeftButton)
    settle(program)
    view = get_visit_view(_workspace(program), visit)
    assert view.visit.state is VisitState.DONE
    assert view.visit.talking_points == "二期节拍 38 秒"
    assert [one.name for one in view.contacts if one.id in view.visit.met] == ["韩沛"]
    assert [(one.text, one.due_on) for one in view.promises] == [("补交检测报告", date(2026, 9, 20))]
    assert find_draft(_workspace(program), visit) is None


def test_what_was_typed_survives_a_crash(program: Program, qtbot: QtBot) -> None:
    visit = _scheduled(program, TODAY)
    page = _calendar(program, Destination(PageId.CALENDAR, subject=visit))
    page.write_report()
    qtbot.keyClicks(page.sheet.form.areas["findings"].control, "half a sentence")
    qtbot.waitUntil(lambda: find_draft(_workspace(program), visit) is not None)
    page.close_innermost()
    page.open(Destination(PageId.CALENDAR, subject=visit, view=VisitDetail.REPORT))
    settle(program)
    assert page.sheet.form.areas["findings"].control.text() == "half a sentence"
    assert not page.sheet.form.draft_note.isHidden()


def test_an_empty_report_says_so_beside_the_field_and_keeps_the_visit_open(
    program: Program, qtbot: QtBot
) -> None:
    visit = _scheduled(program, TODAY)
    page = _calendar(program, Destination(PageId.CALENDAR, subject=visit))
    page.write_report()
    qtbot.mouseClick(page.sheet.form.file_button, Qt.MouseButton.LeftButton)
    settle(program)
    assert page.sheet.form.areas["talking_points"].has_error()
    assert get_visit_view(_workspace(program), visit).visit.state is VisitState.PLANNED


def test_a_visit_is_dragged_to_another_day(program: Program, qtbot: QtBot) -> None:
    visit = _scheduled(program, date(2026, 9, 16))
    page = _calendar(program)
    grid = page.grid
    grid.repaint()
    start, end = grid.place_of(visit), grid.place_of_day(date(2026, 9, 18))
    assert start is not None
    assert end is not None
    qtbot.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    for at in ((start + end) / 2, end):
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            grid.mapToGlobal(QPointF(at)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(grid, move)
    qtbot.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)
    settle(program)
    assert get_visit_view(_workspace(program), visit).visit.on == date(2026, 9, 18)


def test_a_due_visit_shades_its_window_and_goes_onto_the_chosen_day(program: Program, qtbot: QtBot) -> None:
    page = _calendar(program)
    key, (slot, _ideal) = next(iter(page.due._slots.items()))
    page.due.list.choose(key)
    page.grid.go_to_cursor(date(2026, 9, 24), None)
    qtbot.keyClick(page.due.list, Qt.Key.Key_Return)
    settle(program)
    assert [
        v.account_id for v in list_visits_between(_workspace(program), date(2026, 9, 24), date(2026, 9, 24))
    ] == [slot.account_id]
    assert key not in page.due._slots


def test_a_new_visit_finds_its_account_by_pinyin_initials(program: Program, qtbot: QtBot) -> None:
    page = _calendar(program)
    assert page.new_thing()
    pane = page.new_pane
    qtbot.keyClicks(pane.account.control, "xyz")
    settle(program)
    (said,) = pane.hits.items_model.items
    assert said.title.startswith("Nothing found")
    qtbot.keyClick(pane.hits, Qt.Key.Key_Return)
    pane.account.control.clear()
    qtbot.keyClicks(pane.account.control, "gydz")
    settle(program)
    qtbot.keyClick(pane.account.control, Qt.Key.Key_Return)
    assert pane.account.control.text() == "谷屿电子"
    pane.day.control.setText("2026-09-22")
    pane.time.control.setText("noon")
    pane.save()
    settle(program)
    assert pane.time.has_error()
    pane.time.control.clear()
    qtbot.keyClick(pane.purpose.control, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(program)
    found = list_visits_between(_workspace(program), date(2026, 9, 22), date(2026, 9, 22))
    assert [visit.account_id for visit in found] == [derived_id("account", "B")]
    assert page.new_thing()
    assert not pane.time.has_error(), "what was wrong with the last one"


def test_a_visit_is_missed_only_with_a_reason(program: Program, qtbot: QtBot) -> None:
    visit = _scheduled(program, TODAY)
    page = _calendar(program, Destination(PageId.CALENDAR, subject=visit))
    page.sheet.steps.drop(VisitState.MISSED)
    assert page.sheet.steps.reason.has_error()
    page.sheet.steps.reason.control.setText("停电")
    page.sheet.steps.drop(VisitState.MISSED)
    settle(program)
    assert get_visit_view(_workspace(program), visit).visit.reason == "停电"


def test_holidays_and_make_up_days_are_named(program: Program) -> None:
    page = _calendar(program, Destination(PageId.CALENDAR, day=date(2026, 10, 1)))
    days = page.grid.content
    assert "National Day" in days[date(2026, 10, 1)].note
    assert days[date(2026, 10, 10)].note.startswith("Work")
    assert not days[date(2026, 10, 10)].free


def test_accepting_a_plan_twice_changes_nothing(program: Program) -> None:
    workspace = _workspace(program)
    accept_plan(workspace, plan_period(workspace, *OCTOBER))
    before = list_visits_between(workspace, *OCTOBER)
    accept_plan(workspace, plan_period(workspace, *OCTOBER))
    assert list_visits_between(workspace, *OCTOBER) == before
