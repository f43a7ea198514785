"""Driving the section "Plan" in tests: open it, wait until all of it stands, type into it."""

from pytestqt.qtbot import QtBot

from tests.ui.driving import settle
from tests.ui.screens_accounts.conftest import account_id, account_page, shown_account, workspace_of
from workbench.app import Program
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.plan_records import PlanPart
from workbench.services.account_plans import get_plan
from workbench.ui.kit.writing_area import WritingArea
from workbench.ui.screens.accounts.plan.section import PlanSection
from workbench.ui.screens.accounts.sections import Section

YEAR = 2026


def rest(program: Program, qtbot: QtBot) -> None:
    """Let everything under way end, the steps of the document too."""
    settle(program)
    plan = account_plan(program)
    qtbot.waitUntil(plan.document.is_made)
    settle(program)


def account_plan(program: Program) -> PlanSection:
    """The section on the page that is shown."""
    return shown_account(program).sections.plan()


def open_plan(program: Program, qtbot: QtBot, code: str = "A") -> PlanSection:
    """Go to the plan of an account and wait until it stands."""
    page = account_page(program, code)
    page.sections.go_to(Section.PLAN)
    rest(program, qtbot)
    return page.sections.plan()


def stored(program: Program, code: str = "A", year: int = YEAR) -> AccountPlanPaper:
    """The plan as the file holds it."""
    return get_plan(workspace_of(program), account_id(code), year)


def area_of(plan: PlanSection, part: PlanPart) -> WritingArea:
    """Where a part is written."""
    return plan.document.blocks[part].area


def write(program: Program, qtbot: QtBot, part: PlanPart, text: str) -> None:
    """Type into a part and leave it."""
    plan = account_plan(program)
    area = area_of(plan, part)
    area.setFocus()
    area.setText(text)
    plan.head.year.setFocus()
    rest(program, qtbot)
