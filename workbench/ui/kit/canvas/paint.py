"""Painting of a canvas: ground, lines and what marks cards. On the screen, in pictures and in SVG alike."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from workbench.ui.kit.canvas.camera import Camera
from workbench.ui.kit.canvas.lines import Line
from workbench.ui.kit.canvas.parts import CanvasBox, CanvasEdge, Key, Point, Side
from workbench.ui.kit.canvas.snap import Guide
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.tokens import CARD_RADIUS, CHIP_RADIUS, SMALL, Tone, tokens

DOTS = 24
PALE = 0.34
"""How much is left of what is not highlighted."""
HANDLE = 4.0
RING_ROOM = 6.0
"""Pixels of the screen that a ring takes around a card."""
_BADGE = 7.0
_SMOOTH = QPainter.RenderHint.Antialiasing


def rect(box: CanvasBox) -> QRectF:
    """A box as Qt has it."""
    return QRectF(box.x, box.y, box.width, box.height)


@lru_cache(maxsize=16)
def _dots(colour: str, step: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(step * ratio), round(step * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.fillRect(QRectF(0, 0, 1, 1), QColor(colour))
    painter.end()
    return pixmap


def paint_ground(painter: QPainter, area: QRectF, camera: Camera, ratio: float) -> None:
    """The surface with its faint dots, fewer of them where they would run together."""
    look = tokens()
    painter.fillRect(area, QColor(look.pane))
    step = DOTS * camera.zoom
    while step < DOTS * 0.7:
        step *= 2
    tile = _dots(look.line_strong if look.dark else look.line, round(step), ratio)
    size = tile.width() / ratio
    phase = QPointF((area.x() - camera.left) % size, (area.y() - camera.top) % size)
    painter.drawTiledPixmap(area, tile, phase)


@lru_cache(maxsize=256)
def _pen(dark: bool, tone: Tone, width: float, alpha: float, dashed: bool, whole: bool) -> QPen:
    """The pen of a line. ``dark`` only tells the themes apart."""
    ink = QColor(tokens().of(tone))
    ink.setAlphaF(alpha)
    pen = QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
    if dashed:
        pen.setDashPattern([4 / width, 3 / width])
    # In pixels of the screen, whatever the zoom.
    pen.setCosmetic(whole)
    return pen


def paint_lines(
    painter: QPainter,
    lines: Iterable[tuple[CanvasEdge, Line]],
    alpha: Callable[[CanvasEdge], float] | None = None,
    *,
    chosen: Key | None = None,
    scale: float = 0.0,
) -> None:
    """Lines with their heads, in pixels of the canvas. ``alpha`` is how much is seen of one.

    ``scale`` is pixels of the screen for one of the canvas; 0 where there are none, as in SVG.
    """
    dark, smooth = tokens().dark, True
    heads: list[tuple[QPolygonF, QPen]] = []
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(_SMOOTH)
    for edge, line in lines:
        strong = chosen is not None and edge.key == chosen
        tone, width = (Tone.ACCENT, edge.width + 1.5) if strong else (edge.tone, edge.width)
        # Right angles in whole pixels are sharper, and far quicker, without smoothing.
        whole = line.square and scale > 0
        if whole:
            width = max(1, round(width * scale))
        if smooth == whole:
            smooth = not whole
            painter.setRenderHint(_SMOOTH, smooth)
        pen = _pen(dark, tone, width, alpha(edge) if alpha is not None else 1.0, edge.dashed, whole)
        painter.setPen(pen)
        painter.drawPath(line.path)
        if line.head is not None:
            heads.append((line.head, pen))
    painter.setRenderHint(_SMOOTH)
    painter.setPen(Qt.PenStyle.NoPen)
    for head, pen in heads:
        painter.setBrush(pen.brush())
        painter.drawPolygon(head)


def paint_badge(painter: QPainter, edge: CanvasEdge, line: Line, *, strong: bool = False) -> None:
    """What stands on a line: its badge in a disc, or its label in a chip."""
    if edge.badge:
        look = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.pane), 1.5))
        painter.setBrush(QColor(look.of(Tone.ACCENT if strong else edge.tone)))
        at = QPointF(*line.badge_at)
        painter.drawEllipse(at, _BADGE + 0.75, _BADGE + 0.75)
        _paint_sign(painter, at, edge.badge)
    elif edge.label:
        paint_chip(painter, line.badge_at, edge.label, edge.tone)


def _paint_sign(painter: QPainter, at: QPointF, sign: str) -> None:
    paper = QColor(tokens().pane)
    painter.setPen(QPen(paper, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if sign in ("+", "−", "-"):
        painter.drawLine(at - QPointF(3, 0), at + QPointF(3, 0))
        if sign == "+":
            painter.drawLine(at - QPointF(0, 3), at + QPointF(0, 3))
        return
    painter.setFont(interface_font(10, bold=True))
    box = QRectF(at.x() - _BADGE, at.y() - _BADGE, 2 * _BADGE, 2 * _BADGE)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)


def paint_chip(painter: QPainter, at: Point, text: str, tone: Tone) -> None:
    """A word on a tinted chip whose middle is ``at``."""
    look = tokens()
    painter.setFont(interface_font(SMALL))
    width = painter.fontMetrics().horizontalAdvance(text) + 16
    box = QRectF(at[0] - width / 2, at[1] - 10, width, 20)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.tint(tone)))
    painter.drawRoundedRect(box, CHIP_RADIUS, CHIP_RADIUS)
    painter.setPen(QColor(look.of(tone)))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_ring(painter: QPainter, box: CanvasBox, zoom: float, *, soft: bool = False) -> None:
    """The ring around a chosen card; ``soft`` around one that is pointed out. As wide at every zoom."""
    colour = QColor(tokens().accent)
    if soft:
        colour.setAlpha(110)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, (4.0 if soft else 2.0) / zoom))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = CARD_RADIUS + 3 / zoom
    painter.drawRoundedRect(rect(box.grown(3 / zoom)), radius, radius)


def paint_focus(painter: QPainter, shown: CanvasBox, zoom: float) -> None:
    """The dashed ring around the card that the keys act on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens().text), 1.4, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = CARD_RADIUS * zoom + 6
    painter.drawRoundedRect(rect(shown.grown(6)), radius, radius)


