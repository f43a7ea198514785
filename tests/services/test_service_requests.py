"""Service requests as they are noted, ticked, passed on, decided and completed (2-rules §9)."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.services.conftest import TODAY
from workbench.domain.policies import SERVICE_TYPES
from workbench.domain.relationship import Function
from workbench.domain.sales import SaleRecord
from workbench.domain.service_requests import ServiceKind, ServiceOutcome
from workbench.domain.service_stand import ServiceState
from workbench.domain.service_types import PromisedText, ServiceType, ServiceTypes
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_merging import merge_accounts, merged_id
from workbench.services.accounts import edit_account
from workbench.services.checks import check_workspace
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import undo
from workbench.services.needs import get_needs
from workbench.services.person_erasure import erase_person
from workbench.services.policies import save_policy
from workbench.services.service_edits import (
    add_commitment,
    add_document,
    call_owed,
    complain_of,
    complete_service,
    delete_service,
    receive_documents,
    save_service,
    tick_commitments,
)
from workbench.services.service_papers import print_notice
from workbench.services.service_requests import (
    get_service_view,
    list_service_lines,
    services_waiting,
)
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

A, B = derived_id("account", "A"), derived_id("account", "B")
GU, LI, HAN = derived_id("contact", "GU"), derived_id("manager", "Li Lei"), derived_id("manager", "Han Mei")


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """Two accounts, a person, two of our people, and something sold."""
    with workspace.change("test", "Test") as change:
        change.create("manager", {"name": "Li Lei", "segment": "East"}, LI)
        change.create(
            "manager", {"name": "Han Mei", "segment": "East", "function": Function.MANAGEMENT.value}, HAN
        )
        change.create("account", {"name": "澜川", "code": "A", "manager_id": LI, "return_days": 30}, A)
        change.create("account", {"name": "Brennecke", "code": "B", "manager_id": HAN}, B)
        change.create("contact", {"account_id": A, "name": "顾承远"}, GU)
        change.add_sales(
            A, [SaleRecord(TODAY - timedelta(40), 50_000, "S1", "1", "Seal", quantity_milli=10_000)]
        )
    return workspace


def note(workspace: Workspace, account: Id = A, **values: Any) -> Id:
    given = {"text": "密封圈", **values}
    summary = save_service(workspace, account, given)
    return next(iter(summary.touched["service_request"]))


def test_a_request_takes_over_what_its_type_promises_and_needs(filled: Workspace) -> None:
    one = note(filled, type="Return of goods", requested_on=TODAY, contact_id=GU)
    view = get_service_view(filled, one)
    request, stand = view.line.request, view.line.stand
    assert (request.number, request.kind, request.taken_by) == (
        f"S{TODAY.year}-0001",
        ServiceKind.RETURN,
        filled.author,
    )
    assert [one.commitment.workdays for one in stand.commitments] == [1, 5, 10]
    assert [one.left for one in stand.commitments] == [1, 5, 10]
    assert len(view.documents) == len(stand.missing) == 3
    assert view.line.asker == "顾承远"
    assert get_service_view(filled, note(filled)).line.request.number == f"S{TODAY.year}-0002"


def test_a_change_of_the_types_does_not_rewrite_what_was_promised(filled: Workspace) -> None:
    one = note(filled, type="Product repair")
    before = get_service_view(filled, one).line.stand
    own = ServiceTypes((ServiceType("校准", ServiceKind.REPAIR, (PromisedText("取件", 2),), ("铭牌",)),))
    save_policy(filled, SERVICE_TYPES, own)
    assert get_service_view(filled, one).line.stand == before
    save_service(filled, A, {"note": "still of the old type", "type": "Product repair"}, one)
    with pytest.raises(BadInput) as refused:
        note(filled, type="Product repair")
    assert refused.value.where == "type"
    assert [one.name for one in get_service_view(filled, note(filled, type="校准")).documents] == ["铭牌"]


def test_another_type_changes_what_is_still_open(filled: Workspace) -> None:
    one = note(filled, type="Product repair")
    contacted = get_service_view(filled, one).line.stand.commitments[0].commitment
    tick_commitments(filled, [contacted.id], TODAY)
    save_service(filled, A, {"type": "Dispatch contract"}, one)
    view = get_service_view(filled, one)
    promised = view.line.stand.commitments
    assert [one.commitment.text for one in promised] == [
        "Contact the customer",
        "Provide the dispatch contract",
    ]
    assert (promised[0].commitment.id, promised[0].commitment.done_by) == (contacted.id, filled.author)
    assert view.line.request.kind is ServiceKind.OTHER
    assert len(view.documents) == 3


def test_the_days_follow_the_corrected_day_of_the_request(filled: Workspace) -> None:
    one = note(filled, type="Dispatch contract", requested_on=TODAY)
    save_service(filled, A, {"requested_on": TODAY - timedelta(7)}, one)
    line = get_service_view(filled, one).line
    assert line.stand.state is ServiceState.LATE
    assert [one.left for one in line.stand.commitments] == [-4, -2]
    kept = line.stand.commitments[0]
    tick_commitments(filled, [kept.commitment.id], TODAY)
    save_service(filled, A, {"requested_on": TODAY}, one)
    assert get_service_view(filled, one).line.stand.commitments[0].due_on == kept.due_on


def test_a_return_stands_to_the_limit_and_to_what_was_sold(filled: Workspace) -> None:
    one = note(filled, type="Return of goods", sale_number="S1", quantity_milli="12", amount_fen="300")
    view = get_service_view(filled, one)
    request = view.line.request
    assert (request.product, request.bought_on) == ("Seal", TODAY - timedelta(40))
    assert (request.quantity_milli, request.amount_fen) == (12_000, 30_000)
    assert view.doubts == ("More than was sold: 12 of 10",)
    assert view.line.limit is not None
    assert view.line.limit.late == 10
    assert (request.outcome, request.decided_on) == (ServiceOutcome.ACCEPTED, TODAY)
    edit_account(filled, A, {"return_days": " 60 "})
    assert get_service_view(filled, one).line.limit.is_inside  # type: ignore[union-attr]


def test_a_refusal_needs_a_reason_and_an_acceptance_has_none(filled: Workspace) -> None:
    one = note(filled, type="Exchange of goods")
    with pytest.raises(BadInput) as refused:
        save_service(filled, A, {"outcome": "refused"}, one)
    assert refused.value.where == "outcome_reason"
    save_service(filled, A, {"outcome": "refused", "outcome_reason": "已超期"}, one)
    assert get_service_view(filled, one).line.request.outcome_reason == "已超期"
    save_service(filled, A, {"outcome": "accepted"}, one)
    request = get_service_view(filled, one).line.request
    assert (request.outcome, request.outcome_reason) == (ServiceOutcome.ACCEPTED, "")


def test_a_fault_is_proposed_to_the_sales_contact_and_the_manager_in_charge(filled: Workspace) -> None:
    one = note(filled, type="Report of a fault", place="3 号车间", symptom="92 °C", occurred_time="1420")
    view = get_service_view(filled, one)
    assert view.line.request.passed_to == "Li Lei\nHan Mei"
    assert view.line.request.occurred_time == "14:20"
    assert view.line.stand.must_pass_on
    assert [duty.text for duty in services_waiting(filled, TODAY)] == [
        "Pass the fault on",
        "Contact the customer",
    ]
    with pytest.raises(BadInput) as refused:
        save_service(filled, A, {"passed_to": "", "passed_on": TODAY}, one)
    assert refused.value.where == "passed_to"
    save_service(filled, A, {"passed_on": TODAY}, one)
    assert not get_service_view(filled, one).line.stand.must_pass_on


def test_new_demand_is_a_need_of_the_account_in_the_same_change(filled: Workspace) -> None:
    summary = save_service(
        filled, A, {"text": "耐高温型号", "type": "New demand", "product": "Seal", "contact_id": GU}
    )
    view = get_service_view(filled, next(iter(summary.touched["service_request"])))
    (line,) = get_needs(filled, A).lines
    assert view.need == line.need
    assert (line.need.text, line.person, line.need.noted_on) == ("耐高温型号", "顾承远", TODAY)
    undo(filled, summary.transaction_id)
    assert get_needs(filled, A).lines == ()
    assert list_service_lines(filled) == ()


def test_a_request_completes_when_a_person_says_so_and_then_asks_for_a_call(filled: Workspace) -> None:
    one = note(filled, type="Dispatch contract")
    tick_commitments(
        filled, [each.commitment.id for each in get_service_view(filled, one).line.stand.commitments], TODAY
    )
    assert get_service_view(filled, one).line.stand.state is ServiceState.READY
    assert [duty.due_on for duty in services_waiting(filled, TODAY)] == [None]
    assert call_owed(filled, A, one) is None
    complete_service(filled, one, TODAY)
    assert call_owed(filled, A, one) is not None
    assert services_waiting(filled, TODAY) == ()
    complete_service(filled, one, None)
    assert call_owed(filled, A, one) is None


def test_documents_and_commitments_can_be_added(filled: Workspace) -> None:
    one = note(filled, type="Dispatch contract")
    add_commitment(filled, one, "现场勘测", 2)
    add_document(filled, one, "授权书")
    view = get_service_view(filled, one)
    receive_documents(filled, [view.documents[-1].id], TODAY)
    after = get_service_view(filled, one)
    assert after.line.stand.commitments[-1].left == 2
    assert [each.name for each in after.line.stand.missing] == [each.name for each in view.documents[:-1]]
    for wrong, where in (((one, " ", 1), "text"), ((one, "x", 251), "workdays")):
        with pytest.raises(BadInput) as refused:
            add_commitment(filled, *wrong)
        assert refused.value.where == where


def test_a_complaint_comes_out_of_a_request_once(filled: Workspace) -> None:
    one = note(filled, type="Report of a fault", product="Seal", contact_id=GU)
    summary = complain_of(filled, one)
    complaint = get_service_view(filled, one).complaint
    assert complaint is not None
    assert {complaint.id} == summary.touched["complaint"]
    assert (complaint.text, complaint.product, complaint.contact_id) == ("密封圈", "Seal", GU)
    with pytest.raises(NotAllowed):
        complain_of(filled, one)
    other = note(filled, B)
    with pytest.raises(BadInput) as refused:
        save_service(filled, B, {"complaint_id": complaint.id}, other)
    assert refused.value.where == "complaint_id"


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"text": " "}, "text"),
        ({"requested_on": TODAY + timedelta(1)}, "requested_on"),
        ({"occurred_on": TODAY + timedelta(1)}, "occurred_on"),
        ({"requested_time": "25:00"}, "requested_time"),
        ({"bought_on": TODAY, "requested_on": TODAY - timedelta(1)}, "bought_on"),
        ({"quantity_milli": "-3"}, "quantity_milli"),
        ({"quantity_milli": "many"}, "quantity_milli"),
        ({"amount_fen": "-3"}, "amount_fen"),
        ({"kind": "magic"}, "kind"),
        ({"type": "Magic"}, "type"),
        ({"contact_id": GU}, "contact_id"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    filled: Workspace, values: dict[str, Any], where: str
) -> None:
    with pytest.raises(BadInput) as refused:
        note(filled, B, **values)
    assert refused.value.where == where
    assert list_service_lines(filled, B) == ()


@pytest.mark.parametrize("days", ["-1", "3651", "soon"])
def test_days_for_returns_that_cannot_be_are_refused(filled: Workspace, days: str) -> None:
    with pytest.raises(BadInput) as refused:
        edit_account(filled, A, {"return_days": days})
    assert refused.value.where == "return_days"


def queries_of(work: Callable[[], object]) -> int:
    seen: list[str] = []

    def count(*args: Any) -> None:
        seen.append(args[2])

    event.listen(Engine, "before_cursor_execute", count)
    work()
    event.remove(Engine, "before_cursor_execute", count)
    return len(seen)


def test_the_list_takes_as_many_queries_for_one_as_for_many(filled: Workspace) -> None:
    note(filled, type="Product repair")
    list_service_lines(filled)
    few = queries_of(lambda: list_service_lines(filled))
    for number in range(12):
        note(filled, (A, B)[number % 2], type="Return of goods", sale_number="S1")
    assert queries_of(lambda: list_service_lines(filled)) == few
    assert len(list_service_lines(filled)) == 13
    assert {line.account.id for line in list_service_lines(filled, A)} == {A}


def test_what_is_late_comes_first_and_what_is_completed_last(filled: Workspace) -> None:
    done = note(filled, completed_on=TODAY)
    soon = note(filled, type="Product repair")
    late = note(filled, type="Product repair", requested_on=TODAY - timedelta(7))
    assert [line.request.id for line in list_service_lines(filled)] == [late, soon, done]
    assert [line.request.id for line in list_service_lines(filled, open_only=True)] == [late, soon]
    assert [duty.left for duty in services_waiting(filled, TODAY)][:2] == [-4, -2]
    assert len(services_waiting(filled, TODAY, 1)) == 1


def test_requests_of_older_files_read_as_other_services(filled: Workspace) -> None:
    with filled.change("test", "Test") as change:
        old = change.create("service_request", {"account_id": A, "text": "更换断路器"})
        odd = change.create("service_request", {"account_id": A, "text": "?", "kind": "teleport"})
    for one in (old, odd):
        line = get_service_view(filled, one).line
        assert (line.request.kind, line.type_label) == (ServiceKind.OTHER, "Other service")
        assert line.stand.state is ServiceState.OPEN


def test_what_two_laptops_ticked_is_ticked_after_merging(filled: Workspace, tmp_path: Path) -> None:
    one = note(filled, type="Dispatch contract")
    other = new_workspace(tmp_path / "other.workbench", clock=FixedClock(TODAY), author="Han Mei")
    try:
        path = tmp_path / "1.workbench"
        export_workspace(filled, path)
        merge_files(other, [path])
        first, second = (each.commitment.id for each in get_service_view(filled, one).line.stand.commitments)
        tick_commitments(filled, [first], TODAY)
        tick_commitments(other, [second], TODAY)
        receive_documents(other, [get_service_view(other, one).documents[0].id], TODAY)
        back = tmp_path / "2.workbench"
        export_workspace(other, back)
        merge_files(filled, [back])
        stand = get_service_view(filled, one).line.stand
        assert stand.state is ServiceState.READY
        assert {each.commitment.done_by for each in stand.commitments} == {filled.author, "Han Mei"}
        assert len(stand.missing) == 2
        assert check_workspace(filled).ok
    finally:
        other.close()


def test_nothing_is_lost_when_two_accounts_become_one(filled: Workspace) -> None:
    note(filled, type="New demand", contact_id=GU)
    note(filled, B, type="Report of a fault")
    done = merge_accounts(filled, A, B)
    lines = list_service_lines(filled, merged_id(A, B))
    assert len(lines) == 2
    assert all(line.stand.commitments for line in lines)
    undo(filled, done.transaction_id)
    assert [len(list_service_lines(filled, each)) for each in (A, B)] == [1, 1]


def test_an_erased_person_is_named_in_no_request(filled: Workspace) -> None:
    one = note(filled, contact_id=GU, asker="顾承远")
    assert get_service_view(filled, one).line.request.asker == ""
    erase_person(filled, GU)
    assert get_service_view(filled, one).line.asker == ""


def test_the_notice_is_printed_for_the_customer_and_for_us(filled: Workspace) -> None:
    one = note(filled, type="High-voltage design review", contact_id=GU)
    assert print_notice(filled, one).pages == 1
    assert print_notice(filled, one, in_language="zh_CN").content.startswith(b"%PDF")
    delete_service(filled, one)
    with pytest.raises(NotFound):
        print_notice(filled, one)


def test_the_day_of_a_tick_has_come(filled: Workspace) -> None:
    one = note(filled, type="Product repair")
    first = get_service_view(filled, one).line.stand.commitments[0].commitment.id
    with pytest.raises(BadInput) as refused:
        tick_commitments(filled, [first], date(TODAY.year + 1, 1, 1))
    assert refused.value.where == "done_on"
