"""Merge and export driven as a user drives them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.colleagues import Colleague
from tests.ui.driving import page_of
from tests.ui.screens_files.conftest import Driven
from workbench.foundation.ids import derived_id
from workbench.services.accounts import create_account, edit_account
from workbench.services.exchange import export_workspace, inspect_file, merge_files
from workbench.services.records import list_records
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.merge.audience_part import Audience
from workbench.ui.screens.merge.conflicts_page import ConflictsPage
from workbench.ui.screens.merge.page import MergePage
from workbench.ui.screens.settings.page import SettingsPage

K1 = derived_id("account", "K1")


@pytest.fixture
def page(driven: Driven) -> MergePage:
    return driven.go(PageId.MERGE, MergePage)


@pytest.fixture
def export(colleague: Colleague, tmp_path: Path) -> Path:
    """What 方淮 hands over: one account."""
    workspace = colleague("方淮")
    create_account(workspace, {"code": "K1", "name": "澜川精密", "city": "苏州"})
    path = tmp_path / "方淮-2026-W38.workbench"
    export_workspace(workspace, path)
    return path


def names(driven: Driven) -> list[str]:
    return [row["name"] for row in list_records(driven.workspace, "accounts").rows]


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(widget, key, modifier)


def test_a_file_is_looked_into_before_anything_is_touched(
    driven: Driven, page: MergePage, export: Path, qtbot: QtBot
) -> None:
    driven.prompts.answers = [(export,)]
    click(qtbot, page.files.drop)
    driven.settle()
    assert page.preview.title.text() == "方淮, work of 15 Sep 2026"
    rows = {row.kind: row.counts.created for row in page.preview.counts.model.shown_rows()}
    assert rows["accounts"] == 1
    assert page.subtitle() == "Preview, nothing written yet"
    assert names(driven) == []


def test_ctrl_enter_merges_and_the_receipt_takes_it_back(
    driven: Driven, page: MergePage, export: Path, qtbot: QtBot
) -> None:
    page.file_dropped(str(export))
    driven.settle()
    press(qtbot, page.files.waiting, Qt.Key.Key_Return, control=True)
    driven.settle()
    assert names(driven) == ["澜川精密"]
    assert driven.said.startswith("Merged ")
    assert page.receipt.isVisible()
    assert page.receipt.title.text() == "Merged"
    (past,) = page.files.past.items_model.items
    assert past.action == "Undo"
    click(qtbot, page.receipt.undo_button)
    driven.settle()
    assert names(driven) == []
    assert page.receipt.title.text() == "The merge was taken back"
    assert page.files.past.items_model.items == []


def test_undoing_something_later_is_not_taken_for_undoing_the_merge(
    driven: Driven, page: MergePage, export: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page.file_dropped(str(export))
    driven.settle()
    press(qtbot, page.files.waiting, Qt.Key.Key_Return, control=True)
    driven.settle()
    assert page.receipt.undo_button.isVisible()
    page._context.save(lambda workspace: create_account(workspace, {"name": "谷屿电子"}))
    driven.settle()
    driven.program.undo()
    driven.settle()
    assert names(driven) == ["澜川精密"]
    assert page.receipt.title.text() == "Merged"
    assert page.receipt.undo_button.isHidden()
    # What is left is said where the undo was, and leads there.
    (backup,) = (tmp_path / "backups").glob("*merge*")
    assert backup.name in page.receipt.fixed.text()
    click(qtbot, page.receipt.backups_button)
    driven.settle()
    settings = page_of(driven.program)
    assert isinstance(settings, SettingsPage)
    assert settings.list.current_key() == "backups"


def test_what_waits_to_be_merged_waits_while_other_pages_are_shown_and_is_told_anew(
    driven: Driven, page: MergePage, export: Path
) -> None:
    page.file_dropped(str(export))
    driven.settle()
    look = page.waiting.looks[export]
    driven.program.window.go(Destination(PageId.ACCOUNTS))
    driven.settle()
    page._context.save(lambda workspace: create_account(workspace, {"name": "谷屿电子"}))
    driven.settle()
    driven.program.window.go(Destination(PageId.MERGE))
    driven.settle()
    assert page.preview.isVisible()
    assert page.waiting.looks[export] not in (None, look)


def test_files_taken_off_the_list_can_be_put_back(driven: Driven, page: MergePage, export: Path) -> None:
    page.file_dropped(str(export))
    driven.settle()
    assert page.close_innermost()
    assert not page.waiting.looks
    driven.program.window.toast.action_button.click()
    driven.settle()
    assert list(page.waiting.looks) == [export]
    assert page.preview.isVisible()


def test_merging_a_known_file_again_brings_nothing(
    driven: Driven, page: MergePage, export: Path, qtbot: QtBot
) -> None:
    for _time in range(2):
        page.file_dropped(str(export))
        driven.settle()
        click(qtbot, page.merge_button)
        driven.settle()
    assert names(driven) == ["澜川精密"]
    assert driven.said == "Nothing new was merged"
    assert page.receipt.title.text() == "Nothing new"
    assert page.receipt.undo_button.isHidden()


def test_a_bad_file_is_shown_with_its_reason_and_stops_no_other(
    driven: Driven, page: MergePage, export: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "photo.workbench"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(9000))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(bad)), QUrl.fromLocalFile(str(export))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(drop)
    driven.settle()
    page.files.waiting.choose(bad)
    assert page.preview.error.isVisible()
    assert "not a workspace" in page.preview.error.label.text()
    click(qtbot, page.merge_button)
    driven.settle()
    assert names(driven) == ["澜川精密"]
    assert [item.key for item in page.files.waiting.items_model.items] == [bad]
    page.files.waiting.action_requested.emit(bad)
    assert page.files.waiting.items_model.items == []


def test_a_file_with_a_passphrase_asks_for_it(
    driven: Driven, page: MergePage, colleague: Colleague, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace = colleague("乔屿")
    create_account(workspace, {"code": "K1", "name": "澜川精密"})
    path = tmp_path / "secret.workbench"
    export_workspace(workspace, path, "open sesame")
    page.file_dropped(str(path))
    driven.settle()
    assert not page.merge_button.isEnabled()
    driven.prompts.answers = ["guess"]
    page.waiting.enter_passphrase(path)
    driven.settle()
    assert not page.merge_button.isEnabled()
    driven.prompts.answers = ["open sesame"]
    page.files.waiting.action_requested.emit(path)
    driven.settle()
    click(qtbot, page.merge_button)
    driven.settle()
    assert names(driven) == ["澜川精密"]


def test_esc_leaves_the_files_alone(driven: Driven, page: MergePage, export: Path, qtbot: QtBot) -> None:
    page.file_dropped(str(export))
    driven.settle()
    press(qtbot, driven.program.window, Qt.Key.Key_Escape)
    driven.settle()
    assert page.files.waiting.items_model.items == []
    assert names(driven) == []
    assert not page.close_innermost()


def test_a_file_that_is_no_workspace_by_name_is_left_to_the_window(page: MergePage) -> None:
    assert not page.file_dropped("accounts.xlsx")


@pytest.mark.parametrize("passphrase", [None, "open sesame"])
def test_exporting_writes_one_file_and_says_what_is_in_it(
    passphrase: str | None, driven: Driven, page: MergePage, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "out.workbench"
    press(qtbot, driven.program.window, Qt.Key.Key_E, control=True)
    driven.settle()
    assert page.export_pane.isVisible()
    if passphrase is not None:
        page.export_pane.audience_part.choose(Audience.PASSPHRASE)
    driven.prompts.answers = [target] if passphrase is None else [passphrase, target]
    page.export_pane.export_button.setFocus()
    click(qtbot, page.export_pane.export_button)
    driven.settle()
    assert page.export_pane.export_button.hasFocus()
    info = inspect_file(target, [passphrase] if passphrase else [])
    assert info.exported_by == "张蔚"
    assert driven.said == "Exported to out.workbench"
    assert page.export_pane.copy_button.isVisible()
    press(qtbot, driven.program.window, Qt.Key.Key_Escape)
    press(qtbot, driven.program.window, Qt.Key.Key_Escape)
    assert page.export_pane.isHidden()


def test_an_export_that_cannot_be_written_says_why(
    driven: Driven, page: MergePage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.new_thing()
    driven.prompts.answers = [driven.workspace.path]
    click(qtbot, page.export_pane.export_button)
    driven.settle()
    assert page.export_pane.error.isVisible()
    assert page.export_pane.export_button.isEnabled()


@pytest.fixture
def conflicts(driven: Driven, colleague: Colleague, tmp_path: Path) -> ConflictsPage:
    """Two fields of one account set apart, and one record deleted there and changed here."""
    other = colleague("方淮")
    create_account(other, {"code": "K1", "name": "澜川精密", "city": "苏州", "address": "老街 1 号"})
    export_workspace(other, tmp_path / "first.workbench")
    merge_files(driven.workspace, [tmp_path / "first.workbench"])
    edit_account(other, K1, {"city": "无锡", "address": "新街 2 号"})
    edit_account(driven.workspace, K1, {"city": "常州", "address": "长街 3 号"})
    export_workspace(other, tmp_path / "second.workbench")
    merge_files(driven.workspace, [tmp_path / "second.workbench"])
    return driven.go(PageId.CONFLICTS, ConflictsPage)


def city(driven: Driven) -> str:
    value: str = list_records(driven.workspace, "accounts").rows[0]["city"]
    return value


def test_arrows_choose_a_side_and_enter_decides_and_goes_on(
    driven: Driven, conflicts: ConflictsPage, qtbot: QtBot
) -> None:
    assert conflicts.subtitle() == "2 left"
    row = conflicts.row("city")
    assert [cell.value.text() for cell in row.cells] == ["苏州", "常州", "无锡"]
    row.setFocus()
    press(qtbot, row, Qt.Key.Key_Left)
    press(qtbot, row, Qt.Key.Key_Left)
    press(qtbot, row, Qt.Key.Key_Return)
    driven.settle()
    assert city(driven) == "苏州"
    assert conflicts.subtitle() == "1 decided, 1 left"
    press(qtbot, conflicts.row("address"), Qt.Key.Key_Right)
    press(qtbot, conflicts.row("address"), Qt.Key.Key_Return)
    driven.settle()
    assert conflicts.subtitle() == ""
    assert conflicts._empty.isVisible()


def test_a_decision_is_undone_from_the_toast(driven: Driven, conflicts: ConflictsPage, qtbot: QtBot) -> None:
    shown = city(driven)
    conflicts.row("city").choose(conflicts.row("city").cells[0].option.key)
    conflicts.row("city").decide()
    driven.settle()
    click(qtbot, driven.program.window.toast.action_button)
    driven.settle()
    assert city(driven) == shown
    assert conflicts.subtitle() == "2 left"


def test_all_can_be_kept_as_shown(driven: Driven, conflicts: ConflictsPage, qtbot: QtBot) -> None:
    shown = city(driven)
    click(qtbot, conflicts.all_button)
    driven.settle()
    assert conflicts._empty.isVisible()
    assert city(driven) == shown


def test_the_merge_page_leads_to_what_is_to_be_decided(
    driven: Driven, conflicts: ConflictsPage, qtbot: QtBot
) -> None:
    page = driven.go(PageId.MERGE, MergePage)
    assert page.conflicts_banner.isVisible()
    click(qtbot, page.conflicts_banner.link)
    driven.settle()
    assert driven.page(ConflictsPage) is conflicts


def test_the_receipt_offers_only_what_is_still_to_be_decided(
    driven: Driven, colleague: Colleague, tmp_path: Path, qtbot: QtBot
) -> None:
    other = colleague("方淮")
    create_account(other, {"code": "K1", "name": "澜川精密", "city": "苏州", "address": "老街 1 号"})
    export_workspace(other, tmp_path / "first.workbench")
    merge_files(driven.workspace, [tmp_path / "first.workbench"])
    edit_account(other, K1, {"city": "无锡", "address": "新街 2 号"})
    edit_account(driven.workspace, K1, {"city": "常州", "address": "长街 3 号"})
    export_workspace(other, tmp_path / "second.workbench")
    page = driven.go(PageId.MERGE, MergePage)
    page.file_dropped(str(tmp_path / "second.workbench"))
    driven.settle()
    click(qtbot, page.merge_button)
    driven.settle()
    assert page.receipt.conflicts_button.text() == "Decide 2 conflicts"
    conflicts = driven.go(PageId.CONFLICTS, ConflictsPage)
    conflicts.row("city").decide()
    driven.settle()
    driven.go(PageId.MERGE, MergePage)
    assert page.receipt.conflicts_button.text() == "Decide 1 conflict"
    driven.go(PageId.CONFLICTS, ConflictsPage).row("address").decide()
    driven.settle()
    driven.go(PageId.MERGE, MergePage)
    assert page.receipt.conflicts_button.isHidden()


def test_a_file_without_conflicts_has_nothing_to_decide(driven: Driven) -> None:
    page = driven.go(PageId.CONFLICTS, ConflictsPage)
    assert page._empty.isVisible()
    assert page.next_button.isHidden()


def test_the_list_of_files_speaks_the_language_chosen(
    driven: Driven, page: MergePage, tmp_path: Path
) -> None:
    bad = tmp_path / "gone.workbench"
    page.file_dropped(str(bad))
    driven.settle()
    before = page.files.waiting.items_model.items[0].action
    driven.program.switch_language("zh_CN")
    driven.settle()
    assert page.files.waiting.items_model.items[0].action != before


def test_the_keyboard_goes_to_the_files_that_came(driven: Driven, page: MergePage, export: Path) -> None:
    page.file_dropped(str(export))
    driven.settle()
    assert page.files.waiting.hasFocus()


def test_beside_the_export_no_bar_covers_a_merged_file(
    driven: Driven, page: MergePage, export: Path, qtbot: QtBot
) -> None:
    driven.program.window.resize(1366, 768)
    page.file_dropped(str(export))
    driven.settle()
    click(qtbot, page.merge_button)
    driven.settle()
    page.new_thing()
    driven.settle()
    assert page.export_pane.isVisible()
    view = page.receipt.files.view
    assert view.viewport().height() >= view.rowHeight(0)
    assert not view.horizontalScrollBar().isVisible()
