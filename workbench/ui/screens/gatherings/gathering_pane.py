"""One gathering: its form, its guests, and closing it."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Manager
from workbench.domain.gatherings import GatheringState
from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import VisitKind
from workbench.foundation.i18n import _, format_date, pgettext
from workbench.foundation.ids import Id
from workbench.services.gatherings import (
    GATHERING_KINDS,
    GatheringInput,
    GatheringView,
    add_gathering,
    cancel_gathering,
    edit_gathering,
    hold_gathering,
    list_planners,
)
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.form_memory import FormMemory
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.gatherings.guest_list import GuestList

WIDTH = 376


class GatheringPane(SidePane):
    """The fields are saved together; guests are invited and answer one by one."""

    account_requested = Signal(object)
    saved = Signal(object)
    """The id of a gathering that was just planned."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Gathering"), width=WIDTH, parent=parent)
        self._context = context
        self.gathering_id: Id | None = None
        today = context.workspace.clock.today
        self.form = Form()
        self.name: Field[TextField] = self.form.add(
            lambda: pgettext("gathering", "Title"), TextField(), span=2
        )
        kinds = [(kind, _kind_word(kind)) for kind in GATHERING_KINDS]
        self.kind: Field[ComboBox] = self.form.add(lambda: _("Kind"), ComboBox(kinds))
        self.manager: Field[ComboBox] = self.form.add(lambda: _("Manager"), ComboBox())
        self.day: Field[DateField] = self.form.add(lambda: _("Date"), DateField(today))
        self.time: Field[TextField] = self.form.add(lambda: _("Time"), TextField(hint="14:00"))
        self.minutes: Field[TextField] = self.form.add(lambda: _("Minutes"), TextField(hint="180"))
        self.place: Field[TextField] = self.form.add(lambda: _("Place"), TextField())
        self.topic: Field[TextArea] = self.form.add(lambda: _("Topic"), TextArea(lines=2), span=2)
        self.save_button = Button(lambda: _("Save"), Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        self.cancel_button = Button(lambda: _("Call off…"), Kind.PLAIN)
        self.cancel_button.clicked.connect(self.call_off)
        buttons = horizontal(gap=S2)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        self.state = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.guests = GuestList(context)
        self.guests.account_requested.connect(self.account_requested)
        self.result: Field[TextArea] = Field(lambda: _("What came of it"), TextArea(lines=3))
        self._memory = FormMemory(
            [
                (self.kind.control.key, self.kind.control.choose),
                (self.manager.control.key, self.manager.control.choose),
                *(
                    (field.control.text, field.control.setText)
                    for field in (self.name, self.day, self.time, self.minutes, self.place, self.topic)
                ),
                (self.result.control.text, self.result.control.setText),
            ]
        )
        self.closed.connect(self._memory.forget)
        self.hold_button = Button(lambda: _("It took place"), icon="circle-check")
        self.hold_button.clicked.connect(self.hold)
        self._closing = SectionHeader(lambda: _("After the gathering"))
        self.how = Label(
            lambda: _("Mark those who came: their accounts have the visit made, the others missed it."),
            size=SMALL,
            tone=Tone.TEXT2,
            wrap=True,
        )
        self.column.addWidget(self.state)
        self.column.addWidget(self.form)
        self.column.addLayout(buttons)
        self.column.addSpacing(S2)
        self._lines = (Line(), Line())
        self.column.addWidget(self._lines[0])
        self.column.addWidget(self.guests)
        self.column.addWidget(self._lines[1])
        self.column.addWidget(self._closing)
        self.column.addWidget(self.how)
        self.column.addWidget(self.result)
        closing = horizontal()
        closing.addWidget(self.hold_button)
        closing.addStretch(1)
        self.column.addLayout(closing)
        self.column.addStretch(1)

    def begin(self) -> None:
        """Plan a new one."""
        self.gathering_id = None
        self.form.clear_errors()
        self._memory.show(None, (VisitKind.ROUND_TABLE, None, "", "", "", "", "", "", ""))
        self._show_parts(planned=True, known=False)
        self.state.say("")
        self.state.hide()
        self._context.read(list_planners, self._offer_new, key="gathering-managers")
        self.show()
        self.name.control.setFocus()

    def show_view(self, view: GatheringView) -> None:
        """Show this gathering; what is being typed about it stays."""
        gathering = view.gathering
        if gathering.id != self.gathering_id:
            self.form.clear_errors()
        self.gathering_id = gathering.id
        self._offer(view.managers)
        self._memory.show(
            gathering.id,
            (
                gathering.kind,
                gathering.manager_id,
                gathering.title,
                gathering.on.isoformat(),
                gathering.at,
                str(gathering.minutes or ""),
                gathering.place,
                gathering.topic,
                gathering.result,
            ),
        )
        planned = gathering.state is GatheringState.PLANNED
        self._show_parts(planned=planned, known=True)
        self.state.say(f"{gathering.state.label} · {format_date(gathering.on, weekday=True)}")
        self.state.show()
        self.guests.show_view(view)
        self.show()

    def save(self) -> None:
        """Plan it, or change it."""
        given = self._input()
        if given is None:
            return
        known = self.gathering_id
        self._context.save(
            lambda workspace: (
                add_gathering(workspace, given) if known is None else edit_gathering(workspace, known, given)
            ),
            said=_("Gathering saved"),
            on_done=lambda summary: self._saved(known or next(iter(summary.touched["gathering"]))),
            on_error=self._failed,
        )

    def hold(self) -> None:
        """It took place, with those who are marked; what was typed above is saved first."""
        known, came, result = self.gathering_id, self.guests.marked(), self.result.control.text()
        given = self._input()
        if known is None or given is None:
            return

        def work(workspace: Workspace) -> ChangeSummary:
            edit_gathering(workspace, known, given)
            return hold_gathering(workspace, known, came, result=result)

        self._context.save(
            work,
            said=_("Gathering closed"),
            on_done=lambda _summary: self._memory.forget(),
            on_error=self._failed,
        )

    def call_off(self) -> None:
        """It does not take place; the reason is asked for."""
        known = self.gathering_id
        reason = self._context.prompts.ask_text(
            _("Call off the gathering"), _("Why does it not take place?"), action=_("Call off")
        )
        if known is not None and reason:
            self._context.save(
                lambda workspace: cancel_gathering(workspace, known, reason), said=_("Gathering called off")
            )

    def _saved(self, gathering_id: Id) -> None:
        self._memory.forget()
        self.saved.emit(gathering_id)

    def _offer_new(self, managers: tuple[Manager, ...]) -> None:
        if self.gathering_id is None:
            self._offer(managers)

    def _offer(self, managers: tuple[Manager, ...]) -> None:
        people: list[tuple[Any, Any]] = [(None, lambda: _("Nobody"))]
        self.manager.control.set_choices([*people, *((one.id, one.name) for one in managers)])

    def _input(self) -> GatheringInput | None:
        self.form.clear_errors()
        day, minutes = self.day.control.day(), self.minutes.control.text().strip()
        if day is None:
            self.day.set_error(_("Give a day as YYYY-MM-DD."))
        if minutes and not (minutes.isdecimal() and 0 < int(minutes) <= 1_440):
            self.minutes.set_error(_("Between 1 and 1,440 minutes."))
        if self.form.go_to_first_error() or day is None:
            return None
        return GatheringInput(
            title=self.name.control.text(),
            on=day,
            kind=self.kind.control.key(),
            at=self.time.control.text().strip(),
            minutes=int(minutes or 0),
            place=self.place.control.text(),
            topic=self.topic.control.text(),
            manager_id=self.manager.control.key(),
        )

    def _failed(self, error: Exception) -> None:
        fields: dict[str, Field[Any]] = {
            "title": self.name,
            "kind": self.kind,
            "at": self.time,
            "minutes": self.minutes,
            "on": self.day,
        }
        self._context.show_error(error, fields)

    def _show_parts(self, *, planned: bool, known: bool) -> None:
        self.form.setEnabled(planned)
        self.save_button.setVisible(planned)
        self.cancel_button.setVisible(planned and known)
        for line in self._lines:
            line.setVisible(known)
        self.guests.setVisible(known)
        self._closing.setVisible(known)
        self.result.setVisible(known)
        self.how.setVisible(known and planned)
        self.hold_button.setVisible(known and planned)
        self.result.control.setReadOnly(not planned)


def _kind_word(kind: VisitKind) -> Any:
    return lambda: kind.label
