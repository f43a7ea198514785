"""The model behind every table: rows are dataclasses, columns say how to show, sort and sum them.

Sorting and filtering work on the plain rows, with one key per row: a proxy model would ask for
each value through Qt again and again, which a hundred thousand rows do not forgive.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.ui.kit.cells import Cell
from workbench.ui.kit.texts import Text, words

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column. ``key`` names it in the saved state and must not change between releases.

    ``sort`` gives a comparable value or ``None`` (always last); without it the text is compared.
    ``total`` puts the sum of some rows into words for the footer.
    """

    key: str
    header: Text
    value: Callable[[R], Cell | str]
    sort: Callable[[R], Any] | None = None
    width: int = 96
    right: bool = False
    stretch: bool = False
    shown: bool = True
    falling_first: bool = False
    total: Callable[[Sequence[R]], str] | None = None
    tooltip: Text = ""

    def cell(self, row: R) -> Cell:
        """What stands in this column for ``row``."""
        value = self.value(row)
        return Cell(value) if isinstance(value, str) else value

    def sort_key(self, row: R) -> Any:
        """What ``row`` is compared by in this column."""
        return self.sort(row) if self.sort else self.cell(row).words()


def in_order(rows: Sequence[R], places: Sequence[int], column: Column[R], *, falling: bool) -> list[int]:
    """``places`` sorted by ``column``; equal rows keep their order, rows without a value come last."""
    keyed = [(column.sort_key(rows[place]), place) for place in places]
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=falling)
    return [place for _, place in known] + [place for key, place in keyed if key is None]


class TableModel(QAbstractTableModel, Generic[R]):
    """Rows of one kind under columns, sorted and filtered here."""

    def __init__(
        self, columns: Sequence[Column[R]], key: Callable[[R], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self.sorting: tuple[Column[R], bool] | None = None
        self._rows: Sequence[R] = ()
        self._places: Sequence[int] = ()
        self._keep: Callable[[R], bool] | None = None

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows under the same sorting and filter."""
        self.beginResetModel()
        self._rows = rows
        self._arrange()
        self.endResetModel()

    def set_filter(self, keep: Callable[[R], bool] | None) -> None:
        """Show only the rows for which ``keep`` holds."""
        self.beginResetModel()
        self._keep = keep
        self._arrange()
        self.endResetModel()

    def sort_by(self, column: Column[R] | None, *, falling: bool = False) -> None:
        """Sort by ``column``, or go back to the order the rows came in."""
        self.beginResetModel()
        self.sorting = (column, falling) if column else None
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        rows, keep = self._rows, self._keep
        places: Sequence[int] = range(len(rows))
        if keep is not None:
            places = [place for place in places if keep(rows[place])]
        if self.sorting is not None:
            places = in_order(rows, places, self.sorting[0], falling=self.sorting[1])
        self._places = places

    def row(self, place: int) -> R:
        """The row shown at ``place``."""
        return self._rows[self._places[place]]

    def shown_rows(self) -> list[R]:
        """All rows that pass the filter, in the order shown."""
        return [self._rows[place] for place in self._places]

    def count_all(self) -> int:
        """How many rows there are, shown or filtered out."""
        return len(self._rows)

    def places_of(self, keys: set[Hashable]) -> list[int]:
        """Where the rows with these keys are shown now, ascending."""
        if not keys:
            return []
        rows, key = self._rows, self.key
        return [at for at, place in enumerate(self._places) if key(rows[place]) in keys]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.cell(self.row(index.row())).words()
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.cell(self.row(index.row())).tooltip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return words(self.columns[section].header)
        if role == Qt.ItemDataRole.ToolTipRole:
            return words(self.columns[section].tooltip) or None
        return None

    def as_tsv(self, places: Sequence[int], columns: Sequence[int]) -> str:
        """The rows at ``places`` as tab separated text; with a header line when there is more than one."""
        lines = [[_plain(self.columns[c].cell(self.row(place)).words()) for c in columns] for place in places]
        if len(lines) > 1:
            lines.insert(0, [_plain(words(self.columns[c].header)) for c in columns])
        return "\n".join("\t".join(line) for line in lines)


def _plain(text: str) -> str:
    """``text`` as one spreadsheet cell that is never taken for a formula."""
    line = " ".join(text.split())
    if line[:1] in ("=", "+", "-", "@") and not line[1:].replace(",", "").replace(".", "").isdigit():
        return "'" + line
    return line
