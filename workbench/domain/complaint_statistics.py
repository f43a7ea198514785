"""Complaints of a period in figures (2-rules §8).

Times are working days of the official calendar from the day after receipt, pauses included: it is the time
that the customer waited. The figures count complaints *received* in the period; closed, and the time it took,
count those *closed* in it; open and overdue are those of today. Each figure keeps whose it is, so that it
opens a list.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median

from workbench.domain.complaint_deadlines import deadline_of
from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.complaint_repeats import repeated
from workbench.domain.complaint_states import ComplaintState, ComplaintStep
from workbench.domain.complaints import Complaint, ComplaintCause
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.ids import Id

_VITAL_BP = 8_000
_EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True)
class Durations:
    """Working days that each of some complaints took."""

    days: tuple[tuple[Id, int], ...] = ()

    @property
    def ids(self) -> tuple[Id, ...]:
        return tuple(one for one, _days in self.days)

    @property
    def median(self) -> float | None:
        """Half of them took no longer; ``None`` if there are none."""
        return float(median(days for _one, days in self.days)) if self.days else None

    @property
    def mean(self) -> float | None:
        return sum(days for _one, days in self.days) / len(self.days) if self.days else None


@dataclass(frozen=True)
class ParetoBar:
    """One kind, cause or department: whose complaints, its share and the running sum in basis points.

    ``is_vital``: it belongs to the few that make up 80 % together.
    """

    label: str
    ids: tuple[Id, ...]
    share_bp: int
    cumulative_bp: int
    is_vital: bool

    @property
    def count(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Pareto:
    """Bars by falling count; ``unknown`` are those of which it is not known yet, in no bar."""

    bars: tuple[ParetoBar, ...] = ()
    unknown: tuple[Id, ...] = ()


@dataclass(frozen=True)
class ComplaintCase:
    """A complaint with what happened to it."""

    complaint: Complaint
    progress: ComplaintProgress


@dataclass(frozen=True)
class ComplaintStatistics:
    """The figures from ``first`` to ``last``, both included, as of ``today``. Tuples hold complaints by id.

    ``accounts``: how many accounts there are; ``cost_fen``: what the complaints received cost so far, as far
    as it was noted; ``years_without_notice``: years for which only the weekend rule is known.
    """

    first: date
    last: date
    today: date
    accounts: int
    received: tuple[Id, ...] = ()
    closed: tuple[Id, ...] = ()
    open_now: tuple[Id, ...] = ()
    overdue_now: tuple[Id, ...] = ()
    valid: tuple[Id, ...] = ()
    not_valid: tuple[Id, ...] = ()
    repeats: tuple[Id, ...] = ()
    unanswered: tuple[Id, ...] = ()
    first_reply: Durations = Durations()
    to_close: Durations = Durations()
    costed: tuple[Id, ...] = ()
    cost_fen: int = 0
    by_kind: Pareto = Pareto()
    by_cause: Pareto = Pareto()
    by_department: Pareto = Pareto()
    years_without_notice: tuple[int, ...] = ()

    @property
    def valid_bp(self) -> int | None:
        """The share of the valid among those judged."""
        return _share(len(self.valid), len(self.valid) + len(self.not_valid))

    @property
    def repeat_bp(self) -> int | None:
        """The share of repeat complaints among those received."""
        return _share(len(self.repeats), len(self.received))

    @property
    def per_hundred(self) -> float | None:
        """Complaints received per 100 accounts; ``None`` without accounts."""
        return len(self.received) * 100 / self.accounts if self.accounts else None


def statistics_of(
    cases: Sequence[ComplaintCase],
    first: date,
    last: date,
    *,
    accounts: int,
    calendar: WorkdayCalendar,
    today: date,
    repeat_days: int,
) -> ComplaintStatistics:
    """The figures of the period. ``cases`` are all complaints: those before it tell which are repeats."""
    received = [one for one in cases if first <= one.complaint.received_on <= last]
    closed = [one for one in cases if one.progress.closed_on and first <= one.progress.closed_on <= last]
    open_now = [one for one in cases if one.progress.is_open]
    again = repeated((one.complaint for one in cases), repeat_days)
    costed = [one for one in received if one.progress.cost_fen is not None]
    return ComplaintStatistics(
        first=first,
        last=last,
        today=today,
        accounts=accounts,
        received=_ids(received),
        closed=_ids(closed),
        open_now=_ids(open_now),
        overdue_now=_ids(one for one in open_now if _is_overdue(one, calendar, today)),
        valid=_ids(one for one in received if is_valid(one.progress)),
        not_valid=_ids(one for one in received if is_valid(one.progress) is False),
        repeats=_ids(one for one in received if one.complaint.id in again),
        unanswered=_ids(one for one in received if not one.progress.replies),
        first_reply=_durations(received, lambda one: first_reply_on(one.progress), calendar, today),
        to_close=_durations(closed, lambda one: one.progress.closed_on, calendar, today),
        costed=_ids(costed),
        cost_fen=sum(one.progress.cost_fen or 0 for one in costed),
        by_kind=_pareto(received, lambda one: one.complaint.kind.label),
        by_cause=_pareto(received, lambda one: cause.label if (cause := cause_of(one.progress)) else ""),
        by_department=_pareto(received, lambda one: department_of(one.progress)),
        years_without_notice=calendar.years_without_notice(max(first, _EARLIEST), min(last, today)),
    )


def is_valid(progress: ComplaintProgress) -> bool | None:
    """How it was judged; ``None`` before that."""
    if progress.state is ComplaintState.TO_JUDGE:
        return None
    return progress.state not in (ComplaintState.NOT_VALID, ComplaintState.CLOSED_NOT_VALID)


def first_reply_on(progress: ComplaintProgress) -> date | None:
    """The day of the first reply of any kind to the customer."""
    return min((one.on for one in progress.replies), default=None)


def cause_of(progress: ComplaintProgress) -> ComplaintCause | None:
    """The kind of cause that was found last."""
    events = progress.stand(ComplaintStep.ANALYSE).events
    return next((one.cause for one in reversed(events) if one.cause is not None), None)


def department_of(progress: ComplaintProgress) -> str:
    """The department that was named last; empty before one was."""
    return progress.stand(ComplaintStep.ASSIGN).department.strip()


def _is_overdue(case: ComplaintCase, calendar: WorkdayCalendar, today: date) -> bool:
    deadline = deadline_of(case.complaint, case.progress, calendar, today, has_strip=False)
    return deadline is not None and deadline.is_overdue


def _ids(cases: Iterable[ComplaintCase]) -> tuple[Id, ...]:
    return tuple(one.complaint.id for one in cases)


def _share(part: int, whole: int) -> int | None:
    return round(Fraction(part * 10_000, whole)) if whole else None


def _durations(
    cases: Iterable[ComplaintCase],
    end: Callable[[ComplaintCase], date | None],
    calendar: WorkdayCalendar,
    today: date,
) -> Durations:
    found: list[tuple[Id, int]] = []
    for one in cases:
        on, start = end(one), max(one.complaint.received_on, _EARLIEST)
        if on is not None:
            # A day of a merge may lie anywhere.
            days = calendar.workdays_between(start, max(min(on, today), start))
            found.append((one.complaint.id, days))
    return Durations(tuple(found))


def _pareto(cases: Iterable[ComplaintCase], label: Callable[[ComplaintCase], str]) -> Pareto:
    groups: dict[str, list[Id]] = defaultdict(list)
    for one in cases:
        groups[label(one)].append(one.complaint.id)
    unknown = groups.pop("", [])
    total = sum(map(len, groups.values()))
    bars: list[ParetoBar] = []
    before = 0
    for name, ids in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        after = before + len(ids)
        is_vital = before * 10_000 < total * _VITAL_BP
        bars.append(
            ParetoBar(name, tuple(ids), _share(len(ids), total) or 0, _share(after, total) or 0, is_vital)
        )
        before = after
    return Pareto(tuple(bars), tuple(unknown))
