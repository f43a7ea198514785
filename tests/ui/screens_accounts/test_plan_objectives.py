"""Objectives, measures and actions in place: by keyboard, with what the service refuses told beneath."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.screens_accounts.conftest import account_id, workspace_of
from tests.ui.screens_accounts.plan_driving import YEAR, open_plan, rest, stored
from workbench.app import Program
from workbench.domain.objectives import Figure, ObjectiveKind, ObjectiveState
from workbench.services.plan_actions import plan_action
from workbench.services.plan_objectives import save_measure, save_objective
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.writing_area import LineArea
from workbench.ui.screens.accounts.plan.objective_card import ObjectiveCard
from workbench.ui.screens.accounts.plan.section import PlanSection

A = account_id("A")


def only_card(plan: PlanSection) -> ObjectiveCard:
    (card,) = plan.objectives.cards.values()
    return card


def type_into(program: Program, qtbot: QtBot, plan: PlanSection, field: object, text: str) -> None:
    """Type and leave the field."""
    assert isinstance(field, InPlaceField | LineArea)
    field.setFocus()
    field.selectAll()
    if isinstance(field, LineArea):
        field.insertPlainText(text)
    else:
        field.insert(text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    rest(program, qtbot)


def with_objective(program: Program, qtbot: QtBot, **values: object) -> PlanSection:
    save_objective(workspace_of(program), A, YEAR, {"text": "Sell more", **values})
    return open_plan(program, qtbot)


def test_ctrl_n_begins_an_objective_and_enter_goes_on_to_the_next(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    QTest.keyClick(program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(plan.objectives.entry.hasFocus)
    for text in ("销售 3000 万", "Meet the finance director"):
        plan.objectives.entry.insert(text)
        QTest.keyClick(plan.objectives.entry, Qt.Key.Key_Return)
        rest(program, qtbot)
        assert plan.objectives.entry.text() == ""
        assert plan.objectives.entry.hasFocus()
    assert [one.objective.text for one in stored(program).objectives] == [
        "销售 3000 万",
        "Meet the finance director",
    ]
    assert len(plan.objectives.cards) == 2


def test_an_objective_gets_a_measure_and_an_action(program: Program, qtbot: QtBot) -> None:
    plan = with_objective(program, qtbot)
    card = only_card(plan)
    assert card.hint.isVisible()
    card.add_measure(Figure.SALES)
    assert card.begun is not None
    type_into(program, qtbot, plan, card.begun.controls["target_value"], "3000万")
    (stand,) = stored(program).objectives
    assert (stand.measures[0].measure.figure, stand.measures[0].measure.target_value) == (
        Figure.SALES,
        3_000_000_000,
    )
    assert card.begun is None
    (row,) = card.measure_rows.values()
    assert "40,000,000" in row.actual.text() or "40" in row.actual.text()
    assert row.meter.toolTip()
    card.entry.setFocus()
    card.entry.insert("Offer by December")
    QTest.keyClick(card.entry, Qt.Key.Key_Return)
    rest(program, qtbot)
    (action,) = card.action_rows.values()
    assert card.entry.text() == ""
    action.controls["due_on"].setFocus()
    QTest.keyClicks(action.controls["due_on"], "+7")
    QTest.keyClick(action.controls["due_on"], Qt.Key.Key_Return)
    rest(program, qtbot)
    (stand,) = stored(program).objectives
    assert (stand.actions[0].text, stand.actions[0].due_on) == ("Offer by December", date(2026, 9, 22))
    assert card.hint.isHidden()
    action.done.click()
    rest(program, qtbot)
    assert stored(program).objectives[0].actions[0].done_on == date(2026, 9, 15)


def test_an_action_is_begun_and_not_begun_by_a_click_on_its_state(program: Program, qtbot: QtBot) -> None:
    plan = with_objective(program, qtbot)
    card = only_card(plan)
    plan_action(workspace_of(program), A, {"text": "Offer"}, card.objective_id)
    plan._read()
    rest(program, qtbot)
    (row,) = card.action_rows.values()
    row.state.click()
    rest(program, qtbot)
    assert row.state.text() == "Started"
    row.state.click()
    rest(program, qtbot)
    assert row.state.text() == "Not started"


def test_a_goal_over_several_years_waits_for_its_year(program: Program, qtbot: QtBot) -> None:
    plan = with_objective(program, qtbot)
    card = only_card(plan)
    type_into(program, qtbot, plan, card.controls["goal_text"], "Half of all they spend")
    assert card.fault.isVisible()
    assert "which year" in card.fault.text()
    type_into(program, qtbot, plan, card.controls["goal_year"], "2029")
    assert card.fault.isHidden()
    (stand,) = stored(program).objectives
    assert (stand.objective.goal_year, stand.objective.goal_text) == (2029, "Half of all they spend")


def test_access_needs_a_person_and_is_stored_with_them(program: Program, qtbot: QtBot) -> None:
    plan = with_objective(program, qtbot)
    card = only_card(plan)
    kind, person = card.controls["kind"], card.controls["contact_id"]
    assert isinstance(kind, ComboBox)
    assert isinstance(person, ComboBox)
    kind.choose("access")
    kind.picked.emit("access")
    rest(program, qtbot)
    assert "Access to whom?" in card.fault.text()
    assert stored(program).objectives[0].objective.kind is None
    key = person._choices[1][0]
    person.choose(key)
    person.picked.emit(key)
    rest(program, qtbot)
    assert card.fault.isHidden()
    assert stored(program).objectives[0].objective.kind is ObjectiveKind.ACCESS


def test_how_an_objective_ended_needs_its_cause(program: Program, qtbot: QtBot) -> None:
    plan = with_objective(program, qtbot)
    card = only_card(plan)
    assert card.controls["cause"].isHidden()
    state = card.controls["state"]
    assert isinstance(state, ComboBox)
    state.choose("missed")
    state.picked.emit("missed")
    rest(program, qtbot)
    assert card.controls["cause"].isVisible()
    type_into(program, qtbot, plan, card.controls["cause"], "The line came a year later")
    assert stored(program).objectives[0].objective.state is ObjectiveState.MISSED


def test_what_is_no_number_is_told_beneath_and_nothing_is_stored(program: Program, qtbot: QtBot) -> None:
    plan = with_objective(program, qtbot)
    card = only_card(plan)
    save_measure(workspace_of(program), card.objective_id, {"figure": "visits", "target_value": 12})
    plan._read()
    rest(program, qtbot)
    (row,) = card.measure_rows.values()
    type_into(program, qtbot, plan, row.controls["target_value"], "many")
    assert "many" in row.fault.text()
    assert stored(program).objectives[0].measures[0].measure.target_value == 12


def test_deleting_an_objective_can_be_undone(program: Program, qtbot: QtBot) -> None:
    plan = with_objective(program, qtbot)
    only_card(plan).delete.click()
    rest(program, qtbot)
    assert not plan.objectives.cards
    assert program.context is not None
    program.context.session.undo()
    rest(program, qtbot)
    assert only_card(plan).controls["text"].text() == "Sell more"  # type: ignore[union-attr]


def test_a_proposal_goes_under_an_objective_with_one_click(program: Program, qtbot: QtBot) -> None:
    plan = with_objective(program, qtbot)
    card = only_card(plan)
    card.suggest_button.click()
    pane = plan.suggestions
    assert pane.isVisible()
    assert pane.objective.control.key() == card.objective_id
    offered = len(pane.list.items_model.items)
    assert offered
    pane.take(pane.list.items_model.items[0].key)
    rest(program, qtbot)
    assert len(stored(program).objectives[0].actions) == 1
    assert len(pane.list.items_model.items) == offered - 1
    assert program.window.page().close_innermost()  # type: ignore[union-attr]
    assert pane.isHidden()


def test_an_open_action_is_put_under_an_objective(program: Program, qtbot: QtBot) -> None:
    plan = with_objective(program, qtbot)
    (item,) = plan.objectives.loose.items_model.items
    assert item.action
    (action,) = stored(program).loose_actions
    assert item.key == action.id
    plan.objectives.assign(action.id, only_card(plan).objective_id)
    rest(program, qtbot)
    assert [one.text for one in stored(program).objectives[0].actions] == ["补交检测报告"]
    assert plan.objectives.loose_part.isHidden()


def test_what_waits_in_a_field_is_neither_overwritten_nor_forgotten(program: Program, qtbot: QtBot) -> None:
    save_objective(workspace_of(program), A, YEAR, {"text": "First"})
    plan = open_plan(program, qtbot)
    (card,) = plan.objectives.cards.values()
    goal = card.controls["goal_text"]
    assert isinstance(goal, LineArea)
    goal.setText("Sole supplier")
    card.pending["goal_text"] = "Sole supplier"
    card.show_value("goal_text", "")
    assert goal.text() == "Sole supplier"
    # An older text was stored; the newer one still waits.
    card._done({"goal_text": "Supplier"})
    assert card.pending == {"goal_text": "Sole supplier"}
    card._done({"goal_text": "Sole supplier"})
    assert card.pending == {}
    card.show_value("goal_text", "")
    assert goal.text() == ""


def test_a_new_measure_is_stored_once_with_what_is_typed_meanwhile(program: Program, qtbot: QtBot) -> None:
    save_objective(workspace_of(program), A, YEAR, {"text": "First"})
    plan = open_plan(program, qtbot)
    (card,) = plan.objectives.cards.values()
    card.add_measure(Figure.OWN)
    row = card.begun
    assert row is not None
    row.change("text", "Trials passed")
    row.change("target_value", 10)
    # The answer to that is still to come.
    row.change("start_value", 1)
    row.change("start_value", 2)
    rest(program, qtbot)
    ((measure,),) = (one.measures for one in stored(program).objectives)
    assert (measure.measure.text, measure.measure.target_value, measure.measure.start_value) == (
        "Trials passed",
        10,
        2,
    )
    assert row.pending == {}
