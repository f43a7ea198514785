"""The execution checklist of a contract: deliveries and payments with their days (2-rules §10)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from workbench.domain.contracts import ContractDuty
from workbench.domain.journal import ChangeSummary
from workbench.foundation.ids import Id
from workbench.storage.workspace import Workspace


def save_duty(
    workspace: Workspace, contract_id: Id, values: Mapping[str, Any], duty_id: Id | None = None
) -> tuple[Id, ChangeSummary]:
    """Add or change a duty: kind, due_on, amount_fen, quantity, text."""
    raise NotImplementedError


def do_duty(workspace: Workspace, duty_id: Id, done_on: date | None, note: str = "") -> ChangeSummary:
    """The duty was done on a day; ``None`` opens it again."""
    raise NotImplementedError


def delete_duty(workspace: Workspace, duty_id: Id) -> ChangeSummary:
    """Take a duty away; undo brings it back."""
    raise NotImplementedError


def propose_duties(workspace: Workspace, contract_id: Id) -> tuple[ContractDuty, ...]:
    """Duties that the terms of payment and delivery ask for and that nobody noted yet; not stored."""
    raise NotImplementedError


def take_duties(workspace: Workspace, contract_id: Id, duties: tuple[ContractDuty, ...]) -> ChangeSummary:
    """Keep proposed duties."""
    raise NotImplementedError
