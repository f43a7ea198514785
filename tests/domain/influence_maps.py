"""Influence maps to test with: made by hand from few words, and generated."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from workbench.domain.accounts import Account, BuyingRole, Contact, Manager, OutsideKind
from workbench.domain.contact_links import ContactLink, ContactLinkKind, link_id
from workbench.domain.influence import BuyingPhase, PhaseAttitude, attitude_id
from workbench.domain.influence_findings import Finding, FindingCode, findings_of
from workbench.domain.influence_map import Encounter, InfluenceMap, PostChange
from workbench.domain.kam_level import ContactTie
from workbench.domain.relationship import Function
from workbench.foundation.ids import Id, derived_id, id_text

TODAY = date(2026, 7, 1)
ACCOUNT = derived_id("account", "A")
REPORTS, INFLUENCES = ContactLinkKind.REPORTS_TO, ContactLinkKind.INFLUENCES
E, U, T, C = BuyingRole


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def person(name: str, **known: Any) -> Contact:
    return Contact(derived_id("contact", name), ACCOUNT, name, **known)


def ours(name: str, **known: Any) -> Manager:
    return Manager(derived_id("manager", name), name, **known)


def reports(lower: Contact, upper: Contact) -> ContactLink:
    return ContactLink(link_id(lower.id, upper.id, REPORTS), lower.id, upper.id, REPORTS)


def influences(start: Contact, end: Contact, strength: int | None = 1) -> ContactLink:
    return ContactLink(link_id(start.id, end.id, INFLUENCES), start.id, end.id, INFLUENCES, strength)


def tie(contact: Contact, manager: Manager, strength: int | None = None) -> ContactTie:
    row_id = derived_id("contact_tie", id_text(contact.id), id_text(manager.id))
    return ContactTie(row_id, contact.id, manager.id, strength)


def attitude(contact: Contact, phase: BuyingPhase, support: int | None, **more: Any) -> PhaseAttitude:
    return PhaseAttitude(attitude_id(contact.id, phase), contact.id, phase, support=support, **more)


def met(**days: int) -> dict[Id, date]:
    """Day by name, so many days ago."""
    return {derived_id("contact", name): ago(since) for name, since in days.items()}


def a_map(*contacts: Contact, manager: Manager | None = None, **parts: Any) -> InfluenceMap:
    """The map of an account with these people on ``TODAY``."""
    account = Account(ACCOUNT, "A", "A", manager_id=manager.id if manager else None)
    there = tuple(one for one in contacts if one.left_on is None or one.left_on > TODAY)
    left = tuple(one for one in contacts if one not in there)
    if "last_met" in parts:
        parts.setdefault("last_contact", parts["last_met"])
    return InfluenceMap(account, TODAY, there, left, **parts)


def of(code: FindingCode, map: InfluenceMap) -> tuple[Finding, ...]:
    """The findings of one code."""
    return tuple(one for one in findings_of(map) if one.code is code)


_TITLES = ("", "总经理", "采购总监", "设备部经理", "采购工程师", "Engineer", "VP Sales", "总经理助理")


@st.composite
def maps(draw: st.DrawFn, most: int = 6) -> InfluenceMap:
    """Any map: people of every kind, links both ways and in circles, ties, attitudes, contact.

    All but the number of people comes from one number: drawing each value alone takes ten times as long.
    """
    count, staff_count = draw(st.integers(0, most)), draw(st.integers(0, 3))
    chance = Random(draw(st.integers(0, 2**32 - 1)))

    def some(values: Iterable[Any], often: float = 0.3) -> list[Any]:
        return [value for value in values if chance.random() < often]

    def day() -> date:
        return ago(chance.choice((0, 1, 30, 45, 60, 90, 179, 180, 181, 364, 365, 366, 500)))

    people = [
        person(
            f"P{number}",
            title=chance.choice(_TITLES),
            function=chance.choice((None, *Function)),
            department=chance.choice(("", "Sales", "Plant")),
            roles=tuple(some(BuyingRole)),
            influence=chance.choice((None, 1, 2, 3, 4, 5)),
            involvement=chance.choice((None, 1, 3, 5)),
            support=chance.choice((None, -2, -1, 0, 1, 2)),
            wished_interval_days=chance.choice((None, None, 30, 45, 180)),
            is_placeholder=chance.random() < 0.2,
            outside_kind=chance.choice((None, None, None, None, OutsideKind.MEDIA)),
            left_on=day() if chance.random() < 0.2 else None,
            influence_verified_on=chance.choice((None, day())),
        )
        for number in range(count)
    ]
    staff = [ours(f"M{number}", title=chance.choice(_TITLES)) for number in range(staff_count)]
    there = [one for one in people if one.left_on is None]
    pairs = [(one, other) for one in there for other in there if one is not other]
    often = chance.choice((0, 0.1, 0.4))
    meetings = [(one, other) for one in there for other in staff]
    seen = {one.id: day() for one in some(people, 0.5)}
    spoken = {one.id: day() for one in some(people, 0.5)}
    links = [reports(*pair) for pair in some(pairs, often)]
    links += [
        influences(one, other, chance.choice((None, -3, -1, 1, 3))) for one, other in some(pairs, often)
    ]
    return a_map(
        *people,
        manager=staff[0] if staff else None,
        links=tuple(links),
        ties=tuple(tie(*pair) for pair in some(meetings, often)),
        managers=tuple(staff),
        attitudes=tuple(
            attitude(one, phase, chance.choice((None, -2, -1, 0, 1)), involvement=chance.choice((None, 2, 4)))
            for one in there
            for phase in some(BuyingPhase)
        ),
        encounters=tuple(Encounter(one.id, other.id, day()) for one, other in some(meetings, often)),
        last_met=seen,
        last_contact={**spoken, **{one: max(met, spoken.get(one, met)) for one, met in seen.items()}},
        last_visit=max(seen.values(), default=None),
        post_changes=tuple(PostChange(one.id, day(), "A", "B") for one in some(there)),
    )
