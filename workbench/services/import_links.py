"""Planning the import of links between people, who are found by name or by id (2-rules §6)."""

from collections import defaultdict
from collections.abc import Sequence

from workbench.domain.account_matching import name_key
from workbench.domain.contact_links import ContactLinkKind, link_id
from workbench.domain.imports import Answer, Candidate, ProblemCode
from workbench.exchange.rows import ParsedRow
from workbench.foundation.i18n import _, bracketed
from workbench.foundation.ids import Id, parse_id
from workbench.services.import_plan import AccountFinder, ImportPlan, PlannedRow, several_people
from workbench.storage.queries.imports import (
    ContactKeys,
    list_account_keys,
    list_contact_keys,
    list_contact_links,
)
from workbench.storage.session import ReadingSession


def plan_links(plan: ImportPlan, session: ReadingSession) -> None:
    """Find both people of each row; a link that stands between them is updated."""
    accounts = list_account_keys(session)
    finder = AccountFinder(accounts, plan)
    people = _People(list_contact_keys(session), {account.id: account.name for account in accounts})
    standing = list_contact_links(session)
    planned: list[PlannedRow] = []
    for row in plan.source.rows():
        strength = row.values.get("strength")
        if strength == 0:
            message = _("A strength is 1 to 3, or −1 to −3 against.")
            row.problems.append(plan.source.problem(row, "strength", ProblemCode.BAD_NUMBER, message))
        if row.problems:
            plan.reject(row)
            continue
        account_id = None
        if row.values.keys() & {"account", "account_name"}:
            account_id = finder.find(row)
            if account_id is None:
                continue
        ends = people.ends_of(plan, row, account_id)
        if ends is None:
            continue
        start, end = ends
        kind: ContactLinkKind = row.values["kind"]
        key = start.id, end.id, kind.value
        row_id = standing.get(key, link_id(start.id, end.id, kind))
        if not plan.take(row, row_id, "from"):
            continue
        values = {"from_contact_id": start.id, "to_contact_id": end.id, "kind": kind.value}
        planned.append(PlannedRow(row_id, values if strength is None else {**values, "strength": strength}))
    plan.compare(session, planned)


class _People:
    """The people of the workspace, by what rows say of them."""

    def __init__(self, contacts: Sequence[ContactKeys], accounts: dict[Id, str]) -> None:
        self._by_id = {contact.id: contact for contact in contacts}
        self._by_name: defaultdict[str, list[ContactKeys]] = defaultdict(list)
        self._accounts = accounts
        for contact in contacts:
            self._by_name[name_key(contact.name)].append(contact)

    def ends_of(
        self, plan: ImportPlan, row: ParsedRow, account_id: Id | None
    ) -> tuple[ContactKeys, ContactKeys] | None:
        """Both people; ``None`` after the row has been rejected.

        Without an account of its own, of several namesakes the one at the other person's account is meant.
        """
        starts, ends = (self._hits(row.values[name], account_id) for name in ("from", "to"))
        if len(starts) == 1 and len(ends) > 1:
            ends = self._beside(starts[0], ends)
        elif len(ends) == 1 and len(starts) > 1:
            starts = self._beside(ends[0], starts)
        start, end = self._one(plan, row, "from", starts), None
        if start is not None:
            end = self._one(plan, row, "to", ends)
        if start is None or end is None:
            return None
        if start.id == end.id:
            plan.reject(row, "to", ProblemCode.BAD_VALUE, _("A link needs two different people."))
            return None
        return start, end

    def _hits(self, text: str, account_id: Id | None) -> list[ContactKeys]:
        row_id = parse_id(text)
        if row_id is not None and row_id in self._by_id:
            return [self._by_id[row_id]]
        found = self._by_name.get(name_key(text), [])
        return [one for one in found if account_id is None or one.account_id == account_id]

    def _beside(self, person: ContactKeys, hits: list[ContactKeys]) -> list[ContactKeys]:
        near = [one for one in hits if one.account_id == person.account_id]
        return near if len(near) == 1 else hits

    def _one(
        self, plan: ImportPlan, row: ParsedRow, name: str, hits: list[ContactKeys]
    ) -> ContactKeys | None:
        if len(hits) == 1:
            return hits[0]
        if not hits:
            message = _("There is no contact “{name}”. Import the contacts first.").format(
                name=row.values[name]
            )
            plan.reject(row, name, ProblemCode.UNKNOWN_CONTACT, message)
            return None
        candidates = [Candidate(one.id, self._told(one)) for one in hits]
        answer = plan.ask(row, name, candidates, message=several_people(candidates))
        return None if answer is None or isinstance(answer, Answer) else self._by_id[answer]

    def _told(self, person: ContactKeys) -> str:
        place = self._accounts.get(person.account_id, "")
        told = ", ".join(filter(None, (place, person.mobile or person.email)))
        return bracketed(person.name, told)
