"""The contact log: calls and messages are contact, no visits, and nothing of them is lost (2-rules §7.2)."""

import json
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from workbench.domain.contact_log import Channel
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.ids import derived_id, id_text
from workbench.services.account_list import list_account_lines
from workbench.services.account_merging import merge_accounts, merged_id
from workbench.services.accounts import create_account
from workbench.services.checks import check_workspace
from workbench.services.closures import get_closures, save_closure
from workbench.services.contact_log import (
    delete_logged_contact,
    edit_logged_contact,
    get_contact_log,
    list_people,
    local_now,
    log_contact,
    start_log,
)
from workbench.services.history import undo
from workbench.services.person_erasure import erase_person, preview_erasure
from workbench.services.person_export import export_person
from workbench.services.projects import get_work, save_project
from workbench.services.search import search
from workbench.services.service_edits import save_service
from workbench.storage.queries.contact_log import last_contacts, list_logged_contacts
from workbench.storage.queries.visits import list_actions
from workbench.storage.workspace import Workspace

A, B = derived_id("account", "A"), derived_id("account", "B")
GU, LIN, GU_TOO = derived_id("person", "gu"), derived_id("person", "lin"), derived_id("person", "gu too")
TODAY = date(2026, 7, 1)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """Two accounts, and three people, two of whom are one."""
    create_account(workspace, {"code": "A", "name": "A 公司"})
    create_account(workspace, {"code": "B", "name": "B 公司"})
    with workspace.change("test", "Test") as change:
        change.create("contact", {"account_id": A, "name": "顾承远"}, GU)
        change.create("contact", {"account_id": A, "name": "林悦"}, LIN)
        change.create("contact", {"account_id": B, "name": "顾承远"}, GU_TOO)
    return workspace


def test_a_call_is_noted_in_two_fields_with_the_moment_of_now(filled: Workspace) -> None:
    log_contact(filled, A, Channel.CALL, "  问了交货期 ")
    (line,) = get_contact_log(filled, A).lines
    assert (line.entry.text, line.entry.channel, line.entry.on) == ("问了交货期", Channel.CALL, TODAY)
    assert line.entry.at == f"{local_now(filled):%H:%M}"
    assert line.person == ""


def test_another_moment_and_a_person_may_be_given(filled: Workspace) -> None:
    day = TODAY - timedelta(days=3)
    log_contact(filled, A, Channel.LETTER, "报价", contact_id=GU, on=day, at="9:05")
    (line,) = get_contact_log(filled, A).lines
    assert (line.person, line.entry.on, line.entry.at) == ("顾承远", day, "09:05")
    log_contact(filled, A, Channel.CALL, "回电", on=day, at="14：30")
    assert "14:30" in {one.entry.at for one in get_contact_log(filled, A).lines}
    log_contact(filled, A, Channel.EMAIL, "图纸", on=day)
    assert {one.entry.at for one in get_contact_log(filled, A).lines} == {"09:05", "14:30", ""}


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"text": "  "}, "text"),
        ({"text": "x", "on": TODAY + timedelta(days=1)}, "on_day"),
        ({"text": "x", "at": "25:00"}, "at_time"),
        ({"text": "x", "contact_id": GU_TOO}, "contact_id"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    filled: Workspace, values: dict[str, Any], where: str
) -> None:
    text = str(values.pop("text"))
    with pytest.raises(BadInput) as refused:
        log_contact(filled, A, Channel.CALL, text, **values)
    assert refused.value.where == where
    assert get_contact_log(filled, A).lines == ()


def test_an_entry_is_changed_deleted_and_brought_back(filled: Workspace) -> None:
    log_contact(filled, A, Channel.CALL, "问了交货期")
    entry = get_contact_log(filled, A).lines[0].entry
    edit_logged_contact(filled, entry.id, {"text": "问了价格", "contact_id": LIN})
    assert get_contact_log(filled, A).lines[0].person == "林悦"
    done = delete_logged_contact(filled, entry.id)
    assert get_contact_log(filled, A).lines == ()
    undo(filled, done.transaction_id)
    assert get_contact_log(filled, A).lines[0].entry.text == "问了价格"
    with pytest.raises(NotFound):
        delete_logged_contact(filled, derived_id("nothing"))


def test_the_last_contact_of_people_is_a_call_or_a_meeting_whichever_came_later(filled: Workspace) -> None:
    day = TODAY - timedelta(days=9)
    with filled.change("test", "Test") as change:
        met = {"account_id": A, "kind": "field", "state": "done", "on_day": day}
        change.create("visit", {**met, "met": [id_text(GU), id_text(LIN)]})
    log_contact(filled, A, Channel.MESSAGE, "节日问候", contact_id=GU)
    with filled.read() as session:
        assert last_contacts(session, A) == {GU: TODAY, LIN: day}


