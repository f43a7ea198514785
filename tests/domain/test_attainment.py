"""Attainment, coverage and overdue visits."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.planning_worlds import account, rule, visit
from workbench.domain.accounts import Account, Tier
from workbench.domain.attainment import Attainment, attainment, slot_states
from workbench.domain.frequency import Rulebook
from workbench.domain.periods import PeriodKind
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.ids import derived_id

MONTHLY = [rule(1, PeriodKind.MONTH)]
Q3 = (date(2026, 7, 1), date(2026, 9, 30))
AFTER = date(2026, 10, 10)


def of(accounts: list[Account], visits: list[Visit], today: date = AFTER) -> Attainment:
    return attainment(accounts, Rulebook.of(MONTHLY), visits, *Q3, today)


def test_too_many_visits_to_one_account_never_hide_another() -> None:
    often, never = account("A"), account("B")
    visits = [visit(often, date(2026, month, day)) for month in (7, 8, 9) for day in (6, 13, 20)]
    found = of([often, never], visits)
    assert (found.total.required, found.total.attained, found.total.done) == (6, 3, 9)
    assert found.total.attainment_bp == 5_000
    assert found.total.coverage_bp == 5_000
    assert found.by_account[never.id].attainment_bp == 0


def test_two_visits_in_one_month_do_not_do_for_the_next() -> None:
    one = account("A")
    found = of([one], [visit(one, date(2026, 7, 6)), visit(one, date(2026, 7, 20))])
    assert found.total.attained == 1
    assert [item.slot.period.key for item in found.overdue] == ["2026-08", "2026-09"]
    assert [item.days_late for item in found.overdue] == [40, 10]


def test_only_done_visits_count_and_what_has_time_left_is_not_overdue() -> None:
    one = account("A")
    visits = [
        visit(one, date(2026, 7, 6), state=VisitState.MISSED),
        visit(one, date(2026, 8, 6), state=VisitState.AGREED),
    ]
    found = of([one], visits, today=date(2026, 8, 20))
    assert found.total.attained == 0
    assert [item.slot.period.key for item in found.overdue] == ["2026-07"]


def test_a_visit_belongs_to_the_range_in_which_its_time_ends() -> None:
    one = account("A")
    yearly = [rule(1, PeriodKind.YEAR)]
    early = [visit(one, date(2026, 2, 3))]
    assert attainment([one], Rulebook.of(yearly), early, *Q3, AFTER).total.required == 0
    year = attainment([one], Rulebook.of(yearly), early, date(2026, 10, 1), date(2026, 12, 31), AFTER)
    assert (year.total.required, year.total.attained) == (1, 1)


def test_scores_add_up_by_tier_and_manager() -> None:
    other = derived_id("manager", "other")
    accounts = [
        account("A", tier=Tier.FOCUS),
        account("B", tier=Tier.MAJOR),
        account("C", tier=Tier.MAJOR, manager_id=other),
    ]
    found = of(accounts, [visit(accounts[1], date(2026, 7, 6))])
    assert {tier: score.required for tier, score in found.by_tier.items()} == {Tier.FOCUS: 3, Tier.MAJOR: 6}
    assert found.by_manager[other].attained == 0
    assert sum(score.required for score in found.by_manager.values()) == found.total.required


def test_nothing_required_is_all_attained() -> None:
    found = attainment([account("A")], Rulebook.of(()), (), *Q3, AFTER)
    assert (found.total.attainment_bp, found.total.coverage_bp) == (10_000, 10_000)


def test_what_is_not_made_is_scheduled_or_still_to_schedule() -> None:
    one, other = account("A"), account("B")
    visits = [
        visit(one, date(2026, 7, 6)),
        visit(one, date(2026, 9, 7), state=VisitState.AGREED),
        visit(other, date(2026, 8, 3), state=VisitState.PLANNED),
    ]
    found = of([one, other], visits, today=date(2026, 8, 20))
    score = found.total
    assert (score.required, score.attained, score.remaining) == (6, 1, 5)
    # A planned visit whose day passed without a report is in nobody's calendar any more.
    assert (score.scheduled, score.to_schedule) == (1, 4)
    assert (score.accounts, score.reached, score.reach_bp) == (2, 1, 5_000)


@given(st.lists(st.tuples(st.integers(0, 91), st.sampled_from(VisitState)), max_size=8), st.integers(0, 110))
def test_every_score_is_the_sum_of_the_required_visits_behind_it(
    made: list[tuple[int, VisitState]], passed: int
) -> None:
    one, today = account("A"), Q3[0] + timedelta(days=passed)
    visits = [
        replace(visit(one, Q3[0] + timedelta(days=day), state=state), id=derived_id("visit", str(number)))
        for number, (day, state) in enumerate(made)
    ]
    score = of([one], visits, today).total
    states = list(slot_states([one], Rulebook.of(MONTHLY), visits, *Q3, today))
    assert len(states) == score.required == 3
    assert sum(state.done_on is not None for state in states) == score.attained <= score.done
    assert (
        sum(state.done_on is None and state.scheduled_on is not None for state in states) == score.scheduled
    )
    assert score.remaining >= score.scheduled
    assert not any(state.done_on and state.scheduled_on for state in states)
