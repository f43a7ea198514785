"""Amendments of signed contracts: drafted, signed, numbered, with every text before and after (2-rules §10)."""

from collections.abc import Mapping
from typing import Any

from workbench.domain.journal import ChangeSummary
from workbench.foundation.ids import Id
from workbench.storage.workspace import Workspace


def amend_contract(
    workspace: Workspace,
    contract_id: Id,
    *,
    reason: str,
    clauses: Mapping[str, str] | None = None,
    fields: Mapping[str, Any] | None = None,
    lines: list[Mapping[str, Any]] | None = None,
    amendment_id: Id | None = None,
) -> tuple[Id, ChangeSummary]:
    """Draft an amendment, or change a drafted one: texts by clause key (empty strikes the clause out, an
    unknown key adds one), fields amount_fen, starts_on, ends_on, and the goods as they are to be. Undoable."""
    raise NotImplementedError


def sign_amendment(workspace: Workspace, amendment_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """``on``, ``our_signer``, ``their_signer``: from that day the contract reads as amended. Lasting."""
    raise NotImplementedError


def delete_amendment(workspace: Workspace, amendment_id: Id) -> ChangeSummary:
    """Take a drafted amendment away; undo brings it back."""
    raise NotImplementedError
