"""``list KIND --out``: records as a spreadsheet, from the command line."""

import csv
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.journeys.command_line import CommandLine
from workbench.cli.failures import REFUSED


def test_records_are_written_with_every_field_and_narrowed(filled: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "accounts.xlsx"
    answer = filled.ok("list", "accounts", "--where", "city=深圳", "--out", target)
    assert answer["records"] == 2
    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert [row[rows[0].index("Name")] for row in rows[1:]] == ["中兴通讯", "华为技术"]


def test_sales_are_written_in_yuan(filled: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "sales.csv"
    status, out, _err = filled.text("list", "sales", "--limit", "1", "--out", target)
    assert (status, out.startswith("1 record written to")) == (0, True)
    with target.open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    assert row[head.index("Amount")] == "12000000"
    assert row[head.index("Sold on")] == "2026-02-03"


@pytest.mark.parametrize("name", ["list.txt", "list"])
def test_another_ending_is_refused(filled: CommandLine, tmp_path: Path, name: str) -> None:
    ran = filled("list", "accounts", "--out", tmp_path / name)
    assert ran.status == REFUSED
    assert not (tmp_path / name).exists()


def test_a_workspace_is_never_written_over(filled: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "copy.xlsx"
    target.write_bytes(filled.workspace.read_bytes())
    assert filled("list", "accounts", "--out", target).status == REFUSED
    assert target.read_bytes() == filled.workspace.read_bytes()
