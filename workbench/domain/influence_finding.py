"""What a finding of the influence map is: whom it names, how pressing it is, what to do next (2-rules §6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from workbench.domain.accounts import Contact, Manager
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_steps import NextStep
from workbench.foundation.i18n import _, format_date, listed, ngettext, pgettext
from workbench.foundation.ids import Id

_SHOWN = 4


class Severity(IntEnum):
    """How pressing a finding is, the most pressing the largest."""

    INFO = 1
    WARN = 2
    HIGH = 3

    @property
    def label(self) -> str:
        return {
            Severity.INFO: pgettext("severity", "Note"),
            Severity.WARN: pgettext("severity", "Warning"),
            Severity.HIGH: pgettext("severity", "Serious"),
        }[self]


class FindingCode(StrEnum):
    """What was found; the words are permanent, scripts rely on them."""

    NO_ECONOMIC_BUYER = "no_economic_buyer"
    INFLUENTIAL_BLOCKER = "influential_blocker"
    ONE_THREAD = "one_thread"
    CHAMPION_LEFT = "champion_left"
    CHAMPION_MOVED = "champion_moved"
    ECONOMIC_BUYER_NEVER_MET = "economic_buyer_never_met"
    ECONOMIC_BUYER_NOT_MET_LATELY = "economic_buyer_not_met_lately"
    PHASE_WITHOUT_SUPPORTER = "phase_without_supporter"
    STALE_CONTACT = "stale_contact"
    UNSEEN_ALTHOUGH_VISITED = "unseen_although_visited"
    REPORTING_LOOP = "reporting_loop"
    LEVEL_GAP = "level_gap"
    ORPHAN = "orphan"
    PLACEHOLDER = "placeholder"
    NOT_VERIFIED = "not_verified"


@dataclass(frozen=True)
class Named:
    """One person of a finding with the numbers that speak of them.

    ``days`` since they were met, spoken to, verified or left, as the code says; ``wished``: every how many.
    ``support`` is that of the phase asked about. ``ours`` are those of ours they deal with.
    """

    contact: Contact
    days: int | None = None
    wished: int | None = None
    support: int | None = None
    ours: tuple[Manager, ...] = ()
    on: date | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Finding:
    """Something about the map that should not stay so.

    ``about`` are the people it names, the most concerned first; one who has left is named by some codes.
    ``managers`` are those of ours it names, ``phases`` those it is limited to, none for over all.
    ``others`` counts people who are part of the number but not of the finding; of a reporting loop, how
    many of those named make the circle that is told.
    """

    code: FindingCode
    severity: Severity
    about: tuple[Named, ...] = ()
    steps: tuple[NextStep, ...] = ()
    managers: tuple[Manager, ...] = ()
    phases: tuple[BuyingPhase, ...] = ()
    others: int = 0

    @property
    def people(self) -> tuple[Id, ...]:
        """The ids of the people it names."""
        return tuple(one.contact.id for one in self.about)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the same people."""
        return tuple(one.contact.name for one in self.about)

    @property
    def influence(self) -> int:
        """The influence of the most influential person named; 0 if it is not known."""
        return max((one.contact.influence or 0 for one in self.about), default=0)

    @property
    def title(self) -> str:
        """What is wrong, in a few words."""
        if self.code is FindingCode.PHASE_WITHOUT_SUPPORTER and len(self.phases) < len(BuyingPhase):
            return _("No supporter in this phase: {phases}").format(phases=_phases(self.phases))
        if self.code is FindingCode.ONE_THREAD and self.managers and len(self.about) > 1:
            return _("Only one of us is in touch")
        return {
            FindingCode.NO_ECONOMIC_BUYER: _("No economic buyer known"),
            FindingCode.INFLUENTIAL_BLOCKER: _("Influential opponent whom no supporter influences"),
            FindingCode.ONE_THREAD: _("All contact goes through one person"),
            FindingCode.CHAMPION_LEFT: _("A champion has left"),
            FindingCode.CHAMPION_MOVED: _("A champion has another post"),
            FindingCode.ECONOMIC_BUYER_NEVER_MET: _("Economic buyer never met"),
            FindingCode.ECONOMIC_BUYER_NOT_MET_LATELY: _("Economic buyer not met for too long"),
            FindingCode.PHASE_WITHOUT_SUPPORTER: _("No supporter in any phase"),
            FindingCode.STALE_CONTACT: _("Contact older than wished"),
            FindingCode.UNSEEN_ALTHOUGH_VISITED: _("Not met although we visit the account"),
            FindingCode.REPORTING_LOOP: _("Reporting lines go in a circle"),
            FindingCode.LEVEL_GAP: _("Executives without a counterpart"),
            FindingCode.ORPHAN: _("No line to anybody"),
            FindingCode.PLACEHOLDER: _("Known to exist, name unknown"),
            FindingCode.NOT_VERIFIED: _("Not verified for long"),
        }[self.code]

    @property
    def message(self) -> str:
        """Who and how much, in one sentence."""
        first = self.about[0] if self.about else None
        if self.code is FindingCode.NO_ECONOMIC_BUYER:
            return self._no_buyer()
        if self.code is FindingCode.ONE_THREAD:
            return self._one_thread()
        if self.code is FindingCode.PHASE_WITHOUT_SUPPORTER:
            return self._no_supporter()
        if self.code is FindingCode.REPORTING_LOOP:
            return " → ".join((*self.names[: self.others], self.names[0]))
        if self.code in (FindingCode.ORPHAN, FindingCode.PLACEHOLDER):
            return _some(self.names)
        if first is None or self.code in _GROUPED:
            return _some([_told(self.code, one) for one in self.about])
        return self._of_one(first)

    def _of_one(self, one: Named) -> str:
        words = {
            "name": one.contact.name,
            "influence": one.contact.influence or _("not known"),
            "date": format_date(one.on) if one.on else "",
            "before": one.before,
            "after": one.after,
            "phases": _phases(self.phases),
        }
        if self.code is FindingCode.INFLUENTIAL_BLOCKER:
            return (
                _("{name}: influence {influence}, against in {phases}; no supporter there influences them")
                if self.phases
                else _("{name}: influence {influence}, against; no supporter influences them")
            ).format(**words)
        if self.code is FindingCode.CHAMPION_LEFT:
            told = _("{name}: influence {influence}, left on {date}").format(**words)
            others = ngettext("{count} other champion", "{count} other champions", self.others)
            others = others.format(count=self.others) if self.others else _("no other champion")
            return _("{left}; {others}").format(left=told, others=others)
        return _("{name}: from {before} to {after} on {date}; not verified since").format(**words)

    def _no_buyer(self) -> str:
        if self.about:
            left = [
                _("{name} (left {date})").format(
                    name=one.contact.name, date=format_date(one.on) if one.on else ""
                )
                for one in self.about
            ]
            return _("Nobody is known to decide on money since: {names}").format(names=_some(left))
        if not self.others:
            return _("Nobody is known here yet")
        return ngettext(
            "{count} person known, but nobody who decides on money",
            "{count} people known, but nobody who decides on money",
            self.others,
        ).format(count=self.others)

    def _one_thread(self) -> str:
        ours = listed(one.name for one in self.managers)
        if len(self.about) > 1:
            return _("Only {ours} deals with {names}").format(ours=ours, names=_some(self.names))
        name = self.names[0]
        if self.others:
            told = ngettext(
                "{name} alone; {count} other person without contact for a year",
                "{name} alone; {count} other people without contact for a year",
                self.others,
            ).format(name=name, count=self.others)
        else:
            told = _("{name} alone; we know nobody else there").format(name=name)
        return _("{told}; on our side only {ours}").format(told=told, ours=ours) if ours else told

    def _no_supporter(self) -> str:
        if self.severity is Severity.INFO:
            return ngettext(
                "It is not noted yet where {count} person stands",
                "It is not noted yet where {count} people stand",
                self.others,
            ).format(count=self.others)
        told = ngettext("{count} person, no supporter", "{count} people, no supporter", self.others).format(
            count=self.others
        )
        return _("{told}; most involved: {names}").format(told=told, names=_some(self.names))


