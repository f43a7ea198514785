"""Whom to meet: when each person of an account was last met, and how that compares with what is wished.

2-rules §6. A call or a message is contact, not a visit: it makes waiting easier, it is no meeting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.accounts import Account, BuyingRole, Contact, Manager
from workbench.domain.contact_log import LoggedContact
from workbench.domain.relationship import Function
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id

DUE = 100
"""The score from which somebody should be met."""
SUGGESTED = 3
_NEVER, _NEVER_ECONOMIC, _PER_INFLUENCE = 110, 300, 10
_MOST_LATE = 250
_LEAST_INFLUENCE_NEVER_MET = 3
_BY_INFLUENCE = {5: 60, 4: 90, 3: 180}
_BY_ROLE, _USUAL = 90, 365


def wished_interval(contact: Contact) -> int:
    """Days between two meetings: as wished, else by influence and role in the decision."""
    if contact.wished_interval_days:
        return contact.wished_interval_days
    by_influence = _BY_INFLUENCE.get(contact.influence or 0, _USUAL)
    deciding = BuyingRole.ECONOMIC in contact.roles or BuyingRole.COACH in contact.roles
    return min(by_influence, _BY_ROLE) if deciding else by_influence


def matters_of_themselves(contact: Contact) -> bool:
    """Whether somebody should be met even if nobody ever wished it: by influence, role, or as wished."""
    influential = (contact.influence or 0) >= _LEAST_INFLUENCE_NEVER_MET
    return influential or bool(contact.roles) or contact.wished_interval_days is not None


@dataclass(frozen=True)
class PersonCoverage:
    """How one person stands. ``score`` 100 means exactly due, more is later; 0 for whoever has left.

    ``last_met_on`` is the last visit on which they were met, ``last_contact_on`` the last call or message.
    """

    contact: Contact
    today: date
    last_met_on: date | None
    last_contact_on: date | None
    wished_days: int
    score: int

    @property
    def has_left(self) -> bool:
        """Whether they work there no longer."""
        return self.contact.left_on is not None and self.contact.left_on <= self.today

    @property
    def is_due(self) -> bool:
        """Whether it is time to meet them."""
        return self.score >= DUE

    @property
    def is_economic(self) -> bool:
        """Whether they decide on money."""
        return BuyingRole.ECONOMIC in self.contact.roles

    @property
    def reason(self) -> str:
        """Why they should be met, or when they were: ``not met for 140 days, wished every 90``."""
        if self.has_left:
            return _("has left")
        if self.last_met_on is None:
            told = _("decides on money, never met") if self.is_economic else _("never met")
        else:
            days = (self.today - self.last_met_on).days
            told = (
                ngettext("not met for {days} day", "not met for {days} days", days).format(days=days)
                if days > self.wished_days
                else ngettext("met {days} day ago", "met {days} days ago", days).format(days=days)
                if days
                else _("met today")
            )
            told = _("{met}, wished every {days}").format(met=told, days=self.wished_days)
        if self.last_contact_on is None or self.last_contact_on <= (self.last_met_on or date.min):
            return told
        days = (self.today - self.last_contact_on).days
        call = ngettext("contact {days} day ago", "contact {days} days ago", days).format(days=days)
        return _("{met}; {contact}").format(met=told, contact=call)


def person_coverage(
    contacts: Iterable[Contact], visits: Iterable[Visit], log: Iterable[LoggedContact], today: date
) -> tuple[PersonCoverage, ...]:
    """Each person of one account, whom to meet first on top; whoever has left at the end."""
    met: dict[Id, date] = {}
    for visit in visits:
        if visit.state is VisitState.DONE and visit.on <= today:
            for one in visit.met:
                met[one] = max(met.get(one, date.min), visit.on)
    told: dict[Id, date] = {}
    for entry in log:
        if entry.contact_id is not None and entry.on <= today:
            told[entry.contact_id] = max(told.get(entry.contact_id, date.min), entry.on)
    found = [_coverage(one, met.get(one.id), told.get(one.id), today) for one in contacts]
    return tuple(
        sorted(
            found,
            key=lambda one: (one.has_left, -one.score, -(one.contact.influence or 0), one.contact.name),
        )
    )


def suggested_people(coverage: Sequence[PersonCoverage], most: int = SUGGESTED) -> tuple[PersonCoverage, ...]:
    """Who should be met on the next visit: those that are due, the most pressing first.

    Whoever has no name yet cannot be asked for.
    """
    return tuple(one for one in coverage if one.is_due and not one.contact.is_placeholder)[:most]


def _coverage(contact: Contact, met: date | None, told: date | None, today: date) -> PersonCoverage:
    wished = wished_interval(contact)
    left = contact.left_on is not None and contact.left_on <= today
    score = 0 if left else _score(contact, met, told, wished, today)
    return PersonCoverage(contact, today, met, told, wished, score)


def _score(contact: Contact, met: date | None, told: date | None, wished: int, today: date) -> int:
    influence = contact.influence or 0
    if met is None:
        if BuyingRole.ECONOMIC in contact.roles:
            return _NEVER_ECONOMIC + influence * _PER_INFLUENCE
        score = (_NEVER if matters_of_themselves(contact) else 0) + influence * _PER_INFLUENCE
    else:
        score = min((today - met).days * DUE // wished, _MOST_LATE)
        score += influence if score >= DUE else 0
    # Somebody spoken to lately can wait behind those nobody spoke to, but is not met by that.
    if told is not None and (today - told).days <= wished and score > DUE:
        return DUE + (score - DUE) // 2
    return score


class OurReason(StrEnum):
    """Why one of our people should come along."""

    OWN = "own"
    SECOND = "second"
    LEADING = "leading"

    @property
    def label(self) -> str:
        return {
            OurReason.OWN: _("responsible for this account"),
            OurReason.SECOND: _("second manager of this account"),
            OurReason.LEADING: _("leads on our side, for an executive visit"),
        }[self]


@dataclass(frozen=True)
class OurSuggestion:
    """One of our people for a visit, and why."""

    manager: Manager
    reason: OurReason


def suggested_from_us(
    kind: VisitKind, account: Account, visit_manager: Id | None, managers: Iterable[Manager]
) -> tuple[OurSuggestion, ...]:
    """Who of ours goes along beside the one whose visit it is.

    The other one of the account's two managers, and somebody who leads where executives meet.
    """
    active = {one.id: one for one in managers if one.active and one.id != visit_manager}
    found = [
        OurSuggestion(active[one], reason)
        for one, reason in (
            (account.manager_id, OurReason.OWN),
            (account.second_manager_id, OurReason.SECOND),
        )
        if one is not None and one in active
    ]
    if kind is VisitKind.EXECUTIVE:
        known = {one.manager.id for one in found}
        leading = [one for one in active.values() if one.function is Function.MANAGEMENT]
        if not known & {one.id for one in leading}:
            found += [
                OurSuggestion(one, OurReason.LEADING)
                for one in sorted(leading, key=lambda one: (one.name, one.id))[:1]
            ]
    return tuple(found)
