"""What may be done about a complaint now, and whether an event may be written (2-rules §8)."""

from dataclasses import dataclass
from datetime import date

from workbench.domain.complaint_progress import ComplaintProgress
from workbench.domain.complaint_states import ComplaintState
from workbench.domain.complaint_transitions import (
    ANY_TIME,
    CONCLUSIVE_STATES,
    TRANSITIONS,
    AnyTime,
    Guard,
    Transition,
    any_time,
    transition,
)
from workbench.domain.complaints import ComplaintEvent, ComplaintEventKind, ComplaintSeverity, Outcome
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _, format_date, pgettext
from workbench.foundation.ids import Id

_Kind = ComplaintEventKind


@dataclass(frozen=True)
class Move:
    """Something that may be done now. ``target`` is the state it leads to, the present one if it stays;
    ``of_id`` what would be taken back."""

    kind: ComplaintEventKind
    outcome: Outcome | None = None
    target: ComplaintState = ComplaintState.TO_JUDGE
    asks: tuple[str, ...] = ()
    of_id: Id | None = None

    @property
    def label(self) -> str:
        """What it is called on a button: the outcome says more than the kind where there is one."""
        return f"{self.kind.label}: {self.outcome.label}" if self.outcome else self.kind.label


def moves(progress: ComplaintProgress) -> tuple[Move, ...]:
    """All that may be done now: steps first, in the order of the table, then what stands beside them."""
    found = [
        Move(row.kind, row.outcome, row.target, row.asks)
        for row in TRANSITIONS
        if row.state is progress.state and not row.by_merge and not _unmet(progress, row)
    ]
    found += [
        Move(row.kind, outcome, progress.state, row.asks)
        for row in ANY_TIME
        if progress.state in row.states and not _unmet(progress, row)
        for outcome in row.outcomes
    ]
    for event in (progress.latest, progress.restorable):
        if event is not None:
            found.append(Move(_Kind.TAKEN_BACK, None, progress.state, ("text",), event.id))
    return tuple(found)


def hindrances(progress: ComplaintProgress, kind: ComplaintEventKind) -> tuple[Guard, ...]:
    """What still stands in the way of ``kind``, which the table allows in the present state but for that."""
    rows = [row for row in TRANSITIONS if row.state is progress.state and row.kind is kind]
    return _unmet(progress, rows[0]) if rows else ()


def _unmet(progress: ComplaintProgress, row: Transition | AnyTime) -> tuple[Guard, ...]:
    is_major = progress.complaint.severity is ComplaintSeverity.MAJOR
    fulfilled = {
        Guard.REPLIED: progress.reply is not None,
        Guard.SLIP: progress.slip_owed is None,
        Guard.TOLD: not is_major or bool(progress.told_superiors),
        Guard.INEFFECTIVE: progress.effect is Outcome.NOT_EFFECTIVE,
        Guard.WAITING: progress.waiting_since is not None,
        Guard.NOT_WAITING: progress.waiting_since is None,
        Guard.SLIP_OWED: progress.slip_owed is not None,
        Guard.NO_SLIP_OWED: progress.slip_owed is None,
    }
    return tuple(guard for guard in row.guards if not fulfilled[guard])


def check_move(progress: ComplaintProgress, draft: ComplaintEvent, today: date) -> None:
    """Whether ``draft`` may be written now.

    Raises ``NotAllowed`` where the workflow forbids it, ``BadInput`` where the event lacks something or its
    day cannot be; ``where`` names the field.
    """
    if draft.kind is _Kind.TAKEN_BACK:
        _check_taking_back(progress, draft)
    else:
        row = _row(progress, draft)
        unmet = _unmet(progress, row)
        if unmet:
            raise NotAllowed(unmet[0].label, where=unmet[0].value)
        for name in row.asks:
            _check_filled(draft, name)
        if draft.is_conclusive and progress.state not in CONCLUSIVE_STATES:
            raise BadInput(
                _("There is nothing yet that the customer could be told as conclusive."),
                hint=_("Record it as an ordinary reply."),
                where="is_conclusive",
            )
    _check_day(progress, draft, today)


