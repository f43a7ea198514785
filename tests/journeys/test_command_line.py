"""The command line as a contract: keys, exit status and error codes (command line)."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.command_line import TODAY, CommandLine
from workbench.cli import main
from workbench.cli.output import table, text_width
from workbench.cli.root import root
from workbench.foundation import errors
from workbench.foundation.clock import DayClock, FixedClock, SystemClock
from workbench.services.workspaces import open_workspace
from workbench.storage.cipher import SEALED
from workbench.storage.engine import connect
from workbench.storage.files import create_workspace

ACCOUNTS = """code,name,city,manager,tier,kind
K1,华为技术,深圳,王芳,focus,dealer
K2,中兴通讯,深圳,王芳,major,
K3,Acme Ltd,Shanghai,李雷,general,
"""
CONTACTS = """account,name,title,mobile,role
K1,赵伟,采购总监,13800000001,economic
K2,Bob Stone,Engineer,,technical
"""
SALES = """account,date,number,line,product,quantity,amount
K1,2026-02-03,S1,1,Pump,2,12000000
K1,2026-03-03,S2,1,Valve,1,9000000
K2,2026-03-05,S3,1,Pump,1,6000000
K3,2026-04-01,S4,1,Seal,10,1200.50
K9,2026-04-01,S5,1,Seal,1,10
,2026-04-02,S6,1,Seal,1,10
"""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line on a new workspace."""
    command_line = CommandLine(capsys, tmp_path / "mine.workbench")
    command_line.ok("new")
    return command_line


