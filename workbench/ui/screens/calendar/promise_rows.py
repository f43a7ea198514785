"""The promises of a report: a row each, and always one empty row to go on typing."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Contact
from workbench.domain.visits import Side
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text, parse_id
from workbench.services.visits import PromiseInput
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, name_widget, vertical
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone

PARTS = 4
"""What a draft of an earlier version kept of a row; a fifth is the person."""


class _Line(TextField):
    """A line whose Enter goes on to the next row; Ctrl+Enter is left to the form."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class _Row(QWidget):
    """What was promised; whose, by when, by whom and to whom show once something is typed."""

    changed = Signal()
    entered = Signal()

    def __init__(self, today: Callable[[], date], contacts: Sequence[Contact]) -> None:
        super().__init__()
        column = vertical(self, gap=S1)
        self.text = _Line(hint=lambda: _("What was promised"))
        name_widget(self.text, lambda: _("Promise"))
        self.side = ComboBox(
            [(Side.OURS, lambda: Side.OURS.label), (Side.THEIRS, lambda: Side.THEIRS.label)], small=True
        )
        name_widget(self.side, lambda: _("Whose promise"))
        self.due = DateField(today)
        name_widget(self.due, lambda: _("Due on"))
        self.owner = _Line(hint=lambda: _("Who keeps it"))
        name_widget(self.owner, lambda: _("Who keeps it"))
        self.contact = ComboBox(
            [(None, lambda: _("With whom")), *((one.id, one.name) for one in contacts)], small=True
        )
        name_widget(self.contact, lambda: _("With whom"))
        column.addWidget(self.text)
        self.details = QWidget()
        details = vertical(self.details, gap=S1)
        first, second = horizontal(gap=S1), horizontal(gap=S1)
        first.addWidget(self.side, 1)
        first.addWidget(self.due, 1)
        second.addWidget(self.owner, 1)
        second.addWidget(self.contact, 1)
        details.addLayout(first)
        details.addLayout(second)
        column.addWidget(self.details)
        self.error = Label(size=SMALL, tone=Tone.DANGER, wrap=True)
        self.error.hide()
        column.addWidget(self.error)
        for field in (self.text, self.owner, self.due):
            field.textChanged.connect(lambda _text: self._change())
        self.side.currentIndexChanged.connect(lambda _at: self._change())
        self.contact.currentIndexChanged.connect(lambda _at: self._change())
        for line in (self.text, self.owner):
            line.entered.connect(self.entered)
        self.due.returnPressed.connect(self.entered)
        self.details.hide()

    def is_empty(self) -> bool:
        return not (self.text.text().strip() or self.owner.text().strip() or self.due.text().strip())

    def show_error(self, text: str) -> None:
        self.error.say(text)
        self.error.setVisible(bool(text))

    def _change(self) -> None:
        self.details.setVisible(not self.is_empty())
        self.changed.emit()


class PromiseRows(QWidget):
    """Rows of promises; Enter goes on to the next one. ``changed`` tells that something was typed."""

    changed = Signal()
    rows_changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._contacts: Sequence[Contact] = ()
        self._column = vertical(self, gap=S2)
        self.rows: list[_Row] = []
        self.clear()

    def set_contacts(self, contacts: Sequence[Contact]) -> None:
        """With whom promises can be made; for the rows that come next."""
        self._contacts = contacts

    def clear(self) -> None:
        """One empty row."""
        self.show_typed(())

    def show_typed(self, rows: Sequence[Sequence[str]]) -> None:
        """A row for each of ``rows`` (as ``typed`` gives them), and one empty row."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for text, side, owner, due, *more in rows:
            row = self._add()
            was = row.blockSignals(True)
            row.text.setText(text)
            row.side.choose(Side(side))
            row.owner.setText(owner)
            row.due.setText(due)
            if more and more[0]:
                row.contact.choose(parse_id(more[0]))
            row.blockSignals(was)
        self._add()

    def fields(self) -> list[QWidget]:
        """Everything one types into, in the order of the eye."""
        return [field for row in self.rows for field in (row.text, row.side, row.due, row.owner, row.contact)]

    def typed(self) -> list[list[str]]:
        """What stands in the rows as it was typed: text, side, owner, day, person."""
        return [
            [row.text.text(), row.side.key().value, row.owner.text(), row.due.text(), _text_of(row)]
            for row in self.rows
            if not row.is_empty()
        ]

    def promises(self) -> tuple[PromiseInput, ...]:
        """What the rows say; empty rows are left out."""
        return tuple(
            PromiseInput(row.text.text(), row.side.key(), row.owner.text(), row.due.day(), row.contact.key())
            for row in self.rows
            if not row.is_empty()
        )

    def show_error(self, index: int, text: str) -> None:
        """Say what is wrong with the promise of that number."""
        filled = [row for row in self.rows if not row.is_empty()]
        if 0 <= index < len(filled):
            filled[index].show_error(text)
            filled[index].text.setFocus()

    def unreadable(self) -> bool:
        """Mark days that cannot be read; whether there is one."""
        found = False
        for row in self.rows:
            wrong = not row.due.readable()
            row.show_error(_("Give a day as YYYY-MM-DD.") if wrong else "")
            found = found or wrong
        return found

    def _add(self) -> _Row:
        row = _Row(self._today, self._contacts)
        row.changed.connect(self._typed)
        row.entered.connect(lambda: self._go_on(row))
        self._column.addWidget(row)
        self.rows.append(row)
        self.rows_changed.emit()
        return row

    def _go_on(self, row: _Row) -> None:
        following = self.rows[self.rows.index(row) + 1 :]
        if following:
            following[0].text.setFocus()

    def _typed(self) -> None:
        if not self.rows[-1].is_empty():
            self._add()
        self.changed.emit()


def _text_of(row: _Row) -> str:
    contact: Id | None = row.contact.key()
    return id_text(contact) if contact else ""
