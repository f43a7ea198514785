"""Actions that serve an account plan: planned, suggested, started, done (2-rules §17)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from workbench.domain.journal import ChangeSummary
from workbench.domain.plan_stand import Suggestion
from workbench.domain.promises import Origin
from workbench.domain.visits import Action, Side
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.checked_values import checked_amount
from workbench.services.plan_texts import LONGEST_NAME, LONGEST_TEXT
from workbench.storage.queries.account_plans import find_account_plan, get_objective
from workbench.storage.queries.accounts import get_account, get_contact, list_managers
from workbench.storage.queries.visits import get_action, list_actions
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

_FIELDS = ("text", "owner", "due_on", "started_on", "done_on", "cost_fen", "objective_id", "contact_id")
LONGEST_ORIGIN = 250


def plan_action(
    workspace: Workspace, account_id: Id, values: Mapping[str, Any], objective_id: Id | None = None
) -> ChangeSummary:
    """A new action of ours (``text``, ``owner``, ``due_on``, ``started_on``, ``done_on``, ``cost_fen``).

    The account's manager owns it unless somebody else is named. ``cost_fen`` may be text as people type it.
    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    with workspace.change("plan_action", _("New action")) as change:
        checked = _checked(change.session, account_id, values, None, workspace.clock.today())
        if objective_id is not None:
            _check_objective(change.session, account_id, objective_id)
            checked["objective_id"] = objective_id
        checked["owner"] = checked.get("owner") or _owner(workspace, change.session, account_id)
        # A task of ours: without an origin it would be a promise, for the customer to read.
        ours = {"account_id": account_id, "side": Side.OURS.value, "origin": Origin.ACCOUNT_PLAN.value}
        change.create("action", {**checked, **ours})
    return change.summary


def edit_action(workspace: Workspace, action_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Change fields of an action, or put it under another objective (``objective_id``).

    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    with workspace.change("edit_action", _("Action changed")) as change:
        action = get_action(change.session, action_id)
        checked = _checked(change.session, action.account_id, values, action, workspace.clock.today())
        change.set("action", action_id, checked)
    return change.summary


def delete_action(workspace: Workspace, action_id: Id) -> ChangeSummary:
    """Delete an action; undo brings it back. Raises ``NotFound``."""
    with workspace.change("delete_action", _("Delete action")) as change:
        change.delete("action", action_id)
    return change.summary


def take_suggestion(
    workspace: Workspace, account_id: Id, suggestion: Suggestion, objective_id: Id | None = None
) -> ChangeSummary:
    """Make an action of what the data suggest, for an objective or for the account.

    Owned by the account's manager and due in its usual time. Raises ``NotAllowed`` where it was taken before.
    """
    with workspace.change("take_suggestion", _("New action")) as change:
        session = change.session
        origin = suggestion.origin[:LONGEST_ORIGIN]
        if any(one.origin == origin for one in list_actions(session, account_id=account_id)):
            raise NotAllowed(
                _("This was taken already."), hint=_("It stands among the actions of the account.")
            )
        if objective_id is not None:
            _check_objective(session, account_id, objective_id)
        change.create(
            "action",
            {
                "account_id": account_id,
                "text": suggestion.text,
                "owner": _owner(workspace, session, account_id),
                "due_on": workspace.clock.today() + timedelta(days=suggestion.days),
                "origin": origin,
                "need_id": suggestion.need_id,
                "contact_id": suggestion.contact_id,
                "objective_id": objective_id,
            },
        )
    return change.summary


def _owner(workspace: Workspace, session: ReadingSession, account_id: Id) -> str:
    """Who does it where nobody is named: the account's manager, else whoever writes."""
    account = get_account(session, account_id)
    names = {one.id: one.name for one in list_managers(session)}
    return (names.get(account.manager_id, "") if account.manager_id else "") or workspace.author


def _checked(
    session: ReadingSession, account_id: Id, values: Mapping[str, Any], before: Action | None, today: date
) -> dict[str, Any]:
    checked = {name: values[name] for name in _FIELDS if name in values}
    for name, most in (("text", LONGEST_TEXT), ("owner", LONGEST_NAME)):
        if name in checked:
            checked[name] = str(checked[name] or "").strip()
            if len(checked[name]) > most:
                raise BadInput(_("At most {count} characters.").format(count=most), where=name)
    if (before is None or "text" in checked) and not checked.get("text"):
        raise BadInput(_("What is to be done?"), hint=_("A few words will do."), where="text")
    for name in ("started_on", "done_on"):
        if checked.get(name) is not None and checked[name] > today:
            raise BadInput(
                _("This day lies in the future."),
                hint=_("Set the day on which it happened."),
                where=name,
            )
    started = checked.get("started_on", before.started_on if before else None)
    done = checked.get("done_on", before.done_on if before else None)
    if started is not None and done is not None and done < started:
        raise BadInput(
            _("Done before it was started."), where="done_on" if "done_on" in checked else "started_on"
        )
    if "cost_fen" in checked:
        checked["cost_fen"] = checked_amount(checked["cost_fen"], "cost_fen")
    person = checked.get("contact_id")
    if person is not None and get_contact(session, person).account_id != account_id:
        raise BadInput(_("This person belongs to another account."), where="contact_id")
    if checked.get("objective_id") is not None:
        _check_objective(session, account_id, checked["objective_id"])
    return checked


def _check_objective(session: ReadingSession, account_id: Id, objective_id: Id) -> None:
    plan = find_account_plan(session, get_objective(session, objective_id).plan_id)
    if plan is None or plan.account_id != account_id:
        raise BadInput(_("This objective belongs to another account."), where="objective_id")
