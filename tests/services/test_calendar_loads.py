"""How full a day of the calendar is: places taken, as planning counts them."""

from datetime import date

from workbench.domain.duties import Duty
from workbench.foundation.ids import derived_id
from workbench.services.calendar_view import calendar_view
from workbench.services.duty_placing import place_near_ideal
from workbench.services.planning import list_duties
from workbench.services.quarter_load import quarter_load
from workbench.services.visits import list_visits_between
from workbench.storage.workspace import Workspace

DAY = date(2026, 7, 15)
ME = derived_id("manager", "me")


def fill(workspace: Workspace) -> None:
    """One person with one place a day, three accounts, and their round table."""
    with workspace.change("test", "Test") as change:
        change.create("manager", {"name": "Li Lei", "daily_visits": 1}, ME)
        table = change.create("gathering", {"kind": "round_table", "state": "planned", "on_day": DAY})
        for code in "ABC":
            account = derived_id("account", code)
            values = {"name": code, "code": code, "tier": "focus", "manager_id": ME}
            change.create("account", values, account)
            visit = {"account_id": account, "kind": "round_table", "state": "planned", "on_day": DAY}
            change.create("visit", {**visit, "manager_id": ME, "gathering_id": table})


def test_the_visits_of_a_gathering_take_one_place(workspace: Workspace) -> None:
    fill(workspace)
    load = calendar_view(workspace, DAY, DAY).loads[DAY]
    assert (load.visits, load.capacity, load.is_over) == (1, 1, False)
    total = quarter_load(workspace, DAY).people[0].total
    assert total.visits == 1


def test_a_visit_that_names_nobody_takes_its_keepers_place(workspace: Workspace) -> None:
    fill(workspace)
    wanted: Duty = next(
        one for one in list_duties(workspace, date(2026, 8, 1), date(2026, 8, 31)) if one.kind.is_on_site
    )
    day = date(2026, 8, 12)
    with workspace.change("test", "Test") as change:
        nobody = {"kind": "field", "state": "agreed", "on_day": day, "account_id": derived_id("account", "B")}
        change.create("visit", nobody)
    place_near_ideal(workspace, [(wanted.slot, day)])
    placed = [
        one
        for one in list_visits_between(workspace, date(2026, 8, 1), date(2026, 8, 31))
        if one.account_id == wanted.account_id and one.rule
    ]
    assert [one.on == day for one in placed] == [False]
