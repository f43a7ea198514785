"""Backups by command: made, listed, put back, also where the file cannot be opened."""

from pathlib import Path

from tests.journeys.command_line import CommandLine, sheet


def _names(cli: CommandLine) -> set[str]:
    return {row["name"] for row in cli.ok("list", "accounts")["rows"]}


def test_a_backup_is_made_listed_and_put_back(filled: CommandLine, tmp_path: Path) -> None:
    before = _names(filled)
    made = Path(filled.ok("backup")["file"])
    more = sheet(tmp_path, "more.csv", "code,name\nK9,Later Ltd\n")
    filled.ok("import", "accounts", more)
    listed = filled.ok("backups")["backups"]
    assert {one["kind"] for one in listed} == {"asked", "import"}
    assert str(made) in {one["file"] for one in listed}
    done = filled.ok("restore", made)
    assert Path(done["file"]) == filled.workspace
    assert Path(done["kept"]).parent == made.parent
    assert _names(filled) == before
    filled.ok("restore", done["kept"])
    assert _names(filled) == before | {"Later Ltd"}
    assert filled.text("backups")[1].count("Before a restore") == 2


def test_a_damaged_file_is_replaced_and_kept(filled: CommandLine) -> None:
    before = _names(filled)
    made = filled.ok("backup")["file"]
    spoilt = filled.workspace.read_bytes()[:20_001]
    filled.workspace.write_bytes(spoilt)
    assert filled("list", "accounts").code == "damaged"
    assert Path(filled.ok("restore", made)["kept"]).read_bytes() == spoilt
    assert _names(filled) == before
    filled.workspace.unlink()
    assert filled.ok("restore", made)["kept"] is None
    assert _names(filled) == before


def test_what_is_no_backup_is_refused(filled: CommandLine, tmp_path: Path) -> None:
    content = filled.workspace.read_bytes()
    missing = filled("restore", tmp_path / "nowhere.workbench")
    assert (missing.status, missing.code) == (4, "not_found")
    picture = tmp_path / "picture.workbench"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(9000))
    refused = filled("restore", picture)
    assert (refused.status, refused.code) == (4, "not_a_workspace")
    other = CommandLine(filled.capsys, tmp_path / "other.workbench")
    other.ok("new")
    foreign = filled("restore", other.ok("backup")["file"])
    assert (foreign.status, foreign.code) == (3, "not_allowed")
    assert filled.workspace.read_bytes() == content