def paint_handles(painter: QPainter, shown: CanvasBox, lit: Side | None) -> None:
    """The four handles; the one under the pointer is filled."""
    look = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.accent), 1.5))
    for side in Side:
        painter.setBrush(QColor(look.accent if side is lit else look.page))
        size = HANDLE + 2 if side is lit else HANDLE
        painter.drawEllipse(QPointF(*shown.side(side)), size, size)


def paint_guides(painter: QPainter, guides: Iterable[Guide], camera: Camera) -> None:
    """Thin lines through what lies on one line."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(QColor(tokens().accent), 1))
    for guide in guides:
        if guide.upright:
            x, top = camera.to_view(guide.at, guide.start)
            _x, bottom = camera.to_view(guide.at, guide.end)
            painter.drawLine(QPointF(round(x), top - 8), QPointF(round(x), bottom + 8))
        else:
            left, y = camera.to_view(guide.start, guide.at)
            right, _y = camera.to_view(guide.end, guide.at)
            painter.drawLine(QPointF(left - 8, round(y)), QPointF(right + 8, round(y)))


def paint_band_box(painter: QPainter, box: QRectF) -> None:
    """The box drawn to choose what it touches."""
    colour = QColor(tokens().accent)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(colour, 1))
    colour.setAlpha(36)
    painter.setBrush(colour)
    painter.drawRect(box)


def reaching_curve(start: Point, side: Side, end: Point) -> QPainterPath:
    """A curve that leaves a handle straight outwards and ends at the pointer."""
    far = max(24.0, (abs(end[0] - start[0]) + abs(end[1] - start[1])) * 0.35)
    right, down = {Side.TOP: (0, -1), Side.BOTTOM: (0, 1), Side.LEFT: (-1, 0), Side.RIGHT: (1, 0)}[side]
    path = QPainterPath(QPointF(*start))
    first = QPointF(start[0] + right * far, start[1] + down * far)
    path.cubicTo(first, (first + QPointF(*end)) / 2, QPointF(*end))
    return path


def paint_reaching(painter: QPainter, path: QPainterPath, word: str = "", *, lands: bool) -> None:
    """The line while it is drawn, with what it would say: whole where it would land, dashed in the air."""
    style = Qt.PenStyle.SolidLine if lands else Qt.PenStyle.DashLine
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens().accent), 1.8, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.setBrush(QColor(tokens().accent))
    painter.drawEllipse(path.currentPosition(), 3, 3)
    if word:
        at = path.pointAtPercent(0.5)
        paint_chip(painter, (at.x(), at.y()), word, Tone.ACCENT)


def tie_curve(start: Point, end: Point) -> QPainterPath:
    """A curve from a card down to one of the band."""
    path = QPainterPath(QPointF(*start))
    half = (end[1] - start[1]) / 2
    path.cubicTo(QPointF(start[0], start[1] + half), QPointF(end[0], end[1] - half), QPointF(*end))
    return path


def paint_tie(painter: QPainter, path: QPainterPath, tone: Tone, width: float, *, dashed: bool) -> None:
    """A tie, without its word."""
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setRenderHint(_SMOOTH)
    painter.setPen(QPen(QColor(tokens().of(tone)), width, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
