"""How the command line speaks: to people and scripts, in both languages, and how it explains itself."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.command_line import TODAY, CommandLine
from workbench.cli import main
from workbench.cli.output import table, text_width
from workbench.cli.records import _SHOWN_FIELDS
from workbench.cli.root import root
from workbench.foundation.clock import DayClock
from workbench.services.records import KINDS
from workbench.storage.queries.records import field_names


def test_shared_options_may_stand_behind_the_command(
    filled: CommandLine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", "accounts", "--workspace", str(filled.workspace), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 3


def test_without_json_people_get_an_aligned_table(filled: CommandLine) -> None:
    status, out, err = filled.text("list", "accounts")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("Code  Name")
    assert [text_width(line.split("Focus")[0]) for line in lines if "Focus" in line] == [16]


def test_errors_for_people_go_to_standard_error(filled: CommandLine) -> None:
    status, out, err = filled.text("show", "accounts", "K9")
    assert (status, out) == (3, "")
    assert "K9" in err


def test_texts_are_in_the_language_asked_for(filled: CommandLine) -> None:
    _status, out, _err = filled.text("--lang", "zh_CN", "list", "accounts")
    assert "重点" in out
    reason = filled.ok("--lang", "zh_CN", "duties", "--from", "2026-07-01", "--to", "2026-09-30")
    assert "月" in reason["duties"][0]["reason"]
    assert "重點" in filled.text("--lang", "zh_TW", "list", "accounts")[1]


@pytest.mark.parametrize(("language", "heading"), [("zh_CN", "选项："), ("zh_TW", "選項：")])
def test_the_help_of_the_library_beneath_speaks_chinese_as_well(
    language: str, heading: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", language, "--help"]) == 0
    out = capsys.readouterr().out
    assert heading in out
    assert "exit." not in out


@pytest.mark.parametrize("name", sorted(root.commands))
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_command_explains_itself_with_an_example(
    name: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", language, name, "--help"]) == 0
    out = capsys.readouterr().out
    assert f"workbench {name}" in out or f" {name} " in out
    assert "  # " in out


def test_the_commands_of_the_contract_are_there() -> None:
    wanted = (
        "new demo import undo list show history search abc tiers duties plan print export inspect merge "
        "conflicts check backup"
    )
    assert set(wanted.split()) <= set(root.commands)


def test_without_a_command_the_window_opens_on_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path | None, str, str]] = []

    def run_window(file: Path | None, clock: DayClock, language: str) -> int:
        opened.append((file, clock.today().isoformat(), language))
        return 0

    monkeypatch.setattr("workbench.app.run_window", run_window)
    asked = ["--workspace", str(tmp_path / "a.workbench"), "--today", TODAY, "--lang", "zh_CN"]
    assert main(asked) == 0
    assert opened == [(tmp_path / "a.workbench", TODAY, "zh_CN")]


def test_the_program_itself_answers_as_a_process(tmp_path: Path) -> None:
    file = tmp_path / "file.workbench"
    command = [sys.executable, "-m", "workbench", "--workspace", str(file), "--json", "new"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"workspace": str(file)}


def test_a_table_is_aligned_by_what_a_terminal_shows() -> None:
    drawn = table(["名称", "No"], [["华为", 1], ["Café", 1234]], right=[1])
    assert drawn.splitlines() == ["名称     No", "----  -----", "华为      1", "Café  1,234"]


def test_foreign_signs_never_reach_the_terminal() -> None:
    assert "\x1b" not in table(["Name"], [["\x1b[2Jgone\nnext"]])


@pytest.mark.parametrize("kind", KINDS)
def test_people_can_list_every_kind_of_record(filled: CommandLine, kind: str) -> None:
    status, out, _err = filled.text("list", kind)
    assert status == 0
    assert out
    assert set(_SHOWN_FIELDS[kind]) <= set(field_names(kind))
