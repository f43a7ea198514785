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
from workbench.ui.kit.tokens import CHIP_ICON_SIZE, FIGURE, S1, S2, S6, SMALL, tokens

_BAR, _BAR_GAP, _BARS_HEIGHT = 9, 3, 28
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
        self.setToolTip(self._tip or self._note)

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
        width = QFontMetrics(small).horizontalAdvance(self.text())
        painter.drawText(QRectF(S6, 11, width + 1, 18), _V, self.text())
        paint_icon(painter, S6 + width + S1, 14, "chevron-right", look.text2, CHIP_ICON_SIZE)
        line = QRectF(S6, 33, self.width() - 2 * S6, 32)
        room = line.width()
        if self._bars:
            taken = len(self._bars) * (_BAR + _BAR_GAP) - _BAR_GAP
            x = self.width() - S6 - taken
            paint_bars(
                painter, x, 63, self._bars, height=_BARS_HEIGHT, width=_BAR, gap=_BAR_GAP, colour=look.bar
            )
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
