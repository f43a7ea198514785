"""An account with five people, lines between them, and one of ours; the map of it in the window."""

from datetime import date

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from tests.ui.driving import settle
from tests.ui.screens_accounts.conftest import account_id, account_page, workspace_of
from workbench.app import Program
from workbench.domain.contact_links import ContactLinkKind, link_id
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.ids import Id, derived_id
from workbench.services.influence import get_influence_map
from workbench.services.workspaces import Workspace
from workbench.ui.kit.canvas.parts import Key, Side
from workbench.ui.screens.accounts.influence.map_view import InfluenceMapView
from workbench.ui.screens.accounts.influence.section import InfluenceSection, PeopleView
from workbench.ui.screens.accounts.sections import Section

CODE = "D"
LEFT = Qt.MouseButton.LeftButton
REPORTS, INFLUENCES = ContactLinkKind.REPORTS_TO, ContactLinkKind.INFLUENCES


def person(name: str) -> Id:
    """The id of somebody of theirs."""
    return derived_id("contact", name)


def ours(name: str) -> Id:
    """The id of one of ours."""
    return derived_id("manager", name)


def fill(workspace: Workspace) -> None:
    """Write the people of the account."""
    with workspace.change("test", "Test") as change:
        change.create("manager", {"name": "高闻", "title": "应用工程师"}, ours("高闻"))
        for name, title, influence, support, roles in (
            ("顾承远", "总经理", 5, 1, ["economic"]),
            ("林致远", "技术总监", 5, -2, ["technical"]),
            ("韩沛", "采购总监", 4, 0, []),
            ("唐晓棠", "工艺工程师", 1, 1, ["user"]),
            ("薛岚", "采购主管", 1, None, []),
        ):
            values: dict[str, object] = {"account_id": account_id(CODE), "name": name, "title": title}
            values |= {"roles": roles, "influence": influence, "support": support}
            change.create("contact", values, person(name))
        for one, other, kind, strength in (
            ("林致远", "顾承远", REPORTS, None),
            ("韩沛", "顾承远", REPORTS, None),
            ("唐晓棠", "林致远", REPORTS, None),
            ("林致远", "韩沛", INFLUENCES, -2),
        ):
            ends = {"from_contact_id": person(one), "to_contact_id": person(other)}
            line = {**ends, "kind": kind.value, "strength": strength}
            change.create("contact_link", line, link_id(person(one), person(other), kind))


def open_section(program: Program, view: PeopleView = PeopleView.MAP) -> InfluenceSection:
    """Go to the people of the account."""
    page = account_page(program, CODE)
    page.sections.go_to(Section.PEOPLE)
    settle(program)
    section = page.sections.people()
    section.go_to(view)
    section.map.canvas.set_animated(False)
    rest(program, section.map)
    return section


def open_map(program: Program) -> InfluenceMapView:
    """Go to the map of the account."""
    return open_section(program).map


def rest(program: Program, view: InfluenceMapView) -> None:
    """Let everything come to its end, movements too."""
    settle(program)
    view.canvas.settle()
    settle(program)


def stored(program: Program) -> InfluenceMap:
    """The map as the file has it."""
    return get_influence_map(workspace_of(program), account_id(CODE))


def middle(view: InfluenceMapView, key: Key) -> QPoint:
    """Where the canvas shows the middle of a card."""
    return QPointF(*view.canvas.shown_box(key).middle).toPoint()


def handle(view: InfluenceMapView, key: Key, side: Side) -> QPoint:
    """Where the canvas shows a handle of a card."""
    return QPointF(*view.canvas.handle_of(key, side)).toPoint()


def pull(program: Program, view: InfluenceMapView, start: QPoint, end: QPoint) -> None:
    """Press at one point of the canvas, move in steps, let go at another."""
    canvas = view.canvas
    QTest.mouseMove(canvas, start)
    QTest.mousePress(canvas, LEFT, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(canvas, start + (end - start) * step / 5)
    QTest.mouseRelease(canvas, LEFT, pos=end)
    rest(program, view)


def visit(workspace: Workspace, name: str, on: date) -> None:
    """Write a visit at which somebody was met."""
    with workspace.change("test", "Test") as change:
        values = {"account_id": account_id(CODE), "kind": "field", "state": "done", "on_day": on}
        change.create("visit", {**values, "met": [person(name).hex()]})
