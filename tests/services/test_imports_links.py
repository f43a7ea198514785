"""Importing who reports to whom and who influences whom."""

from pathlib import Path

import pytest

from tests.services.sheets import ACCOUNTS, CONTACTS, bring, contacts, counts, reasons, sheet
from workbench.foundation.ids import derived_id, id_text
from workbench.services.imports import Candidate, ImportKind, ImportOptions, prepare_import
from workbench.services.records import list_records
from workbench.storage.workspace import Workspace

LINKS = ImportKind.LINKS


@pytest.fixture
def book(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Two accounts, each with a 王伟."""
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,长江电力\nA2,华能水电"))
    people = "account,name,mobile\nA1,王伟,138\nA1,李娜,\nA1,张三,\nA2,王伟,139\nA2,韩梅梅,"
    bring(workspace, CONTACTS, sheet(tmp_path, people))
    return workspace


def links(workspace: Workspace) -> set[tuple[str, str, str, int | None]]:
    names = {id_text(one.id): one.name for one in contacts(workspace).values()}
    return {
        (
            names.get(row["from_contact_id"], "?"),
            names.get(row["to_contact_id"], "?"),
            row["kind"],
            row["strength"],
        )
        for row in list_records(workspace, "links").rows
    }


def test_people_are_found_by_name_and_the_link_has_an_id_of_its_own(book: Workspace, tmp_path: Path) -> None:
    text = "甲,乙,关系,强度\n李娜,张三,汇报,\n张三,李娜,影响,-3"
    result = bring(book, LINKS, sheet(tmp_path, text))
    assert counts(result) == (2, 0, 0, 0)
    assert links(book) == {("李娜", "张三", "reports_to", None), ("张三", "李娜", "influences", -3)}
    people = contacts(book)
    natural = derived_id("contact_link", id_text(people["李娜"].id), id_text(people["张三"].id), "reports_to")
    assert id_text(natural) in {row["id"] for row in list_records(book, "links").rows}
    assert counts(bring(book, LINKS, sheet(tmp_path, text))) == (0, 0, 2, 0)
    again = "from,to,kind,strength\n张三,李娜,influences,2"
    assert counts(bring(book, LINKS, sheet(tmp_path, again))) == (0, 1, 0, 0)


def test_a_namesake_is_told_by_the_account_by_the_other_person_or_by_id(
    book: Workspace, tmp_path: Path
) -> None:
    at_a2 = next(
        row["id"]
        for row in list_records(book, "contacts").rows
        if row["name"] == "王伟" and row["mobile"] == "139"
    )
    text = f"account,from,to,kind\nA1,王伟,李娜,reports_to\n,王伟,张三,influences\n,{at_a2},韩梅梅,influences"
    assert counts(bring(book, LINKS, sheet(tmp_path, text))) == (3, 0, 0, 0)
    starts = {row["from_contact_id"]: row["kind"] for row in list_records(book, "links").rows}
    assert starts[at_a2] == "influences"
    assert len(starts) == 2


def test_what_links_nobody_is_rejected_with_the_reason(book: Workspace, tmp_path: Path) -> None:
    text = """from,to,kind,strength
    李娜,赵六,reports_to,
    李娜,李娜,reports_to,
    李娜,张三,loves,
    李娜,张三,influences,4
    李娜,张三,influences,0
    ,张三,influences,1
    """
    result = bring(book, LINKS, sheet(tmp_path, text))
    assert reasons(result) == [
        (2, "to", "unknown_contact"),
        (3, "to", "bad_value"),
        (4, "kind", "bad_value"),
        (5, "strength", "bad_number"),
        (6, "strength", "bad_number"),
        (7, "from", "missing"),
    ]
    assert links(book) == set()


def test_a_namesake_whom_nothing_tells_is_asked(book: Workspace, tmp_path: Path) -> None:
    bring(book, CONTACTS, sheet(tmp_path, "account,name\nA2,李娜"))
    path = sheet(tmp_path, "from,to,kind\n王伟,李娜,influences")
    preview = prepare_import(book, LINKS, path)
    assert [problem.code.value for problem in preview.problems] == ["ambiguous"]
    (asked,) = preview.questions
    assert [one.label for one in asked.candidates] == ["王伟 (华能水电, 139)", "王伟 (长江电力, 138)"]
    answers: dict[str, object] = {asked.key: asked.candidates[1].id}
    preview = prepare_import(book, LINKS, path, ImportOptions(answers=answers))  # type: ignore[arg-type]
    ends = next(one for one in preview.questions if one.column == "to")
    assert {type(one) for one in ends.candidates} == {Candidate}
