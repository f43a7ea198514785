"""Visits: put one into the calendar, move it, report it; promises become actions (2-rules §7.2)."""

from dataclasses import dataclass, fields
from datetime import date

from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import Action, Side, Visit, VisitKind, VisitState
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import visits as visit_queries
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class PromiseInput:
    """A promise made on a visit: what, whose, by when."""

    text: str
    side: Side = Side.OURS
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class VisitReportInput:
    """What the report form holds; empty text means nothing to say there."""

    on: date
    at: str = ""
    place: str = ""
    met: tuple[Id, ...] = ()
    purpose: str = ""
    talking_points: str = ""
    findings: str = ""
    needs: str = ""
    competitor_news: str = ""
    operating_state: str = ""
    demand_forecast: str = ""
    next_step: str = ""
    next_on: date | None = None
    promises: tuple[PromiseInput, ...] = ()


@dataclass(frozen=True)
class VisitView:
    """One visit with what stands around it."""

    visit: Visit
    account: Account
    manager: Manager | None
    contacts: tuple[Contact, ...]
    promises: tuple[Action, ...]
    earlier: tuple[Visit, ...]


def get_visit_view(workspace: Workspace, visit_id: Id) -> VisitView:
    """The visit, its account, the people there, its promises and the three visits before it."""
    with workspace.read() as session:
        visit = visit_queries.get_visit(session, visit_id)
        managers = {manager.id: manager for manager in account_queries.list_managers(session)}
        done = visit_queries.list_visits(
            session, account_id=visit.account_id, last=visit.on, states=[VisitState.DONE]
        )
        return VisitView(
            visit=visit,
            account=account_queries.get_account(session, visit.account_id),
            manager=managers.get(visit.manager_id) if visit.manager_id else None,
            contacts=tuple(account_queries.list_contacts(session, visit.account_id)),
            promises=tuple(visit_queries.list_actions(session, visit_id=visit_id)),
            earlier=tuple(item for item in done if item.id != visit_id)[-3:],
        )


def list_visits_between(
    workspace: Workspace, first: date, last: date, manager_id: Id | None = None
) -> tuple[Visit, ...]:
    """Visits from ``first`` to ``last``, both included, in order of time."""
    with workspace.read() as session:
        return tuple(visit_queries.list_visits(session, first=first, last=last, manager_id=manager_id))


def schedule_visit(
    workspace: Workspace,
    account_id: Id,
    on: date,
    *,
    kind: VisitKind = VisitKind.FIELD,
    at: str = "",
    state: VisitState = VisitState.PLANNED,
    purpose: str = "",
) -> ChangeSummary:
    """Put a visit of the account's manager into the calendar."""
    with workspace.change("schedule_visit", _("Schedule visit")) as change:
        account = account_queries.get_account(change.session, account_id)
        change.create(
            "visit",
            {
                "account_id": account_id,
                "manager_id": account.manager_id,
                "kind": kind.value,
                "state": state.value,
                "on_day": on,
                "at_time": at,
                # A date that a person chose is kept when the period is planned again.
                "pinned": True,
                "purpose": purpose,
            },
        )
    return change.summary


def move_visit(workspace: Workspace, visit_id: Id, on: date, at: str | None = None) -> ChangeSummary:
    """Move an open visit to another day; it is pinned there. Raises ``NotAllowed`` for a past one."""
    with workspace.change("move_visit", _("Move visit")) as change:
        visit = visit_queries.get_visit(change.session, visit_id)
        _must_be_open(visit)
        change.set(
            "visit",
            visit_id,
            {"on_day": on, "at_time": visit.at if at is None else at, "pinned": True},
        )
    return change.summary


def agree_visit(workspace: Workspace, visit_id: Id, at: str = "") -> ChangeSummary:
    """The account has agreed to the date."""
    with workspace.change("agree_visit", _("Visit agreed")) as change:
        visit = visit_queries.get_visit(change.session, visit_id)
        _must_be_open(visit)
        change.set(
            "visit",
            visit_id,
            {"state": VisitState.AGREED.value, "on_day": visit.on, "at_time": at or visit.at},
        )
    return change.summary


