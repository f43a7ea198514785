"""What stands in one cell of a table, and how it is painted."""

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.labels import Chip, chip_width, paint_chip
from workbench.ui.kit.marks import Mark, paint_mark
from workbench.ui.kit.tokens import ICON_SIZE, S2, SMALL, Tone, tokens

BAR_WIDTH, BAR_GAP, BARS_HEIGHT = 4, 2, 17


@dataclass(frozen=True, slots=True)
class Cell:
    """A mark or bars, then text in a tone; ``more`` are further pieces to the right (two alarms in a cell).

    ``bars`` are heights in any unit, scaled to the highest; the last one is the present. ``said`` tells in
    words what marks tell the eye.
    """

    text: str = ""
    tone: Tone = Tone.TEXT
    bold: bool = False
    mark: Mark | None = None
    bars: tuple[int, ...] = ()
    chip: bool = False
    outline: bool = False
    tooltip: str = ""
    more: tuple["Cell", ...] = field(default=())
    said: str = ""

    def words(self) -> str:
        """All that the cell tells, for copying, filtering, paper and reading out."""
        if self.said:
            return self.said
        if not self.more:
            return self.text
        return " ".join(part for part in (self.text, *(piece.words() for piece in self.more)) if part)


def paint_bars(
    painter: QPainter,
    x: int,
    bottom: int,
    bars: tuple[int, ...],
    *,
    height: int,
    width: int,
    gap: int,
    colour: str,
) -> int:
    """Trend bars on whole pixels, standing on ``bottom``; return the width they take."""
    top = max((*bars, 1))
    soft, now = QColor(colour), QColor(tokens().text2)
    for place, value in enumerate(bars):
        # A value above nothing never vanishes.
        tall = max(round(height * value / top), 1) if value > 0 else 1
        fill = now if place == len(bars) - 1 else soft
        painter.fillRect(x + place * (width + gap), bottom - tall, width, tall, fill)
    return len(bars) * (width + gap) - gap


class CellPainter:
    """Paints cells with the fonts of one theme and language; make a new one when either changes."""

    def __init__(self) -> None:
        self.plain = interface_font()
        self.bold = interface_font(bold=True)
        self.small = interface_font(SMALL)
        self._metrics = {False: QFontMetrics(self.plain), True: QFontMetrics(self.bold)}

    def font(self, bold: bool) -> QFont:
        """The body face."""
        return self.bold if bold else self.plain

    def width(self, cell: Cell) -> int:
        """The width that ``cell`` asks for, without padding, in pixels."""
        if cell.chip:
            return chip_width(cell.text, icon=cell.mark is not None)
        width = self._metrics[cell.bold].horizontalAdvance(cell.text) if cell.text else 0
        if cell.mark is not None:
            width += ICON_SIZE + (2 if cell.more else 4)
        if cell.bars:
            width += len(cell.bars) * (BAR_WIDTH + BAR_GAP) + S2
        return width + sum(self.width(piece) + S2 for piece in cell.more)

    def paint(self, painter: QPainter, box: QRectF, cell: Cell, *, right: bool) -> None:
        """Draw ``cell`` inside ``box`` (already padded), its text elided where there is no room."""
        if cell.bars:
            self._paint_with_bars(painter, box, cell)
            return
        x = box.left()
        if right and (cell.mark or cell.more or cell.chip):
            x = max(x, box.right() - self.width(cell))
        for piece in (cell, *cell.more):
            x += self._paint_piece(painter, x, box, piece, right=right and x == box.left()) + S2
            if x >= box.right():
                return

    def _paint_with_bars(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        bottom = int(box.center().y()) + 8
        width = paint_bars(
            painter,
            int(box.left()),
            bottom,
            cell.bars,
            height=BARS_HEIGHT,
            width=BAR_WIDTH,
            gap=BAR_GAP,
            colour=tokens().bar_soft,
        )
        rest = QRectF(box)
        rest.setLeft(box.left() + width + S2)
        self._paint_text(painter, rest, cell, right=True)

    def _paint_piece(self, painter: QPainter, x: float, box: QRectF, piece: Cell, *, right: bool) -> float:
        middle = box.center().y()
        if piece.chip:
            name = piece.mark.shape if piece.mark else ""
            top = round(middle - Chip.HEIGHT / 2)
            return paint_chip(painter, x, top, piece.text, tone=piece.tone, icon=name, outline=piece.outline)
        start = x
        if piece.mark is not None:
            paint_mark(painter, x, round(middle - ICON_SIZE / 2), piece.mark)
            x += ICON_SIZE + (2 if piece.tone == piece.mark.tone else 4)
        rest = QRectF(box)
        rest.setLeft(x)
        return x - start + (self._paint_text(painter, rest, piece, right=right) if piece.text else 0)

    def _paint_text(self, painter: QPainter, box: QRectF, cell: Cell, *, right: bool) -> int:
        metrics = self._metrics[cell.bold]
        width = metrics.horizontalAdvance(cell.text)
        text = cell.text
        if width > box.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(int(box.width()), 0))
        painter.setFont(self.font(cell.bold))
        painter.setPen(QColor(tokens().of(cell.tone)))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
        return width
