"""Findings on generated maps: each rule against a naive reading of it, and what must hold for all."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.influence_maps import E, a_map, influences, maps, of, person, reports
from workbench.domain.accounts import Contact
from workbench.domain.contact_levels import Level, our_level, their_levels
from workbench.domain.contact_links import ContactLinkKind
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_findings import FindingCode, Severity, findings_of
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.person_coverage import wished_interval
from workbench.foundation.i18n import use_language

heavy = settings(deadline=None)


def named(map: InfluenceMap, code: FindingCode) -> set[str]:
    """Everybody that findings of this code name."""
    return {name for one in of(code, map) for name in one.names}


def support(map: InfluenceMap, one: Contact, phase: BuyingPhase | None) -> int:
    for told in map.attitudes:
        if told.contact_id == one.id and told.phase is phase and told.support is not None:
            return told.support
    return one.support or 0


def is_helped(map: InfluenceMap, one: Contact, phase: BuyingPhase | None) -> bool:
    return any(
        link.kind is ContactLinkKind.INFLUENCES
        and link.to_contact_id == one.id
        and link.from_contact_id == other.id
        and (link.strength is None or link.strength > 0)
        and support(map, other, phase) > 0
        for link in map.links
        for other in map.contacts
    )


@heavy
@given(maps())
def test_economic_buyers(map: InfluenceMap) -> None:
    buyers = [one for one in map.contacts if E in one.roles]
    assert bool(of(FindingCode.NO_ECONOMIC_BUYER, map)) is (not buyers)
    never = {one.name for one in buyers if one.id not in map.last_met}
    late = {
        one.name
        for one in buyers
        if one.id in map.last_met and map.last_met[one.id] + timedelta(days=wished_interval(one)) < map.today
    }
    assert named(map, FindingCode.ECONOMIC_BUYER_NEVER_MET) == never
    assert named(map, FindingCode.ECONOMIC_BUYER_NOT_MET_LATELY) == late


@heavy
@given(maps())
def test_one_thread(map: InfluenceMap) -> None:
    theirs, ours = set(), set()
    for one in map.contacts:
        if one.is_placeholder or one.outside_kind is not None:
            continue
        with_us = {tie.manager_id for tie in map.ties if tie.contact_id == one.id}
        with_us |= {
            met.manager_id
            for met in map.encounters
            if met.contact_id == one.id and (map.today - met.on).days <= 365
        }
        spoken = map.last_contact.get(one.id)
        if with_us or (spoken is not None and (map.today - spoken).days <= 365):
            theirs.add(one.name)
        ours |= with_us
    expected = len(theirs) == 1 or bool(theirs and len(ours) == 1 and len(map.managers) > 1)
    found = of(FindingCode.ONE_THREAD, map)
    assert bool(found) is expected
    if found:
        assert set(found[0].names) == theirs
        assert (found[0].severity is Severity.HIGH) is (len(theirs) == 1)


@heavy
@given(maps())
def test_influential_opponents(map: InfluenceMap) -> None:
    moments: tuple[BuyingPhase | None, ...] = (None, *BuyingPhase)
    expected = {
        one.name
        for one in map.contacts
        if (one.influence or 0) >= 4
        and any(support(map, one, phase) < 0 and not is_helped(map, one, phase) for phase in moments)
    }
    assert named(map, FindingCode.INFLUENTIAL_BLOCKER) == expected
    for one in of(FindingCode.INFLUENTIAL_BLOCKER, map):
        contact = one.about[0].contact
        over_all = support(map, contact, None) < 0 and not is_helped(map, contact, None)
        assert (one.severity is Severity.HIGH) is over_all
        assert bool(one.phases) is not over_all


@heavy
@given(maps(), st.sampled_from((1, 2)), st.sampled_from((None, 1, 2, 3)))
def test_a_supporter_who_influences_the_opponent_settles_it(
    map: InfluenceMap, stand: int, strength: int | None
) -> None:
    opponent, helper = person("Opponent", influence=4, support=-1), person("Helper", support=stand)
    map = replace(map, contacts=(*map.contacts, opponent))
    found = of(FindingCode.INFLUENTIAL_BLOCKER, map)
    assert opponent.name in named(map, FindingCode.INFLUENTIAL_BLOCKER)
    helped = replace(
        map,
        contacts=(*map.contacts, helper),
        links=(*map.links, influences(helper, opponent, strength)),
    )
    left = {name for one in of(FindingCode.INFLUENTIAL_BLOCKER, helped) for name in one.names}
    assert left == {name for one in found for name in one.names} - {opponent.name}


@heavy
@given(maps())
def test_phases_without_a_supporter(map: InfluenceMap) -> None:
    expected = {
        phase for phase in BuyingPhase if not any(support(map, one, phase) > 0 for one in map.contacts)
    }
    found = of(FindingCode.PHASE_WITHOUT_SUPPORTER, map)
    assert {phase for one in found for phase in one.phases} == (expected if map.contacts else set())
    assert sum(len(one.phases) for one in found) == len({phase for one in found for phase in one.phases})


@heavy
@given(maps())
def test_champions(map: InfluenceMap) -> None:
    gone = {
        one.name
        for one in map.left
        if one.support == 2 and one.left_on and map.today - one.left_on <= timedelta(days=365)
    }
    assert named(map, FindingCode.CHAMPION_LEFT) == gone
    moved = {
        one.name
        for one in map.contacts
        for change in map.post_changes
        if change.contact_id == one.id
        and one.support == 2
        and map.today - change.on <= timedelta(days=365)
        and not (one.influence_verified_on and one.influence_verified_on >= change.on)
    }
    assert named(map, FindingCode.CHAMPION_MOVED) == moved


@heavy
@given(maps())
def test_level_gaps(map: InfluenceMap) -> None:
    inside = [one for one in map.contacts if one.outside_kind is None]
    levels = their_levels(inside, map.links)
    executives = {one.id for one in map.managers if our_level(one) is Level.EXECUTIVE}
    expected = {
        one.name
        for one in inside
        if levels[one.id] is Level.EXECUTIVE
        and not any(tie.contact_id == one.id and tie.manager_id in executives for tie in map.ties)
    }
    assert named(map, FindingCode.LEVEL_GAP) == expected


@heavy
@given(maps())
def test_stale_contacts_and_people_passed_over(map: InfluenceMap) -> None:
    stale, unseen = set(), set()
    for one in map.contacts:
        wished = timedelta(days=wished_interval(one))
        last, met = map.last_contact.get(one.id), map.last_met.get(one.id)
        if (last is None and one.wished_interval_days) or (last and map.today > last + wished):
            stale.add(one.name)
        matters = (one.influence or 0) >= 3 or one.roles or one.wished_interval_days
        is_visited = map.last_visit is not None and map.today <= map.last_visit + wished
        if matters and is_visited and not one.is_placeholder and (met is None or map.today > met + wished):
            unseen.add(one.name)
    assert named(map, FindingCode.STALE_CONTACT) == stale
    assert named(map, FindingCode.UNSEEN_ALTHOUGH_VISITED) == unseen


@heavy
@given(
    st.integers(1, 5).flatmap(
        lambda size: st.tuples(
            st.just(size), st.sets(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)))
        )
    )
)
def test_reporting_loops_are_exactly_the_circles(drawn: tuple[int, set[tuple[int, int]]]) -> None:
    size, edges = drawn
    edges = {(low, high) for low, high in edges if low != high}
    people = [person(f"P{number}") for number in range(size)]
    map = a_map(*people, links=tuple(reports(people[low], people[high]) for low, high in sorted(edges)))
    # Every way to go round through some of the people, tried one by one.
    circles = [
        way
        for length in range(2, size + 1)
        for way in permutations(range(size), length)
        if all((way[at], way[(at + 1) % length]) in edges for at in range(length))
    ]
    in_circles = {f"P{one}" for way in circles for one in way}
    found = of(FindingCode.REPORTING_LOOP, map)
    assert named(map, FindingCode.REPORTING_LOOP) == in_circles
    assert sum(len(one.about) for one in found) == len(in_circles)
    for one in found:
        told = tuple(int(name[1:]) for name in one.message.split(" → ")[:-1])
        assert told in circles
        assert len(told) == min(len(way) for way in circles if told[0] in way)
        assert one.steps[0].link_id in {link.id for link in map.links}


@heavy
@given(maps())
def test_orphans_ghosts_and_what_is_not_verified(map: InfluenceMap) -> None:
    ends = {end for link in map.links for end in (link.from_contact_id, link.to_contact_id)}
    alone = {one.name for one in map.contacts if one.id not in ends} if map.links else set()
    assert named(map, FindingCode.ORPHAN) == alone
    assert named(map, FindingCode.PLACEHOLDER) == {one.name for one in map.contacts if one.is_placeholder}
    told = {one.contact_id for one in map.attitudes}
    old = {
        one.name
        for one in map.contacts
        if (one.id in told or one.roles or one.influence or one.involvement or one.support is not None)
        and not (one.influence_verified_on and map.today - one.influence_verified_on <= timedelta(days=180))
    }
    assert named(map, FindingCode.NOT_VERIFIED) == old


@heavy
@given(maps())
def test_whoever_is_named_is_on_the_map_and_everything_is_said(map: InfluenceMap) -> None:
    found = findings_of(map)
    people = {one.id for one in (*map.contacts, *map.left)}
    staff = {one.id for one in map.managers}
    for one in found:
        assert set(one.people) <= people
        assert len(set(one.people)) == len(one.people)
        assert one.steps
        for step in one.steps:
            assert {step.contact_id, step.via_id} - {None} <= people
            assert step.manager_id is None or step.manager_id in staff
        for language in ("en", "zh_CN"):
            with use_language(language):
                said = (one.title, one.message, *(step.label for step in one.steps))
                assert all(said)
                assert not any("{" in text or "None" in text for text in said)
    keys = [(-one.severity, -one.influence) for one in found]
    assert keys == sorted(keys)


@heavy
@given(maps(), st.randoms(use_true_random=False))
def test_the_order_in_which_parts_come_does_not_matter(map: InfluenceMap, chance: Random) -> None:
    other = replace(
        map,
        links=tuple(chance.sample(map.links, len(map.links))),
        ties=tuple(chance.sample(map.ties, len(map.ties))),
        attitudes=tuple(chance.sample(map.attitudes, len(map.attitudes))),
    )
    assert [(one.code, one.people, one.message) for one in findings_of(other)] == [
        (one.code, one.people, one.message) for one in findings_of(map)
    ]
