"""Findings of the influence map by examples (2-rules §6)."""

from datetime import date
from itertools import permutations

import pytest

from tests.domain.influence_maps import (
    TODAY,
    C,
    E,
    T,
    a_map,
    ago,
    attitude,
    influences,
    met,
    of,
    ours,
    person,
    reports,
    tie,
)
from workbench.domain.accounts import OutsideKind
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_findings import Finding, FindingCode, Severity, StepKind, findings_of
from workbench.domain.influence_map import Encounter, PostChange
from workbench.domain.relationship import Function
from workbench.foundation.i18n import use_language

LIN = person("Lin", influence=5, support=-2, title="技术总监")
ZHOU = person("Zhou", influence=4, support=1, title="生产副总")
GU = person("Gu", influence=5, support=1, roles=(E,), title="总经理", wished_interval_days=45)
ZHANG = ours("Zhang", title="客户经理")
SHEN = ours("Shen", title="副总经理")


def names(found: tuple[Finding, ...]) -> list[tuple[str, ...]]:
    return [one.names for one in found]


def kinds(finding: Finding) -> list[tuple[StepKind, str, str]]:
    return [
        (step.kind, step.contact.name if step.contact else "", step.via.name if step.via else "")
        for step in finding.steps
    ]


# Economic buyers


def test_without_an_economic_buyer_whoever_may_be_one_is_named_in_the_steps() -> None:
    boss, buyer, engineer = (
        person("Boss", influence=4),
        person("Buyer", function=Function.PURCHASING),
        person("Engineer", influence=3, roles=(T,)),
    )
    (found,) = of(FindingCode.NO_ECONOMIC_BUYER, a_map(boss, buyer, engineer))
    assert (found.severity, found.people) == (Severity.HIGH, ())
    assert found.message == "3 people known, but nobody who decides on money"
    assert kinds(found) == [(StepKind.NOTE_ROLE, "Boss", ""), (StepKind.NOTE_ROLE, "Buyer", "")]
    (empty,) = of(FindingCode.NO_ECONOMIC_BUYER, a_map())
    assert (empty.message, kinds(empty)) == ("Nobody is known here yet", [(StepKind.ADD_PERSON, "", "")])


def test_an_economic_buyer_who_left_is_none_and_is_named() -> None:
    gone = person("Gone", roles=(E,), left_on=date(2026, 3, 9))
    (found,) = of(FindingCode.NO_ECONOMIC_BUYER, a_map(gone, ZHOU))
    assert found.people == (gone.id,)
    assert found.message == "Nobody is known to decide on money since: Gone (left 9 Mar 2026)"
    assert not of(FindingCode.NO_ECONOMIC_BUYER, a_map(gone, GU))


def test_an_economic_buyer_never_met_is_introduced_by_a_supporter_who_knows_them() -> None:
    yao = person("Yao", influence=4, roles=(E,), department="Finance")
    clerk = person("Clerk", support=2, department="Finance")
    map = a_map(yao, clerk, ZHOU, links=(reports(yao, ZHOU),), last_met=met(Clerk=3, Zhou=3))
    (found,) = of(FindingCode.ECONOMIC_BUYER_NEVER_MET, map)
    assert (found.people, found.message) == ((yao.id,), "Yao (influence 4)")
    assert kinds(found) == [(StepKind.ASK_INTRODUCTION, "Yao", "Zhou"), (StepKind.PLAN_VISIT, "Yao", "")]
    assert found.steps[0].label == "Ask Zhou to introduce Yao"
    # Somebody who influences them comes before their boss, and that before a colleague.
    closer = a_map(yao, clerk, ZHOU, links=(reports(yao, ZHOU), influences(clerk, yao, 2)))
    assert of(FindingCode.ECONOMIC_BUYER_NEVER_MET, closer)[0].steps[0].via == clerk


