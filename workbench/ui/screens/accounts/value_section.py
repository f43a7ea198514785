"""The value of an account: five years, lifetime value, both axes, risks, sales composition (2-rules §3)."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from workbench.domain.account_value import AccountValue
from workbench.domain.axis_criteria import Axis, AxisCriterion
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_money, format_percent_bp, in_a_row, listed
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.services.portfolio import (
    get_account_value,
    set_lifetime_inputs,
    set_portfolio_year,
    set_potential,
    set_score,
)
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.form import Field
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import Card, Scroll, horizontal, vertical
from workbench.ui.kit.tokens import LARGE, S2, S3, S4, S6, SMALL, Tone
from workbench.ui.printing import preview_paper
from workbench.ui.screens.accounts.value_axes import AxisPart, StandPart
from workbench.ui.screens.accounts.value_lifetime import LifetimePart
from workbench.ui.screens.accounts.value_mix import MixPart
from workbench.ui.screens.accounts.value_potential import PotentialForm
from workbench.ui.screens.accounts.value_risk_pane import RiskPane
from workbench.ui.screens.accounts.value_risks import RisksPart
from workbench.ui.screens.accounts.value_table import PortfolioGrid

# Below this width of the body its columns stand one under the other, in pixels.
NARROW = 820


class ValueSection(QWidget):
    """Parts that are read together when the section is looked at, and the pane of a risk."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Id | None = None
        self._short = ""
        self._wanted: Id | None = None
        row = horizontal(self, gap=0)
        body = Scroll(gap=S4)
        self.first_step = self._make_first_step()
        self.table = PortfolioGrid()
        self.table.typed.connect(self._type_year)
        self.about = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.header = SectionHeader(
            lambda: _("Five years"), note=lambda: _("CNY, in short; a click edits"), link=lambda: _("Print…")
        )
        self.header.link_requested.connect(self.print_value)
        self.potential = PotentialForm()
        self.potential.typed.connect(self._type_potential)
        self.lifetime, self.stand = LifetimePart(), StandPart()
        self.lifetime.typed.connect(self._type_lifetime)
        self.axes = {axis: AxisPart(axis) for axis in Axis}
        self.risks, self.mix = RisksPart(), MixPart()
        for part in self.axes.values():
            part.scored.connect(self._score)
        self.risks.add_requested.connect(self.add)
        self.risks.opened.connect(self._open_risk)
        for widget in (self.first_step, self.header, self.table, self.about, self.potential):
            body.column.addWidget(widget)
        self._pairs: list[QBoxLayout] = []
        for left, right in (
            (self.lifetime, self.stand),
            (self.axes[Axis.ATTRACTIVENESS], self.axes[Axis.STRENGTH]),
        ):
            body.column.addWidget(Line())
            body.column.addLayout(self._pair(left, right))
        for part_below in (self.risks, self.mix):
            body.column.addWidget(Line())
            body.column.addWidget(part_below)
        body.column.addStretch(1)
        self.body = body
        row.addWidget(body, 1)
        self.pane = RiskPane(context)
        self.pane.hide()
        self.pane.closed.connect(self._arrange)
        self.pane.closed.connect(self.risks.list.setFocus)
        row.addWidget(self.pane)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed, as soon as it has been read."""
        account_id, self._short = view.account.id, view.account.short
        if account_id != self._account:
            self._account = account_id
            self.pane.hide()
        self._context.read(
            lambda workspace: get_account_value(workspace, account_id), self._show, key="account-value"
        )

    def add(self) -> None:
        """Begin to note a risk."""
        if self._account is not None:
            self.pane.begin(self._account)
            self._arrange()

    def select(self, risk_id: Id) -> None:
        """Open a risk, as soon as the risks have been read."""
        self._wanted = risk_id
        self._open_wanted()

    def print_value(self) -> bool:
        """Open the preview of what is shown, on paper; False while there is no account."""
        account_id = self._account
        if account_id is None:
            return False

        def make(workspace: Workspace, _profile: Profile, size: PaperSize, code: str) -> Paper:
            # Loaded by the worker: what makes papers takes longer to load than a page.
            from workbench.services.portfolio_papers import print_account_portfolio

            return print_account_portfolio(workspace, account_id, paper_size=size, in_language=code)

        preview_paper(
            self._context,
            self,
            lambda: _("Portfolio"),
            _("Portfolio {account}").format(account=self._short),
            make,
            for_readers=False,
        )
        return True

    def close_innermost(self) -> bool:
        """Close the pane; False if it is not open."""
        if self.pane.isHidden():
            return False
        self.pane.close_pane()
        return True

    # --- showing

    def _show(self, value: AccountValue) -> None:
        table = value.portfolio
        self.first_step.setVisible(table.is_empty)
        self.table.show_table(table)
        self.header.right.say(
            ""
            if table.growth_bp is None
            else _("growth {percent} a year").format(percent=format_percent_bp(table.growth_bp))
        )
        others = listed(format_money(amount, currency) for currency, amount in table.others.items())
        self.about.say(
            in_a_row(
                _("Still missing: {parts}").format(parts=" ".join(table.missing)) if table.missing else "",
                _("Left out, as only CNY counts: {amounts}.").format(amounts=others) if others else "",
            )
        )
        self.about.setVisible(bool(table.missing or others))
        self.potential.show_table(table)
        self.lifetime.show_value(value)
        self.stand.show_value(value, self._short)
        self.axes[Axis.ATTRACTIVENESS].show_score(value.attractiveness)
        self.axes[Axis.STRENGTH].show_score(value.strength)
        self.risks.show_risks(value.risks)
        self.mix.show_mix(value.mix)
        if not self.pane.isHidden() and self.pane.shown_id() is not None:
            risk = self.risks.risk(self.pane.shown_id())
            if risk is None:
                self.pane.close_pane()
        self._open_wanted()

    def _open_wanted(self) -> None:
        if self._wanted is not None and self.risks.risk(self._wanted) is not None:
            wanted, self._wanted = self._wanted, None
            self._open_risk(wanted)

    def _open_risk(self, risk_id: object) -> None:
        risk = self.risks.risk(risk_id)
        if risk is not None and self._account is not None:
            self.pane.begin(self._account, risk)
            self._arrange()

    def _make_first_step(self) -> Card:
        card = Card()
        column = vertical(card, margins=(S4, S3, S4, S3), gap=S2)
        column.addWidget(
            Label(lambda: _("Nothing is known yet of what this account brings"), size=LARGE, bold=True)
        )
        column.addWidget(
            Label(
                lambda: _(
                    "Import sales with their cost, or type what they buy and cost a year: forecast, lifetime "
                    "value and the cost of losing them follow from it."
                ),
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        self.type_button = Button(lambda: _("Type the revenue of this year"), icon="pencil")
        self.type_button.clicked.connect(self._begin_typing)
        line = horizontal()
        line.addWidget(self.type_button)
        line.addStretch(1)
        column.addLayout(line)
        card.hide()
        return card

    def _begin_typing(self) -> None:
        cell = self.table.cell_of(self._context.workspace.clock.today().year, "revenue_fen")
        if cell is not None:
            cell.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pair(self, left: QWidget, right: QWidget) -> QBoxLayout:
        columns = horizontal(gap=S6)
        for part in (left, right):
            columns.addWidget(part, 1)
        self._pairs.append(columns)
        return columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Stand parts one under the other where the pane leaves no room for two."""
        narrow = self.width() - (0 if self.pane.isHidden() else self.pane.width()) < NARROW
        for pair in self._pairs:
            pair.setDirection(
                QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            )
        self.risks.set_narrow(narrow)

    # --- writing

    def _type_year(self, year: int, field: str, text: str) -> None:
        account = self._account
        cell = self.table.cell_of(year, field)
        if account is None or cell is None:
            return

        def failed(error: Exception) -> None:
            if isinstance(error, BadInput):
                cell.set_error(in_a_row(error.message, error.hint))
            else:
                self._context.show_error(error)

        self._context.save(
            lambda workspace: set_portfolio_year(workspace, account, year, {field: text}),
            said=_("Figures of {year} saved").format(year=year),
            on_error=failed,
        )

    def _type_potential(self, field: str, value: object) -> None:
        account = self._account
        if account is not None:
            self._context.save(
                lambda workspace: set_potential(workspace, account, {field: value}),
                said=_("Saved"),
                on_error=self._teller(self.potential.fields),
            )

    def _type_lifetime(self, field: str, text: str) -> None:
        account = self._account
        if account is not None:
            self._context.save(
                lambda workspace: set_lifetime_inputs(workspace, account, {field: text}),
                said=_("Saved"),
                on_error=self._teller(self.lifetime.fields),
            )

    def _score(self, criterion: AxisCriterion, score: int | None) -> None:
        account = self._account
        if account is not None:
            self._context.save(lambda workspace: set_score(workspace, account, criterion, score))

    def _teller(self, fields: Mapping[str, Field[Any]]) -> Callable[[Exception], None]:
        return lambda error: self._context.show_error(error, fields, go=False)
