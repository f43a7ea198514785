"""Calendar files by command: the same answers as other imports give (command line)."""

from pathlib import Path

from tests.journeys.command_line import ACCOUNTS, CommandLine, sheet


def calendar(tmp_path: Path, *events: str) -> Path:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    path = tmp_path / "work.ics"
    path.write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n", "utf-8")
    return path


def test_events_are_imported_once_and_undone(run: CommandLine, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("客户编号,客户名称,客户经理\nC1,澜川精密,韩梅梅\n", "utf-8")
    run.ok("import", "accounts", people)
    path = calendar(tmp_path, "UID:1\nDTSTART:20260105T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3")
    tried = run.ok("--today", "2026-01-05", "import", "events", path, "--manager", "韩梅梅", "--dry-run")
    assert (tried["created"], tried["transaction"]) == (3, None)
    done = run.ok("--today", "2026-01-05", "import", "events", path, "--manager", "韩梅梅")
    assert (done["created"], done["updated"], done["unchanged"], done["rejected"]) == (3, 0, 0, 0)
    assert (done["amount_fen"], done["problems"], len(done["transaction"])) == (0, [], 32)
    again = run.ok("--today", "2026-01-05", "import", "events", path, "--manager", "韩梅梅")
    assert (again["created"], again["unchanged"], again["transaction"]) == (0, 3, None)
    run.ok("undo", done["transaction"])


def test_in_a_file_without_people_the_calendar_is_its_owners(run: CommandLine, tmp_path: Path) -> None:
    path = calendar(tmp_path, "UID:1\nDTSTART:20260105T090000Z\nDURATION:PT1H")
    for _time in range(2):
        done = run.ok("--today", "2026-01-05", "import", "events", path)
    assert (done["created"], done["unchanged"]) == (0, 1)
    people = run.ok("list", "managers")["rows"]
    assert [one["name"] for one in people] == [done["manager"]]
    run.ok("undo")
    assert run.ok("list", "managers")["total"] == 0


def test_what_cannot_be_read_is_a_finding_or_refused(run: CommandLine, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("客户编号,客户名称,客户经理\nC1,澜川精密,韩梅梅\n", "utf-8")
    run.ok("import", "accounts", people)
    ran = run("import", "events", calendar(tmp_path, "UID:1"), "--manager", "韩梅梅")
    assert (ran.status, ran.data["rejected"]) == (1, 1)
    assert [(one["row"], one["code"]) for one in ran.data["problems"]] == [(3, "no_start")]
    nobody = run("import", "events", calendar(tmp_path, "UID:1"), "--manager", "谁")
    assert (nobody.status, nobody.code) == (3, "not_found")
    cards = tmp_path / "cards.vcf"
    cards.write_text("BEGIN:VCARD\nFN:x\nEND:VCARD\n")
    refused = run("import", "events", cards)
    assert (refused.status, refused.code) == (3, "bad_input")


def test_the_visits_are_written_as_a_calendar(run: CommandLine, tmp_path: Path) -> None:
    run.ok("import", "accounts", sheet(tmp_path, "accounts.csv", ACCOUNTS))
    out = tmp_path / "visits.ics"
    written = run.ok("calendar", "--out", out)
    assert written == {"file": str(out), "events": 0}
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    refused = run("calendar", "--out", run.workspace)
    assert (refused.status, refused.code) == (3, "not_allowed")