def test_nobody_in_particular_and_no_critic_is_asked_to_introduce() -> None:
    yao = person("Yao", roles=(E,), department="Finance")
    critic = person("Critic", support=-1, department="Finance")
    stranger = person("Stranger", support=2, department="Plant")
    ghost = person("Clerk", support=2, department="Finance", is_placeholder=True)
    (found,) = of(FindingCode.ECONOMIC_BUYER_NEVER_MET, a_map(yao, critic, stranger, ghost))
    assert kinds(found) == [(StepKind.PLAN_VISIT, "Yao", "")]


@pytest.mark.parametrize(("days", "is_late"), [(45, False), (46, True)])
def test_an_economic_buyer_is_met_within_the_wished_interval(days: int, is_late: bool) -> None:
    found = of(FindingCode.ECONOMIC_BUYER_NOT_MET_LATELY, a_map(GU, last_met=met(Gu=days)))
    assert bool(found) is is_late
    assert not of(FindingCode.ECONOMIC_BUYER_NEVER_MET, a_map(GU, last_met=met(Gu=days)))
    if is_late:
        assert found[0].message == "Gu 46 days (wished every 45)"


def test_a_call_is_contact_but_no_meeting() -> None:
    map = a_map(GU, last_met={}, last_contact=met(Gu=1))
    assert of(FindingCode.ECONOMIC_BUYER_NEVER_MET, map)
    assert not of(FindingCode.STALE_CONTACT, map)


# One thread


def test_all_contact_through_one_person_of_theirs() -> None:
    map = a_map(GU, ZHOU, LIN, last_met=met(Zhou=10), ties=(tie(ZHOU, ZHANG),), managers=(ZHANG, SHEN))
    (found,) = of(FindingCode.ONE_THREAD, map)
    assert (found.severity, found.people, found.managers) == (Severity.HIGH, (ZHOU.id,), (ZHANG,))
    assert found.message == ("Zhou alone; 2 other people without contact for a year; on our side only Zhang")
    assert kinds(found)[0] == (StepKind.ASK_INTRODUCTION, "Gu", "Zhou")
    alone = a_map(ZHOU, last_met=met(Zhou=10))
    assert of(FindingCode.ONE_THREAD, alone)[0].message == "Zhou alone; we know nobody else there"


def test_a_second_person_within_a_year_is_a_second_thread() -> None:
    assert of(FindingCode.ONE_THREAD, a_map(GU, ZHOU, last_met=met(Zhou=10, Gu=366)))
    assert not of(FindingCode.ONE_THREAD, a_map(GU, ZHOU, last_met=met(Zhou=10, Gu=365)))
    assert not of(FindingCode.ONE_THREAD, a_map(GU, ZHOU))
    for days, is_one in ((365, False), (366, True)):
        encounters = (Encounter(GU.id, ZHANG.id, ago(days)),)
        map = a_map(GU, ZHOU, encounters=encounters, ties=(tie(ZHOU, ZHANG),), managers=(ZHANG,))
        assert bool(of(FindingCode.ONE_THREAD, map)) is is_one


def test_neither_a_ghost_nor_somebody_outside_is_a_second_thread() -> None:
    ghost = person("Ghost", is_placeholder=True)
    reporter = person("Reporter", outside_kind=OutsideKind.MEDIA)
    ties = tuple(tie(one, ZHANG) for one in (GU, ghost, reporter))
    (found,) = of(FindingCode.ONE_THREAD, a_map(GU, ghost, reporter, ties=ties, managers=(ZHANG,)))
    assert found.people == (GU.id,)


def test_all_contact_through_one_of_ours_although_there_are_others() -> None:
    encounters = (Encounter(GU.id, ZHANG.id, ago(20)), Encounter(ZHOU.id, ZHANG.id, ago(30)))
    map = a_map(GU, ZHOU, encounters=encounters, last_met=met(Gu=20, Zhou=30), managers=(ZHANG, SHEN))
    (found,) = of(FindingCode.ONE_THREAD, map)
    assert (found.severity, found.title) == (Severity.WARN, "Only one of us is in touch")
    assert (found.message, found.managers) == ("Only Zhang deals with Gu, Zhou", (ZHANG,))
    assert found.steps[0].label == "Name Shen as counterpart of Gu"
    alone = a_map(GU, ZHOU, encounters=encounters, last_met=met(Gu=20, Zhou=30), managers=(ZHANG,))
    assert not of(FindingCode.ONE_THREAD, alone)


