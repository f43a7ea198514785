"""A new contract: for whom, from which template or on their paper, and what is known of it already."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.contracts import ContractKind
from workbench.foundation.i18n import _, language, pgettext
from workbench.foundation.ids import Id
from workbench.services.contract_templates import TemplateLine, list_template_lines
from workbench.services.contracts import draft_contract, record_contract
from workbench.services.typed_amounts import typed_fen
from workbench.services.workspaces import Workspace
from workbench.ui.account_search import suggest_accounts
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.suggest_field import SuggestField
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.tokens import S2

THEIRS, NO_TEXT = "theirs", "none"


class NewContractPane(SidePane):
    """``created`` gives the id of the new draft."""

    created = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("New contract"), width=360, parent=parent)
        self._context = context
        self._account: Id | None = None
        self._is_offered = False
        self._templates: Sequence[TemplateLine] = ()
        today = context.workspace.clock.today
        self.form = Form()
        self.account: Field[SuggestField] = self.form.add(
            lambda: _("Account"), SuggestField(hint=lambda: _("Name, pinyin or code")), span=2
        )
        suggest_accounts(context, self.account.control, key="contract-accounts")
        self.account.control.taken.connect(self._take)
        self.account.control.textEdited.connect(self._forget_account)
        self.paper: Field[ComboBox] = self.form.add(
            lambda: _("Text"), ComboBox([(THEIRS, lambda: _("On their paper"))]), span=2
        )
        self.paper.control.picked.connect(lambda _key: self._tell_paper())
        self.kind: Field[ComboBox] = self.form.add(
            lambda: pgettext("contract", "Kind"), ComboBox([(one, one.label) for one in ContractKind]), span=2
        )
        self.title_field: Field[TextField] = self.form.add(
            lambda: pgettext("contract", "Title"), TextField(), span=2
        )
        self.number: Field[TextField] = self.form.add(
            lambda: pgettext("contract", "Number"), TextField(), span=2
        )
        self.amount: Field[TextField] = self.form.add(
            lambda: _("Amount"),
            TextField(hint=lambda: pgettext("an amount as people type it", "12,000,000")),
        )
        self.currency: Field[TextField] = self.form.add(lambda: _("Currency"), TextField())
        self.starts: Field[DateField] = self.form.add(lambda: pgettext("term", "From"), DateField(today))
        self.ends: Field[DateField] = self.form.add(lambda: pgettext("term", "Until"), DateField(today))
        self.signed: Field[DateField] = self.form.add(
            lambda: _("Signed on"),
            DateField(today),
            note=lambda: _("If it is signed already; it then counts as signed at once."),
            span=2,
        )
        self._fields: dict[str, Field[Any]] = {
            "account_id": self.account,
            "title": self.title_field,
            "number": self.number,
            "amount_fen": self.amount,
            "currency": self.currency,
            "starts_on": self.starts,
            "ends_on": self.ends,
            "signed_on": self.signed,
        }
        for field in self._fields.values():
            if field is not self.account:
                field.control.returnPressed.connect(self.save)
        self.save_button = Button(lambda: _("Create draft"), Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        row = horizontal(gap=S2)
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.column.addWidget(self.form)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def begin(self, account_id: Id | None = None, name: str = "") -> None:
        """Start with empty fields, for that account if one is known."""
        self._account, self._is_offered = account_id, False
        self.account.control.setText(name)
        for field in (self.title_field, self.number, self.amount, self.starts, self.ends, self.signed):
            field.control.clear()
        self.currency.control.setText("CNY")
        self.form.clear_errors()
        self._context.read(list_template_lines, self._offer, key="new-contract-templates")
        self.show()
        (self.paper.control if account_id else self.account.control).setFocus()

    def save(self) -> None:
        """Make the draft, or say beside the field what is wrong."""
        account = self._account
        self.form.clear_errors()
        if account is None:
            self.account.set_error(lambda: _("Choose an account from the list."))
        for field in (self.starts, self.ends, self.signed):
            if not field.control.readable():
                field.set_error(lambda: _("Give a day as YYYY-MM-DD."))
        if self.form.go_to_first_error() or account is None:
            return
        chosen = self.paper.control.key()
        version = None if chosen in (THEIRS, NO_TEXT) else chosen
        amount = self.amount.control.text()
        values: dict[str, Any] = {
            "title": self.title_field.control.text().strip(),
            "number": self.number.control.text().strip(),
            "currency": self.currency.control.text().strip() or "CNY",
            "starts_on": self.starts.control.day(),
            "ends_on": self.ends.control.day(),
        }
        if version is None:
            values |= {"kind": self.kind.control.key(), "is_their_paper": chosen == THEIRS}

        signed = self.signed.control.day() if version is None else None

        def work(workspace: Workspace) -> tuple[Id, Any]:
            known = {**values, "amount_fen": typed_fen(amount, "amount_fen")}
            if signed is not None:
                return record_contract(workspace, account, {**known, "signed_on": signed})
            return draft_contract(workspace, account, known, version)

        self._context.change(
            lambda workspace, _job: work(workspace),
            lambda made: made[1],
            said=lambda _made: _("Contract noted") if signed else _("Draft made"),
            on_done=lambda made: self._made(made[0]),
            on_error=self._fail,
        )

    def _made(self, contract_id: Id) -> None:
        self.close_pane()
        self.created.emit(contract_id)

    def _offer(self, lines: Sequence[TemplateLine]) -> None:
        self._templates = [one for one in lines if one.newest and one.template.retired_on is None]
        choices = [(one.newest.id, one.template.name) for one in self._templates if one.newest]
        self.paper.control.set_choices([*choices, (THEIRS, lambda: _("On their paper"))])
        # Who writes traditional Chinese has the simplified samples rather than the English one.
        family = language().partition("_")[0]
        by_nearness = sorted(
            self._templates,
            key=lambda one: (
                one.template.language != language(),
                not one.template.language.startswith(family),
            ),
        )
        first = next(iter(by_nearness), None)
        if not self._is_offered and first is not None and first.newest is not None:
            self.paper.control.choose(first.newest.id)
        self._is_offered = True
        self._tell_paper()

    def _tell_paper(self) -> None:
        chosen = self.paper.control.key()
        line = next((one for one in self._templates if one.newest and one.newest.id == chosen), None)
        self.kind.setVisible(line is None)
        self.signed.setVisible(line is None)
        if line is not None and line.template.is_sample:
            self.paper.set_warning(lambda: _("A sample: have it reviewed by a lawyer before you use it."))
        else:
            self.paper.set_warning("")

    def _take(self, account_id: Id) -> None:
        self._account, self._is_offered = account_id, False
        self.account.set_error("")
        self.paper.control.setFocus()

    def _forget_account(self, _text: str) -> None:
        self._account = None

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error, self._fields)
