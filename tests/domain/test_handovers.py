"""Accounts that change hands: when it is to be confirmed, by whom, and what goes along (2-rules §16)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.handovers import (
    Handover,
    HandoverAccount,
    due_day,
    may_confirm,
    open_by_account,
    promises_that_go,
    visits_that_go,
)
from workbench.domain.visits import Action, Side, Visit, VisitKind, VisitState
from workbench.domain.workdays import NoticeDay, WorkdayCalendar
from workbench.foundation.ids import Id, derived_id

A, B = (derived_id("account", code) for code in "AB")
GIVER, TAKER, THIRD = (derived_id("manager", name) for name in ("g", "t", "x"))
FRIDAY = date(2026, 7, 3)


def handover(**values: Any) -> Handover:
    usual = Handover(derived_id("handover", "1"), GIVER, TAKER, FRIDAY, FRIDAY + timedelta(days=3))
    return replace(usual, **values)


def test_it_is_to_be_confirmed_within_one_working_day_by_the_official_calendar() -> None:
    calendar = WorkdayCalendar()
    assert due_day(date(2026, 7, 1), 1, calendar) == date(2026, 7, 2)
    assert due_day(FRIDAY, 1, calendar) == date(2026, 7, 6)
    off = WorkdayCalendar.from_notices([2026], [NoticeDay(date(2026, 7, 6), True, "Holiday", "假")])
    assert due_day(FRIDAY, 1, off) == date(2026, 7, 7)
    made_up = WorkdayCalendar.from_notices([2026], [NoticeDay(date(2026, 7, 4), False, "Work", "班")])
    assert due_day(FRIDAY, 1, made_up) == date(2026, 7, 4)
    assert due_day(FRIDAY, 0, calendar) == FRIDAY


def test_it_is_late_from_the_day_after_until_it_is_confirmed() -> None:
    one = handover()
    assert [one.is_late(date(2026, 7, day)) for day in (5, 6, 7)] == [False, False, True]
    assert not handover(confirmed_on=date(2026, 8, 1)).is_late(date(2026, 8, 2))
    assert not handover(due_on=None).is_late(date(2030, 1, 1))


def test_what_was_not_gone_through_counts_only_while_the_account_is_there() -> None:
    lines = (
        HandoverAccount(derived_id("l", "1"), handover().id, A),
        HandoverAccount(derived_id("l", "2"), handover().id, B, seen_on=FRIDAY, question=" who signs? "),
    )
    one = handover(accounts=lines)
    assert [line.account_id for line in one.unseen({A, B})] == [A]
    assert one.unseen({B}) == ()
    assert one.questions == 1


def test_everybody_but_the_giver_may_confirm_and_only_once() -> None:
    one = handover()
    assert [may_confirm(one, me) for me in (TAKER, THIRD, None, GIVER)] == [True, True, True, False]
    assert not may_confirm(handover(confirmed_on=FRIDAY), TAKER)


def test_the_latest_open_handover_stands_for_an_account() -> None:
    line = (HandoverAccount(derived_id("l", "1"), handover().id, A),)
    early, late = handover(accounts=line), handover(handed_on=FRIDAY + timedelta(days=9), accounts=line)
    done = handover(confirmed_on=FRIDAY, accounts=line)
    assert open_by_account([late, early, done]) == {A: late}
    assert open_by_account([done]) == {}


def visit(**values: Any) -> Visit:
    usual = Visit(derived_id("visit", "1"), A, GIVER, VisitKind.FIELD, VisitState.PLANNED, FRIDAY)
    return replace(usual, **values)


states, keepers, days = (
    st.sampled_from(VisitState),
    st.sampled_from([GIVER, TAKER, None]),
    st.integers(-9, 9),
)


@given(states, keepers, days, st.sampled_from([A, B]))
def test_open_visits_to_come_of_the_giver_or_of_nobody_go_along(
    state: VisitState, keeper: Id | None, ahead: int, account: Id
) -> None:
    one = visit(state=state, manager_id=keeper, on=FRIDAY + timedelta(days=ahead), account_id=account)
    goes = state.is_open and keeper != TAKER and ahead >= 0 and account == A
    assert bool(visits_that_go([one], {A}, GIVER, FRIDAY)) is goes


@given(
    st.sampled_from(Side),
    st.sampled_from(["张蔚", " 张蔚", "李娜", ""]),
    st.booleans(),
    st.sampled_from([A, B]),
)
def test_our_open_promises_that_name_the_giver_go_along(
    side: Side, owner: str, is_done: bool, account: Id
) -> None:
    action = Action(derived_id("action", "1"), account, "x", side, owner, done_on=FRIDAY if is_done else None)
    goes = side is Side.OURS and owner.strip() == "张蔚" and not is_done and account == A
    assert bool(promises_that_go([action], {A}, "张蔚")) is goes
    assert promises_that_go([action], {A, B}, "") == ()


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 30))
def test_the_last_day_to_confirm_is_a_working_day_and_as_far_as_told(day: date, count: int) -> None:
    calendar = WorkdayCalendar()
    due = due_day(day, count, calendar)
    assert calendar.workdays_between(day, due) == count
    assert count == 0 or calendar.is_workday(due)
