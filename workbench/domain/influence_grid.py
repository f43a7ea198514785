"""The influence map as a grid of power and support (2-rules §6).

To the right who is for us, up who has influence; what is not known stands in strips of its own.
"""

import math
from collections import defaultdict

from workbench.domain.accounts import Contact
from workbench.domain.influence import BuyingPhase, support_label
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_shapes import (
    Anchor,
    Area,
    Box,
    Caption,
    MapLayout,
    MapView,
    Ruling,
    Tint,
    card_size,
    union,
)
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id

POWERFUL = 4
"""From this influence on somebody is powerful."""
_COLUMNS = (None, -2, -1, 0, 1, 2)
_ROWS = (5, 4, 3, 2, 1, None)
_GAP = 12.0
_STRIP_GAP = 24.0
_HEADING = 30.0
_EMPTY_COLUMN, _EMPTY_ROW = 100.0, 24.0
_STRIP = 132.0
_AXIS = 28.0
Spans = dict[int | None, tuple[float, float]]
_Cells = defaultdict[tuple[int | None, int | None], list[Contact]]


def grid_of(map: InfluenceMap, phase: BuyingPhase | None = None) -> MapLayout:
    """The grid of everybody who is there; ``phase`` changes whom they support."""
    cells, abreast, (lefts, width), (tops, height) = _measured(map, phase)
    boxes: dict[Id, Box] = {}
    for (column, row), people in cells.items():
        if not people:
            continue
        wide, high = _slot(people)
        count = min(abreast[column], len(people))
        spare = lefts[column][1] - count * wide
        for index, one in enumerate(people):
            card = card_size(one)
            x = lefts[column][0] + spare / 2 + index % count * wide + (wide - card[0]) / 2
            y = tops[row][0] + _GAP / 2 + index // count * high + (high - card[1]) / 2
            boxes[one.id] = Box(x, y, *card)
    return _drawn(boxes, lefts, tops, width, height)


def cell_at(
    map: InfluenceMap, phase: BuyingPhase | None, point: tuple[float, float]
) -> tuple[int | None, int | None]:
    """Support and influence of the cell of the grid that is nearest to the point; ``None``: not known."""
    _cells, _abreast, (lefts, _width), (tops, _height) = _measured(map, phase)
    return _nearest(lefts, point[0]), _nearest(tops, point[1])


def _nearest(spans: Spans, at: float) -> int | None:
    return min(spans, key=lambda key: max(spans[key][0] - at, at - sum(spans[key]), 0.0))


def _measured(
    map: InfluenceMap, phase: BuyingPhase | None
) -> tuple[_Cells, dict[int | None, int], tuple[Spans, float], tuple[Spans, float]]:
    """Who stands in which cell, how many abreast in each column, columns with their width, rows likewise."""
    cells: _Cells = defaultdict(list)
    for one in sorted(map.contacts, key=lambda one: one.id):
        support, influence = map.support_of(one.id, phase), one.influence
        column = None if support is None else min(max(support, -2), 2)
        cells[column, None if influence is None else min(max(influence, 1), 5)].append(one)
    abreast = {
        column: max(1, math.ceil(math.sqrt(max(len(cells[column, row]) for row in _ROWS) / 2)))
        for column in _COLUMNS
    }
    return cells, abreast, _columns(cells, abreast), _rows(cells, abreast)


def _slot(people: list[Contact]) -> tuple[float, float]:
    sizes = [card_size(one) for one in people]
    return max(wide for wide, _high in sizes) + _GAP, max(high for _wide, high in sizes) + _GAP


def _columns(cells: _Cells, abreast: dict[int | None, int]) -> tuple[Spans, float]:
    """Left edge and width of each column."""
    found: Spans = {}
    x = 0.0
    for column in _COLUMNS:
        used = [
            min(abreast[column], len(cells[column, row])) * _slot(cells[column, row])[0]
            for row in _ROWS
            if cells[column, row]
        ]
        found[column] = x, max(_STRIP if column is None else _EMPTY_COLUMN, *used, 0.0) + _GAP
        x += found[column][1] + (_STRIP_GAP if column is None else 0)
    return found, x


def _rows(cells: _Cells, abreast: dict[int | None, int]) -> tuple[Spans, float]:
    """Upper edge and height of each row."""
    found: Spans = {}
    y = 0.0
    for row in _ROWS:
        y += _HEADING if row in (_ROWS[0], POWERFUL - 1) else _STRIP_GAP if row is None else 0
        used = [
            math.ceil(len(cells[column, row]) / abreast[column]) * _slot(cells[column, row])[1]
            for column in _COLUMNS
            if cells[column, row]
        ]
        found[row] = y, max(_EMPTY_ROW, *used, 0.0) + _GAP
        y += found[row][1]
    return found, y


def _drawn(boxes: dict[Id, Box], lefts: Spans, tops: Spans, width: float, height: float) -> MapLayout:
    left, against, right = lefts[-2][0], lefts[0][0], lefts[1][0]
    top, weak, bottom = 0.0, tops[POWERFUL - 1][0] - _HEADING, tops[1][0] + tops[1][1]
    unknown = tops[None]
    areas = (
        Area(Box(left, top, against - left, weak - top), Tint.AGAINST_US),
        Area(Box(right, top, width - right, weak - top), Tint.FOR_US),
        Area(Box(left, weak, against - left, bottom - weak)),
        Area(Box(right, weak, width - right, bottom - weak)),
        Area(Box(0, top, lefts[None][1], bottom)),
        Area(Box(0, unknown[0], width, unknown[1])),
    )
    captions = [
        Caption(name, x + 12, y + _HEADING / 2 + 3, Anchor.START, 13, is_strong=True)
        for name, x, y in (
            (pgettext("power and support", "Win over"), left, top),
            (pgettext("power and support", "Convince"), against, top),
            (pgettext("power and support", "Build on"), right, top),
            (pgettext("power and support", "Watch"), left, weak),
            (pgettext("power and support", "Keep informed"), against, weak),
            (pgettext("power and support", "Keep close"), right, weak),
            (pgettext("power and support", "Not known"), 0.0, top),
        )
    ]
    for column, (x, wide) in lefts.items():
        if column is not None:
            captions.append(Caption(support_label(column), x + wide / 2, -_AXIS / 2))
    captions.append(Caption(_("Support"), width, -_AXIS * 1.3, Anchor.END, is_strong=True))
    for row, (y, high) in tops.items():
        captions.append(Caption("?" if row is None else str(row), -14, y + high / 2, Anchor.END))
    captions.append(Caption(_("Influence"), -8, -_AXIS / 2, Anchor.END, is_strong=True))
    rulings = (
        Ruling((left, 0), (width, 0), is_strong=True),
        Ruling((left, 0), (left, bottom), is_strong=True),
        Ruling((left, weak), (width, weak), is_strong=True),
        *(Ruling((lefts[one][0], top), (lefts[one][0], bottom)) for one in (-1, 0, 1, 2)),
        *(Ruling((left, tops[one][0]), (width, tops[one][0])) for one in (4, 2, 1)),
    )
    bounds = union([Box(-90, -_AXIS * 2, width + 90, height + _AXIS * 2), *boxes.values()])
    return MapLayout(MapView.GRID, boxes, bounds, areas=areas, rulings=rulings, captions=tuple(captions))
