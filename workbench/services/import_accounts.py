"""Planning the import of accounts: matched by code, credit code, or name and city (2-rules §1)."""

from enum import StrEnum
from typing import Any

from workbench.domain.account_matching import AccountDirectory, AccountKeys
from workbench.domain.imports import ProblemCode
from workbench.exchange.divisions import find_division
from workbench.exchange.rows import ParsedRow
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, free_id
from workbench.services.import_plan import ImportPlan, ManagerNames, PlannedRow, several_message
from workbench.storage.queries.imports import list_account_keys
from workbench.storage.session import ReadingSession

_REFERENCES = {"manager": "manager_id", "second_manager": "second_manager_id"}


def plan_accounts(plan: ImportPlan, session: ReadingSession) -> None:
    """Find out for each row which account it is, or that it is a new one."""
    known = list_account_keys(session)
    standing = {account.id for account in known}
    directory = AccountDirectory(known)
    managers = ManagerNames(session, plan)
    planned: list[PlannedRow] = []
    children: dict[Id, ParsedRow] = {}
    for row in plan.source.rows():
        fills = _places(plan, row)
        if row.problems:
            plan.reject(row)
            continue
        city = row.values.get("city", fills.get("city", ""))
        row_id = _identify(plan, row, directory, city, standing)
        if row_id is None or not plan.take(row, row_id, "code" if "code" in row.values else "name"):
            continue
        if row_id not in standing:
            directory.add(_keys(row_id, row.values, city))
        # An account that the sheet gives no name goes by its code.
        initial = {"name": row.values.get("code", "")}
        planned.append(PlannedRow(row_id, _columns(row.values, managers), initial, fills))
        if "parent" in row.values:
            children[row_id] = row
    plan.compare(session, _with_parents(plan, planned, children, directory, standing))


def _places(plan: ImportPlan, row: ParsedRow) -> dict[str, Any]:
    """Province, city and district of the row's division code, as far as the row does not name them."""
    code = row.values.get("district_code")
    if code is None:
        return {}
    division = find_division(code)
    if division is None:
        message = _("There is no division with the code {code}.").format(code=code)
        row.problems.append(plan.source.problem(row, "district_code", ProblemCode.BAD_VALUE, message))
        return {}
    places = {"province": division.province, "city": division.city, "district": division.district}
    return {name: place for name, place in places.items() if place and name not in row.values}


def _identify(
    plan: ImportPlan, row: ParsedRow, directory: AccountDirectory, city: str, standing: set[Id]
) -> Id | None:
    values = row.values
    code, name, credit_code = values.get("code", ""), values.get("name", ""), values.get("credit_code", "")
    hits = directory.same_as(code=code, credit_code=credit_code, name=name, city=city)
    if len(hits) > 1:
        plan.reject(row, "code" if code else "name", ProblemCode.AMBIGUOUS, several_message(hits))
        return None
    if hits:
        if code and hits[0].code and hits[0].code != code:
            plan.reject(
                row,
                "credit_code",
                ProblemCode.AMBIGUOUS,
                _("The credit code belongs to {name}, which has the code {code}.").format(
                    name=hits[0].name, code=hits[0].code
                ),
            )
            return None
        return hits[0].id
    # An account that was given another code since keeps the id of its old one; this row is not about it.
    key = ("account", code) if code else ("account-name", name, city)
    return free_id(standing, *key)


def _keys(row_id: Id, values: dict[str, Any], city: str) -> AccountKeys:
    return AccountKeys(
        row_id,
        values.get("code", ""),
        values.get("name", ""),
        values.get("short_name", ""),
        values.get("credit_code", ""),
        city,
    )


def _columns(values: dict[str, Any], managers: ManagerNames) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name, value in values.items():
        if name in _REFERENCES:
            columns[_REFERENCES[name]] = managers.id_of(value)
        elif name != "parent":
            columns[name] = value.value if isinstance(value, StrEnum) else value
    return columns


def _with_parents(
    plan: ImportPlan,
    planned: list[PlannedRow],
    children: dict[Id, ParsedRow],
    directory: AccountDirectory,
    standing: set[Id],
) -> list[PlannedRow]:
    """The rows whose parent is there, or comes in this sheet; the others are rejected."""
    kept = planned
    while True:
        # A row that was to be a parent may itself have been rejected in the round before.
        present = standing | {row.id for row in kept}
        left = [
            row
            for row in kept
            if row.id not in children or _set_parent(plan, row, children[row.id], directory, present)
        ]
        if len(left) == len(kept):
            return left
        kept = left


def _set_parent(
    plan: ImportPlan, planned: PlannedRow, row: ParsedRow, directory: AccountDirectory, present: set[Id]
) -> bool:
    parent = row.values["parent"]
    hits = [hit for hit in directory.referred(parent) if hit.id in present]
    if len(hits) == 1 and hits[0].id != planned.id:
        planned.values["parent_id"] = hits[0].id
        return True
    if len(hits) > 1:
        plan.reject(row, "parent", ProblemCode.AMBIGUOUS, several_message(hits))
    elif hits:
        plan.reject(row, "parent", ProblemCode.BAD_VALUE, _("An account cannot be its own parent."))
    else:
        message = _("The parent “{name}” is neither in the workspace nor in this sheet.").format(name=parent)
        plan.reject(row, "parent", ProblemCode.UNKNOWN_ACCOUNT, message)
    return False
