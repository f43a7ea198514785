"""The plans of a year side by side: their states as filters, opened with Enter, printed together."""

from datetime import date

from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.ui.driving import page_of, settle
from tests.ui.screens_accounts.conftest import account_id, shown_account, workspace_of
from tests.ui.screens_accounts.plan_driving import YEAR, rest
from workbench.app import Program
from workbench.domain.plan_records import PlanPart
from workbench.services.plan_texts import write_part
from workbench.services.plan_versions import submit_plan
from workbench.ui.kit.print_preview import PrintPreview
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.plans.page import PlansPage, Which

A, B = account_id("A"), account_id("B")


def open_plans(program: Program) -> PlansPage:
    program.window.go(Destination(PageId.PLANS))
    settle(program)
    page = page_of(program)
    assert isinstance(page, PlansPage)
    return page


def test_every_key_account_is_there_and_the_states_filter(program: Program) -> None:
    workspace = workspace_of(program)
    write_part(workspace, A, YEAR, PlanPart.VISION, "More")
    submit_plan(workspace, A, YEAR)
    page = open_plans(program)
    QAbstractItemModelTester(page.table.model)
    assert page.table.model.rowCount() == 2
    page.which.choose(Which.SUBMITTED)
    page.which.chosen.emit(Which.SUBMITTED)
    assert page.table.model.rowCount() == 1
    page.which.choose(Which.NOT_BEGUN)
    page.which.chosen.emit(Which.NOT_BEGUN)
    assert page.table.model.rowCount() == 1


def test_a_plan_is_opened_in_the_year_that_is_looked_at(program: Program, qtbot: QtBot) -> None:
    page = open_plans(program)
    page.year.choose(YEAR + 1)
    page.year.picked.emit(YEAR + 1)
    settle(program)
    line = next(one for one in page._list.lines if one.account.id == B) if page._list else None
    assert line is not None
    page.table.row_activated.emit(line)
    rest(program, qtbot)
    account = shown_account(program)
    assert account.sections.current() is Section.PLAN
    plan = account.sections.plan()
    assert plan.data is not None
    assert (plan.data.paper.account.id, plan.data.paper.year) == (B, YEAR + 1)


def test_chosen_plans_are_printed_together(program: Program) -> None:
    page = open_plans(program)
    assert not page.print_button.isEnabled()
    page.table.view.selectAll()
    assert page.print_button.isEnabled()
    page.print_button.click()
    settle(program)
    previews = program.window.findChildren(PrintPreview)
    assert previews
    for preview in previews:
        preview.close()


def test_the_palette_leads_there(program: Program) -> None:
    action = next(one for one in program.window.actions_table if one.key == "account-plans")
    action.run()
    settle(program)
    assert isinstance(page_of(program), PlansPage)


def test_a_file_without_accounts_says_what_will_stand_here(empty_program: Program) -> None:
    page = open_plans(empty_program)
    assert page.nothing.isVisible()
    empty_program.window.go(Destination(PageId.PLANS, day=date(2025, 1, 1)))
    settle(empty_program)
    assert page.year.key() == 2025
