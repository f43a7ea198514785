"""Importing sales records: facts with a natural key, sums exact to the fen."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import xlsxwriter
from sqlalchemy import event

from tests.services.sheets import (
    ACCOUNTS,
    CONTACTS,
    SALES,
    accounts,
    bring,
    contacts,
    counts,
    lines_of,
    reasons,
    sheet,
)
from workbench.domain.sales import SaleRecord
from workbench.exchange.spreadsheet import read_table
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import derived_id
from workbench.services.exchange import export_workspace, list_conflicts, merge_files
from workbench.services.imports import ImportOptions, ImportPreview, prepare_import, run_import
from workbench.services.workspaces import new_workspace
from workbench.storage.queries.imports import sales_by_key
from workbench.storage.queries.sales import sales_by_account
from workbench.storage.undo import undo
from workbench.storage.workspace import Workspace

A1, A2 = derived_id("account", "A1"), derived_id("account", "A2")


@pytest.fixture
def book(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Two accounts."""
    bring(workspace, ACCOUNTS, sheet(tmp_path, "code,name\nA1,One\nA2,Two"))
    return workspace


def records(workspace: Workspace) -> dict[str, SaleRecord]:
    """The records of both accounts by key."""
    with workspace.read() as session:
        return {key: record for (_id, key), record in sales_by_key(session, [A1, A2]).items()}


def total(workspace: Workspace) -> int:
    with workspace.read() as session:
        return sum(sales_by_account(session).values())


def test_records_are_exact_and_keyed_by_document_and_line(book: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        """客户编号,日期,单号,行号,产品,规格,数量,金额,成本,币种,已结,到期日
        A1,2026-03-05,N1,10,阀门,DN50,2.5,"¥1,234.50",1.2万,人民币,100,2026/4/5
        """,
    )
    result = bring(book, SALES, path)
    assert counts(result) == (1, 0, 0, 0)
    assert records(book) == {
        "N1\x1f10": SaleRecord(
            sold_on=date(2026, 3, 5),
            amount_fen=123450,
            number="N1",
            line="10",
            product="阀门",
            specification="DN50",
            quantity_milli=2500,
            cost_fen=1200000,
            currency="CNY",
            settled_fen=10000,
            due_on=date(2026, 4, 5),
        )
    }
    assert result.amount_fen == 123450


def test_lines_are_counted_within_their_document_where_no_column_tells(
    book: Workspace, tmp_path: Path
) -> None:
    path = sheet(
        tmp_path,
        """account,date,number,product,amount
        A1,2026-03-05,N1,x,1
        A2,2026-03-05,N2,x,1
        A1,2026-03-05,N1,x,1
        A1,2026-03-06,,x,1
        A1,2026-03-06,,x,1
        """,
    )
    assert counts(bring(book, SALES, path)) == (5, 0, 0, 0)
    assert {"N1\x1f1", "N1\x1f2", "N2\x1f1"} <= records(book).keys()
    assert len(records(book)) == 5
    again = bring(book, SALES, path)
    assert counts(again) == (0, 0, 5, 0)
    assert again.transaction is None
    assert again.amount_fen == 500


def test_a_record_that_says_something_else_now_is_updated(book: Workspace, tmp_path: Path) -> None:
    bring(book, SALES, sheet(tmp_path, "account,date,number,amount\nA1,2026-03-05,N1,1\nA1,2026-03-05,N1,2"))
    result = bring(
        book, SALES, sheet(tmp_path, "account,date,number,amount\nA1,2026-03-05,N1,1\nA1,2026-03-05,N1,3")
    )
    assert counts(result) == (0, 1, 1, 0)
    assert total(book) == 400
    undo(book)
    assert total(book) == 300


def test_rows_without_an_account_are_rejected_and_none_is_invented(book: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, "account,date,amount\n,2026-03-05,1\nA9,2026-03-05,2\nA1,2026-03-05,-3\n , , ")
    result = bring(book, SALES, path)
    assert counts(result) == (1, 0, 0, 2)
    assert reasons(result) == [(2, "account", "no_account"), (3, "account", "unknown_account")]
    assert result.amount_fen == total(book) == -300
    assert set(accounts(book)) == {"One", "Two"}


