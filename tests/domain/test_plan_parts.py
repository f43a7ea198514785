"""What of an account plan is there, what is missing, how fresh it is (2-rules §17)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.account_plan import AccountPlanPaper, MonthSales, PlanSales
from workbench.domain.accounts import Account
from workbench.domain.objectives import Objective, ObjectiveState
from workbench.domain.plan_parts import next_review, part_stands, with_parts
from workbench.domain.plan_records import PlanPart, PlanText
from workbench.domain.plan_stand import ObjectiveStand, PartStand
from workbench.domain.visits import Action
from workbench.foundation.ids import Id

TODAY = date(2026, 7, 1)
LONG_AGO = TODAY - timedelta(days=181)
ACCOUNT = Account(Id(bytes(16)), "A", "澜川精密")
EMPTY = AccountPlanPaper(ACCOUNT, 2026, TODAY)
SOLD = PlanSales(TODAY, months=(MonthSales(date(2026, 6, 1), 5),), last_12m_fen=5)


def with_texts(paper: AccountPlanPaper, texts: Mapping[PlanPart, str]) -> AccountPlanPaper:
    """The paper with texts that a person wrote."""
    written = {part: PlanText(Id(bytes(16)), Id(bytes(16)), part, text) for part, text in texts.items()}
    return replace(paper, texts=dict(texts), written=written)


def judged(paper: AccountPlanPaper, written_on: date = TODAY, data_on: date = TODAY) -> AccountPlanPaper:
    """The paper with its parts, all written and all changed on those days."""
    days = dict.fromkeys(PlanPart, written_on)
    return with_parts(paper, part_stands(paper, days, dict.fromkeys(PlanPart, data_on), frozenset()))


def stand_of(paper: AccountPlanPaper, part: PlanPart) -> PartStand:
    return next(one for one in paper.parts if one.part is part)


def objective(
    number: int = 1, *, dated: bool = True, state: ObjectiveState = ObjectiveState.OPEN
) -> ObjectiveStand:
    """An objective, with an action that has a day or without any."""
    key = Id(number.to_bytes(16, "big"))
    action = Action(key, ACCOUNT.id, "Do", due_on=TODAY, objective_id=key)
    return ObjectiveStand(
        Objective(key, key, f"Goal {number}", state=state), actions=(action,) if dated else ()
    )


def test_of_an_account_without_anything_almost_everything_is_missing_and_said_so() -> None:
    found = judged(EMPTY)
    assert found.completeness_bp < 1_500
    missing = {one.part for one in found.missing}
    assert {PlanPart.VISION, PlanPart.STRATEGY, PlanPart.NEEDS, PlanPart.PEOPLE, PlanPart.RISKS} <= missing
    assert all(one.text for one in found.missing)


def test_what_the_data_say_fills_a_part_without_a_word_written() -> None:
    found = judged(replace(EMPTY, sales=SOLD))
    assert stand_of(found, PlanPart.MEASUREMENT).is_filled
    assert not stand_of(found, PlanPart.VISION).is_filled


def test_evidence_older_than_half_a_year_is_stale_until_somebody_writes_or_confirms() -> None:
    old = judged(with_texts(EMPTY, {PlanPart.VISION: "First choice"}), LONG_AGO, LONG_AGO)
    assert stand_of(old, PlanPart.VISION).is_stale
    assert "28" not in stand_of(old, PlanPart.VISION).missing[0].split("look")[1]
    written = {PlanPart.VISION: PlanText(Id(bytes(16)), Id(bytes(16)), PlanPart.VISION, "x", TODAY, "Li Lei")}
    confirmed = judged(replace(old, written=written), LONG_AGO, LONG_AGO)
    assert not stand_of(confirmed, PlanPart.VISION).is_stale
    assert stand_of(confirmed, PlanPart.VISION).confirmed_by == "Li Lei"


@pytest.mark.parametrize(("days", "is_stale"), [(180, False), (181, True)])
def test_evidence_holds_for_180_days(days: int, is_stale: bool) -> None:
    day = TODAY - timedelta(days=days)
    found = judged(with_texts(EMPTY, {PlanPart.VISION: "First choice"}), day, day)
    assert stand_of(found, PlanPart.VISION).is_stale is is_stale


def test_an_objective_needs_an_action_with_a_day_unless_it_is_closed() -> None:
    found = judged(replace(EMPTY, objectives=(objective(1), objective(2, dated=False))))
    assert [one.objective_id for one in found.missing if one.objective_id] == [Id((2).to_bytes(16, "big"))]
    assert [one.text for one in found.missing if one.objective_id] == [
        "“Goal 2” needs an action with a date."
    ]
    closed = judged(replace(EMPTY, objectives=(objective(2, dated=False, state=ObjectiveState.MISSED),)))
    assert not [one for one in closed.missing if one.objective_id]


def test_what_was_done_for_an_objective_without_a_day_set_before_serves_it() -> None:
    aim = objective(dated=False)
    done = Action(ACCOUNT.id, ACCOUNT.id, "Do", done_on=TODAY)
    assert not aim.is_served
    assert replace(aim, actions=(done,)).is_served
    assert not replace(aim, actions=(replace(done, done_on=None),)).is_served


def test_a_text_about_objectives_is_no_objective() -> None:
    found = judged(with_texts(EMPTY, {PlanPart.OBJECTIVES: "We will see"}))
    assert not stand_of(found, PlanPart.OBJECTIVES).is_filled


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Its market share is 12.0%.", True),
        ("Its market share is 14.0%.", False),
        ("Hard bargainers. Its market share is 12.0%.", True),
        ("They are the market leader", False),
    ],
)
def test_data_that_changed_are_told_of_a_text_that_was_theirs_and_never_of_ones_own(
    text: str, told: bool
) -> None:
    known = replace(EMPTY, account=replace(ACCOUNT, market_share_bp=1_400))
    paper = with_texts(known, {PlanPart.WHO: text, PlanPart.VISION: "First choice"})
    touched = frozenset({PlanPart.WHO, PlanPart.VISION})
    changed = {one.part for one in part_stands(paper, {}, {}, touched) if one.data_changed}
    assert changed == ({PlanPart.WHO} if told else set())
    assert not any(one.data_changed for one in part_stands(paper, {}, {}, frozenset()))


def test_a_review_that_is_due_keeps_the_plan_from_being_complete() -> None:
    late = judged(replace(EMPTY, review_on=date(2026, 6, 30)))
    assert "30 Jun 2026" in stand_of(late, PlanPart.REVIEWS).missing[0]
    for day in (TODAY, date(2026, 12, 31)):
        assert stand_of(judged(replace(EMPTY, review_on=day)), PlanPart.REVIEWS).is_filled


@pytest.mark.parametrize(
    ("begun", "last", "expected"),
    [
        (date(2026, 1, 9), None, date(2026, 6, 30)),
        (date(2025, 11, 9), date(2026, 6, 20), date(2026, 12, 31)),
        (date(2026, 1, 9), date(2026, 7, 14), date(2026, 12, 31)),
        (date(2026, 1, 9), date(2026, 3, 31), date(2026, 6, 30)),
        (date(2026, 1, 9), date(2026, 4, 1), date(2026, 12, 31)),
        (date(2026, 9, 1), None, date(2026, 12, 31)),
        (date(2026, 1, 9), date(2027, 1, 12), None),
        (date(2027, 2, 1), None, None),
    ],
)
def test_the_next_review_is_the_end_of_the_half_year_nobody_looked_at(
    begun: date, last: date | None, expected: date | None
) -> None:
    assert next_review(2026, begun, last) == expected


_TEXTS = st.dictionaries(st.sampled_from(PlanPart), st.text(min_size=1).filter(lambda one: one.strip()))
_OBJECTIVES = st.lists(st.booleans(), max_size=4).map(
    lambda dated: tuple(objective(number, dated=one) for number, one in enumerate(dated, 1))
)


@given(_TEXTS, _OBJECTIVES, st.sampled_from(PlanPart), st.booleans(), st.booleans())
def test_filling_a_part_never_makes_the_plan_less_complete(
    texts: dict[PlanPart, str],
    objectives: tuple[ObjectiveStand, ...],
    part: PlanPart,
    sold: bool,
    old: bool,
) -> None:
    paper = replace(EMPTY, objectives=objectives, sales=SOLD if sold else PlanSales())
    days = dict.fromkeys(PlanPart, LONG_AGO if old else TODAY)
    before = with_texts(paper, texts)
    after = with_texts(paper, {**texts, part: "Something"})
    one = with_parts(before, part_stands(before, days, days, frozenset()))
    other = with_parts(after, part_stands(after, {**days, part: TODAY}, days, frozenset()))
    assert one.completeness_bp <= other.completeness_bp <= 10_000


@given(_TEXTS, _OBJECTIVES, st.booleans())
def test_a_plan_is_complete_exactly_where_nothing_is_missing(
    texts: dict[PlanPart, str], objectives: tuple[ObjectiveStand, ...], old: bool
) -> None:
    paper = judged(with_texts(replace(EMPTY, objectives=objectives), texts), LONG_AGO if old else TODAY)
    assert (paper.completeness_bp == 10_000) is (not paper.missing)


def test_everything_written_and_served_is_complete() -> None:
    paper = with_texts(replace(EMPTY, objectives=(objective(),)), dict.fromkeys(PlanPart, "Said"))
    assert judged(paper).completeness_bp == 10_000
