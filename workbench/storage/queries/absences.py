"""Reading the days on which our people are away."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.domain.absences import Absence
from workbench.domain.workdays import DateSpan
from workbench.storage.tables.absences import AbsenceEntity

_ABSENCE = AbsenceEntity.__table__.c


def list_absence_rows(session: Session) -> list[Absence]:
    """Every absence of everybody, in order of days."""
    query = select(AbsenceEntity.__table__).order_by(_ABSENCE.starts_on, _ABSENCE.ends_on, _ABSENCE.id)
    return [
        Absence(row.id, row.manager_id, DateSpan(row.starts_on, row.ends_on), row.reason)
        for row in session.execute(query)
    ]