def test_the_account_list_tells_the_last_contact_beside_the_last_visit(filled: Workspace) -> None:
    day = TODAY - timedelta(days=9)
    with filled.change("test", "Test") as change:
        change.create("visit", {"account_id": A, "kind": "field", "state": "done", "on_day": day})
    assert [line.last_contact for line in list_account_lines(filled).lines] == [day, None]
    log_contact(filled, A, Channel.CALL, "问了交货期")
    line = list_account_lines(filled).lines[0]
    assert (line.last_visit, line.last_contact) == (day, TODAY)


def test_a_new_entry_begins_with_the_account_looked_at_and_proposes_those_of_late(filled: Workspace) -> None:
    log_contact(filled, B, Channel.CALL, "问了交货期")
    start = start_log(filled, A)
    assert start.account is not None
    assert (start.account.id, [one.id for one in start.recent]) == (A, [B])
    assert start_log(filled).account is None
    with filled.change("test", "Test") as change:
        visit = change.create("visit", {"account_id": B, "kind": "field", "state": "done", "on_day": TODAY})
    looked_at = start_log(filled, visit).account
    assert looked_at is not None
    assert looked_at.id == B
    assert [one.name for one in list_people(filled, A)] == ["林悦", "顾承远"]


def test_what_was_said_is_found(filled: Workspace) -> None:
    log_contact(filled, A, Channel.CALL, "问了交货期")
    save_project(filled, A, {"title": "高压柜改造"})
    save_service(filled, A, {"text": "更换断路器"})
    found = {word: [hit.kind for hit in search(filled, word, 5)] for word in ("交货期", "高压柜", "断路器")}
    assert found == {"交货期": ["contact_log"], "高压柜": ["project"], "断路器": ["service_request"]}


def about_gu(workspace: Workspace) -> None:
    """Everything that may only say whom it was about."""
    log_contact(workspace, A, Channel.CALL, "问了交货期", contact_id=GU)
    with workspace.change("test", "Test") as change:
        change.create("action", {"account_id": A, "text": "送样品", "contact_id": GU})
        table = change.create("gathering", {"title": "座谈会", "on_day": TODAY})
        change.create("invitation", {"gathering_id": table, "account_id": A, "contact_id": GU, "name": ""})


def test_what_is_handed_out_about_a_person_holds_calls_promises_and_invitations(
    filled: Workspace, tmp_path: Path
) -> None:
    about_gu(filled)
    out = tmp_path / "gu.zip"
    export_person(filled, GU, out)
    with zipfile.ZipFile(out) as archive:
        document = json.loads(archive.read("person.json"))
    assert [row["text"] for row in document["contact-log"]] == ["问了交货期"]
    assert [row["text"] for row in document["actions"]] == ["送样品"]
    assert len(document["invitations"]) == 1


def test_erasing_a_person_leaves_calls_promises_and_invitations_to_the_account(filled: Workspace) -> None:
    about_gu(filled)
    log_contact(filled, A, Channel.CALL, "顾承远说可以")
    preview = preview_erasure(filled, GU)
    assert (preview.log, preview.promises, preview.invitations) == (1, 1, 1)
    assert [one.snippet for one in preview.elsewhere if one.field == "text"] == ["顾承远说可以"]
    erase_person(filled, GU)
    with filled.read() as session:
        assert [one.contact_id for one in list_logged_contacts(session, A)] == [None, None]
        assert [one.contact_id for one in list_actions(session, account_id=A)] == [None]
    assert check_workspace(filled).ok


def test_nothing_is_lost_when_two_accounts_and_their_people_become_one(filled: Workspace) -> None:
    about_gu(filled)
    log_contact(filled, B, Channel.MESSAGE, "报价", contact_id=GU_TOO)
    for account_id in (A, B):
        save_project(filled, account_id, {"title": "高压柜", "delivered_on": date(2026, 5, 1)})
        save_service(filled, account_id, {"text": "维修", "completed_on": TODAY})
        save_closure(filled, account_id, date(2026, 8, 1), date(2026, 8, 5), "检修")
    done = merge_accounts(filled, A, B, people=[(GU, GU_TOO)])
    one, person = merged_id(A, B), min(GU, GU_TOO)
    assert sorted(line.entry.text for line in get_contact_log(filled, one).lines) == ["报价", "问了交货期"]
    assert {line.person for line in get_contact_log(filled, one).lines} == {"顾承远"}
    with filled.read() as session:
        assert last_contacts(session, one) == {person: TODAY}
    work = get_work(filled, one)
    assert (len(work.projects), len(work.services)) == (2, 2)
    assert len({line.call for line in work.services}) == 1
    assert len(get_closures(filled, one).ahead) == 2
    assert check_workspace(filled).ok
    undo(filled, done.transaction_id)
    assert [len(get_contact_log(filled, each).lines) for each in (A, B)] == [1, 1]


def test_the_moment_is_that_of_clocks_here(filled: Workspace, clock: FixedClock) -> None:
    assert local_now(filled).date() == clock.today()
