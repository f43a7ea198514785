"""Service requests written: noted, changed, promises ticked, passed on, decided, completed (2-rules §9)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from workbench.domain.complaint_numbers import next_number
from workbench.domain.complaints import ComplaintKind
from workbench.domain.follow_ups import FollowUp
from workbench.domain.journal import ChangeSummary
from workbench.domain.needs import NeedAnswer, NeedKind
from workbench.domain.service_limits import RETURNED
from workbench.domain.service_requests import ServiceKind, ServiceOutcome, ServiceRequest
from workbench.domain.service_types import MOST_WORKDAYS, ServiceType
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.calendars import working_calendar
from workbench.services.checked_values import check_whole
from workbench.services.complaints import number_mark, record_complaint
from workbench.services.service_checks import checked_request, never_ahead
from workbench.services.service_requests import list_service_lines, proposed_people, read_types
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import service_requests as queries
from workbench.storage.queries.sales import lines_of_document
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

PREFIX = "S"
_NEW = Id(bytes(16))
_ABOUT_GOODS = frozenset({ServiceKind.RETURN, ServiceKind.EXCHANGE, ServiceKind.REPAIR, ServiceKind.FAULT})


def save_service(
    workspace: Workspace, account_id: Id, values: Mapping[str, Any], service_id: Id | None = None
) -> ChangeSummary:
    """Note a request, or change one; ``values`` are fields of ``ServiceRequest``, amounts also as typed.

    A new one gets a number, the commitments and documents of its type, and, if it is a new demand, a need of
    the account, all in one change. Another type changes what is still open of them; another day of the
    request the days of what is not done. Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    with workspace.change("save_service", _("Save service")) as change:
        session = change.session
        if service_id is None:
            account_queries.get_account(session, account_id)
            before = ServiceRequest(_NEW, account_id, "")
        else:
            before = queries.get_service_request(session, service_id)
        checked = checked_request(session, values, before, workspace.clock.today(), is_new=service_id is None)
        wanted = _type_of(session, checked, before)
        if wanted is not None:
            checked["kind"] = wanted.kind.value
        if service_id is None:
            _complete_new(workspace, change, checked)
        kind = ServiceKind(checked.get("kind", before.kind))
        _begin_kind(session, kind, checked, before)
        if checked.get("sale_number") and kind in RETURNED:
            _take_from_sale(session, checked, before)
        if kind is ServiceKind.NEW_DEMAND and before.need_id is None:
            checked["need_id"] = _make_need(change, checked, before, workspace.clock.today())
        if service_id is None:
            row_id = change.create("service_request", {**checked, "account_id": account_id})
        else:
            row_id = before.id
            change.set("service_request", row_id, checked)
        asked = checked.get("requested_on", before.requested_on) or workspace.clock.today()
        if wanted is not None and (service_id is None or checked["type"] != before.type):
            _take_over(change, row_id, wanted, asked)
        if service_id is not None and "requested_on" in checked and asked != before.requested_on:
            _move_days(change, row_id, asked)
    return change.summary


def delete_service(workspace: Workspace, service_id: Id) -> ChangeSummary:
    """Delete a request with what was promised and the call it asks for; undo brings it back."""
    with workspace.change("delete_service", _("Delete service")) as change:
        change.delete("service_request", service_id)
    return change.summary


def complete_service(workspace: Workspace, service_id: Id, on: date | None) -> ChangeSummary:
    """The request is completed, which asks for a follow-up call (2-rules §7.1); ``None`` opens it again."""
    with workspace.change("complete_service", _("Complete service")) as change:
        before = queries.get_service_request(change.session, service_id)
        checked = checked_request(change.session, {"completed_on": on}, before, workspace.clock.today())
        change.set("service_request", service_id, checked)
    return change.summary


def complain_of(workspace: Workspace, service_id: Id) -> ChangeSummary:
    """Take down a complaint that came out of a request, and link the request to it; one it has stays.

    The complaint stays in the record; the link is a change of its own that can be undone. The summary is the
    complaint's. Raises ``NotFound``, and ``NotAllowed`` where there is one already.
    """
    with workspace.read() as session:
        request = queries.get_service_request(session, service_id)
    if request.complaint_id is not None:
        raise NotAllowed(_("A complaint was taken down already."), hint=_("Open it from the request."))
    summary = record_complaint(
        workspace,
        {
            "account_id": request.account_id,
            "text": request.text,
            "contact_id": request.contact_id,
            "complainant": request.asker,
            "product": request.product,
            "against": " ".join(part for part in (request.number, request.symptom) if part),
            "kind": (
                ComplaintKind.PACKAGING
                if request.kind is ServiceKind.REPACKING
                else ComplaintKind.QUALITY
                if request.kind in _ABOUT_GOODS
                else ComplaintKind.SERVICE
            ).value,
        },
    )
    complaint_id = next(iter(summary.touched["complaint"]))
    save_service(workspace, request.account_id, {"complaint_id": complaint_id}, service_id)
    return replace(summary, touched={**summary.touched, "service_request": frozenset({service_id})})


