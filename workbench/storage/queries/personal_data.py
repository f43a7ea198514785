"""Reading why sensitive fields of people may be kept, and where a person is named."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, Text, func, or_, select, type_coerce

from workbench.domain.journal import Op
from workbench.domain.journal_fold import fold_row
from workbench.domain.personal_data import LawfulBasis, PersonalBasis
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.ids import Id, id_text
from workbench.storage.aliases import load_groups
from workbench.storage.entries import load_logs
from workbench.storage.queries.tolerant import known_word
from workbench.storage.queries.visits import list_visits
from workbench.storage.schema import schema
from workbench.storage.session import Session
from workbench.storage.tables.accounts import PersonalBasisEntity
from workbench.storage.tables.contact_log import ContactLogEntity
from workbench.storage.tables.journal import EntryRecord
from workbench.storage.tables.relationships import ContactLinkEntity, ContactTieEntity
from workbench.storage.tables.visits import VisitEntity

_BASIS = PersonalBasisEntity.__table__.c
_LINK = ContactLinkEntity.__table__.c
_TIE = ContactTieEntity.__table__.c
_LOG = ContactLogEntity.__table__.c
_VISIT = VisitEntity.__table__.c
REPORT_FIELDS = (
    "reason",
    "place",
    "purpose",
    "talking_points",
    "findings",
    "needs",
    "competitor_news",
    "operating_state",
    "demand_forecast",
    "next_step",
    "unlock_reason",
)
"""The texts of a visit in which a name may stand."""
COMPANIONS: Mapping[str, tuple[str, ...]] = {
    "personal_basis": ("contact_id",),
    "contact_link": ("from_contact_id", "to_contact_id"),
    "contact_tie": ("contact_id",),
    "phase_attitude": ("contact_id",),
    "map_place": ("contact_id",),
    "attachment": ("contact_id",),
}
"""What means nothing without the person it belongs to, with the columns that name them."""
REMARKS: Mapping[str, str] = {
    "need": "contact_id",
    "contact_log": "contact_id",
    "action": "contact_id",
    "invitation": "contact_id",
    "objective": "contact_id",
    "complaint": "contact_id",
    "service_request": "contact_id",
}
"""What is the account's and only says whom it was about, with the column that does."""
NAME_FIELDS: Mapping[str, str] = {"complaint": "complainant", "service_request": "asker"}
"""What is the account's and may name one person in a field of its own, without a reference."""
_SHORTEST_NAME = 2
_ID_TEXT = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True)
class NamingText:
    """A text of a visit in which a name stands."""

    visit_id: Id
    account_id: Id
    on: date
    field: str
    text: str


@dataclass(frozen=True)
class NamingRecord:
    """A text of any other record in which a name stands."""

    entity: str
    row_id: Id
    field: str
    text: str


def list_bases(session: Session, contact_id: Id | None = None) -> list[PersonalBasis]:
    """The bases of one person's fields, or of all; what belongs to nobody is left out."""
    query: Select[Any] = select(PersonalBasisEntity.__table__).where(_BASIS.contact_id.is_not(None))
    if contact_id is not None:
        query = query.where(_BASIS.contact_id == contact_id)
    found = []
    for row in session.execute(query.order_by(_BASIS.contact_id, _BASIS.field, _BASIS.id)):
        values = dict(row._mapping)
        values["basis"] = known_word(LawfulBasis, row.basis)
        found.append(PersonalBasis(**values))
    return found


def last_touched(session: Session, today: date) -> dict[Id, date]:
    """Per account the last day up to ``today`` on which somebody of ours visited it, called or wrote."""
    visited = select(_VISIT.account_id, func.max(_VISIT.on_day, type_=_VISIT.on_day.type))
    visited = visited.where(_VISIT.state == VisitState.DONE.value, _VISIT.on_day <= today)
    logged = select(_LOG.account_id, func.max(_LOG.on_day, type_=_LOG.on_day.type)).where(
        _LOG.on_day <= today
    )
    found: dict[Id, date] = {}
    for query in (visited.group_by(_VISIT.account_id), logged.group_by(_LOG.account_id)):
        for account_id, day in session.execute(query):
            found[account_id] = max(found.get(account_id, day), day)
    return found


def list_link_ids(session: Session, contact_id: Id) -> list[Id]:
    """The links between this person and others."""
    query = select(_LINK.id).where(
        or_(_LINK.from_contact_id == contact_id, _LINK.to_contact_id == contact_id)
    )
    return list(session.scalars(query.order_by(_LINK.id)))


def list_tie_ids(session: Session, contact_id: Id) -> list[Id]:
    """The ties between this person and people of ours."""
    return list(session.scalars(select(_TIE.id).where(_TIE.contact_id == contact_id).order_by(_TIE.id)))


def list_view_ids(session: Session, entity: str, contact_id: Id) -> list[Id]:
    """What the influence map keeps of this person: rows of ``phase_attitude`` or ``map_place``."""
    table = schema()[entity].table
    return list(session.scalars(select(table.c.id).where(table.c.contact_id == contact_id)))


