"""The call list of a manager: duties late and due, and what stands in the calendar, with numbers to dial."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.call_list import CallLine, by_urgency
from workbench.domain.contact_log import LoggedContact
from workbench.domain.frequency import rule_text
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.checked_values import check_whole
from workbench.services.overdue_visits import overdue_visits
from workbench.services.planning import LONGEST_RANGE_DAYS, Policy, list_unplaced_duties, load_policy
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.contact_log import list_logged_contacts
from workbench.storage.workspace import Workspace

AHEAD_DAYS = 7


@dataclass(frozen=True)
class CallList:
    """What is to be done until a day, the most urgent first; ``manager`` is ``None`` for everybody."""

    manager: Manager | None
    today: date
    until: date
    lines: tuple[CallLine, ...]


def call_list(workspace: Workspace, manager_id: Id | None = None, *, days: int = AHEAD_DAYS) -> CallList:
    """Calls and visits that are late, or due or planned within ``days``, of one manager or of all.

    The number of queries does not grow with the accounts. Raises ``BadInput`` for a negative number of days,
    or more than a year of them.
    """
    check_whole(days, 0, LONGEST_RANGE_DAYS, "days")
    today = workspace.clock.today()
    until = today + timedelta(days=days)
    policy = load_policy(workspace, today, until)
    with workspace.read() as session:
        contacts = account_queries.list_contacts(session)
        log = list_logged_contacts(session)
    maker = _Lines(policy, contacts, log, today)
    lines = [
        maker.line(late.slot.account_id, late.slot.kind, late.slot.due_on, late.slot.required.rule)
        for late in overdue_visits(policy, today)
    ]
    lines += [
        maker.line(duty.account_id, duty.kind, duty.due_on, duty.required.rule)
        for duty in list_unplaced_duties(workspace, policy, today, until)
        if today <= duty.due_on <= until
    ]
    wanted = [one for own, one in lines if manager_id in (None, own)]
    wanted += [
        maker.planned(visit)
        for visit in policy.visits
        if visit.state.is_open and visit.on <= until and manager_id in (None, maker.whose(visit))
    ]
    manager = policy.managers.get(manager_id) if manager_id else None
    return CallList(manager, today, until, by_urgency(wanted))


def own_manager_id(workspace: Workspace) -> Id | None:
    """Which of our people the owner of the file is; ``None`` where nobody bears that name."""
    with workspace.read() as session:
        managers = account_queries.list_managers(session)
    return next((one.id for one in managers if one.name == workspace.author), None)


class _Lines:
    """Makes lines, each with whom to ring and when there was contact last."""

    def __init__(
        self, policy: Policy, contacts: Iterable[Contact], log: Iterable[LoggedContact], today: date
    ) -> None:
        self._policy, self._today = policy, today
        self._people = _reachable(contacts)
        self._all = {contact.id: contact for people in self._people.values() for contact in people}
        self._last: dict[Id, date] = {}
        met = ((one.account_id, one.on) for one in policy.visits if one.state is VisitState.DONE)
        for account_id, on in (*met, *((one.account_id, one.on) for one in log)):
            if on <= today:
                self._last[account_id] = max(on, self._last.get(account_id, on))

    def line(self, account_id: Id, kind: VisitKind, due_on: date, why: str) -> tuple[Id | None, CallLine]:
        """A duty without a day, and whose it is."""
        account = self._policy.accounts[account_id]
        return account.manager_id, self._make(account, kind, due_on, why)

    def planned(self, visit: Visit) -> CallLine:
        """A visit of the calendar; one whose day has passed waits for its report, or was not made."""
        account = self._policy.accounts[visit.account_id]
        passed = visit.on < self._today
        why = _("No report yet") if passed else visit.purpose or rule_text(visit.rule) or visit.state.label
        person = next((self._all[one] for one in visit.met if one in self._all), None)
        return self._make(account, visit.kind, visit.on, why, person, visit.on, visit.at)

    def whose(self, visit: Visit) -> Id | None:
        """The manager who makes the visit."""
        return visit.manager_id or self._policy.accounts[visit.account_id].manager_id

    def _make(
        self,
        account: Account,
        kind: VisitKind,
        due_on: date,
        why: str,
        person: Contact | None = None,
        planned_on: date | None = None,
        at: str = "",
    ) -> CallLine:
        person = person or next(iter(self._people.get(account.id, ())), None)
        return CallLine(
            account=account.short,
            city=account.city,
            tier=account.tier,
            kind=kind,
            due_on=due_on,
            days_late=max(0, (self._today - due_on).days),
            person=person.name if person else "",
            title=person.title if person else "",
            phone=_number(person) or account.phone,
            last_contact_on=self._last.get(account.id),
            why=why,
            planned_on=planned_on,
            at=at,
        )


def _reachable(contacts: Iterable[Contact]) -> Mapping[Id, list[Contact]]:
    """By account the people who are still there, those with a number first, the most influential on top."""
    people: dict[Id, list[Contact]] = {}
    for contact in contacts:
        if contact.left_on is None:
            people.setdefault(contact.account_id, []).append(contact)
    for known in people.values():
        known.sort(key=lambda one: not _number(one))
    return people


def _number(contact: Contact | None) -> str:
    return (contact.mobile or contact.phone) if contact else ""
