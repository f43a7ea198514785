"""`retention`: who is due, and keeping what has a reason."""

from tests.journeys.command_line import CommandLine


def test_people_with_something_personal_and_no_reason_are_listed(filled: CommandLine) -> None:
    listed = filled("retention")
    assert listed.status == 1
    assert listed.data["total"] == 1
    (row,) = listed.data["rows"]
    assert (row["name"], row["account"], row["why"], row["fields"]) == (
        "赵伟",
        "华为技术",
        "no_basis",
        {"mobile": "no_basis"},
    )
    kept = filled("retention", "--keep", "赵伟")
    assert (kept.data["kept"], kept.data["without_reason"]) == (0, 1)
    assert filled("retention", "--keep", "nobody").code == "not_found"
    filled("person", "erase", "赵伟", "--yes")
    assert filled("retention").status == 0
