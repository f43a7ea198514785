"""Reading projects."""

from dataclasses import fields

from sqlalchemy import select

from workbench.domain.projects import Project
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.projects import ProjectEntity

_PROJECT = ProjectEntity.__table__.c
_PROJECTS = select(*(_PROJECT[field.name] for field in fields(Project)))


def list_projects(session: Session, account_id: Id | None = None) -> list[Project]:
    """The projects of an account, or all, the latest delivered first."""
    query = _PROJECTS.order_by(_PROJECT.delivered_on.desc(), _PROJECT.id)
    if account_id is not None:
        query = query.where(_PROJECT.account_id == account_id)
    return [Project(*row) for row in session.execute(query)]
