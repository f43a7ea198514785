"""How far a complaint has come (2-rules §8)."""

from dataclasses import dataclass, field
from datetime import date

from workbench.domain.complaint_states import ComplaintState, ComplaintStep
from workbench.domain.complaints import Complaint, ComplaintEvent, ComplaintEventKind, Outcome


@dataclass(frozen=True)
class Span:
    """A time from ``start`` to ``end``; open where ``end`` is ``None``."""

    start: date
    end: date | None = None


@dataclass(frozen=True)
class Answerable:
    """Who answers for the complaint now; ``is_first_asked`` until a department has taken over 首问负责."""

    person: str = ""
    department: str = ""
    is_first_asked: bool = True


@dataclass(frozen=True)
class StepStand:
    """How one step stands.

    ``events`` counted, oldest first, ``also`` said the same once more (on another laptop). ``spans`` are the
    times in which the complaint was in this step, one for each time it came here; a decision that is refused
    or a department that declines begins no new one, a customer who negotiates does.
    """

    step: ComplaintStep
    events: tuple[ComplaintEvent, ...] = ()
    also: tuple[ComplaintEvent, ...] = ()
    spans: tuple[Span, ...] = ()
    is_current: bool = False
    is_done: bool = False

    @property
    def started_on(self) -> date | None:
        """The day on which it was last begun."""
        return self.spans[-1].start if self.spans else None

    @property
    def done_on(self) -> date | None:
        """The day on which it was last left; ``None`` while it goes on or has not begun."""
        return self.spans[-1].end if self.spans else None

    @property
    def person(self) -> str:
        """Who did what counted last in it."""
        return self.events[-1].person or self.events[-1].author if self.events else ""

    @property
    def department(self) -> str:
        """The department that was last named in it."""
        return next((one.department for one in reversed(self.events) if one.department), "")


@dataclass(frozen=True)
class ComplaintProgress:
    """What the events of a complaint amount to. Each of them stands in one place at least.

    Those that counted stand in ``steps`` or in one of the lists beside them; without effect, but kept and
    shown, are those in ``also`` (said once more, on another laptop), ``out_of_turn`` and ``taken_back``.

    ``take_backs`` are the events that took something back or restored it; ``latest`` is the step that could
    be taken back now, ``restorable`` the taking-back that could be. ``pauses``: waiting for the customer,
    also for an answer to our solution. ``rounds``: offers made since the complaint was last opened.
    ``reply``: the conclusive one that lets it be closed.
    """

    complaint: Complaint
    state: ComplaintState = ComplaintState.TO_JUDGE
    steps: tuple[StepStand, ...] = tuple(StepStand(step) for step in ComplaintStep)
    recorded: ComplaintEvent | None = None
    replies: tuple[ComplaintEvent, ...] = ()
    reply: ComplaintEvent | None = None
    containments: tuple[ComplaintEvent, ...] = ()
    told_superiors: tuple[ComplaintEvent, ...] = ()
    slips: tuple[ComplaintEvent, ...] = ()
    slip_owed: ComplaintEvent | None = None
    waits: tuple[ComplaintEvent, ...] = ()
    waiting_since: date | None = None
    pauses: tuple[Span, ...] = ()
    effects: tuple[ComplaintEvent, ...] = ()
    effect: Outcome | None = None
    notes: tuple[ComplaintEvent, ...] = ()
    also: tuple[ComplaintEvent, ...] = ()
    out_of_turn: tuple[ComplaintEvent, ...] = ()
    taken_back: tuple[ComplaintEvent, ...] = ()
    take_backs: tuple[ComplaintEvent, ...] = ()
    latest: ComplaintEvent | None = None
    restorable: ComplaintEvent | None = None
    rounds: int = 0
    reopenings: int = 0
    answerable: Answerable = field(default_factory=Answerable)

    @property
    def step(self) -> ComplaintStep:
        """The step that it is in."""
        return self.state.step

    @property
    def is_open(self) -> bool:
        return self.state.is_open

    @property
    def has_conclusive_reply(self) -> bool:
        """Whether the customer has the dated reply without which nothing is closed."""
        return self.reply is not None

    @property
    def is_waiting(self) -> bool:
        """Whether the clock stands still: for the customer to send something or to answer our solution."""
        return self.waiting_since is not None or self.state is ComplaintState.TO_ANSWER

    @property
    def closed_on(self) -> date | None:
        """The day on which it was closed, if it is."""
        return self.latest.on if self.latest is not None and not self.is_open else None

    def was_open(self, day: date) -> bool:
        """Whether it was open at the end of ``day``, as far as its last closing tells."""
        closed = self.closed_on
        return self.complaint.received_on <= day and (closed is None or closed > day)

    @property
    def counted(self) -> tuple[ComplaintEvent, ...]:
        """All events that have an effect, taking back and being taken back left out; in order."""
        found = [event for stand in self.steps for event in stand.events]
        # The solution that was told is a reply and a step.
        found += [one for one in self.replies if one.kind is not ComplaintEventKind.OFFERED]
        found += (*self.containments, *self.told_superiors, *self.slips)
        found += (*self.waits, *self.effects, *self.notes)
        return tuple(sorted(found, key=lambda one: (one.sequence, one.on, one.at, one.id)))

    @property
    def cost_fen(self) -> int | None:
        """What it cost so far: the costs that were noted with its events together; ``None`` if none was."""
        costs = [one.cost_fen for one in self.counted if one.cost_fen is not None]
        return sum(costs) if costs else None

    def stand(self, step: ComplaintStep) -> StepStand:
        """How that step stands."""
        return self.steps[step.number - 1]
