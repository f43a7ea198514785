"""A line of a list that is edited in place: each field is saved when it is left, with those it needs."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import in_a_row
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import name_widget
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import SMALL, Tone
from workbench.ui.kit.writing_area import LineArea


class EntryField(TextField):
    """Takes one line after the other: Enter hands it over and leaves room for the next; Esc empties it.

    ``entered`` gives the text; ``put_back`` what could not be stored.
    """

    entered = Signal(str)

    def __init__(self, name: Text, hint: Text, parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, parent=parent)
        self._handed = ""
        self.setProperty("resting", True)
        name_widget(self, name)
        self.textEdited.connect(lambda _text: self._forget())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._forget()
            self._hand_over()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hand_over()

    def put_back(self, text: str) -> None:
        """Show again what could not be stored, before what was typed since."""
        self.setText(" ".join(filter(None, (text, self.text()))))
        # It is tried again once it reads differently, or with Enter.
        self._handed = self.text().strip()

    def _forget(self) -> None:
        self._handed = ""

    def _hand_over(self) -> None:
        text = self.text().strip()
        if text and text != self._handed:
            # At once: whoever goes on typing must not lose it when this one is stored.
            self.clear()
            self.entered.emit(text)


def store_entry(
    context: Context, entry: EntryField, text: str, work: Callable[[Workspace], ChangeSummary]
) -> None:
    """Store the line that ``entry`` handed over; what is refused stands in the field again."""

    def failed(error: Exception) -> None:
        entry.put_back(text)
        context.show_error(error)

    context.save(work, on_error=failed)


Control = InPlaceField | LineArea | ComboBox | DateField
Read = Callable[[str], Any]


class PendingLine(QWidget):
    """Knows its controls by the names of their fields.

    What the service refuses stays in the field with the reason beneath, and is saved with the next field:
    a goal of 2028 waits for its year.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.controls: dict[str, Control] = {}
        self.pending: dict[str, Any] = {}
        self.fault = Label(size=SMALL, tone=Tone.DANGER, wrap=True)
        self.fault.hide()

    @abstractmethod
    def write(self, workspace: Workspace, values: Mapping[str, Any]) -> ChangeSummary:
        """Save these fields; runs in the background."""

    def can_save(self) -> bool:
        """Whether there is something to save to; a line that is only begun waits."""
        return True

    def change(self, name: str, value: Any) -> None:
        """A field was left with another value."""
        self.pending[name] = value
        self.save_pending()

    def save_pending(self) -> None:
        """Save what waits."""
        values = dict(self.pending)
        if not values or not self.can_save():
            return
        self._context.save(
            lambda workspace: self.write(workspace, values),
            on_done=lambda _summary: self._done(values),
            on_error=self._failed,
        )

    def show_value(self, name: str, value: Any) -> None:
        """Show what is stored, unless something else is being typed or waits there."""
        if name in self.pending:
            return
        control = self.controls[name]
        if isinstance(control, InPlaceField | LineArea):
            control.set_value(str(value or ""))
        elif isinstance(control, ComboBox):
            control.choose(value)
        elif not control.hasFocus():
            control.set_day(value)

    def say_fault(self, told: str, where: str | None = None) -> None:
        """Say what is wrong, or with ``""`` that nothing is."""
        self.fault.say(told)
        self.fault.setVisible(bool(told))
        for name, control in self.controls.items():
            wrong = bool(told) and name == where
            if bool(control.property("invalid")) != wrong:
                control.setProperty("invalid", wrong)
                control.style().unpolish(control)
                control.style().polish(control)

    def text_field(self, name: str, label: Text, *, hint: Text = "–", read: Read = str.strip) -> InPlaceField:
        """A field of text; ``read`` makes the value of it or raises ``BadInput``."""
        field = InPlaceField(label, hint=hint)

        def left(text: str) -> None:
            try:
                value = read(text)
            except BadInput as error:
                self.say_fault(in_a_row(error.message, error.hint), name)
                return
            self.change(name, value)

        field.saved.connect(left)
        self.controls[name] = field
        return field

    def paragraph(self, name: str, label: Text, *, hint: Text = "–") -> LineArea:
        """A text that may need several lines."""
        area = LineArea(label, hint=hint)
        area.left.connect(lambda text: self.change(name, text))
        self.controls[name] = area
        return area

    def choice(self, name: str, label: Text, choices: list[tuple[Any, Text]]) -> ComboBox:
        """One of a few."""
        combo = ComboBox(choices)
        combo.setProperty("resting", True)
        name_widget(combo, label)
        combo.picked.connect(lambda key: self.change(name, key))
        self.controls[name] = combo
        return combo

    def day_field(self, name: str, label: Text) -> DateField:
        """A day, or none."""
        day = DateField(self._today)
        day.setProperty("resting", True)
        day.setPlaceholderText("–")
        name_widget(day, label)
        day.day_changed.connect(lambda value: self.change(name, value))
        day.returnPressed.connect(day.focusNextChild)
        self.controls[name] = day
        return day

    def _today(self) -> date:
        return self._context.workspace.clock.today()

    def _done(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            if name in self.pending and self.pending[name] == value:
                del self.pending[name]
        if not self.pending:
            self.say_fault("")

    def _failed(self, error: Exception) -> None:
        if isinstance(error, BadInput):
            self.say_fault(in_a_row(error.message, error.hint), error.where or None)
            control = self.controls.get(error.where or "")
            if control is not None and not control.isVisible():
                control.show()
        else:
            self.pending.clear()
            self._context.show_error(error)


def delete_button(name: Text) -> Button:
    """The small cross at the end of a line."""
    return Button("", Kind.PLAIN, icon="x", small=True, name=name)


def complete_names(field: InPlaceField, names: list[str]) -> None:
    """Complete the names of our people while they are typed."""
    completer = QCompleter(names, field)
    completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    field.setCompleter(completer)
