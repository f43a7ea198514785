"""Looking at an .xlsx before a reader may: bounds on what it unpacks to, and what the reader would hide.

The reader allocates a sheet's whole rectangle, so one cell at XFD1048576 in a file of two kilobytes would
take the process down. The parts are therefore streamed once, counted as they really unpack (the sizes
written in the archive may lie), and refused beyond the bounds here.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from workbench.exchange.table import CellFault, column_letter
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _

MAX_FILE_BYTES = 64 * 2**20
MAX_UNPACKED_BYTES = 400 * 2**20
MAX_CELLS = 10_000_000
MAX_COLUMNS = 1_000
MAX_STRINGS = 5_000_000
_MAX_SMALL_PART = 16 * 2**20
_MAX_ROW_BYTES = 8 * 2**20
_DEEPEST = 100
_CHUNK = 2**20

_ADDRESS_ROW = re.compile(rb'r="[A-Za-z]*(\d+)')
_ADDRESS_COLUMN = re.compile(rb' r="([A-Za-z]+)')
_FILLED_CELL = re.compile(rb'<c(?: [^>]*?)? r="([A-Za-z]+)(\d+)"(?:[^>]*[^/>])?>')
_CELL = re.compile(rb"<c[\s/>]")
_PREFIX = re.compile(rb"<(/?)\w+:")
_LOOSE_ATTRIBUTE = re.compile(rb"\s*=\s*[\"']")
_FORMULA_ONLY = re.compile(
    rb'<c r="([A-Z]+)(\d+)"([^>]*)>\s*<f(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_ERROR_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]* t="e"')
_ODD_ATTRIBUTE = re.compile(rb'=[^"]')
_ODD_CELL = re.compile(rb'<c(?:[>/]|\s(?!r="[A-Z]))')
_ARCHIVE_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
_ONE_SPACE = bytes.maketrans(b"\n\t\r", b"   ")
_NAMESPACE = re.compile(r"\{[^}]*\}")

# (row from 1, column from 0) of cells that show nothing usable.
Faults = dict[tuple[int, int], CellFault]


@dataclass(frozen=True)
class WorkbookFacts:
    """What the guard found: where each sheet's part lies, and which calendar serial numbers use."""

    archive: zipfile.ZipFile
    parts: dict[str, str]
    uses_1904: bool


def open_workbook(content: bytes, path: Path) -> WorkbookFacts:
    """Check everything but the sheets themselves. Raises ``BadInput``."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise _damaged(path) from error
    if "xl/workbook.xml" not in names:
        raise BadInput(
            _("This is not an Excel workbook of the kind .xlsx."),
            hint=_("Open the file in the program it came from and save it as .xlsx or CSV."),
            where=path.name,
        )
    if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED_BYTES:
        raise _too_big(path)
    workbook = ElementTree.fromstring(_small_part(archive, "xl/workbook.xml", path))
    targets: dict[str, str] = {}
    if "xl/_rels/workbook.xml.rels" in names:
        relations = ElementTree.fromstring(_small_part(archive, "xl/_rels/workbook.xml.rels", path))
        targets = {node.get("Id", ""): node.get("Target", "") for node in relations}
    parts: dict[str, str] = {}
    uses_1904 = False
    for node in workbook.iter():
        tag = _NAMESPACE.sub("", node.tag)
        if tag == "workbookPr":
            uses_1904 = node.get("date1904") in ("1", "true")
        elif tag == "sheet":
            relation = next((value for key, value in node.items() if key.endswith("}id")), "")
            target = targets.get(relation, "")
            parts[node.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    if "xl/styles.xml" in names:
        _small_part(archive, "xl/styles.xml", path)
    if "xl/sharedStrings.xml" in names:
        strings = 0
        for data in _segments(archive, "xl/sharedStrings.xml", b"si", path):
            strings += data.count(b"<si") + data.count(b":si")
            if strings > MAX_STRINGS:
                raise _too_big(path)
    return WorkbookFacts(archive, parts, uses_1904)


def check_sheet(facts: WorkbookFacts, sheet: str, path: Path) -> Faults:
    """Bound the sheet's rectangle and find formulas without values. Raises ``BadInput``."""
    part = facts.parts.get(sheet, "")
    if part not in facts.archive.namelist():
        raise _damaged(path)
    faults: Faults = {}
    rows, columns, all_addressed = _extent(facts, part, path, faults)
    if all_addressed and (columns > MAX_COLUMNS or rows * columns > MAX_CELLS):
        # The quick look also counts cells that carry nothing but a format; the reader leaves those out.
        rows, columns, all_addressed = _extent(facts, part, path, {}, address=_FILLED_CELL)
    if columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise BadInput(
            _("The sheet “{sheet}” spans {rows} rows and {columns} columns.").format(
                sheet=sheet, rows=rows, columns=columns
            ),
            hint=_("Delete stray cells far to the right or below, or copy the rows into a new sheet."),
            where=path.name,
        )
    return faults


