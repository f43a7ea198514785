"""One step in the life of a contract: just the fields it needs, and what stands against it."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workbench.domain.contracts import ContractEventKind
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _, in_a_row, pgettext
from workbench.foundation.ids import Id
from workbench.services.contract_amendments import sign_amendment
from workbench.services.contract_renewal import renew_contract
from workbench.services.contract_steps import (
    CreditStand,
    archive_contract,
    get_credit_stand,
    take_contract_step,
)
from workbench.services.contract_view import ContractView
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form, show_beside
from workbench.ui.kit.inputs import TextArea, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Banner, Facts, SidePane, horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, Tone
from workbench.ui.screens.contracts.life_strip import missing_words
from workbench.ui.screens.contracts.words import money

_KIND = ContractEventKind
_SIGNERS = ("our_signer", "their_signer")
FIELDS: Mapping[ContractEventKind, tuple[str, ...]] = {
    _KIND.CREDIT_CHECKED: ("on", "override", "text"),
    _KIND.REVIEWED: ("on", "person", "text"),
    _KIND.APPROVED: ("on", "person", "text"),
    _KIND.RETURNED: ("on", "person", "text"),
    _KIND.SIGNED: ("on", "place", *_SIGNERS),
    _KIND.AMENDED: ("on", *_SIGNERS),
    _KIND.TERMINATED: ("on", "text"),
    _KIND.RENEWED: (),
    _KIND.ARCHIVED: ("archive_number", "custodian", "archived_on"),
    _KIND.NOTED: ("text",),
    _KIND.TAKEN_BACK: ("text",),
}
_DAYS = ("on", "archived_on")
_GUARDED = (_KIND.REVIEWED, _KIND.APPROVED)
_CLOSING = (_KIND.CREDIT_CHECKED, *_GUARDED)


class MovePane(SidePane):
    """``renewed`` gives the draft that follows; ``check_requested`` asks for the list of what is missing."""

    renewed = Signal(object)
    check_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(width=352, parent=parent)
        self._context = context
        self._view: ContractView | None = None
        self._kind: ContractEventKind | None = None
        self._amendment: Id | None = None
        self._stand: CreditStand | None = None
        today = context.workspace.clock.today
        self.told = Label(tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(self.told)
        self.facts = Facts(132)
        self.column.addWidget(self.facts)
        self.against = Banner()
        self.against.link_requested.connect(self.check_requested)
        self.column.addWidget(self.against)
        self.form = Form(1)
        self.fields: dict[str, Field[Any]] = {
            "on": self.form.add(lambda: _("Day"), DateField(today)),
            "archive_number": self.form.add(lambda: _("Archive number"), TextField()),
            "custodian": self.form.add(lambda: _("Custodian"), TextField()),
            "archived_on": self.form.add(lambda: _("Archived on"), DateField(today)),
            "place": self.form.add(lambda: _("Place of signing"), TextField()),
            "our_signer": self.form.add(lambda: _("Signed for us by"), TextField()),
            "their_signer": self.form.add(lambda: _("Signed for them by"), TextField()),
            "person": self.form.add(lambda: _("Who"), TextField()),
            "override": self.form.add("", CheckBox(lambda: _("Let it through all the same"))),
            "text": self.form.add(lambda: _("Note"), TextArea(lines=3)),
        }
        for field in self.fields.values():
            if isinstance(field.control, TextField):
                field.control.returnPressed.connect(self.save)
        self.column.addWidget(self.form)
        row = horizontal(gap=S2)
        self.save_button = Button("", Kind.PRIMARY, hint="Ctrl Enter")
        self.save_button.clicked.connect(self.save)
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def begin(self, kind: ContractEventKind, view: ContractView, amendment_id: Id | None = None) -> None:
        """Ask for what this step needs."""
        self._kind, self._view, self._amendment, self._stand = kind, view, amendment_id, None
        self.title.say(lambda: _title(kind))
        self.told.say(lambda: _told(kind))
        self.told.setVisible(bool(_told(kind)))
        self.facts.clear()
        self.form.clear_errors()
        for name, field in self.fields.items():
            field.setVisible(name in FIELDS[kind])
        self._fill(kind, view)
        words = missing_words(view) if kind in _CLOSING else ""
        self.against.show_text(words, link=(lambda: _("Show")) if words else "")
        self.save_button.say(lambda: _do_word(kind))
        self.show()
        if kind is _KIND.CREDIT_CHECKED:
            contract = view.contract.id
            self._context.read(
                lambda workspace: get_credit_stand(workspace, contract),
                self._show_stand,
                key="contract-credit",
            )
        first = next((name for name in FIELDS[kind] if not self._text(name)), None)
        (self.fields[first].control if first else self.save_button).setFocus()

    def show_view(self, view: ContractView) -> None:
        """The contract changed while the pane is open."""
        self._view = view
        if self._kind in _GUARDED:
            words = missing_words(view)
            self.against.show_text(words, link=(lambda: _("Show")) if words else "")

    def kind(self) -> ContractEventKind | None:
        """The step that is asked for."""
        return self._kind

    def save(self) -> None:
        """Take the step, or say beside the field what is wrong."""
        kind, view = self._kind, self._view
        if kind is None or view is None:
            return
        self.form.clear_errors()
        for name in _DAYS:
            field = self.fields[name]
            if name in FIELDS[kind] and not field.control.readable():
                field.set_error(lambda: _("Give a day as YYYY-MM-DD."))
        if self.form.go_to_first_error():
            return
        values = {name: self._value(name) for name in FIELDS[kind]}
        contract, amendment = view.contract.id, self._amendment
        if kind is _KIND.RENEWED:
            self._context.change(
                lambda workspace, _job: renew_contract(workspace, contract),
                lambda made: made[1],
                said=lambda _made: _("The draft that follows is made"),
                on_done=lambda made: self._renewed(made[0]),
                on_error=self._fail,
            )
            return

        def work(workspace: Workspace) -> ChangeSummary:
            if kind is _KIND.ARCHIVED:
                return archive_contract(workspace, contract, values)
            if kind is _KIND.AMENDED and amendment is not None:
                return sign_amendment(workspace, amendment, values)
            return take_contract_step(workspace, contract, kind, values)

        self._context.save(
            work, said=self._said(kind, values), on_done=lambda _s: self.close_pane(), on_error=self._fail
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        else:
            super().keyPressEvent(event)

    def _renewed(self, contract_id: Id) -> None:
        self.close_pane()
        self.renewed.emit(contract_id)

    def _fill(self, kind: ContractEventKind, view: ContractView) -> None:
        today = self._context.workspace.clock.today()
        for field in self.fields.values():
            if isinstance(field.control, DateField):
                field.control.set_day(today)
            elif isinstance(field.control, CheckBox):
                field.control.setChecked(False)
            else:
                field.control.setText("")
        contract, account = view.contract, view.account
        proposed = {
            "our_signer": view.company.signer or view.company.legal_representative,
            "their_signer": account.signer or account.legal_representative,
            "archive_number": contract.archive_number,
            "custodian": contract.custodian,
        }
        values = {one.name: one.text for one in view.values}
        proposed["place"] = values.get("signed_place", "")
        for name, said in proposed.items():
            self.fields[name].control.setText(said)
        if contract.archived_on is not None:
            self.fields["archived_on"].control.set_day(contract.archived_on)
        text: Field[Any] = self.fields["text"]
        asks = kind in (_KIND.RETURNED, _KIND.TERMINATED)
        text.label.say((lambda: _("Reason")) if asks else lambda: _("Note"))
        self.fields["person"].label.say(_who(kind))

    def _show_stand(self, stand: CreditStand) -> None:
        if self._kind is not _KIND.CREDIT_CHECKED or not self.isVisible():
            return
        self._stand = stand
        self.facts.clear()
        limit = stand.limit_fen
        self.facts.add(
            lambda: _("Limit"), (lambda: money(limit)) if limit is not None else lambda: _("none set")
        )
        self.facts.add(lambda: _("Owed now"), lambda: money(stand.owed_fen))
        self.facts.add(lambda: _("This contract"), lambda: money(stand.amount_fen))
        over = limit is not None and stand.would_owe_fen > limit
        self.facts.add(
            lambda: _("Together"),
            lambda: money(stand.would_owe_fen),
            tone=Tone.DANGER if over else Tone.TEXT,
        )
        words = missing_words(self._view) if self._view is not None else ""
        told = [words, *stand.blocks] if words else list(stand.blocks)
        self.against.show_text("\n".join(told), link=(lambda: _("Show")) if words else "")
        self.fields["override"].setVisible(bool(stand.blocks))
        text = self.fields["text"]
        text.label.say((lambda: _("Reason for letting it through")) if stand.blocks else lambda: _("Note"))

    def _said(self, kind: ContractEventKind, values: Mapping[str, Any]) -> str:
        refused = self._stand is not None and self._stand.blocks and not values.get("override")
        return _("Credit refused, the contract stays a draft") if refused else kind.label

    def _value(self, name: str) -> Any:
        control = self.fields[name].control
        if isinstance(control, DateField):
            return control.day()
        if isinstance(control, CheckBox):
            return control.isChecked()
        return control.text().strip()

    def _text(self, name: str) -> str:
        control = self.fields[name].control
        return "-" if isinstance(control, CheckBox) else str(control.text())

    def _fail(self, error: Exception) -> None:
        if show_beside(error, {**self.fields, "person": self.fields["our_signer"]}):
            return
        if isinstance(error, WorkbenchError):
            self.against.show_text(in_a_row(error.message, error.hint), link=lambda: _("Show"))
        else:
            self._context.show_error(error)


def _title(kind: ContractEventKind) -> str:
    return {
        _KIND.CREDIT_CHECKED: _("Credit check"),
        _KIND.REVIEWED: _("Review"),
        _KIND.APPROVED: _("Approval"),
        _KIND.RETURNED: _("Return to the author"),
        _KIND.SIGNED: _("Signature"),
        _KIND.AMENDED: _("Signature of the amendment"),
        _KIND.TERMINATED: _("Termination"),
        _KIND.RENEWED: _("Renewal"),
        _KIND.ARCHIVED: _("Archive"),
        _KIND.NOTED: _("Note"),
        _KIND.TAKEN_BACK: _("Take the last step back"),
    }[kind]


def _told(kind: ContractEventKind) -> str:
    return {
        _KIND.CREDIT_CHECKED: _("From then on it can only be read; returning it opens it again."),
        _KIND.SIGNED: _("Once signed, the contract can only be changed by an amendment."),
        _KIND.TERMINATED: _("The day on which the contract ends before its time; it may lie ahead."),
        _KIND.RENEWED: _("A new draft follows this contract: same text, goods and values, the next term."),
        _KIND.TAKEN_BACK: _("The step stays in the history, as taken back."),
        _KIND.RETURNED: _("The contract becomes a draft again and goes through the steps anew."),
    }.get(kind, "")


def _do_word(kind: ContractEventKind) -> str:
    return {
        _KIND.CREDIT_CHECKED: _("Record the check"),
        _KIND.REVIEWED: pgettext("contract", "Reviewed"),
        _KIND.APPROVED: pgettext("contract step", "Approve"),
        _KIND.RETURNED: pgettext("contract step", "Return"),
        _KIND.SIGNED: pgettext("contract step", "Signed"),
        _KIND.AMENDED: pgettext("contract step", "Signed"),
        _KIND.TERMINATED: pgettext("contract step", "Terminate"),
        _KIND.RENEWED: _("Make the draft"),
    }.get(kind, _("Save"))


def _who(kind: ContractEventKind) -> Text:
    words: Mapping[ContractEventKind, Callable[[], str]] = {
        _KIND.REVIEWED: lambda: pgettext("contract", "Reviewed by"),
        _KIND.APPROVED: lambda: _("Approved by"),
        _KIND.RETURNED: lambda: _("Returned by"),
    }
    return words.get(kind, lambda: _("Who"))
