"""Signed contracts: amended, archived, renewed, carried out; two laptops; what waits (2-rules §10)."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.services.conftest import TODAY
from tests.services.contract_world import A, Kind, add_parties, signed_contract, take, whole_draft
from workbench.domain.contract_alerts import AlertKind
from workbench.domain.contract_life import ContractState
from workbench.domain.contracts import DutyKind
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_merging import merge_accounts
from workbench.services.attachments import add_file
from workbench.services.checks import check_workspace
from workbench.services.contract_amendments import amend_contract, delete_amendment, sign_amendment
from workbench.services.contract_board import contracts_waiting, list_contract_rows
from workbench.services.contract_duties import do_duty, propose_duties, save_duty, take_duties
from workbench.services.contract_renewal import following_term, renew_contract
from workbench.services.contract_steps import archive_contract, take_contract_step
from workbench.services.contract_templates import list_template_lines
from workbench.services.contract_view import ContractView, get_contract_view
from workbench.services.contracts import record_contract, save_clause, save_value
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import undo
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

BOTH = {"our_signer": "李雷", "their_signer": "顾承远"}


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


def view(book: Workspace, contract_id: Id) -> ContractView:
    return get_contract_view(book, contract_id)


def test_an_amendment_holds_from_its_signature_and_keeps_what_was_before(book: Workspace) -> None:
    contract_id = signed_contract(book)
    found = view(book, contract_id)
    key, gone = (one.clause.key for one in found.clauses[1:3])
    before = found.clauses[1].clause.text
    later = date(2027, 12, 31)
    goods = [{"product": "轴承", "unit": "件", "quantity_milli": 20_000, "price_fen": 100_000}]
    amendment, _summary = amend_contract(
        book,
        contract_id,
        reason="涨价",
        clauses={key: "新价款。", gone: "", "保密": "双方保密。"},
        fields={"amount_fen": 2_000_000, "ends_on": later},
        lines=goods,
    )
    drafted = view(book, contract_id)
    assert drafted.clauses == found.clauses
    assert drafted.life.amount_fen == 1_234_560
    assert [one.key for one in drafted.amendments[0].changes] == [
        key,
        gone,
        "保密",
        "amount_fen",
        "ends_on",
        "goods",
    ]
    with pytest.raises(BadInput) as asked:
        sign_amendment(book, amendment, {"our_signer": "李雷"})
    assert asked.value.where == "their_signer"
    summary = sign_amendment(book, amendment, BOTH)
    assert not summary.undoable
    now = view(book, contract_id)
    texts = {one.clause.key: one.clause.text for one in now.clauses}
    assert (texts[key], texts["保密"], gone in texts) == ("新价款。", "双方保密。", False)
    assert (now.life.amount_fen, now.life.ends_on) == (2_000_000, later)
    assert [one.quantity_milli for one in now.lines] == [20_000]
    assert now.amendments[0].changes[0].before == before
    assert next(one for one in now.clauses if one.clause.key == key).amended_by == 1
    assert list_contract_rows(book)[0].contract.ends_on == later
    for write in (
        lambda: delete_amendment(book, amendment),
        lambda: amend_contract(book, contract_id, reason="x", clauses={key: "y"}, amendment_id=amendment),
    ):
        with pytest.raises(NotAllowed):
            write()


def test_an_amendment_is_refused_without_reason_change_or_signature_before_it(book: Workspace) -> None:
    draft = whole_draft(book)
    with pytest.raises(NotAllowed):
        amend_contract(book, draft, reason="x", fields={"amount_fen": 1})
    contract_id = signed_contract(book)
    key = view(book, contract_id).clauses[0].clause.key
    for where, given in {
        "reason": {"reason": " "},
        "": {"reason": "x"},
        key: {"reason": "x", "clauses": {key: "{{ amount }}"}},
        "number": {"reason": "x", "fields": {"number": "1"}},
        "ends_on": {"reason": "x", "fields": {"ends_on": date(2020, 1, 1)}},
    }.items():
        with pytest.raises(BadInput) as refused:
            amend_contract(book, contract_id, **given)  # type: ignore[arg-type]
        assert refused.value.where == where


def test_an_amendment_is_not_signed_before_its_contract(book: Workspace) -> None:
    contract_id = signed_contract(book)
    amendment, _summary = amend_contract(book, contract_id, reason="x", fields={"amount_fen": 1})
    with pytest.raises(BadInput) as refused:
        sign_amendment(book, amendment, {**BOTH, "on": TODAY - timedelta(days=1)})
    assert refused.value.where == "on"


def test_of_two_amendments_of_one_clause_the_second_is_drafted_anew(book: Workspace) -> None:
    contract_id = signed_contract(book)
    key = view(book, contract_id).clauses[0].clause.key
    first, second = (
        amend_contract(book, contract_id, reason="x", clauses={key: text})[0] for text in ("甲", "乙")
    )
    sign_amendment(book, second, BOTH)
    with pytest.raises(NotAllowed):
        sign_amendment(book, first, BOTH)
    amend_contract(book, contract_id, reason="x", clauses={key: "丙"}, amendment_id=first)
    sign_amendment(book, first, BOTH)
    assert view(book, contract_id).clauses[0].clause.text == "丙"


def test_a_renewal_follows_on_and_the_old_one_reads_as_renewed_once_it_is_signed(book: Workspace) -> None:
    contract_id = signed_contract(book)
    old = view(book, contract_id)
    renewal, summary = renew_contract(book, contract_id)
    assert summary.undoable
    new = view(book, renewal)
    assert (new.contract.starts_on, new.contract.ends_on) == (date(2027, 7, 1), date(2028, 6, 30))
    assert (new.renews, new.missing, new.faults) == (old.contract, (), ())
    assert [one.clause.key for one in new.clauses] == [one.clause.key for one in old.clauses]
    assert view(book, contract_id).renewal_id == renewal
    with pytest.raises(NotAllowed):
        renew_contract(book, contract_id)
    take(book, renewal, Kind.CREDIT_CHECKED, Kind.REVIEWED, Kind.APPROVED)
    assert view(book, contract_id).life.state is ContractState.IN_FORCE
    take(book, renewal, Kind.SIGNED)
    assert view(book, contract_id).life.state is ContractState.RENEWED
    with pytest.raises(NotAllowed):
        amend_contract(book, contract_id, reason="x", fields={"amount_fen": 1})


@pytest.mark.parametrize(
    ("starts", "ends", "first", "last"),
    [
        ("2026-01-01", "2026-12-31", "2027-01-01", "2027-12-31"),
        ("2023-03-01", "2024-02-29", "2024-03-01", "2025-02-28"),
        ("2026-07-15", "2026-10-14", "2026-10-15", "2027-01-14"),
        ("2026-01-01", "2026-01-10", "2026-01-11", "2026-01-20"),
    ],
)
def test_the_next_term_is_as_long_as_this_one(starts: str, ends: str, first: str, last: str) -> None:
    given = [date.fromisoformat(day) for day in (starts, ends)]
    assert following_term(*given) == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_contract_is_terminated_with_its_reason_and_goes_into_the_archive(book: Workspace) -> None:
    contract_id = signed_contract(book)
    with pytest.raises(BadInput):
        take_contract_step(book, contract_id, Kind.TERMINATED, {})
    with pytest.raises(BadInput):
        archive_contract(book, contract_id, {"archive_number": "7"})
    archive_contract(book, contract_id, {"archive_number": "A-7", "custodian": "Han Mei"})
    take_contract_step(book, contract_id, Kind.TERMINATED, {"text": "停业"})
    with pytest.raises(NotAllowed):
        renew_contract(book, contract_id)
    found = view(book, contract_id)
    assert (found.life.state, found.contract.archive_number) == (ContractState.TERMINATED, "A-7")
    assert [one.kind for one in found.events][-2:] == [Kind.ARCHIVED, Kind.TERMINATED]
    with pytest.raises(NotAllowed):
        archive_contract(book, whole_draft(book), {"archive_number": "7", "custodian": "x"})


def test_duties_follow_from_the_terms_and_are_counted_against_the_amount(book: Workspace) -> None:
    contract_id = whole_draft(book)
    terms = "预付30%，到货后20天内付60%，余款10%质保期满支付"
    save_value(book, contract_id, "payment_terms", terms)
    save_value(book, contract_id, "delivery_days", "15 天")
    proposed = propose_duties(book, contract_id)
    payments = [one for one in proposed if one.kind is DutyKind.PAYMENT]
    assert [one.amount_fen for one in payments] == [370_368, 740_736, 123_456]
    assert [one.due_on for one in payments] == [None, date(2026, 7, 21), None]
    assert next(one for one in proposed if one.kind is DutyKind.DELIVERY).due_on == date(2026, 7, 16)
    take_duties(book, contract_id, proposed)
    assert propose_duties(book, contract_id) == ()
    totals = view(book, contract_id).duty_totals
    assert (totals.payments_fen, totals.open_fen, totals.deliveries_fen) == (1_234_560, 0, 1_234_560)
    with pytest.raises(NotAllowed):
        do_duty(book, proposed[0].id, TODAY)
    take(book, contract_id, Kind.CREDIT_CHECKED, Kind.REVIEWED, Kind.APPROVED, Kind.SIGNED)
    do_duty(book, payments[0].id, TODAY, "已到账")
    assert view(book, contract_id).duty_totals.paid_fen == 370_368
    with pytest.raises(BadInput):
        do_duty(book, payments[0].id, TODAY + timedelta(days=1))


@pytest.mark.parametrize(("days", "band"), [(91, None), (90, 90), (60, 60), (31, 60), (30, 30), (0, 30)])
def test_the_end_is_told_ninety_sixty_and_thirty_days_before(
    book: Workspace, days: int, band: int | None
) -> None:
    values = {"title": "x", "signed_on": date(2025, 1, 1), "ends_on": TODAY + timedelta(days=days)}
    record_contract(book, A, values)
    row = list_contract_rows(book)[0]
    assert row.band == band
    assert [one.kind for one in row.alerts] == ([] if band is None else [AlertKind.ENDING])


def test_what_waits_stands_in_the_order_of_its_weight(book: Workspace) -> None:
    ending, _summary = record_contract(
        book, A, {"title": "e", "signed_on": date(2025, 1, 1), "ends_on": TODAY + timedelta(days=9)}
    )
    late, _summary = record_contract(book, A, {"title": "l", "signed_on": date(2025, 1, 1)})
    save_duty(book, late, {"kind": "payment", "due_on": TODAY - timedelta(days=1), "text": "尾款"})
    signed = signed_contract(book)
    drafted = whole_draft(book)
    in_a_month = TODAY + timedelta(days=40)
    rows = contracts_waiting(book, in_a_month)
    assert [row.contract.id for row in contracts_waiting(book, TODAY)] == [late, ending]
    kinds = {row.contract.id: [one.kind for one in row.alerts] for row in rows}
    assert kinds[late] == [AlertKind.DUTY_LATE]
    assert kinds[signed] == [AlertKind.NOT_ARCHIVED, AlertKind.NO_SCAN]
    assert kinds[drafted] == [AlertKind.UNSIGNED]


def test_a_scan_answers_for_the_paper(book: Workspace, tmp_path: Path) -> None:
    contract_id = signed_contract(book)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4")
    add_file(book, A, scan, contract_id=contract_id, is_signed_copy=True)
    archive_contract(book, contract_id, {"archive_number": "1", "custodian": "x"})
    assert len(view(book, contract_id).files) == 1
    assert contract_id not in {
        row.contract.id for row in contracts_waiting(book, TODAY + timedelta(days=40)) if row.alerts
    }


def test_two_laptops_lose_no_step_and_the_signed_text_stands(
    book: Workspace, other: Workspace, tmp_path: Path
) -> None:
    contract_id = whole_draft(book)
    take(book, contract_id, Kind.CREDIT_CHECKED, Kind.REVIEWED, Kind.APPROVED)
    give(book, other, tmp_path)
    take(book, contract_id, Kind.SIGNED)
    text = view(book, contract_id).clauses
    take(other, contract_id, Kind.RETURNED)
    key = view(other, contract_id).clauses[0].clause.key
    save_clause(other, contract_id, key, {"text": "别的文字。"})
    give(other, book, tmp_path)
    give(book, other, tmp_path)
    for one in (book, other):
        found = view(one, contract_id)
        assert found.life.state is ContractState.IN_FORCE
        assert [clause.parts for clause in found.clauses] == [clause.parts for clause in text]
        assert [event.kind for event in found.life.out_of_turn] == [Kind.RETURNED]
        assert len(found.events) == 5


def test_amendments_signed_on_two_laptops_both_hold(
    book: Workspace, other: Workspace, tmp_path: Path
) -> None:
    contract_id = signed_contract(book)
    give(book, other, tmp_path)
    for one, fields in ((book, {"amount_fen": 7}), (other, {"ends_on": date(2029, 1, 1)})):
        amendment, _summary = amend_contract(one, contract_id, reason="x", fields=fields)
        sign_amendment(one, amendment, BOTH)
    give(other, book, tmp_path)
    give(book, other, tmp_path)
    for one in (book, other):
        life = view(one, contract_id).life
        assert (life.amount_fen, life.ends_on, len(life.amended)) == (7, date(2029, 1, 1), 2)
    assert view(book, contract_id).clauses == view(other, contract_id).clauses


def test_samples_of_two_new_files_are_one(book: Workspace, other: Workspace, tmp_path: Path) -> None:
    give(other, book, tmp_path)
    found = list_template_lines(book)
    assert [(one.template.is_sample, one.versions) for one in found] == [(True, 1)] * 3


def test_contracts_of_accounts_that_become_one_stay_whole(book: Workspace) -> None:
    with book.change("test", "test") as change:
        twin = change.create("account", {"name": "澜川", "code": "B"}, derived_id("account", "B"))
    contract_id = signed_contract(book)
    summary = merge_accounts(book, A, twin)
    found = view(book, contract_id)
    assert found.life.state is ContractState.IN_FORCE
    assert len(list_contract_rows(book, found.account.id)) == 1
    undo(book, summary.transaction_id)
    assert view(book, contract_id).account.id == A
    assert not check_workspace(book).findings


def test_a_list_takes_as_many_queries_whatever_stands_in_it(book: Workspace) -> None:
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, text: str, *_rest: Any) -> None:
        sent.append(text)

    def count() -> int:
        sent.clear()
        event.listen(book.engine, "before_cursor_execute", note)
        try:
            list_contract_rows(book)
        finally:
            event.remove(book.engine, "before_cursor_execute", note)
        return len(sent)

    few = count()
    for number in range(5):
        record_contract(book, A, {"title": str(number), "signed_on": TODAY})
    signed_contract(book)
    assert count() == few
    read = [text.split("FROM")[0].replace("json_extract(contract_event.content", "") for text in sent]
    assert not any("contract_clause" in text for text in sent)
    assert not any("contract_event.content AS" in text or "contract_event.content," in text for text in read)
