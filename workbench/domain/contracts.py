"""Contracts as they are kept: text, goods, what they ask for, and the steps of their life (2-rules §10)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.foundation.han import simplified
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id, derived_id, id_text

# Days before the end at which a contract asks for attention (2-rules §10: alerts 90/60/30).
EXPIRY_ALERT_DAYS = 90
EXPIRY_ALERTS = (90, 60, 30)


class ContractKind(StrEnum):
    """What a contract is for."""

    FRAMEWORK = "framework"
    SALE = "sale"
    DEALER = "dealer"
    SERVICE = "service"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            ContractKind.FRAMEWORK: pgettext("contract kind", "Framework agreement"),
            ContractKind.SALE: pgettext("contract kind", "Sales contract"),
            ContractKind.DEALER: pgettext("contract kind", "Dealer contract"),
            ContractKind.SERVICE: pgettext("contract kind", "Service contract"),
            ContractKind.OTHER: pgettext("contract kind", "Other contract"),
        }[self]


class ClauseGroup(StrEnum):
    """The eleven groups of clauses of the standard text, in its order."""

    SUBJECT = "subject"
    QUALITY = "quality"
    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    RIGHTS = "rights"
    SETTLEMENT = "settlement"
    DEALER_POLICY = "dealer_policy"
    ORDERING = "ordering"
    BREACH = "breach"
    SIGNATURE = "signature"
    PARTIES = "parties"

    @property
    def label(self) -> str:
        return {
            ClauseGroup.SUBJECT: pgettext("clause group", "Subject"),
            ClauseGroup.QUALITY: pgettext("clause group", "Quality"),
            ClauseGroup.DELIVERY: pgettext("clause group", "Delivery"),
            ClauseGroup.ACCEPTANCE: pgettext("clause group", "Acceptance"),
            ClauseGroup.RIGHTS: pgettext("clause group", "Operating rights"),
            ClauseGroup.SETTLEMENT: pgettext("clause group", "Settlement"),
            ClauseGroup.DEALER_POLICY: pgettext("clause group", "Dealer policy"),
            ClauseGroup.ORDERING: pgettext("clause group", "Ordering and returns"),
            ClauseGroup.BREACH: pgettext("clause group", "Breach and disputes"),
            ClauseGroup.SIGNATURE: pgettext("clause group", "Signature"),
            ClauseGroup.PARTIES: pgettext("clause group", "Parties"),
        }[self]


class ContractEventKind(StrEnum):
    """What may happen in the life of a contract; which of it may happen when, ``contract_life`` says."""

    CREDIT_CHECKED = "credit_checked"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    RETURNED = "returned"
    SIGNED = "signed"
    AMENDED = "amended"
    TERMINATED = "terminated"
    RENEWED = "renewed"
    ARCHIVED = "archived"
    NOTED = "noted"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> str:
        return {
            ContractEventKind.CREDIT_CHECKED: pgettext("contract event", "Credit checked"),
            ContractEventKind.REVIEWED: pgettext("contract event", "Reviewed"),
            ContractEventKind.APPROVED: pgettext("contract event", "Approved"),
            ContractEventKind.RETURNED: pgettext("contract event", "Returned"),
            ContractEventKind.SIGNED: pgettext("contract event", "Signed"),
            ContractEventKind.AMENDED: pgettext("contract event", "Amended"),
            ContractEventKind.TERMINATED: pgettext("contract event", "Terminated"),
            ContractEventKind.RENEWED: pgettext("contract event", "Renewed"),
            ContractEventKind.ARCHIVED: pgettext("contract event", "Put into the archive"),
            ContractEventKind.NOTED: pgettext("contract event", "Note"),
            ContractEventKind.TAKEN_BACK: pgettext("contract event", "Step taken back"),
        }[self]


class DutyKind(StrEnum):
    """What a contract asks for on a day."""

    DELIVERY = "delivery"
    PAYMENT = "payment"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            DutyKind.DELIVERY: pgettext("contract duty", "Delivery"),
            DutyKind.PAYMENT: pgettext("contract duty", "Payment"),
            DutyKind.OTHER: pgettext("contract duty", "Other"),
        }[self]


@dataclass(frozen=True)
class Contract:
    """One contract. The amount is fen of ``currency``; ``ends_on`` is its last day.

    ``version_id``: the version of the template its text was made from. ``renews_id``: the one it follows.
    """

    id: Id
    account_id: Id
    number: str = ""
    title: str = ""
    amount_fen: int | None = None
    currency: str = "CNY"
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    kind: ContractKind = ContractKind.OTHER
    language: str = ""
    version_id: Id | None = None
    is_their_paper: bool = False
    archive_number: str = ""
    custodian: str = ""
    archived_on: date | None = None
    renews_id: Id | None = None
    manager_id: Id | None = None
    note: str = ""

    def days_left(self, today: date) -> int | None:
        """Days until the last day; negative when it is past, ``None`` without an end."""
        return None if self.ends_on is None else (self.ends_on - today).days

    def is_ending(self, today: date) -> bool:
        """Whether it is signed and its end lies within the alert window."""
        left = self.days_left(today)
        return self.signed_on is not None and left is not None and 0 <= left <= EXPIRY_ALERT_DAYS


@dataclass(frozen=True)
class ContractClause:
    """One clause of a contract. ``key`` is that of the template's clause, or one of its own."""

    id: Id
    contract_id: Id
    key: str
    group: ClauseGroup
    title: str = ""
    position: int = 0
    is_left_out: bool = False
    note: str = ""
    text: str = ""


