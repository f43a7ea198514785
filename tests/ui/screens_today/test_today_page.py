"""Today driven as a user drives it, from the first start to the brief of the next visit."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.domain.visits import VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.own_files import own_file, sample_file
from workbench.services.visits import PromiseInput, add_action, list_visits_between, schedule_visit
from workbench.services.workspaces import new_workspace
from workbench.ui.navigation import PageId
from workbench.ui.screens.calendar.page import CalendarPage
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


def test_the_first_start_asks_for_nothing_and_offers_three_ways(
    app: QApplication, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    with running(app, FixedClock(TODAY), prompts, None) as program:
        page = _today(program)
        assert page.first_run.isVisible()
        assert own_file().exists()
        assert prompts.asked == []
        qtbot.mouseClick(page.first_run.first_button, Qt.MouseButton.LeftButton)
        settle(program)
        assert page_of(program).page_id is PageId.IMPORT


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


def test_f4_begins_the_report_of_the_visit_whose_brief_is_open(program: Program) -> None:
    report = next(action for action in program.window.actions_table if action.shortcut == "F4")
    report.run()
    settle(program)
    page = page_of(program)
    assert isinstance(page, CalendarPage)
    assert page.sheet.form.isVisible()


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
