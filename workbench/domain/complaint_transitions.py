"""The workflow of a complaint as one table: what may happen where, on which conditions, and what follows.

``docs/complaint-workflow.md`` is drawn from here (``scripts/draw-workflows``).
"""

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.complaint_states import ComplaintState
from workbench.domain.complaints import ComplaintEventKind, Outcome
from workbench.foundation.i18n import pgettext

_Kind = ComplaintEventKind
_State = ComplaintState


class Guard(StrEnum):
    """What has to hold before something may happen."""

    REPLIED = "replied"
    SLIP = "slip"
    TOLD = "told"
    INEFFECTIVE = "ineffective"
    NOT_WAITING = "not_waiting"
    WAITING = "waiting"
    SLIP_OWED = "slip_owed"
    NO_SLIP_OWED = "no_slip_owed"

    @property
    def label(self) -> str:
        """The condition as a sentence that says what is missing."""
        return {
            Guard.REPLIED: pgettext("complaint guard", "The customer has no conclusive reply yet."),
            Guard.SLIP: pgettext(
                "complaint guard", "It was solved first: the work slip is still to be handed in."
            ),
            Guard.TOLD: pgettext(
                "complaint guard", "It is a major matter: the general manager has to be told."
            ),
            Guard.INEFFECTIVE: pgettext("complaint guard", "Nobody has found the solution without effect."),
            Guard.NOT_WAITING: pgettext("complaint guard", "It waits for the customer already."),
            Guard.WAITING: pgettext("complaint guard", "It does not wait for the customer."),
            Guard.SLIP_OWED: pgettext("complaint guard", "No work slip is owed."),
            Guard.NO_SLIP_OWED: pgettext("complaint guard", "It is noted as solved first already."),
        }[self]


@dataclass(frozen=True)
class Transition:
    """In ``state``, an event of ``kind`` with ``outcome`` leads to ``target``.

    ``asks``: fields of the event that must be filled in (``person|department``: one of the two).
    ``by_merge``: it is not offered, but counts where it came from another laptop.
    """

    state: ComplaintState
    kind: ComplaintEventKind
    outcome: Outcome | None
    target: ComplaintState
    asks: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()
    by_merge: bool = False


@dataclass(frozen=True)
class AnyTime:
    """What may happen in each of ``states`` and leaves the state as it is."""

    kind: ComplaintEventKind
    states: tuple[ComplaintState, ...]
    outcomes: tuple[Outcome | None, ...] = (None,)
    asks: tuple[str, ...] = ()
    guards: tuple[Guard, ...] = ()


_CLOSING = (Guard.REPLIED, Guard.SLIP, Guard.TOLD)

