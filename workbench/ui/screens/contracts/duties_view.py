"""What the contract asks for and when: deliveries and payments, ticked off, against the amount."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.contracts import ContractDuty, DutyKind
from workbench.domain.journal import ChangeSummary
from workbench.foundation.i18n import _, format_date, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.contract_duties import propose_duties
from workbench.services.contract_view import ContractView
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import ElidedLabel
from workbench.ui.kit.marks import CAUTION, Mark
from workbench.ui.kit.record_pane import RecordPane
from workbench.ui.kit.surfaces import Toolbar, horizontal, vertical
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.contracts.edits import ContractEdits
from workbench.ui.screens.contracts.words import money, typed_figure

_MARKS = {
    DutyKind.DELIVERY: Mark("arrow-right", Tone.TEXT2),
    DutyKind.PAYMENT: Mark("arrow-left", Tone.TEXT2),
    DutyKind.OTHER: Mark("square-check", Tone.TEXT2),
}


class DutyPane(RecordPane):
    """One duty: what, when, how much, and when it was done."""

    def __init__(self, context: Context, edits: ContractEdits, parent: QWidget | None = None) -> None:
        super().__init__(width=340, parent=parent)
        self._context, self._edits = context, edits
        self._duty: ContractDuty | None = None
        today = context.workspace.clock.today
        self.form = Form()
        self.fields: dict[str, Field[Any]] = {
            "kind": self.form.add(
                lambda: pgettext("duty", "Kind"), ComboBox([(one, one.label) for one in DutyKind])
            ),
            "due_on": self.form.add(lambda: _("Due on"), DateField(today)),
            "amount_fen": self.form.add(lambda: _("Amount"), TextField()),
            "quantity": self.form.add(lambda: _("Quantity"), TextField()),
            "text": self.form.add(lambda: _("What"), TextArea(lines=2), span=2),
        }
        self.done_on: Field[DateField] = self.form.add(lambda: _("Done on"), DateField(today))
        self.done_note: Field[TextField] = self.form.add(lambda: _("Note"), TextField())
        for field in (*self.fields.values(), self.done_on, self.done_note):
            if isinstance(field.control, TextField):
                field.control.returnPressed.connect(self.save)
        self.column.addWidget(self.form)
        self.column.addLayout(self.make_buttons())
        self.column.addStretch(1)

    def begin(self, duty: ContractDuty | None) -> None:
        """Show a duty, or begin a new one."""
        self._duty = duty
        self.title.say((lambda: _("Duty")) if duty else lambda: _("New duty"))
        self.form.clear_errors()
        self.fields["kind"].control.choose(duty.kind if duty else DutyKind.DELIVERY)
        self.fields["due_on"].control.set_day(duty.due_on if duty else None)
        amount = duty.amount_fen if duty else None
        self.fields["amount_fen"].control.setText(typed_figure(amount))
        self.fields["quantity"].control.setText(duty.quantity if duty else "")
        self.fields["text"].control.setText(duty.text if duty else "")
        self.done_on.control.set_day(duty.done_on if duty else None)
        self.done_note.control.setText(duty.done_note if duty else "")
        for field in (self.done_on, self.done_note):
            field.setVisible(duty is not None)
        self.delete_button.setVisible(duty is not None)
        self.show()
        self.fields["kind" if duty is None else "due_on"].control.setFocus()

    def save(self) -> None:
        """Store it, or say beside the field what is wrong."""
        self.form.clear_errors()
        for field in (self.fields["due_on"], self.done_on):
            if not field.control.readable():
                field.set_error(lambda: _("Give a day as YYYY-MM-DD."))
        if self.form.go_to_first_error():
            return
        values = {
            "kind": self.fields["kind"].control.key(),
            "due_on": self.fields["due_on"].control.day(),
            "amount_fen": self.fields["amount_fen"].control.text(),
            "quantity": self.fields["quantity"].control.text().strip(),
            "text": self.fields["text"].control.text().strip(),
        }
        duty = self._duty
        self._edits.duty(duty.id if duty else None, values, self._saved, self._fail)

    def delete(self) -> None:
        """Take the duty away; Undo brings it back."""
        if self._duty is not None:
            self._edits.drop_duty(self._duty.id)
            self.close_pane()

    def _saved(self, _summary: ChangeSummary) -> None:
        duty, on, note = self._duty, self.done_on.control.day(), self.done_note.control.text().strip()
        if duty is not None and (on, note) != (duty.done_on, duty.done_note):
            self._edits.do_duty(duty.id, on, note)
        self.close_pane()

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error, self.fields)


class DutiesView(QWidget):
    """The checklist with its totals, and the pane of one duty. Space ticks off as of today."""

    def __init__(self, context: Context, edits: ContractEdits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._edits = context, edits
        self._view: ContractView | None = None
        row = horizontal(self, gap=0)
        left = vertical()
        bar = Toolbar()
        self.totals = ElidedLabel(tone=Tone.TEXT2)
        bar.row.addWidget(self.totals)
        bar.row.addStretch(1)
        self.propose_button = Button(lambda: _("Propose from the terms"), small=True)
        self.propose_button.clicked.connect(self.propose)
        self.add_button = Button(lambda: _("Add a duty"), icon="plus", small=True)
        self.add_button.clicked.connect(self.add)
        bar.row.addWidget(self.propose_button)
        bar.row.addWidget(self.add_button)
        left.addWidget(bar)
        self.list = ItemList(lambda: _("Duties"), selectable=True)
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(self._open)
        self.list.clicked.connect(lambda _index: self._open(self.list.current_key()))
        first = Button(lambda: _("Add a duty"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(self.add)
        second = Button(lambda: _("Propose from the terms"))
        second.clicked.connect(self.propose)
        self.nothing = EmptyState(
            "square-check",
            lambda: _("No delivery or payment is noted"),
            lambda: _("Note what is to be delivered and paid, and when; what is late is told in time."),
            (second, first),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.list)
        left.addWidget(self._stack, 1)
        row.addLayout(left, 1)
        self.pane = DutyPane(context, edits)
        self.pane.hide()
        self.pane.closed.connect(self.list.setFocus)
        row.addWidget(self.pane)

    def show_view(self, view: ContractView) -> None:
        """Show the duties of this contract."""
        if self._view is not None and self._view.contract.id != view.contract.id:
            self.pane.hide()
        self._view = view
        self.list.set_items([_item(one, view.today, view.contract.currency) for one in view.duties])
        held = self.window().focusWidget()
        is_asked = held is not None and self.nothing.isAncestorOf(held)
        self._stack.setCurrentWidget(self.list if view.duties else self.nothing)
        if is_asked and view.duties:
            self.list.setFocus()
        self.totals.say(lambda: _totals(view))

    def add(self) -> None:
        """Begin a new duty."""
        self.pane.begin(None)

    def propose(self) -> None:
        """Note what the terms of payment and delivery ask for."""
        view = self._view
        if view is not None:
            contract = view.contract.id
            self._context.read(
                lambda workspace: propose_duties(workspace, contract), self._take, key="contract-duties"
            )

    def close_innermost(self) -> bool:
        """Close the pane; False if it is not open."""
        if self.pane.isHidden():
            return False
        self.pane.close_pane()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            key = self.list.current_key()
            if isinstance(key, bytes):
                self._edits.drop_duty(Id(key))
        else:
            super().keyPressEvent(event)

    def _take(self, duties: tuple[ContractDuty, ...]) -> None:
        if duties:
            self._edits.take_duties(duties)
        else:
            self._context.notifier.show_message(
                _("The terms ask for nothing that is not noted already."), icon="info"
            )

    def _tick(self, key: object, on: bool) -> None:
        if isinstance(key, bytes):
            self._edits.do_duty(Id(key), self._context.workspace.clock.today() if on else None)

    def _open(self, key: object) -> None:
        duties = self._view.duties if self._view else ()
        duty = next((one for one in duties if one.id == key), None)
        if duty is not None:
            self.pane.begin(duty)


def _item(duty: ContractDuty, today: date, currency: str) -> Item:
    late = duty.is_late(today)
    days = (today - duty.due_on).days if duty.due_on else 0
    when = format_date(duty.due_on) if duty.due_on else _("no day")
    if late:
        when += " · " + ngettext("{count} day late", "{count} days late", days).format(count=days)
    elif duty.done_on:
        when = _("done {day}").format(day=format_date(duty.done_on))
    facts = (
        duty.kind.label,
        money(duty.amount_fen, currency) if duty.amount_fen is not None else "",
        duty.quantity,
        duty.done_note,
    )
    return Item(
        key=duty.id,
        title=duty.text or duty.kind.label,
        second=" · ".join(part for part in facts if part),
        checked=duty.done_on is not None,
        mark=CAUTION if late else _MARKS[duty.kind],
        right=when,
        right_tone=Tone.DANGER if late else Tone.TEXT2,
    )


def _totals(view: ContractView) -> str:
    totals, currency = view.duty_totals, view.contract.currency
    if not view.duties:
        return ""
    parts = [
        _("Delivered {done} of {planned}").format(
            done=money(totals.delivered_fen, currency), planned=money(totals.deliveries_fen, currency)
        ),
        _("paid {done} of {planned}").format(
            done=money(totals.paid_fen, currency), planned=money(totals.payments_fen, currency)
        ),
    ]
    if totals.open_fen is not None and totals.open_fen < 0:
        more = money(-totals.open_fen, currency)
        parts.append(_("payments pass the amount by {amount}").format(amount=more))
    elif totals.open_fen:
        parts.append(_("{amount} without a payment").format(amount=money(totals.open_fen, currency)))
    return " · ".join(parts)