def test_the_same_line_twice_is_a_problem_unless_equal(book: Workspace, tmp_path: Path) -> None:
    rows = ["A1,2026-03-05,N1,1,5", "A1,2026-03-05,N1,1,5", "A1,2026-03-05,N1,1,6", "A2,2026-03-05,N1,1,7"]
    result = bring(book, SALES, sheet(tmp_path, "account,date,number,line,amount\n" + "\n".join(rows)))
    assert counts(result) == (2, 0, 1, 1)
    assert reasons(result) == [(4, "number", "duplicate_key")]
    assert total(book) == 1200


def test_bad_and_missing_cells_are_named(book: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        """account,date,amount,quantity,unit_price
        A1,05/06/2026,1,,
        A1,2026-03-05,"12,5",,
        A1,,1,,
        A1,2026-03-05,,,3
        A1,2026-03-05,,many,3
        """,
    )
    assert reasons(bring(book, SALES, path)) == [
        (2, "date", "bad_date"),
        (3, "amount", "bad_number"),
        (4, "date", "missing"),
        (5, "quantity", "missing"),
        (6, "quantity", "bad_number"),
    ]


def test_amounts_follow_from_price_quantity_and_discount(book: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        """account,date,number,unit_price,quantity,discount
        A1,2026-03-05,N1,9.8,10,0.15
        A1,2026-03-05,N1,0.335,1,
        A1,2026-03-05,N1,-2.5,3,10%
        """,
    )
    bring(book, SALES, path)
    assert [record.amount_fen for _key, record in sorted(records(book).items())] == [8330, 34, -675]


def test_a_unit_in_the_heading_multiplies_the_amount(book: Workspace, tmp_path: Path) -> None:
    result = bring(book, SALES, sheet(tmp_path, "客户,日期,金额（万元）\nA1,2026-03-05,1.5"))
    assert result.amount_fen == 1_500_000


def test_several_currencies_are_not_added_up(book: Workspace, tmp_path: Path) -> None:
    path = sheet(
        tmp_path, "account,date,amount,currency\nA1,2026-03-05,1,USD\nA1,2026-03-05,2,元\nA1,2026-03-05,4,$"
    )
    result = bring(book, SALES, path)
    assert result.amounts == {"USD": 500, "CNY": 200}
    assert result.amount_fen == 200


def test_mended_rejects_keep_their_place_in_the_document(book: Workspace, tmp_path: Path) -> None:
    rows = ["A1,2026-03-05,N1,1", "A1,05/06/2026,N1,2", ",2026-03-05,N1,4", "A1,2026-03-05,N1,8"]
    path = sheet(tmp_path, "account,date,number,amount\n" + "\n".join(rows))
    rejects = tmp_path / "rejects.csv"
    assert counts(run_import(book, SALES, path, rejects=rejects)) == (2, 0, 0, 2)
    table = lines_of(rejects)
    assert table[0] == ["account", "date", "number", "amount", "line", "Reason for rejection"]
    assert [row[4] for row in table[1:]] == ["2", "3"]
    text = rejects.read_text("utf-8-sig").replace("05/06/2026,N1", "2026-06-05,N1").replace("\n,", "\nA1,")
    rejects.write_text(text, "utf-8")
    assert counts(bring(book, SALES, rejects)) == (2, 0, 0, 0)
    assert total(book) == 1500
    mended = sheet(tmp_path, path.read_text().replace("05/06/2026", "2026-06-05").replace("\n,", "\nA1,"))
    assert counts(bring(book, SALES, mended)) == (0, 0, 4, 0)


def test_undo_takes_the_records_back(book: Workspace, tmp_path: Path) -> None:
    path = sheet(tmp_path, "account,date,amount\nA1,2026-03-05,1\nA2,2026-03-05,2")
    bring(book, SALES, path)
    assert undo(book).kept == ()
    assert total(book) == 0
    assert counts(bring(book, SALES, path)) == (2, 0, 0, 0)
    assert total(book) == 300


