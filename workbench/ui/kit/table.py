"""A table: sticky header, sorting, filters, columns to choose, copying, a footer with count and sums."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from workbench.foundation.i18n import ngettext
from workbench.ui.kit.arranging import Arrangement, Before, RowSet, Sorting, Wish, arrangement, turned
from workbench.ui.kit.column_chooser import ColumnChooser
from workbench.ui.kit.column_layout import ColumnLayout
from workbench.ui.kit.table_footer import Footer
from workbench.ui.kit.table_header import CHECKS
from workbench.ui.kit.table_menu import Output, host_of, put_out, table_menu
from workbench.ui.kit.table_model import Column, Kind, TableModel
from workbench.ui.kit.table_state import TableState, read_state
from workbench.ui.kit.table_view import TableView, copy_text
from workbench.ui.kit.texts import Text, say

if TYPE_CHECKING:
    from workbench.ui.kit.pdf_view import Runner

R = TypeVar("R")
# Up to so many rows are arranged at once; more are arranged elsewhere, if there is an elsewhere.
AT_ONCE = 2_000
# A selection in more pieces than this would slow every repaint: it is let go when rows are rearranged.
MOST_PIECES = 2_000


def _count_text(count: int) -> str:
    return ngettext("{count} row", "{count} rows", count).format(count=count)


class Table(QWidget, Generic[R]):
    """Rows of one kind. ``key`` tells rows apart, so that selection and place survive new rows."""

    row_activated = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    state_changed = Signal(str)
    filters_changed = Signal()
    arranged = Signal()
    """Other rows are shown, or in another order."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        *,
        name: Text,
        checks: bool = False,
        footer: bool = True,
        count_text: Callable[[int], str] = _count_text,
        today: Callable[[], date] = date.today,
        run: "Runner | None" = None,
        memory: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is read out by screen readers; ``checks`` puts a tick box before each row.

        ``run`` works elsewhere, for tables of many thousand rows; ``today`` is what "this month" refers to.
        With a ``memory`` the window remembers columns and sorting under that key.
        """
        super().__init__(parent)
        self.name = name
        self.model: TableModel[R] = TableModel((CHECKS, *columns) if checks else columns, key, self)
        self.view = TableView(self.model, self)
        self._count_text, self._today, self._run = count_text, today, run
        self._memory, self._recalled = memory, False
        self._set: RowSet[R] = RowSet(())
        self._keep: Callable[[R], bool] | None = None
        self._text = ""
        self._asked = 0
        self._pending = False
        self._more_filters = 0
        self._totals: tuple[str, ...] = ()
        say(self.view, self.view.setAccessibleName, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view)
        self._footer = Footer()
        column.addWidget(self._footer)
        # Never before it has a parent: it would be a window for a moment, and take the focus.
        self._footer.setVisible(footer)
        self.setFocusProxy(self.view)
        self._layout = ColumnLayout(self.view)
        self._layout.lay_out()
        self._plain_state = self.state()
        self._listen()

    def _listen(self) -> None:
        header = self.view.heading
        header.sectionClicked.connect(self._header_clicked)
        header.sectionResized.connect(self._columns_moved)
        header.sectionMoved.connect(self._columns_moved)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self._show_menu(header.mapToGlobal(at)))
        header.filters.today = self._today
        header.filters.changed.connect(self._filter_typed)
        header.filters.left.connect(self.focus_rows)
        header.filters.reached.connect(self._layout.reveal)
        self.view.horizontalScrollBar().valueChanged.connect(lambda _value: header.place_filters())
        self.view.row_activated.connect(lambda at: self.row_activated.emit(self.model.row(at)))
        self.view.copy_requested.connect(self.copy)
        self.view.menu_requested.connect(self._show_menu)
        self.view.selectionModel().selectionChanged.connect(self._selection_changed)
        self.view.selectionModel().currentRowChanged.connect(
            lambda index, _old: self.current_changed.emit(self.current_row())
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        host = host_of(self) if self._memory and not self._recalled else None
        if host is not None:
            self._recalled = True
            self.restore_state(host.recall_table(self._memory))

    # --- rows

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows; what was selected and current stays so where it is still there."""
        self._set = RowSet(rows)
        self._rearrange()

    def set_filter(self, keep: Callable[[R], bool] | None) -> None:
        """Show only the rows for which ``keep`` holds, beside the filters of the user."""
        self._keep = keep
        self._rearrange()

    def set_quick_filter(self, text: str) -> None:
        """Show only the rows in whose shown columns every word of ``text`` occurs."""
        self._text = text
        self._rearrange()

    def row_set(self) -> RowSet[R]:
        """All rows with what was worked out about them; fit for any thread."""
        return self._set

    def wish_of(self, filters: Mapping[str, str]) -> Wish[R]:
        """What these filters alone would show."""
        known = {column.key: column for column in self.model.columns}
        conditions = tuple((known[key], text) for key, text in filters.items() if key in known)
        return Wish(self._today(), conditions=conditions)

    # --- sorting and filtering

    @property
    def sorting(self) -> Sorting[R]:
        """The columns sorted by, the most important first, each with whether it falls."""
        return self.view.heading.sorting

    def sort_by(self, key: str, *, falling: bool = False, further: bool = False) -> None:
        """Sort by the column of that key; ``further`` keeps the columns sorted by as more important."""
        column = next((c for c in self.model.columns if c.key == key), None)
        kept = tuple(one for one in self.sorting if one[0] is not column) if further else ()
        self._sort((*kept, (column, falling)) if column else ())

    def turn_sorting(self, key: str, *, further: bool = False) -> None:
        """Sort by that column, or the other way round if it is sorted by already."""
        column = next(column for column in self.model.columns if column.key == key)
        self._sort(turned(self.sorting, column, further=further))

    def _sort(self, sorting: Sorting[R]) -> None:
        self.view.heading.show_sorting(sorting)
        self._rearrange()
        self._tell_state()

    def filters(self) -> dict[str, str]:
        """What is typed or chosen under the headings, by the key of the column."""
        return self.view.heading.filters.texts()

    def set_filters(self, filters: Mapping[str, str]) -> None:
        """Filter by these words under the headings, in place of those there."""
        self.view.heading.filters.show_texts(filters)
        self._filter_typed()

    def show_filter_row(self, on: bool) -> None:
        """Show or hide the fields under the headings; hiding them takes their filters away."""
        if on:
            self._offer_choices()
        elif self.filters():
            self.set_filters({})
        self.view.heading.show_filters(on)
        self._tell_state()

    def has_filter_row(self) -> bool:
        """Whether the fields under the headings are shown."""
        return not self.view.heading.filters.isHidden()

    def focus_rows(self) -> None:
        """Put the cursor into the rows: on the current one, else the first."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.current_row() is None and self.model.rowCount():
            self.view.selectRow(0)

    # --- chosen rows

    def current_row(self) -> R | None:
        """The row with the accent edge."""
        at = self.view.currentIndex().row()
        return self.model.row(at) if 0 <= at < self.model.rowCount() else None

    def selected_rows(self) -> list[R]:
        """The tinted rows, in the order shown."""
        return [self.model.row(at) for at in self._selected_places()]

    def selected_count(self) -> int:
        """How many rows are tinted."""
        return sum(last - first + 1 for first, last in self.view.selected_spans())

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

    def shown_columns(self) -> tuple[Column[R], ...]:
        """The columns in sight, from left to right."""
        return tuple(self.model.columns[at] for at in self._shown_columns())

    def count_filters(self, *more: bool) -> None:
        """Count as filters in the footer also ``more`` that somebody else applies."""
        self._more_filters = sum(more)
        self._tell_counts()

    def set_note(self, text: Text) -> None:
        """A remark in the footer (as of when, in which currency)."""
        self._footer.note.say(text)

    # --- state

    def state(self, *, filters: Mapping[str, str] | None = None, text: str | None = None) -> str:
        """Columns, sorting and filters as text that ``restore_state`` understands.

        ``filters`` and ``text`` stand in the place of those in force.
        """
        state = TableState(
            sort=tuple((column.key, falling) for column, falling in self.sorting),
            filters=self.filters() if filters is None else filters,
            filter_row=self.has_filter_row(),
            text=self._text if text is None else text,
        )
        return self._layout.add_to(state).to_text()

    def restore_state(self, text: str, *, with_filters: bool = False) -> None:
        """Bring back a saved state; what is unknown or unreadable is passed over."""
        saved = read_state(text)
        if saved is None:
            return
        self.blockSignals(True)
        self._layout.restore(saved)
        known = {column.key: column for column in self.model.columns}
        self.view.heading.show_sorting(tuple((known[k], falling) for k, falling in saved.sort if k in known))
        if with_filters:
            self.view.heading.filters.show_texts(saved.filters)
        self.view.heading.show_filters(saved.filter_row or bool(self.filters()))
        self.blockSignals(False)
        self._rearrange()
        if self.has_filter_row():
            self._offer_choices()

    def reset_columns(self) -> None:
        """Order, widths and choice of columns as they were made."""
        saved = read_state(self._plain_state)
        assert saved is not None
        self.blockSignals(True)
        self._layout.restore(saved)
        self.blockSignals(False)
        self._tell_state()

    def column_chooser(self) -> ColumnChooser:
        """A list of the columns to show, hide and reorder; it deletes itself when closed."""
        return ColumnChooser(self)

    def show_column(self, key: str, on: bool) -> None:
        """Show or hide a column."""
        self._layout.show(key, on)
        self._columns_moved()
        if self._text:
            self._rearrange()

    def order_columns(self, keys: Sequence[str]) -> None:
        """Put the columns into this order; those not named stay behind."""
        self._layout.order(keys)

    def retranslate(self) -> None:
        """Put headings and counts into the language in force."""
        self._set = RowSet(self._set.rows)
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.model.columns) - 1)
        self.view.viewport().update()
        self._tell_counts()

    def _columns_moved(self, *_where: int) -> None:
        if not self.signalsBlocked():
            self.view.fit_stretching()
            self.view.heading.place_filters()
            self._tell_state()

    def _show_menu(self, at: QPoint) -> None:
        self.menu().popup(at)

    def put_out(self, output: Output) -> bool:
        """Export or print the rows, through the window around; False if there is none."""
        return put_out(self, output)

    def menu(self) -> QMenu:
        """What can be done with the table: copy, export, print, sort, filter, choose columns."""
        return table_menu(self)

    def _header_clicked(self, section: int) -> None:
        column = self.model.columns[section]
        if column is CHECKS:
            whole = self.view.checked() == Qt.CheckState.Checked
            self.view.clearSelection() if whole else self.view.selectAll()
            return
        further = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.turn_sorting(column.key, further=further)

    def _filter_typed(self) -> None:
        self._rearrange()
        self.filters_changed.emit()
        self._tell_state()

    def _offer_choices(self) -> None:
        rows = self._set
        columns = [column for column in self.model.columns if column.kind is Kind.CHOICE]
        offer = self.view.heading.filters.show_choices

        def work() -> dict[str, list[tuple[str, str]]]:
            return {column.key: rows.choices(column) for column in columns}

        self._somewhere(work, lambda found: offer(found) if rows is self._set else None)

    # --- arranging

    def _wish(self) -> Wish[R]:
        return Wish(
            self._today(),
            sorting=self.sorting,
            conditions=self.wish_of(self.filters()).conditions,
            text=self._text,
            searched=self.shown_columns() if self._text else (),
            keep=self._keep,
        )

    def _before(self) -> Before[R]:
        spans = tuple(self.view.selected_spans())
        return Before(self.model.all_rows(), self.model.places(), spans, self.view.currentIndex().row())

    def _rearrange(self) -> None:
        """Arrange the rows anew, and put selection and current row back by key."""
        self._asked += 1
        asked, totals = self._asked, [column.total for column in self.model.columns if column.total]
        work = partial(arrangement, self._set, self._wish(), self.model.key, self._before(), totals)
        self._pending = True
        self._somewhere(work, lambda found: self._take(found) if asked == self._asked else None)

    def _somewhere(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        if self._run is None or len(self._set.rows) <= AT_ONCE:
            then(work())
        else:
            self._run(work, lambda found: then(found) if isValid(self) else None)

    def _take(self, found: Arrangement[R]) -> None:
        self._pending = False
        if found.rows is not self._set:
            return
        model, view = self.model, self.view
        current = self.current_row()
        scrolled = view.verticalScrollBar().value()
        selection = view.selectionModel()
        was = selection.blockSignals(True)
        fresh = model.all_rows() is not found.rows.rows
        model.show(found.rows.rows, found.places)
        view.select_spans(found.spans if len(found.spans) <= MOST_PIECES else (), found.current)
        selection.blockSignals(was)
        view.verticalScrollBar().setValue(scrolled)
        view.viewport().update()
        view.heading.viewport().update()
        self._totals = found.totals
        self._selection_changed()
        if fresh and self.has_filter_row():
            self._offer_choices()
        self.arranged.emit()
        if current is not None and found.current < 0:
            self.current_changed.emit(None)

    def _selected_places(self) -> list[int]:
        return [at for first, last in self.view.selected_spans() for at in range(first, last + 1)]

    def _shown_columns(self) -> list[int]:
        return self.view.heading.shown_sections()

    def _selection_changed(self) -> None:
        if self._pending and self.sender() is not None:
            # What is being arranged elsewhere must find the rows that are selected now.
            self._rearrange()
        self.view.heading.viewport().update()
        self._tell_counts()
        self.selection_changed.emit()

    def _tell_counts(self) -> None:
        shown, selected = self.model.rowCount(), self.selected_count()
        self._footer.count.say(self._count_text(shown))
        self._footer.show_selected(selected)
        self._footer.show_filters(len(self.filters()) + bool(self._text) + self._more_filters)
        if selected in (0, shown):
            self._footer.show_totals(self._totals)
            return
        totals = [column.total for column in self.model.columns if column.total]
        chosen = [self.model.row(at) for at in self._selected_places()] if totals else []
        show = self._footer.expect_totals()
        if selected <= AT_ONCE:
            show([one(chosen) for one in totals])
        else:
            self._somewhere(lambda: [one(chosen) for one in totals], show)

    def _tell_state(self) -> None:
        if self.signalsBlocked():
            return
        self.state_changed.emit(self.state())
        host = host_of(self) if self._recalled else None
        if host is not None:
            host.remember_table(self._memory, self.state(filters={}, text=""))
