"""The influence map for paper: one picture where that is legible, else an overview and charts of teams.

2-rules §6; quality: Paper.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.domain.accounts import Contact
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_bosses import boss_links, reports_of
from workbench.domain.influence_layout import MapLayout, MapView, layout_of
from workbench.domain.influence_lines import LineKind, MapLine, lines_of
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_shapes import Box, union
from workbench.foundation.ids import Id

MOST_WITH_LINES = 80
"""With more people an overview shows no influence: nobody could follow the lines."""


@dataclass(frozen=True)
class MapSheet:
    """One picture. ``numbers`` stand in the cards instead of names where those would be too small.

    ``below`` counts reports who stand on another sheet: whose they are says that sheet's head.
    """

    map: InfluenceMap
    layout: MapLayout
    lines: tuple[MapLine, ...]
    bounds: Box
    numbers: Mapping[Id, int] = field(default_factory=dict)
    below: Mapping[Id, int] = field(default_factory=dict)

    @property
    def heads(self) -> tuple[Contact, ...]:
        """Who reports to nobody on this sheet but has reports here."""
        bosses = boss_links(self.map)
        above = {link.to_contact_id for link in bosses.values()}
        return tuple(one for one in self.map.contacts if one.id in above and one.id not in bosses)


def for_customer(map: InfluenceMap) -> InfluenceMap:
    """The map with only what a customer may read: who works there, under whom, and whom of ours they meet.

    Roles, support, influence, needs, outsiders and people without a name are what we think, not what is.
    """
    here = tuple(
        Contact(
            id=one.id,
            account_id=one.account_id,
            name=one.name,
            title=one.title,
            function=one.function,
            department=one.department,
        )
        for one in map.contacts
        if not one.is_placeholder and one.outside_kind is None
    )
    kept = {one.id for one in here}
    return InfluenceMap(
        account=map.account,
        today=map.today,
        contacts=here,
        links=tuple(
            replace(one, strength=None)
            for one in map.reporting
            if one.from_contact_id in kept and one.to_contact_id in kept
        ),
        ties=tuple(replace(one, strength=None, note="") for one in map.ties if one.contact_id in kept),
        managers=map.managers,
        places={key: place for key, place in map.places.items() if key in kept},
    )


def sheets_of(
    map: InfluenceMap,
    view: MapView,
    phase: BuyingPhase | None,
    room: tuple[float, float],
    later_room: tuple[float, float] | None = None,
) -> tuple[MapSheet, ...]:
    """The pictures of the map, each within ``room``: width and height in pixels at which names are legible.

    What does not fit is shown whole with numbers first; of the chart a sheet for each team follows, within
    ``later_room`` if that is another.
    """
    whole = _sheet(map, view, phase)
    if _fits(whole, room):
        return (whole,)
    numbers = {one.id: number for number, one in enumerate(map.contacts, 1)}
    overview = replace(whole, numbers=numbers)
    if len(map.contacts) > MOST_WITH_LINES:
        kept = tuple(one for one in whole.lines if one.kind is not LineKind.INFLUENCE)
        overview = replace(overview, lines=kept)
    if view is not MapView.CHART:
        return (overview,)
    return overview, *_teams(replace(map, places={}), later_room or room)


def _sheet(map: InfluenceMap, view: MapView, phase: BuyingPhase | None = None) -> MapSheet:
    layout = layout_of(map, view, phase)
    lines = lines_of(map, layout)
    points = [Box(*point, 0, 0) for line in lines for point in (line.path if not line.is_curve else ())]
    # A curve stays well within its middle points' hull; a third of the way out is where it turns.
    for line in lines:
        if line.is_curve:
            (x1, y1), (x2, y2), (x3, y3), (x4, y4) = line.path
            points += [
                Box(x1 + 0.6 * (x2 - x1), y1 + 0.6 * (y2 - y1), 0, 0),
                Box(x4 + 0.6 * (x3 - x4), y4 + 0.6 * (y3 - y4), 0, 0),
            ]
    return MapSheet(map, layout, lines, union([layout.bounds, *points]).grown(10))


def _fits(sheet: MapSheet, room: tuple[float, float]) -> bool:
    return sheet.bounds.width <= room[0] and sheet.bounds.height <= room[1]


def _teams(map: InfluenceMap, room: tuple[float, float]) -> Iterator[MapSheet]:
    """The teams as sheets, small ones together."""
    bosses = {person: link.to_contact_id for person, link in boss_links(map).items()}
    reports = reports_of(boss_links(map))
    pieces: list[list[Id]] = []
    heads = [one.id for one in map.contacts if one.id in reports and one.id not in bosses]
    for head in heads:
        pieces += _cut(map, head, reports, room)
    single = [one.id for one in map.contacts if one.id not in reports and one.id not in bosses]
    pieces += _chunks(map, [], single, room)
    page: list[Id] = []
    for piece in [*pieces, []]:
        joined = list(dict.fromkeys([*page, *piece]))
        if page and (not piece or not _fits(_part(map, joined, reports), room)):
            yield _part(map, page, reports)
            joined = piece
        page = joined


def _cut(
    map: InfluenceMap, head: Id, reports: Mapping[Id, Sequence[Id]], room: tuple[float, float]
) -> list[list[Id]]:
    """The team of ``head`` in pieces that fit: the largest teams in it go to pieces of their own."""
    found: list[list[Id]] = []
    waiting = [head]
    while waiting:
        boss = waiting.pop(0)
        members = _team(boss, reports)
        inner = sorted(
            (one for one in reports[boss] if one in reports), key=lambda one: (-len(_team(one, reports)), one)
        )
        cut: list[Id] = []
        while inner and not _fits(_part(map, members, reports), room):
            one = inner.pop(0)
            cut.append(one)
            gone = set(_team(one, reports)) - {one}
            members = [person for person in members if person not in gone]
        if _fits(_part(map, members, reports), room):
            found.append(members)
        else:
            found += _chunks(map, [boss], [one for one in members if one != boss], room)
        waiting = [one for one in reports[boss] if one in cut] + waiting
    return found


def _chunks(
    map: InfluenceMap, always: list[Id], people: Sequence[Id], room: tuple[float, float]
) -> list[list[Id]]:
    """The people in pieces that fit, each with ``always``."""
    found: list[list[Id]] = []
    left = list(people)
    while left:
        count = len(left)
        while count > 1 and not _fits(_part(map, [*always, *left[:count]], {}), room):
            count = count * 4 // 5
        found.append([*always, *left[:count]])
        left = left[count:]
    return found


def _team(boss: Id, reports: Mapping[Id, Sequence[Id]]) -> list[Id]:
    found = [boss]
    for person in found:
        found.extend(reports.get(person, ()))
    return found


def _part(map: InfluenceMap, members: Sequence[Id], reports: Mapping[Id, Sequence[Id]]) -> MapSheet:
    here = set(members)
    part = replace(
        map,
        contacts=tuple(one for one in map.contacts if one.id in here),
        links=tuple(
            link for link in map.links if link.from_contact_id in here and link.to_contact_id in here
        ),
    )
    below = {
        one: len(_team(one, reports)) - 1
        for one in members
        if one in reports and not any(person in here for person in reports[one])
    }
    return replace(_sheet(part, MapView.CHART), below=below)
