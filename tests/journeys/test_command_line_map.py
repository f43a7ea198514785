"""Printing the influence map of an account from the command line (8-command-line)."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.documents.reading import page_sizes, pages_text, whole_text
from tests.journeys.command_line import TODAY, CommandLine
from workbench.foundation.clock import FixedClock
from workbench.services.accounts import find_account
from workbench.services.influence_papers import print_influence_map
from workbench.services.workspaces import open_workspace


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
        (("--account", "K1", "--from", TODAY), 3, "bad_input"),
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


def test_the_map_of_a_day_gone_by_shows_who_was_known_then(filled: CommandLine, tmp_path: Path) -> None:
    with closing(open_workspace(filled.workspace, clock=FixedClock(date(2026, 7, 1)))) as workspace:
        account_id = find_account(workspace, "K1").id
        then = print_influence_map(workspace, account_id, day=date(2026, 1, 31), in_language="en")
        now = print_influence_map(workspace, account_id, day=date(2030, 1, 1), in_language="en")
    assert "赵伟" not in whole_text(then.content)
    assert "asof1Jul2026" in whole_text(now.content)
