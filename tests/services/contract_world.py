"""An account with everything a contract needs, and contracts at each point of their life."""

from datetime import date
from typing import Any

from workbench.domain.contracts import ContractEventKind
from workbench.domain.our_company import OurCompany
from workbench.domain.policies import COMPANY
from workbench.foundation.ids import Id, derived_id
from workbench.services.contract_samples import sample_version_id
from workbench.services.contract_steps import take_contract_step
from workbench.services.contract_view import get_contract_view
from workbench.services.contracts import draft_contract, save_line, save_value
from workbench.services.policies import save_policy
from workbench.storage.workspace import Workspace

A = derived_id("account", "A")
SALE = sample_version_id("zh_sale", 1)
SIGNERS = {"our_signer": "李雷", "their_signer": "顾承远", "place": "上海"}
Kind = ContractEventKind
PARTY = {
    "address": "上海市杨浦区国定路 1 号",
    "legal_representative": "顾承远",
    "signer": "顾承远",
    "phone": "021-55550001",
    "bank": "工商银行",
    "bank_account": "6222000011112222",
    "tax_number": "91310000123456789X",
}


def add_parties(workspace: Workspace) -> None:
    """The account and our own party."""
    with workspace.change("test", "Test") as change:
        change.create("account", {"name": "澜川机电", "code": "A", **PARTY}, A)
    save_policy(workspace, COMPANY, OurCompany("远航轴承", *PARTY.values()))


def whole_draft(workspace: Workspace, **values: Any) -> Id:
    """A draft from the sample, in which nothing is missing: ten bearings for 12,345.60."""
    given = {"amount_fen": 1_234_560, "starts_on": date(2026, 7, 1), "ends_on": date(2027, 6, 30), **values}
    contract_id, _summary = draft_contract(workspace, A, given, SALE)
    save_line(
        workspace,
        contract_id,
        {"product": "轴承", "unit": "件", "quantity_milli": 10_000, "price_fen": 123_456},
    )
    for name in dict.fromkeys(one.name for one in get_contract_view(workspace, contract_id).missing):
        save_value(workspace, contract_id, name, "30")
    return contract_id


def take(workspace: Workspace, contract_id: Id, *kinds: ContractEventKind) -> None:
    """These steps, one after the other."""
    for kind in kinds:
        take_contract_step(workspace, contract_id, kind, SIGNERS if kind is Kind.SIGNED else {"text": "因为"})


def signed_contract(workspace: Workspace, **values: Any) -> Id:
    """A contract that was checked, reviewed, approved and signed today."""
    contract_id = whole_draft(workspace, **values)
    take(workspace, contract_id, Kind.CREDIT_CHECKED, Kind.REVIEWED, Kind.APPROVED, Kind.SIGNED)
    return contract_id
