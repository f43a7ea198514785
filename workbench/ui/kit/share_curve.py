"""How much the largest few hold: bars of each item's share under the curve of their sum, in bands."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.texts import Text, literal_tip, say
from workbench.ui.kit.tokens import S1, S2, SMALL, Tokens, tokens

_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_WHOLE = 10_000
_TOP, _BOTTOM, _BAND = 8, 22, 24
_PARTS = 5
_STEPS = (0, 2_500, 5_000, 7_500, 10_000)


@dataclass(frozen=True)
class Band:
    """A run of items up to place ``until`` (not included), with a name and a remark for its head."""

    key: Hashable
    name: str
    note: str
    until: int


class ShareCurve(QWidget):
    """Items by falling share, side by side; ``band_chosen`` gives a band's key, ``item_chosen`` a place.

    A click on the head of a band, or Left and Right and Enter, choose a band; a click under it an item.
    """

    band_chosen = Signal(object)
    item_chosen = Signal(int)

    def __init__(self, name: Text, *, height: int = 236, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sums: Sequence[int] = ()
        self._shares: Sequence[int] = ()
        self._bands: Sequence[Band] = ()
        self._limits: Sequence[int] = ()
        self._word: Callable[[int], str] = str
        self._tip: Callable[[int], str] = str
        self._chosen: Hashable | None = None
        self._at = 0
        self.setFixedHeight(height)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        say(self, self.setAccessibleName, name)

    def show_curve(
        self,
        shares: Sequence[int],
        sums: Sequence[int],
        bands: Sequence[Band],
        limits: Sequence[int],
        *,
        word: Callable[[int], str],
        tip: Callable[[int], str],
    ) -> None:
        """Show other items: shares and their running sums in basis points, the largest first.

        ``limits`` are sums to mark; ``word`` puts basis points into words, ``tip`` tells of the item at a
        place.
        """
        self._shares, self._sums, self._bands = shares, sums, bands
        self._limits, self._word, self._tip = limits, word, tip
        self._at = min(self._at, max(len(bands) - 1, 0))
        self.setAccessibleDescription("; ".join(f"{band.name}, {band.note}" for band in bands))
        self.update()

    def mark_band(self, key: Hashable | None) -> None:
        """Show which band is chosen, without telling."""
        self._chosen = key
        self._at = next((place for place, band in enumerate(self._bands) if band.key == key), self._at)
        self.update()

    # --- geometry

    def _plot(self) -> QRectF:
        left = max(self.fontMetrics().horizontalAdvance(self._word(step)) for step in _STEPS) + S2
        top = _TOP + _BAND
        return QRectF(left, top, max(self.width() - left - 1, 1), self.height() - top - _BOTTOM)

    def _x(self, plot: QRectF, place: int) -> int:
        """The left edge of the item at ``place``, on a whole pixel."""
        return round(plot.left() + plot.width() * place / max(len(self._shares), 1))

    def _y(self, plot: QRectF, share: int) -> float:
        return plot.bottom() - plot.height() * max(0, min(share, _WHOLE)) / _WHOLE

    def _heads(self, plot: QRectF) -> list[QRectF]:
        found: list[QRectF] = []
        start = 0
        for band in self._bands:
            left, right = self._x(plot, start), self._x(plot, band.until)
            found.append(QRectF(left, _TOP, right - left, _BAND))
            start = band.until
        return found

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setFont(interface_font(SMALL))
        plot = self._plot()
        self._paint_bands(painter, look, plot)
        for step in _STEPS:
            y = round(self._y(plot, step))
            colour = look.line if step else look.line_strong
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), QColor(colour))
            painter.setPen(QColor(look.text2))
            box = QRectF(0, y - 8, plot.left() - S2, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | _V, self._word(step))
        if not self._shares:
            return
        self._paint_bars(painter, look, plot)
        for limit in self._limits:
            level = round(self._y(plot, limit)) + 0.5
            painter.setPen(QPen(QColor(look.text3), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(plot.left(), level), QPointF(plot.right(), level))
        self._paint_curve(painter, look, plot)
        self._paint_counts(painter, look, plot)

    def _paint_counts(self, painter: QPainter, look: Tokens, plot: QRectF) -> None:
        painter.setPen(QColor(look.text2))
        count, said = len(self._shares), -1
        for part in range(_PARTS + 1):
            number = round(count * part / _PARTS)
            if number == said:
                continue
            said = number
            x, top = plot.left() + plot.width() * number / count, plot.bottom() + S1
            side, left = Qt.AlignmentFlag.AlignHCenter, x - 40
            if part == 0:
                side, left = Qt.AlignmentFlag.AlignLeft, x
            elif part == _PARTS:
                side, left = Qt.AlignmentFlag.AlignRight, x - 80
            painter.drawText(QRectF(left, top, 80, 16), side | _V, str(number))

    def _paint_bands(self, painter: QPainter, look: Tokens, plot: QRectF) -> None:
        for place, (band, head) in enumerate(zip(self._bands, self._heads(plot), strict=True)):
            if head.width() < 1:
                continue
            body = QRectF(head.left(), _TOP, head.width(), plot.bottom() - _TOP)
            chosen = band.key == self._chosen
            if chosen:
                painter.fillRect(body, QColor(look.selected))
            painter.fillRect(QRectF(head.left(), head.bottom() - 1, head.width(), 1), QColor(look.line))
            if place:
                painter.fillRect(QRectF(head.left(), _TOP, 1, body.height()), QColor(look.line_strong))
            inside = head.adjusted(6, 0, -4, 0)
            painter.setFont(interface_font(SMALL, bold=True))
            width = painter.fontMetrics().horizontalAdvance(band.name)
            if width <= inside.width():
                painter.setPen(QColor(look.accent if chosen else look.text))
                painter.drawText(inside, _V, band.name)
            painter.setFont(interface_font(SMALL))
            rest = inside.adjusted(width + S2, 0, 0, 0)
            if painter.fontMetrics().horizontalAdvance(band.note) <= rest.width():
                painter.setPen(QColor(look.text2))
                painter.drawText(rest, _V, band.note)
            if self.hasFocus() and place == self._at:
                painter.setPen(QPen(QColor(look.accent), 1))
                painter.drawRect(head.adjusted(0.5, 0.5, -1.5, -1.5))

    def _painted(self, plot: QRectF) -> Sequence[int]:
        """The places to paint: all of them, or one per pixel where there are more than pixels."""
        count, width = len(self._shares), max(round(plot.width()), 1)
        return range(count) if count <= width else [x * count // width for x in range(width)]

    def _paint_bars(self, painter: QPainter, look: Tokens, plot: QRectF) -> None:
        bottom, colour = round(plot.bottom()), QColor(look.bar)
        for place in self._painted(plot):
            share = self._shares[place]
            if share <= 0:
                continue
            left, right = self._x(plot, place), self._x(plot, place + 1)
            width = max(right - left - (1 if right - left > 2 else 0), 1)
            tall = max(round(plot.height() * share / _WHOLE), 1)
            painter.fillRect(left, bottom - tall, width, tall, colour)

    def _paint_curve(self, painter: QPainter, look: Tokens, plot: QRectF) -> None:
        count = len(self._sums)
        points = [QPointF(plot.left(), plot.bottom())]
        for place in (*self._painted(plot), count - 1):
            x = plot.left() + plot.width() * (place + 1) / count
            points.append(QPointF(x, self._y(plot, self._sums[place])))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(QPolygonF(points))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # --- pointing and keys

    def _place_at(self, x: float) -> int | None:
        plot, count = self._plot(), len(self._shares)
        if not count or not plot.left() <= x <= plot.right():
            return None
        return min(int((x - plot.left()) * count / plot.width()), count - 1)

    def _band_of(self, place: int) -> Band | None:
        at = bisect_left([band.until for band in self._bands], place + 1)
        return self._bands[at] if at < len(self._bands) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().x())
        self.setCursor(Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor)
        if place is None:
            QToolTip.hideText()
            return
        band = self._band_of(place)
        in_head = event.position().y() <= _TOP + _BAND
        text = f"{band.name}  {band.note}" if in_head and band is not None else self._tip(place)
        QToolTip.showText(event.globalPosition().toPoint(), literal_tip(text), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().x())
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            return
        band = self._band_of(place)
        if band is not None:
            self.mark_band(band.key)
            self.band_chosen.emit(band.key)
        if event.position().y() > _TOP + _BAND:
            self.item_chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self._bands:
            self._at = max(0, min(self._at + step, len(self._bands) - 1))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at < len(
            self._bands
        ):
            band = self._bands[self._at]
            self.mark_band(band.key)
            self.band_chosen.emit(band.key)
        else:
            super().keyPressEvent(event)
