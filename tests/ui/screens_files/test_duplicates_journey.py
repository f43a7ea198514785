"""From a sheet that doubles what is known to one account, and back, through the real window."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.screens_files.conftest import Driven
from workbench.services.accounts import create_account
from workbench.services.records import list_records
from workbench.ui.navigation import PageId
from workbench.ui.screens.accounts.page import AccountsPage
from workbench.ui.screens.duplicates.page import DuplicatesPage
from workbench.ui.screens.imports.page import ImportPage

SHEET = "客户编号,客户名称,城市,电话\nE7,苏州澜川机械有限公司,苏州,0512-55507116\nE8,汀畔食品,无锡,\n"


def accounts(driven: Driven) -> dict[str, str]:
    return {row["name"]: row["other_codes"] for row in list_records(driven.workspace, "accounts").rows}


def test_what_an_import_doubled_is_found_merged_and_parted_again(
    driven: Driven, tmp_path: Path, qtbot: QtBot
) -> None:
    create_account(driven.workspace, {"code": "K1", "name": "澜川机械", "city": "苏州"})
    path = tmp_path / "erp.csv"
    path.write_text(SHEET, "utf-8")
    page = driven.go(PageId.IMPORT, ImportPage)
    page.file_dropped(str(path))
    driven.settle()
    qtbot.mouseClick(page.import_button, Qt.MouseButton.LeftButton)
    driven.settle()
    assert page.done.duplicates_button.isVisible()
    assert page.done.duplicates_button.text() == "1 pair of accounts may be one company: look at it"
    qtbot.mouseClick(page.done.duplicates_button, Qt.MouseButton.LeftButton)
    driven.settle()
    duplicates = driven.page(DuplicatesPage)
    assert duplicates.subtitle() == "1 pair"
    qtbot.keyClick(duplicates.list, Qt.Key.Key_Return)
    driven.settle()
    assert len(accounts(driven)) == 2
    assert set(accounts(driven)["苏州澜川机械有限公司"].split()) <= {"K1", "E7"}
    assert duplicates.empty.isVisible()
    driven.program.undo()
    driven.settle()
    assert set(accounts(driven)) == {"澜川机械", "苏州澜川机械有限公司", "汀畔食品"}
    assert duplicates.subtitle() == "1 pair"


def test_a_merge_can_be_undone_from_its_message(driven: Driven, qtbot: QtBot) -> None:
    for name in ("澜川机械", "澜川机械有限公司"):
        create_account(driven.workspace, {"name": name})
    page = driven.go(PageId.DUPLICATES, DuplicatesPage)
    qtbot.mouseClick(page.merge_button, Qt.MouseButton.LeftButton)
    driven.settle()
    assert len(accounts(driven)) == 1
    qtbot.mouseClick(driven.program.window.toast.action_button, Qt.MouseButton.LeftButton)
    driven.settle()
    assert set(accounts(driven)) == {"澜川机械", "澜川机械有限公司"}


def test_the_accounts_say_quietly_how_many_pairs_there_are(driven: Driven, qtbot: QtBot) -> None:
    create_account(driven.workspace, {"name": "澜川机械"})
    page = driven.go(PageId.ACCOUNTS, AccountsPage)
    assert page.duplicates_button.isHidden()
    create_account(driven.workspace, {"name": "澜川机械有限公司"})
    page.refresh(None)
    driven.settle()
    assert page.duplicates_button.isVisible()
    assert page.duplicates_button.text() == "1 duplicate"
    qtbot.mouseClick(page.duplicates_button, Qt.MouseButton.LeftButton)
    driven.settle()
    assert driven.page(DuplicatesPage).subtitle() == "1 pair"
