"""The columns of the profile, parents, templates, and whole lists of clients."""

from datetime import date
from itertools import accumulate
from pathlib import Path

import pytest

from tests.services.sheets import ACCOUNTS, CONTACTS, SALES, accounts, bring, contacts, counts, reasons, sheet
from workbench.domain.accounts import KeyType
from workbench.domain.import_columns import COLUMNS
from workbench.domain.imports import LONGEST_LINE, LONGEST_TEXT
from workbench.domain.relationship import Function, LifeCycle
from workbench.exchange.spreadsheet import read_table
from workbench.foundation.i18n import use_language
from workbench.services.accounts import edit_account, find_account
from workbench.services.import_templates import write_template
from workbench.services.imports import ImportKind
from workbench.services.value import analyse_abc
from workbench.storage import json_values
from workbench.storage.schema import schema
from workbench.storage.tables.base import is_long
from workbench.storage.workspace import Workspace


def test_the_profile_comes_in_under_chinese_headings(workspace: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        """客户编号,客户名称,业主,法定代表人,经营范围,大客户类型,钱包份额,其他电话,首次接触,客户生命周期,竞争对手,品类采购额（万元）,市场份额(%)
        A1,长江电力,国资委,雷鸣山,水力发电,行业,35%,027-1；027-2,2019年3月1日,深化,否,1200,12.5
        """,
    )
    result = bring(workspace, ACCOUNTS, path)
    assert (counts(result), result.unknown) == ((1, 0, 0, 0), ())
    found = accounts(workspace)["长江电力"]
    assert (found.owner, found.legal_representative, found.lines_of_business) == (
        "国资委",
        "雷鸣山",
        "水力发电",
    )
    assert (found.key_type, found.life_cycle) == (KeyType.INDUSTRY, LifeCycle.DEEPEN)
    assert (found.share_of_wallet_bp, found.market_share_bp) == (3_500, 1_250)
    assert (found.other_phones, found.first_contact_on) == ("027-1;027-2", date(2019, 3, 1))
    assert (found.is_competitor, found.category_spend_fen) == (False, 1_200_000_000)
    assert counts(bring(workspace, ACCOUNTS, path)) == (0, 0, 1, 0)


def test_the_profile_comes_in_under_english_headings(workspace: Workspace, tmp_path: Path) -> None:
    text = """code,name,owner,key type,share of wallet,financial state
    A1,One,Smith,regional,0.4,sound
    A2,Two,,x,1.4,
    """
    result = bring(workspace, ACCOUNTS, sheet(tmp_path, text))
    assert reasons(result) == [(3, "key type", "bad_value"), (3, "share of wallet", "bad_number")]
    one = accounts(workspace)["One"]
    assert (one.owner, one.key_type, one.share_of_wallet_bp, one.financial_state) == (
        "Smith",
        KeyType.REGIONAL,
        4_000,
        "sound",
    )
    bring(workspace, CONTACTS, sheet(tmp_path, "account,姓名,职能\nA1,王伟,采购部\nA1,李娜,Finance"))
    assert {one.name: one.function for one in contacts(workspace).values()} == {
        "王伟": Function.PURCHASING,
        "李娜": Function.FINANCE,
    }


def test_two_rows_that_make_each_other_their_parent_are_told_with_both_rows(
    workspace: Workspace, tmp_path: Path
) -> None:
    text = "code,name,parent\nA1,One,A2\nA2,Two,A1\nA3,Three,A1\nA4,Four,\nA5,Five,A4"
    result = bring(workspace, ACCOUNTS, sheet(tmp_path, text))
    assert reasons(result) == [
        (2, "parent", "bad_value"),
        (3, "parent", "bad_value"),
        (4, "parent", "unknown_account"),
    ]
    for problem in result.problems[:2]:
        assert "rows 2, 3" in problem.message
        assert "One → Two → One" in problem.message
    assert set(accounts(workspace)) == {"Four", "Five"}


