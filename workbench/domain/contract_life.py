"""What became of a contract: its steps folded into a state, and what may be done next (2-rules §10).

Steps are only ever added, also by two laptops at once. Each names the one it follows (``of_id``), so what
somebody did counts from what they saw: files that meet lose no step, and a signature stays a signature.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from workbench.domain.contract_states import (
    ANY_TIME,
    TRANSITIONS,
    ContractState,
    Guard,
    transition,
)
from workbench.domain.contracts import Contract, ContractAmendment, ContractEvent, ContractEventKind
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _, listed
from workbench.foundation.ids import Id

__all__ = [
    "ContractLife",
    "ContractState",
    "Readiness",
    "check_contract_move",
    "contract_moves",
    "life_of",
    "read_term",
    "term_text",
]

_Kind, _State = ContractEventKind, ContractState
_BESIDE = (_Kind.NOTED, _Kind.ARCHIVED)
_AFTER_SIGNING = (_Kind.AMENDED, _Kind.TERMINATED, _Kind.RENEWED)
_OPEN, _AS_BEFORE = "..", "="
_NAMED = 5


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

    @property
    def credit(self) -> ContractEvent | None:
        """The credit check that holds."""
        return self._last(_Kind.CREDIT_CHECKED)

    @property
    def reviewed(self) -> ContractEvent | None:
        """The review that holds."""
        return self._last(_Kind.REVIEWED)

    @property
    def approved(self) -> ContractEvent | None:
        """The approval that holds."""
        return self._last(_Kind.APPROVED)

    @property
    def returned(self) -> ContractEvent | None:
        """Why it is a draft again: the last step, if that returned it."""
        last = self.steps[-1] if self.steps else None
        return last if last is not None and last.kind is _Kind.RETURNED else None

    @property
    def signed(self) -> ContractEvent | None:
        """The signature."""
        return next((one for one in self.steps if one.kind is _Kind.SIGNED), None)

    @property
    def amended(self) -> tuple[ContractEvent, ...]:
        """The signed amendments in their order."""
        return tuple(one for one in self.steps if one.kind is _Kind.AMENDED)

    @property
    def terminated(self) -> ContractEvent | None:
        """The termination, also of a day to come."""
        return next((one for one in self.steps if one.kind is _Kind.TERMINATED), None)

    @property
    def renewed(self) -> ContractEvent | None:
        """The signature of the contract that follows."""
        return next((one for one in self.steps if one.kind is _Kind.RENEWED), None)

    def _last(self, kind: ContractEventKind) -> ContractEvent | None:
        """The last step of this kind since the contract was last a draft, the check of a refused one too."""
        since = [i for i, one in enumerate(self.steps) if one.kind is _Kind.RETURNED]
        steps = self.steps[since[-1] + 1 :] if since else self.steps
        return next((one for one in reversed(steps) if one.kind is kind), None)


@dataclass(frozen=True)
class Readiness:
    """What the guards look at, in words: what is missing, unexplained, wrong, and against the credit."""

    missing: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    is_as_approved: bool = True

    def against(self, guard: Guard) -> tuple[str, ...]:
        """What breaks the guard; nothing where it holds."""
        return {
            Guard.CREDIT: self.blocks,
            Guard.NOTHING_MISSING: self.missing,
            Guard.DEVIATIONS_EXPLAINED: self.unexplained,
            Guard.AMOUNTS_AGREE: self.faults,
            Guard.AS_APPROVED: () if self.is_as_approved else (_("It was changed since."),),
        }[guard]


@dataclass(frozen=True)
class _Stand:
    """Where a contract stands after the steps of ``trail``; of these ``steps`` were not taken back.

    ``rounds`` counts how often it went back.
    """

    state: ContractState
    steps: tuple[ContractEvent, ...] = ()
    rounds: int = 0
    trail: tuple[ContractEvent, ...] = ()
    before: "_Stand | None" = None

    def after(self, event: ContractEvent) -> "_Stand | None":
        """The stand that ``event`` leads to; ``None`` where it cannot be taken."""
        if event.kind is _Kind.TAKEN_BACK:
            if self.before is None or self.state.is_fixed or self.trail[-1].kind is _Kind.TAKEN_BACK:
                return None
            return replace(self.before, rounds=self.rounds + 1, trail=(*self.trail, event))
        found = transition(self.state, event.kind, event.outcome)
        if found is None or self.state.is_fixed:
            return None
        rounds = self.rounds + (event.kind is _Kind.RETURNED)
        return _Stand(found.target, (*self.steps, event), rounds, (*self.trail, event), self)


def life_of(
    contract: Contract,
    events: Iterable[ContractEvent],
    amendments: Iterable[ContractAmendment],
    today: date,
) -> ContractLife:
    """Fold a contract's events, whatever they are and in whatever order they came.

    Where two laptops went different ways before the signature, a signature stands; else the way that was
    returned or taken back more often, for somebody had a reason; else the one that came further. What one
    gave up and the other did not goes on.
    """
    ordered = sorted(events, key=lambda one: (one.sequence, one.on, one.at, one.id))
    stands: dict[Id | None, _Stand] = {None: _Stand(_State.DRAFT)}
    followed: set[Id | None] = set()
    later: list[ContractEvent] = []
    notes: list[ContractEvent] = []
    for event in ordered:
        if event.kind in _BESIDE:
            notes.append(event)
            continue
        base = stands.get(event.of_id)
        is_given_up = event.kind is _Kind.TERMINATED and base is not None and base.state is _State.DRAFT
        if event.kind in _AFTER_SIGNING and not is_given_up:
            later.append(event)
        elif base is not None and (stand := base.after(event)) is not None:
            stands[event.id] = stand
            followed.add(event.of_id)
    signed = next((one for one in stands.values() if one.state is _State.SIGNED), None)
    ways = [one for key, one in stands.items() if key not in followed]
    ranks = (_State.TERMINATED, *ContractState)
    chosen = signed or max(reversed(ways), key=lambda one: (one.rounds, ranks.index(one.state)))
    steps = chosen.steps
    if signed is not None or contract.signed_on is not None:
        steps += tuple(one for index, one in enumerate(later) if _counts(one, later[:index]))
    counted = {one.id for one in steps} | {one.id for one in notes} | {one.id for one in chosen.trail}
    life = ContractLife(
        state=chosen.state,
        today=today,
        steps=steps,
        out_of_turn=tuple(one for one in ordered if one.id not in counted),
        notes=tuple(notes),
        head_id=chosen.trail[-1].id if chosen.trail else None,
        next_sequence=1 + max((one.sequence for one in ordered), default=0),
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        amount_fen=contract.amount_fen,
        drafted_amendments=tuple(one for one in amendments if one.signed_on is None),
    )
    if signed is None and contract.signed_on is None:
        return life
    return _as_signed(life, contract)


def term_text(
    starts_on: date | None, ends_on: date | None, *, keeps_start: bool = False, keeps_end: bool = False
) -> str:
    """A term as an ISO 8601 interval, ``..`` for an open side, ``=`` for one that an amendment leaves as it
    is: how signatures and amendments keep it."""
    sides = ((starts_on, keeps_start), (ends_on, keeps_end))
    return "/".join(_AS_BEFORE if kept else day.isoformat() if day else _OPEN for day, kept in sides)


def read_term(
    text: str, before: tuple[date | None, date | None] = (None, None)
) -> tuple[date | None, date | None] | None:
    """What ``term_text`` wrote, after the term ``before``; ``None`` where it is none."""
    sides = text.split("/")
    kept: dict[str, tuple[date | None, date | None]] = {_OPEN: (None, None), _AS_BEFORE: before}
    if len(sides) != len(before):
        return None
    try:
        days = tuple(
            kept[side][at] if side in kept else date.fromisoformat(side) for at, side in enumerate(sides)
        )
    except ValueError:
        return None
    return days[0], days[1]


def contract_moves(life: ContractLife) -> tuple[ContractEventKind, ...]:
    """The steps that may be taken now, those that lead on first.

    An amendment is signed where one is drafted; a renewal follows by itself from its own signature.
    """
    kinds: list[ContractEventKind] = [
        one.kind for one in TRANSITIONS if one.state is life.state and one.kind is not _Kind.RENEWED
    ]
    kinds += [one.kind for one in ANY_TIME if life.state in one.states]
    if life.terminated is not None:
        kinds = [kind for kind in kinds if kind is not _Kind.TERMINATED]
    if not life.drafted_amendments:
        kinds = [kind for kind in kinds if kind is not _Kind.AMENDED]
    if life.is_fixed or not life.steps or life.head_id != life.steps[-1].id:
        kinds = [kind for kind in kinds if kind is not _Kind.TAKEN_BACK]
    return tuple(dict.fromkeys(kinds))


def check_contract_move(life: ContractLife, draft: ContractEvent, ready: Readiness) -> None:
    """Raise ``NotAllowed`` where state or guard forbid the step, ``BadInput`` naming a field that fails."""
    if draft.kind not in contract_moves(life) and draft.kind is not _Kind.RENEWED:
        raise NotAllowed(
            _("“{step}” cannot be done now: the contract stands at “{state}”.").format(
                step=draft.kind.label, state=life.state.label
            ),
            hint=_("Look at the steps that can be taken."),
        )
    found = transition(life.state, draft.kind, draft.outcome)
    beside = next((one for one in ANY_TIME if one.kind is draft.kind), None)
    asks = found.asks if found is not None else beside.asks if beside is not None else ()
    for name in asks:
        if not str(getattr(draft, name)).strip():
            raise BadInput(_MESSAGES[name](), where=name)
    if draft.on > life.today and draft.kind is not _Kind.TERMINATED:
        raise BadInput(_("This day lies in the future."), where="on")
    for guard in found.guards if found is not None else ():
        against = ready.against(guard)
        if against:
            more = _("and {count} more").format(count=len(against) - _NAMED)
            named = [*against[:_NAMED], *([more] if len(against) > _NAMED else [])]
            raise NotAllowed(guard.label, hint=listed(named), where=guard.value)


_MESSAGES = {
    "text": lambda: _("Say why."),
    "person": lambda: _("Say who signed."),
}


def _counts(event: ContractEvent, before: list[ContractEvent]) -> bool:
    """Each amendment counts; of terminations and renewals the first."""
    return event.kind is _Kind.AMENDED or all(one.kind is not event.kind for one in before)


def _as_signed(life: ContractLife, contract: Contract) -> ContractLife:
    """The life of a signed one: amount and term from signature and amendments, the state from the day."""
    signed = life.signed
    starts_on, ends_on, amount = life.starts_on, life.ends_on, life.amount_fen
    for event in life.steps:
        is_amended = event.kind is _Kind.AMENDED and event.amount_fen is not None
        if event.kind is _Kind.SIGNED or is_amended:
            amount = event.amount_fen
        term = read_term(event.outcome, (starts_on, ends_on))
        if event.kind in (_Kind.SIGNED, _Kind.AMENDED) and term is not None:
            starts_on, ends_on = term
    signed_on = signed.on if signed is not None else contract.signed_on
    if life.terminated is not None and (ends_on is None or life.terminated.on < ends_on):
        ends_on = life.terminated.on
    begins = starts_on or signed_on or life.today
    if life.terminated is not None and life.terminated.on <= life.today:
        state = _State.TERMINATED
    elif life.renewed is not None:
        state = _State.RENEWED
    elif ends_on is not None and ends_on < life.today:
        state = _State.ENDED
    else:
        state = _State.IN_FORCE if begins <= life.today else _State.SIGNED
    return replace(
        life,
        state=state,
        signed_on=signed_on,
        starts_on=starts_on,
        ends_on=ends_on,
        amount_fen=amount,
        is_recorded=signed is None,
    )
