"""From where a map is looked at first: all of it where there is room, and never with an empty half."""

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.influence_crowds import crowd
from tests.domain.influence_maps import a_map, person
from workbench.domain.influence_layout import MapView, layout_of
from workbench.domain.influence_map import InfluenceMap
from workbench.ui.kit.canvas.camera import FIT_MARGIN
from workbench.ui.screens.accounts.influence.first_look import READABLE, first_camera
from workbench.ui.screens.accounts.influence.scene import MapContents


def contents_of(map: InfluenceMap, view: MapView) -> MapContents:
    return MapContents(map, layout_of(map, view), None, ())


def test_a_map_that_can_be_read_whole_is_shown_whole() -> None:
    contents = contents_of(a_map(*(person(name) for name in "甲乙丙丁")), MapView.CHART)
    camera = first_camera(contents, 1278, 360)
    bounds = contents.layout.bounds
    assert camera.left + bounds.x * camera.zoom >= FIT_MARGIN - 1
    assert camera.top + bounds.bottom * camera.zoom <= 360 - FIT_MARGIN + 1


@given(st.sampled_from((5, 14, 60)), st.sampled_from(MapView), st.integers(300, 1900), st.integers(200, 1000))
def test_no_part_of_the_view_is_empty_while_people_lie_beside_it(
    count: int, view: MapView, width: int, height: int
) -> None:
    contents = contents_of(crowd(count), view)
    camera, bounds = first_camera(contents, width, height), contents.layout.bounds
    assert camera.zoom >= READABLE[view]
    for low, high, size in (
        (camera.left + bounds.x * camera.zoom, camera.left + bounds.right * camera.zoom, width),
        (camera.top + bounds.y * camera.zoom, camera.top + bounds.bottom * camera.zoom, height),
    ):
        if high - low + 2 * FIT_MARGIN <= size:
            assert abs(low - (size - high)) <= 2, "what has room stands in the middle"
        else:
            assert low <= FIT_MARGIN + 1
            assert high >= size - FIT_MARGIN - 1
