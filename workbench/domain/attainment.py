"""How much of what was required has been done, and what is overdue (2-rules §7.2 "Attainment")."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TypeVar

from workbench.domain.accounts import Account, Tier
from workbench.domain.frequency import Rulebook
from workbench.domain.slots import Slot, match_slots, slots_of
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.ids import Id

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True)
class Score:
    """What was required (P) and what was made of it (A), in visits and in accounts.

    ``attained`` counts per account, kind and period at most what was required there, Σ min(A, P), so that too
    many visits to one account never hide another; ``done`` counts every visit. ``scheduled`` are required
    visits that are not made but stand in the calendar. ``accounts`` are all that are kept, ``reached`` those
    visited at least once, ``accounts_due`` those of which something was required and ``accounts_visited``
    those of them that were visited.
    """

    required: int = 0
    attained: int = 0
    done: int = 0
    accounts_due: int = 0
    accounts_visited: int = 0
    scheduled: int = 0
    accounts: int = 0
    reached: int = 0

    @property
    def attainment_bp(self) -> int:
        """Attained of required in basis points; 10,000 where nothing was required."""
        return _share_bp(self.attained, self.required)

    @property
    def coverage_bp(self) -> int:
        """Accounts visited of accounts due in basis points; 10,000 where none was due."""
        return _share_bp(self.accounts_visited, self.accounts_due)

    @property
    def reach_bp(self) -> int:
        """Accounts visited of all accounts in basis points; 10,000 where there is none."""
        return _share_bp(self.reached, self.accounts)

    @property
    def remaining(self) -> int:
        """Required visits that are not made."""
        return self.required - self.attained

    @property
    def to_schedule(self) -> int:
        """Those of them that do not stand in the calendar either."""
        return self.remaining - self.scheduled

    def __add__(self, other: "Score") -> "Score":
        return Score(*(mine + theirs for mine, theirs in zip(_parts(self), _parts(other), strict=True)))


_parts = attrgetter(
    "required",
    "attained",
    "done",
    "accounts_due",
    "accounts_visited",
    "scheduled",
    "accounts",
    "reached",
)


@dataclass(frozen=True)
class Overdue:
    """A required visit whose time has passed undone; ``days_late`` counts from its last day."""

    slot: Slot
    days_late: int
    tier: Tier | None
    manager_id: Id | None


@dataclass(frozen=True)
class Attainment:
    """The score in all, by account, tier and manager, and what is overdue, latest first."""

    total: Score
    by_account: Mapping[Id, Score]
    by_tier: Mapping[Tier | None, Score]
    by_manager: Mapping[Id | None, Score]
    overdue: tuple[Overdue, ...]


@dataclass(frozen=True)
class SlotState:
    """One required visit: the day it was made, or else the day it stands in the calendar for."""

    slot: Slot
    done_on: date | None
    scheduled_on: date | None
    days_late: int
    tier: Tier | None
    manager_id: Id | None

    @property
    def is_late(self) -> bool:
        """Whether its time has passed undone."""
        return self.done_on is None and self.days_late > 0


def slot_states(
    accounts: Iterable[Account],
    book: Rulebook,
    visits: Iterable[Visit],
    start: date,
    end: date,
    today: date,
) -> Iterator[SlotState]:
    """How each required visit of ``start`` … ``end`` stands on ``today``: what every score is made of.

    A required visit belongs to the range in which its time ends: the last day of the ``k``-th of ``n``
    equal parts of its period. Done visits, up to ``today``, are matched to those of their period, account and
    kind, then open ones to the rest. Hand in the visits of all periods that overlap the range.
    """
    done: dict[tuple[Id, VisitKind], list[date]] = {}
    ahead: dict[tuple[Id, VisitKind], list[date]] = {}
    for visit in visits:
        if visit.state is VisitState.DONE and visit.on <= today:
            done.setdefault((visit.account_id, visit.kind), []).append(visit.on)
        elif visit.state.is_open and visit.on >= today:
            ahead.setdefault((visit.account_id, visit.kind), []).append(visit.on)
    for account in accounts:
        for slots in slots_of(account, book, start, end):
            if not any(start <= slot.due_on <= end for slot in slots):
                continue
            place, period = (account.id, slots[0].kind), slots[0].period
            taken = match_slots(slots, [day for day in done.get(place, ()) if day in period])
            rest = [slot for slot in slots if slot.number not in taken]
            days = [day for day in ahead.get(place, ()) if day in period] if rest else ()
            planned = match_slots(rest, days) if days else {}
            for slot in slots:
                if start <= slot.due_on <= end:
                    made = taken.get(slot.number)
                    late = 0 if made else max(0, (today - slot.due_on).days)
                    on = planned.get(slot.number)
                    yield SlotState(slot, made, on, late, account.tier, account.manager_id)


def attainment(
    accounts: Iterable[Account],
    book: Rulebook,
    visits: Iterable[Visit],
    start: date,
    end: date,
    today: date,
) -> Attainment:
    """The attainment of ``start`` … ``end`` as known on ``today``; see ``slot_states`` for what counts."""
    members, visits = list(accounts), list(visits)
    seen: dict[Id, int] = {}
    last = min(end, today)
    for visit in visits:
        if start <= visit.on <= last and visit.state is VisitState.DONE:
            seen[visit.account_id] = seen.get(visit.account_id, 0) + 1
    counts: dict[Id, list[int]] = {}
    overdue: list[Overdue] = []
    for state in slot_states(members, book, visits, start, end, today):
        count = counts.setdefault(state.slot.account_id, [0, 0, 0])
        count[0] += 1
        count[1] += state.done_on is not None
        count[2] += state.done_on is None and state.scheduled_on is not None
        if state.is_late:
            overdue.append(Overdue(state.slot, state.days_late, state.tier, state.manager_id))
    scores: dict[Id, Score] = {}
    for account in members:
        required, attained, scheduled = counts.get(account.id, (0, 0, 0))
        made = seen.get(account.id, 0)
        reached = int(made > 0 or attained > 0)
        due = int(required > 0)
        scores[account.id] = Score(required, attained, made, due, due * reached, scheduled, 1, reached)
    overdue.sort(key=lambda one: (-one.days_late, one.slot.account_id, one.slot.kind))
    return Attainment(
        total=_total(scores.values()),
        by_account=scores,
        by_tier=_grouped(members, scores, lambda account: account.tier),
        by_manager=_grouped(members, scores, lambda account: account.manager_id),
        overdue=tuple(overdue),
    )


def _grouped(
    accounts: Sequence[Account], scores: Mapping[Id, Score], group: Callable[[Account], Group]
) -> Mapping[Group, Score]:
    found: dict[Group, list[Score]] = {}
    for account in accounts:
        found.setdefault(group(account), []).append(scores[account.id])
    return {key: _total(many) for key, many in found.items()}


def _total(scores: Iterable[Score]) -> Score:
    return Score(*map(sum, zip(*map(_parts, scores), strict=True)))


def _share_bp(part: int, whole: int) -> int:
    return part * 10_000 // whole if whole else 10_000
