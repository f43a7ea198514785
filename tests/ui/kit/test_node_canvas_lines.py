"""Lines of a canvas: carried and stretched while cards move, asked for when there is time."""

import time
from collections.abc import Collection, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ui.kit.canvas.graph import BUDGET, CanvasGraph
from workbench.ui.kit.canvas.lines import carried, distance_to, line_of, samples, stretched
from workbench.ui.kit.canvas.parts import CanvasBox, CanvasEdge, CanvasNode, EdgeRoute, Key

EDGE = CanvasEdge("e", "a", "b")
ELBOW = EdgeRoute(((60.0, 40.0), (60.0, 80.0), (300.0, 80.0), (300.0, 120.0)))
CURVE = EdgeRoute(((0.0, 0.0), (0.0, 50.0), (100.0, 50.0), (100.0, 100.0)), curved=True)
steps = st.tuples(st.integers(-400, 400).map(float), st.integers(-400, 400).map(float))


class SlowRoutes:
    """Answers elbows, and takes its time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
        self.asked: list[set[Key]] = []
        self._now, self._seconds = 0.0, seconds
        monkeypatch.setattr(time, "perf_counter", lambda: self._now)

    def __call__(self, boxes: Mapping[Key, CanvasBox], keys: Collection[Key]) -> Mapping[Key, EdgeRoute]:
        self._now += self._seconds * len(keys)
        self.asked.append(set(keys))
        (x, y), (to_x, to_y) = boxes["a"].middle, boxes["b"].middle
        half = (y + to_y) / 2
        return {key: EdgeRoute(((x, y), (x, half), (to_x, half), (to_x, to_y))) for key in keys}


def graph_with(route: SlowRoutes) -> CanvasGraph:
    """Two cards and a line."""
    graph = CanvasGraph()
    graph.show([CanvasNode("a", 0, 0, 120, 40), CanvasNode("b", 300, 200, 120, 40)], [EDGE], route)
    return graph


def test_quick_lines_are_asked_for_at_each_step(monkeypatch: pytest.MonkeyPatch) -> None:
    route = SlowRoutes(monkeypatch, BUDGET / 10)
    graph = graph_with(route)
    graph.place({"a": CanvasBox(40, 30, 120, 40)})
    assert len(route.asked) == 2
    assert graph.lines["e"].route.points[0] == (100, 50)


def test_slow_lines_are_stretched_and_asked_for_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    route = SlowRoutes(monkeypatch, BUDGET * 2)
    graph = graph_with(route)
    graph.place({"a": CanvasBox(40, 30, 120, 40)})
    assert len(route.asked) == 1
    assert graph.lines["e"].route.points == ((100, 50), (100, 120), (360, 120), (360, 220))
    graph.keep_places({"a": CanvasBox(40, 30, 120, 40)})
    assert route.asked[1:] == [{"e"}]
    assert graph.lines["e"].route.points == ((100, 50), (100, 135), (360, 135), (360, 220))


def test_ready_lines_are_taken_without_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    route, graph = SlowRoutes(monkeypatch, 0), CanvasGraph()
    nodes = [CanvasNode("a", 0, 0, 120, 40), CanvasNode("b", 300, 200, 120, 40)]
    graph.show(nodes, [EDGE], route, {"e": ELBOW, "gone": CURVE})
    assert route.asked == []
    assert graph.lines.keys() == {"e"}


@given(steps, steps)
def test_a_stretched_elbow_keeps_its_right_angles_and_meets_both_ends(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    line = stretched(EDGE, line_of(EDGE, ELBOW), start, end)
    points = line.route.points
    assert points[0] == (60 + start[0], 40 + start[1])
    assert points[-1] == (300 + end[0], 120 + end[1])
    assert points[0][0] == points[1][0]
    assert points[-1][0] == points[-2][0]


@given(steps, steps)
def test_a_stretched_curve_meets_both_ends(start: tuple[float, float], end: tuple[float, float]) -> None:
    points = stretched(EDGE, line_of(EDGE, CURVE), start, end).route.points
    assert points[0] == start
    assert points[-1] == (100 + end[0], 100 + end[1])


@given(steps)
def test_a_carried_line_is_the_same_elsewhere(step: tuple[float, float]) -> None:
    line = line_of(CanvasEdge("e", "a", "b", arrow=True), CURVE)
    gone = carried(line, *step)
    assert gone.box == line.box.moved(*step)
    assert gone.shift == step
    assert gone.head is not None
    assert line.head is not None
    assert gone.head.at(0).x() == pytest.approx(line.head.at(0).x() + step[0])


def test_a_point_beside_a_line_is_as_far_as_it_looks() -> None:
    assert distance_to(samples(ELBOW), 180, 85) == 5
    assert distance_to(samples(ELBOW), 60, 30) == 10
    assert distance_to(samples(CURVE), 50, 50) < 1


def test_the_box_of_a_curve_ends_where_the_curve_does() -> None:
    bow = EdgeRoute(((0.0, 0.0), (0.0, -400.0), (100.0, -400.0), (100.0, 0.0)), curved=True)
    box = line_of(EDGE, bow).box
    assert all(box.contains(x, y) for x, y in samples(bow))
    # The bow rises to three quarters of the way to its control points; no room is made above it.
    assert -330 < box.y <= -300
