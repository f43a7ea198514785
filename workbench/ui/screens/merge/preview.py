"""What merging one file would bring: a sentence, the counts by kind, and the records by name."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.foundation.errors import WrongPassphrase
from workbench.foundation.i18n import _, in_a_row
from workbench.services.merges import FileLook
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import SEVERE
from workbench.ui.kit.surfaces import Banner, vertical
from workbench.ui.kit.tokens import LARGE, ROW_HEIGHT, S1, S2, S3, S4, Tone
from workbench.ui.screens.merge.counts_table import CountsTable, KindRow, is_quiet
from workbench.ui.screens.merge.file_words import sentence_of, span_text, warning_texts, who_of
from workbench.ui.screens.merge.names_view import NamesView

_KINDS_SHOWN = 8


class PreviewView(QWidget):
    """One file before it is merged; one that cannot be merged says why and what to do."""

    passphrase_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: FileLook | None = None
        column = vertical(self)
        self.error = Banner(mark=SEVERE)
        self.warning = Banner()
        column.addWidget(self.error)
        column.addWidget(self.warning)
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
        self.counts = CountsTable(same=True)
        self.counts.current_changed.connect(self._show_kind)
        column.addWidget(self.counts)
        self.names = NamesView()
        column.addWidget(self.names, 1)
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column.addWidget(self._rest, 1)

    def show_look(self, look: FileLook | None, name: str, *, looking: bool = True) -> None:
        """Show what was found in the file of that name; ``None`` before it has been looked into."""
        self._look = look
        receipt = look.receipt if look is not None else None
        error = look.error if look is not None else None
        closed = isinstance(error, WrongPassphrase)
        told = "" if error is None or closed else in_a_row(error.message, error.hint)
        self.error.show_text(told)
        warnings = warning_texts(look) if look is not None else []
        self.warning.show_text("\n".join(warnings))
        self.passphrase_button.setVisible(closed)
        self.counts.setVisible(look is not None and receipt is not None and receipt.new > 0)
        self.names.setVisible(not self.counts.isHidden())
        self._rest.setVisible(self.counts.isHidden())
        self.title.say(lambda: _title(look, name))
        if look is None or receipt is None:
            self.sentence.say(lambda: _waiting_sentence(error, looking=looking))
            return
        self.sentence.say(lambda: sentence_of(look))
        self.counts.show_counts({one.kind: one.counts for one in look.kinds})
        rows = min(self.counts.model.rowCount(), _KINDS_SHOWN)
        self.counts.setFixedHeight(ROW_HEIGHT * (rows + 1) + 30)
        self._show_kind(self.counts.current_row())

    def _show_kind(self, row: KindRow | None) -> None:
        kinds = self._look.kinds if self._look is not None else ()
        news = [one for one in kinds if not is_quiet(one.counts)]
        chosen = (one for one in news if row is not None and one.kind == row.kind)
        self.names.show_news(next(chosen, news[0] if news and row is None else None))


def _title(look: FileLook | None, name: str) -> str:
    if look is None:
        return name
    who, span = who_of(look, look.path), span_text(look.since, look.until)
    return _("{who}, work of {span}").format(who=who, span=span) if span else who


def _waiting_sentence(error: Exception | None, *, looking: bool) -> str:
    if error is not None:
        return _("This file is left out; the others can be merged.")
    return (
        _("Looking into it…") if looking else _("Nobody looked into it yet. It is checked when it is merged.")
    )
