"""Accounts change hands in the window: chosen, handed over, received on another laptop, confirmed, read."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from tests.services.handover_world import ME, NA, PASSPHRASE, TODAY, A, B, C, fill
from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.foundation.clock import FixedClock
from workbench.foundation.settings import load_settings, save_settings
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.handover_receiving import HandoverState, list_handover_views
from workbench.services.history import undo
from workbench.services.workspaces import new_workspace, open_workspace
from workbench.ui.kit.print_preview import PrintPreview
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.account_page import AccountPage
from workbench.ui.screens.accounts.page import AccountsPage
from workbench.ui.screens.handovers.page import HandoversPage, Which
from workbench.ui.screens.settings.page import SettingsPage
from workbench.ui.screens.today.page import TodayPage

CLOCK = FixedClock(TODAY)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The file of Li Lei."""
    path = tmp_path / "mine.workbench"
    with_all = new_workspace(path, clock=CLOCK, author="Li Lei")
    fill(with_all)
    with_all.close()
    return path


def work_as(name: str) -> None:
    """The program is this person's from its next start."""
    save_settings(replace(load_settings(), author=name))


def handovers(program: Program) -> HandoversPage:
    settle(program)
    page = page_of(program)
    assert isinstance(page, HandoversPage)
    return page


def today(program: Program) -> TodayPage:
    program.window.go(Destination(PageId.TODAY))
    settle(program)
    page = page_of(program)
    assert isinstance(page, TodayPage)
    return page


def choose_accounts(program: Program, count: int) -> AccountsPage:
    program.window.go(Destination(PageId.ACCOUNTS))
    settle(program)
    page = page_of(program)
    assert isinstance(page, AccountsPage)
    page.list.table.view.select_spans([(0, count - 1)], 0)
    settle(program)
    return page


def give_to(page: HandoversPage, program: Program, name: str = "Han Mei") -> None:
    control = page.give.to.control
    control.setCurrentText(name)
    control.picked.emit(control.key())
    settle(program)


def test_from_the_list_to_a_packet_to_another_laptop_and_back(
    app: QApplication, prompts: ScriptedPrompts, mine: Path, tmp_path: Path
) -> None:
    packet = tmp_path / "stick" / "packet.workbench"
    packet.parent.mkdir()
    work_as("Li Lei")
    with running(app, CLOCK, prompts, mine) as program:
        choose_accounts(program, 2).list.bulk.hand_over_button.click()
        page = handovers(program)
        assert page.give.isVisible()
        assert [item.title for item in page.give.accounts.items_model.items] == ["A 公司", "B 公司"]
        page.give.hand_over()
        assert page.give.to.has_error()
        give_to(page, program)
        page.give.reason.control.setText("调岗")
        prompts.answers = [PASSPHRASE, packet]
        page.give.hand_over()
        page = handovers(program)
        assert not page.give.packet.result.isHidden()
        assert [one.state for one in page._views] == [HandoverState.WAITING]
        prompts.answers = [PASSPHRASE, packet]
        page.give.packet.write()
        settle(program)
        assert page.give.packet.error.isHidden()
        assert not today(program).side.handovers.isVisible()
    assert packet.with_suffix(".pdf").read_bytes().startswith(b"%PDF")

    hers, back = tmp_path / "hers.workbench", tmp_path / "back.workbench"
    received = new_workspace(hers, clock=CLOCK, author="Han Mei")
    (merged,) = merge_files(received, [packet], [PASSPHRASE]).files
    assert merged.error is None
    received.close()
    work_as("Han Mei")
    with running(app, CLOCK, prompts, hers) as program:
        (item,) = today(program).side.handovers.list.items_model.items
        today(program).side.handovers.list.opened.emit(item.key)
        page = handovers(program)
        QAbstractItemModelTester(page.table.model)
        pane = page.pane
        assert pane.isVisible()
        assert not pane.confirm_button.isEnabled()
        pane.accounts.ticked.emit(A, True)
        settle(program)
        prompts.answers = ["谁签字？"]
        pane.accounts.action_requested.emit(B)
        settle(program)
        assert pane.state.isVisible()
        assert page._views[0].state is HandoverState.ASKED
        pane.tick_all()
        settle(program)
        pane.answer.control.setText("都清楚了")
        pane.confirm_button.click()
        settle(program)
        assert pane.confirm_button.isHidden()
        pane.packet.print_book()
        settle(program)
        (preview,) = [one for one in app.topLevelWidgets() if isinstance(one, PrintPreview)]
        preview.close()
        preview.deleteLater()
        workspace = program.context.workspace if program.context else None
        assert workspace is not None
        export_workspace(workspace, back)

    own = open_workspace(mine, clock=CLOCK, author="Li Lei")
    (merged,) = merge_files(own, [back]).files
    own.close()
    assert merged.error is None
    work_as("Li Lei")
    with running(app, CLOCK, prompts, mine) as program:
        (line,) = today(program).side.handovers.list.items_model.items
        assert "1 question" in line.right
        today(program).side.handovers.list.opened.emit(line.key)
        page = handovers(program)
        assert page._views[0].handover.confirmed_by == "Han Mei"
        assert page.pane.answer.isHidden()
        assert [item.action for item in page.pane.accounts.items_model.items] == ["", "Answer…"]
        # What was asked is settled, also after it was confirmed: then nothing is left for today.
        prompts.answers = [""]
        page.pane.accounts.action_requested.emit(B)
        settle(program)
        assert not today(program).side.handovers.isVisible()
        program.window.go(Destination(PageId.HANDOVERS))
        page = handovers(program)
        page.which.choose(Which.MINE)
        page.which.chosen.emit(Which.MINE)
        assert page.table.model.rowCount() == 0


