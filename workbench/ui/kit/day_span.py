"""Which days: one of some usual spans, or a first and a last day of one's own."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, name_widget
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, Tone

DAY_WIDTH = 128


class Days(Protocol):
    """A usual span: what it is called, and its days seen from today."""

    @property
    def label(self) -> str: ...

    def days(self, today: date, /) -> tuple[date, date]: ...


class DaySpan(QWidget):
    """A row of spans; ``own`` shows two fields, which begin with its days. ``changed``: other days."""

    changed = Signal()

    def __init__(
        self, spans: Sequence[Days], own: Days, today: Callable[[], date], *, name: Text, current: Days
    ) -> None:
        super().__init__()
        self._spans, self._own, self._today = tuple(spans), own, today
        row = horizontal(self, gap=S2)
        self.spans = Choices(
            Look.SEGMENTS, [Choice(one, partial(_label_of, one)) for one in spans], name=name
        )
        self.spans.choose(current)
        self.spans.chosen.connect(self._show_own)
        row.addWidget(self.spans)
        self.first, self.last = DateField(today), DateField(today)
        name_widget(self.first, lambda: _("From"))
        name_widget(self.last, lambda: _("To, included"))
        self._dash = Label("–", tone=Tone.TEXT2)
        for widget in (self.first, self._dash, self.last):
            row.addWidget(widget)
            widget.hide()
        for field in (self.first, self.last):
            field.setFixedWidth(DAY_WIDTH)
            field.setProperty("small", True)
            field.day_changed.connect(lambda _day: self.changed.emit())

    def choose(self, span: Days) -> None:
        """Take another span, as a click on it does."""
        self.spans.choose(span)
        self._show_own(span)

    def current(self) -> Days:
        """The span that is chosen."""
        return next(one for one in self._spans if one is self.spans.current())

    def days(self) -> tuple[date, date] | None:
        """The first and the last day; ``None`` while those of one's own are no span."""
        span = self.current()
        if span is not self._own:
            return span.days(self._today())
        first, last = self.first.day(), self.last.day()
        return (first, last) if first and last and first <= last else None

    def _show_own(self, span: object) -> None:
        own = span is self._own
        if own and self.first.day() is None:
            first, last = self._own.days(self._today())
            self.first.set_day(first)
            self.last.set_day(last)
        for widget in (self.first, self._dash, self.last):
            widget.setVisible(own)
        self.changed.emit()


def _label_of(one: Days) -> str:
    return one.label
