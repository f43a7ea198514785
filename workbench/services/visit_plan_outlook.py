"""What a plan will have to fit before it is made, and the check of its proof afterwards (9-planner)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from workbench.domain.accounts import Tier
from workbench.domain.planner_proof import verify_certificate
from workbench.domain.planner_results import day_loads
from workbench.domain.standing_visits import sort_visits
from workbench.foundation.ids import Id
from workbench.services.period_plans import PeriodPlan, duties_by_person, people_of, plan_input
from workbench.services.planning import load_policy
from workbench.services.visit_plan_options import PlanOptions, pull
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class Outlook:
    """Required visits of a period beside the places for them, fixed visits already taken off.

    ``by_tier`` counts visits on site, the highest tier first. ``people`` is how many are planned for.
    """

    visits: int
    visit_places: int
    calls: int
    call_places: int
    by_tier: tuple[tuple[Tier | None, int], ...]
    people: int
    accounts: int
    years_without_notice: tuple[int, ...]

    @property
    def fits(self) -> bool:
        """Whether there are places enough; whether they lie right is for the plan to say."""
        return self.visits <= self.visit_places and self.calls <= self.call_places


@dataclass(frozen=True)
class ProofCheck:
    """The certificates of a plan, checked from the outside: days, places, prices, bounds.

    ``bound_days`` is the deviation that no plan can undercut which leaves out and moves as little;
    ``prices`` how many prices show it. ``took_ms`` is how long checking took.
    """

    holds: bool
    bound_days: int
    prices: int
    took_ms: int


def look_ahead(
    workspace: Workspace,
    start: date,
    end: date,
    *,
    manager_ids: Collection[Id] | None = None,
    options: PlanOptions | None = None,
) -> Outlook:
    """Required against places, without planning. Raises ``BadInput`` for a range that makes no sense."""
    known = load_policy(workspace, start, end)
    frame = PeriodPlan(start, end, (), known, options or PlanOptions())

    people = people_of(known, manager_ids, frame.options)
    today = workspace.clock.today()
    wanted = duties_by_person(known, people, frame.options, start, end, today)
    visits = calls = visit_places = call_places = 0
    tiers: dict[Tier | None, int] = {}
    for manager in people:
        given = plan_input(frame, manager, wanted[manager.id], workspace.clock)
        for duty in pull(frame.options.levers, given.duties).duties:
            if duty.kind.is_on_site:
                visits += 1
                tiers[duty.tier] = tiers.get(duty.tier, 0) + 1
            else:
                calls += 1
        workdays = set(given.calendar.workdays(given.first_day, end))
        for load in day_loads(given, sort_visits(given), ()):
            left = max(0, load.capacity - load.taken) if load.on in workdays else 0
            if load.calls:
                call_places += left
            else:
                visit_places += left
    return Outlook(
        visits,
        visit_places,
        calls,
        call_places,
        tuple((tier, tiers[tier]) for tier in (*Tier, None) if tier in tiers),
        len(people),
        len({duty.account_id for own in wanted.values() for duty in own}),
        known.calendar.years_without_notice(start, end),
    )


def check_proof(planned: PeriodPlan, on_step: Callable[[int, int], None] | None = None) -> ProofCheck:
    """Verify every certificate on the spot; ``on_step`` counts people and may raise ``Cancelled``."""
    began = perf_counter()
    holds, prices = True, 0
    for number, one in enumerate(planned.people):
        if on_step is not None:
            on_step(number, len(planned.people))
        holds &= verify_certificate(one.given, one.plan)
        prices += sum(len(part.prices) + len(part.limit_prices) for part in one.plan.certificates)
    bound = sum(
        one.plan.deviation_days - one.plan.gap - one.plan.city_deviation_days for one in planned.people
    )
    return ProofCheck(holds, bound, prices, round((perf_counter() - began) * 1000))
