"""Visit debt: required visits that were missed, why, and what follows (features C10)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.accounts import Tier
from workbench.domain.attainment import SlotState
from workbench.domain.slots import Slot
from workbench.domain.visits import Cause, Visit, VisitKind, VisitState
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id, derived_id, free_id, id_text

DebtKey = tuple[bytes, str, str, int]


class DebtDecision(StrEnum):
    """What follows from a missed duty."""

    CATCH_UP = "catch_up"
    WAIVE = "waive"

    @property
    def label(self) -> str:
        return {
            DebtDecision.CATCH_UP: pgettext("debt", "Catch up"),
            DebtDecision.WAIVE: pgettext("debt", "Let go"),
        }[self]


class DebtState(StrEnum):
    """How a debt stands; only open ones ask for something."""

    OPEN = "open"
    PLANNED = "planned"
    CAUGHT_UP = "caught_up"
    VISITED = "visited"
    WAIVED = "waived"

    @property
    def label(self) -> str:
        return {
            DebtState.OPEN: pgettext("debt", "Open"),
            DebtState.PLANNED: pgettext("debt", "Catch-up planned"),
            DebtState.CAUGHT_UP: pgettext("debt", "Caught up"),
            DebtState.VISITED: pgettext("debt", "Visited since"),
            DebtState.WAIVED: pgettext("debt", "Let go"),
        }[self]


@dataclass(frozen=True)
class DebtNote:
    """What was said of one missed duty: visit ``number`` of ``period`` (as ``Period.key`` writes it)."""

    id: Id
    account_id: Id
    kind: VisitKind
    period: str
    number: int
    cause: Cause | None = None
    note: str = ""
    decision: DebtDecision | None = None
    decided_on: date | None = None

    @property
    def key(self) -> DebtKey:
        """Names the missed duty."""
        return (self.account_id, self.kind.value, self.period, self.number)


@dataclass(frozen=True)
class VisitDebt:
    """A required visit whose time passed undone. ``catch_up`` is the visit made, or planned, in its stead;
    ``visited_on`` the day of the next visit of that kind that was made."""

    slot: Slot
    days_late: int
    tier: Tier | None
    manager_id: Id | None
    note: DebtNote | None = None
    catch_up: Visit | None = None
    visited_on: date | None = None

    @property
    def key(self) -> DebtKey:
        """Names the missed duty."""
        return slot_key(self.slot)

    @property
    def cause(self) -> Cause | None:
        """Why it was missed, as far as somebody said so."""
        return self.note.cause if self.note else None

    @property
    def state(self) -> DebtState:
        """A visit in its stead says more than what was decided."""
        if self.catch_up is not None:
            return DebtState.CAUGHT_UP if self.catch_up.state is VisitState.DONE else DebtState.PLANNED
        if self.note is not None and self.note.decision is DebtDecision.WAIVE:
            return DebtState.WAIVED
        return DebtState.OPEN if self.visited_on is None else DebtState.VISITED


def slot_key(slot: Slot) -> DebtKey:
    """Names the required visit: the same for every computation of it."""
    return (slot.account_id, slot.kind.value, slot.period.key, slot.number)


def debt_note_id(key: DebtKey) -> Id:
    """The id of what is said of the duty: the same on every laptop."""
    account_id, kind, period, number = key
    return derived_id("visit_debt", id_text(Id(account_id)), kind, period, str(number))


def catch_up_id(slot: Slot, known: Collection[Id]) -> Id:
    """The id of the next visit to make the duty good: the same on laptops that know the same of them.

    ``known`` are the ids of those there have been, whatever became of them.
    """
    place = (id_text(slot.account_id), slot.kind.value, catch_up_code(slot))
    return free_id(known, "catch_up", *place)


def catch_up_code(slot: Slot) -> str:
    """What ``Visit.catch_up`` keeps of the duty that the visit makes good, beside account and kind."""
    return f"{slot.period.key}#{slot.number}"


def visit_debts(
    states: Iterable[SlotState],
    notes: Iterable[DebtNote],
    visits: Iterable[Visit],
    today: date,
    *,
    known_before: Collection[Id] = (),
) -> tuple[VisitDebt, ...]:
    """The debts among the required visits ``states``, latest first.

    ``visits`` are those of these accounts, without old ones perhaps: ``known_before`` are the accounts that
    have older ones. Of several ``notes`` of one duty the last counts.

    What was required before the first visit that is known of an account is no debt: the file may know the
    account only since then. A visit that names the duty it makes good, done or still ahead, pays it; a debt
    with a later visit of its kind asks for nothing any more, but stays in the list.
    """
    said = {note.key: note for note in notes}
    begun: dict[Id, date] = dict.fromkeys(known_before, date.min)
    paid: dict[tuple[Id, VisitKind, str], Visit] = {}
    made: dict[tuple[Id, VisitKind], list[date]] = {}
    for visit in visits:
        if visit.state is VisitState.DONE and visit.on <= today:
            made.setdefault((visit.account_id, visit.kind), []).append(visit.on)
        begun[visit.account_id] = min(visit.on, begun.get(visit.account_id, visit.on))
        is_ahead = visit.state.is_open and visit.on >= today
        if visit.catch_up and (visit.state is VisitState.DONE or is_ahead):
            place = (visit.account_id, visit.kind, visit.catch_up)
            known = paid.get(place)
            if known is None or visit.state is VisitState.DONE:
                paid[place] = visit
    found = []
    for state in states:
        slot = state.slot
        if not state.is_late or begun.get(slot.account_id, date.max) > slot.due_on:
            continue
        catch_up = paid.get((slot.account_id, slot.kind, catch_up_code(slot)))
        note = said.get(slot_key(slot))
        later = (day for day in made.get((slot.account_id, slot.kind), ()) if day > slot.due_on)
        visited_on = min(later, default=None)
        found.append(
            VisitDebt(slot, state.days_late, state.tier, state.manager_id, note, catch_up, visited_on)
        )
    found.sort(key=lambda debt: (-debt.days_late, debt.key))
    return tuple(found)
