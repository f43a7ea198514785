"""A short message at the bottom of the window, with an Undo that waits some seconds."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import FocusRing, paint_ring
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.tokens import (
    CARD_RADIUS,
    CONTROL_RADIUS,
    ICON_SIZE,
    S2,
    S3,
    S4,
    S6,
    STATUS_HEIGHT,
    tokens,
)

SECONDS = 10


class _ToastButton(FocusRing, QAbstractButton):
    """A word, or a cross, on the inverted ground."""

    def __init__(self, icon: str = "") -> None:
        super().__init__()
        self._icon = icon
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_word(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._icon:
            return QSize(24, 24)
        return QSize(QFontMetrics(interface_font(bold=True)).horizontalAdvance(self.text()) + 2 * S2, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        if self._icon:
            paint_icon(painter, 4, 4, self._icon, look.toast_text)
        else:
            painter.setFont(interface_font(bold=True))
            painter.setPen(QColor(look.toast_link))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.ring:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, QRectF(self.rect()), CONTROL_RADIUS, look.toast_link)


class Toast(QWidget):
    """Lies over its parent, bottom centre. One message at a time: a new one replaces the old."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._text, self._icon, self._action, self._left = "", "circle-check", "", 0
        self._run: Callable[[], object] | None = None
        self._is_held = False
        row = horizontal(self, margins=(S4 + ICON_SIZE + S3, 7, S2, 7), gap=S2)
        row.addStretch(1)
        self.action_button = _ToastButton()
        self.action_button.clicked.connect(self._act)
        self._close = _ToastButton("x")
        self._close.clicked.connect(self.hide)
        row.addWidget(self.action_button)
        row.addWidget(self._close)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.tick)
        parent.installEventFilter(self)
        self.hide()

    def show_message(
        self,
        text: str,
        *,
        action: str = "",
        run: Callable[[], object] | None = None,
        icon: str = "circle-check",
        seconds: int = SECONDS,
    ) -> None:
        """Say ``text`` for some seconds; with ``action``, a button with that word runs ``run``."""
        self._text, self._icon, self._action, self._run, self._left = text, icon, action, run, seconds
        if self._is_held:
            return
        self._close.setAccessibleName(_("Close"))
        self.action_button.setVisible(bool(action))
        self.setAccessibleName(text)
        self._tell_seconds()
        self.setFixedHeight(40)
        self._place()
        self.show()
        self.raise_()
        self._clock.start()
        # Loaded here: a window that starts has nothing to announce.

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def hold(self) -> None:
        """Say nothing from here on: messages may name people."""
        self._is_held = True
        self._left = self._left if self.isVisible() else 0
        self.hide()

    def release(self) -> None:
        """Say what was said last, if its time was not over."""
        self._is_held = False
        if self._left > 0:
            self.show_message(
                self._text, action=self._action, run=self._run, icon=self._icon, seconds=self._left
            )

    def tick(self) -> None:
        """A second has passed."""
        if self.underMouse():
            return
        self._left -= 1
        self._tell_seconds()
        if self._left <= 0:
            self.hide()

    def text(self) -> str:
        """What is said now; empty when nothing is shown."""
        return self._text if not self.isHidden() else ""

    def _tell_seconds(self) -> None:
        if self._action:
            word = _("{action} {seconds} s").format(action=self._action, seconds=max(self._left, 0))
            self.action_button.set_word(word)

    def _act(self) -> None:
        self.hide()
        if self._run is not None:
            self._run()

    def hideEvent(self, event: QEvent) -> None:
        self._clock.stop()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        parent = self._over
        text_width = QFontMetrics(interface_font()).horizontalAdvance(self._text)
        action_width = self.action_button.sizeHint().width() if self._action else 0
        wanted = max(S4 + ICON_SIZE + S3 + text_width + S6 + action_width + S2 + 24 + S2, 360)
        width = min(wanted, parent.width() - 2 * S4)
        self.setFixedWidth(width)
        self.move((parent.width() - width) // 2, parent.height() - 40 - S4 - STATUS_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.toast))
        painter.drawRoundedRect(QRectF(self.rect()), CARD_RADIUS, CARD_RADIUS)
        paint_icon(painter, S4, (self.height() - ICON_SIZE) / 2, self._icon, look.toast_text)
        painter.setFont(interface_font())
        painter.setPen(QColor(look.toast_text))
        right = self.action_button.x() if self._action else self._close.x()
        box = QRectF(S4 + ICON_SIZE + S3, 0, right - S2 - (S4 + ICON_SIZE + S3), self.height())
        shown = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
