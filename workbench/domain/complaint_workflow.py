"""The workflow of a complaint: from its events to its progress (2-rules §8).

A pure function of the *set* of events: whatever laptops they came from and in whatever order, the progress is
the same. An event that is not allowed where it stands is kept and has no effect. Where two laptops went
different ways at the same point, the way that keeps the complaint alive wins.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from workbench.domain.complaint_fold import Fold
from workbench.domain.complaint_moves import Move, check_move, hindrances, moves
from workbench.domain.complaint_progress import Answerable, ComplaintProgress, Span, StepStand
from workbench.domain.complaint_states import ComplaintState, ComplaintStep
from workbench.domain.complaint_transitions import ANY_TIME, TRANSITIONS, AnyTime, Guard, Transition, any_time
from workbench.domain.complaints import Complaint, ComplaintEvent, ComplaintEventKind, Outcome
from workbench.foundation.ids import Id

__all__ = [
    "ANY_TIME",
    "TRANSITIONS",
    "Answerable",
    "AnyTime",
    "ComplaintProgress",
    "ComplaintState",
    "ComplaintStep",
    "Guard",
    "Move",
    "Span",
    "StepStand",
    "Transition",
    "check_move",
    "hindrances",
    "moves",
    "progress_of",
]

_Kind = ComplaintEventKind
_ALIVE = (Outcome.VALID, Outcome.REFUSED, Outcome.NEGOTIATE, Outcome.NOT_EFFECTIVE)


def progress_of(complaint: Complaint, events: Iterable[ComplaintEvent]) -> ComplaintProgress:
    """How far ``complaint`` has come by ``events``, in any order; never fails, whatever they hold."""
    ordered = sorted({event.id: event for event in events}.values(), key=_order)
    taking = _TakingBack(complaint)
    for event in ordered:
        taking.add(event)
    return taking.progress()


def _order(event: ComplaintEvent) -> tuple[int, int, date, str, Id]:
    return event.sequence, _rank(event), event.on, event.at, event.id


def _rank(event: ComplaintEvent) -> int:
    """Who goes first of those that did not know each other: what keeps a complaint alive, then the rest."""
    if event.kind is _Kind.RECORDED:
        return 0
    if event.kind is _Kind.CLOSED:
        return 3
    if event.kind is _Kind.TAKEN_BACK:
        return 4
    return 1 if event.outcome is None or event.outcome in _ALIVE else 2


class _TakingBack:
    """Adds events in order and takes back what later ones take back.

    A step can be taken back while it is the latest; taking that back restores it as long as no other step
    followed. What stands beside the steps can be taken back at any time.
    """

    def __init__(self, complaint: Complaint) -> None:
        self._complaint = complaint
        self._seen: list[ComplaintEvent] = []
        self._fold = Fold(complaint)
        self._without: dict[Id, ComplaintEvent] = {}
        self._undone: list[ComplaintEvent] = []
        self._refused: list[ComplaintEvent] = []
        self._spent: list[ComplaintEvent] = []

    def add(self, event: ComplaintEvent) -> None:
        if event.kind is not _Kind.TAKEN_BACK:
            self._seen.append(event)
            if self._fold.add(event):
                self._undone.clear()
        elif not self._take_back(event):
            self._refused.append(event)

    def _take_back(self, event: ComplaintEvent) -> bool:
        target = event.of_id
        if target is None:
            return False
        done = self._fold.done
        if done and done[-1].id == target:
            self._undone.append(event)
        elif target not in self._fold.beside:
            return self._restore(event)
        self._without[target] = event
        self._fold_again()
        return True

    def _restore(self, event: ComplaintEvent) -> bool:
        back = next((one for one in self._without.values() if one.id == event.of_id), None)
        if back is None or back.of_id is None:
            return False
        if self._undone and self._undone[-1].id == back.id:
            self._undone.pop()
        elif back in self._undone or self._was_step(back.of_id):
            return False
        del self._without[back.of_id]
        self._spent += [back, event]
        self._fold_again()
        return True

    def _was_step(self, target: Id) -> bool:
        return any(one.id == target and any_time(one.kind) is None for one in self._seen)

    def _fold_again(self) -> None:
        self._fold = Fold(self._complaint)
        for one in self._seen:
            if one.id not in self._without:
                self._fold.add(one)

    def progress(self) -> ComplaintProgress:
        found = self._fold.progress()
        back = (*self._without.values(), *self._spent)
        return replace(
            found,
            out_of_turn=tuple(sorted((*found.out_of_turn, *self._refused), key=_order)),
            taken_back=tuple(one for one in self._seen if one.id in self._without),
            take_backs=tuple(sorted(back, key=_order)),
            restorable=self._undone[-1] if self._undone else None,
        )
