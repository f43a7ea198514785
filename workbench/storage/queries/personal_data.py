"""Reading why sensitive fields of people may be kept, and where a person is named."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, Text, or_, select, type_coerce
from sqlalchemy.orm import Session

from workbench.domain.personal_data import LawfulBasis, PersonalBasis
from workbench.domain.visits import Visit
from workbench.foundation.ids import Id, id_text
from workbench.storage.aliases import load_groups
from workbench.storage.queries.tolerant import known_word
from workbench.storage.queries.visits import list_visits
from workbench.storage.tables.accounts import PersonalBasisEntity
from workbench.storage.tables.journal import EntryRecord
from workbench.storage.tables.relationships import ContactLinkEntity, ContactTieEntity
from workbench.storage.tables.visits import VisitEntity

_BASIS = PersonalBasisEntity.__table__.c
_LINK = ContactLinkEntity.__table__.c
_TIE = ContactTieEntity.__table__.c
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
)
"""The texts of a visit in which a name may stand."""


@dataclass(frozen=True)
class NamingText:
    """A text of a visit in which a name stands."""

    visit_id: Id
    account_id: Id
    on: date
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


def list_link_ids(session: Session, contact_id: Id) -> list[Id]:
    """The links between this person and others."""
    query = select(_LINK.id).where(
        or_(_LINK.from_contact_id == contact_id, _LINK.to_contact_id == contact_id)
    )
    return list(session.scalars(query.order_by(_LINK.id)))


def list_tie_ids(session: Session, contact_id: Id) -> list[Id]:
    """The ties between this person and people of ours."""
    return list(session.scalars(select(_TIE.id).where(_TIE.contact_id == contact_id).order_by(_TIE.id)))


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


def rows_ever_naming(session: Session, entity: str, contact_id: Id) -> list[Id]:
    """Rows of ``entity`` in which this person stood once, as the journal tells, deleted ones included."""
    query = select(EntryRecord.row_id).where(
        EntryRecord.entity == entity, EntryRecord.value.contains(id_text(contact_id), autoescape=True)
    )
    return [Id(row_id) for row_id in session.scalars(query.distinct())]
