"""Reading projects and services."""

from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.domain.projects import Project, ServiceRequest
from workbench.foundation.ids import Id
from workbench.storage.tables.projects import ProjectEntity
from workbench.storage.tables.service_requests import ServiceRequestEntity

_PROJECT, _SERVICE = ProjectEntity.__table__.c, ServiceRequestEntity.__table__.c
_PROJECTS = select(*(_PROJECT[field.name] for field in fields(Project)))
_SERVICES = select(*(_SERVICE[field.name] for field in fields(ServiceRequest)))


def list_projects(session: Session, account_id: Id | None = None) -> list[Project]:
    """The projects of an account, or all, the latest delivered first."""
    query = _PROJECTS.order_by(_PROJECT.delivered_on.desc(), _PROJECT.id)
    if account_id is not None:
        query = query.where(_PROJECT.account_id == account_id)
    return [Project(*row) for row in session.execute(query)]


def list_service_requests(session: Session, account_id: Id | None = None) -> list[ServiceRequest]:
    """The services and repairs of an account, or all, the latest completed first."""
    query = _SERVICES.order_by(_SERVICE.completed_on.desc(), _SERVICE.id)
    if account_id is not None:
        query = query.where(_SERVICE.account_id == account_id)
    return [ServiceRequest(*row) for row in session.execute(query)]
