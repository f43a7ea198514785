"""The influence map as a wheel 轮盘 (2-rules §6): the account in the middle, around it who has a say.

The more involved, the closer to the middle; each role in the decision has a sector. The wheel is half as wide
again as high, as cards and screens are wider than high, so every ring is a ring of cards.
"""

import math
from collections.abc import Mapping, Sequence

from workbench.domain.accounts import BuyingRole, Contact
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_shapes import (
    Anchor,
    Box,
    Caption,
    MapLayout,
    MapView,
    Point,
    Ring,
    Ruling,
    around,
    card_size,
    union,
)
from workbench.domain.influence_space import Space
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id

STRETCH = 1.6
HUB = 40.0
"""Half the height of the middle, where the account's name stands."""
_GAP = 8.0
_EMPTY_RING = 14.0
_STEP = 4.0
_HALF_RING = 22.0
"""A card stands with its middle in its ring; its edges may reach over the lines, where there is room."""
_NEXT_ARC = 46.0
_OUTSIDE, _NO_ROLE = "outside", "no_role"
_SECTORS = (BuyingRole.ECONOMIC, BuyingRole.TECHNICAL, BuyingRole.USER, BuyingRole.COACH, _NO_ROLE, _OUTSIDE)
_ALWAYS = 4
_RINGS = (5, 4, 3, 2, 1, None)
_AXIS_ROOM = 24.0


def wheel_of(map: InfluenceMap, phase: BuyingPhase | None = None) -> MapLayout:
    """The wheel of everybody who is there; ``phase`` changes how involved they are."""
    members: dict[str, list[Contact]] = {sector: [] for sector in _SECTORS}
    for one in sorted(map.contacts, key=lambda one: one.id):
        members[_sector_of(one)].append(one)
    shown = [name for index, name in enumerate(_SECTORS) if index < _ALWAYS or members[name]]
    spans = _spans([len(members[name]) for name in shown])
    space = Space()
    space.take(Box(-HUB * STRETCH, -HUB, 2 * HUB * STRETCH, 2 * HUB))
    # The names of the rings stand on the line straight up.
    space.take(Box(-_AXIS_ROOM / 2, -1e5, _AXIS_ROOM, 1e5))
    boxes: dict[Id, Box] = {}
    radii: list[float] = []
    inner = HUB
    for involvement in _RINGS:
        outer = inner + _EMPTY_RING
        for name, (start, end) in zip(shown, spans, strict=True):
            found = [one for one in members[name] if _ring_of(map, one, phase) == involvement]
            outer = max(outer, _fill(found, start, end, inner, space, boxes))
        if involvement is None and not any(_ring_of(map, one, phase) is None for one in map.contacts):
            break
        radii.append(outer)
        inner = outer
    return _drawn(map, boxes, radii, shown, spans)


def _sector_of(one: Contact) -> str:
    if one.outside_kind is not None:
        return _OUTSIDE
    return next((role for role in _SECTORS[:_ALWAYS] if role in one.roles), _NO_ROLE)


def _ring_of(map: InfluenceMap, one: Contact, phase: BuyingPhase | None) -> int | None:
    involvement = map.involvement_of(one.id, phase)
    return None if involvement is None else min(max(involvement, 1), 5)


def _spans(counts: Sequence[int]) -> list[tuple[float, float]]:
    """The angles of the sectors, clockwise from straight up, in radians.

    Room grows with the number, in steps: one person more seldom turns the wheel. Empty ones keep some.
    """
    weights = [1 + math.ceil(count / 4) for count in counts]
    least = math.ceil(sum(weights) / 24)
    weights = [max(weight, least) for weight in weights]
    at, total, found = 0.0, sum(weights), []
    for weight in weights:
        found.append((at, at + 2 * math.pi * weight / total))
        at = found[-1][1]
    return found