TRANSITIONS: tuple[Transition, ...] = (
    Transition(_State.TO_JUDGE, _Kind.JUDGED, Outcome.VALID, _State.TO_ASSIGN),
    Transition(_State.TO_JUDGE, _Kind.JUDGED, Outcome.NOT_VALID, _State.NOT_VALID, ("text",)),
    Transition(_State.NOT_VALID, _Kind.JUDGED, Outcome.VALID, _State.TO_ASSIGN, ("text",)),
    Transition(_State.NOT_VALID, _Kind.CLOSED, None, _State.CLOSED_NOT_VALID, (), _CLOSING),
    Transition(_State.CLOSED_NOT_VALID, _Kind.REOPENED, None, _State.TO_JUDGE, ("text",)),
    Transition(_State.CLOSED_NOT_VALID, _Kind.JUDGED, Outcome.VALID, _State.TO_ASSIGN, by_merge=True),
    Transition(_State.TO_ASSIGN, _Kind.ASSIGNED, None, _State.TO_TAKE_OVER, ("person|department",)),
    Transition(_State.TO_TAKE_OVER, _Kind.TAKEN_OVER, None, _State.TO_ANALYSE),
    Transition(_State.TO_TAKE_OVER, _Kind.DECLINED, None, _State.TO_ASSIGN, ("text",)),
    Transition(_State.TO_ANALYSE, _Kind.ANALYSED, None, _State.TO_PROPOSE, ("cause", "post", "whys")),
    Transition(_State.TO_PROPOSE, _Kind.PROPOSED, None, _State.TO_DECIDE, ("text",)),
    Transition(_State.TO_DECIDE, _Kind.DECIDED, Outcome.APPROVED, _State.TO_OFFER, ("person",)),
    Transition(_State.TO_DECIDE, _Kind.DECIDED, Outcome.REFUSED, _State.TO_PROPOSE, ("person", "text")),
    Transition(_State.TO_OFFER, _Kind.OFFERED, None, _State.TO_ANSWER),
    Transition(_State.TO_ANSWER, _Kind.ANSWERED, Outcome.ACCEPTED, _State.TO_IMPLEMENT),
    Transition(_State.TO_ANSWER, _Kind.ANSWERED, Outcome.NEGOTIATE, _State.TO_PROPOSE, ("text",)),
    Transition(_State.TO_IMPLEMENT, _Kind.IMPLEMENTED, None, _State.TO_EVALUATE, ("text",)),
    Transition(
        _State.TO_EVALUATE, _Kind.EVALUATED, None, _State.TO_CLOSE, ("text", "prevention", "handling")
    ),
    Transition(_State.TO_EVALUATE, _Kind.REOPENED, None, _State.TO_ANALYSE, ("text",), (Guard.INEFFECTIVE,)),
    Transition(_State.TO_CLOSE, _Kind.REOPENED, None, _State.TO_ANALYSE, ("text",), (Guard.INEFFECTIVE,)),
    Transition(_State.TO_CLOSE, _Kind.CLOSED, None, _State.CLOSED, (), _CLOSING),
    Transition(_State.CLOSED, _Kind.REOPENED, None, _State.TO_ANALYSE, ("text",)),
)
"""What leads from one state to another."""

OPEN_STATES = tuple(state for state in ComplaintState if state.is_open)
_IMPLEMENTED = (_State.TO_EVALUATE, _State.TO_CLOSE, _State.CLOSED)
_OURS = tuple(state for state in OPEN_STATES if state is not _State.TO_ANSWER)

ANY_TIME: tuple[AnyTime, ...] = (
    AnyTime(_Kind.REPLIED, OPEN_STATES, asks=("text",)),
    AnyTime(_Kind.CONTAINED, OPEN_STATES, asks=("text",)),
    AnyTime(_Kind.WAITING, _OURS, asks=("text",), guards=(Guard.NOT_WAITING,)),
    AnyTime(_Kind.RESUMED, OPEN_STATES, guards=(Guard.WAITING,)),
    AnyTime(_Kind.TOLD, OPEN_STATES, asks=("person",)),
    AnyTime(_Kind.SOLVED_FIRST, OPEN_STATES, asks=("text",), guards=(Guard.NO_SLIP_OWED,)),
    AnyTime(_Kind.SLIP, OPEN_STATES, guards=(Guard.SLIP_OWED,)),
    AnyTime(_Kind.EFFECT, _IMPLEMENTED, (Outcome.EFFECTIVE, Outcome.NOT_EFFECTIVE), ("text",)),
    AnyTime(_Kind.NOTED, tuple(ComplaintState), asks=("text",)),
)
"""What may be added beside the steps. Taking back has rules of its own (``complaint_moves``)."""

STEP_KINDS = frozenset(one.kind for one in TRANSITIONS)
"""The kinds of events that lead on, back or out."""
CONCLUSIVE_STATES = (
    _State.NOT_VALID,
    _State.TO_ANSWER,
    _State.TO_IMPLEMENT,
    _State.TO_EVALUATE,
    _State.TO_CLOSE,
)
"""Where a reply can be the conclusive one: the customer can be told the solution, or why there is none."""


def transition(state: ComplaintState, kind: ComplaintEventKind, outcome: Outcome | None) -> Transition | None:
    """The row of the table for that event in that state."""
    return _BY_EVENT.get((state, kind, outcome))


def any_time(kind: ComplaintEventKind) -> AnyTime | None:
    """The row of ``ANY_TIME`` for that kind."""
    return _ANY_TIME.get(kind)


_BY_EVENT = {(one.state, one.kind, one.outcome): one for one in TRANSITIONS}
_ANY_TIME = {one.kind: one for one in ANY_TIME}
