"""Which days a visit can have, and why it cannot have the others (2-rules §7.2)."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

from workbench.domain.duties import Duty
from workbench.domain.planner_hours import FreeTime, visit_minutes
from workbench.domain.standing_visits import Standing
from workbench.domain.visit_plan import NoDay, PlanInput, places_taken
from workbench.domain.visits import Visit, VisitKind
from workbench.foundation.ids import Id


class DayRules:
    """What each working day of an input holds for a duty, capacity apart.

    ``free_time`` is what fixed visits and other appointments leave of the hours; ``limit_left`` is what
    fixed visits leave of a kind's limit.
    """

    def __init__(self, given: PlanInput, visits: Standing) -> None:
        self._given = given
        self._previous = visits.previous
        self.free_time = FreeTime(given, visits.fixed)
        rows: dict[tuple[VisitKind, date], list[Id | None]] = {}
        for visit in visits.fixed:
            rows.setdefault((visit.kind, visit.on), []).append(visit.gathering_id)
        self._fixed: Mapping[tuple[VisitKind, date], int] = {
            key: places_taken(gatherings) for key, gatherings in rows.items()
        }
        self._at_limit = {kind for kind, day in self._fixed if self.limit_left(kind, day) == 0}

    def minutes(self, duty: Duty) -> int:
        """How long the visit takes: as its planned visit says, or as is usual."""
        before: Visit | None = self._previous.get(duty.key)
        if before is not None:
            return visit_minutes(self._given, before)
        return self._given.lengths.get(duty.key) or self._given.minutes.of(duty.kind)

    def limit_left(self, kind: VisitKind, day: date) -> int | None:
        """How many more visits of ``kind`` the day may have; ``None`` without a limit."""
        limit = self._given.limits.of(kind)
        return max(0, limit - self._fixed.get((kind, day), 0)) if limit > 0 else None

    def window(self, duty: Duty) -> tuple[date, date]:
        """The first and the last day that the duty's period and the plan leave."""
        return max(self._given.first_day, duty.period.start), min(self._given.end, duty.period.end)

    def allowed(self, duty: Duty, days: Sequence[date]) -> Sequence[int]:
        """The indices of the ``days`` that the duty can have."""
        start, end = self.window(duty)
        window = range(bisect_left(days, start), bisect_right(days, end))
        if self._is_always_open(duty):
            return window
        return [index for index in window if self._cause(duty, days[index]) is None]

    def lost_days(
        self, duty: Duty, workdays: Sequence[date], closed: Sequence[date]
    ) -> tuple[tuple[NoDay, int], ...]:
        """The ``workdays`` of the duty's window on which it cannot be placed, counted by cause.

        ``closed`` are those on which nothing can be placed: absences, no place beside fixed visits.
        """
        count: dict[NoDay, int] = {}
        start, end = self.window(duty)
        asked = closed if self._is_always_open(duty) else workdays
        shut = set(closed)
        for day in asked[bisect_left(asked, start) : bisect_right(asked, end)]:
            cause = self._cause(duty, day, day in shut)
            if cause:
                count[cause] = count.get(cause, 0) + 1
        return tuple((cause, count[cause]) for cause in NoDay if cause in count)

    def _is_always_open(self, duty: Duty) -> bool:
        account = self._given.accounts[duty.account_id]
        return (
            not account.excluded_weekdays
            and duty.account_id not in self._given.blocked
            and duty.kind not in self._at_limit
            and self.free_time.always_possible(account.id, duty.kind, self.minutes(duty))
        )

    def _cause(self, duty: Duty, day: date, is_closed: bool = False) -> NoDay | None:
        given, account = self._given, self._given.accounts[duty.account_id]
        if day.weekday() in account.excluded_weekdays:
            return NoDay.EXCLUDED_WEEKDAY
        if any(day in span for span in given.blocked.get(account.id, ())):
            return NoDay.BLOCKED
        if is_closed and any(day in span for span in given.absences):
            return NoDay.ABSENT
        cause = self.free_time.no_day(account.id, duty.kind, self.minutes(duty), day)
        if cause is None and is_closed:
            return NoDay.NO_CAPACITY
        if cause is None and duty.kind in self._at_limit and self.limit_left(duty.kind, day) == 0:
            return NoDay.KIND_LIMIT
        return cause