def _extent(
    facts: WorkbookFacts,
    part: str,
    path: Path,
    faults: Faults,
    address: re.Pattern[bytes] | None = None,
    *,
    quick: bool = True,
) -> tuple[int, int, bool]:
    """The rows and columns that the cells reach to, and whether each has an address; fills ``faults``.

    With ``quick``, pieces in which nothing stands beyond the columns met so far, nor beyond the rows that so
    many columns may have, are not looked at cell by cell: then only these bounds are known to hold.
    """
    last_row = rows_met = last_column = unaddressed = 0
    bounded_by: _Beyond | None = None
    for data in _segments(facts.archive, part, b"row", path):
        if quick and address is None and 0 < last_column <= MAX_COLUMNS and not unaddressed:
            beyond = _beyond(last_column)
            if not beyond.stands_in(data):
                bounded_by = beyond
                _note_faults(data, faults)
                continue
        if data.count(b"\n") or data.count(b"\t") or data.count(b"\r"):
            data = data.translate(_ONE_SPACE)
        if data.count(b'="') != data.count(b"="):
            data = _LOOSE_ATTRIBUTE.sub(b'="', data).replace(b"'", b'"')
        if b":c" in data:
            data = _PREFIX.sub(rb"<\1", data)
        rows_met += data.count(b"<row")
        columns = _ADDRESS_COLUMN.findall(data)
        if data.count(b"<c") > len(columns):
            # Cells without an address follow the one before (what else starts so stands outside the rows).
            unaddressed = max(unaddressed, *(len(_CELL.findall(row)) for row in data.split(b"<row")))
        if address is None:
            rows = set(_ADDRESS_ROW.findall(data))
        else:
            filled = address.findall(data)
            columns, rows = [cell[0] for cell in filled], {cell[1] for cell in filled}
        last_row = max(last_row, max(map(int, rows), default=0))
        last_column = max(last_column, max(map(_column_number, set(columns)), default=0))
        _note_faults(data, faults)
    if bounded_by is not None and (unaddressed or bounded_by is not _beyond(last_column)):
        # What was passed over was bounded for fewer columns than there turned out to be.
        return _extent(facts, part, path, faults, quick=False)
    if unaddressed:
        return last_row + rows_met, last_column + unaddressed, False
    return last_row, last_column, True


def _note_faults(data: bytes, faults: Faults) -> None:
    if b"<f" in data:
        for column, row, rest in _FORMULA_ONLY.findall(data):
            if b't="str"' not in rest:
                faults[int(row), _column_number(column) - 1] = CellFault.NO_VALUE
    if b't="e"' in data:
        for column, row in _ERROR_CELL.findall(data):
            faults[int(row), _column_number(column) - 1] = CellFault.ERROR


@dataclass(frozen=True)
class _Beyond:
    """Finds addresses beyond a column, or beyond the rows that a sheet of so many columns may have."""

    address: re.Pattern[bytes]

    def stands_in(self, data: bytes) -> bool:
        """Whether one does, or an address is written in a way that only the careful look reads."""
        return (
            any(blank in data for blank in (b"\n", b"\t", b"\r"))
            or (b":" in data and b":c" in data)
            or _ODD_ATTRIBUTE.search(data) is not None
            or _ODD_CELL.search(data) is not None
            or self.address.search(data) is not None
        )


