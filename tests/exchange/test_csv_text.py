"""Separated text: encodings, delimiters, line ends, quotation marks."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.conftest import WriteText
from workbench.exchange.csv_text import decode, guess_delimiter, read_csv
from workbench.exchange.spreadsheet import read_table
from workbench.foundation.errors import BadInput

HERE = Path("sheet.csv")
SAMPLE = '客户名称,城市,备注\r\n长江电力,武汉,"含,逗号"\r\n华能水电,昆明,"他说""好"""\r\n'
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "gb18030": "gb18030",
    "gbk": "gb18030",
}


def content(raw: bytes, encoding: str | None = None) -> tuple[tuple[str, ...], list[list[object]]]:
    table = read_csv(raw, HERE, encoding)
    return table.headers, [list(cells) for _number, cells in table.rows()]


@pytest.mark.parametrize(("written", "found"), ENCODINGS.items())
def test_the_encoding_is_found_out(written: str, found: str) -> None:
    raw = SAMPLE.encode(written)
    assert read_csv(raw, HERE).encoding == found
    assert content(raw) == content(SAMPLE.encode())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_line_ends_and_delimiters_make_no_difference(end: str, delimiter: str) -> None:
    rows = [["code", "name", "note"], ["00123", "Ä & Co", "a b"], ["00124", "Ö GmbH", ""]]
    raw = end.join(delimiter.join(row) for row in rows).encode()
    assert content(raw) == (tuple(rows[0]), rows[1:])


def test_a_line_that_tells_excel_the_delimiter_is_obeyed_and_not_read() -> None:
    table = read_csv(b"sep=;\na,b;c\n1,5;2\n", HERE)
    assert table.headers == ("a,b", "c")
    assert list(table.rows()) == [(3, ["1,5", "2"])]


def test_western_text_is_not_taken_for_chinese() -> None:
    text = "name,city\nBlondesddsl père et fils,Münster\nFolk och fä HB,Bräcke\n"
    assert read_csv(text.encode("cp1252"), HERE).encoding == "cp1252"
    assert content(text.encode("cp1252")) == content(text.encode())


def test_a_named_encoding_is_used() -> None:
    assert content("名,市\n龍,臺北\n".encode("big5"), "big5") == (("名", "市"), [["龍", "臺北"]])


def test_an_unknown_encoding_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="klingon"):
        decode(b"a", "klingon", path=HERE)


def test_utf_8_with_one_broken_byte_is_refused_with_its_line_instead_of_read_as_something_else() -> None:
    raw = (SAMPLE * 20).encode()
    at = raw.index("昆明".encode(), 400)
    broken = raw[:at] + b"\xff" + raw[at:]
    with pytest.raises(BadInput, match=r"Line \d+ holds bytes that are no text in UTF-8") as caught:
        read_csv(broken, HERE)
    assert caught.value.hint


def test_an_open_quotation_mark_is_refused_with_its_row() -> None:
    with pytest.raises(BadInput, match="In row 3 a quotation mark") as caught:
        list(read_csv(b'a,b\n1,2\n3,"4\n5,6\n', HERE).rows())
    assert caught.value.where == "sheet.csv, row 3"


def test_row_numbers_are_those_of_the_spreadsheet() -> None:
    table = read_csv(b'a,b\n\n1,"x\ny"\n\n , \n2,3\n', HERE)
    assert [number for number, _cells in table.rows()] == [3, 6]


def test_a_title_above_the_heading_is_passed_over() -> None:
    table = read_csv("客户清单,,\n,,\n编号,名称,城市\n1,甲,北京\n".encode(), HERE)
    assert table.headers == ("编号", "名称", "城市")
    assert table.header_row == 3


def test_zeros_before_a_number_stay() -> None:
    assert content(b"code,name\n00123,a\n")[1] == [["00123", "a"]]


@pytest.mark.parametrize("raw", [b"", b"  \r\n\r\n", b"\xef\xbb\xbf", b",,\n,,\n"])
def test_an_empty_file_is_refused(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(raw)
    with pytest.raises(BadInput, match="empty") as caught:
        read_table(path)
    assert caught.value.where == "empty.csv"
    assert caught.value.hint


def test_the_csv_spectrum_is_read_as_it_says(shared_data: Path) -> None:
    folder = shared_data / "csv_spectrum"
    seen = 0
    for path in sorted((folder / "csvs").glob("*.csv")):
        wanted = json.loads((folder / "json" / f"{path.stem}.json").read_text("utf-8"))
        raw = path.read_bytes()
        if path.stem.endswith("crlf"):
            raw = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        headers, rows = content(raw)
        assert [dict(zip(headers, row, strict=True)) for row in rows] == wanted, path.name
        seen += 1
    assert seen == 11


def test_the_same_accounts_come_from_every_encoding(shared_data: Path) -> None:
    text = (shared_data / "encodings" / "customers_utf-8.csv").read_bytes().decode()
    wanted = content(text.encode())
    assert len(wanted[1]) == 300
    assert content((shared_data / "encodings" / "customers_gb18030.csv").read_bytes()) == wanted
    for encoding in ENCODINGS:
        assert content(text.encode(encoding)) == wanted, encoding
    assert content(text.replace("\r\n", "\n").replace("\n", "\r").encode()) == wanted


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\n"), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6), st.sampled_from(sorted(ENCODINGS)))
def test_what_is_written_quoted_is_read_back(rows: list[tuple[str, str, str]], encoding: str) -> None:
    quoted = [["Code", "Name", "编号名称"], *[list(row) for row in rows]]
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in quoted]
    try:
        raw = "\r\n".join(lines).encode(encoding)
    except UnicodeEncodeError:
        return
    table = read_csv(raw, HERE, encoding)
    filled = [list(row) for row in rows if any(cell and not cell.isspace() for cell in row)]
    assert [list(cells) for _number, cells in table.rows()] == filled


@given(st.text(max_size=40))
def test_guessing_a_delimiter_never_fails(text: str) -> None:
    assert guess_delimiter(text) in ",;\t|"


def test_a_binary_file_is_refused(text_file: WriteText, tmp_path: Path) -> None:
    for name, start, kind in [("a.csv", b"\x89PNG\r\n\x1a\n", "PNG"), ("b.xlsx", b"%PDF-1.7", "PDF")]:
        path = tmp_path / name
        path.write_bytes(start + bytes(range(256)))
        with pytest.raises(BadInput, match=f"This is a {kind} file"):
            read_table(path)
    with pytest.raises(BadInput, match="web page"):
        read_table(text_file("<html><table><tr><td>1</td></tr></table></html>", name="report.xls"))
