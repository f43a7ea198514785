"""Reading what tells whether two accounts are one, and what would move from one to the other (A8)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select

from workbench.domain.duplicate_keys import several
from workbench.domain.duplicates import AccountFacts
from workbench.domain.journal import Op
from workbench.foundation.ids import Id
from workbench.storage.schema import schema
from workbench.storage.session import Session
from workbench.storage.tables.accounts import AccountEntity, AccountLinkEntity, ContactEntity
from workbench.storage.tables.duplicates import NotDuplicateEntity
from workbench.storage.tables.journal import EntryRecord
from workbench.storage.tables.sales import SaleEntity

_ACCOUNT, _CONTACT = AccountEntity.__table__.c, ContactEntity.__table__.c
_APART, _LINK = NotDuplicateEntity.__table__.c, AccountLinkEntity.__table__.c
_ENTRY, _SALE = EntryRecord.__table__.c, SaleEntity.__table__.c


def list_facts(session: Session) -> list[AccountFacts]:
    """What every account is compared by, its people's phones and mail included; in two queries."""
    phones: defaultdict[Id, list[str]] = defaultdict(list)
    sites: defaultdict[Id, list[str]] = defaultdict(list)
    people = select(_CONTACT.account_id, _CONTACT.mobile, _CONTACT.phone, _CONTACT.email)
    for person in session.execute(people):
        phones[person.account_id] += filter(None, (person.mobile, person.phone))
        sites[person.account_id] += filter(None, (person.email,))
    query = select(
        _ACCOUNT.id,
        _ACCOUNT.name,
        _ACCOUNT.short_name,
        _ACCOUNT.former_name,
        _ACCOUNT.credit_code,
        _ACCOUNT.city,
        _ACCOUNT.address,
        _ACCOUNT.phone,
        _ACCOUNT.other_phones,
        _ACCOUNT.website,
        _ACCOUNT.parent_id,
    )
    return [
        AccountFacts(
            id=row.id,
            name=row.name,
            short_name=row.short_name,
            former_name=row.former_name,
            credit_code=row.credit_code,
            city=row.city,
            address=row.address,
            phones=(row.phone, *several(row.other_phones), *phones.get(row.id, ())),
            sites=(row.website, *sites.get(row.id, ())),
            parent_id=row.parent_id,
        )
        for row in session.execute(query)
    ]


def list_apart(session: Session) -> set[tuple[Id, Id]]:
    """The pairs that a person has said to be two accounts, the smaller id first."""
    found = set()
    for row in session.execute(select(_APART.account_id, _APART.other_id)):
        left, right = sorted((row.account_id, row.other_id))
        found.add((left, right))
    return found


def ids_between(session: Session, one: Id, other: Id) -> list[tuple[str, Id]]:
    """The rows that speak of the two accounts as two: what sets them apart, and their links."""
    found: list[tuple[str, Id]] = []
    for entity, table in (("not_duplicate", _APART), ("account_link", _LINK)):
        either = or_(
            (table.account_id == one) & (table.other_id == other),
            (table.account_id == other) & (table.other_id == one),
        )
        found += [(entity, row_id) for row_id in session.scalars(select(table.id).where(either))]
    return found


def load_row(session: Session, entity: str, row_id: Id) -> dict[str, Any] | None:
    """The columns of a row as they stand, unknown words included; ``None`` if it is not there."""
    table = schema()[entity].table
    row = session.execute(select(table).where(table.c.id == row_id)).first()
    return dict(row._mapping) if row is not None else None


def rows_with(session: Session, entity: str, column: str, owner_id: Id) -> list[dict[str, Any]]:
    """The rows of one table that belong to an account or a person, by id."""
    table = schema()[entity].table
    query = select(table).where(table.c[column] == owner_id).order_by(table.c.id)
    return [dict(row._mapping) for row in session.execute(query)]


def links_of_people(session: Session, people: Sequence[Id]) -> list[dict[str, Any]]:
    """The links from and to any of these people."""
    table = schema()["contact_link"].table
    query = select(table).where(table.c.from_contact_id.in_(people) | table.c.to_contact_id.in_(people))
    return [dict(row._mapping) for row in session.execute(query.order_by(table.c.id))]


def count_belongings(session: Session, account_id: Id) -> dict[str, int]:
    """How many rows of each table belong to an account; sales are counted as single lines."""
    found: dict[str, int] = {}
    for reference in schema()["account"].inbound:
        if reference.column != "account_id" or reference.entity in ("sales_batch", "not_duplicate"):
            continue
        table = schema()[reference.entity].table
        query = select(func.count()).select_from(table).where(table.c.account_id == account_id)
        found[reference.entity] = session.execute(query).scalar_one()
    found["sale"] = session.execute(
        select(func.count()).select_from(SaleEntity).where(_SALE.account_id == account_id)
    ).scalar_one()
    return {entity: count for entity, count in found.items() if count}


def total_sales(session: Session, account_id: Id) -> dict[str, int]:
    """What an account ever bought, by currency in its hundredths."""
    query = select(_SALE.currency, func.sum(_SALE.amount_fen).label("total"))
    rows = session.execute(query.where(_SALE.account_id == account_id).group_by(_SALE.currency))
    return {row.currency: row.total for row in rows}


def count_same_sales(session: Session, one: Id, other: Id) -> int:
    """How many sales of two accounts have one key, and would be one if the accounts were."""
    theirs = SaleEntity.__table__.alias().c
    query = select(func.count()).where(theirs.key == _SALE.key)
    return session.execute(query.where(_SALE.account_id == one, theirs.account_id == other)).scalar_one()


def last_written(session: Session, row_ids: list[Id]) -> dict[Id, dict[str, Id]]:
    """Per row and field of the journal the entry that wrote it last; the creation stands under ``""``."""
    query = (
        select(_ENTRY.row_id, _ENTRY.field, func.max(_ENTRY.id, type_=_ENTRY.id.type).label("last"))
        .where(_ENTRY.row_id.in_(row_ids), _ENTRY.op.in_([Op.CREATE.value, Op.SET.value]))
        .group_by(_ENTRY.row_id, _ENTRY.field)
    )
    found: dict[Id, dict[str, Id]] = {row_id: {} for row_id in row_ids}
    for row in session.execute(query):
        found[row.row_id][row.field] = row.last
    return found
