"""Reading contracts: what they say, ask for, and what happened to them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Table, case, func, select

from workbench.domain.contracts import (
    ClauseGroup,
    Contract,
    ContractAmendment,
    ContractClause,
    ContractDuty,
    ContractEvent,
    ContractEventKind,
    ContractKind,
    ContractLine,
    DutyKind,
)
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import known_word
from workbench.storage.session import Session
from workbench.storage.tables.attachments import AttachmentEntity
from workbench.storage.tables.base import BusinessEntity
from workbench.storage.tables.contracts import (
    ContractAmendmentEntity,
    ContractClauseEntity,
    ContractDutyEntity,
    ContractEntity,
    ContractEventEntity,
    ContractLineEntity,
    ContractValueEntity,
)

T = TypeVar("T")
_CONTRACT = ContractEntity.__table__.c
_FILE = AttachmentEntity.__table__.c
_CONTENT = ("content",)
_PARTS: Mapping[str, type[BusinessEntity]] = {
    "contract_line": ContractLineEntity,
    "contract_duty": ContractDutyEntity,
    "contract_amendment": ContractAmendmentEntity,
}
_COLUMNS = select(*(_CONTRACT[field.name] for field in fields(Contract)))


def list_contracts(
    session: Session,
    account_id: Id | None = None,
    *,
    ends_from: date | None = None,
    ends_by: date | None = None,
) -> list[Contract]:
    """Contracts by their end; those without an end last."""
    query = _COLUMNS
    if account_id is not None:
        query = query.where(_CONTRACT.account_id == account_id)
    if ends_from is not None:
        query = query.where(_CONTRACT.ends_on >= ends_from)
    if ends_by is not None:
        query = query.where(_CONTRACT.ends_on <= ends_by)
    query = query.order_by(_CONTRACT.ends_on.is_(None), _CONTRACT.ends_on, _CONTRACT.id)
    return [_contract(row) for row in session.execute(query)]


def get_contract(session: Session, contract_id: Id) -> Contract:
    """One contract; raises ``NotFound``."""
    row = session.execute(_COLUMNS.where(_CONTRACT.id == contract_id)).first()
    if row is None:
        raise NotFound(
            _("This contract is not in the file."),
            hint=_("Look at the list again."),
            where=contract_id.hex(),
        )
    return _contract(row)


def list_clauses(session: Session, contract_id: Id | None = None) -> dict[Id, list[ContractClause]]:
    """The clauses by contract, in their order."""
    return _by_contract(session, ContractClauseEntity, contract_id, _clause, "position")


def list_values(session: Session, contract_id: Id | None = None) -> dict[Id, dict[str, str]]:
    """What stands for placeholders, by contract and name."""
    table = _table(ContractValueEntity)
    query = select(table.c.contract_id, table.c.name, table.c.value).order_by(table.c.id)
    if contract_id is not None:
        query = query.where(table.c.contract_id == contract_id)
    found: dict[Id, dict[str, str]] = {}
    for row in session.execute(query):
        found.setdefault(Id(row.contract_id), {})[row.name] = row.value
    return found


def list_lines(session: Session, contract_id: Id | None = None) -> dict[Id, list[ContractLine]]:
    """The lines of goods by contract, in their order."""
    return _by_contract(
        session, ContractLineEntity, contract_id, lambda row: ContractLine(**row._mapping), "position"
    )


def list_contract_events(
    session: Session, contract_id: Id | None = None, *, account_id: Id | None = None, content: bool = True
) -> dict[Id, list[ContractEvent]]:
    """What happened by contract, in the order it is read in; an unknown kind reads as a note.

    Without ``content`` the texts that were signed are left out: they are most of what is stored.
    """
    order = ("sequence", "on_day", "at_time")
    left_out = () if content else _CONTENT
    return _by_contract(
        session, ContractEventEntity, contract_id, _event, *order, left_out=left_out, account_id=account_id
    )


def signed_fields(session: Session, account_id: Id | None = None) -> dict[Id, Mapping[str, Any]]:
    """The contracts' own fields as they were signed, by signature; no text of a clause leaves the file."""
    table = _table(ContractEventEntity)
    is_json = func.json_valid(table.c.content) == 1
    query = select(table.c.id, case((is_json, func.json_extract(table.c.content, "$.fields")))).where(
        table.c.kind == ContractEventKind.SIGNED.value
    )
    if account_id is not None:
        own = select(_CONTRACT.id).where(_CONTRACT.account_id == account_id)
        query = query.where(table.c.contract_id.in_(own))
    return {Id(row_id): _object(text) for row_id, text in session.execute(query)}


