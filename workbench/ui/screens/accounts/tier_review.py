"""The yearly review of tiers: every suggestion with its evidence, accepted or refused (2-rules §2.1)."""

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.tiers import TierScheme
from workbench.foundation.i18n import _, format_date, format_number, ngettext, pgettext
from workbench.services.tiers import (
    TierProposal,
    TierReview,
    accept_tiers,
    finish_review,
    refuse_tiers,
    review_tiers,
    withdraw_refusals,
)
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.inputs import SearchField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Banner, Toolbar, horizontal, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.tokens import S2, Tone
from workbench.ui.screens.accounts.tier_load_pane import TierLoadPane
from workbench.ui.screens.accounts.tier_review_table import review_columns


class Group(Enum):
    """Which of the accounts are shown."""

    ALL = "all"
    UP = "up"
    DOWN = "down"
    UNCONFIRMED = "unconfirmed"
    REFUSED = "refused"


class TierReviewView(QWidget):
    """A list of suggestions, and beside it what accepting them does to everybody's visits."""

    finished = Signal()
    account_requested = Signal(object)
    limits_requested = Signal()
    """Where it is set what each tier takes."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._review: TierReview | None = None
        column = vertical(self)
        column.addWidget(self._make_head())
        self.banner = Banner()
        column.addWidget(self.banner)
        column.addWidget(self._make_toolbar())
        self.table: Table[TierProposal] = Table(
            review_columns(),
            lambda proposal: proposal.account_id,
            name=lambda: _("Suggested tiers"),
            checks=True,
            count_text=lambda count: ngettext("{count} account", "{count} accounts", count).format(
                count=format_number(count)
            ),
        )
        self.table.row_activated.connect(lambda proposal: self.account_requested.emit(proposal.account_id))
        self.table.selection_changed.connect(self._tell_selection)
        self.nothing = self._make_nothing()
        self._stack = QStackedWidget()
        for widget in (self.table, self.nothing):
            self._stack.addWidget(widget)
        row = horizontal(gap=0)
        row.addWidget(self._stack, 1)
        self.load = TierLoadPane(context)
        row.addWidget(self.load)
        column.addLayout(row, 1)

    def begin(self) -> None:
        """Judge all accounts anew."""
        self.groups.choose(Group.ALL)
        self.search.clear()
        self.refresh()

    def refresh(self) -> None:
        """Read the suggestions again."""
        self._context.read(review_tiers, self._show, key="tier-review")

    # --- deciding

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
        self.accept(self._acceptable(self.table.selected_rows()))
        # With nothing selected the button rests; the next one would accept all.
        self.table.setFocus()

    def accept_all(self) -> None:
        """Accept every suggestion that is shown and can be accepted."""
        self.accept(self._acceptable(self.table.model.shown_rows()))

    def refuse_chosen(self) -> None:
        """Leave the selected accounts as they are, for a reason; or suggest again what was refused."""
        chosen = self.table.selected_rows()
        if self.groups.current() is Group.REFUSED:
            self._withdraw(chosen)
            return
        if not chosen:
            return
        count = len(chosen)
        reason = self._context.prompts.ask_text(
            ngettext("Refuse {count} tier", "Refuse {count} tiers", count).format(count=format_number(count)),
            _("Why do they keep their tier? The same suggestion stays away for a year."),
            action=_("Refuse"),
        )
        if reason:
            said = ngettext("{count} tier refused", "{count} tiers refused", count).format(
                count=format_number(count)
            )
            self._context.save(lambda workspace: refuse_tiers(workspace, chosen, reason), said=said)

    def _withdraw(self, chosen: Sequence[TierProposal]) -> None:
        refusals = [one.refusal.id for one in chosen if one.refusal is not None]
        if refusals:
            said = ngettext(
                "{count} tier is suggested again", "{count} tiers are suggested again", len(refusals)
            )
            self._context.save(
                lambda workspace: withdraw_refusals(workspace, refusals),
                said=said.format(count=len(refusals)),
            )

    def finish_review(self) -> None:
        """Write down who approved the tiers as they are now."""
        last = self._review.last_review if self._review else None
        name = self._context.prompts.ask_text(
            _("Finish the review of tiers"),
            _("Approved by (general manager)"),
            last.approved_by if last else "",
            action=_("Finish review"),
        )
        if name:
            self._context.save(
                lambda workspace: finish_review(workspace, name),
                said=_("Review of tiers finished, approved by {name}").format(name=name),
            )

    # --- making

    def _make_head(self) -> Toolbar:
        bar = Toolbar()
        self.about = Label(tone=Tone.TEXT2)
        self.finish_button = Button(lambda: _("Finish review…"), icon="badge-check", small=True)
        self.finish_button.clicked.connect(self.finish_review)
        bar.row.addWidget(self._back_button())
        bar.row.addSpacing(S2)
        self.limits_button = Button("", Kind.LINK)
        self.limits_button.clicked.connect(self.limits_requested)
        bar.row.addWidget(self.about)
        bar.row.addSpacing(S2)
        bar.row.addWidget(self.limits_button)
        bar.row.addStretch(1)
        bar.row.addWidget(self.finish_button)
        return bar

    def _make_toolbar(self) -> Toolbar:
        bar = Toolbar()
        self.groups = Choices(Look.PILLS, _groups(), name=lambda: _("Which suggestions"))
        self.groups.chosen.connect(lambda _group: self._show_group())
        self.search = SearchField(lambda: _("Name, code, manager"), small=True)
        self.search.setFixedWidth(180)
        self.search.textChanged.connect(self._filter)
        self.refuse_button = Button(_refuse_word, icon="x", small=True)
        self.refuse_button.clicked.connect(self.refuse_chosen)
        self.accept_button = Button(lambda: _("Accept"), icon="check", small=True)
        self.accept_button.clicked.connect(self.accept_chosen)
        self.all_button = Button(lambda: _("Accept all shown"), Kind.PRIMARY, small=True)
        self.all_button.clicked.connect(self.accept_all)
        bar.row.addWidget(self.groups)
        bar.row.addStretch(1)
        for widget in (self.search, self.refuse_button, self.accept_button, self.all_button):
            bar.row.addWidget(widget)
        return bar

    def _make_nothing(self) -> EmptyState:
        return EmptyState(
            "badge-check",
            lambda: _("Every tier fits the evidence"),
            lambda: _("Suggestions appear here when the last twelve months ask for another tier."),
            (self._back_button(),),
        )

    def _back_button(self) -> Button:
        back = Button(lambda: _("Back to the list"), icon="arrow-left", hint="Esc", small=True)
        back.clicked.connect(self.finished)
        return back

    # --- showing

    def _show(self, review: TierReview) -> None:
        self._review = review
        for group in Group:
            self.groups.set_count(group, format_number(len(_members(review, group))))
        self.about.say(lambda: _about(review))
        self.limits_button.say(review.limits)
        self.banner.show_text(lambda: _warnings(review))
        self._show_group()

    def _show_group(self) -> None:
        review, group = self._review, self.groups.current()
        if review is None or not isinstance(group, Group):
            return
        rows = _members(review, group)
        self.table.set_rows(rows)
        empty = not (review.proposals or review.unconfirmed or review.refused)
        self._stack.setCurrentWidget(self.nothing if empty else self.table)
        again = group is Group.REFUSED
        self.refuse_button.say((lambda: _("Suggest again")) if again else _refuse_word)
        self._tell_selection()

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()

        def holds(one: TierProposal) -> bool:
            line = "\n".join((one.name, one.code, one.manager)).casefold()
            return all(word in line for word in wanted)

        self.table.set_filter(holds if wanted else None)
        self._tell_selection()

    def _tell_selection(self) -> None:
        chosen, shown = self.table.selected_rows(), self.table.model.shown_rows()
        deciding = self.groups.current() is not Group.UNCONFIRMED
        self.refuse_button.setEnabled(bool(chosen) and deciding)
        self.accept_button.setEnabled(bool(self._acceptable(chosen)))
        self.all_button.setEnabled(bool(self._acceptable(shown)))
        self.load.show_proposals(self._acceptable(chosen or shown), chosen=bool(chosen))

    def _acceptable(self, proposals: Sequence[TierProposal]) -> list[TierProposal]:
        """Those that may be confirmed: a strategic one only with a complete nomination."""
        return [one for one in proposals if not one.lacking]


def _refuse_word() -> str:
    return _("Refuse…")


def _members(review: TierReview, group: Group) -> Sequence[TierProposal]:
    chosen: dict[Group, Callable[[], Sequence[TierProposal]]] = {
        Group.ALL: lambda: review.proposals,
        Group.UP: lambda: [one for one in review.proposals if one.rises and one.current],
        Group.DOWN: lambda: [one for one in review.proposals if not one.rises],
        Group.UNCONFIRMED: lambda: review.unconfirmed,
        Group.REFUSED: lambda: review.refused,
    }
    return chosen[group]()


def _groups() -> Sequence[Choice]:
    return (
        Choice(Group.ALL, lambda: pgettext("tiers", "Suggested"), "0"),
        Choice(Group.UP, lambda: pgettext("tiers", "Up"), "0"),
        Choice(Group.DOWN, lambda: pgettext("tiers", "Down"), "0"),
        Choice(Group.UNCONFIRMED, lambda: pgettext("tiers", "Strategic, not confirmed"), "0", Tone.WARN),
        Choice(Group.REFUSED, lambda: pgettext("tiers", "Refused"), "0"),
    )


def _about(review: TierReview) -> str:
    kept = review.unchanged
    parts = [
        ngettext("{count} account keeps its tier", "{count} accounts keep their tier", kept).format(
            count=kept
        )
    ]
    last = review.last_review
    if last is None or last.reviewed_on is None:
        parts.append(_("never reviewed as a whole"))
    else:
        parts.append(
            _("last review {date}, approved by {name}").format(
                date=format_date(last.reviewed_on), name=last.approved_by
            )
        )
        if review.is_due:
            parts.append(_("the yearly review is due"))
    if review.scheme is not TierScheme.SALES:
        parts.append(review.scheme.label)
    return " · ".join(parts)


def _warnings(review: TierReview) -> str:
    parts = [review.warning] if review.warning else []
    if review.without_profit:
        count = review.without_profit
        parts.append(
            ngettext(
                "{count} account has sales without any cost on record and cannot be judged by profit.",
                "{count} accounts have sales without any cost on record and cannot be judged by profit.",
                count,
            ).format(count=format_number(count))
        )
    return " ".join(parts)
