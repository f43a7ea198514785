"""A visit from planned to done, missed, moved, taken back; reports locked and unlocked (2-rules §7.2)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from workbench.domain.contact_log import Channel
from workbench.domain.papers import Profile
from workbench.domain.visits import Cause, Side, Visit, VisitKind, VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account, find_account
from workbench.services.drafts import keep_draft
from workbench.services.history import record_history, undo
from workbench.services.needs import get_needs
from workbench.services.visit_brief import account_brief, brief_of
from workbench.services.visit_life import (
    agree_visit,
    choose_people,
    drop_visit,
    read_time,
    reschedule_visit,
    take_back,
)
from workbench.services.visit_papers import (
    print_account_brief,
    print_briefs,
    print_visit_brief,
    print_visit_report,
)
from workbench.services.visit_reports import (
    VisitReportInput,
    amend_report,
    lock_report,
    report_visit,
    unlock_report,
)
from workbench.services.visit_sheet import get_visit_sheet
from workbench.services.visits import (
    PromiseInput,
    get_visit_view,
    list_visits_between,
    schedule_visit,
)
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)
HAN, YAO = derived_id("contact", "han"), derived_id("contact", "yao")


@pytest.fixture
def account_id(workspace: Workspace) -> Id:
    create_account(
        workspace, {"name": "澜川精密机械", "short_name": "澜川精密", "code": "A1", "tier": "focus"}
    )
    account = find_account(workspace, "澜川精密").id
    with workspace.change("test", "test") as change:
        change.create("contact", {"account_id": account, "name": "韩沛", "title": "采购总监"}, HAN)
        change.create("contact", {"account_id": account, "name": "姚季青", "roles": ["economic"]}, YAO)
    return account


@pytest.fixture
def visit_id(workspace: Workspace, account_id: Id) -> Id:
    schedule_visit(workspace, account_id, TODAY, at="9:30")
    return list_visits_between(workspace, TODAY, TODAY)[0].id


def visit(workspace: Workspace, visit_id: Id) -> Visit:
    return get_visit_view(workspace, visit_id).visit


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9:30", "09:30"),
        ("0930", "09:30"),
        ("14：05", "14:05"),
        ("930", "09:30"),
        ("９：３０", "09:30"),
        ("9:3０", "09:30"),
        ("", ""),
    ],
)
def test_times_are_read_as_people_type_them(typed: str, time: str) -> None:
    assert read_time(typed) == time


@pytest.mark.parametrize("typed", ["25:00", "9:61", "nine", "9", "9:३0"])
def test_what_is_no_time_is_refused_beside_its_field(typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_time(typed)
    assert caught.value.where == "at"


def test_an_agreed_visit_has_a_time_and_a_length(workspace: Workspace, visit_id: Id) -> None:
    agree_visit(workspace, visit_id, "1430", minutes=45)
    agreed = visit(workspace, visit_id)
    assert (agreed.state, agreed.at, agreed.minutes) == (VisitState.AGREED, "14:30", 45)
    with pytest.raises(BadInput):
        agree_visit(workspace, visit_id, minutes=-1)


def test_a_cause_is_enough_but_other_needs_words(workspace: Workspace, visit_id: Id) -> None:
    with pytest.raises(BadInput):
        drop_visit(workspace, visit_id, VisitState.MISSED, cause=Cause.OTHER)
    drop_visit(workspace, visit_id, VisitState.MISSED, cause=Cause.CUSTOMER_AWAY)
    missed = visit(workspace, visit_id)
    assert (missed.state, missed.cause, missed.reason) == (VisitState.MISSED, Cause.CUSTOMER_AWAY, "")


def test_a_rescheduled_visit_and_the_old_one_know_each_other(
    workspace: Workspace, visit_id: Id, clock: FixedClock
) -> None:
    choose_people(workspace, visit_id, met=[HAN])
    clock.advance(timedelta(days=2))
    later = TODAY + timedelta(days=9)
    reschedule_visit(workspace, visit_id, later, "1000", cause=Cause.TRAVEL, reason="typhoon")
    old = get_visit_sheet(workspace, visit_id)
    (new,) = list_visits_between(workspace, later, later)
    assert (old.visit.state, old.visit.cause, old.visit.reason) == (
        VisitState.MISSED,
        Cause.TRAVEL,
        "typhoon",
    )
    assert old.replaced_by == new
    assert (new.replaces_id, new.at, new.met, new.pinned) == (visit_id, "10:00", (HAN,), True)
    assert get_visit_sheet(workspace, new.id).replaces == old.visit


def test_a_visit_ahead_is_cancelled_not_missed_when_it_is_rescheduled(
    workspace: Workspace, visit_id: Id
) -> None:
    reschedule_visit(workspace, visit_id, TODAY + timedelta(days=1))
    assert visit(workspace, visit_id).state is VisitState.CANCELLED
    with pytest.raises(NotAllowed):
        reschedule_visit(workspace, visit_id, TODAY + timedelta(days=2))


@pytest.mark.parametrize("days", [-1, 0])
def test_the_new_day_is_another_one_and_not_past(workspace: Workspace, visit_id: Id, days: int) -> None:
    with pytest.raises(BadInput) as caught:
        reschedule_visit(workspace, visit_id, TODAY + timedelta(days=days))
    assert caught.value.where == "on"
    assert visit(workspace, visit_id).state is VisitState.PLANNED


def test_taken_back_a_visit_is_planned_again_and_the_one_in_its_place_is_gone(
    workspace: Workspace, visit_id: Id
) -> None:
    later = TODAY + timedelta(days=1)
    reschedule_visit(workspace, visit_id, later, cause=Cause.NO_TIME)
    take_back(workspace, visit_id)
    again = visit(workspace, visit_id)
    assert (again.state, again.cause, again.reason) == (VisitState.PLANNED, None, "")
    assert list_visits_between(workspace, later, later) == ()
    with pytest.raises(NotAllowed):
        take_back(workspace, visit_id)


def test_a_visit_whose_substitute_was_made_stays_as_it_is(
    workspace: Workspace, visit_id: Id, clock: FixedClock
) -> None:
    later = TODAY + timedelta(days=1)
    reschedule_visit(workspace, visit_id, later)
    clock.advance(timedelta(days=1))
    (new,) = list_visits_between(workspace, later, later)
    report_visit(workspace, new.id, VisitReportInput(on=later, findings="x"))
    with pytest.raises(NotAllowed):
        take_back(workspace, visit_id)


def test_undo_takes_every_step_back(workspace: Workspace, visit_id: Id) -> None:
    before = visit(workspace, visit_id)
    for step in (
        lambda: agree_visit(workspace, visit_id, "10:00"),
        lambda: drop_visit(workspace, visit_id, VisitState.CANCELLED, cause=Cause.NOT_NEEDED),
        lambda: reschedule_visit(workspace, visit_id, TODAY + timedelta(days=3)),
        lambda: report_visit(workspace, visit_id, VisitReportInput(on=TODAY, findings="x")),
    ):
        step()
        undo(workspace)
        assert visit(workspace, visit_id) == before
    assert len(list_visits_between(workspace, TODAY, TODAY + timedelta(days=9))) == 1


def _report(**more: object) -> VisitReportInput:
    return VisitReportInput(on=TODAY, at="10:00", findings="二期节拍 38 秒", **more)  # type: ignore[arg-type]


def test_a_promise_knows_when_and_to_whom_it_was_made(workspace: Workspace, visit_id: Id) -> None:
    promise = PromiseInput("检测报告", Side.THEIRS, "韩沛", TODAY + timedelta(days=5), HAN)
    report_visit(workspace, visit_id, _report(promises=(promise,)))
    (made,) = get_visit_view(workspace, visit_id).promises
    assert (made.promised_on, made.contact_id, made.side) == (TODAY, HAN, Side.THEIRS)


def test_needs_and_problems_of_a_report_become_needs_of_the_account(
    workspace: Workspace, account_id: Id, visit_id: Id
) -> None:
    report_visit(
        workspace,
        visit_id,
        _report(needs="- 备件 48 小时到厂 !!!\n夜班响应 @韩沛", keep_needs=True, problems="备件台账"),
    )
    found = {line.need.text: line.need for line in get_needs(workspace, account_id).lines}
    assert set(found) == {"备件 48 小时到厂", "夜班响应", "备件台账"}
    assert found["备件 48 小时到厂"].urgency == 3
    assert found["夜班响应"].contact_id == HAN
    assert {one.visit_id for one in found.values()} == {visit_id}
    assert [one.text for one in found.values() if one.is_hidden] == ["备件台账"]
    assert get_visit_sheet(workspace, visit_id).problems == ("备件台账",)


def test_a_filed_report_is_locked_until_it_is_unlocked_with_a_reason(
    workspace: Workspace, visit_id: Id
) -> None:
    report_visit(workspace, visit_id, _report())
    with pytest.raises(NotAllowed):
        amend_report(workspace, visit_id, _report(needs="y"))
    with pytest.raises(BadInput):
        unlock_report(workspace, visit_id, " ")
    unlock_report(workspace, visit_id, "客户更正了数字")
    assert visit(workspace, visit_id).is_unlocked
    with pytest.raises(NotAllowed):
        unlock_report(workspace, visit_id, "again")
    amend_report(workspace, visit_id, VisitReportInput(on=TODAY, findings="36 秒", problems="a\nb"))
    amended = visit(workspace, visit_id)
    assert (amended.findings, amended.is_unlocked, amended.state) == ("36 秒", False, VisitState.DONE)


def test_the_history_tells_who_unlocked_a_report_when_and_why(workspace: Workspace, visit_id: Id) -> None:
    report_visit(workspace, visit_id, _report())
    for reason in ("first", "second", "second"):
        unlock_report(workspace, visit_id, reason)
        lock_report(workspace, visit_id)
    with pytest.raises(NotAllowed):
        lock_report(workspace, visit_id)
    told = get_visit_sheet(workspace, visit_id).unlockings
    assert [(one.author, one.reason) for one in told] == [
        ("Li Lei", one) for one in ("second", "second", "first")
    ]
    lines = record_history(workspace, "visits", visit_id.hex(), "unlock_reason")
    assert [line.after for line in lines] == ["second", "first", ""]


def test_amending_adds_promises_and_needs_once(workspace: Workspace, account_id: Id, visit_id: Id) -> None:
    report_visit(workspace, visit_id, _report(problems="备件", promises=(PromiseInput("one"),)))
    unlock_report(workspace, visit_id, "more")
    amend_report(workspace, visit_id, _report(problems="备件\n培训", promises=(PromiseInput("two"),)))
    assert {one.text for one in get_visit_view(workspace, visit_id).promises} == {"one", "two"}
    assert sorted(line.need.text for line in get_needs(workspace, account_id).lines) == ["培训", "备件"]


def test_the_sheet_offers_what_the_policy_asks_for_next_on_a_working_day(
    workspace: Workspace, visit_id: Id
) -> None:
    sheet = get_visit_sheet(workspace, visit_id)
    assert sheet.next_duty is not None
    assert sheet.next_duty.kind is VisitKind.FIELD
    assert sheet.next_on is not None
    assert sheet.next_on > TODAY
    assert sheet.next_on.weekday() < 5
    assert sheet.minutes == 90


def test_the_sheet_says_when_a_draft_was_overtaken_by_a_report(workspace: Workspace, visit_id: Id) -> None:
    keep_draft(workspace, visit_id, {"findings": "mine"})
    report_visit(workspace, visit_id, _report())
    assert get_visit_sheet(workspace, visit_id).draft == {"findings": "mine"}


def test_the_brief_tells_whom_to_meet_what_is_closed_and_what_was_heard(
    workspace: Workspace, account_id: Id, visit_id: Id
) -> None:
    with workspace.change("test", "test") as change:
        change.create(
            "visit",
            {
                "account_id": account_id,
                "kind": "field",
                "state": "done",
                "on_day": TODAY - timedelta(days=100),
                "met": [HAN.hex()],
                "competitor_news": "科铂送样",
                "findings": "old",
            },
        )
        change.create(
            "contact_log",
            {
                "account_id": account_id,
                "contact_id": HAN,
                "channel": Channel.CALL.value,
                "text": "x",
                "on_day": TODAY - timedelta(days=3),
            },
        )
        change.create(
            "closure",
            {
                "account_id": account_id,
                "starts_on": TODAY + timedelta(days=2),
                "ends_on": TODAY + timedelta(days=4),
                "reason": "检修",
            },
        )
    facts = brief_of(workspace, visit_id).facts
    assert [one.contact.name for one in facts.coverage] == ["姚季青", "韩沛"]
    assert [one.text for one in facts.competitor_news] == ["科铂送样"]
    assert [one.findings for one in facts.earlier] == ["old"]
    assert [one.reason for one in facts.closures] == ["检修"]
    assert facts.receivables == ()
    assert account_brief(workspace, account_id).visit == facts.visit


def test_briefs_print_one_page_each_and_the_account_without_a_visit_too(
    workspace: Workspace, account_id: Id, visit_id: Id
) -> None:
    schedule_visit(workspace, account_id, TODAY + timedelta(days=1))
    assert print_visit_brief(workspace, visit_id).pages == 1
    assert print_visit_brief(workspace, visit_id, profile=Profile.CUSTOMER, in_language="zh_CN").pages == 1
    week = (TODAY, TODAY + timedelta(days=6))
    assert print_briefs(workspace, *week).pages == 2
    assert print_briefs(workspace, TODAY, TODAY).pages == 1
    with pytest.raises(NotFound):
        print_briefs(workspace, TODAY + timedelta(days=20), TODAY + timedelta(days=21))
    drop_visit(workspace, visit_id, VisitState.CANCELLED, "x")
    create_account(workspace, {"name": "Two"})
    assert print_account_brief(workspace, find_account(workspace, "Two").id).pages == 1


def test_the_report_prints_only_once_it_is_filed(workspace: Workspace, visit_id: Id) -> None:
    with pytest.raises(NotAllowed):
        print_visit_report(workspace, visit_id)
    report_visit(workspace, visit_id, _report(next_on=TODAY + timedelta(days=9)))
    assert print_visit_report(workspace, visit_id).pages == 1


def test_the_sheet_takes_as_many_queries_for_many_rows_as_for_few(
    workspace: Workspace, account_id: Id, visit_id: Id
) -> None:
    few = _count(workspace, visit_id)
    with workspace.change("test", "test") as change:
        for number in range(40):
            day = TODAY - timedelta(days=number)
            change.create("contact", {"account_id": account_id, "name": str(number)})
            change.create("action", {"account_id": account_id, "text": str(number)})
            change.create(
                "visit", {"account_id": account_id, "kind": "field", "state": "done", "on_day": day}
            )
    assert _count(workspace, visit_id) == few


def _count(workspace: Workspace, visit_id: Id) -> int:
    get_visit_sheet(workspace, visit_id)
    queries: list[str] = []

    def note(_connection: Any, _cursor: Any, text: str, *_rest: Any) -> None:
        queries.append(text)

    event.listen(workspace.engine, "before_cursor_execute", note)
    try:
        get_visit_sheet(workspace, visit_id)
    finally:
        event.remove(workspace.engine, "before_cursor_execute", note)
    return len(queries)
