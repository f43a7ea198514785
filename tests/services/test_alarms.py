"""Alarms are raised by what is on record, fall silent by themselves, and are answered by people."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.services.conftest import TODAY
from workbench.domain.alarms import AlarmKind, AlarmState, Severity
from workbench.domain.complaints import ComplaintKind
from workbench.domain.credit_limits import LimitSource
from workbench.domain.sales import SaleRecord
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotFound, WorkbenchError
from workbench.foundation.i18n import use_language
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_profile import verify_part
from workbench.services.accounts import create_account, delete_account, edit_account, find_account
from workbench.services.alarms import (
    AlarmBoard,
    AlarmLine,
    acknowledge_alarms,
    add_major_event,
    count_alarms,
    delete_major_event,
    edit_major_event,
    end_major_event,
    list_alarms,
    list_major_events,
    list_over_limit,
    take_back_acknowledgement,
)
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import undo
from workbench.services.visit_brief import brief_of
from workbench.services.visit_sheet import get_visit_sheet
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

K = AlarmKind


def account(workspace: Workspace, code: str = "A", **values: Any) -> Id:
    create_account(workspace, {"code": code, "name": f"Company {code}", **values})
    return find_account(workspace, code).id


def sell(workspace: Workspace, to: Id, *records: SaleRecord) -> None:
    with workspace.change("test", "Sales") as change:
        change.add_sales(to, records)


def sold(on: date, amount: int = 1_000_00, number: int = 0, **values: Any) -> SaleRecord:
    return SaleRecord(on, amount, f"{on}-{number}", "1", **{"product": "Pump", **values})


def raised(workspace: Workspace, kind: AlarmKind, subject: str | None = None) -> list[AlarmLine]:
    return [
        one
        for one in list_alarms(workspace).alarms
        if one.alarm.kind is kind and subject in (None, one.alarm.subject)
    ]


@contextmanager
def counted(workspace: Workspace) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(workspace.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(workspace.engine, "before_cursor_execute", note)


def test_an_empty_file_raises_nothing(workspace: Workspace) -> None:
    board = list_alarms(workspace)
    assert board == AlarmBoard((), (), board.counts, TODAY)
    assert count_alarms(workspace).total_new == 0
    assert list_over_limit(workspace) == ()


def test_a_debt_beyond_the_agreed_limit_is_raised_until_it_is_paid(workspace: Workspace) -> None:
    one = account(workspace, credit_limit_fen="1000")
    owing = sold(TODAY - timedelta(20), 1_500_00, settled_fen=0, due_on=TODAY + timedelta(9))
    sell(workspace, one, owing)
    (line,) = raised(workspace, K.RECEIVABLE)
    assert line.alarm.severity is Severity.SEVERE
    assert (line.account_name, line.account_code, line.state) == ("Company A", "A", AlarmState.NEW)
    (over,) = list_over_limit(workspace)
    assert (over.owed_fen, over.overdue_fen, over.limit.amount_fen) == (1_500_00, 0, 1_000_00)
    assert over.limit.source is LimitSource.TYPED
    sell(workspace, one, sold(owing.sold_on, 1_500_00, settled_fen=1_500_00))
    assert raised(workspace, K.RECEIVABLE) == []
    assert list_over_limit(workspace) == ()


def test_debts_in_other_currencies_stand_against_no_limit(workspace: Workspace) -> None:
    one = account(workspace, credit_limit_fen="1000")
    sell(workspace, one, sold(TODAY, 9_000_00, currency="JPY", settled_fen=0, due_on=TODAY))
    assert raised(workspace, K.RECEIVABLE) == []
    assert list_over_limit(workspace) == ()


def test_who_stops_ordering_is_lost_and_an_order_brings_them_back(workspace: Workspace) -> None:
    lost, other = account(workspace, tier="major"), account(workspace, "B")
    days = [TODAY - timedelta(100 + 20 * number) for number in range(8)]
    sell(workspace, lost, *(sold(day) for day in days))
    sell(workspace, other, *(sold(TODAY - timedelta(20 * number)) for number in range(8)))
    (line,) = raised(workspace, K.LOSS)
    assert (line.alarm.account_id, line.alarm.measure, line.alarm.severity) == (lost, 100, Severity.SEVERE)
    assert line.alarm.data_to == TODAY
    assert raised(workspace, K.SALES_PROGRESS) == []
    sell(workspace, lost, sold(TODAY))
    assert raised(workspace, K.LOSS) == []


def test_sales_that_nobody_brought_in_yet_are_no_loss(workspace: Workspace) -> None:
    one = account(workspace)
    sell(workspace, one, *(sold(TODAY - timedelta(60 + 10 * number)) for number in range(8)))
    board = list_alarms(workspace)
    assert board.data_to == TODAY - timedelta(60)
    assert not [line for line in board.alarms if line.alarm.kind in (K.LOSS, K.SALES_PROGRESS)]


def test_a_product_that_is_no_longer_bought_is_told_beside_the_others(workspace: Workspace) -> None:
    one = account(workspace)
    pumps = [sold(TODAY - timedelta(130 + 15 * number)) for number in range(6)]
    seals = [sold(TODAY - timedelta(15 * number), number=1, product="Seal") for number in range(12)]
    sell(workspace, one, *pumps, *seals)
    (line,) = raised(workspace, K.BUSINESS_LOST)
    assert line.alarm.subject == "Pump"
    sell(workspace, one, sold(TODAY, number=2))
    assert raised(workspace, K.BUSINESS_LOST) == []


def test_a_price_below_the_average_of_this_month_is_told(workspace: Workspace) -> None:
    for code, price in (("A", 80_00), ("B", 110_00), ("C", 110_00)):
        own = account(workspace, code)
        sell(workspace, own, sold(TODAY, price, quantity_milli=1_000, specification="L"))
    (line,) = raised(workspace, K.PRICE)
    assert line.account_code == "A"


def test_a_plan_of_the_year_is_what_the_month_is_measured_by(tmp_path: Path) -> None:
    workspace = new_workspace(
        tmp_path / "plan.workbench", clock=FixedClock(date(2026, 7, 17)), author="Li Lei"
    )
    one, other = account(workspace), account(workspace, "B")
    sell(workspace, other, sold(date(2026, 7, 17)))
    with workspace.change("test", "Plan") as change:
        values = {"account_id": one, "year": 2026, "revenue_fen": 1_200_000_00}
        change.create("portfolio_year", values, derived_id("test", "year"))
    sell(workspace, one, sold(date(2026, 7, 2), 10_00))
    (line,) = raised(workspace, K.SALES_PROGRESS, "2026-07")
    assert line.alarm.account_id == one
    with workspace.change("test", "Lower") as change:
        change.set("portfolio_year", derived_id("test", "year"), {"revenue_fen": 100_00})
    assert raised(workspace, K.SALES_PROGRESS) == []
    workspace.close()


def test_a_part_of_the_profile_is_raised_once_it_was_verified_and_is_stale(workspace: Workspace) -> None:
    one = account(workspace, tier="focus", trade_verified_on=TODAY - timedelta(181))
    (line,) = raised(workspace, K.PROFILE_PART)
    assert (line.alarm.since, line.alarm.severity) == (TODAY, Severity.WARNING)
    from workbench.domain.profile import ProfilePart

    verify_part(workspace, one, ProfilePart.TRADE)
    assert raised(workspace, K.PROFILE_PART) == []


def test_three_valid_complaints_in_half_a_year_are_repeated_claims(workspace: Workspace) -> None:
    one = account(workspace)
    with workspace.change("test", "Complaints") as change:
        for number in range(3):
            values = {
                "account_id": one,
                "number": f"{number}",
                "received_on": TODAY - timedelta(40 * number),
                "kind": ComplaintKind.QUALITY.value,
            }
            complaint = change.create("complaint", values, derived_id("complaint", str(number)))
            for sequence, kind in enumerate(("recorded", "judged"), 1):
                done = {
                    "complaint_id": complaint,
                    "sequence": sequence,
                    "kind": kind,
                    "on_day": TODAY - timedelta(40 * number),
                    "outcome": "valid" if kind == "judged" else "",
                }
                change.create("complaint_event", done)
    (line,) = raised(workspace, K.REPEAT_CLAIMS)
    assert line.alarm.measure == 3
    assert line.alarm.severity is Severity.WARNING
    assert raised(workspace, K.COMPLAINT)


def test_a_major_event_stands_until_it_is_over(workspace: Workspace) -> None:
    one = account(workspace)
    add_major_event(workspace, one, {"kind": "insolvency", "text": "Court in Wuxi", "answer": "Prepaid only"})
    (noted,) = list_major_events(workspace, one)
    assert (noted.happened_on, noted.noted_on, noted.noted_by) == (TODAY, TODAY, "Li Lei")
    (line,) = raised(workspace, K.MAJOR_EVENT)
    assert line.alarm.severity is Severity.SEVERE
    assert line.alarm.subject_id == noted.id
    assert "Court in Wuxi" in line.alarm.evidence[0]
    edit_major_event(workspace, noted.id, {"kind": "illness"})
    assert raised(workspace, K.MAJOR_EVENT)[0].alarm.severity is Severity.WARNING
    end_major_event(workspace, noted.id)
    assert raised(workspace, K.MAJOR_EVENT) == []
    assert list_major_events(workspace)[0].ended_on == TODAY
    done = delete_major_event(workspace, noted.id)
    assert list_major_events(workspace) == ()
    assert done.transaction_id is not None
    undo(workspace, done.transaction_id)
    assert list_major_events(workspace)


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"kind": "rain"}, "kind"),
        ({}, "kind"),
        ({"kind": "theft", "happened_on": TODAY + timedelta(1)}, "happened_on"),
        ({"kind": "theft", "happened_on": "yesterday"}, "happened_on"),
        ({"kind": "theft", "ended_on": TODAY - timedelta(1)}, "ended_on"),
        ({"kind": "theft", "colour": "red"}, "colour"),
    ],
)
def test_a_major_event_that_makes_no_sense_is_refused(
    workspace: Workspace, values: dict[str, Any], where: str
) -> None:
    one = account(workspace)
    with pytest.raises(BadInput) as refused:
        add_major_event(workspace, one, values)
    assert refused.value.where == where
    assert list_major_events(workspace) == ()


def test_an_acknowledged_alarm_stands_aside_until_it_grows_worse_and_resolves_by_itself(
    workspace: Workspace,
) -> None:
    one = account(workspace, credit_limit_fen="1000")
    day = TODAY - timedelta(20)
    sell(workspace, one, sold(day, 1_250_00, settled_fen=0))
    (line,) = raised(workspace, K.RECEIVABLE)
    done = acknowledge_alarms(workspace, [line.alarm], " They pay on Friday ")
    board = list_alarms(workspace)
    assert [found.state for found in board.alarms] == [AlarmState.ACKNOWLEDGED]
    assert (board.counts.total_new, board.counts.acknowledged) == (0, 1)
    known = board.alarms[0].alarm.acknowledgement
    assert known is not None
    assert (known.reason, known.acknowledged_by, known.acknowledged_on) == (
        "They pay on Friday",
        "Li Lei",
        TODAY,
    )
    sell(workspace, one, sold(day, 1_300_00, settled_fen=0))
    assert raised(workspace, K.RECEIVABLE)[0].state is AlarmState.ACKNOWLEDGED
    sell(workspace, one, sold(day, 1_400_00, settled_fen=0))
    assert raised(workspace, K.RECEIVABLE)[0].state is AlarmState.NEW
    sell(workspace, one, sold(day, 1_400_00, settled_fen=1_400_00))
    board = list_alarms(workspace)
    assert board.alarms == ()
    assert [found.acknowledgement.reason for found in board.resolved] == ["They pay on Friday"]
    assert done.transaction_id is not None
    undo(workspace, done.transaction_id)
    assert list_alarms(workspace).resolved == ()


def test_several_are_acknowledged_with_one_reason_and_one_undo_and_each_is_taken_back(
    workspace: Workspace,
) -> None:
    for code in "AB":
        add_major_event(workspace, account(workspace, code), {"kind": "theft"})
    alarms = [line.alarm for line in raised(workspace, K.MAJOR_EVENT)]
    with pytest.raises(BadInput) as refused:
        acknowledge_alarms(workspace, alarms, "  ")
    assert refused.value.where == "reason"
    acknowledge_alarms(workspace, alarms, "Known")
    assert count_alarms(workspace).acknowledged == 2
    first = list_alarms(workspace).alarms[0].alarm.acknowledgement
    assert first is not None
    take_back_acknowledgement(workspace, first.id)
    assert count_alarms(workspace).total_new == 1
    with pytest.raises(NotFound):
        take_back_acknowledgement(workspace, first.id)


def test_alarms_are_those_of_one_account_or_of_what_one_person_answers_for(workspace: Workspace) -> None:
    with workspace.change("test", "People") as change:
        wang = change.create("manager", {"name": "Wang Fang"})
        change.create("manager", {"name": "Li Lei"})
    hers, mine = account(workspace), account(workspace, "B")
    edit_account(workspace, hers, {"manager_id": wang})
    for one in (hers, mine):
        add_major_event(workspace, one, {"kind": "theft"})
    for cold in (True, False):
        if not cold:
            list_alarms(workspace)
        (of_account,) = list_alarms(workspace, account_id=mine).alarms
        assert (of_account.account_code, of_account.responsible) == ("B", "Li Lei")
        (of_person,) = list_alarms(workspace, manager_id=wang).alarms
        assert (of_person.account_code, of_person.responsible) == ("A", "Wang Fang")
    assert list_alarms(workspace, account_id=mine).counts.total_new == 1


def test_competitors_and_deleted_accounts_raise_nothing(workspace: Workspace) -> None:
    rival, gone = account(workspace), account(workspace, "B")
    for one in (rival, gone):
        add_major_event(workspace, one, {"kind": "theft"})
    edit_account(workspace, rival, {"is_competitor": True})
    delete_account(workspace, gone)
    assert list_alarms(workspace).alarms == ()
    assert list_alarms(workspace, account_id=rival).alarms == ()


def test_the_evidence_is_in_the_language_that_is_spoken(workspace: Workspace) -> None:
    add_major_event(workspace, account(workspace), {"kind": "theft"})
    english = list_alarms(workspace).alarms[0].alarm.evidence
    with use_language("zh_CN"):
        assert list_alarms(workspace).alarms[0].alarm.evidence != english
    assert list_alarms(workspace).alarms[0].alarm.evidence == english


def test_two_laptops_that_acknowledge_the_same_come_to_the_same(workspace: Workspace, tmp_path: Path) -> None:
    one = account(workspace)
    add_major_event(workspace, one, {"kind": "theft"})
    export_workspace(workspace, tmp_path / "1.workbench")
    other = new_workspace(
        tmp_path / "other.workbench", clock=FixedClock(TODAY + timedelta(1)), author="Wang Fang"
    )
    merge_files(other, [tmp_path / "1.workbench"])
    for each, reason in ((workspace, "Seen here"), (other, "Seen there")):
        acknowledge_alarms(each, [list_alarms(each).alarms[0].alarm], reason)
    export_workspace(other, tmp_path / "2.workbench")
    export_workspace(workspace, tmp_path / "3.workbench")
    merge_files(workspace, [tmp_path / "2.workbench"])
    merge_files(other, [tmp_path / "3.workbench"])
    for each in (workspace, other):
        (line,) = list_alarms(each).alarms
        assert line.alarm.acknowledgement is not None
        assert line.alarm.acknowledgement.reason == "Seen there"
    other.close()


def test_words_and_numbers_that_a_merge_brings_never_stop_the_list(workspace: Workspace) -> None:
    one = account(workspace)
    with workspace.change("test", "Nonsense") as change:
        change.create("major_event", {"account_id": one, "kind": "aliens", "happened_on": date.max})
        change.create(
            "alarm_acknowledgement",
            {
                "account_id": one,
                "alarm": "aliens",
                "severity": "?",
                "measure": -(2**60),
                "subject": "x" * 500,
            },
        )
        change.create("portfolio_year", {"account_id": one, "year": 9_999_999, "revenue_fen": -(2**62)})
        change.create("complaint", {"account_id": one, "received_on": date.min, "kind": "?"})
        change.create("contract", {"account_id": one, "ends_on": date.max, "title": ""})
    sell(
        workspace,
        one,
        sold(date.min, -(2**50), quantity_milli=0),
        sold(date.max, 2**50, quantity_milli=-5, settled_fen=-(2**50), due_on=date.min),
        sold(TODAY, 2**50, 3, quantity_milli=1, settled_fen=0, due_on=date.min, product=""),
    )
    kinds = {line.alarm.kind for line in list_alarms(workspace).alarms}
    assert K.MAJOR_EVENT in kinds
    assert list_over_limit(workspace) is not None


def test_the_number_of_queries_does_not_grow_and_nothing_is_read_twice(workspace: Workspace) -> None:
    def fill(code: str) -> None:
        one = account(workspace, code, credit_limit_fen="1")
        add_major_event(workspace, one, {"kind": "theft"})
        sell(workspace, one, *(sold(TODAY - timedelta(10 * number), settled_fen=0) for number in range(6)))

    fill("A")
    with counted(workspace) as few:
        list_alarms(workspace)
    for number in range(6):
        fill(f"B{number}")
    with counted(workspace) as many:
        list_alarms(workspace)
    assert len(many) == len(few)
    with counted(workspace) as again:
        assert count_alarms(workspace).total_new > 0
    assert again == []


def test_the_brief_of_a_visit_tells_what_happened_there(workspace: Workspace) -> None:
    one = account(workspace)
    add_major_event(workspace, one, {"kind": "owners_split", "text": "Two brothers"})
    with workspace.change("test", "Visit") as change:
        visit = change.create(
            "visit", {"account_id": one, "kind": "field", "state": "planned", "on_day": TODAY}
        )
    told = brief_of(workspace, visit).notices
    assert told[0].text == "Split of the owners: Two brothers"
    assert get_visit_sheet(workspace, visit).brief.notices == told


def test_a_file_that_is_closed_tells_no_alarms_any_more(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "closed.workbench", clock=FixedClock(TODAY), author="Li Lei")
    assert count_alarms(workspace).total_new == 0
    workspace.close()
    with pytest.raises(WorkbenchError):
        count_alarms(workspace)
