"""Doing what a finding proposes: plan a visit, ask for an introduction, name a counterpart."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.accounts import Contact
from workbench.domain.influence_findings import NextStep, StepKind
from workbench.domain.influence_map import InfluenceMap
from workbench.foundation.ids import Id
from workbench.ui.screens.accounts.influence.edits import MapEdits


@dataclass(frozen=True)
class StepWays:
    """What the map can do for a step: each is given the person it is about."""

    plan_visit: Callable[[tuple[Contact, ...]], object]
    open_field: Callable[[Id, str], object]
    start_line: Callable[[Id], object]
    add_person: Callable[[], object]


_FIELDS = {
    StepKind.NOTE_ROLE: "roles",
    StepKind.NOTE_SUPPORT: "support",
    StepKind.NAME_PLACEHOLDER: "name",
}


def take_step(step: NextStep, shown: InfluenceMap, edits: MapEdits, ways: StepWays, over: QWidget) -> None:
    """Do ``step``; where somebody has to be chosen, a menu opens over ``over``."""
    contact = step.contact
    if step.kind is StepKind.ADD_PERSON or (contact is None and step.kind in _FIELDS):
        ways.add_person()
    elif step.kind is StepKind.REMOVE_LINK and step.link_id is not None:
        edits.unlink(step.link_id)
    elif contact is None:
        return
    elif step.kind is StepKind.PLAN_VISIT:
        ways.plan_visit((contact,))
    elif step.kind in (StepKind.ASK_INTRODUCTION, StepKind.ASK_SUPPORT):
        edits.ask(step.label, _owner(shown, step), contact.id)
    elif step.kind is StepKind.NAME_COUNTERPART:
        _name_counterpart(step, contact, shown, edits, over)
    elif step.kind is StepKind.LINK_BOSS:
        ways.start_line(contact.id)
    elif step.kind is StepKind.VERIFY:
        edits.verify((contact.id,))
    elif step.kind in _FIELDS:
        ways.open_field(contact.id, _FIELDS[step.kind])


def _owner(shown: InfluenceMap, step: NextStep) -> str:
    """Who of ours asks: whom the step names, else who keeps the one asked, else who keeps the account."""
    asked = step.via or step.contact
    for manager_id in (step.manager_id, asked.held_by_id if asked else None, shown.account.manager_id):
        if manager_id is not None and manager_id in shown.ours:
            return shown.ours[manager_id].name
    return ""


def _name_counterpart(
    step: NextStep, contact: Contact, shown: InfluenceMap, edits: MapEdits, over: QWidget
) -> None:
    if step.manager is not None:
        edits.tie(contact.id, step.manager.id)
        return
    menu = counterpart_menu(contact, shown, edits, over)
    at = QCursor.pos()
    inside = over.rect().contains(over.mapFromGlobal(at))
    menu.popup(at if inside else over.mapToGlobal(QPoint(24, 24)))


def counterpart_menu(contact: Contact, shown: InfluenceMap, edits: MapEdits, over: QWidget) -> QMenu:
    """Those of ours who do not deal with ``contact`` yet, to choose one."""
    menu = QMenu(over)
    menu.aboutToHide.connect(menu.deleteLater)
    tied = {tie.manager_id for tie in shown.ties if tie.contact_id == contact.id}
    for manager in shown.managers:
        if manager.id not in tied:
            word = f"{manager.name} · {manager.title}" if manager.title else manager.name
            entry = menu.addAction(word.replace("&", "&&"))
            entry.triggered.connect(lambda _on, who=manager.id: edits.tie(contact.id, who))
    return menu
