"""A grave complaint pulls the next visit forward (2-rules §8)."""

from collections.abc import Sequence
from datetime import date

from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.complaint_visits import SOON_WORKDAYS, VisitProposal, needs_visit, propose_visit
from workbench.domain.complaint_workflow import progress_of
from workbench.domain.complaints import Complaint
from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, free_id, id_text
from workbench.services.calendar_view import day_loads, places_by_day
from workbench.services.calendars import working_calendar
from workbench.services.gathering_visits import must_stand_alone
from workbench.services.planning import load_keepers
from workbench.services.visit_life import must_be_open, read_time
from workbench.storage.queries.absences import list_absence_rows, list_closures
from workbench.storage.queries.accounts import get_account
from workbench.storage.queries.complaints import get_complaint, list_complaint_events
from workbench.storage.queries.visits import get_visit, list_visits
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace


def propose_complaint_visit(
    session: ReadingSession, author: str, progress: ComplaintProgress, visits: Sequence[Visit], today: date
) -> VisitProposal | None:
    """What ``pull_visit_forward`` would do, if anything. ``visits``: those of the account."""
    if not needs_visit(progress, visits):
        return None
    free, full = _days(session, author, progress.complaint.account_id, today)
    return propose_visit(visits, free, full, today)


def pull_visit_forward(
    workspace: Workspace, complaint_id: Id, on: date | None = None, at: str = ""
) -> ChangeSummary:
    """Do what is proposed, or see the customer on another day and time; undone like any change of a visit.

    The visit is pinned there, and says why. Raises ``NotAllowed`` where nothing is proposed (any more),
    ``BadInput`` naming ``on`` or ``at``.
    """
    at, today = read_time(at), workspace.clock.today()
    if on is not None and on < today:
        raise BadInput(
            _("The new day has passed already."), hint=_("Set today or a day to come."), where="on"
        )
    with workspace.change("pull_visit_forward", _("Visit because of a complaint")) as change:
        session = change.session
        complaint = get_complaint(session, complaint_id)
        progress = progress_of(complaint, list_complaint_events(session, complaint_id).get(complaint_id, ()))
        visits = list_visits(session, account_id=complaint.account_id)
        proposal = propose_complaint_visit(session, workspace.author, progress, visits, today)
        if proposal is None:
            raise NotAllowed(
                _("The customer is seen soon enough, or has been seen."),
                hint=_("Look at the account's visits again."),
            )
        place = {"on_day": on or proposal.on, "at_time": at, "pinned": True}
        if proposal.visit is not None:
            visit = get_visit(session, proposal.visit.id)
            must_be_open(visit)
            must_stand_alone(session, visit)
            change.set("visit", visit.id, {**place, **_reasons(complaint, visit)})
        else:
            keeper = get_account(session, complaint.account_id).manager_id
            change.create(
                "visit",
                {
                    **place,
                    **_reasons(complaint, None),
                    "account_id": complaint.account_id,
                    "manager_id": keeper,
                    "kind": VisitKind.FIELD.value,
                    "state": VisitState.PLANNED.value,
                    "met": [id_text(complaint.contact_id)] if complaint.contact_id else [],
                },
                # Two laptops that both go because of it go once.
                free_id({one.id for one in visits}, "complaint_visit", id_text(complaint_id)),
            )
    return change.summary


def _days(session: ReadingSession, author: str, account_id: Id, today: date) -> tuple[list[date], list[date]]:
    """The working days in reach on which one can go there: those with a free place, and full ones."""
    calendar = working_calendar(session)
    first, last = calendar.add_workdays(today, 1), calendar.add_workdays(today, SOON_WORKDAYS)
    accounts, managers = load_keepers(session, author)
    account = accounts[account_id]
    manager = next(one for key, one in managers.items() if key == account.manager_id)
    away = [one for one in list_absence_rows(session) if one.manager_id == manager.id]
    own = [
        one
        for one in list_visits(session, first=first, last=last)
        if manager.id == (one.manager_id or accounts[one.account_id].manager_id)
    ]
    loads = day_loads(own, places_by_day([manager], away, first, last, calendar))
    closed = [one.span for one in list_closures(session, account_id)]
    days = [
        day
        for day in calendar.workdays(first, last)
        if day.weekday() not in account.excluded_weekdays
        and not any(day in span for span in closed)
        and loads[day].capacity
    ]
    free = [day for day in days if loads[day].visits < loads[day].capacity]
    return free, [day for day in days if day not in free]


def _reasons(complaint: Complaint, visit: Visit | None) -> dict[str, str]:
    """Purpose and points of the talk of a visit that is made because of the complaint."""
    what = complaint.text or complaint.against or complaint.kind.label
    reason = (
        _("Complaint {number}: {text}").format(number=complaint.number, text=what)
        if complaint.number
        else _("Complaint: {text}").format(text=what)
    )
    point = _("They ask for: {demand}").format(demand=complaint.demand) if complaint.demand else ""
    standing = (visit.purpose, visit.talking_points) if visit is not None else ("", "")
    return {
        name: "\n".join(part for part in (before.strip(), more) if part)
        for name, before, more in zip(("purpose", "talking_points"), standing, (reason, point), strict=True)
    }
