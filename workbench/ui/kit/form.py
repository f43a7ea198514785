"""Forms: the label above, the control, and the error beneath it with an icon and a sentence."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.labels import Label
from workbench.ui.kit.texts import Text, say, words
from workbench.ui.kit.tokens import CHIP_ICON_SIZE, S1, S3, S4, SMALL, Tone, tokens

W = TypeVar("W", bound=QWidget)


class _ErrorIcon(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(CHIP_ICON_SIZE, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), 0, 2, "circle-x", tokens().danger, CHIP_ICON_SIZE)


class Field(QWidget, Generic[W]):
    """A control under its label. ``note`` explains it; an error takes the note's place."""

    def __init__(self, label: Text, control: W, *, note: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._note_text = note
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S1)
        self.label = Label(label, size=SMALL, tone=Tone.TEXT2)
        self.label.setBuddy(control)
        say(self, self._name_control, label)
        column.addWidget(self.label)
        column.addWidget(control)
        below = QHBoxLayout()
        below.setSpacing(S1)
        self._icon = _ErrorIcon()
        self._below = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self._below.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        below.addWidget(self._icon)
        below.addWidget(self._below, 1)
        column.addLayout(below)
        # A neighbour with an error is higher; the controls of a row stay on one line all the same.
        column.addStretch(1)
        self.set_error("")

    def _name_control(self, label: str) -> None:
        self.control.setAccessibleName(label)

    def set_error(self, sentence: Text) -> None:
        """Show what is wrong with the value, or with ``""`` that nothing is."""
        wrong = bool(sentence)
        self._icon.setVisible(wrong)
        self._below.say(sentence or self._note_text)
        self._below.set_tone(Tone.DANGER if wrong else Tone.TEXT2)
        self._below.setVisible(bool(sentence or self._note_text))
        self.control.setAccessibleDescription(words(sentence or self._note_text))
        if bool(self.control.property("invalid")) != wrong:
            self.control.setProperty("invalid", wrong)
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)

    def has_error(self) -> bool:
        """Whether an error is shown."""
        return bool(self.control.property("invalid"))


class Form(QWidget):
    """Fields in columns, row by row, in tab order."""

    def __init__(self, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns, self._at = columns, 0
        self._fields: list[Field[QWidget]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S4)
        self._grid.setVerticalSpacing(S3)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def add(self, label: Text, control: W, *, note: Text = "", span: int = 1) -> Field[W]:
        """Append a field that takes ``span`` columns."""
        field = Field(label, control, note=note)
        self._place(field, span)
        self._fields.append(field)  # type: ignore[arg-type]
        return field

    def add_widget(self, widget: QWidget, *, span: int = 0) -> None:
        """Append something that is no field; by default over the whole width."""
        self._place(widget, span or self._columns)

    def _place(self, widget: QWidget, span: int) -> None:
        row, column = divmod(self._at, self._columns)
        if column + span > self._columns:
            row, column = row + 1, 0
        self._grid.addWidget(widget, row, column, 1, span)
        self._at = row * self._columns + column + span

    def clear_errors(self) -> None:
        """Take all errors away."""
        for field in self._fields:
            field.set_error("")

    def go_to_first_error(self) -> bool:
        """Put the cursor into the first field with an error; False if there is none."""
        return go_to_first_error(self._fields)


def go_to_first_error(fields: Iterable[Field[QWidget]]) -> bool:
    """Put the cursor into the first of ``fields`` that shows an error; False if none does."""
    for field in fields:
        if field.has_error():
            field.control.setFocus()
            return True
    return False
