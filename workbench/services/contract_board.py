"""All contracts at a glance: the list, the timeline of their ends, and what waits (2-rules §10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from workbench.domain.contract_alerts import AlertKind, ContractAlert, alerts_of, expiry_band
from workbench.domain.contract_life import ContractLife, ContractState, life_of
from workbench.domain.contract_signature import as_signed
from workbench.domain.contracts import Contract, ContractDuty
from workbench.foundation.ids import Id
from workbench.storage.queries import contracts as queries
from workbench.storage.queries.accounts import account_names, list_managers
from workbench.storage.queries.contract_templates import template_names
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class ContractRow:
    """One contract in a list; amount and term are those in force. ``next_due``: its next open duty."""

    contract: Contract
    account_name: str
    manager_name: str
    state: ContractState
    days_left: int | None = None
    band: int | None = None
    amendments: int = 0
    late_duties: int = 0
    alerts: tuple[ContractAlert, ...] = ()
    template_name: str = ""
    next_due: ContractDuty | None = None


def list_contract_rows(workspace: Workspace, account_id: Id | None = None) -> tuple[ContractRow, ...]:
    """All contracts, or an account's, those that need attention first, then by their end.

    No text of a clause is read; the number of queries does not depend on that of contracts.
    """
    return _rows(workspace, workspace.clock.today(), account_id)


def contracts_waiting(workspace: Workspace, today: date, limit: int = 20) -> tuple[ContractRow, ...]:
    """Those with an alert as of ``today``, the most pressing first."""
    return waiting(_rows(workspace, today))[:limit]


def _rows(workspace: Workspace, today: date, account_id: Id | None = None) -> tuple[ContractRow, ...]:
    with workspace.read() as session:
        contracts = queries.list_contracts(session, account_id)
        events = queries.list_contract_events(session, account_id=account_id, content=False)
        amendments = queries.list_amendments(session, account_id=account_id, content=False)
        duties = queries.list_contract_duties(session, account_id=account_id)
        copies = queries.signed_copies(session)
        signed = queries.signed_fields(session, account_id)
        accounts, templates = account_names(session), template_names(session)
        managers = {one.id: one.name for one in list_managers(session)}
    rows = []
    for one in contracts:
        life = life_of(one, events.get(one.id, ()), amendments.get(one.id, ()), today)
        own = duties.get(one.id, [])
        one = _as_it_holds(one, life, signed)
        alerts = alerts_of(one, life, own, has_scan=one.id in copies)
        open_ones = [duty for duty in own if duty.done_on is None and duty.due_on is not None]
        rows.append(
            ContractRow(
                contract=one,
                account_name=accounts.get(one.account_id, ""),
                manager_name=managers.get(one.manager_id, "") if one.manager_id is not None else "",
                state=life.state,
                days_left=life.days_left,
                band=expiry_band(life),
                amendments=len(life.amended),
                late_duties=sum(duty.is_late(today) for duty in own) if life.is_fixed else 0,
                alerts=alerts,
                template_name=templates.get(one.version_id, "") if one.version_id is not None else "",
                next_due=open_ones[0] if open_ones and life.state.is_running else None,
            )
        )
    return tuple(sorted(rows, key=_order))


def standing_contracts(session: ReadingSession, account_id: Id, today: date) -> list[Contract]:
    """An account's contracts as they hold, amendments included, and its drafts; by their end.

    None that was given up or terminated, nor one that another follows: nobody waits for the end of these.
    """
    events = queries.list_contract_events(session, account_id=account_id, content=False)
    signed = queries.signed_fields(session, account_id)
    found = []
    for one in queries.list_contracts(session, account_id):
        life = life_of(one, events.get(one.id, ()), (), today)
        if life.state not in (ContractState.TERMINATED, ContractState.RENEWED):
            found.append(_as_it_holds(one, life, signed))
    return sorted(found, key=lambda one: (one.ends_on is None, one.ends_on or today, one.id))


def _as_it_holds(contract: Contract, life: ContractLife, signed: Mapping[Id, Mapping[str, Any]]) -> Contract:
    if life.signed is not None:
        contract = as_signed(contract, signed.get(life.signed.id, {}))
    return replace(
        contract,
        amount_fen=life.amount_fen,
        starts_on=life.starts_on,
        ends_on=life.ends_on,
        signed_on=life.signed_on,
    )


def waiting(rows: Iterable[ContractRow]) -> tuple[ContractRow, ...]:
    """Of ``rows`` those with an alert, the most pressing first."""
    return tuple(sorted((row for row in rows if row.alerts), key=_order))


_PRESSING = list(AlertKind)


def _order(row: ContractRow) -> tuple[object, ...]:
    first = row.alerts[0] if row.alerts else None
    ends_on = row.contract.ends_on
    return (
        first is None,
        _PRESSING.index(first.kind) if first is not None else 0,
        (first.on or date.max) if first is not None else date.min,
        not row.state.is_running and row.state.is_fixed,
        ends_on or date.max,
        row.contract.id,
    )
