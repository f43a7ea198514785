"""Planning by command: people, cities, remedies; and taking official notices in."""

from pathlib import Path

import pytest

from tests.journeys.command_line import CommandLine

QUARTER = ("--from", "2026-07-01", "--to", "2026-09-30")


def test_planning_for_one_person_names_nobody_else(filled: CommandLine) -> None:
    everybody = filled("plan", *QUARTER).data
    people = {visit["person"] for visit in everybody["visits"]}
    one = sorted(people)[0]
    own = filled("plan", *QUARTER, "--manager", one, "--city-days", "3").data
    assert {visit["person"] for visit in own["visits"]} == {one}
    assert own["proof"]["holds"]
    assert filled("plan", *QUARTER, "--manager", "Nobody").code == "not_found"
    assert filled("duties", *QUARTER, "--manager", "Nobody").code == "not_found"
    assert filled("plan", *QUARTER, "--city-days", "99").status == 2


def test_planning_one_account_leaves_others_alone(filled: CommandLine) -> None:
    shown = filled("plan", *QUARTER, "--account", "K1").data
    assert {visit["account"] for visit in shown["visits"]} == {"K1"}


def test_what_is_not_placed_says_what_would_let_it_in(filled: CommandLine) -> None:
    # Far too much for one day.
    ran = filled("plan", "--from", "2026-07-01", "--to", "2026-07-01")
    for lost in ran.data["not_placed"]:
        assert lost["reason"]
        assert set(lost["remedies"]) == {"full_days", "limit_days", "give_way"}
    assert ran.status == (1 if ran.data["not_placed"] else 0)


def test_accepting_what_already_stands_changes_nothing(filled: CommandLine) -> None:
    filled("plan", *QUARTER, "--accept")
    again = filled("plan", *QUARTER, "--accept").data
    assert again["transaction"] is None


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "2027.csv"
    days = "".join(f"2027-02-{day:02},off,春节\n" for day in range(6, 13))
    path.write_text("date,kind,name\n2027-01-01,off,元旦\n" + days, "utf-8")
    return path


def test_a_notice_is_looked_at_and_taken_in(filled: CommandLine, notice: Path) -> None:
    span = ("--from", "2027-02-01", "--to", "2027-02-28")
    assert filled("plan", *span).data["years_without_notice"] == [2027]
    looked = filled.ok("calendar-notice", notice, "--dry-run")
    assert (looked["taken_in"], looked["years"][0]["year"]) == (False, 2027)
    assert [(one["before"], one["after"]) for one in looked["months"]][1] == (20, 15)
    assert filled.ok("calendar-notice", notice)["taken_in"]
    assert filled("plan", *span).data["years_without_notice"] == []
    filled.ok("undo")
    assert filled("plan", *span).data["years_without_notice"] == [2027]


def test_a_file_that_is_no_notice_is_refused(filled: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text("{}", "utf-8")
    assert filled("calendar-notice", path).code == "bad_input"
    assert filled("calendar-notice", tmp_path / "gone.json").status in (3, 5)
