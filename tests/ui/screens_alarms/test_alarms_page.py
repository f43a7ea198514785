"""The alarms driven as a user drives them: looked at, acknowledged, taken back, led on from."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.domain.alarms import AlarmKind, AlarmState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.alarms import add_major_event, list_major_events
from workbench.services.workspaces import new_workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.account_page import AccountPage
from workbench.ui.screens.accounts.page import AccountsPage
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.alarms.filter_bar import ALL
from workbench.ui.screens.alarms.page import AlarmsPage
from workbench.ui.screens.today.page import TodayPage

TODAY = date(2026, 9, 15)
A, B = derived_id("account", "A"), derived_id("account", "B")


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    """Two accounts: at one the owners have split, at the other was a theft."""
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"
    made = new_workspace(path, clock=clock, author="张蔚")
    with made.change("test", "test") as change:
        for keeper, name in (("me", "张蔚"), ("other", "乔屿")):
            change.create("manager", {"name": name}, derived_id("manager", keeper))
        for key, name, keeper in ((A, "澜川精密", "me"), (B, "谷屿电子", "other")):
            values = {"name": name, "manager_id": derived_id("manager", keeper)}
            change.create("account", values, key)
    add_major_event(made, A, {"kind": "owners_split", "text": "两股东分家"})
    add_major_event(made, B, {"kind": "theft"})
    made.close()
    save_settings(Settings(author="张蔚"))
    with running(app, clock, prompts, path) as program:
        yield program


def _alarms(program: Program) -> AlarmsPage:
    program.window.go(Destination(PageId.ALARMS))
    settle(program)
    page = page_of(program)
    assert isinstance(page, AlarmsPage)
    return page


def _listed(page: AlarmsPage) -> list[str]:
    return [row.account for row in page.table.model.shown_rows()]


def test_an_alarm_is_acknowledged_with_a_reason_by_keyboard_and_taken_back(
    program: Program, qtbot: QtBot
) -> None:
    page = _alarms(program)
    QAbstractItemModelTester(page.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert _listed(page) == ["澜川精密", "谷屿电子"]
    button = program.window.rail.button(PageId.ALARMS)
    assert button.accessibleDescription() == button.toolTip() == "1 new alarm is severe"
    assert page.subtitle() == "2 new (1 severe) · 0 acknowledged", "what the rail counts stands here too"
    page.table.view.setCurrentIndex(page.table.model.index(0, 1))
    qtbot.keyClick(page.table.view, Qt.Key.Key_A)
    assert page.pane.isVisible()
    qtbot.keyClick(page.pane.reason.control, Qt.Key.Key_Return)
    settle(program)
    assert _listed(page) == ["澜川精密", "谷屿电子"]
    page.pane.reason.control.setText("已约谈")
    qtbot.keyClick(page.pane.reason.control, Qt.Key.Key_Return)
    settle(program)
    assert _listed(page) == ["谷屿电子"]
    assert page.subtitle() == "1 new · 1 acknowledged"
    page.bar.choose(AlarmState.ACKNOWLEDGED)
    page.bar.changed.emit()
    (row,) = page.table.model.shown_rows()
    page.table.row_activated.emit(row)
    assert page.pane.seen.isVisible()
    qtbot.mouseClick(page.pane.take_back_button, Qt.MouseButton.LeftButton)
    settle(program)
    assert page.subtitle() == "2 new (1 severe) · 0 acknowledged"
    program.undo()
    settle(program)
    assert page.subtitle() == "1 new · 1 acknowledged"


def test_several_are_acknowledged_at_once_and_those_over_are_kept(program: Program, qtbot: QtBot) -> None:
    page = _alarms(program)
    page.table.view.selectAll()
    qtbot.mouseClick(page.pane.reason_buttons[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.pane.acknowledge_button, Qt.MouseButton.LeftButton)
    settle(program)
    assert page.subtitle() == "0 new · 2 acknowledged"
    assert program.window.rail.button(PageId.ALARMS).accessibleDescription() == ""
    page.bar.choose(ALL)
    page.bar.changed.emit()
    row = next(one for one in page.table.model.shown_rows() if one.account == "澜川精密")
    page.table.row_activated.emit(row)
    qtbot.mouseClick(page.pane.step_buttons[0], Qt.MouseButton.LeftButton)
    settle(program)
    account = page_of(program)
    assert isinstance(account, AccountPage)
    assert account.sections.current() is Section.RELATIONSHIP
    assert account.event_pane.text.control.text() == "两股东分家"
    qtbot.mouseClick(account.event_pane.over_button, Qt.MouseButton.LeftButton)
    settle(program)
    page = _alarms(program)
    page.bar.choose(AlarmState.RESOLVED)
    page.bar.changed.emit()
    assert [(one.account, one.state) for one in page.table.model.shown_rows()] == [
        ("澜川精密", AlarmState.RESOLVED)
    ]
    page.table.row_activated.emit(page.table.model.row(0))
    assert page.pane.answer.isHidden()
    assert page.close_innermost()


def test_mine_are_those_of_my_accounts(program: Program) -> None:
    page = _alarms(program)
    page.bar.whose.choose(True)
    page.bar.whose_changed.emit()
    settle(program)
    assert _listed(page) == ["澜川精密"]


def test_an_alarm_leads_to_a_visit_and_the_account_list_counts_it(program: Program, qtbot: QtBot) -> None:
    page = _alarms(program)
    page.table.row_activated.emit(page.table.model.row(0))
    qtbot.mouseClick(page.pane.step_buttons[1], Qt.MouseButton.LeftButton)
    settle(program)
    account = page_of(program)
    assert isinstance(account, AccountPage)
    assert account.visit_pane.isVisible()
    assert account.sections.overview().alarms.isVisible()
    qtbot.mouseClick(account.facts.alarms_button, Qt.MouseButton.LeftButton)
    settle(program)
    assert page_of(program) is page
    assert page.pane.shown()[0].account == "澜川精密"
    program.window.go(Destination(PageId.ACCOUNTS))
    settle(program)
    accounts = page_of(program)
    assert isinstance(accounts, AccountsPage)
    column = next(one for one in accounts.list.table.model.columns if one.key == "alarms")
    counted = {line.short: column.words(line) for line in accounts.list.table.model.all_rows()}
    assert counted == {"澜川精密": "Severe 1", "谷屿电子": "Warning 1"}


def test_today_lists_new_alarms_and_opens_one(program: Program) -> None:
    page = page_of(program)
    assert isinstance(page, TodayPage)
    items = page.side.alarms.list.items_model.items
    assert [item.second.split(" · ")[0] for item in items] == ["澜川精密", "谷屿电子"]
    page.side.alarms.list.opened.emit(items[0].key)
    settle(program)
    alarms = page_of(program)
    assert isinstance(alarms, AlarmsPage)
    assert alarms.pane.shown()[0].kind is AlarmKind.MAJOR_EVENT


def test_a_major_event_is_noted_from_the_palette_and_from_its_account(program: Program, qtbot: QtBot) -> None:
    page = _alarms(program)
    program.window.run_named("record-major-event")
    assert page.event_pane.isVisible()
    qtbot.mouseClick(page.event_pane.save_button, Qt.MouseButton.LeftButton)
    assert page.event_pane.isVisible()
    program.window.go(Destination(PageId.ACCOUNT, subject=B))
    settle(program)
    account = page_of(program)
    assert isinstance(account, AccountPage)
    program.window.run_named("record-major-event")
    account.event_pane.text.control.setText("仓库失窃")
    qtbot.mouseClick(account.event_pane.save_button, Qt.MouseButton.LeftButton)
    settle(program)
    assert program.context is not None
    assert "仓库失窃" in [one.text for one in list_major_events(program.context.workspace, B)]
    program.undo()
    settle(program)
    assert len(list_major_events(program.context.workspace, B)) == 1


def test_the_page_says_that_it_looks_for_alarms_while_the_first_board_takes_long(program: Program) -> None:
    program.tasks.hold()
    program.window.go(Destination(PageId.ALARMS))
    page = page_of(program)
    assert isinstance(page, AlarmsPage)
    assert page.waiting.isVisible()
    assert page.waiting.label.isHidden(), "an answer that comes at once does not flicker"
    page.waiting.moment.timeout.emit()
    assert page.waiting.label.isVisible()
    assert page.waiting.label.text()
    program.tasks.release()
    settle(program)
    assert page.table.isVisible()
    assert not page.waiting.isVisible()
