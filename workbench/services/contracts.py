"""Contracts: draft, fill in, change, delete while they are drafts (2-rules §10)."""

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.domain.journal import ChangeSummary
from workbench.foundation.ids import Id
from workbench.storage.workspace import Workspace


def draft_contract(
    workspace: Workspace, account_id: Id, values: Mapping[str, Any], version_id: Id | None = None
) -> tuple[Id, ChangeSummary]:
    """Begin a contract from a version of a template: its clauses are copied. ``values``: number, title, kind,
    amount_fen, currency, starts_on, ends_on, manager_id, language, is_their_paper, note. Undoable."""
    raise NotImplementedError


def record_contract(
    workspace: Workspace, account_id: Id, values: Mapping[str, Any]
) -> tuple[Id, ChangeSummary]:
    """Note a contract that was signed outside this program: as for ``draft_contract``, and ``signed_on``."""
    raise NotImplementedError


def edit_contract(workspace: Workspace, contract_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Change fields of a draft; of a signed one manager and note only."""
    raise NotImplementedError


def delete_contract(workspace: Workspace, contract_id: Id) -> ChangeSummary:
    """Delete a draft about which nothing was recorded yet; undo brings it back."""
    raise NotImplementedError


def save_clause(workspace: Workspace, contract_id: Id, key: str, values: Mapping[str, Any]) -> ChangeSummary:
    """Change a clause of a draft: text, title, note (the reason), is_left_out."""
    raise NotImplementedError


def add_clause(
    workspace: Workspace, contract_id: Id, values: Mapping[str, Any], after: str = ""
) -> tuple[str, ChangeSummary]:
    """Add a clause of its own (group, title, text, note) behind the one with key ``after``; its key."""
    raise NotImplementedError


def restore_clause(workspace: Workspace, contract_id: Id, key: str, *, newest: bool = False) -> ChangeSummary:
    """The clause as the template's version says, or as its ``newest`` says; an added clause is deleted."""
    raise NotImplementedError


def move_clause(workspace: Workspace, contract_id: Id, key: str, places: int) -> ChangeSummary:
    """Move a clause so many places down (up if negative)."""
    raise NotImplementedError


def take_newest_version(workspace: Workspace, contract_id: Id) -> ChangeSummary:
    """Base a draft on the newest version of its template: what was as before follows it."""
    raise NotImplementedError


def save_value(workspace: Workspace, contract_id: Id, name: str, text: str) -> ChangeSummary:
    """What stands for a placeholder in this contract; an empty text leaves it to field and profile."""
    raise NotImplementedError


def save_line(
    workspace: Workspace, contract_id: Id, values: Mapping[str, Any], line_id: Id | None = None
) -> tuple[Id, ChangeSummary]:
    """Add or change a line of goods: product, brand, specification, unit, quantity_milli, price_fen,
    amount_fen (worked out where it is not given), note."""
    raise NotImplementedError


def delete_line(workspace: Workspace, line_id: Id) -> ChangeSummary:
    """Take a line of goods away from a draft."""
    raise NotImplementedError


def order_lines(workspace: Workspace, contract_id: Id, line_ids: Sequence[Id]) -> ChangeSummary:
    """Put the lines of goods into this order."""
    raise NotImplementedError


def take_sum_of_lines(workspace: Workspace, contract_id: Id) -> ChangeSummary:
    """Let the amount be the sum of the goods."""
    raise NotImplementedError
