"""Attainment laid out by person, tier, account, kind of visit and month (2-rules §7.2, features C5)."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workbench.domain.accounts import Account
from workbench.domain.attainment import Score, SlotState
from workbench.domain.periods import PeriodKind, period_of
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class Grouping(StrEnum):
    """By what the required visits are counted together."""

    PERSON = "person"
    TIER = "tier"
    ACCOUNT = "account"
    KIND = "kind"
    MONTH = "month"

    @property
    def label(self) -> str:
        return {
            Grouping.PERSON: pgettext("attainment by", "Person"),
            Grouping.TIER: pgettext("attainment by", "Tier"),
            Grouping.ACCOUNT: pgettext("attainment by", "Account"),
            Grouping.KIND: pgettext("attainment by", "Kind of visit"),
            Grouping.MONTH: pgettext("attainment by", "Month"),
        }[self]


class Within(StrEnum):
    """The days whose required visits are counted."""

    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_QUARTER = "this_quarter"
    LAST_QUARTER = "last_quarter"
    THIS_YEAR = "this_year"
    OWN = "own"

    @property
    def label(self) -> str:
        return {
            Within.THIS_MONTH: pgettext("span", "This month"),
            Within.LAST_MONTH: pgettext("span", "Last month"),
            Within.THIS_QUARTER: pgettext("span", "This quarter"),
            Within.LAST_QUARTER: pgettext("span", "Last quarter"),
            Within.THIS_YEAR: pgettext("span", "This year"),
            Within.OWN: pgettext("span", "Own dates"),
        }[self]

    def days(self, today: date) -> tuple[date, date]:
        """The first and the last day; own dates begin as this quarter."""
        kind = {
            Within.THIS_MONTH: PeriodKind.MONTH,
            Within.LAST_MONTH: PeriodKind.MONTH,
            Within.THIS_YEAR: PeriodKind.YEAR,
        }.get(self, PeriodKind.QUARTER)
        period = period_of(kind, today)
        if self in (Within.LAST_MONTH, Within.LAST_QUARTER):
            period = period_of(kind, period.start - timedelta(days=1))
        return period.start, period.end


class Standing(StrEnum):
    """How a required visit stands; what is late can be scheduled all the same."""

    REQUIRED = "required"
    ATTAINED = "attained"
    SCHEDULED = "scheduled"
    TO_SCHEDULE = "to_schedule"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        return {
            Standing.REQUIRED: pgettext("required visits", "All"),
            Standing.ATTAINED: pgettext("required visits", "Made"),
            Standing.SCHEDULED: pgettext("required visits", "Scheduled"),
            Standing.TO_SCHEDULE: pgettext("required visits", "To schedule"),
            Standing.OVERDUE: pgettext("required visits", "Overdue"),
        }[self]

    def holds(self, state: SlotState) -> bool:
        """Whether the required visit stands so."""
        match self:
            case Standing.REQUIRED:
                return True
            case Standing.ATTAINED:
                return state.done_on is not None
            case Standing.SCHEDULED:
                return state.scheduled_on is not None
            case Standing.TO_SCHEDULE:
                return state.done_on is None and state.scheduled_on is None
            case Standing.OVERDUE:
                return state.is_late


@dataclass(frozen=True)
class BoardRow:
    """One group with its score. ``key`` is an id, a tier, a kind of visit, or the first day of a month."""

    key: Hashable
    score: Score
    overdue: int


def group_of(grouping: Grouping, state: SlotState) -> Hashable:
    """The group that a required visit belongs to; a month is that in which its time ends."""
    match grouping:
        case Grouping.PERSON:
            return state.manager_id
        case Grouping.TIER:
            return state.tier
        case Grouping.ACCOUNT:
            return state.slot.account_id
        case Grouping.KIND:
            return state.slot.kind
        case Grouping.MONTH:
            return state.slot.due_on.replace(day=1)


def board(
    grouping: Grouping,
    accounts: Sequence[Account],
    states: Iterable[SlotState],
    visits: Iterable[Visit],
    start: date,
    end: date,
    today: date,
) -> tuple[BoardRow, ...]:
    """The groups of ``start`` … ``end`` with their scores, in any order; ``states`` are those of the range.

    Groups by kind and month look at all ``accounts``; the others at their own.
    """
    kept = {account.id: account for account in accounts}
    own: dict[Hashable, set[Id]] = {}
    key_of = _ACCOUNT_KEYS.get(grouping)
    if key_of is not None:
        for account in accounts:
            own.setdefault(key_of(account), set()).add(account.id)
    counts: dict[Hashable, list[int]] = {key: [0, 0, 0, 0] for key in own}
    due: dict[Hashable, set[Id]] = {}
    seen: dict[Hashable, set[Id]] = {}
    for state in states:
        key = group_of(grouping, state)
        count = counts.setdefault(key, [0, 0, 0, 0])
        count[0] += 1
        count[1] += state.done_on is not None
        count[2] += state.scheduled_on is not None
        count[3] += state.is_late
        due.setdefault(key, set()).add(state.slot.account_id)
        if state.done_on is not None:
            seen.setdefault(key, set()).add(state.slot.account_id)
    made: dict[Hashable, int] = {}
    last = min(end, today)
    for visit in visits:
        if not start <= visit.on <= last or visit.state is not VisitState.DONE:
            continue
        account_of = kept.get(visit.account_id)
        if account_of is None:
            continue
        key = _visit_key(grouping, visit, account_of)
        made[key] = made.get(key, 0) + 1
        counts.setdefault(key, [0, 0, 0, 0])
        seen.setdefault(key, set()).add(visit.account_id)
    rows = []
    for key, (required, attained, scheduled, late) in counts.items():
        asked, reached = due.get(key, set()), seen.get(key, set())
        members = len(own[key]) if key in own else len(kept)
        score = Score(
            required,
            attained,
            made.get(key, 0),
            len(asked),
            len(asked & reached),
            scheduled,
            members,
            len(reached),
        )
        rows.append(BoardRow(key, score, late))
    return tuple(rows)


_ACCOUNT_KEYS: Mapping[Grouping, Callable[[Account], Hashable]] = {
    Grouping.PERSON: lambda account: account.manager_id,
    Grouping.TIER: lambda account: account.tier,
    Grouping.ACCOUNT: lambda account: account.id,
}


def _visit_key(grouping: Grouping, visit: Visit, account: Account) -> Hashable:
    if grouping is Grouping.KIND:
        return visit.kind
    if grouping is Grouping.MONTH:
        return visit.on.replace(day=1)
    return _ACCOUNT_KEYS[grouping](account)
