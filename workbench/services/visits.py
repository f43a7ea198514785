"""Visits: put one into the calendar, move it; what is to be done for an account (2-rules §7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import Action, Side, Visit, VisitKind, VisitState
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text
from workbench.services.gathering_visits import must_stand_alone
from workbench.services.visit_life import must_be_open, read_time
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import visits as visit_queries
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class PromiseInput:
    """A promise made on a visit: what, whose, by when; ``contact_id`` is who promised, or to whom."""

    text: str
    side: Side = Side.OURS
    owner: str = ""
    due_on: date | None = None
    contact_id: Id | None = None


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
    met: Sequence[Id] = (),
) -> ChangeSummary:
    """Put a visit of the account's manager into the calendar; ``met`` are whom it is to meet."""
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
                "at_time": read_time(at),
                # A date that a person chose is kept when the period is planned again.
                "pinned": True,
                "purpose": purpose,
                "met": [id_text(one) for one in met],
            },
        )
    return change.summary


def move_visit(workspace: Workspace, visit_id: Id, on: date, at: str | None = None) -> ChangeSummary:
    """Move an open visit to another day; it is pinned there. Raises ``NotAllowed`` for a past one."""
    with workspace.change("move_visit", _("Move visit")) as change:
        visit = visit_queries.get_visit(change.session, visit_id)
        must_be_open(visit)
        must_stand_alone(change.session, visit)
        change.set(
            "visit",
            visit_id,
            {"on_day": on, "at_time": visit.at if at is None else read_time(at), "pinned": True},
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
                "contact_id": promise.contact_id,
            },
        )
    return change.summary