def test_a_workbook_of_all_kinds_comes_in_sheet_by_sheet(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    with xlsxwriter.Workbook(str(path)) as file:
        day = file.add_format({"num_format": "yyyy-mm-dd"})
        sheets = {
            "客户": [["客户编号", "客户名称"], [17850, "甲"]],
            "联系人": [["客户编号", "姓名"], [17850.0, "王伟"]],
            "销售": [["客户编号", "金额", "日期"], ["17850", 0.1 + 0.2]],
        }
        for name, rows in sheets.items():
            page = file.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
            if name == "销售":
                page.write_datetime(1, 2, date(2026, 3, 5), day)
    for kind, name in ((ACCOUNTS, "客户"), (CONTACTS, "联系人"), (SALES, "销售")):
        assert counts(bring(workspace, kind, path, sheet=name)) == (1, 0, 0, 0)
    assert total(workspace) == 30


def test_document_heads_may_stand_in_a_second_file(book: Workspace, tmp_path: Path) -> None:
    heads = sheet(
        tmp_path,
        """单号,客户,日期,备注
        N1,A1,2026-03-05,x
        N2,A9,2026-03-05,
        N3,A1,05/06/2026,
        N4,A1,2026-03-05,
        N4,A2,2026-03-05,
        """,
        "heads.csv",
    )
    lines = sheet(tmp_path, "单号,金额\nN1,1\nN1,2\nN2,4\nN3,8\nN4,16\nN5,32\n,64")
    result = bring(book, SALES, lines, join=heads)
    assert counts(result) == (2, 0, 0, 5)
    assert total(book) == 300
    assert [(row, code) for row, _column, code in reasons(result)] == [
        (4, "unknown_account"),
        (5, "bad_date"),
        (6, "duplicate_key"),
        (7, "no_account"),
        (8, "no_account"),
    ]
    assert "heads.csv, row 4" in result.problems[1].message


def test_lines_alone_are_refused_with_the_way_out(book: Workspace, tmp_path: Path) -> None:
    lines = sheet(tmp_path, "number,amount\nN1,1")
    with pytest.raises(BadInput, match="no column “account”") as caught:
        bring(book, SALES, lines)
    assert "join that file" in caught.value.hint
    with pytest.raises(BadInput, match="no column “number”"):
        bring(book, SALES, lines, join=sheet(tmp_path, "account,date\nA1,2026-03-05", "heads.csv"))
    with pytest.raises(BadInput, match="Only sales"):
        bring(book, ACCOUNTS, sheet(tmp_path, "code\nA1", "a.csv"), join=lines)


def test_one_sheet_on_two_laptops_merges_without_a_conflict(
    workspace: Workspace, tmp_path: Path, clock: FixedClock
) -> None:
    files = {
        ACCOUNTS: sheet(tmp_path, "code,name,manager,parent\nA1,One,Li,\n,Two,Han,A1", "accounts.csv"),
        CONTACTS: sheet(tmp_path, "account,name,role\nA1,Wang,E\nTwo,Zhang,", "contacts.csv"),
        SALES: sheet(tmp_path, "account,date,amount\nA1,2026-03-05,1\nA1,2026-03-05,1", "sales.csv"),
    }
    other = new_workspace(tmp_path / "other.workbench", clock=clock, author="Han Meimei")
    for book in (workspace, other):
        for kind, path in files.items():
            bring(book, kind, path)
    export_workspace(other, tmp_path / "out.workbench")
    other.close()
    (merged,) = merge_files(workspace, [tmp_path / "out.workbench"]).files
    assert merged.new > 0
    assert merged.conflicts == 0
    assert list_conflicts(workspace) == ()
    assert set(accounts(workspace)) == {"One", "Two"}
    assert len(contacts(workspace)) == 2
    assert total(workspace) == 200


def test_the_number_of_queries_does_not_grow_with_the_rows(book: Workspace, tmp_path: Path) -> None:
    def queries(rows: int) -> int:
        lines = [f"A{1 + row % 2},2026-03-05,N{rows}-{row},1" for row in range(rows)]
        path = sheet(tmp_path, "account,date,number,amount\n" + "\n".join(lines))
        count = 0

        def tally(*_event: object) -> None:
            nonlocal count
            count += 1

        event.listen(book.engine, "before_cursor_execute", tally)
        try:
            bring(book, SALES, path)
        finally:
            event.remove(book.engine, "before_cursor_execute", tally)
        return count

    assert queries(50) == queries(5000)


def test_northwind_comes_in_whole(workspace: Workspace, shared_data: Path) -> None:
    folder = shared_data / "northwind"
    assert counts(bring(workspace, ACCOUNTS, folder / "Customers.csv")) == (93, 0, 0, 0)
    assert counts(bring(workspace, CONTACTS, folder / "Customers.csv")) == (93, 0, 0, 0)
    result = bring(workspace, SALES, folder / "Order_Details.csv", join=folder / "Orders.csv")
    assert counts(result) == (2155, 0, 0, 0)
    lines = [
        [str(cell) for cell in cells] for _number, cells in read_table(folder / "Order_Details.csv").rows()
    ]
    wanted = sum(
        int(
            (100 * Decimal(price) * Decimal(count) * (1 - Decimal(discount))).to_integral_value(ROUND_HALF_UP)
        )
        for _order, _product, price, count, discount in lines
    )
    assert result.amount_fen == total(workspace) == wanted == 126_579_329
    assert accounts(workspace)["IT"].code in ("VALON", "Val2")


def test_a_month_of_retail_comes_in_without_a_wrong_sum(
    workspace: Workspace, shared_data: Path, tmp_path: Path
) -> None:
    path = shared_data / "online_retail" / "online_retail_2010-12.csv"
    cells = [[str(cell) for cell in row] for _number, row in read_table(path).rows()]
    buyers = sorted({row[6] for row in cells if row[6]})
    names = "\n".join(f"{code},Buyer {code.removesuffix('.0')}" for code in buyers)
    bring(workspace, ACCOUNTS, sheet(tmp_path, f"code,name\n{names}"))
    assert len(accounts(workspace)) == 948
    result = bring(workspace, SALES, path)
    assert counts(result) == (26_850, 0, 0, 15_631)
    assert {problem.code for problem in result.problems} == {"no_account"}
    sold = [row for row in cells if row[6]]
    wanted = sum(int((100 * Decimal(row[5]) * int(row[3])).to_integral_value(ROUND_HALF_UP)) for row in sold)
    cancelled = [row for row in sold if row[0].startswith("C")]
    assert len(cancelled) == 690
    assert all(int(row[3]) < 0 for row in cancelled)
    assert sum(not row[6] for row in cells) == 15_631
    assert result.amount_fen == total(workspace) == wanted == 55_460_402
    # No account was invented for the lines without a customer, and ids lost the “.0” of numbers.
    assert len(accounts(workspace)) == 948
    assert accounts(workspace)["Buyer 17850"].code == "17850"


def test_amounts_without_a_currency_are_told_and_taken_as_the_heading_or_the_user_says(
    book: Workspace, tmp_path: Path
) -> None:
    def look(path: Path, currency: str = "") -> ImportPreview:
        return prepare_import(book, SALES, path, ImportOptions(currency=currency))

    plain = sheet(tmp_path, "account,date,amount,number\nA1,2026-03-05,1,N1")
    seen = look(plain)
    assert (seen.no_currency, seen.currency, seen.amounts) == (1, "CNY", {"CNY": 100})
    told = look(plain, currency="EUR")
    assert (told.no_currency, told.currency, told.amounts) == (1, "EUR", {"EUR": 100})
    headed = sheet(tmp_path, "account,date,Amount (USD),number\nA1,2026-03-05,1,N1")
    result = bring(book, SALES, headed)
    assert (result.currency, result.amounts) == ("USD", {"USD": 100})
    assert [record.currency for record in records(book).values()] == ["USD"]
    named = sheet(tmp_path, "account,date,amount,currency\nA1,2026-03-05,1,USD")
    assert look(named, currency="EUR").no_currency == 0
