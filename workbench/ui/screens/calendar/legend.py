"""What the looks of the calendar's events mean, in a row of samples with their words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.domain.visits import VisitState
from workbench.foundation.i18n import _
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.tokens import CHIP_ICON_SIZE, S1, S3, S4, SMALL, Tone, tokens

_LINE = 20


class Legend(QWidget):
    """Planned, agreed, done, missed, pinned, call: wrapped to the width there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("What the marks mean"))

    def _parts(self) -> list[tuple[str, str, Tone]]:
        """Icon (or ``outline``, ``tint``), word, tone."""
        return [
            ("outline", VisitState.PLANNED.label, Tone.TEXT2),
            ("tint", VisitState.AGREED.label, Tone.TEXT2),
            ("check", VisitState.DONE.label, Tone.TEXT2),
            ("x", VisitState.MISSED.label, Tone.DANGER),
            ("pin", _("Pinned"), Tone.TEXT2),
            ("phone", _("Call"), Tone.TEXT2),
        ]

    def _places(self) -> list[tuple[float, float]]:
        metrics = QFontMetrics(interface_font(SMALL))
        x, y, found = float(S4), 4.0, []
        for _icon, word, _tone in self._parts():
            wide = CHIP_ICON_SIZE + S1 + metrics.horizontalAdvance(word)
            if x + wide > self.width() - S4 and x > S4:
                x, y = float(S4), y + _LINE
            found.append((x, y))
            x += wide + S3
        return found

    def sizeHint(self) -> QSize:
        rows = {y for _x, y in self._places()}
        return QSize(200, int(max(rows)) + _LINE + 8)

    def resizeEvent(self, event: object) -> None:
        self.updateGeometry()

    def retranslate(self) -> None:
        """Words of another language take another room."""
        self.setAccessibleName(_("What the marks mean"))
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), tokens()
        painter.setFont(interface_font(SMALL))
        for (icon, word, tone), (x, y) in zip(self._parts(), self._places(), strict=True):
            box = QRectF(x + 0.5, y + 4.5, CHIP_ICON_SIZE - 1, CHIP_ICON_SIZE - 1)
            if icon in ("outline", "tint"):
                painter.setPen(QPen(QColor(look.field if icon == "outline" else look.accent), 1))
                painter.setBrush(QColor(look.page if icon == "outline" else look.selected))
                painter.drawRoundedRect(box, 3, 3)
            else:
                paint_icon(painter, x, y + 4, icon, look.of(tone), CHIP_ICON_SIZE)
            painter.setPen(QColor(look.of(tone)))
            place = QRectF(x + CHIP_ICON_SIZE + S1, y, self.width(), _LINE)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, word)
