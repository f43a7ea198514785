"""Printing the papers of the calendar from the command line (8-command-line)."""

from pathlib import Path

import pytest

from tests.documents.reading import page_sizes, pages_text, whole_text
from tests.journeys.command_line import CommandLine

VISITS = """account,date,kind,person,met,purpose,summary
K1,2026-06-30,field,王芳,赵伟,Annual price,They ask for <b>48 h</b> spares
K2,2026-07-15,field,王芳,,Line two,
"""
PAPERS = ("week", "month", "call-list", "promises")


@pytest.fixture
def visited(filled: CommandLine, tmp_path: Path) -> CommandLine:
    """The three accounts with a visit this week and one to come."""
    file = tmp_path / "visits.csv"
    file.write_text(VISITS, "utf-8")
    filled.ok("import", "visits", file)
    return filled


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_of_the_calendar_is_written_and_told(
    visited: CommandLine, tmp_path: Path, paper: str
) -> None:
    out = tmp_path / f"{paper}.pdf"
    answer = visited.ok("print", paper, "--out", out)
    content = out.read_bytes()
    assert answer == {"file": str(out), "pages": len(pages_text(content))}


def test_a_week_is_that_of_the_day_named_and_of_the_person_named(
    visited: CommandLine, tmp_path: Path
) -> None:
    out = tmp_path / "week.pdf"
    visited.ok("print", "week", "--from", "2026-07-02", "--manager", "王芳", "--out", out)
    text = whole_text(out.read_bytes())
    assert "Week27,2026" in text
    assert "王芳" in text
    assert "<b>48h</b>spares" in text


def test_a_month_lies_across_the_sheet_that_was_asked_for(visited: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "month.pdf"
    visited.ok("print", "month", "--paper-size", "letter", "--out", out)
    assert page_sizes(out.read_bytes())[0] == (792, 612)
    assert "中兴通讯" in whole_text(out.read_bytes())


@pytest.mark.parametrize("paper", ["week", "month", "call-list"])
def test_what_names_all_accounts_is_never_a_customers_copy(
    visited: CommandLine, tmp_path: Path, paper: str
) -> None:
    out = tmp_path / "no.pdf"
    ran = visited("print", paper, "--profile", "customer", "--out", out)
    assert (ran.status, ran.code) == (3, "not_allowed")
    assert not out.exists()


def test_a_person_nobody_knows_is_told(visited: CommandLine, tmp_path: Path) -> None:
    ran = visited("print", "week", "--manager", "Nobody", "--out", tmp_path / "no.pdf")
    assert (ran.status, ran.code) == (3, "not_found")


@pytest.mark.parametrize("paper", ["plan", "visit", "brief", "map", "portfolio"])
def test_a_paper_that_is_no_managers_is_not_made_for_one(
    visited: CommandLine, tmp_path: Path, paper: str
) -> None:
    ran = visited("print", paper, "--account", "K1", "--manager", "王芳", "--out", tmp_path / "no.pdf")
    assert (ran.status, ran.code) == (2, "bad_input")


@pytest.mark.parametrize("paper", ["contacts", "portfolio"])
def test_papers_of_all_accounts_and_of_one(visited: CommandLine, tmp_path: Path, paper: str) -> None:
    whole, one = tmp_path / "whole.pdf", tmp_path / "one.pdf"
    visited.ok("print", paper, "--out", whole)
    visited.ok("print", paper, "--account", "K1", "--out", one)
    assert "Acme" in whole_text(whole.read_bytes()) or paper == "contacts"
    assert "Acme" not in whole_text(one.read_bytes())
    ran = visited("print", paper, "--profile", "customer", "--out", tmp_path / "no.pdf")
    assert (ran.status, ran.code) == (3, "not_allowed")
    assert not (tmp_path / "no.pdf").exists()


def test_what_one_account_is_worth_is_never_the_customers(visited: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "no.pdf"
    ran = visited("print", "portfolio", "--account", "K1", "--profile", "customer", "--out", out)
    assert (ran.status, ran.code) == (3, "not_allowed")
    assert not out.exists()


def test_a_paper_never_lies_over_a_workspace(visited: CommandLine, tmp_path: Path) -> None:
    other = tmp_path / "other.workbench"
    other.write_bytes(visited.workspace.read_bytes())
    for out in (visited.workspace, other):
        kept = out.read_bytes()
        ran = visited("print", "contacts", "--out", out)
        assert (ran.status, ran.code) == (3, "not_allowed")
        assert out.read_bytes() == kept


def test_an_account_nobody_knows_is_told(visited: CommandLine, tmp_path: Path) -> None:
    ran = visited("print", "promises", "--account", "K77", "--out", tmp_path / "no.pdf")
    assert (ran.status, ran.code) == (3, "not_found")