def call_owed(workspace: Workspace, account_id: Id, service_id: Id) -> FollowUp | None:
    """The call that is still owed after a service; ``None`` where there is none, or it was made."""
    lines = list_service_lines(workspace, account_id)
    line = next((one for one in lines if one.request.id == service_id), None)
    return line.call if line is not None and line.is_call_waiting(workspace.clock.today()) else None


def tick_commitments(workspace: Workspace, commitment_ids: Iterable[Id], on: date | None) -> ChangeSummary:
    """What was promised is done as of ``on``, by whoever writes it; ``None`` opens it again."""
    never_ahead(workspace.clock.today(), {"done_on": on}, "done_on")
    done_by = workspace.author if on is not None else ""
    with workspace.change("tick_commitment", _("Commitment kept")) as change:
        for commitment_id in commitment_ids:
            queries.get_commitment(change.session, commitment_id)
            change.set("service_commitment", commitment_id, {"done_on": on, "done_by": done_by})
    return change.summary


def add_commitment(workspace: Workspace, service_id: Id, text: str, workdays: int) -> ChangeSummary:
    """Promise one thing more with this request. Raises ``BadInput`` naming the field."""
    if not text.strip():
        raise BadInput(_("Say what is promised."), hint=_("A few words will do."), where="text")
    check_whole(workdays, 0, MOST_WORKDAYS, "workdays")
    with workspace.change("save_commitment", _("New commitment")) as change:
        session = change.session
        request = queries.get_service_request(session, service_id)
        known = queries.list_commitments(session, service_id).get(service_id, [])
        asked = request.requested_on or workspace.clock.today()
        change.create(
            "service_commitment",
            {
                "request_id": service_id,
                "text": text.strip(),
                "workdays": workdays,
                "due_on": working_calendar(session).add_workdays(asked, workdays),
                "position": max((one.position for one in known), default=-1) + 1,
            },
        )
    return change.summary


def delete_commitment(workspace: Workspace, commitment_id: Id) -> ChangeSummary:
    """Take a commitment away, as if it had not been made; undo brings it back."""
    with workspace.change("delete_commitment", _("Delete commitment")) as change:
        change.delete("service_commitment", commitment_id)
    return change.summary


def receive_documents(workspace: Workspace, document_ids: Iterable[Id], on: date | None) -> ChangeSummary:
    """The customer's documents came on ``on``; ``None``: they are missing after all."""
    never_ahead(workspace.clock.today(), {"received_on": on}, "received_on")
    with workspace.change("receive_documents", _("Documents received")) as change:
        for document_id in document_ids:
            change.set("service_document", document_id, {"received_on": on})
    return change.summary


def add_document(workspace: Workspace, service_id: Id, name: str) -> ChangeSummary:
    """Ask for one document more with this request. Raises ``BadInput`` without a name."""
    if not name.strip():
        raise BadInput(_("A document needs a name."), hint=_("A few words will do."), where="name")
    with workspace.change("save_document", _("New document")) as change:
        queries.get_service_request(change.session, service_id)
        known = queries.list_service_documents(change.session, service_id).get(service_id, [])
        position = max((one.position for one in known), default=-1) + 1
        values = {"request_id": service_id, "name": name.strip(), "position": position}
        change.create("service_document", values)
    return change.summary


def delete_document(workspace: Workspace, document_id: Id) -> ChangeSummary:
    """Ask for a document no more; undo brings it back."""
    with workspace.change("delete_document", _("Delete document")) as change:
        change.delete("service_document", document_id)
    return change.summary


def _type_of(session: ReadingSession, checked: dict[str, Any], before: ServiceRequest) -> ServiceType | None:
    """The type that ``checked`` names anew, its name as it is kept."""
    if not checked.get("type") or (before.id != _NEW and checked["type"] == before.type):
        return None
    found = read_types(session).find(str(checked["type"]))
    if found is None:
        raise BadInput(
            _("There is no type of request called “{name}”.").format(name=checked["type"]),
            hint=_("Choose one of the list; types are edited in the settings."),
            where="type",
        )
    checked["type"] = found.name
    return found


