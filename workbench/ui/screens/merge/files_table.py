"""All files of one go as a table: where each stands before the merge, what it brought after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, format_number, in_a_row, labelled, ngettext, pgettext
from workbench.services.merges import FileLook, MergedFile
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.marks import CAUTION, SEVERE, Mark
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.merge.file_words import (
    LOCKED,
    moment,
    state_of,
    warning_texts,
    who_of,
)


@dataclass(frozen=True)
class FileRow:
    """One file: its mark and state, from whom, what it brings or brought, and what is to be said of it."""

    path: Path
    mark: Mark
    state: str
    who: str = ""
    exported: str = ""
    new: int = 0
    known: int = 0
    conflicts: int = 0
    remark: str = ""


def row_before(path: Path, look: FileLook | None, *, looking: bool) -> FileRow:
    """A file that waits."""
    mark, state = state_of(look, looking=looking)
    if look is None:
        return FileRow(path, mark, state)
    error, receipt = look.error, look.receipt
    told = in_a_row(error.message, error.hint) if error is not None and mark != LOCKED else ""
    return FileRow(
        path,
        mark,
        state,
        who_of(look, path) if receipt is not None else "",
        moment(look.info.exported_at) if look.info is not None else "",
        receipt.new if receipt else 0,
        receipt.known if receipt else 0,
        receipt.conflicts if receipt else 0,
        told or in_a_row(*warning_texts(look)),
    )


def row_after(one: MergedFile) -> FileRow:
    """A file that was merged, or left out."""
    who = ", ".join(one.receipt.authors) if one.receipt is not None else ""
    if one.error is not None:
        told = in_a_row(one.error.message, one.error.hint)
        return FileRow(one.file, SEVERE, _("Left out"), who, remark=told)
    mark = CAUTION if one.conflicts else Mark("circle-check", Tone.OK)
    state = _("Merged") if one.new else _("Known already")
    return FileRow(one.file, mark, state, who, "", one.new, one.known, one.conflicts)


class FilesTable(Table[FileRow]):
    """Copied, printed and written to a spreadsheet like every table."""

    def __init__(self, *, before: bool, parent: QWidget | None = None) -> None:
        columns = [
            Column[FileRow](
                "file",
                lambda: _("File"),
                lambda row: Cell(row.path.name, mark=row.mark, tooltip=str(row.path)),
                width=160,
                stretch=True,
            ),
            Column[FileRow]("state", lambda: _("State"), lambda row: row.state, width=128, kind=Kind.CHOICE),
            Column[FileRow]("who", lambda: pgettext("files", "From"), lambda row: row.who or "–", width=96),
            Column[FileRow](
                "exported", lambda: _("Exported on"), lambda row: row.exported, width=112, shown=before
            ),
            _count("new", lambda: _("New"), lambda row: row.new),
            _count("known", lambda: _("Known"), lambda row: row.known, shown=not before),
            _count("conflicts", lambda: _("To decide"), lambda row: row.conflicts, tone=Tone.WARN),
            Column[FileRow](
                "remark",
                lambda: _("Remark"),
                lambda row: Cell(
                    row.remark, tone=Tone.DANGER if row.mark == SEVERE else Tone.TEXT2, tooltip=row.remark
                ),
                width=120,
                stretch=True,
            ),
        ]
        super().__init__(
            columns,
            key=lambda row: row.path,
            name=(lambda: _("Files to be merged")) if before else (lambda: _("Files merged")),
            count_text=lambda count: ngettext("{count} file", "{count} files", count).format(
                count=format_number(count)
            ),
            parent=parent,
        )


def _count(
    key: str,
    header: Callable[[], str],
    value: Callable[[FileRow], int],
    *,
    tone: Tone = Tone.TEXT,
    shown: bool = True,
) -> Column[FileRow]:
    def cell(row: FileRow) -> Cell:
        count = value(row)
        if not count:
            return Cell("–", tone=Tone.TEXT3)
        return Cell(format_number(count), tone=tone, bold=tone is not Tone.TEXT)

    def total(rows: Sequence[FileRow]) -> str:
        return labelled(header(), format_number(sum(map(value, rows))))

    return Column(
        key, header, cell, raw=value, kind=Kind.NUMBER, right=True, width=80, shown=shown, total=total
    )
