"""The difference of a plan in the window: what does not fit, levers, parts left out, chosen accounts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.services.visits import list_visits_between
from workbench.services.workspaces import new_workspace
from workbench.ui.navigation import Destination, PageId, Part
from workbench.ui.screens.calendar.page import CalendarPage
from workbench.ui.screens.calendar.plan_items import By, Heading, Tab
from workbench.ui.screens.calendar.plan_lines import Group
from workbench.ui.screens.settings.page import SettingsPage

TODAY = date(2026, 9, 30)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture
def program(app: QApplication, prompts: ScriptedPrompts, tmp_path: Path) -> Iterator[Program]:
    """The program on sixty accounts of one person who makes two visits a day."""
    clock, path = FixedClock(TODAY), tmp_path / "mine.workbench"
    workspace = new_workspace(path, clock=clock, author="Li Lei")
    with workspace.change("test", "test") as change:
        manager = derived_id("manager", "M")
        change.create("manager", {"name": "Li Lei", "daily_visits": 2}, manager)
        change.create_many(
            "account",
            [
                (
                    derived_id("account", f"C{n}"),
                    {"name": f"客户{n:02}", "tier": "strategic" if n < 4 else "focus", "manager_id": manager},
                )
                for n in range(60)
            ],
        )
    workspace.close()
    with running(app, clock, prompts, path) as running_program:
        yield running_program


def planned(program: Program) -> CalendarPage:
    """The calendar with October planned."""
    program.window.go(Destination(PageId.CALENDAR))
    settle(program)
    page = page_of(program)
    assert isinstance(page, CalendarPage)
    page._begin_plan()
    page.plan_pane.choose_days(*OCTOBER)
    page.plan_pane.look_ahead()
    settle(program)
    assert "Does not fit" in page.plan_pane.outlook.words.text()
    page.plan_pane.plan()
    settle(program)
    return page


def written(program: Program) -> int:
    assert program.context is not None
    return len(list_visits_between(program.context.workspace, *OCTOBER))


def test_what_does_not_fit_is_told_and_the_proof_is_checked(program: Program) -> None:
    view = planned(program).plan_view
    assert "Does not fit" in view.overview.headline.text()
    assert "checked in" in view.proof.text()
    lost = [line for line in view._lines if line.group is Group.LOST]
    assert view.list.choose(lost[0].key)
    settle(program)
    assert view.right.currentWidget() is view.lost
    assert "full" in view.lost.reason.text()
    assert view.lost.remedies.text()


def test_a_lever_plans_again_at_once_and_can_be_taken_back(program: Program) -> None:
    view = planned(program).plan_view
    before = [line.key for line in view._lines if line.group is Group.LOST]
    view.list.choose(before[0])
    view.lost.call_button.click()
    settle(program)
    assert len([line for line in view._lines if line.group is Group.LOST]) == len(before) - 1
    assert not view.levers_banner.isHidden()
    view.levers_banner.link_requested.emit()
    settle(program)
    assert [line.key for line in view._lines if line.group is Group.LOST] == before
    assert written(program) == 0


def test_a_tier_or_a_week_is_left_out_with_one_tick(program: Program) -> None:
    page = planned(program)
    view = page.plan_view
    view._choose_tab(Tab.ALL)
    view.by.choose(By.TIER)
    view._rewish()
    settle(program)
    heading = next(
        item
        for item in view.list.items_model.items
        if isinstance(item.key, Heading) and item.checked is not None
    )
    view.list.ticked.emit(heading.key, False)
    settle(program)
    kept = sum(1 for line in view._lines if line.can_be_left and line.key not in view._left_out)
    assert 0 < kept < sum(1 for line in view._lines if line.can_be_left)
    view.accept()
    settle(program)
    assert written(program) == kept
    program.undo()
    settle(program)
    assert written(program) == 0


def test_the_list_is_searched(program: Program) -> None:
    view = planned(program).plan_view
    view._choose_tab(Tab.ALL)
    view.search.setText("客户01")
    settle(program)
    names = {item.title for item in view.list.items_model.items if not item.heading}
    assert names == {"客户01"}


def test_a_plan_that_changes_nothing_has_nothing_to_accept(program: Program) -> None:
    planned(program).plan_view.accept()
    settle(program)
    count = written(program)
    view = planned(program).plan_view
    assert not view.accept_button.isEnabled()
    assert "nothing to accept" in view.overview.remark.text()
    view.accept()
    settle(program)
    assert written(program) == count


def test_chosen_accounts_come_from_elsewhere_and_are_planned_alone(program: Program) -> None:
    chosen = (derived_id("account", "C1"), derived_id("account", "C2"))
    program.window.go(Destination(PageId.CALENDAR, view=Part.PLAN, subjects=chosen))
    settle(program)
    page = page_of(program)
    assert isinstance(page, CalendarPage)
    assert page.plan_pane.isVisible()
    assert "2" in page.plan_pane.chosen_accounts.text()
    page.plan_pane.choose_days(*OCTOBER)
    page.plan_pane.plan()
    settle(program)
    assert {line.account.id for line in page.plan_view._lines} == set(chosen)


def test_a_notice_is_previewed_and_taken_in_from_the_settings(
    program: Program, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    path = tmp_path / "2027.csv"
    path.write_text(
        "date,kind,name\n2027-01-01,off,元旦\n2027-02-08,off,春节\n2027-02-20,work,春节\n", "utf-8"
    )
    program.window.go(Destination(PageId.SETTINGS, view=Part.WORKING_DAYS))
    settle(program)
    page = page_of(program)
    assert isinstance(page, SettingsPage)
    prompts.answers.append(path)
    page.new_thing()
    settle(program)
    assert page.notice_pane.isVisible()
    page.notice_pane.take_button.click()
    settle(program)
    titles = {item.title: item for item in page.workdays.list.items_model.items}
    assert "2027.csv" in titles["2027"].second
    page.workdays.list.action_requested.emit(2027)
    settle(program)
    assert not next(one for one in page.workdays.list.items_model.items if one.key == 2027).action
