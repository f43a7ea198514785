"""Which placeholders a clause may name, and where the value of each comes from (2-rules §10).

A template may name others beside these: those are values of its own, typed for each contract.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.contracts import ClauseGroup
from workbench.foundation.i18n import N_, _, pgettext

GOODS = "goods"
"""The placeholder for the table of goods; it stands in a line of its own."""
AMOUNT, AMOUNT_WORDS, CURRENCY = "amount", "amount_words", "currency"
SIGNED_ON, SIGNED_PLACE = "signed_on", "signed_place"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


class ValueSource(StrEnum):
    """Where a value is kept."""

    PROFILE = "profile"
    COMPANY = "company"
    CONTRACT = "contract"
    OWN = "own"

    @property
    def label(self) -> str:
        return {
            ValueSource.PROFILE: pgettext("value source", "Profile of the account"),
            ValueSource.COMPANY: pgettext("value source", "Our company"),
            ValueSource.CONTRACT: pgettext("value source", "Contract"),
            ValueSource.OWN: pgettext("value source", "Typed for this contract"),
        }[self]


class ValueFormat(StrEnum):
    """How a value is written."""

    TEXT = "text"
    DAY = "day"
    MONEY = "money"
    WORDS = "words"
    NUMBER = "number"
    TABLE = "table"


@dataclass(frozen=True)
class Placeholder:
    """A name with a fixed meaning. ``field``: the field of account, company or contract that fills it.

    ``is_at_signing``: it is written down when the contract is signed, and is not missing before.
    """

    name: str
    label_id: str
    source: ValueSource
    group: ClauseGroup
    field: str = ""
    format: ValueFormat = ValueFormat.TEXT
    is_at_signing: bool = False

    @property
    def label(self) -> str:
        """What it is called, in the language in force."""
        return _(self.label_id)


def _party(prefix: str, source: ValueSource, words: Mapping[str, str]) -> tuple[Placeholder, ...]:
    return tuple(
        Placeholder(f"{prefix}_{field}", label, source, ClauseGroup.PARTIES, field)
        for field, label in words.items()
    )


def _own(group: ClauseGroup, **labels: str) -> tuple[Placeholder, ...]:
    return tuple(Placeholder(name, label, ValueSource.OWN, group) for name, label in labels.items())


PLACEHOLDERS: tuple[Placeholder, ...] = (
    *_party(
        "account",
        ValueSource.PROFILE,
        {
            "name": N_("Customer: name"),
            "address": N_("Customer: address"),
            "legal_representative": N_("Customer: legal representative"),
            "signer": N_("Customer: signatory"),
            "phone": N_("Customer: telephone"),
            "bank": N_("Customer: bank"),
            "bank_account": N_("Customer: bank account"),
            "tax_number": N_("Customer: tax number"),
            "credit_code": N_("Customer: credit code"),
        },
    ),
    *_party(
        "our",
        ValueSource.COMPANY,
        {
            "name": N_("Our name"),
            "address": N_("Our address"),
            "legal_representative": N_("Our legal representative"),
            "signer": N_("Our signatory"),
            "phone": N_("Our telephone"),
            "bank": N_("Our bank"),
            "bank_account": N_("Our bank account"),
            "tax_number": N_("Our tax number"),
        },
    ),
    Placeholder(
        "number", N_("Number of the contract"), ValueSource.CONTRACT, ClauseGroup.SIGNATURE, "number"
    ),
    Placeholder("title", N_("Title of the contract"), ValueSource.CONTRACT, ClauseGroup.SUBJECT, "title"),
    Placeholder(
        AMOUNT,
        N_("Amount in figures"),
        ValueSource.CONTRACT,
        ClauseGroup.SUBJECT,
        "amount_fen",
        ValueFormat.MONEY,
    ),
    Placeholder(
        AMOUNT_WORDS,
        N_("Amount in words"),
        ValueSource.CONTRACT,
        ClauseGroup.SUBJECT,
        "amount_fen",
        ValueFormat.WORDS,
    ),
    Placeholder(CURRENCY, N_("Currency"), ValueSource.CONTRACT, ClauseGroup.SUBJECT, "currency"),
    Placeholder(
        GOODS, N_("Table of goods"), ValueSource.CONTRACT, ClauseGroup.SUBJECT, format=ValueFormat.TABLE
    ),
    Placeholder(
        "starts_on",
        N_("First day"),
        ValueSource.CONTRACT,
        ClauseGroup.SIGNATURE,
        "starts_on",
        ValueFormat.DAY,
    ),
    Placeholder(
        "ends_on", N_("Last day"), ValueSource.CONTRACT, ClauseGroup.SIGNATURE, "ends_on", ValueFormat.DAY
    ),
    Placeholder(
        SIGNED_ON,
        N_("Day of signing"),
        ValueSource.CONTRACT,
        ClauseGroup.SIGNATURE,
        "signed_on",
        ValueFormat.DAY,
        is_at_signing=True,
    ),
    Placeholder(
        SIGNED_PLACE,
        N_("Place of signing"),
        ValueSource.OWN,
        ClauseGroup.SIGNATURE,
        is_at_signing=True,
    ),
    *_own(ClauseGroup.SUBJECT, price_terms=N_("Price terms"), annual_target=N_("Annual target")),
    *_own(
        ClauseGroup.QUALITY,
        quality_standard=N_("Quality standard"),
        warranty_months=N_("Warranty in months"),
    ),
    *_own(
        ClauseGroup.DELIVERY,
        delivery_place=N_("Place of delivery"),
        delivery_days=N_("Delivery time in days"),
        transport=N_("Transport"),
        freight=N_("Who pays the freight"),
        packaging=N_("Packaging"),
    ),
    *_own(
        ClauseGroup.ACCEPTANCE,
        acceptance_days=N_("Days for acceptance"),
        objection_days=N_("Days for objections"),
    ),
    *_own(
        ClauseGroup.RIGHTS,
        dealer_level=N_("Dealer level"),
        exclusivity=N_("Exclusive or not"),
        territory=N_("Territory"),
        product_range=N_("Product range"),
    ),
    *_own(
        ClauseGroup.SETTLEMENT,
        payment_terms=N_("Payment terms"),
        payment_days=N_("Days to pay"),
        deposit=N_("Deposit"),
        invoice=N_("Invoice"),
    ),
    *_own(
        ClauseGroup.DEALER_POLICY,
        rebate=N_("Rebate"),
        yearly_bonus=N_("Yearly bonus"),
        promotion=N_("Promotion"),
        advertising=N_("Advertising"),
        staff=N_("Staff"),
    ),
    *_own(
        ClauseGroup.ORDERING, order_days=N_("Days from order to dispatch"), minimum_order=N_("Minimum order")
    ),
    Placeholder(
        "return_days",
        N_("Days for returns"),
        ValueSource.PROFILE,
        ClauseGroup.ORDERING,
        "return_days",
        ValueFormat.NUMBER,
    ),
    *_own(
        ClauseGroup.BREACH,
        late_penalty=N_("Penalty for delay"),
        dispute_place=N_("Court or arbitration"),
    ),
    *_own(ClauseGroup.SIGNATURE, copies=N_("Number of copies"), notice_days=N_("Notice period in days")),
)
"""The fixed vocabulary, in the order in which it is offered."""
BY_NAME: Mapping[str, Placeholder] = {one.name: one for one in PLACEHOLDERS}


def placeholder_named(name: str, own_labels: Mapping[str, str] | None = None) -> Placeholder:
    """The placeholder of this name; one of the template's own where it is none of the vocabulary."""
    known = BY_NAME.get(name)
    if known is not None:
        return known
    label = (own_labels or {}).get(name) or name.replace("_", " ")
    return Placeholder(name, label, ValueSource.OWN, ClauseGroup.SUBJECT)


def is_name(text: str) -> bool:
    """Whether ``text`` can be the name of a placeholder: small Latin letters, digits, underscores."""
    return _NAME.fullmatch(text) is not None
