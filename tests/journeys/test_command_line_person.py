"""Handing out what is kept about a person, and erasing the person, from the command line."""

import zipfile
from pathlib import Path

import pytest

from tests.journeys.command_line import CommandLine


def test_a_person_is_handed_out_as_one_archive(filled: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "zhao.zip"
    told = filled.ok("person", "export", "赵伟", "--out", str(out))
    assert told["records"] == 1
    assert told["changes"] >= 1
    with zipfile.ZipFile(out) as archive:
        assert sorted(archive.namelist()) == ["person.json", "person.xlsx"]
    refused = filled("person", "export", "赵伟", "--out", str(filled.workspace))
    assert (refused.status, refused.code) == (3, "not_allowed")
    assert filled("person", "export", "Nobody", "--out", str(out)).code == "not_found"


def test_a_person_is_erased_only_when_told_so_twice(filled: CommandLine) -> None:
    shown = filled("person", "erase", "赵伟")
    assert (shown.status, shown.data["erased"]) == (1, False)
    assert filled.ok("list", "contacts")["total"] == 2
    assert filled("person", "erase", "赵伟", "--yes").data["erased"] is True
    names = [row["name"] for row in filled.ok("list", "contacts")["rows"]]
    assert names == ["Bob Stone"]
    assert filled("person", "erase", "赵伟", "--yes").code == "not_found"
    assert filled.ok("check")["ok"] is True


@pytest.mark.parametrize("command", ["export", "erase"])
def test_each_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    from workbench.cli import main

    assert main(["person", command, "--help"]) == 0
    assert f"person {command}" in capsys.readouterr().out
