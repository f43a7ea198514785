"""Accounts that may be one company, on the command line."""

from pathlib import Path

import pytest

from tests.journeys.command_line import CommandLine, sheet

ACCOUNTS = """code,name,city,phone
K1,澜川机械,苏州,0512-55507116
K2,苏州澜川机械有限公司,苏州市,13800050001
K3,汀畔食品有限公司,无锡,
"""
CONTACTS = """account,name,mobile
K1,方淮,13900020002
K2,方淮,13900020002
K2,路遥,
"""


@pytest.fixture
def filled(run: CommandLine, tmp_path: Path) -> CommandLine:
    run.ok("import", "accounts", sheet(tmp_path, "accounts.csv", ACCOUNTS))
    run.ok("import", "contacts", sheet(tmp_path, "contacts.csv", CONTACTS))
    return run


def test_pairs_are_listed_with_score_and_reasons(filled: CommandLine) -> None:
    found = filled.ok("duplicates")
    (pair,) = found["pairs"]
    assert {pair["left"]["code"], pair["right"]["code"]} == {"K1", "K2"}
    assert 60 <= pair["score"] <= 100
    assert pair["reasons"] == ["core", "phone"]
    status, out, _err = filled.text("duplicates")
    assert status == 0
    assert "Same name but for region or legal form, Same phone" in out
    assert "1 pair may be one company." in out


def test_the_list_can_be_cut_but_counts_all(filled: CommandLine, tmp_path: Path) -> None:
    more = "code,name,city\nK4,汀畔食品,无锡\n"
    filled.ok("import", "accounts", sheet(tmp_path, "more.csv", more))
    found = filled.ok("duplicates", "--limit", "1")
    assert (len(found["pairs"]), found["total"]) == (1, 2)


def test_merging_keeps_the_values_of_the_first_and_undo_parts_them(filled: CommandLine) -> None:
    done = filled.ok("merge-accounts", "K1", "K2", "--people")
    assert done["moved"] == {"contacts": 2}
    assert done["people"] == 1
    kept = filled.ok("show", "accounts", "K1")
    assert kept["id"] == done["account"]
    assert (kept["name"], kept["former_name"]) == ("澜川机械", "苏州澜川机械有限公司")
    assert (kept["other_codes"], kept["other_phones"]) == ("K2", "13800050001")
    assert filled.ok("list", "contacts")["total"] == 2
    assert filled.ok("duplicates")["pairs"] == []
    filled.ok("undo")
    assert filled.ok("list", "accounts")["total"] == 3
    assert filled.ok("list", "contacts")["total"] == 3


def test_the_absorbed_account_is_told_in_words(filled: CommandLine) -> None:
    status, out, _err = filled.text("merge-accounts", "K2", "K1")
    assert status == 0
    assert "澜川机械 went into 苏州澜川机械有限公司." in out


def test_an_account_with_itself_or_an_unknown_one_is_refused(filled: CommandLine) -> None:
    assert (filled("merge-accounts", "K1", "K1").status, filled("merge-accounts", "K1", "K9").code) == (
        3,
        "not_found",
    )
