"""Importing accounts: who is meant, what changes, what is left out and why."""

from datetime import date
from pathlib import Path

import pytest

from tests.services.sheets import ACCOUNTS, accounts, bring, counts, lines_of, reasons, sheet
from workbench.domain.accounts import CreditGrade, Tier
from workbench.foundation.errors import BadInput, Cancelled
from workbench.foundation.ids import derived_id
from workbench.services.accounts import edit_account, list_managers
from workbench.services.import_templates import write_template
from workbench.services.imports import (
    ImportKind,
    ImportOptions,
    prepare_import,
    run_import,
    view_sheet,
)
from workbench.services.managers import edit_manager
from workbench.services.nominations import confirm_tier
from workbench.storage.journal import list_transactions
from workbench.storage.undo import undo
from workbench.storage.workspace import Workspace


def test_new_accounts_are_created_with_ids_that_follow_from_the_sheet(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = sheet(
        tmp_path,
        """客户编号,客户名称,等级,信用等级,客户经理,省市区代码,成立日期,备注
        A1,长江电力,战略,优质,李雷,420106,2002年11月4日,"含,逗号"
        ,华能水电,重点,,韩梅梅,530102,,
        """,
    )
    result = bring(workspace, ACCOUNTS, path)
    assert counts(result) == (2, 0, 0, 0)
    assert result.problems == ()
    found = accounts(workspace)
    river = found["长江电力"]
    assert river.id == derived_id("account", "A1")
    assert (river.tier, river.credit_grade) == (Tier.STRATEGIC, CreditGrade.EXCELLENT)
    assert (river.province, river.city, river.district) == ("湖北省", "武汉市", "武昌区")
    assert (river.founded_on, river.note) == (date(2002, 11, 4), "含,逗号")
    assert found["华能水电"].id == derived_id("account-name", "华能水电", "昆明市")
    managers = {manager.name: manager.id for manager in list_managers(workspace)}
    assert managers == {name: derived_id("manager", name) for name in ("李雷", "韩梅梅")}
    assert river.manager_id == managers["李雷"]


def test_the_same_sheet_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, "code,name,city\nA1,One,Wuhan\n,Two,Kunming")
    bring(workspace, ACCOUNTS, path)
    again = bring(workspace, ACCOUNTS, path)
    assert counts(again) == (0, 0, 2, 0)
    assert again.transaction is None