def list_amendments(
    session: Session, contract_id: Id | None = None, *, account_id: Id | None = None, content: bool = True
) -> dict[Id, list[ContractAmendment]]:
    """The amendments by contract, by number; without ``content`` not what they change."""
    return _by_contract(
        session,
        ContractAmendmentEntity,
        contract_id,
        lambda row: ContractAmendment(**row._mapping),
        "number",
        "made_on",
        left_out=() if content else _CONTENT,
        account_id=account_id,
    )


def contract_of(session: Session, entity: str, row_id: Id) -> Id:
    """The contract that a line, duty or amendment belongs to; raises ``NotFound``."""
    table = _table(_PARTS[entity])
    found = session.execute(select(table.c.contract_id).where(table.c.id == row_id)).scalar()
    if found is None:
        raise NotFound(
            _("This is no longer there."), hint=_("Look at the contract again."), where=row_id.hex()
        )
    return Id(found)


def signed_copies(session: Session) -> set[Id]:
    """The contracts of which a copy of the signed paper is kept."""
    query = select(_FILE.contract_id).where(_FILE.contract_id.is_not(None), _FILE.is_signed_copy)
    return {Id(found) for found in session.scalars(query)}


def renewal_of(session: Session, contract_id: Id) -> Id | None:
    """The contract that follows this one, drafted or signed; of several the first that was signed."""
    query = select(_CONTRACT.id).where(_CONTRACT.renews_id == contract_id)
    found = session.scalars(query.order_by(_CONTRACT.signed_on.is_(None), _CONTRACT.id)).first()
    return None if found is None else Id(found)


def contracts_with_text(session: Session) -> set[Id]:
    """The contracts that have a clause, or were made from a template."""
    clauses = _table(ContractClauseEntity)
    made = select(_CONTRACT.id).where(_CONTRACT.version_id.is_not(None))
    return {Id(found) for found in session.scalars(select(clauses.c.contract_id).distinct().union(made))}


def contract_numbers(session: Session, start: str) -> list[str]:
    """The numbers of contracts that begin with ``start``."""
    return list(
        session.scalars(select(_CONTRACT.number).where(_CONTRACT.number.startswith(start, autoescape=True)))
    )


def list_contract_duties(
    session: Session, contract_id: Id | None = None, *, account_id: Id | None = None
) -> dict[Id, list[ContractDuty]]:
    """What contracts ask for, by contract, by day."""
    return _by_contract(
        session, ContractDutyEntity, contract_id, _duty, "due_on", "position", account_id=account_id
    )


def _by_contract(
    session: Session,
    entity: type[BusinessEntity],
    contract_id: Id | None,
    made: Callable[[Any], T],
    *order: str,
    left_out: Sequence[str] = (),
    account_id: Id | None = None,
) -> dict[Id, list[T]]:
    table = _table(entity)
    columns = [column for column in table.c if column.name not in left_out]
    query = select(*columns).order_by(*(table.c[name] for name in order), table.c.id)
    if account_id is not None:
        query = query.where(
            table.c.contract_id.in_(select(_CONTRACT.id).where(_CONTRACT.account_id == account_id))
        )
    if contract_id is not None:
        query = query.where(table.c.contract_id == contract_id)
    found: dict[Id, list[T]] = {}
    for row in session.execute(query):
        found.setdefault(Id(row.contract_id), []).append(made(row))
    return found


def _object(text: object) -> dict[str, Any]:
    try:
        found = json.loads(text) if isinstance(text, str) else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _table(entity: type[BusinessEntity]) -> Table:
    table = entity.__table__
    assert isinstance(table, Table)
    return table


def _contract(row: Any) -> Contract:
    values = dict(row._mapping)
    values["kind"] = known_word(ContractKind, row.kind) or ContractKind.OTHER
    return Contract(**values)


def _clause(row: Any) -> ContractClause:
    values = dict(row._mapping)
    group = known_word(ClauseGroup, values.pop("clause_group")) or ClauseGroup.SUBJECT
    return ContractClause(**values, group=group)


def _event(row: Any) -> ContractEvent:
    values = dict(row._mapping)
    values["on"], values["at"] = values.pop("on_day") or date.min, values.pop("at_time")
    values["kind"] = known_word(ContractEventKind, row.kind) or ContractEventKind.NOTED
    return ContractEvent(**values)


def _duty(row: Any) -> ContractDuty:
    values = dict(row._mapping)
    values["kind"] = known_word(DutyKind, row.kind) or DutyKind.OTHER
    return ContractDuty(**values)
