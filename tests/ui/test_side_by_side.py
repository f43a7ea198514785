"""Spans of a day that overlap stand side by side."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.ui.kit.side_by_side import side_by_side

MINUTES = st.integers(0, 24 * 60 - 1)
SPANS = st.lists(
    st.tuples(MINUTES, st.integers(1, 300)).map(lambda one: (one[0], one[0] + one[1])), max_size=60
)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@given(SPANS)
def test_every_span_has_a_lane_and_two_that_overlap_never_share_one(spans: list[tuple[int, int]]) -> None:
    lanes = side_by_side(spans)
    assert len(lanes) == len(spans)
    for at, (span, lane) in enumerate(zip(spans, lanes, strict=True)):
        assert 0 <= lane.lane < lane.of
        for other, beside in zip(spans[at + 1 :], lanes[at + 1 :], strict=True):
            if overlap(span, other):
                assert (lane.group, lane.of) == (beside.group, beside.of)
                assert lane.lane != beside.lane


@given(SPANS)
def test_no_group_is_wider_than_the_most_that_overlap_at_once(spans: list[tuple[int, int]]) -> None:
    for span, lane in zip(spans, side_by_side(spans), strict=True):
        group = [
            other
            for other, beside in zip(spans, side_by_side(spans), strict=True)
            if beside.group == lane.group
        ]
        at_once = max(sum(1 for other in group if other[0] <= start < other[1]) for start, _end in group)
        assert lane.of == at_once
        assert span in group


def test_spans_that_only_touch_stand_one_under_the_other() -> None:
    assert [(one.lane, one.of) for one in side_by_side([(540, 600), (600, 660)])] == [(0, 1), (0, 1)]


def test_a_span_without_length_takes_its_place_all_the_same() -> None:
    assert sorted(one.lane for one in side_by_side([(540, 540), (540, 600)])) == [0, 1]
