"""The life of a contract, from draft to its end, as a table of states (2-rules §10).

Steps are only ever added, also by two laptops at once. Each step names the one it follows (``of_id``), so
what somebody did counts from what they saw: files that meet lose no step, and a signature stays a signature.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.contracts import ContractAmendment, ContractEvent, ContractEventKind
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id

OK, REFUSED, OVERRIDDEN = "ok", "refused", "overridden"
"""What a credit check comes to."""
OPEN_END = ".."


class ContractState(StrEnum):
    """Where a contract stands, in the order of its life."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    ENDED = "ended"
    TERMINATED = "terminated"
    RENEWED = "renewed"

    @property
    def label(self) -> str:
        return {
            ContractState.DRAFT: pgettext("contract state", "Draft"),
            ContractState.IN_REVIEW: pgettext("contract state", "In review"),
            ContractState.REVIEWED: pgettext("contract state", "Reviewed"),
            ContractState.APPROVED: pgettext("contract state", "Approved"),
            ContractState.SIGNED: pgettext("contract state", "Signed"),
            ContractState.IN_FORCE: pgettext("contract state", "In force"),
            ContractState.ENDED: pgettext("contract state", "Ended"),
            ContractState.TERMINATED: pgettext("contract state", "Terminated"),
            ContractState.RENEWED: pgettext("contract state", "Renewed"),
        }[self]

    @property
    def is_fixed(self) -> bool:
        """Whether it is signed: text, goods, amount, term and parties change by amendments only."""
        return self in _FIXED

    @property
    def is_running(self) -> bool:
        """Whether it is signed and binds from now on or soon."""
        return self in (ContractState.SIGNED, ContractState.IN_FORCE)


_FIXED = frozenset(
    {
        ContractState.SIGNED,
        ContractState.IN_FORCE,
        ContractState.ENDED,
        ContractState.TERMINATED,
        ContractState.RENEWED,
    }
)


class Guard(StrEnum):
    """What must hold before a step."""

    CREDIT = "credit"
    NOTHING_MISSING = "nothing_missing"
    DEVIATIONS_EXPLAINED = "deviations_explained"
    AMOUNTS_AGREE = "amounts_agree"
    AS_APPROVED = "as_approved"
    REASON = "reason"
    DAY_AND_SIGNERS = "day_and_signers"

    @property
    def label(self) -> str:
        return {
            Guard.CREDIT: pgettext("contract guard", "credit not blocked and within its limit"),
            Guard.NOTHING_MISSING: pgettext("contract guard", "no value is missing"),
            Guard.DEVIATIONS_EXPLAINED: pgettext("contract guard", "each deviation has its reason"),
            Guard.AMOUNTS_AGREE: pgettext("contract guard", "figures, words and goods agree"),
            Guard.AS_APPROVED: pgettext("contract guard", "the text is the one that was approved"),
            Guard.REASON: pgettext("contract guard", "a reason is given"),
            Guard.DAY_AND_SIGNERS: pgettext("contract guard", "day and signers are given"),
        }[self]


@dataclass(frozen=True)
class Transition:
    """In ``state``, ``kind`` with ``outcome`` (any if empty) leads to ``target`` where the guards hold."""

    state: ContractState
    kind: ContractEventKind
    outcome: str
    target: ContractState
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True)
class ContractLife:
    """What became of a contract by ``today``.

    ``steps`` lead to the present state, in order; what was done beside them, or where it could not be done,
    is ``out_of_turn`` and has no effect. ``head_id`` is the step that the next one follows. Amount and term
    are those in force, amendments included. ``is_recorded``: signed without any step here, as it came.
    """

    state: ContractState
    today: date
    steps: tuple[ContractEvent, ...] = ()
    out_of_turn: tuple[ContractEvent, ...] = ()
    notes: tuple[ContractEvent, ...] = ()
    head_id: Id | None = None
    next_sequence: int = 1
    credit: ContractEvent | None = None
    reviewed: ContractEvent | None = None
    approved: ContractEvent | None = None
    returned: ContractEvent | None = None
    signed: ContractEvent | None = None
    amended: tuple[ContractEvent, ...] = ()
    terminated: ContractEvent | None = None
    renewed: ContractEvent | None = None
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    amount_fen: int | None = None
    is_recorded: bool = False
    drafted_amendments: tuple[ContractAmendment, ...] = ()

    @property
    def is_fixed(self) -> bool:
        """Whether only amendments change it."""
        return self.state.is_fixed

    @property
    def days_left(self) -> int | None:
        """Days until the last day; negative when it is past, ``None`` without an end."""
        return None if self.ends_on is None else (self.ends_on - self.today).days
