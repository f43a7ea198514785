"""What is done for an objective: the action, whose, by when, what it costs, begun or done."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.plan_stand import ActionState, action_state
from workbench.domain.visits import Action
from workbench.foundation.i18n import _, format_number, format_short_date, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.plan_actions import edit_action
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S1, Tone
from workbench.ui.screens.accounts.plan.figure_words import money_of
from workbench.ui.screens.accounts.plan.pending_line import PendingLine, complete_names, delete_button

OWNER, DUE, COST, STATE = 104, 124, 84, 92


class ActionRow(PendingLine):
    """One line. The tick says it is done; the word of its state begins it or takes that back."""

    delete_requested = Signal()

    def __init__(
        self, context: Context, action_id: Id, names: list[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self.action_id = action_id
        self._action: Action | None = None
        column = vertical(self)
        row = horizontal(gap=S1)
        self.done = CheckBox("", name=lambda: _("Done"))
        self.done.clicked.connect(lambda checked: self.change("done_on", self._today() if checked else None))
        row.addWidget(self.done)
        row.addWidget(self.paragraph("text", lambda: _("Action")), 1)
        owner = self.text_field("owner", lambda: pgettext("action", "Whose"), hint=lambda: _("whose"))
        owner.setFixedWidth(OWNER)
        complete_names(owner, names)
        row.addWidget(owner)
        due = self.day_field("due_on", lambda: _("Due on"))
        due.setFixedWidth(DUE)
        row.addWidget(due)
        cost = self.text_field("cost_fen", lambda: _("Cost"), hint=lambda: _("cost"), read=money_of)
        cost.setFixedWidth(COST)
        row.addWidget(cost)
        self.state = Button("", Kind.PLAIN, small=True)
        self.state.setFixedWidth(STATE)
        self.state.clicked.connect(self._step)
        row.addWidget(self.state)
        self.delete = delete_button(lambda: _("Delete action"))
        self.delete.clicked.connect(self.delete_requested)
        row.addWidget(self.delete)
        column.addLayout(row)
        column.addWidget(self.fault)

    def show_action(self, action: Action) -> None:
        """Show what is stored."""
        self._action = action
        self.done.setChecked(action.done_on is not None)
        for name in ("text", "owner", "due_on"):
            self.show_value(name, getattr(action, name))
        cost = action.cost_fen
        self.show_value("cost_fen", format_number(cost // 100) if cost is not None else "")
        state = action_state(action, self._today())
        self.state.say(_state_word(state, action, self._today()))
        self.state.set_tone(_STATE_TONES[state])
        begun = (
            _("Begun on {date}").format(date=format_short_date(action.started_on))
            if action.started_on
            else ""
        )
        step = (
            "" if action.done_on else _("Click: not begun after all") if begun else _("Click: it has begun")
        )
        self.state.setToolTip("\n".join(part for part in (begun, step) if part))

    def write(self, workspace: Workspace, values: Mapping[str, Any]) -> ChangeSummary:
        return edit_action(workspace, self.action_id, values)

    def _step(self) -> None:
        if self._action is not None and self._action.done_on is None:
            self.change("started_on", None if self._action.started_on else self._today())


_STATE_TONES = {
    ActionState.NOT_STARTED: Tone.TEXT2,
    ActionState.STARTED: Tone.ACCENT,
    ActionState.DONE: Tone.OK,
    ActionState.OVERDUE: Tone.DANGER,
}


def _state_word(state: ActionState, action: Action, today: date) -> str:
    if state is ActionState.DONE and action.done_on is not None:
        return _("done {date}").format(date=format_short_date(action.done_on))
    if state is ActionState.OVERDUE and action.due_on is not None:
        late = (today - action.due_on).days
        return ngettext("{days} day late", "{days} days late", late).format(days=late)
    return state.label
