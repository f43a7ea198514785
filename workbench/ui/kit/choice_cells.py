"""The values that stand against each other as large cells: arrows choose, Enter decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import Mark, MarkView
from workbench.ui.kit.surfaces import Card, horizontal, vertical
from workbench.ui.kit.texts import Text, words
from workbench.ui.kit.tokens import BODY, LARGE, S1, S2, S3, SMALL, Tone

LABEL_WIDTH = 112
_MIN_HEIGHT, _DENSE_HEIGHT = 58, 34


@dataclass(frozen=True)
class Option:
    """One value to choose: whose it is, the value in words, and what else is known of it."""

    key: Enum
    title: Text
    value: Text
    note: Text = ""
    faint: bool = False


class ValueCell(Card):
    """A value in a frame; a click chooses it, a double click decides. ``dense`` is for long lists of them."""

    chosen = Signal()
    decided = Signal()

    def __init__(self, option: Option, *, dense: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(dashed=option.faint, parent=parent)
        self.option = option
        self.setMinimumHeight(_DENSE_HEIGHT if dense else _MIN_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        around = S1 if dense else S2
        row = horizontal(self, margins=(S3, around, S2, around), gap=S2)
        column = vertical(gap=2)
        tone = Tone.TEXT2 if option.faint else Tone.TEXT
        self.value = Label(option.value, size=BODY if dense else LARGE, tone=tone, wrap=True)
        column.addWidget(self.value)
        note = Label(option.note, size=SMALL, tone=Tone.TEXT2, wrap=True)
        if not words(option.note):
            # Only ever hidden here: shown before it has a parent it would be a window for a moment.
            note.hide()
        column.addWidget(note)
        column.addStretch(1)
        row.addLayout(column, 1)
        self._tick = MarkView(Mark("check", Tone.ACCENT), "")
        row.addWidget(self._tick, 0, Qt.AlignmentFlag.AlignTop)
        policy = self._tick.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._tick.setSizePolicy(policy)
        self._tick.hide()

    def show_chosen(self, chosen: bool) -> None:
        """Mark the cell as the one that would be taken."""
        self._tick.setVisible(chosen)
        if chosen or not self.option.faint:
            self.setProperty("surface", "card")
        else:
            self.setProperty("surface", "dashed")
        self.setProperty("chosen", chosen)
        self.style().unpolish(self)
        self.style().polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.decided.emit()


class ChoiceRow(QWidget):
    """One thing to decide. ← → choose a cell, Enter decides, ↑ ↓ leave for the neighbour."""

    focused = Signal()
    decided = Signal(object)
    """The key of the option taken."""
    left = Signal(int)
    """To the row above (-1) or below (+1)."""

    def __init__(
        self, label: Text, options: Sequence[Option], chosen: Enum, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name = label
        row = horizontal(self, gap=S2)
        self._label = Label(label, wrap=True)
        self._label.setFixedWidth(LABEL_WIDTH)
        row.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        self.cells = [ValueCell(option) for option in options]
        for cell in self.cells:
            cell.chosen.connect(lambda key=cell.option.key: self._pick(key))
            cell.decided.connect(self.decide)
            row.addWidget(cell, 1)
        self._current = False
        self.chosen = chosen
        self.choose(chosen)

    def set_current(self, current: bool) -> None:
        """Show that this is what Enter decides."""
        self._current = current
        self._label.setFont(interface_font(bold=current))
        self.choose(self.chosen)

    def choose(self, key: Enum) -> None:
        """Mark the option of ``key`` as the one to take."""
        self.chosen = key
        for cell in self.cells:
            mine = cell.option.key is key
            cell.show_chosen(mine and self._current)
            if mine:
                parts = (self._name, cell.option.title, cell.option.value, cell.option.note)
                self.setAccessibleName(", ".join(filter(None, (words(part) for part in parts))))

    def decide(self) -> None:
        """Take the option that is marked."""
        self.decided.emit(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        keys = [cell.option.key for cell in self.cells]
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        if step is not None:
            at = min(max(keys.index(self.chosen) + step, 0), len(keys) - 1)
            self.choose(keys[at])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.decide()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.left.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._label.set_tone(Tone.ACCENT)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._label.set_tone(Tone.TEXT)

    def _pick(self, key: Enum) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.focused.emit()
        self.choose(key)
