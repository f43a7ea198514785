"""Planning the import of contacts: people found within their account by name and number (2-rules §6)."""

from collections import defaultdict
from typing import Any

from workbench.domain.account_matching import AccountDirectory, name_key
from workbench.domain.imports import ProblemCode
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.import_plan import AccountFinder, ImportPlan, PlannedRow
from workbench.storage.queries.imports import ContactKeys, list_account_keys, list_contact_keys
from workbench.storage.session import ReadingSession

_NUMBERS = ("mobile", "phone", "email")


def plan_contacts(plan: ImportPlan, session: ReadingSession) -> None:
    """Find out for each row whose contact it is, and whether we know the person."""
    finder = AccountFinder(AccountDirectory(list_account_keys(session)), plan)
    known = list_contact_keys(session)
    standing = {contact.id for contact in known}
    people: defaultdict[tuple[Id, str], list[ContactKeys]] = defaultdict(list)
    for contact in known:
        people[contact.account_id, name_key(contact.name)].append(contact)

    planned: list[PlannedRow] = []
    for row in plan.source.rows():
        if row.problems:
            plan.reject(row)
            continue
        account_id = finder.find(row)
        if account_id is None:
            continue
        values = _columns(row.values, account_id)
        row_id = _natural_id(account_id, values)
        if row_id not in standing:
            hits = [
                person
                for person in people.get((account_id, name_key(values["name"])), ())
                if _may_be_same(person, values)
            ]
            if len(hits) > 1:
                message = _(
                    "{name} is known {count} times at this account. Give a number or address."
                ).format(name=values["name"], count=len(hits))
                plan.reject(row, "name", ProblemCode.AMBIGUOUS, message)
                continue
            if hits:
                row_id = hits[0].id
        if plan.take(row, row_id, "name"):
            planned.append(PlannedRow(row_id, values))
    plan.compare(session, planned)


def _natural_id(account_id: Id, values: dict[str, Any]) -> Id:
    number = next((values[name] for name in _NUMBERS if name in values), "")
    return derived_id("contact", id_text(account_id), values["name"], number)


def _may_be_same(person: ContactKeys, values: dict[str, Any]) -> bool:
    """Whether nothing tells the namesakes apart: a number is shared, or one side has none at all."""
    theirs = {person.mobile, person.phone, person.email} - {""}
    ours = {values[name] for name in _NUMBERS if name in values}
    return not theirs or not ours or bool(theirs & ours)


def _columns(values: dict[str, Any], account_id: Id) -> dict[str, Any]:
    left_out = ("account", "account_name", "last_name", "first_name", "role")
    columns = {name: value for name, value in values.items() if name not in left_out}
    columns["account_id"] = account_id
    if "name" not in columns:
        columns["name"] = full_name(values.get("last_name", ""), values.get("first_name", ""))
    if "role" in values:
        columns["roles"] = [role.value for role in values["role"]]
    return columns


def full_name(last: str, first: str) -> str:
    """Family name first and close in Chinese, last and apart elsewhere."""
    if last and first and not (last.isascii() or first.isascii()) and "\u3400" <= last[0] <= "\u9fff":
        return last + first
    return f"{first} {last}".strip()
