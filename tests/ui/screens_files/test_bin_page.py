"""The bin in the window: listed, searched, looked at, restored."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.screens_files.conftest import Driven
from workbench.foundation.ids import derived_id
from workbench.services.accounts import create_account
from workbench.services.contacts import save_contact
from workbench.services.records import list_records
from workbench.ui.navigation import PageId
from workbench.ui.screens.bin.page import BinPage

A1, A2 = derived_id("account", "BIN1"), derived_id("account", "BIN2")


def test_deleted_records_are_searched_looked_at_and_restored(driven: Driven, qtbot: QtBot) -> None:
    page = driven.go(PageId.BIN, BinPage)
    assert page.nothing.isVisible()
    create_account(driven.workspace, {"code": "BIN1", "name": "澜川精密", "city": "苏州"})
    create_account(driven.workspace, {"code": "BIN2", "name": "谷屿电子"})
    save_contact(driven.workspace, A1, {"name": "赵敏"})
    before = list_records(driven.workspace, "accounts").total
    for one in (A1, A2):
        with driven.workspace.change("delete", "Delete an account") as change:
            change.delete("account", one)
    page.refresh(None)
    driven.settle()
    assert page.table.isVisible()
    page.search.setText("澜川")
    driven.settle()
    assert [line.name for line in page.table.model.shown_rows()] == ["澜川精密"]
    view = page.table.view
    at = view.visualRect(page.table.model.index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    driven.settle()
    assert page.pane.isVisible()
    assert page.pane.fields_title.isVisible()
    qtbot.mouseClick(page.pane.restore_button, Qt.MouseButton.LeftButton)
    driven.settle()
    assert driven.said == "Restored: 澜川精密"
    assert page.pane.isHidden()
    assert list_records(driven.workspace, "accounts").total == before - 1
    page.search.clear()
    driven.settle()
    assert [line.name for line in page.table.model.shown_rows()] == ["谷屿电子"]
