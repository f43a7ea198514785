"""Key numbers with their trend, and the strip that shows four of them over a page."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from workbench.ui.kit.buttons import FocusRing, paint_ring
from workbench.ui.kit.cells import paint_bars
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.labels import Line
from workbench.ui.kit.surfaces import Surface, horizontal
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import CHIP_ICON_SIZE, FIGURE, S1, S2, S3, S6, SMALL, tokens

_BAR, _BAR_GAP, _BARS_HEIGHT = 9, 3, 28
_ROOMY, _FEWEST_BARS = 160, 3
_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class KeyNumber(FocusRing, QAbstractButton):
    """A number with its name, a remark that gives it scale, and bars of the past; a click opens its list.

    Where it can be checked it is one of several that filter a list; the checked one has an accent edge.
    """

    def __init__(self, title: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value, self._note, self._tip = "", "", ""
        self._bars: tuple[int, ...] = ()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        say(self, self._set_title, title)

    def show_value(self, value: str, note: str = "", bars: Sequence[int] = (), *, tip: str = "") -> None:
        """Show another number. ``bars`` in any unit; the last is the present. ``tip`` tells it in full."""
        self._value, self._note, self._bars, self._tip = value, note, tuple(bars), tip
        self._name()
        self.update()

    def _set_title(self, text: str) -> None:
        self.setText(text)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(", ".join(part for part in (self.text(), self._value, self._note) if part))
        self.setAccessibleDescription(self._tip)
        told = " ".join(part for part in (self._value, self._note) if part)
        self.setToolTip(self._tip or ": ".join(part for part in (self.text(), told) if part))

    def sizeHint(self) -> QSize:
        return QSize(240, 79)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), QColor(look.hover))
        if self.isChecked():
            painter.fillRect(self.rect(), QColor(look.selected))
            painter.fillRect(0, self.height() - 3, self.width(), 3, QColor(look.accent))
        small, big = interface_font(SMALL), interface_font(FIGURE, bold=True)
        painter.setFont(small)
        painter.setPen(QColor(look.text2))
        side = S6 if self.width() >= _ROOMY else S3
        most = self.width() - 2 * side - S1 - CHIP_ICON_SIZE
        title = QFontMetrics(small).elidedText(self.text(), Qt.TextElideMode.ElideRight, most)
        width = QFontMetrics(small).horizontalAdvance(title)
        painter.drawText(QRectF(side, 11, width + 1, 18), _V, title)
        paint_icon(painter, side + width + S1, 14, "chevron-right", look.text2, CHIP_ICON_SIZE)
        line = QRectF(side, 33, self.width() - 2 * side, 32)
        room = line.width()
        bars = self._bars_beside(room)
        if bars:
            taken = _taken(len(bars))
            x = self.width() - side - taken
            paint_bars(painter, x, 63, bars, height=_BARS_HEIGHT, width=_BAR, gap=_BAR_GAP, colour=look.bar)
            room -= taken + S2
        painter.setFont(big)
        painter.setPen(QColor(look.text))
        width = QFontMetrics(big).horizontalAdvance(self._value)
        painter.drawText(line, _V, self._value)
        painter.setFont(small)
        painter.setPen(QColor(look.text2))
        rest = max(int(room - width - S2), 0)
        shown = QFontMetrics(small).elidedText(self._note, Qt.TextElideMode.ElideRight, rest)
        painter.drawText(line.adjusted(width + S2, 3, 0, 3), _V, shown)
        if self.ring:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), 4, look.accent)

    def _bars_beside(self, room: float) -> tuple[int, ...]:
        """The bars that leave the words their room: the oldest go first, but a trend of three stays."""
        words = QFontMetrics(interface_font(FIGURE, bold=True)).horizontalAdvance(self._value)
        words += S2 + QFontMetrics(interface_font(SMALL)).horizontalAdvance(self._note)
        bars = self._bars
        while len(bars) > _FEWEST_BARS and _taken(len(bars)) + 2 * S2 + words > room:
            bars = bars[1:]
        return bars


def _taken(bars: int) -> int:
    return bars * (_BAR + _BAR_GAP) - _BAR_GAP


class KeyNumberStrip(Surface):
    """Key numbers side by side, with hairlines between them. ``shares``: their widths beside each other."""

    def __init__(
        self, numbers: Sequence[KeyNumber], shares: Sequence[int] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__("toolbar", parent)
        row = horizontal(self, gap=0)
        for place, number in enumerate(numbers):
            if place:
                row.addWidget(Line(vertical=True))
            row.addWidget(number, shares[place] if shares else 1)
        self.setFixedHeight(80)
