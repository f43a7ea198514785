"""Bad sheets (5-quality, Bad input → Spreadsheets): a clear refusal, nothing lost, the mended file comes in.

What reading makes of each fault in itself is tested in ``tests/exchange``; here each meets the whole import.
"""

import codecs
import json
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from tests.services.sheets import (
    ACCOUNTS,
    CONTACTS,
    SALES,
    accounts,
    bring,
    contacts,
    counts,
    lines_of,
    reasons,
    sheet,
)
from workbench.exchange.spreadsheet_write import write_csv, write_xlsx
from workbench.foundation.errors import BadInput
from workbench.services.imports import run_import
from workbench.services.records import list_records
from workbench.storage.workspace import Workspace

TEXT = "code,name\nA1,长江电力\nA2,华能水电\n"
GOOD = {"长江电力": "A1", "华能水电": "A2"}


def book(*rows: list[object], parts: Callable[[str, bytes], bytes] | None = None, **options: object) -> bytes:
    """A workbook of these rows; ``parts`` spoils its parts."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, **options}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        there = workbook.add_worksheet("客户")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    there.write_datetime(number, column, cell, day)
                else:
                    there.write(number, column, cell)
    if parts is None:
        return content.getvalue()
    spoilt = BytesIO()
    with zipfile.ZipFile(content) as archive, zipfile.ZipFile(spoilt, "w", zipfile.ZIP_DEFLATED) as written:
        for name in archive.namelist():
            written.writestr(name, parts(name, archive.read(name)))
    return spoilt.getvalue()


def put(folder: Path, content: bytes, name: str = "sheet.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def codes(workspace: Workspace) -> dict[str, str]:
    return {name: one.code for name, one in accounts(workspace).items()}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT.encode("gb18030"), id="GB18030"),
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), id="UTF-8 with its mark"),
        pytest.param(TEXT.encode("utf-16"), id="UTF-16"),
        pytest.param(TEXT.encode("utf-16-be"), id="UTF-16 BE without a mark"),
        pytest.param(TEXT.replace("\n", "\r").encode(), id="old line ends"),
        pytest.param(TEXT.replace(",", ";").encode(), id="another delimiter"),
        pytest.param(TEXT.replace(",", "\t").encode("utf-16"), id="Unicode text of Excel"),
        pytest.param(TEXT.replace("A1", '"A1"').encode(), id="quoted"),
        pytest.param(f"客户档案\n\n{TEXT}".encode(), id="a title above"),
        pytest.param(
            book(["code", "name"], ["A1", "长江电力"], ["A2", "华能水电"]), id="a workbook named .csv"
        ),
    ],
)
def test_the_same_accounts_come_from_every_writing(
    content: bytes, workspace: Workspace, tmp_path: Path
) -> None:
    assert counts(bring(workspace, ACCOUNTS, put(tmp_path, content))) == (2, 0, 0, 0)
    assert codes(workspace) == GOOD


def _with_doctype(name: str, content: bytes) -> bytes:
    if name == "xl/workbook.xml":
        return content.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
    return content


def _far_corner(name: str, content: bytes) -> bytes:
    return content.replace(b'r="B2"', b'r="XFD1048576"') if name.endswith("sheet1.xml") else content


def _deep(name: str, content: bytes) -> bytes:
    nested = b"<a>" * 5_000 + b"</a>" * 5_000
    return content.replace(b"<sheets>", nested + b"<sheets>") if name.endswith("workbook.xml") else content


def _with_hidden_doctype(name: str, content: bytes) -> bytes:
    if not name.endswith("workbook.xml"):
        return content
    text = content.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return text.replace("?>", '?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1).encode("utf-16")


def _many_strings(name: str, content: bytes) -> bytes:
    if name.endswith("sharedStrings.xml"):
        return content.replace(b"</sst>", b"<si/>" * 5_000_001 + b"</sst>")
    return content


def _bomb(name: str, content: bytes) -> bytes:
    if name.endswith("sheet1.xml"):
        return content.replace(b"<sheetData>", b"<sheetData>" + b" " * 2**20 * 300)
    return content


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(lambda: b"", "The file is empty", id="an empty file"),
        pytest.param(lambda: b"\xef\xbb\xbf \r\n", "The file is empty", id="a mark and nothing else"),
        pytest.param(lambda: book([]), "The sheet is empty", id="an empty sheet"),
        pytest.param(lambda: TEXT.encode("gb18030")[:-2] + b"\xff\xff\n", "no text in", id="broken bytes"),
        pytest.param(
            lambda: TEXT.replace("长", '"长').encode(), "quotation mark is not closed", id="a quote"
        ),
        pytest.param(
            lambda: b"colour,size\nred,1\n", "No column of this sheet is known", id="foreign headings"
        ),
        pytest.param(lambda: b"city,note\nWuhan,x\n", "no column “name”", id="a needed column lacks"),
        pytest.param(
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "cannot be read", id="ruined .xls"
        ),
        pytest.param(
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"x" * 600,
            "protected by a password",
            id="encrypted",
        ),
        pytest.param(
            lambda: book(["code", "name"], ["A1", "x"], parts=_with_doctype), "document type", id="DTD"
        ),
        pytest.param(
            lambda: book(["code", "name"], ["A1", "x"], parts=_far_corner), "spans", id="far corner"
        ),
        pytest.param(
            lambda: book(["code", "name"], ["A1", "x"], parts=_deep),
            "unpacks to more",
            id="nested without end",
        ),
        pytest.param(
            lambda: book(["code", "name"], ["A1", "x"], parts=_with_hidden_doctype),
            "document type",
            id="DTD in UTF-16",
        ),
        pytest.param(
            lambda: book(["code", "name"], ["A1", "x"], parts=_many_strings), "unpacks to more", id="strings"
        ),
        pytest.param(lambda: b"code,name\nA1,x" + b"," * 100_001, "Row 2 has more than", id="endless row"),
        pytest.param(
            lambda: book(["code", "name"], ["A1", "x"], parts=_bomb), "unpacks to more", id="zip bomb"
        ),
        pytest.param(lambda: book(["code", "name"])[:900], "damaged", id="cut short"),
        pytest.param(lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "PNG file", id="a picture"),
        pytest.param(lambda: b"<html><table>", "web page", id="a web page named .xls"),
        pytest.param(lambda: b"BEGIN:VCALENDAR\r\n", "calendar file", id="a calendar"),
        pytest.param(lambda: b"BEGIN:VCARD\r\nFN:A\r\n", "does not end", id="a card cut short"),
    ],
)
def test_a_refused_file_says_what_where_and_what_to_do(
    content: Callable[[], bytes], says: str, workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        bring(workspace, ACCOUNTS, put(tmp_path, content()))
    assert caught.value.hint
    assert "sheet.csv" in caught.value.where
    assert codes(workspace) == {}
    assert list_records(workspace, "transactions").total == 1
    assert counts(bring(workspace, ACCOUNTS, put(tmp_path, TEXT.encode()))) == (2, 0, 0, 0)


def test_each_bad_row_is_told_with_row_and_column_and_the_rest_goes_on(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows: list[list[object]] = [
        ["code", "name", "founded_on", "tier", "note", "district_code"],
        ["A1", "一", "2026年3月5日", "", "", ""],
        ["A2", "二", 46086, "", "", ""],
        ["A3", "三", date(2026, 3, 5), "", "", ""],
        ["A4", "四", "31/03/2026", "", "", ""],
        ["A5", "五", "03/04/2026", "", "", ""],
        ["A6", "六", "", "best", "", ""],
        ["A7", "七" * 501, "", "", "", ""],
        ["A8", "八", "", "", "long " * 6_500, ""],
        ["A9", "", "", "", "", ""],
        ["A1", "other", "", "", "", ""],
        ["B1", "control\x02character", "", "", "", ""],
        ["B2", "=1+1", "", "", "", ""],
        ["B3", "line\nbreak", "", "", "several\nlines", ""],
        ["B4", "十", "", "", "", "999999"],
    ]
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        there = workbook.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    there.write_string(number, column, cell)
                elif isinstance(cell, date):
                    there.write_datetime(number, column, cell, day)
                else:
                    there.write(number, column, cell)
    rejects = tmp_path / "rejects.csv"
    result = run_import(workspace, ACCOUNTS, put(tmp_path, content.getvalue(), "book.xlsx"), rejects=rejects)
    assert reasons(result) == [
        (6, "founded_on", "bad_date"),
        (7, "tier", "bad_value"),
        (8, "name", "too_long"),
        (10, "name", "missing"),
        (11, "code", "duplicate_key"),
        (12, "name", "not_text"),
        (15, "district_code", "bad_value"),
    ]
    assert counts(result) == (7, 0, 0, 7)
    found = accounts(workspace)
    assert {found[name].founded_on for name in ("一", "二", "三")} == {date(2026, 3, 5)}
    assert found["四"].founded_on == date(2026, 3, 31)
    assert found["=1+1"].code == "B2"
    assert found["line break"].note == "several\nlines"
    assert "2026-03-04 or 2026-04-03" in result.problems[0].message
    assert [line[0] for line in lines_of(rejects)[1:]] == ["A5", "A6", "A7", "A9", "A1", "B1", "B4"]


def test_a_text_that_a_sheet_cannot_hold_is_a_problem_of_its_row(
    workspace: Workspace, tmp_path: Path
) -> None:
    huge = "x" * (10 * 2**20)
    text = f'code,name,note\nA1,One,"{huge}"\nA2,nul\0inside,\nA3,Three,fine\n'
    result = bring(workspace, ACCOUNTS, put(tmp_path, text.encode()))
    assert reasons(result) == [(2, "note", "too_long"), (3, "name", "not_text")]
    assert "10,485,760" in result.problems[0].message or "10485760" in result.problems[0].message
    assert codes(workspace) == {"Three": "A3"}


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("¥1,234.50", 123_450),
        ("12.5万", 12_500_000),
        ("１２３．４", 12_340),
        ("(500)", -50_000),
        ("1e3", 100_000),
    ],
)
def test_amounts_come_in_as_they_are_written(
    cell: str, fen: int, workspace: Workspace, tmp_path: Path
) -> None:
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,One"))
    result = bring(
        workspace, SALES, sheet(tmp_path, f'account,date,number,amount\nA1,2026-03-05,S1,"{cell}"')
    )
    assert (counts(result), result.amount_fen) == ((1, 0, 0, 0), fen)


def test_the_days_of_an_old_mac_stay_the_same_in_the_file_of_rejects(
    workspace: Workspace, tmp_path: Path
) -> None:
    content = book(["code", "name", "founded_on"], ["A1", "", 44624], date_1904=True)
    rejects = tmp_path / "rejects.csv"
    run_import(workspace, ACCOUNTS, put(tmp_path, content, "mac.xlsx"), rejects=rejects)
    assert lines_of(rejects)[1][2] == "2026-03-05"
    rejects.write_text(rejects.read_text("utf-8-sig").replace("A1,,", "A1,One,"), "utf-8")
    bring(workspace, ACCOUNTS, rejects)
    assert accounts(workspace)["One"].founded_on == date(2026, 3, 5)


def test_merged_headings_a_column_twice_and_blank_rows(workspace: Workspace, tmp_path: Path) -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        there = workbook.add_worksheet()
        there.merge_range(0, 0, 0, 3, "客户档案")
        there.merge_range(1, 0, 2, 0, "客户编号")
        there.merge_range(1, 1, 1, 3, "客户")
        there.write_row(2, 1, ["客户名称", "电话", "电话"])
        there.write_row(3, 0, ["A1", "长江电力", "010", "020"])
        there.write_row(200_004, 0, ["A2", "华能水电", "030", ""])
    result = bring(workspace, ACCOUNTS, put(tmp_path, content.getvalue(), "merged.xlsx"))
    assert counts(result) == (2, 0, 0, 0)
    assert [problem.code.value for problem in result.problems] == ["duplicate_column"]
    assert accounts(workspace)["长江电力"].phone == "010"


def test_formulas_without_values_are_told_apart_from_empty_cells(
    workspace: Workspace, tmp_path: Path
) -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        there = workbook.add_worksheet()
        there.write_row(0, 0, ["code", "name", "phone"])
        there.write_row(1, 0, ["A1", "One"])
        there.write_formula(1, 2, "=1+1", None, "")
        there.write_row(2, 0, ["A2", "Two", ""])
    result = bring(workspace, ACCOUNTS, put(tmp_path, content.getvalue(), "formula.xlsx"))
    assert reasons(result) == [(2, "phone", "no_value")]
    assert set(accounts(workspace)) == {"Two"}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_naughty_strings_survive_import_list_and_export(
    suffix: str, workspace: Workspace, shared_data: Path, tmp_path: Path
) -> None:
    strings = json.loads((shared_data / "blns" / "blns.json").read_text("utf-8"))
    if suffix == ".xlsx":
        # No XML holds this character, and so no workbook.
        strings = [one.replace("\ufffe", "") for one in strings]
    path = tmp_path / f"naughty{suffix}"

    def write(headers: list[str], rows: list[list[str]]) -> None:
        if suffix == ".csv":
            write_csv(path, headers, rows)
        else:
            write_xlsx(path, [("Sheet", headers, rows)])

    write(["code", "name", "note"], [[f"K{at}", f"N{at} {one}", one] for at, one in enumerate(strings)])
    result = bring(workspace, ACCOUNTS, path)
    assert {problem.code.value for problem in result.problems} <= {"not_text", "too_long"}
    refused = {problem.row - 2 for problem in result.problems}
    # Control characters, which no name has; typed in, they are refused as well.
    assert refused == {93, 94, 506, 507, 508}
    assert result.created == len(strings) - len(refused)
    kept = {row["code"]: row for row in list_records(workspace, "accounts").rows}
    for at, one in enumerate(strings):
        if at not in refused:
            assert kept[f"K{at}"]["note"] == one.strip(" \t\r\n\v\f\u00a0\u3000\u200b\ufeff")
    write(["account", "name", "title"], [[f"K{at}", f"P{at}", one] for at, one in enumerate(strings)])
    people = bring(workspace, CONTACTS, path)
    assert people.created == len(contacts(workspace))
    assert people.created >= len(strings) - 2 * len(refused)
    # What the list shows, written as a sheet again, is what stands.
    rows = [[row["code"], row["name"], row["note"]] for row in kept.values()]
    write(["code", "name", "note"], rows)
    again = bring(workspace, ACCOUNTS, path)
    assert (again.created, again.updated, again.rejected) == (0, 0, 0)
