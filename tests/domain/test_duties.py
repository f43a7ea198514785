"""Visit duties from the frequency policy."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.planning_worlds import Q3, account, rule, visit
from workbench.domain.accounts import Account, AccountKind, CreditGrade, Tier
from workbench.domain.duties import Duty, duties
from workbench.domain.frequency import Frequency, FrequencyOverride, Rulebook, required_frequencies, rule_text
from workbench.domain.periods import PeriodKind
from workbench.domain.relationship import Stage
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.ids import derived_id

TODAY = date(2026, 6, 20)
MONTHLY_TWICE = rule(2, PeriodKind.MONTH)


def field_frequency(of: Account) -> Frequency:
    found = required_frequencies(of, Rulebook.of(DEFAULT_RULES), TODAY)
    return next(one.frequency for one in found if one.kind is VisitKind.FIELD)


def override(of: Account, count: int, until: date | None = None) -> FrequencyOverride:
    frequency = Frequency(count, PeriodKind.QUARTER)
    key = derived_id("override", of.code, str(count))
    return FrequencyOverride(key, of.id, VisitKind.FIELD, frequency, "asked us to", until)


def of_july(*visits: Visit, today: date = TODAY, of: Account | None = None) -> list[date]:
    found = duties(
        [of or account("A")], Rulebook.of([MONTHLY_TWICE]), visits, date(2026, 7, 1), date(2026, 7, 31), today
    )
    return [duty.ideal_on for duty in found]


def test_a_worse_credit_grade_means_more_visits() -> None:
    grades = (CreditGrade.EXCELLENT, CreditGrade.MEDIUM, CreditGrade.POOR)
    per_year = [field_frequency(account(grade, credit_grade=grade)).per_year for grade in grades]
    assert per_year == [2, 4, 12]


def test_an_ungraded_account_without_tier_has_no_duty() -> None:
    assert required_frequencies(account("A"), Rulebook.of(DEFAULT_RULES), TODAY) == ()


def test_the_shortest_interval_wins_and_names_what_it_beat() -> None:
    one = account("A", tier=Tier.MAJOR, credit_grade=CreditGrade.POOR)
    found = required_frequencies(one, Rulebook.of(DEFAULT_RULES), TODAY)
    assert [item.source.code for item in found] == ["credit_grade:poor:field:1:month"]
    assert [beaten.code for beaten in found[0].beaten] == ["tier:major:field:1:quarter"]
    assert found[0].reason() == (
        "Credit grade Poor: Field visit, 1 a month. Goes before: Tier Major: Field visit, 1 a quarter"
    )


def test_the_shipped_policy_carries_the_rows_that_rest_on_an_account() -> None:
    one = account("A", tier=Tier.STRATEGIC, kind=AccountKind.DEALER, stage=Stage.PARTNER)
    found = {
        item.kind: item.frequency for item in required_frequencies(one, Rulebook.of(DEFAULT_RULES), TODAY)
    }
    assert found == {
        VisitKind.FIELD: Frequency(2, PeriodKind.MONTH),
        VisitKind.EXECUTIVE: Frequency(1, PeriodKind.HALF_YEAR),
        VisitKind.ROUND_TABLE: Frequency(1, PeriodKind.YEAR),
        VisitKind.BUSINESS_MEETING: Frequency(1, PeriodKind.HALF_YEAR),
        VisitKind.SERVICE_MEETING: Frequency(1, PeriodKind.HALF_YEAR),
    }


def test_shipped_rules_have_ids_of_their_own_that_are_the_same_everywhere() -> None:
    assert len({one.id for one in DEFAULT_RULES}) == len(DEFAULT_RULES)
    assert DEFAULT_RULES[0].id == derived_id("frequency_rule", "tier", "strategic", "field")


def test_an_override_goes_before_shorter_rules_until_it_ends() -> None:
    one = account("A", tier=Tier.FOCUS)
    own = override(one, 1, until=date(2026, 9, 30))
    for day, frequency in (
        (date(2026, 9, 30), Frequency(1, PeriodKind.QUARTER)),
        (date(2026, 10, 1), Frequency(1, PeriodKind.MONTH)),
    ):
        found = required_frequencies(one, Rulebook.of(DEFAULT_RULES, [own]), day)
        assert found[0].frequency == frequency
    year = duties([one], Rulebook.of(DEFAULT_RULES, [own]), (), date(2026, 7, 1), date(2026, 12, 31), TODAY)
    field = [duty.period.key for duty in year if duty.kind is VisitKind.FIELD]
    assert field == ["2026-Q3", "2026-10", "2026-11", "2026-12"]


def test_an_override_of_none_means_no_visits() -> None:
    one = account("A", tier=Tier.MAJOR)
    assert duties([one], Rulebook.of(DEFAULT_RULES, [override(one, 0)]), (), *Q3, TODAY) == ()


def test_a_retired_rule_applies_to_nobody() -> None:
    retired = [type(one)(**{**one.__dict__, "active": False}) for one in DEFAULT_RULES]
    assert duties([account("A", tier=Tier.FOCUS)], Rulebook.of(retired), (), *Q3, TODAY) == ()


def test_ideal_dates_are_the_middles_of_equal_parts() -> None:
    done_long_ago = visit(account("A"), date(2026, 1, 5))
    assert of_july(done_long_ago) == [date(2026, 7, 8), date(2026, 7, 24)]


def test_a_recent_visit_moves_the_ideal_date_half_an_interval_away() -> None:
    assert of_july(visit(account("A"), date(2026, 6, 30)))[0] == date(2026, 7, 8)
    late = visit(account("A"), date(2026, 6, 30), state=VisitState.AGREED)
    assert of_july(late, visit(account("A"), date(2026, 1, 5)))[0] == date(2026, 7, 8)
    assert of_july(visit(account("A"), date(2026, 7, 3)))[0] == date(2026, 7, 24)
    quarterly = Rulebook.of([rule(1, PeriodKind.QUARTER)])
    before = visit(account("A"), date(2026, 9, 20))
    found = duties([account("A")], quarterly, [before], date(2026, 10, 1), date(2026, 12, 31), TODAY)
    assert found[0].ideal_on == date(2026, 11, 16)
    before = visit(account("A"), date(2026, 10, 10), kind=VisitKind.TELEPHONE)
    found = duties([account("A")], quarterly, [before], date(2026, 10, 1), date(2026, 12, 31), TODAY)
    assert len(found) == 1


@pytest.mark.parametrize(
    ("state", "pinned", "left"),
    [
        (VisitState.DONE, False, 1),
        (VisitState.AGREED, False, 1),
        (VisitState.PLANNED, True, 1),
        (VisitState.PLANNED, False, 2),
        (VisitState.MISSED, False, 2),
        (VisitState.CANCELLED, False, 2),
    ],
)
def test_visits_done_or_fixed_reduce_what_is_required(state: VisitState, pinned: bool, left: int) -> None:
    assert len(of_july(visit(account("A"), date(2026, 7, 10), state=state, pinned=pinned))) == left


def test_a_fixed_visit_takes_the_nearest_place_and_keeps_the_other_away() -> None:
    fixed = visit(account("A"), date(2026, 7, 20), state=VisitState.AGREED)
    done = visit(account("A"), date(2026, 1, 5))
    assert of_july(fixed, done) == [date(2026, 7, 8)]
    assert of_july(visit(account("A"), date(2026, 7, 13), state=VisitState.AGREED), done) == [
        date(2026, 7, 24)
    ]


def test_half_an_odd_interval_is_rounded_up() -> None:
    # 15 days to a visit in July: two visits stay eight days apart. Staggered, the first is due on the 11th.
    accounts = (account(f"A{number}") for number in range(100))
    late = next(one for one in accounts if of_july(of=one)[0] == date(2026, 7, 11))
    agreed = visit(late, date(2026, 7, 17), state=VisitState.AGREED)
    assert of_july(agreed, of=late) == [date(2026, 7, 9)]


def test_visits_planned_outside_the_range_are_left_alone() -> None:
    ahead = visit(account("A"), date(2026, 7, 24), state=VisitState.PLANNED)
    found = duties(
        [account("A")], Rulebook.of([MONTHLY_TWICE]), [ahead], date(2026, 7, 1), date(2026, 7, 15), TODAY
    )
    assert [duty.ideal_on.month for duty in found] == [7]
    assert len(found) == 1


def test_a_visit_planned_in_the_range_keeps_its_duty_though_the_ideal_date_lies_outside() -> None:
    done = visit(account("A"), date(2026, 1, 5))
    here = visit(account("A"), date(2026, 7, 30), state=VisitState.PLANNED)
    found = duties(
        [account("A")],
        Rulebook.of([rule(1, PeriodKind.MONTH)]),
        [done, here],
        date(2026, 7, 20),
        date(2026, 7, 31),
        TODAY,
    )
    assert [duty.ideal_on for duty in found] == [date(2026, 7, 16)]


def test_a_visit_whose_day_passed_without_a_report_is_still_due() -> None:
    forgotten = visit(account("A"), date(2026, 7, 6), state=VisitState.PLANNED)
    assert len(of_july(forgotten, today=date(2026, 7, 20))) == 2


def test_a_forgotten_visit_before_the_range_takes_no_duty_of_its_period_off() -> None:
    # Due once in Q3; planned for 6 July, nobody reported, and August is planned on the 20th of July.
    forgotten = visit(account("A"), date(2026, 7, 6), state=VisitState.PLANNED)
    quarterly = Rulebook.of([rule(1, PeriodKind.QUARTER)])
    done = visit(account("A"), date(2026, 1, 5))

    def of_august(today: date) -> int:
        start, end = date(2026, 8, 1), date(2026, 8, 31)
        return len(duties([account("A")], quarterly, [done, forgotten], start, end, today))

    assert of_august(date(2026, 7, 6)) == 0
    assert of_august(date(2026, 7, 7)) == 1


def test_a_range_inside_a_period_takes_what_belongs_to_it_and_what_is_late() -> None:
    quarterly, done = [rule(1, PeriodKind.QUARTER)], [visit(account("A"), date(2026, 1, 5))]

    def in_range(start: date, end: date, today: date) -> tuple[Duty, ...]:
        return duties([account("A")], Rulebook.of(quarterly), done, start, end, today)

    assert not in_range(date(2026, 7, 1), date(2026, 7, 31), TODAY)
    assert len(in_range(date(2026, 8, 1), date(2026, 8, 31), TODAY)) == 1
    assert not in_range(date(2026, 9, 1), date(2026, 9, 30), TODAY)
    assert len(in_range(date(2026, 9, 1), date(2026, 9, 30), date(2026, 9, 1))) == 1
    assert len(in_range(date(2026, 10, 1), date(2026, 12, 31), date(2026, 9, 1))) == 1


def test_accounts_never_visited_do_not_fall_on_one_day() -> None:
    crowd = [account(str(number), tier=Tier.MAJOR) for number in range(60)]
    days = {duty.ideal_on for duty in duties(crowd, Rulebook.of(DEFAULT_RULES), (), *Q3, TODAY)}
    middle, quarter = date(2026, 8, 16), timedelta(days=23)
    assert len(days) > 25
    assert all(middle - quarter <= day <= middle + quarter for day in days)


def test_the_stagger_is_the_same_on_every_machine() -> None:
    assert of_july(of=account("A")) == [date(2026, 7, 9), date(2026, 7, 25)]


def test_a_duty_says_why() -> None:
    one = account("A", tier=Tier.FOCUS, credit_grade=CreditGrade.EXCELLENT)
    found = duties([one], Rulebook.of(DEFAULT_RULES), (), date(2026, 7, 1), date(2026, 7, 31), TODAY)
    field = next(duty for duty in found if duty.kind is VisitKind.FIELD)
    assert field.reason() == (
        "July 2026, visit 1 of 1. Tier Focus: Field visit, 1 a month. "
        "Goes before: Credit grade Excellent: Field visit, 1 a half-year"
    )
    assert field.rule_code == "tier:focus:field:1:month"
    assert field.days_late(date(2026, 8, 2)) == 2


@pytest.mark.parametrize("code", ["", "lunch", "tier:gold:field:1:month", "tier:focus:field:x:month"])
def test_an_unknown_rule_code_is_shown_as_it_is(code: str) -> None:
    assert rule_text(code) == code


def test_the_thirtieth_day_of_february_never_comes() -> None:
    found = duties(
        [account("A")],
        Rulebook.of([rule(4, PeriodKind.MONTH)]),
        (),
        date(2024, 2, 1),
        date(2024, 2, 29),
        date(2024, 1, 1),
    )
    assert len(found) == 4
    assert all(date(2024, 2, 1) <= duty.ideal_on <= date(2024, 2, 29) for duty in found)
    assert found[-1].due_on == date(2024, 2, 29)


@given(
    st.integers(1, 6),
    st.sampled_from(PeriodKind),
    st.dates(date(2023, 12, 1), date(2025, 2, 1)),
    st.lists(st.tuples(st.integers(-200, 300), st.sampled_from(VisitState)), max_size=6),
)
def test_ideal_dates_stay_in_their_period_in_order_and_add_up(
    count: int, kind: PeriodKind, start: date, offsets: list[tuple[int, VisitState]]
) -> None:
    one = account("A")
    visits = [visit(one, start + timedelta(days=days), state=state) for days, state in offsets]
    end = start + timedelta(days=200)
    found = duties([one], Rulebook.of([rule(count, kind)]), visits, start, end, start)
    by_period: dict[str, list[Duty]] = {}
    for duty in found:
        by_period.setdefault(duty.period.key, []).append(duty)
        assert duty.ideal_on in duty.period
        assert duty.slot.middle_on in duty.period
    fixed = (VisitState.DONE, VisitState.AGREED)
    for own in by_period.values():
        taken = sum(1 for v in visits if v.on in own[0].period and v.state in fixed)
        assert len(own) <= count - min(count, taken)
        assert [d.ideal_on for d in own] == sorted(d.ideal_on for d in own)
