"""One change to many accounts at once, undone as one (2-rules §1, §2.1, §5)."""

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.services.account_checks import checked_account
from workbench.storage.queries.accounts import account_names, list_managers
from workbench.storage.workspace import Workspace

BULK_FIELDS = frozenset(
    {
        "manager_id", "second_manager_id", "manager_reason", "tier", "tier_reason", "stage", "stage_reason",
        "segment", "key_type", "kind", "industry",
    }
)  # fmt: skip


def edit_accounts(
    workspace: Workspace, account_ids: Sequence[Id], values: Mapping[str, Any]
) -> ChangeSummary:
    """Set the same fields of many accounts; a tier is confirmed with that and needs a reason.

    Raises ``BadInput`` for a field that differs by nature, a word that is none of its field, or a tier
    without a reason; ``NotFound`` if an account or the manager is gone.
    """
    if not values or not BULK_FIELDS.issuperset(values):
        raise BadInput(_("This cannot be set for several accounts at once."), hint=_("Open them one by one."))
    wanted = dict(values)
    if "tier" in wanted:
        if not str(wanted.get("tier_reason") or "").strip():
            raise BadInput(
                _("A tier needs a reason."),
                hint=_("Say in a few words why, for the history."),
                where="tier_reason",
            )
        wanted["tier_reason"] = str(wanted["tier_reason"]).strip()
        wanted["tier_confirmed_on"] = workspace.clock.today()
    count = len(account_ids)
    label = ngettext("Edit {count} account", "Edit {count} accounts", count).format(count=count)
    with workspace.change("edit_accounts", label) as change:
        known = account_names(change.session)
        if any(account_id not in known for account_id in account_ids):
            raise NotFound(_("One of the accounts does not exist any more."), hint=_("Choose again."))
        managers = {manager.id for manager in list_managers(change.session)}
        for field in ("manager_id", "second_manager_id"):
            if wanted.get(field) and wanted[field] not in managers:
                raise NotFound(_("This person does not exist any more."), where=field)
        checked = checked_account(change.session, wanted)
        for account_id in account_ids:
            change.set("account", account_id, checked)
    return change.summary
