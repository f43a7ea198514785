"""The execution checklist of a contract: deliveries and payments with their days (2-rules §10)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from workbench.domain.contract_duties import proposed_duties
from workbench.domain.contracts import ContractDuty, DutyKind
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.contract_checks import checked_duty, contract_and_life
from workbench.services.contract_reading import present_text, read_contract
from workbench.storage.queries.contracts import contract_of, list_contract_duties
from workbench.storage.workspace import Workspace


def save_duty(
    workspace: Workspace, contract_id: Id, values: Mapping[str, Any], duty_id: Id | None = None
) -> tuple[Id, ChangeSummary]:
    """Add or change a duty: kind, due_on, amount_fen, quantity, text. Can be undone.

    What a contract asks for may be noted at any time: days are agreed, and moved, along the way.
    Raises ``BadInput`` naming the field, ``NotFound``.
    """
    checked = checked_duty(values)
    with workspace.change("save_duty", _("Duty of the contract")) as change:
        contract_and_life(change.session, contract_id, workspace.clock.today())
        duties = list_contract_duties(change.session, contract_id).get(contract_id, [])
        if duty_id is None:
            if not checked.get("text") and checked.get("due_on") is None:
                raise BadInput(_("Say what is to be done, or when."), where="text")
            place = max((one.position for one in duties), default=0) + 1
            row = {"kind": DutyKind.OTHER.value, **checked, "contract_id": contract_id, "position": place}
            duty_id = change.create("contract_duty", row)
        else:
            change.set("contract_duty", duty_id, checked)
    return duty_id, change.summary


def do_duty(workspace: Workspace, duty_id: Id, done_on: date | None, note: str = "") -> ChangeSummary:
    """The duty was done on a day; ``None`` opens it again. Raises ``BadInput`` for a day to come."""
    if done_on is not None and done_on > workspace.clock.today():
        raise BadInput(_("This day lies in the future."), where="done_on")
    label = _("Duty done") if done_on is not None else _("Duty open again")
    with workspace.change("do_duty", label) as change:
        contract_id = contract_of(change.session, "contract_duty", duty_id)
        _contract, life = contract_and_life(change.session, contract_id, workspace.clock.today())
        if done_on is not None and not life.is_fixed:
            raise NotAllowed(
                _("The contract is not signed yet."), hint=_("Its duties begin with the signature.")
            )
        done = {"done_on": done_on, "done_note": note.strip() if done_on is not None else ""}
        change.set("contract_duty", duty_id, done)
    return change.summary


def delete_duty(workspace: Workspace, duty_id: Id) -> ChangeSummary:
    """Take a duty away; undo brings it back. Raises ``NotFound``."""
    with workspace.change("delete_duty", _("Delete duty")) as change:
        contract_of(change.session, "contract_duty", duty_id)
        change.delete("contract_duty", duty_id)
    return change.summary


def propose_duties(workspace: Workspace, contract_id: Id) -> tuple[ContractDuty, ...]:
    """Duties that the terms of payment and delivery ask for, where nobody noted any of that kind yet.

    Days count from the first day, or from the signature; nothing is stored. Raises ``NotFound``.
    """
    with workspace.read() as session:
        reading = read_contract(session, contract_id, workspace.clock.today())
    life, text = reading.life, present_text(reading)
    found = proposed_duties(
        reading.contract,
        life.starts_on or life.signed_on,
        life.amount_fen,
        reading.typed,
        text.lines if text is not None else reading.lines,
    )
    noted = {one.kind for one in reading.duties}
    return tuple(one for one in found if one.kind not in noted)


def take_duties(workspace: Workspace, contract_id: Id, duties: Sequence[ContractDuty]) -> ChangeSummary:
    """Keep proposed duties; two laptops that keep the same have them once. Can be undone."""
    with workspace.change("take_duties", _("Duties of the contract")) as change:
        contract_and_life(change.session, contract_id, workspace.clock.today())
        for one in duties:
            change.create(
                "contract_duty",
                {
                    "contract_id": contract_id,
                    "kind": one.kind.value,
                    "due_on": one.due_on,
                    "amount_fen": one.amount_fen,
                    "quantity": one.quantity,
                    "text": one.text,
                    "position": one.position,
                },
                one.id,
            )
    return change.summary