def drop_visit(workspace: Workspace, visit_id: Id, state: VisitState, reason: str) -> ChangeSummary:
    """The visit was missed or cancelled, with the reason (``BadInput`` without one)."""
    if state not in (VisitState.MISSED, VisitState.CANCELLED):
        raise BadInput(
            _("A visit is dropped as missed or as cancelled."),
            hint=_("Choose one of the two."),
            where="state",
        )
    if not reason.strip():
        raise BadInput(
            _("Say why the visit did not take place."), hint=_("A few words will do."), where="reason"
        )
    with workspace.change("drop_visit", state.label) as change:
        visit = visit_queries.get_visit(change.session, visit_id)
        _must_be_open(visit)
        change.set("visit", visit_id, {"state": state.value, "reason": reason.strip()})
    return change.summary


def report_visit(workspace: Workspace, visit_id: Id, report: VisitReportInput) -> ChangeSummary:
    """File the report: the visit is done, each promise becomes an action, the next step is kept.

    Raises ``BadInput`` with ``where`` naming the field, and ``NotAllowed`` where a report exists.
    """
    _check_report(workspace, report)
    with workspace.change("report_visit", _("Visit report")) as change:
        visit = visit_queries.get_visit(change.session, visit_id)
        _must_be_open(visit)
        values: dict[str, object] = {
            field.name: getattr(report, field.name)
            for field in fields(report)
            if field.name not in ("on", "at", "met", "promises")
        }
        values |= {
            "state": VisitState.DONE.value,
            "on_day": report.on,
            "at_time": report.at,
            "met": [id_text(contact) for contact in report.met],
        }
        change.set("visit", visit_id, values)
        for promise in report.promises:
            change.create(
                "action",
                {
                    "account_id": visit.account_id,
                    "visit_id": visit_id,
                    "text": promise.text.strip(),
                    "side": promise.side.value,
                    "owner": promise.owner.strip(),
                    "due_on": promise.due_on,
                },
            )
        if report.next_on is not None:
            change.create(
                "visit",
                {
                    "account_id": visit.account_id,
                    "manager_id": visit.manager_id,
                    "kind": visit.kind.value,
                    "state": VisitState.PLANNED.value,
                    "on_day": report.next_on,
                    "at_time": "",
                    "pinned": True,
                    "purpose": report.next_step,
                },
            )
    return change.summary


def complete_action(workspace: Workspace, action_id: Id, *, done: bool = True) -> ChangeSummary:
    """Tick a promise or action off as of today, or take the tick away."""
    label = _("Action done") if done else _("Action open again")
    with workspace.change("complete_action", label) as change:
        change.set("action", action_id, {"done_on": workspace.clock.today() if done else None})
    return change.summary


def add_action(workspace: Workspace, account_id: Id, promise: PromiseInput) -> ChangeSummary:
    """Note something to be done for an account."""
    if not promise.text.strip():
        raise BadInput(_("Say what is to be done."), hint=_("A few words will do."), where="text")
    with workspace.change("add_action", _("New action")) as change:
        account_queries.get_account(change.session, account_id)
        change.create(
            "action",
            {
                "account_id": account_id,
                "text": promise.text.strip(),
                "side": promise.side.value,
                "owner": promise.owner.strip(),
                "due_on": promise.due_on,
            },
        )
    return change.summary


def _must_be_open(visit: Visit) -> None:
    if not visit.state.is_open:
        raise NotAllowed(
            _("This visit is already {state}.").format(state=visit.state.label.lower()),
            hint=_("Undo the earlier step first, or schedule a new visit."),
        )


def _check_report(workspace: Workspace, report: VisitReportInput) -> None:
    if report.on > workspace.clock.today():
        raise BadInput(
            _("A visit in the future cannot be reported yet."),
            hint=_("Set the day it took place."),
            where="on",
        )
    if not (report.findings.strip() or report.talking_points.strip()):
        raise BadInput(
            _("The report is empty."),
            hint=_("Write at least what was talked about, or what you found."),
            where="talking_points",
        )
    if report.next_on is not None and report.next_on <= report.on:
        raise BadInput(
            _("The next step lies before this visit."),
            hint=_("Set a day after the visit, or none."),
            where="next_on",
        )
    for index, promise in enumerate(report.promises):
        if not promise.text.strip():
            raise BadInput(
                _("This promise has no text."),
                hint=_("Say what was promised, or remove the line."),
                where=f"promises[{index}]",
            )
