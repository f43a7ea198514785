"""The tier of an account, confirmed by a person with a reason (2-rules §2.1), and how it came about."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Tier
from workbench.domain.nomination import Lacking
from workbench.foundation.i18n import _, format_date, format_money, format_percent_bp
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.services.nominations import Approval, TierStep, TierView, confirm_tier, get_tier_view
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import Facts, SidePane, horizontal, vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.accounts.new_account_pane import tier_choices
from workbench.ui.tier_marks import TIER_MARKS


class TierForm(SidePane):
    """What the tier is and since when; another one takes a reason, strategic a whole nomination."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Tier"), closable=False, parent=parent)
        self._context = context
        self._account: Id | None = None
        self._tier_view: TierView | None = None
        self._decided: tuple[Id, Tier | None, date | None] | None = None
        self.facts = Facts(96)
        self.tier: Field[ComboBox] = Field(lambda: _("Tier"), ComboBox(tier_choices()[1:]))
        self.tier.control.currentIndexChanged.connect(lambda _at: self._show_nomination())
        self.reason: Field[TextField] = Field(
            lambda: _("Reason"), TextField(), note=lambda: _("A few words; the history keeps them.")
        )
        self.reason.control.returnPressed.connect(self.save)
        self.save_button = Button(lambda: _("Confirm tier"), icon="badge-check")
        self.save_button.clicked.connect(self.save)
        row = horizontal()
        row.addWidget(self.save_button)
        row.addStretch(1)
        for widget in (self.facts, self.tier, self._make_nomination(), self.reason):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self._history_title = Label(lambda: _("Earlier decisions"), bold=True)
        self.history = ItemList(lambda: _("Earlier decisions"), fit=True, padding=0, pane=True)
        self.column.addWidget(Line())
        self.column.addWidget(self._history_title)
        self.column.addWidget(self.history)
        self.column.addStretch(1)

    def _make_nomination(self) -> QWidget:
        self.nomination = QWidget()
        column = vertical(self.nomination, gap=S2)
        self.conditions = ItemList(lambda: _("What a nomination asks for"), fit=True, padding=0, pane=True)
        self.approved_by: Field[TextField] = Field(lambda: _("Approved by (general manager)"), TextField())
        self.approved_on: Field[DateField] = Field(
            lambda: _("Approved on"), DateField(self._context.workspace.clock.today)
        )
        self.warning = Label(size=SMALL, tone=Tone.WARN, wrap=True)
        for widget in (self.conditions, self.approved_by, self.approved_on, self.warning):
            column.addWidget(widget)
        self.nomination.hide()
        return self.nomination

    def show_view(self, view: AccountView) -> None:
        """Show the tier of this account."""
        account = view.account
        if account.id != self._account:
            self._clear_errors()
            self.reason.control.clear()
            self.approved_by.control.clear()
            self.approved_on.control.set_day(None)
            self.history.set_items(())
            self._tier_view = None
        self._account = account.id
        self.facts.clear()
        self.facts.add(lambda: _("Now"), account.tier.label if account.tier else _("Not set"))
        if account.tier_confirmed_on is not None:
            self.facts.add(lambda: _("Confirmed on"), format_date(account.tier_confirmed_on))
        if account.tier_reason:
            self.facts.add(lambda: _("Because"), Label(account.tier_reason, wrap=True))
        sales = view.overview.sales_12m_fen
        self.facts.add(lambda: _("Sales, 12 months"), format_money(sales, short=True))
        decided = (account.id, account.tier, account.tier_confirmed_on)
        if decided != self._decided:
            # A choice being made outlives changes of other fields.
            self.tier.control.choose(account.tier or Tier.GENERAL)
        self._decided = decided
        self._context.read(
            lambda workspace: get_tier_view(workspace, account.id), self._show_tier_view, key="tier-form"
        )

    def save(self) -> None:
        """Confirm the tier chosen, or say what is missing."""
        account, tier, reason = self._account, self.tier.control.key(), self.reason.control.text()
        self._clear_errors()
        if account is None:
            return
        approval = None
        if tier is Tier.STRATEGIC:
            if not self.approved_on.control.readable():
                self.approved_on.set_error(_("Give a day as YYYY-MM-DD."))
                return
            approval = Approval(self.approved_by.control.text(), self.approved_on.control.day())
        self._context.save(
            lambda workspace: confirm_tier(workspace, account, tier, reason, approval),
            said=_("Tier confirmed: {tier}").format(tier=tier.label),
            on_done=lambda _summary: self.reason.control.clear(),
            on_error=self._fail,
        )

    def _show_tier_view(self, view: TierView) -> None:
        first = self._tier_view is None
        self._tier_view = view
        nomination = view.nomination
        if first and not self.approved_by.control.text():
            self.approved_by.control.setText(nomination.approved_by)
            self.approved_on.control.set_day(nomination.approved_on)
        self.history.set_items([_step_item(at, step) for at, step in enumerate(view.history)])
        self._history_title.setVisible(bool(view.history))
        self._show_nomination()

    def _show_nomination(self) -> None:
        view = self._tier_view
        wanted = self.tier.control.key() is Tier.STRATEGIC
        self.nomination.setVisible(wanted and view is not None)
        if view is None or not wanted:
            return
        card, lacking = view.nomination.scorecard, view.nomination.lacking
        share = _("not scored") if card.total_bp is None else format_percent_bp(card.total_bp, digits=1)
        self.conditions.set_items(
            [
                Item(
                    key=Lacking.SCORECARD,
                    title=_("Scorecard {share}").format(share=share),
                    note=_("needs {threshold}%, {counted}").format(
                        threshold=card.threshold, counted=card.counted
                    ),
                    mark=_check(Lacking.SCORECARD not in lacking),
                ),
                Item(
                    key=Lacking.COMPETITOR,
                    title=_("No competitor of ours"),
                    mark=_check(Lacking.COMPETITOR not in lacking),
                ),
            ]
        )
        self.warning.say(view.strategic_warning)
        self.warning.setVisible(bool(view.strategic_warning))

    def _clear_errors(self) -> None:
        for field in (self.tier, self.reason, self.approved_by, self.approved_on):
            field.set_error("")

    def _fail(self, error: Exception) -> None:
        fields: dict[str, Field[Any]] = {
            "tier": self.tier,
            "nomination_approved_by": self.approved_by,
            "nomination_approved_on": self.approved_on,
        }
        self._context.show_error(error, fields, otherwise=self.reason)


def _check(fulfilled: bool) -> Mark:
    return Mark("circle-check", Tone.OK) if fulfilled else Mark("circle-x", Tone.DANGER)


def _step_item(place: int, step: TierStep) -> Item:
    before = step.before.label if step.before else _("none")
    after = step.after.label if step.after else _("none")
    day = format_date(step.at.astimezone().date())
    title = after if step.before is step.after or step.before is None else f"{before} → {after}"
    return Item(
        key=place,
        title=title,
        note=f"{day} · {step.author}",
        second=step.reason or step.label,
        mark=TIER_MARKS[step.after] if step.after else None,
        tooltip=f"{title}\n{day} · {step.author}\n{step.reason or step.label}",
    )
