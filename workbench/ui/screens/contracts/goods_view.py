"""What the contract is about: its own fields, and the goods with their sum beside the amount."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Manager
from workbench.domain.amount_words import amount_words
from workbench.domain.contract_faults import FaultKind
from workbench.domain.contracts import ContractKind, ContractLine
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _, in_a_row, language, pgettext
from workbench.services.accounts import list_managers
from workbench.services.contract_view import ContractView
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox, TextArea
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.surfaces import Banner, Scroll, horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.contracts.edits import ContractEdits
from workbench.ui.screens.contracts.goods_table import GoodsTable
from workbench.ui.screens.contracts.words import is_noted, is_written, money, typed_figure


class GoodsView(Scroll):
    """Fields of the contract on top, the table of goods beneath."""

    def __init__(self, context: Context, edits: ContractEdits, parent: QWidget | None = None) -> None:
        super().__init__(gap=S2, parent=parent)
        self._context, self._edits = context, edits
        self._view: ContractView | None = None
        self.column.addWidget(self._make_form())
        self.fault = Banner()
        self.column.addWidget(self.fault)
        self.heading = SectionHeader(lambda: _("Goods"), link=lambda: _("Take the sum as the amount"))
        self.heading.link_requested.connect(self._edits.take_sum)
        self.column.addWidget(self.heading)
        self.table = GoodsTable()
        self.table.typed.connect(self._typed)
        self.table.dropped.connect(lambda line: self._edits.drop_line(line.id))
        self.table.moved.connect(self._edits.order_lines)
        self.column.addWidget(self.table)
        below = horizontal(gap=S2)
        self.drop_button = Button(
            lambda: _("Delete the line"), Kind.PLAIN, icon="trash-2", small=True, hint="Del"
        )
        self.drop_button.clicked.connect(self.table.drop_line)
        self.up_button = Button("", Kind.PLAIN, icon="arrow-up", small=True, name=lambda: _("Move up"))
        self.down_button = Button("", Kind.PLAIN, icon="arrow-down", small=True, name=lambda: _("Move down"))
        self.up_button.clicked.connect(lambda: self.table.move_line(-1))
        self.down_button.clicked.connect(lambda: self.table.move_line(1))
        for button in (self.drop_button, self.up_button, self.down_button):
            below.addWidget(button)
        below.addStretch(1)
        self.sum = Label(bold=True)
        below.addWidget(self.sum)
        self.column.addLayout(below)
        self.words = Label(tone=Tone.TEXT2, size=SMALL, wrap=True, selectable=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.column.addWidget(self.words)
        self.column.addStretch(1)

    def _make_form(self) -> Form:
        form = Form(4)
        today = self._context.workspace.clock.today
        title, number, amount, currency = (
            InPlaceField(lambda: pgettext("contract", "Title"), hint="–"),
            InPlaceField(lambda: pgettext("contract", "Number"), hint="–"),
            InPlaceField(lambda: _("Amount"), hint="–"),
            InPlaceField(lambda: _("Currency")),
        )
        self.fields: dict[str, Field[Any]] = {
            "title": form.add(lambda: pgettext("contract", "Title"), title, span=2),
            "number": form.add(lambda: pgettext("contract", "Number"), number),
            "kind": form.add(
                lambda: pgettext("contract", "Kind"), ComboBox([(one, one.label) for one in ContractKind])
            ),
            "amount_fen": form.add(lambda: _("Amount"), amount),
            "starts_on": form.add(lambda: pgettext("term", "From"), DateField(today)),
            "ends_on": form.add(lambda: pgettext("term", "Until"), DateField(today)),
            "manager_id": form.add(lambda: _("Manager"), ComboBox()),
            "note": form.add(lambda: _("Note"), TextArea(lines=2), span=2),
            "currency": form.add(lambda: _("Currency"), currency),
            "signed_on": form.add(lambda: _("Signed on"), DateField(today)),
        }
        for name in ("title", "number", "amount_fen", "currency"):
            self.fields[name].control.saved.connect(lambda text, name=name: self._save(name, text))
        for name in ("starts_on", "ends_on", "signed_on"):
            control = self.fields[name].control
            control.setProperty("resting", True)
            control.setPlaceholderText("–")
            control.day_changed.connect(lambda day, name=name: self._save(name, day))
        for name in ("kind", "manager_id"):
            self.fields[name].control.setProperty("resting", True)
            self.fields[name].control.picked.connect(lambda key, name=name: self._save(name, key))
        note = self.fields["note"].control
        note.setProperty("resting", True)
        note.left.connect(lambda text: self._save("note", text))
        self._context.read(list_managers, self._offer, key="contract-managers")
        return form

    def show_view(self, view: ContractView) -> None:
        """Show this contract; what is being typed stays."""
        is_same = self._view is not None and self._view.contract.id == view.contract.id
        self._view = view
        contract, fixed = view.contract, not (is_written(view) or is_noted(view))
        if not is_same:
            for field in self.fields.values():
                field.set_error("")
            self.fault.show_text("")
        self.fields["title"].control.set_value(contract.title)
        self.fields["number"].control.set_value(contract.number)
        self.fields["amount_fen"].control.set_value(typed_figure(contract.amount_fen))
        currency = contract.currency
        self.fields["currency"].control.set_value(currency)
        self.fields["amount_fen"].label.say(lambda: _("Amount, {currency}").format(currency=currency))
        for name in ("starts_on", "ends_on", "signed_on"):
            control = self.fields[name].control
            if not control.hasFocus():
                control.set_day(getattr(contract, name))
        self.fields["kind"].control.choose(contract.kind)
        self.fields["manager_id"].control.choose(contract.manager_id)
        note = self.fields["note"].control
        if not note.hasFocus():
            note.setText(contract.note)
        for name in ("title", "number", "amount_fen", "currency", "starts_on", "ends_on", "signed_on"):
            self.fields[name].control.setReadOnly(fixed)
        self.fields["kind"].control.setEnabled(not fixed)
        self.fields["signed_on"].setVisible(is_noted(view))
        self.table.show_lines(view.lines, fixed=not is_written(view))
        # Headings over nothing, where nothing can be written any more, say nothing.
        for part in (self.heading, self.table):
            part.setVisible(bool(view.lines) or is_written(view))
        self._say_sums(view)

    def _say_sums(self, view: ContractView) -> None:
        contract, total = view.contract, view.lines_sum_fen
        fixed = not is_written(view)
        self.heading.note.say(str(len(view.lines)) if view.lines else "")
        differs = total is not None and total != contract.amount_fen
        self.heading.link.setVisible(differs and not fixed and bool(view.lines))
        self.drop_button.setVisible(bool(view.lines) and not fixed)
        for button in (self.up_button, self.down_button):
            button.setVisible(len(view.lines) > 1 and not fixed)
        told = _("Sum {sum} · amount {amount}").format(
            sum=money(total, contract.currency), amount=money(contract.amount_fen, contract.currency)
        )
        if view.lines and total is not None:
            told += " · " + (_("they differ") if differs else _("they agree"))
        self.sum.say(told if view.lines else "")
        self.sum.set_tone(Tone.WARN if differs else Tone.TEXT)
        fen = contract.amount_fen
        writing = "zh_TW" if language() == "zh_TW" else "zh_CN"
        self.words.say(amount_words(fen, contract.currency, writing) if fen is not None and fen >= 0 else "")
        wrong = [one.message for one in view.faults if one.kind is not FaultKind.TEXT]
        self.fault.show_text("\n".join(wrong) if not fixed else "")

    def _save(self, name: str, value: Any) -> None:
        field = self.fields[name]
        field.set_error("")

        def fail(error: Exception) -> None:
            self._context.show_error(error, otherwise=field, go=False)

        self._edits.fields({name: value}, on_error=fail)

    def _typed(self, line: ContractLine | None, field: str, text: str) -> None:
        def fail(error: Exception) -> None:
            if isinstance(error, WorkbenchError):
                self.fault.show_text(in_a_row(error.message, error.hint))
            else:
                self._context.show_error(error)

        self._edits.line(line.id if line else None, {field: text}, on_error=fail)

    def _offer(self, managers: tuple[Manager, ...]) -> None:
        nobody: tuple[Any, Any] = (None, lambda: pgettext("person", "Nobody"))
        combo = self.fields["manager_id"].control
        combo.set_choices([nobody, *((one.id, one.name) for one in managers)])
        if self._view is not None:
            combo.choose(self._view.contract.manager_id)
