"""Check file and its repair: what is wrong is told with what can be done, and nothing is thrown away."""

import json
from pathlib import Path

import pytest

from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.services.accounts import create_account
from workbench.services.backups import BackupKind, list_backups
from workbench.services.checks import advice, check_workspace, repair_workspace
from workbench.services.records import list_records
from workbench.services.search import search
from workbench.storage.drafts import keep_draft
from workbench.storage.engine import connect
from workbench.storage.workspace import Workspace


def tamper(workspace: Workspace, *statements: str) -> None:
    connection = connect(workspace.path, workspace.key)
    connection.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    for number in range(5):
        create_account(workspace, {"code": f"K{number}", "name": f"客户 {number}"})
    assert check_workspace(workspace).ok
    return workspace


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE account SET name = 'other' WHERE code = 'K1'", "journal"),
        ("DELETE FROM account WHERE code = 'K1'", "journal"),
        ("UPDATE journal_replica SET txns = txns + 1", "devices"),
        ("DELETE FROM search_index WHERE rowid = (SELECT max(id) FROM search_row)", "search"),
        ("UPDATE search_row SET row_id = x'00' WHERE id = (SELECT max(id) FROM search_row)", "search"),
        ("INSERT INTO journal_flag SELECT id, '', 'conflict', 'account' FROM account LIMIT 1", "journal"),
    ],
    ids=["value", "row", "devices", "words", "found row", "flag"],
)
def test_what_follows_from_the_journal_is_found_and_repaired(
    filled: Workspace, statement: str, check: str
) -> None:
    before = list_records(filled, "accounts").rows
    tamper(filled, statement)
    report = check_workspace(filled)
    assert check in {one.check for one in report.findings}
    assert report.repairable
    assert all(advice(one).startswith("Repair writes it anew") for one in report.findings)
    done = repair_workspace(filled)
    assert done.ok
    assert done.repaired
    assert done.kept is None
    assert [one.kind for one in list_backups(filled)] == [BackupKind.REPAIR]
    assert list_records(filled, "accounts").rows == before
    assert search(filled, "客户 4", 5)


def test_rows_that_the_journal_does_not_explain_are_kept_in_a_file(filled: Workspace) -> None:
    tamper(
        filled,
        "CREATE TEMP TABLE odd AS SELECT * FROM account WHERE code = 'K1'",
        "UPDATE odd SET id = x'0123456789abcdef0123456789abcdef', code = 'ODD', name = '不明'",
        "INSERT INTO account SELECT * FROM odd",
        "INSERT INTO journal_entry SELECT x'aaaaaaaaaaaaaaaaaaaaaaaa00000001', entity, x'bb', op, field, "
        "value, parents FROM journal_entry LIMIT 1",
    )
    assert "1 journal entry belongs to no change." in {
        one.message for one in check_workspace(filled).findings
    }
    done = repair_workspace(filled)
    assert done.ok
    assert done.kept is not None
    kept = json.loads(done.kept.read_text("utf-8"))
    assert [row["name"] for row in kept["account"]] == ["不明"]
    assert len(kept["journal_entry"]) == 1
    assert list_records(filled, "accounts").total == 5


def test_a_change_that_was_written_over_is_told_and_not_repaired(filled: Workspace) -> None:
    tamper(filled, "UPDATE journal_transaction SET author = 'somebody' WHERE label LIKE '%K1%'")
    tamper(filled, "UPDATE journal_transaction SET author = 'somebody'")
    report = check_workspace(filled)
    assert not report.ok
    assert not report.repairable
    assert advice(report.findings[0]).startswith("Merge or restore a backup from before")
    assert repair_workspace(filled) == report
    assert list_backups(filled) == ()


def test_a_damaged_page_is_told_with_the_way_out(filled: Workspace) -> None:
    content = bytearray(filled.path.read_bytes())
    content[-100] ^= 1
    filled.path.write_bytes(content)
    report = check_workspace(filled)
    assert report.findings[0].check == "pages"
    assert not report.repairable
    assert advice(report.findings[0]).startswith("Restore the latest whole backup")


def test_clocks_that_ran_ahead_and_drafts_of_nothing_are_notes(
    filled: Workspace, clock: FixedClock, tmp_path: Path
) -> None:
    today = clock.day
    clock.day = today.replace(year=today.year + 3)
    create_account(filled, {"code": "K9", "name": "later"})
    clock.day = today
    with filled.writing() as session:
        keep_draft(session, derived_id("visit", "nothing"), {"findings": "x"})
    report = check_workspace(filled)
    assert report.ok
    assert [one.split(":")[0] for one in report.notes] == [
        "1 draft belongs to a record that is not in this file. It is kept.",
        "1 change by Li Lei is dated after today, on 1 Jul 2029",
    ]
