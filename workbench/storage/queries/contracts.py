"""Reading contracts: what they say, ask for, and what happened to them."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

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


def list_contract_events(session: Session, contract_id: Id | None = None) -> dict[Id, list[ContractEvent]]:
    """What happened by contract, in the order it is read in; an unknown kind reads as a note."""
    return _by_contract(session, ContractEventEntity, contract_id, _event, "sequence", "on_day", "at_time")


def list_amendments(session: Session, contract_id: Id | None = None) -> dict[Id, list[ContractAmendment]]:
    """The amendments by contract, by number."""
    return _by_contract(
        session,
        ContractAmendmentEntity,
        contract_id,
        lambda row: ContractAmendment(**row._mapping),
        "number",
        "made_on",
    )


def list_contract_duties(session: Session, contract_id: Id | None = None) -> dict[Id, list[ContractDuty]]:
    """What contracts ask for, by contract, by day."""
    return _by_contract(session, ContractDutyEntity, contract_id, _duty, "due_on", "position")


def _by_contract(
    session: Session,
    entity: type[BusinessEntity],
    contract_id: Id | None,
    made: Callable[[Any], T],
    *order: str,
) -> dict[Id, list[T]]:
    table = _table(entity)
    query = select(table).order_by(*(table.c[name] for name in order), table.c.id)
    if contract_id is not None:
        query = query.where(table.c.contract_id == contract_id)
    found: dict[Id, list[T]] = {}
    for row in session.execute(query):
        found.setdefault(Id(row.contract_id), []).append(made(row))
    return found


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
