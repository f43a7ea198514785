"""A field for a day: typed in the ways people write days, or picked from a calendar."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidget, QWidgetAction

from workbench.ui.kit.icons import set_icon
from workbench.ui.kit.inputs import TextField

_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")
_AHEAD = re.compile(r"\+(\d{1,3})")


def read_date(text: str, today: date) -> date | None:
    """The day that ``text`` writes: 2026-11-17, 20261117, 11-17 (the nearest such day), +7 (days ahead)."""
    text = text.strip()
    try:
        if match := _FULL.fullmatch(text) or _COMPACT.fullmatch(text):
            return date(*(int(part) for part in match.groups()))
        if match := _SHORT.fullmatch(text):
            month, day = (int(part) for part in match.groups())
            years = (today.year - 1, today.year, today.year + 1)
            days = [date(year, month, day) for year in years if _exists(year, month, day)]
            return min(days, key=lambda other: abs(other - today)) if days else None
        if match := _AHEAD.fullmatch(text):
            return today + timedelta(days=int(match[1]))
    except ValueError:
        return None
    return None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


class DateField(TextField):
    """A day, typed or picked from a calendar; may be empty. Arrow keys step by a day."""

    day_changed = Signal(object)
    understood = Signal(bool)
    """It was left with something that is no day, or is readable again."""

    def __init__(self, today: Callable[[], date], *, parent: QWidget | None = None) -> None:
        super().__init__(hint="YYYY-MM-DD", parent=parent)
        self._today = today
        self._told: date | None = None
        self._is_understood = True
        picker = QAction(self)
        set_icon(picker, "calendar-days")
        picker.triggered.connect(self._pick)
        self.addAction(picker, QLineEdit.ActionPosition.TrailingPosition)
        self.left.connect(lambda _text: self._settle())

    def day(self) -> date | None:
        """The day in the field; ``None`` if it is empty or unreadable (see ``readable``)."""
        return read_date(self.text(), self._today())

    def readable(self) -> bool:
        """Whether the field is empty or holds a day."""
        return not self.text().strip() or self.day() is not None

    def set_day(self, day: date | None) -> None:
        """Show ``day``, without telling."""
        self._told = day
        self.setText(day.isoformat() if day else "")

    def _settle(self) -> None:
        day = self.day()
        if day is not None:
            self.setText(day.isoformat())
        if self.readable() is not self._is_understood:
            self._is_understood = self.readable()
            self.understood.emit(self._is_understood)
        if self.readable() and day != self._told:
            self._told = day
            self.day_changed.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers():
            self.setText(((self.day() or self._today()) + timedelta(days=step)).isoformat())
            self._settle()
        else:
            super().keyPressEvent(event)

    def _pick(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        # Days off are quiet, not the red of what went wrong.
        quiet = QTextCharFormat()
        quiet.setForeground(self.palette().placeholderText())
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, quiet)
        shown = self.day() or self._today()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))

        def take(picked: QDate) -> None:
            self.setText(date(picked.year(), picked.month(), picked.day()).isoformat())
            self._settle()
            menu.close()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
