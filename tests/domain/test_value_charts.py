"""Value charts as descriptions: axes that hold their values, bubbles by area, labels that find room."""

import math
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.value_charts import (
    Axis,
    ChartPoint,
    PointChart,
    Spot,
    place_labels,
    score_axis,
    split_axis,
    value_axis,
)

values = st.lists(st.integers(-(10**13), 10**13), max_size=40)


def words(value: float) -> str:
    return f"{value:.0f}"


@given(values, st.none() | st.integers(-(10**13), 10**13))
def test_an_axis_holds_its_values_in_their_order(given_values: list[int], split: int | None) -> None:
    axis = value_axis("Sales", given_values, words, split=split)
    places = [axis.place(value) for value in sorted(given_values)]
    assert places == sorted(places)
    assert all(axis.low <= value <= axis.high * (1 + 1e-9) for value in given_values)
    assert all(0 <= axis.place(tick.value) <= 1 for tick in axis.ticks)
    assert len(axis.ticks) >= 1
    assert [tick.value for tick in axis.ticks] == sorted(tick.value for tick in axis.ticks)


def test_values_near_each_other_have_an_even_axis_of_round_ticks() -> None:
    axis = value_axis("Sales", [20, 45, 80], words)
    assert [tick.text for tick in axis.ticks] == ["0", "20", "40", "60", "80"]
    assert (axis.name, axis.place(40)) == ("Sales", 0.5)


def test_an_axis_never_tells_the_same_twice() -> None:
    axis = value_axis("Sales", [], lambda value: f"{value / 100:.0f}")
    assert [tick.text for tick in axis.ticks] == ["0"]
    small = value_axis("Sales", [3, 120], lambda value: f"{value / 100:.0f}")
    told = [tick.text for tick in small.ticks]
    assert told == sorted(set(told))


def test_one_giant_does_not_press_the_others_into_a_corner() -> None:
    axis = value_axis("Sales", [10, 20, 30, 40, 100_000], words, split=30)
    assert axis.even_until == 10
    assert axis.place(40) - axis.place(10) > 0.08
    assert {"0", "10", "100", "1000", "10000", "100000"} == {tick.text for tick in axis.ticks}


def test_an_axis_in_tenfold_steps_holds_losses_and_has_its_middle_at_the_split() -> None:
    axis = split_axis("Profit", [-500, 3_000], 100, "100", words)
    assert (axis.name, axis.low, axis.split, axis.even_until) == ("Profit", -750, 100, 10)
    assert axis.high >= 3_000
    assert [tick.text for tick in axis.ticks] == ["-100", "-10", "0", "10", "100", "1000"]
    assert split_axis("Profit", [], 100, "100", words).low == 0


def test_an_axis_without_values_has_a_middle() -> None:
    assert Axis("x", 0, 0).place(0) == 0.5
    assert score_axis("Strength", "weak", "strong").split == 50


def test_a_bubble_of_four_times_the_value_is_twice_as_wide() -> None:
    axis = score_axis("x", "", "")
    points = tuple(ChartPoint(bytes([area]), "", 1, 1, area) for area in (25, 100, 0))
    chart = PointChart(axis, axis, points, area_name="Sales")
    assert [chart.radius(point, 2, 20) for point in points] == [10, 20, 2]
    assert PointChart(axis, axis, points).radius(points[0], 2, 20) == 2


spots = st.lists(
    st.builds(
        Spot,
        x=st.floats(0, 300),
        y=st.floats(0, 200),
        radius=st.floats(2, 20),
        width=st.floats(5, 90),
        height=st.just(8.0),
    ),
    max_size=30,
)


@given(spots)
def test_labels_stay_inside_off_each_other_off_other_discs_and_off_obstacles(found: list[Spot]) -> None:
    obstacle = (120.0, 0.0, 150.0, 200.0)
    corners = place_labels(found, 300, 200, [obstacle])
    boxes = [
        (x, y, x + spot.width, y + spot.height)
        for spot, corner in zip(found, corners, strict=True)
        if corner
        for x, y in [corner]
    ]
    assert all(
        left >= 0 and low >= 0 and right <= 300.001 and high <= 200.001 for left, low, right, high in boxes
    )
    labelled = [number for number, corner in enumerate(corners) if corner]
    for number, (left, low, right, high) in zip(labelled, boxes, strict=True):
        discs = [
            (spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)
            for at, spot in enumerate(found)
            if at != number
        ]
        for other in (obstacle, *discs):
            assert right <= other[0] or other[2] <= left or high <= other[1] or other[3] <= low
    for number, (left, low, right, high) in enumerate(boxes):
        for other_left, other_low, other_right, other_high in boxes[:number]:
            assert right <= other_left or other_right <= left or high <= other_low or other_high <= low


def test_the_first_spot_is_labelled_though_all_lie_together() -> None:
    together = [Spot(100, 100, 3, 40, 8)] * 20
    labelled = [corner for corner in place_labels(together, 300, 200) if corner]
    assert labelled
    assert math.isclose(labelled[0][0], 106)


def test_a_label_may_touch_the_edges_of_the_drawing() -> None:
    spot = Spot(50, 20, 7, 40, 20)
    assert place_labels([spot], 50, 200) == ((0, 10),)
    assert place_labels([spot], 49, 200) == ((0, 10),)


def test_a_label_may_stand_aslant_of_its_own_disc() -> None:
    spot = Spot(150, 100, 20, 40, 8)
    sides = [(185, 98, 187, 102), (110, 98, 112, 102), (149, 125, 151, 129), (149, 72, 151, 74)]
    ((x, y),) = [corner for corner in place_labels([spot], 300, 200, sides) if corner]
    assert (round(x, 1), round(y, 1)) == (166.1, 116.1)


class Counted(tuple[ChartPoint, ...]):
    """Points that count how often somebody goes through them."""

    rounds = 0

    def __iter__(self) -> Iterator[ChartPoint]:
        Counted.rounds += 1
        return super().__iter__()


def test_the_largest_bubble_is_looked_for_once_not_for_each_point() -> None:
    axis = score_axis("x", "", "")
    points = Counted(ChartPoint(bytes([at]), "", 1, 1, at) for at in range(50))
    chart = PointChart(axis, axis, points, area_name="Sales")
    Counted.rounds = 0
    radii = [chart.radius(points[at], 2, 20) for at in range(50)]
    assert Counted.rounds == 1
    assert max(radii) == 20
