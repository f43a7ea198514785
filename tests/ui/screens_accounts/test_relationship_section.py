"""The relationship of an account in the real window (2-rules §2, §5)."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, settle
from tests.ui.screens_accounts.conftest import account_id, account_page, workspace_of
from workbench.app import Program
from workbench.domain.relationship import InterruptionCause, KamLevel, LifeCycle, Stage
from workbench.foundation.ids import derived_id
from workbench.services.accounts import find_account
from workbench.services.records import list_records
from workbench.services.relationship import get_relationship
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.relationship_section import RelationshipSection
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.settings.page import SettingsPage

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def section(program: Program) -> RelationshipSection:
    """The section of account A."""
    page = account_page(program, "A")
    page.sections.go_to(Section.RELATIONSHIP)
    settle(program)
    section = page.sections.section(Section.RELATIONSHIP)
    assert isinstance(section, RelationshipSection)
    return section


def _key(section: RelationshipSection, qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(section.scorecard.grid, key)


def test_a_stage_takes_a_reason_and_an_interruption_a_cause(
    program: Program, section: RelationshipSection, qtbot: QtBot
) -> None:
    part = section.stage
    part.stage.control.choose(Stage.INTERRUPTED)
    part.stage.control.picked.emit(Stage.INTERRUPTED)
    assert not part.cause.isHidden()
    qtbot.mouseClick(part.save_button, LEFT)
    settle(program)
    assert part.reason.has_error()
    part.reason.control.setText("Their buyer left")
    qtbot.mouseClick(part.save_button, LEFT)
    settle(program)
    assert part.cause.has_error()
    part.cause.control.choose(InterruptionCause.KEY_PERSON_CHANGED)
    qtbot.mouseClick(part.save_button, LEFT)
    settle(program)
    found = find_account(workspace_of(program), "A")
    assert (found.stage, found.stage_reason) == (Stage.INTERRUPTED, "Their buyer left")
    assert "win it back first" in section.playbook.stage_note.text()


def test_what_the_share_of_wallet_speaks_for_is_taken_by_one_click(
    program: Program, section: RelationshipSection, qtbot: QtBot
) -> None:
    workspace = workspace_of(program)
    with workspace.change("test", "Test") as change:
        change.set("account", account_id("A"), {"share_of_wallet_bp": 3_500})
    page_of(program).refresh(None)
    settle(program)
    assert section.stage.evidence.text().startswith("Initial is suggested")
    qtbot.mouseClick(section.stage.adopt, LEFT)
    settle(program)
    assert find_account(workspace, "A").stage is Stage.INITIAL
    assert section.stage.adopt.isHidden()


def test_the_life_cycle_is_saved_as_it_is_picked(program: Program, section: RelationshipSection) -> None:
    section.stage.life_cycle.control.picked.emit(LifeCycle.DEEPEN)
    settle(program)
    assert find_account(workspace_of(program), "A").life_cycle is LifeCycle.DEEPEN


def test_one_click_makes_a_measure_an_action_and_marks_it(
    program: Program, section: RelationshipSection
) -> None:
    playbook = section.playbook
    first = playbook.key_list.items_model.items[0]
    assert first.right == "Add"
    playbook.key_list.opened.emit(first.key)
    settle(program)
    rows = list_records(workspace_of(program), "actions", [("origin", f"playbook:{first.key}")]).rows
    assert len(rows) == 1
    assert playbook.key_list.items_model.items[0].right.startswith("due ")
    assert playbook.key_title.note.text() == "1 of 10 taken"
    playbook.key_list.opened.emit(first.key)
    settle(program)
    assert len(list_records(workspace_of(program), "actions").rows) == 2


def test_digits_score_the_card_and_every_key_is_saved(
    program: Program, section: RelationshipSection, qtbot: QtBot
) -> None:
    _key(section, qtbot, Qt.Key.Key_4, Qt.Key.Key_3, Qt.Key.Key_Down, Qt.Key.Key_5)
    settle(program)
    assert section.scorecard.total.text() == "80.0%"
    assert section.scorecard.counted.text() == "scored 3 of 22; 70% qualifies for strategic"
    assert list_records(workspace_of(program), "scores").total == 3
    _key(section, qtbot, Qt.Key.Key_Up, Qt.Key.Key_Delete)
    settle(program)
    assert section.scorecard.counted.text().startswith("scored 2 of 22")


def test_a_bad_reputation_blocks_credit_until_a_person_says_why(
    program: Program, section: RelationshipSection, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    part = section.evaluation
    part.begin()
    qtbot.mouseClick(part.save_button, LEFT)
    settle(program)
    assert part.fields["initiative"].has_error()
    part.fields["reputation"].control.setText("12x")
    part.save()
    assert part.fields["reputation"].has_error()
    part.fields["reputation"].control.setText("30")
    part.fields["initiative"].control.setText("90")
    part.save()
    settle(program)
    assert part.form.isHidden()
    assert part.total.text() == "63 / 100"
    assert "Reputation 30 is below 40" in part.blocked.label.text()
    prompts.answers = ["The group guarantees"]
    part.blocked.link_requested.emit()
    settle(program)
    assert part.blocked.isHidden()
    (item,) = part.history.items_model.items
    assert "The group guarantees" in item.note
    part.history.action_requested.emit(item.key)
    settle(program)
    assert part.total.text() == "Not evaluated yet"


def test_linked_people_give_the_kam_level_and_a_person_may_judge_otherwise(
    program: Program, section: RelationshipSection, qtbot: QtBot
) -> None:
    ties, kam = section.ties, section.kam
    assert "Nobody is linked yet" in ties.list.items_model.items[0].title
    ties.begin()
    assert ties.ours.control.key() == derived_id("manager", "乔屿")
    ties.save()
    settle(program)
    workspace = workspace_of(program)
    (line,) = get_relationship(workspace, account_id("A")).ties
    assert line.tie.strength == 1
    ties.list.opened.emit(line.tie.id)
    settle(program)
    (line,) = get_relationship(workspace, account_id("A")).ties
    assert line.tie.strength == 2
    assert kam.doubt.text().startswith("The functions of 2 people")
    kam.begin()
    kam.level.control.choose(KamLevel.MID)
    kam.save()
    settle(program)
    assert kam.reason.has_error()
    kam.reason.control.setText("The boards meet")
    kam.save()
    settle(program)
    assert find_account(workspace, "A").kam_level is KamLevel.MID
    kam.begin()
    qtbot.mouseClick(kam.drop_button, LEFT)
    settle(program)
    assert find_account(workspace, "A").kam_level is None
    kam.joint_teams.saved.emit("Cost team")
    settle(program)
    assert get_relationship(workspace, account_id("A")).kam.level is KamLevel.SYNERGISTIC
    ties.list.action_requested.emit(line.tie.id)
    settle(program)
    assert get_relationship(workspace, account_id("A")).ties == ()


def test_rules_of_judging_are_edited_in_the_settings(program: Program) -> None:
    program.window.go(Destination(PageId.SETTINGS))
    settle(program)
    page = page_of(program)
    assert isinstance(page, SettingsPage)
    page.choose("judging")
    settle(program)
    judging = page.judging
    focus = judging.fields["tiers", "focus_fen"]
    assert focus.control.text() == "20"
    focus.control.setText("2")
    judging.save(judging._parts["tiers", "focus_fen"].policy)
    settle(program)
    assert judging.fields["tiers", "major_fen"].has_error() or focus.has_error()
    focus.control.setText("30.5")
    judging.save(judging._parts["tiers", "focus_fen"].policy)
    settle(program)
    (row,) = list_records(workspace_of(program), "policies", [("name", "tiers")]).rows
    assert row["value"]["focus_fen"] == 3_050_000_000
    weights = judging.fields["evaluation_weights", "initiative"]
    weights.control.setText("50")
    judging.save(judging._parts["evaluation_weights", "initiative"].policy)
    settle(program)
    assert "They come to 120 now" in weights._below.text()
