"""How the days and events of a ``MonthGrid`` are painted."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.marks import Mark, paint_mark
from workbench.ui.kit.tokens import CHIP_ICON_SIZE, CHIP_RADIUS, SMALL, Tone, tokens

EVENT = 20
"""The height of an event, in pixels."""
_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | _V


class Look(Enum):
    """How an event is drawn: outline, tint, faded with its icon, danger, filled, or a dashed ghost."""

    OUTLINE = "outline"
    TINT = "tint"
    FADED = "faded"
    DANGER = "danger"
    FILLED = "filled"
    GHOST = "ghost"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Event:
    """One line on a day. ``tail`` is a time at its right edge; what is ``movable`` may be dragged."""

    key: Hashable
    text: str
    look: Look = Look.OUTLINE
    mark: Mark | None = None
    tail: str = ""
    tail_icon: str = ""
    movable: bool = False
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """What stands on a day besides its number."""

    events: tuple[Event, ...] = ()
    load: str = ""
    note: str = ""
    note_tone: Tone = Tone.TEXT2
    free: bool = False
    full: bool = False
    shaded: bool = False


def paint_head(
    painter: QPainter, box: QRectF, on: date, day: Day, *, today: bool, outside: bool, first: bool
) -> None:
    """Draw the number of a day, its remark and its load at the top of ``box``."""
    look = tokens()
    line = QRectF(box.left() + 8, box.top() + 4, box.width() - 14, EVENT)
    number = f"{on.month}-{on.day}" if on.day == 1 or first else str(on.day)
    bold = interface_font(SMALL, bold=True)
    plain = interface_font(SMALL)
    x = line.left()
    if today:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        painter.drawRoundedRect(QRectF(x - 4, line.top(), 24, EVENT), 10, 10)
        painter.setFont(bold)
        painter.setPen(QColor(look.on_accent))
        painter.drawText(QRectF(x - 4, line.top(), 24, EVENT), Qt.AlignmentFlag.AlignCenter, number)
        painter.restore()
        x += 26
    else:
        painter.setFont(plain)
        painter.setPen(QColor(look.text3 if outside else look.text))
        painter.drawText(QRectF(x, line.top(), 40, EVENT), _V, number)
        x += painter.fontMetrics().horizontalAdvance(number) + 6
    load_width = 0
    painter.setFont(plain)
    if day.load:
        load_width = painter.fontMetrics().horizontalAdvance(day.load) + 4
        painter.setPen(QColor(look.warn if day.full else look.text2))
        painter.drawText(line, _RIGHT, day.load)
    if day.note:
        painter.setFont(bold if day.note_tone is Tone.DANGER else plain)
        room = line.right() - load_width - x
        note = painter.fontMetrics().elidedText(day.note, Qt.TextElideMode.ElideRight, int(max(0, room)))
        painter.setPen(QColor(look.of(day.note_tone)))
        painter.drawText(QRectF(x, line.top(), max(0.0, room), EVENT), _V, note)


def paint_event(painter: QPainter, box: QRectF, event: Event) -> None:
    """Draw one event in ``box``."""
    look = tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    ink, text = look.text, event.text
    pen: QPen | Qt.PenStyle = Qt.PenStyle.NoPen
    brush: QBrush | Qt.BrushStyle = Qt.BrushStyle.NoBrush
    if event.look is Look.OUTLINE:
        pen, brush = QPen(QColor(look.line_strong), 1), QBrush(QColor(look.page))
    elif event.look is Look.TINT:
        brush, ink = QBrush(QColor(look.selected)), look.accent
    elif event.look is Look.FILLED:
        brush, ink = QBrush(QColor(look.accent)), look.on_accent
    elif event.look is Look.FADED:
        ink = look.text2
    elif event.look is Look.DANGER:
        ink = look.danger
    elif event.look is Look.GHOST:
        pen, ink = QPen(QColor(look.field), 1, Qt.PenStyle.DashLine), look.text2
    painter.setPen(pen)
    painter.setBrush(brush)
    painter.drawRoundedRect(inner, CHIP_RADIUS, CHIP_RADIUS)
    x = box.left() + 6
    if event.mark is not None:
        tone = Tone.ON_ACCENT if event.look is Look.FILLED else event.mark.tone
        mark = Mark(event.mark.shape, tone)
        paint_mark(painter, x, box.top() + (EVENT - CHIP_ICON_SIZE) / 2, mark, CHIP_ICON_SIZE)
        x += CHIP_ICON_SIZE + 5
    edge = box.right() - 5
    painter.setFont(interface_font(SMALL))
    painter.setPen(QColor(ink))
    if event.tail_icon:
        edge -= CHIP_ICON_SIZE
        paint_icon(painter, edge, box.top() + 4, event.tail_icon, ink, CHIP_ICON_SIZE)
        edge -= 4
    if event.tail:
        width = painter.fontMetrics().horizontalAdvance(event.tail)
        painter.drawText(QRectF(edge - width, box.top(), width + 1, EVENT), _V, event.tail)
        edge -= width + 4
    if event.look is Look.GHOST:
        font = painter.font()
        font.setStrikeOut(True)
        painter.setFont(font)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(max(0, edge - x)))
    painter.drawText(QRectF(x, box.top(), edge - x, EVENT), _V, shown)
    painter.restore()
