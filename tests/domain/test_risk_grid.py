"""Probability × impact (2-rules §3)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.risk_grid import RiskClass, by_weight, cells_of, class_of, risk_class, worst_class
from workbench.domain.risks import Level, Risk
from workbench.foundation.i18n import use_language
from workbench.foundation.ids import Id

ACCOUNT = Id(b"a" * 16)
LOW, MEDIUM, HIGH = Level.LOW, Level.MEDIUM, Level.HIGH
LEVELS = st.none() | st.sampled_from(Level)


def risk(number: int, probability: Level | None, impact: Level | None, *, closed: bool = False) -> Risk:
    return Risk(
        Id(number.to_bytes(16, "big")),
        ACCOUNT,
        f"R{number}",
        probability=probability,
        impact=impact,
        closed_on=date(2026, 1, 1) if closed else None,
    )


RISKS = st.lists(
    st.builds(risk, st.integers(0, 10**6), LEVELS, LEVELS, closed=st.booleans()),
    unique_by=lambda one: one.id,
    max_size=12,
)


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (HIGH, ("Fix before launch", "Significant risk", "Show stopper")),
        (MEDIUM, ("Proceed with caution", "Fix before launch", "Significant risk")),
        (LOW, ("Proceed with caution", "Proceed with caution", "Fix before launch")),
    ],
)
def test_the_grid_is_that_of_the_source(probability: Level, words: tuple[str, ...]) -> None:
    with use_language("en"):
        found = [risk_class(probability, impact) for impact in (LOW, MEDIUM, HIGH)]
        assert tuple(one.label for one in found if one) == words


def test_a_risk_that_is_half_judged_has_no_class() -> None:
    assert class_of(risk(1, HIGH, None)) is None
    assert class_of(risk(1, None, HIGH)) is None


@given(st.sampled_from(Level), st.sampled_from(Level), st.sampled_from(Level))
def test_more_likely_or_worse_is_never_milder(one: Level, other: Level, fixed: Level) -> None:
    low, high = sorted((one, other), key=list(Level).index)
    for lower, higher in (
        (risk_class(low, fixed), risk_class(high, fixed)),
        (risk_class(fixed, low), risk_class(fixed, high)),
    ):
        assert lower is not None
        assert higher is not None
        assert lower.weight <= higher.weight


def test_the_worst_open_one_leads_then_those_nobody_judged_then_closed_ones() -> None:
    closed, unjudged = risk(1, HIGH, HIGH, closed=True), risk(2, None, None)
    mild, worst = risk(3, LOW, LOW), risk(4, HIGH, HIGH)
    assert by_weight([closed, unjudged, mild, worst]) == (worst, mild, unjudged, closed)


def test_the_worst_class_is_that_of_open_risks() -> None:
    assert worst_class([risk(1, HIGH, HIGH, closed=True), risk(2, LOW, HIGH)]) is RiskClass.FIX
    assert worst_class([risk(1, None, HIGH)]) is None
    assert worst_class([]) is None


@given(RISKS)
def test_every_judged_open_risk_stands_in_its_cell_once(risks: list[Risk]) -> None:
    cells = cells_of(risks)
    assert len(cells) == 9
    inside = [one for found in cells.values() for one in found]
    open_ones = [one for one in risks if one.closed_on is None and class_of(one) is not None]
    assert sorted(one.id for one in inside) == sorted(one.id for one in open_ones)
    assert all((one.probability, one.impact) == place for place, found in cells.items() for one in found)


@given(RISKS, st.randoms())
def test_the_order_does_not_depend_on_where_one_begins(risks: list[Risk], chance: object) -> None:
    mixed = list(risks)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert by_weight(mixed) == by_weight(risks)
