"""Tables as files: typed, formula-safe, never over a workspace."""

import csv
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.documents.reading import page_sizes, pages_text
from workbench.domain.papers import PaperSize
from workbench.domain.table_sheets import SheetColumn, SheetKind, TableSheet
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.services.table_export import export_records, export_table, print_table
from workbench.storage.workspace import Workspace

SHEET = TableSheet(
    "Accounts: all / 客户",
    (
        SheetColumn("Account"),
        SheetColumn("Sales", SheetKind.MONEY, "CNY"),
        SheetColumn("Share", SheetKind.PERCENT),
        SheetColumn("Last visit", SheetKind.DAY),
        SheetColumn("People", SheetKind.NUMBER),
    ),
    (
        ("=1+1", 123_456, 2_550, date(2026, 11, 22), 3),
        ("+86 512", -5, None, None, 0),
        ("@a\tb", None, 0, date(2026, 1, 1), None),
    ),
)


def test_a_workbook_has_typed_cells_and_text_that_stays_text(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    assert export_table(workspace, SHEET, path) == 3
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[0] == ["Account", "Sales (CNY)", "Share", "Last visit", "People"]
    assert rows[1][:3] == ["=1+1", 1234.56, 0.255]
    assert isinstance(rows[1][3], date)
    assert rows[1][3].isoformat().startswith("2026-11-22")
    assert rows[2][:2] == ["+86 512", -0.05]
    assert rows[3][0] == "@a\tb"


def test_separated_text_has_a_mark_and_no_formula(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "out.CSV"
    export_table(workspace, SHEET, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1] == ["'=1+1", "1234.56", "0.255", "2026-11-22", "3"]
    assert rows[2] == ["'+86 512", "-0.05", "", "", "0"]
    assert rows[3][0] == "'@a\tb"


def test_a_table_is_never_written_over_a_workspace_nor_with_another_ending(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(BadInput):
        export_table(workspace, SHEET, tmp_path / "out.txt")
    hidden = tmp_path / "copy.xlsx"
    hidden.write_bytes(workspace.path.read_bytes())
    with pytest.raises(NotAllowed):
        export_table(workspace, SHEET, hidden)


def test_records_are_written_with_every_field(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("test", "Test") as change:
        account = change.create(
            "account", {"name": "-dash", "code": "K1", "tier_confirmed_on": date(2026, 5, 1)}
        )
        change.create("contract", {"account_id": account, "number": "H", "amount_fen": 12_345})
    path = tmp_path / "accounts.xlsx"
    assert export_records(workspace, "accounts", path, [("code", "K1")]) == 1
    head, row = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert row[head.index("Name")] == "-dash"
    assert str(row[head.index("Tier confirmed on")]).startswith("2026-05-01")
    assert export_records(workspace, "contracts", tmp_path / "c.csv") == 1
    assert "123.45" in (tmp_path / "c.csv").read_text("utf-8-sig")
    assert export_records(workspace, "visits", tmp_path / "v.csv") == 0


@pytest.mark.parametrize(("size", "width"), [(PaperSize.A4, 842), (PaperSize.LETTER, 792)])
def test_a_printed_table_repeats_its_headings_and_names_its_filters(
    workspace: Workspace, size: PaperSize, width: int
) -> None:
    rows = tuple((f"客户{number} <b>&", f"{number}") for number in range(90))
    columns = (SheetColumn("Account", width=300), SheetColumn("Sales", SheetKind.MONEY, "CNY", right=True))
    paper = print_table(
        workspace, "Accounts", columns, rows, filters=("Tier: Focus",), paper_size=size, in_language="en"
    )
    texts = pages_text(paper.content)
    assert len(texts) == paper.pages > 2
    assert all("Sales (CNY)" in text for text in texts)
    assert f"Page 2 of {paper.pages}" in texts[1]
    assert "Tier: Focus" in texts[0]
    assert "客户0 <b>&" in texts[0]
    assert page_sizes(paper.content)[0][0] == width


def test_an_empty_table_prints_too(workspace: Workspace) -> None:
    assert print_table(workspace, "Accounts", (SheetColumn("Account"),), ()).pages == 1
