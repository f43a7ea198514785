"""What the map says of people: inspector, findings and next steps, earlier days, output, list, matrix."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import settle
from tests.ui.screens_accounts.conftest import TODAY, account_id, shown_account, workspace_of
from tests.ui.screens_accounts.influence_scene import (
    CODE,
    LEFT,
    fill,
    open_map,
    open_section,
    ours,
    person,
    rest,
    stored,
    visit,
)
from workbench.app import Program
from workbench.domain.accounts import BuyingRole
from workbench.domain.contact_levels import Level
from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_findings import FindingCode, StepKind
from workbench.foundation.errors import BadInput
from workbench.services.account_view import get_account_view
from workbench.services.accounts import get_account_overview
from workbench.services.influence import add_person, add_pressing_need
from workbench.services.influence_history import map_dates
from workbench.ui.screens.accounts.influence.map_view import InfluenceMapView
from workbench.ui.screens.accounts.influence.next_steps import counterpart_menu
from workbench.ui.screens.accounts.influence.section import PeopleView
from workbench.ui.screens.accounts.influence.timeline import Timeline


def chosen(program: Program, name: str = "林致远") -> InfluenceMapView:
    """The map with one person chosen."""
    view = open_map(program)
    view.canvas.select({person(name)})
    rest(program, view)
    return view


def test_attributes_are_changed_in_place(program: Program) -> None:
    fill(workspace_of(program))
    view = chosen(program)
    pane, lin = view.inspectors.person, person("林致远")
    pane.roles._buttons[BuyingRole.USER].click()
    rest(program, view)
    pane.influence._buttons[3].click()
    rest(program, view)
    pane.support._buttons[0].click()
    rest(program, view)
    kept = stored(program).people[lin]
    assert (kept.roles, kept.influence, kept.support) == ((BuyingRole.USER, BuyingRole.TECHNICAL), 3, 0)
    for key, text in (("motivation", "用实测数据证明选型"), ("deepening", "约联合测试")):
        field = pane.texts[key].field
        field.setFocus()
        field.setText(text)
        view.canvas.setFocus()
        rest(program, view)
    pane.held.picked.emit(ours("高闻"))
    rest(program, view)
    kept = stored(program).people[lin]
    assert (kept.motivation, kept.deepening, kept.held_by_id) == (
        "用实测数据证明选型",
        "约联合测试",
        ours("高闻"),
    )
    program.undo()
    rest(program, view)
    assert stored(program).people[lin].held_by_id is None


def test_a_phase_differs_and_goes_back_to_what_holds_over_all(program: Program) -> None:
    fill(workspace_of(program))
    view = chosen(program)
    phases, lin = view.inspectors.person.phases, person("林致远")
    dots = phases.dots[BuyingPhase.NEEDS]
    dots.setFocus()
    QTest.keyClick(dots, Qt.Key.Key_4)
    rest(program, view)
    button = phases.supports[BuyingPhase.NEEDS]
    QTest.keyClick(button, Qt.Key.Key_Right)
    rest(program, view)
    shown = stored(program)
    assert shown.involvement_of(lin, BuyingPhase.NEEDS) == 4
    assert shown.support_of(lin, BuyingPhase.NEEDS) == -1
    assert shown.support_of(lin, BuyingPhase.SELECTION) == -2
    view.tools.choose(view.tools.view(), BuyingPhase.NEEDS)
    view.tools.phase_chosen.emit(BuyingPhase.NEEDS)
    rest(program, view)
    node = view.canvas.graph.nodes[lin]
    assert getattr(node.look, "support", None) == -1
    phases.involvement_picked.emit(BuyingPhase.NEEDS, 4)
    rest(program, view)
    assert stored(program).support_of(lin, BuyingPhase.NEEDS) == -1
    menu = phases.support_menu(BuyingPhase.NEEDS)
    menu.actions()[-1].trigger()
    rest(program, view)
    assert stored(program).support_of(lin, BuyingPhase.NEEDS) == -2
    assert stored(program).involvement_of(lin, BuyingPhase.NEEDS) == 4


def test_a_wrong_interval_is_told_beside_the_field_and_needs_are_kept_in_order(program: Program) -> None:
    fill(workspace_of(program))
    view = chosen(program)
    pane, lin = view.inspectors.person, person("林致远")
    field = pane.interval.field
    field.setFocus()
    field.setText("often")
    view.canvas.setFocus()
    rest(program, view)
    assert pane.interval.fault()
    field.setFocus()
    field.setText("30")
    view.canvas.setFocus()
    rest(program, view)
    assert not pane.interval.fault()
    assert stored(program).people[lin].wished_interval_days == 30
    for place, text in ((0, "节拍不高于 36 秒"), (1, "备件 48 小时到厂")):
        pane.needs[place].setFocus()
        pane.needs[place].setText(text)
        view.canvas.setFocus()
        rest(program, view)
    assert [one.text for one in stored(program).needs[lin]] == ["节拍不高于 36 秒", "备件 48 小时到厂"]
    pane.needs[0].setFocus()
    pane.needs[0].setText("")
    view.canvas.setFocus()
    rest(program, view)
    assert [one.text for one in stored(program).needs[lin]] == ["备件 48 小时到厂"]
    assert pane.needs[0].text() == "备件 48 小时到厂"


def test_pressing_needs_change_places_by_keys_and_by_the_menu(program: Program) -> None:
    workspace = workspace_of(program)
    fill(workspace)
    lin = person("林致远")
    for text in ("one", "two", "three"):
        add_pressing_need(workspace, lin, text)
    view = chosen(program)
    pane = view.inspectors.person

    def order() -> list[str]:
        return [one.text for one in stored(program).needs[lin]]

    alt = Qt.KeyboardModifier.AltModifier
    pane.needs[2].setFocus()
    pane.needs[2].selectAll()
    pane.needs[2].insert("third")
    QTest.keyClick(pane.needs[2], Qt.Key.Key_Up, alt)
    # Before the answer is there, a second press does not put things elsewhere.
    QTest.keyClick(pane.needs[1], Qt.Key.Key_Up, alt)
    rest(program, view)
    assert order() == ["one", "third", "two"]
    assert pane.needs[1].hasFocus()
    assert [field.text() for field in pane.needs] == ["one", "third", "two"]
    QTest.keyClick(pane.needs[2], Qt.Key.Key_Down, alt)
    rest(program, view)
    assert order() == ["one", "third", "two"]
    menu = pane.pressing.order_menu(0)
    assert [one.isEnabled() for one in menu.actions() if not one.isSeparator()] == [False, True, True]
    menu.actions()[1].trigger()
    rest(program, view)
    assert order() == ["third", "one", "two"]
    program.window.undo()
    rest(program, view)
    assert order() == ["one", "third", "two"]


def test_what_is_typed_stays_with_whom_it_was_typed_for(program: Program) -> None:
    fill(workspace_of(program))
    view = chosen(program)
    field = view.inspectors.person.texts["motivation"].field
    field.setFocus()
    QTest.keyClicks(field, "price")
    view.canvas.select({person("韩沛")})
    rest(program, view)
    people = stored(program).people
    assert people[person("林致远")].motivation == "price"
    assert people[person("韩沛")].motivation == ""
    assert view.inspectors.person.texts["motivation"].field.text() == ""


def test_a_photo_is_kept_and_taken_away(program: Program, prompts: ScriptedPrompts, tmp_path: Path) -> None:
    fill(workspace_of(program))
    view = chosen(program)
    image = QImage(40, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    image.save(str(tmp_path / "face.png"))
    prompts.answers.append(tmp_path / "face.png")
    view.inspectors.person.photo_requested.emit(person("林致远"))
    rest(program, view)
    look = view.canvas.graph.nodes[person("林致远")].look
    assert getattr(look, "photo", None) is not None
    view.inspectors.person.photo_removed.emit(person("林致远"))
    rest(program, view)
    assert getattr(view.canvas.graph.nodes[person("林致远")].look, "photo", None) is None


def test_a_finding_marks_its_people_and_its_step_becomes_an_action(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    row = next(one for one in view.findings.rows if one.finding.code is FindingCode.INFLUENTIAL_BLOCKER)
    QTest.mouseClick(row, LEFT)
    rest(program, view)
    assert view.canvas.highlighted == {person("林致远")}
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert view.canvas.highlighted == frozenset()
    visits = next(one for one in row.finding.steps if one.kind is StepKind.PLAN_VISIT)
    row.step_requested.emit(visits)
    rest(program, view)
    pane = shown_account(program).visit_pane
    assert pane.isVisible()
    pane.save()
    settle(program)
    (planned,) = get_account_overview(workspace_of(program), account_id(CODE)).visits
    assert planned.met == (person("林致远"),)
    asks = (StepKind.ASK_INTRODUCTION, StepKind.ASK_SUPPORT)
    found = (step for one in view.findings.rows for step in one.finding.steps if step.kind in asks)
    step = next(found, None)
    assert step is not None
    view.take(step)
    rest(program, view)
    (action,) = get_account_view(workspace_of(program), account_id(CODE)).overview.open_actions
    assert (action.text, action.due_on) == (step.label, TODAY + timedelta(days=14))
    assert action.contact_id == step.contact_id


def test_a_counterpart_is_named_from_a_menu(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    assert view.contents is not None
    shown = view.contents.map
    menu = counterpart_menu(shown.people[person("顾承远")], shown, view.hands._edits, view)
    named = {action.text(): action for action in menu.actions()}
    named["高闻 · 应用工程师"].trigger()
    rest(program, view)
    assert [one.manager_id for one in stored(program).ties] == [ours("高闻")]


def test_two_days_are_compared_and_nothing_can_be_changed_there(
    program: Program, prompts: ScriptedPrompts
) -> None:
    workspace = workspace_of(program)
    fill(workspace)
    view = open_map(program)
    day = TODAY - timedelta(days=30)
    view.go_to_day(day)
    rest(program, view)
    assert view.banner.isVisible()
    assert not view.canvas.editable
    assert view.canvas.graph.nodes == {}
    view.go_to_day(None, day)
    rest(program, view)
    assert view.contents is not None
    assert set(view.contents.changes.values()) == {"added"}
    pane = view.inspectors.difference
    assert pane.isVisible()
    assert any("林致远" in text for text in pane.texts)
    assert view.close_innermost()
    rest(program, view)
    assert not view.banner.isVisible()
    assert view.canvas.editable
    assert map_dates(workspace, account_id(CODE)) == (TODAY,)


def test_the_map_leaves_as_picture_svg_and_pdf(
    program: Program, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    view.output.copy_picture()
    image = QGuiApplication.clipboard().image()
    assert image.width() > 400
    prompts.answers.append(tmp_path / "map.svg")
    view.output.save_svg()
    text = (tmp_path / "map.svg").read_text("utf-8")
    assert "<svg" in text
    prompts.answers.append(workspace_of(program).path)
    view.output.save_svg()
    assert prompts.errors or program.window.toast.text()
    preview = view.output.print_map()
    settle(program)
    assert preview is not None
    assert preview.view.data().startswith(b"%PDF")
    preview.close()


def test_the_list_marks_who_is_unnamed_and_who_is_from_outside(program: Program) -> None:
    workspace = workspace_of(program)
    fill(workspace)
    with workspace.change("test", "Test") as change:
        of = {"account_id": account_id(CODE)}
        change.create("contact", {**of, "name": "质量负责人", "is_placeholder": True})
        change.create(
            "contact", {**of, "name": "孙正阳", "organisation": "机械协会", "outside_kind": "media"}
        )
    section = open_section(program, PeopleView.LIST)
    items = {item.title: item for item in section.people.list.items_model.items}
    assert "质量负责人" in items["Unnamed"].second
    assert "机械协会" in items["孙正阳"].second


def test_a_cell_of_the_matrix_ties_two_people(program: Program) -> None:
    fill(workspace_of(program))
    section = open_section(program, PeopleView.MATRIX)
    matrix = section.matrix
    assert matrix.matrix is not None
    row = matrix.matrix.their_level[person("顾承远")]
    assert row is Level.EXECUTIVE
    column = matrix.matrix.our_level[ours("高闻")]
    QTest.mouseClick(matrix.cells[row, column].add, LEFT)
    assert matrix.form.isVisible()
    matrix.form.theirs.control.choose(person("顾承远"))
    matrix.form.ours.control.choose(ours("高闻"))
    matrix.form.save_button.click()
    rest(program, section.map)
    assert [one.contact_id for one in stored(program).ties] == [person("顾承远")]
    assert not matrix.form.isVisible()
    matrix.cells[row, column].person_requested.emit(person("顾承远"))
    rest(program, section.map)
    assert section.view() is PeopleView.MAP
    assert section.map.inspectors.person.shown_id() == person("顾承远")


@pytest.mark.parametrize("count", [1, 60])
def test_maps_of_any_size_are_shown(program: Program, count: int) -> None:
    workspace = workspace_of(program)
    with workspace.change("test", "Test") as change:
        for number in range(count):
            values = {"account_id": account_id(CODE), "name": f"P{number:03}", "influence": number % 5 + 1}
            change.create("contact", values)
    view = open_map(program)
    assert len(view.canvas.graph.nodes) == count
    assert len(view.findings.rows) == len(view.contents.findings) if view.contents else False


def test_whoever_was_met_has_a_date(program: Program) -> None:
    workspace = workspace_of(program)
    fill(workspace)
    visit(workspace, "韩沛", date(2026, 9, 3))
    view = open_map(program)
    look = view.canvas.graph.nodes[person("韩沛")].look
    assert (getattr(look, "never_met", None), getattr(look, "met", "")) == (False, "3 Sep")


def test_days_are_walked_through_by_mouse_and_keys(app: QApplication, qtbot: QtBot) -> None:
    line = Timeline()
    qtbot.addWidget(line)
    days = (date(2026, 1, 5), date(2026, 3, 1), date(2026, 8, 1))
    line.show_days(days, TODAY)
    line.show()
    picked: list[date] = []
    line.day_picked.connect(picked.append)
    track = line.track
    assert track.day() == TODAY
    QTest.mouseClick(track, LEFT, pos=QPoint(round(track.x_of(days[1])) + 3, 12))
    QTest.keyClick(track, Qt.Key.Key_Left)
    QTest.keyClick(track, Qt.Key.Key_End)
    assert picked == [days[1], days[0], TODAY]
    line.show_days((), TODAY)
    assert line.isHidden()


def test_what_cannot_be_compared_is_not_offered_and_the_rest_is(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    assert [action.text() for action in view.compare_menu().actions()] == []
    view.go_to_day(TODAY - timedelta(days=3))
    rest(program, view)
    assert [action.text() for action in view.compare_menu().actions()] == ["with Today"]


def test_findings_speak_the_language_in_force(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    before = [row.accessibleName() for row in view.findings.rows]
    program.switch_language("zh_CN")
    rest(program, view)
    after = [row.accessibleName() for row in view.findings.rows]
    program.switch_language("en")
    rest(program, view)
    assert len(after) == len(before)
    assert after != before
    assert [row.accessibleName() for row in view.findings.rows] == before


def test_the_title_of_somebody_unnamed_is_what_they_go_by(program: Program) -> None:
    workspace = workspace_of(program)
    fill(workspace)
    add_person(workspace, account_id(CODE), does="Quality lead")
    view = open_map(program)
    (ghost,) = (one for one in stored(program).contacts if one.is_placeholder)
    view.canvas.select({ghost.id})
    rest(program, view)
    pane = view.inspectors.person
    assert (pane.name.text(), pane.job.text()) == ("", "Quality lead")
    pane.job.setFocus()
    pane.job.selectAll()
    pane.job.insert("Laboratory")
    view.canvas.setFocus()
    rest(program, view)
    known = stored(program).people[ghost.id]
    assert (known.name, known.title, known.is_placeholder) == ("Laboratory", "", True)


def test_what_is_refused_for_somebody_is_not_told_beneath_the_field_of_another(
    program: Program, prompts: ScriptedPrompts
) -> None:
    fill(workspace_of(program))
    view = chosen(program)
    pane = view.inspectors.person
    pane._fail(person("韩沛"), "motivation", BadInput("No.", hint="Other."))
    assert pane.texts["motivation"].fault() == ""
    assert len(prompts.errors) == 1
    pane._fail(person("林致远"), "motivation", BadInput("No.", hint="Other."))
    assert pane.texts["motivation"].fault() == "No."
