"""Who kept an account and when 客户经理更替; frequent change is a cause of churn (2-rules §1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from workbench.domain.periods import year_before
from workbench.foundation.ids import Id

MANY_CHANGES = 3
WITHIN_MONTHS = 24


@dataclass(frozen=True)
class ManagerChange:
    """From ``on`` the account is kept by ``manager_id`` (``None``: nobody), as the journal has it."""

    on: date
    manager_id: Id | None
    author: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ManagerTerm:
    """A time in which one person kept the account, both days included; an open end is still running.

    ``id`` is that of a term typed by hand, ``None`` for one that the journal knows.
    """

    manager_id: Id | None
    name: str
    is_second: bool
    starts_on: date | None
    ends_on: date | None
    reason: str = ""
    author: str = ""
    id: Id | None = None


def settled_changes(changes: Sequence[ManagerChange]) -> list[ManagerChange]:
    """Changes in order of time with one a day: a slip put right the same day is no change."""
    by_day: dict[date, ManagerChange] = {}
    for change in sorted(changes, key=lambda one: one.on):
        by_day[change.on] = change
    settled: list[ManagerChange] = []
    for change in by_day.values():
        before = settled[-1].manager_id if settled else None
        if change.manager_id != before:
            settled.append(change)
    return settled


def terms_of(
    changes: Sequence[ManagerChange], names: dict[Id, str], unknown: str, *, is_second: bool
) -> list[ManagerTerm]:
    """The terms that settled changes make, the latest first; times without a manager make none."""
    ends: list[date | None] = [later.on for _earlier, later in pairwise(changes)]
    found = [
        ManagerTerm(
            change.manager_id,
            names.get(change.manager_id, unknown),
            is_second,
            change.on,
            end,
            change.reason,
            change.author,
        )
        for change, end in zip(changes, [*ends, None] if changes else [], strict=True)
        if change.manager_id is not None
    ]
    return found[::-1]


def recent_changes(terms: Iterable[ManagerTerm], today: date) -> int:
    """How often the responsible manager became another within the last 24 months, up to ``today``.

    Terms without a first day say nothing about when.
    """
    start = year_before(year_before(today))
    kept = sorted(
        (one for one in terms if not one.is_second and one.starts_on is not None),
        key=lambda one: one.starts_on or today,
    )
    return sum(
        1
        for before, after in pairwise(kept)
        if not _same_person(before, after)
        and after.starts_on is not None
        and start <= after.starts_on <= today
    )


def _same_person(one: ManagerTerm, other: ManagerTerm) -> bool:
    """A term typed by hand may name one of our people without being bound to the record."""
    if one.manager_id is None or other.manager_id is None:
        return one.name == other.name
    return one.manager_id == other.manager_id


def ordered_terms(terms: Iterable[ManagerTerm]) -> tuple[ManagerTerm, ...]:
    """All terms as they are listed: running ones first, then by their end and start, the latest first."""
    return tuple(
        sorted(
            terms,
            key=lambda one: (
                one.ends_on is None and one.id is None,
                one.ends_on or one.starts_on or date.min,
                one.starts_on or date.min,
                not one.is_second,
            ),
            reverse=True,
        )
    )
