"""A ring with a count in the middle, and a bar with a mark for where it ought to be."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import BODY, Tone, tokens

_STROKE = 5


class Ring(QWidget):
    """A ring filled clockwise from the top, with a word or number in it."""

    SIZE = 52

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share, self._word, self._tone = 0.0, "", Tone.ACCENT
        self.setFixedSize(self.SIZE, self.SIZE)
        say(self, self.setAccessibleName, name)

    def show_share(self, share: float, word: str, *, tone: Tone = Tone.ACCENT) -> None:
        """Fill ``share`` (0 to 1) of the ring; ``word`` stands in the middle."""
        self._share, self._word, self._tone = min(max(share, 0.0), 1.0), word, tone
        self.setAccessibleDescription(word)
        self.update()

    def share(self) -> float:
        """How much is filled, 0 to 1."""
        return self._share

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(_STROKE / 2, _STROKE / 2, -_STROKE / 2, -_STROKE / 2)
        painter.setPen(QPen(QColor(look.line), _STROKE))
        painter.drawEllipse(box)
        if self._share:
            pen = QPen(QColor(look.of(self._tone)), _STROKE)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(box, 90 * 16, -round(self._share * 360 * 16))
        painter.setPen(QColor(look.text))
        painter.setFont(interface_font(BODY, bold=True))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._word)


class Meter(QWidget):
    """A thin bar: how much of a target is reached, and a mark where it ought to be by now."""

    _HEIGHT = 16

    def __init__(self, name: Text, *, width: int = 72, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self._mark: float | None = None
        self._tone = Tone.ACCENT
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        say(self, self.setAccessibleName, name)

    def show_share(self, share: float | None, mark: float | None, told: str, *, tone: Tone) -> None:
        """Fill ``share`` of the bar, 0 to 1 and more; ``None`` leaves it empty. ``told`` says it in words."""
        self._share, self._mark, self._tone = share, mark, tone
        self.setToolTip(told)
        self.setAccessibleDescription(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width, self._HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, self.height() / 2 - 3, self.width(), 6)
        painter.setBrush(QColor(look.line))
        painter.drawRoundedRect(track, 3, 3)
        if self._share is not None and self._share > 0:
            filled = QRectF(track)
            filled.setWidth(max(track.width() * min(self._share, 1.0), 6))
            painter.setBrush(QColor(look.of(self._tone)))
            painter.drawRoundedRect(filled, 3, 3)
        if self._mark is not None:
            x = min(max(track.width() * self._mark, 1), track.width() - 1)
            painter.setBrush(QColor(look.text))
            painter.drawRect(QRectF(x - 1, track.top() - 3, 2, track.height() + 6))
