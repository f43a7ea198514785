"""How much of what was required has been done, and what is overdue (2-rules §7.2 "Attainment")."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from workbench.domain.accounts import Account, Tier
from workbench.domain.duties import Slot, match_slots, slots_of
from workbench.domain.frequency import Rulebook
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.ids import Id

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True)
class Score:
    """Required and attained visits, accounts due and accounts visited at least once.

    ``attained`` counts per account, kind and period at most what was required there, so that too many
    visits to one account never hide another; ``done`` counts every visit.
    """

    required: int = 0
    attained: int = 0
    done: int = 0
    accounts_due: int = 0
    accounts_visited: int = 0

    @property
    def attainment_bp(self) -> int:
        """Attained of required in basis points; 10,000 where nothing was required."""
        return _share_bp(self.attained, self.required)

    @property
    def coverage_bp(self) -> int:
        """Accounts visited of accounts due in basis points; 10,000 where none was due."""
        return _share_bp(self.accounts_visited, self.accounts_due)

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.required + other.required,
            self.attained + other.attained,
            self.done + other.done,
            self.accounts_due + other.accounts_due,
            self.accounts_visited + other.accounts_visited,
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


def attainment(
    accounts: Iterable[Account],
    book: Rulebook,
    visits: Iterable[Visit],
    start: date,
    end: date,
    today: date,
) -> Attainment:
    """The attainment of ``start`` … ``end`` as known on ``today``.

    A required visit belongs to the range in which its time ends: the last day of the ``k``-th of ``n``
    equal parts of its period. Done visits are matched to those of their period, account and kind; one that
    is not done when its time has ended is overdue. Only done visits count, up to ``today``. Hand in the
    visits of all periods that overlap the range.
    """
    done: dict[tuple[Id, VisitKind], list[date]] = {}
    seen: dict[Id, int] = {}
    for visit in visits:
        if visit.state is VisitState.DONE and visit.on <= today:
            done.setdefault((visit.account_id, visit.kind), []).append(visit.on)
            if start <= visit.on <= end:
                seen[visit.account_id] = seen.get(visit.account_id, 0) + 1
    scores: dict[Id, Score] = {}
    overdue: list[Overdue] = []
    members = list(accounts)
    for account in members:
        required = attained = 0
        for slots in slots_of(account, book, start, end):
            due = [slot for slot in slots if start <= slot.due_on <= end]
            if not due:
                continue
            days = [day for day in done.get((account.id, slots[0].kind), ()) if day in slots[0].period]
            taken = match_slots(slots, days)
            for slot in due:
                required += 1
                attained += slot.number in taken
                if slot.number not in taken and slot.due_on < today:
                    late = (today - slot.due_on).days
                    overdue.append(Overdue(slot, late, account.tier, account.manager_id))
        count = seen.get(account.id, 0)
        visited = bool(required) and (count > 0 or attained > 0)
        scores[account.id] = Score(required, attained, count, int(required > 0), int(visited))
    overdue.sort(key=lambda one: (-one.days_late, one.slot.account_id, one.slot.kind))
    return Attainment(
        total=sum(scores.values(), Score()),
        by_account=scores,
        by_tier=_grouped(members, scores, lambda account: account.tier),
        by_manager=_grouped(members, scores, lambda account: account.manager_id),
        overdue=tuple(overdue),
    )


def _grouped(
    accounts: Sequence[Account], scores: Mapping[Id, Score], group: Callable[[Account], Group]
) -> Mapping[Group, Score]:
    found: dict[Group, Score] = {}
    for account in accounts:
        key = group(account)
        found[key] = found.get(key, Score()) + scores[account.id]
    return found


def _share_bp(part: int, whole: int) -> int:
    return part * 10_000 // whole if whole else 10_000
