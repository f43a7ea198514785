"""One objective in place: what is to be reached, its measures against the data, and its actions."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.objectives import Figure, ObjectiveKind, ObjectiveState
from workbench.domain.plan_stand import ObjectiveStand, Track
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.plan_actions import delete_action, plan_action
from workbench.services.plan_objectives import delete_measure, delete_objective, save_objective
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Chip, Label
from workbench.ui.kit.surfaces import Card, horizontal, vertical
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import CONTROL_HEIGHT, S1, S2, S3, SMALL, Tone
from workbench.ui.screens.accounts.plan.action_row import ActionRow
from workbench.ui.screens.accounts.plan.figure_words import ABOUT_A_PERSON, read_value
from workbench.ui.screens.accounts.plan.measure_row import MeasureCaptions, MeasureRow
from workbench.ui.screens.accounts.plan.pending_line import (
    EntryField,
    PendingLine,
    delete_button,
    store_entry,
)

_TRACK_TONES = {Track.ATTAINED: Tone.OK, Track.ON_TRACK: Tone.ACCENT, Track.BEHIND: Tone.WARN}
NUMBER = 20
_TOP = Qt.AlignmentFlag.AlignTop
Step = Callable[[], object]
People = list[tuple[Id | None, Text]]


class ObjectiveCard(PendingLine):
    """Fields of the objective, then a line for each measure and each action."""

    suggestions_requested = Signal(object)
    """The id of the objective under which something proposed is to go."""

    def __init__(
        self,
        context: Context,
        account_id: Id,
        year: int,
        objective_id: Id,
        names: list[str],
        people: People,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self._account, self._year, self.objective_id = account_id, year, objective_id
        self._names, self._people = names, people
        self._shown: ObjectiveStand | None = None
        self.measure_rows: dict[Id, MeasureRow] = {}
        self.begun: MeasureRow | None = None
        self.action_rows: dict[Id, ActionRow] = {}
        outer = vertical(self)
        card = Card()
        outer.addWidget(card)
        column = vertical(card, margins=(S3, S2, S2, S2), gap=S1)
        column.addLayout(self._make_head())
        column.addLayout(self._make_goal(people))
        column.addWidget(self.fault)
        self._measures = vertical(gap=0)
        self._actions = vertical(gap=0)
        self.captions = MeasureCaptions()
        self.captions.hide()
        column.addWidget(self.captions)
        column.addLayout(self._measures)
        column.addLayout(self._actions)
        column.addLayout(self._make_entry())

    def show_stand(self, number: int, stand: ObjectiveStand, people: People) -> list[Step]:
        """Show what is stored; the steps that are left make and fill its lines one by one."""
        self.number.say(str(number))
        person = self.controls["contact_id"]
        assert isinstance(person, ComboBox)
        if people is not self._people:
            self._people = people
            person.set_choices(people)
        if stand == self._shown:
            return []
        self._shown = stand
        objective = stand.objective
        self.show_value("text", objective.text)
        self.show_value("kind", objective.kind.value if objective.kind else "")
        self.show_value("due_on", objective.due_on)
        self.show_value("contact_id", objective.contact_id)
        self.show_value("goal_year", str(objective.goal_year) if objective.goal_year else "")
        self.show_value("goal_text", objective.goal_text)
        self.show_value("state", objective.state.value)
        self.show_value("cause", objective.cause)
        self.controls["cause"].setVisible(
            objective.state is not ObjectiveState.OPEN or "state" in self.pending or bool(objective.cause)
        )
        track = stand.track
        self.track.setVisible(track is not None and objective.state is ObjectiveState.OPEN)
        if track is not None:
            self.track.show_state(lambda: track.label, tone=_TRACK_TONES[track])
        undated = not stand.has_dated_action
        self.hint.say((lambda: _("No action with a day yet")) if undated else "")
        self.hint.setVisible(undated)
        self._drop_gone(stand)
        self.captions.setVisible(bool(stand.measures) or self.begun is not None)
        steps: list[Step] = []
        for place, measure in enumerate(stand.measures):
            steps.append(partial(self._show_measure, place, measure))
        for place, action in enumerate(stand.actions):
            steps.append(partial(self._show_action, place, action))
        return steps

    def write(self, workspace: Workspace, values: Mapping[str, Any]) -> ChangeSummary:
        return save_objective(workspace, self._account, self._year, values, self.objective_id)

    def retranslate(self) -> None:
        """Say everything again with the next paper."""
        self._shown = None

    def add_measure(self, figure: Figure) -> None:
        """Begin a line for a measure; it is saved once it has its target."""
        if self.begun is not None:
            self._remove_begun()
        row = MeasureRow(self._context, self.objective_id, figure)
        row.show_new()
        row.delete_requested.connect(self._remove_begun)
        self.begun = row
        self._measures.addWidget(row)
        self.captions.show()
        row.begin()

    def add_action(self, text: str) -> None:
        """Note what is to be done; the cursor stays for the next one."""
        account, objective = self._account, self.objective_id
        values = {"text": text.strip()}
        store_entry(
            self._context,
            self.entry,
            text,
            lambda workspace: plan_action(workspace, account, values, objective),
        )

    def _make_head(self) -> QVBoxLayout:
        holder = vertical()
        row = horizontal(gap=S1)
        self.number = Label(bold=True, tone=Tone.TEXT2)
        self.number.setFixedSize(NUMBER, CONTROL_HEIGHT)
        row.addWidget(self.number, 0, _TOP)
        text = self.paragraph(
            "text", lambda: _("Objective"), hint=lambda: _("What is to be reached this year")
        )
        text.setFont(interface_font(bold=True))
        row.addWidget(text, 1, _TOP)
        self.track = Chip("")
        self.track.hide()
        row.addWidget(self.track)
        self.delete = delete_button(lambda: _("Delete objective"))
        self.delete.clicked.connect(self._delete)
        row.addWidget(self.delete)
        holder.addLayout(row)
        cause = self.paragraph("cause", lambda: _("Why"), hint=lambda: _("Why was it attained or missed?"))
        cause.hide()
        holder.addWidget(cause)
        return holder

    def _make_goal(self, people: People) -> QVBoxLayout:
        holder = vertical()
        first = horizontal(gap=S1)
        first.addSpacing(NUMBER + S1)
        kind = self.choice("kind", lambda: _("Kind"), _kinds())
        kind.setFixedWidth(172)
        first.addWidget(kind)
        person = self.choice("contact_id", lambda: _("Person"), people)
        person.setMinimumWidth(120)
        first.addWidget(person, 1)
        due = self.day_field("due_on", lambda: _("Due on"))
        due.setFixedWidth(124)
        say(due, due.setPlaceholderText, lambda: _("due"))
        first.addWidget(due)
        state = self.choice("state", lambda: _("How it ended"), _states())
        state.setFixedWidth(104)
        first.addWidget(state)
        second = horizontal(gap=S1)
        second.addSpacing(NUMBER + S1 + 9)
        second.addWidget(Label(lambda: _("by the end of"), size=SMALL, tone=Tone.TEXT2))
        year = self.text_field(
            "goal_year", lambda: _("Year of the goal"), hint=lambda: _("year"), read=_read_year
        )
        year.setFixedWidth(64)
        second.addWidget(year, 0, _TOP)
        goal = self.paragraph(
            "goal_text", lambda: _("Goal over several years"), hint=lambda: _("goal over several years")
        )
        second.addWidget(goal, 1, _TOP)
        holder.addLayout(first)
        holder.addLayout(second)
        return holder

    def _make_entry(self) -> Any:
        row = horizontal(gap=S1)
        self.entry = EntryField(lambda: _("New action"), lambda: _("Add an action and press Enter"))
        self.entry.entered.connect(self.add_action)
        row.addSpacing(24)
        row.addWidget(self.entry, 1)
        self.hint = Label(size=SMALL, tone=Tone.WARN)
        self.hint.hide()
        row.addWidget(self.hint)
        self.measure_button = Button(lambda: _("Measure"), Kind.PLAIN, icon="plus", small=True)
        self.measure_button.clicked.connect(self._offer_figures)
        row.addWidget(self.measure_button)
        self.suggest_button = Button(lambda: _("Proposals"), Kind.PLAIN, icon="list", small=True)
        self.suggest_button.clicked.connect(lambda: self.suggestions_requested.emit(self.objective_id))
        row.addWidget(self.suggest_button)
        return row

    def _offer_figures(self) -> None:
        menu = QMenu(self)
        has_person = self._shown is not None and self._shown.objective.contact_id is not None
        for figure in Figure:
            action = menu.addAction(figure.label)
            action.setEnabled(has_person or figure not in ABOUT_A_PERSON)
            action.triggered.connect(lambda _checked=False, one=figure: self.add_measure(one))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.measure_button.mapToGlobal(self.measure_button.rect().bottomLeft()))

    def _show_measure(self, place: int, stand: Any) -> None:
        row = self.measure_rows.get(stand.measure.id)
        if row is None and self.begun is not None and self.begun.figure is stand.measure.figure:
            # What was begun here is what was just stored: the cursor may be in it.
            row, self.begun = self.begun, None
            row.delete_requested.disconnect()
        elif row is None:
            row = MeasureRow(self._context, self.objective_id, stand.measure.figure)
        if stand.measure.id not in self.measure_rows:
            measure_id = stand.measure.id
            row.delete_requested.connect(lambda: self._delete_measure(measure_id))
            self.measure_rows[measure_id] = row
        if self._measures.indexOf(row) != place:
            self._measures.insertWidget(place, row)
        row.show_stand(stand)

    def _show_action(self, place: int, action: Any) -> None:
        row = self.action_rows.get(action.id)
        if row is None:
            row = ActionRow(self._context, action.id, self._names)
            row.delete_requested.connect(lambda: self._delete_action(action.id))
            self.action_rows[action.id] = row
        if self._actions.indexOf(row) != place:
            self._actions.insertWidget(place, row)
        row.show_action(action)

    def _drop_gone(self, stand: ObjectiveStand) -> None:
        kept = {one.measure.id: one.measure.figure for one in stand.measures}
        for measure_id in [one for one, row in self.measure_rows.items() if kept.get(one) is not row.figure]:
            _let_go(self.measure_rows.pop(measure_id))
        there = {one.id for one in stand.actions}
        for action_id in [one for one in self.action_rows if one not in there]:
            _let_go(self.action_rows.pop(action_id))

    def _remove_begun(self) -> None:
        if self.begun is not None:
            _let_go(self.begun)
            self.begun = None
            self.captions.setVisible(bool(self.measure_rows))

    def _delete(self) -> None:
        objective = self.objective_id
        self._context.save(
            lambda workspace: delete_objective(workspace, objective), said=_("Objective deleted")
        )

    def _delete_measure(self, measure_id: Id) -> None:
        self._context.save(lambda workspace: delete_measure(workspace, measure_id), said=_("Measure deleted"))

    def _delete_action(self, action_id: Id) -> None:
        self._context.save(lambda workspace: delete_action(workspace, action_id), said=_("Action deleted"))


def _let_go(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()


def _read_year(text: str) -> int | None:
    return read_value(Figure.OWN, text)


def _kinds() -> list[tuple[Any, Text]]:
    def word(kind: ObjectiveKind) -> Text:
        return lambda: kind.label

    return [("", lambda: _("Kind")), *((one.value, word(one)) for one in ObjectiveKind)]


def _states() -> list[tuple[Any, Text]]:
    def word(state: ObjectiveState) -> Text:
        return lambda: state.label

    return [(one.value, word(one)) for one in ObjectiveState]
