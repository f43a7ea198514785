"""The goods of a contract: added, put in order, taken away, in a draft alone."""

import pytest

from tests.services.contract_world import add_parties, signed_contract, whole_draft
from workbench.foundation.errors import NotAllowed, NotFound
from workbench.foundation.ids import Id
from workbench.services.contract_lines import delete_line, order_lines, save_line
from workbench.services.history import undo
from workbench.storage.queries.contracts import list_lines
from workbench.storage.workspace import Workspace


@pytest.fixture(autouse=True)
def _parties(workspace: Workspace) -> None:
    add_parties(workspace)


def products(workspace: Workspace, contract_id: Id) -> list[tuple[str, Id]]:
    with workspace.read() as session:
        return [(one.product, one.id) for one in list_lines(session).get(contract_id, [])]


def test_lines_stand_in_the_order_they_are_put_in_and_those_not_named_behind(workspace: Workspace) -> None:
    contract_id = whole_draft(workspace)
    for product in ("seal", "grease"):
        save_line(workspace, contract_id, {"product": product, "quantity_milli": 1_000, "price_fen": 100})
    ids = dict(products(workspace, contract_id))
    summary = order_lines(workspace, contract_id, [ids["grease"], Id(bytes(16)), ids["seal"]])
    assert [name for name, _id in products(workspace, contract_id)] == ["grease", "seal", "轴承"]
    assert summary.transaction_id is not None
    undo(workspace, summary.transaction_id)
    assert [name for name, _id in products(workspace, contract_id)] == ["轴承", "seal", "grease"]


def test_a_line_that_is_gone_is_not_written_again(workspace: Workspace) -> None:
    contract_id = whole_draft(workspace)
    ((_product, line_id),) = products(workspace, contract_id)
    delete_line(workspace, line_id)
    with pytest.raises(NotFound):
        save_line(workspace, contract_id, {"product": "seal"}, line_id)


def test_the_goods_of_a_signed_contract_stay(workspace: Workspace) -> None:
    contract_id = signed_contract(workspace)
    ((_product, line_id),) = products(workspace, contract_id)
    with pytest.raises(NotAllowed):
        order_lines(workspace, contract_id, [line_id])
    with pytest.raises(NotAllowed):
        delete_line(workspace, line_id)
