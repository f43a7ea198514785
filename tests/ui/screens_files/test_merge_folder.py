"""A team's files merged in one go, and what was set apart decided: driven as a user drives it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.colleagues import Colleague
from tests.ui.screens_files.conftest import Driven
from workbench.foundation.ids import derived_id
from workbench.services.accounts import create_account, delete_account, edit_account
from workbench.services.conflicts import Side
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.records import get_record, list_records
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.account_page import AccountPage
from workbench.ui.screens.merge.conflicts_page import ConflictsPage
from workbench.ui.screens.merge.files_pane import ALL
from workbench.ui.screens.merge.page import MergePage

K1, K2 = derived_id("account", "K1"), derived_id("account", "K2")


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def friday(colleague: Colleague, tmp_path: Path) -> Path:
    """A folder with the files of three reps, one that is none, and a note."""
    folder = tmp_path / "friday"
    folder.mkdir()
    for name in ("方淮", "乔屿", "余嘉树"):
        workspace = colleague(name)
        create_account(workspace, {"name": f"客户 {name}"})
        passphrase = "open sesame" if name == "乔屿" else None
        export_workspace(workspace, folder / f"{name}-2026-W38.workbench", passphrase)
    (folder / "bad.workbench").write_bytes(b"\x89PNG" + bytes(9000))
    (folder / "notes.txt").write_text("see you on Monday")
    return folder


def states(page: MergePage) -> dict[str, str]:
    rows = page.overview.table.model.shown_rows()
    return {row.path.stem.split("-")[0]: row.state for row in rows}


def test_a_folder_is_looked_into_merged_in_one_go_and_taken_back(
    driven: Driven, friday: Path, qtbot: QtBot
) -> None:
    page = driven.go(PageId.MERGE, MergePage)
    QAbstractItemModelTester(page.overview.table.model, page)
    QAbstractItemModelTester(page.receipt.files.model, page)
    driven.prompts.answers = [friday]
    click(qtbot, page.files.folder_button)
    driven.settle()
    assert driven.said == "1 other file was left alone: notes.txt"
    assert page.files.waiting.current_key() == ALL
    assert page.overview.isVisible()
    assert states(page) == {"方淮": "Ready", "余嘉树": "Ready", "乔屿": "Has a passphrase", "bad": "Refused"}
    # A file that cannot be read comes from nobody; its name stands in the first column already.
    assert {row.path.stem: row.who for row in page.overview.table.model.shown_rows()}["bad"] == ""
    driven.prompts.answers = ["open sesame"]
    page.files.waiting.action_requested.emit(friday / "乔屿-2026-W38.workbench")
    driven.settle()
    assert states(page)["乔屿"] == "Ready"
    page.overview.table.row_activated.emit(page.overview.table.model.row(0))
    assert page.preview.isVisible()
    page.files.waiting.choose(ALL)
    click(qtbot, page.merge_button)
    driven.settle()
    assert list_records(driven.workspace, "accounts").total == 3
    merged = {row.path.stem.split("-")[0]: row.state for row in page.receipt.files.model.shown_rows()}
    assert merged == {"方淮": "Merged", "余嘉树": "Merged", "乔屿": "Merged", "bad": "Left out"}
    click(qtbot, page.receipt.undo_button)
    driven.settle()
    assert list_records(driven.workspace, "accounts").total == 0


def test_stopping_the_looking_leaves_files_that_can_be_merged_all_the_same(
    driven: Driven, friday: Path
) -> None:
    page = driven.go(PageId.MERGE, MergePage)
    paths = sorted(friday.glob("[!b乔]*.workbench"))
    page.waiting.add(paths)
    page.waiting.stop()
    driven.settle()
    assert sorted(look is None for look in page.waiting.looks.values()) == [False, True]
    page.files.waiting.choose(ALL)
    assert page.merge_button.isEnabled()
    page.merge()
    driven.settle()
    assert list_records(driven.workspace, "accounts").total == 2
    assert page.waiting.looks == {}


def test_while_nothing_waits_the_page_says_who_handed_in_when(
    driven: Driven, friday: Path, qtbot: QtBot
) -> None:
    page = driven.go(PageId.MERGE, MergePage)
    page.add_files([friday / "方淮-2026-W38.workbench"])
    driven.settle()
    page.merge()
    driven.settle()
    (line,) = page.files.hand_ins.items_model.items
    assert (line.title, line.chip) == ("方淮", "")
    assert page.files.hand_ins.isVisible()


@pytest.fixture
def apart(driven: Driven, colleague: Colleague, tmp_path: Path) -> ConflictsPage:
    """Two accounts changed apart, and one deleted there and changed here."""
    other = colleague("方淮")
    for code, name in (("K1", "澜川精密"), ("K2", "蓝亭文具")):
        create_account(
            other, {"code": code, "name": name, "city": "苏州", "address": "工业园区老街 1 号一楼"}
        )
    create_account(other, {"code": "K3", "name": "彭越阀门"})
    export_workspace(other, tmp_path / "first.workbench")
    merge_files(driven.workspace, [tmp_path / "first.workbench"])
    for side, city in ((other, "无锡"), (driven.workspace, "常州")):
        for account in (K1, K2):
            edit_account(side, account, {"city": city, "address": f"工业园区{city}街 2 号一楼"})
    delete_account(other, derived_id("account", "K3"))
    edit_account(driven.workspace, derived_id("account", "K3"), {"city": "上海"})
    export_workspace(other, tmp_path / "second.workbench")
    merge_files(driven.workspace, [tmp_path / "second.workbench"])
    return driven.go(PageId.CONFLICTS, ConflictsPage)


def test_conflicts_are_filtered_decided_alike_and_typed(
    driven: Driven, apart: ConflictsPage, qtbot: QtBot
) -> None:
    # A cell shown before it had its place was a window for a moment, and took the keyboard with it.
    assert driven.program.window.isActiveWindow()
    assert apart.view.rows[apart._questions[0]].hasFocus()
    QAbstractItemModelTester(apart.list.items_model, apart)
    assert apart.subtitle() == "5 left"
    assert not apart.all_button.isHidden()
    apart.inbox.search.setText("city 蓝亭")
    assert [field.field for record in apart._shown for field in record.fields] == ["city"]
    assert apart.all_button.isHidden()
    apart.inbox.search.setText("蓝亭")
    assert {record.label for record in apart._shown} == {"蓝亭文具"}
    driven.prompts.answers = [False]
    apart.decide_alike(Side.BASE)
    driven.settle()
    assert apart.subtitle() == "5 left"
    driven.prompts.answers = [True]
    apart.decide_alike(Side.BASE)
    driven.settle()
    assert get_record(driven.workspace, "accounts", "K2")["city"] == "苏州"
    assert apart.subtitle() == "2 decided, 3 left"
    qtbot.keyClick(driven.program.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    driven.settle()
    assert apart.subtitle() == "5 left"
    assert apart.inbox.search.text() == ""
    apart.inbox.choose(next(one for one in apart._questions if one.row_id == K1 and one.field == "city"))
    driven.settle()
    assert any("came with second.workbench" in text for text in apart.origin.texts())
    driven.prompts.answers = ["镇江"]
    # The key, not the method: two shortcuts of one key cancel each other out.
    qtbot.keyClick(driven.program.window, Qt.Key.Key_F2)
    driven.settle()
    assert get_record(driven.workspace, "accounts", "K1")["city"] == "镇江"
    decided = [item for item in apart.list.items_model.items if item.right == "Another value"]
    assert [item.title for item in decided] == ["澜川精密"]


def test_the_page_of_an_account_leads_to_its_conflicts(
    driven: Driven, apart: ConflictsPage, qtbot: QtBot
) -> None:
    driven.program.window.go(Destination(PageId.ACCOUNT, subject=K2))
    driven.settle()
    page = driven.page(AccountPage)
    assert page.conflicts.label.text() == "Set apart by two people: Address, City."
    click(qtbot, page.conflicts.link)
    driven.settle()
    current = driven.page(ConflictsPage)._current()
    assert current is not None
    assert current.row_id == K2
