"""A canvas as a picture and as SVG: everything on it, whatever part of it is in sight."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QBuffer, QMarginsF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from workbench.foundation.files import write_bytes
from workbench.ui.kit.canvas.cards import CanvasCards
from workbench.ui.kit.canvas.paint import paint_badge, paint_lines, rect
from workbench.ui.kit.canvas.parts import OVERHANG, NodeState
from workbench.ui.kit.canvas.pictures import paint_card
from workbench.ui.kit.tokens import LIGHT, Tokens, tokens, use_tokens

MARGIN = 24.0
LARGEST_SIDE = 12_000
"""Pixels; a larger picture is made smaller, since few programs could take it."""


def render_picture(canvas: CanvasCards, scale: float = 2.0, theme: Tokens = LIGHT) -> QImage:
    """All of the canvas in the colours of ``theme``; ``scale`` is pixels for one of the canvas."""
    area = _area(canvas)
    scale = min(scale, LARGEST_SIDE / area.width(), LARGEST_SIDE / area.height())
    size = QSize(max(1, round(area.width() * scale)), max(1, round(area.height() * scale)))
    image = QImage(size, QImage.Format.Format_RGB32)
    # Icons take the resolution they are drawn in from the device.
    image.setDevicePixelRatio(scale)
    with _coloured(theme):
        painter = QPainter(image)
        painter.translate(-area.topLeft())
        _paint(painter, canvas, area, scale)
        painter.end()
    image.setDevicePixelRatio(1.0)
    return image


def write_svg(canvas: CanvasCards, path: Path, title: str = "", theme: Tokens = LIGHT) -> None:
    """All of the canvas as SVG, its words as text; whole or not at all.

    Raises as ``write_bytes`` does where the file cannot be written.
    """
    from PySide6.QtSvg import QSvgGenerator

    area, buffer = _area(canvas), QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setTitle(title)
    generator.setSize(area.size().toSize())
    generator.setViewBox(QRectF(0, 0, area.width(), area.height()))
    with _coloured(theme):
        painter = QPainter(generator)
        painter.translate(-area.topLeft())
        _paint(painter, canvas, area)
        painter.end()
    write_bytes(path, bytes(buffer.data().data()))


def _area(canvas: CanvasCards) -> QRectF:
    return rect(canvas.graph.content()).marginsAdded(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN))


@contextmanager
def _coloured(theme: Tokens) -> Iterator[None]:
    was = tokens()
    use_tokens(theme)
    try:
        yield
    finally:
        use_tokens(was)


def _paint(painter: QPainter, canvas: CanvasCards, area: QRectF, scale: float = 0.0) -> None:
    painter.fillRect(area, QColor(tokens().page))
    if canvas.furniture is not None:
        painter.save()
        canvas.furniture(painter)
        painter.restore()
    graph = canvas.graph
    paint_lines(painter, [(graph.edges[key], line) for key, line in graph.lines.items()], scale=scale)
    for key, line in graph.lines.items():
        paint_badge(painter, graph.edges[key], line)
    for key, node in graph.nodes.items():
        box = graph.boxes[key]
        painter.save()
        painter.translate(box.x, box.y)
        painter.setClipRect(QRectF(0, 0, box.width, box.height).adjusted(*_ROOM))
        paint_card(painter, canvas.node_painter, node, NodeState())
        painter.restore()


_ROOM = (-OVERHANG, -OVERHANG, OVERHANG, OVERHANG)
