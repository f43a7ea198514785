"""Erasing one person for ever: tables, journal, files, search, and what others keep (I8)."""

from datetime import date
from pathlib import Path

import pytest

from tests.services.handed_in import plan_versions
from workbench.domain.personal_data import LawfulBasis
from workbench.domain.plan_differences import PlanDifference
from workbench.domain.plan_records import PlanPart
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NotAllowed, NotFound
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.account_merging import merge_accounts
from workbench.services.account_plans import get_plan
from workbench.services.accounts import create_account, get_account_overview
from workbench.services.attachments import add_file, delete_file, get_files
from workbench.services.checks import check_workspace
from workbench.services.contacts import save_contact
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import undo
from workbench.services.needs import get_needs, note_need
from workbench.services.person_erasure import erase_person, preview_erasure
from workbench.services.personal_data import clear_fields, save_grounds
from workbench.services.plan_objectives import save_objective
from workbench.services.plan_texts import write_part
from workbench.services.plan_versions import submit_plan, version_differences
from workbench.services.records import list_records
from workbench.services.search import search
from workbench.services.workspaces import new_workspace
from workbench.storage.queries.personal_data import REPORT_FIELDS
from workbench.storage.queries.visits import list_visits
from workbench.storage.schema import schema
from workbench.storage.workspace import Workspace

A = derived_id("account", "A")
GU = derived_id("person", "gu")
SECRETS = ("顾承远", "三个女儿", "两个女儿", "138 0000 0001", "名片", "旧照片", "生日聚会")


def fill(workspace: Workspace, folder: Path) -> None:
    create_account(workspace, {"code": "A", "name": "A 公司"})
    with workspace.change("test", "Test") as change:
        change.create("contact", {"account_id": A, "name": "顾承远", "mobile": "138 0000 0001"}, GU)
    save_contact(workspace, A, {"family": "两个女儿"}, GU)
    save_contact(workspace, A, {"family": "三个女儿"}, GU)
    save_contact(workspace, A, {"name": "林悦"})
    save_grounds(workspace, GU, ["family"], basis=LawfulBasis.CONSENT, purpose="生日聚会", review_on=None)
    for name, content in (("名片.txt", "名片"), ("旧照片.txt", "旧照片")):
        path = folder / name
        path.write_text(content, "utf-8")
        add_file(workspace, A, path, contact_id=GU)
    old = next(one for one in get_files(workspace, A).files if one.name == "旧照片.txt")
    delete_file(workspace, old.id)
    shared = folder / "合同.txt"
    shared.write_text("合同", "utf-8")
    add_file(workspace, A, shared, contact_id=GU)
    add_file(workspace, A, shared)
    note_need(workspace, A, "想要新目录 @顾承远")
    with workspace.change("test", "Test") as change:
        visit = {"account_id": A, "kind": "field", "state": "done", "on_day": date(2026, 6, 1)}
        change.create("visit", {**visit, "findings": "谈了价格", "met": [id_text(GU)]})


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A file in which much is kept about one person."""
    fill(workspace, tmp_path)
    return workspace


def everything(workspace: Workspace) -> str:
    """All text of all tables, the journal's included."""
    found: list[str] = []
    with workspace.read() as session:
        connection = session.connection()
        tables = connection.exec_driver_sql(
            "select name from sqlite_master where type='table' and name not like 'search_index%'"
        ).scalars()
        for table in tables.all():
            rows = connection.exec_driver_sql(f'select * from "{table}"')
            found += [_text(value) for row in rows for value in row]
    return "\n".join(found)


def _text(value: object) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, (bytes, bytearray)) else str(value)


def test_nothing_of_the_person_is_left_anywhere_in_the_file(filled: Workspace) -> None:
    before = everything(filled)
    assert all(secret in before for secret in SECRETS)
    erase_person(filled, GU)
    after = everything(filled)
    assert [secret for secret in SECRETS if secret in after] == []
    # What is somebody else's too stays: the other's file with the same content, and the need itself.
    assert [one.name for one in get_files(filled, A).files] == ["合同 (2).txt"]
    assert get_files(filled, A).files[0].has_content
    assert [line.need.text for line in get_needs(filled, A).lines] == ["想要新目录"]
    overview = get_account_overview(filled, A)
    assert [one.name for one in overview.contacts] == ["林悦"]
    assert overview.visits[0].met == ()
    assert search(filled, "顾承远", 10) == ()
    assert check_workspace(filled).ok


