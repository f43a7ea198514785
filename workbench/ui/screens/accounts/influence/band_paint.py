"""The cards of our people in the band beneath the map."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from workbench.ui.kit.canvas.parts import CanvasNode, NodeState
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.tokens import BODY, CARD_RADIUS, SMALL, Tone, tokens


class BandPainter:
    """The look of a node is (name, title, whether anybody of theirs is tied to them)."""

    def paint(self, painter: QPainter, node: CanvasNode, state: NodeState) -> None:
        """Paint with (0, 0) at the card's top left corner."""
        look, shown = tokens(), node.look
        assert isinstance(shown, tuple)
        name, title, tied = shown
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, node.width, node.height)
        painter.setPen(QPen(QColor(look.accent if state.selected else look.line_strong), 1))
        painter.setBrush(QColor(look.page))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS)
        disc = QRectF(10, (node.height - 24) / 2, 24, 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.selected if tied else look.disabled))
        painter.drawEllipse(disc)
        painter.setFont(interface_font(SMALL, bold=True))
        painter.setPen(QColor(look.of(Tone.ACCENT if tied else Tone.TEXT2)))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, name[:1] or "?")
        words = QRectF(disc.right() + 8, 5, node.width - disc.right() - 16, 18)
        if not title:
            words.moveTop((node.height - 18) / 2)
        _line(painter, words, name, BODY, look.text, bold=True)
        if title:
            _line(painter, words.translated(0, 17), title, SMALL, look.text2)


def _line(painter: QPainter, box: QRectF, text: str, size: int, colour: str, *, bold: bool = False) -> None:
    font = interface_font(size, bold=bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
