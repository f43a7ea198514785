"""Handing files over: export, inspect, merge, conflicts, check."""

from pathlib import Path

import pytest

from tests.colleagues import Colleague
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import Cancelled, Damaged, NotAWorkspace, WrongPassphrase
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account, edit_account
from workbench.services.checks import check_workspace, repair_workspace
from workbench.services.exchange import (
    decide_fields,
    export_workspace,
    inspect_file,
    list_conflicts,
    merge_files,
    proposed_export_name,
)
from workbench.services.history import undo
from workbench.services.records import list_records
from workbench.storage.engine import connect
from workbench.storage.workspace import Workspace

K1 = derived_id("account", "K1")


def names(workspace: Workspace) -> set[str]:
    return {row["name"] for row in list_records(workspace, "accounts").rows}


def test_an_export_says_who_made_it_and_holds_everything(
    workspace: Workspace, tmp_path: Path, clock: FixedClock
) -> None:
    create_account(workspace, {"code": "K1", "name": "华为技术"})
    receipt = export_workspace(workspace, tmp_path / "out.workbench")
    info = inspect_file(tmp_path / "out.workbench")
    assert (info.exported_by, info.exported_at) == ("Li Lei", clock.now())
    assert info.readable
    assert info.entries == receipt.entries == check_workspace(workspace).entries


def test_merging_twice_brings_everything_once(
    workspace: Workspace, colleague: Colleague, tmp_path: Path
) -> None:
    create_account(workspace, {"code": "K1", "name": "华为技术"})
    export_workspace(workspace, tmp_path / "out.workbench")
    head = colleague("head")
    first = merge_files(head, [tmp_path / "out.workbench"])
    assert first.files[0].new > 0
    assert "account" in first.summary.topics
    assert names(head) == {"华为技术"}
    second = merge_files(head, [tmp_path / "out.workbench"])
    assert (second.files[0].new, second.summary.transaction_id) == (0, None)
    assert check_workspace(head).ok


def test_the_shipped_policy_of_two_new_workspaces_is_no_conflict(
    workspace: Workspace, colleague: Colleague, tmp_path: Path
) -> None:
    export_workspace(workspace, tmp_path / "out.workbench")
    head = colleague("head")
    assert merge_files(head, [tmp_path / "out.workbench"]).files[0].conflicts == 0
    assert list_records(head, "rules").total == list_records(workspace, "rules").total
    assert list_conflicts(head) == ()


def test_a_bad_file_is_reported_and_stops_no_other(
    workspace: Workspace, colleague: Colleague, tmp_path: Path
) -> None:
    create_account(workspace, {"code": "K1", "name": "华为技术"})
    good, half, picture = (tmp_path / name for name in ("good.workbench", "half.workbench", "photo.png"))
    export_workspace(workspace, good)
    half.write_bytes(good.read_bytes()[:8192])
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(9000))
    head = colleague("head")
    outcome = merge_files(head, [half, picture, good])
    assert [type(one.error) for one in outcome.files] == [Damaged, NotAWorkspace, type(None)]
    assert names(head) == {"华为技术"}


def test_each_file_is_opened_by_the_passphrase_that_fits(
    workspace: Workspace, colleague: Colleague, tmp_path: Path
) -> None:
    create_account(workspace, {"code": "K1", "name": "华为技术"})
    files = [tmp_path / f"{number}.workbench" for number in range(3)]
    for file, passphrase in zip(files, ("one", "two", None), strict=True):
        export_workspace(workspace, file, passphrase)
    head = colleague("head")
    alone = merge_files(head, files[:1], ["two"], dry_run=True)
    assert isinstance(alone.files[0].error, WrongPassphrase)
    outcome = merge_files(head, files, ["one", "two"])
    assert [one.error for one in outcome.files] == [None, None, None]
    assert inspect_file(files[1], ["one", "two"]).readable


def test_a_dry_run_says_what_would_come_and_changes_nothing(
    workspace: Workspace, colleague: Colleague, tmp_path: Path
) -> None:
    create_account(workspace, {"code": "K1", "name": "华为技术"})
    export_workspace(workspace, tmp_path / "out.workbench")
    head = colleague("head")
    outcome = merge_files(head, [tmp_path / "out.workbench"], dry_run=True)
    assert outcome.files[0].new > 0
    assert outcome.backup is None
    assert names(head) == set()


def test_a_backup_of_the_day_is_made_before_a_merge(
    workspace: Workspace, colleague: Colleague, tmp_path: Path
) -> None:
    export_workspace(workspace, tmp_path / "out.workbench")
    kept = merge_files(colleague("head"), [tmp_path / "out.workbench"]).backup
    assert kept is not None
    assert inspect_file(kept).readable


def test_a_merge_is_undone_as_a_whole(workspace: Workspace, colleague: Colleague, tmp_path: Path) -> None:
    create_account(workspace, {"code": "K1", "name": "华为技术"})
    export_workspace(workspace, tmp_path / "out.workbench")
    head = colleague("head")
    merge_files(head, [tmp_path / "out.workbench"])
    undo(head)
    assert names(head) == set()
    assert check_workspace(head).ok


def test_what_two_people_changed_apart_is_listed_and_decided(
    workspace: Workspace, colleague: Colleague, tmp_path: Path
) -> None:
    create_account(workspace, {"code": "K1", "name": "华为技术", "city": "深圳"})
    export_workspace(workspace, tmp_path / "first.workbench")
    head = colleague("head")
    merge_files(head, [tmp_path / "first.workbench"])
    edit_account(workspace, K1, {"city": "东莞"})
    edit_account(head, K1, {"city": "广州"})
    export_workspace(workspace, tmp_path / "second.workbench")
    outcome = merge_files(head, [tmp_path / "second.workbench"])
    assert outcome.files[0].conflicts == 1
    (line,) = list_conflicts(head)
    assert (line.kind, line.row_id, line.label, line.field) == ("accounts", K1, "华为技术", "city")
    assert (line.base, line.mine, line.theirs) == ("深圳", "广州", "东莞")
    decide_fields(head, line.kind, line.row_id, {"city": "东莞"})
    assert list_conflicts(head) == ()
    assert list_records(head, "accounts").rows[0]["city"] == "东莞"


def test_cancelling_between_files_is_possible(
    workspace: Workspace, colleague: Colleague, tmp_path: Path
) -> None:
    export_workspace(workspace, tmp_path / "out.workbench")

    def stop(done: int, total: int) -> None:
        raise Cancelled("stop")

    with pytest.raises(Cancelled):
        merge_files(colleague("head"), [tmp_path / "out.workbench"], on_step=stop)


def test_a_table_that_differs_from_the_journal_is_found_and_repaired(workspace: Workspace) -> None:
    create_account(workspace, {"code": "K1", "name": "华为技术"})
    assert check_workspace(workspace).ok
    assert workspace.key is not None
    tampering = connect(workspace.path, workspace.key)
    tampering.execute("UPDATE account SET name = 'Somebody else' WHERE id = ?", (Id(K1),))
    tampering.close()
    report = check_workspace(workspace)
    assert not report.ok
    assert {one.check for one in report.findings} == {"journal"}
    assert repair_workspace(workspace).ok
    assert names(workspace) == {"华为技术"}


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("张蔚", "张蔚-2026-W27.workbench"),
        ("Li Lei / East: *", "Li Lei  East-2026-W27.workbench"),
        ("", "mine-2026-W27.workbench"),
    ],
)
def test_exports_are_named_so_that_they_sort_by_person_and_week(
    workspace: Workspace, author: str, name: str
) -> None:
    workspace.author = author
    assert proposed_export_name(workspace) == name
