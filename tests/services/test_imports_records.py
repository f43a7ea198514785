"""Importing visits, complaints and contracts."""

from datetime import date
from pathlib import Path

import pytest

from tests.services.sheets import ACCOUNTS, CONTACTS, bring, contacts, counts, reasons, sheet
from workbench.domain.complaint_states import ComplaintState
from workbench.domain.complaints import (
    ComplaintDays,
    ComplaintEventKind,
    ComplaintKind,
    ComplaintSeverity,
    Outcome,
)
from workbench.domain.contract_life import ContractState
from workbench.domain.contracts import ContractEventKind, ContractKind
from workbench.domain.policies import COMPLAINT_DAYS
from workbench.domain.visits import VisitKind, VisitState
from workbench.foundation.ids import derived_id
from workbench.services.accounts import list_managers
from workbench.services.checks import check_workspace
from workbench.services.complaint_board import list_complaint_lines
from workbench.services.complaints import find_complaint, record_complaint, take_step
from workbench.services.contract_board import list_contract_rows
from workbench.services.contract_steps import take_contract_step
from workbench.services.contracts import add_clause, draft_contract
from workbench.services.history import undo
from workbench.services.imports import ImportKind
from workbench.services.policies import save_policy
from workbench.services.visit_reports import VisitReportInput, report_visit, unlock_report
from workbench.storage.queries.complaints import list_complaints
from workbench.storage.queries.contracts import list_contracts
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace

A1 = derived_id("account", "A1")


@pytest.fixture
def book(workspace: Workspace, tmp_path: Path) -> Workspace:
    """One account with two people."""
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,One"))
    bring(workspace, CONTACTS, sheet(tmp_path, "account,name\nA1,王伟\nA1,李娜"))
    return workspace


def test_visits_of_the_past_are_done_and_later_ones_planned(book: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        """客户编号,日期,拜访类型,拜访人,会见,目的,摘要
        A1,2026-06-30,高层拜访,李雷,王伟、李娜,年度回顾,谈得好
        A1,2026-07-02,,李雷,,,
        """,
    )
    assert counts(bring(book, ImportKind.VISITS, path)) == (2, 0, 0, 0)
    with book.read() as session:
        done, planned = list_visits(session, account_id=A1)
    people = contacts(book)
    assert (done.kind, done.state, done.on) == (VisitKind.EXECUTIVE, VisitState.DONE, date(2026, 6, 30))
    assert done.met == (people["王伟"].id, people["李娜"].id)
    assert (done.purpose, done.findings) == ("年度回顾", "谈得好")
    assert done.manager_id == list_managers(book)[0].id
    assert (planned.kind, planned.state) == (VisitKind.FIELD, VisitState.PLANNED)
    assert counts(bring(book, ImportKind.VISITS, path)) == (0, 0, 2, 0)


def test_visits_with_unknown_people_or_kinds_are_rejected(book: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path, "account,date,kind,met\nA1,2026-06-30,dance,\nA1,2026-06-30,field,Nobody\nA2,2026-06-30,,"
    )
    result = bring(book, ImportKind.VISITS, path)
    assert reasons(result) == [
        (2, "kind", "bad_value"),
        (3, "met", "bad_value"),
        (4, "account", "unknown_account"),
    ]
    assert list_managers(book) == ()


def test_complaints_come_in_and_change_by_their_number(book: Workspace, tmp_path: Path) -> None:
    text = """account,date,number,complainant,channel,kind,against,demand,text
    A1,2026-03-05,T1,王伟,电话,质量问题,阀门,更换,漏水
    A1,2026-03-06,,李娜,,,,,晚到
    """
    assert counts(bring(book, ImportKind.COMPLAINTS, sheet(tmp_path, text))) == (2, 0, 0, 0)
    changed = sheet(tmp_path, text.replace("更换", "退货"))
    assert counts(bring(book, ImportKind.COMPLAINTS, changed)) == (0, 1, 1, 0)
    with book.read() as session:
        found = {complaint.complainant: complaint for complaint in list_complaints(session, A1)}
    assert (found["王伟"].kind, found["王伟"].demand) == (ComplaintKind.QUALITY, "退货")
    assert (found["李娜"].kind, found["李娜"].received_on) == (ComplaintKind.OTHER, date(2026, 3, 6))


