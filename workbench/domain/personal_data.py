"""Personal data of people at accounts: which fields are sensitive, why each may be kept, what to review.

The lawful bases are those of article 13 of the Personal Information Protection Law (个人信息保护法).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from workbench.domain.accounts import Contact
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id, derived_id, id_text

# What goes beyond a business card: name, title, department, office phone and e-mail are left out.
SENSITIVE_FIELDS = (
    "mobile",
    "wechat",
    "birthday",
    "character",
    "interests",
    "family",
    "education",
    "ability",
    "career",
    "motivation",
    "communication",
    "deepening",
    "worries",
    "note",
)


class LawfulBasis(StrEnum):
    """Why the law lets us keep something about a person, in the law's order."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_DUTY = "legal_duty"
    EMERGENCY = "emergency"
    PUBLIC_INTEREST = "public_interest"
    PUBLIC_INFORMATION = "public_information"
    OTHER_LAW = "other_law"

    @property
    def label(self) -> str:
        return {
            LawfulBasis.CONSENT: pgettext("lawful basis", "Consent of the person"),
            LawfulBasis.CONTRACT: pgettext("lawful basis", "Needed for a contract with the person"),
            LawfulBasis.LEGAL_DUTY: pgettext("lawful basis", "Duty under the law"),
            LawfulBasis.EMERGENCY: pgettext("lawful basis", "Emergency: health, life or property"),
            LawfulBasis.PUBLIC_INTEREST: pgettext("lawful basis", "News and public interest"),
            LawfulBasis.PUBLIC_INFORMATION: pgettext("lawful basis", "The person made it public"),
            LawfulBasis.OTHER_LAW: pgettext("lawful basis", "Another law allows it"),
        }[self]


@dataclass(frozen=True)
class PersonalBasis:
    """Why one field of one person may be kept, and when to ask again."""

    id: Id
    contact_id: Id
    field: str
    purpose: str = ""
    basis: LawfulBasis | None = None
    noted_on: date | None = None
    review_on: date | None = None


JUDGEMENT: Final = "influence"
"""Stands for influence, involvement and support together: our judgement of the person."""


class Concern(StrEnum):
    """What there is to look at about a field: the more pressing first.

    ``QUIET`` is about people of an account nobody was in touch with for long, ``JUDGED`` about a judgement of
    the person that nobody looked at for long.
    """

    LEFT = "left"
    QUIET = "quiet"
    NO_BASIS = "no_basis"
    DUE = "due"
    JUDGED = "judged"

    @property
    def label(self) -> str:
        return {
            Concern.LEFT: _("left long ago"),
            Concern.QUIET: _("no contact for long"),
            Concern.NO_BASIS: _("no reason yet"),
            Concern.DUE: _("due for review"),
            Concern.JUDGED: _("judgement is old"),
        }[self]


@dataclass(frozen=True)
class Retention:
    """After how many days personal data are looked at again; ``None`` never asks."""

    left_days: int
    quiet_days: int | None = None
    judged_days: int | None = None


@dataclass(frozen=True)
class PersonReview:
    """A person whose data should be looked at: each field with what there is about it."""

    contact: Contact
    concerns: Mapping[str, Concern]

    @property
    def pressing(self) -> Concern | None:
        """The most pressing of its concerns."""
        order = list(Concern)
        return min(self.concerns.values(), key=order.index, default=None)


def basis_id(contact_id: Id, field: str) -> Id:
    """The id of the basis of a person's field: the same on every laptop."""
    return derived_id("personal_basis", id_text(contact_id), field)


def kept_fields(contact: Contact) -> tuple[str, ...]:
    """The sensitive fields that hold something."""
    return tuple(field for field in SENSITIVE_FIELDS if getattr(contact, field))


def is_judged(contact: Contact) -> bool:
    """Whether the file holds a judgement of the person: influence, involvement or support."""
    return any(one is not None for one in (contact.influence, contact.involvement, contact.support))


def review_of(
    contact: Contact,
    bases: Iterable[PersonalBasis],
    today: date,
    *,
    left_days: int = 0,
    retention: Retention | None = None,
    last_contact: date | None = None,
) -> PersonReview:
    """What to look at about one person; ``left_days`` after they left nothing personal should be kept.

    The same holds when nobody was in touch with their account (``last_contact``) for the days of
    ``retention``. Where a reason was given or confirmed after that, with a later day to ask again, somebody
    has decided. A file that knows of no contact at all says nothing about it.
    """
    rule = retention or Retention(left_days)
    by_field = {one.field: one for one in bases if one.contact_id == contact.id}
    ends = {
        Concern.LEFT: _end(contact.left_on, rule.left_days),
        Concern.QUIET: _end(last_contact, rule.quiet_days),
    }
    over = next((one for one, end in ends.items() if end is not None and end < today), None)
    concerns = {}
    for field in kept_fields(contact):
        ground = by_field.get(field)
        if over is not None and not _is_decided(ground, ends[over], today):
            concerns[field] = over
        elif ground is None or ground.basis is None or not ground.purpose.strip():
            concerns[field] = Concern.NO_BASIS
        elif ground.review_on is not None and ground.review_on <= today:
            concerns[field] = Concern.DUE
    if is_judged(contact) and rule.judged_days is not None:
        verified = contact.influence_verified_on
        if verified is None or today - verified > timedelta(days=rule.judged_days):
            concerns[JUDGEMENT] = Concern.JUDGED
    return PersonReview(contact, concerns)


def _end(since: date | None, days: int | None) -> date | None:
    return since + timedelta(days=days) if since is not None and days is not None else None


def _is_decided(ground: PersonalBasis | None, end: date | None, today: date) -> bool:
    """Whether somebody gave or confirmed the reason after the time was over, until a day that lies ahead."""
    return (
        ground is not None
        and ground.basis is not None
        and bool(ground.purpose.strip())
        and ground.noted_on is not None
        and end is not None
        and ground.noted_on > end
        and ground.review_on is not None
        and ground.review_on > today
    )


def to_review(
    contacts: Iterable[Contact],
    bases: Sequence[PersonalBasis],
    today: date,
    *,
    left_days: int = 0,
    retention: Retention | None = None,
    last_contacts: Mapping[Id, date] | None = None,
) -> tuple[PersonReview, ...]:
    """Everyone about whom there is something to look at, the most pressing first.

    ``last_contacts`` are the days by account.
    """
    rule, days = retention or Retention(left_days), last_contacts or {}
    grounds: dict[Id, list[PersonalBasis]] = {}
    for one in bases:
        grounds.setdefault(one.contact_id, []).append(one)
    found = (
        review_of(
            contact,
            grounds.get(contact.id, ()),
            today,
            retention=rule,
            last_contact=days.get(contact.account_id),
        )
        for contact in contacts
    )
    order = list(Concern)
    return tuple(
        sorted(
            (one for one in found if one.concerns),
            key=lambda one: (
                min(order.index(concern) for concern in one.concerns.values()),
                -len(one.concerns),
                one.contact.name,
            ),
        )
    )
