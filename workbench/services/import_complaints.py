"""Planning the import of complaints: what a sheet may say of one, and until when (2-rules §8)."""

from collections.abc import Callable, Mapping
from typing import Any

from workbench.domain.complaints import ComplaintKind
from workbench.domain.imports import ProblemCode
from workbench.domain.policies import COMPLAINT_DAYS, policy, policy_json
from workbench.exchange.rows import ParsedRow
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.import_plan import ImportPlan, PlannedRow
from workbench.storage.queries.accounts import list_managers
from workbench.storage.queries.complaints import list_complaint_events, list_complaints
from workbench.storage.queries.imports import rows_by_id
from workbench.storage.queries.policies import policy_values
from workbench.storage.session import ReadingSession

_COLUMNS = ("number", "complainant", "channel", "product", "taken_by", "against", "demand", "text")


class ComplaintRows:
    """What comes in has no steps: it is to be judged, under the limits now in force.

    No number is made up, since the same sheet brings the same rows on every laptop.
    """

    def __init__(self, session: ReadingSession) -> None:
        known = [(one.account_id, one.number, one.id) for one in list_complaints(session) if one.number]
        self._by_number = {(account_id, number): row_id for account_id, number, row_id in reversed(known)}
        self._ids = {row_id for _account, _number, row_id in known}
        self._managers = {one.name: one.id for one in list_managers(session)}
        self._days = policy_json(policy(policy_values(session), COMPLAINT_DAYS))

    def resolve(self, row: ParsedRow, account_id: Id, identify: Callable[..., Id]) -> PlannedRow:
        """The complaint that a row means: by its number, else by its day and what it says."""
        given = row.values
        values: dict[str, Any] = {name: given[name] for name in _COLUMNS if name in given}
        values |= {"account_id": account_id, "received_on": given["date"]}
        values |= {name: given[name].value for name in ("kind", "severity") if name in given}
        if "taken_by" in given:
            values["taken_by_id"] = self._managers.get(given["taken_by"])
        content = (given.get("complainant", ""), given.get("demand", ""), given.get("text", ""))
        number = given.get("number", "")
        row_id = identify(number) if number else identify(given["date"].isoformat(), *content)
        if number and row_id not in self._ids:
            # The same number at the same account was taken down here by hand.
            row_id = self._by_number.get((account_id, number), row_id)
        initial = {"kind": ComplaintKind.OTHER.value, "days": self._days}
        return PlannedRow(row_id, values, initial=initial)


def without_begun(
    plan: ImportPlan, session: ReadingSession, planned: list[PlannedRow], rows: Mapping[Id, ParsedRow]
) -> list[PlannedRow]:
    """``planned`` without those that would change a complaint of which steps are on record: told instead."""
    standing = rows_by_id(session, "complaint", [one.id for one in planned])
    begun = list_complaint_events(session).keys() if standing else set()
    kept = []
    for one in planned:
        current = standing.get(one.id)
        if (
            current is None
            or one.id not in begun
            or all(current[name] == value for name, value in one.values.items())
        ):
            kept.append(one)
        else:
            message = _("Steps of this complaint are on record: correct it in its record.")
            column = "number" if "number" in rows[one.id].values else "date"
            plan.reject(rows[one.id], column, ProblemCode.LOCKED, message)
    return kept