_GROUPED = (
    FindingCode.ECONOMIC_BUYER_NEVER_MET,
    FindingCode.ECONOMIC_BUYER_NOT_MET_LATELY,
    FindingCode.STALE_CONTACT,
    FindingCode.UNSEEN_ALTHOUGH_VISITED,
    FindingCode.LEVEL_GAP,
    FindingCode.NOT_VERIFIED,
)


def _told(code: FindingCode, one: Named) -> str:
    """One person among several, with the numbers."""
    words = {"name": one.contact.name, "days": one.days, "wished": one.wished}
    if code is FindingCode.LEVEL_GAP:
        ours = listed(manager.name for manager in one.ours)
        return (
            _("{name} (only {ours})").format(name=one.contact.name, ours=ours)
            if ours
            else _("{name} (nobody)").format(name=one.contact.name)
        )
    if code is FindingCode.NOT_VERIFIED:
        return (
            _("{name} (never)").format(**words)
            if one.days is None
            else ngettext("{name} ({days} day)", "{name} ({days} days)", one.days).format(**words)
        )
    if code is FindingCode.ECONOMIC_BUYER_NEVER_MET:
        if one.contact.is_placeholder:
            return _("{name} (name unknown)").format(**words)
        return (
            _("{name} (influence {influence})").format(name=one.contact.name, influence=one.contact.influence)
            if one.contact.influence
            else one.contact.name
        )
    if one.days is None:
        return _("{name} never (wished every {wished})").format(**words)
    return ngettext(
        "{name} {days} day (wished every {wished})", "{name} {days} days (wished every {wished})", one.days
    ).format(**words)


def _some(names: Sequence[str]) -> str:
    """The first few, and how many more."""
    if len(names) <= _SHOWN:
        return listed(names)
    more = len(names) - _SHOWN
    return ngettext("{names} and {count} more", "{names} and {count} more", more).format(
        names=listed(names[:_SHOWN]), count=more
    )


def _phases(phases: Sequence[BuyingPhase]) -> str:
    return listed(one.label for one in phases)
