"""Commands that hand over in part and for recipients, look into files, and write the return way."""

import json
import os
from pathlib import Path

import pytest

from tests.journeys.command_line import CommandLine
from workbench.exchange.package import new_key


@pytest.fixture
def team(run: CommandLine, tmp_path: Path) -> CommandLine:
    """Two reps with an account each."""
    text = "code,name,manager,segment\nT1,华为技术,王强,通信\nT2,澜川精密,刘洋,\n"
    (tmp_path / "team.csv").write_text(text, "utf-8")
    run.ok("import", "accounts", tmp_path / "team.csv")
    return run


def test_an_export_in_part_says_what_it_holds(team: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "part.workbench"
    told = team.ok("export", "--scope", "manager=王强", "--from", "2026-01-01", "--out", out)
    assert (told["file"], told["counts"]["accounts"]) == (str(out), 1)
    assert len(told["sha256"]) == 64
    assert told["scope"]["first"] == "2026-01-01"
    info = team.ok("inspect", out)
    assert {"format", "exported_by", "exported_at", "entries", "readable"} <= set(info)
    assert (info["entries"], info["counts"], info["scope"]) == (
        told["entries"],
        told["counts"],
        told["scope"],
    )
    assert info["scope_words"].startswith("王强")
    assert (info["journal"], info["as_exported"], info["readable"]) == (told["journal"], True, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--scope", "manager=nobody"), "not_found"),
        (("--scope", "segment=none"), "not_found"),
        (("--scope", "account=K9"), "not_found"),
        (("--scope", "colour=red"), "bad_input"),
        (("--from", "2026-02-01", "--to", "2026-01-01"), "bad_input"),
        (("--for", "nobody"), "not_found"),
        (("--for", "age1nonsense"), "bad_input"),
        (("--for", new_key().private), "bad_input"),
    ],
)
def test_what_cannot_be_exported_is_refused_and_nothing_written(
    words: tuple[str, ...], code: str, team: CommandLine, tmp_path: Path
) -> None:
    out = tmp_path / "part.workbench"
    refused = team("export", "--out", out, *words)
    assert (refused.status, refused.code) == (3, code)
    assert not out.exists()
    # Whatever was given by mistake is not repeated.
    assert "AGE-SECRET-KEY-1" not in json.dumps(refused.data)


def test_a_file_for_a_key_needs_the_workspace_that_has_it(team: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "for.workbench"
    assert team.ok("export", "--out", out, "--for", new_key().public)["recipients"] == 1
    for command in (("inspect", out), ("merge", out)):
        refused = team(*command)
        assert (refused.status, refused.code) == (4, "wrong_passphrase")


def test_the_return_way_writes_a_file_for_each(team: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "back"
    rows = team.ok("return", "--out", folder)["files"]
    assert sorted(row["manager"] for row in rows) == ["刘洋", "王强"]
    assert sorted(Path(row["file"]).name for row in rows) == sorted(os.listdir(folder))
    assert [row["error"] for row in rows] == [None, None]
    for row in rows:
        assert team.ok("inspect", row["file"])["counts"]["accounts"] == 1
    one = team.ok("return", "--out", tmp_path / "one", "--manager", "王强")["files"]
    assert [row["manager"] for row in one] == ["王强"]
    refused = team("return", "--out", folder, "--manager", "nobody")
    assert (refused.status, refused.code) == (3, "not_found")


def test_one_file_of_the_return_way_that_cannot_be_written_is_a_finding(
    team: CommandLine, tmp_path: Path
) -> None:
    folder = tmp_path / "back"
    files = [Path(row["file"]) for row in team.ok("return", "--out", folder)["files"]]
    files[0].unlink()
    files[0].mkdir()
    ran = team("return", "--out", folder)
    assert ran.status == 1
    assert [row["error"] is None for row in ran.data["files"]] == [False, True]


def test_nobody_with_accounts_is_no_error(run: CommandLine, tmp_path: Path) -> None:
    assert run.ok("return", "--out", tmp_path / "back")["files"] == []
