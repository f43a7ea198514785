"""The lines of goods as a table to type into; the empty line at the end becomes a new one."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from workbench.domain.contracts import ContractLine
from workbench.foundation.i18n import _, format_number, pgettext
from workbench.ui.kit.tokens import tokens

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
FIELDS = ("product", "brand", "specification", "unit", "quantity_milli", "price_fen", "amount_fen")
_NUMBERS = {"quantity_milli": 1000, "price_fen": 100, "amount_fen": 100}


def field_head(field: str) -> str:
    """The heading of a column."""
    return {
        "product": pgettext("goods", "Product"),
        "brand": pgettext("goods", "Brand"),
        "specification": pgettext("goods", "Specification"),
        "unit": pgettext("goods", "Unit"),
        "quantity_milli": pgettext("goods", "Quantity"),
        "price_fen": pgettext("goods", "Price"),
        "amount_fen": pgettext("goods", "Amount"),
    }[field]


def shown(line: ContractLine, field: str) -> str:
    """What stands in a cell."""
    value = getattr(line, field)
    if field in _NUMBERS:
        if value is None:
            return ""
        number = Decimal(value) / _NUMBERS[field]
        # An amount with a broken part has two digits behind the point.
        broken = _NUMBERS[field] == 100 and value % 100
        return f"{number:,.2f}" if broken else format_number(number)
    return str(value)


class GoodsModel(QAbstractTableModel):
    """``typed`` gives the line (``None`` for the new one), the field and the text."""

    typed = Signal(object, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[ContractLine] = ()
        self.fixed = False

    def show(self, lines: Sequence[ContractLine], *, fixed: bool) -> None:
        """Show these; one more row than before is added, so that the cursor stays where it is."""
        lines = tuple(lines)
        rows_now = len(lines) + (not fixed)
        if fixed != self.fixed or rows_now < self.rowCount():
            self.beginResetModel()
            self.lines, self.fixed = lines, fixed
            self.endResetModel()
            return
        more = rows_now - self.rowCount()
        if more:
            self.beginInsertRows(_ROOT, self.rowCount(), rows_now - 1)
            self.lines = lines
            self.endInsertRows()
        self.lines = lines
        if rows_now:
            self.dataChanged.emit(self.index(0, 0), self.index(rows_now - 1, len(FIELDS) - 1))

    def line_at(self, row: int) -> ContractLine | None:
        """The line of a row; ``None`` for the empty one."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines) + (not self.fixed)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(FIELDS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual if self.fixed else usual | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        field, line = FIELDS[index.column()], self.line_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if line is None:
                is_hint = role == Qt.ItemDataRole.DisplayRole and index.column() == 0
                return _("New line…") if is_hint else ""
            return shown(line, field)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(field)
        if role == Qt.ItemDataRole.ForegroundRole and line is None:
            return QColor(tokens().text3)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        field, line, text = FIELDS[index.column()], self.line_at(index.row()), str(value).strip()
        if text == (shown(line, field) if line else ""):
            return False
        self.typed.emit(line, field, text)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(FIELDS):
            if role == Qt.ItemDataRole.DisplayRole:
                return field_head(FIELDS[section])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(FIELDS[section])
        return None


def _alignment(field: str) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if field in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
