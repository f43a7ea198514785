"""The days that are shaded while a visit is dragged."""

from datetime import date

import pytest

from workbench.domain.ideal_windows import window_of_visit
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.ids import derived_id


def visit(rule: str, period: str, on: date) -> Visit:
    ids = derived_id("visit", "1"), derived_id("account", "1")
    return Visit(ids[0], ids[1], None, VisitKind.FIELD, VisitState.PLANNED, on, rule=rule, period=period)


def test_a_monthly_visit_has_its_window_around_the_middle_of_the_month() -> None:
    window = window_of_visit(visit("tier:focus:field:1:month", "2026-11", date(2026, 11, 3)))
    assert window is not None
    assert (window.first, window.ideal, window.last) == (
        date(2026, 11, 9),
        date(2026, 11, 16),
        date(2026, 11, 23),
    )


def test_of_two_parts_of_a_month_the_nearer_one_counts() -> None:
    rule = "tier:strategic:field:2:month"
    early, late = (window_of_visit(visit(rule, "2026-11", date(2026, 11, day))) for day in (4, 27))
    assert early is not None
    assert late is not None
    assert (early.ideal, late.ideal) == (date(2026, 11, 8), date(2026, 11, 23))


def test_a_visit_moved_out_of_its_period_keeps_its_window() -> None:
    window = window_of_visit(visit("tier:major:field:1:quarter", "2026-Q4", date(2027, 1, 5)))
    assert window is not None
    assert window.ideal == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("rule", "period"),
    [
        ("", ""),
        ("tier:focus:field:1:month", ""),
        ("tier:focus:field:1:month", "2026-Q4"),
        ("tier:focus:field:x:month", "2026-11"),
        ("tier:focus:field:0:month", "2026-11"),
        ("tier:focus:field:99:month", "2026-11"),
        ("tier:focus:field:1:fortnight", "2026-11"),
        ("tier:focus:field:1:month", "2026-13"),
        ("follow_up", "2026-11"),
    ],
)
def test_what_no_rule_asked_for_or_cannot_be_read_has_no_window(rule: str, period: str) -> None:
    assert window_of_visit(visit(rule, period, date(2026, 11, 3))) is None
