"""The goods of a drafted contract (2-rules §10)."""

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.contract_checks import checked_line, require_draft
from workbench.storage.queries.contracts import contract_of, list_lines
from workbench.storage.workspace import Workspace


def save_line(
    workspace: Workspace, contract_id: Id, values: Mapping[str, Any], line_id: Id | None = None
) -> tuple[Id, ChangeSummary]:
    """Add or change a line of goods: product, brand, specification, unit, quantity_milli, price_fen,
    amount_fen (worked out where it is not given), note.

    Raises ``NotAllowed`` unless the contract is a draft, ``BadInput`` naming the field, ``NotFound``.
    """
    with workspace.change("save_line", _("Goods of the contract")) as change:
        require_draft(change.session, contract_id, workspace.clock.today())
        lines = list_lines(change.session, contract_id).get(contract_id, [])
        if line_id is None:
            place = max((one.position for one in lines), default=0) + 1
            row = {**checked_line(values), "contract_id": contract_id, "position": place}
            line_id = change.create("contract_line", row)
        else:
            before = next((one for one in lines if one.id == line_id), None)
            if before is None:
                raise NotFound(_("This line is no longer there."), hint=_("Look at the contract again."))
            change.set("contract_line", line_id, checked_line(values, before))
    return line_id, change.summary


def delete_line(workspace: Workspace, line_id: Id) -> ChangeSummary:
    """Take a line of goods away from a draft; undo brings it back. Raises as ``save_line``."""
    with workspace.change("delete_line", _("Delete line")) as change:
        contract_id = contract_of(change.session, "contract_line", line_id)
        require_draft(change.session, contract_id, workspace.clock.today())
        change.delete("contract_line", line_id)
    return change.summary


def order_lines(workspace: Workspace, contract_id: Id, line_ids: Sequence[Id]) -> ChangeSummary:
    """Put the lines of goods into this order; those not named come behind."""
    with workspace.change("order_lines", _("Order of the goods")) as change:
        require_draft(change.session, contract_id, workspace.clock.today())
        lines = list_lines(change.session, contract_id).get(contract_id, [])
        standing = {one.id: one.position for one in lines}
        wanted = [one for one in line_ids if one in standing]
        for place, row_id in enumerate(dict.fromkeys([*wanted, *standing]), 1):
            if standing[row_id] != place:
                change.set("contract_line", row_id, {"position": place})
    return change.summary
