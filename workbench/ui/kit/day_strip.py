"""A strip of days that shows which of them count: seven in a row, hatched where they do not."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.texts import Text, literal_tip, say
from workbench.ui.kit.tokens import CHIP_RADIUS, S1, SMALL, tokens

IN_A_ROW, HEIGHT, MOST = 7, 48, 21


class DayLook(Enum):
    """A day that does not count, one that does, today, the last one, one after that."""

    OFF = "off"
    COUNTED = "counted"
    LAST = "last"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class StripDay:
    """``number`` is the day of the month, ``label`` says what it is; ``tooltip`` the whole."""

    number: str
    label: str
    look: DayLook
    is_today: bool = False
    tooltip: str = ""


class DayStrip(QWidget):
    """The days in rows of seven; of a long time the end."""

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: Sequence[StripDay] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        say(self, self.setAccessibleName, name)

    def set_days(self, days: Sequence[StripDay]) -> None:
        """Show these days, of more than three weeks the last three."""
        self._days = days[-MOST:]
        rows = -(-len(self._days) // IN_A_ROW)
        self.setFixedHeight(max(rows * (HEIGHT + S1) - S1, 0))
        self.setVisible(bool(self._days))
        self.setAccessibleDescription(", ".join(f"{day.number} {day.label}" for day in self._days))
        self.update()

    def days(self) -> Sequence[StripDay]:
        """The days in sight."""
        return self._days

    def _boxes(self) -> list[QRectF]:
        wide = (self.width() - (IN_A_ROW - 1) * S1) / IN_A_ROW
        return [
            QRectF(at % IN_A_ROW * (wide + S1), at // IN_A_ROW * (HEIGHT + S1), wide, HEIGHT)
            for at in range(len(self._days))
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for day, box in zip(self._days, self._boxes(), strict=True):
            self._paint_day(painter, box, day)

    def _paint_day(self, painter: QPainter, box: QRectF, day: StripDay) -> None:
        look = tokens()
        off = day.look is DayLook.OFF
        edge, fill, ink = look.line_strong, look.page, look.text
        if off:
            fill, ink = look.pane, look.text2
        elif day.look is DayLook.LAST:
            edge, fill, ink = look.warn, look.warn_tint, look.warn
        elif day.look is DayLook.LATE:
            edge, fill, ink = look.danger, look.danger_tint, look.danger
        if day.is_today:
            edge = look.accent
        width = 2 if day.is_today else 1
        inset = width / 2
        frame = box.adjusted(inset, inset, -inset, -inset)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(frame, CHIP_RADIUS, CHIP_RADIUS)
        if off:
            painter.setBrush(QBrush(QColor(look.line), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(QColor(edge), width))
        painter.drawRoundedRect(frame, CHIP_RADIUS, CHIP_RADIUS)
        painter.setPen(QColor(ink))
        half = box.height() / 2
        centre = Qt.AlignmentFlag.AlignCenter
        painter.setFont(interface_font(SMALL))
        painter.drawText(QRectF(box.left(), box.top() + 4, box.width(), half - 4), centre, day.number)
        painter.setFont(interface_font(SMALL, bold=not off))
        label = painter.fontMetrics().elidedText(day.label, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(QRectF(box.left(), box.top() + half - 2, box.width(), half - 2), centre, label)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            for day, box in zip(self._days, self._boxes(), strict=True):
                if box.contains(event.pos().toPointF()):
                    QToolTip.showText(event.globalPos(), literal_tip(day.tooltip or day.label), self)
            return True
        return super().event(event)
