"""Contracts from draft to signature: text, values, goods, credit, and what keeps each step back."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.services.conftest import TODAY
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
from workbench.domain.contract_deviations import ClauseState
from workbench.domain.contract_faults import FaultKind
from workbench.domain.contract_life import ContractState
from workbench.domain.contract_states import OVERRIDDEN, REFUSED
from workbench.domain.contract_vocabulary import ValueSource
from workbench.domain.evaluation import Dimension
from workbench.domain.sales import SaleRecord
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.ids import Id
from workbench.services.accounts import edit_account
from workbench.services.contract_steps import get_credit_stand, take_contract_step
from workbench.services.contract_templates import list_template_lines, save_template_version
from workbench.services.contract_view import ContractView, get_contract_view
from workbench.services.contracts import (
    add_clause,
    delete_contract,
    draft_contract,
    edit_contract,
    move_clause,
    record_contract,
    restore_clause,
    save_clause,
    save_line,
    save_value,
    take_newest_version,
    take_sum_of_lines,
)
from workbench.services.evaluation import evaluate
from workbench.storage.workspace import Workspace


@pytest.fixture
def book(workspace: Workspace) -> Workspace:
    add_parties(workspace)
    return workspace


def view(book: Workspace, contract_id: Id) -> ContractView:
    return get_contract_view(book, contract_id)


def said(book: Workspace, contract_id: Id) -> str:
    return "\n".join(part.source for one in view(book, contract_id).clauses for part in one.parts)


def test_a_draft_takes_clauses_from_the_template_and_values_from_the_profile(book: Workspace) -> None:
    contract_id, _summary = draft_contract(book, A, {"amount_fen": 1_234_560}, SALE)
    found = view(book, contract_id)
    assert found.contract.number == "HT-2026-0001"
    assert found.life.state is ContractState.DRAFT
    assert {one.state for one in found.clauses} == {ClauseState.AS_TEMPLATE}
    values = {one.name: one for one in found.values}
    assert values["account_bank"].text == "工商银行"
    assert values["our_name"].text == "远航轴承"
    assert values["amount_words"].text == "壹万贰仟叁佰肆拾伍元陆角整"
    missing = {one.name: one for one in found.missing}
    assert missing["starts_on"].source is ValueSource.CONTRACT
    assert missing["payment_terms"].source is ValueSource.OWN
    assert "account_bank" not in missing
    assert "{{" not in said(book, whole_draft(book))
    assert draft_contract(book, A, {}, SALE)[1].undoable


def test_a_typed_value_goes_before_the_profile_and_falls_back_to_it(book: Workspace) -> None:
    contract_id = whole_draft(book)
    save_value(book, contract_id, "account_bank", "招商银行")
    values = {one.name: one for one in view(book, contract_id).values}
    assert (values["account_bank"].text, values["account_bank"].beneath) == ("招商银行", "工商银行")
    save_value(book, contract_id, "account_bank", " ")
    assert {one.name: one.text for one in view(book, contract_id).values}["account_bank"] == "工商银行"
    for name in ("goods", "Bank", "a b", ""):
        with pytest.raises(BadInput):
            save_value(book, contract_id, name, "x")


def test_words_that_disagree_with_the_figure_are_a_fault_of_their_clause(book: Workspace) -> None:
    contract_id = whole_draft(book)
    save_value(book, contract_id, "amount_words", "壹万元整")
    faults = view(book, contract_id).faults
    assert FaultKind.WORDS_DISAGREE in {one.kind for one in faults}
    assert all(one.key for one in faults)
    save_value(book, contract_id, "amount_words", "很多钱")
    assert FaultKind.WORDS_UNREADABLE in {one.kind for one in view(book, contract_id).faults}
    save_value(book, contract_id, "amount_words", "")
    clause = view(book, contract_id).clauses[0].clause
    save_clause(
        book, contract_id, clause.key, {"text": "定金人民币5,000.00元（大写：陆仟元整）。违约金伍仟元整。"}
    )
    fault = view(book, contract_id).faults[0]
    assert (fault.kind, fault.key) == (FaultKind.WORDS_DISAGREE, clause.key)
    save_clause(book, contract_id, clause.key, {"text": "定金0.5万元（大写：伍仟元整）。"})
    assert not view(book, contract_id).faults


def test_goods_that_do_not_come_to_the_amount_are_told_and_either_may_follow(book: Workspace) -> None:
    contract_id = whole_draft(book, amount_fen=100)
    assert [one.kind for one in view(book, contract_id).faults] == [FaultKind.LINES_DISAGREE]
    take_sum_of_lines(book, contract_id)
    found = view(book, contract_id)
    assert (found.faults, found.contract.amount_fen) == ((), 1_234_560)
    save_line(book, contract_id, {"price_fen": 5}, found.lines[0].id)
    assert view(book, contract_id).lines[0].amount_fen == 50


def test_a_currency_typed_for_the_text_must_be_that_of_the_contract(book: Workspace) -> None:
    contract_id = whole_draft(book)
    for same in ("人民币", "CNY"):
        save_value(book, contract_id, "currency", same)
        assert not view(book, contract_id).faults
    save_value(book, contract_id, "currency", "美元")
    assert [one.kind for one in view(book, contract_id).faults] == [FaultKind.AMOUNT_DISAGREES]


def test_each_deviation_needs_its_reason_before_the_review(book: Workspace) -> None:
    contract_id = whole_draft(book)
    first, second, third = (one.clause.key for one in view(book, contract_id).clauses[2:5])
    save_clause(book, contract_id, first, {"text": "按国家标准验收。"})
    save_clause(book, contract_id, second, {"is_left_out": True})
    key, _summary = add_clause(book, contract_id, {"title": "保密", "text": "双方保密。"}, after=third)
    found = view(book, contract_id)
    assert [(one.key, one.state) for one in found.deviations] == [
        (first, ClauseState.CHANGED),
        (second, ClauseState.LEFT_OUT),
        (key, ClauseState.ADDED),
    ]
    take(book, contract_id, Kind.CREDIT_CHECKED)
    with pytest.raises(NotAllowed) as refused:
        take(book, contract_id, Kind.REVIEWED)
    assert "保密" in refused.value.hint
    take(book, contract_id, Kind.TAKEN_BACK)
    for changed in (first, second, key):
        save_clause(book, contract_id, changed, {"note": "客户要求"})
    take(book, contract_id, Kind.CREDIT_CHECKED, Kind.REVIEWED)
    assert [one.reason for one in view(book, contract_id).deviations] == ["客户要求"] * 3


def test_clauses_are_moved_and_put_back(book: Workspace) -> None:
    contract_id = whole_draft(book)
    keys = [one.clause.key for one in view(book, contract_id).clauses]
    move_clause(book, contract_id, keys[0], 2)
    move_clause(book, contract_id, keys[-1], -99)
    assert [one.clause.key for one in view(book, contract_id).clauses][:4] == [keys[-1], *keys[1:3], keys[0]]
    save_clause(book, contract_id, keys[1], {"text": "x", "note": "y"})
    restore_clause(book, contract_id, keys[1])
    added, _summary = add_clause(book, contract_id, {"title": "保密"})
    restore_clause(book, contract_id, added)
    assert not view(book, contract_id).deviations


def test_a_newer_version_of_the_template_is_told_and_can_be_taken(book: Workspace) -> None:
    contract_id = whole_draft(book)
    line = next(one for one in list_template_lines(book) if one.newest and one.newest.id == SALE)
    assert line.newest is not None
    clauses = list(line.newest.clauses)
    mine, theirs = clauses[3], clauses[4]
    save_clause(book, contract_id, mine.key, {"text": "我方文本。", "note": "原因"})
    new = [
        type(one)(one.key, one.group, one.title, "新文本。") if one in (mine, theirs) else one
        for one in clauses[:-1]
    ]
    new.insert(1, type(mine)("privacy", mine.group, "保密", "双方保密。"))
    save_template_version(book, line.template.id, new)
    news = {one.key for one in view(book, contract_id).news}
    assert news == {mine.key, theirs.key, "privacy", clauses[-1].key}
    take_newest_version(book, contract_id)
    found = view(book, contract_id)
    assert [one.clause.key for one in found.clauses] == [one.key for one in new]
    texts = {one.clause.key: one.clause.text for one in found.clauses}
    assert (texts[mine.key], texts[theirs.key]) == ("我方文本。", "新文本。")
    assert [one.key for one in found.deviations] == [mine.key]
    assert not found.news
    with pytest.raises(NotAllowed):
        take_newest_version(book, contract_id)


def test_no_review_with_anything_missing_or_without_a_text(book: Workspace) -> None:
    contract_id, _summary = draft_contract(book, A, {}, SALE)
    take(book, contract_id, Kind.CREDIT_CHECKED)
    with pytest.raises(NotAllowed, match="missing"):
        take(book, contract_id, Kind.REVIEWED)
    empty, _summary = draft_contract(book, A, {"title": "x"})
    take(book, empty, Kind.CREDIT_CHECKED)
    with pytest.raises(NotAllowed):
        take(book, empty, Kind.REVIEWED)
    theirs, _summary = draft_contract(book, A, {"title": "x", "is_their_paper": True})
    take(book, theirs, Kind.CREDIT_CHECKED, Kind.REVIEWED, Kind.APPROVED, Kind.SIGNED)
    assert view(book, theirs).life.state is ContractState.IN_FORCE


def test_blocked_credit_is_refused_on_record_until_somebody_says_why_not(book: Workspace) -> None:
    contract_id = whole_draft(book)
    edit_account(book, A, {"credit_limit_fen": 1_000_000})
    stand = get_credit_stand(book, contract_id)
    assert (stand.would_owe_fen, stand.limit_fen, len(stand.blocks)) == (1_234_560, 1_000_000, 1)
    take_contract_step(book, contract_id, Kind.CREDIT_CHECKED, {"person": "Han"})
    life = view(book, contract_id).life
    assert life.state is ContractState.DRAFT
    assert life.credit is not None
    assert (life.credit.outcome, life.credit.person, life.credit.limit_fen) == (REFUSED, "Han", 1_000_000)
    with pytest.raises(BadInput) as asked:
        take_contract_step(book, contract_id, Kind.CREDIT_CHECKED, {"override": True})
    assert asked.value.where == "text"
    values = {"override": True, "text": "有担保", "person": "Han"}
    take_contract_step(book, contract_id, Kind.CREDIT_CHECKED, values)
    life = view(book, contract_id).life
    assert life.state is ContractState.IN_REVIEW
    assert life.credit is not None
    assert (life.credit.outcome, life.credit.text) == (OVERRIDDEN, "有担保")


def test_what_is_owed_counts_in_the_currency_of_the_contract_and_a_block_from_its_day(
    book: Workspace,
) -> None:
    contract_id = whole_draft(book)
    with book.change("test", "test") as change:
        sales = [
            SaleRecord(TODAY, 100_000, f"S-{money}", currency=money, settled_fen=40_000)
            for money in ("CNY", "USD")
        ]
        change.add_sales(A, sales)
    edit_account(book, A, {"credit_limit_fen": 1_234_560 + 60_000})
    with book.change("test", "test") as change:
        change.set("account", A, {"credit_blocked_on": TODAY + timedelta(days=1)})
    stand = get_credit_stand(book, contract_id)
    assert (stand.owed_fen, stand.would_owe_fen, stand.blocks) == (60_000, 1_294_560, ())
    edit_account(book, A, {"credit_limit_fen": 1_234_560 + 59_999})
    assert len(get_credit_stand(book, contract_id).blocks) == 1


def test_a_bad_reputation_and_a_block_stand_against_credit(book: Workspace) -> None:
    contract_id = whole_draft(book)
    evaluate(book, A, {Dimension.REPUTATION: 10})
    with book.change("test", "test") as change:
        change.set("account", A, {"credit_blocked_on": TODAY, "credit_block_reason": "拖欠"})
    blocks = get_credit_stand(book, contract_id).blocks
    assert len(blocks) == 2
    assert "拖欠" in blocks[0]


def test_what_is_under_review_does_not_change(book: Workspace) -> None:
    contract_id = whole_draft(book)
    take(book, contract_id, Kind.CREDIT_CHECKED)
    key = view(book, contract_id).clauses[0].clause.key
    for write in (
        lambda: save_clause(book, contract_id, key, {"text": "x"}),
        lambda: save_value(book, contract_id, "rebate", "x"),
        lambda: edit_contract(book, contract_id, {"amount_fen": 1}),
        lambda: save_line(book, contract_id, {"product": "x"}),
    ):
        with pytest.raises(NotAllowed):
            write()
    edit_contract(book, contract_id, {"note": "Ask Han"})
    take(book, contract_id, Kind.RETURNED)
    save_value(book, contract_id, "rebate", "x")
    with pytest.raises(NotAllowed):
        delete_contract(book, contract_id)


def test_what_was_changed_after_the_approval_cannot_be_signed(book: Workspace) -> None:
    contract_id = whole_draft(book)
    take(book, contract_id, Kind.CREDIT_CHECKED, Kind.REVIEWED, Kind.APPROVED)
    edit_account(book, A, {"bank": "建设银行"})
    with pytest.raises(NotAllowed, match="approved"):
        take(book, contract_id, Kind.SIGNED)
    edit_account(book, A, {"bank": "工商银行"})
    with pytest.raises(BadInput) as asked:
        take_contract_step(book, contract_id, Kind.SIGNED, {**SIGNERS, "on": date(2026, 6, 1)})
    assert asked.value.where == "on"
    with pytest.raises(BadInput) as asked:
        take_contract_step(book, contract_id, Kind.SIGNED, {"our_signer": "Li"})
    assert asked.value.where == "their_signer"
    take(book, contract_id, Kind.SIGNED)


def test_a_signed_text_stays_whatever_becomes_of_the_profile(book: Workspace) -> None:
    contract_id = signed_contract(book)
    found = view(book, contract_id)
    assert (found.life.state, found.life.signed_on) == (ContractState.IN_FORCE, TODAY)
    before = said(book, contract_id)
    assert "顾承远" in before
    assert not {"{{", "____"} & {sign for sign in ("{{", "____") if sign in before}
    edit_account(book, A, {"bank": "建设银行", "name": "改名"})
    assert said(book, contract_id) == before
    for write in (
        lambda: save_clause(book, contract_id, found.clauses[0].clause.key, {"text": "x"}),
        lambda: edit_contract(book, contract_id, {"ends_on": None}),
        lambda: delete_contract(book, contract_id),
        lambda: take(book, contract_id, Kind.TAKEN_BACK),
        lambda: take(book, contract_id, Kind.RETURNED),
    ):
        with pytest.raises(NotAllowed):
            write()


def test_a_contract_signed_elsewhere_is_recorded_and_can_be_corrected(book: Workspace) -> None:
    values = {"title": "框架协议", "signed_on": date(2025, 1, 2), "ends_on": date(2026, 1, 1)}
    contract_id, summary = record_contract(book, A, values)
    assert summary.undoable
    found = view(book, contract_id)
    assert (found.life.state, found.life.is_recorded, found.alerts) == (ContractState.ENDED, True, ())
    edit_contract(book, contract_id, {"ends_on": date(2026, 12, 31), "amount_fen": 5})
    assert view(book, contract_id).life.state is ContractState.IN_FORCE
    for bad in ({"signed_on": None}, {"signed_on": date(2027, 1, 1)}, {}):
        with pytest.raises(BadInput):
            record_contract(book, A, bad)
    delete_contract(book, contract_id)


def test_fields_are_checked_and_named(book: Workspace) -> None:
    for where, value in {
        "kind": "x",
        "currency": "Yuan",
        "language": "fr",
        "amount_fen": 10**16,
        "starts_on": "soon",
        "colour": 1,
    }.items():
        with pytest.raises(BadInput) as refused:
            draft_contract(book, A, {where: value}, SALE)
        assert refused.value.where == where
    with pytest.raises(BadInput) as refused:
        draft_contract(book, A, {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)}, SALE)
    assert refused.value.where == "ends_on"


def test_the_number_of_queries_does_not_depend_on_the_text(book: Workspace) -> None:
    small, _summary = draft_contract(book, A, {"title": "x"}, SALE)
    large = signed_contract(book)
    assert _queries(book, small) == _queries(book, large)


def _queries(book: Workspace, contract_id: Id) -> int:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, text: str, *_rest: Any) -> None:
        sent.append(text)

    event.listen(book.engine, "before_cursor_execute", note)
    try:
        get_contract_view(book, contract_id)
    finally:
        event.remove(book.engine, "before_cursor_execute", note)
    return len(sent)
