"""What was signed stays as it was signed, whichever way an older change comes or goes (2-rules §10)."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.services.conftest import TODAY
from tests.services.contract_world import A, Kind, add_parties, signed_contract, take, whole_draft
from workbench.domain.contract_life import ContractState
from workbench.domain.contracts import ContractKind
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NotAllowed
from workbench.foundation.ids import Id
from workbench.services.account_view import get_account_view
from workbench.services.accounts import edit_account
from workbench.services.checks import check_workspace
from workbench.services.contract_amendments import amend_contract, sign_amendment
from workbench.services.contract_board import ContractRow, list_contract_rows, standing_contracts
from workbench.services.contract_papers import find_contract
from workbench.services.contract_renewal import renew_contract
from workbench.services.contract_steps import take_contract_step
from workbench.services.contract_view import ContractView, get_contract_view
from workbench.services.contracts import edit_contract, record_contract, save_clause, save_value
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import undo
from workbench.services.visit_brief import facts_of, gather
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

BOTH = {"our_signer": "李雷", "their_signer": "顾承远"}
STEPS = (Kind.CREDIT_CHECKED, Kind.REVIEWED, Kind.APPROVED, Kind.SIGNED)


@pytest.fixture
def book(workspace: Workspace) -> Workspace:
    add_parties(workspace)
    return workspace


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    opened = new_workspace(tmp_path / "other.workbench", clock=FixedClock(TODAY), author="Han Mei")
    yield opened
    opened.close()


def give(giver: Workspace, taker: Workspace, folder: Path) -> None:
    path = folder / f"{len(list(folder.iterdir()))}.workbench"
    export_workspace(giver, path)
    merge_files(taker, [path])
    assert not check_workspace(taker).findings


def signed_fields(found: ContractView | ContractRow) -> tuple[object, ...]:
    one = found.contract
    return (one.number, one.title, one.kind, one.language, one.currency, one.amount_fen, one.ends_on)


def row(book: Workspace, contract_id: Id) -> ContractRow:
    return next(one for one in list_contract_rows(book) if one.contract.id == contract_id)


def test_undoing_an_older_edit_changes_nothing_that_was_signed(book: Workspace) -> None:
    contract_id = whole_draft(book)
    edits = [
        edit_contract(book, contract_id, {"title": "Bearings 2026", "number": "X-1", "kind": "framework"}),
        save_clause(book, contract_id, "quality", {"text": "双方另行约定。", "note": "客户要求"}),
        save_value(book, contract_id, "rebate", "3%"),
    ]
    take(book, contract_id, *STEPS)
    before = get_contract_view(book, contract_id)
    assert [(one.key, one.reason) for one in before.deviations] == [("quality", "客户要求")]
    assert signed_fields(before)[:3] == ("X-1", "Bearings 2026", ContractKind.FRAMEWORK)
    for edit in edits:
        undo(book, edit.transaction_id)
    after = get_contract_view(book, contract_id)
    assert find_contract(book, "X-1") == contract_id
    assert (after.deviations, after.values) == (before.deviations, before.values)
    assert signed_fields(after) == signed_fields(before) == signed_fields(row(book, contract_id))
    assert [one.parts for one in after.clauses] == [one.parts for one in before.clauses]


def test_an_edit_of_the_draft_that_comes_after_the_signature_changes_nothing(
    book: Workspace, other: Workspace, tmp_path: Path
) -> None:
    contract_id = whole_draft(book)
    give(book, other, tmp_path)
    take(book, contract_id, *STEPS)
    before = get_contract_view(book, contract_id)
    edit_contract(other, contract_id, {"title": "Y", "number": "Y-1", "currency": "EUR", "amount_fen": 1})
    give(other, book, tmp_path)
    for found in (get_contract_view(book, contract_id), row(book, contract_id)):
        assert signed_fields(found) == signed_fields(before)


def test_credit_that_was_blocked_after_the_check_holds_up_the_signature(book: Workspace) -> None:
    contract_id = whole_draft(book)
    take(book, contract_id, *STEPS[:3])
    edit_account(book, A, {"credit_blocked_on": TODAY, "credit_block_reason": "Overdue"})
    with pytest.raises(NotAllowed, match="credit"):
        take(book, contract_id, Kind.SIGNED)
    take(book, contract_id, Kind.RETURNED)
    take_contract_step(book, contract_id, Kind.CREDIT_CHECKED, {"override": True, "text": "Paid in advance"})
    take(book, contract_id, *STEPS[1:])
    assert get_contract_view(book, contract_id).life.signed is not None


def test_letting_credit_through_says_nothing_of_a_block_that_came_later(
    book: Workspace, clock: FixedClock
) -> None:
    edit_account(book, A, {"credit_limit_fen": 1})
    contract_id = whole_draft(book)
    take_contract_step(book, contract_id, Kind.CREDIT_CHECKED, {"override": True, "text": "Paid in advance"})
    take(book, contract_id, *STEPS[1:3])
    later = TODAY + timedelta(days=1)
    clock.advance(timedelta(days=1))
    edit_account(book, A, {"credit_blocked_on": later})
    with pytest.raises(NotAllowed, match="credit"):
        take(book, contract_id, Kind.SIGNED)
    edit_account(book, A, {"credit_blocked_on": None})
    take(book, contract_id, Kind.SIGNED)


def test_of_two_amendments_of_one_amount_the_second_is_drafted_anew(book: Workspace) -> None:
    contract_id = signed_contract(book)
    one, _summary = amend_contract(book, contract_id, reason="x", fields={"amount_fen": 7})
    two, _summary = amend_contract(book, contract_id, reason="y", fields={"amount_fen": 8})
    lines = [{"product": "p", "amount_fen": 5}]
    three, _summary = amend_contract(book, contract_id, reason="z", lines=lines)
    four, _summary = amend_contract(book, contract_id, reason="z", lines=[*lines, *lines])
    sign_amendment(book, one, BOTH)
    with pytest.raises(NotAllowed, match="Amount"):
        sign_amendment(book, two, BOTH)
    sign_amendment(book, three, BOTH)
    with pytest.raises(NotAllowed, match="Goods"):
        sign_amendment(book, four, BOTH)


def test_a_signed_amendment_reads_as_signed_whatever_is_undone(book: Workspace) -> None:
    contract_id = signed_contract(book)
    amendment, made = amend_contract(book, contract_id, reason="x", fields={"amount_fen": 7})
    _id, changed = amend_contract(
        book, contract_id, reason="y", fields={"amount_fen": 8}, amendment_id=amendment
    )
    sign_amendment(book, amendment, BOTH)
    before = get_contract_view(book, contract_id)
    assert changed.transaction_id is not None
    assert made.transaction_id is not None
    undo(book, changed.transaction_id)
    after = get_contract_view(book, contract_id)
    assert after.amendments == before.amendments
    undo(book, made.transaction_id)
    after = get_contract_view(book, contract_id)
    assert after.amendments == before.amendments
    assert (after.life.amount_fen, row(book, contract_id).amendments) == (8, 1)


def test_an_amendment_signed_here_and_changed_there_reads_as_signed(
    book: Workspace, other: Workspace, tmp_path: Path
) -> None:
    contract_id = signed_contract(book)
    amendment, _summary = amend_contract(book, contract_id, reason="x", fields={"amount_fen": 7})
    give(book, other, tmp_path)
    sign_amendment(book, amendment, BOTH)
    before = get_contract_view(book, contract_id).amendments
    amend_contract(other, contract_id, reason="y", fields={"amount_fen": 9}, amendment_id=amendment)
    give(other, book, tmp_path)
    assert get_contract_view(book, contract_id).amendments == before


def test_first_and_last_day_amended_on_two_laptops_both_hold(
    book: Workspace, other: Workspace, tmp_path: Path
) -> None:
    contract_id = signed_contract(book)
    give(book, other, tmp_path)
    for one, fields in ((book, {"starts_on": date(2026, 8, 1)}), (other, {"ends_on": date(2029, 1, 1)})):
        amendment, _summary = amend_contract(one, contract_id, reason="x", fields=fields)
        sign_amendment(one, amendment, BOTH)
    give(other, book, tmp_path)
    give(book, other, tmp_path)
    for one in (book, other):
        life = get_contract_view(one, contract_id).life
        assert (life.starts_on, life.ends_on) == (date(2026, 8, 1), date(2029, 1, 1))
        found = row(one, contract_id).contract
        assert (found.starts_on, found.ends_on) == (date(2026, 8, 1), date(2029, 1, 1))


def test_nobody_is_told_of_the_end_of_a_contract_that_is_over_or_followed_by_another(book: Workspace) -> None:
    soon = {"signed_on": date(2025, 7, 1), "ends_on": TODAY + timedelta(days=20)}
    told, over, long = (record_contract(book, A, {**soon, "title": title})[0] for title in ("a", "b", "c"))
    take(book, over, Kind.TERMINATED)
    amendment, _summary = amend_contract(
        book, long, reason="x", fields={"ends_on": TODAY + timedelta(days=900)}
    )
    sign_amendment(book, amendment, BOTH)
    with book.read() as session:
        standing = standing_contracts(session, A, TODAY)
        named = [one.title for one in facts_of(gather(session, A, TODAY), None).contracts]
    assert [(one.id, one.is_ending(TODAY)) for one in standing] == [(told, True), (long, False)]
    assert named == ["a"]
    notices = [one.text for one in get_account_view(book, A).notices if "Contract" in one.text]
    assert notices == ["Contract a ends"]


def test_a_contract_that_was_signed_elsewhere_is_amended_and_followed_like_any_other(book: Workspace) -> None:
    values = {"title": "x", "signed_on": date(2025, 1, 1), "ends_on": date(2027, 1, 1), "amount_fen": 5}
    contract_id, _summary = record_contract(book, A, values)
    edited = edit_contract(book, contract_id, {"title": "y", "starts_on": date(2025, 2, 1)})
    for number, fields in enumerate(({"amount_fen": 7}, {"ends_on": date(2028, 1, 1)}), 1):
        amendment, _summary = amend_contract(
            book, contract_id, reason="z", clauses={f"第{number}条": "新增。"}, fields=fields
        )
        sign_amendment(book, amendment, BOTH)
    assert edited.transaction_id is not None
    assert undo(book, edited.transaction_id).kept
    with pytest.raises(NotAllowed):
        edit_contract(book, contract_id, {"title": "z"})
    found = get_contract_view(book, contract_id)
    assert (found.life.amount_fen, found.life.ends_on, found.life.out_of_turn) == (7, date(2028, 1, 1), ())
    assert [one.clause.text for one in found.clauses] == ["新增。", "新增。"]
    assert (found.contract.title, found.life.starts_on) == ("y", date(2025, 2, 1))
    following, _summary = renew_contract(book, contract_id)
    for name in dict.fromkeys(one.name for one in get_contract_view(book, following).missing):
        save_value(book, following, name, "30")
    for clause in get_contract_view(book, following).unexplained:
        save_clause(book, following, clause.clause.key, {"note": "as before"})
    take(book, following, *STEPS)
    assert row(book, contract_id).state is ContractState.RENEWED


def test_amendments_drafted_on_two_laptops_are_signed_under_two_numbers(
    book: Workspace, other: Workspace, tmp_path: Path
) -> None:
    contract_id = signed_contract(book)
    give(book, other, tmp_path)
    ours, _summary = amend_contract(book, contract_id, reason="x", fields={"amount_fen": 7})
    theirs, _summary = amend_contract(other, contract_id, reason="y", clauses={"保密": "双方保密。"})
    give(other, book, tmp_path)
    for amendment in (theirs, ours):
        sign_amendment(book, amendment, BOTH)
    numbers = {
        one.amendment.id: one.amendment.number for one in get_contract_view(book, contract_id).amendments
    }
    assert numbers == {theirs: 1, ours: 2}
