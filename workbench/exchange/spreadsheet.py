"""Reading somebody else's file: .xlsx, .xls, separated text and address cards, told apart by content."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import python_calamine as calamine

from workbench.exchange.csv_text import read_csv
from workbench.exchange.table import Cell, MergedRange, Record, Table, find_heading
from workbench.exchange.vcards import is_vcard, read_vcards
from workbench.exchange.workbook_guard import MAX_FILE_BYTES, Faults, check_sheet, open_workbook
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import _

MAX_TEXT_BYTES = 128 * 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CALENDAR = re.compile(rb"BEGIN:V(?!CARD\b)", re.IGNORECASE)
_OTHERS = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"%PDF": "PDF",
    b"SQLite format 3\0": "SQLite",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"{\\rtf": "RTF",
}


def read_table(path: Path, *, sheet: str | None = None, encoding: str | None = None) -> Table:
    """The sheet named ``sheet`` (else the first visible one that holds anything) of the file.

    ``encoding`` overrides what is found out about separated text. Raises ``BadInput`` naming what, where
    and what to do; ``NotFound`` or ``ReadOnly`` if the file cannot be read.
    """
    content = _read_bytes(path)
    if content.startswith(_ZIP):
        return _read_xlsx(content, path, sheet)
    if content.startswith(_OLE):
        return _read_xls(content, path, sheet)
    if is_vcard(content):
        return read_vcards(content, path, encoding)
    return read_csv(content, path, encoding)


def _read_bytes(path: Path) -> bytes:
    with os_errors(path):
        size = path.stat().st_size
        with path.open("rb") as stream:
            limit = MAX_FILE_BYTES if stream.read(2) == _ZIP else MAX_TEXT_BYTES
            if size > limit:
                raise BadInput(
                    _("The file has {size} MB; up to {limit} MB can be read.").format(
                        size=size // 2**20 + 1, limit=limit // 2**20
                    ),
                    hint=_("Split it into several files, for example one a year."),
                    where=path.name,
                )
            stream.seek(0)
            content = stream.read(limit)
    _refuse_what_is_no_sheet(content, path)
    return content


def _refuse_what_is_no_sheet(content: bytes, path: Path) -> None:
    head = content[:512].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    if not head and not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise BadInput(
            _("The file is empty."),
            hint=_("Check that it was saved or copied completely."),
            where=path.name,
        )
    for mark, kind in _OTHERS.items():
        if content.startswith(mark):
            raise BadInput(
                _("This is a {kind} file, not a spreadsheet.").format(kind=kind),
                hint=_("Choose an .xlsx, .xls, .csv, .tsv or .vcf file."),
                where=path.name,
            )
    if _CALENDAR.match(head.replace(b"\0", b"")):
        raise BadInput(
            _("This is a calendar file: it holds appointments, not rows or address cards."),
            hint=_("Choose an .xlsx, .xls, .csv or .vcf file."),
            where=path.name,
        )
    if head.lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise BadInput(
            _("This is a web page or XML text saved under the name of a spreadsheet."),
            hint=_("Open it in a spreadsheet program and save it as .xlsx."),
            where=path.name,
        )


def _read_xlsx(content: bytes, path: Path, sheet: str | None) -> Table:
    facts = open_workbook(content, path)
    workbook = _load(content, path)
    for name in _candidates(workbook, sheet, path):
        faults = check_sheet(facts, name, path)
        found = _load_sheet(workbook, name, path)
        if found.start is not None or faults:
            break
    return _table(found, faults, path, workbook.sheet_names, facts.uses_1904)


def _read_xls(content: bytes, path: Path, sheet: str | None) -> Table:
    if _ENCRYPTED in content:
        raise _protected(path)
    if len(content) > MAX_FILE_BYTES:
        raise BadInput(
            _("The file has {size} MB; up to {limit} MB can be read.").format(
                size=len(content) // 2**20 + 1, limit=MAX_FILE_BYTES // 2**20
            ),
            hint=_("Split it into several files, for example one a year."),
            where=path.name,
        )
    workbook = _load(content, path)
    for name in _candidates(workbook, sheet, path):
        found = _load_sheet(workbook, name, path)
        if found.start is not None:
            break
    return _table(found, {}, path, workbook.sheet_names, uses_1904=False)


def _load(content: bytes, path: Path) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    except calamine.PasswordError as error:
        raise _protected(path) from error
    except (calamine.CalamineError, OSError) as error:
        raise _unreadable(path, error) from error


def _load_sheet(workbook: calamine.CalamineWorkbook, name: str, path: Path) -> calamine.CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except (calamine.CalamineError, OSError) as error:
        raise _unreadable(path, error) from error


def _candidates(workbook: calamine.CalamineWorkbook, sheet: str | None, path: Path) -> list[str]:
    """The sheets to try, in order: the one asked for, or the visible ones."""
    names = [meta.name for meta in workbook.sheets_metadata if meta.typ is calamine.SheetTypeEnum.WorkSheet]
    if not names:
        raise BadInput(_("The workbook has no sheet with rows."), where=path.name)
    if sheet is None:
        shown = [
            meta.name
            for meta in workbook.sheets_metadata
            if meta.name in names and meta.visible is calamine.SheetVisibleEnum.Visible
        ]
        return shown or names
    wanted = sheet.strip().casefold()
    for name in names:
        if name.strip().casefold() == wanted:
            return [name]
    raise NotFound(
        _("There is no sheet “{sheet}”.").format(sheet=sheet),
        hint=_("The sheets are: {names}.").format(names=", ".join(names)),
        where=path.name,
    )


def _table(
    sheet: calamine.CalamineSheet, faults: Faults, path: Path, sheets: list[str], uses_1904: bool
) -> Table:
    left = sheet.start[1] if sheet.start else 0
    merged: list[MergedRange] = [
        (top + 1, bottom + 1, first - left, last - left)
        for (top, first), (bottom, last) in sheet.merged_cell_ranges or ()
    ]
    fault_rows: dict[int, list[tuple[int, int]]] = {}
    for row, column in faults:
        fault_rows.setdefault(row, []).append((row, column))

    def records() -> Iterator[Record]:
        for number, values in enumerate(sheet.iter_rows(), start=1):
            cells: list[Cell] = values  # type: ignore[assignment]  # lists are invariant
            for place in fault_rows.get(number, ()):
                if 0 <= place[1] - left < len(cells):
                    cells[place[1] - left] = faults[place]
            yield number, cells

    headers, header_row = find_heading(records(), merged, path=path)
    return Table(
        path=path,
        headers=headers,
        header_row=header_row,
        row_count=sheet.total_height,
        records=records,
        sheet=sheet.name,
        sheets=tuple(sheets),
        uses_1904=uses_1904,
    )


def _protected(path: Path) -> BadInput:
    return BadInput(
        _("The workbook is protected by a password."),
        hint=_("Open it in the spreadsheet program, save a copy without a password, and import the copy."),
        where=path.name,
    )


def _unreadable(path: Path, error: Exception) -> BadInput:
    if "password" in str(error).lower():
        return _protected(path)
    return BadInput(
        _("The workbook cannot be read: it is damaged or of another kind than its name says."),
        hint=_("Open it in a spreadsheet program and save it as .xlsx."),
        where=path.name,
    )
