"""The call after a service or repair, within a few working days of its completion (2-rules §7.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbench.domain.periods import Period
from workbench.domain.service_requests import ServiceRequest
from workbench.domain.visits import VisitKind
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.i18n import _, format_date, listed
from workbench.foundation.ids import Id

CODE = "service"


@dataclass(frozen=True)
class FollowUp:
    """One call that is owed once, from ``start`` to ``due_on`` (both included), after these services.

    It stands where a frequency stands for other visits: it says of itself why it is required.
    """

    account_id: Id
    services: tuple[ServiceRequest, ...]
    start: date
    due_on: date

    @property
    def kind(self) -> VisitKind:
        return VisitKind.FOLLOW_UP

    @property
    def period(self) -> Period:
        """The days on which the call is in time."""
        return Period(self.start, self.due_on, None)

    @property
    def source(self) -> "FollowUp":
        """Itself: no row of the policy stands behind it."""
        return self

    @property
    def code(self) -> str:
        """The reason in data, as kept with a visit: ``service:`` and the last day of the call."""
        return f"{CODE}:{self.due_on.isoformat()}"

    @property
    def label(self) -> str:
        """What is required, in the user's language: ``Follow-up call, until 25 March 2026``."""
        return _("{kind}, until {date}").format(kind=self.kind.label, date=format_date(self.due_on))

    @property
    def rule(self) -> str:
        """The services that are asked about, in the user's language."""
        return _("After: {services}").format(services=listed(one.text for one in self.services))

    def reason(self) -> str:
        """Why this call? In the user's language."""
        return self.rule


def follow_ups(
    services: Iterable[ServiceRequest], days: int, calendar: WorkdayCalendar
) -> tuple[FollowUp, ...]:
    """The calls owed for the completed services, in order of days; none where ``days`` is 0.

    A call is in time from the day of completion to the ``days``-th working day after it. What is completed
    at the same account before such a call is due is asked about in the same call: it moves to the days that
    suit all of them, so that two calls are never owed for one day and its last day never changes.
    """
    if days < 1:
        return ()
    found: dict[Id, list[FollowUp]] = {}
    completed = [(one.completed_on, one) for one in services if one.completed_on is not None]
    for on, service in sorted(completed, key=lambda pair: (pair[0], pair[1].id)):
        calls = found.setdefault(service.account_id, [])
        if calls and on <= calls[-1].due_on:
            last = calls.pop()
            calls.append(FollowUp(last.account_id, (*last.services, service), on, last.due_on))
        else:
            calls.append(FollowUp(service.account_id, (service,), on, calendar.add_workdays(on, days)))
    return tuple(sorted((one for calls in found.values() for one in calls), key=lambda one: one.due_on))


def follow_up_text(code: str) -> str:
    """The reason that ``FollowUp.code`` wrote, in the user's language; raises ``ValueError``."""
    due_on = date.fromisoformat(code.removeprefix(f"{CODE}:"))
    return _("After a service, until {date}").format(date=format_date(due_on))
