"""Rows of the inspectors: a grey name at the left, a value edited in place, and the fault beneath it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, name_widget, vertical
from workbench.ui.kit.texts import Text, words
from workbench.ui.kit.tokens import S2, SMALL, Tone

NAME_WIDTH = 92


def make_low(field: InPlaceField) -> None:
    """Give a field edited in place the height of a line."""
    field.setProperty("small", True)
    field.style().unpolish(field)
    field.style().polish(field)


class ValueRow(QWidget):
    """A name, a control, room for something beside it, and a sentence beneath when the value is refused."""

    def __init__(self, name: Text, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self, gap=0)
        self.row: QHBoxLayout = horizontal(gap=S2)
        self.name = Label(name, size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.name.setFixedWidth(NAME_WIDTH)
        self.name.setBuddy(control)
        self.row.addWidget(self.name)
        self.row.addWidget(control, 1)
        self._fault = Label(size=SMALL, tone=Tone.DANGER, wrap=True)
        self._fault.hide()
        column.addLayout(self.row)
        column.addWidget(self._fault)
        self._control = control

    def set_fault(self, sentence: Text) -> None:
        """Say what is wrong with the value; with ``""`` nothing is."""
        self._fault.say(sentence)
        self._fault.setVisible(bool(words(sentence)))
        self._control.setProperty("invalid", bool(words(sentence)))
        self._control.style().unpolish(self._control)
        self._control.style().polish(self._control)

    def fault(self) -> str:
        """What is said to be wrong."""
        return self._fault.text() if not self._fault.isHidden() else ""


class TextRow(ValueRow):
    """A text edited in place; ``left`` gives the new one."""

    left = Signal(str)

    def __init__(self, name: Text, *, hint: Text = "", parent: QWidget | None = None) -> None:
        self.field = InPlaceField(name, hint=hint)
        make_low(self.field)
        super().__init__(name, self.field, parent)
        self.field.saved.connect(self.left)
        self.field.given_back.connect(lambda: self.set_fault(""))
        self.field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)


class ChoiceRow(ValueRow):
    """One out of a list; ``picked`` gives its key."""

    picked = Signal(object)

    def __init__(
        self,
        name: Text,
        choices: list[tuple[Any, str | Callable[[], str]]],
        parent: QWidget | None = None,
    ) -> None:
        self.choice = ComboBox(choices, small=True)
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        super().__init__(name, self.choice, parent)
        self.choice.picked.connect(self.picked)
        name_widget(self.choice, name)
