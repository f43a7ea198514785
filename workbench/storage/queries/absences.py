"""Reading the days on which our people are away, and those on which accounts are closed."""

from sqlalchemy import select

from workbench.domain.absences import Absence, Closure
from workbench.domain.workdays import DateSpan
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.absences import AbsenceEntity
from workbench.storage.tables.closures import ClosureEntity

_ABSENCE, _CLOSURE = AbsenceEntity.__table__.c, ClosureEntity.__table__.c


def list_absence_rows(session: Session) -> list[Absence]:
    """Every absence of everybody, in order of days."""
    query = select(AbsenceEntity.__table__).order_by(_ABSENCE.starts_on, _ABSENCE.ends_on, _ABSENCE.id)
    return [
        Absence(row.id, row.manager_id, DateSpan(row.starts_on, row.ends_on), row.reason)
        for row in session.execute(query)
    ]


def list_closures(session: Session, account_id: Id | None = None) -> list[Closure]:
    """The closed days of an account, or of every one, in order of days."""
    query = select(ClosureEntity.__table__).order_by(_CLOSURE.starts_on, _CLOSURE.ends_on, _CLOSURE.id)
    if account_id is not None:
        query = query.where(_CLOSURE.account_id == account_id)
    return [
        Closure(row.id, row.account_id, DateSpan(row.starts_on, row.ends_on), row.reason)
        for row in session.execute(query)
    ]
