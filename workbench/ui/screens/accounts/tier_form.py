"""The tier of an account, confirmed by a person with a reason (2-rules §2.1)."""

from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Tier
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_date, format_money
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.services.nominations import confirm_tier
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Facts, SidePane, horizontal
from workbench.ui.screens.accounts.new_account_pane import tier_choices


class TierForm(SidePane):
    """What the tier is and since when; another one takes a reason, which the history keeps."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Tier"), closable=False, parent=parent)
        self._context = context
        self._account: Id | None = None
        self.facts = Facts(96)
        self.tier: Field[ComboBox] = Field(lambda: _("Tier"), ComboBox(tier_choices()[1:]))
        self.reason: Field[TextField] = Field(
            lambda: _("Reason"), TextField(), note=lambda: _("A few words; the history keeps them.")
        )
        self.reason.control.returnPressed.connect(self.save)
        self.save_button = Button(lambda: _("Confirm tier"), icon="badge-check")
        self.save_button.clicked.connect(self.save)
        row = horizontal()
        row.addWidget(self.save_button)
        row.addStretch(1)
        for widget in (self.facts, self.tier, self.reason):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def show_view(self, view: AccountView) -> None:
        """Show the tier of this account."""
        account = view.account
        if account.id != self._account:
            self.reason.control.clear()
            self.reason.set_error("")
        self._account = account.id
        self.facts.clear()
        self.facts.add(lambda: _("Now"), account.tier.label if account.tier else _("Not set"))
        if account.tier_confirmed_on is not None:
            self.facts.add(lambda: _("Confirmed on"), format_date(account.tier_confirmed_on))
        if account.tier_reason:
            self.facts.add(lambda: _("Because"), Label(account.tier_reason, wrap=True))
        sales = sum(view.overview.sales_this_year_fen)
        self.facts.add(lambda: _("Sales, 12 months"), format_money(sales, short=True))
        self.tier.control.choose(account.tier or Tier.GENERAL)

    def save(self) -> None:
        """Confirm the tier chosen, or say that the reason is missing."""
        account, tier, reason = self._account, self.tier.control.key(), self.reason.control.text()
        self.reason.set_error("")
        if account is None:
            return
        self._context.save(
            lambda workspace: confirm_tier(workspace, account, tier, reason),
            said=_("Tier confirmed: {tier}").format(tier=tier.label),
            on_done=lambda _summary: self.reason.control.clear(),
            on_error=self._fail,
        )

    def _fail(self, error: Exception) -> None:
        if isinstance(error, BadInput):
            self.reason.set_error(error.message)
            self.reason.control.setFocus()
        else:
            self._context.show_error(error)
