"""Personal data of people at accounts: which fields are sensitive, why each may be kept, what to review.

The lawful bases are those of article 13 of the Personal Information Protection Law (个人信息保护法).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workbench.domain.accounts import Contact
from workbench.foundation.i18n import pgettext
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


class Concern(StrEnum):
    """What there is to look at about a field: the more pressing first."""

    LEFT = "left"
    NO_BASIS = "no_basis"
    DUE = "due"


@dataclass(frozen=True)
class PersonReview:
    """A person whose data should be looked at: each field with what there is about it."""

    contact: Contact
    concerns: Mapping[str, Concern]


def basis_id(contact_id: Id, field: str) -> Id:
    """The id of the basis of a person's field: the same on every laptop."""
    return derived_id("personal_basis", id_text(contact_id), field)


def kept_fields(contact: Contact) -> tuple[str, ...]:
    """The sensitive fields that hold something."""
    return tuple(field for field in SENSITIVE_FIELDS if getattr(contact, field))


def review_of(
    contact: Contact, bases: Iterable[PersonalBasis], today: date, *, left_days: int
) -> PersonReview:
    """What to look at about one person; ``left_days`` after they left nothing personal should be kept."""
    by_field = {one.field: one for one in bases if one.contact_id == contact.id}
    long_gone = contact.left_on is not None and today - contact.left_on > timedelta(days=left_days)
    concerns = {}
    for field in kept_fields(contact):
        ground = by_field.get(field)
        if long_gone:
            concerns[field] = Concern.LEFT
        elif ground is None or ground.basis is None or not ground.purpose.strip():
            concerns[field] = Concern.NO_BASIS
        elif ground.review_on is not None and ground.review_on <= today:
            concerns[field] = Concern.DUE
    return PersonReview(contact, concerns)


def to_review(
    contacts: Iterable[Contact], bases: Sequence[PersonalBasis], today: date, *, left_days: int
) -> tuple[PersonReview, ...]:
    """Everyone about whom there is something to look at, the most pressing first."""
    grounds: dict[Id, list[PersonalBasis]] = {}
    for one in bases:
        grounds.setdefault(one.contact_id, []).append(one)
    found = (
        review_of(contact, grounds.get(contact.id, ()), today, left_days=left_days) for contact in contacts
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
