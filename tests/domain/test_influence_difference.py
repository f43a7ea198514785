"""What changed between two maps, in words (3-features B5)."""

from dataclasses import replace

from hypothesis import given, settings

from tests.domain.influence_maps import (
    E,
    T,
    a_map,
    ago,
    attitude,
    influences,
    maps,
    met,
    ours,
    person,
    reports,
    tie,
)
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_difference import ChangeKind, map_difference
from workbench.domain.influence_map import InfluenceMap

GU, LIN = person("Gu", influence=5, support=1), person("Lin", influence=4, support=-2)
ZHANG = ours("Zhang")


def told(before: InfluenceMap, after: InfluenceMap) -> list[str]:
    return [one.text for one in map_difference(before, after).changes]


def test_people_come_leave_and_go() -> None:
    left = replace(LIN, left_on=ago(1))
    assert told(a_map(LIN), a_map(GU, left)) == ["Gu: new on the map", "Lin: has left"]
    assert told(a_map(GU, LIN), a_map(GU)) == ["Lin: no longer on the map"]
    assert told(a_map(left), a_map()) == []


def test_a_person_is_told_with_everything_that_changed() -> None:
    after = replace(LIN, support=0, influence=5, roles=(E, T), title="CTO")
    (change,) = map_difference(a_map(LIN), a_map(after, last_met=met(Lin=30))).people
    assert (change.kind, change.people) == (ChangeKind.CHANGED, (LIN.id,))
    assert change.text == (
        "Lin: Title: not known → CTO, Roles: not known → Economic, Technical, Influence: 4 → 5, "
        "Support: Blocker → Neutral, met for the first time on 1 Jun 2026"
    )
    again = a_map(LIN, last_met=met(Lin=90)), a_map(LIN, last_met=met(Lin=3))
    assert map_difference(*again).is_empty


def test_a_phase_is_told_where_it_differs_from_what_holds_over_all() -> None:
    neutral = replace(LIN, support=0)
    assert told(a_map(LIN), a_map(neutral)) == ["Lin: Support: Blocker → Neutral"]
    selecting = (attitude(LIN, BuyingPhase.SELECTION, 1, involvement=5),)
    assert told(a_map(LIN), a_map(LIN, attitudes=selecting)) == [
        "Lin: Involvement (Select): not known → 5, Support (Select): Blocker → Supporter"
    ]
    same = (attitude(LIN, BuyingPhase.SELECTION, -2),)
    assert told(a_map(LIN), a_map(LIN, attitudes=same)) == []


def test_lines_come_go_and_change_their_strength() -> None:
    before = a_map(
        GU,
        LIN,
        links=(reports(LIN, GU), influences(GU, LIN, -1)),
        ties=(tie(GU, ZHANG, 1),),
        managers=(ZHANG,),
    )
    after = a_map(
        GU,
        LIN,
        links=(influences(GU, LIN, 2), influences(LIN, GU)),
        ties=(tie(LIN, ZHANG),),
        managers=(ZHANG,),
    )
    difference = map_difference(before, after)
    assert [one.text for one in difference.lines] == [
        "New: Lin influences Gu",
        "No longer: Lin reports to Gu",
        "Gu influences Lin: strength −1 → 2",
        "New: Lin deals with our Zhang",
        "No longer: Gu deals with our Zhang",
    ]
    assert difference.lines[0].people == (LIN.id, GU.id)
    assert difference.lines[3].people == (LIN.id,)


def test_lines_of_whoever_is_gone_are_not_told_beside() -> None:
    before = a_map(GU, LIN, links=(reports(LIN, GU),), ties=(tie(LIN, ZHANG),), managers=(ZHANG,))
    assert told(before, a_map(GU, managers=(ZHANG,))) == ["Lin: no longer on the map"]


@settings(deadline=None)
@given(maps(), maps())
def test_what_is_told_is_what_differs(before: InfluenceMap, after: InfluenceMap) -> None:
    difference = map_difference(before, after)
    there, here = {one.id for one in before.contacts}, {one.id for one in after.contacts}
    kinds = difference.kinds()
    assert {one for one, kind in kinds.items() if kind is ChangeKind.ADDED} == here - there
    assert {one for one, kind in kinds.items() if kind in (ChangeKind.GONE, ChangeKind.LEFT)} == there - here
    assert all(one.text for one in difference.changes)
    standing = {(one.from_contact_id, one.to_contact_id, one.kind) for one in before.links}
    now = {(one.from_contact_id, one.to_contact_id, one.kind) for one in after.links}
    new = [one for one in difference.lines if one.kind is ChangeKind.ADDED and one.line is not None]
    assert len(new) == len(now - standing)
    assert map_difference(after, after).is_empty
