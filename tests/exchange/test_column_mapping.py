"""Which column is which field."""

from pathlib import Path

import pytest

from workbench.domain.import_columns import COLUMNS
from workbench.domain.imports import ImportKind, ProblemCode
from workbench.exchange.column_mapping import ColumnMapping, guess_kind, map_columns
from workbench.exchange.spreadsheet import read_table
from workbench.foundation.errors import BadInput

ACCOUNTS, CONTACTS, SALES = ImportKind.ACCOUNTS, ImportKind.CONTACTS, ImportKind.SALES


def fields(mapping: ColumnMapping) -> dict[str, str]:
    return {name: mapped.header for name, mapped in mapping.columns.items()}


@pytest.mark.parametrize("kind", ImportKind)
def test_the_columns_of_the_templates_are_all_known(kind: ImportKind) -> None:
    wanted = [column.field for column in COLUMNS[kind]]
    for headers in ([column.chinese for column in COLUMNS[kind]], wanted):
        mapping = map_columns(kind, headers)
        assert [
            name for name, mapped in sorted(mapping.columns.items(), key=lambda item: item[1].index)
        ] == wanted
        assert mapping.unknown == ()
        assert mapping.problems == ()


def test_case_spaces_and_punctuation_do_not_matter() -> None:
    headers = [" CREDIT_Code * ", "Short-Name", "【客户】名称（必填）", "客户 编号："]
    assert fields(map_columns(ACCOUNTS, headers)) == {
        "credit_code": headers[0],
        "short_name": headers[1],
        "name": headers[2],
        "code": headers[3],
    }


def test_a_unit_in_the_heading_is_taken_into_account() -> None:
    mapping = map_columns(SALES, ["客户编号", "金额（万元）", "成本(元)", "已结"])
    assert [mapping.columns[name].factor for name in ("amount", "cost", "settled")] == [10_000, 1, 1]


def test_the_users_choice_wins_and_may_leave_a_column_out() -> None:
    headers = ["symbol", "name", "summary", "note"]
    assert fields(map_columns(ACCOUNTS, headers, {"Summary": "note", "symbol": ""})) == {
        "name": "name",
        "note": "summary",
    }


def test_choices_that_name_nothing_are_refused_with_what_there_is() -> None:
    with pytest.raises(BadInput, match="no column “code”") as caught:
        map_columns(ACCOUNTS, ["客户", "x"], {"code": "code"})
    assert "客户, x" in caught.value.hint
    with pytest.raises(BadInput, match="no field “colour”") as caught:
        map_columns(ACCOUNTS, ["客户", "x"], {"x": "colour"})
    assert "credit_code" in caught.value.hint


def test_a_column_twice_is_a_problem_and_the_first_is_used() -> None:
    mapping = map_columns(ACCOUNTS, ["名称", "电话", "x", "电话"], header_row=2)
    assert mapping.columns["phone"].index == 1
    (problem,) = mapping.problems
    assert (problem.row, problem.column, problem.code) == (2, "电话", ProblemCode.DUPLICATE_COLUMN)
    assert "columns B and D" in problem.message


def test_of_several_names_for_one_field_the_better_is_used_and_the_other_reported() -> None:
    mapping = map_columns(SALES, ["StockCode", "Description", "CustomerID"])
    assert fields(mapping) == {"product": "Description", "account": "CustomerID"}
    assert mapping.unknown == ("StockCode",)


def test_a_sheet_without_any_known_column_is_refused_with_its_headings() -> None:
    with pytest.raises(BadInput, match="a;b, c") as caught:
        map_columns(ACCOUNTS, ["a;b", "c"], where="odd.csv")
    assert caught.value.where == "odd.csv"
    assert "delimiter" in caught.value.hint


def test_beside_first_and_last_names_a_bare_name_is_the_companys() -> None:
    mapping = map_columns(CONTACTS, ["BusinessEntityID", "Name", "FirstName", "LastName"])
    assert fields(mapping) == {
        "account": "BusinessEntityID",
        "account_name": "Name",
        "first_name": "FirstName",
        "last_name": "LastName",
    }