# Opponents


def test_an_influential_opponent_whom_no_supporter_influences() -> None:
    (found,) = of(FindingCode.INFLUENTIAL_BLOCKER, a_map(LIN, ZHOU, links=(reports(LIN, ZHOU),)))
    assert (found.severity, found.people) == (Severity.HIGH, (LIN.id,))
    assert found.message == "Lin: influence 5, against; no supporter influences them"
    assert kinds(found) == [(StepKind.ASK_SUPPORT, "Lin", "Zhou"), (StepKind.PLAN_VISIT, "Lin", "")]
    with use_language("zh_CN"):
        assert "Lin" in found.message


@pytest.mark.parametrize(
    ("known", "is_found"),
    [
        ({"influence": 4, "support": -1}, True),
        ({"influence": 3, "support": -2}, False),
        ({"influence": 5, "support": 0}, False),
        ({"influence": 5}, False),
        ({"support": -2}, False),
    ],
)
def test_influence_of_four_and_any_support_below_zero_make_an_opponent(
    known: dict[str, int], is_found: bool
) -> None:
    assert bool(of(FindingCode.INFLUENTIAL_BLOCKER, a_map(person("X", **known)))) is is_found


@pytest.mark.parametrize(
    ("support", "strength", "is_helped"),
    [
        (1, 1, True),
        (2, 3, True),
        (1, None, True),
        (1, -1, False),
        (0, 3, False),
        (-1, 3, False),
        (None, 3, False),
    ],
)
def test_only_a_supporter_with_influence_for_the_better_helps(
    support: int | None, strength: int | None, is_helped: bool
) -> None:
    other = person("Other", support=support)
    map = a_map(LIN, other, links=(influences(other, LIN, strength),))
    assert bool(of(FindingCode.INFLUENTIAL_BLOCKER, map)) is not is_helped
    # Who is influenced by the opponent does not help.
    turned = a_map(LIN, other, links=(influences(LIN, other, strength),))
    assert of(FindingCode.INFLUENTIAL_BLOCKER, turned)


def test_an_opponent_in_one_phase_only_is_told_with_the_phase() -> None:
    han = person("Han", influence=4, support=0)
    attitudes = (attitude(han, BuyingPhase.SELECTION, -1),)
    (found,) = of(FindingCode.INFLUENTIAL_BLOCKER, a_map(han, ZHOU, attitudes=attitudes))
    assert (found.severity, found.phases) == (Severity.WARN, (BuyingPhase.SELECTION,))
    assert found.message == "Han: influence 4, against in Select; no supporter there influences them"
    helped = a_map(han, ZHOU, attitudes=attitudes, links=(influences(ZHOU, han),))
    assert not of(FindingCode.INFLUENTIAL_BLOCKER, helped)
    doubting = (*attitudes, attitude(ZHOU, BuyingPhase.SELECTION, 0))
    left_alone = a_map(han, ZHOU, attitudes=doubting, links=(influences(ZHOU, han),))
    assert of(FindingCode.INFLUENTIAL_BLOCKER, left_alone)


# Phases


def test_a_phase_without_a_supporter_names_whom_to_win() -> None:
    han = person("Han", support=0, involvement=4)
    attitudes = tuple(attitude(ZHOU, phase, 0) for phase in (BuyingPhase.OPTIONS, BuyingPhase.SELECTION))
    found = of(FindingCode.PHASE_WITHOUT_SUPPORTER, a_map(LIN, ZHOU, han, attitudes=attitudes))
    assert [one.phases for one in found] == [(BuyingPhase.OPTIONS,), (BuyingPhase.SELECTION,)]
    assert found[0].title == "No supporter in this phase: Compare options"
    assert found[0].names == ("Han", "Zhou", "Lin")
    assert not of(FindingCode.PHASE_WITHOUT_SUPPORTER, a_map(ZHOU, han))
    # Who is against us in that phase is the last to be won, whatever they say elsewhere.
    turned = (*attitudes, attitude(han, BuyingPhase.OPTIONS, -1))
    found = of(FindingCode.PHASE_WITHOUT_SUPPORTER, a_map(LIN, ZHOU, han, attitudes=turned))
    assert [one.names for one in found] == [("Zhou", "Han", "Lin"), ("Han", "Zhou", "Lin")]


