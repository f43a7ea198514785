"""The plane of a chart of points: where each lies, what is near, and how it is painted."""

from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.tokens import SMALL, Tokens, tokens

DOT = 4.0
_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft | _V, Qt.AlignmentFlag.AlignRight | _V
_HEAD, _FOOT, _LINE, _NEAR = 20, 38, 16, 6.0
_LONGEST, _NAMED = 110, 12
_VEIL = 180
# Discs differ by a quarter of a pixel: what lies between is not seen.
_SIZES = 4


class Place(Protocol):
    """A value written at an axis."""

    @property
    def value(self) -> float: ...
    @property
    def text(self) -> str: ...


class Scale(Protocol):
    """One axis: ``place`` says where a value lies, 0 at its beginning, 1 at its end."""

    @property
    def name(self) -> str: ...
    @property
    def split(self) -> float | None: ...
    @property
    def split_text(self) -> str: ...
    @property
    def ticks(self) -> Sequence[Place]: ...
    def place(self, value: float) -> float: ...


class Dot(Protocol):
    """A point; ``key`` is what a click chooses."""

    @property
    def key(self) -> Hashable: ...
    @property
    def label(self) -> str: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...


class Chart(Protocol):
    """What is drawn; ``cells`` names the fields upper left and right, lower left and right."""

    @property
    def x(self) -> Scale: ...
    @property
    def y(self) -> Scale: ...
    @property
    def points(self) -> Sequence[Dot]: ...
    @property
    def cells(self) -> Sequence[str] | None: ...
    @property
    def area_name(self) -> str: ...


