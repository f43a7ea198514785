"""Files to read: made here, byte by byte where it matters."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

WriteText = Callable[..., Path]
WriteBook = Callable[..., Path]


@pytest.fixture
def text_file(tmp_path: Path) -> WriteText:
    """Writes text in an encoding to a file and returns its path."""

    def write(text: str, encoding: str = "utf-8", name: str = "sheet.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture
def book(tmp_path: Path) -> WriteBook:
    """Writes rows to the first sheet of a workbook and returns its path."""

    def write(*rows: list[Any], name: str = "book.xlsx", date_1904: bool = False) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path), {"date_1904": date_1904}) as workbook:
            sheet = workbook.add_worksheet("客户")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        return path

    return write


def change_part(path: Path, part: str, change: Callable[[str], str]) -> None:
    """Rewrite one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