def sheet(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def filled(run: CommandLine, tmp_path: Path) -> CommandLine:
    """Three accounts with people and sales."""
    run.ok("import", "accounts", sheet(tmp_path, "accounts.csv", ACCOUNTS))
    run.ok("import", "contacts", sheet(tmp_path, "contacts.csv", CONTACTS))
    run("import", "sales", sheet(tmp_path, "sales.csv", SALES))
    return run


def test_new_makes_a_workspace_and_never_replaces_a_file(run: CommandLine) -> None:
    before = run.workspace.read_bytes()
    refused = run("new")
    assert (refused.status, refused.code) == (3, "not_allowed")
    assert run.workspace.read_bytes() == before


def test_an_import_counts_what_it_did_and_lists_what_it_refused(run: CommandLine, tmp_path: Path) -> None:
    first = run.ok("import", "accounts", sheet(tmp_path, "accounts.csv", ACCOUNTS))
    assert (first["created"], first["updated"], first["unchanged"], first["rejected"]) == (3, 0, 0, 0)
    assert first["problems"] == []
    assert len(first["transaction"]) == 32
    sales = run("import", "sales", sheet(tmp_path, "sales.csv", SALES))
    assert sales.status == 1
    assert (sales.data["created"], sales.data["rejected"]) == (4, 2)
    assert [(one["row"], one["code"]) for one in sales.data["problems"]] == [
        (6, "unknown_account"),
        (7, "no_account"),
    ]
    assert sales.data["amount_fen"] == 2_700_120_050


def test_rejected_rows_are_written_for_mending(run: CommandLine, tmp_path: Path) -> None:
    run.ok("import", "accounts", sheet(tmp_path, "accounts.csv", ACCOUNTS))
    rejects = tmp_path / "rejects.csv"
    ran = run("import", "sales", sheet(tmp_path, "sales.csv", SALES), "--rejects", rejects)
    assert ran.data["rejects"] == str(rejects)
    assert "S5" in rejects.read_text("utf-8-sig")
    assert "S1" not in rejects.read_text("utf-8-sig")


def test_a_dry_run_changes_nothing(run: CommandLine, tmp_path: Path) -> None:
    tried = run.ok("import", "accounts", sheet(tmp_path, "accounts.csv", ACCOUNTS), "--dry-run")
    assert (tried["created"], tried["transaction"]) == (3, None)
    assert run.ok("list", "accounts")["total"] == 0


def test_columns_are_mapped_and_encodings_named(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "kunden.csv"
    path.write_bytes("Nr;Firma;Ort\nA1;华为技术;深圳\n".encode("gb18030"))
    run.ok(
        *("import", "accounts", path, "--encoding", "gb18030"),
        *("--map", "Nr=code", "--map", "Firma=name", "--map", "Ort=city"),
    )
    assert run.ok("show", "accounts", "A1")["city"] == "深圳"


def test_a_mapping_to_no_field_is_refused(run: CommandLine, tmp_path: Path) -> None:
    path = sheet(tmp_path, "accounts.csv", ACCOUNTS)
    refused = run("import", "accounts", path, "--map", "name=colour")
    assert (refused.status, refused.code) == (3, "bad_input")


def test_a_sheet_that_is_not_there_is_not_found(run: CommandLine, tmp_path: Path) -> None:
    missing = run("import", "accounts", tmp_path / "nothing.csv")
    assert (missing.status, missing.code) == (3, "not_found")


def test_undo_takes_the_last_change_back(filled: CommandLine) -> None:
    assert filled.ok("list", "sales")["total"] == 4
    undone = filled.ok("undo")
    assert len(undone["undone"]) == 32
    assert undone["kept"] == []
    assert filled.ok("list", "sales")["total"] == 0


def test_undo_by_id_reports_what_was_changed_since(filled: CommandLine) -> None:
    transactions = filled.ok("list", "transactions")["rows"]
    accounts = next(row["id"] for row in transactions if row["kind"] == "import_accounts")
    ran = filled("undo", accounts)
    assert ran.status == 1
    assert ran.data["undone"] == accounts
    assert {one["reason"] for one in ran.data["kept"]} == {"referred"}


def test_nothing_to_undo_and_no_such_change_are_not_found(run: CommandLine) -> None:
    assert (run("undo").status, run("undo").code) == (3, "not_found")
    assert run("undo", "0" * 32).code == "not_found"
    assert run("undo", "yesterday").code == "bad_input"


def test_a_list_is_narrowed_and_limited(filled: CommandLine) -> None:
    found = filled.ok("list", "accounts", "--where", "city=深圳", "--limit", "1")
    assert (len(found["rows"]), found["total"]) == (1, 2)
    assert set(found["rows"][0]) >= {"id", "code", "name", "tier", "manager"}
    refused = filled("list", "accounts", "--where", "colour=red")
    assert (refused.status, refused.code) == (3, "bad_input")
    assert "credit_code" in refused.data["error"]["hint"]


def test_a_record_is_shown_by_code_name_or_id(filled: CommandLine) -> None:
    record = filled.ok("show", "accounts", "K1")
    assert [person["name"] for person in record["contacts"]] == ["赵伟"]
    assert filled.ok("show", "accounts", "华为技术") == record
    assert filled.ok("show", "accounts", record["id"]) == record
    assert filled("show", "accounts", "K9").code == "not_found"


def test_the_history_of_a_field_tells_every_change(filled: CommandLine) -> None:
    filled.ok("undo")
    filled.ok("tiers", "--apply")
    entries = filled.ok("history", "accounts", "K2", "tier_reason")["entries"]
    assert [entry["operation"] for entry in entries] == ["set", "create"]
    assert set(entries[0]) >= {"at", "author", "field", "value", "before", "transaction"}


def test_people_and_accounts_are_found_by_pinyin_initials(filled: CommandLine) -> None:
    found = filled.ok("search", "hwjs")
    assert [(hit["kind"], hit["label"], hit["why"]) for hit in found["hits"]] == [
        ("account", "华为技术", "initials")
    ]
    assert found["took_ms"] >= 0


def test_abc_classes_by_share_of_sales(filled: CommandLine) -> None:
    analysis = filled.ok("abc", "--from", "2026-01-01", "--to", "2026-12-31")
    assert [(row["code"], row["class"]) for row in analysis["accounts"]] == [
        ("K1", "A"),
        ("K2", "B"),
        ("K3", "C"),
    ]
    assert set(analysis["accounts"][0]) >= {"code", "name", "amount_fen", "share_bp", "cumulative_bp"}
    assert analysis["total_fen"] == 2_700_120_050
    assert analysis["top20_share_bp"] == 7777


def test_tiers_are_suggested_with_a_reason_and_applied(filled: CommandLine) -> None:
    suggested = filled.ok("tiers")["suggestions"]
    assert suggested == []
    filled.ok("undo")
    lower = filled.ok("tiers", "--apply")["suggestions"]
    assert {(row["code"], row["from"], row["to"]) for row in lower} == {
        ("K1", "focus", "general"),
        ("K2", "major", "general"),
    }
    assert all(row["reason"] for row in lower)
    assert filled.ok("tiers")["suggestions"] == []


def test_duties_name_the_rule(filled: CommandLine) -> None:
    duties = filled.ok("duties", "--from", "2026-07-01", "--to", "2026-09-30")["duties"]
    field = [duty for duty in duties if duty["account"] == "K1" and duty["kind"] == "field"]
    assert [duty["period"] for duty in field] == ["2026-07", "2026-08", "2026-09"]
    assert {duty["rule"] for duty in field} == {"tier:focus:field:1:month"}
    assert all("2026-07-01" <= duty["ideal"] <= "2026-09-30" for duty in duties)


def test_a_plan_is_shown_first_and_accepted_then(filled: CommandLine) -> None:
    span = ("--from", "2026-07-01", "--to", "2026-09-30")
    shown = filled.ok("plan", *span)
    assert shown["optimal"]
    assert shown["gap"] == 0
    assert shown["not_placed"] == []
    assert set(shown["visits"][0]) >= {"date", "account", "kind", "person"}
    assert filled.ok("list", "visits")["total"] == 0
    filled.ok("plan", *span, "--accept")
    assert filled.ok("list", "visits")["total"] == shown["placed"]
    again = filled.ok("plan", *span)
    assert {visit["change"] for visit in again["visits"]} == {"kept"}


def test_what_finds_no_place_is_listed_with_the_reason(filled: CommandLine, tmp_path: Path) -> None:
    crowd = "code,name,manager,tier\n" + "".join(f"C{n},Crowd {n},王芳,strategic\n" for n in range(120))
    filled.ok("import", "accounts", sheet(tmp_path, "crowd.csv", crowd))
    ran = filled("plan", "--from", "2026-07-01", "--to", "2026-07-31")
    assert ran.status == 1
    assert ran.data["not_placed"]
    assert all(one["account"] and one["reason"] for one in ran.data["not_placed"])


def test_a_range_that_makes_no_sense_is_refused(filled: CommandLine) -> None:
    assert filled("plan", "--from", "2026-09-30", "--to", "2026-07-01").code == "bad_input"
    assert filled("plan", "--from", "2026-01-01", "--to", "2026-01-31").code == "bad_input"


def test_an_account_plan_is_printed(filled: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "plan.pdf"
    printed = filled.ok("print", "plan", "--account", "K1", "--out", out)
    assert out.read_bytes().startswith(b"%PDF")
    assert printed == {"file": str(out), "pages": printed["pages"]}
    assert printed["pages"] >= 1


def test_papers_that_cannot_be_made_are_refused(filled: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "paper.pdf"
    assert filled("print", "plan", "--account", "K9", "--out", out).code == "not_found"
    assert filled("print", "visit", "--account", "K1", "--out", out).code == "not_found"
    assert filled("print", "plan", "--out", out).status == 2
    assert filled("print", "poster", "--out", out).status == 2
    nowhere = filled("print", "plan", "--account", "K1", "--out", tmp_path / "no" / "paper.pdf")
    assert (nowhere.status, nowhere.code) == (3, "not_found")
    assert not out.exists()


def test_files_are_handed_over_and_merged_once(filled: CommandLine, tmp_path: Path) -> None:
    out, head = tmp_path / "out.workbench", tmp_path / "head.workbench"
    exported = filled.ok("export", "--out", out)
    assert (exported["file"], len(exported["sha256"])) == (str(out), 64)
    info = filled.ok("inspect", out)
    assert (info["format"], info["readable"], info["entries"]) == (1, True, exported["entries"])
    assert info["exported_at"].startswith(TODAY)
    filled.ok("new", workspace=head)
    tried = filled.ok("merge", "--dry-run", out, workspace=head)
    assert filled.ok("list", "accounts", workspace=head)["total"] == 0
    merged = filled.ok("merge", out, workspace=head)
    assert [(row["new"], row["error"]) for row in merged["files"]] == [(tried["files"][0]["new"], None)]
    again = filled.ok("merge", out, workspace=head)
    assert (again["files"][0]["new"], again["transaction"]) == (0, None)
    assert filled.ok("list", "accounts", workspace=head)["total"] == 3
    assert filled.ok("conflicts", workspace=head)["conflicts"] == []
    assert filled.ok("check", workspace=head) == {"ok": True, "findings": []}


def test_a_bad_file_among_good_ones_is_a_finding_and_alone_a_failure(
    filled: CommandLine, tmp_path: Path
) -> None:
    out, bad = tmp_path / "out.workbench", sheet(tmp_path, "bad.workbench", "not ours" * 2000)
    filled.ok("export", "--out", out)
    both = filled("merge", bad, out)
    assert both.status == 1
    assert [row["error"] and row["error"]["code"] for row in both.data["files"]] == ["not_a_workspace", None]
    alone = filled("merge", bad)
    assert (alone.status, alone.code) == (4, "not_a_workspace")
    assert filled("merge", tmp_path / "none.workbench").status == 4


def test_what_two_people_changed_apart_is_a_conflict(filled: CommandLine, tmp_path: Path) -> None:
    out, head = tmp_path / "out.workbench", tmp_path / "head.workbench"
    filled.ok("export", "--out", out)
    filled.ok("new", workspace=head)
    filled.ok("merge", out, workspace=head)
    filled.ok("import", "accounts", sheet(tmp_path, "a.csv", "code,name,city\nK1,华为技术,东莞\n"))
    filled.ok(
        *("import", "accounts", sheet(tmp_path, "b.csv", "code,name,city\nK1,华为技术,广州\n")),
        workspace=head,
    )
    filled.ok("export", "--out", out)
    merged = filled("merge", out, workspace=head)
    assert (merged.status, merged.data["files"][0]["conflicts"]) == (1, 1)
    listed = filled("conflicts", workspace=head)
    assert listed.status == 1
    (conflict,) = listed.data["conflicts"]
    assert (conflict["kind"], conflict["field"]) == ("accounts", "city")
    assert (conflict["base"], conflict["mine"], conflict["theirs"]) == ("深圳", "广州", "东莞")


def test_a_backup_holds_everything(filled: CommandLine) -> None:
    file = Path(filled.ok("backup")["file"])
    assert filled.ok("list", "accounts", workspace=file)["total"] == 3


def test_a_workspace_that_is_open_elsewhere_is_locked(filled: CommandLine) -> None:
    held = open_workspace(filled.workspace, clock=SystemClock())
    try:
        refused = filled("list", "accounts")
        assert (refused.status, refused.code) == (5, "locked")
    finally:
        held.close()


def _truncate(path: Path) -> None:
    with path.open("rb+") as file:
        file.truncate(20_000)


def _scribble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[1000:1100] = b"\xff" * 100
    path.write_bytes(content)


def _replace(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + bytes(8176))


def _from_the_future(path: Path) -> None:
    connection = connect(path, SEALED)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_scribble, "damaged"),
        (_replace, "not_a_workspace"),
        (_from_the_future, "newer_version"),
        (Path.unlink, "not_found"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why_and_stays_as_it_is(
    filled: CommandLine, tmp_path: Path, spoil: object, code: str
) -> None:
    assert callable(spoil)
    spoil(filled.workspace)
    before = filled.workspace.read_bytes() if filled.workspace.exists() else b""
    for arguments in (("list", "accounts"), ("tiers", "--apply"), ("undo",), ("merge", filled.workspace)):
        refused = filled(*arguments)
        assert (refused.status, refused.code) == (4, code)
        assert refused.data["error"]["message"]
    assert (filled.workspace.read_bytes() if filled.workspace.exists() else b"") == before


def test_the_four_refusals_read_differently(filled: CommandLine, tmp_path: Path) -> None:
    messages = set()
    for spoil in (_scribble, _replace, _from_the_future):
        copy = tmp_path / f"{spoil.__name__}.workbench"
        shutil.copy(filled.workspace, copy)
        spoil(copy)
        messages.add(filled("list", "accounts", workspace=copy).data["error"]["message"])
    create_workspace(
        tmp_path / "secret.workbench", passphrase="x", clock=FixedClock(SystemClock().today()), author=""
    ).close()
    refused = filled("list", "accounts", workspace=tmp_path / "secret.workbench")
    messages.add(refused.data["error"]["message"])
    assert len(messages) == 4


def test_a_passphrase_comes_from_a_file_or_the_environment(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.workbench"
    right, wrong = sheet(tmp_path, "right.txt", "电池 horse\n"), sheet(tmp_path, "wrong.txt", "nope\n")
    run.ok("--passphrase-file", right, "new", workspace=secret)
    before = secret.read_bytes()
    assert (run("list", "rules", workspace=secret).status, run("list", "rules", workspace=secret).code) == (
        4,
        "wrong_passphrase",
    )
    refused = run("--passphrase-file", wrong, "tiers", "--apply", workspace=secret)
    assert (refused.status, refused.code) == (4, "wrong_passphrase")
    assert secret.read_bytes() == before
    assert run.ok("--passphrase-file", right, "list", "rules", workspace=secret)["total"] == 14
    monkeypatch.setenv("WORKBENCH_PASSPHRASE", "电池 horse")
    assert run.ok("list", "rules", workspace=secret)["total"] == 14


def test_an_export_of_an_encrypted_workspace_is_encrypted(run: CommandLine, tmp_path: Path) -> None:
    secret, out = tmp_path / "secret.workbench", tmp_path / "out.workbench"
    own, other = sheet(tmp_path, "own.txt", "own\n"), sheet(tmp_path, "other.txt", "other\n")
    run.ok("--passphrase-file", own, "new", workspace=secret)
    run.ok("--passphrase-file", own, "export", "--out", out, workspace=secret)
    assert run("inspect", out).code == "wrong_passphrase"
    run.ok("--passphrase-file", own, "inspect", out)
    run.ok(
        *("--passphrase-file", own, "export", "--out", out, "--export-passphrase-file", other),
        workspace=secret,
    )
    assert run("merge", out).code == "wrong_passphrase"
    run.ok("merge", out, "--export-passphrase-file", other)


def test_an_unusable_passphrase_file_is_refused(run: CommandLine, tmp_path: Path) -> None:
    empty, noise = tmp_path / "empty.txt", tmp_path / "noise.txt"
    empty.write_bytes(b"")
    noise.write_bytes(b"\xff\xfe\xfa")
    for path, code in ((empty, "bad_input"), (noise, "bad_input"), (tmp_path / "none.txt", "not_found")):
        assert run("--passphrase-file", path, "list", "rules").code == code


def test_a_place_that_cannot_be_written_is_the_machine(filled: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write everywhere")
        refused = filled("export", "--out", folder / "out.workbench")
        assert (refused.status, refused.code) == (5, "read_only")
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize(
    "arguments",
    [
        ["lst"],
        ["list"],
        ["list", "accounts", "--bogus"],
        ["list", "accounts", "--where", "nonsense"],
        ["plan", "--from", "tomorrow", "--to", "2026-01-01"],
        ["plan", "--from", "0001-01-01", "--to", "0001-01-31"],
        ["list", "accounts", "--limit", "9" * 30],
        ["import", "unicorns", "file.csv"],
        ["abc", "extra"],
        ["search", "\udcff"],
        ["list", "accounts", "--where", "name=a\0b"],
        [],
    ],
)
def test_a_wrong_call_is_one_json_object_and_status_2(run: CommandLine, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert set(ran.data["error"]) == {"code", "message", "hint", "where"}
    assert "--help" in ran.data["error"]["hint"]


def test_a_command_without_a_workspace_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "list", "accounts"]) == 2
    assert "--workspace" in json.loads(capsys.readouterr().out)["error"]["message"]


def test_a_defect_is_told_as_internal_with_a_crash_report_without_personal_data(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("华为技术 owes 5")

    monkeypatch.setattr("workbench.services.value.analyse_abc", break_down)
    ran = run("abc")
    assert (ran.status, ran.code) == (5, "internal")
    report = Path(ran.data["error"]["where"]).read_text("utf-8")
    assert "RuntimeError" in report
    assert "华为" not in report


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.BadInput, 3),
        (errors.NotFound, 3),
        (errors.NotAllowed, 3),
        (errors.Cancelled, 3),
        (errors.NotAWorkspace, 4),
        (errors.Damaged, 4),
        (errors.NewerVersion, 4),
        (errors.WrongPassphrase, 4),
        (errors.Locked, 5),
        (errors.NoSpace, 5),
        (errors.ReadOnly, 5),
    ],
)
def test_every_named_error_has_its_code_and_status(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch, error: type[errors.WorkbenchError], status: int
) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise error("Because.", hint="Do that.", where="there")

    monkeypatch.setattr("workbench.services.value.analyse_abc", refuse)
    ran = run("abc")
    assert ran.status == status
    assert ran.data == {
        "error": {"code": error.code, "message": "Because.", "hint": "Do that.", "where": "there"}
    }


def test_stopping_with_ctrl_c_is_cancelled(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_arguments: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("workbench.services.value.analyse_abc", stop)
    assert run("abc").code == "cancelled"


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
    opened: list[tuple[Path | None, str]] = []

    def run_window(file: Path | None, clock: DayClock) -> int:
        opened.append((file, clock.today().isoformat()))
        return 0

    monkeypatch.setattr("workbench.app.run_window", run_window)
    assert main(["--workspace", str(tmp_path / "a.workbench"), "--today", TODAY]) == 0
    assert opened == [(tmp_path / "a.workbench", TODAY)]


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
