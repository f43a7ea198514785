"""Visit duties, the plan of a period, and taking it into the calendar (2-rules §7)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbench.domain.accounts import Account, Manager
from workbench.domain.duties import Duty, DutyKey, duties
from workbench.domain.frequency import Rulebook
from workbench.domain.journal import ChangeSummary
from workbench.domain.periods import PeriodKind, next_period, period_of, year_before
from workbench.domain.planner import plan
from workbench.domain.visit_plan import Change as PlanChange
from workbench.domain.visit_plan import Plan, PlanInput
from workbench.domain.visits import Visit, VisitState
from workbench.domain.workdays import DateSpan
from workbench.foundation.clock import Clock
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, free_id, new_id
from workbench.services.calendars import official_calendar
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import frequencies
from workbench.storage.queries.visits import list_visits
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

LONGEST_RANGE_DAYS = 400


@dataclass(frozen=True)
class Policy:
    """What planning reads: accounts (every one with a manager), rulebook, absences and visits."""

    accounts: Mapping[Id, Account]
    managers: Mapping[Id, Manager]
    rulebook: Rulebook
    absences: Mapping[Id, tuple[DateSpan, ...]]
    visits: tuple[Visit, ...]


@dataclass(frozen=True)
class PeriodPlan:
    """The plans of a period, one per manager; nothing is stored before ``accept_plan``.

    ``known_visits`` are the open visits that the plans took into account.
    """

    start: date
    end: date
    plans: tuple[Plan, ...]
    accounts: Mapping[Id, Account]
    managers: Mapping[Id, Manager]
    years_without_notice: tuple[int, ...]
    known_visits: frozenset[Id]

    @property
    def required(self) -> int:
        """How many duties were planned for."""
        return sum(len(one.placed) + len(one.not_placed) for one in self.plans)

    @property
    def placed(self) -> int:
        """How many of them have a day."""
        return sum(len(one.placed) for one in self.plans)

    @property
    def optimal(self) -> bool:
        """Whether every plan is proven least."""
        return all(one.optimal for one in self.plans)

    @property
    def gap(self) -> int:
        """Days of deviation above the proven bound, over all plans."""
        return sum(one.gap for one in self.plans)

    @property
    def deviation_days(self) -> int:
        """Days off the ideal dates, over all plans."""
        return sum(one.deviation_days for one in self.plans)

    def count(self, change: PlanChange) -> int:
        """How many placed visits are added, moved or kept."""
        return sum(1 for one in self.plans for item in one.placed if item.change is change)


def next_quarter(today: date) -> tuple[date, date]:
    """First and last day of the quarter after the one of ``today``."""
    following = next_period(period_of(PeriodKind.QUARTER, today))
    return following.start, following.end


def load_policy(workspace: Workspace, start: date, end: date) -> Policy:
    """Everything that duties and plans of the range depend on.

    An account that nobody keeps yet is the file's owner's: none is left out in silence.
    """
    with workspace.read() as session:
        accounts, managers = load_keepers(session, workspace.author)
        # A year back and ahead: the longest period of a rule, and the last visit before it.
        visits = list_visits(session, first=year_before(year_before(start)), last=end + timedelta(days=366))
        absences = {key: tuple(spans) for key, spans in frequencies.list_absences(session).items()}
        rulebook = frequencies.load_rulebook(session)
    return Policy(accounts, managers, rulebook, absences, tuple(visits))


def load_keepers(session: ReadingSession, author: str) -> tuple[dict[Id, Account], dict[Id, Manager]]:
    """Every account with who keeps it, and our people; what nobody keeps is the file's owner's."""
    managers = {manager.id: manager for manager in account_queries.list_managers(session)}
    me = _owner(author, managers)
    accounts = {
        account.id: account if account.manager_id in managers else replace(account, manager_id=me.id)
        for account in account_queries.list_accounts(session)
    }
    if any(account.manager_id == me.id for account in accounts.values()):
        managers.setdefault(me.id, me)
    return accounts, managers


def _owner(author: str, managers: Mapping[Id, Manager]) -> Manager:
    """Whose the accounts without a manager are: the author's, or the only manager's there is."""
    named = next((one for one in managers.values() if one.name == author), None)
    if named is None and len(managers) == 1:
        named = next(iter(managers.values()))
    return named or Manager(id=free_id(managers, "manager", author), name=author)


def list_duties(
    workspace: Workspace, start: date, end: date, *, policy: Policy | None = None
) -> tuple[Duty, ...]:
    """What the frequency policy still requires from ``start`` to ``end``, by ideal date (2-rules §7.1)."""
    _check_range(start, end)
    known = policy or load_policy(workspace, start, end)
    return duties(
        known.accounts.values(),
        known.rulebook,
        known.visits,
        start,
        end,
        workspace.clock.today(),
    )


def list_unplaced_duties(workspace: Workspace, policy: Policy, start: date, end: date) -> tuple[Duty, ...]:
    """The duties of the range that have no visit in the calendar at all, by ideal date.

    Planning counts a plain planned visit as a duty still to be placed, because it may move it; who asks
    what is left to place does not.
    """
    today = workspace.clock.today()
    placed = tuple(
        replace(visit, pinned=True) if visit.state.is_open and visit.on >= today else visit
        for visit in policy.visits
    )
    return list_duties(workspace, start, end, policy=replace(policy, visits=placed))


def plan_period(
    workspace: Workspace,
    start: date,
    end: date,
    *,
    manager_ids: Collection[Id] | None = None,
    on_step: Callable[[int, int], None] | None = None,
) -> PeriodPlan:
    """The best calendar from ``start`` to ``end`` for everyone, or for ``manager_ids``; stores nothing.

    ``on_step(done, total)`` may raise ``Cancelled``. Raises ``BadInput`` for a range that makes no sense.
    """
    known = load_policy(workspace, start, end)
    wanted = list_duties(workspace, start, end, policy=known)
    today = workspace.clock.today()
    if end < today:
        raise BadInput(
            _("This period is over."), hint=_("Plan from today on, or a later period."), where="end"
        )
    of_manager: dict[Id, list[Duty]] = {}
    for duty in wanted:
        if duty.manager_id is not None:
            of_manager.setdefault(duty.manager_id, []).append(duty)
    keepers = {account.manager_id for account in known.accounts.values()}
    chosen = [
        manager
        for manager in sorted(known.managers.values(), key=lambda one: (one.name, one.id))
        if manager.id in keepers and (manager_ids is None or manager.id in manager_ids)
    ]
    total = max(1, sum(len(of_manager.get(manager.id, ())) for manager in chosen))
    finished = 0
    plans: list[Plan] = []
    for manager in chosen:
        own = of_manager.get(manager.id, [])

        def step(done: int, of: int, before: int = finished, share: int = len(own)) -> None:
            if on_step is not None:
                on_step(before + share * done // max(1, of), total)

        plans.append(plan(_input(known, manager, own, start, end, today), step))
        finished += len(own)
    return PeriodPlan(
        start,
        end,
        tuple(plans),
        known.accounts,
        {manager.id: manager for manager in chosen},
        official_calendar().years_without_notice(start, end),
        frozenset(visit.id for visit in known.visits if visit.state.is_open),
    )


def accept_plan(
    workspace: Workspace, planned: PeriodPlan, *, leave_out: Collection[DutyKey] = ()
) -> ChangeSummary:
    """Take the plan into the calendar in one step that can be undone; ``leave_out`` names duties to skip.

    Added visits are created, moved ones set to their day. Planned visits that no rule asks for any more, and
    those that found no place, leave the calendar; one whose day has passed without a report is kept as
    missed. Raises ``NotAllowed`` if one of the visits was changed since the plan was made, an account is
    gone, or a duty has got another visit, as it has after the same plan was accepted before.
    """
    skipped = frozenset(leave_out)
    label = _("Plan {start} to {end}").format(start=planned.start, end=planned.end)
    with workspace.change("accept_plan", label) as change:
        now = {
            visit.id: visit
            for visit in list_visits(change.session, states=[VisitState.PLANNED, VisitState.AGREED])
        }
        _check_added(change, planned, now.values(), skipped)
        for manager in planned.managers.values():
            _keep_manager(change, manager)
        for one in planned.plans:
            _accept(change, one, now, skipped, workspace.clock)
    return change.summary


def _check_added(
    change: Change, planned: PeriodPlan, now: Iterable[Visit], skipped: frozenset[DutyKey]
) -> None:
    """That every duty that gets a new visit is still without one, and its account still there."""
    accounts = set(account_queries.account_names(change.session))
    unknown = {
        (visit.account_id, visit.kind, visit.period, visit.rule)
        for visit in now
        if visit.id not in planned.known_visits
    }
    for item in (item for one in planned.plans for item in one.placed):
        duty = item.duty
        if item.change is not PlanChange.ADDED or duty.key in skipped:
            continue
        place = (duty.account_id, duty.kind, duty.period.key, duty.rule_code)
        if duty.account_id not in accounts or place in unknown:
            raise _calendar_changed()


def _accept(
    change: Change, planned: Plan, now: Mapping[Id, Visit], skipped: frozenset[DutyKey], clock: Clock
) -> None:
    new: list[tuple[Id, Mapping[str, object]]] = []
    moment_ms = int(clock.now().timestamp() * 1000)
    today = clock.today()
    for item in planned.placed:
        if item.duty.key in skipped:
            continue
        if item.change is PlanChange.ADDED:
            duty = item.duty
            values = {
                "account_id": duty.account_id,
                "manager_id": planned.manager_id,
                "kind": duty.kind.value,
                "state": VisitState.PLANNED.value,
                "on_day": item.on,
                "rule": duty.rule_code,
                "period": duty.period.key,
            }
            new.append((new_id(moment_ms), values))
        elif item.change is PlanChange.MOVED and item.visit_id is not None:
            visit = _still_movable(now, item.visit_id, item.moved_from)
            change.set(
                "visit",
                visit.id,
                {
                    "on_day": item.on,
                    "at_time": "",
                    "manager_id": planned.manager_id,
                    "rule": item.duty.rule_code,
                    "period": item.duty.period.key,
                },
            )
    change.create_many("visit", new)
    gone = [
        (item.visit_id, item.was_on)
        for item in planned.not_placed
        if item.visit_id is not None and item.duty.key not in skipped
    ]
    gone += [(visit.id, visit.on) for visit in planned.surplus]
    for visit_id, was_on in gone:
        visit = _still_movable(now, visit_id, was_on)
        if visit.on < today:
            reason = _("No report was filed")
            change.set("visit", visit.id, {"state": VisitState.MISSED.value, "reason": reason})
        else:
            change.delete("visit", visit.id)


def _still_movable(now: Mapping[Id, Visit], visit_id: Id, was_on: date | None) -> Visit:
    visit = now.get(visit_id)
    if visit is None or visit.pinned or visit.state is not VisitState.PLANNED or visit.on != was_on:
        raise _calendar_changed()
    return visit


def _calendar_changed() -> NotAllowed:
    return NotAllowed(
        _("The calendar has changed since this plan was made."), hint=_("Plan the period again.")
    )


def _keep_manager(change: Change, manager: Manager) -> None:
    known = {one.id for one in account_queries.list_managers(change.session)}
    if manager.id not in known:
        change.create("manager", {"name": manager.name}, manager.id)


def _input(
    known: Policy, manager: Manager, own: Iterable[Duty], start: date, end: date, today: date
) -> PlanInput:
    of_manager = {key for key, account in known.accounts.items() if account.manager_id == manager.id}
    visits = tuple(
        visit for visit in known.visits if visit.account_id in of_manager or visit.manager_id == manager.id
    )
    return PlanInput(
        manager=manager,
        accounts=known.accounts,
        duties=tuple(own),
        visits=visits,
        calendar=official_calendar(),
        start=start,
        end=end,
        today=today,
        absences=known.absences.get(manager.id, ()),
    )


def _check_range(start: date, end: date) -> None:
    if end < start:
        raise BadInput(_("The last day lies before the first."), hint=_("Set a later last day."), where="end")
    if (end - start).days > LONGEST_RANGE_DAYS:
        raise BadInput(
            _("This range is longer than a year."), hint=_("Plan a year at most at a time."), where="end"
        )
