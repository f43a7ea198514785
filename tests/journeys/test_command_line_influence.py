"""The findings of the influence map on the command line."""

from pathlib import Path

import pytest

from tests.journeys.command_line import CommandLine, sheet

LINKS = """from,to,kind,strength
林致远,赵伟,reports_to,
周敏行,林致远,influences,2
"""
PEOPLE = """account,name,title,influence,support,role
K1,林致远,技术总监,5,-2,technical
K1,周敏行,生产副总,4,1,user
"""


@pytest.fixture
def mapped(filled: CommandLine, tmp_path: Path) -> CommandLine:
    """An account with an opponent whom a supporter could influence."""
    filled.ok("import", "contacts", sheet(tmp_path, "people.csv", PEOPLE))
    return filled


def test_findings_name_people_with_code_message_and_next_step(mapped: CommandLine) -> None:
    ran = mapped("findings", "K1")
    assert ran.status == 1
    assert (ran.data["account"], ran.data["name"]) == ("K1", "华为技术")
    by_code = {one["code"]: one for one in ran.data["findings"]}
    blocker = by_code["influential_blocker"]
    assert blocker["people"] == ["林致远"]
    assert blocker["message"] == "林致远: influence 5, against; no supporter influences them"
    (person,) = mapped("list", "contacts", "--where", "name=林致远").data["rows"]
    assert blocker["people_ids"] == [person["id"]]
    assert blocker["severity"] == "high"
    assert blocker["steps"][0]["kind"] == "plan_visit"
    assert by_code["economic_buyer_never_met"]["people"] == ["赵伟"]
    severities = [one["severity"] for one in ran.data["findings"]]
    assert severities == sorted(severities, key=["high", "warn", "info"].index)


def test_a_supporter_who_influences_the_opponent_settles_it(mapped: CommandLine, tmp_path: Path) -> None:
    mapped.ok("import", "links", sheet(tmp_path, "links.csv", LINKS))
    codes = [one["code"] for one in mapped("findings", "华为技术").data["findings"]]
    assert "influential_blocker" not in codes


def test_people_read_a_table(mapped: CommandLine) -> None:
    status, out, _err = mapped.text("findings", "K1")
    assert status == 1
    assert "Influential opponent whom no supporter influences" in out
    assert "Plan a visit to 林致远" in out
    assert out.rstrip().endswith("findings.")


def test_an_account_that_is_not_there_is_an_error(mapped: CommandLine) -> None:
    ran = mapped("findings", "K99")
    assert (ran.status, ran.code) == (3, "not_found")


def test_the_help_has_examples_to_copy(run: CommandLine) -> None:
    status, out, _err = run.text("findings", "--help")
    assert status == 0
    assert "workbench --workspace my.workbench findings K001" in out
