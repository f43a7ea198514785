"""Complaints to be walked through their workflow, by hand and at random."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st

from workbench.domain.complaint_workflow import ComplaintProgress, Move, check_move, moves, progress_of
from workbench.domain.complaints import (
    Complaint,
    ComplaintCause,
    ComplaintEvent,
    ComplaintEventKind,
    Outcome,
)
from workbench.foundation.ids import Id, derived_id

Kind = ComplaintEventKind
RECEIVED = date(2026, 11, 10)
COMPLAINT = Complaint(derived_id("complaint"), derived_id("account"), RECEIVED, taken_by="Zhang Wei")
LAST = date(2040, 1, 1)

FILLED: dict[Kind, dict[str, Any]] = {
    Kind.JUDGED: {"text": "looked at"},
    Kind.ASSIGNED: {"department": "Quality", "person": "Feng Yizhou"},
    Kind.ANALYSED: {"cause": ComplaintCause.LABELLING, "post": "Packing", "whys": ("old label",)},
    Kind.DECIDED: {"person": "He Jing", "text": "decided"},
    Kind.EVALUATED: {"text": "summary", "prevention": "new label", "handling": "trained"},
    Kind.TOLD: {"person": "General manager"},
}


class Story:
    """Events of one complaint, each one after the one before."""

    def __init__(self, complaint: Complaint = COMPLAINT, name: str = "a") -> None:
        self.complaint, self.name = complaint, name
        self.events: list[ComplaintEvent] = []
        self._numbers = count(1)

    def copy(self, name: str) -> "Story":
        """The same so far, to go on elsewhere."""
        other = Story(self.complaint, name)
        other.events = list(self.events)
        return other

    def progress(self) -> ComplaintProgress:
        return progress_of(self.complaint, self.events)

    def draft(
        self, kind: Kind, outcome: Outcome | None = None, on: date | None = None, **values: Any
    ) -> ComplaintEvent:
        """The next event, filled in as far as its kind asks."""
        sequence = 1 + max((one.sequence for one in self.events), default=0)
        day = on or max((one.on for one in self.events), default=self.complaint.received_on)
        event_id = derived_id(self.name, str(next(self._numbers)))
        filled = {"text": kind.value} | FILLED.get(kind, {}) | values
        return ComplaintEvent(event_id, self.complaint.id, sequence, kind, day, outcome=outcome, **filled)

    def add(
        self, kind: Kind, outcome: Outcome | None = None, on: date | None = None, **values: Any
    ) -> ComplaintEvent:
        """Take the step as the program would: checked first."""
        event = self.draft(kind, outcome, on, **values)
        check_move(self.progress(), event, LAST)
        self.events.append(event)
        return event

    def force(
        self, kind: Kind, outcome: Outcome | None = None, on: date | None = None, **values: Any
    ) -> ComplaintEvent:
        """An event that nobody checked."""
        event = self.draft(kind, outcome, on, **values)
        self.events.append(event)
        return event

    def go(self, *steps: str) -> "Story":
        """Several steps: ``assigned``, ``judged:valid``."""
        for step in steps:
            kind, _colon, outcome = step.partition(":")
            self.add(Kind(kind), Outcome(outcome) if outcome else None)
        return self

    def take(self, move: Move, on: date | None = None) -> ComplaintEvent:
        """Take one of the moves offered."""
        values: dict[str, Any] = {"of_id": move.of_id} if move.of_id else {}
        if move.kind is Kind.REPLIED:
            values["is_conclusive"] = True
            try:
                return self.add(move.kind, move.outcome, on, **values)
            except Exception:
                values = {}
        return self.add(move.kind, move.outcome, on, **values)


STRAIGHT = (
    "recorded",
    "judged:valid",
    "assigned",
    "taken_over",
    "analysed",
    "proposed",
    "decided:approved",
    "offered",
    "answered:accepted",
    "implemented",
    "evaluated",
)


def story(*steps: str, complaint: Complaint = COMPLAINT) -> Story:
    """A complaint that was recorded and then went through ``steps``."""
    told = Story(complaint)
    told.force(Kind.RECORDED)
    return told.go(*steps)


def straight(until: str = "evaluated", complaint: Complaint = COMPLAINT) -> Story:
    """The straight way up to and including that step."""
    at = next(place for place, step in enumerate(STRAIGHT) if step.split(":")[0] == until)
    return story(*STRAIGHT[1 : at + 1], complaint=complaint)


def reply(told: Story, on: date | None = None) -> ComplaintEvent:
    """The conclusive reply."""
    return told.add(Kind.REPLIED, None, on, is_conclusive=True)


def walk(told: Story, choices: Sequence[int]) -> Story:
    """Moves taken at random, among those offered; most of them steps, so that it gets somewhere."""
    for choice in choices:
        offered = moves(told.progress())
        steps = [one for one in offered if one.target is not told.progress().state] or list(offered)
        among = offered if choice % 3 == 0 else steps
        day = max((one.on for one in told.events), default=RECEIVED) + timedelta(days=choice % 2)
        told.take(among[choice // 3 % len(among)], day)
    return told


def choices(size: int = 30) -> st.SearchStrategy[list[int]]:
    """What a random walk chooses."""
    return st.lists(st.integers(0, 200), max_size=size)


def nonsense(*, most: int = 14) -> st.SearchStrategy[list[ComplaintEvent]]:
    """Any events at all: wrong order, wrong days, taking back what is not there or themselves."""
    ids = st.integers(0, most).map(lambda number: derived_id("n", str(number)))
    event = st.builds(
        ComplaintEvent,
        id=ids,
        complaint_id=st.just(COMPLAINT.id),
        sequence=st.integers(-2, 8),
        kind=st.sampled_from(Kind),
        on=st.dates(),
        at=st.sampled_from(["", "08:40", "x"]),
        author=st.just("A"),
        person=st.sampled_from(["", "B"]),
        department=st.sampled_from(["", "Quality"]),
        outcome=st.none() | st.sampled_from(Outcome),
        is_conclusive=st.booleans(),
        cause=st.none() | st.sampled_from(ComplaintCause),
        of_id=st.none() | ids,
        cost_fen=st.none() | st.integers(0, 10),
    )
    return st.lists(event, max_size=most, unique_by=lambda one: one.id)


def ids(events: Iterable[ComplaintEvent]) -> set[Id]:
    return {one.id for one in events}


def without(event: ComplaintEvent, **values: Any) -> ComplaintEvent:
    """The event with other values."""
    return replace(event, **values)
