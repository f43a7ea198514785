"""The board of a period says the same of one person as of everybody."""

from datetime import date

from workbench.domain.attainment_board import Grouping
from workbench.foundation.ids import Id
from workbench.services.attainment import attainment_board
from workbench.storage.workspace import Workspace

QUARTER = (date(2026, 7, 1), date(2026, 9, 30))


def keep_accounts(workspace: Workspace) -> tuple[Id, Id]:
    with workspace.change("test", "Test") as change:
        people = [
            change.create("manager", {"name": name, "daily_visits": 2, "active": True})
            for name in ("Li Lei", "Han Mei")
        ]
        for number in range(6):
            change.create(
                "account",
                {
                    "code": f"K{number}",
                    "name": f"Kunde {number}",
                    "tier": "major",
                    "manager_id": people[number % 2],
                },
            )
    return people[0], people[1]


def test_the_duties_of_all_are_those_of_each_together(workspace: Workspace) -> None:
    people = keep_accounts(workspace)
    everybody = attainment_board(workspace, *QUARTER)
    each = [attainment_board(workspace, *QUARTER, manager_id=person) for person in people]
    assert len(everybody.states) == sum(len(one.states) for one in each) > 0
    for person, one in zip(people, each, strict=True):
        assert {state.manager_id for state in one.states} == {person}
    rows = everybody.rows[Grouping.PERSON]
    assert {row.key: row.score.required for row in rows} == {
        person: len(one.states) for person, one in zip(people, each, strict=True)
    }
