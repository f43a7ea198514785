"""Findings about who was met, by whom, and when last (2-rules §6; 3-features B6).

A meeting is a visit that was done; contact is a visit or an entry of the contact log.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from workbench.domain.accounts import BuyingRole, Contact
from workbench.domain.contact_levels import Level
from workbench.domain.contact_matrix import contact_matrix, counterpart_for
from workbench.domain.influence_finding import Finding, FindingCode, Named, Severity
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_steps import MOST_STEPS, NextStep, StepKind
from workbench.domain.influence_support import INFLUENTIAL, ask
from workbench.domain.person_coverage import matters_of_themselves, wished_interval
from workbench.domain.relationship import Function
from workbench.foundation.ids import Id

THREAD_DAYS = 365
"""How long contact counts as a thread."""
_MAY_DECIDE = (Function.MANAGEMENT, Function.FINANCE, Function.PURCHASING)


def economic_buyers(map: InfluenceMap) -> Iterator[Finding]:
    """No economic buyer known; one who was never met; one not met within the wished interval."""
    buyers = [one for one in map.contacts if BuyingRole.ECONOMIC in one.roles]
    if not buyers:
        gone = [
            Named(one, on=one.left_on) for one in map.left if BuyingRole.ECONOMIC in one.roles and one.left_on
        ]
        able = [
            one for one in map.contacts if one.function in _MAY_DECIDE or (one.influence or 0) >= INFLUENTIAL
        ]
        steps = [NextStep(StepKind.NOTE_ROLE, one) for one in able[:MOST_STEPS]]
        yield Finding(
            FindingCode.NO_ECONOMIC_BUYER,
            Severity.HIGH,
            tuple(gone),
            tuple(steps) or (NextStep(StepKind.ADD_PERSON),),
            others=len(map.contacts),
        )
    for one in buyers:
        met, wished = map.last_met.get(one.id), wished_interval(one)
        days = (map.today - met).days if met is not None else None
        if days is None or days > wished:
            code = FindingCode.ECONOMIC_BUYER_NEVER_MET
            steps = [NextStep(StepKind.PLAN_VISIT, one)]
            if days is None:
                steps = [*ask(map, one, StepKind.ASK_INTRODUCTION), *steps]
            else:
                code = FindingCode.ECONOMIC_BUYER_NOT_MET_LATELY
            if one.is_placeholder:
                steps = [NextStep(StepKind.NAME_PLACEHOLDER, one)]
            yield Finding(code, Severity.WARN, (Named(one, days=days, wished=wished, on=met),), tuple(steps))


def one_thread(map: InfluenceMap) -> Iterator[Finding]:
    """All contact goes through one person of theirs, or through one of ours although there are others.

    A thread is a tie, or contact within a year. People from outside, and those without a name, carry none.
    """
    inside = {one.id: one for one in map.contacts if one.outside_kind is None and not one.is_placeholder}
    since = map.today - timedelta(days=THREAD_DAYS)
    pairs = {(tie.contact_id, tie.manager_id) for tie in map.ties}
    pairs |= {(one.contact_id, one.manager_id) for one in map.encounters if one.on >= since}
    theirs = {one for one, _manager in pairs if one in inside}
    theirs |= {one for one, day in map.last_contact.items() if one in inside and day >= since}
    ours = {manager for one, manager in pairs if one in inside and manager in map.ours}
    if not theirs:
        return
    is_alone = len(ours) == 1 and len(map.managers) > 1
    managers = tuple(one for one in map.managers if one.id in ours) if is_alone else ()
    people = [one for one in map.contacts if one.id in theirs]
    if len(theirs) == 1:
        others = [one for one in map.contacts if one.id in inside and one.id not in theirs]
        steps = [NextStep(StepKind.ASK_INTRODUCTION, one, via=people[0]) for one in others[:MOST_STEPS]]
        yield Finding(
            FindingCode.ONE_THREAD,
            Severity.HIGH,
            (Named(people[0], ours=managers),),
            tuple(steps) or (NextStep(StepKind.ADD_PERSON),),
            managers,
            others=len(others),
        )
    elif is_alone:
        free = [one for one in map.managers if one.id not in ours]
        yield Finding(
            FindingCode.ONE_THREAD,
            Severity.WARN,
            tuple(Named(one, ours=managers) for one in people),
            (NextStep(StepKind.NAME_COUNTERPART, people[0], manager=free[0]),),
            managers,
        )


def level_gaps(map: InfluenceMap) -> Iterator[Finding]:
    """Executives of theirs with whom nobody of ours on their level deals."""
    matrix = contact_matrix(map)
    gaps = [gap for gap in matrix.gaps if gap.level is Level.EXECUTIVE]
    if gaps:
        yield Finding(
            FindingCode.LEVEL_GAP,
            Severity.INFO,
            tuple(Named(gap.contact, ours=gap.ours) for gap in gaps),
            tuple(
                NextStep(StepKind.NAME_COUNTERPART, gap.contact, manager=counterpart_for(map, matrix, gap))
                for gap in gaps[:MOST_STEPS]
            ),
        )


def stale_contacts(map: InfluenceMap) -> Iterator[Finding]:
    """The last contact is older than wished; never any, where an interval is wished."""
    found = []
    for one in map.contacts:
        last, wished = map.last_contact.get(one.id), wished_interval(one)
        days = (map.today - last).days if last is not None else None
        if (days is None and one.wished_interval_days is None) or (days is not None and days <= wished):
            continue
        found.append(Named(one, days=days, wished=wished, on=last))
    yield from _late(map, FindingCode.STALE_CONTACT, found)


def unseen_although_visited(map: InfluenceMap) -> Iterator[Finding]:
    """Whoever matters and was not met within the wished interval, although the account was visited in it."""
    if map.last_visit is None:
        return
    visited = (map.today - map.last_visit).days
    found = []
    for one in map.contacts:
        met, wished = map.last_met.get(one.id), wished_interval(one)
        days = (map.today - met).days if met is not None else None
        if one.is_placeholder or not matters_of_themselves(one) or visited > wished:
            continue
        if days is None or days > wished:
            found.append(Named(one, days=days, wished=wished, on=met))
    yield from _late(map, FindingCode.UNSEEN_ALTHOUGH_VISITED, found)


def _late(map: InfluenceMap, code: FindingCode, found: Iterable[Named]) -> Iterator[Finding]:
    """One finding for all of them, whoever matters most first."""
    named = sorted(found, key=_lateness)
    if named:
        matters = any((one.contact.influence or 0) >= INFLUENTIAL for one in named)
        yield Finding(
            code,
            Severity.WARN if matters else Severity.INFO,
            tuple(named),
            tuple(_meet(map, one.contact) for one in named[:MOST_STEPS]),
        )


def _lateness(one: Named) -> tuple[int, int, str, Id]:
    """By influence, then by how much of the interval has passed; never counts as the longest."""
    share = one.days * 100 // one.wished if one.days is not None and one.wished else 1_000_000
    return -(one.contact.influence or 0), -share, one.contact.name, one.contact.id


def _meet(map: InfluenceMap, one: Contact) -> NextStep:
    if one.is_placeholder:
        return NextStep(StepKind.NAME_PLACEHOLDER, one)
    asked = ask(map, one, StepKind.ASK_INTRODUCTION) if one.id not in map.last_met else ()
    return asked[0] if asked else NextStep(StepKind.PLAN_VISIT, one)
