"""Risks of accounts: note, judge, answer, close (2-rules §3, §17)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from workbench.domain.journal import ChangeSummary
from workbench.domain.risk_grid import by_weight
from workbench.domain.risks import Level, Risk, RiskSource
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.checked_values import check_names, checked_word
from workbench.storage.queries import risks as queries
from workbench.storage.queries.accounts import get_account
from workbench.storage.workspace import Workspace

_CHOICES = {"source": RiskSource, "probability": Level, "impact": Level}
_TEXTS = ("text", "answer", "owner")
_FIELDS = frozenset({*_CHOICES, *_TEXTS, "due_on"})


def list_risks(
    workspace: Workspace, account_id: Id | None = None, *, open_only: bool = False
) -> tuple[Risk, ...]:
    """Risks of one account or of all, open ones first, the worst first."""
    with workspace.read() as session:
        return by_weight(queries.list_risks(session, account_id, open_only=open_only))


def add_risk(workspace: Workspace, account_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Note a risk as of today: ``text`` and any of source, probability, impact, answer, owner, due_on.

    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    checked = _checked({"text": "", **values})
    with workspace.change("add_risk", _("New risk")) as change:
        get_account(change.session, account_id)
        change.create("risk", {**checked, "account_id": account_id, "noted_on": workspace.clock.today()})
    return change.summary


def edit_risk(workspace: Workspace, risk_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Change fields of a risk. Raises ``BadInput`` naming the field, and ``NotFound``."""
    checked = _checked(values)
    with workspace.change("edit_risk", _("Edit risk")) as change:
        queries.get_risk(change.session, risk_id)
        change.set("risk", risk_id, checked)
    return change.summary


def close_risk(workspace: Workspace, risk_id: Id) -> ChangeSummary:
    """The risk is over as of today; it stays on record. Raises ``NotFound``."""
    return _set_closed(workspace, risk_id, workspace.clock.today(), _("Close risk"))


def reopen_risk(workspace: Workspace, risk_id: Id) -> ChangeSummary:
    """The risk is back. Raises ``NotFound``."""
    return _set_closed(workspace, risk_id, None, _("Reopen risk"))


def delete_risk(workspace: Workspace, risk_id: Id) -> ChangeSummary:
    """Delete a risk; undo brings it back. Raises ``NotFound``."""
    with workspace.change("delete_risk", _("Delete risk")) as change:
        queries.get_risk(change.session, risk_id)
        change.delete("risk", risk_id)
    return change.summary


def _set_closed(workspace: Workspace, risk_id: Id, day: date | None, label: str) -> ChangeSummary:
    with workspace.change("close_risk", label) as change:
        risk = queries.get_risk(change.session, risk_id)
        if (risk.closed_on is None) != (day is None):
            change.set("risk", risk_id, {"closed_on": day})
    return change.summary


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    check_names(values, _FIELDS, _("A risk has no field of this name."))
    checked = dict(values)
    for name in _TEXTS:
        if name in checked:
            checked[name] = str(checked[name] or "").strip()
    if "text" in checked and not checked["text"]:
        raise BadInput(_("Say what may go wrong."), hint=_("A few words will do."), where="text")
    for name, words in _CHOICES.items():
        if name in checked:
            checked[name] = checked_word(checked[name], words, name) if checked[name] else ""
    due = checked.get("due_on")
    if due is not None and not isinstance(due, date):
        raise BadInput(_("This is no day."), where="due_on")
    return checked
