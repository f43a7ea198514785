"""Who the parties are on the papers of a contract."""

from tests.services.contract_world import SIGNERS, Kind, add_parties, take, whole_draft
from workbench.services.contract_parties import parties_of
from workbench.services.contract_steps import take_contract_step
from workbench.services.contract_view import get_contract_view
from workbench.services.contracts import save_value
from workbench.storage.workspace import Workspace


def test_a_name_typed_into_a_contract_stands_at_its_head_before_and_after_signing(
    workspace: Workspace,
) -> None:
    add_parties(workspace)
    contract_id = whole_draft(workspace)
    save_value(workspace, contract_id, "account_name", "澜川机电（上海）有限公司")
    assert parties_of(get_contract_view(workspace, contract_id))[1].name == "澜川机电（上海）有限公司"
    take(workspace, contract_id, Kind.CREDIT_CHECKED, Kind.REVIEWED, Kind.APPROVED)
    take_contract_step(workspace, contract_id, Kind.SIGNED, SIGNERS)
    assert parties_of(get_contract_view(workspace, contract_id))[1].name == "澜川机电（上海）有限公司"
