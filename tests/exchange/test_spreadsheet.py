"""Workbooks: what is read from them, and what is refused before a reader touches it."""

import contextlib
import random
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests.exchange.conftest import WriteBook, change_part
from workbench.exchange import spreadsheet, workbook_guard
from workbench.exchange.spreadsheet import read_table
from workbench.exchange.table import CellFault
from workbench.exchange.values import date_of
from workbench.foundation.errors import BadInput, NotFound

SHEET = "xl/worksheets/sheet1.xml"
DATA = Path(__file__).parent / "data"


def test_cells_keep_their_types(tmp_path: Path) -> None:
    path = tmp_path / "typed.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["code", "amount", "day", "done"])
        sheet.write_row(1, 0, ["00123", 12.5])
        sheet.write_datetime(1, 2, date(2026, 3, 5), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_boolean(1, 3, True)
    assert list(read_table(path).rows()) == [(2, ["00123", 12.5, date(2026, 3, 5), True])]


def test_an_old_xls_is_read_under_any_name(tmp_path: Path) -> None:
    for name in ("accounts.xls", "accounts.xlsx", "accounts.csv"):
        path = tmp_path / name
        path.write_bytes((DATA / "accounts.xls").read_bytes())
        table = read_table(path)
        assert table.headers == ("客户编号", "客户名称", "成立日期", "备注")
        assert list(table.rows()) == [
            (2, ["00123", "长江电力", date(2002, 11, 4), "旧格式"]),
            (3, [17850, "华能水电", date(1995, 2, 8), ""]),
        ]


def test_a_workbook_named_xls_or_csv_is_read_as_what_it_is(book: WriteBook) -> None:
    for name in ("a.xls", "a.csv", "a.XLSX"):
        assert read_table(book(["code"], ["A1"], name=name)).headers == ("code",)


def test_the_first_visible_sheet_with_content_is_taken_or_the_one_named(tmp_path: Path) -> None:
    path = tmp_path / "sheets.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        hidden = book.add_worksheet("旧")
        hidden.write_row(0, 0, ["old", "x"])
        book.add_worksheet("空").activate()
        book.add_worksheet("客户").write_row(0, 0, ["code", "name"])
        hidden.hide()
    assert read_table(path).sheet == "客户"
    assert read_table(path).sheets == ("旧", "空", "客户")
    assert read_table(path, sheet="旧").headers == ("old", "x")
    with pytest.raises(NotFound, match="no sheet “联系人”") as caught:
        read_table(path, sheet="联系人")
    assert "旧, 空, 客户" in caught.value.hint
    with pytest.raises(BadInput, match="The sheet is empty"):
        read_table(path, sheet="空")


def test_serial_numbers_count_from_the_day_of_the_workbook(book: WriteBook) -> None:
    for name, date_1904, serial in [("new.xlsx", False, 46086), ("mac.xlsx", True, 44624)]:
        table = read_table(book(["date", "n"], [serial, "x"], name=name, date_1904=date_1904))
        (_number, cells) = next(table.rows())
        assert date_of(cells[0], uses_1904=table.uses_1904) == date(2026, 3, 5)


def test_a_merged_title_and_a_heading_of_two_rows(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:D1", "客户清单 2026")
        sheet.merge_range("A2:A3", "客户编号")
        sheet.merge_range("B2:C2", "联系方式")
        sheet.merge_range("D2:D3", "备注")
        sheet.write_row("B3", ["电话", "地址"])
        sheet.write_row("A4", ["A1", "010-1", "北京", "好"])
    table = read_table(path)
    assert table.headers == ("客户编号", "电话", "地址", "备注")
    assert list(table.rows()) == [(4, ["A1", "010-1", "北京", "好"])]


def test_groups_over_columns_of_the_same_name_tell_them_apart(tmp_path: Path) -> None:
    path = tmp_path / "groups.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:B1", "客户")
        sheet.merge_range("C1:D1", "联系人")
        sheet.write_row("A2", ["编号", "电话", "姓名", "电话"])
        sheet.write_row("A3", ["A1", "1", "王伟", "2"])
    assert read_table(path).headers == ("编号", "客户 电话", "姓名", "联系人 电话")


def test_200_000_blank_rows_cost_little_and_hide_nothing(book: WriteBook) -> None:
    path = book(["code", "name"], ["A1", "甲"])
    blanks = "".join(
        f'<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>' for row in range(3, 200_003)
    )
    last = '<row r="200003"><c r="A200003" t="inlineStr"><is><t>A2</t></is></c></row>'
    change_part(path, SHEET, lambda xml: xml.replace("</sheetData>", blanks + last + "</sheetData>"))
    assert [number for number, _cells in read_table(path).rows()] == [2, 200_003]


def test_formulas_without_values_and_errors_are_no_empty_cells(book: WriteBook) -> None:
    path = book(["code", "amount", "cost", "note"], ["A1", 1, 2, "x"])
    change_part(
        path,
        SHEET,
        lambda xml: xml.replace('<c r="B2"><v>1</v></c>', '<c r="B2"><f>SUM(C1:C9)</f></c>').replace(
            '<c r="C2"><v>2</v></c>', '<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        ),
    )
    (_number, cells) = next(read_table(path).rows())
    assert list(cells) == ["A1", CellFault.NO_VALUE, CellFault.ERROR, "x"]


@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row><c s='1'\nr = 'xfd1048576'><v>1</v></c></row>",
        '<x:row><x:c s="1" r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        '<row r="1048575"/><row><c r="XFC1"><v>1</v></c><c><v>1</v></c></row>',
        '<row><!-- r="A1" --><c\tr="XFD1"/><c r="XFD1048576"><is><t>1</t></is></c></row>',
    ],
)
def test_a_cell_at_the_far_corner_is_refused_before_memory_is_taken(book: WriteBook, far: str) -> None:
    path = book(["code", "name"], ["A1", "甲"])
    change_part(path, SHEET, lambda xml: xml.replace("</sheetData>", far + "</sheetData>"))
    with pytest.raises(BadInput, match=r"spans 10485\d\d rows and 1638\d columns") as caught:
        read_table(path)
    assert "stray cells" in caught.value.hint


