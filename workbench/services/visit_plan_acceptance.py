"""Taking a plan into the calendar in one step that can be undone (2-rules §7.2)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from workbench.domain.accounts import Manager
from workbench.domain.duties import Duty, DutyKey
from workbench.domain.journal import ChangeSummary
from workbench.domain.visit_debts import DebtDecision, debt_note_id
from workbench.domain.visit_plan import Change as PlanChange
from workbench.domain.visit_plan import Placement, Plan
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.clock import Clock
from workbench.foundation.errors import NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.duty_visits import DutyIds
from workbench.services.period_plans import PeriodPlan, PersonPlan
from workbench.services.visit_plan_options import LetGo
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.visits import list_visits
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

Row = tuple[Id, Mapping[str, object]]


def accept_plan(
    workspace: Workspace, planned: PeriodPlan, *, leave_out: Collection[DutyKey | Id] = ()
) -> ChangeSummary:
    """Take the plan into the calendar; ``leave_out`` names duties, and visits no longer needed, to skip.

    Added visits are created, moved ones set to their day, those of an account handed over become its new
    keeper's. Planned visits that no rule asks for any more, and
    those that found no place, leave the calendar; one whose day has passed without a report is kept as
    missed. What was let go is noted with its cause, calls and visits on a chosen day are written, and places
    that were added to a person's weekdays are kept. Raises ``NotAllowed`` if one of the visits was changed
    since the plan was made, an account is gone, or a duty has got another visit, as it has after the same
    plan was accepted before.
    """
    skipped = frozenset(leave_out)
    label = _("Plan {start} to {end}").format(start=planned.start, end=planned.end)
    with workspace.change("accept_plan", label) as change:
        now = {
            visit.id: visit
            for visit in list_visits(change.session, states=[VisitState.PLANNED, VisitState.AGREED])
        }
        _check_added(change, planned, now.values(), skipped)
        known = {one.id for one in account_queries.list_managers(change.session)}
        ids = DutyIds(change.session)
        for one in planned.people:
            if one.manager.id not in known:
                change.create("manager", {"name": one.manager.name}, one.manager.id)
            _Acceptance(change, planned, now, ids, skipped, workspace.clock).accept(one)
    return change.summary


def _check_added(
    change: Change, planned: PeriodPlan, now: Iterable[Visit], skipped: frozenset[DutyKey | Id]
) -> None:
    """That every duty that gets a new visit is still without one, and its account still there."""
    accounts = set(account_queries.account_names(change.session))
    before = {visit.id for visit in planned.known.visits if visit.state.is_open}
    unknown = {
        (visit.account_id, visit.kind, visit.period, visit.rule) for visit in now if visit.id not in before
    }
    for one in planned.people:
        new = [item.duty for item in one.plan.placed if item.change is PlanChange.ADDED]
        new += [duty for duty, _visit in one.by_hand]
        for duty in new:
            if duty.key in skipped:
                continue
            place = (duty.account_id, duty.kind, duty.period.key, duty.rule_code)
            if duty.account_id not in accounts or place in unknown:
                raise _calendar_changed()


class _Acceptance:
    """One transaction's way of writing people's plans."""

    def __init__(
        self,
        change: Change,
        planned: PeriodPlan,
        now: Mapping[Id, Visit],
        ids: DutyIds,
        skipped: frozenset[DutyKey | Id],
        clock: Clock,
    ) -> None:
        self._change, self._now, self._ids, self._skipped = change, now, ids, skipped
        self._today = clock.today()
        self._places = planned.options.levers.places
        self._with_times = planned.options.give_times

    def accept(self, one: PersonPlan) -> None:
        new = [row for item in one.plan.placed for row in self._place(one, item)]
        new += [self._by_hand(duty, visit) for duty, visit in one.by_hand if duty.key not in self._skipped]
        self._change.create_many("visit", new)
        self._take_away(one.plan)
        for duty, why in one.let_go:
            if duty.key not in self._skipped:
                self._let_go(duty, why)
        self._keep_places(one.manager)

    def _place(self, one: PersonPlan, item: Placement) -> Iterable[Row]:
        duty = item.duty
        if duty.key in self._skipped:
            return
        at = one.plan.times.get(duty.key, "") if self._with_times else ""
        values: dict[str, object] = {
            "on_day": item.on,
            "at_time": at,
            "manager_id": one.plan.manager_id,
            "rule": duty.rule_code,
            "period": duty.period.key,
        }
        asked = one.calls.get(duty.key)
        if asked is not None:
            self._let_go(asked, None)
            # A call in a visit's stead is no duty of its own: as if made by hand, the next plan leaves it.
            values |= {"rule": "", "period": ""}
            values["purpose"] = _("Called instead of: {kind}").format(kind=asked.kind.label)
        if item.visit_id is None:
            fixed = {
                "account_id": duty.account_id,
                "kind": duty.kind.value,
                "state": VisitState.PLANNED.value,
            }
            yield self._ids.take(duty.key), {**values, **fixed}
        elif item.moved_from is not None:
            visit = self._movable(item.visit_id, item.moved_from)
            self._change.set("visit", visit.id, values)
        else:
            stands = self._now.get(item.visit_id)
            taken_over = stands is not None and stands.manager_id not in (None, one.plan.manager_id)
            if at or asked is not None or taken_over:
                visit = self._movable(item.visit_id, item.on)
                self._change.set("visit", visit.id, {**values, "at_time": visit.at or at})

    def _by_hand(self, duty: Duty, visit: Visit) -> Row:
        return self._ids.take(duty.key), {
            "account_id": visit.account_id,
            "manager_id": visit.manager_id,
            "kind": visit.kind.value,
            "state": VisitState.PLANNED.value,
            "on_day": visit.on,
            "pinned": True,
            "rule": duty.rule_code,
            "period": duty.period.key,
        }

    def _take_away(self, planned: Plan) -> None:
        gone = [
            (item.visit_id, item.was_on)
            for item in planned.not_placed
            if item.visit_id is not None and item.duty.key not in self._skipped
        ]
        gone += [(visit.id, visit.on) for visit in planned.surplus if visit.id not in self._skipped]
        for visit_id, was_on in gone:
            visit = self._movable(visit_id, was_on)
            if visit.on < self._today:
                reason = _("No report was filed")
                self._change.set("visit", visit.id, {"state": VisitState.MISSED.value, "reason": reason})
            else:
                self._change.delete("visit", visit.id)

    def _let_go(self, duty: Duty, why: LetGo | None) -> None:
        """Note that nobody will make this visit; without ``why`` because a call takes its place."""
        account_id, kind, period, number = duty.key
        values: dict[str, object] = {
            "account_id": Id(account_id),
            "kind": kind,
            "period": period,
            "number": number,
            "note": why.note.strip() if why else _("Called instead"),
            "decision": DebtDecision.WAIVE.value,
            "decided_on": self._today,
        }
        if why is not None:
            values["cause"] = why.cause.value
        self._change.create("visit_debt", values, debt_note_id(duty.key))

    def _keep_places(self, manager: Manager) -> None:
        places = self._places.get(manager.id)
        if places:
            self._change.set("manager", manager.id, {"weekday_visits": list(places)})

    def _movable(self, visit_id: Id, was_on: date | None) -> Visit:
        visit = self._now.get(visit_id)
        if visit is None or visit.pinned or visit.state is not VisitState.PLANNED or visit.on != was_on:
            raise _calendar_changed()
        return visit


def _calendar_changed() -> NotAllowed:
    return NotAllowed(
        _("The calendar has changed since this plan was made."), hint=_("Plan the period again.")
    )