@lru_cache(maxsize=64)
def _beyond(columns: int) -> _Beyond:
    letters = column_letter(columns - 1)
    within = [letters, *(f"[A-Z]{{{length}}}" for length in range(1, len(letters)))]
    for at, letter in enumerate(letters):
        if letter > "A":
            before = chr(ord(letter) - 1)
            within.append(f"{letters[:at]}[A-{before}][A-Z]{{{len(letters) - at - 1}}}")
    # By the first digit alone: what the sheet may have in its last rows is counted cell by cell.
    rows = str(MAX_CELLS // columns)
    allowed = [f"[0-9]{{1,{len(rows) - 1}}}"]
    if rows[0] > "1":
        allowed.append(f"[0-{int(rows[0]) - 1}][0-9]{{{len(rows) - 1}}}")
    return _Beyond(re.compile(f' r="(?!(?:{"|".join(within)})?(?:{"|".join(allowed)})")'.encode()))


def _segments(archive: zipfile.ZipFile, part: str, start: bytes, path: Path) -> Iterator[bytes]:
    """The part in pieces that begin at ``start``, as it really unpacks and within bounds."""
    info = archive.getinfo(part)
    declared = info.file_size
    info.file_size = MAX_UNPACKED_BYTES + 1  # read on past a size that lies
    total = 0
    kept = b""
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                if not total:
                    _refuse_doctype(chunk, path)
                total += len(chunk)
                kept += chunk
                cut = max(kept.rfind(b"<" + start), kept.rfind(b":" + start))
                if len(kept) - max(cut, 0) > _MAX_ROW_BYTES or total > MAX_UNPACKED_BYTES:
                    raise _too_big(path)
                if cut > 0:
                    yield kept[:cut]
                    kept = kept[cut:]
    except _ARCHIVE_ERRORS as error:
        raise _damaged(path) from error
    finally:
        info.file_size = declared
    if total != declared:
        raise _damaged(path)
    yield kept


def _small_part(archive: zipfile.ZipFile, part: str, path: Path) -> bytes:
    if archive.getinfo(part).file_size > _MAX_SMALL_PART:
        raise _too_big(path)
    try:
        content = archive.read(part)
        _refuse_doctype(content, path)
        _refuse_shape(content, path)
        ElementTree.fromstring(content)
    except (*_ARCHIVE_ERRORS, ElementTree.ParseError, expat.ExpatError) as error:
        raise _damaged(path) from error
    return content


def _refuse_shape(content: bytes, path: Path) -> None:
    """Refuse what becomes a gigabyte when read: nothing but brackets, or words that stand for others."""
    depth = 0

    def enter(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _too_big(path)

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declare(*_given: object) -> None:
        # Written in UTF-16 it does not show among the bytes.
        raise _has_doctype(path)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declare
    parser.StartElementHandler, parser.EndElementHandler = enter, leave
    parser.Parse(content, True)


def _refuse_doctype(content: bytes, path: Path) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _has_doctype(path)


def _has_doctype(path: Path) -> BadInput:
    return BadInput(
        _("The workbook carries a document type definition, which no spreadsheet program writes."),
        hint=_("Open it in a spreadsheet program and save it as a new .xlsx file."),
        where=path.name,
    )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_big(path: Path) -> BadInput:
    return BadInput(
        _("The workbook unpacks to more than {size} MB.").format(size=MAX_UNPACKED_BYTES // 2**20),
        hint=_("Copy the rows you need into a new workbook and import that."),
        where=path.name,
    )


def _damaged(path: Path) -> BadInput:
    return BadInput(
        _("The workbook is damaged or was not saved completely."),
        hint=_("Ask for the file again, or open it in a spreadsheet program and save it anew."),
        where=path.name,
    )