def test_no_supporter_at_all_is_one_finding_and_only_a_note_while_nothing_is_noted() -> None:
    (found,) = of(FindingCode.PHASE_WITHOUT_SUPPORTER, a_map(LIN))
    assert (found.severity, found.phases) == (Severity.WARN, tuple(BuyingPhase))
    assert found.title == "No supporter in any phase"
    (unknown,) = of(FindingCode.PHASE_WITHOUT_SUPPORTER, a_map(person("X")))
    assert (unknown.severity, kinds(unknown)) == (Severity.INFO, [(StepKind.NOTE_SUPPORT, "X", "")])
    assert unknown.message == "It is not noted yet where 1 person stands"
    assert not of(FindingCode.PHASE_WITHOUT_SUPPORTER, a_map())


# Champions


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (365, True), (366, False), (-1, False)])
def test_a_champion_who_left_is_told_for_a_year(days: int, is_told: bool) -> None:
    luo = person("Luo", influence=3, support=2, left_on=ago(days))
    assert bool(of(FindingCode.CHAMPION_LEFT, a_map(luo, ZHOU))) is is_told


def test_the_last_champion_is_missed_more_and_a_supporter_may_follow() -> None:
    luo = person("Luo", influence=3, support=2, left_on=date(2026, 6, 1))
    (found,) = of(FindingCode.CHAMPION_LEFT, a_map(luo, ZHOU, LIN))
    assert (found.severity, found.people) == (Severity.HIGH, (luo.id,))
    assert found.message == "Luo: influence 3, left on 1 Jun 2026; no other champion"
    assert kinds(found) == [(StepKind.PLAN_VISIT, "Zhou", ""), (StepKind.ADD_PERSON, "", "")]
    (found,) = of(FindingCode.CHAMPION_LEFT, a_map(luo, person("Wu", support=2)))
    assert (found.severity, found.others) == (Severity.WARN, 1)
    supporter = person("Luo", support=1, left_on=date(2026, 6, 1))
    assert not of(FindingCode.CHAMPION_LEFT, a_map(supporter))


def test_a_champion_with_another_post_is_told_until_somebody_verified_them() -> None:
    moved = PostChange(person("Luo").id, ago(10), "设备部经理", "厂长")
    luo = person("Luo", support=2, influence_verified_on=ago(11))
    (found,) = of(FindingCode.CHAMPION_MOVED, a_map(luo, post_changes=(moved,)))
    assert found.message == "Luo: from 设备部经理 to 厂长 on 21 Jun 2026; not verified since"
    seen = person("Luo", support=2, influence_verified_on=ago(10))
    assert not of(FindingCode.CHAMPION_MOVED, a_map(seen, post_changes=(moved,)))
    assert not of(FindingCode.CHAMPION_MOVED, a_map(person("Luo", support=1), post_changes=(moved,)))
    for days, is_told in ((365, True), (366, False)):
        old = PostChange(luo.id, ago(days), "A", "B")
        map = a_map(person("Luo", support=2), post_changes=(old,))
        assert bool(of(FindingCode.CHAMPION_MOVED, map)) is is_told


def test_of_several_new_posts_only_the_last_is_told() -> None:
    luo = person("Luo", support=2)
    moves = tuple(PostChange(luo.id, ago(days), *posts) for days, posts in ((30, "AB"), (10, "BC")))
    (found,) = of(FindingCode.CHAMPION_MOVED, a_map(luo, post_changes=moves))
    assert found.about[0].after == "C"


