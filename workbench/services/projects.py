"""Projects and services of accounts: noted, changed, completed (2-rules §7.1, §9, §13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.follow_ups import FollowUp
from workbench.domain.journal import ChangeSummary
from workbench.domain.projects import Project
from workbench.domain.service_requests import ServiceRequest
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.rulebooks import read_rulebook
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.service_requests import list_service_requests
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class ServiceLine:
    """One service with the call that is owed after it, and the visit of that kind that was made in time."""

    service: ServiceRequest
    call: FollowUp | None
    made: Visit | None

    def is_waiting(self, today: date) -> bool:
        """Whether the call is still to be made, and in time on ``today``."""
        return self.call is not None and self.made is None and today <= self.call.due_on


@dataclass(frozen=True)
class Work:
    """The projects and services of one account, as of ``today``; services not completed come first."""

    today: date
    projects: tuple[Project, ...]
    services: tuple[ServiceLine, ...]


def get_work(workspace: Workspace, account_id: Id) -> Work:
    """The projects and services of an account, in a constant number of queries."""
    with workspace.read() as session:
        book = read_rulebook(session, account_id)
        visits = list_visits(session, account_id=account_id, states=[VisitState.DONE])
    calls = book.follow_ups.get(account_id, ())
    made = [one for one in visits if one.kind is VisitKind.FOLLOW_UP]
    lines = []
    for service in book.services.get(account_id, ()):
        call = next((one for one in calls if service in one.services), None)
        done = next((one for one in made if call is not None and one.on in call.period), None)
        lines.append(ServiceLine(service, call, done))
    lines.sort(key=lambda line: line.service.completed_on is not None)
    return Work(workspace.clock.today(), book.projects.get(account_id, ()), tuple(lines))


def save_project(
    workspace: Workspace, account_id: Id, values: Mapping[str, Any], project_id: Id | None = None
) -> ChangeSummary:
    """Note a project (``title``, ``delivered_on``, ``note``), or change one.

    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    checked = dict(values)
    if project_id is None or "title" in checked:
        checked["title"] = str(checked.get("title", "")).strip()
        if not checked["title"]:
            raise BadInput(_("A project needs a title."), hint=_("A few words will do."), where="title")
    _never_ahead(workspace, checked, "delivered_on")
    with workspace.change(
        "save_project", _("Project {title}").format(title=checked.get("title", ""))
    ) as change:
        if project_id is None:
            account_queries.get_account(change.session, account_id)
            change.create("project", {**checked, "account_id": account_id})
        else:
            change.set("project", project_id, checked)
    return change.summary


def delete_project(workspace: Workspace, project_id: Id) -> ChangeSummary:
    """Delete a project with the calls it asks for; undo brings it back."""
    with workspace.change("delete_project", _("Delete project")) as change:
        change.delete("project", project_id)
    return change.summary


def save_service(
    workspace: Workspace, account_id: Id, values: Mapping[str, Any], service_id: Id | None = None
) -> ChangeSummary:
    """Note a service or repair (``text``, ``requested_on``, ``completed_on``, ``note``), or change one.

    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    checked = dict(values)
    if service_id is None or "text" in checked:
        checked["text"] = str(checked.get("text", "")).strip()
        if not checked["text"]:
            raise BadInput(_("Say what the service is."), hint=_("A few words will do."), where="text")
    _never_ahead(workspace, checked, "requested_on")
    _never_ahead(workspace, checked, "completed_on")
    with workspace.change("save_service", _("Save service")) as change:
        session = change.session
        if service_id is None:
            account_queries.get_account(session, account_id)
            before = ServiceRequest(Id(bytes(16)), account_id, "")
        else:
            before = _service(list_service_requests(session, account_id), service_id)
        asked = checked.get("requested_on", before.requested_on)
        done = checked.get("completed_on", before.completed_on)
        if asked is not None and done is not None and done < asked:
            raise BadInput(_("Completed before it was asked for."), where="completed_on")
        if service_id is None:
            change.create("service_request", {**checked, "account_id": account_id})
        else:
            change.set("service_request", service_id, checked)
    return change.summary


def delete_service(workspace: Workspace, service_id: Id) -> ChangeSummary:
    """Delete a service with the call it asks for; undo brings it back."""
    with workspace.change("delete_service", _("Delete service")) as change:
        change.delete("service_request", service_id)
    return change.summary


def call_owed(workspace: Workspace, account_id: Id, service_id: Id) -> FollowUp | None:
    """The call that is still owed after a service; ``None`` where there is none, or it was made."""
    work = get_work(workspace, account_id)
    line = next((one for one in work.services if one.service.id == service_id), None)
    return line.call if line is not None and line.is_waiting(work.today) else None


def record_follow_up(workspace: Workspace, account_id: Id) -> ChangeSummary:
    """The call after a service was made today: a visit of that kind, done; its report can be written."""
    with workspace.change("record_follow_up", VisitKind.FOLLOW_UP.label) as change:
        account = account_queries.get_account(change.session, account_id)
        change.create(
            "visit",
            {
                "account_id": account_id,
                "manager_id": account.manager_id,
                "kind": VisitKind.FOLLOW_UP.value,
                "state": VisitState.DONE.value,
                "on_day": workspace.clock.today(),
            },
        )
    return change.summary


def _service(services: list[ServiceRequest], service_id: Id) -> ServiceRequest:
    found = next((one for one in services if one.id == service_id), None)
    if found is None:
        raise NotFound(_("This service is not there (any more)."), where=service_id.hex())
    return found


def _never_ahead(workspace: Workspace, values: Mapping[str, Any], field: str) -> None:
    day = values.get(field)
    if day is not None and day > workspace.clock.today():
        raise BadInput(_("This day has not come yet."), hint=_("Fill it in when it is done."), where=field)
