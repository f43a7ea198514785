"""The life of a contract as one table: what may happen where and on which conditions (2-rules §10).

``docs/contract-life.md`` is drawn from here (``scripts/draw-workflows``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.contracts import ContractEventKind
from workbench.foundation.i18n import N_, pgettext

OK, REFUSED, OVERRIDDEN = "ok", "refused", "overridden"
"""What a credit check comes to."""


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
        """Whether it is signed (or given up): its text, goods, amount, term and parties stay."""
        return self in _FIXED

    @property
    def is_running(self) -> bool:
        """Whether it is signed, and binds now or soon."""
        return self in _RUNNING


_Kind, _State = ContractEventKind, ContractState
_RUNNING = frozenset({_State.SIGNED, _State.IN_FORCE})
_FIXED = _RUNNING | {_State.ENDED, _State.TERMINATED, _State.RENEWED}


class Guard(StrEnum):
    """What must hold before a step."""

    CREDIT = "credit"
    NOTHING_MISSING = "nothing_missing"
    DEVIATIONS_EXPLAINED = "deviations_explained"
    AMOUNTS_AGREE = "amounts_agree"
    AS_APPROVED = "as_approved"

    @property
    def label(self) -> str:
        """The condition as a sentence that says what is missing."""
        return {
            Guard.CREDIT: pgettext(
                "contract guard", "The credit of the account is blocked, or its limit would be passed."
            ),
            Guard.NOTHING_MISSING: pgettext("contract guard", "Values are missing in the text."),
            Guard.DEVIATIONS_EXPLAINED: pgettext(
                "contract guard", "There are deviations from the template without a reason."
            ),
            Guard.AMOUNTS_AGREE: pgettext("contract guard", "Something in the contract does not agree."),
            Guard.AS_APPROVED: pgettext("contract guard", "The contract is not as it was approved."),
        }[self]


@dataclass(frozen=True)
class Transition:
    """In ``state``, an event of ``kind`` with ``outcome`` (empty for any) leads to ``target``.

    ``asks``: fields of the event that must be filled in.
    """

    state: ContractState
    kind: ContractEventKind
    outcome: str
    target: ContractState
    asks: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True)
class AnyTime:
    """What may happen in each of ``states`` and leaves the state as it is."""

    kind: ContractEventKind
    states: tuple[ContractState, ...]
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ByDate:
    """What a day brings without anybody's doing."""

    state: ContractState
    target: ContractState
    when: str


_WHOLE = (Guard.NOTHING_MISSING, Guard.DEVIATIONS_EXPLAINED, Guard.AMOUNTS_AGREE)

TRANSITIONS: Sequence[Transition] = (
    Transition(_State.DRAFT, _Kind.CREDIT_CHECKED, OK, _State.IN_REVIEW, guards=(Guard.CREDIT,)),
    Transition(_State.DRAFT, _Kind.CREDIT_CHECKED, OVERRIDDEN, _State.IN_REVIEW, ("text",)),
    Transition(_State.DRAFT, _Kind.CREDIT_CHECKED, REFUSED, _State.DRAFT),
    Transition(_State.DRAFT, _Kind.TERMINATED, "", _State.TERMINATED, ("text",)),
    Transition(_State.IN_REVIEW, _Kind.REVIEWED, "", _State.REVIEWED, guards=_WHOLE),
    Transition(_State.IN_REVIEW, _Kind.RETURNED, "", _State.DRAFT, ("text",)),
    Transition(_State.REVIEWED, _Kind.APPROVED, "", _State.APPROVED, guards=_WHOLE),
    Transition(_State.REVIEWED, _Kind.RETURNED, "", _State.DRAFT, ("text",)),
    Transition(
        _State.APPROVED, _Kind.SIGNED, "", _State.SIGNED, ("person",), (Guard.AS_APPROVED, Guard.CREDIT)
    ),
    Transition(_State.APPROVED, _Kind.RETURNED, "", _State.DRAFT, ("text",)),
    *(
        Transition(state, _Kind.TERMINATED, "", _State.TERMINATED, ("text",))
        for state in (_State.SIGNED, _State.IN_FORCE)
    ),
    *(
        Transition(state, _Kind.RENEWED, "", _State.RENEWED)
        for state in (_State.SIGNED, _State.IN_FORCE, _State.ENDED)
    ),
)
"""Every step that leads on. A draft that is terminated was given up. First and last day lead on by
themselves (``BY_DATE``)."""

BY_DATE: Sequence[ByDate] = (
    ByDate(_State.SIGNED, _State.IN_FORCE, N_("its first day")),
    ByDate(_State.IN_FORCE, _State.ENDED, N_("the day after its last")),
)

ANY_TIME: Sequence[AnyTime] = (
    AnyTime(_Kind.NOTED, tuple(_State), ("text",)),
    AnyTime(_Kind.AMENDED, (_State.SIGNED, _State.IN_FORCE, _State.ENDED), ("person",)),
    AnyTime(_Kind.ARCHIVED, tuple(one for one in _State if one.is_fixed)),
    AnyTime(_Kind.TAKEN_BACK, tuple(one for one in _State if not one.is_fixed)),
)
"""What changes no state. Only the last step can be taken back, and only before the signature."""


def transition(state: ContractState, kind: ContractEventKind, outcome: str = "") -> Transition | None:
    """Where this step leads from ``state``; ``None`` where it cannot be taken."""
    return next(
        (
            one
            for one in TRANSITIONS
            if one.state is state and one.kind is kind and one.outcome in ("", outcome)
        ),
        None,
    )
