"""The KAM level that follows from who deals with whom (2-rules §5): derived, and explained."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.accounts import Contact, Manager
from workbench.domain.relationship import Function, KamLevel
from workbench.foundation.i18n import _, listed, ngettext
from workbench.foundation.ids import Id


@dataclass(frozen=True)
class ContactTie:
    """A person of theirs and one of ours who deal with each other; ``strength`` 1–3."""

    id: Id
    contact_id: Id
    manager_id: Id
    strength: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Meeting:
    """One tie with the people at its ends."""

    theirs: Contact
    ours: Manager
    strength: int = 1


class KamCause(StrEnum):
    """What decided the level."""

    JOINT_TEAMS = "joint_teams"
    DIRECT = "direct"
    THROUGH_KEY_PEOPLE = "through_key_people"
    ONE_LINK = "one_link"
    NO_LINK = "no_link"


@dataclass(frozen=True)
class DerivedKam:
    """A level with its evidence. The key people are our manager of the account and whom they know best.

    ``direct`` are ties past both key people, ``no_function`` people whose function is not known, which
    can only have made the level too low.
    """

    level: KamLevel
    cause: KamCause
    key: Meeting | None
    their_functions: tuple[Function, ...]
    our_functions: tuple[Function, ...]
    direct: tuple[Meeting, ...]
    no_function: int
    joint_teams: str = ""

    @property
    def reason(self) -> str:
        """Why this level, in the user's language."""
        if self.cause is KamCause.JOINT_TEAMS:
            return _("Joint teams: {teams}").format(teams=" ".join(self.joint_teams.split()))
        if self.cause is KamCause.NO_LINK or self.key is None:
            return _("Nobody of ours deals with anybody of theirs yet.")
        words = {
            "theirs": _person(self.key.theirs.name, self.key.theirs.function),
            "ours": _person(self.key.ours.name, self.key.ours.function),
        }
        if self.cause is KamCause.DIRECT:
            links = listed(
                _("{theirs} with {ours}").format(
                    theirs=_person(one.theirs.name, one.theirs.function),
                    ours=_person(one.ours.name, one.ours.function),
                )
                for one in self.direct[:2]
            )
            return _("Functions deal with each other directly: {links}.").format(links=links)
        if self.cause is KamCause.THROUGH_KEY_PEOPLE:
            return _("Several functions take part, all through {theirs} or {ours}.").format(**words)
        return _("One link: {theirs} with {ours}.").format(**words)

    @property
    def doubt(self) -> str:
        """What makes the level uncertain; empty if nothing does."""
        if not self.no_function or self.cause in (KamCause.JOINT_TEAMS, KamCause.DIRECT):
            return ""
        return ngettext(
            "The function of {count} person is not known; the level may be too low.",
            "The functions of {count} people are not known; the level may be too low.",
            self.no_function,
        ).format(count=self.no_function)


def derived_kam_level(
    meetings: Iterable[Meeting], manager_id: Id | None = None, joint_teams: str = ""
) -> DerivedKam:
    """The level that the contact matrix shows (2-rules §5); ``manager_id`` keeps the account.

    No link → pre; one function of theirs with one of ours → early; several functions, but every link goes
    through one of the two key people → mid; a link past both, between functions that are known and not
    those of the key people → partnership; joint teams → synergistic. People who have left do not count, nor
    do those from outside.
    """
    links = sorted(
        (
            one
            for one in meetings
            if one.theirs.left_on is None and one.theirs.outside_kind is None and one.ours.active
        ),
        key=lambda one: (one.theirs.id, one.ours.id),
    )
    key = _key_link(links, manager_id)
    theirs = _functions(one.theirs.function for one in links)
    ours = _functions(one.ours.function for one in links)
    direct = tuple(one for one in links if key is not None and _is_direct(one, key))
    level, cause = KamLevel.EARLY, KamCause.ONE_LINK
    if joint_teams.strip():
        level, cause = KamLevel.SYNERGISTIC, KamCause.JOINT_TEAMS
    elif key is None:
        level, cause = KamLevel.PRE, KamCause.NO_LINK
    elif direct:
        level, cause = KamLevel.PARTNERSHIP, KamCause.DIRECT
    elif max(len(theirs), len(ours)) > 1:
        level, cause = KamLevel.MID, KamCause.THROUGH_KEY_PEOPLE
    people: dict[Id, Function | None] = {one.theirs.id: one.theirs.function for one in links}
    people |= {one.ours.id: one.ours.function for one in links}
    unknown = sum(function is None for function in people.values())
    return DerivedKam(level, cause, key, theirs, ours, direct, unknown, joint_teams)


def _key_link(links: Sequence[Meeting], manager_id: Id | None) -> Meeting | None:
    """The link of the key people: the account's manager if they know anybody, and who is known best."""
    if not links:
        return None
    of_ours = Counter(one.ours.id for one in links)
    of_theirs = Counter(one.theirs.id for one in links)
    ours = manager_id if manager_id in of_ours else max(sorted(of_ours), key=lambda one: of_ours[one])
    return max(
        (one for one in links if one.ours.id == ours),
        key=lambda one: (one.strength, of_theirs[one.theirs.id]),
    )


def _is_direct(link: Meeting, key: Meeting) -> bool:
    ends = ((link.theirs, key.theirs), (link.ours, key.ours))
    return all(
        mine.id != keys.id and mine.function is not None and mine.function is not keys.function
        for mine, keys in ends
    )


def _functions(found: Iterable[Function | None]) -> tuple[Function, ...]:
    known = set(found)
    return tuple(function for function in Function if function in known)


def _person(name: str, function: Function | None) -> str:
    return _("{name} ({function})").format(name=name, function=function.label) if function else name
