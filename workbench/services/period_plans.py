"""The plan of a period for one person, several or everybody; nothing is stored (2-rules §7.2)."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from workbench.domain.accounts import Account, Manager
from workbench.domain.busy_times import busy_by_day
from workbench.domain.duties import Duty, DutyKey, is_movable
from workbench.domain.planner import plan
from workbench.domain.visit_plan import Change, Plan, PlanInput
from workbench.domain.visit_plan_freely import plan_freely
from workbench.domain.visits import Visit
from workbench.foundation.clock import Clock
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.planning import Policy, duties_of, load_policy
from workbench.services.visit_plan_options import LetGo, Levers, PlanOptions, pull, with_places
from workbench.storage.workspace import Workspace

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class PersonPlan:
    """One person's part: the plan, what it was made from, and what the levers did.

    ``calls`` gives the duty that each call stands for; ``by_hand`` the visits on days a person chose.
    """

    manager: Manager
    given: PlanInput = field(repr=False)
    plan: Plan = field(repr=False)
    let_go: tuple[tuple[Duty, LetGo], ...] = ()
    calls: Mapping[DutyKey, Duty] = field(default_factory=dict)
    by_hand: tuple[tuple[Duty, Visit], ...] = ()

    @property
    def required(self) -> int:
        """How many duties there were, those let go included."""
        return len(self.plan.placed) + len(self.plan.not_placed) + len(self.let_go) + len(self.by_hand)


@dataclass(frozen=True)
class PeriodPlan:
    """The plans of a period, one per manager; nothing is stored before ``accept_plan``.

    ``known`` is what the plans were made from. Without ``manager_ids`` everybody was planned for.
    """

    start: date
    end: date
    people: tuple[PersonPlan, ...]
    known: Policy = field(repr=False)
    options: PlanOptions = field(default_factory=PlanOptions)
    manager_ids: frozenset[Id] | None = None

    @property
    def plans(self) -> tuple[Plan, ...]:
        """One per person, in order of names."""
        return tuple(one.plan for one in self.people)

    @property
    def accounts(self) -> Mapping[Id, Account]:
        return self.known.accounts

    @property
    def managers(self) -> Mapping[Id, Manager]:
        """Whom the plan is for."""
        return {one.manager.id: one.manager for one in self.people}

    @property
    def years_without_notice(self) -> tuple[int, ...]:
        """Years of the period whose official holidays are not known."""
        return self.known.calendar.years_without_notice(self.start, self.end)

    @property
    def required(self) -> int:
        """How many duties were planned for, those let go included."""
        return sum(one.required for one in self.people)

    @property
    def placed(self) -> int:
        """How many of them have a day, those put there by hand included."""
        return sum(len(one.plan.placed) + len(one.by_hand) for one in self.people)

    @property
    def not_placed(self) -> int:
        """How many have none, and were not let go."""
        return sum(len(one.not_placed) for one in self.plans)

    @property
    def optimal(self) -> bool:
        """Whether every plan is proven least."""
        return all(one.optimal for one in self.plans)

    @property
    def gap(self) -> int:
        """Days of deviation above the proven bound, over all plans."""
        return sum(one.gap for one in self.plans)

    @property
    def city_deviation_days(self) -> int:
        """Days of deviation spent on drawing cities together, over all plans."""
        return sum(one.city_deviation_days for one in self.plans)

    @property
    def moved_gap(self) -> int:
        """Visits moved above the proven bound, over all plans; if any, no bound of the deviation is known."""
        return sum(one.moved_gap for one in self.plans)

    @property
    def deviation_days(self) -> int:
        """Days off the ideal dates, over all plans."""
        return sum(one.deviation_days for one in self.plans)

    def count(self, change: Change) -> int:
        """How many placed visits are added, moved or kept."""
        return self._counts[change]

    @cached_property
    def _counts(self) -> Mapping[Change, int]:
        return Counter(item.change for one in self.plans for item in one.placed)

    @cached_property
    def first_on(self) -> date:
        """The first day with a placed visit; without any the first of the period."""
        return min((item.on for one in self.plans for item in one.placed), default=self.start)

    @cached_property
    def changes(self) -> int:
        """How many visits accepting would write, move or take away; the levers' too."""
        levers = sum(len(one.let_go) + len(one.by_hand) for one in self.people)
        gone = sum(
            len(one.surplus) + sum(1 for lost in one.not_placed if lost.visit_id) for one in self.plans
        )
        return self.count(Change.ADDED) + self.count(Change.MOVED) + levers + gone + self._stay_changed

    @property
    def _stay_changed(self) -> int:
        """Visits that keep their day, but become somebody else's, or calls that stand for a visit."""
        whose = {visit.id: visit.manager_id for visit in self.known.visits}
        return sum(
            item.duty.key in one.calls or whose.get(item.visit_id) not in (None, one.manager.id)
            for one in self.people
            for item in one.plan.placed
            if item.visit_id is not None and item.moved_from is None
        )


def plan_period(
    workspace: Workspace,
    start: date,
    end: date,
    *,
    manager_ids: Collection[Id] | None = None,
    options: PlanOptions | None = None,
    policy: Policy | None = None,
    on_step: Progress | None = None,
) -> PeriodPlan:
    """The best calendar from ``start`` to ``end`` for everyone, or for ``manager_ids``; stores nothing.

    ``policy`` is what to plan from, otherwise what the file says. ``on_step(done, total)`` counts duties and
    may raise ``Cancelled``. Raises ``BadInput`` for a range that makes no sense.
    """
    known = policy or load_policy(workspace, start, end)
    chosen = None if manager_ids is None else frozenset(manager_ids)
    empty = PeriodPlan(start, end, (), known, options or PlanOptions(), chosen)
    return _planned(empty, people_of(known, chosen, empty.options), workspace.clock, on_step)


