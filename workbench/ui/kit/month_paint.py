"""How the days and events of a ``MonthGrid`` are painted."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from workbench.foundation.i18n import format_short_date
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.marks import Mark, paint_mark
from workbench.ui.kit.tokens import CHIP_ICON_SIZE, CHIP_RADIUS, SMALL, Tone, tokens

EVENT = 20
"""The height of an event, in pixels."""
NARROW = 150
"""Up to so many pixels the name of an event needs the whole line."""
WITH_TIME = 100
"""From so many on a line of a month has room for its time beside its name."""
SLIM = 80
"""Up to so many, also its mark has to stand beneath."""
FACT = 17
"""The height of a further line of an event, in pixels."""
BAR = 24
"""The width of the bar beside a load, in pixels."""
BAR_FROM = 120
"""The least width of a day's line in which the bar stands too."""
SIGN_BESIDE = 46
"""What the mark of today and the sign of too much take beside the load."""
_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | _V


class Look(Enum):
    """How an event is drawn: outline, tint, faded with icon, danger, filled, a dashed ghost, hatched."""

    OUTLINE = "outline"
    TINT = "tint"
    FADED = "faded"
    DANGER = "danger"
    FILLED = "filled"
    GHOST = "ghost"
    PLAIN = "plain"
    HATCHED = "hatched"


@dataclass(frozen=True, slots=True)
class Event:
    """One line on a day. ``tail`` is a time at its right edge; what is ``movable`` may be dragged.

    ``start`` is the minute after midnight, ``None`` for no time of day; ``minutes`` is how long it takes.
    ``facts`` stand beneath where there is room. One without a ``key`` is there to be seen only.
    """

    key: Hashable
    text: str
    look: Look = Look.OUTLINE
    mark: Mark | None = None
    tail: str = ""
    tail_icon: str = ""
    movable: bool = False
    tooltip: str = ""
    start: int | None = None
    minutes: int = 0
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """What stands on a day besides its number. ``share`` is how full it is, 1 for just full."""

    events: tuple[Event, ...] = ()
    load: str = ""
    note: str = ""
    note_tone: Tone = Tone.TEXT2
    free: bool = False
    full: bool = False
    share: float | None = None
    tooltip: str = ""


def paint_head(
    painter: QPainter,
    box: QRectF,
    on: date,
    day: Day,
    *,
    note: str,
    note_tone: Tone,
    today: bool,
    outside: bool,
    first: bool,
) -> None:
    """Draw the number of a day, a remark and its load at the top of ``box``."""
    look = tokens()
    line = QRectF(box.left() + 8, box.top() + 4, box.width() - 14, EVENT)
    # The mark of today has room for the day alone.
    number = format_short_date(on) if (on.day == 1 or first) and not today else str(on.day)
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
        painter.drawText(QRectF(x, line.top(), 64, EVENT), _V, number)
        x += painter.fontMetrics().horizontalAdvance(number) + 6
    painter.setFont(plain)
    load_width = paint_load(painter, line, day)
    if note:
        painter.setFont(bold if note_tone is Tone.DANGER else plain)
        room = line.right() - load_width - x
        shown = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, int(max(0, room)))
        painter.setPen(QColor(look.of(note_tone)))
        painter.drawText(QRectF(x, line.top(), max(0.0, room), EVENT), _V, shown)


def paint_load(painter: QPainter, line: QRectF, day: Day) -> float:
    """Draw the load of a day at the right edge of ``line``, its share as a bar before it; return its width.

    Too much is told by a sign of its own, not by the colour alone.
    """
    if not day.load:
        return 0
    look = tokens()
    wide: float = painter.fontMetrics().horizontalAdvance(day.load)
    if day.full and line.width() < wide + SIGN_BESIDE:
        # Beside the mark of today there is room for the sign alone.
        wide = -4
    else:
        painter.setPen(QColor(look.warn if day.full else look.text2))
        painter.drawText(line, _RIGHT, day.load)
    if day.share is not None and not day.full and line.width() >= BAR_FROM:
        bar = QRectF(round(line.right() - wide - 6 - BAR), round(line.center().y()) - 2, BAR, 4)
        painter.fillRect(bar, QColor(look.line))
        bar.setWidth(BAR * min(1.0, day.share))
        painter.fillRect(bar, QColor(look.text3))
        wide += BAR + 6
    if day.full:
        paint_icon(
            painter, line.right() - wide - 16, line.top() + 4, "triangle-alert", look.warn, CHIP_ICON_SIZE
        )
        return wide + 20
    return wide + 4


