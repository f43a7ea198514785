"""The first steps follow what is in the file."""

from pathlib import Path

from workbench.domain.accounts import Tier
from workbench.domain.imports import ImportKind
from workbench.foundation.ids import derived_id
from workbench.foundation.settings import load_settings
from workbench.services.accounts import create_account
from workbench.services.first_steps import FirstSteps, Step, first_steps, keep_author, put_steps_away
from workbench.services.imports import run_import
from workbench.services.visits import schedule_visit
from workbench.services.workspaces import Workspace


def _done(found: FirstSteps) -> list[Step]:
    return [one.step for one in found.steps if one.done]


def _open(found: FirstSteps) -> list[Step]:
    return [one.step for one in found.steps if one.open]


def test_each_step_opens_the_next_and_ticks_itself_off(workspace: Workspace, tmp_path: Path) -> None:
    assert not first_steps(workspace).shown
    account = derived_id("account", "one")
    with workspace.change("account", "Account") as change:
        change.create("account", {"name": "One", "code": "K1"}, account)
    found = first_steps(workspace)
    assert found.shown
    assert (_done(found), _open(found)) == ([], [Step.IMPORT, Step.TIERS])
    sheet = tmp_path / "sales.csv"
    sheet.write_text(f"account,date,number,amount\nK1,{workspace.clock.today()},S1,100\n", "utf-8")
    assert run_import(workspace, ImportKind.SALES, sheet).created == 1
    with workspace.change("tier", "Tier") as change:
        change.set("account", account, {"tier": Tier.FOCUS})
    found = first_steps(workspace)
    assert (_done(found), _open(found)) == ([Step.IMPORT, Step.TIERS], [Step.IMPORT, Step.TIERS, Step.PLAN])
    schedule_visit(workspace, account, workspace.clock.today())
    assert _done(first_steps(workspace)) == [Step.IMPORT, Step.TIERS, Step.PLAN]
    with workspace.change("visit", "Visit") as change:
        change.create("visit", {"account_id": account, "on_day": workspace.clock.today(), "state": "done"})
    assert not first_steps(workspace).shown


def test_put_away_they_stay_away(workspace: Workspace) -> None:
    create_account(workspace, {"name": "One"})
    put_steps_away()
    assert not first_steps(workspace).shown


def test_a_name_that_was_given_stands_on_changes_and_is_asked_no_more(workspace: Workspace) -> None:
    assert first_steps(workspace).nameless
    keep_author(workspace, " 钱屿 ")
    assert (workspace.author, load_settings().author) == ("钱屿", "钱屿")
    assert not first_steps(workspace).nameless
