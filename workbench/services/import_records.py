"""Planning the import of records of all kinds, each under an account that is there."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from workbench.domain.account_matching import name_key
from workbench.domain.import_currency import DEFAULT_CURRENCY
from workbench.domain.imports import ImportKind, ProblemCode
from workbench.domain.visits import VisitKind, VisitState
from workbench.exchange.rows import ParsedRow
from workbench.foundation.clock import Clock
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.import_complaints import ComplaintRows, without_begun
from workbench.services.import_contracts import ContractRows, without_stepped
from workbench.services.import_plan import AccountFinder, ImportPlan, ManagerNames, PlannedRow
from workbench.services.import_receivables import ReceivableRows, paid_since
from workbench.services.import_stock import StockRows
from workbench.storage.queries.filed_reports import filed_reports
from workbench.storage.queries.imports import (
    ids_at,
    list_account_keys,
    list_contact_keys,
    rows_by_id,
)
from workbench.storage.session import ReadingSession

_NAME_SEPARATORS = re.compile(r"[,;，；、/]")
# The id of what a row brings, from the parts of its key.
Identify = Callable[..., Id]
# From one row under its account to a planned row, or ``None`` after it has been rejected.
Resolver = Callable[[ParsedRow, Id, Identify], PlannedRow | None]


def plan_records(plan: ImportPlan, session: ReadingSession, clock: Clock) -> None:
    """Find each row's account and the row's own identity."""
    finder = AccountFinder(list_account_keys(session), plan)
    resolve: Resolver
    if plan.source.kind is ImportKind.VISITS:
        resolve = _VisitRows(plan, session, clock).resolve
    elif plan.source.kind is ImportKind.COMPLAINTS:
        resolve = ComplaintRows(session).resolve
    elif plan.source.kind is ImportKind.STOCK:
        resolve = StockRows(plan, clock.today()).resolve
    elif plan.source.kind is ImportKind.RECEIVABLES:
        resolve = ReceivableRows(plan, session, clock.today()).resolve
    else:
        resolve = ContractRows(plan, session, clock.today()).resolve
    standing = ids_at(session, plan.entity, finder.merged)

    def identify(origins: Sequence[Id], *key: str) -> Id:
        ids = [derived_id(plan.entity, id_text(one), *key) for one in origins]
        return next((row_id for row_id in ids if row_id in standing), ids[0])

    planned: list[PlannedRow] = []
    rows: dict[Id, ParsedRow] = {}
    for row in plan.source.rows():
        if row.problems:
            plan.reject(row)
            continue
        if (row.values.get("amount") or row.values.get("owed")) and "currency" not in row.values:
            plan.no_currency += 1
            if plan.source.currency != DEFAULT_CURRENCY:
                row.values["currency"] = plan.source.currency
        result, account_id = None, finder.find(row)
        if account_id is not None:
            result = resolve(row, account_id, partial(identify, finder.origins(row, account_id)))
        if result is None or not plan.take(row, result.id, "number" if "number" in row.values else "date"):
            continue
        planned.append(result)
        rows[result.id] = row
        amount = result.values.get("owed_fen", row.values.get("amount"))
        if amount:
            plan.amounts[row.values.get("currency", DEFAULT_CURRENCY)] += amount
    if plan.source.kind is ImportKind.VISITS:
        planned = _without_locked(plan, session, planned, rows)
    if plan.source.kind is ImportKind.COMPLAINTS:
        planned = without_begun(plan, session, planned, rows)
    if plan.source.kind is ImportKind.CONTRACTS:
        planned = without_stepped(plan, session, planned, rows)
    if plan.source.kind is ImportKind.RECEIVABLES:
        # What stands twice is named once.
        lost = [
            row for row in plan.rejected if {one.code for one in row.problems} != {ProblemCode.DUPLICATE_KEY}
        ]
        unsure = {account_id for row in lost for account_id in finder.may_mean(row)}
        planned += paid_since(session, planned, unsure)
    plan.compare(session, planned)


def _without_locked(
    plan: ImportPlan, session: ReadingSession, planned: list[PlannedRow], rows: Mapping[Id, ParsedRow]
) -> list[PlannedRow]:
    """``planned`` without those that would change a report which somebody filed: told, never overwritten."""
    standing = rows_by_id(session, "visit", [one.id for one in planned])
    changing = [
        one.id
        for one in planned
        if (current := standing.get(one.id)) is not None
        and current["state"] == VisitState.DONE.value
        and not current["is_unlocked"]
        and any(current[name] != value for name, value in one.values.items())
    ]
    locked = filed_reports(session, changing)
    for visit_id in sorted(locked, key=lambda one: rows[one].number):
        message = _("The report of this visit is filed and locked: unlock it, then import again.")
        plan.reject(rows[visit_id], "date", ProblemCode.LOCKED, message)
    return [one for one in planned if one.id not in locked]


class _VisitRows:
    """Visits name our person and the people met; both by name."""

    def __init__(self, plan: ImportPlan, session: ReadingSession, clock: Clock) -> None:
        self._plan = plan
        self._today = clock.today()
        self._managers = ManagerNames(session, plan)
        self._people: defaultdict[tuple[Id, str], list[Id]] = defaultdict(list)
        for contact in list_contact_keys(session):
            self._people[contact.account_id, name_key(contact.name)].append(contact.id)

    def resolve(self, row: ParsedRow, account_id: Id, identify: Identify) -> PlannedRow | None:
        """A visit of the past is done, one that lies ahead is planned."""
        given = row.values
        day, kind = given["date"], given.get("kind", VisitKind.FIELD)
        person = given.get("person", "")
        values: dict[str, Any] = {"account_id": account_id, "on_day": day, "kind": kind.value}
        if person:
            values["manager_id"] = self._managers.id_of(person)
        for name, column in (("purpose", "purpose"), ("summary", "findings")):
            if name in given:
                values[column] = given[name]
        if "met" in given:
            met = self._met(row, account_id, given["met"])
            if met is None:
                return None
            values["met"] = met
        state = VisitState.DONE if day <= self._today else VisitState.PLANNED
        key = identify(day.isoformat(), kind.value, person)
        return PlannedRow(key, values, initial={"state": state.value})

    def _met(self, row: ParsedRow, account_id: Id, names: str) -> list[str] | None:
        met: list[str] = []
        for name in filter(None, map(str.strip, _NAME_SEPARATORS.split(names))):
            found = self._people.get((account_id, name_key(name)))
            if not found:
                message = _("There is no contact “{name}” at this account.").format(name=name)
                self._plan.reject(row, "met", ProblemCode.BAD_VALUE, message)
                return None
            if len(found) > 1:
                message = _("{name} is known {count} times at this account.").format(
                    name=name, count=len(found)
                )
                self._plan.reject(row, "met", ProblemCode.AMBIGUOUS, message)
                return None
            met.append(id_text(found[0]))
        return met
