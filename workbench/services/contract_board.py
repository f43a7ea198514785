"""All contracts at a glance: the list, the timeline of their ends, and what waits (2-rules §10)."""

from dataclasses import dataclass
from datetime import date

from workbench.domain.contract_alerts import ContractAlert
from workbench.domain.contract_life import ContractState
from workbench.domain.contracts import Contract, ContractDuty
from workbench.foundation.ids import Id
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class ContractRow:
    """One contract in a list; amount and term are those in force. ``next_duty``: the open one due first."""

    contract: Contract
    account_name: str
    manager_name: str
    state: ContractState
    days_left: int | None = None
    band: int | None = None
    amendments: int = 0
    late_duties: int = 0
    alerts: tuple[ContractAlert, ...] = ()
    template_name: str = ""
    next_duty: ContractDuty | None = None


@dataclass(frozen=True)
class ExpiryMonth:
    """The running contracts that end in one month, by their day."""

    first: date
    rows: tuple[ContractRow, ...]
    amount_fen: int


def list_contract_lines(workspace: Workspace, account_id: Id | None = None) -> tuple[ContractRow, ...]:
    """All contracts, or an account's, those that need attention first, then by their end."""
    raise NotImplementedError


def contracts_waiting(workspace: Workspace, today: date, limit: int = 20) -> tuple[ContractRow, ...]:
    """Those with an alert, the most pressing first."""
    raise NotImplementedError


def expiry_months(rows: tuple[ContractRow, ...], today: date, months: int = 12) -> tuple[ExpiryMonth, ...]:
    """The timeline of ends: this month and those after it, empty ones too."""
    raise NotImplementedError
