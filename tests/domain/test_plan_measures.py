"""What the measures of an account plan stand at, and whether they keep up with the year (2-rules §17)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.objectives import Figure, Objective, PlanMeasure
from workbench.domain.plan_measures import (
    OVER_THE_YEAR,
    PlanFacts,
    attained_bp,
    course_bp,
    measure_stand,
)
from workbench.domain.plan_stand import STAGES, MeasureStand, Track, yuan_text
from workbench.domain.relationship import Stage
from workbench.domain.share_of_wallet import ShareOfWallet, WalletSource
from workbench.foundation.i18n import use_language
from workbench.foundation.ids import Id

MIDYEAR = date(2026, 7, 1)
PERSON = Id(bytes(15) + b"\x07")
AIM = Objective(Id(bytes(15) + b"\x01"), Id(bytes(15) + b"\x02"), "12 million", contact_id=PERSON)
YUAN = 100


def stand(facts: PlanFacts, figure: Figure, **values: object) -> MeasureStand:
    """A measure of ``AIM`` against ``facts``."""
    return measure_stand(PlanMeasure(Id(bytes(16)), AIM.id, figure, **values), AIM, facts)  # type: ignore[arg-type]


def facts(**values: object) -> PlanFacts:
    """The facts of 2026 in its middle."""
    return PlanFacts(2026, MIDYEAR, **values)  # type: ignore[arg-type]


def test_sales_count_from_the_first_of_january_until_the_last_day_on_record() -> None:
    found = stand(
        facts(sales_as_of=date(2026, 6, 30), sales_fen=6_000_000 * YUAN),
        Figure.SALES,
        start_value=9_000_000 * YUAN,
        target_value=12_000_000 * YUAN,
    )
    assert (found.actual, found.as_of, found.from_data) == (6_000_000 * YUAN, date(2026, 6, 30), True)
    assert found.attained_bp == 5_000
    assert found.expected_bp == 4_958  # 181 of 365 days
    assert found.track is Track.ON_TRACK


def test_half_of_the_year_with_a_third_of_the_sales_is_behind() -> None:
    found = stand(facts(sales_as_of=MIDYEAR, sales_fen=4), Figure.SALES, target_value=12)
    assert found.track is Track.BEHIND


@pytest.mark.parametrize(("sold", "track"), [(3_958, Track.ON_TRACK), (3_957, Track.BEHIND)])
def test_a_measure_may_lag_ten_points_behind_the_course_of_its_year(sold: int, track: Track) -> None:
    found = stand(facts(sales_as_of=date(2026, 6, 30), sales_fen=sold), Figure.SALES, target_value=10_000)
    assert (found.expected_bp, found.track) == (4_958, track)


def test_sales_of_a_year_that_has_not_begun_are_not_known() -> None:
    ahead = PlanFacts(2027, date(2026, 11, 22))
    for figure in OVER_THE_YEAR:
        found = stand(ahead, figure, target_value=12, product="RV")
        assert (found.actual, found.track) == (None, None)


def test_a_product_counts_by_its_name_and_none_sold_is_nothing() -> None:
    known = facts(sales_as_of=MIDYEAR, products={"RV": 30})
    assert stand(known, Figure.PRODUCT_SALES, product="RV", target_value=60).attained_bp == 5_000
    assert stand(known, Figure.PRODUCT_SALES, product="New", target_value=60).actual == 0


def test_profit_without_any_cost_is_not_known_but_can_be_typed() -> None:
    known = facts(sales_as_of=MIDYEAR, sales_fen=100)
    found = stand(known, Figure.PROFIT, target_value=50, actual_value=20, actual_on=date(2026, 5, 1))
    assert (found.actual, found.from_data, found.as_of) == (20, False, date(2026, 5, 1))
    assert stand(facts(sales_as_of=MIDYEAR, sales_fen=200, profit_fen=50), Figure.MARGIN).actual == 2_500


def test_what_the_data_know_wins_over_what_was_typed() -> None:
    found = stand(facts(visits=3), Figure.VISITS, target_value=12, actual_value=9)
    assert (found.actual, found.from_data) == (3, True)


def test_support_and_meetings_are_those_of_the_person() -> None:
    known = facts(support={PERSON: -1}, support_on={PERSON: date(2026, 3, 1)}, meetings={PERSON: 2})
    found = stand(known, Figure.SUPPORT, start_value=-2, target_value=0)
    assert (found.actual, found.attained_bp, found.as_of) == (-1, 5_000, date(2026, 3, 1))
    assert stand(known, Figure.MEETINGS, target_value=4).attained_bp == 5_000


def test_a_stage_counts_by_its_place() -> None:
    known = facts(stage=Stage.MIDDLE, stage_on=MIDYEAR)
    nurturing = STAGES.index(Stage.NURTURING)
    found = stand(known, Figure.STAGE, start_value=nurturing, target_word="partner")
    assert (found.actual_word, found.attained_bp) == ("middle", 6_666)
    assert (found.actual_text, found.target_text) == (Stage.MIDDLE.label, Stage.PARTNER.label)
    assert stand(known, Figure.STAGE, target_word="middle").track is Track.ATTAINED
    assert stand(known, Figure.STAGE, target_word="galactic").attained_bp is None


def test_a_share_of_wallet_moves_from_its_start() -> None:
    wallet = ShareOfWallet(3_500, WalletSource.SALES, 35, 100, date(2026, 6, 1), None)
    found = stand(facts(wallet=wallet), Figure.WALLET, start_value=3_000, target_value=4_000)
    assert (found.attained_bp, found.as_of) == (5_000, date(2026, 6, 1))


def test_few_complaints_at_midyear_are_on_track_and_attained_only_at_the_end() -> None:
    found = stand(facts(complaints=3), Figure.COMPLAINTS, start_value=12, target_value=6)
    assert found.track is Track.ON_TRACK
    over = PlanFacts(2026, date(2027, 1, 5), complaints=6)
    assert stand(over, Figure.COMPLAINTS, start_value=12, target_value=6).track is Track.ATTAINED
    over = PlanFacts(2026, date(2027, 1, 5), complaints=9)
    assert stand(over, Figure.COMPLAINTS, start_value=12, target_value=6).attained_bp == 5_000


def test_complaints_at_twice_the_pace_are_behind() -> None:
    assert stand(facts(complaints=6), Figure.COMPLAINTS, start_value=12, target_value=6).track is Track.BEHIND


def test_a_figure_of_ones_own_may_fall() -> None:
    found = stand(facts(), Figure.OWN, start_value=40, target_value=20, actual_value=30, actual_on=MIDYEAR)
    assert (found.attained_bp, found.track) == (5_000, Track.ON_TRACK)


@pytest.mark.parametrize(
    ("day", "due_on", "share"),
    [
        (date(2025, 12, 31), None, 0),
        (date(2026, 12, 31), None, 10_000),
        (date(2027, 5, 1), None, 10_000),
        (date(2026, 6, 30), date(2026, 6, 30), 10_000),
        (date(2026, 1, 1), date(2026, 1, 2), 5_000),
    ],
)
def test_the_course_of_the_year(day: date, due_on: date | None, share: int) -> None:
    assert course_bp(2026, day, due_on) == share


_VALUES = st.none() | st.integers(-(10**15), 10**15)
_COURSE = st.none() | st.integers(0, 10_000)


@given(st.sampled_from(Figure), _VALUES, _VALUES, _VALUES, _COURSE)
def test_the_attained_share_stays_within_its_bounds(
    figure: Figure, start: int | None, target: int | None, actual: int | None, course: int | None
) -> None:
    found = attained_bp(figure, start, target, actual, course)
    assert found is None if target is None or actual is None else found is not None and 0 <= found <= 10_000


@given(st.sampled_from(sorted(set(Figure) - OVER_THE_YEAR)), st.integers(-99, 99), st.integers(-99, 99))
def test_a_state_that_is_at_its_target_is_attained(figure: Figure, start: int, target: int) -> None:
    assert attained_bp(figure, start, target, target) == 10_000


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(1, 10_000))
def test_one_more_complaint_never_brings_the_target_nearer(
    start: int, target: int, actual: int, course: int
) -> None:
    fewer = attained_bp(Figure.COMPLAINTS, start, target, actual, course) or 0
    more = attained_bp(Figure.COMPLAINTS, start, target, actual + 1, course) or 0
    assert more <= fewer


@pytest.mark.parametrize(("target", "actual", "share"), [(0, 0, 10_000), (0, -1, 0), (-5, -3, 10_000)])
def test_a_target_of_nothing_or_less_is_reached_or_not(target: int, actual: int, share: int) -> None:
    assert attained_bp(Figure.PROFIT, None, target, actual) == share


def test_an_aim_is_told_in_whole_yuan_halves_upwards() -> None:
    with use_language("en"):
        assert [yuan_text(amount) for amount in (149, 150, 123_456_00)] == ["CNY 1", "CNY 2", "CNY 123,456"]