def _fill(
    people: Sequence[Contact],
    start: float,
    end: float,
    inner: float,
    space: Space,
    boxes: dict[Id, Box],
) -> float:
    """Put the people into their part of a ring, arc behind arc; how wide that makes it."""
    left = list(people)
    reach = inner
    radius = inner + _HALF_RING
    while left:
        for count in range(min(len(left), _most(left, start, end, radius)), 0, -1):
            arc = [
                around(_at(radius, start + (end - start) * (place + 0.5) / count), card_size(one))
                for place, one in enumerate(left[:count])
            ]
            if _fits(arc, start, end, space):
                for one, box in zip(left[:count], arc, strict=True):
                    boxes[one.id] = box
                    space.take(box)
                reach = radius + _HALF_RING
                left = left[count:]
                radius += _NEXT_ARC
                break
        radius += _STEP
    return reach


def _most(people: Sequence[Contact], start: float, end: float, radius: float) -> int:
    """More than so many cards can never stand on the arc."""
    length = (end - start) * radius
    return max(1, int(length / (card_size(people[0])[1] + _GAP)) + 1)


def _at(radius: float, angle: float) -> Point:
    return radius * math.sin(angle) * STRETCH, -radius * math.cos(angle)


def _fits(arc: Sequence[Box], start: float, end: float, space: Space) -> bool:
    """Whether the cards are clear of each other and of others, and in their sector but for corners."""
    return all(
        space.is_free(box, _GAP)
        and not any(box.meets(other, _GAP) for other in arc[:index])
        and _within(box.grown(-0.2 * box.height), start, end)
        for index, box in enumerate(arc)
    )


def _corners(box: Box) -> tuple[Point, ...]:
    return (box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)


def _within(box: Box, start: float, end: float) -> bool:
    """Whether all corners lie between the two angles."""
    for x, y in _corners(box):
        angle = math.atan2(x / STRETCH, -y) % (2 * math.pi)
        if not start <= angle <= end:
            return False
    return True


def _drawn(
    map: InfluenceMap,
    boxes: Mapping[Id, Box],
    radii: Sequence[float],
    shown: Sequence[str],
    spans: Sequence[tuple[float, float]],
) -> MapLayout:
    names = {
        _NO_ROLE: pgettext("influence map", "Role not known"),
        _OUTSIDE: pgettext("influence map", "Outside influencers"),
    }
    rim = radii[-1]
    far = max([rim, *(math.hypot(x / STRETCH, y) for box in boxes.values() for x, y in _corners(box))])
    captions = [Caption(map.account.short, 0, 0, size=15, is_strong=True)]
    for involvement, outer in zip(_RINGS, radii, strict=False):
        text = str(involvement) if involvement is not None else "?"
        captions.append(Caption(text, 0, -outer + 11, size=12))
    captions.append(Caption(_("Involvement, 5 the most"), 0, -rim - 22, size=12))
    for name, (start, end) in zip(shown, spans, strict=True):
        middle = (start + end) / 2
        x, y = _at(far + 26, middle)
        side = Anchor.MIDDLE if abs(x) < 0.35 * rim else Anchor.START if x > 0 else Anchor.END
        captions.append(Caption(names.get(name) or BuyingRole(name).label, x, y, side, 14, is_strong=True))
    rulings = tuple(Ruling(_at(HUB, start), _at(rim, start)) for start, _end in spans)
    rings = tuple(Ring(0, 0, radius * STRETCH, radius) for radius in (HUB, *radii))
    wheel = Box(-rim * STRETCH, -rim, 2 * rim * STRETCH, 2 * rim)
    words = [_word_box(one) for one in captions]
    bounds = union([wheel, *boxes.values(), *words])
    return MapLayout(MapView.WHEEL, boxes, bounds, rings=rings, rulings=rulings, captions=tuple(captions))


def _word_box(word: Caption) -> Box:
    """About how much room a caption takes: square signs are as wide as high, others half of that."""
    width = sum(word.size if ord(char) > 0x2E80 else 0.6 * word.size for char in word.text)
    left = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[word.anchor]
    return Box(word.x - left, word.y - 0.7 * word.size, width, 1.4 * word.size)
