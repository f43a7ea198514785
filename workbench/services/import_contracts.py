"""Planning the import of contracts: what a sheet may say of one, and until when (2-rules §10)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from workbench.domain.contracts import ContractKind, kind_of_title
from workbench.domain.imports import ProblemCode
from workbench.exchange.rows import ParsedRow
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.import_plan import ImportPlan, PlannedRow
from workbench.storage.queries.contracts import contracts_with_text, list_contract_events, list_contracts
from workbench.storage.queries.imports import rows_by_id
from workbench.storage.session import ReadingSession

_COLUMNS = {
    "number": "number",
    "title": "title",
    "amount": "amount_fen",
    "currency": "currency",
    "signed_on": "signed_on",
    "from": "starts_on",
    "to": "ends_on",
}


class ContractRows:
    """What comes in has no steps: with a day of signing it is signed, else a draft without a text.

    No number is made up, since the same sheet brings the same rows on every laptop.
    """

    def __init__(self, plan: ImportPlan, session: ReadingSession, today: date) -> None:
        self._plan, self._today = plan, today
        known = [(one.account_id, one.number, one.id) for one in list_contracts(session) if one.number]
        self._by_number = {(account_id, number): row_id for account_id, number, row_id in reversed(known)}
        self._ids = {row_id for _account, _number, row_id in known}

    def resolve(self, row: ParsedRow, account_id: Id, identify: Callable[..., Id]) -> PlannedRow | None:
        """The contract that a row means: by its number, else by its title; ``None`` once it is rejected."""
        given = row.values
        values: dict[str, Any] = {column: given[name] for name, column in _COLUMNS.items() if name in given}
        values["account_id"] = account_id
        fault = self._fault(given)
        if fault is not None:
            self._plan.reject(row, fault[0], ProblemCode.BAD_VALUE, fault[1])
            return None
        number = given.get("number", "")
        row_id = identify(number or "\x1f" + given["title"])
        if number and row_id not in self._ids:
            # The same number at the same account was noted or drafted here by hand.
            row_id = self._by_number.get((account_id, number), row_id)
        kind = kind_of_title(given.get("title", ""))
        initial = {"kind": kind.value} if kind is not ContractKind.OTHER else {}
        return PlannedRow(row_id, values, initial=initial)

    def _fault(self, given: Mapping[str, Any]) -> tuple[str, str] | None:
        """What in a row cannot be, with its column."""
        first, last = given.get("from"), given.get("to")
        if first is not None and last is not None and last < first:
            return "to", _("The last day lies before the first.")
        signed_on = given.get("signed_on")
        if signed_on is not None and signed_on > self._today:
            return "signed_on", _("This day lies in the future.")
        return None


def without_stepped(
    plan: ImportPlan, session: ReadingSession, planned: list[PlannedRow], rows: Mapping[Id, ParsedRow]
) -> list[PlannedRow]:
    """``planned`` without those that would change a contract of which steps are on record: told instead.

    A contract is drafted or it is recorded as signed elsewhere: a sheet signs no draft that has a text.
    """
    standing = rows_by_id(session, "contract", [one.id for one in planned])
    stepped = list_contract_events(session, content=False).keys() if standing else set()
    written = contracts_with_text(session) if standing else set()
    kept = []
    for one in planned:
        current = standing.get(one.id)
        is_same = current is not None and all(current[name] == value for name, value in one.values.items())
        has_text = current is not None and (current["is_their_paper"] or one.id in written)
        is_text = has_text and "signed_on" in one.values
        if current is None or is_same or not (one.id in stepped or is_text):
            kept.append(one)
            continue
        message = (
            _("Steps of this contract are on record: amend it, or correct it in its record.")
            if one.id in stepped
            else _("This contract is drafted here: sign it in its record.")
        )
        column = "number" if "number" in rows[one.id].values else "title"
        plan.reject(rows[one.id], column, ProblemCode.LOCKED, message)
    return kept