def test_complaints_bring_how_grave_they_are_who_took_them_and_the_limits_in_force(
    book: Workspace, tmp_path: Path
) -> None:
    save_policy(book, COMPLAINT_DAYS, ComplaintDays(judge=7))
    text = """客户,投诉日期,投诉编号,严重程度,产品型号,受理人,投诉内容
    A1,2026-03-05,T1,重大,RV-40E,张蔚,漏水
    A1,2026-03-05,T2,,,,漏油
    A1,2026-03-05,T3,天大,,,漏气
    """
    result = bring(book, ImportKind.COMPLAINTS, sheet(tmp_path, text))
    assert counts(result) == (2, 0, 0, 1)
    assert reasons(result) == [(4, "严重程度", "bad_value")]
    with book.read() as session:
        found = {complaint.number: complaint for complaint in list_complaints(session, A1)}
    assert (found["T1"].severity, found["T1"].product) == (ComplaintSeverity.MAJOR, "RV-40E")
    assert (found["T1"].taken_by, found["T1"].days.judge) == ("张蔚", 7)
    assert found["T2"].severity is ComplaintSeverity.NORMAL
    # Nobody knows when the clock of an old one began.
    lines = {line.complaint.number: line for line in list_complaint_lines(book)}
    assert lines["T1"].state is ComplaintState.TO_JUDGE
    assert lines["T1"].deadline is None


def test_a_sheet_corrects_complaints_until_their_first_step_is_on_record(
    book: Workspace, tmp_path: Path
) -> None:
    text = """account,date,number,text
    A1,2026-03-05,T1,漏水
    A1,2026-03-06,T2,漏油
    """
    bring(book, ImportKind.COMPLAINTS, sheet(tmp_path, text))
    begun = find_complaint(book, "T1").id
    take_step(book, begun, ComplaintEventKind.JUDGED, {"outcome": Outcome.VALID})
    result = bring(book, ImportKind.COMPLAINTS, sheet(tmp_path, text.replace("漏", "不漏")))
    assert counts(result) == (0, 1, 0, 1)
    assert reasons(result) == [(2, "number", "locked")]
    assert counts(bring(book, ImportKind.COMPLAINTS, sheet(tmp_path, text.replace("漏油", "不漏油")))) == (
        0,
        0,
        2,
        0,
    )


def test_a_number_taken_down_by_hand_is_the_same_complaint(book: Workspace, tmp_path: Path) -> None:
    record_complaint(book, {"account_id": A1, "text": "漏水", "received_on": date(2026, 3, 5)})
    text = """account,date,number,text
    A1,2026-03-05,2026-0001,漏水
    """
    assert counts(bring(book, ImportKind.COMPLAINTS, sheet(tmp_path, text))) == (0, 0, 1, 0)


def test_undoing_an_import_keeps_complaints_that_were_worked_on_since(
    book: Workspace, tmp_path: Path
) -> None:
    text = """account,date,number,text
    A1,2026-03-05,T1,漏水
    A1,2026-03-06,T2,漏油
    """
    result = bring(book, ImportKind.COMPLAINTS, sheet(tmp_path, text))
    take_step(book, find_complaint(book, "T1").id, ComplaintEventKind.JUDGED, {"outcome": Outcome.VALID})
    kept = undo(book, result.summary.transaction_id if result.summary else None).kept
    assert [one.entity for one in kept] == ["complaint"]
    assert [line.complaint.number for line in list_complaint_lines(book)] == ["T1"]
    assert not check_workspace(book).findings


