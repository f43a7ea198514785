"""What the frequency policy asks of a person in a quarter (2-rules §7.1)."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.accounts import Account, Manager, Tier
from workbench.domain.frequency import Rulebook
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.tier_review import TierRefusal, review_is_due, standing_refusal
from workbench.domain.visit_load import Load, ManagerLoad, account_load, loads_by_manager
from workbench.domain.visit_times import VisitMinutes
from workbench.foundation.ids import derived_id

TODAY = date(2026, 7, 1)
WANG = Manager(derived_id("manager", "Wang"), "Wang", daily_visits=4, daily_calls=10)


def _account(code: str, tier: Tier | None) -> Account:
    return Account(derived_id("account", code), code, code, tier=tier, manager_id=WANG.id)


def test_a_focus_account_takes_a_visit_a_month_and_the_rarer_ones_by_their_share() -> None:
    load = account_load(_account("A", Tier.FOCUS), Rulebook.of(DEFAULT_RULES), TODAY)
    # 12 field, 2 executive, 1 round table a year: 90, 90 and 180 minutes
    assert load == Load(Fraction(15, 4), Fraction(0), Fraction(14 * 90 + 180, 4))
    assert load.hours == 6


def test_hours_follow_the_usual_length_of_each_kind() -> None:
    minutes = VisitMinutes(field=60, executive=120, round_table=240)
    load = account_load(_account("A", Tier.FOCUS), Rulebook.of(DEFAULT_RULES), TODAY, minutes)
    assert load.hours == 5


def test_more_than_the_quarter_holds_is_overloaded() -> None:
    held = ManagerLoad(WANG, Load(), Load(Fraction(12)), visit_capacity=12, call_capacity=0)
    assert not held.overloaded(held.then)
    assert held.overloaded(Load(Fraction(49, 4)))
    assert held.overloaded(Load(calls=Fraction(1)))


tiers = st.lists(st.none() | st.sampled_from(list(Tier)), max_size=12)


@given(tiers)
def test_the_load_of_a_person_is_the_sum_over_the_accounts(given_tiers: list[Tier | None]) -> None:
    accounts = [_account(str(place), tier) for place, tier in enumerate(given_tiers)]
    whole = loads_by_manager(accounts, Rulebook.of(DEFAULT_RULES), TODAY).get(WANG.id, Load())
    assert whole == sum((account_load(one, Rulebook.of(DEFAULT_RULES), TODAY) for one in accounts), Load())


def _refused(tier: Tier, on: date) -> TierRefusal:
    return TierRefusal(
        derived_id("tier_refusal", tier, on.isoformat()), derived_id("account"), tier, on, "No"
    )


def test_a_refusal_holds_for_a_year_and_for_its_tier_only() -> None:
    one = _refused(Tier.MAJOR, date(2025, 7, 2))
    assert standing_refusal([one], Tier.MAJOR, TODAY) is one
    assert standing_refusal([one], Tier.FOCUS, TODAY) is None
    assert standing_refusal([_refused(Tier.MAJOR, date(2025, 7, 1))], Tier.MAJOR, TODAY) is None


def test_a_review_is_due_once_a_year() -> None:
    assert review_is_due(None, TODAY)
    assert review_is_due(date(2025, 7, 1), TODAY)
    assert not review_is_due(date(2025, 7, 2), TODAY)
