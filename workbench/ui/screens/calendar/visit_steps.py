"""The steps an open visit may take: agreed, another day, not made. One is open at a time, by keyboard."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import Cause, VisitState
from workbench.foundation.i18n import _, format_short_date, ngettext
from workbench.foundation.ids import Id
from workbench.services.visit_life import agree_visit, drop_visit, reschedule_visit
from workbench.services.visit_sheet import VisitSheetView
from workbench.services.visits import move_visit
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, S3, Tone


def cause_choices(first: Text) -> list[tuple[Cause | None, Text]]:
    """The causes with their words, ``first`` for none."""
    return [(None, first), *((cause, _cause_label(cause)) for cause in Cause)]


def _cause_label(cause: Cause) -> Callable[[], str]:
    return lambda: cause.label


class VisitSteps(QWidget):
    """Buttons for the steps; a step asks for the few things it needs right below."""

    report_requested = Signal()
    brief_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sheet: VisitSheetView | None = None
        column = vertical(self, gap=S3)
        self.passed = Label(tone=Tone.DANGER, wrap=True)
        column.addWidget(self.passed)
        first = horizontal(gap=S2)
        self.report_button = Button(lambda: _("Write report"), Kind.PRIMARY, icon="pencil", hint="F4")
        self.report_button.clicked.connect(self.report_requested)
        self.brief_button = Button(lambda: _("Print brief"), icon="printer")
        self.brief_button.clicked.connect(self.brief_requested)
        first.addWidget(self.report_button)
        first.addWidget(self.brief_button)
        first.addStretch(1)
        column.addLayout(first)
        second = horizontal(gap=S2)
        self.agree_button = Button(lambda: _("Agreed…"), small=True, icon="handshake")
        self.move_button = Button(lambda: _("Another day…"), small=True, icon="calendar-days")
        self.drop_button = Button(lambda: _("Not made…"), small=True, icon="calendar-x")
        for button in (self.agree_button, self.move_button, self.drop_button):
            second.addWidget(button)
        second.addStretch(1)
        column.addLayout(second)
        self._make_agree()
        self._make_move()
        self._make_drop()
        self._panels = {
            self.agree_button: (self._agree_panel, self.time.control),
            self.move_button: (self._move_panel, self.day.control),
            self.drop_button: (self._drop_panel, self.cause.control),
        }
        for button, (panel, _first_field) in self._panels.items():
            panel.hide()
            column.addWidget(panel)
            button.clicked.connect(lambda _on=False, one=button: self.open_step(one))

    def show_sheet(self, sheet: VisitSheetView) -> None:
        """Show the steps of another visit, or of the same one changed; no step stays open."""
        self._sheet = sheet
        visit = sheet.visit
        today = sheet.brief.facts.today
        late = (today - visit.on).days
        self.passed.setVisible(sheet.has_passed)
        told = ngettext(
            "Its day passed {days} day ago without a report: was it made, missed or moved?",
            "Its day passed {days} days ago without a report: was it made, missed or moved?",
            late,
        )
        self.passed.say(told.format(days=late))
        self.agree_button.setVisible(not sheet.has_passed)
        agreed = visit.state is VisitState.AGREED
        self.agree_button.say((lambda: _("Time…")) if agreed else (lambda: _("Agreed…")))
        self.move_button.say((lambda: _("Moved…")) if sheet.has_passed else (lambda: _("Another day…")))
        self.drop_button.say((lambda: _("Missed…")) if sheet.has_passed else (lambda: _("Not made…")))
        self.report_button.setEnabled(visit.on <= today)
        self.report_button.setToolTip("" if visit.on <= today else _("The visit lies in the future."))
        self._fill(sheet)

    def _fill(self, sheet: VisitSheetView) -> None:
        visit = sheet.visit
        self.time.control.setText(visit.at)
        self.minutes.control.setText(str(visit.minutes or sheet.minutes))
        start = max(visit.on, sheet.brief.facts.today)
        self.day.control.set_day(start)
        self.new_time.control.setText(visit.at)
        self.reason.control.clear()
        self.cause.control.choose(None)
        self.move_cause.control.choose(None)
        self.move_cause.setVisible(self._is_new_visit())
        self.missed_button.setVisible(visit.on <= sheet.brief.facts.today)
        for field in (self.time, self.minutes, self.day, self.new_time, self.reason):
            field.set_error("")
        self.close_step()

    def open_step(self, button: Button) -> None:
        """Open the fields of a step under its button, or close them again."""
        panel, first = self._panels[button]
        opening = panel.isHidden()
        self.close_step()
        if opening:
            panel.show()
            first.setFocus()
            if isinstance(first, TextField):
                first.selectAll()

    def close_step(self) -> bool:
        """Close the step that is open; whether one was."""
        found = [panel for panel, _first in self._panels.values() if not panel.isHidden()]
        for panel in found:
            panel.hide()
        return bool(found)

    # --- the fields of each step

    def _make_agree(self) -> None:
        self._agree_panel, column = _panel()
        self.time: Field[TextField] = Field(lambda: _("Time"), TextField(hint="09:30"))
        self.minutes: Field[TextField] = Field(lambda: _("Minutes"), TextField())
        row = horizontal(gap=S2)
        row.addWidget(self.time, 1)
        row.addWidget(self.minutes, 1)
        column.addLayout(row)
        self.confirm_button = Button(lambda: _("Agreed with the account"), Kind.PRIMARY)
        _end(column, (self.confirm_button,))
        self.confirm_button.clicked.connect(self.agree)
        for field in (self.time, self.minutes):
            field.control.returnPressed.connect(self.agree)

    def _make_move(self) -> None:
        self._move_panel, column = _panel()
        today = self._context.workspace.clock.today
        self.day: Field[DateField] = Field(lambda: _("Day"), DateField(today))
        self.new_time: Field[TextField] = Field(lambda: _("Time"), TextField(hint="09:30"))
        self.move_cause: Field[ComboBox] = Field(
            lambda: _("Why"), ComboBox(cause_choices(lambda: _("No cause given")))
        )
        row = horizontal(gap=S2)
        row.addWidget(self.day, 1)
        row.addWidget(self.new_time, 1)
        column.addLayout(row)
        column.addWidget(self.move_cause)
        self.moved_button = Button(lambda: _("Move"), Kind.PRIMARY)
        _end(column, (self.moved_button,))
        self.moved_button.clicked.connect(self.put_off)
        for field in (self.day, self.new_time):
            field.control.returnPressed.connect(self.put_off)

    def _make_drop(self) -> None:
        self._drop_panel, column = _panel()
        self.cause: Field[ComboBox] = Field(
            lambda: _("Cause"), ComboBox(cause_choices(lambda: _("Choose a cause")))
        )
        self.reason: Field[TextField] = Field(lambda: _("Why it does not take place"), TextField())
        column.addWidget(self.cause)
        column.addWidget(self.reason)
        self.missed_button = Button(lambda: _("Missed"), Kind.PRIMARY)
        self.cancelled_button = Button(lambda: _("Cancelled"))
        _end(column, (self.missed_button, self.cancelled_button))
        self.missed_button.clicked.connect(lambda: self.drop(VisitState.MISSED))
        self.cancelled_button.clicked.connect(lambda: self.drop(VisitState.CANCELLED))
        self.reason.control.returnPressed.connect(self._drop_by_day)

    # --- doing

    def agree(self) -> None:
        """The account agreed to the time and length typed."""
        typed = self.minutes.control.text().strip()
        self.minutes.set_error("" if not typed or typed.isdecimal() else _("Give a number of minutes."))
        if self._sheet is None or self.minutes.has_error():
            return
        at = self.time.control.text()
        usual, minutes = self._sheet.minutes, int(typed or 0)
        self._save(
            lambda workspace, visit: agree_visit(
                workspace, visit, at, minutes=0 if minutes == usual else minutes
            ),
            _("Agreed"),
            {"at": self.time, "minutes": self.minutes},
        )

    def put_off(self) -> None:
        """Put the visit on the day typed: moved while it is only planned, else a new one in its place."""
        day = self.day.control.day()
        self.day.set_error("" if day else _("Give a day as YYYY-MM-DD."))
        if day is None:
            return
        at, cause = self.new_time.control.text(), self.move_cause.control.key()
        said = _("Moved to {date}").format(date=format_short_date(day))
        fields = {"on": self.day, "at": self.new_time}
        if self._is_new_visit():
            self._save(
                lambda workspace, visit: reschedule_visit(workspace, visit, day, at, cause=cause),
                said,
                fields,
            )
        else:
            self._save(lambda workspace, visit: move_visit(workspace, visit, day, at), said, fields)

    def drop(self, state: VisitState) -> None:
        """The visit was missed or cancelled, for the cause chosen."""
        cause, reason = self.cause.control.key(), self.reason.control.text()
        if not reason.strip() and cause in (None, Cause.OTHER):
            self.reason.set_error(_("Say why the visit did not take place."))
            self.reason.control.setFocus()
            return
        self._save(
            lambda workspace, visit: drop_visit(workspace, visit, state, reason, cause),
            state.label,
            {"reason": self.reason},
        )

    def _drop_by_day(self) -> None:
        is_over = self._sheet is not None and self._sheet.visit.on <= self._sheet.brief.facts.today
        self.drop(VisitState.MISSED if is_over else VisitState.CANCELLED)

    def _is_new_visit(self) -> bool:
        sheet = self._sheet
        return sheet is not None and (sheet.has_passed or sheet.visit.state is VisitState.AGREED)

    def _save(
        self, work: Callable[[Workspace, Id], ChangeSummary], said: str, fields: dict[str, Any]
    ) -> None:
        if self._sheet is None:
            return
        visit_id = self._sheet.visit.id

        def failed(error: Exception) -> None:
            self._context.show_error(error, fields)

        for field in fields.values():
            field.set_error("")
        self._context.save(lambda workspace: work(workspace, visit_id), said=said, on_error=failed)


def _panel() -> tuple[QWidget, Any]:
    panel = QWidget()
    return panel, vertical(panel, gap=S2)


def _end(column: Any, buttons: Sequence[Button]) -> None:
    row = horizontal(gap=S2)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    column.addLayout(row)