# Coverage


def test_executives_need_somebody_of_ours_on_their_level() -> None:
    map = a_map(GU, LIN, person("Eng", title="工程师"), ties=(tie(LIN, ZHANG),), managers=(ZHANG, SHEN))
    (found,) = of(FindingCode.LEVEL_GAP, map)
    assert (found.severity, found.message) == (Severity.INFO, "Gu (nobody), Lin (only Zhang)")
    assert [step.label for step in found.steps] == [
        "Name Shen as counterpart of Gu",
        "Name Shen as counterpart of Lin",
    ]
    closed = a_map(GU, LIN, ties=(tie(LIN, SHEN), tie(GU, SHEN)), managers=(ZHANG, SHEN))
    assert not of(FindingCode.LEVEL_GAP, closed)


@pytest.mark.parametrize(("days", "is_stale"), [(45, False), (46, True)])
def test_contact_is_stale_when_it_is_older_than_wished(days: int, is_stale: bool) -> None:
    map = a_map(GU, last_contact=met(Gu=days))
    assert bool(of(FindingCode.STALE_CONTACT, map)) is is_stale


def test_stale_contacts_are_one_finding_with_the_most_influential_first() -> None:
    wu = person("Wu", influence=2, wished_interval_days=10)
    new = person("New", wished_interval_days=30)
    quiet = person("Quiet")
    map = a_map(wu, new, quiet, GU, LIN, last_contact=met(Gu=56, Lin=61, Wu=99))
    (found,) = of(FindingCode.STALE_CONTACT, map)
    assert found.severity is Severity.WARN
    assert found.message == (
        "Gu 56 days (wished every 45), Lin 61 days (wished every 60), Wu 99 days (wished every 10), "
        "New never (wished every 30)"
    )
    assert found.names == ("Gu", "Lin", "Wu", "New")
    (note,) = of(FindingCode.STALE_CONTACT, a_map(wu, last_contact=met(Wu=99)))
    assert note.severity is Severity.INFO


def test_of_equally_influential_people_the_one_whose_interval_passed_most_comes_first() -> None:
    slow = person("Ai", influence=3, wished_interval_days=90)
    quick = person("Bo", influence=3, wished_interval_days=30)
    gap = person("Plant manager", is_placeholder=True, wished_interval_days=30)
    map = a_map(slow, quick, gap, last_contact=met(Ai=100, Bo=60), last_met=met(Ai=100, Bo=60))
    (found,) = of(FindingCode.STALE_CONTACT, map)
    assert found.names == ("Bo", "Ai", "Plant manager")
    assert kinds(found) == [
        (StepKind.PLAN_VISIT, "Bo", ""),
        (StepKind.PLAN_VISIT, "Ai", ""),
        (StepKind.NAME_PLACEHOLDER, "Plant manager", ""),
    ]


def test_somebody_not_met_although_the_account_is_visited() -> None:
    coach = person("Coach", roles=(C,))
    map = a_map(ZHOU, coach, GU, last_met=met(Zhou=5, Gu=140), last_visit=ago(5))
    (found,) = of(FindingCode.UNSEEN_ALTHOUGH_VISITED, map)
    assert found.message == "Gu 140 days (wished every 45), Coach never (wished every 90)"
    assert not of(FindingCode.UNSEEN_ALTHOUGH_VISITED, a_map(GU, last_met=met(Gu=140), last_visit=ago(46)))
    assert of(FindingCode.UNSEEN_ALTHOUGH_VISITED, a_map(GU, last_met=met(Gu=140), last_visit=ago(45)))
    assert not of(FindingCode.UNSEEN_ALTHOUGH_VISITED, a_map(person("X", influence=2), last_visit=ago(1)))


# The map itself