def test_contracts_come_in_with_their_amount_and_dates(book: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        """客户,合同号,合同名称,合同金额(万元),签订日期,开始日期,结束日期
        A1,H1,框架协议,120,2026-01-02,2026-01-01,2026-12-31
        A1,,补充协议,,,,
        A1,,,5,,,
        """,
    )
    result = bring(book, ImportKind.CONTRACTS, path)
    assert counts(result) == (2, 0, 0, 1)
    assert reasons(result) == [(4, "合同号", "missing")]
    assert result.amount_fen == 120_000_000
    with book.read() as session:
        found = {contract.title: contract for contract in list_contracts(session, A1)}
    frame = found["框架协议"]
    assert (frame.number, frame.amount_fen, frame.currency) == ("H1", 120_000_000, "CNY")
    assert (frame.starts_on, frame.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    assert found["补充协议"].amount_fen is None


def test_a_visit_to_one_of_two_namesakes_is_not_guessed(book: Workspace, tmp_path: Path) -> None:
    people = "account,name,mobile\nA1,双名,1\nA1,双名,2"
    assert bring(book, ImportKind.CONTACTS, sheet(tmp_path, people)).created == 2
    result = bring(book, ImportKind.VISITS, sheet(tmp_path, "account,date,met\nA1,2026-05-01,双名"))
    assert reasons(result) == [(2, "met", "ambiguous")]


def test_a_report_that_somebody_filed_is_never_overwritten_by_a_sheet_and_the_row_says_so(
    book: Workspace, tmp_path: Path
) -> None:
    first = sheet(tmp_path, "account,date,summary\nA1,2026-07-01,\nA1,2026-06-30,imported")
    bring(book, ImportKind.VISITS, first)
    with book.read() as session:
        imported, mine = list_visits(session, account_id=A1)
    with book.change("test", "test") as change:
        change.set("visit", mine.id, {"state": VisitState.PLANNED.value})
    report_visit(book, mine.id, VisitReportInput(on=mine.on, findings="written by hand"))
    second = sheet(tmp_path, "account,date,summary\nA1,2026-07-01,other words\nA1,2026-06-30,corrected")
    result = bring(book, ImportKind.VISITS, second)
    assert reasons(result) == [(2, "date", "locked")]
    with book.read() as session:
        found = {one.id: one.findings for one in list_visits(session, account_id=A1)}
    assert found == {mine.id: "written by hand", imported.id: "corrected"}
    unlock_report(book, mine.id, "the customer corrected the figures")
    assert reasons(bring(book, ImportKind.VISITS, second)) == []
    with book.read() as session:
        assert {one.findings for one in list_visits(session, account_id=A1)} == {"other words", "corrected"}


def test_a_sheet_corrects_contracts_it_brought_and_never_one_with_steps(
    book: Workspace, tmp_path: Path
) -> None:
    by_hand, _summary = draft_contract(book, A1, {"number": "H2", "title": "经销合同", "amount_fen": 100})
    head = "客户,合同号,合同名称,金额,签订日期,开始日期,结束日期\n"
    first = "A1,H1,框架协议,5,2026-01-02,2026-01-01,2026-12-31\nA1,H2,经销合同,7,,,\n"
    result = bring(book, ImportKind.CONTRACTS, sheet(tmp_path, head + first))
    assert counts(result) == (1, 1, 0, 0)
    rows = {row.contract.number: row for row in list_contract_rows(book)}
    assert rows["H1"].state is ContractState.IN_FORCE
    assert (rows["H1"].contract.kind, rows["H2"].contract.id) == (ContractKind.FRAMEWORK, by_hand)
    undo(book, result.summary.transaction_id if result.summary else None)
    assert [row.contract.amount_fen for row in list_contract_rows(book)] == [100]
    take_contract_step(book, by_hand, ContractEventKind.CREDIT_CHECKED, {})
    second = "A1,H2,经销合同,9,,,\nA1,H3,合同,1,,2026-02-01,2026-01-01\nA1,H4,合同,1,2199-01-01,,\n"
    result = bring(book, ImportKind.CONTRACTS, sheet(tmp_path, head + second))
    assert reasons(result) == [
        (2, "合同号", "locked"),
        (3, "结束日期", "bad_value"),
        (4, "签订日期", "bad_value"),
    ]
    assert not check_workspace(book).findings


def test_a_sheet_signs_no_contract_whose_text_is_drafted_here(book: Workspace, tmp_path: Path) -> None:
    own, _summary = draft_contract(book, A1, {"number": "H1", "title": "合同"})
    add_clause(book, own, {"title": "价款", "text": "面议。"})
    draft_contract(book, A1, {"number": "H2", "title": "客户的合同", "is_their_paper": True})
    draft_contract(book, A1, {"number": "H3", "title": "只有编号"})
    rows = "客户,合同号,签订日期\nA1,H1,2026-01-02\nA1,H2,2026-01-02\nA1,H3,2026-01-02\n"
    result = bring(book, ImportKind.CONTRACTS, sheet(tmp_path, rows))
    assert reasons(result) == [(2, "合同号", "locked"), (3, "合同号", "locked")]
    assert [row.contract.number for row in list_contract_rows(book) if row.state.is_fixed] == ["H3"]


def test_contracts_come_in_under_the_headings_of_our_own_list(book: Workspace, tmp_path: Path) -> None:
    rows = "Account,Number,Title,Amount,Signed on,From,Until\nA1,H1,Frame,5,2026-01-02,2026-01-01,2026-12-31"
    assert counts(bring(book, ImportKind.CONTRACTS, sheet(tmp_path, rows))) == (1, 0, 0, 0)
    with book.read() as session:
        assert list_contracts(session, A1)[0].ends_on == date(2026, 12, 31)


def test_contracts_take_the_currency_that_is_told_for_those_that_name_none(
    book: Workspace, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "客户,合同号,金额,币种\nA1,H1,10,\nA1,H2,10,USD")
    result = bring(book, ImportKind.CONTRACTS, path, currency="EUR")
    assert (result.no_currency, result.amounts) == (1, {"EUR": 1000, "USD": 1000})
    with book.read() as session:
        found = {contract.number: contract.currency for contract in list_contracts(session, A1)}
    assert found == {"H1": "EUR", "H2": "USD"}
