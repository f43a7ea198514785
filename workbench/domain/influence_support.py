"""Findings about who is for us and who against: opponents, phases, champions (2-rules §6)."""

from collections.abc import Iterator, Mapping

from workbench.domain.accounts import Contact
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_finding import Finding, FindingCode, Named, Severity
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_steps import MOST_STEPS, NextStep, StepKind
from workbench.foundation.ids import Id

INFLUENTIAL = 4
CHAMPION = 2
REMEMBERED_DAYS = 365
"""How long a champion who left, or a change of post that nobody looked at, is told about."""


def supporters_of(map: InfluenceMap, contact_id: Id, phase: BuyingPhase | None = None) -> tuple[Contact, ...]:
    """The supporters (support > 0 in the phase) who influence this person for the better, the strongest
    first. A line without a strength is a weak one for the better."""
    strengths: dict[Id, int] = {}
    for link in map.influencing:
        if link.to_contact_id == contact_id:
            strength = link.strength if link.strength is not None else 1
            strengths[link.from_contact_id] = max(strength, strengths.get(link.from_contact_id, strength))
    return tuple(
        one
        for one in sorted(map.contacts, key=lambda one: (-strengths.get(one.id, 0), one.name, one.id))
        if strengths.get(one.id, 0) > 0 and (map.support_of(one.id, phase) or 0) > 0
    )


def introducers_of(map: InfluenceMap, contact_id: Id) -> tuple[Contact, ...]:
    """Supporters who could bring us to this person, the best first: whoever influences them, their boss,
    who reports to them, who is in the same department. Nobody in particular is nobody."""
    ranks: dict[Id, int] = {one.id: 0 for one in supporters_of(map, contact_id)}
    for link in map.reporting:
        if link.from_contact_id == contact_id:
            ranks.setdefault(link.to_contact_id, 1)
        elif link.to_contact_id == contact_id:
            ranks.setdefault(link.from_contact_id, 2)
    department = map.people[contact_id].department
    for one in map.contacts:
        if department and one.department == department:
            ranks.setdefault(one.id, 3)
    able = (
        one
        for one in map.contacts
        if one.id in ranks
        and one.id != contact_id
        and not one.is_placeholder
        and (map.support_of(one.id) or 0) > 0
    )
    return tuple(sorted(able, key=lambda one: (ranks[one.id], -(one.influence or 0), one.name, one.id)))


def blockers(map: InfluenceMap) -> Iterator[Finding]:
    """Influence ≥ 4 and support < 0, and no supporter influences them: over all, or in single phases only."""
    for one in map.contacts:
        if (one.influence or 0) < INFLUENTIAL:
            continue
        if _is_alone_against(map, one, None):
            phases: tuple[BuyingPhase, ...] = ()
        else:
            phases = tuple(phase for phase in BuyingPhase if _is_alone_against(map, one, phase))
            if not phases:
                continue
        support = map.support_of(one.id, phases[0] if phases else None)
        yield Finding(
            FindingCode.INFLUENTIAL_BLOCKER,
            Severity.WARN if phases else Severity.HIGH,
            (Named(one, support=support),),
            (
                *ask(map, one, StepKind.ASK_SUPPORT),
                NextStep(StepKind.PLAN_VISIT, one),
            ),
            phases=phases,
        )


def _is_alone_against(map: InfluenceMap, one: Contact, phase: BuyingPhase | None) -> bool:
    return (map.support_of(one.id, phase) or 0) < 0 and not supporters_of(map, one.id, phase)


def ask(map: InfluenceMap, one: Contact, kind: StepKind) -> tuple[NextStep, ...]:
    """The step that begins with the best supporter for this person; none where there is nobody."""
    able = introducers_of(map, one.id)
    return (NextStep(kind, one, via=able[0]),) if able else ()


def phases_without_supporter(map: InfluenceMap) -> Iterator[Finding]:
    """A phase in which nobody supports us; one finding where that is so in all of them.

    It names whom to win: those not against us who are most involved then. While nothing is noted of
    anybody, that is all there is to say.
    """
    if not map.contacts:
        return
    alone = [
        phase
        for phase in BuyingPhase
        if not any((map.support_of(one.id, phase) or 0) > 0 for one in map.contacts)
    ]
    is_noted = any(map.support_of(one.id, phase) is not None for one in map.contacts for phase in BuyingPhase)
    groups = [alone] if len(alone) == len(BuyingPhase) else [[phase] for phase in alone]
    for phases in groups:
        named = tuple(_to_win(map, phases[0] if len(phases) == 1 else None))
        yield Finding(
            FindingCode.PHASE_WITHOUT_SUPPORTER,
            Severity.WARN if is_noted else Severity.INFO,
            named,
            tuple(
                NextStep(StepKind.PLAN_VISIT if is_noted else StepKind.NOTE_SUPPORT, one.contact)
                for one in named
            ),
            phases=tuple(phases),
            others=len(map.contacts),
        )


def _to_win(map: InfluenceMap, phase: BuyingPhase | None) -> Iterator[Named]:
    """Those to be won first: not against us if there are such, by involvement and influence."""
    people = sorted(
        map.contacts,
        key=lambda one: (
            (map.support_of(one.id, phase) or 0) < 0,
            -(map.involvement_of(one.id, phase) or 0),
            -(one.influence or 0),
            one.name,
            one.id,
        ),
    )
    for one in people[:MOST_STEPS]:
        yield Named(one, support=map.support_of(one.id, phase))


def champions_left(map: InfluenceMap) -> Iterator[Finding]:
    """A champion (support +2) who left within a year; the more serious where no other is there."""
    others = [one for one in map.contacts if one.support == CHAMPION]
    for one in map.left:
        if one.left_on is None or one.support != CHAMPION:
            continue
        days = (map.today - one.left_on).days
        if days <= REMEMBERED_DAYS:
            heirs = sorted(
                (other for other in map.contacts if (other.support or 0) > 0),
                key=lambda other: (-(other.support or 0), -(other.influence or 0), other.name, other.id),
            )
            yield Finding(
                FindingCode.CHAMPION_LEFT,
                Severity.WARN if others else Severity.HIGH,
                (Named(one, days=days, support=one.support, on=one.left_on),),
                (
                    *(NextStep(StepKind.PLAN_VISIT, heir) for heir in heirs[:1]),
                    NextStep(StepKind.ADD_PERSON),
                ),
                others=len(others),
            )


def champions_moved(map: InfluenceMap) -> Iterator[Finding]:
    """A champion who got another post since it was last verified where they stand, within a year."""
    latest: Mapping[Id, object] = {change.contact_id: change for change in map.post_changes}
    for change in map.post_changes:
        one = map.people.get(change.contact_id)
        if one is None or one not in map.contacts or one.support != CHAMPION:
            continue
        verified = one.influence_verified_on
        is_seen = verified is not None and verified >= change.on
        if latest[one.id] is change and not is_seen and (map.today - change.on).days <= REMEMBERED_DAYS:
            yield Finding(
                FindingCode.CHAMPION_MOVED,
                Severity.WARN,
                (
                    Named(
                        one,
                        days=(map.today - change.on).days,
                        support=one.support,
                        on=change.on,
                        before=change.before,
                        after=change.after,
                    ),
                ),
                (NextStep(StepKind.VERIFY, one), NextStep(StepKind.PLAN_VISIT, one)),
            )
