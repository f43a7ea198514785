"""The preview of a paper: the choices at the left, the pages at the right, saved or printed from there.

As in ``pdf_view``, the kit owns no threads and asks no files: the one who opens the preview hands in
how the bytes are made, where work runs, and how a place to save is asked for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget
from shiboken6 import isValid

from workbench.foundation.files import write_bytes
from workbench.foundation.i18n import _, ngettext
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.counts import ProgressRow
from workbench.ui.kit.dialog import ask_for_help
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Label
from workbench.ui.kit.pdf_view import PdfView, Runner
from workbench.ui.kit.surfaces import Surface, horizontal, vertical
from workbench.ui.kit.texts import Text, words
from workbench.ui.kit.tokens import LARGE, S2, S3, S4, SMALL, Tone

WIDTH, HEIGHT, PANE = 1040, 680, 232
SLOW_MS = 500


@dataclass(frozen=True)
class PrintChoice:
    """One thing to choose: its name, the keys with their words, and the key chosen first."""

    key: str
    label: Text
    options: Sequence[tuple[Any, Text]]
    first: Any


class Maker(Protocol):
    """Makes the PDF for the chosen keys elsewhere and answers on the GUI thread."""

    def __call__(
        self,
        chosen: dict[str, Any],
        on_done: Callable[[bytes], object],
        on_error: Callable[[Exception], object],
    ) -> None: ...


class PrintPreview(QDialog):
    """Shows the paper as it will be printed; another choice makes it anew. Esc closes."""

    def __init__(
        self,
        title: Text,
        file_name: str,
        choices: Sequence[PrintChoice],
        *,
        make: Maker,
        run: Runner,
        ask_path: Callable[[str], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        """``file_name`` is proposed when saving; ``ask_path`` gets it and answers with the place."""
        super().__init__(parent)
        self._file_name, self._make, self._run, self._ask_path = file_name, make, run, ask_path
        self.setWindowTitle(words(title))
        self.setAccessibleName(words(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._combos: dict[str, ComboBox] = {}
        row = horizontal(self, gap=0)
        row.addWidget(self._make_pane(title, choices))
        self.view = PdfView(run)
        self.view.save_requested.connect(self.save)
        self.view.printed.connect(self._tell_printed)
        row.addWidget(self.view, 1)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._tell_making)
        self.view.laid_out.connect(self._made)
        self.resize(QSize(WIDTH, HEIGHT).boundedTo(self.screen().availableSize()))
        self.remake()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not ask_for_help(self, event):
            super().keyPressEvent(event)

    def chosen(self) -> dict[str, Any]:
        """What is chosen, by the key of each choice."""
        return {key: combo.key() for key, combo in self._combos.items()}

    def choose(self, key: str, option: Any) -> None:
        """Choose as the user would."""
        self._combos[key].choose(option)
        self.remake()

    def remake(self) -> None:
        """Make the paper anew for what is chosen now."""
        self._made()
        self.note.say("")
        self.view.hold()
        self._slow.start()
        self._make(self.chosen(), self.view.show_pdf, self._fail)

    def save(self) -> None:
        """Ask for a place and write the paper there."""
        data = self.view.data()
        path = self._ask_path(self._file_name) if data else None
        if path is not None:
            told = _("Saved: {name}").format(name=path.name)

            def done(_nothing: object) -> None:
                # Whoever closes at once is told by the file.
                if isValid(self):
                    self.tell(told)

            self._run(lambda: write_bytes(path, data), done)

    def _make_pane(self, title: Text, choices: Sequence[PrintChoice]) -> QWidget:
        pane = Surface("left")
        pane.setFixedWidth(PANE)
        column = vertical(pane, margins=(S4, S4, S4, S4), gap=S3)
        column.addWidget(Label(title, size=LARGE, bold=True, wrap=True))
        for choice in choices:
            combo = ComboBox(choice.options)
            combo.choose(choice.first)
            combo.picked.connect(lambda _key: self.remake())
            self._combos[choice.key] = combo
            column.addWidget(Field(choice.label, combo))
        self.note = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        column.addWidget(self.note)
        self.progress = ProgressRow()
        column.addWidget(self.progress)
        self.making = QProgressBar()
        self.making.setTextVisible(False)
        self.making.setRange(0, 0)
        self.making.hide()
        column.addWidget(self.making)
        column.addStretch(1)
        self._buttons = vertical(gap=S2)
        column.addLayout(self._buttons)
        close = Button(lambda: _("Close"))
        close.clicked.connect(self.close)
        column.addWidget(close)
        return pane

    def add_button(self, button: Button) -> None:
        """Offer something more to do with the paper, over Close."""
        self._buttons.addWidget(button)

    def tell(self, text: str, tone: Tone = Tone.TEXT2) -> None:
        """Say something under the choices."""
        self.note.set_tone(tone)
        self.note.say(text)

    def _tell_printed(self, pages: int) -> None:
        self.tell(
            ngettext("{count} page sent to the printer", "{count} pages sent to the printer", pages).format(
                count=pages
            )
        )

    def _tell_making(self) -> None:
        # Where many papers are made, their count says more.
        if self.progress.isHidden():
            self.tell(_("Making the pages…"))
            self.making.show()

    def _made(self) -> None:
        self._slow.stop()
        if not self.making.isHidden():
            self.making.hide()
            self.note.say("")

    def _fail(self, error: Exception) -> None:
        self._made()
        # What was made for another choice must not be taken for this one.
        self.view.show_nothing()
        self.tell(str(error), Tone.DANGER)
