"""The call list, and what the papers of the calendar are given (2-rules §7.2, 3-features C3, C8, C11)."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.documents.reading import pages_text, whole_text
from tests.services.conftest import TODAY
from workbench.domain.papers import PaperSize, Profile
from workbench.domain.visits import VisitKind
from workbench.foundation.errors import NotAllowed, NotFound
from workbench.foundation.i18n import language
from workbench.foundation.ids import Id, derived_id
from workbench.services.call_list import call_list
from workbench.services.papers_calendar import print_call_list, print_month, print_promises, print_week
from workbench.services.weekly_reports import week_view
from workbench.storage.workspace import Workspace

DAY = timedelta(days=1)


def make(workspace: Workspace, entity: str, values: Mapping[str, Any]) -> Id:
    with workspace.change("test", entity) as change:
        return change.create(entity, values)


@pytest.fixture
def me(workspace: Workspace) -> Id:
    return make(workspace, "manager", {"name": "Li Lei"})


@pytest.fixture
def account(workspace: Workspace, me: Id) -> Id:
    values = {"name": "Lanchuan Precision", "manager_id": me, "tier": "focus", "phone": "0512-1"}
    account = make(workspace, "account", values)
    make(workspace, "contact", {"account_id": account, "name": "Gu", "influence": 5})
    make(workspace, "contact", {"account_id": account, "name": "Han", "influence": 3, "mobile": "139-2"})
    make(workspace, "contact", {"account_id": account, "name": "Left", "mobile": "1", "left_on": TODAY})
    return account


def visit(workspace: Workspace, account: Id, me: Id, **changes: Any) -> Id:
    values = {"account_id": account, "manager_id": me, "kind": "field", "state": "planned", "on_day": TODAY}
    return make(workspace, "visit", {**values, **changes})


def test_one_who_can_be_rung_is_named_before_one_who_cannot(
    workspace: Workspace, me: Id, account: Id
) -> None:
    visit(workspace, account, me, purpose="Price")
    (line,) = [one for one in call_list(workspace).lines if one.planned_on == TODAY]
    assert (line.person, line.phone, line.why) == ("Han", "139-2", "Price")


def test_whoever_is_to_be_met_is_rung(workspace: Workspace, me: Id, account: Id) -> None:
    boss = make(workspace, "contact", {"account_id": account, "name": "Zhou", "phone": "8"})
    visit(workspace, account, me, met=[boss.hex()])
    assert "Zhou" in [one.person for one in call_list(workspace).lines]


def test_without_a_person_the_account_itself_is_rung(workspace: Workspace, me: Id) -> None:
    bare = make(workspace, "account", {"name": "Bare", "manager_id": me, "phone": "0571"})
    visit(workspace, bare, me)
    assert "0571" in [one.phone for one in call_list(workspace).lines]


def test_a_visit_whose_day_passed_in_silence_comes_first(workspace: Workspace, me: Id, account: Id) -> None:
    visit(workspace, account, me, on_day=TODAY - 4 * DAY)
    visit(workspace, account, me, on_day=TODAY + DAY, kind="telephone")
    visit(workspace, account, me, on_day=TODAY + 40 * DAY)
    lines = call_list(workspace).lines
    assert (lines[0].days_late, lines[0].why) == (4, "No report yet")
    assert [one.planned_on for one in lines if one.kind is VisitKind.TELEPHONE][:1] == [TODAY + DAY]
    assert TODAY + 40 * DAY not in [one.planned_on for one in lines]


def test_the_last_contact_is_a_visit_or_a_call(workspace: Workspace, me: Id, account: Id) -> None:
    visit(workspace, account, me, state="done", on_day=TODAY - 30 * DAY)
    visit(workspace, account, me)
    assert {one.last_contact_on for one in call_list(workspace).lines} == {TODAY - 30 * DAY}
    values = {"account_id": account, "channel": "call", "text": "x", "on_day": TODAY - 2 * DAY}
    make(workspace, "contact_log", values)
    assert {one.last_contact_on for one in call_list(workspace).lines} == {TODAY - 2 * DAY}


def test_a_manager_is_given_only_their_own(workspace: Workspace, me: Id, account: Id) -> None:
    other = make(workspace, "manager", {"name": "Han Mei"})
    visit(workspace, account, me)
    assert call_list(workspace, me).lines
    assert not call_list(workspace, other).lines


@pytest.fixture
def promised(workspace: Workspace, account: Id) -> Id:
    other = make(workspace, "account", {"name": "Other Company"})
    for owner, values in (
        (account, {"text": "Open promise"}),
        (account, {"text": "Kept lately", "done_on": TODAY - 3 * DAY}),
        (account, {"text": "Kept long ago", "done_on": TODAY - 300 * DAY}),
        (account, {"text": "Turn the boss round", "origin": "playbook:7"}),
        (account, {"text": "Of a later version", "origin": "anything"}),
        (other, {"text": "Theirs alone"}),
    ):
        make(workspace, "action", {"account_id": owner, **values})
    return account


def test_the_customers_copy_of_an_account_is_about_that_account_alone(
    workspace: Workspace, promised: Id
) -> None:
    text = whole_text(print_promises(workspace, promised, profile=Profile.CUSTOMER).content)
    assert "Openpromise" in text
    assert "Keptlately" in text
    for hidden in ("Keptlongago", "Turnthebossround", "Ofalaterversion", "Theirsalone", "OtherCompany"):
        assert hidden not in text


def test_the_internal_list_has_the_tasks_too(workspace: Workspace, promised: Id) -> None:
    text = whole_text(print_promises(workspace).content)
    assert "Turnthebossround" in text
    assert "Theirsalone" in text


def test_papers_speak_the_language_asked_for_and_leave_the_program_as_it_was(
    workspace: Workspace, me: Id, account: Id
) -> None:
    visit(workspace, account, me)
    for paper in (
        print_month(workspace, TODAY, me, in_language="zh_CN"),
        print_week(workspace, TODAY, me, in_language="zh_CN"),
        print_call_list(workspace, me, in_language="zh_CN"),
        print_promises(workspace, in_language="zh_CN"),
    ):
        assert "第 1 页" in pages_text(paper.content)[0]
    assert language() == "en"


def test_a_month_that_names_all_accounts_is_not_for_customers(workspace: Workspace) -> None:
    with pytest.raises(NotAllowed):
        print_month(workspace, TODAY, profile=Profile.CUSTOMER)


def test_the_month_of_somebody_unknown_is_told(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        print_month(workspace, TODAY, derived_id("nobody"))


@pytest.mark.parametrize("size", list(PaperSize))
def test_an_empty_file_prints_every_paper(workspace: Workspace, size: PaperSize) -> None:
    for paper in (
        print_month(workspace, TODAY, paper_size=size),
        print_week(workspace, TODAY, paper_size=size),
        print_call_list(workspace, paper_size=size),
        print_promises(workspace, paper_size=size),
        print_promises(workspace, paper_size=size, profile=Profile.CUSTOMER),
    ):
        assert paper.pages == 1


@pytest.mark.parametrize("read", [call_list, lambda workspace: week_view(workspace, TODAY)])
def test_the_number_of_queries_does_not_grow_with_the_accounts(
    workspace: Workspace, me: Id, account: Id, read: Callable[[Workspace], object]
) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    def count() -> int:
        asked.clear()
        event.listen(workspace.engine, "before_cursor_execute", note)
        try:
            read(workspace)
        finally:
            event.remove(workspace.engine, "before_cursor_execute", note)
        return len(asked)

    visit(workspace, account, me)
    few = count()
    with workspace.change("test", "Many") as change:
        for number in range(40):
            other = change.create("account", {"name": str(number), "manager_id": me, "tier": "focus"})
            change.create("visit", {"account_id": other, "kind": "field", "state": "done", "on_day": TODAY})
            change.create("action", {"account_id": other, "text": "x", "due_on": TODAY - DAY})
    assert count() == few


def test_the_list_reaches_to_its_last_day_and_begins_with_what_is_due_today(
    workspace: Workspace, me: Id, account: Id
) -> None:
    visit(workspace, account, me, on_day=TODAY + 7 * DAY)
    visit(workspace, account, me, on_day=TODAY + 8 * DAY)
    planned = [one.planned_on for one in call_list(workspace).lines if one.planned_on]
    assert planned == [TODAY + 7 * DAY]
    make(workspace, "visit", {"account_id": account, "kind": "field", "state": "done", "on_day": TODAY + DAY})
    assert all(one.last_contact_on is None for one in call_list(workspace).lines)
