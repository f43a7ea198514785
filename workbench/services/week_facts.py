"""What the workspace knows of one person's week: what a weekly report is written from (2-rules §7.2)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from workbench.domain.accounts import Manager
from workbench.domain.attainment import Score, attainment
from workbench.domain.periods import PeriodKind, period_of
from workbench.domain.promises import Origin, days_late, origin_of, promise_state
from workbench.domain.visits import Action, Visit, VisitState
from workbench.domain.weekly_reports import (
    Section,
    WeekComplaint,
    WeekContact,
    WeekDuty,
    WeekFacts,
    WeekPromise,
    WeekVisit,
)
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, free_id
from workbench.services.overdue_visits import overdue_visits
from workbench.services.planning import Policy, check_years, list_unplaced_duties, load_policy
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.complaints import list_complaints
from workbench.storage.queries.contact_log import list_logged_contacts
from workbench.storage.queries.visits import list_actions, list_promising_visits
from workbench.storage.workspace import Workspace

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """A person's week, and the rows that each section of the report speaks of."""

    manager: Manager
    managers: tuple[Manager, ...]
    facts: WeekFacts
    rows: Mapping[Section, tuple[Id, ...]] = field(repr=False)


def load_week(workspace: Workspace, monday: date, manager_id: Id | None = None) -> Week:
    """The week of the person, or of the file's owner; raises ``NotFound`` for somebody unknown.

    The number of queries does not grow with the accounts.
    """
    check_years(monday, monday)
    today = workspace.clock.today()
    sunday = monday + timedelta(days=6)
    month = period_of(PeriodKind.MONTH, sunday)
    policy = load_policy(workspace, min(monday, month.start), sunday + _WEEK)
    managers = _people(policy, workspace.author)
    manager = _chosen(managers, manager_id, workspace.author)
    own = {key for key, account in policy.accounts.items() if account.manager_id == manager.id}
    with workspace.read() as session:
        people = {one.id: one.name for one in account_queries.list_contacts(session)}
        log = list_logged_contacts(session)
        complaints = list_complaints(session)
        actions = [one for one in list_actions(session) if one.account_id in own]
        made_on = {one.id: one.on for one in list_promising_visits(session)}

    def named(account_id: Id) -> str:
        account = policy.accounts.get(account_id)
        return account.short if account else ""

    def told(visit: Visit) -> WeekVisit:
        names = tuple(people[one] for one in visit.met if one in people)
        return WeekVisit(visit, named(visit.account_id), names)

    def mine(account_id: Id, keeper: Id | None) -> bool:
        return keeper == manager.id or (keeper is None and account_id in own)

    visits = [one for one in policy.visits if mine(one.account_id, one.manager_id)]
    week = [told(one) for one in visits if monday <= one.on <= sunday]
    following = [told(one) for one in visits if sunday < one.on <= sunday + _WEEK and one.state.is_open]
    promises = _Promises(actions, made_on, named, monday, min(today, sunday))
    entries = [
        one for one in reversed(log) if monday <= one.on <= sunday and mine(one.account_id, one.manager_id)
    ]
    received = [one for one in complaints if monday <= one.received_on <= sunday and one.account_id in own]
    facts = WeekFacts(
        monday=monday,
        today=today,
        done=tuple(one for one in week if one.visit.state is VisitState.DONE),
        dropped=tuple(one for one in week if one.visit.state in (VisitState.MISSED, VisitState.CANCELLED)),
        unreported=tuple(one for one in week if one.visit.state.is_open and one.visit.on < today),
        ahead=tuple(one for one in week if one.visit.state.is_open and one.visit.on >= today),
        contacts=tuple(
            WeekContact(one, named(one.account_id), people.get(one.contact_id, "") if one.contact_id else "")
            for one in entries
        ),
        complaints=tuple(WeekComplaint(one, named(one.account_id)) for one in reversed(received)),
        made=promises.made(),
        kept=promises.kept(),
        due=promises.due(sunday + _WEEK),
        late=promises.late(),
        next_visits=tuple(following),
        next_duties=_duties(workspace, policy, own, sunday, named),
        week_score=_score(policy, own, monday, sunday, today),
        month_score=_score(policy, own, month.start, month.end, today),
        accounts=len(own),
    )
    happened = _ids(one.visit.id for one in week)
    rows = {
        Section.VISITS: (*happened, *_ids(one.id for one in entries)),
        Section.FEEDBACK: (*_ids(one.visit.id for one in facts.done), *_ids(one.id for one in received)),
        Section.PROMISES: _ids(
            one.action.id for group in (facts.made, facts.kept, facts.due, facts.late) for one in group
        ),
        Section.NEXT_WEEK: _ids(one.visit.id for one in following),
    }
    return Week(manager, managers, facts, rows)


