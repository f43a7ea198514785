"""Planning the import of sales records: facts with a natural key, account + number + line (2-rules §11)."""

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

from workbench.domain.imports import ProblemCode
from workbench.domain.sales import SaleRecord
from workbench.exchange.rows import ParsedRow
from workbench.exchange.values import BadValue, to_whole
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.import_plan import AccountFinder, ImportPlan, twice_message
from workbench.storage.queries.imports import list_account_keys, sales_by_key
from workbench.storage.session import ReadingSession

_ACCOUNTS_AT_ONCE = 500


def plan_sales(plan: ImportPlan, session: ReadingSession) -> None:
    """Make a record of each row; rows without an account are rejected, never given one."""
    finder = AccountFinder(list_account_keys(session), plan)
    counts_lines = "line" not in plan.source.mapping.columns
    lines_met: Counter[str] = Counter()
    equal_met: Counter[tuple[Any, ...]] = Counter()
    records: defaultdict[Id, dict[str, tuple[int, SaleRecord]]] = defaultdict(dict)
    for row in plan.source.rows():
        values = row.values
        number = values.get("number", "")
        if counts_lines and number:
            # Rejected rows count too: mended and imported again, they keep their place.
            lines_met[number] += 1
            values["line"] = str(lines_met[number])
        amount = _amount_fen(plan, row)
        if row.problems or amount is None:
            plan.reject(row)
            if counts_lines and number:
                plan.lines[row.number] = values["line"]
            continue
        account_id = finder.find(row)
        if account_id is None:
            if counts_lines and number:
                plan.lines[row.number] = values["line"]
            continue
        record = _record(plan, values, amount)
        if not number and not record.line:
            content = (account_id, record.sold_on, record.product, record.quantity_milli, amount)
            equal_met[content] += 1
            record = record._replace(line=str(equal_met[content]))
        first = records[account_id].setdefault(record.key, (row.number, record))
        if first[0] == row.number:
            continue
        if first[1] == record:
            plan.unchanged_count += 1
        else:
            plan.reject(row, "number", ProblemCode.DUPLICATE_KEY, twice_message(first[0]))
    _compare(plan, session, records)


def _amount_fen(plan: ImportPlan, row: ParsedRow) -> int | None:
    """The amount, or unit price × quantity × (1 − discount) rounded to fen; ``None`` with a problem."""
    values = row.values
    if "amount" in values or row.problems:
        amount: int = values.get("amount", 0)
        return amount
    if "quantity" not in values:
        name = "quantity" if plan.source.has("quantity") else "amount"
        message = _("Without an amount, unit price and quantity are needed.")
        row.problems.append(plan.source.problem(row, name, ProblemCode.MISSING, message))
        return None
    quantity = Decimal(values["quantity"]) / 1000
    try:
        return to_whole(100 * values["unit_price"] * quantity * (1 - values.get("discount", Decimal(0))))
    except BadValue as bad:
        row.problems.append(plan.source.problem(row, "unit_price", bad.code, bad.message))
        return None


def _record(plan: ImportPlan, values: dict[str, Any], amount_fen: int) -> SaleRecord:
    if "currency" not in values:
        plan.no_currency += 1
    told = values.get
    # By position: there are many of them.
    return SaleRecord(
        values["date"],
        amount_fen,
        told("number", ""),
        told("line", ""),
        told("product", ""),
        told("specification", ""),
        told("quantity"),
        told("cost"),
        told("currency", plan.source.currency),
        told("settled"),
        told("due_on"),
    )


def _compare(
    plan: ImportPlan, session: ReadingSession, records: dict[Id, dict[str, tuple[int, SaleRecord]]]
) -> None:
    """Sort the records into new, changed and unchanged ones; only the first two are to be written."""
    accounts = list(records)
    for start in range(0, len(accounts), _ACCOUNTS_AT_ONCE):
        part = accounts[start : start + _ACCOUNTS_AT_ONCE]
        standing = sales_by_key(session, part)
        for account_id in part:
            wanted: list[SaleRecord] = []
            for key, (_row, record) in records.pop(account_id).items():
                plan.amounts[record.currency] += record.amount_fen
                current = standing.get((account_id, key)) if standing else None
                if current == record:
                    plan.unchanged_count += 1
                    continue
                wanted.append(record)
                if current is None:
                    plan.created_count += 1
                else:
                    plan.updated_count += 1
            if wanted:
                plan.sales[account_id] = wanted
