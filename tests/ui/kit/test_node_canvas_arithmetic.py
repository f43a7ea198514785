"""Aligning, distributing, snapping, looking and stepping, without a window."""

import math

from hypothesis import given
from hypothesis import strategies as st

from workbench.ui.kit.canvas.align import Alignment, Axis, aligned, around, distributed
from workbench.ui.kit.canvas.camera import LARGEST, SMALLEST, STEPS, Camera, fitting, next_step
from workbench.ui.kit.canvas.parts import CanvasBox, Side
from workbench.ui.kit.canvas.snap import GRID, Guide, snapped
from workbench.ui.kit.canvas.steps import first_card, nearest_towards

whole = st.integers(-3000, 3000).map(float)
size = st.integers(8, 300).map(float)
box = st.builds(CanvasBox, whole, whole, size, size)
boxes = st.dictionaries(st.integers(0, 40), box, min_size=1, max_size=12)
cameras = st.builds(Camera, st.floats(SMALLEST, LARGEST), whole, whole)

ROW = {
    "a": CanvasBox(0, 0, 100, 40),
    "b": CanvasBox(130, 10, 60, 60),
    "c": CanvasBox(400, 30, 80, 20),
}


# --- aligning


def test_aligned_boxes_share_the_line_of_the_box_around_them() -> None:
    assert {key: one.x for key, one in aligned(ROW, Alignment.LEFT).items()} == {"a": 0, "b": 0, "c": 0}
    assert {key: one.right for key, one in aligned(ROW, Alignment.RIGHT).items()} == {
        "a": 480,
        "b": 480,
        "c": 480,
    }
    assert [one.y for one in aligned(ROW, Alignment.TOP).values()] == [0, 0, 0]
    assert [one.bottom for one in aligned(ROW, Alignment.BOTTOM).values()] == [70, 70, 70]
    assert [one.middle[1] for one in aligned(ROW, Alignment.MIDDLE).values()] == [35, 35, 35]
    assert [one.middle[0] for one in aligned(ROW, Alignment.CENTRE).values()] == [240, 240, 240]


def test_nothing_to_align_is_no_error() -> None:
    assert aligned({}, Alignment.LEFT) == {}
    assert distributed({}, Axis.ACROSS) == {}


@given(boxes, st.sampled_from(Alignment))
def test_aligning_changes_one_direction_only_and_again_changes_nothing(
    given_boxes: dict[int, CanvasBox], how: Alignment
) -> None:
    once = aligned(given_boxes, how)
    across = how in (Alignment.LEFT, Alignment.CENTRE, Alignment.RIGHT)
    for key, one in given_boxes.items():
        assert (once[key].width, once[key].height) == (one.width, one.height)
        assert (once[key].y == one.y) if across else (once[key].x == one.x)
    again = aligned(once, how)
    for key, one in again.items():
        assert math.isclose(one.x, once[key].x, abs_tol=1e-6)
        assert math.isclose(one.y, once[key].y, abs_tol=1e-6)


def test_distributed_boxes_have_equal_gaps_and_the_outermost_stay() -> None:
    found = distributed(ROW, Axis.ACROSS)
    assert (found["a"].x, found["c"].x) == (0, 400)
    assert found["b"].x - found["a"].right == found["c"].x - found["b"].right == 120


@given(boxes, st.sampled_from(Axis))
def test_distributing_keeps_the_order_the_ends_and_the_other_direction(
    given_boxes: dict[int, CanvasBox], axis: Axis
) -> None:
    found = distributed(given_boxes, axis)
    across = axis is Axis.ACROSS
    order = sorted(given_boxes, key=lambda key: given_boxes[key].middle[0 if across else 1])
    starts = [found[key].x if across else found[key].y for key in order]
    ends = [found[key].right if across else found[key].bottom for key in order]
    gaps = [start - end for start, end in zip(starts[1:], ends, strict=False)]
    if len(order) > 2:
        assert max(gaps) - min(gaps) < 1e-6
    assert math.isclose(starts[0], given_boxes[order[0]].x if across else given_boxes[order[0]].y)
    assert math.isclose(ends[-1], (given_boxes[order[-1]].right if across else given_boxes[order[-1]].bottom))
    assert all(
        (found[key].y == one.y) if across else (found[key].x == one.x) for key, one in given_boxes.items()
    )


# --- snapping


def test_an_edge_near_a_neighbours_is_drawn_onto_it_and_a_guide_says_so() -> None:
    found = snapped(CanvasBox(0, 0, 100, 40), 203, 300, [CanvasBox(200, 0, 60, 40)])
    assert found.right == 200
    assert Guide(upright=True, at=200, start=0, end=found.down + 40) in found.guides


def test_the_nearer_of_two_lines_wins() -> None:
    found = snapped(CanvasBox(0, 0, 100, 40), 0, 500, [CanvasBox(5, 0, 30, 40), CanvasBox(-2, 100, 30, 40)])
    assert found.right == -2


def test_far_from_everybody_the_middle_goes_onto_the_grid_without_guides() -> None:
    found = snapped(CanvasBox(3, 5, 100, 40), 1000, 1000, [CanvasBox(0, 0, 100, 40)])
    rest = CanvasBox(3, 5, 100, 40).moved(found.right, found.down)
    assert rest.middle[0] % GRID == 0
    assert rest.middle[1] % GRID == 0
    assert found.guides == ()


def test_boxes_of_one_size_on_one_line_need_one_guide() -> None:
    found = snapped(CanvasBox(0, 0, 100, 40), 300, 2, [CanvasBox(0, 0, 100, 40)])
    assert [one for one in found.guides if not one.upright] == [
        Guide(upright=False, at=20, start=0, end=found.right + 100)
    ]


