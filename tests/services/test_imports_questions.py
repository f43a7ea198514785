"""Rows that may mean several records: asked before anything is written, and taken as answered."""

from pathlib import Path

from tests.services.sheets import (
    ACCOUNTS,
    CONTACTS,
    SALES,
    accounts,
    bring,
    contacts,
    counts,
    reasons,
    sheet,
)
from workbench.services.accounts import edit_account
from workbench.services.imports import Answer, ImportOptions, prepare_import, run_import
from workbench.services.records import list_records
from workbench.storage.workspace import Workspace

CODE = "91350100M000100Y43"


def test_an_account_is_chosen_made_new_or_left_out(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name,city\nA1,Same,Wuhan\nA2,Same,Kunming"))
    path = sheet(tmp_path, "name,phone\nSame,010")
    preview = prepare_import(workspace, ACCOUNTS, path)
    (asked,) = preview.questions
    assert (asked.row, asked.column, asked.text, asked.may_be_new) == (2, "name", "Same", True)
    assert [one.label for one in asked.candidates] == ["Same (A1)", "Same (A2)"]
    assert counts(bring(workspace, ACCOUNTS, path)) == (0, 0, 0, 1)
    chosen = bring(workspace, ACCOUNTS, path, answers={asked.key: asked.candidates[1].id})
    assert counts(chosen) == (0, 1, 0, 0)
    assert chosen.questions[0].answer == asked.candidates[1].id
    by_code = {row["code"]: row["phone"] for row in list_records(workspace, "accounts").rows}
    assert by_code == {"A1": "", "A2": "010"}
    made = bring(workspace, ACCOUNTS, path, answers={asked.key: Answer.NEW})
    assert counts(made) == (1, 0, 0, 0)


def test_an_answer_that_names_no_candidate_is_no_answer(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,Same\nA2,Same\nA3,Other"))
    path = sheet(tmp_path, "name,phone\nSame,010")
    (asked,) = prepare_import(workspace, ACCOUNTS, path).questions
    other = accounts(workspace)["Other"].id
    assert counts(bring(workspace, ACCOUNTS, path, answers={asked.key: other})) == (0, 0, 0, 1)


def test_a_credit_code_under_another_code_is_asked(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, f"code,name,credit_code\nA3,Other,{CODE}"))
    path = sheet(tmp_path, f"code,name,credit_code\nA4,Fourth,{CODE}")
    (asked,) = prepare_import(workspace, ACCOUNTS, path).questions
    assert counts(bring(workspace, ACCOUNTS, path, answers={asked.key: asked.candidates[0].id})) == (
        0,
        1,
        0,
        0,
    )
    assert accounts(workspace)["Fourth"].code == "A4"


def test_one_answer_holds_for_all_rows_that_name_the_same(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,双胞胎\nA2,双胞胎"))
    rows = "\n".join(f"双胞胎,2026-05-0{day},S{day},10" for day in range(1, 8))
    path = sheet(tmp_path, f"客户,日期,单号,金额\n{rows}")
    preview = prepare_import(workspace, SALES, path)
    (asked,) = preview.questions
    assert (asked.row, asked.rows, asked.may_be_new) == (2, 7, False)
    assert "双胞胎 (A1), 双胞胎 (A2)" in preview.problems[0].message
    result = bring(workspace, SALES, path, answers={asked.key: asked.candidates[0].id})
    assert (counts(result), result.amount_fen) == ((7, 0, 0, 0), 7_000)


def test_a_renamed_contact_is_not_overwritten_by_a_sheet_with_the_old_name(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,长江电力"))
    path = sheet(tmp_path, "account,name,mobile,title\nA1,王伟,138,经理")
    bring(workspace, CONTACTS, path)
    wei = contacts(workspace)["王伟"]
    with workspace.change("edit", "rename") as change:
        change.set("contact", wei.id, {"name": "王炜"})
    result = bring(workspace, CONTACTS, path)
    assert counts(result) == (0, 0, 0, 1)
    assert reasons(result) == [(2, "name", "ambiguous")]
    assert "王炜 came in as “王伟” once" in result.problems[0].message
    assert set(contacts(workspace)) == {"王炜"}
    (asked,) = result.questions
    assert counts(bring(workspace, CONTACTS, path, answers={asked.key: Answer.NEW})) == (1, 0, 0, 0)
    assert set(contacts(workspace)) == {"王炜", "王伟"}
    # From then on the sheet means the new one.
    assert counts(bring(workspace, CONTACTS, path)) == (0, 0, 1, 0)


def test_the_code_of_a_merged_account_means_the_account_it_became_part_of(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,Survivor"))
    survivor = accounts(workspace)["Survivor"]
    edit_account(workspace, survivor.id, {"other_codes": "A2；A3"})
    result = bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name,phone\nA2,Absorbed,010"))
    assert counts(result) == (0, 1, 0, 0)
    found = accounts(workspace)
    assert set(found) == {"Survivor"}
    assert (found["Survivor"].code, found["Survivor"].phone) == ("A1", "010")
    sale = bring(workspace, SALES, sheet(tmp_path, "account,date,number,amount\nA3,2026-05-01,S1,10"))
    assert counts(sale) == (1, 0, 0, 0)
    both = bring(workspace, ACCOUNTS, sheet(tmp_path, "code,phone\nA1,011\nA2,012"))
    assert reasons(both) == [(3, "code", "duplicate_key")]


def test_what_a_preview_worked_out_is_used_only_while_nothing_has_changed(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "code,name,phone\nA1,One,010")
    preview = prepare_import(workspace, ACCOUNTS, path)
    # The sheet that was looked at is what comes in.
    path.write_text("code,name,phone\nA1,Other,099", "utf-8")
    result = run_import(workspace, ACCOUNTS, path, prepared=preview.prepared)
    assert (counts(result), set(accounts(workspace))) == ((1, 0, 0, 0), {"One"})
    # By now the workspace is another: the same preview would make the account twice.
    again = run_import(workspace, ACCOUNTS, path, prepared=preview.prepared)
    assert (counts(again), set(accounts(workspace))) == ((0, 1, 0, 0), {"Other"})
    other = prepare_import(workspace, ACCOUNTS, path)
    mapped = ImportOptions(columns={"phone": ""})
    assert run_import(workspace, ACCOUNTS, path, mapped, prepared=other.prepared).columns == {
        "code": "code",
        "name": "name",
    }
