"""Personal data: reasons, review, handing everything out (5-quality, I8)."""

import json
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest

from workbench.domain.personal_data import Concern, LawfulBasis, basis_id
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.accounts import create_account, get_account_overview
from workbench.services.attachments import add_file
from workbench.services.contacts import delete_contact, save_contact
from workbench.services.history import undo
from workbench.services.needs import note_need
from workbench.services.person_erasure import preview_erasure
from workbench.services.person_export import export_person
from workbench.services.personal_data import (
    clear_fields,
    get_grounds,
    list_reviews,
    save_grounds,
    save_grounds_for_all,
    still_needed,
)
from workbench.storage.workspace import Workspace

A = derived_id("account", "A")
TODAY = date(2026, 7, 1)


@pytest.fixture
def gu(workspace: Workspace, tmp_path: Path) -> Id:
    """A person about whom much is kept."""
    create_account(workspace, {"code": "A", "name": "A 公司"})
    values = {"name": "顾承远", "mobile": "138 0000 0001", "family": "两个女儿", "birthday": date(1970, 5, 1)}
    save_contact(workspace, A, values)
    gu = get_account_overview(workspace, A).contacts[0].id
    save_contact(workspace, A, {"family": "三个女儿"}, gu)
    save_contact(workspace, A, {"name": "林悦"})
    paper = tmp_path / "名片.txt"
    paper.write_text("名片", "utf-8")
    add_file(workspace, A, paper, contact_id=gu)
    note_need(workspace, A, "? 想升职 @顾承远")
    with workspace.change("test", "Test") as change:
        met = [id_text(gu)]
        visit = {"account_id": A, "kind": "field", "state": "done", "on_day": date(2026, 6, 1), "met": met}
        change.create("visit", {**visit, "findings": "顾承远 要求单价降 3%"})
        other = change.create("account", {"code": "B", "name": "B 公司"})
        visit = {"account_id": other, "kind": "field", "state": "done", "on_day": date(2026, 5, 1)}
        change.create("visit", {**visit, "findings": "另一位 顾承远"})
        change.create("contact_link", {"from_contact_id": gu, "kind": "influences"})
        change.create("contact_tie", {"contact_id": gu})
    return gu


def test_one_reason_is_given_for_several_fields(workspace: Workspace, gu: Id) -> None:
    grounds = get_grounds(workspace, gu)
    assert grounds.fields == ("mobile", "birthday", "family")
    assert set(grounds.review.concerns.values()) == {Concern.NO_BASIS}
    assert grounds.proposed_review_on == TODAY + timedelta(days=365)
    save_grounds(
        workspace, gu, ["mobile", "birthday"], basis=LawfulBasis.CONSENT, purpose="回访", review_on=None
    )
    grounds = get_grounds(workspace, gu)
    assert grounds.bases["mobile"].id == basis_id(gu, "mobile")
    assert grounds.review.concerns == {"family": Concern.NO_BASIS}
    assert [(one.account, one.review.contact.name) for one in list_reviews(workspace)] == [
        ("A 公司", "顾承远")
    ]


def test_one_reason_for_everybody_touches_only_those_without_one(workspace: Workspace, gu: Id) -> None:
    for number in range(3):
        save_contact(workspace, A, {"name": f"P{number}", "mobile": f"13{number}"})
    save_grounds(workspace, gu, ["mobile"], basis=LawfulBasis.CONTRACT, purpose="合同", review_on=None)
    save_grounds_for_all(
        workspace, "mobile", basis=LawfulBasis.PUBLIC_INFORMATION, purpose="名片", review_on=None
    )
    assert get_grounds(workspace, gu).bases["mobile"].purpose == "合同"
    assert [one.review.contact.name for one in list_reviews(workspace)] == ["顾承远"]
    with pytest.raises(BadInput):
        save_grounds_for_all(workspace, "mobile", basis=LawfulBasis.CONSENT, purpose=" ", review_on=None)
    undo(workspace)
    assert len(list_reviews(workspace)) == 4