def _complete_new(workspace: Workspace, change: Change, checked: dict[str, Any]) -> None:
    """What a new request says without being asked."""
    session, today = change.session, workspace.clock.today()
    done = checked.get("completed_on")
    checked.setdefault("requested_on", min(today, done) if done else today)
    if checked["requested_on"] is None:
        checked["requested_on"] = today
    managers = account_queries.list_managers(session)
    if not checked.get("taken_by"):
        me = next((one for one in managers if one.name == workspace.author), None)
        checked["taken_by"], checked["taken_by_id"] = workspace.author, me.id if me else None
    checked.setdefault("kind", ServiceKind.OTHER.value)
    known = (one.removeprefix(PREFIX) for one in queries.list_service_numbers(session) if one[:1] == PREFIX)
    year, mark = checked["requested_on"].year, number_mark(workspace, session)
    checked["number"] = PREFIX + next_number(known, year, mark)


def _begin_kind(
    session: ReadingSession, kind: ServiceKind, checked: dict[str, Any], before: ServiceRequest
) -> None:
    """What holds for a kind until a person says otherwise: returns are accepted, faults go to two people."""
    if kind is before.kind:
        return
    if kind in RETURNED and not checked.get("outcome", before.outcome):
        on = checked.get("requested_on", before.requested_on)
        checked.update(outcome=ServiceOutcome.ACCEPTED.value, decided_on=on)
    if kind is ServiceKind.FAULT and not checked.get("passed_to", before.passed_to):
        account = account_queries.get_account(session, before.account_id)
        managers = account_queries.list_managers(session)
        checked["passed_to"] = "\n".join(proposed_people(account, managers))


def _take_from_sale(session: ReadingSession, checked: dict[str, Any], before: ServiceRequest) -> None:
    """What the sales records say of the document, where nobody said otherwise."""
    sold = lines_of_document(session, before.account_id, checked["sale_number"])
    if not sold:
        return
    if not checked.get("bought_on", before.bought_on):
        checked["bought_on"] = min(line.sold_on for line in sold)
    products = {line.product for line in sold if line.product}
    if not checked.get("product", before.product) and len(products) == 1:
        checked["product"] = products.pop()


def _make_need(change: Change, checked: Mapping[str, Any], before: ServiceRequest, today: date) -> Id:
    product = checked.get("product", before.product)
    return change.create(
        "need",
        {
            "account_id": before.account_id,
            "text": checked.get("text", before.text),
            "kind": (NeedKind.PRODUCT if product else NeedKind.SERVICE).value,
            "contact_id": checked.get("contact_id", before.contact_id),
            "answer": NeedAnswer.OPEN.value,
            "noted_on": checked.get("requested_on", before.requested_on) or today,
        },
    )


def _take_over(change: Change, service_id: Id, wanted: ServiceType, asked: date) -> None:
    """What the type promises and needs now belongs to the request; what was done and came in stays."""
    session = change.session
    calendar = working_calendar(session)
    commitments = queries.list_commitments(session, service_id).get(service_id, [])
    documents = queries.list_service_documents(session, service_id).get(service_id, [])
    for one in commitments:
        if one.done_on is None:
            change.delete("service_commitment", one.id)
    for document in documents:
        if document.received_on is None:
            change.delete("service_document", document.id)
    kept = {one.text for one in commitments if one.done_on is not None}
    for position, promised in enumerate(wanted.commitments):
        if promised.text not in kept:
            change.create(
                "service_commitment",
                {
                    "request_id": service_id,
                    "text": promised.text,
                    "workdays": promised.workdays,
                    "due_on": calendar.add_workdays(asked, promised.workdays),
                    "position": position,
                },
            )
    came = {document.name for document in documents if document.received_on is not None}
    for position, name in enumerate(wanted.documents):
        if name not in came:
            values = {"request_id": service_id, "name": name, "position": position}
            change.create("service_document", values)


def _move_days(change: Change, service_id: Id, asked: date) -> None:
    """Count what is not done from the corrected day of the request."""
    calendar = working_calendar(change.session)
    for one in queries.list_commitments(change.session, service_id).get(service_id, []):
        if one.done_on is None:
            due_on = calendar.add_workdays(asked, one.workdays)
            change.set("service_commitment", one.id, {"due_on": due_on})
