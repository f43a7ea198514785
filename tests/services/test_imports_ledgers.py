"""Importing what accounts owe by the books, and what they have in stock (2-rules §3 and §4)."""

from datetime import date
from pathlib import Path

import pytest

from tests.services.sheets import ACCOUNTS, SALES, bring, counts, lines_of, reasons, sheet
from workbench.domain.receivables import Receivables
from workbench.foundation.ids import Id, derived_id
from workbench.services.alarms import list_alarms
from workbench.services.checks import check_workspace
from workbench.services.history import undo
from workbench.services.imports import ImportKind, run_import
from workbench.services.portfolio import get_account_value
from workbench.services.visit_brief import account_brief
from workbench.storage.queries.stock import list_stock_counts
from workbench.storage.workspace import Workspace

A1, A2 = derived_id("account", "A1"), derived_id("account", "A2")
STOCK, RECEIVABLES = ImportKind.STOCK, ImportKind.RECEIVABLES


@pytest.fixture
def book(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Two accounts."""
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,One\nA2,Two"))
    return workspace


def owed(workspace: Workspace, account_id: Id = A1) -> dict[str, tuple[int, int]]:
    """Owed and overdue, by currency."""
    return {
        one.currency: (one.owed_fen, one.overdue_fen)
        for one in account_brief(workspace, account_id).receivables
    }


LEDGER = """客户编号,单号,日期,到期日,应收金额,已收,未收金额,截止日期
A1,F1,2026-03-01,2026-04-30,1000,400,600,2026-06-20
A1,F2,2026-05-01,2026-07-31,500,0,500,2026-06-20
A2,F9,2026-05-02,,80,,80,2026-06-20
"""


def test_a_ledger_says_what_is_owed_and_since_when(book: Workspace, tmp_path: Path) -> None:
    result = bring(book, RECEIVABLES, sheet(tmp_path, LEDGER))
    assert (counts(result), result.amount_fen) == ((3, 0, 0, 0), 118_000)
    assert account_brief(book, A1).receivables == (Receivables("CNY", 110_000, 60_000, date(2026, 4, 30)),)
    assert owed(book, A2) == {"CNY": (8_000, 0)}
    assert counts(bring(book, RECEIVABLES, sheet(tmp_path, LEDGER))) == (0, 0, 3, 0)
    assert check_workspace(book).ok


def test_what_a_later_ledger_leaves_out_is_paid_and_accounts_it_does_not_name_stay(
    book: Workspace, tmp_path: Path
) -> None:
    bring(book, RECEIVABLES, sheet(tmp_path, LEDGER))
    later = "客户编号,单号,到期日,未收金额,截止日期\nA1,F2,2026-07-31,200,2026-06-27"
    result = bring(book, RECEIVABLES, sheet(tmp_path, later))
    assert counts(result) == (0, 2, 0, 0)
    assert (owed(book), owed(book, A2)) == ({"CNY": (20_000, 0)}, {"CNY": (8_000, 0)})
    assert result.transaction is not None
    undo(book, result.transaction)
    assert owed(book) == {"CNY": (110_000, 60_000)}


def test_rows_mended_on_the_same_day_add_to_the_others(book: Workspace, tmp_path: Path) -> None:
    first = "account,number,due_on,owed\nA1,F1,2026-04-30,600\nA1,F2,2026-07-31,five"
    assert reasons(bring(book, RECEIVABLES, sheet(tmp_path, first))) == [(3, "owed", "bad_number")]
    bring(book, RECEIVABLES, sheet(tmp_path, "account,number,due_on,owed\nA1,F2,2026-07-31,5"))
    assert owed(book) == {"CNY": (60_500, 60_000)}


def test_an_item_whose_row_is_rejected_is_not_taken_for_paid(book: Workspace, tmp_path: Path) -> None:
    bring(book, RECEIVABLES, sheet(tmp_path, LEDGER))
    later = (
        "account,number,due_on,owed,as_of\nA1,F1,2026-04-30,six,2026-06-27\nA1,F2,2026-07-31,200,2026-06-27"
    )
    assert counts(bring(book, RECEIVABLES, sheet(tmp_path, later))) == (0, 1, 0, 1)
    assert owed(book) == {"CNY": (80_000, 60_000)}
    mended = "account,number,due_on,owed,as_of\nA1,F1,2026-04-30,100,2026-06-27"
    assert counts(bring(book, RECEIVABLES, sheet(tmp_path, mended))) == (0, 1, 0, 0)
    assert owed(book) == {"CNY": (30_000, 10_000)}


def test_an_empty_balance_is_not_guessed(book: Workspace, tmp_path: Path) -> None:
    ledger = "account,number,amount,settled,owed\nA1,F1,600,,\nA1,F2,500,450,\nA1,F3,70,,0"
    assert reasons(bring(book, RECEIVABLES, sheet(tmp_path, ledger))) == [(2, "owed", "missing")]
    assert owed(book) == {"CNY": (5_000, 0)}


def test_an_older_ledger_never_overwrites_a_later_one(book: Workspace, tmp_path: Path) -> None:
    later = "account,number,due_on,owed,as_of\nA1,F2,2026-07-31,200,2026-06-27\nA2,F9,,80,2026-06-19"
    bring(book, RECEIVABLES, sheet(tmp_path, later))
    result = bring(book, RECEIVABLES, sheet(tmp_path, LEDGER))
    assert reasons(result) == [(2, "截止日期", "bad_value"), (3, "截止日期", "bad_value")]
    assert owed(book) == {"CNY": (20_000, 0)}


def test_rejected_rows_keep_the_day_of_their_ledger(book: Workspace, tmp_path: Path) -> None:
    for heading, end in (("account,number,owed", ""), ("account,number,owed,as_of", ",")):
        rejects = tmp_path / "rejects.csv"
        path = sheet(tmp_path, f"{heading}\nA1,F1,600{end}\nA1,F2,five{end}")
        run_import(book, RECEIVABLES, path, rejects=rejects)
        head, row = lines_of(rejects)
        assert row[head.index("as_of")] == "2026-07-01"


def test_the_books_stand_before_what_sales_say_of_settlements(book: Workspace, tmp_path: Path) -> None:
    sales = "account,number,date,amount,settled,due_on\n{}"
    rows = "A1,F1,2026-03-01,1000,0,2026-04-30\nA2,F7,2026-03-01,300,100,2026-04-30"
    bring(book, SALES, sheet(tmp_path, sales.format(rows)))
    assert (owed(book), owed(book, A2)) == ({"CNY": (100_000, 100_000)}, {"CNY": (20_000, 20_000)})
    bring(book, RECEIVABLES, sheet(tmp_path, "account,number,amount,settled,currency\nA1,F1,1000,970,EUR"))
    assert (owed(book), owed(book, A2)) == ({"EUR": (3_000, 0)}, {"CNY": (20_000, 20_000)})


def test_debts_of_a_ledger_raise_the_alarm(book: Workspace, tmp_path: Path) -> None:
    ledger = "account,number,due_on,owed\nA1,F1,2026-05-01,600"
    bring(book, RECEIVABLES, sheet(tmp_path, ledger))
    found = [line.alarm for line in list_alarms(book, account_id=A1).alarms]
    assert [one.kind.value for one in found] == ["receivable"]


def test_days_that_lie_ahead_and_stock_below_nothing_are_refused(book: Workspace, tmp_path: Path) -> None:
    ledger = "account,owed,as_of,date\nA1,5,2026-07-02,\nA1,6,,2026-07-02"
    assert reasons(bring(book, RECEIVABLES, sheet(tmp_path, ledger))) == [
        (2, "as_of", "bad_value"),
        (3, "date", "bad_value"),
    ]
    stock = "account,date,product,quantity\nA1,2026-07-02,Motor,1\nA1,2026-06-30,Motor,-1\nA1,2026-06-30,,1"
    assert reasons(bring(book, STOCK, sheet(tmp_path, stock))) == [
        (2, "date", "bad_value"),
        (3, "quantity", "bad_value"),
        (4, "product", "missing"),
    ]


def test_two_counts_of_stock_tell_the_turnover(book: Workspace, tmp_path: Path) -> None:
    sales = "account,number,date,product,quantity,amount,cost\nA1,S1,2026-03-01,Motor,6,600,450"
    bring(book, SALES, sheet(tmp_path, sales))
    first = (
        "客户编号,盘点日期,产品,规格,库存数量,库存金额\nA1,2025-07-01,Motor,,1,\nA1,2026-06-30,Motor,,,300"
    )
    assert counts(bring(book, STOCK, sheet(tmp_path, first))) == (2, 0, 0, 0)
    (line,) = get_account_value(book, A1).mix.lines
    # 600 ÷ ((100 + 300) ÷ 2) = 3; margin 25 %.
    assert (line.turnover_bp, line.cross_bp, line.contribution_bp) == (30_000, 7_500, 7_500)
    assert counts(bring(book, STOCK, sheet(tmp_path, first.replace(",300", ",500")))) == (0, 1, 1, 0)
    assert check_workspace(book).ok


def test_what_is_counted_anew_on_a_day_leaves_nothing_of_the_old_count(
    book: Workspace, tmp_path: Path
) -> None:
    bring(book, STOCK, sheet(tmp_path, "account,date,product,quantity,value\nA1,2026-06-30,Motor,5,500"))
    again = sheet(tmp_path, "account,date,product,quantity\nA1,2026-06-30,Motor,2")
    assert counts(bring(book, STOCK, again)) == (0, 1, 0, 0)
    with book.read() as session:
        (count,) = list_stock_counts(session, A1, date(2026, 7, 1))
    assert (count.quantity_milli, count.value_fen) == (2_000, None)
