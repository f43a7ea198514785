"""What an account owes: only what the sales records say, and nothing made up where they say nothing."""

from datetime import date

from workbench.domain.receivables import Receivables
from workbench.domain.sales import SaleRecord
from workbench.services.accounts import create_account, find_account
from workbench.services.visit_brief import account_brief
from workbench.storage.workspace import Workspace

SOLD = date(2026, 5, 1)


def owed(workspace: Workspace, *records: SaleRecord) -> tuple[Receivables, ...]:
    create_account(workspace, {"name": "One"})
    account = find_account(workspace, "One").id
    with workspace.change("test", "test") as change:
        change.add_sales(account, records)
    return account_brief(workspace, account).receivables


def sale(line: int, amount: int, settled: int | None, due: date | None, currency: str = "CNY") -> SaleRecord:
    return SaleRecord(SOLD, amount, "D", str(line), settled_fen=settled, due_on=due, currency=currency)


def test_overdue_is_what_was_due_before_today_and_is_not_settled(workspace: Workspace) -> None:
    found = owed(
        workspace,
        sale(1, 1_000, 400, date(2026, 6, 1)),
        sale(2, 500, 500, date(2026, 5, 20)),
        sale(3, 300, 0, date(2026, 7, 1)),
        sale(4, 200, 0, None),
        sale(5, 9_000, None, date(2026, 5, 1)),
    )
    assert found == (Receivables("CNY", 1_100, 600, date(2026, 6, 1), 1),)
    assert found[0].days_overdue(date(2026, 7, 1)) == 30


def test_currencies_are_never_added(workspace: Workspace) -> None:
    found = owed(workspace, sale(1, 100, 0, None), sale(2, 700, 0, None, "JPY"))
    assert [(one.currency, one.owed_fen) for one in found] == [("JPY", 700), ("CNY", 100)]


def test_without_any_settlement_on_record_nothing_is_known(workspace: Workspace) -> None:
    assert owed(workspace, sale(1, 100, None, date(2026, 5, 2))) == ()
