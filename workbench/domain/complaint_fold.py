"""The progress of a complaint while its events are added one by one, in order (2-rules §8)."""

from datetime import date

from workbench.domain.complaint_progress import Answerable, ComplaintProgress, Span, StepStand
from workbench.domain.complaint_states import ComplaintState, ComplaintStep
from workbench.domain.complaint_transitions import (
    CONCLUSIVE_STATES,
    Guard,
    Transition,
    any_time,
    transition,
)
from workbench.domain.complaints import Complaint, ComplaintEvent, ComplaintEventKind, Outcome
from workbench.foundation.ids import Id

_Kind = ComplaintEventKind
_State = ComplaintState


class Fold:
    """Takes events in order; ``done`` are the steps that counted, ``beside`` the ids of what else counted."""

    def __init__(self, complaint: Complaint) -> None:
        self._complaint = complaint
        self._state = _State.TO_JUDGE
        self._day = complaint.received_on
        self._recorded: ComplaintEvent | None = None
        self._spans: dict[ComplaintStep, list[Span]] = {step: [] for step in ComplaintStep}
        self._events: dict[ComplaintStep, list[ComplaintEvent]] = {step: [] for step in ComplaintStep}
        self._also: dict[ComplaintStep, list[ComplaintEvent]] = {step: [] for step in ComplaintStep}
        self._same: list[ComplaintEvent] = []
        self._last: dict[ComplaintEventKind, ComplaintEvent] = {}
        self._step_of: dict[ComplaintEventKind, ComplaintStep] = {}
        self._lists: dict[ComplaintEventKind, list[ComplaintEvent]] = {}
        self._out_of_turn: list[ComplaintEvent] = []
        self._replies: list[ComplaintEvent] = []
        self._reply: ComplaintEvent | None = None
        self._slip_owed: ComplaintEvent | None = None
        self._waiting_since: date | None = None
        self._pauses: list[Span] = []
        self._effect: Outcome | None = None
        self._rounds = self._reopenings = 0
        self._answerable = Answerable(complaint.taken_by)
        self._spans[ComplaintStep.RECORD].append(Span(self._day, self._day))
        self._spans[ComplaintStep.JUDGE].append(Span(self._day))
        self.done: list[ComplaintEvent] = []
        self.beside: set[Id] = set()

    def add(self, event: ComplaintEvent) -> bool:
        """Adds ``event``; whether it counted as a step."""
        if event.kind is _Kind.RECORDED and self._recorded is None and not self.done:
            self._record(event)
            return False
        row = transition(self._state, event.kind, event.outcome)
        if row is not None and self._may(row.guards):
            self._go(row, event)
            return True
        beside = any_time(event.kind)
        if (
            beside is not None
            and self._state in beside.states
            and event.outcome in beside.outcomes
            and self._may(beside.guards)
        ):
            self._stand_beside(event)
        else:
            self._without_effect(event)
        return False

    def _may(self, guards: tuple[Guard, ...]) -> bool:
        """Whether the events fulfil ``guards``. What depends on fields of the complaint is asked when a step
        is taken only: correcting a field must not undo what was done."""
        fulfilled = {
            Guard.REPLIED: self._reply is not None,
            Guard.SLIP: self._slip_owed is None,
            Guard.SLIP_OWED: self._slip_owed is not None,
            Guard.NO_SLIP_OWED: self._slip_owed is None,
            Guard.WAITING: self._waiting_since is not None,
            Guard.NOT_WAITING: self._waiting_since is None,
            Guard.INEFFECTIVE: self._effect is Outcome.NOT_EFFECTIVE,
        }
        return all(fulfilled.get(guard, True) for guard in guards)

    def _record(self, event: ComplaintEvent) -> None:
        self._recorded = self._last[_Kind.RECORDED] = event
        self._step_of[_Kind.RECORDED] = ComplaintStep.RECORD
        self._events[ComplaintStep.RECORD].append(event)
        received, self._day = self._day, max(self._day, event.on)
        self._spans[ComplaintStep.RECORD] = [Span(received, self._day)]
        self._spans[ComplaintStep.JUDGE] = [Span(self._day)]

    def _go(self, row: Transition, event: ComplaintEvent) -> None:
        self._day = max(self._day, event.on)
        self._resume(self._day)
        step = self._state.step
        self._events[step].append(event)
        self._last[event.kind], self._step_of[event.kind] = event, step
        self.done.append(event)
        if self._state is _State.TO_ANSWER:
            self._end_pause(self._day)
        if row.target is _State.TO_ANSWER:
            self._pauses.append(Span(self._day))
        if _begins(row):
            spans = self._spans[step]
            if spans and spans[-1].end is None:
                spans[-1] = Span(spans[-1].start, self._day)
            if row.target.is_open:
                self._spans[row.target.step].append(Span(self._day))
        self._state = row.target
        self._follow(event)

    def _follow(self, event: ComplaintEvent) -> None:
        """What a step changes beside the state."""
        if event.kind in (_Kind.JUDGED, _Kind.OFFERED, _Kind.REOPENED):
            self._reply = None
        if event.kind is _Kind.OFFERED:
            self._replies.append(event)
            self._rounds += 1
        if event.kind in (_Kind.REOPENED, _Kind.IMPLEMENTED):
            self._effect = None
        if event.kind is _Kind.REOPENED:
            self._rounds = 0
            self._reopenings += 1
        if event.kind is _Kind.TAKEN_OVER:
            given = self._last[_Kind.ASSIGNED]
            same = event.department in ("", given.department)
            person = event.person or (given.person if same else "")
            self._answerable = Answerable(person, event.department or given.department, False)

    def _stand_beside(self, event: ComplaintEvent) -> None:
        self.beside.add(event.id)
        self._last[event.kind] = event
        self._lists.setdefault(event.kind, []).append(event)
        day = max(event.on, self._complaint.received_on)
        if event.kind is _Kind.REPLIED:
            self._replies.append(event)
            if event.is_conclusive and event.on > date.min and self._state in CONCLUSIVE_STATES:
                self._reply = event
        elif event.kind is _Kind.WAITING:
            self._waiting_since = day
            self._pauses.append(Span(day))
        elif event.kind is _Kind.RESUMED:
            self._resume(day)
        elif event.kind is _Kind.SOLVED_FIRST:
            self._slip_owed = event
        elif event.kind is _Kind.SLIP:
            self._slip_owed = None
        elif event.kind is _Kind.EFFECT:
            self._effect = event.outcome

    def _resume(self, day: date) -> None:
        if self._waiting_since is not None:
            self._waiting_since = None
            self._end_pause(day)

    def _end_pause(self, day: date) -> None:
        start = self._pauses[-1].start
        self._pauses[-1] = Span(start, max(start, day))

    def _without_effect(self, event: ComplaintEvent) -> None:
        counted = self._last.get(event.kind)
        if counted is None or counted.outcome is not event.outcome:
            self._out_of_turn.append(event)
            return
        self._same.append(event)
        step = self._step_of.get(event.kind)
        if step is not None:
            self._also[step].append(event)

    def progress(self) -> ComplaintProgress:
        """What the events added so far amount to."""
        return ComplaintProgress(
            complaint=self._complaint,
            state=self._state,
            steps=tuple(self._stand(step) for step in ComplaintStep),
            recorded=self._recorded,
            replies=tuple(self._replies),
            reply=self._reply,
            containments=self._listed(_Kind.CONTAINED),
            told_superiors=self._listed(_Kind.TOLD),
            slips=self._listed(_Kind.SOLVED_FIRST, _Kind.SLIP),
            slip_owed=self._slip_owed,
            waits=self._listed(_Kind.WAITING, _Kind.RESUMED),
            waiting_since=self._waiting_since,
            pauses=tuple(self._pauses),
            effects=self._listed(_Kind.EFFECT),
            effect=self._effect,
            notes=self._listed(_Kind.NOTED),
            also=tuple(self._same),
            out_of_turn=tuple(self._out_of_turn),
            latest=self.done[-1] if self.done else None,
            rounds=self._rounds,
            reopenings=self._reopenings,
            answerable=self._answerable,
        )

    def _listed(self, *kinds: ComplaintEventKind) -> tuple[ComplaintEvent, ...]:
        found = [event for kind in kinds for event in self._lists.get(kind, ())]
        return tuple(sorted(found, key=lambda one: (one.sequence, one.on, one.at, one.id)))

    def _stand(self, step: ComplaintStep) -> StepStand:
        is_done = step.number < self._state.step.number
        is_current = self._state.is_open and step is self._state.step
        if not self._state.is_open and step is self._state.step:
            is_done = True
        return StepStand(
            step,
            tuple(self._events[step]),
            tuple(self._also[step]),
            tuple(self._spans[step]),
            is_current=is_current,
            is_done=is_done,
        )


def _begins(row: Transition) -> bool:
    """Whether a new time begins: another step, telling why it is not valid, a further round, once more."""
    return (
        row.target.step is not row.state.step
        or not row.target.is_open
        or row.target is _State.NOT_VALID
        or row.state is _State.TO_ANSWER
        or row.kind is _Kind.REOPENED
    )
