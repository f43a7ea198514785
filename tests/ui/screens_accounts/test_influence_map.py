"""The influence map in the window: moving, connecting, adding, deleting, in three arrangements."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.driving import settle
from tests.ui.screens_accounts.conftest import account_id, account_page, workspace_of
from tests.ui.screens_accounts.influence_scene import (
    INFLUENCES,
    REPORTS,
    fill,
    handle,
    middle,
    open_map,
    open_section,
    ours,
    person,
    pull,
    rest,
    stored,
)
from workbench.app import Program
from workbench.domain.contact_links import link_id
from workbench.domain.influence_grid import cell_at
from workbench.domain.influence_shapes import MapView
from workbench.services.accounts import get_account_overview
from workbench.ui.kit.canvas.parts import Side
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.influence.section import PeopleView
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.shell.actions import run_action
from workbench.ui.shell.command_palette import matching_actions


def test_a_card_is_dragged_and_ctrl_z_takes_it_back(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    before = view.canvas.graph.boxes[person("薛岚")]
    start = middle(view, person("薛岚"))
    pull(program, view, start, start + QPoint(60, 40))
    place = stored(program).places[person("薛岚")]
    shown = view.canvas.graph.boxes[person("薛岚")]
    assert (round(shown.middle[0]), round(shown.middle[1])) == (place.x, place.y)
    assert shown.x > before.x + 20
    QTest.keyClick(program.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rest(program, view)
    assert stored(program).places == {}
    assert view.canvas.graph.boxes[person("薛岚")] == before


def test_arranging_anew_forgets_places_and_can_be_taken_back(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    start = middle(view, person("薛岚"))
    pull(program, view, start, start + QPoint(60, 40))
    view.tools.arrange.click()
    rest(program, view)
    assert stored(program).places == {}
    program.undo()
    rest(program, view)
    assert person("薛岚") in stored(program).places


def test_a_line_up_reports_and_a_line_sideways_influences(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    xue, han, tang = person("薛岚"), person("韩沛"), person("唐晓棠")
    view.canvas.select({xue})
    rest(program, view)
    pull(program, view, handle(view, xue, Side.TOP), middle(view, han))
    assert link_id(xue, han, REPORTS) in {one.id for one in stored(program).links}
    view.canvas.select({tang})
    rest(program, view)
    pull(program, view, handle(view, tang, Side.RIGHT), middle(view, han))
    line = next(one for one in stored(program).influencing if one.from_contact_id == tang)
    assert (line.to_contact_id, line.strength) == (han, 1)
    assert view.inspectors.line.shown_id() == line.id
    view.inspectors.line.strength.picked.emit(-3)
    rest(program, view)
    assert next(one for one in stored(program).influencing if one.id == line.id).strength == -3
    view.inspectors.line.turn.click()
    rest(program, view)
    assert link_id(han, tang, INFLUENCES) in {one.id for one in stored(program).links}


def test_a_line_dropped_on_nothing_is_somebody_unnamed_who_gets_a_name(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    tang = person("唐晓棠")
    view.canvas.select({tang})
    rest(program, view)
    start = handle(view, tang, Side.BOTTOM)
    pull(program, view, start, start + QPoint(-150, 30))
    (ghost,) = (one for one in stored(program).contacts if one.is_placeholder)
    assert any(one.from_contact_id == ghost.id for one in stored(program).reporting)
    pane = view.inspectors.person
    assert pane.shown_id() == ghost.id
    assert pane.name.hasFocus()
    pane.name.insert("方远")
    view.canvas.setFocus()
    rest(program, view)
    assert "方远" in {one.name for one in stored(program).contacts if not one.is_placeholder}


def test_a_line_to_one_of_ours_is_a_tie(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    view.hands.connect_people(person("林致远"), ours("高闻"), Side.BOTTOM)
    rest(program, view)
    (tie,) = stored(program).ties
    assert (tie.contact_id, tie.manager_id, tie.strength) == (person("林致远"), ours("高闻"), 1)
    view.canvas.select({person("林致远")})
    rest(program, view)
    assert [one.band_key for one in view.canvas.ties] == [ours("高闻")]
    view.canvas.select({person("韩沛")})
    assert view.canvas.ties == ()
    view.tools.ours.setChecked(True)
    assert len(view.canvas.ties) == 1
    view.inspectors.person.tie_chosen.emit(tie.id)
    view.inspectors.line.closeness.picked.emit(3)
    rest(program, view)
    assert stored(program).ties[0].strength == 3
    view.inspectors.line.delete.click()
    rest(program, view)
    assert stored(program).ties == ()


def test_a_line_is_pulled_down_to_one_of_ours(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    view.canvas.select({person("薛岚")})
    rest(program, view)
    box = view.band.box_of(ours("高闻"))
    end = view.canvas.mapFromGlobal(view.band.mapToGlobal(QPoint(round(box.middle[0]), round(box.middle[1]))))
    pull(program, view, handle(view, person("薛岚"), Side.BOTTOM), end)
    assert [(one.contact_id, one.manager_id) for one in stored(program).ties] == [
        (person("薛岚"), ours("高闻"))
    ]


def test_another_cell_of_the_grid_is_another_stand(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    view.tools.choose(MapView.GRID, None)
    view.tools.view_chosen.emit(MapView.GRID)
    rest(program, view)
    assert view.contents is not None
    assert view.contents.view is MapView.GRID
    lin, gu = person("林致远"), person("顾承远")
    target = view.canvas.graph.boxes[gu].middle
    view.canvas.nodes_moved.emit({lin: target})
    rest(program, view)
    kept = stored(program).people[lin]
    assert (kept.support, kept.influence) == (1, 5)
    assert "林致远" in program.window.toast.text()
    program.undo()
    rest(program, view)
    assert stored(program).people[lin].support == -2
    # In its own cell a card is put back, and nothing is written.
    told: list[object] = []
    monkeypatch.setattr(view.hands._edits, "stand", lambda *given, **_more: told.append(given))
    box = view.canvas.graph.boxes[lin]
    view.canvas.nodes_moved.emit({lin: (box.middle[0] + 3, box.middle[1])})
    rest(program, view)
    assert told == []
    assert view.canvas.graph.boxes[lin] == box


def test_the_middle_of_every_card_of_the_grid_lies_in_its_cell(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    view.tools.choose(MapView.GRID, None)
    view.reload()
    rest(program, view)
    shown = stored(program)
    for one in shown.contacts:
        at = view.canvas.graph.boxes[one.id].middle
        assert cell_at(shown, None, at) == (one.support, one.influence)


def test_places_in_the_wheel_are_nobodys_to_move(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    view.tools.choose(MapView.WHEEL, None)
    view.reload()
    rest(program, view)
    start = middle(view, person("顾承远"))
    pull(program, view, start, start + QPoint(60, 40))
    assert stored(program).places == {}


def test_everything_by_keys(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    canvas = view.canvas
    canvas.setFocus()
    canvas.focus_card(person("顾承远"))
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    first = canvas.focused
    assert first in {person("林致远"), person("韩沛")}
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    rest(program, view)
    assert view.inspectors.person.shown_id() == first
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    rest(program, view)
    assert view.inspectors.person.name.hasFocus()
    canvas.setFocus()
    canvas.focus_card(person("薛岚"))
    canvas.select({person("薛岚")})
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    rest(program, view)
    assert person("薛岚") not in stored(program).people
    program.undo()
    rest(program, view)
    assert person("薛岚") in stored(program).people
    QTest.keyClick(program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    rest(program, view)
    assert view.inspectors.person.name.hasFocus()
    assert sum(one.is_placeholder for one in stored(program).contacts) == 1


def test_escape_closes_the_innermost(program: Program) -> None:
    fill(workspace_of(program))
    section = open_section(program)
    view = section.map
    view.canvas.select({person("林致远")})
    rest(program, view)
    assert not view.inspectors.isHidden()
    assert section.close_innermost()
    assert view.inspectors.isHidden()
    assert section.close_innermost()
    assert view.canvas.selection() == ()
    assert not section.close_innermost()


def test_several_at_once(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    people = (person("林致远"), person("韩沛"))
    view.canvas.select(people)
    rest(program, view)
    many = view.inspectors.many
    assert set(many.shown_ids()) == set(people)
    many.support.picked.emit(1)
    rest(program, view)
    many.roles._buttons[next(iter(many.roles._buttons))].click()
    rest(program, view)
    kept = [stored(program).people[one] for one in people]
    assert [one.support for one in kept] == [1, 1]
    assert [len(one.roles) for one in kept] == [2, 1]
    # Pressed again it is taken from all of them, and nothing else is.
    many.roles._buttons[next(iter(many.roles._buttons))].click()
    rest(program, view)
    assert [len(stored(program).people[one].roles) for one in people] == [1, 0]
    many.align_requested.emit(next(iter(many.align_buttons)))
    rest(program, view)
    boxes = [view.canvas.graph.boxes[one] for one in people]
    assert boxes[0].x == boxes[1].x


def test_an_empty_map_offers_the_first_step(program: Program) -> None:
    page = account_page(program, "B")
    page.sections.go_to(Section.PEOPLE)
    settle(program)
    view = page.sections.people().map
    assert view.nothing.isVisible()
    QTest.keyClick(program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(program)
    view.canvas.settle()
    assert not view.nothing.isVisible()
    view.inspectors.person.name.insert("顾一")
    view.canvas.setFocus()
    settle(program)
    (one,) = get_account_overview(workspace_of(program), account_id("B")).contacts
    assert (one.name, one.is_placeholder) == ("顾一", False)


def test_the_last_view_is_kept(program: Program) -> None:
    fill(workspace_of(program))
    open_section(program, PeopleView.MATRIX)
    page = account_page(program, "A")
    page.sections.go_to(Section.PEOPLE)
    settle(program)
    assert page.sections.people().view() is PeopleView.MATRIX
    assert program.window.recall_table("people-view") == "matrix"


def test_the_palette_knows_what_can_be_done_with_the_map(program: Program) -> None:
    fill(workspace_of(program))
    table = {one.key: one for one in program.window.actions_table}
    assert not run_action(table["map-wheel"])
    view = open_map(program)
    assert not view.timeline.isHidden() or not table["map-compare"].enabled()
    offered = {one.key for one in matching_actions(program.window.actions_table, "influence map")}
    assert offered >= {"map-wheel", "map-grid", "map-fit", "map-arrange", "map-picture", "map-svg"}
    assert run_action(table["map-wheel"])
    rest(program, view)
    assert view.contents is not None
    assert (view.contents.view, view.tools.view()) == (MapView.WHEEL, MapView.WHEEL)
    # In the wheel nobody has a place of their own.
    assert not table["map-arrange"].enabled()
    QGuiApplication.clipboard().clear()
    run_action(table["map-picture"])
    assert not QGuiApplication.clipboard().image().isNull()
    program.window.go(Destination(PageId.TODAY))
    settle(program)
    assert not table["map-fit"].enabled()


def test_escape_leaves_a_drag_before_it_closes_the_inspector(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    view.canvas.select({person("林致远")})
    rest(program, view)
    before = view.canvas.graph.boxes[person("林致远")]
    at = middle(view, person("林致远"))
    QTest.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=at)
    for step in (10, 30, 60):
        QTest.mouseMove(view.canvas, at + QPoint(step, step))
    assert view.canvas.graph.boxes[person("林致远")] != before
    assert view.close_innermost()
    assert view.canvas.graph.boxes[person("林致远")] == before
    assert not view.inspectors.isHidden()
    QTest.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=at + QPoint(60, 60))
    rest(program, view)
    assert stored(program).places == {}
    assert view.close_innermost()
    assert view.inspectors.isHidden()


def test_a_line_says_what_it_means_while_it_is_drawn(program: Program) -> None:
    fill(workspace_of(program))
    view = open_map(program)
    lin = person("林致远")
    words = [view.canvas.line_word(lin, side) for side in (Side.TOP, Side.BOTTOM, Side.LEFT, Side.RIGHT)]
    assert words == ["Reports to", "Leads", "Influences", "Influences"]
    assert view.canvas.line_word(ours("高闻"), Side.TOP) == "Deals with"
