"""When a missed visit is made good: not where the next one comes soon, and once for many (features C10)."""

from datetime import date, timedelta

import pytest

from tests.domain.planning_worlds import account, rule, visit
from workbench.domain.attainment import slot_states
from workbench.domain.catch_up import HORIZON_DAYS, catch_up_duties, split_covered
from workbench.domain.frequency import Rulebook
from workbench.domain.periods import PeriodKind
from workbench.domain.visit_debts import VisitDebt, visit_debts
from workbench.domain.visits import VisitKind, VisitState

TODAY = date(2026, 10, 10)
ONE = account("A")
BOOK = Rulebook.of([rule(1, PeriodKind.MONTH)])


def debts() -> tuple[VisitDebt, ...]:
    """August and September were missed."""
    visits = [visit(ONE, date(2026, 7, 6))]
    states = slot_states([ONE], BOOK, visits, date(2026, 7, 1), date(2026, 9, 30), TODAY)
    return visit_debts(states, [], visits, TODAY)


@pytest.mark.parametrize(
    ("days", "changes", "covers"),
    [
        (0, {}, 2),
        (15, {}, 2),
        (16, {}, 1),
        (17, {}, 0),
        (-1, {}, 0),
        (5, {"state": VisitState.DONE}, 0),
        (5, {"state": VisitState.AGREED}, 2),
        (5, {"kind": VisitKind.TELEPHONE}, 0),
        (5, {"catch_up": "2026-07#1"}, 0),
    ],
)
def test_a_visit_within_half_the_interval_covers_what_was_missed(
    days: int, changes: dict[str, object], covers: int
) -> None:
    coming = visit(ONE, TODAY + timedelta(days=days), **{"state": VisitState.PLANNED, **changes})
    covered, rest = split_covered(debts(), [coming], TODAY)
    assert [one.covered_by for one in covered] == [coming] * covers
    assert len(covered) + len(rest) == 2


def test_one_visit_pays_for_the_latest_within_six_weeks() -> None:
    ((duty, debt),) = catch_up_duties(debts(), TODAY)
    assert debt.slot.period.key == "2026-09"
    assert (duty.ideal_on, duty.due_on) == (TODAY, TODAY + timedelta(days=HORIZON_DAYS))
