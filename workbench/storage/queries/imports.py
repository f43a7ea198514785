"""What an import needs to know of the workspace: keys of what is there, and rows to compare with."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import func, select

from workbench.domain.account_matching import AccountKeys, split_codes
from workbench.domain.duplicate_keys import SEPARATOR
from workbench.domain.journal_fold import fold_row
from workbench.domain.sales import SaleRecord
from workbench.foundation.ids import Id
from workbench.storage.aliases import all_groups
from workbench.storage.entries import chunks, load_logs, present_rows
from workbench.storage.schema import schema
from workbench.storage.session import Session
from workbench.storage.tables.accounts import AccountEntity, ContactEntity, ManagerEntity
from workbench.storage.tables.journal import TransactionRecord
from workbench.storage.tables.relationships import ContactLinkEntity
from workbench.storage.tables.sales import SaleEntity

_ACCOUNT = AccountEntity.__table__.c
_CONTACT = ContactEntity.__table__.c
_MANAGER = ManagerEntity.__table__.c
_SALE = SaleEntity.__table__.c
_TRANSACTION = TransactionRecord.__table__.c
_LINK = ContactLinkEntity.__table__.c


class ImportRecord(NamedTuple):
    """One import of the past. ``at``: ISO 8601, UTC."""

    id: Id
    at: str
    author: str
    label: str
    undone: bool


class ContactKeys(NamedTuple):
    """What a contact is known by."""

    id: Id
    account_id: Id
    name: str
    mobile: str
    phone: str
    email: str
    is_placeholder: bool = False


def list_account_keys(session: Session) -> list[AccountKeys]:
    """What each account is known by."""
    query = select(
        _ACCOUNT.id,
        _ACCOUNT.code,
        _ACCOUNT.name,
        _ACCOUNT.short_name,
        _ACCOUNT.credit_code,
        _ACCOUNT.city,
        _ACCOUNT.other_codes,
    )
    found = [AccountKeys(*row) for row in session.execute(query.order_by(_ACCOUNT.id))]
    parts = _merged_accounts(session)
    return (
        [_with_parts(keys, parts[keys.id]) if keys.id in parts else keys for keys in found]
        if parts
        else found
    )


def _with_parts(keys: AccountKeys, parts: list[tuple[Id, str, str]]) -> AccountKeys:
    codes = [code for _id, code, others in parts for code in (code, *split_codes(others))]
    others = dict.fromkeys(code for code in (*split_codes(keys.other_codes), *codes) if code != keys.code)
    known = tuple((row_id, code) for row_id, code, _others in parts)
    return replace(keys, other_codes=SEPARATOR.join(filter(None, others)), parts=known)


def _merged_accounts(session: Session) -> dict[Id, list[tuple[Id, str, str]]]:
    """The accounts that became part of each other one: id, code and further codes."""
    found: dict[Id, list[tuple[Id, str, str]]] = {}
    stands = all_groups(session.connection()).stands
    for row_id, log in load_logs(session.connection(), stands).items():
        if log[0].entity == "account":
            values = fold_row(log).values
            codes = values.get("code", ""), values.get("other_codes", "")
            found.setdefault(stands[row_id], []).append((row_id, *codes))
    return found


def ids_at(session: Session, entity: str, account_ids: Iterable[Id]) -> set[Id]:
    """The rows of a table that belong to any of these accounts."""
    table = schema()[entity].table
    found: set[Id] = set()
    for chunk in chunks(account_ids):
        found.update(session.scalars(select(table.c.id).where(table.c.account_id.in_(chunk))))
    return found


def list_parents(session: Session) -> dict[Id, Id]:
    """The parent of each account that has one."""
    query = select(_ACCOUNT.id, _ACCOUNT.parent_id).where(_ACCOUNT.parent_id.is_not(None))
    return {row.id: row.parent_id for row in session.execute(query)}


def list_contact_links(session: Session) -> dict[tuple[Id, Id, str], Id]:
    """The links between people, by from, to and kind; of equal ones the first."""
    query = select(_LINK.id, _LINK.from_contact_id, _LINK.to_contact_id, _LINK.kind).order_by(_LINK.id.desc())
    return {(row.from_contact_id, row.to_contact_id, row.kind): row.id for row in session.execute(query)}


def list_contact_keys(session: Session) -> list[ContactKeys]:
    """What each contact is known by."""
    query = select(
        _CONTACT.id,
        _CONTACT.account_id,
        _CONTACT.name,
        _CONTACT.mobile,
        _CONTACT.phone,
        _CONTACT.email,
        _CONTACT.is_placeholder,
    )
    return [ContactKeys(*row) for row in session.execute(query.order_by(_CONTACT.id))]


def list_manager_names(session: Session) -> list[tuple[Id, str]]:
    """Our managers, the active ones last."""
    query = select(_MANAGER.id, _MANAGER.name).order_by(_MANAGER.active, _MANAGER.id)
    return [(row.id, row.name) for row in session.execute(query)]


def rows_by_id(session: Session, entity: str, ids: Iterable[Id]) -> dict[Id, dict[str, Any]]:
    """The rows of a business table that stand, by id, as values by column."""
    table = schema()[entity].table
    found: dict[Id, dict[str, Any]] = {}
    # Most are not there: a statement for whole rows takes long to build.
    for chunk in chunks(sorted(present_rows(session.connection(), table, ids))):
        for row in session.execute(select(table).where(table.c.id.in_(chunk))):
            found[row.id] = dict(row._mapping)
    return found


def sales_by_key(session: Session, account_ids: Iterable[Id]) -> dict[tuple[Id, str], SaleRecord]:
    """The sales of these accounts by account and key."""
    columns = [column for column in _SALE if column.name not in ("account_id", "key")]
    names = [column.name for column in columns]
    found: dict[tuple[Id, str], SaleRecord] = {}
    for chunk in chunks(account_ids):
        query = select(_SALE.account_id, _SALE.key, *columns).where(_SALE.account_id.in_(chunk))
        for account_id, key, *values in session.execute(query):
            found[account_id, key] = SaleRecord(**dict(zip(names, values, strict=True)))
    return found


def journal_state(session: Session) -> tuple[object, ...]:
    """Another value after every change, merge or undone merge."""
    query = select(func.count(), func.max(_TRANSACTION.id))
    return tuple(session.execute(query).one())


def list_imports(session: Session, limit: int) -> list[ImportRecord]:
    """The imports of all devices, the latest first."""
    query = (
        select(_TRANSACTION.id, _TRANSACTION.at, _TRANSACTION.author, _TRANSACTION.label)
        .where(_TRANSACTION.kind.startswith("import_", autoescape=True), _TRANSACTION.undoes.is_(None))
        .order_by(_TRANSACTION.id.desc())
        .limit(limit)
    )
    rows = session.execute(query).all()
    # An undo may be undone, and so on: whoever undoes what, the last word counts.
    undone_by: dict[bytes, list[bytes]] = {}
    waiting = [row.id for row in rows]
    while waiting:
        found = select(_TRANSACTION.id, _TRANSACTION.undoes).where(_TRANSACTION.undoes.in_(waiting))
        waiting = []
        for undo in session.execute(found):
            undone_by.setdefault(undo.undoes, []).append(undo.id)
            waiting.append(undo.id)

    def is_undone(transaction_id: bytes) -> bool:
        return any(not is_undone(undo) for undo in undone_by.get(transaction_id, ()))

    return [ImportRecord(row.id, row.at, row.author, row.label, is_undone(row.id)) for row in rows]
