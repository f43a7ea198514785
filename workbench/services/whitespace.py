"""The whitespace grid of an account: what is filled, what the sales suggest, and every edit (A10)."""

from datetime import date

from workbench.domain.journal import ChangeSummary
from workbench.domain.periods import twelve_months
from workbench.domain.whitespace import CellState, Grid, WhitespaceCell, cell_id, make_grid
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.checked_values import checked_amount
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import whitespace as queries
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

LONGEST_NAME = 100


def get_grid(workspace: Workspace, account_id: Id) -> Grid:
    """The grid with the account and everything below it as rows, in few queries.

    What a unit bought in the last 12 months suggests that a cell is ours, until somebody says so.
    """
    with workspace.read() as session:
        return read_grid(session, account_id, workspace.clock.today())


def read_grid(session: ReadingSession, account_id: Id, today: date) -> Grid:
    """As ``get_grid``, inside a reading that has begun."""
    cells = queries.list_cells(session, account_id)
    units = queries.units_of(session, account_id)
    bought = queries.bought_by_product(session, list(units), *twelve_months(today))
    by_name: dict[tuple[str, str], int] = {}
    for (unit_id, product), amount in bought.items():
        key = units[unit_id], product.strip()
        by_name[key] = by_name.get(key, 0) + amount
    return make_grid(cells, units=tuple(dict.fromkeys(units.values())), bought_fen=by_name)


def set_state(
    workspace: Workspace, account_id: Id, unit: str, product: str, state: CellState
) -> ChangeSummary:
    """Say where a unit gets a product from. A competitor's name stays only while it is one's."""
    with workspace.change("save_whitespace", _("Whitespace")) as change:
        account_queries.get_account(change.session, account_id)
        values: dict[str, object] = {"state": state.value}
        if state is not CellState.COMPETITOR:
            values["competitor"] = ""
        _put(change, account_id, unit, product, values)
    return change.summary


def edit_cell(
    workspace: Workspace,
    account_id: Id,
    unit: str,
    product: str,
    *,
    competitor: str = "",
    potential_fen: int | str | None = None,
    note: str = "",
) -> ChangeSummary:
    """Say more about a cell. A competitor's name makes it a competitor's.

    ``potential_fen`` is what they could buy a year, also as people type it. Raises ``BadInput`` naming it.
    """
    values: dict[str, object] = {
        "competitor": competitor.strip(),
        "potential_fen": checked_amount(potential_fen, "potential_fen"),
        "note": note.strip(),
    }
    if competitor.strip():
        values["state"] = CellState.COMPETITOR.value
    with workspace.change("save_whitespace", _("Whitespace")) as change:
        account_queries.get_account(change.session, account_id)
        _put(change, account_id, unit, product, values)
    return change.summary


def confirm_suggestions(workspace: Workspace, account_id: Id) -> ChangeSummary:
    """Take every suggestion of the sales records as it stands."""
    suggested = get_grid(workspace, account_id).suggested
    with workspace.change("save_whitespace", _("Whitespace confirmed")) as change:
        for cell in suggested:
            _put(change, account_id, cell.unit, cell.product, {"state": CellState.US.value})
    return change.summary


def add_unit(workspace: Workspace, account_id: Id, unit: str) -> ChangeSummary:
    """One more row. Raises ``BadInput`` where it stands already."""
    return _add(workspace, account_id, _name(unit, get_grid(workspace, account_id).units), "")


def add_product(workspace: Workspace, account_id: Id, product: str) -> ChangeSummary:
    """One more column. Raises ``BadInput`` where it stands already."""
    return _add(workspace, account_id, "", _name(product, get_grid(workspace, account_id).products))


def remove_line(workspace: Workspace, account_id: Id, *, unit: str = "", product: str = "") -> ChangeSummary:
    """Take back everything typed about a unit, or about a product; undo brings it back."""
    with workspace.change("remove_whitespace", _("Whitespace cleared")) as change:
        for cell in queries.list_cells(change.session, account_id):
            if (unit and cell.unit == unit) or (product and cell.product == product):
                change.delete("whitespace_cell", cell.id)
    return change.summary


def _add(workspace: Workspace, account_id: Id, unit: str, product: str) -> ChangeSummary:
    with workspace.change("save_whitespace", _("Whitespace")) as change:
        account_queries.get_account(change.session, account_id)
        _put(change, account_id, unit, product, {})
    return change.summary


def _put(change: Change, account_id: Id, unit: str, product: str, values: dict[str, object]) -> None:
    """Write a cell: the row that stands for it (a merge of accounts may have left another id), or its own."""
    known = [
        cell
        for cell in queries.list_cells(change.session, account_id)
        if (cell.unit, cell.product) == (unit, product)
    ]
    if known:
        standing: WhitespaceCell = known[-1]
        change.set("whitespace_cell", standing.id, values)
        return
    row = {"account_id": account_id, "unit": unit, "product": product, "state": CellState.UNKNOWN.value}
    change.create("whitespace_cell", {**row, **values}, cell_id(account_id, unit, product))


def _name(text: str, taken: tuple[str, ...]) -> str:
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadInput(
            _("This needs a name of at most {count} characters.").format(count=LONGEST_NAME), where="name"
        )
    if name.casefold() in (one.casefold() for one in taken):
        raise BadInput(_("“{name}” is in the grid already.").format(name=name), where="name")
    return name
