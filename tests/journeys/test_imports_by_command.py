"""Imports as the office's scripts run them: templates, cards, links, remembered columns, undo in words."""

from pathlib import Path

import pytest

from tests.journeys.command_line import ACCOUNTS, CONTACTS, CommandLine, sheet
from workbench.exchange.spreadsheet import read_table


@pytest.fixture
def filled(run: CommandLine, tmp_path: Path) -> CommandLine:
    run.ok("import", "accounts", sheet(tmp_path, "accounts.csv", ACCOUNTS))
    run.ok("import", "contacts", sheet(tmp_path, "contacts.csv", CONTACTS))
    return run


def test_a_template_is_written_without_a_sheet_to_import(run: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "links.xlsx"
    assert run.ok("import", "links", "--template", out)["file"] == str(out)
    assert read_table(out).headers == ("account", "account_name", "from", "to", "kind", "strength")
    refused = run("import", "links", "--template", run.workspace)
    assert (refused.status, refused.code) == (3, "not_allowed")


def test_ledgers_and_stock_come_in_and_are_listed(filled: CommandLine, tmp_path: Path) -> None:
    ledger = sheet(tmp_path, "ledger.csv", "客户编号,单号,到期日,未收金额\nK1,F1,2026-03-05,600\nK9,F2,,1\n")
    told = filled("import", "receivables", ledger)
    assert (told.status, told.data["created"], told.data["amount_fen"]) == (1, 1, 60_000)
    assert [one["code"] for one in told.data["problems"]] == ["unknown_account"]
    assert [one["owed_fen"] for one in filled.ok("list", "receivables")["rows"]] == [60_000]
    stock = sheet(tmp_path, "stock.csv", "account,date,product,on hand\nK1,2026-03-05,Motor,12\n")
    assert filled.ok("import", "stock", stock)["created"] == 1
    assert [one["quantity_milli"] for one in filled.ok("list", "stock")["rows"]] == [12_000]


def test_the_currency_of_amounts_is_told_and_can_be_named(filled: CommandLine, tmp_path: Path) -> None:
    sales = sheet(tmp_path, "sales.csv", "account,date,amount\nK1,2026-03-05,1\n")
    seen = filled.ok("import", "sales", sales, "--dry-run")
    assert (seen["no_currency"], seen["amounts_fen"]) == ({"rows": 1, "taken_as": "CNY"}, {"CNY": 100})
    told = filled.ok("import", "sales", sales, "--currency", "eur")
    assert told["amounts_fen"] == {"EUR": 100}
    assert "EUR 1.00" in filled.text("list", "sales")[1]
    assert filled("import", "sales", sales, "--currency", "euros").status == 2


def test_people_come_from_cards_and_are_linked_by_name(filled: CommandLine, tmp_path: Path) -> None:
    cards = tmp_path / "people.vcf"
    cards.write_bytes(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:孙丽\r\nORG:华为技术\r\nEND:VCARD\r\n".encode("gb18030")
    )
    assert filled.ok("import", "contacts", cards)["created"] == 1
    linked = filled(
        "import", "links", sheet(tmp_path, "l.csv", "甲,乙,关系,强度\n孙丽,赵伟,汇报,\n赵伟,钱多,影响,2\n")
    )
    assert (linked.status, linked.data["created"]) == (1, 1)
    assert [(one["row"], one["code"]) for one in linked.data["problems"]] == [(3, "unknown_contact")]
    (row,) = filled.ok("list", "links")["rows"]
    assert (row["kind"], row["from_contact"], row["to_contact"]) == ("reports_to", "孙丽", "赵伟")


def test_an_ambiguous_row_names_its_candidates_and_goes_to_the_rejects(
    run: CommandLine, tmp_path: Path
) -> None:
    run.ok("import", "accounts", sheet(tmp_path, "a.csv", "code,name\nA1,Same\nA2,Same\n"))
    rejects = tmp_path / "rejects.csv"
    asked = run(
        "import", "accounts", sheet(tmp_path, "b.csv", "name,phone\nSame,010\n"), "--rejects", rejects
    )
    assert asked.status == 1
    (problem,) = asked.data["problems"]
    assert problem["code"] == "ambiguous"
    assert "Same (A1), Same (A2)" in problem["message"]
    assert [one["label"] for one in asked.data["questions"][0]["candidates"]] == ["Same (A1)", "Same (A2)"]
    assert "Same,010" in rejects.read_text("utf-8-sig")


def test_a_mapping_is_remembered_until_it_is_forgotten(run: CommandLine, tmp_path: Path) -> None:
    path = sheet(tmp_path, "kunden.csv", "Nr,Firma\nA1,One\n")
    run.ok("import", "accounts", path, "--map", "Nr=code", "--map", "Firma=name")
    again = run.ok("import", "accounts", sheet(tmp_path, "kunden.csv", "Nr,Firma\nA2,Two\n"))
    assert again["created"] == 1
    assert again["remembered_columns"] == {"Nr": "code", "Firma": "name"}
    forgotten = run("import", "accounts", path, "--forget")
    assert (forgotten.status, forgotten.code) == (3, "bad_input")


def test_an_undo_says_in_words_what_stayed(filled: CommandLine, tmp_path: Path) -> None:
    changes = filled.ok("list", "transactions")["rows"]
    accounts = next(row["id"] for row in changes if row["kind"] == "import_accounts")
    undone = filled("undo", accounts)
    assert undone.status == 1
    assert {(one["record"], one["reason"]) for one in undone.data["kept"]} >= {("华为技术", "referred")}
    assert all(one["message"] for one in undone.data["kept"])