class Plane:
    """A chart laid out in ``size`` pixels; ``radius`` is that of a point's bubble, ``largest`` the most."""

    def __init__(self, chart: Chart, size: QSizeF, radius: Callable[[Dot], float], largest: float) -> None:
        self.chart, self._size, self._largest = chart, size, largest
        metrics = QFontMetricsF(interface_font(SMALL))
        left = max((metrics.horizontalAdvance(tick.text) for tick in chart.y.ticks), default=0.0) + 8
        across, down = max(size.width() - left - 2, 1), max(size.height() - _HEAD - _FOOT, 1)
        self.plot = QRectF(left, _HEAD, across, down)
        self.radii = [radius(dot) for dot in chart.points]
        self.spots = [
            QPointF(self._across(chart.x.place(dot.x)), self._up(chart.y.place(dot.y)))
            for dot in chart.points
        ]

    def _across(self, share: float) -> float:
        inset = self._largest + 2
        return self.plot.left() + inset + share * (self.plot.width() - 2 * inset)

    def _up(self, share: float) -> float:
        inset = self._largest + 2
        return self.plot.bottom() - inset - share * (self.plot.height() - 2 * inset)

    def near(self, at: QPointF) -> int | None:
        """The point under ``at``: the smallest of those it is inside; ``None`` for nothing."""
        found: tuple[float, float, int] | None = None
        x, y = at.x(), at.y()
        for number, (spot, radius) in enumerate(zip(self.spots, self.radii, strict=True)):
            reach, across, down = max(radius, _NEAR), spot.x() - x, spot.y() - y
            if abs(across) <= reach and abs(down) <= reach and across * across + down * down <= reach * reach:
                one = (radius, across * across + down * down, number)
                found = one if found is None else min(found, one)
        return found[2] if found else None

    def next(self, at: int, step: tuple[int, int]) -> int:
        """The nearest point to that side; where there is none the same."""
        here, best, found = self.spots[at], float("inf"), at
        for number, spot in enumerate(self.spots):
            across, down = spot.x() - here.x(), spot.y() - here.y()
            along = across * step[0] + down * step[1]
            aside = abs(across * step[1]) + abs(down * step[0])
            if number != at and along > 0.5 and along + 2 * aside < best:
                best, found = along + 2 * aside, number
        return found

    def paint(self, painter: QPainter, marked: Collection[Hashable], nothing: str = "") -> None:
        """Everything but the focus; ``nothing`` is said where there is no point."""
        chart, look, plot = self.chart, tokens(), self.plot
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(interface_font(SMALL))
        painter.setPen(QColor(look.text2))
        top = QRectF(0, 0, self._size.width() - 2, _LINE)
        painter.drawText(top, _LEFT, chart.y.name)
        if chart.area_name:
            painter.drawText(top, _RIGHT, chart.area_name)
        foot = QRectF(plot.left(), self._size.height() - _LINE, plot.width(), _LINE)
        painter.drawText(foot, _RIGHT, chart.x.name)
        self._paint_axes(painter, look, chart, plot)
        self._paint_points(painter, look, chart, marked)
        self._paint_words(painter, look, chart, plot)
        self._paint_labels(painter, look, chart, marked)
        if not chart.points:
            painter.setPen(QColor(look.text2))
            inside = plot.adjusted(_LINE, 2 * _LINE, -_LINE, -2 * _LINE)
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.fillRect(painter.boundingRect(inside, middle, nothing), QColor(look.page))
            painter.drawText(inside, middle, nothing)

    def _paint_axes(self, painter: QPainter, look: Tokens, chart: Chart, plot: QRectF) -> None:
        painter.setPen(QPen(QColor(look.line_strong), 1))
        painter.drawRect(plot.adjusted(0.5, 0.5, -0.5, -0.5))
        for tick in chart.y.ticks:
            y = self._up(chart.y.place(tick.value))
            painter.setPen(QColor(look.text2))
            painter.drawText(QRectF(0, y - 8, plot.left() - 6, _LINE), _RIGHT, tick.text)
        until, metrics = float("-inf"), QFontMetricsF(painter.font())
        for tick in chart.x.ticks:
            size = metrics.horizontalAdvance(tick.text)
            left = min(self._across(chart.x.place(tick.value)) - size / 2, plot.right() - size)
            if left > until + 6:
                painter.drawText(QRectF(left, plot.bottom() + 2, size + 2, _LINE), _LEFT, tick.text)
                until = left + size
        painter.setPen(QPen(QColor(look.text3), 1, Qt.PenStyle.DashLine))
        if chart.x.split is not None:
            x = round(self._across(chart.x.place(chart.x.split))) + 0.5
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        if chart.y.split is not None:
            y = round(self._up(chart.y.place(chart.y.split))) + 0.5
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _paint_words(self, painter: QPainter, look: Tokens, chart: Chart, plot: QRectF) -> None:
        """The names of the fields in their corners, shortened where two would meet; where the cut lies."""
        painter.setFont(interface_font(SMALL, bold=True))
        painter.setPen(QColor(look.text2))
        metrics, half = QFontMetricsF(painter.font()), plot.width() / 2 - 10
        for number, name in enumerate(chart.cells or ()):
            right, low = number % 2, number >= 2
            words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, half)
            y = plot.bottom() - _LINE - 2 if low else plot.top() + 2
            box = QRectF(plot.left() + 6, y, plot.width() - 12, _LINE)
            self._write(painter, box, _RIGHT if right else _LEFT, words)

    def _paint_points(
        self, painter: QPainter, look: Tokens, chart: Chart, marked: Collection[Hashable]
    ) -> None:
        order = sorted(range(len(chart.points)), key=lambda number: -self.radii[number])
        ratio = painter.device().devicePixelRatio()
        for is_chosen, colour, alpha in ((False, look.bar, 120), (True, look.accent, 200)):
            fill, edge = QColor(colour), QColor(look.accent if is_chosen else look.text3)
            fill.setAlpha(alpha)
            # A disc is drawn once for each size: to fill thousands of them anew would be felt.
            discs: dict[int, QPixmap] = {}
            for number in order:
                if (chart.points[number].key in marked) is not is_chosen:
                    continue
                size = round(self.radii[number] * _SIZES)
                disc = discs.get(size) or discs.setdefault(size, _disc(size / _SIZES, fill, edge, ratio))
                middle = size / _SIZES + 1
                spot = self.spots[number]
                painter.drawPixmap(QPointF(spot.x() - middle, spot.y() - middle), disc)

    def _paint_labels(
        self, painter: QPainter, look: Tokens, chart: Chart, marked: Collection[Hashable]
    ) -> None:
        """Names of what is chosen, or of the largest where nothing is, as far as they find room."""
        painter.setFont(interface_font(SMALL))
        metrics = QFontMetricsF(painter.font())
        dots = chart.points
        named = [number for number, dot in enumerate(dots) if dot.key in marked][:_NAMED]
        if not named:
            named = sorted(range(len(dots)), key=lambda at: (-self.radii[at], -dots[at].y))[:_NAMED]
        taken = [QRectF(self.spots[at], self.spots[at]).adjusted(-4, -4, 4, 4) for at in named]
        plot = self.plot.adjusted(4, _LINE + 2, -4, -_LINE - 2)
        painter.setPen(QColor(look.text))
        for at in named:
            text = metrics.elidedText(dots[at].label, Qt.TextElideMode.ElideRight, _LONGEST)
            width, spot, gap = metrics.horizontalAdvance(text) + 2, self.spots[at], self.radii[at] + 3
            for left, top in (
                (spot.x() + gap, spot.y() - 8),
                (spot.x() - gap - width, spot.y() - 8),
                (spot.x() - width / 2, spot.y() - gap - _LINE),
                (spot.x() - width / 2, spot.y() + gap),
            ):
                box = QRectF(left, top, width, _LINE)
                if plot.contains(box) and not any(box.intersects(one) for one in taken):
                    self._write(painter, box, _LEFT, text)
                    taken.append(box)
                    break

    @staticmethod
    def _write(painter: QPainter, box: QRectF, side: int, text: str) -> None:
        """Words on a veil, so that lines and discs behind them do not hide them."""
        veil = QColor(tokens().page)
        veil.setAlpha(_VEIL)
        painter.fillRect(painter.boundingRect(box, side, text), veil)
        painter.drawText(box, side, text)


def _disc(radius: float, fill: QColor, edge: QColor, ratio: float) -> QPixmap:
    side = QSizeF(2 * radius + 2, 2 * radius + 2)
    picture = QPixmap((side * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    painter.setPen(QPen(edge, 1))
    painter.drawEllipse(QPointF(radius + 1, radius + 1), radius, radius)
    painter.end()
    return picture
