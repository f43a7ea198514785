"""After the import: what came in, and the ways on and back."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.imports import ImportKind
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.services.import_history import KeptLine, kept_sentence
from workbench.services.imports import ImportResult
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.counts import Count, CountRow
from workbench.ui.kit.empty_state import IconTile
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Scroll, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, S3, S6, TITLE, Tone
from workbench.ui.navigation import PageId

WIDTH = 760

_ACCOUNTS: tuple[PageId, Text] = (PageId.ACCOUNTS, lambda: _("Show the accounts"))
_PAGES: Mapping[ImportKind, tuple[PageId, Text]] = {
    ImportKind.COMPLAINTS: (PageId.COMPLAINTS, lambda: _("All complaints")),
    ImportKind.CONTRACTS: (PageId.CONTRACTS, lambda: _("All contracts")),
}


class DoneView(Scroll):
    """The receipt of an import; ``show_undone`` says that it was taken back, and what stayed."""

    undo_requested = Signal()
    rejects_requested = Signal()
    next_requested = Signal()
    another_requested = Signal()
    accounts_requested = Signal()
    duplicates_requested = Signal()
    steps_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        body = QWidget()
        body.setFixedWidth(WIDTH)
        column = vertical(body, gap=S3)
        column.addWidget(IconTile("circle-check"))
        self.title = Label(size=TITLE, bold=True, wrap=True)
        self.sentence = Label(tone=Tone.TEXT2, wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        self.kept = Label(wrap=True)
        self.kept.hide()
        column.addWidget(self.kept)
        self.duplicates_button = Button("", Kind.LINK, icon="copy")
        self.duplicates_button.clicked.connect(self.duplicates_requested)
        self.duplicates_button.hide()
        column.addWidget(self.duplicates_button)
        column.addSpacing(S2)
        self.created = Count(lambda: _("New"))
        self.updated = Count(lambda: _("Changed"))
        self.unchanged = Count(lambda: _("Unchanged"))
        self.rejected = Count(lambda: _("Rejected"))
        self.counts = CountRow(self.created, self.updated, self.unchanged, self.rejected)
        column.addWidget(self.counts)
        column.addSpacing(S6)
        self.accounts_button = Button(lambda: _("Show the accounts"), Kind.PRIMARY, icon="building-2")
        self.accounts_button.clicked.connect(self.accounts_requested)
        self.page = PageId.ACCOUNTS
        self.next_button = Button("", icon="table-2")
        self.next_button.clicked.connect(self.next_requested)
        self.next_button.hide()
        self.another_button = Button(lambda: _("Import another file…"), icon="file-spreadsheet")
        self.another_button.clicked.connect(self.another_requested)
        self.rejects_button = Button(lambda: _("Save rejected rows…"), icon="file-down")
        self.rejects_button.clicked.connect(self.rejects_requested)
        self.steps_button = Button(lambda: _("On with the first steps"), icon="sun")
        self.steps_button.clicked.connect(self.steps_requested)
        self.steps_button.hide()
        self.undo_button = Button(lambda: _("Undo the import"), Kind.PLAIN, icon="undo-2")
        self.undo_button.clicked.connect(self.undo_requested)
        # In two rows: all of them in one are wider than the page, in English above all.
        for buttons in (
            (self.accounts_button, self.next_button, self.another_button),
            (self.steps_button, self.rejects_button, self.undo_button),
        ):
            row = horizontal(gap=S2)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        self.column.addStretch(2)
        # In a row, not aligned: only so does a layout ask how high a wrapped sentence is.
        middle = horizontal(gap=0)
        middle.addStretch(1)
        middle.addWidget(body)
        middle.addStretch(1)
        self.column.addLayout(middle)
        self.column.addStretch(3)

    def show_result(self, result: ImportResult) -> None:
        """Show what an import did."""
        changed = result.transaction is not None
        self.counts.show()
        self.kept.hide()
        self.duplicates_button.hide()
        self.page, words = _PAGES.get(result.kind, _ACCOUNTS)
        self.accounts_button.say(words)
        self.title.say(
            (lambda: _("{kind} imported").format(kind=result.kind.label))
            if changed
            else lambda: _("Nothing new in this file")
        )
        self.sentence.say(
            lambda: (
                _("From {file}. A row that was rejected can be mended and imported again.").format(
                    file=result.path.name
                )
                if result.rejected
                else _("From {file}.").format(file=result.path.name)
            )
        )
        self.created.show_value(format_number(result.created))
        self.updated.show_value(format_number(result.updated))
        self.unchanged.show_value(format_number(result.unchanged))
        self.rejected.show_value(
            format_number(result.rejected), Tone.DANGER if result.rejected else Tone.TEXT
        )
        self.rejects_button.setVisible(bool(result.rejected))
        self.undo_button.setVisible(changed)
        self.accounts_button.setFocus()

    def show_next_sheet(self, name: str | None) -> None:
        """The sheet of the same file that may come in next; ``None`` where there is none."""
        self.next_button.setVisible(name is not None)
        self.next_button.say(lambda: _("Next sheet: {name}").format(name=name))

    def show_duplicates(self, count: int | None) -> None:
        """How many pairs of accounts may be one company; ``None`` where nobody has looked."""
        self.duplicates_button.setVisible(count != 0)
        self.duplicates_button.say(
            lambda: (
                _("Look for duplicates among the accounts")
                if count is None
                else ngettext(
                    "{count} pair of accounts may be one company: look at it",
                    "{count} pairs of accounts may be one company: look at them",
                    count,
                ).format(count=format_number(count))
            )
        )

    def show_undone(self, kept: Sequence[KeptLine] = ()) -> None:
        """The import was taken back, but for what was changed since."""
        self.title.say(lambda: _("The import was taken back"))
        self.sentence.say(
            lambda: (
                _("All else that it brought is taken out again.")
                if kept
                else _("The accounts are as they were before. The spreadsheet itself is unchanged.")
            )
        )
        self.counts.hide()
        self.duplicates_button.hide()
        self.rejects_button.hide()
        self.undo_button.hide()
        self.kept.say(lambda: kept_sentence(kept))
        self.kept.setVisible(bool(kept))
