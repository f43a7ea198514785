"""What changed on the influence map between two days: people, where they stand, and lines (3-features B5)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.accounts import Contact, Manager
from workbench.domain.contact_links import ContactLink, ContactLinkKind
from workbench.domain.influence import BuyingPhase, support_label
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.kam_level import ContactTie
from workbench.foundation.i18n import _, format_date, listed
from workbench.foundation.ids import Id


class ChangeKind(StrEnum):
    """What happened between the two days."""

    ADDED = "added"
    GONE = "gone"
    LEFT = "left"
    CHANGED = "changed"


class Attribute(StrEnum):
    """What of a person changed."""

    NAME = "name"
    TITLE = "title"
    DEPARTMENT = "department"
    FUNCTION = "function"
    ROLES = "roles"
    INFLUENCE = "influence"
    INVOLVEMENT = "involvement"
    SUPPORT = "support"
    MET = "met"

    @property
    def label(self) -> str:
        return {
            Attribute.NAME: _("Name"),
            Attribute.TITLE: _("Title"),
            Attribute.DEPARTMENT: _("Department"),
            Attribute.FUNCTION: _("Function"),
            Attribute.ROLES: _("Roles"),
            Attribute.INFLUENCE: _("Influence"),
            Attribute.INVOLVEMENT: _("Involvement"),
            Attribute.SUPPORT: _("Support"),
            Attribute.MET: _("Met"),
        }[self]


@dataclass(frozen=True)
class AttributeChange:
    """One attribute of a person on both days, in one ``phase`` or over all."""

    attribute: Attribute
    before: object
    after: object
    phase: BuyingPhase | None = None

    @property
    def text(self) -> str:
        """``Support: Critic → Neutral``; for the first meeting the day of it."""
        if self.attribute is Attribute.MET:
            return _("met for the first time on {date}").format(date=self._told(self.after))
        label = self.attribute.label
        if self.phase is not None:
            label = _("{attribute} ({phase})").format(attribute=label, phase=self.phase.label)
        return _("{what}: {before} → {after}").format(
            what=label, before=self._told(self.before), after=self._told(self.after)
        )

    def _told(self, value: object) -> str:
        if isinstance(value, date):
            return format_date(value)
        if self.attribute is Attribute.SUPPORT and isinstance(value, int):
            return support_label(value)
        if isinstance(value, tuple):
            value = listed(one.label for one in value)
        return str(getattr(value, "label", value) or "") or _("not known")


@dataclass(frozen=True)
class PersonChange:
    """What became of one person; ``contact`` as of the later day on which they are there."""

    kind: ChangeKind
    contact: Contact
    attributes: tuple[AttributeChange, ...] = ()

    @property
    def people(self) -> tuple[Id, ...]:
        return (self.contact.id,)

    @property
    def text(self) -> str:
        """One line: who, and what."""
        told = {
            ChangeKind.ADDED: _("{name}: new on the map"),
            ChangeKind.GONE: _("{name}: no longer on the map"),
            ChangeKind.LEFT: _("{name}: has left"),
            ChangeKind.CHANGED: _("{name}: {what}"),
        }[self.kind]
        return told.format(name=self.contact.name, what=listed(one.text for one in self.attributes))


@dataclass(frozen=True)
class LineChange:
    """A reporting line, an influence or a tie to one of ours that came, went or changed its strength.

    ``start`` and ``end`` are the people at its ends; of a tie the end is ours.
    """

    kind: ChangeKind
    id: Id
    start: Contact
    end: Contact | Manager
    line: ContactLinkKind | None
    before: int | None = None
    after: int | None = None

    @property
    def people(self) -> tuple[Id, ...]:
        """The people of theirs at its ends."""
        return (self.start.id, self.end.id) if isinstance(self.end, Contact) else (self.start.id,)

    @property
    def text(self) -> str:
        """One line: between whom, and what."""
        told = {
            ContactLinkKind.REPORTS_TO: _("{start} reports to {end}"),
            ContactLinkKind.INFLUENCES: _("{start} influences {end}"),
            None: _("{start} deals with our {end}"),
        }[self.line].format(start=self.start.name, end=self.end.name)
        if self.kind is ChangeKind.ADDED:
            return _("New: {line}").format(line=told)
        if self.kind is ChangeKind.GONE:
            return _("No longer: {line}").format(line=told)
        return _("{line}: strength {before} → {after}").format(
            line=told, before=_strength(self.before), after=_strength(self.after)
        )


@dataclass(frozen=True)
class MapDifference:
    """What is different on the ``after`` day, people first, each kind in the order of the map."""

    before: date
    after: date
    people: tuple[PersonChange, ...]
    lines: tuple[LineChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is different."""
        return not self.people and not self.lines

    @property
    def changes(self) -> tuple[PersonChange | LineChange, ...]:
        """All of it, each with its ``text`` and the ids of its ``people``."""
        return (*self.people, *self.lines)

    def kinds(self) -> dict[Id, ChangeKind]:
        """What became of each person whom anything happened to, for marking them on the map."""
        return {one.contact.id: one.kind for one in self.people}


