"""Planning the import of contacts: people found within their account by name and number (2-rules §6)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from workbench.domain.account_matching import name_key
from workbench.domain.imports import Answer, Candidate, ProblemCode
from workbench.domain.person_names import full_name
from workbench.exchange.rows import ParsedRow
from workbench.foundation.i18n import _, bracketed
from workbench.foundation.ids import Id, derived_id, free_id, id_text
from workbench.services.import_plan import AccountFinder, ImportPlan, PlannedRow
from workbench.storage.aliases import all_groups
from workbench.storage.erasing import any_erased, find_erased
from workbench.storage.queries.imports import ContactKeys, list_account_keys, list_contact_keys
from workbench.storage.session import ReadingSession

_NUMBERS = ("mobile", "phone", "email")


def plan_contacts(plan: ImportPlan, session: ReadingSession) -> None:
    """Find out for each row whose contact it is, and whether we know the person."""
    finder = AccountFinder(list_account_keys(session), plan)
    known = list_contact_keys(session)
    standing = {contact.id: contact for contact in known}
    people: defaultdict[tuple[Id, str], list[ContactKeys]] = defaultdict(list)
    unnamed: defaultdict[tuple[Id, str], list[ContactKeys]] = defaultdict(list)
    for contact in known:
        # What somebody is known to do is no name.
        named = unnamed if contact.is_placeholder else people
        named[contact.account_id, name_key(contact.name)].append(contact)

    merged = all_groups(session.connection())
    planned: list[PlannedRow] = []
    rows: dict[Id, ParsedRow] = {}
    for row in plan.source.rows():
        if row.problems:
            plan.reject(row)
            continue
        account_id = finder.find(row)
        if account_id is None:
            continue
        values = _columns(row.values, account_id)
        namesakes = people.get((account_id, name_key(values["name"])), ())
        natural_id = _natural_id(finder.origins(row, account_id)[0], values)
        row_id: Id | None = merged.stands.get(natural_id)
        if row_id not in standing:
            keys = dict.fromkeys(name_key(values.get(field) or "") for field in ("title", "name"))
            ghosts = [one for key in keys if key for one in unnamed.get((account_id, key), ())]
            if ghosts and not namesakes and natural_id not in standing:
                row_id = _maybe_unnamed(plan, row, values, ghosts, natural_id)
            else:
                row_id = _identify(plan, row, values, standing, namesakes, natural_id)
        if row_id in merged.parts and row_id in standing:
            values = _without_given_up(values, standing[row_id], natural_id)
        if row_id is not None and plan.take(row, row_id, "name"):
            planned.append(PlannedRow(row_id, values))
            rows[row_id] = row
    erased = find_erased(session, rows.keys() - standing.keys()) if any_erased(session) else set()
    for row_id in erased:
        message = _("This person was erased and is not brought back. Add them by hand if that is right.")
        plan.reject(rows[row_id], "name", ProblemCode.ERASED, message)
    plan.compare(session, [one for one in planned if one.id not in erased])


def _without_given_up(values: dict[str, Any], person: ContactKeys, natural_id: Id) -> dict[str, Any]:
    """What a row says of a person that two became: their name and numbers were chosen when they did."""
    known = {person.mobile, person.phone, person.email}
    return {
        name: value
        for name, value in values.items()
        if name != "name" and not (name in _NUMBERS and (natural_id != person.id or value in known))
    }


def _natural_id(account_id: Id, values: Mapping[str, Any]) -> Id:
    number = next((values[one] for one in _NUMBERS if one in values), "")
    return derived_id("contact", id_text(account_id), values["name"], number)


def _identify(
    plan: ImportPlan,
    row: ParsedRow,
    values: dict[str, Any],
    standing: Mapping[Id, ContactKeys],
    namesakes: Sequence[ContactKeys],
    natural_id: Id,
) -> Id | None:
    """The person's id; ``None`` after the row has been rejected."""
    account_id, name = values["account_id"], values["name"]
    number = next((values[one] for one in _NUMBERS if one in values), "")
    key = ("contact", id_text(account_id), name, number)
    natural = standing.get(natural_id)
    if natural is None and not namesakes:
        return natural_id
    if natural in namesakes:
        return natural_id
    hits = [person for person in namesakes if _may_be_same(person, values)]
    if len(hits) == 1:
        return hits[0].id
    if hits:
        message = _("{name} is known {count} times at this account. Give a number or address.").format(
            name=name, count=len(hits)
        )
    elif natural is not None and natural.account_id == account_id:
        # Came in under this name and number once, and was given another name since.
        hits = [natural]
        message = _("{name} came in as “{old}” once. Use the name of today.").format(
            name=natural.name, old=name
        )
    else:
        return free_id(standing, *key)
    candidates = [Candidate(one.id, _told(one)) for one in hits]
    answer = plan.ask(row, "name", candidates, message=message, may_be_new=True)
    return free_id(standing, *key) if isinstance(answer, Answer) else answer


def _maybe_unnamed(
    plan: ImportPlan, row: ParsedRow, values: dict[str, Any], ghosts: Sequence[ContactKeys], natural_id: Id
) -> Id | None:
    """As ``_identify`` where the row's title, or name, is what somebody unnamed goes by: a person says.

    Whoever gets a name of their own is unnamed no longer.
    """
    message = _("{name} may be whom we know only as “{what}” so far.").format(
        name=values["name"], what=ghosts[0].name
    )
    candidates = [Candidate(one.id, _told(one)) for one in ghosts]
    answer = plan.ask(row, "name", candidates, message=message, may_be_new=True)
    if answer is None or isinstance(answer, Answer):
        return None if answer is None else natural_id
    meant = next(one for one in ghosts if one.id == answer)
    if name_key(meant.name) != name_key(values["name"]):
        values["is_placeholder"] = False
    return answer


def _told(person: ContactKeys) -> str:
    known = ", ".join(filter(None, (person.mobile or person.phone, person.email)))
    return bracketed(person.name, known)


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
    if "function" in values:
        columns["function"] = values["function"].value
    if "role" in values:
        columns["roles"] = [role.value for role in values["role"]]
    return columns
