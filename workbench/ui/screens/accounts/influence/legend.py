"""What shapes, letters and dashes on the map mean, in one row above it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.domain.accounts import BuyingRole
from workbench.foundation.i18n import _
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.marks import paint_mark
from workbench.ui.kit.tokens import S2, S3, S4, S6, SMALL, tokens
from workbench.ui.screens.accounts.influence.card_paint import paint_letter
from workbench.ui.screens.accounts.influence.marks import SCALE
from workbench.ui.screens.accounts.looks import SUPPORT_MARKS, role_letter, support_word

HEIGHT = 34


class Legend(QWidget):
    """Support at the left, roles and dashes at the right; what has no room is left out from the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("What the marks of the map mean"))

    def retranslate(self) -> None:
        """Other words."""
        self.setAccessibleName(_("What the marks of the map mean"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.fillRect(self.rect(), QColor(look.pane))
        metrics = QFontMetrics(interface_font(SMALL))
        x = float(S6)
        for step in SCALE[::-1]:
            paint_mark(painter, x, (HEIGHT - 16) / 2, SUPPORT_MARKS[step])
            x = self._word(painter, x + 22, support_word(step)) + S4
        parts = [(role_letter(role), role.label) for role in BuyingRole]
        widths = [18 + S2 / 2 + metrics.horizontalAdvance(word) + S3 for _letter, word in parts]
        never = 22 + S2 + metrics.horizontalAdvance(_("never met"))
        room = self.width() - S4 - x
        if room < sum(widths):
            return
        with_never = room >= sum(widths) + S3 + never
        x = self.width() - S4 - sum(widths) - (S3 + never if with_never else 0)
        for letter, word in parts:
            paint_letter(painter, QRectF(x, (HEIGHT - 15) / 2, 15, 15), letter)
            x = self._word(painter, x + 18 + S2 / 2, word) + S3
        if with_never:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(QColor(look.field), 1.2)
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(x + S3, (HEIGHT - 13) / 2, 22, 13), 3, 3)
            self._word(painter, x + S3 + 22 + S2, _("never met"))

    def _word(self, painter: QPainter, x: float, text: str) -> float:
        font = interface_font(SMALL)
        wide = QFontMetrics(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(QColor(tokens().text2))
        painter.drawText(QRectF(x, 0, wide + 2, HEIGHT), Qt.AlignmentFlag.AlignVCenter, text)
        return x + wide
