"""Under whom each person hangs in the organisation chart: one boss each, and no loops (2-rules §6)."""

from collections import defaultdict
from collections.abc import Mapping

from workbench.domain.contact_links import ContactLink
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.ids import Id


def boss_links(map: InfluenceMap) -> Mapping[Id, ContactLink]:
    """The one reporting line of each person that the chart is built on, by who reports.

    Of several bosses the most influential counts, then the smallest id. A loop is cut above its most
    influential member, who then hangs under nobody. Outside influencers stand apart and hang under nobody.
    """
    here = {one.id: one for one in map.contacts}

    def weight(person: Id) -> tuple[int, Id]:
        return -(here[person].influence or 0), person

    found: dict[Id, ContactLink] = {}
    for link in sorted(map.reporting, key=lambda one: one.id):
        low, high = link.from_contact_id, link.to_contact_id
        if low == high or low not in here or high not in here:
            continue
        known = found.get(low)
        if known is None or weight(high) < weight(known.to_contact_id):
            found[low] = link
    settled: set[Id] = set()
    for start in sorted(found):
        way: list[Id] = []
        person = start
        while person in found and person not in settled and person not in way:
            way.append(person)
            person = found[person].to_contact_id
        if person in way:
            del found[min(way[way.index(person) :], key=weight)]
        settled.update(way)
    return found


def reports_of(bosses: Mapping[Id, ContactLink]) -> Mapping[Id, list[Id]]:
    """Who hangs under whom, by boss; in order of ids."""
    found: defaultdict[Id, list[Id]] = defaultdict(list)
    for person in sorted(bosses):
        found[bosses[person].to_contact_id].append(person)
    return found
