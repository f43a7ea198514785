"""The row of filters under the headings of a table: one field a column, a choice where values repeat."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, pgettext
from workbench.ui.kit.arranging import reads
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.texts import Text, words
from workbench.ui.kit.tokens import SMALL_CONTROL_HEIGHT

_GAP = 3
# The word by which a filter asks for cells without anything in them.
EMPTY = "empty"


def _column_name(column: Column[Any]) -> Callable[[], str]:
    return lambda: _("Filter by {column}").format(column=words(column.header))


class FilterRow(QWidget):
    """``changed`` tells that ``texts`` answers differently, ``left`` that the user goes down to the rows."""

    changed = Signal()
    left = Signal()
    reached = Signal(str)
    """The key of a column whose filter has the focus now."""

    def __init__(self, columns: Sequence[Column[Any]], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = {column.key: column for column in columns if column.header}
        self._fields: dict[str, TextField | ComboBox] = {}
        self._texts: dict[str, str] = {}
        self._choices: Mapping[str, Sequence[tuple[str, str]]] = {}
        self.today: Callable[[], date] = date.today

    def texts(self) -> dict[str, str]:
        """What is typed or chosen, by the key of the column; only what is not empty."""
        return dict(self._texts)

    def said(self, key: str, text: str) -> str:
        """A filter in words: of a choice the word shown."""
        if text == EMPTY:
            return pgettext("filter", "Nothing")
        return next((word for choice, word in self._choices.get(key, ()) if choice == text), text)

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Show these filters instead, without telling."""
        self._texts = {key: text for key, text in texts.items() if key in self._columns and text.strip()}
        for key in self._fields:
            self._fill(key)

    def show_choices(self, choices: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Offer these words in the columns of that key."""
        self._choices = choices
        for key, field in self._fields.items():
            if isinstance(field, ComboBox):
                self._offer(field, key)

    def place(self, boxes: Sequence[tuple[str, int, int]]) -> None:
        """Put the fields where their columns are: key, left edge and width of each, from left to right."""
        shown = set()
        before: QWidget | None = None
        for key, left, width in boxes:
            field = self._field(key)
            top = (self.height() - SMALL_CONTROL_HEIGHT) // 2
            field.setGeometry(left + _GAP, top, max(width - 2 * _GAP, 24), SMALL_CONTROL_HEIGHT)
            field.show()
            shown.add(key)
            if before is not None:
                QWidget.setTabOrder(before, field)
            before = field
        for key, field in self._fields.items():
            if key not in shown:
                field.hide()

    def field(self, key: str) -> TextField | ComboBox:
        """The field of a column."""
        return self._field(key)

    def retranslate(self) -> None:
        """Say the choices again; the words of rows arrive with the rows."""
        for key, field in self._fields.items():
            field.setAccessibleName(_column_name(self._columns[key])())
            if isinstance(field, ComboBox):
                self._offer(field, key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        key = next((key for key, field in self._fields.items() if field is watched), None)
        if key is not None and event.type() == QEvent.Type.FocusIn:
            self.reached.emit(key)
        if key is not None and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(key, event)
        return super().eventFilter(watched, event)

    def _key(self, key: str, event: QKeyEvent) -> bool:
        field = self._fields[key]
        if event.key() == Qt.Key.Key_Escape and key in self._texts:
            self._take(key, "")
            self._fill(key)
            return True
        down = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if down and isinstance(field, TextField):
            self.left.emit()
            return True
        return False

    def _field(self, key: str) -> TextField | ComboBox:
        known = self._fields.get(key)
        if known is not None:
            return known
        column = self._columns[key]
        field: TextField | ComboBox
        if column.kind is Kind.CHOICE:
            field = ComboBox(small=True, parent=self)
            self._offer(field, key)
            field.picked.connect(lambda text: self._take(key, text or ""))
        else:
            field = TextField(hint=column.hint, small=True, parent=self)
            field.textEdited.connect(lambda text: self._take(key, text))
        field.setAccessibleName(_column_name(column)())
        field.installEventFilter(self)
        self._fields[key] = field
        self._fill(key)
        return field

    def _offer(self, field: ComboBox, key: str) -> None:
        known: list[tuple[str, Text]] = [("", lambda: pgettext("filter", "All"))]
        known += self._choices.get(key, ())
        known.append((EMPTY, lambda: pgettext("filter", "Nothing")))
        typed = self._texts.get(key, "")
        if typed and all(typed != choice for choice, _word in known):
            known.append((typed, typed))
        field.set_choices(known)
        field.choose(typed)

    def _fill(self, key: str) -> None:
        field, text = self._fields[key], self._texts.get(key, "")
        if isinstance(field, ComboBox):
            self._offer(field, key)
        elif field.text() != text:
            field.setText(text)
        self._judge(key)

    def _take(self, key: str, text: str) -> None:
        if text.strip():
            self._texts[key] = text
        else:
            self._texts.pop(key, None)
        self._judge(key)
        self.changed.emit()

    def _judge(self, key: str) -> None:
        """Mark what does not read as a number or a day; it is looked for as text then."""
        field, column = self._fields[key], self._columns[key]
        if not isinstance(field, TextField):
            return
        wrong = not reads(column, self._texts.get(key, ""), self.today())
        if bool(field.property("invalid")) != wrong:
            field.setProperty("invalid", wrong)
            field.style().unpolish(field)
            field.style().polish(field)
        field.setToolTip(_explained(column))


def _explained(column: Column[Any]) -> str:
    if column.kind.is_number:
        return _("For example >100, 5..20, 3M, empty")
    if column.kind is Kind.DAY:
        words_known = ", ".join(column.known or ())
        usual = _("For example this month, last 30 days, >2026-01-31, 2026-03, never")
        return f"{usual}, {words_known}" if words_known else usual
    return _("Words that occur; “a|b” for one of two, “empty” for nothing")
