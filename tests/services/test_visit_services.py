"""Visits from the calendar to the report, and the day at a glance (2-rules §7.2)."""

from datetime import date, timedelta

import pytest

from workbench.domain.relationship import Stage
from workbench.domain.visits import Side, VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.ids import Id
from workbench.services.account_list import list_account_lines
from workbench.services.accounts import (
    create_account,
    delete_account,
    edit_account,
    find_account,
    get_account_overview,
)
from workbench.services.contacts import save_contact
from workbench.services.relationship import set_stage
from workbench.services.today import today_view
from workbench.services.visit_life import agree_visit, drop_visit
from workbench.services.visit_reports import VisitReportInput, report_visit
from workbench.services.visits import (
    PromiseInput,
    complete_action,
    get_visit_view,
    list_visits_between,
    move_visit,
    schedule_visit,
)
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)


@pytest.fixture
def account_id(workspace: Workspace) -> Id:
    create_account(
        workspace,
        {"name": "澜川精密机械（苏州）有限公司", "short_name": "澜川精密", "code": "A1", "tier": "focus"},
    )
    return find_account(workspace, "澜川精密").id


@pytest.fixture
def visit_id(workspace: Workspace, account_id: Id) -> Id:
    schedule_visit(workspace, account_id, TODAY, at="09:30")
    return list_visits_between(workspace, TODAY, TODAY)[0].id


def test_a_report_makes_the_visit_done_and_its_promises_actions(workspace: Workspace, visit_id: Id) -> None:
    report_visit(
        workspace,
        visit_id,
        VisitReportInput(
            on=TODAY,
            at="09:30",
            talking_points="二期产线",
            findings="担心三月前到不了",
            promises=(PromiseInput("补交检测报告", Side.OURS, "张蔚", date(2026, 7, 8)),),
            next_step="带样机",
            next_on=date(2026, 7, 20),
        ),
    )
    view = get_visit_view(workspace, visit_id)
    assert view.visit.state is VisitState.DONE
    assert view.visit.findings == "担心三月前到不了"
    assert [(one.text, one.owner, one.due_on) for one in view.promises] == [
        ("补交检测报告", "张蔚", date(2026, 7, 8))
    ]
    following = list_visits_between(workspace, date(2026, 7, 20), date(2026, 7, 20))
    assert [(one.purpose, one.pinned) for one in following] == [("带样机", True)]


@pytest.mark.parametrize(
    ("report", "where"),
    [
        (VisitReportInput(on=TODAY), "talking_points"),
        (VisitReportInput(on=TODAY + timedelta(days=1), findings="x"), "on"),
        (VisitReportInput(on=TODAY, findings="x", next_on=TODAY), "next_on"),
        (VisitReportInput(on=TODAY, findings="x", promises=(PromiseInput(" "),)), "promises[0]"),
    ],
)
def test_a_report_that_cannot_be_filed_names_the_field(
    workspace: Workspace, visit_id: Id, report: VisitReportInput, where: str
) -> None:
    with pytest.raises(BadInput) as caught:
        report_visit(workspace, visit_id, report)
    assert caught.value.where == where
    assert get_visit_view(workspace, visit_id).visit.state is VisitState.PLANNED


def test_a_visit_is_reported_once(workspace: Workspace, visit_id: Id) -> None:
    report_visit(workspace, visit_id, VisitReportInput(on=TODAY, findings="x"))
    for step in (
        lambda: report_visit(workspace, visit_id, VisitReportInput(on=TODAY, findings="y")),
        lambda: move_visit(workspace, visit_id, TODAY),
        lambda: agree_visit(workspace, visit_id),
        lambda: drop_visit(workspace, visit_id, VisitState.MISSED, "ill"),
    ):
        with pytest.raises(NotAllowed):
            step()


def test_a_missed_visit_keeps_its_reason(workspace: Workspace, visit_id: Id) -> None:
    with pytest.raises(BadInput):
        drop_visit(workspace, visit_id, VisitState.MISSED, " ")
    drop_visit(workspace, visit_id, VisitState.MISSED, "snow")
    visit = get_visit_view(workspace, visit_id).visit
    assert (visit.state, visit.reason) == (VisitState.MISSED, "snow")


