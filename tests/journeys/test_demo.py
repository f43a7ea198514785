"""The main job from end to end on sheets, and what it leaves behind."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from tests.journeys.command_line import CommandLine
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import Locked, NotFound, WorkbenchError
from workbench.services import exchange
from workbench.services.demo import run_demo
from workbench.services.exchange import MergedFile, MergeOutcome
from workbench.services.workspaces import open_workspace
from workbench.storage.workspace import Workspace

CLOCK = FixedClock(date(2026, 7, 1))


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """A dozen accounts with people and a year of sales."""
    folder = tmp_path / "sheets"
    folder.mkdir()
    accounts = "".join(f"K{n},客户{n},上海,王芳,leading\n" for n in range(12))
    contacts = "".join(f"K{n},赵{n},总监\n" for n in range(12))
    sales = "".join(
        f"K{n},2026-{month:02}-15,S{month}-{n},{(n + 1) * 400_000}\n"
        for n in range(12)
        for month in range(1, 7)
    )
    (folder / "accounts.csv").write_text("code,name,city,manager,standing\n" + accounts, "utf-8")
    (folder / "contacts.csv").write_text("account,name,title\n" + contacts, "utf-8")
    (folder / "sales.csv").write_text("account,date,number,amount\n" + sales, "utf-8")
    return folder


def test_the_whole_job_runs_on_ones_own_sheets(
    sheets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = CommandLine(capsys, tmp_path / "unused.workbench")
    out = tmp_path / "out"
    done = run.ok("demo", "--out", out, "--from", sheets)
    assert done["accounts"] == 12
    assert done["visits"] > 12
    assert done["exported"] == done["merged"] > 0
    assert all(Path(file).stat().st_size > 0 for file in done["files"])
    rep, head = Path(done["workspace"]), Path(done["head"])
    assert run.ok("abc", workspace=rep) == run.ok("abc", workspace=head)
    assert run.ok("list", "visits", "--where", "state=done", workspace=head)["total"] == 1
    assert run.ok("list", "actions", workspace=head)["total"] == 1
    assert not (tmp_path / "unused.workbench").exists()


def test_the_papers_can_be_read(sheets: Path, tmp_path: Path) -> None:
    result = run_demo(tmp_path / "out", clock=CLOCK, sheets=sheets)
    papers = [file for file in result.files if file.suffix == ".pdf"]
    assert len(papers) == 2
    for paper in papers:
        document = pypdfium2.PdfDocument(paper)
        pages = [page.get_textpage().get_text_range() for page in document]
        document.close()
        assert "客户11" in "".join(pages)


def test_the_summary_tells_every_step(sheets: Path, tmp_path: Path) -> None:
    result = run_demo(tmp_path / "out", clock=CLOCK, sheets=sheets)
    text = (tmp_path / "out" / "summary.txt").read_text("utf-8")
    assert text == result.summary
    for words in (
        "Sheets imported",
        "Class A",
        "→ Focus",
        "Visits planned from 1 Oct 2026 to 31 Dec 2026",
        "Proven",
        "Promised",
        "Receipt",
        "Merged again: nothing changes.",
    ):
        assert words in text


def test_a_second_demo_takes_the_place_of_the_first(sheets: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run_demo(out, clock=CLOCK, sheets=sheets)
    (out / "letter.txt").write_text("mine", "utf-8")
    second = run_demo(out, clock=CLOCK, sheets=sheets)
    assert second.files == first.files
    assert second.merged == first.merged
    assert (out / "letter.txt").read_text("utf-8") == "mine"


def test_a_workspace_of_the_demo_that_is_open_is_not_taken_away(sheets: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run_demo(out, clock=CLOCK, sheets=sheets)
    held = open_workspace(result.workspace, clock=CLOCK)
    try:
        with pytest.raises(Locked):
            run_demo(out, clock=CLOCK, sheets=sheets)
    finally:
        held.close()


def test_rejected_rows_are_told_and_stop_nothing(
    sheets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (sheets / "sales.csv").open("a", encoding="utf-8") as file:
        file.write(",2026-06-01,S99,100\n")
    run = CommandLine(capsys, tmp_path / "unused.workbench")
    done = run("demo", "--out", tmp_path / "out", "--from", sheets)
    assert (done.status, done.data["rejected"]) == (1, 1)


def test_a_folder_without_sheets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        run_demo(tmp_path / "out", clock=CLOCK, sheets=tmp_path)


def test_a_step_that_does_not_come_out_fails_the_demo(
    sheets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = exchange.merge_files

    def forgetful(workspace: Workspace, paths: list[Path]) -> MergeOutcome:
        """Says of every merge what the first one brought."""
        outcome = honest(workspace, paths)
        seen.extend(outcome.files)
        return MergeOutcome(tuple(seen[:1]), outcome.summary, outcome.backup)

    seen: list[MergedFile] = []
    monkeypatch.setattr(exchange, "merge_files", forgetful)
    with pytest.raises(WorkbenchError, match="merging again"):
        run_demo(tmp_path / "out", clock=CLOCK, sheets=sheets)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_whole_job_runs_on_the_shipped_sample(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = CommandLine(capsys, tmp_path / "unused.workbench")
    done = run.ok("--lang", language, "demo", "--out", tmp_path / "out")
    assert 50 <= done["accounts"] <= 80
    assert done["rejected"] == 0
    assert done["exported"] == done["merged"]