def test_a_row_that_closes_a_circle_with_what_stands_is_told(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name,parent\nA1,One,\nA2,Two,A1\nA3,Three,A2"))
    result = bring(workspace, ACCOUNTS, sheet(tmp_path, "code,parent\nA1,A3"))
    assert reasons(result) == [(2, "parent", "bad_value")]
    assert "row 2" in result.problems[0].message
    assert "One → Three → Two → One" in result.problems[0].message
    # The sheet may turn the family over as long as no circle is left.
    turned = bring(workspace, ACCOUNTS, sheet(tmp_path, "code,parent\nA2,A3\nA3,A1"))
    assert counts(turned) == (0, 2, 0, 0)


def test_a_parent_of_several_names_is_asked(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,Same\nA2,Same"))
    path = sheet(tmp_path, "code,name,parent\nA3,Three,Same\nA4,Four,Same")
    result = bring(workspace, ACCOUNTS, path)
    assert reasons(result) == [(2, "parent", "ambiguous"), (3, "parent", "ambiguous")]
    (asked,) = result.questions
    assert counts(bring(workspace, ACCOUNTS, path, answers={asked.key: asked.candidates[0].id})) == (
        2,
        0,
        0,
        0,
    )


def test_what_a_field_takes_by_hand_it_takes_from_a_sheet() -> None:
    assert (LONGEST_LINE, LONGEST_TEXT) == (json_values.LONGEST_LINE, json_values.LONGEST_TEXT)
    entities = {
        ImportKind.ACCOUNTS: "account",
        ImportKind.CONTACTS: "contact",
        ImportKind.COMPLAINTS: "complaint",
    }
    for kind, entity in entities.items():
        for column in COLUMNS[kind]:
            if column.several_lines:
                assert is_long(schema()[entity].table.c[column.field]), column.field


def test_every_text_of_every_length_comes_in_or_is_told(workspace: Workspace, tmp_path: Path) -> None:
    columns = [
        column for column in COLUMNS[ImportKind.ACCOUNTS] if column.value.value in ("text", "code", "phone")
    ]
    columns = [column for column in columns if column.field != "parent"]
    for number, length in enumerate((LONGEST_LINE, LONGEST_LINE + 1)):
        text = ["".join(chr(0x4E00 + at) for at in range(length))] * len(columns)
        cells = [
            f"{number}{one}"[:length] if column.field in ("code", "name") else one
            for column, one in zip(columns, text, strict=True)
        ]
        path = tmp_path / "long.csv"
        path.write_text(",".join(column.field for column in columns) + "\n" + ",".join(cells), "utf-8")
        result = bring(workspace, ACCOUNTS, path)
        assert result.created + result.rejected == 1
        assert {problem.code.value for problem in result.problems} <= {"too_long"}
        assert bool(result.problems) == (length > LONGEST_LINE)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("kind", ImportKind)
def test_a_template_explains_each_column_in_both_languages(
    kind: ImportKind, language: str, tmp_path: Path
) -> None:
    path = tmp_path / "template.xlsx"
    with use_language(language):
        write_template(kind, path)
    table = read_table(path)
    assert list(table.rows()) == []
    guide = read_table(path, sheet="Columns 说明")
    rows = [[str(cell) for cell in cells] for _number, cells in guide.rows()]
    assert [(row[0], row[1]) for row in rows] == [(one.field, one.chinese) for one in COLUMNS[kind]]
    assert list(table.headers) == [row[1 if language == "zh_CN" else 0] for row in rows]
    assert all(row[3] and row[4] for row in rows)


def test_the_wholesalers_clients_add_up_and_80_per_cent_lie_at_client_252(
    workspace: Workspace, shared_data: Path, tmp_path: Path
) -> None:
    rows = [
        [int(str(cell)) for cell in cells]
        for _number, cells in read_table(shared_data / "wholesale" / "wholesale_clean.csv").rows()
    ]
    clients = "\n".join(f"W{at},Client {at}" for at in range(len(rows)))
    bring(workspace, ACCOUNTS, sheet(tmp_path, f"code,name\n{clients}"))
    lines = "\n".join(
        f"W{at},2026-01-31,S{at},{place},{amount}"
        for at, row in enumerate(rows)
        for place, amount in enumerate(row[2:])
    )
    result = bring(workspace, SALES, sheet(tmp_path, f"account,date,number,line,amount\n{lines}"))
    assert counts(result) == (2_640, 0, 0, 0)
    assert result.amount_fen == 1_461_950_000
    report = analyse_abc(workspace)
    assert (len(report.lines), report.total_fen) == (440, 1_461_950_000)
    reached = list(accumulate(line.row.amount_fen for line in report.lines))
    assert next(at for at, fen in enumerate(reached, start=1) if fen * 100 >= 80 * report.total_fen) == 252


def test_a_merged_code_wins_over_an_equal_name(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,One\nA9,A2"))
    edit_account(workspace, accounts(workspace)["One"].id, {"other_codes": "A2"})
    bring(workspace, CONTACTS, sheet(tmp_path, "account,name\nA2,Wang"))
    assert contacts(workspace)["Wang"].account_id == accounts(workspace)["One"].id


def test_the_credit_limit_comes_in_and_is_never_less_than_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "客户编号,客户名称,授信额度(万元)\nA1,甲,50\nA2,乙,-1")
    result = bring(workspace, ACCOUNTS, path)
    assert reasons(result) == [(3, "授信额度(万元)", "bad_number")]
    assert list(accounts(workspace)) == ["甲"]
    assert find_account(workspace, "A1").credit_limit_fen == 50_000_000
