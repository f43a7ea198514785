"""Columns of the attainment page: groups with their scores, required visits, missed visits."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import TypeVar

from workbench.domain.accounts import Tier
from workbench.domain.attainment import SlotState
from workbench.domain.attainment_board import BoardRow, Grouping, Standing
from workbench.domain.visit_debts import DebtState, VisitDebt
from workbench.domain.visits import VisitKind
from workbench.foundation.i18n import (
    _,
    format_date,
    format_month,
    format_number,
    format_percent_bp,
    ngettext,
)
from workbench.services.attainment import AttainmentBoard
from workbench.services.visit_debts import DebtList
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.tokens import Tone
from workbench.ui.tier_marks import TIER_MARKS

_TIERS = [*Tier, None]
LOW_BP = 5_000
"""Below this share a figure is set in the colour of a warning."""
OPENS = {
    "required": Standing.REQUIRED,
    "attained": Standing.ATTAINED,
    "scheduled": Standing.SCHEDULED,
    "remaining": Standing.REQUIRED,
    "to_schedule": Standing.TO_SCHEDULE,
    "overdue": Standing.OVERDUE,
}
"""Which required visits a number of a group opens."""


def group_name(grouping: Grouping, key: Hashable, found: AttainmentBoard | None) -> Cell:
    """What a group is called."""
    if grouping is Grouping.TIER:
        return tier_cell(key if isinstance(key, Tier) else None)
    if isinstance(key, VisitKind):
        return Cell(key.label)
    if isinstance(key, date):
        return Cell(format_month(key))
    if found is None:
        return Cell("")
    if grouping is Grouping.PERSON:
        manager = found.managers.get(key)  # type: ignore[call-overload]
        return Cell(manager.name if manager else _("Nobody"))
    account = found.accounts.get(key)  # type: ignore[call-overload]
    return Cell(account.short, tooltip=account.name) if account else Cell("")


def group_columns(
    grouping: Callable[[], Grouping], found: Callable[[], AttainmentBoard | None]
) -> Sequence[Column[BoardRow]]:
    """The table of groups; ``grouping`` and ``found`` say what is shown at the moment."""

    def order(row: BoardRow) -> object:
        if grouping() is Grouping.TIER:
            return _TIERS.index(row.key) if row.key in _TIERS else len(_TIERS)
        if isinstance(row.key, date):
            return row.key.toordinal()
        return group_name(grouping(), row.key, found()).text

    def number(
        key: str, header: Callable[[], str], count: Callable[[BoardRow], int], tooltip: Callable[[], str]
    ) -> Column[BoardRow]:
        return Column(
            key,
            header,
            lambda row: Cell(format_number(count(row)), tone=Tone.TEXT if count(row) else Tone.TEXT3),
            raw=count,
            kind=Kind.NUMBER,
            width=100,
            right=True,
            falling_first=True,
            tooltip=tooltip,
            total=(lambda rows: _sum(header(), rows, count)) if key in ("required", "attained") else None,
        )

    def share(
        key: str, header: Callable[[], str], part: Callable[[BoardRow], int], tooltip: Callable[[], str]
    ) -> Column[BoardRow]:
        return Column(
            key,
            header,
            lambda row: Cell(
                format_percent_bp(part(row)), tone=Tone.WARN if part(row) < LOW_BP else Tone.TEXT
            ),
            raw=part,
            kind=Kind.PERCENT,
            width=92,
            right=True,
            tooltip=tooltip,
        )

    return (
        Column(
            "name",
            lambda: grouping().label,
            lambda row: group_name(grouping(), row.key, found()),
            sort=order,
            stretch=True,
            width=180,
        ),
        number(
            "required",
            lambda: _("Required"),
            lambda row: row.score.required,
            lambda: _("Visits that the policy asks for in these days"),
        ),
        number(
            "done",
            lambda: _("Visits made"),
            lambda row: row.score.done,
            lambda: _("All visits made in these days, required or not"),
        ),
        number(
            "attained",
            lambda: _("Attained"),
            lambda row: row.score.attained,
            lambda: _("Required visits that were made, each account counted for itself"),
        ),
        number(
            "scheduled",
            lambda: _("Scheduled"),
            lambda row: row.score.scheduled,
            lambda: _("Required visits that stand in the calendar"),
        ),
        number(
            "remaining",
            lambda: _("Remaining"),
            lambda row: row.score.remaining,
            lambda: _("Required visits that are not made"),
        ),
        number(
            "to_schedule",
            lambda: _("To schedule"),
            lambda row: row.score.to_schedule,
            lambda: _("Required visits that are neither made nor in the calendar"),
        ),
        number(
            "overdue",
            lambda: _("Overdue"),
            lambda row: row.overdue,
            lambda: _("Required visits whose time has passed"),
        ),
        share(
            "attainment",
            lambda: _("Attainment"),
            lambda row: row.score.attainment_bp,
            lambda: _("Attained of required"),
        ),
        share(
            "coverage",
            lambda: _("Coverage"),
            lambda row: row.score.coverage_bp,
            lambda: _("Accounts visited, of those something was required of"),
        ),
        share(
            "reach",
            lambda: _("Reach"),
            lambda row: row.score.reach_bp,
            lambda: _("Accounts visited, of all accounts"),
        ),
    )


Row = TypeVar("Row", SlotState, VisitDebt)


def _whose_columns(
    found: Callable[[], AttainmentBoard | DebtList | None], _of: type[Row]
) -> Sequence[Column[Row]]:
    """Which account a required visit is of, who keeps it, and what kind it is."""

    def account(row: Row) -> Cell:
        one = found()
        known = one.accounts.get(row.slot.account_id) if one else None
        return Cell(known.short, tooltip=known.name) if known else Cell("")

    def person(row: Row) -> str:
        one = found()
        manager = one.managers.get(row.manager_id) if one and row.manager_id else None
        return manager.name if manager else ""

    return (
        Column("account", lambda: _("Account"), account, stretch=True, width=180),
        Column("tier", lambda: _("Tier"), lambda row: tier_cell(row.tier), sort=_tier_order, width=104),
        Column("person", lambda: _("Manager"), person, width=96),
        Column("kind", lambda: _("Kind"), lambda row: row.slot.kind.label, width=120),
    )


def state_columns(found: Callable[[], AttainmentBoard | None]) -> Sequence[Column[SlotState]]:
    """The table of required visits."""
    return (
        *_whose_columns(found, SlotState),
        Column("period", lambda: _("Period"), _period, sort=lambda row: row.slot.due_on, width=128),
        Column(
            "due",
            lambda: _("Due on"),
            lambda row: format_date(row.slot.due_on),
            raw=lambda row: row.slot.due_on,
            kind=Kind.DAY,
            width=124,
        ),
        Column("standing", lambda: _("State"), _standing, width=176),
        Column(
            "why",
            lambda: _("Why"),
            lambda row: Cell(row.slot.required.rule, tooltip=row.slot.required.reason()),
            width=268,
        ),
    )


def debt_columns(found: Callable[[], DebtList | None]) -> Sequence[Column[VisitDebt]]:
    """The table of missed visits."""
    return (
        *_whose_columns(found, VisitDebt),
        Column("period", lambda: _("Missed in"), _period, sort=lambda row: row.slot.due_on, width=128),
        Column(
            "late",
            lambda: _("Days late"),
            lambda row: format_number(row.days_late),
            raw=lambda row: row.days_late,
            kind=Kind.NUMBER,
            width=84,
            right=True,
            falling_first=True,
        ),
        Column("state", lambda: _("State"), _debt_state, width=168),
        Column("cause", lambda: _("Cause"), _cause, width=160),
    )


def tier_cell(tier: Tier | None) -> Cell:
    """A tier with its mark, or a dash."""
    if tier is None:
        return Cell(_("without a tier"), tone=Tone.TEXT3)
    return Cell(tier.label, mark=TIER_MARKS[tier])


def visits_text(count: int) -> str:
    """So many required visits."""
    return ngettext("{count} required visit", "{count} required visits", count).format(
        count=format_number(count)
    )


def debts_text(count: int) -> str:
    """So many missed visits."""
    return ngettext("{count} missed visit", "{count} missed visits", count).format(count=format_number(count))


def late_text(days: int) -> str:
    """So many days late."""
    return ngettext("{days} day late", "{days} days late", days).format(days=format_number(days))


def _tier_order(row: SlotState | VisitDebt) -> int:
    return _TIERS.index(row.tier)


def _period(row: SlotState | VisitDebt) -> str:
    slot = row.slot
    if slot.count == 1:
        return slot.period.label
    return _("{period}, {number} of {count}").format(
        period=slot.period.label, number=slot.number, count=slot.count
    )


def _standing(row: SlotState) -> Cell:
    if row.done_on is not None:
        return Cell(_("made on {date}").format(date=format_date(row.done_on)))
    late = Cell(late_text(row.days_late), tone=Tone.DANGER) if row.is_late else None
    if row.scheduled_on is not None:
        text = _("planned for {date}").format(date=format_date(row.scheduled_on))
        return Cell(text, more=(late,) if late else ())
    return late or Cell(_("to schedule"), tone=Tone.TEXT2)


def _debt_state(row: VisitDebt) -> Cell:
    if row.catch_up is not None:
        word = row.state.label
        return Cell(_("{state}, {date}").format(state=word, date=format_date(row.catch_up.on)))
    if row.state is DebtState.VISITED and row.visited_on is not None:
        return Cell(_("visited on {date}").format(date=format_date(row.visited_on)), tone=Tone.TEXT2)
    return Cell(row.state.label, tone=Tone.DANGER if row.state is DebtState.OPEN else Tone.TEXT2)


def _cause(row: VisitDebt) -> Cell:
    if row.cause is None:
        return Cell("–", tone=Tone.TEXT3)
    return Cell(row.cause.label, tooltip=row.note.note if row.note else "")


def _sum(header: str, rows: Sequence[BoardRow], count: Callable[[BoardRow], int]) -> str:
    return f"{header} {format_number(sum(count(row) for row in rows))}"
