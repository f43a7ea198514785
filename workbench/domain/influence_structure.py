"""Findings about the map itself: circles, people without a line or a name, not verified (2-rules §6)."""

from collections.abc import Iterator, Mapping, Sequence

from workbench.domain.influence_finding import Finding, FindingCode, Named, Severity
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_steps import MOST_STEPS, NextStep, StepKind
from workbench.foundation.ids import Id

Bosses = Mapping[Id, Sequence[Id]]


def reporting_loops(map: InfluenceMap) -> Iterator[Finding]:
    """People who report to themselves in the end: one finding for each knot of such lines.

    The first people named are the shortest circle through the first of them, in its order.
    """
    bosses: dict[Id, list[Id]] = {}
    lines: dict[tuple[Id, Id], Id] = {}
    for link in map.reporting:
        bosses.setdefault(link.from_contact_id, []).append(link.to_contact_id)
        lines.setdefault((link.from_contact_id, link.to_contact_id), link.id)
    above = {one: _reached(bosses, one) for one in bosses}
    left = {one for one, found in above.items() if one in found}
    order = {one.id: place for place, one in enumerate(map.contacts)}
    for found in bosses.values():
        found.sort(key=lambda one: order[one])
    for first in (one.id for one in map.contacts):
        if first not in left:
            continue
        knot = {one for one in left & above[first] if first in above[one]}
        left -= knot
        circle = _circle(bosses, first)
        rest = [one.id for one in map.contacts if one.id in knot and one.id not in circle]
        last = map.people[circle[-1]], map.people[circle[0]]
        yield Finding(
            FindingCode.REPORTING_LOOP,
            Severity.WARN,
            tuple(Named(map.people[one]) for one in (*circle, *rest)),
            (NextStep(StepKind.REMOVE_LINK, last[0], via=last[1], link_id=lines[last[0].id, last[1].id]),),
            others=len(circle),
        )


def _reached(bosses: Bosses, start: Id) -> set[Id]:
    """Everybody above ``start``; themselves only if a circle leads back."""
    found: set[Id] = set()
    waiting = list(bosses.get(start, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += bosses.get(one, ())
    return found


def _circle(bosses: Bosses, start: Id) -> tuple[Id, ...]:
    """The shortest way up from ``start`` back to them, beginning with them."""
    ways: list[tuple[Id, ...]] = [(start,)]
    seen = {start}
    for way in ways:
        for boss in bosses.get(way[-1], ()):
            if boss == start:
                return way
            if boss not in seen:
                seen.add(boss)
                ways.append((*way, boss))
    return (start,)


def orphans(map: InfluenceMap) -> Iterator[Finding]:
    """People without any line, on a map that has lines: they report to nobody, nobody reports to them, and
    no influence is known."""
    linked = {end for link in map.links for end in (link.from_contact_id, link.to_contact_id)}
    alone = tuple(Named(one) for one in map.contacts if one.id not in linked)
    if linked and alone:
        yield Finding(
            FindingCode.ORPHAN,
            Severity.INFO,
            alone,
            tuple(NextStep(StepKind.LINK_BOSS, one.contact) for one in alone[:MOST_STEPS]),
        )


def placeholders(map: InfluenceMap) -> Iterator[Finding]:
    """People who are known to exist, but not by name."""
    ghosts = tuple(Named(one) for one in map.contacts if one.is_placeholder)
    if ghosts:
        yield Finding(
            FindingCode.PLACEHOLDER,
            Severity.INFO,
            ghosts,
            tuple(NextStep(StepKind.NAME_PLACEHOLDER, one.contact) for one in ghosts[:MOST_STEPS]),
        )


def not_verified(map: InfluenceMap, verified_days: int) -> Iterator[Finding]:
    """People of whom the map says something that nobody verified for more than ``verified_days``."""
    noted = {one.contact_id for one in map.attitudes}
    found = []
    for one in map.contacts:
        is_told = one.roles or one.id in noted
        if not is_told and (one.influence, one.involvement, one.support) == (None, None, None):
            continue
        verified = one.influence_verified_on
        days = (map.today - verified).days if verified is not None else None
        if days is None or days > verified_days:
            found.append(Named(one, days=days, wished=verified_days, on=verified))
    if found:
        yield Finding(
            FindingCode.NOT_VERIFIED,
            Severity.INFO,
            tuple(found),
            tuple(NextStep(StepKind.VERIFY, one.contact) for one in found[:MOST_STEPS]),
        )