@pytest.mark.parametrize(
    ("kind", "file", "wanted"),
    [
        (
            ACCOUNTS,
            "northwind/Customers.csv",
            {"code": "CustomerID", "name": "CompanyName", "phone": "Phone", "city": "City"},
        ),
        (
            CONTACTS,
            "northwind/Customers.csv",
            {"account": "CustomerID", "name": "ContactName", "title": "ContactTitle"},
        ),
        (
            SALES,
            "northwind/Order_Details.csv",
            {"number": "OrderID", "product": "ProductID", "unit_price": "UnitPrice", "discount": "Discount"},
        ),
        (
            SALES,
            "northwind/Orders.csv",
            {"number": "OrderID", "account": "CustomerID", "date": "OrderDate"},
        ),
        (
            ACCOUNTS,
            "listed_companies/SHH.csv",
            {"code": "symbol", "name": "name", "industry": "industry", "website": "website"},
        ),
        (
            SALES,
            "online_retail/online_retail_2010-12.csv",
            {"account": "CustomerID", "number": "InvoiceNo", "date": "InvoiceDate", "quantity": "Quantity"},
        ),
        (
            ACCOUNTS,
            "encodings/customers_gb18030.csv",
            {"name": "客户名称", "district_code": "省市区代码", "district": "区县", "note": "备注"},
        ),
    ],
)
def test_real_sheets_are_understood(
    shared_data: Path, kind: ImportKind, file: str, wanted: dict[str, str]
) -> None:
    found = fields(map_columns(kind, read_table(shared_data / file).headers))
    assert wanted.items() <= found.items()


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (["客户编号", "客户名称", "等级", "城市"], ImportKind.ACCOUNTS),
        (["客户编号", "姓名", "职务", "手机"], ImportKind.CONTACTS),
        (["Order ID", "Customer ID", "Order Date", "Product", "Quantity", "Unit Price"], ImportKind.SALES),
        (["客户", "合同编号", "合同名称", "签订日期"], ImportKind.CONTRACTS),
        (["客户", "投诉日期", "投诉人", "投诉内容"], ImportKind.COMPLAINTS),
        (["客户", "拜访日期", "拜访人", "摘要"], ImportKind.VISITS),
    ],
)
def test_the_headings_tell_what_kind_of_rows_a_sheet_holds(headings: list[str], kind: ImportKind) -> None:
    assert guess_kind(headings) is kind


@pytest.mark.parametrize(
    ("headings", "kind", "wanted"),
    [
        (
            ["Cust. no", "Firm", "Town", "Trade", "Looked after by", "Switchboard", "Customer since"],
            ACCOUNTS,
            ["code", "name", "city", "industry", "manager", "phone", "first_contact_on"],
        ),
        (
            ["Cust. no", "Firm", "Forename", "Surname", "Job", "Direct line", "Date of birth"],
            CONTACTS,
            ["account", "account_name", "first_name", "last_name", "title", "phone", "birthday"],
        ),
        (
            ["Booked on", "Cust. no", "Article", "Pcs", "Turnover", "Voucher"],
            SALES,
            ["date", "account", "product", "quantity", "amount", "number"],
        ),
    ],
)
def test_headings_as_english_offices_write_them_are_understood(
    headings: list[str], kind: ImportKind, wanted: list[str]
) -> None:
    assert guess_kind(headings) is kind
    assert fields(map_columns(kind, headings)) == dict(zip(wanted, headings, strict=True))


def test_a_sheet_of_which_nothing_is_known_can_be_looked_at_to_map_it_by_hand() -> None:
    mapping = map_columns(ImportKind.ACCOUNTS, ["Alpha", "Beta"], must_know=False)
    assert (dict(mapping.columns), mapping.unknown) == ({}, ("Alpha", "Beta"))
