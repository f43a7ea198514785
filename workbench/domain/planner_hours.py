"""The hours of a day in which a person can make a visit (2-rules §7.2).

Working hours, less other appointments and the visits that stay at a time of their own; for a visit at the
account also its visiting hours. Calls, and customers who visit us, keep to no visiting hours. Visits begin
at full five minutes; ways between them are not counted.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from workbench.domain.visit_plan import NoDay, PlanInput
from workbench.domain.visiting_hours import Minutes, joined, known_visiting_hours, minute_of
from workbench.domain.visits import Visit, VisitKind
from workbench.foundation.ids import Id

STEP = 5


class FreeTime:
    """What is left of the person's days beside ``fixed``, the visits that stay."""

    def __init__(self, given: PlanInput, fixed: Iterable[Visit]) -> None:
        self._given = given
        spans = {day: list(times) for day, times in given.busy.items()}
        for visit in fixed:
            start = minute_of(visit.at)
            if start is not None:
                spans.setdefault(visit.on, []).append((start, start + visit_minutes(given, visit)))
        self._taken = {day: joined(times) for day, times in spans.items() if times}
        self._whole = ((given.hours.start, given.hours.end),)
        self._visiting: dict[str, tuple[Minutes, ...]] = {}
        self._possible: dict[tuple[int, tuple[Minutes, ...], date], NoDay | None] = {}

    def is_plain(self, day: date) -> bool:
        """Whether nothing takes of the working hours of ``day``."""
        return day not in self._taken

    def keeps_hours(self, account_id: Id, kind: VisitKind) -> bool:
        """Whether visiting hours bind the visit."""
        return bool(self._visiting_hours(account_id, kind))

    def spans(self, account_id: Id, kind: VisitKind, day: date) -> Sequence[Minutes]:
        """The stretches of ``day`` that a visit of ``kind`` may lie in."""
        return less(self._inside(self._visiting_hours(account_id, kind)), self._taken.get(day, ()))

    def no_day(self, account_id: Id, kind: VisitKind, minutes: int, day: date) -> NoDay | None:
        """Why no stretch of ``day`` is long enough for the visit, or ``None`` if one is."""
        visiting = self._visiting_hours(account_id, kind)
        key = (minutes, visiting, day)
        if key not in self._possible:
            self._possible[key] = self._find(minutes, visiting, day)
        return self._possible[key]

    def always_possible(self, account_id: Id, kind: VisitKind, minutes: int) -> bool:
        """Whether no day of the person and no hour of the account can stand against the visit."""
        if self._taken or self._visiting_hours(account_id, kind):
            return False
        return earliest(self._whole, 0, minutes) is not None

    def _find(self, minutes: int, visiting: tuple[Minutes, ...], day: date) -> NoDay | None:
        if earliest(self._whole, 0, minutes) is None:
            return NoDay.WORKING_HOURS
        inside = self._inside(visiting)
        if earliest(inside, 0, minutes) is None:
            return NoDay.VISITING_HOURS
        if earliest(less(inside, self._taken.get(day, ())), 0, minutes) is None:
            return NoDay.BUSY
        return None

    def _inside(self, visiting: tuple[Minutes, ...]) -> Sequence[Minutes]:
        start, end = self._whole[0]
        return less(self._whole, _outside(visiting, start, end)) if visiting else self._whole

    def _visiting_hours(self, account_id: Id, kind: VisitKind) -> tuple[Minutes, ...]:
        if not kind.is_on_site or kind is VisitKind.VISITS_US:
            return ()
        account = self._given.accounts.get(account_id)
        text = account.visiting_hours if account else ""
        if text not in self._visiting:
            self._visiting[text] = known_visiting_hours(text)
        return self._visiting[text]


def free_share(given: PlanInput, day: date, places: int) -> int:
    """``places`` on ``day``, less the share that other appointments take of the working hours, rounded up."""
    busy = given.busy.get(day)
    whole = given.hours.end - given.hours.start
    if not busy or whole <= 0:
        return places
    free = sum(end - start for start, end in less([(given.hours.start, given.hours.end)], joined([*busy])))
    return -(-places * free // whole)


def visit_minutes(given: PlanInput, visit: Visit) -> int:
    """How long ``visit`` takes: its own length, or the usual one of its kind."""
    return visit.minutes if visit.minutes > 0 else given.minutes.of(visit.kind)


def earliest(spans: Iterable[Minutes], not_before: int, minutes: int) -> int | None:
    """When a visit of that length can begin first; ``spans`` are in order."""
    for start, end in spans:
        begin = -(-max(start, not_before) // STEP) * STEP
        if begin + minutes <= end:
            return begin
    return None


def less(spans: Iterable[Minutes], taken: Sequence[Minutes]) -> Sequence[Minutes]:
    """``spans`` without ``taken``; both in order and not overlapping."""
    left = []
    for start, end in spans:
        for begins, ends in taken:
            if begins >= end:
                break
            if ends > start:
                if begins > start:
                    left.append((start, begins))
                start = max(start, ends)
        if start < end:
            left.append((start, end))
    return left


def _outside(spans: Sequence[Minutes], start: int, end: int) -> Sequence[Minutes]:
    return less([(min(start, 0), max(end, 24 * 60))], spans)
