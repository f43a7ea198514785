"""The steps of a contract's life: checked against the table of states, then added for good (2-rules §10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.domain.contracts import ContractEventKind
from workbench.domain.journal import ChangeSummary
from workbench.foundation.ids import Id
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class CreditStand:
    """What a credit check would find: fen owed, the contract's amount, the limit (``None`` without one).

    ``blocks`` says in words what stands against it; empty where nothing does.
    """

    owed_fen: int
    amount_fen: int
    limit_fen: int | None
    blocks: tuple[str, ...]

    @property
    def would_owe_fen(self) -> int:
        """What the account would owe with this contract."""
        return self.owed_fen + self.amount_fen


def get_credit_stand(workspace: Workspace, contract_id: Id) -> CreditStand:
    """What the credit check of this contract would find today."""
    raise NotImplementedError


def take_contract_step(
    workspace: Workspace, contract_id: Id, kind: ContractEventKind, values: Mapping[str, Any]
) -> ChangeSummary:
    """Add a step: ``on`` (today if not given), ``person``, ``text`` (the reason or what was said).

    CREDIT_CHECKED: ``override`` True with a ``text`` lets a blocked one through. SIGNED: ``person`` are our
    and their signers (``our_signer``, ``their_signer``), ``place``. TERMINATED: ``text``. TAKEN_BACK: the
    last step. Raises ``NotAllowed`` for what the state or a guard forbids, ``BadInput`` naming the field.
    """
    raise NotImplementedError


def archive_contract(workspace: Workspace, contract_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Where the signed paper is: archive_number, custodian, archived_on."""
    raise NotImplementedError


def renew_contract(workspace: Workspace, contract_id: Id) -> tuple[Id, ChangeSummary]:
    """A new draft that follows this one: text, goods and values copied, the term following on."""
    raise NotImplementedError
