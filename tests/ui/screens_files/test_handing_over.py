"""Handing over from the window: keys for receiving, an export for a recipient, a file for each manager."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.colleagues import Colleague
from tests.ui.screens_files.conftest import Driven
from workbench.exchange.package import is_package, new_key
from workbench.foundation.ids import derived_id
from workbench.services.accounts import create_account
from workbench.services.exchange import inspect_file
from workbench.services.managers import add_manager
from workbench.services.receiving import make_receiving_key, receiving_key
from workbench.services.recipients import add_recipient, list_recipients
from workbench.ui.kit.buttons import Button
from workbench.ui.navigation import PageId
from workbench.ui.screens.merge.audience_part import Audience
from workbench.ui.screens.merge.page import MergePage
from workbench.ui.screens.merge.scope_part import Part
from workbench.ui.screens.settings.page import SettingsPage
from workbench.ui.screens.settings.receiving import ReceivingSection

WANG, LIU = derived_id("manager", "王强"), derived_id("manager", "刘洋")


@pytest.fixture
def team(driven: Driven) -> Driven:
    """Two reps with an account each."""
    for name in ("王强", "刘洋"):
        add_manager(driven.workspace, name)
    create_account(driven.workspace, {"code": "K1", "name": "华为技术", "manager_id": WANG})
    create_account(driven.workspace, {"code": "K2", "name": "澜川精密", "manager_id": LIU})
    return driven


def click(driven: Driven, button: Button) -> None:
    button.click()
    driven.settle()


def receiving(driven: Driven) -> ReceivingSection:
    page = driven.go(PageId.SETTINGS, SettingsPage)
    page.choose("receiving")
    driven.settle()
    section = page.section()
    assert isinstance(section, ReceivingSection)
    return section


def test_a_key_is_made_handed_out_and_given_to_everyone(driven: Driven, tmp_path: Path) -> None:
    section = receiving(driven)
    assert section.none_yet.isVisibleTo(section)
    click(driven, section.make_button)
    public = receiving_key(driven.workspace)
    assert public is not None
    assert section.own_key.control.text() == public
    # The file has no passphrase, which is worth a warning.
    assert section.warning.isVisibleTo(section)
    click(driven, section.copy_button)
    assert QApplication.clipboard().text() == public
    driven.prompts.answers = [tmp_path / "key.txt"]
    click(driven, section.save_key_button)
    assert public in (tmp_path / "key.txt").read_text("utf-8")
    click(driven, section.publish_button)
    assert [one.own for one in list_recipients(driven.workspace)] == [True]
    assert section.publish_button.isHidden()
    driven.prompts.answers = [False]
    click(driven, section.anew_button)
    assert receiving_key(driven.workspace) == public


def test_recipients_are_added_renamed_and_removed_and_a_private_key_is_not_kept(driven: Driven) -> None:
    section, key = receiving(driven), new_key()
    section.new_thing()
    section.name.control.setText("总部")
    section.key.control.setText(key.private)
    click(driven, section.save_button)
    assert section.key.has_error()
    assert section.key.control.text() == ""
    assert list_recipients(driven.workspace) == ()
    section.key.control.setText(f" {key.public} ")
    click(driven, section.save_button)
    (one,) = list_recipients(driven.workspace)
    assert (one.name, one.public_key) == ("总部", key.public)
    assert section.name.control.text() == ""
    section.list.choose(one.id)
    assert section.key.control.isReadOnly()
    section.name.control.setText("Head office")
    click(driven, section.save_button)
    assert [row.name for row in list_recipients(driven.workspace)] == ["Head office"]
    section.list.action_requested.emit(one.id)
    driven.settle()
    assert list_recipients(driven.workspace) == ()


def test_the_accounts_of_a_manager_are_exported_for_a_recipient(
    team: Driven, colleague: Colleague, tmp_path: Path
) -> None:
    head = colleague("Head")
    add_recipient(team.workspace, "总部", make_receiving_key(head))
    page = team.go(PageId.MERGE, MergePage)
    page.new_thing()
    team.settle()
    pane = page.export_pane
    pane.scope_part.part.control.picked.emit(Part.WHOLE)
    pane.audience_part.choose(Audience.RECIPIENTS)
    # There is one recipient only, who is ticked.
    assert [one.name for one in pane.audience_part.recipients()] == ["总部"]
    pane.audience_part.tick(pane.audience_part.recipients()[0].id, False)
    assert not pane.export_button.isEnabled()
    pane.audience_part.tick(list_recipients(team.workspace)[0].id, True)
    pane.scope_part.part.control.choose(Part.MANAGER)
    pane.scope_part.part.control.picked.emit(Part.MANAGER)
    pane.scope_part.manager.control.choose(WANG)
    pane.scope_part.manager.control.picked.emit(WANG)
    team.settle()
    assert pane.scope_part.count.text().startswith("1 account")
    target = tmp_path / "for.workbench"
    team.prompts.answers = [target]
    click(team, pane.export_button)
    assert is_package(target)
    assert pane._result.isVisibleTo(pane)
    assert pane.facts.isVisibleTo(pane)
    assert inspect_file(target, (), head).scope_words == "王强"
    # What is missing is said beside its field, and nothing is asked.
    pane.scope_part.part.control.choose(Part.ACCOUNTS)
    pane.scope_part.part.control.picked.emit(Part.ACCOUNTS)
    click(team, pane.export_button)
    assert pane.scope_part.search.field.has_error()
    pane.scope_part.add_account(derived_id("account", "K2"))
    team.settle()
    assert not pane.scope_part.search.field.has_error()
    team.prompts.answers = [tmp_path / "no" / "folder.workbench"]
    click(team, pane.export_button)
    assert pane.error.isVisibleTo(pane)


def test_each_manager_gets_a_file_and_each_result_is_shown(team: Driven, tmp_path: Path) -> None:
    add_recipient(team.workspace, "王强", new_key().public)
    page = team.go(PageId.MERGE, MergePage)
    page.new_thing()
    team.settle()
    click(team, page.export_pane.return_button)
    pane = page.return_pane
    assert pane.isVisible()
    assert page.export_pane.isHidden()
    pane.protect.setChecked(True)
    folder = tmp_path / "back"
    folder.mkdir()
    team.prompts.answers = ["open sesame", folder]
    click(team, pane.start_button)
    assert len(os.listdir(folder)) == 2
    assert pane.summary.text().startswith("2 of 2")
    by_name = {path.stem.rpartition("-")[2]: path for path in folder.iterdir()}
    assert is_package(by_name["王强"])
    assert inspect_file(by_name["刘洋"], ["open sesame"]).readable
    # One who is left out gets none; a folder that is gone is said of each.
    pane.tick(WANG, False)
    pane.protect.setChecked(False)
    team.prompts.answers = [tmp_path / "gone"]
    click(team, pane.start_button)
    assert pane.summary.text().startswith("0 of 1")
    assert pane.error.isVisibleTo(pane)
    assert page.close_innermost()
    assert pane.isHidden()
