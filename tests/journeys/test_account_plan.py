"""A plan from the first word to its approval, in a window that is closed and opened again in between."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.at_the_window import Rep, somebody
from tests.ui.conftest import ScriptedPrompts, app, prompts
from tests.ui.driving import settle
from workbench.domain.objectives import Figure
from workbench.domain.plan_records import PlanPart
from workbench.domain.plan_stand import PlanState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.account_plans import get_plan
from workbench.services.accounts import create_account, find_account
from workbench.services.workspaces import new_workspace
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.account_page import AccountPage
from workbench.ui.screens.accounts.plan.section import PlanSection
from workbench.ui.screens.accounts.sections import Section

__all__ = ["app", "prompts"]

TODAY, YEAR = date(2026, 3, 17), 2026


def rest(rep: Rep, qtbot: QtBot) -> PlanSection:
    """Wait until the plan stands."""
    settle(rep.program)
    plan = rep.page(AccountPage).sections.plan()
    qtbot.waitUntil(plan.document.is_made)
    settle(rep.program)
    return plan


def go(rep: Rep, qtbot: QtBot, account: Id) -> PlanSection:
    """Open the plan of the account."""
    rep.program.window.go(Destination(PageId.ACCOUNT, subject=account, view=Section.PLAN))
    return rest(rep, qtbot)


def test_a_plan_is_written_over_two_sittings_and_approved(
    app: QApplication, prompts: ScriptedPrompts, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mine.workbench"
    made = new_workspace(path, clock=FixedClock(TODAY), author="张蔚")
    create_account(made, {"name": "Halvorsen Automation"})
    account = find_account(made, "Halvorsen Automation").id
    made.close()
    save_settings(Settings(author="张蔚", language="en", theme="light"))
    with somebody(app, FixedClock(TODAY), prompts, qtbot, path) as rep:
        plan = go(rep, qtbot, account)
        area = plan.document.blocks[PlanPart.VISION].area
        area.setFocus()
        area.insertPlainText("Their first choice for drives")
        plan.objectives.entry.setFocus()
        rest(rep, qtbot)
        plan.objectives.entry.insert("Sell twelve million")
        QTest.keyClick(plan.objectives.entry, Qt.Key.Key_Return)
        rest(rep, qtbot)
        (card,) = plan.objectives.cards.values()
        card.add_measure(Figure.SALES)
        assert card.begun is not None
        target = card.begun.controls["target_value"]
        assert isinstance(target, InPlaceField)
        target.setFocus()
        target.insert("1200万")
        QTest.keyClick(target, Qt.Key.Key_Return)
        rest(rep, qtbot)
        card.entry.setFocus()
        card.entry.insert("Offer for the second line")
        QTest.keyClick(card.entry, Qt.Key.Key_Return)
        rest(rep, qtbot)
        # Left in the middle of a sentence.
        strategy = plan.document.blocks[PlanPart.STRATEGY].area
        strategy.setFocus()
        strategy.insertPlainText("Through the quality lead")
        plan.writer.keep_draft()
        settle(rep.program)
    with somebody(app, FixedClock(TODAY), prompts, qtbot, path) as rep:
        plan = go(rep, qtbot, account)
        blocks = plan.document.blocks
        assert blocks[PlanPart.VISION].area.text() == "Their first choice for drives"
        assert blocks[PlanPart.STRATEGY].area.text() == "Through the quality lead"
        (stand,) = get_plan(rep.workspace, account, YEAR).objectives
        assert stand.measures[0].measure.target_value == 1_200_000_000
        assert [one.text for one in stand.actions] == ["Offer for the second line"]
        rep.click(plan.head.submit_button)
        rest(rep, qtbot)
        rep.click(plan.head.approve_button)
        rest(rep, qtbot)
        assert get_plan(rep.workspace, account, YEAR).state is PlanState.APPROVED
        assert plan.head.chip.accessibleName() == "Approved"
