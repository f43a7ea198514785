"""What the plan says of its proof is no more than what is proven."""

from dataclasses import replace
from typing import Any

from tests.domain.planning_worlds import MANAGER, Q3, account, planned
from workbench.domain.accounts import Tier
from workbench.domain.frequency import Rulebook
from workbench.domain.planner import plan
from workbench.services.period_plans import PeriodPlan, PersonPlan
from workbench.services.planning import Policy
from workbench.ui.screens.calendar.plan_overview import short_proof


def told(**values: Any) -> str:
    given = planned([account("A", tier=Tier.FOCUS)], *Q3)
    found = replace(plan(given), **values)
    known = Policy({}, {}, Rulebook.of(()), {}, ())
    return short_proof(PeriodPlan(*Q3, (PersonPlan(MANAGER, given, found),), known), None)


def test_a_plan_without_a_gap_is_proven() -> None:
    assert "proven" in told()


def test_days_spent_on_cities_are_days_above_the_least() -> None:
    assert "at most 3 days above" in told(city_deviation_days=3)
    assert "at most 5 days above" in told(city_deviation_days=3, gap=2, optimal=False)


def test_where_visits_moved_are_not_proven_least_days_are_not_either() -> None:
    said = told(moved_gap=2, optimal=False)
    assert "2 more moved" in said
    assert "days above" not in said
    assert "proven" not in said
