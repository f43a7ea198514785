"""Complaints of a period in figures (2-rules §8)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.complaint_walks import COMPLAINT, STRAIGHT, Kind, Story, choices, walk
from tests.domain.planning_worlds import china
from workbench.domain.complaint_statistics import ComplaintCase, ComplaintStatistics, Durations, statistics_of
from workbench.domain.complaints import ComplaintCause, ComplaintKind, Outcome
from workbench.foundation.ids import derived_id

FIRST, LAST, TODAY = date(2026, 11, 1), date(2026, 11, 30), date(2026, 11, 25)


def told(name: str, received: date, kind: ComplaintKind = ComplaintKind.QUALITY) -> Story:
    complaint = replace(
        COMPLAINT,
        id=derived_id(name),
        account_id=derived_id(f"account {name}"),
        received_on=received,
        kind=kind,
    )
    story = Story(complaint, name)
    story.force(Kind.RECORDED)
    return story


def figures(*stories: Story, accounts: int = 40, **values: Any) -> ComplaintStatistics:
    cases = [ComplaintCase(one.complaint, one.progress()) for one in stories]
    known: dict[str, Any] = {"calendar": china(), "today": TODAY, "repeat_days": 180} | values
    return statistics_of(cases, FIRST, LAST, accounts=accounts, **known)


def closed(name: str, received: date, on: date, cause: ComplaintCause = ComplaintCause.LABELLING) -> Story:
    story = told(name, received)
    for step in STRAIGHT[1:]:
        kind, _colon, outcome = step.partition(":")
        values = {"cause": cause} if kind == "analysed" else {}
        story.add(Kind(kind), Outcome(outcome) if outcome else None, received, **values)
    story.add(Kind.REPLIED, on=on, is_conclusive=True, cost_fen=1_000)
    story.add(Kind.CLOSED, on=on)
    return story


@pytest.fixture
def month() -> ComplaintStatistics:
    """Two closed, one not valid, one open and late, one of before, one of after."""
    refused = told("refused", date(2026, 11, 9), ComplaintKind.SERVICE).go("judged:not_valid")
    late = told("late", date(2026, 11, 10), ComplaintKind.PACKAGING)
    return figures(
        closed("one", date(2026, 11, 2), date(2026, 11, 6)),
        closed("two", date(2026, 11, 6), date(2026, 11, 16), ComplaintCause.TRANSPORT),
        refused,
        late,
        closed("before", date(2026, 10, 28), date(2026, 11, 3)),
        told("after", date(2026, 12, 1)),
    )


def test_received_closed_open_and_overdue(month: ComplaintStatistics) -> None:
    assert len(month.received) == 4
    assert len(month.closed) == 3
    assert {one.hex() for one in month.open_now} == {
        derived_id(name).hex() for name in ("refused", "late", "after")
    }
    assert derived_id("late") in month.overdue_now
    assert derived_id("after") not in month.overdue_now


def test_shares_and_complaints_per_hundred_accounts(month: ComplaintStatistics) -> None:
    assert (len(month.valid), len(month.not_valid), month.valid_bp) == (2, 1, 6_667)
    assert month.per_hundred == 10.0
    assert month.repeat_bp == 0
    assert figures(accounts=0).per_hundred is None
    assert figures().valid_bp is None


def test_times_are_working_days_from_receipt(month: ComplaintStatistics) -> None:
    assert dict(month.to_close.days) == {derived_id("one"): 4, derived_id("two"): 6, derived_id("before"): 4}
    assert month.to_close.median == 4.0
    assert month.to_close.mean == pytest.approx(14 / 3)
    # The solution that was told is a reply.
    assert dict(month.first_reply.days) == {derived_id("one"): 0, derived_id("two"): 0}
    assert set(month.unanswered) == {derived_id("refused"), derived_id("late")}
    assert Durations().median is None
    assert Durations().mean is None


def test_costs_are_those_of_what_was_received(month: ComplaintStatistics) -> None:
    assert (month.cost_fen, len(month.costed)) == (2_000, 2)


def test_pareto_by_kind_cause_and_department(month: ComplaintStatistics) -> None:
    kinds = [(bar.label, bar.count, bar.cumulative_bp, bar.is_vital) for bar in month.by_kind.bars]
    assert kinds == [("Quality", 2, 5_000, True), ("Packaging", 1, 7_500, True), ("Service", 1, 10_000, True)]
    assert [bar.share_bp for bar in month.by_kind.bars] == [5_000, 2_500, 2_500]
    assert [bar.label for bar in month.by_cause.bars] == ["Labelling and packaging", "Transport"]
    assert len(month.by_cause.unknown) == 2
    assert [(bar.label, bar.count) for bar in month.by_department.bars] == [("Quality", 2)]


def test_what_lies_beyond_eighty_percent_is_not_of_the_vital_few() -> None:
    days = [FIRST + timedelta(days=n) for n in range(10)]
    stories = [told(str(n), day, ComplaintKind.QUALITY) for n, day in enumerate(days[:8])]
    stories += [told("x", FIRST, ComplaintKind.SERVICE), told("y", FIRST, ComplaintKind.PACKAGING)]
    assert [bar.is_vital for bar in figures(*stories).by_kind.bars] == [True, False, False]


def test_a_day_beyond_any_sense_stops_no_figure() -> None:
    strange = told("strange", date.min)
    strange.force(Kind.REPLIED, on=date.max)
    assert statistics_of(
        [ComplaintCase(strange.complaint, strange.progress())],
        date.min,
        LAST,
        accounts=1,
        calendar=china(),
        today=TODAY,
        repeat_days=180,
    ).received


@given(st.lists(st.tuples(st.integers(0, 60), choices(14), st.sampled_from(ComplaintKind)), max_size=5))
def test_each_complaint_of_the_period_is_in_one_place_of_each_division(
    made: list[tuple[int, list[int], ComplaintKind]],
) -> None:
    stories = [
        walk(told(str(n), FIRST - timedelta(days=before - 30), kind), chosen)
        for n, (before, chosen, kind) in enumerate(made)
    ]
    found = figures(*stories)
    received = set(found.received)
    for pareto in (found.by_kind, found.by_cause, found.by_department):
        ids = [one for bar in pareto.bars for one in bar.ids]
        assert sorted((*ids, *pareto.unknown)) == sorted(received)
        assert sorted((bar.count for bar in pareto.bars), reverse=True) == [bar.count for bar in pareto.bars]
        assert not pareto.bars or pareto.bars[-1].cumulative_bp == 10_000
    assert set(found.valid).isdisjoint(found.not_valid)
    assert set(found.first_reply.ids) | set(found.unanswered) == received
    assert set(found.overdue_now) <= set(found.open_now)
