"""All account plans of a year: how far each is, what waits for a decision, which review is due."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.plan_stand import PlanState
from workbench.foundation.i18n import _, format_date, format_number, format_percent_bp, ngettext, pgettext
from workbench.services.batch_papers import BatchPaper
from workbench.services.plan_list import PlanLine, PlanList, list_plans
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.buttons import Kind as ButtonKind
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.surfaces import Toolbar, name_widget, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.tokens import Tone
from workbench.ui.navigation import Destination, PageId, Part
from workbench.ui.page import Page
from workbench.ui.tier_marks import TIER_MARKS

TOPICS = frozenset(
    {
        "account",
        "account_plan",
        "plan_text",
        "objective",
        "plan_version",
        "plan_review",
        "manager",
    }
)
YEARS_BACK, YEARS_AHEAD = 4, 1
_STATE_TONES = {
    PlanState.DRAFT: Tone.TEXT2,
    PlanState.SUBMITTED: Tone.ACCENT,
    PlanState.APPROVED: Tone.OK,
    PlanState.RETURNED: Tone.WARN,
}


class Which(Enum):
    """Which plans are looked at."""

    ALL = "all"
    NOT_BEGUN = "not_begun"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    REVIEW = "review"


class PlansPage(Page):
    """Enter opens a plan; several that are chosen are printed together."""

    page_id = PageId.PLANS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._list: PlanList | None = None
        self._year: int | None = None
        self._stack = QStackedWidget()
        vertical(self).addWidget(self._stack)
        self._stack.addWidget(QWidget())
        show = Button(lambda: _("Show the accounts"), ButtonKind.PRIMARY, icon="building-2")
        show.clicked.connect(lambda: self.navigation_requested.emit(Destination(PageId.ACCOUNTS)))
        self.nothing = EmptyState(
            "target",
            lambda: _("No account needs a plan yet"),
            lambda: _(
                "Accounts of the tiers Strategic, Focus and Major have one each year. Give an account its "
                "tier, or begin a plan on its page."
            ),
            (show,),
        )
        self._stack.addWidget(self.nothing)
        body = QWidget()
        self._stack.addWidget(body)
        column = vertical(body)
        bar = Toolbar()
        self.which = Choices(Look.PILLS, _choices(), name=lambda: _("Which plans"))
        self.which.chosen.connect(lambda _key: self._filter())
        bar.row.addWidget(self.which)
        bar.row.addStretch(1)
        column.addWidget(bar)
        today = context.workspace.clock.today
        self.table: Table[PlanLine] = Table(
            _columns(today),
            lambda one: one.account.id,
            name=lambda: _("Account plans"),
            memory="plans",
            count_text=_count,
            today=today,
        )
        self.table.row_activated.connect(self._open)
        self.table.selection_changed.connect(self._tell_chosen)
        column.addWidget(self.table, 1)
        self._body = body
        self.year = ComboBox()
        self.year.fit_choices()
        name_widget(self.year, lambda: _("Year of the plans"))
        self.year.picked.connect(self._choose_year)
        self.print_button = Button(lambda: _("Print…"), icon="printer")
        self.print_button.setEnabled(False)
        self.print_button.clicked.connect(self.print_chosen)

    def title(self) -> str:
        return pgettext("page", "Account plans")

    def header_widgets(self) -> Sequence[QWidget]:
        return (self.year,)

    def header_actions(self) -> Sequence[QWidget]:
        return (self.print_button,)

    def open(self, destination: Destination) -> None:
        if destination.day is not None and destination.day.year != self._year:
            self._choose_year(destination.day.year)

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            year = self._year
            self._context.read(lambda workspace: list_plans(workspace, year), self._show, key="plans")

    def find_here(self) -> bool:
        self.table.show_filter_row(True)
        return True

    def print_chosen(self) -> None:
        """Preview the plans of the accounts chosen as one document."""
        accounts = [one.account.id for one in self.table.selected_rows()]
        if accounts:
            from workbench.ui.batch_printing import preview_batch

            preview_batch(self._context, self, accounts, BatchPaper.PLAN)

    def _choose_year(self, year: int) -> None:
        self._year = year
        self.refresh(None)

    def _show(self, plans: PlanList) -> None:
        self._list, self._year = plans, plans.year
        this_year = plans.today.year
        years = sorted({*range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1), plans.year})
        self.year.set_choices([(one, str(one)) for one in years])
        self.year.choose(plans.year)
        for which in Which:
            count = sum(_is(one, which, plans.today) for one in plans.lines)
            self.which.set_count(which, format_number(count) if count else "")
        self.table.set_rows(plans.lines)
        self._filter()
        self._stack.setCurrentWidget(self._body if plans.lines else self.nothing)

    def _filter(self) -> None:
        which, plans = self.which.current(), self._list
        if plans is None or not isinstance(which, Which) or which is Which.ALL:
            self.table.set_filter(None)
        else:
            self.table.set_filter(lambda one: _is(one, which, plans.today))

    def _tell_chosen(self) -> None:
        self.print_button.setEnabled(self.table.selected_count() > 0)

    def _open(self, line: PlanLine) -> None:
        day = date(self._year, 1, 1) if self._year is not None else None
        self.navigation_requested.emit(
            Destination(PageId.ACCOUNT, subject=line.account.id, view=Part.PLAN, day=day)
        )


def _is(line: PlanLine, which: Which, today: date) -> bool:
    if which is Which.ALL:
        return True
    if which is Which.NOT_BEGUN:
        return line.plan is None
    if which is Which.REVIEW:
        return line.is_review_due(today)
    return line.plan is not None and line.state.value == which.value


def _choices() -> Sequence[Choice]:
    return (
        Choice(Which.ALL, lambda: pgettext("account plans", "All")),
        Choice(Which.NOT_BEGUN, lambda: pgettext("account plan", "Not begun")),
        Choice(Which.DRAFT, lambda: PlanState.DRAFT.label),
        Choice(Which.SUBMITTED, lambda: PlanState.SUBMITTED.label, tone=Tone.ACCENT),
        Choice(Which.APPROVED, lambda: PlanState.APPROVED.label),
        Choice(Which.RETURNED, lambda: PlanState.RETURNED.label),
        Choice(Which.REVIEW, lambda: _("Review due"), tone=Tone.WARN),
    )


def _columns(today: Callable[[], date]) -> Sequence[Column[PlanLine]]:
    return (
        Column("name", lambda: _("Account"), lambda one: one.account.short, width=200, stretch=True),
        Column("tier", lambda: _("Tier"), _tier, width=104, kind=Kind.CHOICE),
        Column("manager", lambda: _("Manager"), lambda one: one.manager, width=96, kind=Kind.CHOICE),
        Column("state", lambda: pgettext("account plan", "State"), _state, width=116, kind=Kind.CHOICE),
        Column(
            "written",
            lambda: _("Parts written"),
            lambda one: format_number(one.written) if one.written else "",
            raw=lambda one: one.written,
            kind=Kind.NUMBER,
            width=104,
            right=True,
        ),
        Column(
            "objectives",
            lambda: _("Objectives"),
            lambda one: format_number(one.objectives) if one.objectives else "",
            raw=lambda one: one.objectives,
            kind=Kind.NUMBER,
            width=92,
            right=True,
        ),
        Column(
            "complete",
            lambda: _("Complete"),
            lambda one: "" if one.completeness_bp is None else format_percent_bp(one.completeness_bp),
            raw=lambda one: one.completeness_bp,
            kind=Kind.NUMBER,
            width=92,
            right=True,
            tooltip=lambda: _("How complete the version was that was handed in last"),
        ),
        Column(
            "handed_in",
            lambda: _("Handed in"),
            lambda one: format_date(one.newest.made_on) if one.newest and one.newest.made_on else "",
            raw=lambda one: one.newest.made_on if one.newest else None,
            kind=Kind.DAY,
            width=124,
            falling_first=True,
        ),
        Column(
            "review",
            lambda: _("Next review"),
            lambda one: _review(one, today()),
            raw=lambda one: one.review_on,
            kind=Kind.DAY,
            width=124,
        ),
    )


def _tier(line: PlanLine) -> Cell:
    tier = line.account.tier
    return Cell(tier.label, mark=TIER_MARKS[tier]) if tier else Cell()


def _state(line: PlanLine) -> Cell:
    if line.plan is None:
        return Cell(pgettext("account plan", "Not begun"), tone=Tone.TEXT3)
    return Cell(line.state.label, tone=_STATE_TONES[line.state], chip=line.state is not PlanState.DRAFT)


def _review(line: PlanLine, today: date) -> Cell:
    if line.review_on is None:
        return Cell()
    due = line.is_review_due(today)
    return Cell(format_date(line.review_on), tone=Tone.WARN if due else Tone.TEXT)


def _count(count: int) -> str:
    return ngettext("{count} account", "{count} accounts", count).format(count=format_number(count))