@given(box, whole, whole, st.lists(box, max_size=8), st.floats(1, 24))
def test_snapping_goes_no_farther_than_its_reach_or_half_the_grid(
    start: CanvasBox, right: float, down: float, neighbours: list[CanvasBox], reach: float
) -> None:
    found = snapped(start, right, down, neighbours, reach)
    most = max(reach, GRID / 2) + 1e-6
    assert abs(found.right - right) <= most
    assert abs(found.down - down) <= most


@given(box, whole, whole, st.lists(box, max_size=8))
def test_what_has_snapped_onto_a_neighbour_stays_where_it_is(
    start: CanvasBox, right: float, down: float, neighbours: list[CanvasBox]
) -> None:
    first = snapped(start, right, down, neighbours)
    again = snapped(start, first.right, first.down, neighbours)
    # The grid may have brought it near a neighbour that it had not been near before.
    if any(one.upright for one in first.guides):
        assert math.isclose(again.right, first.right, abs_tol=1e-6)
    if any(not one.upright for one in first.guides):
        assert math.isclose(again.down, first.down, abs_tol=1e-6)


# --- looking


@given(cameras, whole, whole, st.floats(0.01, 20))
def test_zooming_keeps_the_point_under_the_pointer(camera: Camera, x: float, y: float, zoom: float) -> None:
    before = camera.to_canvas(x, y)
    after = camera.zoomed(zoom, x, y)
    assert SMALLEST <= after.zoom <= LARGEST
    assert math.dist(before, after.to_canvas(x, y)) < 1e-6


@given(cameras, box)
def test_some_content_always_stays_in_sight(camera: Camera, content: CanvasBox) -> None:
    shown = camera.kept_near(content, 800, 500).box_to_view(content)
    assert shown.right > 0
    assert shown.bottom > 0
    assert shown.x < 800
    assert shown.y < 500


@given(box)
def test_fitting_shows_everything_unless_that_would_be_too_small(content: CanvasBox) -> None:
    camera = fitting(content, 900, 500)
    shown = camera.box_to_view(content)
    assert camera.zoom <= 1
    if camera.zoom > SMALLEST:
        assert shown.x >= 0
        assert shown.y >= 0
        assert shown.right <= 900
        assert shown.bottom <= 500


@given(cameras, box)
def test_showing_a_box_that_has_room_brings_all_of_it_into_sight(camera: Camera, wanted: CanvasBox) -> None:
    shown = camera.showing(wanted, 1200, 1200).box_to_view(wanted)
    if max(shown.width, shown.height) < 1100:
        assert shown.x >= -1e-6
        assert shown.y >= -1e-6
        assert shown.right <= 1200 + 1e-6
        assert shown.bottom <= 1200 + 1e-6


def test_zoom_steps_go_from_25_to_300_percent_and_end_there() -> None:
    zoom, seen = SMALLEST, [SMALLEST]
    while zoom < LARGEST:
        zoom = next_step(zoom, larger=True)
        seen.append(zoom)
    assert tuple(seen) == STEPS
    assert next_step(LARGEST, larger=True) == LARGEST
    assert next_step(SMALLEST, larger=False) == SMALLEST
    assert next_step(0.8, larger=False) == 0.75


# --- stepping

CROSS = {
    "middle": CanvasBox(200, 200, 80, 40),
    "up": CanvasBox(210, 60, 80, 40),
    "down": CanvasBox(190, 340, 80, 40),
    "left": CanvasBox(20, 210, 80, 40),
    "right": CanvasBox(400, 190, 80, 40),
}


def test_an_arrow_leads_to_the_card_in_its_direction() -> None:
    assert nearest_towards(CROSS, "middle", Side.TOP) == "up"
    assert nearest_towards(CROSS, "middle", Side.BOTTOM) == "down"
    assert nearest_towards(CROSS, "middle", Side.LEFT) == "left"
    assert nearest_towards(CROSS, "middle", Side.RIGHT) == "right"
    assert nearest_towards(CROSS, "right", Side.RIGHT) is None
    assert first_card(CROSS) == "up"
    assert first_card({}) is None


def test_straight_ahead_goes_before_what_is_nearer_but_aside() -> None:
    found = {
        "start": CanvasBox(0, 0, 40, 40),
        "far": CanvasBox(400, 0, 40, 40),
        "aside": CanvasBox(30, 90, 40, 40),
    }
    assert nearest_towards(found, "start", Side.RIGHT) == "far"


@given(boxes, st.sampled_from(Side))
def test_a_step_always_goes_the_way_the_arrow_points(given_boxes: dict[int, CanvasBox], side: Side) -> None:
    start = next(iter(given_boxes))
    found = nearest_towards(given_boxes, start, side)
    here = given_boxes[start].middle

    def ahead(key: int) -> float:
        there = given_boxes[key].middle
        return {
            Side.LEFT: here[0] - there[0],
            Side.RIGHT: there[0] - here[0],
            Side.TOP: here[1] - there[1],
            Side.BOTTOM: there[1] - here[1],
        }[side]

    if found is None:
        assert all(ahead(key) <= 0 for key in given_boxes)
    else:
        assert ahead(int(str(found))) > 0


@given(boxes)
def test_the_box_around_touches_and_holds_every_box(given_boxes: dict[int, CanvasBox]) -> None:
    whole_box = around(given_boxes)
    for one in given_boxes.values():
        assert whole_box.united(one) == whole_box
        assert whole_box.touches(one)
        assert whole_box.contains(*one.middle)
