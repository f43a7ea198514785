"""The visit policy as a draft: what differs is told, and what others saved meanwhile stays."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.accounts import Tier
from workbench.domain.frequency import Condition, Frequency, FrequencyRule
from workbench.domain.periods import PeriodKind
from workbench.domain.policies import FOLLOW_UP_DAYS, KIND_LIMITS, VISIT_MINUTES, WORKING_HOURS
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.visit_policy import Verb, VisitPolicy, policy_changes, shipped_policy
from workbench.domain.visit_times import KindLimits, VisitMinutes, WorkingHours
from workbench.domain.visits import VisitKind
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import derived_id

SHIPPED = shipped_policy()
FIRST, SECOND = DEFAULT_RULES[:2]
MONTHLY = Frequency(1, PeriodKind.MONTH)
NEW = FrequencyRule(derived_id("rule", "new"), 0, Condition.EVERY, "", VisitKind.TELEPHONE, MONTHLY)


def _told(before: VisitPolicy, after: VisitPolicy) -> list[tuple[str, str]]:
    return [(one.name, one.detail) for one in policy_changes(before, after)]


def test_an_untouched_policy_differs_in_nothing() -> None:
    assert policy_changes(SHIPPED, shipped_policy()) == ()
    assert SHIPPED.rules == DEFAULT_RULES


def test_every_difference_is_told_in_words() -> None:
    draft = SHIPPED.without(FIRST.id).with_rule(replace(SECOND, frequency=Frequency(2, PeriodKind.QUARTER)))
    draft = draft.with_rule(replace(DEFAULT_RULES[2], active=False)).with_rule(NEW)
    draft = draft.with_number(FOLLOW_UP_DAYS, 5).with_number(WORKING_HOURS, WorkingHours(9 * 60, 18 * 60))
    draft = draft.with_number(VISIT_MINUTES, VisitMinutes(field=120))
    assert _told(SHIPPED, draft) == [
        ("Tier Strategic: Field visit", "deleted: 2 a month"),
        ("Tier Focus: Field visit", "1 a month → 2 a quarter"),
        ("Tier Major: Field visit", "1 a quarter → 1 a quarter (off)"),
        ("Every account: Telephone call", "new: 1 a month"),
        ("Usual length of visits, Field visit", "90 → 120"),
        ("Working hours", "08:30–17:30 → 09:00–18:00"),
        ("Working days until the follow-up call", "3 → 5"),
    ]


def test_another_order_is_a_difference_and_going_back_is_none() -> None:
    moved = SHIPPED.moved(SECOND.id, -1)
    assert [rule.id for rule in moved.rules[:2]] == [SECOND.id, FIRST.id]
    assert [one.verb for one in policy_changes(SHIPPED, moved)] == [Verb.MOVED]
    assert policy_changes(SHIPPED, moved.moved(SECOND.id, 1)) == ()
    assert SHIPPED.moved(FIRST.id, -1) == SHIPPED


@pytest.mark.parametrize(
    ("rule", "where"),
    [
        (replace(FIRST, value="platinum"), "value"),
        (replace(FIRST, frequency=Frequency(21, PeriodKind.MONTH)), "count"),
        (replace(FIRST, frequency=Frequency(-1, PeriodKind.YEAR)), "count"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(rule: FrequencyRule, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        SHIPPED.with_rule(rule)
    assert refused.value.where == where


@pytest.mark.parametrize(
    ("make", "where"),
    [
        (lambda: WorkingHours(9 * 60, 9 * 60), "end"),
        (lambda: WorkingHours(-1, 60), "start"),
        (lambda: VisitMinutes(training=0), "training"),
        (lambda: KindLimits(executive=-1), "executive"),
    ],
)
def test_times_that_make_no_sense_are_refused(make: Callable[[], object], where: str) -> None:
    with pytest.raises(BadInput) as refused:
        make()
    assert refused.value.where == where


def test_stored_numbers_that_make_no_sense_count_as_shipped() -> None:
    stored = {"working_hours": {"start": 900, "end": 800}, "follow_up_days": "many"}
    assert policy_changes(SHIPPED, VisitPolicy.of(DEFAULT_RULES, stored)) == ()
    assert SHIPPED.number(KIND_LIMITS).executive == 1


edits = st.lists(
    st.tuples(st.integers(0, len(DEFAULT_RULES) - 1), st.sampled_from(["count", "active", "delete", "days"])),
    max_size=5,
)


def _edited(policy: VisitPolicy, todo: list[tuple[int, str]]) -> VisitPolicy:
    for place, what in todo:
        rule = policy.rule(DEFAULT_RULES[place].id)
        if what == "days":
            policy = policy.with_number(FOLLOW_UP_DAYS, place)
        elif rule is not None and what == "delete":
            policy = policy.without(rule.id)
        elif rule is not None:
            rarer = replace(rule, frequency=Frequency(5, PeriodKind.YEAR))
            policy = policy.with_rule(rarer if what == "count" else replace(rule, active=False))
    return policy


@given(edits, edits)
def test_a_draft_goes_on_upon_what_somebody_else_saved(
    mine: list[tuple[int, str]], theirs: list[tuple[int, str]]
) -> None:
    draft, now = _edited(SHIPPED, mine), _edited(SHIPPED, theirs)
    assert draft.rebased(SHIPPED, SHIPPED) == draft
    assert SHIPPED.rebased(SHIPPED, now) == now
    found = draft.rebased(SHIPPED, now)
    assert found.rebased(now, now) == found
    for rule in draft.rules:
        if rule != SHIPPED.rule(rule.id):
            assert found.rule(rule.id) == rule


def test_tiers_are_offered_as_values() -> None:
    assert {rule.value for rule in DEFAULT_RULES if rule.condition is Condition.TIER} == set(Tier)
