"""Limits of complaints in working days, worked out from what happened (2-rules §8).

The rule, whole:

- A limit begins on the day after the event that opened the step, and each *counted day* uses one of it up.
- Counted are working days by the official calendar at whose end nobody waited for the customer: neither for
  something they were to send (``WAITING`` until ``RESUMED`` or the next step) nor for their answer to our
  solution. The day on which it goes on counts again.
- Judging, assigning (until the department has taken over), analysing, proposing (until the solution has been
  told to the customer, the decision included), implementing and evaluating (closing included) have the limits
  of their names. A refused decision or a department that declines gives no new time; a customer who
  negotiates does. Telling the customer why a complaint is not valid has the limit of the acknowledgement.
- The acknowledgement is the first reply of any kind; its limit begins with the day of receipt.
- A step is overdue after its last day, and escalates to the second manager on the last of the further days.
- A complaint of which nothing but the sheet it came with is known has no clock until somebody judges it.

Days of receipt beyond any sense, as a merge may bring them, count from the nearest sensible day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from workbench.domain.complaint_progress import ComplaintProgress, Span
from workbench.domain.complaint_states import ComplaintState, ComplaintStep
from workbench.domain.complaints import Complaint, ComplaintDays
from workbench.domain.workdays import ONE_DAY, WorkdayCalendar
from workbench.foundation.i18n import pgettext

_EARLIEST, _LATEST = date(1990, 1, 1), date(2150, 1, 1)


class DayReason(StrEnum):
    """Why a day uses up a limit or does not."""

    OPENED = "opened"
    COUNTED = "counted"
    MAKE_UP = "make_up"
    WAITING = "waiting"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"

    @property
    def label(self) -> str:
        return {
            DayReason.OPENED: pgettext("deadline day", "Begun"),
            DayReason.COUNTED: pgettext("deadline day", "Working day"),
            DayReason.MAKE_UP: pgettext("deadline day", "Make-up workday"),
            DayReason.WAITING: pgettext("deadline day", "Paused"),
            DayReason.WEEKEND: pgettext("deadline day", "Weekend"),
            DayReason.HOLIDAY: pgettext("deadline day", "Holiday"),
        }[self]


@dataclass(frozen=True)
class DeadlineDay:
    """One day of the strip; ``number`` counts from 1, ``None`` on days that use nothing up."""

    on: date
    number: int | None
    why: DayReason


@dataclass(frozen=True)
class StepDeadline:
    """The limit that runs now.

    ``days``: the limit in working days; ``left``: those still to come after today, 0 on the last day,
    negative when overdue; ``strip``: the days from the one that opened the step to the last one, and when
    overdue on to today, to the escalation at most. ``years_without_notice``: years of it for which only the
    weekend rule is known.
    """

    step: ComplaintStep
    starts_on: date
    days: int
    due_on: date
    left: int
    is_overdue: bool
    escalates_on: date
    is_escalated: bool
    is_waiting: bool
    strip: tuple[DeadlineDay, ...]
    years_without_notice: tuple[int, ...]

    @property
    def days_late(self) -> int:
        """Counted days after the last one; 0 if it is not overdue."""
        return max(0, -self.left)


def limit_of(days: ComplaintDays, state: ComplaintState) -> int:
    """The limit of ``state`` in working days."""
    if state is ComplaintState.NOT_VALID:
        return days.acknowledge
    return {
        ComplaintStep.RECORD: 0,
        ComplaintStep.JUDGE: days.judge,
        ComplaintStep.ASSIGN: days.assign,
        ComplaintStep.ANALYSE: days.analyse,
        ComplaintStep.PROPOSE: days.propose,
        ComplaintStep.IMPLEMENT: days.implement,
        ComplaintStep.EVALUATE: days.evaluate,
    }[state.step]


def deadline_of(
    complaint: Complaint,
    progress: ComplaintProgress,
    calendar: WorkdayCalendar,
    today: date,
    *,
    has_strip: bool = True,
) -> StepDeadline | None:
    """The limit of the step that ``complaint`` is in; ``None`` if it is closed or its clock has not begun.

    Without ``has_strip`` its strip is empty: lists of many do not show it.
    """
    begun = progress.stand(progress.step).started_on
    if not progress.is_open or begun is None or not (progress.recorded or progress.latest):
        return None
    clock = _Clock(calendar, progress.pauses, today)
    limit = limit_of(complaint.days, progress.state)
    found = clock.deadline(progress.step, begun, limit, complaint.days.escalate, progress.is_waiting)
    return replace(found, strip=tuple(clock.strip(found))) if has_strip else found


def acknowledgement_of(
    complaint: Complaint,
    progress: ComplaintProgress,
    calendar: WorkdayCalendar,
    today: date,
    *,
    has_strip: bool = True,
) -> StepDeadline | None:
    """The limit of the first reply; ``None`` once there is one, or if the clock has not begun."""
    if not progress.is_open or progress.replies or progress.recorded is None:
        return None
    clock = _Clock(calendar, progress.pauses, today)
    days = complaint.days
    found = clock.deadline(
        ComplaintStep.RECORD, complaint.received_on, days.acknowledge, days.escalate, progress.is_waiting
    )
    return replace(found, strip=tuple(clock.strip(found))) if has_strip else found


def days_used(
    progress: ComplaintProgress, step: ComplaintStep, calendar: WorkdayCalendar, today: date
) -> int | None:
    """Counted days that ``step`` took so far, all its rounds together; ``None`` if it has not begun."""
    spans = progress.stand(step).spans
    if not spans:
        return None
    clock = _Clock(calendar, progress.pauses, today)
    return sum(clock.used(span.start, span.end or today) for span in spans)


class _Clock:
    """Which days count."""

    def __init__(self, calendar: WorkdayCalendar, pauses: tuple[Span, ...], today: date) -> None:
        self._calendar, self._today = calendar, today
        self._pauses = _paused_days(pauses, today)

    def why(self, day: date) -> DayReason:
        calendar = self._calendar
        if not calendar.is_workday(day):
            return DayReason.HOLIDAY if calendar.is_holiday(day) else DayReason.WEEKEND
        if self._is_paused(day):
            return DayReason.WAITING
        return DayReason.MAKE_UP if calendar.is_make_up(day) else DayReason.COUNTED

    def _is_paused(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self._pauses)

    def counts(self, day: date) -> bool:
        return self._calendar.is_workday(day) and not self._is_paused(day)

    def used(self, start: date, end: date) -> int:
        """Counted days after ``start`` up to and including ``end``."""
        first, last = max(start, _EARLIEST) + ONE_DAY, min(end, _LATEST)
        paused = sum(
            self._calendar.count_workdays(max(first, begun), min(last, ended))
            for begun, ended in self._pauses
        )
        return self._calendar.count_workdays(first, last) - paused

    def after(self, day: date, count: int) -> date:
        """The ``count``-th counted day after ``day``; ``day`` itself for 0."""
        while count > 0:
            day += ONE_DAY
            count -= self.counts(day)
        return day

    def deadline(
        self, step: ComplaintStep, begun: date, limit: int, further: int, is_waiting: bool
    ) -> StepDeadline:
        start = min(max(begun, _EARLIEST), _LATEST)
        due_on = self.after(start, limit)
        escalates_on = self.after(due_on, further)
        today = self._today
        is_overdue = today > due_on
        # What passed over a weekend is late on the Saturday, though no working day has gone by.
        left = min(-self.used(due_on, today), -1) if is_overdue else self.used(max(today, start), due_on)
        end = max(due_on, min(today, escalates_on))
        return StepDeadline(
            step=step,
            starts_on=start,
            days=limit,
            due_on=due_on,
            left=left,
            is_overdue=is_overdue,
            escalates_on=escalates_on,
            is_escalated=is_overdue and today >= escalates_on,
            is_waiting=is_waiting,
            strip=(),
            years_without_notice=self._calendar.years_without_notice(start, end),
        )

    def strip(self, of: StepDeadline) -> Iterator[DeadlineDay]:
        """The days from the one that opened the step to the last one, or when overdue to today."""
        start, end = of.starts_on, max(of.due_on, min(self._today, of.escalates_on))
        yield DeadlineDay(start, None, DayReason.OPENED)
        number = 0
        for day in _days(start + ONE_DAY, end):
            why = self.why(day)
            if why in (DayReason.COUNTED, DayReason.MAKE_UP):
                number += 1
                yield DeadlineDay(day, number, why)
            else:
                yield DeadlineDay(day, None, why)


def _paused_days(pauses: Iterable[Span], today: date) -> list[tuple[date, date]]:
    """The first and last days of the pauses, in order and apart from each other.

    A pause that still lasts takes today with it; from tomorrow on it is taken to be over.
    """
    found: list[tuple[date, date]] = []
    for pause in sorted(pauses, key=lambda one: one.start):
        first = max(pause.start, found[-1][1] + ONE_DAY) if found else pause.start
        last = today if pause.end is None else max(pause.end, _EARLIEST) - ONE_DAY
        if first <= last:
            found.append((first, last))
    return found


def _days(start: date, end: date) -> Iterator[date]:
    for offset in range((end - start).days + 1):
        yield start + timedelta(days=offset)
