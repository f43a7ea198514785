"""Planning the import of a ledger of receivables: what each account owes, item by item (2-rules §4)."""

from collections.abc import Callable, Collection, Iterable
from datetime import date

from workbench.domain.imports import ProblemCode
from workbench.exchange.rows import ParsedRow
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.import_plan import ImportPlan, PlannedRow
from workbench.storage.queries.receivables import list_items
from workbench.storage.session import ReadingSession


class ReceivableRows:
    """Without a column that says as of when, a ledger speaks of the day on which it comes in."""

    def __init__(self, plan: ImportPlan, session: ReadingSession, today: date) -> None:
        self._plan, self._today = plan, today
        self._of_item: dict[Id, date] = {}
        self._of_account: dict[Id, date] = {}
        for item in list_items(session):
            if item.stated_on is not None:
                self._of_item[item.id] = item.stated_on
                last = self._of_account.get(item.account_id, item.stated_on)
                self._of_account[item.account_id] = max(last, item.stated_on)
        # Rows that are mended another day still speak of this one.
        plan.stated_on = today

    def resolve(self, row: ParsedRow, account_id: Id, identify: Callable[..., Id]) -> PlannedRow | None:
        """The item that a row means: by its number and due day; ``None`` once it is rejected."""
        given = row.values
        stated_on = given.get("as_of", self._today)
        for name, day in (("as_of", stated_on), ("date", given.get("date", stated_on))):
            if day > self._today:
                self._plan.reject(row, name, ProblemCode.BAD_VALUE, _("This day lies in the future."))
                return None
        if self._plan.source.has("owed") and given.keys().isdisjoint(("owed", "settled")):
            # Paid or not a fen of it: an empty balance may mean either.
            self._plan.reject(row, "owed", ProblemCode.MISSING, _("This cell must not be empty."))
            return None
        amount, dated_on, due_on = given.get("amount"), given.get("date"), given.get("due_on")
        number = given.get("number", "")
        day = due_on if number else due_on or dated_on
        item_id = identify(number, day.isoformat() if day is not None else "")
        last = self._of_item.get(item_id, self._of_account.get(account_id, stated_on))
        if stated_on < last:
            message = _("A later ledger of this account, as of {day}, is already here.")
            message = message.format(day=last.isoformat())
            self._plan.reject(row, "as_of", ProblemCode.BAD_VALUE, message)
            return None
        return PlannedRow(
            item_id,
            {
                "account_id": account_id,
                "stated_on": stated_on,
                "number": number,
                "dated_on": dated_on,
                "due_on": due_on,
                "amount_fen": amount,
                "owed_fen": given["owed"] if "owed" in given else amount - given.get("settled", 0),
                "currency": given.get("currency", "CNY"),
            },
        )


def paid_since(
    session: ReadingSession, planned: Iterable[PlannedRow], unsure: Collection[Id]
) -> list[PlannedRow]:
    """Items that an earlier ledger had open and this one leaves out at accounts that it names: paid ones.

    At ``unsure`` accounts a row was rejected, which may be the item: nothing is taken for paid. What was
    stated on the same day stays: rows that are mended and brought after the others add to them.
    """
    named: set[Id] = set()
    stated: dict[Id, date] = {}
    for row in planned:
        named.add(row.id)
        account_id, day = row.values["account_id"], row.values["stated_on"]
        if account_id not in unsure:
            stated[account_id] = max(day, stated.get(account_id, day))
    return [
        PlannedRow(item.id, {"owed_fen": 0, "stated_on": stated[item.account_id]})
        for item in list_items(session, stated, only_open=True)
        if item.id not in named and (item.stated_on is None or item.stated_on < stated[item.account_id])
    ]
