"""What another visit policy would bring (features C9): uses, changes, weeks, levers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.accounts import Account, CreditGrade, Manager, Tier
from workbench.domain.duties import duties
from workbench.domain.frequency import Frequency, Rulebook, required_frequencies
from workbench.domain.periods import PeriodKind
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.visit_load import Load, ManagerLoad, loads_by_manager
from workbench.domain.visit_times import VisitMinutes
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.domain.what_if import (
    Required,
    RuleUse,
    count_late,
    excess_of,
    find_levers,
    frequency_changes,
    rule_uses,
    week_loads,
)
from workbench.foundation.ids import Id, derived_id

TODAY, START, END = date(2026, 7, 1), date(2026, 10, 1), date(2026, 12, 31)
WANG, LI = (Manager(derived_id("manager", name), name) for name in ("Wang", "Li"))
SHIPPED = Rulebook.of(DEFAULT_RULES)
MINUTES = VisitMinutes()
GENERAL, FOCUS = DEFAULT_RULES[3], DEFAULT_RULES[1]


def _account(code: str, tier: Tier | None, manager: Manager = WANG) -> Account:
    return Account(derived_id("account", code), code, code, tier=tier, manager_id=manager.id)


def _required(accounts: list[Account], book: Rulebook = SHIPPED) -> Required:
    return {one.id: required_frequencies(one, book, TODAY) for one in accounts}


def _with(rule_id: bytes, frequency: Frequency) -> Rulebook:
    rules = (replace(one, frequency=frequency) if one.id == rule_id else one for one in DEFAULT_RULES)
    return Rulebook.of(rules)


def _loads(accounts: list[Account], book: Rulebook, room: int) -> list[ManagerLoad]:
    found = loads_by_manager(accounts, book, TODAY, MINUTES)
    return [ManagerLoad(one, Load(), found.get(one.id, Load()), room, 99) for one in (WANG, LI)]


def test_a_rule_is_counted_where_it_holds_and_where_it_wins() -> None:
    poor = replace(_account("A", Tier.FOCUS), credit_grade=CreditGrade.MEDIUM)
    uses = rule_uses(_required([poor, _account("B", Tier.FOCUS)]))
    assert uses[FOCUS.id] == RuleUse(accounts=2, decides=2)
    medium = next(rule for rule in DEFAULT_RULES if rule.value == "medium")
    assert uses[medium.id] == RuleUse(accounts=1, decides=0)


def test_accounts_that_change_alike_are_one_group() -> None:
    accounts = [_account(str(place), Tier.GENERAL) for place in range(3)] + [_account("F", Tier.FOCUS)]
    monthly, half_yearly = Frequency(1, PeriodKind.MONTH), Frequency(1, PeriodKind.HALF_YEAR)
    (change,) = frequency_changes(_required(accounts), _required(accounts, _with(GENERAL.id, monthly)))
    assert (change.kind, change.before, change.after) == (VisitKind.FIELD, half_yearly, monthly)
    assert set(change.account_ids) == {one.id for one in accounts[:3]}
    none = Frequency(0, PeriodKind.YEAR)
    (gone,) = frequency_changes(_required(accounts), _required(accounts, _with(GENERAL.id, none)))
    assert gone.after is None


@given(st.lists(st.tuples(st.none() | st.sampled_from(Tier), st.sampled_from([WANG, LI])), max_size=8))
def test_an_unchanged_policy_changes_nothing_and_people_add_up(
    given_accounts: list[tuple[Tier | None, Manager]],
) -> None:
    accounts = [_account(str(at), tier, whose) for at, (tier, whose) in enumerate(given_accounts)]
    assert frequency_changes(_required(accounts), _required(accounts, Rulebook.of(DEFAULT_RULES))) == ()
    loads = loads_by_manager(accounts, SHIPPED, TODAY, MINUTES)
    whole = sum(loads.values(), Load())
    assert whole == sum(
        (sum(loads_by_manager([one], SHIPPED, TODAY).values(), Load()) for one in accounts), Load()
    )
    assert whole.hours == sum((load.hours for load in loads.values()), Fraction(0))


def _rooms(places: int) -> dict[tuple[Id, bool], Mapping[date, int]]:
    days = [START + timedelta(days=step) for step in range((END - START).days + 1)]
    worked = [day for day in days if day.weekday() < 5]
    return {(WANG.id, calls): dict.fromkeys(worked, places) for calls in (False, True)}


def test_duties_and_fixed_visits_fill_weeks_and_none_is_lost() -> None:
    accounts = [_account(str(place), Tier.STRATEGIC) for place in range(9)]
    fixed = Visit(
        derived_id("visit"), accounts[0].id, WANG.id, VisitKind.FIELD, VisitState.AGREED, date(2026, 10, 14)
    )
    wanted = duties(accounts, SHIPPED, [fixed], START, END, TODAY)
    weeks = week_loads(wanted, [fixed], _rooms(1), START, END)
    late = count_late(wanted, START)
    assert late < len(wanted)
    assert sum(week.asked for week in weeks) + late == len(wanted) + 1
    assert all(week.room == 5 for week in weeks if START < week.monday < date(2026, 12, 28))
    assert all(week.overloaded == (week.asked > week.room) for week in weeks)
    assert any(week.overloaded for week in weeks)


def test_days_away_leave_no_room() -> None:
    (week,) = week_loads(
        duties([_account("A", Tier.MAJOR)], SHIPPED, [], START, END, TODAY), [], {}, START, END
    )
    assert (week.room, week.overloaded) == (0, True)


def test_a_lever_brings_everybody_within_the_quarter_by_the_least_change() -> None:
    accounts = [_account(str(place), Tier.GENERAL) for place in range(20)]
    book = _with(GENERAL.id, Frequency(2, PeriodKind.MONTH))
    loads = _loads(accounts, book, room=60)
    assert excess_of(loads) == (1, Fraction(60))
    (lever,) = find_levers(accounts, book, _required(accounts, book), loads, MINUTES, TODAY)
    assert lever.fits
    assert (lever.rule.id, lever.frequency) == (GENERAL.id, Frequency(1, PeriodKind.MONTH))
    assert lever.saved == 60
    # What was computed holds: the quarter under that rule fits.
    assert excess_of(_loads(accounts, _with(GENERAL.id, lever.frequency), room=60)) == (0, Fraction(0))


def test_where_no_single_change_is_enough_the_greatest_relief_is_told() -> None:
    accounts = [_account(str(at), tier) for at, tier in enumerate([Tier.GENERAL, Tier.FOCUS] * 10)]
    loads = _loads(accounts, SHIPPED, room=2)
    (lever,) = find_levers(accounts, SHIPPED, _required(accounts), loads, MINUTES, TODAY)
    assert not lever.fits
    assert lever.rule.id == FOCUS.id
    assert lever.overloaded == 1


def test_nobody_overloaded_needs_no_lever() -> None:
    accounts = [_account("A", Tier.FOCUS)]
    loads = _loads(accounts, SHIPPED, room=99)
    assert find_levers(accounts, SHIPPED, _required(accounts), loads, MINUTES, TODAY) == ()
