"""A table: sticky header, sorting by click, quick filter, copying, a footer with count and sums."""

import json
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QMenu, QVBoxLayout, QWidget

from workbench.foundation.i18n import ngettext
from workbench.ui.kit.labels import Label
from workbench.ui.kit.table_model import Column, TableModel
from workbench.ui.kit.table_view import CHECKS, TableView, copy_text
from workbench.ui.kit.texts import Text, say, words
from workbench.ui.kit.tokens import S4, SMALL, Tone

R = TypeVar("R")


def _count_text(count: int) -> str:
    return ngettext("{count} row", "{count} rows", count).format(count=count)


class Table(QWidget, Generic[R]):
    """Rows of one kind. ``key`` tells rows apart, so that selection and place survive new rows."""

    row_activated = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    state_changed = Signal(str)

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        *,
        name: Text,
        checks: bool = False,
        footer: bool = True,
        count_text: Callable[[int], str] = _count_text,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is read out by screen readers; ``checks`` puts a tick box before each row."""
        super().__init__(parent)
        self.model: TableModel[R] = TableModel((CHECKS, *columns) if checks else columns, key, self)
        self.view = TableView(self.model, self)
        self._count_text = count_text
        # What the quick filter looks into, by key; filled as rows are first looked at.
        self._lines: dict[Hashable, str] = {}
        say(self.view, self.view.setAccessibleName, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view)
        self._footer = _Footer()
        column.addWidget(self._footer)
        # Never before it has a parent: it would be a window for a moment, and take the focus.
        self._footer.setVisible(footer)
        self.setFocusProxy(self.view)
        self._lay_out_columns()
        header = self.view.horizontalHeader()
        header.sectionClicked.connect(self._header_clicked)
        header.sectionResized.connect(self._tell_state)
        header.sectionMoved.connect(self._tell_state)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_column_menu)
        self.view.row_activated.connect(lambda at: self.row_activated.emit(self.model.row(at)))
        self.view.copy_requested.connect(self.copy)
        self.view.selectionModel().selectionChanged.connect(self._selection_changed)
        self.view.selectionModel().currentRowChanged.connect(
            lambda index, _old: self.current_changed.emit(self.current_row())
        )

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows; what was selected and current stays so where it is still there."""
        self._lines.clear()
        self._rearrange(lambda: self.model.set_rows(rows))

    def set_filter(self, keep: Callable[[R], bool] | None) -> None:
        """Show only the rows for which ``keep`` holds."""
        self._rearrange(lambda: self.model.set_filter(keep))

    def set_quick_filter(self, text: str) -> None:
        """Show only the rows in whose shown columns every word of ``text`` occurs."""
        wanted = text.casefold().split()
        if not wanted:
            self.set_filter(None)
            return
        columns = [self.model.columns[at] for at in self._shown_columns()]
        lines, key = self._lines, self.model.key

        def holds(row: R) -> bool:
            line = lines.get(key(row))
            if line is None:
                line = "\n".join(column.cell(row).words() for column in columns).casefold()
                lines[key(row)] = line
            return all(word in line for word in wanted)

        self.set_filter(holds)

    def sort_by(self, key: str, *, falling: bool = False) -> None:
        """Sort by the column of that key."""
        column = next((c for c in self.model.columns if c.key == key), None)
        self._rearrange(lambda: self.model.sort_by(column, falling=falling))
        self._tell_state()

    def current_row(self) -> R | None:
        """The row with the accent edge."""
        at = self.view.currentIndex().row()
        return self.model.row(at) if 0 <= at < self.model.rowCount() else None

    def selected_rows(self) -> list[R]:
        """The tinted rows, in the order shown."""
        return [self.model.row(at) for at in self._selected_places()]

    def select(self, key: Hashable) -> bool:
        """Make the row of that key the current and only selected one; False if it is not shown."""
        places = self.model.places_of({key})
        if places:
            self.view.selectRow(places[0])
            self.view.scrollTo(self.model.index(places[0], 0))
        return bool(places)

    def copy(self) -> None:
        """Put the selected rows on the clipboard as tab separated text."""
        copy_text(self.model.as_tsv(self._selected_places(), self._shown_columns()))

    def set_note(self, text: Text) -> None:
        """A remark in the footer (as of when, in which currency)."""
        self._footer.note.say(text)

    def state(self) -> str:
        """Order, widths, hidden columns and sorting as text that ``restore_state`` understands."""
        header, columns = self.view.horizontalHeader(), self.model.columns
        order = [columns[header.logicalIndex(at)].key for at in range(header.count())]
        sorting = self.model.sorting
        hidden = [c.key for at, c in enumerate(columns) if header.isSectionHidden(at)]
        widths = {
            c.key: header.sectionSize(at)
            for at, c in enumerate(columns)
            if not c.stretch and not header.isSectionHidden(at)
        }
        sort = [sorting[0].key, sorting[1]] if sorting else None
        return json.dumps({"order": order, "hidden": hidden, "widths": widths, "sort": sort})

    def restore_state(self, text: str) -> None:
        """Bring back a saved state; what is unknown or unreadable is passed over."""
        try:
            saved: dict[str, Any] = json.loads(text)
            order, hidden, widths = list(saved["order"]), set(saved["hidden"]), dict(saved["widths"])
            sort = saved["sort"]
        except (ValueError, KeyError, TypeError):
            return
        header, columns = self.view.horizontalHeader(), self.model.columns
        places = {column.key: at for at, column in enumerate(columns)}
        self._lines.clear()
        self.blockSignals(True)
        for target, key in enumerate(key for key in order if key in places):
            header.moveSection(header.visualIndex(places[key]), target)
        for key, at in places.items():
            header.setSectionHidden(at, key in hidden)
            if isinstance(widths.get(key), int) and not columns[at].stretch:
                header.resizeSection(at, max(widths[key], header.minimumSectionSize()))
        if isinstance(sort, list) and len(sort) == 2 and sort[0] in places:
            self.sort_by(sort[0], falling=bool(sort[1]))
        self.view.fit_stretching()
        self.blockSignals(False)

    def column_menu(self) -> QMenu:
        """A menu that shows and hides columns."""
        menu = QMenu(self)
        header = self.view.horizontalHeader()
        for at, column in enumerate(self.model.columns):
            if column is CHECKS:
                continue
            action = menu.addAction(words(column.header))
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(at))
            action.setEnabled(not column.stretch)
            action.toggled.connect(lambda on, at=at: self._show_column(at, on))
        return menu

    def retranslate(self) -> None:
        """Put headings and counts into the language in force."""
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.model.columns) - 1)
        self.view.viewport().update()
        self._tell_counts()

    def _lay_out_columns(self) -> None:
        header = self.view.horizontalHeader()
        for at, column in enumerate(self.model.columns):
            fixed = QHeaderView.ResizeMode.Fixed if column is CHECKS else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch if column.stretch else fixed)
            header.resizeSection(at, column.width)
            header.setSectionHidden(at, not column.shown)

    def _show_column(self, at: int, on: bool) -> None:
        self._lines.clear()
        self.view.horizontalHeader().setSectionHidden(at, not on)
        self.view.fit_stretching()
        self._tell_state()

    def _show_column_menu(self, at: QPoint) -> None:
        self.column_menu().popup(self.view.horizontalHeader().mapToGlobal(at))

    def _header_clicked(self, section: int) -> None:
        column = self.model.columns[section]
        if column is CHECKS:
            whole = self.view.checked() == Qt.CheckState.Checked
            self.view.clearSelection() if whole else self.view.selectAll()
            return
        sorting = self.model.sorting
        again = sorting is not None and sorting[0] is column
        falling = not sorting[1] if sorting and again else column.falling_first
        self.sort_by(column.key, falling=falling)

    def _rearrange(self, change: Callable[[], None]) -> None:
        """Run ``change``, which resets the model, and put selection and current row back by key."""
        model, view = self.model, self.view
        current = self.current_row()
        selected = {model.key(row) for row in self.selected_rows()}
        scrolled = view.verticalScrollBar().value()
        selection = view.selectionModel()
        was = selection.blockSignals(True)
        change()
        flags = QItemSelectionModel.SelectionFlag
        selection.select(self._ranges(model.places_of(selected)), flags.ClearAndSelect | flags.Rows)
        at = model.places_of({model.key(current)}) if current is not None else []
        if at:
            selection.setCurrentIndex(model.index(at[0], 0), flags.NoUpdate)
        selection.blockSignals(was)
        view.verticalScrollBar().setValue(scrolled)
        view.viewport().update()
        view.horizontalHeader().viewport().update()
        self._selection_changed()
        if current is not None and not at:
            self.current_changed.emit(None)

    def _ranges(self, places: Sequence[int]) -> QItemSelection:
        selection = QItemSelection()
        last, start = len(self.model.columns) - 1, 0
        for end in range(1, len(places) + 1):
            if end == len(places) or places[end] != places[end - 1] + 1:
                top, bottom = self.model.index(places[start], 0), self.model.index(places[end - 1], last)
                selection.select(top, bottom)
                start = end
        return selection

    def _selected_places(self) -> list[int]:
        return [at for first, last in self.view.selected_spans() for at in range(first, last + 1)]

    def _shown_columns(self) -> list[int]:
        header = self.view.horizontalHeader()
        order = (header.logicalIndex(at) for at in range(header.count()))
        return [at for at in order if not header.isSectionHidden(at) and self.model.columns[at] is not CHECKS]

    def _selection_changed(self) -> None:
        self.view.horizontalHeader().viewport().update()
        self._tell_counts()
        self.selection_changed.emit()

    def _tell_counts(self) -> None:
        shown, selected = self.model.rowCount(), self.selected_rows()
        self._footer.count.say(self._count_text(shown))
        chosen = ngettext("{count} selected", "{count} selected", len(selected)).format(count=len(selected))
        self._footer.selected.say(chosen if selected else "")
        summed = selected or self.model.shown_rows()
        totals = [column.total(summed) for column in self.model.columns if column.total and summed]
        self._footer.totals.say("   ".join(totals) if totals else "")

    def _tell_state(self) -> None:
        if not self.signalsBlocked():
            self.state_changed.emit(self.state())


class _Footer(QFrame):
    """Count and selection at the left; remark and sums at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "footer")
        self.setFixedHeight(28)
        row = QHBoxLayout(self)
        row.setContentsMargins(S4, 0, S4, 0)
        row.setSpacing(S4)
        self.count = Label(size=SMALL, tone=Tone.TEXT2)
        self.selected = Label(size=SMALL, tone=Tone.TEXT2)
        self.note = Label(size=SMALL, tone=Tone.TEXT3)
        self.totals = Label(size=SMALL, tone=Tone.TEXT2)
        for label in (self.count, self.selected):
            row.addWidget(label)
        row.addStretch(1)
        for label in (self.note, self.totals):
            row.addWidget(label)
