"""Northwind, a database nobody here made, goes through the ordinary import and the main job."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.command_line import CommandLine

LAST_ORDER_ON = "1998-05-06"


@pytest.fixture
def folder(shared_data: Path) -> Path:
    return shared_data / "northwind"


@pytest.fixture
def northwind(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """A workspace with the customers as accounts and contacts, and the order lines as sales."""
    run = CommandLine(capsys, tmp_path / "northwind.workbench", today=LAST_ORDER_ON)
    run.ok("new")
    run.ok("import", "accounts", folder / "Customers.csv")
    run.ok("import", "contacts", folder / "Customers.csv")
    run.ok("import", "sales", folder / "Order_Details.csv", "--join", folder / "Orders.csv")
    return run


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sales_by_customer(folder: Path) -> dict[str, Decimal]:
    """The sales of each customer in main units, computed apart from the program."""
    customer = {order["OrderID"]: order["CustomerID"] for order in rows(folder / "Orders.csv")}
    total: dict[str, Decimal] = {}
    for line in rows(folder / "Order_Details.csv"):
        amount = Decimal(line["UnitPrice"]) * Decimal(line["Quantity"]) * (1 - Decimal(line["Discount"]))
        code = customer[line["OrderID"]]
        total[code] = total.get(code, Decimal()) + amount.quantize(Decimal("0.01"), "ROUND_HALF_UP")
    return total


def test_every_customer_becomes_an_account_with_its_person(northwind: CommandLine, folder: Path) -> None:
    customers = {row["CustomerID"].strip(): row for row in rows(folder / "Customers.csv")}
    accounts = northwind.ok("list", "accounts")
    assert {row["code"] for row in accounts["rows"]} == set(customers)
    record = northwind.ok("show", "accounts", "ALFKI")
    assert record["name"] == "Alfreds Futterkiste"
    assert record["city"] == "Berlin"
    assert [person["name"] for person in record["contacts"]] == ["Maria Anders"]


def test_abc_holds_the_sales_of_every_order_line(northwind: CommandLine, folder: Path) -> None:
    expected = sales_by_customer(folder)
    analysis = northwind.ok("abc")
    amounts = {row["code"]: row["amount_fen"] for row in analysis["accounts"]}
    assert {code: amount for code, amount in amounts.items() if amount} == {
        code: int(amount * 100) for code, amount in expected.items()
    }
    assert analysis["total_fen"] == sum(amounts.values())
    assert [row["code"] for row in analysis["accounts"][:3]] == ["QUICK", "ERNSH", "SAVEA"]
    assert {row["class"] for row in analysis["accounts"] if not row["amount_fen"]} == {"C"}


def test_importing_the_same_files_again_changes_nothing(northwind: CommandLine, folder: Path) -> None:
    for arguments in (
        ("accounts", folder / "Customers.csv"),
        ("contacts", folder / "Customers.csv"),
        ("sales", folder / "Order_Details.csv", "--join", folder / "Orders.csv"),
    ):
        again = northwind.ok("import", *arguments)
        assert (again["created"], again["updated"], again["transaction"]) == (0, 0, None)


def test_an_import_is_undone_as_a_whole(northwind: CommandLine) -> None:
    undone = northwind.ok("undo")
    assert undone["kept"] == []
    assert northwind.ok("list", "sales", "--limit", "0")["total"] == 0
    assert northwind.ok("list", "contacts", "--limit", "0")["total"] > 0


def test_the_year_is_planned_and_handed_to_the_head(northwind: CommandLine, tmp_path: Path) -> None:
    tiers = northwind.ok("tiers", "--apply")
    assert len(tiers["suggestions"]) == northwind.ok("list", "accounts", "--limit", "0")["total"]
    planned: dict[str, Any] = northwind.ok("plan", "--from", "1998-07-01", "--to", "1998-12-31", "--accept")
    assert planned["optimal"]
    assert planned["placed"] == len(planned["visits"]) > 0
    assert planned["years_without_notice"] == [1998]
    out, head = tmp_path / "out.workbench", tmp_path / "head.workbench"
    northwind.ok("export", "--out", out)
    northwind.ok("new", workspace=head)
    first = northwind.ok("merge", out, workspace=head)
    assert first["files"][0]["new"] > 0
    assert northwind.ok("merge", out, workspace=head)["files"][0]["new"] == 0
    assert northwind.ok("abc", workspace=head)["accounts"] == northwind.ok("abc")["accounts"]
    assert northwind.ok("check", workspace=head)["ok"]


def test_a_future_year_is_planned_too(northwind: CommandLine) -> None:
    northwind.ok("tiers", "--apply")
    planned = northwind.ok("plan", "--from", "2027-01-01", "--to", "2027-03-31", "--accept")
    assert planned["optimal"]
    assert planned["years_without_notice"] == [2027]
    dates = [visit["date"] for visit in planned["visits"]]
    assert dates == sorted(dates)
