"""The model behind every table: rows are dataclasses, columns say how to show, sort, filter and sum them.

Sorting and filtering work on the plain rows (``arranging``), with one key per row: a proxy model would
ask for each value through Qt again and again, which a hundred thousand rows do not forgive.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.ui.kit.cells import Cell
from workbench.ui.kit.text_order import order_key
from workbench.ui.kit.texts import Text, literal_tip, words

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Value = str | int | float | date | None
_ROOT = QModelIndex()


class Kind(Enum):
    """What a column holds: how it is filtered, and typed in a spreadsheet. Money is fen, a share 1/10,000."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DAY = "day"

    @property
    def is_number(self) -> bool:
        """Whether the values are numbers."""
        return self in (Kind.NUMBER, Kind.MONEY, Kind.PERCENT)


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column. ``key`` names it in the saved state and must not change between releases.

    ``raw`` is the plain value of a number or day, for filtering and spreadsheets; of a choice its name.
    ``sort`` gives a comparable value or ``None`` (always last); without it ``raw`` or the text is compared.
    ``total`` puts the sum of some rows into words for the footer. ``known`` are words that may be typed
    into the filter beside the usual ones, each with what it asks of a row.
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
    kind: Kind = Kind.TEXT
    raw: Callable[[R], Value] | None = None
    currency: str = ""
    known: Mapping[str, Callable[[R], bool]] | None = None
    hint: Text = ""

    def cell(self, row: R) -> Cell:
        """What stands in this column for ``row``."""
        value = self.value(row)
        return Cell(value) if isinstance(value, str) else value

    def words(self, row: R) -> str:
        """All text of the cell for ``row``."""
        value = self.value(row)
        return value if isinstance(value, str) else value.words()

    def plain(self, row: R) -> Value:
        """The value of ``row`` without any dress, as a spreadsheet takes it."""
        return self.raw(row) if self.raw and self.has_scale else self.words(row)

    def choice(self, row: R) -> str:
        """What a filter remembers ``row`` by: with a ``raw`` the same in every language."""
        return str(self.raw(row) or "") if self.raw else self.words(row)

    @property
    def has_scale(self) -> bool:
        """Whether the values are numbers or days, which lie in ranges."""
        return self.kind.is_number or self.kind is Kind.DAY

    def sort_key(self, row: R) -> Any:
        """What ``row`` is compared by in this column."""
        if self.sort:
            return self.sort(row)
        if self.raw and self.has_scale:
            return self.raw(row)
        return order_key(self.words(row)) or None


class TableModel(QAbstractTableModel, Generic[R]):
    """Rows of one kind under columns, in the order and choice they were arranged in."""

    def __init__(
        self, columns: Sequence[Column[R]], key: Callable[[R], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self._rows: Sequence[R] = ()
        self._places: Sequence[int] = ()

    def show(self, rows: Sequence[R], places: Sequence[int]) -> None:
        """Show those of ``rows`` at ``places``, in that order."""
        self.beginResetModel()
        self._rows, self._places = rows, places
        self.endResetModel()

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show all of ``rows`` as they come."""
        self.show(rows, range(len(rows)))

    def row(self, place: int) -> R:
        """The row shown at ``place``."""
        return self._rows[self._places[place]]

    def shown_rows(self) -> list[R]:
        """All rows that pass the filter, in the order shown."""
        rows = self._rows
        return [rows[place] for place in self._places]

    def all_rows(self) -> Sequence[R]:
        """The rows, shown or filtered out, as they came."""
        return self._rows

    def places(self) -> Sequence[int]:
        """Which of all rows are shown, in the order shown."""
        return self._places

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
            return column.words(self.row(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return literal_tip(column.cell(self.row(index.row())).tooltip) or None
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
        lines = [[_plain(self.columns[c].words(self.row(place))) for c in columns] for place in places]
        if len(lines) > 1:
            lines.insert(0, [_plain(words(self.columns[c].header)) for c in columns])
        return "\n".join("\t".join(line) for line in lines)


def _plain(text: str) -> str:
    """``text`` as one spreadsheet cell that is never taken for a formula."""
    line = " ".join(text.split())
    if line[:1] in ("=", "+", "-", "@") and not line[1:].replace(",", "").replace(".", "").isdigit():
        return "'" + line
    return line
