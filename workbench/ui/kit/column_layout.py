"""Where the columns of a table stand: order, widths, which are hidden; and bringing them back."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QHeaderView

from workbench.ui.kit.table_header import CHECKS
from workbench.ui.kit.table_state import TableState
from workbench.ui.kit.table_view import TableView


class ColumnLayout:
    """The columns of one view, by their keys."""

    def __init__(self, view: TableView) -> None:
        self._view, self._header = view, view.heading
        self._columns = view.rows_model.columns
        self._places = {column.key: at for at, column in enumerate(self._columns)}

    def lay_out(self) -> None:
        """Widths and hidden columns as the columns themselves say."""
        header, mode = self._header, QHeaderView.ResizeMode
        for at, column in enumerate(self._columns):
            is_fixed = column is CHECKS or column.stretch
            header.setSectionResizeMode(at, mode.Fixed if is_fixed else mode.Interactive)
            header.resizeSection(at, column.width)
            header.setSectionHidden(at, not column.shown)

    def order(self, keys: Sequence[str]) -> None:
        """Put the columns into this order; those not named stay behind."""
        header, places = self._header, self._places
        first = 1 if self._columns[0] is CHECKS else 0
        named = (key for key in keys if key in places and self._columns[places[key]] is not CHECKS)
        for target, key in enumerate(named, start=first):
            header.moveSection(header.visualIndex(places[key]), target)

    def show(self, key: str, on: bool) -> None:
        """Show or hide a column."""
        self._header.setSectionHidden(self._places[key], not on)

    def reveal(self, key: str) -> None:
        """Scroll sideways until the column is in sight."""
        at, bar = self._places[key], self._view.horizontalScrollBar()
        left = self._header.sectionViewportPosition(at)
        over = left + self._header.sectionSize(at) - self._view.viewport().width()
        if left < 0 or over > 0:
            bar.setValue(bar.value() + (left if left < 0 else over))

    def add_to(self, state: TableState) -> TableState:
        """``state`` with the columns as they stand."""
        header, columns = self._header, self._columns
        return replace(
            state,
            order=tuple(columns[header.logicalIndex(at)].key for at in range(header.count())),
            hidden=frozenset(c.key for at, c in enumerate(columns) if header.isSectionHidden(at)),
            widths={
                c.key: header.sectionSize(at)
                for at, c in enumerate(columns)
                if not c.stretch and not header.isSectionHidden(at)
            },
        )

    def restore(self, saved: TableState) -> None:
        """Bring back the columns of ``saved``; those it does not know stay as they are."""
        header = self._header
        self.order(saved.order)
        for at, column in enumerate(self._columns):
            if column.key in saved.order:
                header.setSectionHidden(at, column.key in saved.hidden)
            if column.key in saved.widths and not column.stretch:
                header.resizeSection(at, max(saved.widths[column.key], header.minimumSectionSize()))
        self._view.fit_stretching()
        header.place_filters()
