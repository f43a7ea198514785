"""What was typed is stored however one leaves: another page, another file, the window closed."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.driving import settle
from tests.ui.screens_accounts.conftest import TODAY, account_id, account_page, shown_account, workspace_of
from tests.ui.screens_accounts.influence_scene import fill, open_map, person, rest
from tests.ui.screens_accounts.influence_scene import stored as stored_map
from tests.ui.screens_accounts.plan_driving import YEAR, area_of, open_plan
from workbench.app import Program
from workbench.domain.plan_records import PlanPart
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id
from workbench.services.account_plans import get_plan
from workbench.services.contacts import delete_contact
from workbench.services.influence import get_influence_map
from workbench.services.workspaces import new_workspace, open_workspace
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.leaving import leave_field
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.influence.map_view import InfluenceMapView
from workbench.ui.screens.accounts.influence.section import PeopleView
from workbench.ui.screens.accounts.sections import Section

LIN = person("林致远")


def type_motivation(program: Program) -> tuple[InfluenceMapView, InPlaceField]:
    """Type into the inspector of a person, the cursor still there."""
    fill(workspace_of(program))
    view = open_map(program)
    view.canvas.select({LIN})
    rest(program, view)
    field = view.inspectors.person.texts["motivation"].field
    field.setFocus()
    field.insert("升职")
    return view, field


def vision_in(path: Path) -> str:
    """What the file says of the vision."""
    workspace = open_workspace(path, clock=FixedClock(TODAY))
    try:
        return get_plan(workspace, account_id("A"), YEAR).texts.get(PlanPart.VISION, "")
    finally:
        workspace.close()


def motivation_in(path: Path, contact_id: Id = LIN) -> str:
    """What the file says of somebody's motivation."""
    workspace = open_workspace(path, clock=FixedClock(TODAY))
    try:
        return get_influence_map(workspace, account_id("D")).people[contact_id].motivation
    finally:
        workspace.close()


@pytest.mark.parametrize("way", ["back", "section", "account", "view"])
def test_the_inspector_is_left_by_going_elsewhere(program: Program, way: str) -> None:
    type_motivation(program)
    if way == "back":
        program.window.go_back()
    elif way == "section":
        shown_account(program).sections.go_to(Section.NEEDS)
    elif way == "account":
        account_page(program, "A")
    else:
        shown_account(program).sections.people().go_to(PeopleView.MATRIX)
    settle(program)
    assert stored_map(program).people[LIN].motivation == "升职"


@pytest.mark.parametrize("way", ["back", "page", "section"])
def test_a_part_of_the_plan_is_left_by_going_elsewhere(program: Program, qtbot: QtBot, way: str) -> None:
    plan = open_plan(program, qtbot)
    area = area_of(plan, PlanPart.VISION)
    area.setFocus()
    area.insertPlainText("第一供应商")
    if way == "back":
        program.window.go_back()
    elif way == "page":
        program.window.go(Destination(PageId.TODAY))
    else:
        shown_account(program).sections.go_to(Section.NEEDS)
    settle(program)
    assert get_plan(workspace_of(program), account_id("A"), YEAR).texts[PlanPart.VISION] == "第一供应商"


def test_what_is_being_typed_is_stored_when_the_window_is_closed(program: Program, qtbot: QtBot) -> None:
    area = area_of(open_plan(program, qtbot), PlanPart.VISION)
    area.setFocus()
    area.insertPlainText("第一供应商")
    path = workspace_of(program).path
    program.window.close()
    QApplication.processEvents()
    assert vision_in(path) == "第一供应商"


def test_a_field_of_a_window_in_the_background_tells_what_was_typed(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = InPlaceField("Motivation", parent=window)
    told: list[str] = []
    field.saved.connect(told.append)
    field.setFocus()
    QTest.keyClicks(field, "more")
    # Never shown, the window is not the one with the focus.
    assert window.focusWidget() is field
    assert not field.hasFocus()
    leave_field(window)
    assert told == ["more"]


def test_what_is_being_typed_is_stored_in_its_own_file_when_another_is_opened(
    program: Program, tmp_path: Path
) -> None:
    type_motivation(program)
    path, other = workspace_of(program).path, tmp_path / "other.workbench"
    new_workspace(other, clock=FixedClock(date(2026, 9, 15)), author="乔屿").close()
    program.open_file(other)
    settle(program)
    assert workspace_of(program).path == other
    assert motivation_in(path) == "升职"


def test_the_inspector_closes_when_the_person_is_deleted_elsewhere(program: Program) -> None:
    view, _field = type_motivation(program)
    assert program.context is not None
    program.context.save(lambda workspace: delete_contact(workspace, LIN))
    rest(program, view)
    assert view.inspectors.isHidden()
    assert LIN not in view.canvas.graph.nodes
    program.window.undo()
    rest(program, view)
    assert LIN in view.canvas.graph.nodes
