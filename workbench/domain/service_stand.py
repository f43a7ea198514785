"""How a service request stands: what is promised next, what is late, what is missing (2-rules §9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.service_requests import ServiceCommitment, ServiceDocument, ServiceKind, ServiceRequest
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.i18n import _, ngettext, pgettext


class ServiceState(StrEnum):
    """Where a request stands. ``READY``: all is done, and a person has to say that it is completed."""

    LATE = "late"
    OPEN = "open"
    READY = "ready"
    COMPLETED = "completed"

    @property
    def label(self) -> str:
        return {
            ServiceState.LATE: pgettext("service state", "Overdue"),
            ServiceState.OPEN: pgettext("service state", "Open"),
            ServiceState.READY: pgettext("service state", "To complete"),
            ServiceState.COMPLETED: pgettext("service state", "Completed"),
        }[self]

    @property
    def is_open(self) -> bool:
        return self is not ServiceState.COMPLETED


@dataclass(frozen=True)
class CommitmentStand:
    """One commitment with the working days left until its day: negative once it has passed, none if done."""

    commitment: ServiceCommitment
    due_on: date | None
    left: int | None

    @property
    def is_overdue(self) -> bool:
        return self.left is not None and self.left < 0

    @property
    def words(self) -> str:
        """``3 working days left``, in the user's language; empty once it is done or without a day."""
        return "" if self.left is None else left_words(self.left)


@dataclass(frozen=True)
class ServiceStand:
    """A request as of a day. ``next`` is the open commitment that is due first.

    ``must_pass_on``: a fault that was not passed on yet, which is due at once.
    """

    state: ServiceState
    commitments: tuple[CommitmentStand, ...]
    next: CommitmentStand | None
    missing: tuple[ServiceDocument, ...]
    must_pass_on: bool

    @property
    def overdue(self) -> tuple[CommitmentStand, ...]:
        """Those whose day has passed."""
        return tuple(one for one in self.commitments if one.is_overdue)


def stand_of(
    request: ServiceRequest,
    commitments: Sequence[ServiceCommitment],
    documents: Sequence[ServiceDocument],
    calendar: WorkdayCalendar,
    today: date,
) -> ServiceStand:
    """How a request stands on ``today``. Of a completed one nothing is waited for any more."""
    is_completed = request.completed_on is not None
    stands = tuple(_stand(request, one, calendar, today, is_completed) for one in commitments)
    waiting = [one for one in stands if one.commitment.done_on is None and not is_completed]
    first = min(waiting, key=lambda one: (one.due_on or date.max, one.commitment.position), default=None)
    must_pass_on = request.kind is ServiceKind.FAULT and request.passed_on is None and not is_completed
    if is_completed:
        state = ServiceState.COMPLETED
    elif any(one.is_overdue for one in stands):
        state = ServiceState.LATE
    elif commitments and not waiting and not must_pass_on:
        state = ServiceState.READY
    else:
        state = ServiceState.OPEN
    missing = tuple(one for one in documents if one.received_on is None and not is_completed)
    return ServiceStand(state, stands, first, missing, must_pass_on)


def left_words(left: int) -> str:
    """Working days left in words: ``due today``, ``3 working days left``, ``2 working days late``."""
    if left == 0:
        return _("due today")
    if left < 0:
        return ngettext("{count} working day late", "{count} working days late", -left).format(count=-left)
    return ngettext("{count} working day left", "{count} working days left", left).format(count=left)


def _stand(
    request: ServiceRequest,
    one: ServiceCommitment,
    calendar: WorkdayCalendar,
    today: date,
    is_completed: bool,
) -> CommitmentStand:
    due_on = one.due_on
    if due_on is None and request.requested_on is not None:
        due_on = calendar.add_workdays(request.requested_on, one.workdays)
    if due_on is None or one.done_on is not None or is_completed:
        return CommitmentStand(one, due_on, None)
    left = calendar.workdays_between(today, due_on)
    # A day that passed over a weekend is late on the Saturday, though no working day has gone by.
    return CommitmentStand(one, due_on, min(left, -1) if due_on < today else left)