def map_difference(before: InfluenceMap, after: InfluenceMap) -> MapDifference:
    """What changed from one map of an account to a later one."""
    return MapDifference(
        before.today, after.today, tuple(_people(before, after)), tuple(_lines(before, after))
    )


def _people(before: InfluenceMap, after: InfluenceMap) -> Iterator[PersonChange]:
    there = {one.id: one for one in before.contacts}
    here = {one.id: one for one in after.contacts}
    for one in after.contacts:
        if one.id not in there:
            yield PersonChange(ChangeKind.ADDED, one)
    for one in before.contacts:
        if one.id not in here:
            gone = after.people.get(one.id)
            yield PersonChange(ChangeKind.LEFT if gone else ChangeKind.GONE, gone or one)
    for one in after.contacts:
        if one.id in there:
            changes = tuple(_attributes(before, after, one.id))
            if changes:
                yield PersonChange(ChangeKind.CHANGED, one, changes)


_PLAIN: tuple[tuple[Attribute, Callable[[Contact], object]], ...] = (
    (Attribute.NAME, lambda one: one.name),
    (Attribute.TITLE, lambda one: one.title),
    (Attribute.DEPARTMENT, lambda one: one.department),
    (Attribute.FUNCTION, lambda one: one.function),
    (Attribute.ROLES, lambda one: one.roles),
    (Attribute.INFLUENCE, lambda one: one.influence),
    (Attribute.INVOLVEMENT, lambda one: one.involvement),
    (Attribute.SUPPORT, lambda one: one.support),
)


def _attributes(before: InfluenceMap, after: InfluenceMap, contact_id: Id) -> Iterator[AttributeChange]:
    then, now = before.people[contact_id], after.people[contact_id]
    for attribute, read in _PLAIN:
        if read(then) != read(now):
            yield AttributeChange(attribute, read(then), read(now))
    for phase in BuyingPhase:
        for attribute, of in (
            (Attribute.INVOLVEMENT, InfluenceMap.involvement_of),
            (Attribute.SUPPORT, InfluenceMap.support_of),
        ):
            change = of(before, contact_id, phase), of(after, contact_id, phase)
            # A phase in which nothing else was said follows what is said over all.
            if change[0] != change[1] and change != (of(before, contact_id), of(after, contact_id)):
                yield AttributeChange(attribute, *change, phase)
    met = after.last_met.get(contact_id)
    if met is not None and contact_id not in before.last_met:
        yield AttributeChange(Attribute.MET, None, met)


def _lines(before: InfluenceMap, after: InfluenceMap) -> Iterator[LineChange]:
    """Lines of people who are gone went with them, and are not told."""
    here = {one.id for one in after.contacts}
    yield from _changed(
        {
            _ends(one): (one, *_people_of(before, one))
            for one in before.links
            if here.issuperset(_ends(one)[:2])
        },
        {_ends(one): (one, *_people_of(after, one)) for one in after.links},
    )
    yield from _changed(
        {
            _ends(one): (one, before.people[one.contact_id], before.ours[one.manager_id])
            for one in before.ties
            if one.contact_id in here
        },
        {_ends(one): (one, after.people[one.contact_id], after.ours[one.manager_id]) for one in after.ties},
    )


def _people_of(map: InfluenceMap, link: ContactLink) -> tuple[Contact, Contact]:
    return map.people[link.from_contact_id], map.people[link.to_contact_id]


Ends = tuple[Id, Id, ContactLinkKind | None]
Told = tuple[ContactLink | ContactTie, Contact, Contact | Manager]


def _ends(line: ContactLink | ContactTie) -> Ends:
    """What makes a line the same one, whatever its id."""
    if isinstance(line, ContactTie):
        return line.contact_id, line.manager_id, None
    return line.from_contact_id, line.to_contact_id, line.kind


def _changed(before: dict[Ends, Told], after: dict[Ends, Told]) -> Iterator[LineChange]:
    for ends, (line, start, end) in after.items():
        if ends not in before:
            yield LineChange(ChangeKind.ADDED, line.id, start, end, ends[2], None, line.strength)
    for ends, (line, start, end) in before.items():
        if ends not in after:
            yield LineChange(ChangeKind.GONE, line.id, start, end, ends[2], line.strength, None)
    for ends, (line, start, end) in after.items():
        if ends in before and before[ends][0].strength != line.strength:
            strength = before[ends][0].strength
            yield LineChange(ChangeKind.CHANGED, line.id, start, end, ends[2], strength, line.strength)


def _strength(strength: int | None) -> str:
    return _("not known") if strength is None else str(strength).replace("-", "−")