def paint_hint(painter: QPainter, box: QRectF, text: str) -> None:
    """Say ``text`` at the lower edge of a day over which something is held."""
    look = tokens()
    strip = QRectF(box.left() + 3, box.bottom() - EVENT - 2, box.width() - 5, EVENT)
    painter.fillRect(strip, QColor(look.warn_tint))
    paint_icon(painter, strip.left() + 4, strip.top() + 4, "triangle-alert", look.warn, CHIP_ICON_SIZE)
    painter.setFont(interface_font(SMALL))
    painter.setPen(QColor(look.warn))
    room = strip.adjusted(22, 0, -4, 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, _V, shown)


def paint_event(
    painter: QPainter,
    box: QRectF,
    event: Event,
    *,
    selected: bool = False,
    faint: bool = False,
    timed: bool = False,
) -> None:
    """Draw one event in ``box``, its second line too where it is high enough.

    One that is ``timed`` stands against the hours: where it is narrow its name goes before its time.
    """
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
    elif event.look is Look.HATCHED:
        painter.fillRect(inner, QColor(look.pane))
        brush, ink = QBrush(QColor(look.bar_soft), Qt.BrushStyle.BDiagPattern), look.text2
    if selected:
        pen = QPen(QColor(look.accent), 2)
        inner = box.adjusted(1, 1, -1, -1)
    if faint:
        painter.setOpacity(0.45)
    painter.setPen(pen)
    painter.setBrush(brush)
    painter.drawRoundedRect(inner, CHIP_RADIUS, CHIP_RADIUS)
    painter.setClipRect(box)
    slim = timed and box.width() < SLIM and box.height() >= 2 * EVENT - 4
    if event.facts and box.height() >= 2 * EVENT - 4:
        _paint_facts(painter, box, event, ink, slim=slim)
    x = box.left() + (4 if slim else 6)
    if event.mark is not None and not slim:
        tone = Tone.ON_ACCENT if event.look is Look.FILLED else event.mark.tone
        mark = Mark(event.mark.shape, tone)
        paint_mark(painter, x, box.top() + (EVENT - CHIP_ICON_SIZE) / 2, mark, CHIP_ICON_SIZE)
        x += CHIP_ICON_SIZE + 5
    edge = box.right() - 5
    painter.setFont(interface_font(SMALL))
    painter.setPen(QColor(ink))
    if event.tail_icon and not (timed and box.width() < NARROW / 2):
        edge -= CHIP_ICON_SIZE
        paint_icon(painter, edge, box.top() + 4, event.tail_icon, ink, CHIP_ICON_SIZE)
        edge -= 4
    if event.tail and box.width() >= (NARROW if timed else WITH_TIME):
        width = painter.fontMetrics().horizontalAdvance(event.tail)
        painter.drawText(QRectF(edge - width, box.top(), width + 1, EVENT), _V, event.tail)
        edge -= width + 4
    if event.look is Look.GHOST:
        font = painter.font()
        font.setStrikeOut(True)
        painter.setFont(font)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(max(0, edge - x)))
    if event.look is Look.HATCHED and shown:
        width = painter.fontMetrics().horizontalAdvance(shown)
        painter.fillRect(QRectF(x - 3, box.top() + 2, width + 6, EVENT - 4), QColor(look.pane))
    painter.drawText(QRectF(x, box.top(), edge - x, EVENT), _V, shown)
    painter.restore()


def _paint_facts(painter: QPainter, box: QRectF, event: Event, ink: str, *, slim: bool) -> None:
    """What there is to say beneath the name: in one line, or in narrow boxes each in its own."""
    painter.setFont(interface_font(SMALL))
    painter.setPen(QColor(ink if event.look in (Look.TINT, Look.FILLED, Look.DANGER) else tokens().text2))
    lines = event.facts if box.width() < NARROW else (" · ".join(event.facts),)
    left, top = box.left() + (4 if slim else 6), box.top() + EVENT - 2
    for number, line in enumerate(lines[: int((box.height() - EVENT + 2) // FACT)]):
        x = left
        if slim and number == 1 and event.mark is not None:
            paint_mark(painter, x, top + 3, event.mark, CHIP_ICON_SIZE)
            x += CHIP_ICON_SIZE + 2
        room = box.right() - x - 2
        shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, max(0, int(room)))
        painter.drawText(QRectF(x, top, room, FACT), _V, shown)
        top += FACT
