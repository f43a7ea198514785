"""Whatever is written about contracts, but for their steps, is undone exactly; steps never are."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.services.contract_world import (
    SALE,
    SIGNERS,
    A,
    Kind,
    add_parties,
    signed_contract,
    take,
    whole_draft,
)
from tests.services.test_exact_undo import tables
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import NotAllowed
from workbench.foundation.ids import Id, derived_id
from workbench.services import contract_amendments as amendments
from workbench.services import contract_duties as duties
from workbench.services import contract_templates as templates
from workbench.services import contracts
from workbench.services.bin import list_deleted, restore_deleted
from workbench.services.checks import check_workspace
from workbench.services.contract_renewal import renew_contract
from workbench.services.contract_samples import sample_id
from workbench.services.contract_steps import archive_contract, take_contract_step
from workbench.services.contract_templates import get_template_view
from workbench.services.contract_view import get_contract_view
from workbench.services.history import redo, undo
from workbench.storage.workspace import Workspace

DRAFT, SIGNED, RECORDED, DUTY, LINE, AMENDMENT, TEMPLATE = (
    derived_id("test", name)
    for name in ("draft", "signed", "recorded", "duty", "line", "amendment", "template")
)
ids: dict[Id, Id] = {}


@pytest.fixture
def book(workspace: Workspace) -> Workspace:
    """One of everything."""
    add_parties(workspace)
    ids[DRAFT], ids[SIGNED] = whole_draft(workspace), signed_contract(workspace)
    with workspace.change("test", "Test") as change:
        change.create(
            "contract", {"account_id": A, "title": "Old", "signed_on": workspace.clock.today()}, RECORDED
        )
        change.create("contract_duty", {"contract_id": ids[SIGNED], "text": "x"}, DUTY)
    ids[LINE] = get_contract_view(workspace, ids[DRAFT]).lines[0].id
    ids[AMENDMENT] = amendments.amend_contract(workspace, ids[SIGNED], reason="x", fields={"amount_fen": 7})[
        0
    ]
    ids[TEMPLATE] = templates.add_template(workspace, {"name": "Ours", "kind": "sale"})[0]
    contracts.save_value(workspace, ids[DRAFT], "rebate", "5%")
    contracts.save_clause(workspace, ids[DRAFT], "price", {"text": "Otherwise", "note": "x"})
    newest = get_template_view(workspace, sample_id("zh_sale")).newest
    assert newest is not None
    clauses = [replace(one, text=one.text + "。") for one in newest.clauses[1:]]
    templates.save_template_version(workspace, sample_id("zh_sale"), clauses)
    return workspace


Write = Callable[[Workspace], ChangeSummary]
WRITES: dict[str, Write] = {
    "draft": lambda w: contracts.draft_contract(w, A, {"title": "x", "amount_fen": 5}, SALE)[1],
    "record": lambda w: contracts.record_contract(w, A, {"signed_on": w.clock.today()})[1],
    "edit": lambda w: contracts.edit_contract(w, ids[DRAFT], {"amount_fen": 9, "ends_on": None}),
    "edit_recorded": lambda w: contracts.edit_contract(w, RECORDED, {"title": "z"}),
    "delete": lambda w: contracts.delete_contract(w, ids[DRAFT]),
    "clause": lambda w: contracts.save_clause(w, ids[DRAFT], "quality", {"text": "t", "is_left_out": True}),
    "add_clause": lambda w: contracts.add_clause(w, ids[DRAFT], {"title": "t"}, "price")[1],
    "restore": lambda w: contracts.restore_clause(w, ids[DRAFT], "price"),
    "restore_newest": lambda w: contracts.restore_clause(w, ids[DRAFT], "price", newest=True),
    "move": lambda w: contracts.move_clause(w, ids[DRAFT], "price", 3),
    "newest": lambda w: contracts.take_newest_version(w, ids[DRAFT]),
    "value": lambda w: contracts.save_value(w, ids[DRAFT], "promotion", "x"),
    "clear_value": lambda w: contracts.save_value(w, ids[DRAFT], "rebate", ""),
    "line": lambda w: contracts.save_line(w, ids[DRAFT], {"product": "p", "price_fen": 1})[1],
    "edit_line": lambda w: contracts.save_line(w, ids[DRAFT], {"price_fen": 7}, ids[LINE])[1],
    "delete_line": lambda w: contracts.delete_line(w, ids[LINE]),
    "duty": lambda w: duties.save_duty(w, ids[SIGNED], {"text": "pay", "kind": "payment"})[1],
    "edit_duty": lambda w: duties.save_duty(w, ids[SIGNED], {"text": "pay"}, DUTY)[1],
    "do_duty": lambda w: duties.do_duty(w, DUTY, w.clock.today(), "y"),
    "delete_duty": lambda w: duties.delete_duty(w, DUTY),
    "take_duties": lambda w: duties.take_duties(w, ids[DRAFT], duties.propose_duties(w, ids[DRAFT])),
    "amend": lambda w: amendments.amend_contract(w, ids[SIGNED], reason="y", fields={"amount_fen": 8})[1],
    "amend_again": lambda w: amendments.amend_contract(
        w, ids[SIGNED], reason="y", fields={"amount_fen": 8}, amendment_id=ids[AMENDMENT]
    )[1],
    "delete_amendment": lambda w: amendments.delete_amendment(w, ids[AMENDMENT]),
    "renew": lambda w: renew_contract(w, ids[SIGNED])[1],
    "template": lambda w: templates.add_template(w, {"name": "New"})[1],
    "edit_template": lambda w: templates.edit_template(w, ids[TEMPLATE], {"name": "N", "note": "n"}),
    "copy_template": lambda w: templates.copy_template(w, ids[TEMPLATE], "C")[1],
    "retire_template": lambda w: templates.retire_template(w, ids[TEMPLATE]),
    "delete_template": lambda w: templates.delete_template(w, ids[TEMPLATE]),
    "delete_sample": lambda w: templates.delete_template(w, sample_id("en_supply")),
}


@pytest.mark.parametrize("name", WRITES)
def test_undo_leaves_every_table_as_it_was(book: Workspace, name: str) -> None:
    before = tables(book)
    done = WRITES[name](book)
    after = tables(book)
    assert after != before
    assert done.transaction_id is not None
    assert not undo(book, done.transaction_id).kept
    assert tables(book) == before
    redo(book)
    assert tables(book) == after
    assert not check_workspace(book).findings


def test_steps_are_never_undone(book: Workspace) -> None:
    steps = [
        take_contract_step(book, ids[DRAFT], Kind.CREDIT_CHECKED, {}),
        take_contract_step(book, ids[DRAFT], Kind.NOTED, {"text": "x"}),
        archive_contract(book, ids[SIGNED], {"archive_number": "1", "custodian": "x"}),
        amendments.sign_amendment(book, ids[AMENDMENT], SIGNERS),
    ]
    take(book, ids[DRAFT], Kind.TAKEN_BACK)
    for summary in steps:
        assert not summary.undoable
        assert summary.transaction_id is not None
        with pytest.raises(NotAllowed):
            undo(book, summary.transaction_id)


def test_a_deleted_sample_stays_away_until_it_is_taken_out_of_the_bin(book: Workspace) -> None:
    templates.delete_template(book, sample_id("en_supply"))
    assert sample_id("en_supply") not in {one.template.id for one in templates.list_template_lines(book)}
    (line,) = list_deleted(book, kind="contract-templates")
    restore_deleted(book, line.transaction_id)
    assert sample_id("en_supply") in {one.template.id for one in templates.list_template_lines(book)}
