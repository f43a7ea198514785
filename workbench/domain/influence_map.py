"""The influence map of one account as a whole: people, lines, attitudes, places (2-rules §6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.contact_links import ContactLink, ContactLinkKind
from workbench.domain.influence import BuyingPhase, MapPlace, PhaseAttitude
from workbench.domain.kam_level import ContactTie
from workbench.domain.needs import Need
from workbench.foundation.ids import Id


@dataclass(frozen=True)
class Encounter:
    """The last day on which one of ours and one of theirs were in touch: on a visit, or as logged."""

    contact_id: Id
    manager_id: Id
    on: date


@dataclass(frozen=True)
class PostChange:
    """A person got another post, as the journal knows it."""

    contact_id: Id
    on: date
    before: str
    after: str


@dataclass(frozen=True)
class InfluenceMap:
    """The map of one account on one day.

    ``contacts`` are all who are there, the most influential first, ``left`` those who left on or before
    ``today``. ``links`` and ``ties`` join people of ``contacts`` (and of ``managers``) only. ``managers``
    are those of ours at work, first whoever is responsible here, then whoever is tied to somebody.
    ``last_met`` counts visits done, ``last_contact`` visits and the contact log, both up to ``today``.
    ``needs`` are a person's ranked ones, the most pressing first.
    """

    account: Account
    today: date
    contacts: tuple[Contact, ...] = ()
    left: tuple[Contact, ...] = ()
    links: tuple[ContactLink, ...] = ()
    ties: tuple[ContactTie, ...] = ()
    managers: tuple[Manager, ...] = ()
    attitudes: tuple[PhaseAttitude, ...] = ()
    places: Mapping[Id, MapPlace] = field(default_factory=dict)
    last_met: Mapping[Id, date] = field(default_factory=dict)
    last_contact: Mapping[Id, date] = field(default_factory=dict)
    needs: Mapping[Id, tuple[Need, ...]] = field(default_factory=dict)
    encounters: tuple[Encounter, ...] = ()
    last_visit: date | None = None
    post_changes: tuple[PostChange, ...] = ()

    @cached_property
    def people(self) -> Mapping[Id, Contact]:
        """Everybody by id, also those who have left."""
        return {one.id: one for one in (*self.contacts, *self.left)}

    @cached_property
    def ours(self) -> Mapping[Id, Manager]:
        """Our people by id."""
        return {one.id: one for one in self.managers}

    @cached_property
    def in_phases(self) -> Mapping[tuple[Id, BuyingPhase], PhaseAttitude]:
        """What is kept about a person in a single phase."""
        return {(one.contact_id, one.phase): one for one in self.attitudes}

    @cached_property
    def reporting(self) -> tuple[ContactLink, ...]:
        """Who reports to whom."""
        return tuple(one for one in self.links if one.kind is ContactLinkKind.REPORTS_TO)

    @cached_property
    def influencing(self) -> tuple[ContactLink, ...]:
        """Who influences whom."""
        return tuple(one for one in self.links if one.kind is ContactLinkKind.INFLUENCES)

    def support_of(self, contact_id: Id, phase: BuyingPhase | None = None) -> int | None:
        """−2…+2 in the phase, where it differs there, else over all; ``None``: not known."""
        told = self.in_phases.get((contact_id, phase)) if phase is not None else None
        if told is not None and told.support is not None:
            return told.support
        return self.people[contact_id].support

    def involvement_of(self, contact_id: Id, phase: BuyingPhase | None = None) -> int | None:
        """1–5 in the phase, where it differs there, else over all; ``None``: not known."""
        told = self.in_phases.get((contact_id, phase)) if phase is not None else None
        if told is not None and told.involvement is not None:
            return told.involvement
        return self.people[contact_id].involvement

    def name_of(self, person_id: Id) -> str:
        """The name of one of theirs or of ours; empty for nobody."""
        found = self.people.get(person_id) or self.ours.get(person_id)
        return found.name if found else ""
