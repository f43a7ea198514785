"""Tiers that the sales of the last twelve months suggest, accepted or refused one by one (2-rules §2.1)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.accounts import Tier
from workbench.foundation.i18n import _, format_money, ngettext
from workbench.foundation.ids import Id
from workbench.services.tiers import TierProposal, TierReview, accept_tiers, review_tiers
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Banner, Toolbar, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.tokens import Tone
from workbench.ui.tier_marks import TIER_MARKS

_TIERS = list(Tier)


class TierReviewView(QWidget):
    """A list of suggestions with their reasons. What is refused leaves the list and nothing changes."""

    finished = Signal()
    account_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._review: TierReview | None = None
        self._refused: set[Id] = set()
        column = vertical(self)
        column.addWidget(self._make_toolbar())
        self.banner = Banner()
        column.addWidget(self.banner)
        self.table: Table[TierProposal] = Table(
            _columns(),
            lambda proposal: proposal.account_id,
            name=lambda: _("Suggested tiers"),
            checks=True,
            count_text=lambda count: ngettext("{count} suggestion", "{count} suggestions", count).format(
                count=count
            ),
        )
        self.table.row_activated.connect(lambda proposal: self.account_requested.emit(proposal.account_id))
        self.table.selection_changed.connect(self._tell_selection)
        self.nothing = EmptyState(
            "badge-check",
            lambda: _("Every tier fits the sales"),
            lambda: _("Suggestions appear here when the sales of twelve months ask for another tier."),
            (self._back_button(),),
        )
        self._stack = QStackedWidget()
        for widget in (self.table, self.nothing):
            self._stack.addWidget(widget)
        column.addWidget(self._stack, 1)

    def begin(self) -> None:
        """Judge all accounts anew; refusals of the last time are forgotten."""
        self._refused.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read the suggestions again."""
        self._context.read(review_tiers, self._show, key="tier-review")

    def accept(self, proposals: Sequence[TierProposal]) -> None:
        """Confirm these tiers as of today, in one change."""
        if not proposals:
            return
        said = ngettext("{count} tier confirmed", "{count} tiers confirmed", len(proposals))
        self._context.save(
            lambda workspace: accept_tiers(workspace, proposals), said=said.format(count=len(proposals))
        )

    def accept_chosen(self) -> None:
        """Accept the selected suggestions."""
        self.accept(self.table.selected_rows())

    def accept_all(self) -> None:
        """Accept every suggestion that was not refused."""
        self.accept(self.table.model.shown_rows())

    def refuse_chosen(self) -> None:
        """Leave the selected accounts as they are."""
        self._refused |= {proposal.account_id for proposal in self.table.selected_rows()}
        if self._review is not None:
            self._show(self._review)

    def _make_toolbar(self) -> Toolbar:
        bar = Toolbar()
        self._unchanged = Label(tone=Tone.TEXT2)
        self.refuse_button = Button(lambda: _("Refuse"), icon="x", small=True)
        self.refuse_button.clicked.connect(self.refuse_chosen)
        self.accept_button = Button(lambda: _("Accept"), icon="check", small=True)
        self.accept_button.clicked.connect(self.accept_chosen)
        self.all_button = Button(lambda: _("Accept all"), Kind.PRIMARY, small=True)
        self.all_button.clicked.connect(self.accept_all)
        bar.row.addWidget(self._back_button())
        bar.row.addWidget(self._unchanged)
        bar.row.addStretch(1)
        for button in (self.refuse_button, self.accept_button, self.all_button):
            bar.row.addWidget(button)
        return bar

    def _back_button(self) -> Button:
        back = Button(lambda: _("Back to the list"), icon="arrow-left", hint="Esc", small=True)
        back.clicked.connect(self.finished)
        return back

    def _show(self, review: TierReview) -> None:
        self._review = review
        rows = [one for one in review.proposals if one.account_id not in self._refused]
        self.table.set_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self.nothing)
        self.banner.show_text(review.warning)
        kept = review.unchanged
        self._unchanged.say(
            ngettext("{count} account keeps its tier", "{count} accounts keep their tier", kept).format(
                count=kept
            )
        )
        self.all_button.setEnabled(bool(rows))
        self._tell_selection()

    def _tell_selection(self) -> None:
        count = len(self.table.selected_rows())
        for button in (self.refuse_button, self.accept_button):
            button.setEnabled(count > 0)


def _columns() -> Sequence[Column[TierProposal]]:
    return (
        Column("name", lambda: _("Account"), lambda one: Cell(one.name, tooltip=one.name), width=240),
        Column(
            "now",
            lambda: _("Tier now"),
            lambda one: _tier(one.current),
            sort=lambda one: _TIERS.index(one.current) if one.current else None,
            width=112,
        ),
        Column(
            "suggested",
            lambda: _("Suggested"),
            lambda one: _tier(one.suggestion.tier, bold=True),
            sort=lambda one: _TIERS.index(one.suggestion.tier),
            width=112,
        ),
        Column(
            "sales",
            lambda: _("Sales, 12 months"),
            lambda one: format_money(one.suggestion.sales_12m_fen, short=True),
            sort=lambda one: one.suggestion.sales_12m_fen,
            width=128,
            right=True,
            falling_first=True,
        ),
        Column(
            "why", lambda: _("Why"), lambda one: Cell(one.reason, tooltip=one.reason), stretch=True, width=320
        ),
    )


def _tier(tier: Tier | None, *, bold: bool = False) -> Cell:
    if tier is None:
        return Cell(_("not set"), tone=Tone.TEXT3)
    return Cell(tier.label, mark=TIER_MARKS[tier], bold=bold)
