"""One field of two accounts side by side: arrows or clicks choose, in lists of several also both."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from workbench.domain.account_merging import Choice, Question
from workbench.foundation.i18n import _
from workbench.services.account_merging import Words
from workbench.ui.kit.choice_cells import LABEL_WIDTH, Option, ValueCell
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.tokens import S2, Tone
from workbench.ui.screens.duplicates.words import question_text, value_words


class FieldRow(QWidget):
    """← → choose, ↑ ↓ leave for the neighbour, Enter merges. Where both can stand, clicks add and remove."""

    focused = Signal()
    left = Signal(int)
    """To the row above (-1) or below (+1)."""
    merge_requested = Signal()

    def __init__(self, asked: Question, left: Words, right: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.asked, self.choice = asked, asked.choice
        row = horizontal(self, gap=S2)
        self._label = Label(lambda: question_text(asked), wrap=True)
        self._label.setFixedWidth(LABEL_WIDTH)
        # On one line with the words in the frames beside it.
        self._label.setContentsMargins(0, 6, 0, 0)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        self.cells = {
            choice: ValueCell(Option(choice, "", partial(value_words, asked, told)), dense=True)
            for choice, told in ((Choice.LEFT, left), (Choice.RIGHT, right))
        }
        for choice, cell in self.cells.items():
            cell.chosen.connect(partial(self._click, choice))
            row.addWidget(cell, 1)
        self.choose(self.choice)

    def choose(self, choice: Choice) -> None:
        """Take the value of one side, or of both."""
        self.choice = choice
        chosen = []
        for side, cell in self.cells.items():
            taken = choice in (side, Choice.BOTH)
            cell.show_chosen(taken)
            cell.value.set_tone(Tone.TEXT if taken else Tone.TEXT2)
            if taken:
                chosen.append(cell.value.text())
        self.setAccessibleName(
            _("{field}: {values} chosen").format(field=question_text(self.asked), values=" + ".join(chosen))
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            ways = [Choice.LEFT, Choice.BOTH, Choice.RIGHT]
            if not self.asked.can_be_both:
                ways.remove(Choice.BOTH)
            step = -1 if key == Qt.Key.Key_Left else 1
            self.choose(ways[min(max(ways.index(self.choice) + step, 0), len(ways) - 1)])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.left.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.merge_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus(focused=True)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus(focused=False)

    def _show_focus(self, *, focused: bool) -> None:
        self._label.setFont(interface_font(bold=focused))
        self._label.set_tone(Tone.ACCENT if focused else Tone.TEXT)

    def _click(self, side: Choice) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self.asked.can_be_both or self.choice is side:
            self.choose(side)
        else:
            self.choose(side.other if self.choice is Choice.BOTH else Choice.BOTH)
