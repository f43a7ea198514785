"""What each command answers: keys and exit status (command line)."""

from pathlib import Path

from tests.journeys.command_line import ACCOUNTS, SALES, TODAY, CommandLine, sheet
from workbench.storage.format import FORMAT


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
    assert (info["format"], info["readable"], info["entries"]) == (FORMAT, True, exported["entries"])
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
    checked = filled.ok("check", workspace=head)
    assert (checked["ok"], checked["findings"], checked["notes"]) == (True, [], [])


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


def test_a_brief_is_printed_on_one_page_with_and_without_a_visit(filled: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "brief.pdf"
    assert filled.ok("print", "brief", "--account", "K1", "--out", out)["pages"] == 1
    assert out.read_bytes().startswith(b"%PDF")
    sheet = ("--profile", "customer", "--paper-size", "letter")
    assert filled.ok("print", "brief", "--account", "K1", "--out", out, *sheet)["pages"] == 1
    assert filled("print", "brief", "--account", "K9", "--out", out).code == "not_found"
    assert filled("print", "brief", "--out", out).status == 2
