"""Noting who competes with an account, supplies it, buys from it or works with it (2-rules §1)."""

from workbench.domain.account_links import LinkKind
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.account_links import list_links
from workbench.storage.queries.accounts import get_account
from workbench.storage.workspace import Workspace


def add_account_link(
    workspace: Workspace,
    account_id: Id,
    kind: LinkKind,
    *,
    other_id: Id | None = None,
    other_name: str = "",
    note: str = "",
) -> ChangeSummary:
    """Note that another account, or a company of that name, is ``kind`` to this one.

    Raises ``BadInput`` where nobody is named, the account names itself, or the same is noted already;
    ``NotFound`` for an account that is not there.
    """
    name = other_name.strip()
    if other_id is None and not name:
        raise BadInput(
            _("A link needs a company."), hint=_("Type its name, or choose an account."), where="other"
        )
    if other_id == account_id:
        raise BadInput(
            _("An account cannot be linked to itself."), hint=_("Choose another account."), where="other"
        )
    with workspace.change("add_account_link", _("{kind} noted").format(kind=kind.label)) as change:
        get_account(change.session, account_id)
        if other_id is not None:
            name = get_account(change.session, other_id).name
        for known in list_links(change.session, account_id):
            same = known.other_id == other_id if other_id is not None else known.name == name
            if same and known.kind is kind:
                raise BadInput(
                    _("{name} is noted as {kind} already.").format(name=known.name, kind=kind.label),
                    hint=_("Change its note, or choose another kind."),
                    where="other",
                )
        change.create(
            "account_link",
            {
                "account_id": account_id,
                "kind": kind.value,
                "other_id": other_id,
                # The name stays when the other account is deleted.
                "other_name": name,
                "note": note.strip(),
            },
        )
    return change.summary


def remove_account_link(workspace: Workspace, link_id: Id) -> ChangeSummary:
    """Take a link back, on both pages; raises ``NotFound``."""
    with workspace.change("remove_account_link", _("Remove link")) as change:
        change.delete("account_link", link_id)
    return change.summary
