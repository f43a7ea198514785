"""What merging would bring, or brought: a sentence, and by kind what is new, changed and to be decided."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.domain.record_words import records_label
from workbench.foundation.errors import WrongPassphrase
from workbench.foundation.i18n import _, format_number, in_a_row, ngettext
from workbench.services.merges import (
    EntityCounts,
    FileLook,
    MergedFile,
    MergeOutcome,
    counts_by_kind,
    erased_sentence,
)
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import CAUTION, SEVERE, Mark
from workbench.ui.kit.surfaces import Banner, horizontal, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.tokens import LARGE, ROW_HEIGHT, S1, S2, S3, S4, Tone

_FILES_SHOWN = 6


@dataclass(frozen=True)
class KindRow:
    """One kind of record with its counts."""

    kind: str
    counts: EntityCounts


class CountsTable(Table[KindRow]):
    """New, changed, deleted and to be decided, by kind of record."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            [
                Column("kind", lambda: _("Content"), lambda row: records_label(row.kind), stretch=True),
                Column(
                    "created", lambda: _("New"), lambda row: _number(row.counts.created), right=True, width=80
                ),
                Column(
                    "changed",
                    lambda: _("Changed"),
                    lambda row: _number(row.counts.changed),
                    right=True,
                    width=80,
                ),
                Column(
                    "deleted",
                    lambda: _("Deleted"),
                    lambda row: _number(row.counts.deleted),
                    right=True,
                    width=80,
                ),
                Column(
                    "conflicts",
                    lambda: _("To decide"),
                    lambda row: _number(row.counts.conflicts, tone=Tone.WARN),
                    right=True,
                    width=88,
                ),
            ],
            key=lambda row: row.kind,
            name=lambda: _("What the files bring"),
            count_text=_kinds_text,
            parent=parent,
        )


def _number(count: int, tone: Tone = Tone.TEXT) -> Cell:
    if not count:
        return Cell("–", tone=Tone.TEXT3)
    return Cell(format_number(count), tone=tone, bold=tone is not Tone.TEXT)


def _kinds_text(count: int) -> str:
    return ngettext("{count} kind of record", "{count} kinds of records", count).format(count=count)


class PreviewView(QWidget):
    """One file before it is merged; one that cannot be merged says why and what to do."""

    passphrase_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self)
        self.error = Banner(mark=SEVERE)
        column.addWidget(self.error)
        head = vertical(margins=(S4, S4, S4, S3), gap=S1)
        self.title = Label(size=LARGE, bold=True, wrap=True)
        self.sentence = Label(tone=Tone.TEXT2, wrap=True)
        head.addWidget(self.title)
        head.addWidget(self.sentence)
        self.passphrase_button = Button(lambda: _("Enter the passphrase…"), icon="key-round")
        self.passphrase_button.clicked.connect(self.passphrase_requested)
        head.addSpacing(S2)
        head.addWidget(self.passphrase_button)
        column.addLayout(head)
        self.counts = CountsTable()
        column.addWidget(self.counts, 1)
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column.addWidget(self._rest, 1)

    def show_look(self, look: FileLook | None, name: str) -> None:
        """Show what was found in the file of that name; ``None`` while it is being looked at."""
        receipt = look.receipt if look is not None else None
        error = look.error if look is not None else None
        closed = isinstance(error, WrongPassphrase)
        told = "" if error is None or closed else in_a_row(error.message, error.hint)
        self.error.show_text(told)
        self.passphrase_button.setVisible(closed)
        self.counts.setVisible(receipt is not None and receipt.new > 0)
        self._rest.setVisible(self.counts.isHidden())
        self.title.say(_title(look) if look is not None else name)
        if receipt is None:
            self.sentence.say(
                lambda: (
                    _("This file is left out; the others can be merged.") if error else _("Looking into it…")
                )
            )
            return
        self.sentence.say(lambda: _sentence(receipt.new, receipt.known, receipt.conflicts))
        rows = counts_by_kind([receipt])
        self.counts.set_rows([KindRow(kind, counts) for kind, counts in rows.items()])


def _title(look: FileLook) -> str:
    who = look.info.exported_by if look.info is not None else ""
    authors = look.receipt.authors if look.receipt is not None else ()
    return who or ", ".join(authors) or look.path.name


def _sentence(new: int, known: int, conflicts: int) -> str:
    if not new:
        return _("Everything in this file is known already; merging it changes nothing.")
    text = ngettext(
        "{count} new entry, {known} known already.", "{count} new entries, {known} known already.", new
    ).format(count=format_number(new), known=format_number(known))
    if conflicts:
        told = ngettext(
            "{count} thing was changed on both sides and is yours to decide after the merge.",
            "{count} things were changed on both sides and are yours to decide after the merge.",
            conflicts,
        )
        text += " " + told.format(count=format_number(conflicts))
    return text