def test_undo_cannot_bring_an_erased_person_back(filled: Workspace) -> None:
    done = erase_person(filled, GU)
    assert not done.undoable
    with pytest.raises(NotAllowed):
        undo(filled, done.transaction_id)
    assert "顾承远" not in everything(filled)


def test_a_person_erased_here_stays_erased_when_a_colleagues_file_is_merged(
    filled: Workspace, tmp_path: Path, clock: FixedClock
) -> None:
    other = new_workspace(tmp_path / "other.workbench", clock=clock, author="Wang Fang")
    folder = tmp_path / "other"
    folder.mkdir()
    fill(other, folder)
    other.close()
    erase_person(filled, GU)
    merge_files(filled, [other.path])
    assert "顾承远" not in [one.name for one in get_account_overview(filled, A).contacts]
    assert "三个女儿" not in everything(filled)


def test_erasing_somebody_unknown_is_refused(filled: Workspace) -> None:
    with pytest.raises(NotFound):
        erase_person(filled, Id(b"x" * 16))
    erase_person(filled, GU)
    with pytest.raises(NotFound):
        preview_erasure(filled, GU)


@pytest.mark.parametrize("kept_first", [True, False])
def test_of_two_people_that_became_one_nothing_is_left_of_either(
    workspace: Workspace, tmp_path: Path, kept_first: bool
) -> None:
    for code in "BC":
        create_account(workspace, {"code": code, "name": f"{code} 公司"})
    accounts = [derived_id("account", code) for code in "BC"]
    people = sorted(derived_id("person", name) for name in ("first", "second"))
    with workspace.change("test", "Test") as change:
        for account, person in zip(accounts, people, strict=True):
            values = {"account_id": account, "name": "顾承远", "mobile": f"138{person.hex()[:8]}"}
            change.create("contact", values, person)
            visit = {"account_id": account, "on_day": date(2026, 6, 1), "state": "done"}
            change.create("visit", {**visit, "met": [id_text(person)]})
    loser = people[1] if kept_first else people[0]
    save_grounds(workspace, loser, ["mobile"], basis=LawfulBasis.CONSENT, purpose="生日聚会", review_on=None)
    clear_fields(workspace, loser, ["mobile"])
    merge_accounts(workspace, accounts[0], accounts[1], people=[(people[0], people[1])])
    erase_person(workspace, people[0])
    left = everything(workspace)
    # Whole numbers: three digits stand in some id by chance.
    numbers = [f"138{person.hex()[:8]}" for person in people]
    assert [secret for secret in ("顾承远", "生日聚会", *numbers) if secret in left] == []
    with workspace.read() as session:
        assert [visit.met for visit in list_visits(session)] == [(), ()]
    assert [row["met"] for row in list_records(workspace, "visits").rows] == [[], []]
    assert check_workspace(workspace).ok


def test_a_file_deleted_elsewhere_keeps_its_content_for_undo(filled: Workspace, tmp_path: Path) -> None:
    shared = tmp_path / "报价.txt"
    shared.write_text("报价", "utf-8")
    add_file(filled, A, shared)
    other = next(one for one in get_files(filled, A).files if one.name == "报价.txt")
    add_file(filled, A, shared, contact_id=GU)
    deleting = delete_file(filled, other.id)
    erase_person(filled, GU)
    undo(filled, deleting.transaction_id)
    assert [one.has_content for one in get_files(filled, A).files if one.id == other.id] == [True]
    assert check_workspace(filled).ok


def test_what_a_colleague_kept_about_the_person_meanwhile_is_erased_when_it_comes(
    filled: Workspace, tmp_path: Path, clock: FixedClock
) -> None:
    other = new_workspace(tmp_path / "other.workbench", clock=clock, author="Wang Fang")
    exported = tmp_path / "mine-export.workbench"
    export_workspace(filled, exported)
    merge_files(other, [exported])
    erase_person(filled, GU)
    passport = tmp_path / "护照.txt"
    passport.write_text("护照内容", "utf-8")
    add_file(other, A, passport, contact_id=GU)
    add_file(other, A, passport, contact_id=GU)
    delete_file(other, next(one.id for one in get_files(other, A).files if one.name == "护照.txt"))
    save_grounds(other, GU, ["mobile"], basis=LawfulBasis.CONSENT, purpose="暗语目的", review_on=None)
    with other.change("test", "Test") as change:
        manager = change.create("manager", {"name": "Li Lei"})
        change.create("contact_tie", {"contact_id": GU, "manager_id": manager, "note": "暗语关系"})
        mine = change.create("attachment", {"account_id": A, "name": "报价.txt"})
    theirs = tmp_path / "their-export.workbench"
    export_workspace(other, theirs)
    outcome = merge_files(filled, [theirs])
    assert outcome.erased == 4
    left = everything(filled)
    assert [secret for secret in (*SECRETS, "护照", "暗语") if secret in left] == []
    assert mine in [one.id for one in get_files(filled, A).files]
    assert check_workspace(filled).ok
    assert merge_files(filled, [theirs]).erased == 0
    exported.unlink()
    export_workspace(filled, exported)
    assert merge_files(other, [exported]).erased == 0
    left = everything(other)
    assert [secret for secret in (*SECRETS, "护照", "暗语") if secret in left] == []
    assert check_workspace(other).ok
    other.close()


