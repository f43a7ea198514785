"""Taking files in by command: folders, what came from whom, conflicts in words and decided, hand-ins."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.journeys.command_line import TODAY, CommandLine, sheet
from workbench.foundation.clock import FixedClock
from workbench.services.accounts import create_account
from workbench.services.exchange import export_workspace
from workbench.services.workspaces import new_workspace


@pytest.fixture
def head(filled: CommandLine, tmp_path: Path) -> Path:
    """A workspace that knows the same and has one city of its own; the other's file lies in a folder."""
    folder, head = tmp_path / "friday", tmp_path / "head.workbench"
    folder.mkdir()
    filled.ok("export", "--out", folder / "first.workbench")
    filled.ok("new", workspace=head)
    filled.ok("merge", folder / "first.workbench", workspace=head)
    filled.ok("import", "accounts", sheet(tmp_path, "a.csv", "code,name,city\nK1,华为技术,东莞\n"))
    filled.ok(
        *("import", "accounts", sheet(tmp_path, "b.csv", "code,name,city\nK1,华为技术,广州\n")),
        workspace=head,
    )
    filled.ok("export", "--out", folder / "second.workbench")
    return head


def test_a_folder_is_merged_and_says_by_kind_and_author_what_came(
    filled: CommandLine, head: Path, tmp_path: Path
) -> None:
    sheet(tmp_path / "friday", "notes.txt", "not ours")
    sheet(tmp_path / "friday", "bad.workbench", "not ours" * 2000)
    merged = filled("merge", tmp_path / "friday", workspace=head)
    assert merged.status == 1
    files = {Path(row["file"]).name: row for row in merged.data["files"]}
    assert files["bad.workbench"]["error"]["code"] == "not_a_workspace"
    assert files["first.workbench"]["new"] == 0
    second = files["second.workbench"]
    assert second["kinds"]["accounts"]["conflicts"] == 1
    assert set(second["kinds"]["accounts"]) == {"new", "changed", "deleted", "conflicts", "same"}
    (author,) = second["authors"]
    assert author["changes"] == 1
    assert author["since"] == author["until"]
    assert [Path(path).name for path in merged.data["left"]] == ["notes.txt"]


def test_a_folder_without_workspace_files_is_not_found(filled: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert filled("merge", tmp_path / "empty").code == "not_found"


@pytest.mark.parametrize(("side", "city"), [("mine", "广州"), ("theirs", "东莞"), ("base", "深圳")])
def test_a_conflict_is_read_in_words_and_decided(
    filled: CommandLine, head: Path, tmp_path: Path, side: str, city: str
) -> None:
    filled("merge", tmp_path / "friday", workspace=head)
    (conflict,) = filled("conflicts", workspace=head).data["conflicts"]
    assert (conflict["label"], conflict["field"], conflict["field_label"]) == ("华为技术", "city", "City")
    decided = filled.ok("resolve", "accounts", "K1", "city", "--side", side, workspace=head)
    assert decided["conflicts"] == 0
    assert filled.ok("show", "accounts", "K1", workspace=head)["city"] == city
    assert filled("resolve", "accounts", "K1", "city", "--side", side, workspace=head).code == "not_found"


def test_a_side_must_fit_what_is_decided(filled: CommandLine) -> None:
    assert filled("resolve", "accounts", "K1", "city", "--side", "keep").code == "bad_input"
    assert filled("resolve", "accounts", "K1", "--side", "mine").code == "bad_input"
    assert filled("resolve", "accounts", "K1", "--side", "keep").code == "not_found"


def test_hand_ins_are_listed_by_colleague_and_late_after_two_weeks(run: CommandLine, tmp_path: Path) -> None:
    assert run.ok("hand-ins")["hand_ins"] == []
    clock = FixedClock(date.fromisoformat(TODAY))
    other = new_workspace(tmp_path / "other.workbench", clock=clock, author="方淮")
    create_account(other, {"name": "澜川精密"})
    export_workspace(other, tmp_path / "方淮.workbench")
    other.close()
    run.ok("merge", tmp_path / "方淮.workbench")
    (line,) = run.ok("hand-ins")["hand_ins"]
    assert (line["name"], Path(line["source"]).name, line["overdue"]) == ("方淮", "方淮.workbench", False)
    later = CommandLine(run.capsys, run.workspace, "2026-07-20")
    late = later("hand-ins")
    assert (late.status, late.data["hand_ins"][0]["overdue"]) == (1, True)
    assert "方淮.workbench" in later.text("hand-ins")[1]


def test_a_look_ahead_says_what_to_do_with_a_bad_file_and_that_files_may_differ_from_each_other(
    filled: CommandLine, tmp_path: Path
) -> None:
    folder, head = tmp_path / "friday", tmp_path / "head.workbench"
    folder.mkdir()
    filled.ok("new", workspace=head)
    filled.ok("export", "--out", folder / "first.workbench")
    filled.ok("export", "--out", folder / "second.workbench")
    sheet(folder, "bad.workbench", "not ours" * 2000)
    _, out, _ = replace(filled, workspace=head).text("merge", "--dry-run", folder)
    hint = filled("merge", folder / "bad.workbench").data["error"]["hint"]
    assert hint
    assert hint in out
    assert "Each file was compared with the workspace alone" in out


def test_a_file_for_a_folder_that_is_not_there_names_the_folder(filled: CommandLine, tmp_path: Path) -> None:
    for out in ("x.workbench", "x.xlsx"):
        command = ("export",) if out.endswith("workbench") else ("list", "accounts")
        error = filled(*command, "--out", tmp_path / "nowhere" / out).data["error"]
        assert error["where"] == str(tmp_path / "nowhere")
        assert "folder" in error["message"]
