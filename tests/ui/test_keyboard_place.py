"""Where the keyboard stands: in the page that opens, never nowhere and never lost with what is closed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.foundation.clock import FixedClock
from workbench.services.accounts import create_account
from workbench.services.workspaces import new_workspace
from workbench.ui.kit.buttons import Button, tab_to_checked
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.keyboard_place import put_keyboard_after, put_keyboard_into
from workbench.ui.kit.surfaces import vertical
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.merge.receipt import ReceiptView

CLOCK = FixedClock(date(2026, 9, 15))


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    path = tmp_path / "own.workbench"
    made = new_workspace(path, clock=CLOCK, author="陈岚")
    create_account(made, {"name": "澜川精密"})
    made.close()
    with running(app, CLOCK, prompts, path) as started:
        yield started


def _go(program: Program, page: PageId) -> QWidget:
    program.window.go(Destination(page))
    settle(program)
    QApplication.processEvents()
    focus = program.window.focusWidget()
    assert focus is not None
    return focus


def test_a_page_that_opens_has_the_keyboard_in_what_one_came_for(program: Program) -> None:
    assert isinstance(_go(program, PageId.ACCOUNTS), QTableView)
    for page in (PageId.SETTINGS, PageId.CALENDAR, PageId.MERGE):
        focus = _go(program, page)
        assert page_of(program).isAncestorOf(focus)


def test_who_walks_through_the_rail_by_key_stays_there(program: Program) -> None:
    button = program.window.rail.button(PageId.TODAY)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert _go(program, PageId.ACCOUNTS) is button


def test_the_keyboard_stays_in_the_page_when_what_had_it_is_hidden(program: Program) -> None:
    _go(program, PageId.ACCOUNTS)
    page = page_of(program)
    late = QLineEdit(page)
    late.show()
    late.setFocus()
    late.hide()
    for _turn in range(3):
        QApplication.processEvents()
    assert isinstance(program.window.focusWidget(), QTableView)
    late.deleteLater()


def _in_column(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    page = QWidget()
    column = vertical(page)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(page)
    page.show()
    return page


def test_content_comes_before_controls_and_the_page_itself_waits_for_some(
    app: QApplication, qtbot: QtBot
) -> None:
    field, view = QLineEdit(), ItemList("Lines")
    view.set_items([Item(key="a", title="A")])
    page = _in_column(qtbot, field, view)
    put_keyboard_into(page)
    assert page.focusWidget() is view
    put_keyboard_after(page, page)
    assert page.focusWidget() is field
    view.set_items([])
    put_keyboard_into(page)
    assert page.focusWidget() is field
    assert not view.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    empty = _in_column(qtbot)
    put_keyboard_into(empty)
    assert empty.focusWidget() is empty


def test_a_list_that_had_the_keyboard_before_its_lines_shows_where_it_stands(
    app: QApplication, qtbot: QtBot
) -> None:
    view, told = ItemList("Lines"), []
    view.chosen.connect(told.append)
    page = _in_column(qtbot, view)
    page.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.set_items([Item(key="a", title="A"), Item(key="b", title="B")])
    assert (view.current_key(), told) == ("a", [])


def test_a_ring_comes_back_when_a_dialog_gives_the_focus_back(app: QApplication, qtbot: QtBot) -> None:
    button = Button("Save")
    page = _in_column(qtbot, button)

    def focus(kind: QEvent.Type, reason: Qt.FocusReason) -> bool:
        QApplication.sendEvent(button, QFocusEvent(kind, reason))
        return button.ring

    lent = Qt.FocusReason.ActiveWindowFocusReason
    assert focus(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason)
    assert not focus(QEvent.Type.FocusOut, lent)
    assert focus(QEvent.Type.FocusIn, lent)
    assert not focus(QEvent.Type.FocusIn, Qt.FocusReason.MouseFocusReason)
    assert not focus(QEvent.Type.FocusOut, lent)
    assert not focus(QEvent.Type.FocusIn, lent)
    assert page.isVisible()


def test_tab_reaches_the_choice_that_holds_and_any_where_none_does(app: QApplication, qtbot: QtBot) -> None:
    choices = Choices(Look.SEGMENTS, [Choice("day", "Day"), Choice("month", "Month")])
    page = _in_column(qtbot, choices)
    choices.choose("month")

    def stops() -> list[str]:
        buttons = [one for one in choices.findChildren(QWidget) if one.focusPolicy().value & 1]
        return [one.accessibleName() for one in buttons]

    assert stops() == ["Month"]
    choices.choose_none()
    assert stops() == ["Day", "Month"]
    choices.choose("day")
    choices.take_keyboard()
    assert page.focusWidget().accessibleName() == "Day"
    tab_to_checked([])


def test_the_keyboard_on_a_receipt_of_a_merge_does_not_begin_at_undo(app: QApplication, qtbot: QtBot) -> None:
    receipt = ReceiptView()
    page = _in_column(qtbot, receipt)
    receipt.conflicts_button.hide()
    put_keyboard_after(page, page)
    assert page.focusWidget() is not receipt.undo_button