def list_remark_ids(session: Session, entity: str, contact_id: Id) -> list[Id]:
    """The rows of one of ``REMARKS`` that are about this person."""
    table = schema()[entity].table
    query = select(table.c.id).where(table.c[REMARKS[entity]] == contact_id)
    return list(session.scalars(query.order_by(table.c.id)))


def list_named_ids(session: Session, entity: str, account_id: Id, name: str) -> list[Id]:
    """The rows of one of ``NAME_FIELDS``, of this account, whose field holds just this name."""
    table = schema()[entity].table
    column = table.c[NAME_FIELDS[entity]]
    query = select(table.c.id).where(table.c.account_id == account_id, func.trim(column) == name.strip())
    return list(session.scalars(query.order_by(table.c.id))) if name.strip() else []


def list_meetings(session: Session, account_id: Id, contact_id: Id) -> list[Visit]:
    """The visits at which this person was met, in order of time; also those to other accounts, and under
    an id that was merged into this one."""
    wanted = [contact_id, *load_groups(session.connection(), [contact_id])]
    met = type_coerce(_VISIT.met, Text)
    naming = or_(*(met.contains(id_text(one), autoescape=True) for one in wanted))
    ids = set(session.scalars(select(_VISIT.id).where(naming)))
    accounts = set(session.scalars(select(_VISIT.account_id).where(_VISIT.id.in_(ids)))) if ids else set()
    found = [visit for account in sorted(accounts) for visit in list_visits(session, account_id=account)]
    return [visit for visit in found if visit.id in ids and contact_id in visit.met]


def texts_naming(session: Session, name: str, account_id: Id | None = None) -> list[NamingText]:
    """The texts of visits, to one account or to all, in which ``name`` stands, in order of time."""
    if not name.strip():
        return []
    columns = [_VISIT[field] for field in REPORT_FIELDS]
    query = select(_VISIT.id, _VISIT.account_id, _VISIT.on_day, *columns).where(
        or_(*(column.contains(name, autoescape=True) for column in columns))
    )
    if account_id is not None:
        query = query.where(_VISIT.account_id == account_id)
    return [
        NamingText(row.id, row.account_id, row.on_day, field, getattr(row, field))
        for row in session.execute(query.order_by(_VISIT.on_day, _VISIT.id))
        for field in REPORT_FIELDS
        if name in getattr(row, field)
    ]


def records_naming(session: Session, name: str, contact_id: Id) -> list[NamingRecord]:
    """The texts of all other records in which ``name`` stands, but for those that go with the person.

    Names of one sign stand in too many words to say anything.
    """
    if len(name.strip()) < _SHORTEST_NAME:
        return []
    found: list[NamingRecord] = []
    for entity, shape in schema().items():
        columns = [
            shape.table.c[column.name]
            for column in shape.columns.values()
            if column.kind is str and column.from_json is None
        ]
        if entity == "visit" or not columns:
            continue
        query = select(shape.table.c.id, *columns).where(
            or_(*(column.contains(name, autoescape=True) for column in columns))
        )
        for owner in ("id",) if entity == "contact" else COMPANIONS.get(entity, ()):
            query = query.where(shape.table.c[owner].is_distinct_from(contact_id))
        for row in session.execute(query.order_by(shape.table.c.id)).mappings():
            found += [
                NamingRecord(entity, row["id"], column.name, row[column.name])
                for column in columns
                if name in (row[column.name] or "")
            ]
    return found


def rows_ever_naming(session: Session, entity: str, contact_id: Id) -> list[Id]:
    """Rows of ``entity`` in which this person stood once, as the journal tells, deleted ones included."""
    query = select(EntryRecord.row_id).where(
        EntryRecord.entity == entity, EntryRecord.value.contains(id_text(contact_id), autoescape=True)
    )
    return [Id(row_id) for row_id in session.scalars(query.distinct())]


def rows_of_erased(session: Session) -> list[tuple[str, Id]]:
    """What still tells of people who were erased, by entity: reasons, links, ties and files.

    They come with the file of somebody who did not know of the erasure. What belongs to somebody else by
    now is left out.
    """
    gone = select(EntryRecord.row_id).where(
        EntryRecord.entity == "contact", EntryRecord.op.in_((Op.ERASE.value, Op.EMPTIED.value))
    )
    erased = {id_text(row_id) for row_id in session.scalars(gone.distinct())}
    telling = select(EntryRecord.entity, EntryRecord.row_id, EntryRecord.value).where(
        EntryRecord.entity.in_(COMPANIONS), EntryRecord.op.in_((Op.CREATE.value, Op.SET.value))
    )
    naming = {
        Id(row_id): entity
        for entity, row_id, value in (session.execute(telling) if erased else ())
        if any(one in erased for one in _ID_TEXT.findall(value))
    }
    found = []
    for row_id, log in load_logs(session.connection(), naming).items():
        state = fold_row(log)
        people = {state.values.get(column) for column in COMPANIONS[naming[row_id]]}
        if not state.shown or people & erased:
            found.append((naming[row_id], row_id))
    return sorted(found)
