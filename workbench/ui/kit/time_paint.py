"""How a ``TimeGrid`` is painted: heads, the row without times, hours, events, the time now."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from workbench.foundation.i18n import _, ngettext, weekday_name
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.month_paint import EVENT, Day, Event, paint_event, paint_hint, paint_load
from workbench.ui.kit.tokens import CHIP_ICON_SIZE, CHIP_RADIUS, LARGE, SMALL, Tone, tokens

if TYPE_CHECKING:
    from workbench.ui.kit.time_grid import Column, TimeGrid

_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | _V
_HOUR, _AXIS, _HEAD = 60, 56, 48


class TimePainter:
    """Paints a grid once."""

    def __init__(self, grid: "TimeGrid", painter: QPainter) -> None:
        self._grid, self._painter, self._look = grid, painter, tokens()

    def paint(self) -> None:
        """Draw all that is in sight."""
        grid, painter, look = self._grid, self._painter, self._look
        columns = grid.columns()
        painter.fillRect(grid.rect(), QColor(look.page))
        painter.save()
        painter.setClipRect(QRectF(0, grid.top, grid.width(), grid.height() - grid.top))
        painter.translate(0, grid.top - grid.offset)
        for column in columns:
            self._ground(column)
        self._lines()
        for column in columns:
            self._events(column)
        self._now(columns)
        self._preview(columns)
        painter.restore()
        for column in columns:
            self._head(column)
        self._frame(columns)

    def _day(self, column: "Column") -> Day:
        return self._grid.content.get(column.day, Day())

    def _ground(self, column: "Column") -> None:
        """Hours that are not worked are shaded, and so are days off; a day that would be ideal is tinted."""
        painter, look, box = self._painter, self._look, column.box
        start, end = self._grid.hours
        if self._day(column).free:
            painter.fillRect(box, QColor(look.pane))
        else:
            painter.fillRect(QRectF(box.left(), 0, box.width(), start), QColor(look.pane))
            painter.fillRect(QRectF(box.left(), end, box.width(), box.height() - end), QColor(look.pane))
        if column.day in self._grid.shaded:
            painter.fillRect(QRectF(box.left(), start, box.width(), end - start), QColor(look.selected))
        for place, event in column.behind:
            painter.fillRect(place, QBrush(QColor(look.bar_soft), Qt.BrushStyle.BDiagPattern))
            self._label(place, event)

    def _label(self, place: QRectF, event: Event) -> None:
        painter = self._painter
        painter.setFont(interface_font(SMALL))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(event.text, Qt.TextElideMode.ElideRight, int(place.width() - 16))
        under = QRectF(place.left() + 4, place.top() + 1, metrics.horizontalAdvance(text) + 8, EVENT - 2)
        painter.fillRect(under, QColor(self._look.page))
        painter.setPen(QColor(self._look.text2))
        painter.drawText(under.adjusted(4, 0, 0, 0), _V, text)

    def _lines(self) -> None:
        painter, look, grid = self._painter, self._look, self._grid
        painter.setFont(interface_font(SMALL))
        first = grid.offset // _HOUR
        for hour in range(max(1, first), min(24, first + grid.height() // _HOUR + 2)):
            y = hour * _HOUR + 0.5
            painter.setPen(QPen(QColor(look.line), 1))
            painter.drawLine(QPointF(_AXIS - 6, y), QPointF(grid.width(), y))
            painter.setPen(QPen(QColor(look.row_line), 1))
            painter.drawLine(QPointF(_AXIS, y + _HOUR / 2), QPointF(grid.width(), y + _HOUR / 2))
            if grid.now is None or abs(grid.now - hour * _HOUR) > 14 or grid.today not in grid.days:
                painter.setPen(QColor(look.text3))
                painter.drawText(QRectF(0, y - 10, _AXIS - 10, 20), _RIGHT, f"{hour:02}:00")

    def _events(self, column: "Column") -> None:
        grid, painter = self._grid, self._painter
        seen = QRectF(0, grid.offset, grid.width(), grid.height() - grid.top)
        for place, event in column.timed:
            if place.intersects(seen):
                chosen, held = event.key in grid.selected, event.key in grid.dragging
                box = place.adjusted(0, 0, 0, -1)
                paint_event(painter, box, event, selected=chosen, faint=held, timed=True)
        for place, count in column.more:
            self._rest(place, count)

    def _rest(self, place: QRectF, count: int) -> None:
        painter, look = self._painter, self._look
        painter.fillRect(place, QColor(look.disabled))
        painter.setFont(interface_font(SMALL))
        painter.setPen(QColor(look.text2))
        text = ngettext("{count} more", "{count} more", count).format(count=count)
        if painter.fontMetrics().horizontalAdvance(text) > place.width() - 8:
            text = f"+{count}"
        painter.drawText(place.adjusted(6, 0, 0, 0), _V, text)

    def _now(self, columns: list["Column"]) -> None:
        grid, painter = self._grid, self._painter
        column = next((one for one in columns if one.day == grid.today), None)
        if grid.now is None or column is None:
            return
        colour, y = QColor(self._look.accent), grid.now + 0.5
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(column.box.left(), y), QPointF(column.box.right(), y))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(column.box.left() + 1, y), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(interface_font(SMALL, bold=True))
        painter.setPen(colour)
        text = f"{grid.now // 60:02}:{grid.now % 60:02}"
        painter.drawText(QRectF(0, y - 10, _AXIS - 10, 20), _RIGHT, text)

    def _preview(self, columns: list["Column"]) -> None:
        """A frame with its times where what is held would come to lie."""
        held = self._grid.preview()
        column = next((one for one in columns if held and one.day == held[0]), None)
        if held is None or column is None:
            return
        _on, start, minutes = held
        painter, colour = self._painter, QColor(self._look.accent)
        box = QRectF(column.box.left() + 3, start, column.box.width() - 10, max(20, minutes))
        painter.setPen(QPen(colour, 2))
        pale = QColor(self._look.selected)
        pale.setAlpha(210)
        painter.setBrush(pale)
        painter.drawRoundedRect(box, CHIP_RADIUS, CHIP_RADIUS)
        end = min(24 * 60, start + minutes)
        text = f"{start // 60:02}:{start % 60:02}–{end // 60:02}:{end % 60:02}"
        painter.setFont(interface_font(SMALL, bold=True))
        painter.setPen(colour)
        painter.drawText(QRectF(box.left() + 6, box.top(), box.width(), 20), _V, text)

    def _head(self, column: "Column") -> None:
        grid, painter, look = self._grid, self._painter, self._look
        day, box = self._day(column), column.box
        over = grid.over is not None and grid.over.day == column.day
        above = QRectF(box.left(), 0, box.width(), grid.top)
        if column.day in grid.shaded or over:
            painter.fillRect(above, QColor(look.selected))
            painter.fillRect(QRectF(box.left(), 0, box.width(), 2), QColor(look.accent))
        elif day.free:
            painter.fillRect(above, QColor(look.pane))
        after = self._date(column)
        line = QRectF(box.left() + 8, 4, box.width() - 16, 20)
        painter.setFont(interface_font(SMALL))
        if after + painter.fontMetrics().horizontalAdvance(day.load) <= line.right():
            paint_load(painter, line, day)
        elif not day.note:
            paint_load(painter, line.translated(0, 21), day)
        ideal = column.day == grid.ideal
        note, tone = (_("ideal"), Tone.ACCENT) if ideal else (day.note, day.note_tone)
        if note:
            painter.setFont(interface_font(SMALL, bold=tone is Tone.DANGER))
            painter.setPen(QColor(look.of(tone)))
            room = QRectF(box.left() + 8, 26, box.width() - 16, 18)
            shown = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, _V, shown)
        for place, event in column.above:
            chosen, held = event.key in grid.selected, event.key in grid.dragging
            paint_event(painter, place, event, selected=chosen, faint=held)
        if column.hidden is not None:
            self._rest(*column.hidden)
        hint = grid.hint_for(column.day)
        if hint:
            paint_hint(painter, QRectF(box.left(), 24, box.width(), 24), hint)

    def _date(self, column: "Column") -> float:
        """Draw weekday and day; where what stands beside them may begin."""
        painter, look, x = self._painter, self._look, column.box.left() + 8
        painter.setFont(interface_font(SMALL))
        name = weekday_name(column.day)
        painter.setPen(QColor(look.text2))
        painter.drawText(QRectF(x, 4, 60, 20), _V, name)
        x += painter.fontMetrics().horizontalAdvance(name) + 6
        number = str(column.day.day)
        painter.setFont(interface_font(LARGE, bold=True))
        if column.day == self._grid.today:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent))
            wide = painter.fontMetrics().horizontalAdvance(number) + 12
            painter.drawRoundedRect(QRectF(x - 2, 3, wide, 22), 11, 11)
            painter.setPen(QColor(look.on_accent))
            painter.drawText(QRectF(x - 2, 3, wide, 22), Qt.AlignmentFlag.AlignCenter, number)
            painter.restore()
        else:
            painter.setPen(QColor(look.text))
            painter.drawText(QRectF(x, 4, 40, 20), _V, number)
        sign = CHIP_ICON_SIZE + 6 if self._day(column).full else 0
        return x + painter.fontMetrics().horizontalAdvance(number) + 14 + sign

    def _frame(self, columns: list["Column"]) -> None:
        grid, painter, look = self._grid, self._painter, self._look
        painter.setPen(QColor(look.text2))
        painter.setFont(interface_font(SMALL))
        painter.drawText(QRectF(0, _HEAD + 3, _AXIS - 2, EVENT), _RIGHT, _("No time"))
        painter.setPen(QPen(QColor(look.line), 1))
        for column in columns:
            x = column.box.left() + 0.5
            painter.drawLine(QPointF(x, 0), QPointF(x, grid.height()))
        painter.drawLine(QPointF(0, _HEAD + 0.5), QPointF(grid.width(), _HEAD + 0.5))
        painter.setPen(QPen(QColor(look.line_strong), 1))
        painter.drawLine(QPointF(0, grid.top + 0.5), QPointF(grid.width(), grid.top + 0.5))
        if grid.hasFocus():
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            box = grid.cursor_box()
            if not grid.cursor_on_selected() and (grid.minute is None or box.top() >= grid.top):
                painter.drawRect(box.adjusted(2, 1, -2, -1))