def test_all_accounts_of_somebody_go_without_a_packet_and_come_back_with_one_undo(
    app: QApplication, prompts: ScriptedPrompts, mine: Path
) -> None:
    work_as("Li Lei")
    with running(app, CLOCK, prompts, mine) as program:
        program.window.go(Destination(PageId.HANDOVERS))
        page = handovers(program)
        assert page.nothing.isVisible()
        program.window.go(Destination(PageId.HANDOVERS, subject=NA))
        assert not handovers(program).give.isVisible()
        program.window.go(Destination(PageId.HANDOVERS, subject=ME))
        page = handovers(program)
        assert len(page.give.accounts.items_model.items) == 3
        give_to(page, program)
        page.give.with_packet.setChecked(False)
        page.give.hand_over()
        settle(program)
        workspace = program.context.workspace if program.context else None
        assert workspace is not None
        assert len(list_handover_views(workspace)) == 1
        # A second time there is nobody's account left, and the reason stands in the pane.
        page.begin([A, C])
        settle(program)
        assert "not confirmed yet" in page.give.error.label.text()
        assert not page.give.button.isEnabled()
        undo(workspace)
        page.refresh(None)
        settle(program)
        assert page.nothing.isVisible()
        # Asked for a place or a passphrase and thought better of it: nothing is done.
        page.begin([A])
        settle(program)
        give_to(page, program)
        page.give.with_packet.setChecked(True)
        prompts.answers = [None]
        page.give.hand_over()
        prompts.answers = [PASSPHRASE, None]
        page.give.hand_over()
        settle(program)
        assert list_handover_views(workspace) == ()
        # A packet that cannot be written leaves the handover as it is; it is written again elsewhere.
        prompts.answers = [PASSPHRASE, mine.parent / "stick pulled out" / "a.workbench"]
        page.give.hand_over()
        settle(program)
        assert len(list_handover_views(workspace)) == 1
        assert page.give.packet.error.isVisible()
        assert page.give.packet.result.isHidden()
        prompts.answers = [PASSPHRASE, mine.parent / "a.workbench"]
        page.give.packet.write()
        settle(program)
        assert page.give.packet.error.isHidden()
        assert (mine.parent / "a.pdf").is_file()
        undo(workspace)
        # From one account, and from the person in the settings.
        program.window.go(Destination(PageId.ACCOUNT, subject=A))
        settle(program)
        account = page_of(program)
        assert isinstance(account, AccountPage)
        account.hand_over_button.click()
        assert len(handovers(program).give.accounts.items_model.items) == 1
        program.window.go(Destination(PageId.SETTINGS))
        settle(program)
        settings = page_of(program)
        assert isinstance(settings, SettingsPage)
        settings.person_pane.manager_id = ME
        settings.person_pane.hand_over_button.click()
        assert len(handovers(program).give.accounts.items_model.items) == 3
