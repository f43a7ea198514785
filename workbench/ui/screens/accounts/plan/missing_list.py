"""What is missing, in whole sentences: each a link to where it is mended."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from workbench.domain.plan_stand import Missing
from workbench.foundation.i18n import ngettext
from workbench.ui.kit.buttons import Button, FocusRing, Kind, paint_ring
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.surfaces import horizontal, tab_where, vertical
from workbench.ui.kit.tokens import S1, S4, SMALL, tokens

SHOWN = 3
_WRAP = Qt.TextFlag.TextWordWrap


class SentenceLink(FocusRing, QAbstractButton):
    """A sentence on as many lines as it needs; a click or Enter follows it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(width - 2 * S4, 40), 10_000)
        metrics = QFontMetrics(interface_font(SMALL))
        return metrics.boundingRect(room, _WRAP, self.accessibleName()).height() + 2 * S1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = self.heightForWidth(self.width())
        if height != self.height():
            self.setFixedHeight(height)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(look.hover))
        painter.setFont(interface_font(SMALL))
        painter.setPen(QColor(look.accent))
        box = QRectF(self.rect()).adjusted(S4, S1, -S4, -S1)
        painter.drawText(box, _WRAP, self.accessibleName())
        if self.ring:
            paint_ring(painter, QRectF(self.rect()), 4, look.accent)


class MissingList(QWidget):
    """The first few, and the rest on request. ``chosen`` gives what is to be mended."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.links: list[SentenceLink] = []
        self._missing: Sequence[Missing] = ()
        self._is_whole = False
        self._column = vertical(self)
        self.more = Button("", Kind.LINK)
        self.more.hide()
        self.more.clicked.connect(self._show_all)
        self._foot = horizontal(margins=(S4 - 1, 0, 0, 0))
        self._foot.addWidget(self.more)
        self._foot.addStretch(1)
        self._column.addLayout(self._foot)

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """Show what is missing now."""
        if missing != self._missing:
            self._missing = missing
            self._rebuild()

    def _show_all(self) -> None:
        self._is_whole = True
        self._rebuild()

    def _rebuild(self) -> None:
        for link in self.links:
            link.hide()
            link.deleteLater()
        self._column.removeItem(self._foot)
        shown = self._missing if self._is_whole else self._missing[:SHOWN]
        self.links = []
        for one in shown:
            link = SentenceLink(one.text)
            link.clicked.connect(lambda _checked=False, which=one: self.chosen.emit(which))
            self.links.append(link)
            self._column.addWidget(link)
        tab_where(self, self.links)
        rest = len(self._missing) - len(shown)
        self._column.addLayout(self._foot)
        self.more.say(ngettext("{count} more…", "{count} more…", rest).format(count=rest))
        self.more.setVisible(rest > 0)
