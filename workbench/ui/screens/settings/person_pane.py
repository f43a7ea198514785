"""One of our people, edited: name, what a day holds, days away."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.absences import Absence
from workbench.domain.relationship import Function
from workbench.domain.visits import Visit
from workbench.domain.workdays import DateSpan
from workbench.foundation.i18n import _, format_date, ngettext
from workbench.foundation.ids import Id
from workbench.services.managers import (
    ManagerRow,
    add_absence,
    edit_absence,
    edit_manager,
    remove_absence,
    visits_during,
)
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.navigation import Destination, PageId, Part


class PersonPane(SidePane):
    """Fields are saved on leaving them; each absence is one change.

    ``planning_requested`` carries where to plan visits that fall into days away, or to hand accounts over.
    """

    planning_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.manager_id: Id | None = None
        self._rows: Mapping[Id, Absence] = {}
        self._edited: Id | None = None
        today = context.workspace.clock.today
        self.name: Field[TextField] = Field(lambda: _("Name"), TextField())
        self.job: Field[TextField] = Field(lambda: _("Title"), TextField())
        self.function: Field[ComboBox] = Field(
            lambda: _("Function"),
            ComboBox([(None, lambda: _("Not known")), *((one, _function_text(one)) for one in Function)]),
            note=lambda: _("Which functions meet decides the KAM level of an account."),
        )
        self.function.control.picked.connect(lambda one: self._save({"function": one}))
        self.daily_visits: Field[TextField] = Field(lambda: _("Visits a day"), TextField())
        self.daily_calls: Field[TextField] = Field(lambda: _("Calls a day"), TextField())
        self.weekdays: Field[TextField] = Field(
            lambda: _("Visits by weekday"),
            TextField(hint="4 4 4 4 2"),
            note=lambda: _("Monday to Friday; empty for the same every day."),
        )
        self._fields = {
            "name": self.name,
            "weekday_visits": self.weekdays,
            "title": self.job,
            "daily_visits": self.daily_visits,
            "daily_calls": self.daily_calls,
        }
        for name, field in self._fields.items():
            field.control.left.connect(lambda text, name=name: self._save({name: text}))
        self.active = CheckBox(lambda: _("Looks after accounts"))
        self.active.clicked.connect(lambda: self._save({"active": self.active.isChecked()}))
        self.column.addWidget(self.name)
        self.column.addWidget(self.job)
        self.column.addWidget(self.function)
        row = horizontal(gap=S2)
        row.addWidget(self.daily_visits)
        row.addWidget(self.daily_calls)
        self.column.addLayout(row)
        self.column.addWidget(self.weekdays)
        self.column.addWidget(self.active)
        self.left_behind = Label(size=SMALL, tone=Tone.WARN, wrap=True)
        self.column.addWidget(self.left_behind)
        self.hand_over_button = Button(lambda: _("Hand over all accounts…"), icon="repeat")
        self.hand_over_button.clicked.connect(self._hand_over)
        self.column.addWidget(self.hand_over_button)
        self.column.addWidget(Line())
        self.column.addWidget(Label(lambda: _("Days away"), bold=True))
        self.none = Label(lambda: _("None entered"), size=SMALL, tone=Tone.TEXT2)
        self.column.addWidget(self.none)
        self.absences = ItemList(lambda: _("Days away"), fit=True, padding=0, pane=True)
        self.absences.action_requested.connect(self._remove)
        self.absences.opened.connect(self._begin_edit)
        self.column.addWidget(self.absences)
        self.starts_on: Field[DateField] = Field(lambda: _("From"), DateField(today))
        self.ends_on: Field[DateField] = Field(lambda: _("To, included"), DateField(today))
        dates = horizontal(gap=S2)
        dates.addWidget(self.starts_on)
        dates.addWidget(self.ends_on)
        self.column.addLayout(dates)
        self.reason: Field[TextField] = Field(lambda: _("Reason"), TextField())
        self.column.addWidget(self.reason)
        self.add_button = Button(lambda: _("Add the days"), icon="calendar-x")
        self.add_button.clicked.connect(self.add_absence)
        buttons = horizontal(gap=S2)
        buttons.addWidget(self.add_button)
        self.stop_button = Button(lambda: _("Cancel"), Kind.PLAIN)
        self.stop_button.clicked.connect(self._end_edit)
        buttons.addWidget(self.stop_button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self._end_edit()
        self.column.addStretch(1)

    def show_row(self, row: ManagerRow) -> None:
        """Show another person, or the same one anew."""
        manager = row.manager
        if manager.id != self.manager_id:
            for field in self._fields.values():
                field.set_error("")
            self._end_edit()
        same = manager.id == self.manager_id
        self.manager_id = manager.id
        self._rows = {one.id: one for one in row.absences}
        self.title.say(manager.name)
        gone = not manager.active and row.accounts > 0
        self.left_behind.setVisible(gone)
        self.hand_over_button.setVisible(row.accounts > 0)
        if gone:
            self.left_behind.say(
                ngettext(
                    "{count} account is still theirs.",
                    "{count} accounts are still theirs.",
                    row.accounts,
                ).format(count=row.accounts)
            )
        shown = {
            "name": manager.name,
            "title": manager.title,
            "daily_visits": str(manager.daily_visits),
            "daily_calls": str(manager.daily_calls),
            "weekday_visits": " ".join(str(one) for one in manager.weekday_visits[:5]),
        }
        for name, field in self._fields.items():
            if not (same and (field.control.hasFocus() or field.has_error())):
                field.control.setText(shown[name])
        self.function.control.choose(manager.function)
        self.active.setChecked(manager.active)
        self.none.setVisible(not row.absences)
        self.absences.set_items(
            [
                Item(
                    key=one.id,
                    title=format_date(one.span.start)
                    if one.span.start == one.span.end
                    else f"{format_date(one.span.start)} – {format_date(one.span.end)}",
                    second=one.reason,
                    action=_("Remove"),
                )
                for one in row.absences
            ]
        )

    def _hand_over(self) -> None:
        if self.manager_id is not None:
            self.planning_requested.emit(Destination(PageId.HANDOVERS, subject=self.manager_id))

    def add_absence(self) -> None:
        """Add the days in the fields, or change those being edited; or say what is wrong with them."""
        manager_id = self.manager_id
        start, end = self.starts_on.control.day(), self.ends_on.control.day() or self.starts_on.control.day()
        wrong = _("Give a day as YYYY-MM-DD.")
        self.starts_on.set_error("" if start else wrong)
        self.ends_on.set_error("" if self.ends_on.control.readable() else wrong)
        if manager_id is None or start is None or end is None or self.ends_on.has_error():
            return
        reason = self.reason.control.text()

        def failed(error: Exception) -> None:
            self._context.show_error(error, otherwise=self.ends_on)

        def done(_summary: object) -> None:
            self._end_edit()
            self._look_for_visits(manager_id, DateSpan(start, end))

        edited = self._edited
        if edited is None:
            self._context.save(
                lambda workspace: add_absence(workspace, manager_id, start, end, reason),
                said=_("Days away added"),
                on_done=done,
                on_error=failed,
            )
        else:
            self._context.save(
                lambda workspace: edit_absence(workspace, edited, start, end, reason),
                said=_("Days away changed"),
                on_done=done,
                on_error=failed,
            )

    def _begin_edit(self, absence_id: Id) -> None:
        absence = self._rows.get(absence_id)
        if absence is None:
            return
        self._edited = absence_id
        self.starts_on.control.set_day(absence.span.start)
        self.ends_on.control.set_day(absence.span.end)
        self.reason.control.setText(absence.reason)
        self.add_button.say(lambda: _("Save the days"))
        self.stop_button.show()
        self.starts_on.control.setFocus()

    def _end_edit(self) -> None:
        self._edited = None
        for field in (self.starts_on, self.ends_on):
            field.set_error("")
            field.control.set_day(None)
        self.reason.control.clear()
        self.add_button.say(lambda: _("Add the days"))
        self.stop_button.hide()

    def _look_for_visits(self, manager_id: Id, span: DateSpan) -> None:
        """Offer to plan again what falls into the days."""

        def told(visits: tuple[Visit, ...]) -> None:
            if not visits:
                return
            count = len(visits)
            place = Destination(PageId.CALENDAR, day=visits[0].on, view=Part.PLAN, item=manager_id)
            self._context.notifier.show_message(
                ngettext(
                    "{count} visit falls into these days.", "{count} visits fall into these days.", count
                ).format(count=count),
                action=_("Plan again…"),
                run=lambda: self.planning_requested.emit(place),
                icon="triangle-alert",
            )

        self._context.read(
            lambda workspace: visits_during(workspace, manager_id, span), told, key="visits-away"
        )

    def _remove(self, absence_id: Id) -> None:
        self._context.save(
            lambda workspace: remove_absence(workspace, absence_id), said=_("Days away removed")
        )

    def _save(self, values: Mapping[str, Any]) -> None:
        manager_id = self.manager_id
        if manager_id is None:
            return
        field = self._fields.get(next(iter(values)))

        def failed(error: Exception) -> None:
            self._context.show_error(error, otherwise=field, go=False)

        if field is not None:
            field.set_error("")
        self._context.save(
            lambda workspace: edit_manager(workspace, manager_id, values), said=_("Saved"), on_error=failed
        )


def _function_text(function: Function) -> Text:
    return lambda: function.label
