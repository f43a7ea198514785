"""A contract from its draft to its renewal in the real window, by keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.driving import settle
from tests.ui.screens_contracts.conftest import ACCOUNT, TODAY
from workbench.app import Program
from workbench.domain.contract_states import ContractState
from workbench.domain.contracts import ContractEventKind
from workbench.services.accounts import edit_account
from workbench.services.contract_view import ContractView
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.contracts.editor import ContractEditor, Tab
from workbench.ui.screens.contracts.new_contract import THEIRS
from workbench.ui.screens.contracts.page import ContractsPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CTRL = Qt.KeyboardModifier.ControlModifier


def press(program: Program, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(program), key, held)
    settle(program)


def focused(program: Program) -> QWidget:
    return program.window.focusWidget() or program.window


def view_of(page: ContractsPage) -> ContractView:
    view = page.editor.view
    assert view is not None
    return view


def draft(program: Program, page: ContractsPage) -> ContractEditor:
    """A new contract, typed into the form of the page."""
    press(program, Qt.Key.Key_N, CTRL)
    pane = page.list.new_pane
    assert pane.isVisible()
    QTest.keyClicks(pane.account.control, "Acme")
    settle(program)
    QTest.keyClick(pane.account.control, Qt.Key.Key_Return)
    pane.title_field.control.setText("Supply 2027")
    pane.amount.control.setText("120万")
    pane.starts.control.setText("2027-01-01")
    pane.ends.control.setText("2027-12-31")
    QTest.keyClick(pane.ends.control, Qt.Key.Key_Return)
    settle(program)
    assert page.title() == "Supply 2027"
    # The list of proposals took the window's place as the active one.
    program.window.activateWindow()
    settle(program)
    return page.editor


def step(program: Program, page: ContractsPage, kind: ContractEventKind) -> None:
    """The step that leads on: once to see its fields, once to take it."""
    press(program, Qt.Key.Key_Return, CTRL)
    assert page.editor.move_pane.kind() is kind
    press(program, Qt.Key.Key_Return, CTRL)
    assert page.editor.move_pane.isHidden(), page.editor.move_pane.against.label.text()


def test_a_contract_from_draft_to_renewal_by_keyboard(program: Program, page: ContractsPage) -> None:
    editor = draft(program, page)
    view = view_of(page)
    assert (view.life.state, view.contract.amount_fen) == (ContractState.DRAFT, 120_000_000)
    wanted = len({one.name for one in view.missing})
    assert wanted > 3
    for _turn in range(wanted):
        # Leaving the field stores what was typed.
        press(program, Qt.Key.Key_F8)
        QTest.keyClicks(focused(program), "30")
    press(program, Qt.Key.Key_Tab)
    assert view_of(page).missing == ()
    press(program, Qt.Key.Key_F7)
    assert editor.check_pane.isVisible()
    assert editor.check_pane.list.items_model.items == []
    press(program, Qt.Key.Key_Escape)

    step(program, page, ContractEventKind.CREDIT_CHECKED)
    step(program, page, ContractEventKind.REVIEWED)
    step(program, page, ContractEventKind.APPROVED)
    press(program, Qt.Key.Key_Return, CTRL)
    editor.move_pane.fields["place"].control.setText("Suzhou")
    press(program, Qt.Key.Key_Return, CTRL)
    view = view_of(page)
    assert (view.life.state, view.life.signed_on) == (ContractState.SIGNED, TODAY)
    assert editor.text.clause.text.isReadOnly()

    editor.strip.buttons[ContractEventKind.ARCHIVED].setFocus()
    press(program, Qt.Key.Key_Space)
    QTest.keyClicks(editor.move_pane.fields["archive_number"].control, "DA-7")
    QTest.keyClicks(editor.move_pane.fields["custodian"].control, "Su Wan")
    press(program, Qt.Key.Key_Return)
    assert view_of(page).contract.archive_number == "DA-7"

    for _turn in range(3):
        press(program, Qt.Key.Key_PageDown, CTRL)
    assert editor.current() is Tab.DUTIES
    editor.duties.add_button.setFocus()
    press(program, Qt.Key.Key_Space)
    editor.duties.pane.fields["due_on"].control.setText("2027-02-01")
    editor.duties.pane.fields["amount_fen"].control.setFocus()
    QTest.keyClicks(focused(program), "400000")
    press(program, Qt.Key.Key_Return)
    assert [one.amount_fen for one in view_of(page).duties] == [40_000_000]
    editor.duties.list.setFocus()
    press(program, Qt.Key.Key_Down)
    press(program, Qt.Key.Key_Space)
    assert view_of(page).duties[0].done_on == TODAY

    amended(program, page)
    editor.strip.buttons[ContractEventKind.RENEWED].setFocus()
    press(program, Qt.Key.Key_Space)
    press(program, Qt.Key.Key_Return, CTRL)
    new = view_of(page)
    assert (new.life.state, new.contract.starts_on) == (ContractState.DRAFT, date(2028, 7, 1))
    assert new.renews is not None
    assert new.renews.archive_number == "DA-7"


def amended(program: Program, page: ContractsPage) -> None:
    """The term is made longer by a signed amendment."""
    editor = page.editor
    editor.strip.buttons[ContractEventKind.AMENDED].setFocus()
    press(program, Qt.Key.Key_Space)
    edit = editor.amendments.edit
    assert editor.current() is Tab.AMENDMENTS
    QTest.keyClicks(edit.reason.control, "They ask for half a year more")
    edit.ends.control.setFocus()
    edit.ends.control.selectAll()
    QTest.keyClicks(edit.ends.control, "2028-06-30")
    press(program, Qt.Key.Key_Tab)
    drafted = view_of(page).amendments
    assert [one.is_draft for one in drafted] == [True]
    edit.sign_button.setFocus()
    press(program, Qt.Key.Key_Space)
    press(program, Qt.Key.Key_Return, CTRL)
    view = view_of(page)
    assert [one.is_draft for one in view.amendments] == [False]
    assert view.life.ends_on == date(2028, 6, 30)
    assert [one.kind for one in view.events][-1] is ContractEventKind.AMENDED


def test_a_contract_on_their_paper_is_noted_as_signed_and_may_be_corrected(
    program: Program, page: ContractsPage
) -> None:
    program.window.go(Destination(PageId.CONTRACTS, subject=ACCOUNT))
    settle(program)
    pane = page.list.new_pane
    assert pane.account.control.text() == "Acme Drives"
    pane.paper.control.choose(THEIRS)
    pane.paper.control.picked.emit(THEIRS)
    pane.title_field.control.setText("Their terms")
    pane.ends.control.setText("2026-12-10")
    pane.signed.control.setText("2026-01-05")
    pane.save()
    settle(program)
    editor = page.editor
    assert (view_of(page).life.state, editor.current()) == (ContractState.IN_FORCE, Tab.GOODS)
    assert editor.goods.table.isHidden()
    editor.goods.fields["title"].control.setFocus()
    editor.goods.fields["title"].control.setText("Their own terms")
    program.window.go(Destination(PageId.CONTRACTS))
    settle(program)
    assert [row.contract.title for row in page.list.kept()] == ["Their own terms"]
    page.list.line.setFocus()
    press(program, Qt.Key.Key_Right)
    assert page.list.pane.isVisible()
    press(program, Qt.Key.Key_Return)
    assert page.title() == "Their own terms"


def test_goods_are_put_into_order_by_keyboard_and_a_contract_has_its_currency(
    program: Program, page: ContractsPage
) -> None:
    editor = draft(program, page)
    assert editor.text.list.hasFocus()
    press(program, Qt.Key.Key_PageDown, CTRL)
    # What held the focus is hidden; the next Tab stays within the contract.
    assert editor.isAncestorOf(focused(program))
    for product in ("Gear", "Shaft"):
        editor.edits.line(None, {"product": product, "price_fen": "2500.5", "quantity_milli": "2"})
        settle(program)
    table = editor.goods.table
    assert table.goods.data(table.goods.index(0, 5)) == "2,500.50"
    table.setFocus()
    table.setCurrentIndex(table.goods.index(0, 0))
    press(program, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert [one.product for one in view_of(page).lines] == ["Shaft", "Gear"]
    assert table.currentIndex().row() == 1
    currency = editor.goods.fields["currency"].control
    currency.setFocus()
    currency.setText("eur")
    press(program, Qt.Key.Key_Return)
    assert view_of(page).contract.currency == "EUR"
    press(program, Qt.Key.Key_Return, CTRL)
    assert editor.move_pane.against.isVisible()
    assert program.context is not None
    edit_account(program.context.workspace, ACCOUNT, {"credit_blocked_on": TODAY})
    press(program, Qt.Key.Key_Escape)
    press(program, Qt.Key.Key_Return, CTRL)
    press(program, Qt.Key.Key_Return, CTRL)
    assert view_of(page).life.state is ContractState.DRAFT
    assert program.window.toast.text() == "Credit refused, the contract stays a draft"