class ReceiptView(QWidget):
    """What a merge did, file by file and by kind; the way back, and on to what is to be decided."""

    undo_requested = Signal()
    conflicts_requested = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self)
        head = vertical(margins=(S4, S4, S4, S3), gap=S1)
        self.title = Label(size=LARGE, bold=True)
        self.sentence = Label(tone=Tone.TEXT2, wrap=True)
        head.addWidget(self.title)
        head.addWidget(self.sentence)
        row = horizontal(margins=(0, S2, 0, 0), gap=S2)
        self.conflicts_button = Button("", icon="split")
        self.conflicts_button.clicked.connect(self.conflicts_requested)
        self.undo_button = Button(lambda: _("Undo the merge"), icon="undo-2")
        self.undo_button.clicked.connect(self.undo_requested)
        close = Button(lambda: _("Close"), Kind.PLAIN, hint="Esc")
        close.clicked.connect(self.finished)
        for button in (self.conflicts_button, self.undo_button, close):
            row.addWidget(button)
        row.addStretch(1)
        head.addLayout(row)
        column.addLayout(head)
        self.files: Table[MergedFile] = Table(
            [
                Column("file", lambda: _("File"), _file_cell, stretch=True),
                Column("new", lambda: _("New"), lambda one: _number(one.new), right=True),
                Column("known", lambda: _("Known"), lambda one: _number(one.known), right=True),
                Column(
                    "conflicts",
                    lambda: _("To decide"),
                    lambda one: _number(one.conflicts, tone=Tone.WARN),
                    right=True,
                ),
            ],
            key=lambda one: one.file,
            name=lambda: _("Files merged"),
            footer=False,
        )
        column.addWidget(self.files)
        column.addSpacing(S4)
        self.counts = CountsTable()
        column.addWidget(self.counts, 1)
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column.addWidget(self._rest, 1)

    def show_outcome(self, outcome: MergeOutcome) -> None:
        """Show what was merged."""
        new = sum(one.new for one in outcome.files)
        conflicts = sum(one.conflicts for one in outcome.files)
        refused = sum(one.error is not None for one in outcome.files)
        self.title.say((lambda: _("Merged")) if new else lambda: _("Nothing new"))
        self.sentence.say(lambda: _receipt_sentence(outcome, new, refused))
        self.undo_button.setVisible(outcome.transaction_id is not None and not outcome.erased)
        self.conflicts_button.setVisible(bool(conflicts))
        self.conflicts_button.say(
            lambda: ngettext("Decide {count} conflict", "Decide {count} conflicts", conflicts).format(
                count=format_number(conflicts)
            )
        )
        self.files.set_rows(outcome.files)
        self.files.setFixedHeight(ROW_HEIGHT * (min(len(outcome.files), _FILES_SHOWN) + 1) + 1)
        rows = counts_by_kind([one.receipt for one in outcome.files if one.receipt is not None])
        self.counts.setVisible(bool(rows))
        self._rest.setVisible(not rows)
        self.counts.set_rows([KindRow(kind, counts) for kind, counts in rows.items()])

    def show_undone(self) -> None:
        """Say that the merge was taken back."""
        self.title.say(lambda: _("The merge was taken back"))
        self.undo_button.hide()
        self.conflicts_button.hide()


def _file_cell(one: MergedFile) -> Cell:
    if one.error is None:
        mark = CAUTION if one.conflicts else Mark("circle-check", Tone.OK)
        return Cell(one.file.name, mark=mark, tooltip=str(one.file))
    return Cell(
        one.file.name,
        mark=SEVERE,
        tooltip=one.error.hint,
        more=(Cell(one.error.message, tone=Tone.DANGER),),
    )


def _receipt_sentence(outcome: MergeOutcome, new: int, refused: int) -> str:
    parts = []
    if new:
        told = ngettext("{count} entry came in.", "{count} entries came in.", new)
        parts.append(told.format(count=format_number(new)))
    elif not refused:
        parts.append(_("Everything was known already."))
    if refused:
        told = ngettext("{count} file was left out.", "{count} files were left out.", refused)
        parts.append(told.format(count=format_number(refused)))
    if new and outcome.backup is not None:
        parts.append(_("As it was before, the file is kept as {name}.").format(name=outcome.backup.name))
    if outcome.erased:
        parts.append(erased_sentence(outcome.erased))
    return " ".join(parts)
