"""The promises of a report: a row each, and always one empty row to go on typing."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.visits import Side
from workbench.foundation.i18n import _
from workbench.services.visits import PromiseInput
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, name_widget, vertical
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone


class _Row(QWidget):
    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        column = vertical(self, gap=S1)
        self.text = TextField(hint=lambda: _("What was promised"))
        name_widget(self.text, lambda: _("Promise"))
        row = horizontal(gap=S1)
        self.side = ComboBox(
            [(Side.OURS, lambda: Side.OURS.label), (Side.THEIRS, lambda: Side.THEIRS.label)], small=True
        )
        name_widget(self.side, lambda: _("Whose promise"))
        self.owner = TextField(hint=lambda: _("who"))
        name_widget(self.owner, lambda: _("Who keeps it"))
        self.due = DateField(today)
        name_widget(self.due, lambda: _("Due on"))
        column.addWidget(self.text)
        row.addWidget(self.side)
        row.addWidget(self.owner, 1)
        row.addWidget(self.due, 1)
        column.addLayout(row)
        self.error = Label(size=SMALL, tone=Tone.DANGER, wrap=True)
        self.error.hide()
        column.addWidget(self.error)
        for field in (self.text, self.owner, self.due):
            field.textChanged.connect(lambda _text: self.changed.emit())

    def is_empty(self) -> bool:
        return not (self.text.text().strip() or self.owner.text().strip() or self.due.text().strip())

    def show_error(self, text: str) -> None:
        self.error.say(text)
        self.error.setVisible(bool(text))


class PromiseRows(QWidget):
    """Rows of promises. ``changed`` tells that something was typed."""

    changed = Signal()
    rows_changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._column = vertical(self, gap=S2)
        self.rows: list[_Row] = []
        self.clear()

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
        for text, side, owner, due in rows:
            row = self._add()
            was = row.blockSignals(True)
            row.text.setText(text)
            row.side.choose(Side(side))
            row.owner.setText(owner)
            row.due.setText(due)
            row.blockSignals(was)
        self._add()

    def fields(self) -> list[QWidget]:
        """Everything one types into, in the order of the eye."""
        return [field for row in self.rows for field in (row.text, row.side, row.owner, row.due)]

    def typed(self) -> list[list[str]]:
        """What stands in the rows as it was typed: text, side, owner, day."""
        return [
            [row.text.text(), row.side.key().value, row.owner.text(), row.due.text()]
            for row in self.rows
            if not row.is_empty()
        ]

    def promises(self) -> tuple[PromiseInput, ...]:
        """What the rows say; empty rows are left out."""
        return tuple(
            PromiseInput(row.text.text(), row.side.key(), row.owner.text(), row.due.day())
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
        row = _Row(self._today)
        row.changed.connect(self._typed)
        self._column.addWidget(row)
        self.rows.append(row)
        self.rows_changed.emit()
        return row

    def _typed(self) -> None:
        if not self.rows[-1].is_empty():
            self._add()
        self.changed.emit()
