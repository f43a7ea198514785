"""The task of December at one account: gift sent, next year's demand asked (2-rules §7.1)."""

from datetime import date

from PySide6.QtWidgets import QWidget

from workbench.domain.new_year import NewYearStep, NewYearTask
from workbench.foundation.i18n import _, format_short_date, ngettext
from workbench.services.new_year import note_demand, tick_gifts
from workbench.ui.context import Context
from workbench.ui.kit.buttons import CheckBox
from workbench.ui.kit.form import Field
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.labels import SectionHeader
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import LARGE, S2, Tone


class NewYearPart(QWidget):
    """Shown in December and January only."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._task: NewYearTask | None = None
        column = vertical(self, gap=S2)
        self.title = SectionHeader(lambda: _("New Year"), size=LARGE)
        self.gift = CheckBox(lambda: NewYearStep.GIFT.label)
        self.gift.clicked.connect(self._tick)
        self.demand: Field[InPlaceField] = Field(
            lambda: NewYearStep.DEMAND.label,
            InPlaceField(
                lambda: NewYearStep.DEMAND.label, hint=lambda: _("What they answered, in their words")
            ),
        )
        self.demand.control.saved.connect(self._save)
        for widget in (self.title, self.gift, self.demand):
            column.addWidget(widget)
        self.hide()

    def show_task(self, task: NewYearTask | None, today: date) -> None:
        """Show how the task stands; ``None`` hides it."""
        self._task = task
        self.setVisible(task is not None)
        if task is None:
            return
        late = max(0, (today - task.due_on).days)
        if task.is_done:
            note = _("done")
        elif late:
            note = ngettext("{days} day late", "{days} days late", late).format(days=late)
        else:
            note = _("by {date}").format(date=format_short_date(task.due_on))
        self.title.note.say(note)
        self.title.note.set_tone(Tone.DANGER if late and not task.is_done else Tone.TEXT2)
        self.gift.setChecked(task.gift_on is not None)
        self.demand.control.set_value(task.demand)

    def _tick(self) -> None:
        task, sent = self._task, self.gift.isChecked()
        if task is not None:
            self._context.save(
                lambda workspace: tick_gifts(workspace, [task.account_id], task.year, sent=sent),
                said=_("Gift noted") if sent else _("Gift taken back"),
            )

    def _save(self, text: str) -> None:
        task = self._task
        if task is not None:
            self._context.save(
                lambda workspace: note_demand(workspace, task.account_id, task.year, text),
                on_done=lambda _summary: self.demand.control.show_saved(),
            )
