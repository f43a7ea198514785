"""Attainment by person, tier, account, kind and month: the same visits, counted together differently."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.planning_worlds import account, rule, visit
from workbench.domain.accounts import Tier
from workbench.domain.attainment import attainment, slot_states
from workbench.domain.attainment_board import BoardRow, Grouping, Standing, Within, board, group_of
from workbench.domain.frequency import Rulebook
from workbench.domain.periods import PeriodKind
from workbench.domain.visits import VisitKind, VisitState
from workbench.foundation.ids import derived_id

Q3 = (date(2026, 7, 1), date(2026, 9, 30))
BOOK = Rulebook.of(
    [rule(1, PeriodKind.MONTH), replace(rule(1, PeriodKind.QUARTER), kind=VisitKind.EXECUTIVE)]
)
OTHER = derived_id("manager", "other")
ACCOUNTS = [
    account("A", tier=Tier.FOCUS),
    account("B", tier=Tier.MAJOR),
    account("C", tier=Tier.MAJOR, manager_id=OTHER),
]

worlds = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(-10, 100),
        st.sampled_from(VisitState),
        st.sampled_from([VisitKind.FIELD, VisitKind.EXECUTIVE, VisitKind.TRAINING]),
    ),
    max_size=12,
)


@pytest.mark.parametrize("grouping", Grouping)
@given(made=worlds, passed=st.integers(0, 110))
def test_every_grouping_counts_the_same_visits(
    grouping: Grouping, made: list[tuple[int, int, VisitState, VisitKind]], passed: int
) -> None:
    today = Q3[0] + timedelta(days=passed)
    visits = [
        replace(
            visit(ACCOUNTS[place], Q3[0] + timedelta(days=day), state=state, kind=kind),
            id=derived_id("visit", str(number)),
        )
        for number, (place, day, state, kind) in enumerate(made)
    ]
    states = list(slot_states(ACCOUNTS, BOOK, visits, *Q3, today))
    total = attainment(ACCOUNTS, BOOK, visits, *Q3, today)
    rows = board(grouping, ACCOUNTS, states, visits, *Q3, today)
    assert sum(row.score.required for row in rows) == total.total.required == len(states)
    assert sum(row.score.attained for row in rows) == total.total.attained
    assert sum(row.score.scheduled for row in rows) == total.total.scheduled
    assert sum(row.score.done for row in rows) == total.total.done
    assert sum(row.overdue for row in rows) == len(total.overdue)
    for row in rows:
        inside = [state for state in states if group_of(grouping, state) == row.key]
        assert len(inside) == row.score.required
        holding = {one: sum(one.holds(state) for state in inside) for one in Standing}
        assert holding == {
            Standing.REQUIRED: row.score.required,
            Standing.ATTAINED: row.score.attained,
            Standing.SCHEDULED: row.score.scheduled,
            Standing.TO_SCHEDULE: row.score.to_schedule,
            Standing.OVERDUE: row.overdue,
        }
        assert row.score.accounts_visited <= row.score.accounts_due <= row.score.accounts
        assert row.score.reached <= row.score.accounts


def test_people_and_tiers_have_the_scores_that_attainment_gives_them() -> None:
    visits = [visit(ACCOUNTS[1], date(2026, 7, 6)), visit(ACCOUNTS[1], date(2026, 7, 8))]
    states = list(slot_states(ACCOUNTS, BOOK, visits, *Q3, date(2026, 10, 1)))
    total = attainment(ACCOUNTS, BOOK, visits, *Q3, date(2026, 10, 1))

    def rows(grouping: Grouping) -> dict[object, BoardRow]:
        found = board(grouping, ACCOUNTS, states, visits, *Q3, date(2026, 10, 1))
        return {row.key: row for row in found}

    assert {key: row.score for key, row in rows(Grouping.PERSON).items()} == total.by_manager
    assert {key: row.score for key, row in rows(Grouping.TIER).items()} == total.by_tier
    assert {key: row.score for key, row in rows(Grouping.ACCOUNT).items()} == total.by_account
    july = rows(Grouping.MONTH)[date(2026, 7, 1)].score
    assert (july.required, july.attained, july.done, july.reach_bp) == (3, 1, 2, 3_333)


@pytest.mark.parametrize(
    ("within", "today", "first", "last"),
    [
        (Within.THIS_MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (Within.LAST_MONTH, date(2028, 3, 31), date(2028, 2, 1), date(2028, 2, 29)),
        (Within.LAST_MONTH, date(2027, 1, 1), date(2026, 12, 1), date(2026, 12, 31)),
        (Within.THIS_QUARTER, date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
        (Within.LAST_QUARTER, date(2027, 3, 31), date(2026, 10, 1), date(2026, 12, 31)),
        (Within.THIS_YEAR, date(2027, 1, 1), date(2027, 1, 1), date(2027, 12, 31)),
        (Within.OWN, date(2027, 1, 1), date(2027, 1, 1), date(2027, 3, 31)),
    ],
)
def test_spans_are_whole_calendar_periods_across_years_and_leap_days(
    within: Within, today: date, first: date, last: date
) -> None:
    assert within.days(today) == (first, last)