def test_today_opens_the_brief_of_the_next_visit(workspace: Workspace, account_id: Id, visit_id: Id) -> None:
    save_contact(
        workspace,
        account_id,
        {"name": "姚季青", "title": "财务总监", "roles": ["economic"], "birthday": date(1980, 7, 3)},
    )
    agree_visit(workspace, visit_id)
    view = today_view(workspace)
    assert [visit.id for visit in view.agenda] == [visit_id]
    assert view.brief is not None
    assert view.brief.visit.state is VisitState.AGREED
    assert any("姚季青" in notice.text for notice in view.brief.notices)
    assert [(one.contact.name, one.on) for one in view.birthdays] == [("姚季青", date(2026, 7, 3))]
    assert not view.is_empty


def test_today_of_a_new_file_is_the_first_run(workspace: Workspace) -> None:
    view = today_view(workspace)
    assert view.is_empty
    assert (view.agenda, view.due, view.promises) == ((), (), ())


def test_a_promise_shows_on_today_until_it_is_kept(workspace: Workspace, visit_id: Id) -> None:
    promise = PromiseInput("检测报告", due_on=TODAY + timedelta(days=2))
    report_visit(workspace, visit_id, VisitReportInput(on=TODAY, findings="x", promises=(promise,)))
    (shown,) = today_view(workspace).promises
    complete_action(workspace, shown.id)
    assert today_view(workspace).promises == ()
    complete_action(workspace, shown.id, done=False)
    assert today_view(workspace).promises == (shown,)


def test_a_visit_whose_day_passed_without_a_report_asks_for_one(
    workspace: Workspace, visit_id: Id, clock: FixedClock
) -> None:
    clock.advance(timedelta(days=2))
    assert [visit.id for visit in today_view(workspace).unreported] == [visit_id]


def test_an_account_needs_a_name_and_a_code_of_its_own(workspace: Workspace, account_id: Id) -> None:
    with pytest.raises(BadInput):
        create_account(workspace, {"name": " "})
    with pytest.raises(BadInput) as caught:
        create_account(workspace, {"name": "other", "code": "A1"})
    assert caught.value.where == "code"
    with pytest.raises(BadInput):
        edit_account(workspace, account_id, {"name": ""})


def test_edits_show_in_the_list_and_on_the_page(workspace: Workspace, account_id: Id) -> None:
    edit_account(workspace, account_id, {"city": "苏州"})
    set_stage(workspace, account_id, Stage.PARTNER, "grown together")
    (row,) = list_account_lines(workspace).lines
    assert (row.city, row.stage, row.short) == ("苏州", Stage.PARTNER, "澜川精密")
    assert get_account_overview(workspace, account_id).account.city == "苏州"
    delete_account(workspace, account_id)
    assert list_account_lines(workspace).lines == ()
    with pytest.raises(NotFound):
        get_account_overview(workspace, account_id)


def test_a_name_that_several_accounts_carry_asks_for_the_code(workspace: Workspace) -> None:
    for code in ("B1", "B2"):
        create_account(workspace, {"name": "同名", "code": code})
    with pytest.raises(BadInput) as caught:
        find_account(workspace, "同名")
    assert "B1, B2" in caught.value.hint
    with pytest.raises(NotFound):
        find_account(workspace, "没有")


@pytest.mark.parametrize(
    ("field", "value"), [("tier", "gold"), ("stage", "late"), ("kind", "?"), ("standing", 1), ("code", "B2")]
)
def test_an_account_takes_no_unknown_word_and_no_code_of_another(
    workspace: Workspace, account_id: Id, field: str, value: object
) -> None:
    create_account(workspace, {"name": "Two", "code": "B2"})
    with pytest.raises(BadInput) as refused:
        edit_account(workspace, account_id, {field: value})
    assert (refused.value.where, bool(refused.value.hint)) == (field, True)
    with pytest.raises(BadInput) as refused:
        create_account(workspace, {"name": "Three", field: value})
    assert refused.value.where == field


def test_an_account_is_never_above_itself(workspace: Workspace, account_id: Id) -> None:
    create_account(workspace, {"name": "Two", "code": "B2", "parent_id": account_id})
    two = find_account(workspace, "B2").id
    for parent in (account_id, two):
        with pytest.raises(BadInput) as refused:
            edit_account(workspace, account_id, {"parent_id": parent})
        assert refused.value.where == "parent_id"
    edit_account(workspace, two, {"parent_id": None, "code": "B2"})
    edit_account(workspace, account_id, {"parent_id": two})


def test_a_code_that_an_account_gave_up_is_free(workspace: Workspace) -> None:
    create_account(workspace, {"name": "One", "code": "K1"})
    one = find_account(workspace, "K1").id
    edit_account(workspace, one, {"code": "K2"})
    create_account(workspace, {"name": "Other", "code": "K1"})
    assert find_account(workspace, "K2").id == one
    assert find_account(workspace, "K1").name == "Other"
