"""Service requests as they are looked at: the list, one request, what presses (2-rules §9)."""

from dataclasses import dataclass, replace
from datetime import date

from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.attachments import Attachment
from workbench.domain.complaints import Complaint
from workbench.domain.follow_ups import FollowUp
from workbench.domain.needs import Need
from workbench.domain.policies import SERVICE_TYPES, policy
from workbench.domain.relationship import Function
from workbench.domain.service_limits import ReturnLimit, SoldLine, return_doubts, return_limit
from workbench.domain.service_requests import ServiceDocument, ServiceRequest
from workbench.domain.service_stand import ServiceStand, ServiceState, left_words, stand_of
from workbench.domain.service_types import ServiceType, ServiceTypes, shown_text
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.calendars import working_calendar
from workbench.services.planning import file_owner, load_keepers
from workbench.services.rulebooks import read_rulebook
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import service_requests as queries
from workbench.storage.queries.attachments import list_attachments
from workbench.storage.queries.complaints import get_complaint
from workbench.storage.queries.needs import get_need
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.sales import lines_of_document
from workbench.storage.queries.visits import list_visits
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

WORKDAYS_AHEAD = 1
"""So many working days ahead a commitment presses: what is due tomorrow is begun today."""


@dataclass(frozen=True)
class ServiceLine:
    """One request of the list. ``call`` is owed after it, ``made`` the visit that was that call.

    ``manager`` keeps the account; ``is_mine``: I keep it, took the request, or it is assigned to me.
    """

    request: ServiceRequest
    account: Account
    manager: Manager | None
    asker: str
    stand: ServiceStand
    limit: ReturnLimit | None
    call: FollowUp | None
    made: Visit | None
    is_mine: bool

    @property
    def type_label(self) -> str:
        """Its type in the user's language; of a request without one its kind."""
        return shown_text(self.request.type) or self.request.kind.label

    def is_call_waiting(self, today: date) -> bool:
        """Whether the call is still to be made, and in time on ``today``."""
        return self.call is not None and self.made is None and today <= self.call.due_on


@dataclass(frozen=True)
class ServiceDuty:
    """Something promised that presses. ``left`` working days until its day, negative if late."""

    line: ServiceLine
    text: str
    due_on: date | None
    left: int

    @property
    def words(self) -> str:
        """``3 working days late``, ``due today``, in the user's language."""
        return left_words(self.left)


@dataclass(frozen=True)
class ServiceView:
    """One request with all that its pane shows. ``proposed`` are whom a fault is to be passed to."""

    line: ServiceLine
    documents: tuple[ServiceDocument, ...]
    sold: tuple[SoldLine, ...]
    doubts: tuple[str, ...]
    complaint: Complaint | None
    need: Need | None
    files: tuple[Attachment, ...]
    contacts: tuple[Contact, ...]
    managers: tuple[Manager, ...]
    proposed: tuple[str, ...]
    types: tuple[ServiceType, ...]


def list_service_types(workspace: Workspace) -> tuple[ServiceType, ...]:
    """The types in force, in their order."""
    with workspace.read() as session:
        return read_types(session).types


def read_types(session: ReadingSession) -> ServiceTypes:
    """The types in force."""
    return policy(policy_values(session), SERVICE_TYPES)


def list_service_lines(
    workspace: Workspace, account_id: Id | None = None, *, open_only: bool = False
) -> tuple[ServiceLine, ...]:
    """The requests of an account, or all, in a constant number of queries: what is late first, then by the
    day that is due next, the completed ones at the end."""
    with workspace.read() as session:
        lines = _lines(session, workspace, account_id)
    shown = (one for one in lines if one.stand.state.is_open or not open_only)
    return tuple(sorted(shown, key=_urgency))


def services_waiting(workspace: Workspace, today: date, limit: int = 20) -> tuple[ServiceDuty, ...]:
    """What presses: commitments that are late or due until the next working day, faults that were not passed
    on, and requests that only wait to be called completed; the latest first."""
    with workspace.read() as session:
        lines = _lines(session, workspace, None, today)
    return tuple(sorted((duty for line in lines for duty in _duties(line)), key=_pressing)[:limit])


def get_service_view(workspace: Workspace, service_id: Id) -> ServiceView:
    """One request; raises ``NotFound``."""
    with workspace.read() as session:
        request = queries.get_service_request(session, service_id)
        lines = _lines(session, workspace, request.account_id)
        line = next((one for one in lines if one.request.id == service_id), None)
        if line is None:
            raise NotFound(_("This service is not there (any more)."), where=service_id.hex())
        sold = (
            lines_of_document(session, request.account_id, request.sale_number)
            if request.sale_number
            else None
        )
        returned = [
            other.request
            for other in lines
            if other.request.id != service_id
            and request.sale_number
            and other.request.sale_number == request.sale_number
        ]
        managers = account_queries.list_managers(session)
        return ServiceView(
            line=line,
            documents=tuple(queries.list_service_documents(session, service_id).get(service_id, ())),
            sold=tuple(sold or ()),
            doubts=return_doubts(request, sold, returned),
            complaint=get_complaint(session, request.complaint_id) if request.complaint_id else None,
            need=get_need(session, request.need_id) if request.need_id else None,
            files=tuple(
                one for one in list_attachments(session, request.account_id) if one.service_id == service_id
            ),
            contacts=tuple(account_queries.list_contacts(session, request.account_id)),
            managers=tuple(one for one in managers if one.active),
            proposed=proposed_people(line.account, managers),
            types=read_types(session).types,
        )