def replan(
    workspace: Workspace, planned: PeriodPlan, levers: Levers, *, on_step: Progress | None = None
) -> PeriodPlan:
    """``planned`` with other levers, from what was read for it; people whom they do not touch stay."""
    again = replace(planned, options=replace(planned.options, levers=levers))
    before = planned.options.levers
    touched = {
        one.manager.id
        for one in planned.people
        if levers.places.get(one.manager.id) != before.places.get(one.manager.id)
    }
    keys = _differing(before, levers)
    touched |= {
        account.manager_id
        for key in keys
        if (account := planned.accounts.get(Id(key[0]))) is not None and account.manager_id is not None
    }
    chosen = [planned.known.managers.get(key) for key in planned.managers if key in touched]
    return _planned(again, [one for one in chosen if one is not None], workspace.clock, on_step)


def people_of(known: Policy, manager_ids: Collection[Id] | None, options: PlanOptions) -> list[Manager]:
    """Whom a plan is for, in order of names: who keeps accounts, of these if they are named."""
    keepers = {
        account.manager_id
        for account in known.accounts.values()
        if options.account_ids is None or account.id in options.account_ids
    }
    return [
        manager
        for manager in sorted(known.managers.values(), key=lambda one: (one.name, one.id))
        if manager.id in keepers and (manager_ids is None or manager.id in manager_ids)
    ]


def duties_by_person(
    known: Policy,
    people: Iterable[Manager],
    options: PlanOptions,
    start: date,
    end: date,
    today: date,
) -> dict[Id, list[Duty]]:
    """What is required of each of ``people``; raises ``BadInput`` for a range that makes no sense."""
    found: dict[Id, list[Duty]] = {one.id: [] for one in people}
    asked = (
        account
        for account in known.accounts.values()
        if account.manager_id in found and (options.account_ids is None or account.id in options.account_ids)
    )
    for duty in duties_of(known, asked, start, end, today):
        if duty.manager_id is not None:
            found[duty.manager_id].append(duty)
    if end < today:
        raise BadInput(
            _("This period is over."), hint=_("Plan from today on, or a later period."), where="end"
        )
    return found


def plan_input(planned: PeriodPlan, manager: Manager, duties: Sequence[Duty], clock: Clock) -> PlanInput:
    """Everything that one person's plan depends on."""
    known, options, today = planned.known, planned.options, clock.today()
    own = {key for key, account in known.accounts.items() if account.manager_id == manager.id}
    visits = [one for one in known.visits if one.account_id in own or one.manager_id == manager.id]
    if options.account_ids is not None:
        visits = [
            replace(one, pinned=True)
            if one.account_id not in options.account_ids
            and is_movable(one, planned.start, planned.end, today)
            else one
            for one in visits
        ]
    busy = busy_by_day(known.busy.get(manager.id, ()), clock.zone(), planned.start, planned.end)
    return PlanInput(
        manager=with_places(options.levers, manager),
        accounts=known.accounts,
        duties=tuple(duties),
        visits=tuple(visits),
        calendar=known.calendar,
        start=planned.start,
        end=planned.end,
        today=today,
        absences=known.absences.get(manager.id, ()),
        blocked=known.closures,
        city_deviation_days=known.rules.city_days if options.city_days is None else options.city_days,
        busy=busy,
        hours=known.rules.hours,
        minutes=known.rules.minutes,
        limits=known.rules.limits,
    )


def _planned(
    planned: PeriodPlan, chosen: Sequence[Manager], clock: Clock, on_step: Progress | None
) -> PeriodPlan:
    of_manager = duties_by_person(
        planned.known, chosen, planned.options, planned.start, planned.end, clock.today()
    )
    total = max(1, sum(len(one) for one in of_manager.values()))
    finished = 0
    people = {one.manager.id: one for one in planned.people}
    for manager in chosen:
        own = of_manager[manager.id]

        def step(done: int, of: int, before: int = finished, share: int = len(own)) -> None:
            if on_step is not None:
                on_step(before + share * done // max(1, of), total)

        people[manager.id] = _plan_person(planned, manager, own, clock, step)
        finished += len(own)
    in_order = sorted(people.values(), key=lambda one: (one.manager.name, one.manager.id))
    found = replace(planned, people=tuple(in_order))
    # Counted here, where nobody waits: a year of a team has tens of thousands of visits.
    _counted = found.changes, found.first_on
    return found


def _plan_person(
    planned: PeriodPlan, manager: Manager, own: Sequence[Duty], clock: Clock, step: Progress
) -> PersonPlan:
    pulled = pull(planned.options.levers, own)
    given = plan_input(planned, manager, pulled.duties, clock)
    by_hand = (visit for _duty, visit in pulled.by_hand)
    given = replace(given, visits=(*given.visits, *by_hand), stays=frozenset(pulled.calls))
    if planned.options.move_freely:
        found, given = plan_freely(given, step)
    else:
        found = plan(given, step)
    return PersonPlan(given.manager, given, found, pulled.let_go, pulled.calls, pulled.by_hand)


def _differing(one: Levers, other: Levers) -> set[DutyKey]:
    """The duties for which the levers are set otherwise."""
    keys = {*one.let_go, *one.calls, *one.by_hand, *other.let_go, *other.calls, *other.by_hand}
    return {key for key in keys if _set_for(one, key) != _set_for(other, key)}


def _set_for(levers: Levers, key: DutyKey) -> tuple[object, ...]:
    return (levers.let_go.get(key), key in levers.calls, levers.by_hand.get(key))
