"""Where the cards of the influence map lie: nobody missing, nobody covered, the same every time."""

import math
import time
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.influence_crowds import crowd
from tests.domain.influence_maps import a_map, attitude, maps, person, reports
from workbench.domain.accounts import BuyingRole, OutsideKind
from workbench.domain.influence import BuyingPhase, MapPlace, place_id
from workbench.domain.influence_bosses import boss_links
from workbench.domain.influence_layout import Box, MapLayout, MapView, card_size, layout_of
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_shapes import LARGEST_CARD
from workbench.foundation.ids import Id, new_id

VIEWS = tuple(MapView)


def covered(layout: MapLayout, but: frozenset[Id] = frozenset()) -> list[tuple[Id, Id]]:
    """The pairs of cards that meet, but for pairs of those who were put there."""
    return [
        (one, other)
        for one, other in combinations(sorted(layout.boxes), 2)
        if layout.boxes[one].meets(layout.boxes[other]) and not (one in but and other in but)
    ]


def placed(map: InfluenceMap, places: dict[Id, tuple[int, int]]) -> InfluenceMap:
    rows = {one: MapPlace(place_id(one), one, x, y) for one, (x, y) in places.items()}
    return replace(map, places=rows)


@given(maps(most=12), st.sampled_from(VIEWS), st.sampled_from((None, *BuyingPhase)))
@settings(max_examples=50)
def test_everybody_has_a_box_of_their_size_and_no_two_overlap(
    map: InfluenceMap, view: MapView, phase: BuyingPhase | None
) -> None:
    layout = layout_of(map, view, phase)
    assert {one: (box.width, box.height) for one, box in layout.boxes.items()} == {
        one.id: card_size(one) for one in map.contacts
    }
    assert covered(layout) == []
    assert layout_of(replace(map, contacts=map.contacts[::-1]), view, phase).boxes == layout.boxes


def test_a_latin_name_makes_the_card_wider_and_its_height_stays() -> None:
    small = card_size(person("顾承远", influence=1))
    assert small == card_size(person("Li", influence=1))
    wide = card_size(person("Jose Pavarotti", influence=1, title="Sales Representative"))
    assert wide[0] > small[0] + 32
    assert wide[1] == small[1]
    assert card_size(person("Jose Pavarotti", influence=5))[1] > wide[1]


def test_no_card_is_wider_than_the_widest_and_none_smaller_than_its_influence_asks() -> None:
    longest = person("Bartholomäus Maximilian Freiherr von Hohenlohe", influence=None, title="名" * 60)
    assert card_size(longest)[0] == LARGEST_CARD[0]
    assert [card_size(person("何", influence=level)) for level in (None, 1, 3, 5)] == [
        (128, 48),
        (128, 48),
        (146, 56),
        (178, 72),
    ]


@given(maps(most=8), st.data())
@settings(max_examples=25)
def test_a_place_of_ones_own_wins_and_no_other_card_covers_it(map: InfluenceMap, data: st.DataObject) -> None:
    near = st.tuples(st.integers(-300, 900), st.integers(-200, 500))
    ids = [one.id for one in map.contacts]
    places = data.draw(st.dictionaries(st.sampled_from(ids), near)) if ids else {}
    layout = layout_of(placed(map, places), MapView.CHART)
    assert {one: layout.boxes[one].middle for one in places} == places
    assert covered(layout, frozenset(places)) == []
    for box in layout.boxes.values():
        assert layout.bounds.holds((box.x, box.y))
        assert layout.bounds.holds((box.right, box.bottom))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("count", "fan"), [(1, 3), (60, 5), (41, 40), (300, 7), (300, 299)])
def test_crowds_find_room_quickly(view: MapView, count: int, fan: int) -> None:
    map = crowd(count, fan)
    before = time.perf_counter()
    layout = layout_of(map, view)
    assert time.perf_counter() - before < 3, "300 people take 0.3 s at most; this is a slow machine's bound"
    assert len(layout.boxes) == count
    assert covered(layout) == []


@pytest.mark.parametrize("fan", [40, 300])
def test_a_wide_level_is_wrapped_into_rows(fan: int) -> None:
    layout = layout_of(crowd(fan + 1, fan), MapView.CHART)
    assert layout.width < 3 * layout.height + 400, "a screen can show it"


def test_a_boss_stands_in_the_middle_over_the_reports_and_siblings_on_one_level() -> None:
    boss, *below = (person(name) for name in "ABCD")
    layout = layout_of(a_map(boss, *below, links=tuple(reports(one, boss) for one in below)), MapView.CHART)
    tops = {layout.boxes[one.id].y for one in below}
    middles = [layout.boxes[one.id].middle[0] for one in below]
    assert tops == {layout.boxes[boss.id].y + 112}
    assert layout.boxes[boss.id].middle[0] == (min(middles) + max(middles)) / 2


def test_reports_come_along_when_their_boss_is_put_elsewhere() -> None:
    boss, below, other = person("A"), person("B"), person("C")
    map = a_map(boss, below, other, links=(reports(below, boss),))
    before, after = (
        layout_of(one, MapView.CHART).boxes for one in (map, placed(map, {boss.id: (1000, 400)}))
    )
    shift = after[boss.id].x - before[boss.id].x, after[boss.id].y - before[boss.id].y
    assert after[below.id] == before[below.id].moved(*shift)
    assert after[other.id] == before[other.id]


