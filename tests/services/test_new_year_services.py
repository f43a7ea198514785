"""The task of December: gifts sent and next year's demand asked (2-rules §7.1)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from workbench.domain.new_year import NewYearStep, step_id
from workbench.domain.policies import NEW_YEAR_TASK
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NotFound
from workbench.foundation.ids import derived_id
from workbench.services.account_merging import merge_accounts, merged_id
from workbench.services.account_view import get_account_view
from workbench.services.accounts import create_account
from workbench.services.checks import check_workspace
from workbench.services.history import undo
from workbench.services.new_year import get_new_year, get_new_year_of, note_demand, tick_gifts
from workbench.services.policies import save_policy
from workbench.services.promises import keep_promises
from workbench.services.today import today_view
from workbench.services.workspaces import new_workspace, open_workspace
from workbench.storage.workspace import Workspace

A, B = derived_id("account", "A"), derived_id("account", "B")


@pytest.fixture
def december(tmp_path: Path) -> Iterator[Workspace]:
    """A file on 5 December 2026, with two accounts and a competitor."""
    workspace = new_workspace(
        tmp_path / "mine.workbench", clock=FixedClock(date(2026, 12, 5)), author="Li Lei"
    )
    for code in ("A", "B"):
        create_account(workspace, {"code": code, "name": f"{code} 公司"})
    create_account(workspace, {"code": "C", "name": "C 公司", "is_competitor": True})
    yield workspace
    workspace.close()


def test_in_december_every_account_but_a_competitor_has_the_task(december: Workspace) -> None:
    found = get_new_year(december)
    assert found is not None
    assert (found.year, found.done, found.left, found.days_late) == (2026, 0, 2, 0)
    assert get_new_year_of(december, derived_id("account", "C")) is None


def test_both_steps_done_is_the_task_done(december: Workspace) -> None:
    done = tick_gifts(december, [A, B], 2026)
    note_demand(december, A, 2026, " 明年多两成 ")
    found = get_new_year(december)
    assert found is not None
    assert (found.done, found.left) == (1, 1)
    task = get_new_year_of(december, A)
    assert task is not None
    assert (task.demand, task.gift_on, task.demand_on) == ("明年多两成", date(2026, 12, 5), date(2026, 12, 5))
    undo(december, done.transaction_id)
    task = get_new_year_of(december, B)
    assert task is not None
    assert task.gift_on is None


def test_a_step_opened_again_among_the_promises_can_be_done_again(december: Workspace) -> None:
    tick_gifts(december, [A], 2026)
    note_demand(december, A, 2026, "多")
    ids = [step_id(A, 2026, step) for step in NewYearStep]
    keep_promises(december, ids, None)
    task = get_new_year_of(december, A)
    assert task is not None
    assert (task.gift_on, task.demand_on) == (None, None)
    tick_gifts(december, [A, B], 2026)
    note_demand(december, A, 2026, "少")
    task = get_new_year_of(december, A)
    assert task is not None
    assert (task.is_done, task.demand) == (True, "少")


def test_a_tick_is_taken_back_and_set_again(december: Workspace) -> None:
    for sent in (True, False, True, True):
        tick_gifts(december, [A], 2026, sent=sent)
    note_demand(december, A, 2026, "多")
    note_demand(december, A, 2026, "少")
    task = get_new_year_of(december, A)
    assert task is not None
    assert (task.is_done, task.demand) == (True, "少")
    note_demand(december, A, 2026, "")
    task = get_new_year_of(december, A)
    assert task is not None
    assert task.demand_on is None
    with pytest.raises(NotFound):
        note_demand(december, derived_id("nobody"), 2026, "多")


def test_what_is_left_stands_among_what_matters_at_the_account(december: Workspace) -> None:
    def told() -> list[str]:
        notices = get_account_view(december, A).notices
        return [one.text for one in notices if "gift" in one.text or "demand" in one.text]

    assert told() == ["New-Year gift not sent", "Next year's demand not asked"]
    tick_gifts(december, [A], 2026)
    assert told() == ["Next year's demand not asked"]


def test_two_laptops_write_the_same_rows(december: Workspace) -> None:
    tick_gifts(december, [A], 2026)
    with december.read() as session:
        ids = session.connection().exec_driver_sql("SELECT id FROM action").scalars().all()
    assert ids == [step_id(A, 2026, NewYearStep.GIFT)]


def test_what_was_done_at_either_of_two_accounts_is_done_at_the_one_they_become(december: Workspace) -> None:
    tick_gifts(december, [A, B], 2026)
    note_demand(december, B, 2026, "多")
    merge_accounts(december, A, B)
    task = get_new_year_of(december, merged_id(A, B))
    assert task is not None
    assert task.is_done
    assert check_workspace(december).ok


@pytest.mark.parametrize(
    ("day", "year", "late"),
    [(date(2026, 11, 30), None, 0), (date(2027, 1, 9), 2026, 9), (date(2027, 2, 1), None, 0)],
)
def test_the_task_begins_on_1_december_and_is_overdue_in_january(
    december: Workspace, day: date, year: int | None, late: int
) -> None:
    december.close()
    again = open_workspace(december.path, clock=FixedClock(day), author="Li Lei")
    found = get_new_year(again)
    assert (found.year if found else None, found.days_late if found else 0) == (year, late)
    again.close()


def test_a_house_without_the_task_is_not_asked(december: Workspace) -> None:
    save_policy(december, NEW_YEAR_TASK, 0)
    assert get_new_year(december) is None
    assert today_view(december).new_year is None
