"""The lines of the influence map: from edge to edge, signed, as thick as strong."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.influence_crowds import crowd
from tests.domain.influence_maps import a_map, influences, maps, person, reports
from workbench.domain.influence_layout import Box, MapView, layout_of
from workbench.domain.influence_lines import LineKind, Sign, lines_of
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_shapes import Point


def is_on_edge(box: Box, point: Point) -> bool:
    x, y = point
    across = abs(x - box.x) < 1e-6 or abs(x - box.right) < 1e-6
    down = abs(y - box.y) < 1e-6 or abs(y - box.bottom) < 1e-6
    return box.grown(1e-6).holds(point) and (across or down)


@given(maps(most=8), st.sampled_from(tuple(MapView)))
@settings(max_examples=50)
def test_every_line_begins_and_ends_at_the_edges_of_its_cards(map: InfluenceMap, view: MapView) -> None:
    layout = layout_of(map, view)
    lines = lines_of(map, layout)
    for line in lines:
        start, end = line.from_id, line.to_id
        if line.kind is LineKind.REPORTS:
            start, end = end, start
        assert is_on_edge(layout.boxes[start], line.path[0])
        assert is_on_edge(layout.boxes[end], line.path[-1])
        assert (line.arrow is not None) == (line.kind is LineKind.INFLUENCE)
        if line.arrow:
            assert line.arrow[0] == line.path[-1]
    drawn = [line.id for line in lines]
    wanted = {one.id for one in (map.links if view is MapView.CHART else map.influencing)}
    assert set(drawn) == wanted
    assert len(drawn) == len(wanted)
    assert lines_of(map, layout) == lines


def test_reports_of_one_boss_share_a_trunk_and_run_level_or_upright() -> None:
    boss, *below = (person(name) for name in "ABCD")
    map = a_map(boss, *below, links=tuple(reports(one, boss) for one in below))
    lines = lines_of(map, layout_of(map, MapView.CHART))
    assert len({line.path[0] for line in lines}) == 1
    assert len({line.path[1][1] for line in lines if len(line.path) > 2}) == 1
    for line in lines:
        for (x1, y1), (x2, y2) in zip(line.path, line.path[1:], strict=False):
            assert x1 == x2 or y1 == y2


def test_the_sign_gives_the_colour_and_the_strength_the_width() -> None:
    one, two, three = person("A"), person("B"), person("C")
    links = influences(one, two, 3), influences(two, three, -1), influences(three, one, None)
    map = a_map(one, two, three, links=links)
    told = {line.id: (line.sign, line.width) for line in lines_of(map, layout_of(map, MapView.CHART))}
    assert [told[link.id] for link in links] == [
        (Sign.POSITIVE, 2.5),
        (Sign.NEGATIVE, 1.25),
        (Sign.NEUTRAL, 1.25),
    ]


def test_a_second_boss_has_a_dashed_line() -> None:
    low, high, higher = person("A"), person("B", influence=3), person("C", influence=5)
    map = a_map(low, high, higher, links=(reports(low, high), reports(low, higher)))
    dashed = {line.to_id: line.is_dashed for line in lines_of(map, layout_of(map, MapView.CHART))}
    assert dashed == {high.id: True, higher.id: False}


def test_while_one_is_dragged_only_their_lines_are_drawn_anew() -> None:
    map = crowd(40)
    layout = layout_of(map, MapView.CHART)
    one = map.contacts[3].id
    some = lines_of(map, layout.with_boxes({one: layout.boxes[one].moved(7, 9)}), only={one})
    assert {line.id for line in some} == {
        link.id for link in map.links if one in (link.from_contact_id, link.to_contact_id)
    }


def test_lines_of_three_hundred_people_take_no_second() -> None:
    map = crowd(300, 7)
    layout = layout_of(map, MapView.CHART)
    before = time.perf_counter()
    lines_of(map, layout)
    assert time.perf_counter() - before < 2
