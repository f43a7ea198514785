"""The state, age and rate of promises (3-features C8)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.periods import twelve_months
from workbench.domain.promises import (
    Age,
    KeptRate,
    Origin,
    PromiseState,
    age_of,
    days_late,
    kept_rate,
    origin_of,
    pressing_now,
    promise_state,
)
from workbench.domain.visits import Action, Side
from workbench.foundation.ids import derived_id

TODAY = date(2026, 7, 1)
DAYS = st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2027, 12, 31)))


def promise(
    due: date | None, done: date | None = None, *, side: Side = Side.OURS, origin: str = ""
) -> Action:
    return Action(
        derived_id("action", str(due), str(done)), derived_id("a"), "text", side, "", due, done, origin=origin
    )


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("late", "age"),
    [
        (-5, Age.NOT_DUE),
        (0, Age.NOT_DUE),
        (1, Age.WEEK),
        (7, Age.WEEK),
        (8, Age.MONTH),
        (30, Age.MONTH),
        (31, Age.QUARTER),
        (90, Age.QUARTER),
        (91, Age.OLDER),
    ],
)
def test_an_open_promise_ages_from_the_day_after_it_was_due(late: int, age: Age) -> None:
    assert age_of(promise(ago(late)), TODAY) is age


def test_a_promise_without_a_day_is_open_and_never_late() -> None:
    assert promise_state(promise(None), TODAY) is PromiseState.OPEN
    assert age_of(promise(None), TODAY) is Age.NOT_DUE


def test_kept_on_the_due_day_is_in_time_and_a_day_later_is_late() -> None:
    due = ago(10)
    assert promise_state(promise(due, due), TODAY) is PromiseState.KEPT
    assert promise_state(promise(due, due + timedelta(days=1)), TODAY) is PromiseState.KEPT_LATE
    assert days_late(promise(due, due + timedelta(days=1)), TODAY) == 1


def test_what_comes_from_a_plan_of_ours_is_a_task() -> None:
    assert origin_of(promise(None)) is Origin.PROMISE
    assert origin_of(promise(None, origin="service_plan")) is Origin.SERVICE_PLAN
    assert origin_of(promise(None, origin="playbook:3")) is Origin.PLAYBOOK
    assert origin_of(promise(None, origin="new_year:2026")) is Origin.NEW_YEAR
    assert origin_of(promise(None, origin="of a later version")) is Origin.OTHER


def test_the_rate_counts_what_was_decided_within_twelve_months() -> None:
    actions = [
        promise(ago(10), ago(12)),
        promise(ago(10), ago(3)),
        promise(ago(400), ago(500)),
        promise(ago(5)),
        promise(TODAY),
        promise(TODAY + timedelta(days=9), TODAY),
        promise(ago(5), origin="service_plan"),
        promise(ago(5), side=Side.THEIRS),
    ]
    assert kept_rate(actions, Side.OURS, TODAY) == KeptRate(2, 4)
    assert kept_rate(actions, Side.THEIRS, TODAY) == KeptRate(0, 1)
    assert kept_rate([], Side.OURS, TODAY).share_bp is None


@given(DAYS, DAYS)
def test_a_promise_has_an_age_exactly_while_it_is_open(due: date | None, done: date | None) -> None:
    action = promise(due, done)
    state = promise_state(action, TODAY)
    assert (age_of(action, TODAY) is not None) is state.is_open
    assert (days_late(action, TODAY) > 0) is (state in (PromiseState.LATE, PromiseState.KEPT_LATE))


@given(st.lists(st.tuples(DAYS, DAYS), max_size=30))
def test_never_more_are_kept_than_were_decided(days: list[tuple[date | None, date | None]]) -> None:
    rate = kept_rate([promise(*one) for one in days], Side.OURS, TODAY)
    assert 0 <= rate.kept <= rate.total <= len(days)


def test_the_first_of_the_twelve_months_counts_and_the_day_before_does_not() -> None:
    first, _last = twelve_months(TODAY)
    assert kept_rate([promise(first)], Side.OURS, TODAY).total == 1
    assert kept_rate([promise(first - timedelta(days=1))], Side.OURS, TODAY).total == 0


def test_a_task_of_the_plan_is_kept_in_mind_two_weeks_before_it_is_due_and_any_promise_always() -> None:
    plan = Origin.ACCOUNT_PLAN.value
    soon, later, some_day = (
        promise(TODAY + timedelta(14), origin=plan),
        promise(TODAY + timedelta(15), origin=plan),
        promise(None, origin=plan),
    )
    late, given = promise(ago(3), origin=plan), promise(TODAY + timedelta(300))
    assert pressing_now([soon, later, some_day, late, given], TODAY) == (soon, late, given)
