"""Backups by command: made, listed, put back, also where the file cannot be opened."""

from pathlib import Path

from tests.journeys.command_line import CommandLine, sheet
from workbench.foundation.clock import SystemClock
from workbench.foundation.ids import derived_id
from workbench.services.workspaces import open_workspace


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


def test_a_damaged_file_is_read_as_far_as_it_goes(filled: CommandLine, tmp_path: Path) -> None:
    before, made = _names(filled), filled.ok("backup")["file"]
    content = bytearray(filled.workspace.read_bytes())
    content[-100] ^= 1
    filled.workspace.write_bytes(content)
    out = tmp_path / "readable.workbench"
    ran = filled("salvage", filled.workspace, "--out", out)
    assert ran.status == (1 if ran.data["lost"] else 0)
    assert filled("salvage", filled.workspace, "--out", out).code == "not_allowed"
    filled.ok("restore", made)
    assert filled("merge", out).data["files"][0]["error"] is None
    assert _names(filled) == before


def test_what_was_deleted_is_listed_and_brought_back(filled: CommandLine) -> None:
    before = _names(filled)
    workspace = open_workspace(filled.workspace, clock=SystemClock())
    with workspace.change("delete", "Delete an account") as change:
        change.delete("account", derived_id("account", "K1"))
    workspace.close()
    (line,) = filled.ok("bin")["deleted"]
    assert (line["kind"], line["name"]) == ("accounts", "华为技术")
    assert line["others"] > 0
    assert "华为技术" in filled.text("bin")[1]
    assert filled.ok("bin", "--restore", line["transaction"])["restored"] == 1 + line["others"]
    assert _names(filled) == before
    assert filled.ok("bin")["deleted"] == []
    assert filled("bin", "--restore", line["transaction"]).code == "not_found"
    assert filled("bin", "--restore", "nonsense").code == "not_found"