def test_what_is_due_may_still_be_needed_or_is_taken_away(workspace: Workspace, gu: Id) -> None:
    fields = ["mobile", "birthday", "family"]
    save_grounds(
        workspace, gu, fields, basis=LawfulBasis.CONSENT, purpose="回访", review_on=TODAY + timedelta(days=1)
    )
    assert list_reviews(workspace) == ()
    with workspace.change("test", "Test") as change:
        for field in fields:
            change.set("personal_basis", basis_id(gu, field), {"review_on": TODAY})
    clear_fields(workspace, gu, ["family", "birthday"])
    (line,) = list_reviews(workspace)
    assert line.review.concerns == {"mobile": Concern.DUE}
    still_needed(workspace, gu)
    assert list_reviews(workspace) == ()
    contact = get_grounds(workspace, gu).contact
    assert (contact.family, contact.birthday) == ("", None)


def test_a_reason_needs_a_purpose_a_known_field_and_a_day_ahead(workspace: Workspace, gu: Id) -> None:
    for fields, purpose, day, where in (
        (["mobile"], " ", None, "purpose"),
        (["shoe_size"], "x", None, "fields"),
        ([], "x", None, "fields"),
        (["mobile"], "x", TODAY, "review_on"),
    ):
        with pytest.raises(BadInput) as error:
            save_grounds(workspace, gu, fields, basis=LawfulBasis.CONTRACT, purpose=purpose, review_on=day)
        assert error.value.where == where


def test_deleting_a_person_takes_reasons_and_links_along_and_undo_brings_them_back(
    workspace: Workspace, gu: Id
) -> None:
    save_grounds(workspace, gu, ["mobile"], basis=LawfulBasis.CONSENT, purpose="回访", review_on=None)
    before = preview_erasure(workspace, gu)
    delete_contact(workspace, gu)
    assert list_reviews(workspace) == ()
    undo(workspace)
    assert preview_erasure(workspace, gu) == before
    assert (before.grounds, before.links, before.visits, before.needs) == (1, 2, 1, 1)
    assert before.files == ("名片.txt",)
    elsewhere, mention = before.mentions
    assert elsewhere.account == "B 公司"
    assert (mention.field, mention.snippet) == ("findings", "顾承远 要求单价降 3%")


def test_everything_about_a_person_is_handed_out(workspace: Workspace, gu: Id, tmp_path: Path) -> None:
    save_grounds(workspace, gu, ["family"], basis=LawfulBasis.CONSENT, purpose="回访", review_on=None)
    out = tmp_path / "顾承远.zip"
    done = export_person(workspace, gu, out)
    assert (done.files, done.records) == (1, 1 + 1 + 1 + 1 + 1 + 1)
    with zipfile.ZipFile(out) as archive:
        assert sorted(archive.namelist()) == ["files/名片.txt", "person.json", "person.xlsx"]
        document = json.loads(archive.read("person.json"))
        assert archive.read("files/名片.txt").decode() == "名片"
        archive.extract("person.xlsx", tmp_path)
    assert document["person"]["family"] == "三个女儿"
    assert ("family", "两个女儿", "三个女儿") in [
        (one["field"], one["before"], one["after"]) for one in document["changes"]
    ]
    assert [one["on"] for one in document["visits_where_met"]] == ["2026-06-01"]
    assert [one["text"] for one in document["reports_that_name"]] == ["顾承远 要求单价降 3%"]
    assert "林悦" not in json.dumps(document, ensure_ascii=False)
    assert (tmp_path / "person.xlsx").read_bytes().startswith(b"PK")
    # Written again over itself it holds the same.
    export_person(workspace, gu, out)
    with zipfile.ZipFile(out) as archive:
        assert json.loads(archive.read("person.json")) == document


def test_the_archive_never_replaces_a_workspace(workspace: Workspace, gu: Id) -> None:
    with pytest.raises(NotAllowed):
        export_person(workspace, gu, workspace.path)