def test_the_preview_tells_of_every_text_that_keeps_the_name(filled: Workspace) -> None:
    contacts = {one.name: one for one in get_account_overview(filled, A).contacts}
    save_contact(filled, A, {"note": "顾承远的同学"}, contacts["林悦"].id)
    with filled.change("test", "Test") as change:
        change.set("account", A, {"note": "顾承远说了算"})
        change.create("action", {"account_id": A, "text": "给顾承远打电话"})
    elsewhere = preview_erasure(filled, GU).elsewhere
    assert {(one.kind, one.record, one.field, one.snippet) for one in elsewhere} == {
        ("Accounts", "A 公司", "note", "顾承远说了算"),
        ("Actions", "给顾承远打电话", "text", "给顾承远打电话"),
        ("Contacts", "林悦", "note", "顾承远的同学"),
    }


def test_the_preview_tells_of_plans_that_name_the_person_and_of_objectives_about_them(
    filled: Workspace,
) -> None:
    write_part(filled, A, 2026, PlanPart.STRATEGY, "先争取顾承远")
    save_objective(filled, A, 2026, {"text": "见到总经理", "kind": "access", "contact_id": GU})
    submit_plan(filled, A, 2026)
    found = preview_erasure(filled, GU)
    assert found.objectives == 1
    told = {(one.kind, one.field) for one in found.elsewhere}
    assert told == {("Texts of plans", "text"), ("Versions of plans", "content")}
    erase_person(filled, GU)
    (objective,) = get_plan(filled, A, 2026).objectives
    assert (objective.person, objective.objective.contact_id) == (None, None)
    (version,) = plan_versions(filled, A, 2026)
    assert all(
        "顾承远" not in text for one in version_differences(filled, version.version.id) for text in words(one)
    )
    assert check_workspace(filled).ok


def words(difference: PlanDifference) -> list[str]:
    """Everything a difference says."""
    return [difference.title, *(text for one in difference.fields for text in (one.before, one.after))]


def test_every_text_of_a_visit_is_looked_at_for_the_name(filled: Workspace) -> None:
    # Words of the program itself, and moments, hold no name.
    own = {"kind", "state", "at_time", "rule", "period", "cause", "catch_up"}
    texts = {
        column.name
        for column in schema()["visit"].columns.values()
        if column.kind is str and column.from_json is None
    }
    assert set(REPORT_FIELDS) == texts - own
    with filled.change("test", "Test") as change:
        visit_id = change.create(
            "visit",
            {
                "account_id": A,
                "kind": "field",
                "state": "done",
                "on_day": date(2026, 6, 2),
                "unlock_reason": "顾承远说错了",
            },
        )
    mentions = preview_erasure(filled, GU).mentions
    assert ("unlock_reason", "顾承远说错了") in {
        (one.field, one.snippet) for one in mentions if one.visit_id == visit_id
    }


def test_the_name_in_weekly_texts_the_log_and_busy_times_is_told(filled: Workspace) -> None:
    with filled.change("test", "Test") as change:
        manager = change.create("manager", {"name": "王芳"})
        change.create("weekly_report", {"manager_id": manager, "feedback": "顾承远不满意"})
        change.create("contact_log", {"account_id": A, "channel": "call", "text": "找顾承远"})
        change.create("project", {"account_id": A, "title": "顾承远的产线"})
        change.create("busy_time", {"manager_id": manager, "title": "与顾承远吃饭"})
        change.create("closure", {"account_id": A, "reason": "顾承远休假"})
        change.create("service_request", {"account_id": A, "text": "顾承远报修"})
    found = {(one.kind, one.field) for one in preview_erasure(filled, GU).elsewhere}
    assert len(found) == 6
