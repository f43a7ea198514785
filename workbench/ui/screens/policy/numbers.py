"""The other numbers of visiting, in groups: they belong to the same draft as the rules."""

import re
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.domain.policies import (
    CITY_DEVIATION_DAYS,
    DAILY_CALLS,
    DAILY_VISITS,
    FOLLOW_UP_DAYS,
    KIND_LIMITS,
    NEW_YEAR_TASK,
    OVERDUE_VISIT_DAYS,
    REMINDER_MINUTES,
    VISIT_MINUTES,
    WORKING_HOURS,
    Policy,
)
from workbench.domain.visit_policy import VisitPolicy
from workbench.domain.visit_times import clock_text
from workbench.domain.visits import VisitKind
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.surfaces import Scroll, horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import LARGE, S2, S3, S4, S6, SMALL, Tone

WIDTH = 760
_TIME = re.compile(r"(\d{1,2}):(\d{2})")


@dataclass(frozen=True)
class _Part:
    """One field: a policy, and which number of it; empty for a policy of one number."""

    policy: Policy[Any]
    name: str
    is_time: bool = False

    def number(self, draft: VisitPolicy) -> int:
        value = draft.number(self.policy)
        number: int = asdict(value)[self.name] if self.name else value
        return number

    def shown(self, draft: VisitPolicy) -> str:
        number = self.number(draft)
        return clock_text(number) if self.is_time else str(number)

    def read(self, text: str) -> int | None:
        text = text.strip()
        if self.is_time:
            match = _TIME.fullmatch(text)
            return int(match[1]) * 60 + int(match[2]) if match and int(match[2]) < 60 else None
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


class NumbersView(Scroll):
    """``edited`` carries the draft with another number; ``people_requested`` leads to people's own places."""

    edited = Signal(object)
    people_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(S6, S4, S6, S6), gap=S3, parent=parent)
        self._draft = VisitPolicy()
        self.fields: dict[tuple[str, str], Field[TextField]] = {}
        self._parts: dict[tuple[str, str], _Part] = {}
        self._make_day()
        self._part(
            lambda: _("Length and number by kind"),
            lambda: _("Minutes with the way; how many a person makes on one day, 0 for as many as fit."),
        )
        for policy, suffix in ((VISIT_MINUTES, _minutes_label), (KIND_LIMITS, _limit_label)):
            form = Form(3)
            for kind in VisitKind:
                self._add(form, _Part(policy, kind.value), partial(suffix, kind))
            self._put(form)
        self._make_tasks()
        self.column.addStretch(1)

    def _make_day(self) -> None:
        self._part(lambda: _("Working time"), lambda: _("Visits are given times between these hours."))
        form = Form(4)
        self._add(form, _Part(WORKING_HOURS, "start", is_time=True), lambda: _("Work begins"))
        self._add(form, _Part(WORKING_HOURS, "end", is_time=True), lambda: _("Work ends"))
        self._add(form, _Part(DAILY_VISITS, ""), lambda: _("Visits a day"))
        self._add(form, _Part(DAILY_CALLS, ""), lambda: _("Calls a day"))
        self._put(form)
        note = Label(
            lambda: _("Visits and calls a day hold for people who are added from now on."),
            size=SMALL,
            tone=Tone.TEXT2,
            wrap=True,
        )
        self.people_link = Button(lambda: _("What each person's day holds"), Kind.LINK)
        self.people_link.clicked.connect(lambda _checked=False: self.people_requested.emit())
        row = QWidget()
        line = horizontal(row, gap=S2)
        line.addWidget(note, 1)
        line.addWidget(self.people_link)
        self._put(row)

    def _make_tasks(self) -> None:
        self._part(lambda: _("Tasks, alarms and reminders"))
        form = Form(2)
        self._add(
            form,
            _Part(FOLLOW_UP_DAYS, ""),
            lambda: _("Follow-up call within"),
            lambda: _("working days after a service; 0 for none"),
        )
        self._add(
            form,
            _Part(OVERDUE_VISIT_DAYS, ""),
            lambda: _("Late visit is an alarm after"),
            lambda: _("days"),
        )
        self._add(
            form,
            _Part(CITY_DEVIATION_DAYS, ""),
            lambda: _("Drawing a city together costs"),
            lambda: _("days off the ideal dates at most"),
        )
        self._add(
            form,
            _Part(REMINDER_MINUTES, ""),
            lambda: _("A visit is told before by"),
            lambda: _("minutes; 0 for never"),
        )
        self._put(form)
        self.new_year = CheckBox(
            lambda: _("In December every account is sent a New-Year gift and asked for its demand")
        )
        self.new_year.clicked.connect(self._new_year_clicked)
        self._put(self.new_year)

    def show_draft(self, draft: VisitPolicy) -> None:
        """Show the numbers of the draft, but for what is being typed or is wrong."""
        self._draft = draft
        for key, field in self.fields.items():
            if not field.control.hasFocus() and not field.has_error():
                field.control.setText(self._parts[key].shown(draft))
        self.new_year.setChecked(bool(draft.number(NEW_YEAR_TASK)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """As high as wrapped notes and errors need it at this width: a body asks for their least height."""
        body = self.column.parentWidget()
        assert body is not None
        self.column.invalidate()
        body.setMinimumHeight(self.column.heightForWidth(self.viewport().width()))

    def wrong_field(self) -> QWidget | None:
        """The control whose value did not reach the draft, if there is one."""
        return next((field.control for field in self.fields.values() if field.has_error()), None)

    def forget(self) -> None:
        """Drop what is wrong; ``show_draft`` follows."""
        for key, field in self.fields.items():
            field.set_error("")
            field.control.setText(self._parts[key].shown(self._draft))

    def _add(self, form: Form, part: _Part, label: Text, note: Text = "") -> None:
        field = form.add(label, TextField(), note=note)
        key = (part.policy.name, part.name)
        self.fields[key], self._parts[key] = field, part
        field.control.textEdited.connect(lambda _text, key=key: self._tell(key))

    def _tell(self, key: tuple[str, str]) -> None:
        self._read(key)
        self._make_room()

    def _read(self, key: tuple[str, str]) -> None:
        part, field = self._parts[key], self.fields[key]
        number = part.read(field.control.text())
        if number is None:
            field.set_error(_("Give a time as 09:30.") if part.is_time else _("Give a whole number."))
            return
        if number == part.number(self._draft):
            field.set_error("")
            return
        try:
            value = replace(self._draft.number(part.policy), **{part.name: number}) if part.name else number
            draft = self._draft.with_number(part.policy, value)
        except BadInput as error:
            field.set_error(error.message)
            return
        field.set_error("")
        self.edited.emit(draft)

    def _new_year_clicked(self) -> None:
        self.edited.emit(self._draft.with_number(NEW_YEAR_TASK, int(self.new_year.isChecked())))

    def _part(self, title: Text, note: Text = "") -> None:
        if self.column.count():
            self._put(Line())
        self._put(Label(title, size=LARGE, bold=True))
        if note:
            self._put(Label(note, size=SMALL, tone=Tone.TEXT2, wrap=True))

    def _put(self, widget: QWidget) -> None:
        widget.setMaximumWidth(WIDTH)
        self.column.addWidget(widget)


def _minutes_label(kind: VisitKind) -> str:
    return _("{kind}, minutes").format(kind=kind.label)


def _limit_label(kind: VisitKind) -> str:
    return _("{kind}, most a day").format(kind=kind.label)
