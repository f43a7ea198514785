"""Sheets written so that text stays text."""

import csv
from datetime import date
from pathlib import Path

import pytest

from workbench.exchange.spreadsheet import read_table
from workbench.exchange.spreadsheet_write import write_csv, write_xlsx
from workbench.exchange.table import CellFault
from workbench.exchange.values import text_of
from workbench.foundation.errors import BadInput, NotFound

RISKY = ["=1+1", "+86 138", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")']
PLAIN = ["-5.00", "+3", "12%", "甲", "", "00123", "https://example.com", "a\nb", '"', "mailto:a@b.c"]


def test_csv_cells_that_would_run_are_marked_and_read_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, ["n", "text"], [(number, text) for number, text in enumerate([*RISKY, *PLAIN])])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        written = [row[1] for row in csv.reader(stream)][1:]
    assert [text[0] for text in written[: len(RISKY)]] == ["'"] * len(RISKY)
    assert written[len(RISKY) :] == PLAIN
    read = [text_of(cells[1]) for _number, cells in read_table(path).rows()]
    assert read == [text.strip() for text in [*RISKY, *PLAIN]]


def test_workbook_cells_are_text_and_never_formulas(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    texts = [*RISKY, *PLAIN]
    write_xlsx(
        path, [("表", ["text", "n", "day", "none"], [(text, 1.5, date(2026, 3, 5), None) for text in texts])]
    )
    table = read_table(path)
    assert table.headers == ("text", "n", "day", "none")
    assert [list(cells) for _number, cells in table.rows()] == [
        [text, 1.5, date(2026, 3, 5), ""] for text in texts
    ]


def test_faults_and_idle_times_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_csv(path, ["a", "b", "c"], [(CellFault.ERROR, 17850.0, date(2026, 3, 5))])
    assert path.read_text("utf-8-sig").splitlines() == ["a,b,c", ",17850,2026-03-05"]


def test_a_text_longer_than_a_cell_is_refused_and_no_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    with pytest.raises(BadInput, match="longer than a cell") as caught:
        write_xlsx(path, [("s", ["a"], [("x" * 40_000,)])])
    assert caught.value.where == "out.xlsx, row 2"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        write_csv(tmp_path / "nowhere" / "out.csv", ["a"], [])
    with pytest.raises(NotFound):
        write_xlsx(tmp_path / "nowhere" / "out.xlsx", [("s", ["a"], [])])


def test_naughty_strings_survive_both_ways(shared_data: Path, tmp_path: Path) -> None:
    source = next((shared_data / "blns").glob("blns*.txt"), None)
    if source is None:
        pytest.skip("no list of naughty strings here")
    lines = source.read_text("utf-8").split("\n")
    # NUL is no text; the two noncharacters cannot stand in a workbook; an apostrophe is the mark itself.
    texts = [
        line.strip()
        for line in lines
        if line.strip() and not set(line) & set("\0\ufffe\uffff") and not line.startswith("'")
    ]
    assert len(texts) > 500
    wanted = [text_of(text, 10_000) for text in texts]
    for path in (tmp_path / "a.csv", tmp_path / "a.xlsx"):
        rows = [("x", text) for text in texts]
        if path.suffix == ".csv":
            write_csv(path, ["n", "text"], rows)
        else:
            write_xlsx(path, [("s", ["n", "text"], rows)])
        read = [text_of(cells[1], 10_000) for _number, cells in read_table(path).rows()]
        assert read == wanted
