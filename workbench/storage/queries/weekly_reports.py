"""Reading weekly reports, and when what they speak of was changed last."""

from collections.abc import Sequence

from sqlalchemy import and_, func, or_, select

from workbench.domain.journal import Op
from workbench.domain.weekly_reports import WeeklyReport
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.journal import EntryRecord
from workbench.storage.tables.weekly_reports import WeeklyReportEntity

_REPORT = WeeklyReportEntity.__table__.c
_ENTRY = EntryRecord.__table__.c
_AT_ONCE = 500


def find_weekly_report(session: Session, report_id: Id) -> WeeklyReport | None:
    """The report, or ``None`` where nothing has been written yet."""
    row = session.execute(select(WeeklyReportEntity.__table__).where(_REPORT.id == report_id)).first()
    return WeeklyReport(**row._mapping) if row is not None else None


def newest_entry(session: Session, row_ids: Sequence[Id]) -> bytes:
    """The largest entry id of any of the rows; ids grow with time. Empty without rows."""
    newest = b""
    for start in range(0, len(row_ids), _AT_ONCE):
        query = select(func.max(_ENTRY.id)).where(_ENTRY.row_id.in_(row_ids[start : start + _AT_ONCE]))
        newest = max(newest, session.execute(query).scalar() or b"")
    return newest


def newest_setting(session: Session, row_id: Id, field: str) -> bytes:
    """The largest id of an entry that made the row or set that field of it; empty for none."""
    query = select(func.max(_ENTRY.id)).where(
        _ENTRY.row_id == row_id,
        or_(
            _ENTRY.op == Op.CREATE.value,
            and_(_ENTRY.op == Op.SET.value, _ENTRY.field == field),
        ),
    )
    return session.execute(query).scalar() or b""
