"""The plan of an account with forty people and a dozen objectives: no pause of the window above 100 ms."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.at_the_window import Rep, somebody
from tests.journeys.test_pauses import LONGEST_MS, TRIES, Watchdog
from tests.ui.conftest import ScriptedPrompts, app, prompts
from tests.ui.driving import settle
from workbench.domain.plan_records import PlanPart
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.account_plans import get_plan
from workbench.services.plan_actions import plan_action
from workbench.services.plan_objectives import save_measure, save_objective
from workbench.services.plan_texts import write_part
from workbench.services.risks import add_risk
from workbench.services.workspaces import Workspace, new_workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.account_page import AccountPage
from workbench.ui.screens.accounts.plan.section import PlanSection
from workbench.ui.screens.accounts.sections import Section

__all__ = ["app", "prompts"]


TODAY, YEAR = date(2026, 9, 15), 2026
CROWDED: Id = derived_id("account", "crowded")
LONG = "Maximiliana Alexandra von Hohenberg-Schönau 澜川精密机械（苏州）有限公司技术部"


def fill(workspace: Workspace) -> None:
    """One account with much of everything, its names sixty characters long."""
    with workspace.change("test", "Test") as change:
        manager = change.create("manager", {"name": LONG})
        row = {"code": "X", "name": LONG, "tier": "strategic", "manager_id": manager}
        change.create("account", row, CROWDED)
        for place in range(40):
            person = {"account_id": CROWDED, "name": f"{place} {LONG}", "title": LONG, "influence": 3}
            change.create("contact", {**person, "support": place % 5 - 2})
        for place in range(30):
            change.create("need", {"account_id": CROWDED, "text": f"{place} {LONG}", "answer": "open"})
    for part in PlanPart:
        write_part(workspace, CROWDED, YEAR, part, " ".join([LONG] * 8))
    for place in range(12):
        save_objective(workspace, CROWDED, YEAR, {"text": f"{place} {LONG}", "kind": "sales"})
    for stand in get_plan(workspace, CROWDED, YEAR).objectives:
        objective = stand.objective.id
        for figure in ("sales", "visits", "complaints"):
            save_measure(workspace, objective, {"figure": figure, "target_value": 12})
        for place in range(4):
            values = {"text": f"{place} {LONG}", "due_on": date(2026, 12, place + 1)}
            plan_action(workspace, CROWDED, values, objective)
    for place in range(12):
        add_risk(workspace, CROWDED, {"text": f"{place} {LONG}", "answer": LONG})


def work_through(rep: Rep, qtbot: QtBot) -> dict[str, float]:
    """Open, write, add, look at, hand in; the longest pause of each step."""
    dog, program = Watchdog(), rep.program
    program.window.go(Destination(PageId.ACCOUNT, subject=CROWDED))
    settle(program)
    sections = rep.page(AccountPage).sections

    def step(name: str, act: Callable[[], object]) -> None:
        with dog.during(name):
            act()
            settle(program)
            if Section.PLAN in sections._made:
                qtbot.waitUntil(sections.plan().document.is_made, timeout=20_000)
                settle(program)

    step("open", lambda: sections.go_to(Section.PLAN))
    plan = sections.plan()
    assert isinstance(plan, PlanSection)
    assert len(plan.objectives.cards) == 12
    step("go to the objectives", lambda: plan.document.go_to(PlanPart.OBJECTIVES, enter=True))
    step("an objective more", lambda: plan.objectives.add("One more"))
    assert len(plan.objectives.cards) == 13
    step("write a part", lambda: plan.writer.put(PlanPart.VISION, "Something else"))
    step("scroll to the end", lambda: plan.document.verticalScrollBar().setValue(100_000))
    step("the paper", lambda: plan.show_preview(True))
    step("hand in", plan.submit)
    step("versions", plan.show_versions)
    step("another year", lambda: plan.go_to_year(YEAR + 1))
    step("back", lambda: plan.go_to_year(YEAR))
    step("undo", program.undo)
    return dog.longest


@pytest.mark.slow
def test_a_crowded_plan_does_not_stop_the_window_for_more_than_a_tenth_of_a_second(
    app: QApplication, prompts: ScriptedPrompts, qtbot: QtBot, tmp_path: Path
) -> None:
    best: dict[str, float] = {}
    too_long: list[str] = []
    for number in range(TRIES):
        # Other programs of the machine stop the thread too: a pause that is ours comes every time.
        path = tmp_path / f"{number}.workbench"
        made = new_workspace(path, clock=FixedClock(TODAY), author="张蔚")
        fill(made)
        made.close()
        save_settings(Settings(author="张蔚", language="en", theme="light"))
        with somebody(app, FixedClock(TODAY), prompts, qtbot, path) as rep:
            found = work_through(rep, qtbot)
        best = {name: min(pause, best.get(name, pause)) for name, pause in found.items()}
        too_long = [f"{name} {pause:.0f} ms" for name, pause in best.items() if pause > LONGEST_MS]
        if not too_long:
            break
    assert too_long == []