class _Promises:
    """The promises of some accounts, seen from the end of a week."""

    def __init__(
        self,
        actions: Iterable[Action],
        visits: Mapping[Id, date],
        named: Callable[[Id], str],
        monday: date,
        as_of: date,
    ) -> None:
        self._monday, self._as_of, self._named = monday, as_of, named
        self._all = [one for one in actions if origin_of(one) is Origin.PROMISE]
        self._made_on = {
            one.id: one.promised_on or (visits.get(one.visit_id) if one.visit_id else None)
            for one in self._all
        }

    def made(self) -> tuple[WeekPromise, ...]:
        """Those of this week."""
        return self._told(one for one in self._all if self._is_in_week(self._made_on[one.id]))

    def kept(self) -> tuple[WeekPromise, ...]:
        """Those kept this week."""
        return self._told(one for one in self._all if self._is_in_week(one.done_on))

    def late(self) -> tuple[WeekPromise, ...]:
        """Those that are open and past their day, the latest first."""
        return self._told(one for one in self._open() if one.due_on is not None and one.due_on < self._as_of)

    def due(self, by: date) -> tuple[WeekPromise, ...]:
        """Those that are open and due from now on ``by`` a day."""
        return self._told(one for one in self._open() if one.due_on and self._as_of <= one.due_on <= by)

    def _open(self) -> Iterable[Action]:
        """As it was then: what was kept since, or promised since, does not count."""
        for one in self._all:
            made_on = self._made_on[one.id]
            if (one.done_on is None or one.done_on > self._as_of) and (
                made_on is None or made_on <= self._as_of
            ):
                yield one

    def _is_in_week(self, day: date | None) -> bool:
        return day is not None and self._monday <= day <= self._monday + timedelta(days=6)

    def _told(self, actions: Iterable[Action]) -> tuple[WeekPromise, ...]:
        return tuple(
            WeekPromise(
                one,
                self._named(one.account_id),
                promise_state(one, self._as_of),
                days_late(one, self._as_of),
            )
            for one in actions
        )


def _people(policy: Policy, author: str) -> tuple[Manager, ...]:
    """Everyone who keeps accounts or is known to; in a file without anybody, its owner."""
    known = dict(policy.managers)
    if not known:
        owner = Manager(id=free_id(known, "manager", author), name=author)
        known[owner.id] = owner
    return tuple(sorted(known.values(), key=lambda one: (not one.active, one.name, one.id)))


def _chosen(managers: tuple[Manager, ...], manager_id: Id | None, author: str) -> Manager:
    if manager_id is None:
        return next((one for one in managers if one.name == author), managers[0])
    found = next((one for one in managers if one.id == manager_id), None)
    if found is None:
        raise NotFound(_("This person is not there (any more)."), where=manager_id.hex())
    return found


def _duties(
    workspace: Workspace, policy: Policy, own: set[Id], sunday: date, named: Callable[[Id], str]
) -> tuple[WeekDuty, ...]:
    """What has to be done by the end of next week and has no day; what is late already comes first."""
    today = workspace.clock.today()
    first, last = max(today, sunday - timedelta(days=6)), sunday + _WEEK
    if last < today:
        return ()
    late = [
        WeekDuty(named(one.slot.account_id), one.slot.kind, one.slot.due_on, one.days_late)
        for one in overdue_visits(policy, today)
        if one.slot.account_id in own
    ]
    coming = [
        WeekDuty(named(one.account_id), one.kind, one.due_on)
        for one in list_unplaced_duties(workspace, policy, first, last)
        if one.account_id in own and first <= one.due_on <= last
    ]
    return (*late, *sorted(coming, key=lambda one: (one.due_on, one.account)))


def _score(policy: Policy, own: set[Id], start: date, end: date, today: date) -> Score:
    accounts = [policy.accounts[one] for one in own]
    return attainment(accounts, policy.rulebook, policy.visits, start, end, today).total


def _ids(ids: Iterable[Id]) -> tuple[Id, ...]:
    return tuple(ids)