def _row(progress: ComplaintProgress, draft: ComplaintEvent) -> Transition | AnyTime:
    row = transition(progress.state, draft.kind, draft.outcome)
    if row is not None and not row.by_merge:
        return row
    beside = any_time(draft.kind)
    if beside is not None and progress.state in beside.states:
        if draft.outcome not in beside.outcomes:
            raise BadInput(_("Choose how it came out."), where="outcome")
        return beside
    rows = [one for one in TRANSITIONS if one.state is progress.state and one.kind is draft.kind]
    if any(not one.by_merge for one in rows):
        raise BadInput(_("Choose how it came out."), where="outcome")
    raise NotAllowed(
        _("“{step}” cannot be done now.").format(step=draft.kind.label),
        hint=_("The complaint stands at: {state}.").format(state=progress.state.label),
        where="kind",
    )


_MISSING = {
    "text": lambda: _("Say in words what was done, or why."),
    "person": lambda: _("Say who it was."),
    "person|department": lambda: _("Name a department or a person."),
    "cause": lambda: _("Choose the kind of cause."),
    "post": lambda: _("Name the post that is responsible."),
    "whys": lambda: _("Ask at least once why."),
    "prevention": lambda: _("Say what will prevent it."),
    "handling": lambda: _("Say how those responsible are dealt with."),
}


def _check_filled(draft: ComplaintEvent, name: str) -> None:
    first = name.split("|")[0]
    if any(_is_filled(getattr(draft, one)) for one in name.split("|")):
        return
    raise BadInput(_MISSING[name](), where="department" if "|" in name else first)


def _is_filled(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, tuple):
        return any(_is_filled(one) for one in value)
    return value is not None


def _check_taking_back(progress: ComplaintProgress, draft: ComplaintEvent) -> None:
    if draft.of_id is None or not can_take_back(progress, draft.of_id):
        raise NotAllowed(
            _("Only the latest step can be taken back."),
            hint=_("Take back the later steps first."),
            where="of_id",
        )
    _check_filled(draft, "text")


def can_take_back(progress: ComplaintProgress, event_id: Id) -> bool:
    """Whether that event can be taken back: the latest step, the latest taking-back as long as no step
    followed it, and while the complaint is open what stands beside the steps, or its taking-back."""
    if event_id in {one.id for one in (progress.latest, progress.restorable) if one is not None}:
        return True
    if not progress.is_open:
        return False
    back = next((one for one in progress.take_backs if one.id == event_id), None)
    if back is not None:
        return any(one.id == back.of_id and any_time(one.kind) for one in progress.taken_back)
    beside = (
        *progress.replies,
        *progress.containments,
        *progress.told_superiors,
        *progress.slips,
        *progress.waits,
        *progress.effects,
        *progress.notes,
    )
    return any(one.id == event_id and any_time(one.kind) for one in beside)


def _check_day(progress: ComplaintProgress, draft: ComplaintEvent, today: date) -> None:
    if draft.on > today:
        raise BadInput(_("This day lies ahead."), where="on")
    if draft.on < progress.complaint.received_on:
        raise BadInput(_("The complaint had not been received on that day."), where="on")
    earliest = _earliest(progress, draft)
    if earliest is not None and draft.on < earliest:
        raise BadInput(
            pgettext("complaint", "The step before was done on {date}.").format(date=format_date(earliest)),
            hint=_("Choose that day or a later one."),
            where="on",
        )


def _earliest(progress: ComplaintProgress, draft: ComplaintEvent) -> date | None:
    if any_time(draft.kind) is None and draft.kind is not _Kind.TAKEN_BACK:
        before = progress.latest or progress.recorded
        return before.on if before is not None else None
    return progress.waiting_since if draft.kind is _Kind.RESUMED else None
