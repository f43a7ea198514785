"""The influence map as an organisation chart (2-rules §6).

Trees beside each other, under them whoever reports to nobody known, at the side who is from outside and
reports to nobody here.
Whoever was put somewhere stands there, and the reports nobody put anywhere come along.
"""

import math
from collections.abc import Mapping, Sequence

from workbench.domain.accounts import Contact
from workbench.domain.influence_bosses import boss_links, reports_of
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_shapes import (
    LARGEST_CARD,
    Anchor,
    Box,
    Caption,
    MapLayout,
    MapView,
    around,
    card_size,
    union,
)
from workbench.domain.influence_space import Space
from workbench.domain.influence_tree import Tree, best_rows, tree_of
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id, is_timed

_TREE_GAP = 48.0
_APART = 64.0
_CAPTION_ROOM = 28.0
_SLOT = (LARGEST_CARD[0] + 16.0, LARGEST_CARD[1] + 16.0)
_LEAST_WIDTH = 4 * _SLOT[0]
_LEAST_ROWS = 5
# How wide a row of reports may be before it is wrapped, by how many people there are in all: steps, not a
# formula, so that one person more seldom changes the whole picture.
_WIDEST_ROWS = ((12, 1200.0), (40, 800.0), (100, 640.0))
_WIDEST_ROW = 480.0


def chart_of(map: InfluenceMap) -> MapLayout:
    """The organisation chart; places of their own (``map.places``) win."""
    people = {one.id: one for one in map.contacts}
    bosses = {person: link.to_contact_id for person, link in boss_links(map).items()}
    reports = {
        boss: sorted(below, key=lambda one: _order(people[one]))
        for boss, below in reports_of(boss_links(map)).items()
    }
    corners: dict[Id, tuple[float, float]] = {}
    captions: list[Caption] = []
    roots = [one for one in map.contacts if one.id in reports and one.id not in bosses]
    width, height = _trees(roots, reports, people, corners)
    apart = [one for one in sorted(map.contacts, key=_order) if not (one.id in bosses or one.id in reports)]
    alone = [one.id for one in apart if one.outside_kind is None]
    if alone:
        top = height + _TREE_GAP + _CAPTION_ROOM if corners else 0.0
        if corners:
            name = pgettext("influence map", "Reporting line not known")
            captions.append(Caption(name, 0, top - _CAPTION_ROOM / 2 - 4, Anchor.START))
        columns = int(max(width, _LEAST_WIDTH, math.sqrt(2 * len(alone) * _SLOT[0] * _SLOT[1])) // _SLOT[0])
        for index, person in enumerate(alone):
            corners[person] = index % columns * _SLOT[0], top + index // columns * _SLOT[1]
        width = max(width, min(len(alone), columns) * _SLOT[0] - 16)
        height = top + math.ceil(len(alone) / columns) * _SLOT[1] - 16
    outside = [one for one in apart if one.outside_kind is not None]
    if outside:
        left = width + _APART if corners else 0.0
        name = pgettext("influence map", "Outside influencers")
        captions.append(Caption(name, left, -_CAPTION_ROOM / 2 - 4, Anchor.START))
        rows = max(_LEAST_ROWS, int((height + 16) // _SLOT[1]), math.isqrt(len(outside)))
        for index, one in enumerate(outside):
            corners[one.id] = left + index // rows * _SLOT[0], index % rows * _SLOT[1]
    slots = {one: Box(*corners[one], *card_size(people[one])) for one in people}
    boxes = _settled(map, slots, bosses)
    words = [Box(one.x, one.y - 10, 160, 20) for one in captions]
    return MapLayout(MapView.CHART, boxes, union([*boxes.values(), *words]), captions=tuple(captions))


def _order(one: Contact) -> tuple[bool, str, bool, Id]:
    """People of one department side by side; no edit of what changes often moves anybody.

    Ids given here grow with time and come after those that follow from a sheet: who is new comes last.
    """
    return not one.department, one.department, is_timed(one.id), one.id


def _trees(
    roots: Sequence[Contact],
    reports: Mapping[Id, Sequence[Id]],
    people: Mapping[Id, Contact],
    corners: dict[Id, tuple[float, float]],
) -> tuple[float, float]:
    """Put the trees into rows, the large ones first; how wide and high that is."""
    if not roots:
        return 0.0, 0.0
    widest = next((wide for most, wide in _WIDEST_ROWS if len(people) <= most), _WIDEST_ROW)
    trees: list[Tree] = [
        tree_of(one.id, reports, lambda person: card_size(people[person]), widest) for one in roots
    ]
    ordered = sorted(
        zip(roots, trees, strict=True), key=lambda pair: (-len(pair[1].corners).bit_length(), pair[0].id)
    )
    rows = best_rows([(tree.width + _TREE_GAP, tree.height + _TREE_GAP) for _root, tree in ordered])
    width = y = 0.0
    for row in rows:
        x = 0.0
        members = [ordered[index][1] for index in row]
        for tree in members:
            for person, (left, top) in tree.corners.items():
                corners[person] = x + left - tree.left, y + top
            x += tree.width + _TREE_GAP
        width = max(width, x - _TREE_GAP)
        y += max(tree.height for tree in members) + _TREE_GAP
    return width, y - _TREE_GAP


def _settled(map: InfluenceMap, slots: Mapping[Id, Box], bosses: Mapping[Id, Id]) -> dict[Id, Box]:
    """Everybody's box: own places first, then whoever has none, beside what is taken."""
    boxes: dict[Id, Box] = {}
    space = Space()
    for person, slot in slots.items():
        place = map.places.get(person)
        if place is not None:
            boxes[person] = around((place.x, place.y), (slot.width, slot.height))
            space.take(boxes[person])
    free = [(person, *_shift(person, slots, boxes, bosses)) for person in slots if person not in boxes]
    free.sort(key=lambda one: (one[1] != 0 or one[2] != 0, slots[one[0]].y, slots[one[0]].x))
    if not boxes:
        return dict(slots)
    for person, dx, dy in free:
        boxes[person] = space.nearest(slots[person].moved(dx, dy))
        space.take(boxes[person])
    return {person: boxes[person] for person in slots}


def _shift(
    person: Id, slots: Mapping[Id, Box], placed: Mapping[Id, Box], bosses: Mapping[Id, Id]
) -> tuple[float, float]:
    """How far the nearest boss with a place of their own was moved."""
    boss = bosses.get(person)
    while boss is not None:
        if boss in placed and boss in slots:
            (x, y), (from_x, from_y) = placed[boss].middle, slots[boss].middle
            return x - from_x, y - from_y
        boss = bosses.get(boss)
    return 0.0, 0.0
