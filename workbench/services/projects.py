"""Projects of accounts, and the work at an account with the calls that follow from it (2-rules §7.1, §13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.journal import ChangeSummary
from workbench.domain.projects import Project
from workbench.domain.visits import VisitKind, VisitState
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.service_checks import never_ahead
from workbench.services.service_requests import ServiceLine, list_service_lines
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.projects import list_projects
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class Work:
    """The projects and services of one account, as of ``today``; what is late of the services comes first."""

    today: date
    projects: tuple[Project, ...]
    services: tuple[ServiceLine, ...]


def get_work(workspace: Workspace, account_id: Id) -> Work:
    """The projects and services of an account, in a constant number of queries."""
    with workspace.read() as session:
        projects = list_projects(session, account_id)
    return Work(workspace.clock.today(), tuple(projects), list_service_lines(workspace, account_id))


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
    never_ahead(workspace.clock.today(), checked, "delivered_on")
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
