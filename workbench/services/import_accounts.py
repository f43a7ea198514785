"""Planning the import of accounts: matched by code, credit code, or name and city (2-rules §1)."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from workbench.domain.account_matching import AccountDirectory, AccountKeys, name_key
from workbench.domain.imports import Answer, ProblemCode, header_key
from workbench.exchange.divisions import find_division
from workbench.exchange.rows import ParsedRow
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id, free_id
from workbench.services.import_parents import with_parents
from workbench.services.import_plan import (
    ImportPlan,
    ManagerNames,
    PlannedRow,
    candidates_of,
    several_message,
)
from workbench.storage.aliases import all_groups
from workbench.storage.queries.imports import list_account_keys
from workbench.storage.session import ReadingSession

_REFERENCES = {"manager": "manager_id", "second_manager": "second_manager_id"}
_COLUMNS = {
    "market_share": "market_share_bp",
    "share_of_wallet": "share_of_wallet_bp",
    "category_spend": "category_spend_fen",
    "credit_limit": "credit_limit_fen",
}
_GIVEN_UP = ("code", "name", "short_name", "credit_code")
# What office sheets write under the name column of their last line.
_TOTALS = frozenset(
    ("合计", "总计", "小计", "共计", "总合计", "汇总", "total", "totals", "grandtotal", "subtotal", "sum")
)


def plan_accounts(plan: ImportPlan, session: ReadingSession) -> None:
    """Find out for each row which account it is, or that it is a new one."""
    known = list_account_keys(session)
    standing = {account.id: account for account in known}
    directory = AccountDirectory(known)
    managers = ManagerNames(session, plan)
    planned: list[PlannedRow] = []
    children: dict[Id, ParsedRow] = {}
    merged = {**all_groups(session.connection()).stands, **{one.id: one.id for one in known if one.parts}}
    for row in _given_up_last(plan.source.rows(), directory):
        fills = _places(plan, row)
        _check_amounts(plan, row)
        if row.problems:
            plan.reject(row)
            continue
        city = row.values.get("city", fills.get("city", ""))
        row_id = _identify(plan, row, directory, city, standing, merged)
        if row_id is None or not plan.take(row, row_id, "code" if "code" in row.values else "name"):
            continue
        columns = _columns(row.values, managers)
        if row_id not in standing:
            directory.add(_keys(row_id, row.values, city))
        elif _is_given_up(row.values, city, standing[row_id], merged):
            # What the row calls itself was given up when the accounts were merged.
            columns = {name: value for name, value in columns.items() if name not in _GIVEN_UP}
        planned.append(PlannedRow(row_id, columns, fills=fills))
        if "parent" in row.values:
            children[row_id] = row
    plan.compare(session, with_parents(plan, session, planned, children, directory))


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


def _check_amounts(plan: ImportPlan, row: ParsedRow) -> None:
    """What they spend and what they may owe is never less than nothing."""
    for name in _COLUMNS:
        if row.values.get(name, 0) < 0:
            message = _("This must not be negative.")
            row.problems.append(plan.source.problem(row, name, ProblemCode.BAD_NUMBER, message))


def _identify(
    plan: ImportPlan,
    row: ParsedRow,
    directory: AccountDirectory,
    city: str,
    standing: Mapping[Id, AccountKeys],
    merged: Mapping[Id, Id],
) -> Id | None:
    """The account's id; ``None`` after the row has been rejected."""
    values = row.values
    code, name, credit_code = values.get("code", ""), values.get("name", ""), values.get("credit_code", "")
    hits = directory.same_as(code=code, credit_code=credit_code, name=name, city=city)
    if len(hits) == 1 and (not code or code == hits[0].code or not hits[0].code or hits[0].had_code(code)):
        return hits[0].id
    if hits:
        field = "code" if code else "name"
        message = several_message(hits)
        if len(hits) == 1:
            field = "credit_code"
            message = _("The credit code belongs to {name}, which has the code {code}.").format(
                name=hits[0].name, code=hits[0].code
            )
        answer = plan.ask(row, field, candidates_of(hits), message=message, may_be_new=bool(name))
        if not isinstance(answer, Answer):
            return answer
    if not name:
        plan.reject(row, "name", ProblemCode.MISSING, _("A new account needs a name."))
        return None
    if not code and header_key(name) in _TOTALS:
        message = _("This is a line of totals, not an account. If it is one, give it a code.")
        plan.reject(row, "name", ProblemCode.BAD_VALUE, message)
        return None
    # An account that was given another code since keeps the id of its old one; this row is not about it.
    key = _key(values, city)
    return merged.get(derived_id(*key)) or merged.get(row_id := free_id(standing, *key), row_id)


def _key(values: Mapping[str, Any], city: str) -> tuple[str, ...]:
    code = values.get("code", "")
    return ("account", code) if code else ("account-name", values.get("name", ""), city)


def _is_given_up(values: Mapping[str, Any], city: str, account: AccountKeys, merged: Mapping[Id, Id]) -> bool:
    """Whether the row calls the account by what was given up when it became one with another."""
    code = values.get("code", "")
    if code and account.had_code(code):
        return True
    differs = code != account.code if code else name_key(values.get("name", "")) != name_key(account.name)
    return differs and merged.get(derived_id(*_key(values, city))) == account.id


def _given_up_last(rows: Iterable[ParsedRow], directory: AccountDirectory) -> Iterator[ParsedRow]:
    """Rows with a code that was given up come after those that bear the code of today."""
    later = []
    for row in rows:
        code = row.values.get("code", "")
        if any(account.had_code(code) for account in directory.same_as(code=code)):
            later.append(row)
        else:
            yield row
    yield from later


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
            columns[_COLUMNS.get(name, name)] = value.value if isinstance(value, StrEnum) else value
    return columns