def proposed_people(account: Account, managers: list[Manager]) -> tuple[str, ...]:
    """Whom a fault is to be passed to: the sales contact, who keeps the account, and the manager in charge:
    the second manager, or else who manages the segment (2-rules §9)."""
    known = {one.id: one for one in managers if one.active}
    sales = known.get(account.manager_id) if account.manager_id else None
    second = known.get(account.second_manager_id) if account.second_manager_id else None
    heads = [one for one in known.values() if one.function is Function.MANAGEMENT and one is not sales]
    if second is None and heads:
        near = [one for one in heads if sales is not None and one.segment and one.segment == sales.segment]
        second = min(near or heads, key=lambda one: one.name)
    return tuple(one.name for one in (sales, second) if one is not None)


def _lines(
    session: ReadingSession, workspace: Workspace, account_id: Id | None, today: date | None = None
) -> list[ServiceLine]:
    book = read_rulebook(session, account_id)
    if account_id is None and not book.services:
        return []
    on, calendar = today or workspace.clock.today(), working_calendar(session)
    accounts, managers = _keepers(session, workspace.author, account_id)
    me = file_owner(workspace.author, managers)
    calls = {
        service.id: call for own in book.follow_ups.values() for call in own for service in call.services
    }
    made = list_visits(session, account_id=account_id, states=[VisitState.DONE], kind=VisitKind.FOLLOW_UP)
    made_at: dict[Id, list[Visit]] = {}
    for visit in made:
        made_at.setdefault(visit.account_id, []).append(visit)
    commitments = queries.list_commitments(session, account_id=account_id)
    documents = queries.list_service_documents(session, account_id=account_id)
    names = {one.id: one.name for one in account_queries.list_contacts(session, account_id)}
    lines = []
    for own in book.services.values():
        for request in own:
            account = accounts.get(request.account_id)
            if account is None:
                continue
            call = calls.get(request.id)
            stand = stand_of(
                request, commitments.get(request.id, ()), documents.get(request.id, ()), calendar, on
            )
            lines.append(
                ServiceLine(
                    request,
                    account,
                    managers.get(account.manager_id) if account.manager_id else None,
                    names.get(request.contact_id, "") if request.contact_id else request.asker,
                    stand,
                    return_limit(request, account.return_days),
                    call,
                    _made_in(made_at.get(request.account_id, ()), call),
                    me.id in (account.manager_id, request.taken_by_id)
                    or me.name in (request.taken_by, request.assigned_to),
                )
            )
    return lines


def _keepers(
    session: ReadingSession, author: str, account_id: Id | None
) -> tuple[dict[Id, Account], dict[Id, Manager]]:
    """``load_keepers``; of one account alone where only that is wanted."""
    if account_id is None:
        return load_keepers(session, author)
    managers = {one.id: one for one in account_queries.list_managers(session)}
    account = account_queries.get_account(session, account_id)
    if account.manager_id not in managers:
        me = file_owner(author, managers)
        managers.setdefault(me.id, me)
        account = replace(account, manager_id=me.id)
    # A row that was merged into another is asked for under either id.
    return {account.id: account, account_id: account}, managers


def _made_in(made: list[Visit] | tuple[Visit, ...], call: FollowUp | None) -> Visit | None:
    return next((one for one in made if call is not None and one.on in call.period), None)


def _duties(line: ServiceLine) -> list[ServiceDuty]:
    stand, request = line.stand, line.request
    found = []
    if stand.must_pass_on:
        found.append(ServiceDuty(line, _("Pass the fault on"), request.requested_on, 0))
    found += [
        ServiceDuty(line, shown_text(one.commitment.text), one.due_on, one.left)
        for one in stand.commitments
        if one.left is not None and one.left <= WORKDAYS_AHEAD
    ]
    if stand.state is ServiceState.READY:
        found.append(ServiceDuty(line, _("All is done: say that it is completed"), None, 0))
    return found


def _pressing(duty: ServiceDuty) -> tuple[int, date, str, Id]:
    return duty.left, duty.due_on or date.max, duty.line.account.short, duty.line.request.id


def _urgency(line: ServiceLine) -> tuple[bool, bool, date, int, Id]:
    stand, request = line.stand, line.request
    if request.completed_on is not None:
        return True, False, date.max, -request.completed_on.toordinal(), request.id
    due = stand.next.due_on if stand.next and stand.next.due_on else date.max
    if stand.must_pass_on:
        due = min(due, request.requested_on or date.min)
    return False, stand.state is not ServiceState.LATE, due, 0, request.id
