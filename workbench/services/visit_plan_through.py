"""The next quarter planned under two visit policies, to see what would be left out; stores nothing (C9)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from workbench.domain.accounts import Tier
from workbench.domain.policies import CITY_DEVIATION_DAYS, KIND_LIMITS, VISIT_MINUTES, WORKING_HOURS
from workbench.domain.visit_plan import TierFit
from workbench.domain.visit_policy import VisitPolicy
from workbench.domain.what_if import WeekLoad, monday_of
from workbench.foundation.ids import Id
from workbench.services.period_plans import PeriodPlan, plan_period
from workbench.services.planning import PlanRules, Policy
from workbench.services.what_if import Ground, Step, draft_book
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class PlannedTier:
    """How much of a tier would be placed and left out, now and then."""

    tier: Tier | None
    now: TierFit
    then: TierFit


@dataclass(frozen=True)
class PlannedThrough:
    """The next quarter as the planner would fill it under both policies; nothing is stored."""

    start: date
    end: date
    tiers: tuple[PlannedTier, ...]
    full_weeks_now: int
    full_weeks: tuple[WeekLoad, ...]


def plan_through(
    workspace: Workspace,
    ground: Ground,
    draft: VisitPolicy,
    *,
    manager_ids: Collection[Id] | None = None,
    on_step: Step | None = None,
) -> PlannedThrough:
    """Plan the next quarter under the stored policy and under ``draft``, for all or for ``manager_ids``."""
    policies = (ground.stored, draft)
    plans: list[PeriodPlan] = []
    for turn, one in enumerate(policies):

        def step(done: int, total: int, turn: int = turn) -> None:
            if on_step is not None:
                on_step(turn * total + done, len(policies) * total)

        plans.append(
            plan_period(
                workspace,
                ground.start,
                ground.end,
                manager_ids=manager_ids,
                on_step=step,
                policy=draft_ground(ground, one),
            )
        )
    now, then = plans
    before, after = _fits(now), _fits(then)
    tiers = tuple(
        PlannedTier(tier, before.get(tier, TierFit(tier, 0, 0)), after.get(tier, TierFit(tier, 0, 0)))
        for tier in (*Tier, None)
        if tier in before or tier in after
    )
    return PlannedThrough(ground.start, ground.end, tiers, len(_full_weeks(now)), _full_weeks(then))


def draft_ground(ground: Ground, draft: VisitPolicy) -> Policy:
    """All that planning reads, under the rules and numbers of ``draft``."""
    rules = PlanRules(
        draft.number(WORKING_HOURS),
        draft.number(VISIT_MINUTES),
        draft.number(KIND_LIMITS),
        draft.number(CITY_DEVIATION_DAYS),
    )
    return replace(ground.known, rulebook=draft_book(ground, draft), rules=rules)


def _fits(planned: PeriodPlan) -> dict[Tier | None, TierFit]:
    found: dict[Tier | None, TierFit] = {}
    for fit in (fit for one in planned.plans for fit in one.by_tier):
        known = found.get(fit.tier, TierFit(fit.tier, 0, 0))
        found[fit.tier] = replace(
            known, required=known.required + fit.required, placed=known.placed + fit.placed
        )
    return found


def _full_weeks(planned: PeriodPlan) -> tuple[WeekLoad, ...]:
    """The weeks of the plan in which a person has no place left."""
    found: dict[tuple[date, Id, bool], tuple[int, int]] = {}
    for one in planned.plans:
        for load in one.loads:
            key = (monday_of(load.on), one.manager_id, load.calls)
            asked, room = found.get(key, (0, 0))
            found[key] = (asked + load.taken, room + load.capacity)
    return tuple(
        WeekLoad(manager_id, monday, calls, asked, room)
        for (monday, manager_id, calls), (asked, room) in sorted(found.items())
        if asked and asked >= room
    )
