"""A grid of named fields with what stands in each, shaded by how heavy it weighs; a field is chosen."""

from collections.abc import Collection, Hashable, Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.texts import Text, literal_tip, say
from workbench.ui.kit.tokens import SMALL, tokens

_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LINE, _GAP, _PAD = 16, 3, 6
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_SHADES = (0, 60, 130, 255)


class Field(Protocol):
    """A field: its name, how heavy it weighs (0–3), lines that stand in it, and what a click chooses."""

    @property
    def name(self) -> str: ...
    @property
    def weight(self) -> int: ...
    @property
    def marks(self) -> Sequence[str]: ...
    @property
    def keys(self) -> Sequence[Hashable]: ...


class Grid(Protocol):
    """Rows of fields from the top, with the words of both sides."""

    @property
    def x_name(self) -> str: ...
    @property
    def y_name(self) -> str: ...
    @property
    def x_words(self) -> Sequence[str]: ...
    @property
    def y_words(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[Sequence[Field]]: ...


class GridChartView(QWidget):
    """``chosen`` gives the keys of a field that was clicked, or Enter pressed in; again clears."""

    chosen = Signal(tuple)

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid: Grid | None = None
        self._marked: frozenset[Hashable] = frozenset()
        self._at = (0, 0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        say(self, self.setAccessibleName, name)

    def sizeHint(self) -> QSize:
        return QSize(360, 280)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 200)

    def show_grid(self, grid: Grid) -> None:
        """Show another grid."""
        self._grid = grid
        self._at = (0, 0)
        self._describe()
        self.update()

    def mark(self, keys: Collection[Hashable]) -> None:
        """Show the fields that hold one of these as chosen, without telling."""
        self._marked = frozenset(keys)
        self.update()

    def box(self, row: int, column: int) -> QRectF:
        """A field, in pixels."""
        assert self._grid is not None
        metrics = QFontMetricsF(interface_font(SMALL))
        left = max((metrics.horizontalAdvance(word) for word in self._grid.y_words), default=0.0) + 8
        wide = (self.width() - left) / max(len(self._grid.x_words), 1)
        tall = (self.height() - 20 - 2 * _LINE - 2) / max(len(self._grid.rows), 1)
        return QRectF(left + column * wide, 20 + row * tall, wide - _GAP, tall - _GAP)

    # --- choosing

    def _field(self, at: QPointF) -> tuple[int, int] | None:
        for row, fields in enumerate(self._grid.rows if self._grid else ()):
            for column in range(len(fields)):
                if self.box(row, column).contains(at):
                    return row, column
        return None

    def _choose(self, at: tuple[int, int]) -> None:
        assert self._grid is not None
        self._at = at
        keys = self._grid.rows[at[0]][at[1]].keys
        self._describe()
        again = bool(keys) and self._marked == frozenset(keys)
        self.mark(() if again else keys)
        self.chosen.emit(() if again else tuple(keys))

    def _describe(self) -> None:
        if self._grid is not None:
            field = self._grid.rows[self._at[0]][self._at[1]]
            self.setAccessibleDescription("; ".join((field.name, *field.marks)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._field(event.position())
        if event.button() is Qt.MouseButton.LeftButton and at is not None:
            self._choose(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._field(event.position())
        if at is None or self._grid is None:
            QToolTip.hideText()
            return
        field = self._grid.rows[at[0]][at[1]]
        self.setCursor(Qt.CursorShape.PointingHandCursor if field.keys else Qt.CursorShape.ArrowCursor)
        text = literal_tip("\n".join((field.name, *field.marks)))
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if self._grid is None:
            super().keyPressEvent(event)
        elif step is not None:
            row = min(max(self._at[0] + step[0], 0), len(self._grid.rows) - 1)
            column = min(max(self._at[1] + step[1], 0), len(self._grid.x_words) - 1)
            self._at = row, column
            self._describe()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        grid = self._grid
        if grid is None:
            return
        painter, look = QPainter(self), tokens()
        painter.setFont(interface_font(SMALL))
        painter.setPen(QColor(look.text2))
        painter.drawText(QRectF(0, 0, self.width(), _LINE), Qt.AlignmentFlag.AlignLeft | _V, grid.y_name)
        foot = QRectF(0, self.height() - _LINE, self.width() - _GAP, _LINE)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | _V, grid.x_name)
        for row, fields in enumerate(grid.rows):
            first = self.box(row, 0)
            words = QRectF(0, first.top(), first.left() - 6, first.height())
            painter.setPen(QColor(look.text2))
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | _V, grid.y_words[row])
            for column, field in enumerate(fields):
                self._paint_field(painter, field, self.box(row, column), at=(row, column))
        for column, word in enumerate(grid.x_words):
            last = self.box(len(grid.rows) - 1, column)
            painter.setPen(QColor(look.text2))
            under = QRectF(last.left(), last.bottom() + 2, last.width(), _LINE)
            painter.drawText(under, Qt.AlignmentFlag.AlignHCenter | _V, word)

    def _paint_field(self, painter: QPainter, field: Field, box: QRectF, *, at: tuple[int, int]) -> None:
        look = tokens()
        shade = QColor(look.line)
        shade.setAlpha(_SHADES[min(field.weight, len(_SHADES) - 1)])
        painter.fillRect(box, shade)
        chosen = bool(self._marked.intersection(field.keys))
        if chosen:
            painter.fillRect(box, QColor(look.selected))
        focused = self.hasFocus() and at == self._at
        edge = QPen(QColor(look.accent if chosen or focused else look.line_strong), 2 if focused else 1)
        painter.setPen(edge)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        inside = box.adjusted(_PAD, 4, -_PAD, -4)
        names = _two_lines(field.name, inside.width())
        lines = [(part, look.text2, False) for part in names]
        room = int((inside.height() + 4) // _LINE) - len(names)
        marks = _fitting(field.marks, max(room, 1))
        lines += [(mark, look.text, number == 0) for number, mark in enumerate(marks)]
        for number, (text, colour, bold) in enumerate(lines):
            line = QRectF(inside.left(), inside.top() + number * _LINE, inside.width(), _LINE)
            if line.bottom() > box.bottom():
                break
            painter.setFont(interface_font(SMALL, bold=bold))
            painter.setPen(QColor(colour))
            words = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | _V, words)


def _two_lines(name: str, width: float) -> list[str]:
    """The name as it fits: in one line, or broken at a space in two."""
    metrics = QFontMetricsF(interface_font(SMALL))
    if metrics.horizontalAdvance(name) <= width or " " not in name:
        return [name]
    parts = name.split(" ")
    fitting = [at for at in range(1, len(parts)) if metrics.horizontalAdvance(" ".join(parts[:at])) <= width]
    at = fitting[-1] if fitting else 1
    return [" ".join(parts[:at]), " ".join(parts[at:])]


def _fitting(marks: Sequence[str], room: int) -> list[str]:
    """The marks in so many lines: those beyond share the last one."""
    if len(marks) <= room:
        return list(marks)
    return [*marks[: room - 1], "  ".join(marks[room - 1 :])]
