"""`diagnose`: a zip for support."""

import json
import zipfile
from pathlib import Path

from tests.journeys.command_line import CommandLine


def test_a_diagnosis_is_written_and_names_its_parts(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "张蔚.workbench"
    assert run("new", workspace=path).status == 0
    whole = tmp_path / "whole.zip"
    told = run("diagnose", "--out", whole, workspace=path)
    assert told.status == 0
    with zipfile.ZipFile(whole) as bundle:
        assert bundle.namelist() == [part["name"] for part in told.data["parts"]]
        assert not any("张蔚".encode() in bundle.read(name) for name in bundle.namelist())
    assert told.data["file"] == str(whole)


def test_a_folder_that_is_not_there_is_refused(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "East.workbench"
    run.ok("new", workspace=path)
    refused = run("diagnose", "--out", tmp_path / "no" / "d.zip", workspace=path)
    assert refused.data["error"]["code"] == "not_found"


def test_of_a_file_that_does_not_open_it_tells_why_and_all_about_the_program(
    run: CommandLine, tmp_path: Path
) -> None:
    path, out = tmp_path / "张蔚.workbench", tmp_path / "d.zip"
    path.write_bytes(b"no workspace of ours")
    told = run("diagnose", "--out", out, workspace=path)
    assert told.status == 1
    with zipfile.ZipFile(out) as bundle:
        assert json.loads(bundle.read("file.json")) == {"failed": "NotAWorkspace"}
        assert "program.json" in bundle.namelist()
        assert not any("张蔚".encode() in bundle.read(name) for name in bundle.namelist())
    missing = run("diagnose", "--out", tmp_path / "none.zip", workspace=tmp_path / "none.workbench")
    assert missing.data["error"]["code"] == "not_found"
    assert not (tmp_path / "none.zip").exists()
