"""Which rule decides how often an account is visited, and why (2-rules §7.1)."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.accounts import Account, AccountKind, CreditGrade, KeyType, Tier
from workbench.domain.frequency import (
    CONDITION_VALUES,
    Condition,
    Frequency,
    FrequencyOverride,
    FrequencyRule,
    Rulebook,
    required_frequencies,
)
from workbench.domain.periods import PeriodKind
from workbench.domain.relationship import Stage
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.visits import VisitKind
from workbench.foundation.ids import derived_id

TODAY = date(2026, 7, 1)
A = derived_id("account", "A")
KINDS = [VisitKind.FIELD, VisitKind.TELEPHONE, VisitKind.EXECUTIVE]

frequencies = st.builds(Frequency, st.integers(0, 6), st.sampled_from(PeriodKind))
accounts = st.builds(
    Account,
    st.just(A),
    st.just("A"),
    st.just("A"),
    tier=st.none() | st.sampled_from(Tier),
    credit_grade=st.none() | st.sampled_from(CreditGrade),
    kind=st.none() | st.sampled_from(AccountKind),
    stage=st.none() | st.sampled_from(Stage),
    key_type=st.none() | st.sampled_from(KeyType),
)


@st.composite
def rules_of(draw: st.DrawFn, number: int) -> FrequencyRule:
    condition = draw(st.sampled_from([one for one in Condition if one is not Condition.PROJECT_AGE]))
    values = CONDITION_VALUES.get(condition)
    return FrequencyRule(
        derived_id("rule", str(number)),
        draw(st.integers(1, 5)),
        condition,
        draw(st.sampled_from(sorted(values))) if values else "",
        draw(st.sampled_from(KINDS)),
        draw(frequencies),
        draw(st.booleans()),
    )


rule_lists = st.integers(0, 7).flatmap(lambda size: st.tuples(*(rules_of(place) for place in range(size))))


def _override(number: int, kind: VisitKind, frequency: Frequency, until: date | None) -> FrequencyOverride:
    return FrequencyOverride(derived_id("override", str(number)), A, kind, frequency, "why", until)


overrides = st.lists(
    st.builds(
        _override,
        st.integers(0, 9),
        st.sampled_from(KINDS),
        frequencies,
        st.none() | st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=40)),
    ),
    max_size=3,
    unique_by=lambda one: one.id,
)


def _asked(account: Account, book: Rulebook) -> dict[VisitKind, Frequency]:
    return {one.kind: one.frequency for one in required_frequencies(account, book, TODAY)}


@given(accounts, rule_lists)
def test_for_each_kind_the_shortest_interval_of_the_rules_that_hold_wins(
    account: Account, rules: tuple[FrequencyRule, ...]
) -> None:
    holding = [rule for rule in rules if rule.active and rule.applies_to(account)]
    found = required_frequencies(account, Rulebook.of(rules), TODAY)
    assert {one.kind for one in found} == {rule.kind for rule in holding}
    for one in found:
        own = [rule for rule in holding if rule.kind is one.kind]
        assert one.frequency.per_year == max(rule.frequency.per_year for rule in own)
        assert {one.source.id, *(rule.id for rule in one.beaten)} == {rule.id for rule in own}


@given(accounts, rule_lists, rules_of(99))
def test_another_rule_never_lowers_any_frequency(
    account: Account, rules: tuple[FrequencyRule, ...], another: FrequencyRule
) -> None:
    before = _asked(account, Rulebook.of(rules))
    after = _asked(account, Rulebook.of([*rules, another]))
    assert all(after[kind].per_year >= frequency.per_year for kind, frequency in before.items())


@given(accounts, rule_lists, overrides)
def test_an_own_frequency_replaces_exactly_its_kind_until_its_end(
    account: Account, rules: tuple[FrequencyRule, ...], own: list[FrequencyOverride]
) -> None:
    plain = _asked(account, Rulebook.of(rules))
    found = _asked(account, Rulebook.of(rules, own))
    holding = [one for one in own if one.until_on is None or one.until_on >= TODAY]
    for kind in KINDS:
        of_kind = [one.frequency.per_year for one in holding if one.kind is kind]
        if of_kind:
            assert found[kind].per_year == max(of_kind)
        else:
            assert found.get(kind) == plain.get(kind)


@given(accounts, rule_lists, st.randoms(use_true_random=False))
def test_the_order_of_rules_matters_only_among_equals(
    account: Account, rules: tuple[FrequencyRule, ...], random: Random
) -> None:
    mixed = list(rules)
    random.shuffle(mixed)
    renumbered = [replace(rule, position=place) for place, rule in enumerate(mixed)]
    before = {kind: one.per_year for kind, one in _asked(account, Rulebook.of(rules)).items()}
    after = {kind: one.per_year for kind, one in _asked(account, Rulebook.of(renumbered)).items()}
    assert before == after


def test_among_equals_the_rule_that_stands_first_decides() -> None:
    account = Account(A, "A", "A", tier=Tier.FOCUS, key_type=KeyType.REGIONAL)
    frequency = Frequency(1, PeriodKind.MONTH)
    first, second = (
        FrequencyRule(derived_id("rule", value), place, condition, value, VisitKind.FIELD, frequency)
        for place, (condition, value) in enumerate(
            ((Condition.KEY_TYPE, KeyType.REGIONAL), (Condition.TIER, Tier.FOCUS)), 1
        )
    )
    (one,) = required_frequencies(account, Rulebook.of([second, first]), TODAY)
    assert one.source is first
    assert one.beaten == (second,)


def test_a_worse_credit_grade_asks_for_more_visits_and_the_screen_says_so() -> None:
    account = Account(A, "A", "A", tier=Tier.GENERAL, credit_grade=CreditGrade.POOR)
    (one,) = required_frequencies(account, Rulebook.of(DEFAULT_RULES), TODAY)
    assert one.frequency == Frequency(1, PeriodKind.MONTH)
    assert one.reason() == (
        "Credit grade Poor: Field visit, 1 a month. Goes before: Tier General: Field visit, 1 a half-year"
    )


def test_an_own_frequency_tells_its_reason_its_end_and_the_rules_it_goes_before() -> None:
    account = Account(A, "A", "A", tier=Tier.FOCUS)
    own = _override(1, VisitKind.FIELD, Frequency(1, PeriodKind.QUARTER), date(2026, 12, 31))
    one = required_frequencies(account, Rulebook.of(DEFAULT_RULES, [own]), TODAY)[0]
    assert one.reason() == (
        "Own frequency: Field visit, 1 a quarter (why), until 31 Dec 2026. "
        "Goes before: Tier Focus: Field visit, 1 a month"
    )


@given(st.lists(accounts, min_size=1, max_size=6), rule_lists, overrides)
def test_what_holds_for_an_account_does_not_depend_on_who_was_asked_about_before(
    members: list[Account], rules: tuple[FrequencyRule, ...], own: list[FrequencyOverride]
) -> None:
    others = [replace(one, id=derived_id("account", str(at))) for at, one in enumerate(members)]
    book = Rulebook.of(rules, own)
    for one in (*others, *members):
        assert required_frequencies(one, book, TODAY) == required_frequencies(
            one, Rulebook.of(rules, own), TODAY
        )
