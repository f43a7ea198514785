"""One change to many accounts, undone as one, by the rules that hold for each (2-rules §1, §2.1, §5)."""

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.domain.accounts import Tier
from workbench.domain.journal import ChangeSummary
from workbench.domain.relationship import Stage
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.foundation.ids import Id
from workbench.services.account_checks import checked_account, checked_managers
from workbench.services.nominations import must_be_nominated, tier_values
from workbench.services.relationship import stage_values
from workbench.storage.queries.accounts import list_accounts, list_managers
from workbench.storage.workspace import Workspace

_MANAGERS = frozenset({"manager_id", "second_manager_id"})
_REASONS = frozenset({"manager_reason", "tier_reason", "stage_reason"})
BULK_FIELDS = _MANAGERS | _REASONS | {"tier", "stage", "segment", "key_type", "kind", "industry"}


def edit_accounts(
    workspace: Workspace, account_ids: Sequence[Id], values: Mapping[str, Any]
) -> ChangeSummary:
    """Set the same fields of many accounts in one change, in a constant number of queries.

    A tier and a stage are words of a person and need their reasons; an account that one of our people takes
    over may have ``manager_reason``, and those that this person keeps already stay as they are. Raises
    ``BadInput`` for a field that differs by nature, a word that is none of its field, a reason that is
    missing, an account that cannot be strategic, a manager who is gone, or a pair of managers that would be
    one person; ``NotFound`` if an account is gone.
    """
    if not values or not BULK_FIELDS.issuperset(values) or _REASONS.issuperset(values):
        raise BadInput(_("This cannot be set for several accounts at once."), hint=_("Open them one by one."))
    today = workspace.clock.today()
    count = len(account_ids)
    label = ngettext("Edit {count} account", "Edit {count} accounts", count).format(
        count=format_number(count)
    )
    with workspace.change("edit_accounts", label) as change:
        accounts = list_accounts(change.session, account_ids)
        if len(accounts) < len(set(account_ids)):
            raise NotFound(_("One of the accounts does not exist any more."), hint=_("Choose again."))
        plain = {name: value for name, value in values.items() if name not in _MANAGERS | _REASONS}
        checked = checked_account(change.session, plain)
        if "tier" in checked:
            if checked["tier"] is None:
                raise BadInput(_("Choose a tier."), where="tier")
            checked |= tier_values(Tier(checked["tier"]), str(values.get("tier_reason") or ""), today)
            if checked["tier"] == Tier.STRATEGIC:
                must_be_nominated(change.session, accounts, today)
        if "stage" in checked:
            stage = Stage(checked["stage"]) if checked["stage"] else None
            checked |= stage_values(stage, str(values.get("stage_reason") or ""))
        known = {manager.id for manager in list_managers(change.session)}
        pair = {name: values[name] for name in _MANAGERS & values.keys()}
        for account in accounts:
            own = checked | checked_managers(pair, account, known)
            if "manager_id" in own and own["manager_id"] != account.manager_id:
                own["manager_reason"] = str(values.get("manager_reason") or "").strip()
            change.set("account", account.id, own)
    return change.summary
