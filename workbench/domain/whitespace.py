"""The whitespace grid: from whom each unit of an account gets each product (features A10)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id, derived_id, id_text

MOST_COLUMNS = 15
"""Products that the sales records alone bring into the grid."""


class CellState(StrEnum):
    """Where a unit gets a product from; a step goes to the next one, the last to the first."""

    UNKNOWN = "unknown"
    US = "us"
    COMPETITOR = "competitor"
    IN_HOUSE = "in_house"
    NOT_USED = "not_used"

    @property
    def label(self) -> str:
        return {
            CellState.UNKNOWN: pgettext("whitespace", "Unknown"),
            CellState.US: pgettext("whitespace", "Us"),
            CellState.COMPETITOR: pgettext("whitespace", "Competitor"),
            CellState.IN_HOUSE: pgettext("whitespace", "In-house"),
            CellState.NOT_USED: pgettext("whitespace", "Not used"),
        }[self]

    @property
    def next(self) -> "CellState":
        """The state after this one."""
        states = list(CellState)
        return states[(states.index(self) + 1) % len(states)]


@dataclass(frozen=True)
class WhitespaceCell:
    """One cell as a person filled it. ``potential_fen`` a year; without a product or without a unit the
    cell only says that the row or the column is wanted."""

    id: Id
    account_id: Id
    unit: str
    product: str
    state: CellState = CellState.UNKNOWN
    competitor: str = ""
    potential_fen: int | None = None
    note: str = ""


@dataclass(frozen=True)
class GridCell:
    """One cell as it is shown. ``bought_fen`` in the last 12 months, where records say so."""

    unit: str
    product: str
    state: CellState
    competitor: str = ""
    potential_fen: int | None = None
    note: str = ""
    bought_fen: int = 0

    @property
    def is_suggested(self) -> bool:
        """Whether the sales records say it is ours and nobody has confirmed it."""
        return self.state is CellState.UNKNOWN and self.bought_fen > 0


@dataclass(frozen=True)
class Totals:
    """How many cells there are, and how many in each state; suggestions count as unknown."""

    cells: int
    by_state: Mapping[CellState, int]
    suggested: int
    potential_fen: int


@dataclass(frozen=True)
class Grid:
    """Units down, products across. ``typed_units`` and ``typed_products`` a person added."""

    units: tuple[str, ...]
    products: tuple[str, ...]
    cells: Mapping[tuple[str, str], GridCell]
    typed_units: frozenset[str] = frozenset()
    typed_products: frozenset[str] = frozenset()

    @property
    def totals(self) -> Totals:
        """The counts over all cells. The potential is that of cells which are not ours."""
        shown = list(self.cells.values())
        return Totals(
            len(shown),
            {state: sum(cell.state is state for cell in shown) for state in CellState},
            sum(cell.is_suggested for cell in shown),
            sum(cell.potential_fen or 0 for cell in shown if cell.state is not CellState.US),
        )

    @property
    def suggested(self) -> tuple[GridCell, ...]:
        """The cells that wait for a word on what the sales records say."""
        return tuple(cell for cell in self.cells.values() if cell.is_suggested)


def cell_id(account_id: Id, unit: str, product: str) -> Id:
    """The id of a cell: the same on every laptop."""
    return derived_id("whitespace_cell", id_text(account_id), unit, product)


def make_grid(
    cells: Iterable[WhitespaceCell],
    *,
    units: Sequence[str],
    bought_fen: Mapping[tuple[str, str], int],
) -> Grid:
    """The grid of an account.

    ``units`` stand in it without being typed: the account and its subsidiaries. ``bought_fen`` by unit
    and product in the last 12 months: its products, the largest first, become columns.
    """
    known = {(cell.unit, cell.product): cell for cell in cells}
    sold: dict[str, int] = {}
    for (_unit, product), amount in bought_fen.items():
        if product and amount > 0:
            sold[product] = sold.get(product, 0) + amount
    top = sorted(sold, key=lambda product: (-sold[product], product))[:MOST_COLUMNS]
    typed_units = sorted({unit for unit, _product in known if unit} - set(units))
    typed_products = sorted({product for _unit, product in known if product} - set(top))
    rows = tuple(dict.fromkeys([*(unit for unit in units if unit), *typed_units]))
    columns = (*top, *typed_products)
    shown = {}
    for unit in rows:
        for product in columns:
            cell = known.get((unit, product))
            shown[unit, product] = GridCell(
                unit,
                product,
                cell.state if cell else CellState.UNKNOWN,
                cell.competitor if cell else "",
                cell.potential_fen if cell else None,
                cell.note if cell else "",
                max(bought_fen.get((unit, product), 0), 0),
            )
    return Grid(rows, columns, shown, frozenset(typed_units), frozenset(typed_products))
