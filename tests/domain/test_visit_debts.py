"""Visit debt: what was missed stays until it is made good or let go (features C10)."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.planning_worlds import account, rule, visit
from workbench.domain.attainment import slot_states
from workbench.domain.frequency import Rulebook
from workbench.domain.periods import PeriodKind
from workbench.domain.visit_debts import (
    DebtDecision,
    DebtNote,
    DebtState,
    VisitDebt,
    catch_up_code,
    visit_debts,
)
from workbench.domain.visits import Cause, Visit, VisitKind, VisitState
from workbench.foundation.ids import derived_id

Q3 = (date(2026, 7, 1), date(2026, 9, 30))
AFTER = date(2026, 10, 10)
ONE = account("A")
BEGUN = visit(ONE, date(2026, 7, 6))
BOOK = Rulebook.of([rule(1, PeriodKind.MONTH)])


def debts(
    visits: list[Visit], notes: list[DebtNote] | None = None, today: date = AFTER
) -> tuple[VisitDebt, ...]:
    states = slot_states([ONE], BOOK, visits, *Q3, today)
    return visit_debts(states, notes or [], visits, today)


def note(period: str, decision: DebtDecision | None = None) -> DebtNote:
    key = derived_id("visit_debt", period)
    return DebtNote(key, ONE.id, VisitKind.FIELD, period, 1, Cause.NO_TIME, "展会", decision)


def test_months_that_passed_without_a_visit_are_debts_the_oldest_first() -> None:
    found = debts([BEGUN])
    assert [(debt.slot.period.key, debt.days_late, debt.state) for debt in found] == [
        ("2026-08", 40, DebtState.OPEN),
        ("2026-09", 10, DebtState.OPEN),
    ]


def test_nothing_is_owed_from_before_the_first_visit_that_is_known() -> None:
    assert debts([]) == ()
    late_start = visit(ONE, date(2026, 9, 4))
    assert debts([late_start]) == ()


def test_of_several_visits_that_make_a_debt_good_the_one_that_was_made_counts() -> None:
    (slot,) = [one.slot for one in debts([BEGUN]) if one.slot.period.key == "2026-08"]
    made, ahead = (
        replace(visit(ONE, day), catch_up=catch_up_code(slot), state=state)
        for day, state in ((AFTER - timedelta(1), VisitState.DONE), (AFTER, VisitState.PLANNED))
    )
    for order in ([made, ahead], [ahead, made]):
        found = {one.slot.period.key: one.catch_up for one in debts([BEGUN, *order])}
        assert found == {"2026-08": made, "2026-09": None}
    assert debts([BEGUN, ahead])[0].catch_up == ahead


def test_a_visit_made_later_leaves_nothing_to_ask_for() -> None:
    found = debts([BEGUN, visit(ONE, date(2026, 9, 3))])
    assert [(debt.slot.period.key, debt.state, debt.visited_on) for debt in found] == [
        ("2026-08", DebtState.VISITED, date(2026, 9, 3))
    ]


def test_what_was_said_stays_with_the_debt() -> None:
    found = debts([BEGUN], [note("2026-08", DebtDecision.WAIVE), note("2026-07")])
    assert [(debt.cause, debt.state) for debt in found] == [
        (Cause.NO_TIME, DebtState.WAIVED),
        (None, DebtState.OPEN),
    ]


def test_a_visit_that_makes_it_good_pays_it_even_in_another_month() -> None:
    august = debts([BEGUN])[0].slot
    ahead = replace(visit(ONE, date(2026, 10, 20), state=VisitState.PLANNED), catch_up=catch_up_code(august))
    assert debts([BEGUN, ahead])[0].state is DebtState.PLANNED
    done = replace(visit(ONE, date(2026, 10, 8)), catch_up=catch_up_code(august))
    assert debts([BEGUN, done])[0].state is DebtState.CAUGHT_UP
    # Missed again, it is owed again.
    missed = replace(ahead, on=date(2026, 10, 9), state=VisitState.MISSED)
    assert debts([BEGUN, missed])[0].state is DebtState.OPEN


@given(st.lists(st.tuples(st.integers(0, 100), st.sampled_from(VisitState)), max_size=8), st.integers(0, 120))
def test_a_debt_is_late_undone_and_owed_once(made: list[tuple[int, VisitState]], passed: int) -> None:
    visits = [
        replace(visit(ONE, Q3[0] + timedelta(days=day), state=state), id=derived_id("visit", str(number)))
        for number, (day, state) in enumerate(made)
    ]
    today = Q3[0] + timedelta(days=passed)
    found = debts(visits, today=today)
    assert len({debt.key for debt in found}) == len(found)
    assert all(debt.slot.due_on < today for debt in found)
    done_months = {one.on.month for one in visits if one.state is VisitState.DONE and one.on <= today}
    assert not any(debt.slot.period.start.month in done_months for debt in found)


def test_what_was_missed_on_the_very_day_of_the_first_known_visit_counts() -> None:
    first = visit(ONE, date(2026, 8, 31), state=VisitState.MISSED)
    assert [debt.slot.period.key for debt in debts([first])] == ["2026-08", "2026-09"]


def test_a_visit_in_its_stead_that_passed_in_silence_pays_nothing() -> None:
    code = {"state": VisitState.PLANNED, "catch_up": "2026-08#1"}
    silent = visit(ONE, AFTER - timedelta(days=1), **code)
    assert debts([BEGUN, silent])[0].state is DebtState.OPEN
    assert debts([BEGUN, visit(ONE, AFTER, **code)])[0].state is DebtState.PLANNED


def test_a_report_dated_ahead_is_no_visit_since() -> None:
    ahead = visit(ONE, AFTER + timedelta(days=3))
    assert {debt.state for debt in debts([BEGUN, ahead])} == {DebtState.OPEN}
