"""Today driven as a user drives it, from the first start to the brief of the next visit."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.domain.visits import Cause, VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.own_files import own_file, sample_file
from workbench.services.complaints import record_complaint
from workbench.services.first_steps import Step
from workbench.services.visits import (
    PromiseInput,
    add_action,
    get_visit_view,
    list_visits_between,
    move_visit,
    schedule_visit,
)
from workbench.services.workspaces import new_workspace
from workbench.ui.kit.print_preview import PrintPreview
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.calendar.page import CalendarPage
from workbench.ui.screens.imports.page import ImportPage
from workbench.ui.screens.today.brief_print import print_between
from workbench.ui.screens.today.page import TodayPage

TODAY = date(2026, 9, 15)


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    """A file with two accounts, a visit today, and a promise that is late."""
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"
    made = new_workspace(path, clock=clock, author="张蔚")
    with made.change("test", "test") as change:
        for code, name, tier in (("A", "澜川精密", "strategic"), ("B", "谷屿电子", "focus")):
            row = {"code": code, "name": name, "tier": tier, "city": "苏州"}
            change.create("account", row, derived_id("account", code))
    schedule_visit(made, derived_id("account", "A"), TODAY, at="09:30")
    promise = PromiseInput("补交检测报告", due_on=TODAY - timedelta(days=2))
    add_action(made, derived_id("account", "A"), promise)
    made.close()
    with running(app, clock, prompts, path) as program:
        yield program


def _today(program: Program) -> TodayPage:
    page = page_of(program)
    assert isinstance(page, TodayPage)
    return page


def test_a_complaint_in_the_side_leads_to_its_page(program: Program) -> None:
    noted = {"account_id": derived_id("account", "A"), "text": "漆面划伤"}
    assert program.context is not None
    record_complaint(program.context.workspace, noted)
    page = _today(program)
    page.refresh(None)
    settle(program)
    (item,) = page.side.complaints.list.items_model.items
    page.side.complaints.list.opened.emit(item.key)
    settle(program)
    assert page_of(program).page_id is PageId.COMPLAINT


def test_the_first_start_asks_for_nothing_and_offers_three_ways(
    app: QApplication, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    with running(app, FixedClock(TODAY), prompts, None) as program:
        page = _today(program)
        assert page.first_run.isVisible()
        assert own_file().exists()
        assert prompts.asked == []
        prompts.answers.append(None)
        qtbot.mouseClick(page.first_run.first_button, Qt.MouseButton.LeftButton)
        settle(program)
        # One click asks for the file, where the import is.
        assert prompts.asked == ["Import a spreadsheet"]
        assert page_of(program).page_id is PageId.IMPORT


def test_the_first_steps_lead_from_the_import_to_the_plan(
    app: QApplication, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    sheet = tmp_path / "accounts.csv"
    sheet.write_text("code,name,city\nK1,Lanchuan,Suzhou\n", "utf-8")
    with running(app, FixedClock(TODAY), prompts, None) as program:
        page = _today(program)
        page.first_run.name.given.emit("钱屿")
        prompts.answers = [sheet]
        page.first_run.first_button.click()
        settle(program)
        bring = page_of(program)
        assert isinstance(bring, ImportPage)
        bring.run()
        settle(program)
        bring.done.steps_button.click()
        settle(program)
        page = _today(program)
        assert page.steps.isVisible()
        assert not page.steps.name.isVisible()
        assert [item.action for item in page.steps.list.items_model.items] == ["Choose a file…", "", "", ""]
        page.steps.list.opened.emit(Step.TIERS)
        settle(program)
        assert page_of(program).page_id is PageId.ACCOUNTS
        program.window.go(Destination(PageId.TODAY))
        settle(program)
        page.steps.put_away.emit()
        settle(program)
        assert not page.steps.isVisible()


def test_sample_data_are_one_click_away_and_one_click_gone(
    app: QApplication, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    with running(app, FixedClock(TODAY), prompts, None) as program:
        qtbot.mouseClick(_today(program).first_run.sample_button, Qt.MouseButton.LeftButton)
        settle(program)
        assert program.is_sample()
        page = _today(program)
        assert page.sample_banner.isVisible()
        qtbot.mouseClick(page.sample_banner.link, Qt.MouseButton.LeftButton)
        settle(program)
        assert not program.is_sample()
        assert list(sample_file().parent.glob("Sample*")) == []
        assert _today(program).first_run.isVisible()


def test_the_brief_of_the_next_visit_is_open(program: Program) -> None:
    page = _today(program)
    assert page.brief.isVisible()
    texts = [item.title for item in page.brief.notices.items_model.items]
    assert any("overdue" in text for text in texts)
    assert [item.title for item in page.brief.promises.items_model.items] == ["补交检测报告"]


def test_a_new_visit_from_today_begins_with_its_account(program: Program) -> None:
    _today(program).new_thing()
    settle(program)
    page = page_of(program)
    assert isinstance(page, CalendarPage)
    assert page.new_pane.isVisible()
    assert page.new_pane.isAncestorOf(QApplication.focusWidget() or program.window)


def test_f4_begins_the_report_of_the_visit_whose_brief_is_open(program: Program) -> None:
    report = next(action for action in program.window.actions_table if action.shortcut == "F4")
    report.run()
    settle(program)
    page = page_of(program)
    assert isinstance(page, CalendarPage)
    assert page.sheet.form.isVisible()
    # Where no visit is open that could be reported on, it says so instead of doing nothing.
    program.window.go(Destination(PageId.ACCOUNTS))
    settle(program)
    report.run()
    assert "No visit to report on" in program.window.toast.text()


def test_a_visit_that_is_still_ahead_has_no_report_by_f4_either(program: Program) -> None:
    assert program.context is not None
    workspace = program.context.workspace
    (visit,) = list_visits_between(workspace, TODAY, TODAY)
    program.context.save(lambda opened: move_visit(opened, visit.id, TODAY + timedelta(days=2)))
    settle(program)
    page = _today(program)
    assert not page.brief.report_button.isEnabled()
    assert not page.write_report()
    assert page_of(program) is page


def test_a_promise_ticked_off_leaves_the_page_and_comes_back_with_undo(program: Program) -> None:
    page = _today(program)
    (key,) = [item.key for item in page.side.promises.list.items_model.items]
    page.side.promises.list.ticked.emit(key, True)
    settle(program)
    assert not page.side.promises.isVisible()
    program.undo()
    settle(program)
    assert page.side.promises.isVisible()


def test_a_due_visit_is_put_on_today_with_one_click(program: Program) -> None:
    page = _today(program)
    items = page.side.visits.list.items_model.items
    key = next(item.key for item in items if item.title == "谷屿电子")
    page.side.visits.list.action_requested.emit(key)
    settle(program)
    assert program.context is not None
    visits = list_visits_between(program.context.workspace, TODAY, TODAY)
    assert len(visits) == 2
    assert {visit.state for visit in visits} == {VisitState.PLANNED}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_language_and_theme_switch_without_a_restart(program: Program, theme: str) -> None:
    page = _today(program)
    program.switch_theme(theme)
    program.switch_language("zh_CN")
    settle(program)
    assert page.title() == "今日"
    assert page.new_button.text().replace("&&", "&") == "新建拜访"
    program.switch_language("en")
    settle(program)
    assert page.title() == "Today"


def _unreported(program: Program) -> Id:
    assert program.context is not None
    on = TODAY - timedelta(days=3)
    schedule_visit(program.context.workspace, derived_id("account", "B"), on)
    program.window.go(Destination(PageId.CALENDAR))
    settle(program)
    program.window.go(Destination(PageId.TODAY))
    settle(program)
    _today(program).refresh(None)
    settle(program)
    return list_visits_between(program.context.workspace, on, on)[0].id


def _choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_a_visit_without_a_report_is_missed_with_its_cause_from_today(program: Program) -> None:
    visit = _unreported(program)
    (row,) = _today(program).unreported.rows
    _choose(row.missed_menu(), "Customer not available")
    settle(program)
    assert program.context is not None
    missed = get_visit_view(program.context.workspace, visit).visit
    assert (missed.state, missed.cause) == (VisitState.MISSED, Cause.CUSTOMER_AWAY)
    assert _today(program).unreported.rows == []


def test_a_visit_without_a_report_is_moved_to_one_of_the_next_working_days(program: Program) -> None:
    visit = _unreported(program)
    (row,) = _today(program).unreported.rows
    assert row.waiting.days == (date(2026, 9, 16), date(2026, 9, 17), date(2026, 9, 21))
    # Sunday, 20 September is worked to make up for the National Day.
    row.moved_menu().actions()[0].trigger()
    settle(program)
    assert program.context is not None
    (new,) = list_visits_between(program.context.workspace, date(2026, 9, 16), date(2026, 9, 16))
    assert new.replaces_id == visit


def test_the_report_of_an_unreported_visit_is_one_click_away(program: Program, qtbot: QtBot) -> None:
    _unreported(program)
    (row,) = _today(program).unreported.rows
    qtbot.mouseClick(row.report_button, Qt.MouseButton.LeftButton)
    settle(program)
    page = page_of(program)
    assert isinstance(page, CalendarPage)
    assert page.sheet.form.isVisible()


def test_the_briefs_of_a_week_print_as_one_paper_with_a_page_each(
    program: Program, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    assert program.context is not None
    schedule_visit(program.context.workspace, derived_id("account", "B"), TODAY + timedelta(days=2))
    page = _today(program)
    print_between(program.context, page, TODAY, TODAY + timedelta(days=5))
    settle(program)
    preview = program.window.findChild(PrintPreview)
    assert isinstance(preview, PrintPreview)
    target = tmp_path / "week.pdf"
    prompts.answers.append(target)
    preview.save()
    settle(program)
    preview.close()
    document = pypdfium2.PdfDocument(target)
    try:
        texts = [one.get_textpage().get_text_range() for one in document]
    finally:
        document.close()
    assert len(texts) == 2
    assert "澜川精密" in texts[0]
    assert "谷屿电子" in texts[1]
