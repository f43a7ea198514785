"""Complaints, service requests and contracts of one account as they stand (2-rules §8–§10)."""

from dataclasses import dataclass
from datetime import date

from workbench.foundation.ids import Id
from workbench.services.complaint_board import ComplaintLine, list_complaint_lines
from workbench.services.contract_board import ContractRow, list_contract_rows
from workbench.services.service_requests import ServiceLine, list_service_lines
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class AccountRecords:
    """Each kind in the order of its own page."""

    today: date
    complaints: tuple[ComplaintLine, ...]
    services: tuple[ServiceLine, ...]
    contracts: tuple[ContractRow, ...]


def get_account_records(workspace: Workspace, account_id: Id) -> AccountRecords:
    """What is on record of an account, in a constant number of queries."""
    return AccountRecords(
        workspace.clock.today(),
        list_complaint_lines(workspace, account_id=account_id),
        list_service_lines(workspace, account_id),
        list_contract_rows(workspace, account_id),
    )
