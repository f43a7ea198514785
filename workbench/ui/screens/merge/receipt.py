"""What a merge did, file by file and by kind; the way back, and on to what is to be decided."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.foundation.i18n import _, format_number, in_a_row, ngettext
from workbench.services.merges import FileLook, MergedFile, MergeOutcome, counts_by_kind, erased_sentence
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import Text, words
from workbench.ui.kit.tokens import LARGE, ROW_HEIGHT, S1, S2, S3, S4, SMALL, Tone
from workbench.ui.screens.merge.counts_table import CountsTable
from workbench.ui.screens.merge.files_table import FilesTable, row_after

_MOST_SHOWN = 10


class ReceiptView(QWidget):
    """Shown until it is closed; the merge can be taken back from it."""

    undo_requested = Signal()
    conflicts_requested = Signal()
    finished = Signal()
    backups_requested = Signal()

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
        fixed = horizontal(gap=S2)
        self.fixed = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.fixed.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.backups_button = Button(lambda: _("To the backups"), Kind.LINK)
        self.backups_button.clicked.connect(self.backups_requested)
        fixed.addWidget(self.fixed, 1)
        fixed.addWidget(self.backups_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(fixed)
        column.addLayout(head)
        # The keyboard begins here: Space must not take back what has just been merged.
        QWidget.setTabOrder(close, self.undo_button)
        self.files = FilesTable(before=False)
        column.addWidget(self.files)
        column.addSpacing(S4)
        self._backup: Path | None = None
        self._show_fixed("")
        self.counts = CountsTable()
        column.addWidget(self.counts, 1)
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column.addWidget(self._rest, 1)

    def show_outcome(
        self, outcome: MergeOutcome, left: int = 0, refused_before: Sequence[FileLook] = ()
    ) -> None:
        """Show what was merged; ``left``: how many files were not come to when it was stopped,
        ``refused_before``: those that were refused already when they were looked into."""
        new = sum(one.new for one in outcome.files)
        conflicts = sum(one.conflicts for one in outcome.files)
        merged = [*outcome.files, *(MergedFile(look.path, error=look.error) for look in refused_before)]
        refused = sum(one.error is not None for one in merged)
        self.title.say(
            (lambda: _("Stopped")) if left else (lambda: _("Merged")) if new else lambda: _("Nothing new")
        )
        self.sentence.say(lambda: _sentence(outcome, new, refused, left))
        self.undo_button.setVisible(outcome.transaction_id is not None and not outcome.erased)
        self._backup = outcome.backup
        self._show_fixed("")
        self.show_open_conflicts(conflicts)
        rows = [row_after(one) for one in merged]
        self.files.set_rows(rows)
        remarked = any(row.remark for row in rows)
        self.files.show_column("remark", remarked)
        # Whole rows, also where remarks make the table so wide that it scrolls beside an open pane.
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if remarked else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.files.view.setHorizontalScrollBarPolicy(policy)
        bar = self.files.view.horizontalScrollBar().sizeHint().height() if remarked else 0
        self.files.setFixedHeight(ROW_HEIGHT * (min(len(rows), _MOST_SHOWN) + 1) + 30 + bar)
        counts = counts_by_kind([one.receipt for one in outcome.files if one.receipt is not None])
        self.counts.setVisible(bool(counts))
        self._rest.setVisible(not counts)
        self.counts.show_counts(counts)

    def show_open_conflicts(self, count: int) -> None:
        """Offer the decision of what is still open."""
        self.conflicts_button.setVisible(bool(count))
        self.conflicts_button.say(
            lambda: ngettext("Decide {count} conflict", "Decide {count} conflicts", count).format(
                count=format_number(count)
            )
        )

    def show_fixed(self) -> None:
        """Something was changed since, by deciding a conflict for one: say how the merge goes back now."""
        self.undo_button.hide()
        name = self._backup.name if self._backup is not None else ""
        self._show_fixed(
            lambda: (
                _(
                    "Something was changed after the merge, so it can be taken back only by restoring the "
                    "backup of before: {name}. That takes back what was changed since, too."
                ).format(name=name)
                if name
                else _("Something was changed after the merge, so it can no longer be taken back as a whole.")
            )
        )

    def _show_fixed(self, text: Text) -> None:
        self.fixed.say(text)
        self.fixed.setVisible(bool(words(text)))
        self.backups_button.setVisible(bool(words(text)) and self._backup is not None)

    def show_undone(self) -> None:
        """Say that the merge was taken back."""
        self._show_fixed("")
        self.title.say(lambda: _("The merge was taken back"))
        self.undo_button.hide()
        self.conflicts_button.hide()


def _sentence(outcome: MergeOutcome, new: int, refused: int, left: int) -> str:
    parts = []
    if new:
        told = ngettext("{count} entry came in.", "{count} entries came in.", new)
        parts.append(told.format(count=format_number(new)))
    elif not refused:
        parts.append(_("Everything was known already."))
    if refused:
        told = ngettext("{count} file was left out.", "{count} files were left out.", refused)
        parts.append(told.format(count=format_number(refused)))
    if left:
        told = ngettext(
            "{count} file still waits; what was merged is saved.",
            "{count} files still wait; what was merged is saved.",
            left,
        )
        parts.append(told.format(count=format_number(left)))
    if new and outcome.backup is not None:
        parts.append(_("As it was before, the file is kept as {name}.").format(name=outcome.backup.name))
    if outcome.erased:
        parts.append(erased_sentence(outcome.erased))
    return in_a_row(*parts)
