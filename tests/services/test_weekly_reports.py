"""The weekly report on a workspace: gathered, written, filled again, handed in, merged (2-rules §7.2)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from tests.services.conftest import TODAY
from workbench.domain.weekly_reports import Section, Submission, week_label, week_start, weekly_report_id
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.drafts import keep_draft
from workbench.services.history import undo
from workbench.services.records import list_records
from workbench.services.weekly_reports import (
    LONGEST_TEXT,
    WeekView,
    edit_week,
    fill_week,
    find_manager,
    submit_week,
    week_view,
    withdraw_week,
)
from workbench.storage.workspace import Workspace

DAY = timedelta(days=1)
MONDAY = week_start(TODAY)


def make(workspace: Workspace, entity: str, values: Mapping[str, Any]) -> Id:
    with workspace.change("test", entity) as change:
        return change.create(entity, values)


@pytest.fixture
def me(workspace: Workspace) -> Id:
    return make(workspace, "manager", {"name": "Li Lei"})


@pytest.fixture
def account(workspace: Workspace, me: Id) -> Id:
    return make(workspace, "account", {"name": "Lanchuan", "manager_id": me, "tier": "focus"})


def visit(workspace: Workspace, account: Id, me: Id, **changes: Any) -> Id:
    values = {"account_id": account, "manager_id": me, "kind": "field", "state": "done", "on_day": MONDAY}
    return make(workspace, "visit", {**values, "findings": "Line stopped", **changes})


def test_a_week_tells_what_happened_and_what_comes(workspace: Workspace, me: Id, account: Id) -> None:
    visit(workspace, account, me, needs="Spares")
    visit(workspace, account, me, state="missed", cause="customer_away")
    visit(workspace, account, me, state="planned", on_day=MONDAY)
    visit(workspace, account, me, state="planned", on_day=TODAY + DAY)
    visit(workspace, account, me, state="agreed", on_day=MONDAY + 8 * DAY)
    visit(workspace, account, me, on_day=MONDAY - DAY)
    make(
        workspace,
        "contact_log",
        {"account_id": account, "manager_id": me, "channel": "call", "text": "Rang", "on_day": TODAY},
    )
    make(workspace, "complaint", {"account_id": account, "received_on": TODAY, "kind": "quality"})
    for values in (
        {"promised_on": TODAY, "due_on": TODAY + 5 * DAY},
        {"promised_on": MONDAY - 30 * DAY, "due_on": MONDAY - DAY},
        {"promised_on": MONDAY - 30 * DAY, "due_on": MONDAY, "done_on": TODAY},
        {"promised_on": MONDAY - 30 * DAY, "due_on": MONDAY - DAY, "origin": "service_plan"},
    ):
        make(workspace, "action", {"account_id": account, "text": "x", **values})
    facts = week_view(workspace, TODAY).facts
    counts = [len(facts.done), len(facts.dropped), len(facts.unreported), len(facts.ahead)]
    assert counts == [1, 1, 1, 1]
    assert (len(facts.contacts), len(facts.complaints), len(facts.next_visits)) == (1, 1, 1)
    assert [len(facts.made), len(facts.kept), len(facts.late), len(facts.due)] == [1, 1, 1, 1]


def test_only_the_persons_own_accounts_are_told(workspace: Workspace, me: Id, account: Id) -> None:
    other = make(workspace, "manager", {"name": "Han Mei"})
    visit(workspace, account, me)
    assert week_view(workspace, TODAY, other).facts.is_empty
    assert len(week_view(workspace, TODAY, me).facts.done) == 1


def test_a_file_without_people_reports_for_its_owner(workspace: Workspace) -> None:
    view = week_view(workspace, TODAY)
    assert view.manager.name == "Li Lei"
    edit_week(workspace, view.manager.id, TODAY, {Section.REMARKS: "Holiday"})
    assert week_view(workspace, TODAY).text(Section.REMARKS) == "Holiday"
    assert list_records(workspace, "managers").total == 1


def test_one_report_a_week_whatever_the_day(workspace: Workspace, me: Id) -> None:
    edit_week(workspace, me, MONDAY, {Section.REMARKS: "a"})
    edit_week(workspace, me, MONDAY + 6 * DAY, {Section.FEEDBACK: "b"})
    (row,) = list_records(workspace, "weeks").rows
    assert row["id"] == weekly_report_id(me, MONDAY).hex()
    assert (row["remarks"], row["feedback"]) == ("a", "b")


def test_filling_again_can_be_undone_and_brings_back_what_was_typed(
    workspace: Workspace, me: Id, account: Id
) -> None:
    visit(workspace, account, me)
    edit_week(workspace, me, TODAY, {Section.VISITS: "My own words"})
    summary = fill_week(workspace, me, TODAY, [Section.VISITS])
    assert "Line stopped" in week_view(workspace, TODAY).text(Section.VISITS)
    undo(workspace, summary.transaction_id)
    assert week_view(workspace, TODAY).text(Section.VISITS) == "My own words"


def test_data_that_say_nothing_never_empty_a_section(workspace: Workspace, me: Id) -> None:
    edit_week(workspace, me, TODAY, {Section.FEEDBACK: "Mine"})
    with pytest.raises(BadInput):
        fill_week(workspace, me, TODAY, [Section.FEEDBACK])
    assert week_view(workspace, TODAY).text(Section.FEEDBACK) == "Mine"


def test_a_week_that_changed_after_it_was_written_says_so(
    workspace: Workspace, clock: FixedClock, me: Id, account: Id
) -> None:
    row = visit(workspace, account, me)
    clock.advance(timedelta(minutes=1))
    fill_week(workspace, me, TODAY, [Section.VISITS, Section.FEEDBACK])
    assert week_view(workspace, TODAY).changed == frozenset()
    clock.advance(timedelta(minutes=1))
    with workspace.change("test", "Visit") as change:
        change.set("visit", row, {"findings": "It runs again"})
    assert Section.VISITS in week_view(workspace, TODAY).changed
    clock.advance(timedelta(minutes=1))
    fill_week(workspace, me, TODAY, [Section.VISITS])
    assert Section.VISITS not in week_view(workspace, TODAY).changed


def test_handing_in_keeps_what_the_data_said_and_can_be_taken_back(
    workspace: Workspace, me: Id, account: Id
) -> None:
    visit(workspace, account, me)
    edit_week(workspace, me, TODAY, {Section.REMARKS: "Fine"})
    submit_week(workspace, me, TODAY)
    view = week_view(workspace, TODAY)
    assert view.submission is Submission.SUBMITTED
    assert "Line stopped" in view.text(Section.VISITS)
    assert view.text(Section.REMARKS) == "Fine"
    withdraw_week(workspace, me, TODAY)
    assert week_view(workspace, TODAY).submission is Submission.NOT_DUE


def test_an_empty_report_is_not_handed_in(workspace: Workspace, me: Id) -> None:
    with pytest.raises(BadInput) as refused:
        submit_week(workspace, me, TODAY)
    assert refused.value.where == "remarks"


def test_a_week_ahead_is_not_handed_in(workspace: Workspace, me: Id) -> None:
    with pytest.raises(BadInput):
        submit_week(workspace, me, TODAY + 7 * DAY)


def test_a_report_of_last_week_is_late(workspace: Workspace, me: Id) -> None:
    edit_week(workspace, me, MONDAY - DAY, {Section.REMARKS: "Late"})
    assert week_view(workspace, MONDAY - DAY).submission is Submission.LATE
    submit_week(workspace, me, MONDAY - DAY)
    assert week_view(workspace, MONDAY - DAY).submission is Submission.SUBMITTED_LATE


def test_a_draft_comes_with_the_week(workspace: Workspace, me: Id) -> None:
    keep_draft(workspace, weekly_report_id(me, MONDAY), {"remarks": "half a sent"})
    assert week_view(workspace, TODAY).draft == {"remarks": "half a sent"}


def test_a_text_without_end_is_refused(workspace: Workspace, me: Id) -> None:
    with pytest.raises(BadInput) as refused:
        edit_week(workspace, me, TODAY, {Section.REMARKS: "x" * (LONGEST_TEXT + 1)})
    assert refused.value.where == "remarks"


def test_somebody_unknown_is_told(workspace: Workspace, me: Id) -> None:
    with pytest.raises(NotFound):
        week_view(workspace, TODAY, derived_id("nobody"))
    with pytest.raises(NotFound):
        find_manager(workspace, "Nobody")
    assert find_manager(workspace, " Li Lei ") == me


@pytest.mark.parametrize("weeks", [-200, -53, 0, 1, 60, 200])
def test_any_week_can_be_looked_at(workspace: Workspace, me: Id, account: Id, weeks: int) -> None:
    view: WeekView = week_view(workspace, TODAY + weeks * 7 * DAY)
    assert view.facts.monday == MONDAY + weeks * 7 * DAY


def test_handing_in_again_keeps_the_day_it_was_handed_in(workspace: Workspace, clock: FixedClock) -> None:
    manager = week_view(workspace, TODAY).manager.id
    edit_week(workspace, manager, TODAY, {Section.REMARKS: "休假"})
    submit_week(workspace, manager, TODAY)
    clock.day = TODAY + timedelta(days=9)
    submit_week(workspace, manager, TODAY)
    view = week_view(workspace, TODAY)
    assert (view.report.submitted_on, view.submission) == (TODAY, Submission.SUBMITTED)
    withdraw_week(workspace, manager, TODAY)
    submit_week(workspace, manager, TODAY)
    assert week_view(workspace, TODAY).submission is Submission.SUBMITTED_LATE


def test_promises_are_seen_from_today_in_this_week_and_from_sunday_in_one_that_is_over(
    workspace: Workspace, me: Id, account: Id
) -> None:
    for due in (TODAY - DAY, TODAY, TODAY + DAY):
        values = {"promised_on": MONDAY - 30 * DAY, "due_on": due}
        make(workspace, "action", {"account_id": account, "text": str(due), **values})
    facts = week_view(workspace, TODAY).facts
    assert [one.action.due_on for one in facts.late] == [TODAY - DAY]
    assert [one.action.due_on for one in facts.due] == [TODAY, TODAY + DAY]
    before = week_view(workspace, TODAY - 7 * DAY).facts
    assert (before.late, len(before.due)) == ((), 3)


def test_a_visit_of_sunday_is_of_this_week_and_none_of_the_next(
    workspace: Workspace, me: Id, account: Id
) -> None:
    sunday = MONDAY + 6 * DAY
    for on in (sunday, sunday + DAY, sunday + 7 * DAY, sunday + 8 * DAY):
        visit(workspace, account, me, state="planned", on_day=on)
    facts = week_view(workspace, TODAY).facts
    assert [one.visit.on for one in facts.ahead] == [sunday]
    assert [one.visit.on for one in facts.next_visits] == [sunday + DAY, sunday + 7 * DAY]


def test_a_week_53_that_reaches_into_the_next_year_is_one_report(workspace: Workspace, me: Id) -> None:
    edit_week(workspace, me, date(2026, 12, 31), {Section.REMARKS: "a"})
    view = week_view(workspace, date(2027, 1, 3), me)
    assert (view.text(Section.REMARKS), view.facts.monday) == ("a", date(2026, 12, 28))
    assert week_label(view.facts.monday) == "Week 53, 2026"
