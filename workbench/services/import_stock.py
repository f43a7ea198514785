"""Planning the import of what customers have in stock (2-rules §3 and §11)."""

from collections.abc import Callable
from datetime import date

from workbench.domain.imports import ProblemCode
from workbench.exchange.rows import ParsedRow
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.import_plan import ImportPlan, PlannedRow

_COLUMNS = {
    "date": "counted_on",
    "product": "product",
    "specification": "specification",
    "quantity": "quantity_milli",
    "value": "value_fen",
}
_COUNTED = ("quantity", "value")


class StockRows:
    """A product at an account is counted once a day: what a later sheet says of that day replaces it."""

    def __init__(self, plan: ImportPlan, today: date) -> None:
        self._plan, self._today = plan, today

    def resolve(self, row: ParsedRow, account_id: Id, identify: Callable[..., Id]) -> PlannedRow | None:
        """The count that a row means; ``None`` once it is rejected."""
        given = row.values
        for name in _COUNTED:
            if given.get(name, 0) < 0:
                message = _("Stock cannot be less than nothing.")
                self._plan.reject(row, name, ProblemCode.BAD_VALUE, message)
                return None
        if given["date"] > self._today:
            self._plan.reject(row, "date", ProblemCode.BAD_VALUE, _("This day lies in the future."))
            return None
        # A value of before says nothing of another quantity, nor the other way round.
        values = {column: given.get(name) for name, column in _COLUMNS.items() if name in (*given, *_COUNTED)}
        key = identify(given["date"].isoformat(), given["product"], given.get("specification", ""))
        return PlannedRow(key, {"account_id": account_id, **values})
