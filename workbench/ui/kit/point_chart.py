"""Points on two axes, cut in four named fields: hovered, chosen one by one, several in a box, or by keys."""

from collections.abc import Callable, Collection, Hashable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.ui.kit.point_plane import DOT, Chart, Dot, Plane
from workbench.ui.kit.texts import Text, literal_tip, say
from workbench.ui.kit.tokens import Tokens, tokens

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_DRAG = 4


class PointChartView(QWidget):
    """``chosen`` gives the keys chosen by click, box or keys (none clears), ``activated`` one to open.

    Ctrl adds and takes away. Arrows go to the nearest point in their direction, Space chooses, Enter opens.
    """

    chosen = Signal(tuple)
    activated = Signal(object)

    def __init__(self, name: Text, *, largest: float = DOT, parent: QWidget | None = None) -> None:
        """``largest`` is the radius of the largest bubble, in pixels."""
        super().__init__(parent)
        self._chart: Chart | None = None
        self._largest = largest
        self._radius: Callable[[Dot], float] = lambda _dot: DOT
        self._tip: Callable[[Dot], str] = lambda dot: dot.label
        self._nothing = ""
        self._plane: Plane | None = None
        # Thousands of points are painted once, not at every move of the mouse.
        self._picture: QPixmap | None = None
        self._painted_with: Tokens | None = None
        self._marked: frozenset[Hashable] = frozenset()
        self._at: int | None = None
        self._pressed: QPointF | None = None
        self._box: QRectF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        say(self, self.setAccessibleName, name)

    def sizeHint(self) -> QSize:
        return QSize(380, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 200)

    def show_chart(
        self,
        chart: Chart,
        *,
        tip: Callable[[Dot], str],
        radius: Callable[[Dot], float] | None = None,
        nothing: str = "",
    ) -> None:
        """Show another chart; ``tip`` tells of a point, ``radius`` is that of its bubble in pixels.

        ``nothing`` is said where there is no point.
        """
        self._chart, self._tip = chart, tip
        self._radius = radius or (lambda _dot: DOT)
        self._nothing = nothing
        self._at = self._plane = self._picture = None
        told = f"{chart.y.name} × {chart.x.name}, {len(chart.points)}"
        self.setAccessibleDescription(told if chart.points else nothing)
        self.update()

    def mark(self, keys: Collection[Hashable]) -> None:
        """Show these as chosen, without telling."""
        self._marked = frozenset(keys)
        self._picture = None
        self.update()

    def marked(self) -> frozenset[Hashable]:
        """What is chosen."""
        return self._marked

    def spot(self, key: Hashable) -> QPointF:
        """The middle of a point, in pixels."""
        dots = self._chart.points if self._chart else ()
        return self.plane().spots[next(number for number, dot in enumerate(dots) if dot.key == key)]

    def plane(self) -> Plane:
        """The chart laid out in the present size."""
        assert self._chart is not None
        if self._plane is None:
            self._plane = Plane(self._chart, QSizeF(self.size()), self._radius, self._largest)
        return self._plane

    # --- choosing

    def _choose(self, keys: Sequence[Hashable], *, adding: bool) -> None:
        wanted = frozenset(keys)
        self.mark(self._marked ^ wanted if adding else wanted)
        dots = self._chart.points if self._chart else ()
        self.chosen.emit(tuple(dot.key for dot in dots if dot.key in self._marked))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is not None and (at - self._pressed).manhattanLength() > _DRAG:
            self._box = QRectF(self._pressed, at).normalized()
            self.update()
            return
        near = self.plane().near(at) if self._chart else None
        self.setCursor(Qt.CursorShape.ArrowCursor if near is None else Qt.CursorShape.PointingHandCursor)
        if near is None or self._chart is None:
            QToolTip.hideText()
        else:
            text = literal_tip(self._tip(self._chart.points[near]))
            QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or self._chart is None:
            return
        adding = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        box, self._box, self._pressed = self._box, None, None
        dots, plane = self._chart.points, self.plane()
        if box is not None:
            spots = zip(dots, plane.spots, strict=True)
            self._choose([dot.key for dot, spot in spots if box.contains(spot)], adding=adding)
        else:
            self._at = near = plane.near(event.position())
            self._choose([] if near is None else [dots[near].key], adding=adding)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        near = self.plane().near(event.position()) if self._chart else None
        if near is not None and self._chart is not None:
            self.activated.emit(self._chart.points[near].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        dots = self._chart.points if self._chart else ()
        step, at = _STEPS.get(Qt.Key(event.key())), self._at
        if dots and step is not None:
            self._at = self._first() if at is None else self.plane().next(at, step)
            self.setAccessibleDescription(self._tip(dots[self._at]))
            self.update()
        elif dots and at is not None and event.key() == Qt.Key.Key_Space:
            self._choose([dots[at].key], adding=True)
        elif dots and at is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(dots[at].key)
        else:
            super().keyPressEvent(event)

    def _first(self) -> int:
        dots = self._chart.points if self._chart else ()
        return next((number for number, dot in enumerate(dots) if dot.key in self._marked), 0)

    # --- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._plane = self._picture = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart is None:
            return
        painter, look = QPainter(self), tokens()
        if (
            self._picture is None
            or self._painted_with is not look
            or self._picture.devicePixelRatio() != self.devicePixelRatioF()
        ):
            self._picture, self._painted_with = self._paint_picture(), look
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent), 2))
        if self.hasFocus():
            if self._at is not None:
                radius = self.plane().radii[self._at] + 3
                painter.drawEllipse(self.plane().spots[self._at], radius, radius)
            else:
                painter.drawRect(self.plane().plot)
        if self._box is not None:
            tint = QColor(look.accent)
            tint.setAlpha(28)
            painter.setPen(QPen(QColor(look.accent), 1))
            painter.fillRect(self._box, tint)
            painter.drawRect(self._box)

    def _paint_picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap((QSizeF(self.size()) * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.plane().paint(painter, self._marked, self._nothing)
        painter.end()
        return picture
