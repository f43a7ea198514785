"""What is noted of a call, letter or message: how, with whom, what, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Contact
from workbench.domain.contact_log import Channel
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.ui.context import Context
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S3


@dataclass(frozen=True)
class LogInput:
    """What the form holds; the day is readable."""

    channel: Channel
    text: str
    contact_id: Id | None
    on: date
    at: str


class LogForm(QWidget):
    """Four buttons and a line of text; person and moment are there for those who want them."""

    submitted = Signal()

    def __init__(self, context: Context, *, lines: int = 1, parent: QWidget | None = None) -> None:
        """``lines`` is how much of the text is seen; of one line, Enter submits."""
        super().__init__(parent)
        self._context = context
        column = vertical(self, gap=S3)
        self.channel = Choices(
            Look.SEGMENTS, [Choice(one, _word(one)) for one in Channel], name=lambda: _("How")
        )
        row = horizontal()
        row.addWidget(self.channel)
        row.addStretch(1)
        column.addLayout(row)
        self.form = Form()
        self.text: Field[Any] = self.form.add(
            lambda: _("What it was about"), TextArea(lines=lines) if lines > 1 else TextField(), span=2
        )
        if isinstance(self.text.control, TextField):
            self.text.control.returnPressed.connect(self.submitted)
        self.person: Field[ComboBox] = self.form.add(lambda: _("With whom"), ComboBox(), span=2)
        self.day: Field[DateField] = self.form.add(lambda: _("Day"), DateField(context.workspace.clock.today))
        self.time: Field[TextField] = self.form.add(lambda: _("Time"), TextField(hint="09:30"))
        for control in (self.day.control, self.time.control):
            control.returnPressed.connect(self.submitted)
        self.day.control.day_changed.connect(lambda _day: self._forget_now())
        column.addWidget(self.form)
        self._now = ""
        self.show_people(())

    def show_people(self, people: Sequence[Contact]) -> None:
        """Offer these people; who was chosen stays if they are among them."""
        chosen = self.person.control.key()
        nobody: tuple[Id | None, Text] = (None, lambda: _("Nobody in particular"))
        self.person.control.set_choices([nobody, *((one.id, one.name) for one in people)])
        self.person.control.choose(chosen if chosen in {one.id for one in people} else None)

    def fill(self, given: LogInput, *, is_new: bool = False) -> None:
        """Show these values; the moment of a new entry is now, as long as its day stays today."""
        self._now = given.at if is_new else ""
        self.form.clear_errors()
        self.channel.choose(given.channel)
        self.text.control.setText(given.text)
        self.person.control.choose(given.contact_id)
        self.day.control.set_day(given.on)
        self.time.control.setText(given.at)

    def read(self) -> LogInput | None:
        """What the form holds; ``None``, with the error shown, where the day cannot be read."""
        self.form.clear_errors()
        day, channel = self.day.control.day(), self.channel.current()
        if day is None:
            self.day.set_error(_("Give a day as YYYY-MM-DD."))
            self.day.control.setFocus()
            return None
        assert isinstance(channel, Channel)
        text, at = self.text.control.text(), self.time.control.text().strip()
        return LogInput(channel, text, self.person.control.key(), day, at)

    def _forget_now(self) -> None:
        """Another day was meant: what the clock says now was not the time."""
        if self._now and self.time.control.text() == self._now:
            self.time.control.clear()

    def show_error(self, error: Exception) -> None:
        """Say what was refused beside its field."""
        fields: dict[str, Field[Any]] = {
            "text": self.text,
            "contact_id": self.person,
            "on_day": self.day,
            "at_time": self.time,
        }
        self._context.show_error(error, fields)


def _word(channel: Channel) -> Text:
    return lambda: channel.label
