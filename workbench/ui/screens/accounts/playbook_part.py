"""The playbook of an account's stage, and the ten key-account measures; one click makes one an action."""

from PySide6.QtWidgets import QWidget

from workbench.domain.playbook import Suggested, measure_of
from workbench.domain.relationship import Stage
from workbench.foundation.i18n import _, format_date
from workbench.services.relationship import RelationshipView, take_measure
from workbench.ui.context import Context
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone


class PlaybookPart(QWidget):
    """What was taken is marked, with the state of its action, and not offered again."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: RelationshipView | None = None
        column = vertical(self, gap=S2)
        self.stage_title = SectionHeader(lambda: _("Measures for this stage"))
        self.stage_note = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.stage_list = ItemList(lambda: _("Measures for this stage"), fit=True, padding=0)
        self.key_title = SectionHeader(lambda: _("Ten key-account measures"))
        self.key_list = ItemList(lambda: _("Ten key-account measures"), fit=True, padding=0)
        for widget in (
            self.stage_title,
            self.stage_note,
            self.stage_list,
            self.key_title,
            self.key_list,
        ):
            column.addWidget(widget)
        for measures in (self.stage_list, self.key_list):
            measures.action_requested.connect(self.take)
            measures.opened.connect(self.take)
        column.addStretch(1)

    def show_relationship(self, view: RelationshipView) -> None:
        """Show another account, or the same one changed."""
        self._view = view
        stage = view.account.stage
        self.stage_title.note.say(stage.label if stage else "")
        self.stage_note.say(_no_measures(stage) if not view.measures else "")
        self.stage_note.setVisible(not view.measures)
        self.stage_list.set_items([_item(one) for one in view.measures])
        self.key_list.set_items([_item(one) for one in view.key_measures])
        taken = sum(one.taken for one in view.key_measures)
        self.key_title.note.say(
            _("{taken} of {count} taken").format(taken=taken, count=len(view.key_measures))
        )

    def take(self, code: str) -> None:
        """Make the measure an action, unless it was taken already."""
        view, measure = self._view, measure_of(code)
        if view is None or measure is None:
            return
        offered = (*view.measures, *view.key_measures)
        if any(one.measure is measure and one.taken for one in offered):
            return
        account = view.account.id
        self._context.save(
            lambda workspace: take_measure(workspace, account, measure), said=_("Added to the actions")
        )


def _no_measures(stage: Stage | None) -> str:
    if stage is None:
        return _("Set a stage, and the measures for it stand here.")
    return _("For an interrupted relationship no measures are named: win it back first, then set its stage.")


def _item(one: Suggested) -> Item:
    action = one.action
    if action is None:
        hint = _("A click adds it to the actions.")
        return Item(
            key=one.measure.code,
            title=one.measure.text,
            mark=Mark("plus", Tone.TEXT3),
            right=_("Add"),
            right_tone=Tone.ACCENT,
            tooltip=f"{one.measure.text}\n{hint}",
        )
    if action.done_on is not None:
        state = _("done {date}").format(date=format_date(action.done_on))
    elif action.due_on is not None:
        state = _("due {date}").format(date=format_date(action.due_on))
    else:
        state = _("taken")
    return Item(
        key=one.measure.code,
        title=one.measure.text,
        mark=Mark("check", Tone.OK) if action.done_on else Mark("circle-check", Tone.TEXT2),
        right=state,
        tooltip=f"{one.measure.text}\n{state}",
    )