@dataclass(frozen=True)
class ContractLine:
    """One line of the goods. Quantity in thousandths of the unit, money in fen of the contract's currency."""

    id: Id
    contract_id: Id
    product: str = ""
    brand: str = ""
    specification: str = ""
    unit: str = ""
    quantity_milli: int | None = None
    price_fen: int | None = None
    amount_fen: int | None = None
    position: int = 0
    note: str = ""


@dataclass(frozen=True)
class ContractEvent:
    """A step in a contract's life. Nothing of it is ever changed.

    At a credit check ``amount_fen`` is what the account would owe, ``limit_fen`` what it may; ``outcome`` is
    ``ok``, ``refused`` or ``overridden``. ``content``: JSON, such as the text as it was signed.
    """

    id: Id
    contract_id: Id
    sequence: int
    kind: ContractEventKind
    on: date
    at: str = ""
    author: str = ""
    person: str = ""
    outcome: str = ""
    amount_fen: int | None = None
    limit_fen: int | None = None
    of_id: Id | None = None
    content: str = ""
    text: str = ""


@dataclass(frozen=True)
class ContractAmendment:
    """A numbered change; without a day of signing it is a draft. ``content``: JSON, every text before and
    after."""

    id: Id
    contract_id: Id
    number: int
    made_on: date | None = None
    made_by: str = ""
    signed_on: date | None = None
    reason: str = ""
    content: str = ""


@dataclass(frozen=True)
class ContractDuty:
    """A delivery or payment that a contract asks for."""

    id: Id
    contract_id: Id
    kind: DutyKind
    due_on: date | None = None
    amount_fen: int | None = None
    quantity: str = ""
    done_on: date | None = None
    done_note: str = ""
    position: int = 0
    text: str = ""

    def is_late(self, today: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.done_on is None and self.due_on is not None and self.due_on < today


_TITLE_WORDS = (
    (ContractKind.FRAMEWORK, ("框架", "framework")),
    (ContractKind.DEALER, ("经销", "代理", "dealer", "distribut", "agency")),
    (ContractKind.SERVICE, ("服务", "维修", "保养", "service", "maintenance")),
    (ContractKind.SALE, ("购销", "销售", "采购", "买卖", "sale", "purchase", "supply")),
)


def kind_of_title(title: str) -> ContractKind:
    """What a contract is for, as far as its title says."""
    folded = simplified(title).casefold()
    found = (kind for kind, words in _TITLE_WORDS if any(word in folded for word in words))
    return next(found, ContractKind.OTHER)


def clause_id(contract_id: Id, key: str) -> Id:
    """The id of the clause of a contract with this key."""
    return derived_id("contract_clause", id_text(contract_id), key)


def value_id(contract_id: Id, name: str) -> Id:
    """The id of what stands for a placeholder in a contract."""
    return derived_id("contract_value", id_text(contract_id), name)
