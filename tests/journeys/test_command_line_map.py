"""Printing the influence map of an account from the command line (8-command-line)."""

from pathlib import Path

import pytest

from tests.documents.reading import page_sizes, pages_text, whole_text
from tests.journeys.command_line import CommandLine


@pytest.mark.parametrize("view", ["chart", "wheel", "grid"])
def test_the_map_of_an_account_is_written_in_every_view(
    filled: CommandLine, tmp_path: Path, view: str
) -> None:
    out = tmp_path / "map.pdf"
    answer = filled.ok("print", "map", "--account", "K1", "--view", view, "--out", out)
    content = out.read_bytes()
    assert answer == {"file": str(out), "pages": len(pages_text(content))}
    assert "赵伟" in whole_text(content)


def test_what_changed_since_a_day_is_on_it(filled: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "map.pdf"
    filled.ok("print", "map", "--account", "K1", "--from", "2026-01-31", "--out", out)
    assert "赵伟:newonthemap" in whole_text(out.read_bytes())


def test_a_customers_copy_on_letter_paper_holds_no_judgement(filled: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "map.pdf"
    filled.ok(
        "print", "map", "--account", "K1", "--profile", "customer", "--paper-size", "letter", "--out", out
    )
    assert page_sizes(out.read_bytes())[0] == (792, 612)
    text = whole_text(out.read_bytes())
    assert "赵伟" in text
    assert "nfluence" not in text


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        ((), 2, "bad_input"),
        (("--account", "K77"), 3, "not_found"),
        (("--account", "K1", "--from", "2027-01-01"), 3, "bad_input"),
        (("--account", "K1", "--view", "cube"), 2, "bad_input"),
    ],
)
def test_what_cannot_be_printed_is_told_and_nothing_written(
    filled: CommandLine, tmp_path: Path, arguments: tuple[str, ...], status: int, code: str
) -> None:
    out = tmp_path / "no.pdf"
    ran = filled("print", "map", *arguments, "--out", out)
    assert (ran.status, ran.code) == (status, code)
    assert not out.exists()
