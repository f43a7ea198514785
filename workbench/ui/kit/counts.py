"""Figures side by side that only tell (what an import or a merge brings), and the line of a running task."""

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import FIGURE, S2, S6, SMALL, Tone


class Count(QWidget):
    """A number under its name."""

    def __init__(self, title: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self, gap=0)
        self.title = Label(title, size=SMALL, tone=Tone.TEXT2)
        self.value = Label("–", size=FIGURE, bold=True)
        self.value.setMinimumHeight(32)
        column.addWidget(self.title)
        column.addWidget(self.value)

    def show_value(self, value: str, tone: Tone = Tone.TEXT) -> None:
        """Show another number; a dash stands for not known yet."""
        self.value.say(value or "–")
        self.value.set_tone(tone)
        self.setAccessibleName(f"{self.title.text()} {value}")


class CountRow(QWidget):
    """Counts side by side, from the left."""

    def __init__(self, *counts: Count, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = horizontal(self, gap=S6 + S6)
        for count in counts:
            row.addWidget(count)
        row.addStretch(1)


class ProgressRow(QWidget):
    """What is going on, how far it is, and Cancel; hidden while nothing is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cancel: Callable[[], object] | None = None
        row = horizontal(self, gap=S2)
        self.label = Label(size=SMALL, tone=Tone.TEXT2)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel_button = Button(lambda: _("Cancel"), small=True)
        self.cancel_button.clicked.connect(self.cancel)
        row.addWidget(self.label)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        self.hide()

    def begin(self, text: Text, cancel: Callable[[], object]) -> None:
        """Show that something is under way, which ``cancel`` asks to stop."""
        self.label.say(text)
        self._cancel = cancel
        self.bar.setRange(0, 0)
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        """How far it is."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def end(self) -> None:
        """Nothing is under way any more."""
        self._cancel = None
        self.hide()

    def cancel(self) -> None:
        """Ask what is under way to stop."""
        if self._cancel is not None:
            self._cancel()
