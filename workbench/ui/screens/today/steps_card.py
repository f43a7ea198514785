"""The first steps on Today: what is done, what comes next, and the name that visits stand under."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _
from workbench.services.first_steps import FirstStep, FirstSteps, Step
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import SectionHeader
from workbench.ui.kit.marks import RING, Mark
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import LARGE, S2, Tone
from workbench.ui.screens.today.name_field import NameField


class StepsCard(QWidget):
    """Ticks itself off as the file grows; hidden once the first visit was made, or when it is put away."""

    step_requested = Signal(object)
    put_away = Signal()
    name_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._upcoming: Step | None = None
        column = vertical(self, gap=S2)
        head = SectionHeader(lambda: _("First steps"), size=LARGE, link=lambda: _("Put away"))
        head.link_requested.connect(self.put_away)
        column.addWidget(head)
        self.name = NameField()
        self.name.given.connect(self.name_given)
        column.addWidget(self.name)
        self.list = ItemList(lambda: _("First steps"), fit=True, padding=0)
        self.list.opened.connect(self._begin)
        self.list.action_requested.connect(self._begin)
        column.addWidget(self.list)
        self.hide()

    def show_steps(self, found: FirstSteps) -> None:
        """Show how far it has come."""
        self.setVisible(found.shown)
        # What is being typed is not taken away.
        self.name.setVisible(found.nameless or self.name.field.control.hasFocus())
        upcoming = next((one.step for one in found.steps if not one.done and one.open), None)
        self._open = {one.step for one in found.steps if one.open}
        self.list.set_items([_item(one, is_next=one.step is upcoming) for one in found.steps])
        if upcoming is not self._upcoming:
            # The keyboard begins at what is to be done, not at what is done.
            self._upcoming = upcoming
            self.list.choose(upcoming)

    def _begin(self, step: object) -> None:
        if step in self._open:
            self.step_requested.emit(step)


def _item(one: FirstStep, *, is_next: bool) -> Item:
    return Item(
        key=one.step,
        title=one.step.label,
        second=one.note,
        mark=Mark("circle-check", Tone.OK)
        if one.done
        else Mark(RING, Tone.ACCENT if is_next else Tone.TEXT3),
        bold=is_next,
        action=_action(one.step) if is_next else "",
    )


def _action(step: Step) -> str:
    return {
        Step.IMPORT: _("Choose a file…"),
        Step.TIERS: _("Review tiers…"),
        Step.PLAN: _("Plan a period…"),
        Step.BRIEF: _("Print brief"),
    }[step]