@given(maps(most=8))
@settings(max_examples=50)
def test_bosses_never_form_a_loop_and_a_loop_is_cut_in_one_place_only(map: InfluenceMap) -> None:
    bosses = boss_links(map)
    for start in bosses:
        seen, at = {start}, start
        while at in bosses:
            at = bosses[at].to_contact_id
            assert at not in seen
            seen.add(at)
    for one in map.contacts:
        has_boss = any(link.from_contact_id == one.id for link in map.reporting)
        assert (one.id in bosses) <= has_boss


def test_a_loop_is_cut_above_its_most_influential_member() -> None:
    one, two, three = person("A"), person("B", influence=5), person("C")
    links = reports(one, two), reports(two, three), reports(three, one)
    assert set(boss_links(a_map(one, two, three, links=links))) == {one.id, three.id}


def test_who_is_added_under_the_last_boss_moves_no_one_to_the_left() -> None:
    top, left, right, low, mid = (person(name) for name in "ABCDE")
    links = (reports(left, top), reports(right, top), reports(low, left), reports(mid, right))
    map = a_map(top, left, right, low, mid, links=links)
    before = layout_of(map, MapView.CHART).boxes
    last = max((left, right), key=lambda one: before[one.id].x)
    new = replace(person("new"), id=new_id(1))
    grown = replace(map, contacts=(*map.contacts, new), links=(*links, reports(new, last)))
    after = layout_of(grown, MapView.CHART).boxes
    first = low if last is right else mid
    assert after[first.id] == before[first.id]


@pytest.mark.parametrize("count", [26, 31, 40, 150])
def test_one_more_under_a_boss_of_many_moves_the_last_row_at_most(count: int) -> None:
    boss, *below = (person(f"P{number:03}") for number in range(count + 1))
    links = tuple(reports(one, boss) for one in below)
    new = replace(person("new"), id=new_id(1))
    before = layout_of(a_map(boss, *below, links=links), MapView.CHART).boxes
    grown = a_map(boss, *below, new, links=(*links, reports(new, boss)))
    after = layout_of(grown, MapView.CHART).boxes
    moved = [one for one in before if before[one] != after[one]]
    assert {before[one].y for one in moved} <= {max(box.y for box in before.values())}


def test_outside_influencers_stand_at_the_side_under_a_name_of_their_own() -> None:
    boss, below, press = person("A"), person("B"), person("C", outside_kind=OutsideKind.MEDIA)
    layout = layout_of(a_map(boss, below, press, links=(reports(below, boss),)), MapView.CHART)
    inside = max(layout.boxes[one.id].right for one in (boss, below))
    assert layout.boxes[press.id].x > inside + 32
    assert [word.text for word in layout.captions] == ["Outside influencers"]


def test_on_the_wheel_the_more_involved_stand_closer_to_the_middle() -> None:
    people = [person(str(n), involvement=n, roles=(BuyingRole.USER,)) for n in (1, 2, 3, 4, 5)]
    layout = layout_of(a_map(*people), MapView.WHEEL)
    radii = [
        (layout.boxes[one.id].middle[0] / 1.6) ** 2 + layout.boxes[one.id].middle[1] ** 2 for one in people
    ]
    assert radii == sorted(radii, reverse=True)
    assert {"Economic", "Technical", "User", "Coach"} <= {word.text for word in layout.captions}


def test_on_the_grid_support_goes_right_and_influence_up_and_a_phase_changes_support() -> None:
    friend, foe = person("A", influence=5, support=2), person("B", influence=1, support=-2)
    nobody = person("C")
    map = a_map(friend, foe, nobody, attitudes=(attitude(friend, BuyingPhase.SELECTION, -1),))
    boxes = layout_of(map, MapView.GRID).boxes
    assert boxes[nobody.id].right < boxes[foe.id].x
    assert boxes[foe.id].right < boxes[friend.id].x
    assert boxes[friend.id].bottom < boxes[foe.id].y
    assert boxes[foe.id].bottom < boxes[nobody.id].y
    moved = layout_of(map, MapView.GRID, BuyingPhase.SELECTION).boxes
    assert moved[friend.id].x < boxes[friend.id].x


def test_an_empty_map_has_a_layout_in_every_view() -> None:
    assert [dict(layout_of(a_map(), view).boxes) for view in VIEWS] == [{}, {}, {}]
    assert layout_of(a_map(), MapView.CHART).bounds == Box(0, 0, 0, 0)


def test_a_wheel_of_a_few_people_is_not_much_larger_than_its_rings_of_cards() -> None:
    roles = [(BuyingRole.ECONOMIC,), (BuyingRole.TECHNICAL,), (BuyingRole.USER,), (BuyingRole.COACH,)]
    people = [
        person(f"{letter}{n}", involvement=n, influence=n, roles=role)
        for n, (letter, role) in enumerate(zip("ABCD", roles, strict=True), start=2)
    ]
    layout = layout_of(a_map(*people), MapView.WHEEL)
    # On a window of 1366 × 768 the map has about 1000 × 450 pixels.
    assert min(1000 / layout.bounds.width, 450 / layout.bounds.height) > 0.6
    rings = sorted(ring.radius_y for ring in layout.rings)
    for n, one in zip((2, 3, 4, 5), people, strict=True):
        x, y = layout.boxes[one.id].middle
        radius = math.hypot(x / 1.6, y)
        assert rings[5 - n] <= radius <= rings[6 - n]
