"""Choices where there is no room for them side by side: the one that holds, and a list of all behind it."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from workbench.ui.kit.buttons import FocusRing, paint_ring
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.tokens import BODY, CHIP_ICON_SIZE, CONTROL_RADIUS, S1, S2, tokens

_HEIGHT = 28


def fold_width(choices: Iterable[str]) -> int:
    """The width in pixels of a button that shows any of them."""
    metrics = QFontMetrics(interface_font(BODY, bold=True))
    return 2 * S2 + max(map(metrics.horizontalAdvance, choices), default=0) + S1 + CHIP_ICON_SIZE


class ChoiceFold(FocusRing, QAbstractButton):
    """Shows one choice; a click lists all. ``pick`` is told the key of the one taken."""

    def __init__(self, pick: Callable[[object], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._pick = pick
        self._all: Sequence[tuple[object, str]] = ()
        self._current: object = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._offer)

    def show_choices(self, choices: Sequence[tuple[object, str]], current: object, name: str) -> None:
        """Offer these, each with its words; ``name`` says what is chosen."""
        self._all, self._current = choices, current
        self.setText(next((words for key, words in choices if key == current), ""))
        self.setAccessibleName(": ".join(filter(None, (name, self.text()))))
        self.updateGeometry()
        self.update()

    def menu(self) -> QMenu:
        """All choices, the one that holds with a tick."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for key, words in self._all:
            entry = menu.addAction(words.replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(key == self._current)
            entry.triggered.connect(lambda _on, key=key: self._pick(key))
        return menu

    def _offer(self) -> None:
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height())))

    def sizeHint(self) -> QSize:
        return QSize(fold_width([words for _key, words in self._all]), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(QPen(QColor(look.line_strong), 1))
        painter.setBrush(QColor(look.hover if self.underMouse() else look.page))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), CONTROL_RADIUS, CONTROL_RADIUS)
        painter.setFont(interface_font(BODY, bold=True))
        painter.setPen(QColor(look.accent))
        painter.drawText(box.adjusted(S2, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        x, y = box.width() - S2 - CHIP_ICON_SIZE, (box.height() - CHIP_ICON_SIZE) / 2
        paint_icon(painter, x, y, "chevron-down", look.text2, CHIP_ICON_SIZE)
        if self.ring:
            paint_ring(painter, box, CONTROL_RADIUS, look.accent)