@pytest.fixture(scope="module")
def long_book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book of 40,000 rows."""
    path = tmp_path_factory.mktemp("long") / "book.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("客户")
        sheet.write_row(0, 0, ["code", "name"])
        for number in range(40_000):
            sheet.write_row(number + 1, 0, ["K" + "x" * 40, number])
    return path.read_bytes()


@pytest.mark.parametrize("far", ['r="XFD7"', 'r="H9999999"', 'r="A6000000"', "r='XFD7'", 's="1" r="XFD7"'])
def test_a_far_cell_behind_many_near_ones_is_found(long_book: bytes, tmp_path: Path, far: str) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(long_book)
    cell = f'<row r="50000"><c {far}><v>1</v></c></row>'
    change_part(path, SHEET, lambda xml: xml.replace("</sheetData>", cell + "</sheetData>"))
    with pytest.raises(BadInput, match="spans"):
        read_table(path)


def test_a_sheet_that_grows_wide_is_measured_anew(long_book: bytes, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(long_book)
    cell = '<row r="50000"><c r="ALA50000"><v>1</v></c></row>'
    change_part(path, SHEET, lambda xml: xml.replace("</sheetData>", cell + "</sheetData>"))
    with pytest.raises(BadInput, match="spans 50000 rows and 989 columns"):
        read_table(path)


def test_an_address_in_disguise_is_refused(book: WriteBook) -> None:
    path = book(["code", "name"], ["A1", "甲"])
    far = '<row><c r="&#88;FD1048576"><v>1</v></c></row>'
    change_part(path, SHEET, lambda xml: xml.replace("</sheetData>", far + "</sheetData>"))
    with pytest.raises(BadInput):
        read_table(path)


def test_rows_formatted_down_to_the_end_are_no_content(book: WriteBook) -> None:
    path = book(["code", "name"], ["A1", "甲"])
    blank = '<row r="1048576">' + "".join(
        f'<c r="{letter}1048576" s="1"/>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    )
    change_part(path, SHEET, lambda xml: xml.replace("</sheetData>", blank + "</row></sheetData>"))
    assert len(list(read_table(path).rows())) == 1


def test_an_archive_that_unpacks_to_too_much_is_refused(
    book: WriteBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_guard, "MAX_UNPACKED_BYTES", 3_000_000)
    path = book(["code", "name"], ["A1", "甲"])
    change_part(path, SHEET, lambda xml: xml.replace("</sheetData>", "<row/>" * 600_000 + "</sheetData>"))
    assert path.stat().st_size < 40_000
    with pytest.raises(BadInput, match="unpacks to more than"):
        read_table(path)


def test_a_size_that_lies_does_not_help(book: WriteBook) -> None:
    path = book(["code", "name"], ["A1", "甲"])
    change_part(path, SHEET, lambda xml: xml.replace("</sheetData>", "<row/>" * 600_000 + "</sheetData>"))
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    raw = path.read_bytes()
    assert raw.count(size) == 2
    path.write_bytes(raw.replace(size, (1000).to_bytes(4, "little")))
    with pytest.raises(BadInput, match="damaged"):
        read_table(path)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_document_type_definition_is_refused(book: WriteBook, part: str) -> None:
    path = book(["code", "name"], ["A1", "甲"])
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    change_part(path, part, lambda xml: re.sub(r"(\?>\s*)", lambda found: found[0] + bomb, xml, count=1))
    with pytest.raises(BadInput, match="document type definition"):
        read_table(path)


def test_a_protected_workbook_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "secret.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(99)
    )
    with pytest.raises(BadInput, match="protected by a password") as caught:
        read_table(path)
    assert "without a password" in caught.value.hint


def test_other_archives_and_ruins_are_refused(tmp_path: Path, book: WriteBook) -> None:
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(BadInput, match="not an Excel workbook"):
        read_table(other)
    ruin = tmp_path / "ruin.xls"
    ruin.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(BadInput, match="cannot be read"):
        read_table(ruin)
    whole = book(["code"], ["A1"]).read_bytes()
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput, match="damaged"):
        read_table(cut)


def test_a_file_that_is_too_large_is_refused_by_its_size(
    book: WriteBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_FILE_BYTES", 1000)
    with pytest.raises(BadInput, match="MB can be read"):
        read_table(book(["code"], ["A1"]))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_table(tmp_path / "nothing.xlsx")


@pytest.mark.parametrize("seed", range(60))
def test_flipped_bytes_are_read_or_refused_but_never_crash(book: WriteBook, seed: int) -> None:
    chance = random.Random(seed)
    old = seed % 2 == 1
    raw = bytearray(
        (DATA / "accounts.xls").read_bytes() if old else book(["code", "n"], ["A1", 2]).read_bytes()
    )
    for _flip in range(chance.randrange(1, 8)):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    path = book(["x"], name="flipped.xlsx")
    path.write_bytes(bytes(raw))
    with contextlib.suppress(BadInput):
        list(read_table(path).rows())