def test_a_circle_of_reporting_lines_is_told_in_its_order() -> None:
    a, b, c, d = (person(name) for name in "ABCD")
    for order in permutations((reports(a, b), reports(b, c), reports(c, a), reports(d, a))):
        (found,) = of(FindingCode.REPORTING_LOOP, a_map(a, b, c, d, links=order))
        assert found.message == "A → B → C → A"
        (step,) = found.steps
        assert (step.label, step.link_id) == ("Remove the line from C to A", reports(c, a).id)
    assert not of(FindingCode.REPORTING_LOOP, a_map(a, b, c, links=(reports(a, b), reports(a, c))))
    twice = a_map(a, b, c, d, links=(reports(a, b), reports(b, a), reports(c, d), reports(d, c)))
    assert names(of(FindingCode.REPORTING_LOOP, twice)) == [("A", "B"), ("C", "D")]
    joined = (reports(a, b), reports(b, a), reports(b, c), reports(c, d), reports(d, c))
    above = a_map(a, b, c, d, links=joined)
    assert names(of(FindingCode.REPORTING_LOOP, above)) == [("A", "B"), ("C", "D")]
    knot = a_map(a, b, c, links=(reports(a, b), reports(b, a), reports(b, c), reports(c, b)))
    (found,) = of(FindingCode.REPORTING_LOOP, knot)
    assert (found.names, found.message) == (("A", "B", "C"), "A → B → A")


def test_people_without_a_line_are_told_where_the_map_has_lines() -> None:
    a, b, c = (person(name) for name in "ABC")
    (found,) = of(FindingCode.ORPHAN, a_map(a, b, c, links=(influences(a, b),)))
    assert (found.names, kinds(found)) == (("C",), [(StepKind.LINK_BOSS, "C", "")])
    assert not of(FindingCode.ORPHAN, a_map(a, b, c))


def test_whoever_is_not_named_and_what_is_not_verified_is_noted() -> None:
    ghost = person("Quality lead", is_placeholder=True)
    old = person("Old", influence=2, influence_verified_on=ago(181))
    fresh = person("Fresh", influence=2, influence_verified_on=ago(180))
    map = a_map(ghost, old, fresh, person("Never", roles=(T,)), person("Nothing"))
    (found,) = of(FindingCode.PLACEHOLDER, map)
    assert kinds(found) == [(StepKind.NAME_PLACEHOLDER, "Quality lead", "")]
    (found,) = of(FindingCode.NOT_VERIFIED, map)
    assert found.message == "Old (181 days), Never (never)"
    said = a_map(person("X"), attitudes=(attitude(person("X"), BuyingPhase.NEEDS, 0),))
    assert names(of(FindingCode.NOT_VERIFIED, said)) == [("X",)]
    assert len(findings_of(map, verified_days=181)) == len(findings_of(map))
    short = [one for one in findings_of(map, verified_days=10) if one.code is FindingCode.NOT_VERIFIED]
    assert set(short[0].names) == {"Old", "Fresh", "Never"}


def test_findings_stand_by_severity_then_by_influence() -> None:
    weak = person("Weak", influence=4, support=-1)
    map = a_map(weak, LIN, person("Ghost", is_placeholder=True), links=(reports(LIN, weak),))
    found = findings_of(map)
    assert [one.severity for one in found] == sorted((one.severity for one in found), reverse=True)
    assert [one.names for one in found if one.code is FindingCode.INFLUENTIAL_BLOCKER] == [
        ("Lin",),
        ("Weak",),
    ]


def test_a_map_with_nothing_to_find_fault_with_has_no_findings() -> None:
    verified = {"influence_verified_on": TODAY}
    gu = person("Gu", roles=(E,), influence=5, support=1, title="总经理", **verified)
    zhou = person("Zhou", influence=4, support=2, title="生产经理", **verified)
    map = a_map(
        gu,
        zhou,
        manager=SHEN,
        links=(reports(zhou, gu),),
        ties=(tie(gu, SHEN), tie(zhou, ZHANG)),
        managers=(SHEN, ZHANG),
        last_met=met(Gu=10, Zhou=10),
        last_visit=ago(10),
    )
    assert findings_of(map) == ()
