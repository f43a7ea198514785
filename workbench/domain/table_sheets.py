"""A table as it leaves the program: typed columns and the rows shown, for a spreadsheet or for paper."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

Value = str | int | float | date | None


class SheetKind(Enum):
    """What stands in a column. Money is fen, a percentage basis points."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DAY = "day"


@dataclass(frozen=True)
class SheetColumn:
    """One column; ``width`` is its share of the sheet, ``currency`` that of money."""

    header: str
    kind: SheetKind = SheetKind.TEXT
    currency: str = ""
    width: int = 96
    right: bool = False

    @property
    def heading(self) -> str:
        """The header, with the currency where there is one."""
        return f"{self.header} ({self.currency})" if self.currency else self.header


@dataclass(frozen=True)
class TableSheet:
    """Rows under columns; ``filters`` say in words what was left out."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    filters: tuple[str, ...] = ()
