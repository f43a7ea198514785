"""The days on which the map changed, as dots on a line: drag to a day, or compare it with another."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from workbench.foundation.i18n import _, format_date
from workbench.ui.kit.buttons import Button, FocusRing, Kind, paint_ring
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Surface, horizontal, name_widget
from workbench.ui.kit.tokens import CONTROL_RADIUS, S2, S3, SMALL, Tone, tokens

LENGTH, HEIGHT, EDGE = 250, 24, 8


class DayTrack(FocusRing, QWidget):
    """A line from the first change to today. ``picked`` gives a day; today is the map one works on."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[date, ...] = ()
        self._today = self._at = date.min
        self._other: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name_widget(self, lambda: _("The map on an earlier day"))

    def show_days(self, days: Sequence[date], today: date) -> None:
        """Show other days; whoever looks at today goes on doing so."""
        at_today = self._at in (self._today, date.min)
        self._days = tuple(sorted({*(one for one in days if one < today), today}))
        self._today = today
        if at_today or self._at < self._days[0]:
            self._at = today
        self.update()

    def day(self) -> date:
        """The day the handle stands on."""
        return self._at

    def set_day(self, day: date, other: date | None = None) -> None:
        """Put the handle on ``day``, and a second mark on ``other``, without telling."""
        self._at, self._other = day, other
        self.setAccessibleDescription(format_date(day))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(LENGTH, HEIGHT)

    def x_of(self, day: date) -> float:
        """Where a day lies on the line."""
        span = max((self._today - self._days[0]).days, 1)
        return EDGE + (self.width() - 2 * EDGE) * (day - self._days[0]).days / span

    def nearest(self, x: float) -> date:
        """The day with a change that lies nearest to ``x``."""
        return min(self._days, key=lambda day: abs(self.x_of(day) - x))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(self.nearest(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(self.nearest(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = bisect_right(self._days, self._at) - 1
        wanted = {
            Qt.Key.Key_Left: place - 1,
            Qt.Key.Key_Right: place + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._days) - 1,
        }.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self._go(self._days[max(0, min(len(self._days) - 1, wanted))])

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._days:
            QToolTip.showText(event.globalPos(), format_date(self.nearest(event.pos().x())), self)
            return True
        return super().event(event)

    def _go(self, day: date) -> None:
        if day != self._at:
            self.set_day(day, self._other)
            self.picked.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._days:
            return
        look, painter, middle = tokens(), QPainter(self), HEIGHT / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.line_strong), 2))
        painter.drawLine(QPointF(EDGE, middle), QPointF(self.width() - EDGE, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.text2))
        for day in self._days:
            painter.drawEllipse(QPointF(self.x_of(day), middle), 2, 2)
        if self._other is not None:
            painter.setBrush(QColor(look.page))
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawEllipse(QPointF(self.x_of(self._other), middle), 5, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        painter.drawEllipse(QPointF(self.x_of(self._at), middle), 6, 6)
        if self.ring:
            paint_ring(painter, QRectF(self.rect()), CONTROL_RADIUS, look.accent)


class Timeline(Surface):
    """The track with the day it begins, the day it stands on, and the way to compare two days."""

    day_picked = Signal(object)
    compare_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent)
        row = horizontal(self, margins=(S2, 0, S2, 0), gap=S2)
        self._first = Label(size=SMALL, tone=Tone.TEXT2)
        self.track = DayTrack()
        self.track.picked.connect(self._picked)
        self._shown = Label(size=SMALL, tone=Tone.ACCENT, bold=True)
        self.compare = Button(lambda: _("Compare…"), Kind.LINK, tone=Tone.TEXT2)
        self.compare.clicked.connect(self.compare_requested)
        for widget in (self._first, self.track, self._shown):
            row.addWidget(widget)
        row.addSpacing(S3)
        row.addWidget(self.compare)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_days(self, days: Sequence[date], today: date) -> None:
        """Show other days; a map that never changed has nothing to show."""
        self.track.show_days(days, today)
        earlier = [one for one in days if one < today]
        self.setVisible(bool(earlier))
        self._first.say(f"{min(earlier):%Y-%m}" if earlier else "")
        self._say_day()

    def set_day(self, day: date, other: date | None = None) -> None:
        """Stand on ``day``, compared with ``other``, without telling."""
        self.track.set_day(day, other)
        self._say_day()

    def _picked(self, day: date) -> None:
        self._say_day()
        self.day_picked.emit(day)

    def _say_day(self) -> None:
        track = self.track
        today = track.day() == track._today
        self._shown.say((lambda: _("Today")) if today else format_date(track.day()))
        self.adjustSize()


def compare_menu(
    parent: QWidget,
    days: Collection[date],
    today: date,
    compare: Callable[[date], object],
    end: Callable[[], object] | None,
) -> QMenu:
    """The days to compare with, the latest first, and with ``end`` the way out of a comparison."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for day in sorted(days, reverse=True):
        word = _("Today") if day == today else format_date(day)
        entry = menu.addAction(_("with {date}").format(date=word))
        entry.triggered.connect(lambda _on, day=day: compare(day))
    if end is not None:
        menu.addSeparator()
        menu.addAction(_("End the comparison")).triggered.connect(lambda _on: end())
    return menu
