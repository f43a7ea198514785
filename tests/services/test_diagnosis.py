"""The diagnosis for support tells much of the program and the file, and nothing of anybody."""

import json
import zipfile
from pathlib import Path

import pytest

from workbench.domain.our_company import OurCompany
from workbench.domain.policies import COMPANY
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.foundation.logs import crash_text, is_log_line, is_report_line
from workbench.foundation.paths import logs_dir
from workbench.foundation.settings import Settings, save_settings
from workbench.services import diagnosis
from workbench.services.diagnosis import LEFT_OUT, gather_diagnosis, write_diagnosis
from workbench.services.policies import save_policy
from workbench.services.workspaces import Workspace, new_workspace

MARK = "秘密Qzx"
LINE = "2026-11-22 18:00:00,123 INFO file opened ms=12"


@pytest.fixture
def marked(tmp_path: Path, clock: FixedClock) -> Workspace:
    """A file in which everything that people write bears the mark, and settings and log that do so too."""
    folder = tmp_path / MARK
    folder.mkdir()
    workspace = new_workspace(folder / f"{MARK}.workbench", clock=clock, author=MARK)
    account = derived_id("account", "one")
    own = {"account_id": account}
    with workspace.change("create", MARK) as change:
        change.create(
            "account", {"name": MARK, "code": MARK, "city": MARK, "note": MARK, "traits": MARK}, account
        )
        change.create("manager", {"name": MARK})
        change.create("contact", own | {"name": MARK, "mobile": "13912345678", "email": f"a@{MARK}.cn"})
        change.create(
            "visit", own | {"on_day": clock.today(), "state": "done", "findings": MARK, "place": MARK}
        )
        change.create("need", own | {"text": MARK})
        change.create("contract", own | {"number": MARK, "title": MARK})
        change.create("complaint", own | {"text": MARK, "received_on": clock.today()})
        change.create("action", own | {"text": MARK, "owner": MARK})
        change.create("attachment", own | {"name": f"{MARK}.pdf"})
    save_policy(workspace, COMPANY, OurCompany(name=MARK, bank_account="6222021234567890"))
    named = {str(workspace.path): f"/{MARK}/x"}
    save_settings(
        Settings(
            language=MARK, theme=MARK, author=MARK, company=MARK, recent=(f"/{MARK}",), window=MARK,
            tables={MARK: MARK}, published=named, published_for=named, backup_places=named,
            reminded={MARK: MARK},
        )
    )  # fmt: skip
    logs_dir().mkdir(parents=True, exist_ok=True)
    (logs_dir() / "workbench.log").write_text(
        f"{LINE}\n2026-11-22 18:00:01,000 INFO {MARK}\n{MARK}\n", "utf-8"
    )
    (logs_dir() / "crash-20261122.txt").write_text(
        f"workbench 0.1.0\nBadInput: {MARK}\n  {MARK}.py:3 x\n", "utf-8"
    )
    return workspace


def test_nothing_that_anybody_wrote_is_in_the_bundle(marked: Workspace, tmp_path: Path) -> None:
    bundle = write_diagnosis(tmp_path / "d.zip", gather_diagnosis(marked, [(1366, 768, 1.5)]))
    marked.close()
    with zipfile.ZipFile(bundle) as opened:
        contents = {name: opened.read(name) for name in opened.namelist()}
    for told in (bundle.read_bytes(), *contents.values()):
        for secret in (MARK, "秘密", "Qzx", "13912345678", "6222021234567890", str(tmp_path)):
            assert secret.encode() not in told
    assert LINE in contents["log.txt"].decode()
    assert f"{LEFT_OUT}: 2" in contents["log.txt"].decode()
    assert json.loads(contents["file.json"])["rows"]["account"] == 1
    assert json.loads(contents["check.json"])["ok"] is True
    assert json.loads(contents["settings.json"])["recent_files"] == 1
    assert json.loads(contents["program.json"])["screens"] == {"1": "1366x768 at 1.5"}
    assert json.loads(contents["timings.json"])["check_ms"] >= 0


def test_a_part_that_fails_tells_how_and_keeps_no_other_back(
    marked: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_workspace: Workspace) -> None:
        raise RuntimeError(f"SELECT name FROM account WHERE name = '{MARK}'")

    for reader in ("today_view", "check_workspace", "list_backups"):
        monkeypatch.setattr(diagnosis, reader, fail)
    told = {part.name: part.text for part in gather_diagnosis(marked)}
    marked.close()
    assert json.loads(told["file.json"]) == json.loads(told["check.json"]) == {"failed": "RuntimeError"}
    assert json.loads(told["timings.json"])["today_ms"] == "RuntimeError"
    assert not any(MARK in text for text in told.values())


def test_without_a_file_the_program_is_told_of_alone() -> None:
    parts = gather_diagnosis(None)
    assert [part.name for part in parts] == ["program.json", "settings.json", "log.txt", "crashes.txt"]
    assert all(part.about for part in parts)


def test_what_the_program_writes_itself_has_the_shapes_that_are_let_through() -> None:
    with pytest.raises(ValueError, match=MARK) as caught:
        raise ValueError(MARK)
    assert all(is_report_line(line) for line in crash_text(caught.value).splitlines())
    assert is_log_line("2026-11-22 18:00:00,123 ERROR unexpected error: BadInput")
    assert is_log_line("2026-11-22 18:00:00,123 WARNING named error: NoSpace")
    assert not is_log_line(f"2026-11-22 18:00:00,123 INFO opened {MARK}")
    assert not is_log_line("2026-11-22 18:00:00,123 INFO opened /home/li/East.workbench")
