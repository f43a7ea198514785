"""Many files before they are merged: each with where it stands, and how far the looking is."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, clauses, format_number, ngettext
from workbench.services.merges import FileLook
from workbench.ui.kit.counts import ProgressRow
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import LARGE, S1, S3, S4, Tone
from workbench.ui.screens.merge.file_words import remaining
from workbench.ui.screens.merge.files_table import FilesTable, row_before


class OverviewView(QWidget):
    """A double click or Enter opens the preview of a file."""

    opened = Signal(object)
    """The path of a file."""
    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self)
        head = vertical(margins=(S4, S4, S4, S3), gap=S1)
        self.title = Label(size=LARGE, bold=True)
        self.sentence = Label(tone=Tone.TEXT2, wrap=True)
        head.addWidget(self.title)
        head.addWidget(self.sentence)
        self.progress = ProgressRow()
        self.progress.cancel_button.say(lambda: _("Stop"))
        head.addWidget(self.progress)
        column.addLayout(head)
        self.table = FilesTable(before=True)
        self.table.row_activated.connect(lambda row: self.opened.emit(row.path))
        column.addWidget(self.table, 1)

    def show_files(self, looks: Mapping[Path, FileLook | None], current: Path | None) -> None:
        """Show the files by path; ``current`` is being looked into."""
        self.title.say(
            lambda: ngettext("{count} file", "{count} files", len(looks)).format(
                count=format_number(len(looks))
            )
        )
        done = sum(look is not None for look in looks.values())
        self.sentence.say(lambda: _sentence(looks))
        if current is None:
            self.progress.end()
        else:
            if self.progress.isHidden():
                self.progress.begin(lambda: remaining(looks), self.stop_requested.emit)
            self.progress.label.say(lambda: remaining(looks))
            self.progress.show_progress(done, len(looks))
        self.table.set_rows([row_before(path, look, looking=path == current) for path, look in looks.items()])


def _sentence(looks: Mapping[Path, FileLook | None]) -> str:
    found = [look for look in looks.values() if look is not None]
    receipts = [look.receipt for look in found if look.receipt is not None]
    entries = sum(one.new for one in receipts)
    conflicts = sum(one.conflicts for one in receipts)
    refused = len(found) - len(receipts)
    parts = [
        ngettext("{count} new entry", "{count} new entries", entries).format(count=format_number(entries))
    ]
    if conflicts:
        parts.append(_("{count} to decide").format(count=format_number(conflicts)))
    if refused:
        told = ngettext("{count} file cannot be merged", "{count} files cannot be merged", refused)
        parts.append(told.format(count=format_number(refused)))
    if len(found) < len(looks):
        return _("So far: {what}.").format(what=clauses(*parts))
    return _("{what}. Each is counted by itself.").format(what=clauses(*parts))
