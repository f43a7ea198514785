"""Missed visits: list them, say why, let them go, or make them good (features C10)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from workbench.domain.accounts import Account, Manager
from workbench.domain.attainment import slot_states
from workbench.domain.catch_up import HORIZON_DAYS, CatchUp, catch_up_duties, split_covered
from workbench.domain.journal import ChangeSummary
from workbench.domain.periods import twelve_months
from workbench.domain.planner import plan
from workbench.domain.visit_debts import (
    DebtDecision,
    DebtState,
    VisitDebt,
    catch_up_code,
    catch_up_id,
    debt_note_id,
    visit_debts,
)
from workbench.domain.visits import Cause, Visit, VisitState
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.period_plans import PeriodPlan, plan_input
from workbench.services.planning import load_policy
from workbench.storage.queries.accounts import list_managers
from workbench.storage.queries.visit_debts import list_debt_notes
from workbench.storage.queries.visits import accounts_visited_before, list_catch_ups
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class DebtList:
    """The debts of the last twelve months, latest first, with the accounts and people they speak of."""

    debts: tuple[VisitDebt, ...]
    accounts: Mapping[Id, Account] = field(repr=False)
    managers: Mapping[Id, Manager] = field(repr=False)
    visits: tuple[Visit, ...] = field(repr=False)

    def count(self, state: DebtState) -> int:
        """How many stand so."""
        return sum(1 for debt in self.debts if debt.state is state)


def list_visit_debts(workspace: Workspace, manager_id: Id | None = None) -> DebtList:
    """What was missed in the last twelve months, of one person or of all."""
    today = workspace.clock.today()
    start, end = twelve_months(today)
    known = load_policy(workspace, start, end)
    with workspace.read() as session:
        notes = list_debt_notes(session)
        known_before = accounts_visited_before(session, start)
    kept = [one for one in known.accounts.values() if manager_id in (None, one.manager_id)]
    states = slot_states(kept, known.rulebook, known.visits, start, end, today)
    found = visit_debts(states, notes, known.visits, today, known_before=known_before)
    return DebtList(found, known.accounts, known.managers, known.visits)


def explain_debts(
    workspace: Workspace, debts: Iterable[VisitDebt], cause: Cause, note: str = ""
) -> ChangeSummary:
    """Say why these visits were missed; what was decided of them stays."""
    with workspace.change("explain_debts", _("Reason for missed visits")) as change:
        for debt in debts:
            _say(change, debt, {"cause": cause.value, "note": note.strip()})
    return change.summary


def waive_debts(
    workspace: Workspace, debts: Iterable[VisitDebt], cause: Cause, note: str = ""
) -> ChangeSummary:
    """Let these debts go, with the reason: nobody will make them good."""
    with workspace.change("waive_debts", _("Let missed visits go")) as change:
        for debt in debts:
            _say(
                change,
                debt,
                {
                    "cause": cause.value,
                    "note": note.strip(),
                    "decision": DebtDecision.WAIVE.value,
                    "decided_on": workspace.clock.today(),
                },
            )
    return change.summary


def catch_up_debts(workspace: Workspace, days: Iterable[tuple[VisitDebt, date]]) -> ChangeSummary:
    """Put a visit that makes it good on the given day for each debt. Raises ``BadInput`` for a past day.

    It is pinned: a day that a person chose is kept when the period is planned again. A visit that is to make
    it good already is put on the new day; what has been made good stays as it is.
    """
    today = workspace.clock.today()
    with workspace.change("catch_up_debts", _("Catch up on missed visits")) as change:
        # What nobody keeps counts as the author's, who need not stand among our people yet.
        people = {manager.id for manager in list_managers(change.session)}
        known: dict[tuple[Id, str, str], list[Visit]] = {}
        for visit in list_catch_ups(change.session):
            known.setdefault((visit.account_id, visit.kind.value, visit.catch_up), []).append(visit)
        for debt, on in days:
            if on < today:
                raise BadInput(
                    _("A missed visit cannot be made good in the past."),
                    hint=_("Choose today or a later day."),
                    where="on",
                )
            slot = debt.slot
            earlier = known.get((slot.account_id, slot.kind.value, catch_up_code(slot)), [])
            if any(visit.state is VisitState.DONE for visit in earlier):
                continue
            values = {"decision": DebtDecision.CATCH_UP.value, "decided_on": today}
            _say(change, debt, values)
            coming = next((visit for visit in earlier if visit.state.is_open), None)
            if coming is not None:
                change.set("visit", coming.id, {"on_day": on, "at_time": coming.at, "pinned": True})
                continue
            change.create(
                "visit",
                {
                    "account_id": slot.account_id,
                    "manager_id": debt.manager_id if debt.manager_id in people else None,
                    "kind": slot.kind.value,
                    "state": VisitState.PLANNED.value,
                    "on_day": on,
                    "pinned": True,
                    "catch_up": catch_up_code(slot),
                    "purpose": _("Makes good the visit of {period}").format(period=slot.period.label),
                },
                catch_up_id(slot, {visit.id for visit in earlier}),
            )
    return change.summary


def _say(change: Change, debt: VisitDebt, values: Mapping[str, object]) -> None:
    account_id, kind, period, number = debt.key
    if debt.note is not None:
        change.set("visit_debt", debt.note.id, dict(values))
        return
    named = {"account_id": Id(account_id), "kind": kind, "period": period, "number": number}
    change.create("visit_debt", {**named, **values}, debt_note_id(debt.key))


def propose_catch_up(workspace: Workspace, debts: Iterable[VisitDebt]) -> tuple[CatchUp, ...]:
    """When these debts could be made good in the next weeks, by the planner; stores nothing.

    Everything that is in the calendar stays where it is. Debts that the next visit covers, and those for
    which no day is found, say so.
    """
    today = workspace.clock.today()
    until = today + timedelta(days=HORIZON_DAYS)
    known = load_policy(workspace, today, until)
    covered, rest = split_covered(debts, known.visits, today)
    found = list(covered)
    still = replace(known, visits=tuple(_kept(visit, today) for visit in known.visits))
    asked = catch_up_duties(rest, today)
    of_duty = {duty.key: debt for duty, debt in asked}
    frame = PeriodPlan(today, until, (), still)
    for manager in known.managers.values():
        own = [duty for duty, _debt in asked if duty.manager_id == manager.id]
        if not own:
            continue
        planned = plan(plan_input(frame, manager, own, workspace.clock))
        found += [CatchUp(of_duty[one.duty.key], on=one.on) for one in planned.placed]
        found += [CatchUp(of_duty[one.duty.key], reason=one.reason()) for one in planned.not_placed]
    told = {one.debt.key for one in found}
    found += [
        CatchUp(debt, reason=_("One visit makes good the latest")) for debt in rest if debt.key not in told
    ]
    return tuple(sorted(found, key=lambda one: (one.on or date.max, one.debt.key)))


def _kept(visit: Visit, today: date) -> Visit:
    """A visit of the calendar as one that planning leaves alone."""
    return replace(visit, pinned=True) if visit.state.is_open and visit.on >= today else visit
