"""Reading what was said to alarms, and major events (2-rules §12)."""

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from workbench.domain.alarms import AlarmAcknowledgement, AlarmKind, MajorEvent, MajorEventKind, Severity
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import known_word
from workbench.storage.session import Session
from workbench.storage.tables.alarms import AlarmAcknowledgementEntity, MajorEventEntity

_SAID = AlarmAcknowledgementEntity.__table__.c
_EVENT = MajorEventEntity.__table__.c
_SAID_COLUMNS = select(*(_SAID[field.name] for field in fields(AlarmAcknowledgement)))
_EVENT_COLUMNS = select(*(_EVENT[field.name] for field in fields(MajorEvent)))


def list_acknowledgements(session: Session, account_id: Id | None = None) -> list[AlarmAcknowledgement]:
    """What was said to the alarms of one account or of all, the oldest first."""
    query = _of(_SAID_COLUMNS, _SAID.account_id, account_id).order_by(_SAID.acknowledged_on, _SAID.id)
    return [_acknowledgement(row) for row in session.execute(query)]


def get_acknowledgement(session: Session, acknowledgement_id: Id) -> AlarmAcknowledgement:
    """One of them; raises ``NotFound``."""
    row = session.execute(_SAID_COLUMNS.where(_SAID.id == acknowledgement_id)).first()
    if row is None:
        raise NotFound(_("This acknowledgement is not in the file."), where=acknowledgement_id.hex())
    return _acknowledgement(row)


def list_major_events(
    session: Session, account_id: Id | None = None, *, open_on: date | None = None
) -> list[MajorEvent]:
    """Major events of one account or of all, the latest first; or those that are not over on ``open_on``."""
    query = _of(_EVENT_COLUMNS, _EVENT.account_id, account_id)
    if open_on is not None:
        query = query.where(_EVENT.ended_on.is_(None) | (_EVENT.ended_on > open_on))
    query = query.order_by(_EVENT.happened_on.desc(), _EVENT.id.desc())
    return [_event(row) for row in session.execute(query)]


def get_major_event(session: Session, event_id: Id) -> MajorEvent:
    """One of them; raises ``NotFound``."""
    row = session.execute(_EVENT_COLUMNS.where(_EVENT.id == event_id)).first()
    if row is None:
        raise NotFound(_("This event is not in the file."), where=event_id.hex())
    return _event(row)


def _of(query: Select[Any], column: Any, account_id: Id | None) -> Select[Any]:
    return query if account_id is None else query.where(column == account_id)


def _acknowledgement(row: Any) -> AlarmAcknowledgement:
    values = dict(row._mapping)
    values["alarm"] = known_word(AlarmKind, row.alarm)
    values["severity"] = known_word(Severity, row.severity)
    return AlarmAcknowledgement(**values)


def _event(row: Any) -> MajorEvent:
    return MajorEvent(**{**row._mapping, "kind": known_word(MajorEventKind, row.kind)})