def test_only_filled_cells_of_columns_in_the_sheet_change_what_stands(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name,phone,note\nA1,One,010,old\nA2,Two,020,old"))
    result = bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name,phone\nA1,One,011\nA2,Two,"))
    assert counts(result) == (0, 1, 1, 0)
    found = accounts(workspace)
    assert [(found[name].phone, found[name].note) for name in ("One", "Two")] == [
        ("011", "old"),
        ("020", "old"),
    ]


def test_accounts_are_found_by_code_then_credit_code_then_name_and_city(
    workspace: Workspace, tmp_path: Path
) -> None:
    code = "91350100M000100Y43"
    bring(
        workspace,
        ACCOUNTS,
        sheet(tmp_path, f"code,name,city,credit_code\nA1,One,Wuhan,\n,Two,Kunming,{code}\n,Three,Lhasa,"),
    )
    result = bring(
        workspace,
        ACCOUNTS,
        sheet(
            tmp_path,
            f"""code,name,city,credit_code,note
            A1,One renamed,Beijing,,by code
            ,Two renamed,,{code},by credit code
            A3,Three,Lhasa,,by name
            """,
        ),
    )
    assert counts(result) == (0, 3, 0, 0)
    found = accounts(workspace)
    assert {name: found[name].note for name in found} == {
        "One renamed": "by code",
        "Two renamed": "by credit code",
        "Three": "by name",
    }
    assert found["Three"].code == "A3"


def test_a_row_that_may_mean_several_accounts_is_asked_not_guessed(
    workspace: Workspace, tmp_path: Path
) -> None:
    code = "91350100M000100Y43"
    start = f"code,name,city,credit_code\nA1,Same,Wuhan,\nA2,Same,Kunming,\nA3,Other,,{code}"
    bring(workspace, ACCOUNTS, sheet(tmp_path, start))
    result = bring(workspace, ACCOUNTS, sheet(tmp_path, f"code,name,credit_code\n,Same,\nA4,Fourth,{code}"))
    assert counts(result) == (0, 0, 0, 2)
    assert reasons(result) == [(2, "name", "ambiguous"), (3, "credit_code", "ambiguous")]
    assert "Same (A1), Same (A2)" in result.problems[0].message
    assert "belongs to Other, which has the code A3" in result.problems[1].message


def test_equal_rows_twice_are_one_and_differing_ones_are_a_problem(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "code,name,city\nA1,One,Wuhan\nA1,One,Wuhan\nA1,One,Lhasa\n,Two,\n,Two,")
    result = bring(workspace, ACCOUNTS, path)
    assert counts(result) == (2, 0, 2, 1)
    assert reasons(result) == [(4, "code", "duplicate_key")]
    assert result.problems[0].message == "Row 2 has the same key and says something else."


def test_each_bad_cell_is_named_and_its_row_left_out_as_a_whole(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        """编号,名称,等级,成立日期,统一社会信用代码,省市区代码,简称
        A1,甲,白金,05/06/2020,91350100M000100Y44,999999,
        A2,乙,重点,2020-06-05,91350100M000100Y43,110101,乙
        A3,,,,,,
        ,丙,,,,11,
        ,,,,,,丁
        """,
    )
    result = bring(workspace, ACCOUNTS, path)
    assert counts(result) == (1, 0, 0, 4)
    assert reasons(result) == [
        (2, "等级", "bad_value"),
        (2, "成立日期", "bad_date"),
        (2, "统一社会信用代码", "bad_credit_code"),
        (2, "省市区代码", "bad_value"),
        (4, "名称", "missing"),
        (5, "省市区代码", "bad_value"),
        (6, "名称", "missing"),
    ]
    assert "strategic 战略" in result.problems[0].message
    assert "character 18 is “4”" in result.problems[2].message
    assert set(accounts(workspace)) == {"乙"}


def test_a_row_without_a_name_is_a_problem_unless_its_account_is_known(
    workspace: Workspace, tmp_path: Path
) -> None:
    result = bring(workspace, ACCOUNTS, sheet(tmp_path, "code,city\nA1,Wuhan"))
    assert counts(result) == (0, 0, 0, 1)
    assert reasons(result) == [(2, "name", "missing")]
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,One"))
    assert counts(bring(workspace, ACCOUNTS, sheet(tmp_path, "code,city\nA1,Wuhan"))) == (0, 1, 0, 0)
    assert accounts(workspace)["One"].city == "Wuhan"


def test_parents_may_stand_anywhere_in_the_sheet(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nG0,Holding"))
    path = sheet(
        tmp_path,
        """code,name,parent,tier
        S1,Site,C1,
        C1,Company,Group,
        G1,Group,G0,
        X1,Lost,Nobody,
        X2,Orphan,X1,
        X3,Self,X3,
        """,
    )
    result = bring(workspace, ACCOUNTS, path)
    assert counts(result) == (3, 0, 0, 3)
    assert reasons(result) == [
        (5, "parent", "unknown_account"),
        (6, "parent", "unknown_account"),
        (7, "parent", "bad_value"),
    ]
    found = accounts(workspace)
    assert found["Site"].parent_id == found["Company"].id
    assert found["Company"].parent_id == found["Group"].id
    assert found["Group"].parent_id == found["Holding"].id


def test_a_tier_from_a_sheet_drops_the_reason_of_the_old_one(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name,tier\nA1,One,major"))
    confirm_tier(workspace, accounts(workspace)["One"].id, Tier.FOCUS, "grows")
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name,tier\nA1,One,focus"))
    assert accounts(workspace)["One"].tier_reason == "grows"
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name,tier\nA1,One,general"))
    one = accounts(workspace)["One"]
    assert (one.tier, one.tier_reason, one.tier_confirmed_on) == (Tier.GENERAL, "", None)


def test_a_new_division_code_moves_the_account(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name,district_code\nA1,One,420106"))
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name,district_code\nA1,One,110105"))
    one = accounts(workspace)["One"]
    assert (one.province, one.city, one.district) == ("北京市", "北京市", "朝阳区")


def test_an_import_is_one_transaction_and_undo_takes_it_back_whole(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "code,name,manager\nA1,One,Li\nA2,Two,Han")
    result = bring(workspace, ACCOUNTS, path)
    with workspace.read() as session:
        newest = list_transactions(session)[0]
    assert newest.id == result.transaction
    assert newest.label == "Import accounts from sheet.csv"
    assert result.summary.touched.keys() == {"account", "manager"}
    assert undo(workspace).kept == ()
    assert accounts(workspace) == {}
    assert list_managers(workspace) == ()
    assert counts(bring(workspace, ACCOUNTS, path)) == (2, 0, 0, 0)
    assert set(accounts(workspace)) == {"One", "Two"}


def test_undo_keeps_what_was_edited_since(workspace: Workspace, tmp_path: Path) -> None:
    result = bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,One\nA2,Two"))
    edit_account(workspace, accounts(workspace)["Two"].id, {"note": "seen"})
    kept = undo(workspace, result.transaction).kept
    assert kept
    assert set(accounts(workspace)) == {"Two"}


def test_a_preview_and_a_dry_run_write_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, "code,name,tier,colour\nA1,One,major,red\nA2,Two,gold,blue")
    preview = prepare_import(workspace, ACCOUNTS, path)
    dry = run_import(workspace, ACCOUNTS, path, dry_run=True, rejects=tmp_path / "rejects.csv")
    for outcome in (preview, dry):
        assert (outcome.created, outcome.rejected) == (1, 1)
        assert outcome.unknown == ("colour",)
        assert outcome.columns == {"code": "code", "name": "name", "tier": "tier"}
    assert dry.transaction is None
    assert accounts(workspace) == {}
    assert lines_of(tmp_path / "rejects.csv")[1][:4] == ["A2", "Two", "gold", "blue"]


def test_rejected_rows_can_be_mended_and_imported_again(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, '编号,名称,成立日期,备注\n00123,甲,31/31/2020,"=1+1, ""x"""\nA2,乙,,')
    rejects = tmp_path / "rejects.csv"
    result = run_import(workspace, ACCOUNTS, path, rejects=rejects)
    assert result.rejects == rejects
    written = lines_of(rejects)
    assert written[0] == ["编号", "名称", "成立日期", "备注", "Reason for rejection"]
    assert written[1][:4] == ["00123", "甲", "31/31/2020", '\'=1+1, "x"']
    assert "成立日期: “31/31/2020” is no date" in written[1][4]
    rejects.write_text(rejects.read_text("utf-8-sig").replace("31/31/2020", "2020-03-01", 1), "utf-8")
    mended = bring(workspace, ACCOUNTS, rejects)
    assert counts(mended) == (1, 0, 0, 0)
    assert mended.unknown == ("Reason for rejection",)
    assert (accounts(workspace)["甲"].code, accounts(workspace)["甲"].note) == ("00123", '=1+1, "x"')


def test_no_file_of_rejects_is_written_when_nothing_was_rejected(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "code,name\nA1,One")
    result = run_import(workspace, ACCOUNTS, path, rejects=tmp_path / "rejects.csv")
    assert result.rejects is None
    assert not (tmp_path / "rejects.csv").exists()


@pytest.mark.parametrize("looks", [1, 3, 6])
def test_cancelling_while_reading_or_writing_leaves_nothing(
    workspace: Workspace, tmp_path: Path, looks: int
) -> None:
    seen: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        run_import(
            workspace,
            ACCOUNTS,
            many_accounts(tmp_path),
            progress=lambda done, total: seen.append((done, total)),
            cancelled=lambda: len(seen) >= looks,
        )
    assert len(seen) == looks
    assert accounts(workspace) == {}


def test_progress_only_grows_and_reaches_the_end(workspace: Workspace, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = many_accounts(tmp_path)
    run_import(workspace, ACCOUNTS, path, progress=lambda done, total: seen.append((done, total)))
    assert len(seen) > 8
    assert seen == sorted(seen)
    assert len({total for _done, total in seen}) == 1
    assert seen[-1][0] == seen[-1][1]
    assert len(accounts(workspace)) == 2000


def many_accounts(folder: Path) -> Path:
    return sheet(folder, "code,name\n" + "\n".join(f"A{number},Name {number}" for number in range(2000)))


def test_a_refused_file_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    for text in ("", "colour,size\nred,1", 'code,name\nA1,One\nA2,"Two'):
        with pytest.raises(BadInput) as caught:
            bring(workspace, ACCOUNTS, sheet(tmp_path, text))
        assert caught.value.hint
        assert caught.value.where
    assert accounts(workspace) == {}


def test_a_sheet_can_be_looked_at_before_its_columns_are_complete(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "Kunde;city;Nr\nOne;Wuhan;7\nTwo;Lhasa;8")
    view = view_sheet(workspace, ACCOUNTS, path)
    assert view.headers == ("Kunde", "city", "Nr")
    assert view.columns == {"city": "city"}
    assert view.unknown == ("Kunde", "Nr")
    assert view.first_rows == (("One", "Wuhan", "7"), ("Two", "Lhasa", "8"))
    assert (view.encoding, view.delimiter) == ("utf-8", ";")
    mapped = view_sheet(workspace, ACCOUNTS, path, ImportOptions(columns={"Kunde": "name", "Nr": "code"}))
    assert mapped.columns == {"code": "Nr", "name": "Kunde", "city": "city"}


def test_a_sheet_of_unknown_headings_can_be_looked_at_to_be_mapped(
    workspace: Workspace, tmp_path: Path
) -> None:
    view = view_sheet(workspace, ACCOUNTS, sheet(tmp_path, "Kunde,Ort\nOne,Wuhan"))
    assert view.columns == {}
    assert view.unknown == ("Kunde", "Ort")


@pytest.mark.parametrize("kind", ImportKind)
def test_templates_carry_every_column(kind: ImportKind, workspace: Workspace, tmp_path: Path) -> None:
    write_template(kind, tmp_path / "template.xlsx")
    view = view_sheet(workspace, kind, tmp_path / "template.xlsx")
    assert view.unknown == ()
    assert list(view.columns) == list(view.headers)


def test_all_listed_companies_come_in_but_one_that_has_no_name(
    workspace: Workspace, shared_data: Path
) -> None:
    result = bring(workspace, ACCOUNTS, shared_data / "listed_companies" / "SHH.csv")
    assert counts(result) == (1627, 0, 0, 1)
    assert reasons(result) == [(76, "name", "missing")]


def test_the_same_accounts_come_from_every_encoding(
    workspace: Workspace, shared_data: Path, tmp_path: Path
) -> None:
    folder = shared_data / "encodings"
    assert counts(bring(workspace, ACCOUNTS, folder / "customers_gb18030.csv")) == (300, 0, 0, 0)
    text = (folder / "customers_utf-8.csv").read_bytes().decode()
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"):
        for end in ("\n", "\r\n", "\r"):
            path = tmp_path / "again.csv"
            path.write_bytes(text.replace("\r\n", "\n").replace("\n", end).encode(encoding))
            assert counts(bring(workspace, ACCOUNTS, path)) == (0, 0, 300, 0), (encoding, end)


def test_a_code_that_another_account_had_once_is_a_new_account(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,One"))
    one = accounts(workspace)["One"].id
    edit_account(workspace, one, {"code": "B1"})
    path = sheet(tmp_path, "code,name,note\nA1,Other,new\nB1,One,old")
    assert counts(bring(workspace, ACCOUNTS, path)) == (1, 1, 0, 0)
    found = accounts(workspace)
    assert (found["One"].id, found["One"].code, found["One"].note) == (one, "B1", "old")
    assert (found["Other"].id, found["Other"].code) == (derived_id("account", "A1", "2"), "A1")
    assert counts(bring(workspace, ACCOUNTS, path)) == (0, 0, 2, 0)


def test_a_manager_who_has_another_name_by_now_keeps_it(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name,manager\nA1,One,李雷"))
    (renamed,) = list_managers(workspace)
    edit_manager(workspace, renamed.id, {"name": "李磊"})
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name,manager\nA2,Two,李雷"))
    assert {one.name: one.id for one in list_managers(workspace)} == {
        "李磊": renamed.id,
        "李雷": derived_id("manager", "李雷", "2"),
    }
    assert accounts(workspace)["One"].manager_id == renamed.id


def test_headings_of_office_sheets_are_known_and_their_line_of_totals_is_no_account(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = sheet(
        tmp_path,
        """单位全称,客户级别,所在城市,跟进人
        长江电力,战略,武汉,李雷
        合 计：,,,
        """,
    )
    result = bring(workspace, ACCOUNTS, path)
    assert counts(result) == (1, 0, 0, 1)
    assert "totals" in result.problems[0].message
    account = accounts(workspace)["长江电力"]
    assert (account.tier, account.city) == (Tier.STRATEGIC, "武汉")


def test_an_account_called_like_totals_comes_in_by_its_code(workspace: Workspace, tmp_path: Path) -> None:
    result = bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nT1,Total"))
    assert counts(result) == (1, 0, 0, 0)
