"""A list of things to score: one key per score, or a click on it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.texts import Text, literal_tip, say, words
from workbench.ui.kit.tokens import CONTROL_RADIUS, S2, SMALL, tokens

ROW, BOX, GAP = 28, 24, 4
_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Minus)


@dataclass(frozen=True)
class ScoreLine:
    """One thing, its score (``None`` = none yet), a remark behind its name, and more for the tooltip.

    ``proposed`` is a score that counts until one is given: its box is outlined, not filled.
    """

    key: Hashable
    name: str
    score: int | None
    note: str = ""
    tooltip: str = ""
    proposed: int | None = None


class ScoreGrid(QWidget):
    """Digits score the current line and go on to the next; Delete takes a score away; arrows move.

    ``scored`` gives the key of a line and its new score or ``None``. What was given is shown at once.
    """

    scored = Signal(object, object)

    def __init__(self, name: Text, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._most = name, most
        self._lines: list[ScoreLine] = []
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        say(self, self._set_name, name)

    def show_lines(self, lines: Sequence[ScoreLine]) -> None:
        """Show other lines, or the same with other scores; the current place stays."""
        self._lines = list(lines)
        self._at = min(self._at, max(len(lines) - 1, 0))
        self.setFixedHeight(ROW * len(lines))
        self._tell()

    def current(self) -> ScoreLine | None:
        """The line that the next key scores."""
        return self._lines[self._at] if self._lines else None

    def sizeHint(self) -> QSize:
        return QSize(320, ROW * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize((self._most + 1) * (BOX + GAP) + 120, ROW * len(self._lines))

    # --- scoring

    def _score(self, place: int, score: int | None) -> None:
        line = self._lines[place]
        if score == line.score:
            return
        self._lines[place] = replace(line, score=score)
        self._tell()
        self.scored.emit(line.key, score)

    def _move(self, place: int) -> None:
        self._at = max(0, min(place, len(self._lines) - 1))
        self._tell()

    def _set_name(self, _name: str) -> None:
        self._tell()

    def _tell(self) -> None:
        line = self.current()
        said = "–" if line is None or line.score is None else f"{line.score} / {self._most}"
        self.setAccessibleName(f"{words(self._name)}: {line.name}, {said}" if line else words(self._name))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if not self._lines or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif digit.isdecimal() and int(digit) <= self._most:
            self._score(self._at, int(digit))
            self._move(self._at + 1)
        elif event.key() in _CLEARING:
            self._score(self._at, None)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(self._at + (1 if event.key() == Qt.Key.Key_Down else -1))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move(0 if event.key() == Qt.Key.Key_Home else len(self._lines))
        else:
            super().keyPressEvent(event)

    # --- pointing

    def _box(self, place: int, score: int) -> QRectF:
        left = self.width() - (self._most + 1 - score) * (BOX + GAP)
        return QRectF(left, place * ROW + (ROW - BOX) // 2, BOX, BOX)

    def _score_at(self, x: float, place: int) -> int | None:
        return next(
            (
                one
                for one in range(self._most + 1)
                if self._box(place, one).left() <= x <= self._box(place, one).right()
            ),
            None,
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y() // ROW)
        if event.button() != Qt.MouseButton.LeftButton or not 0 <= place < len(self._lines):
            return
        self._move(place)
        score = self._score_at(event.position().x(), place)
        if score is not None:
            # The same score again takes it away.
            self._score(place, None if self._lines[place].score == score else score)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y() // ROW)
        inside = 0 <= place < len(self._lines)
        over = inside and self._score_at(event.position().x(), place) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        tip = self._lines[place].tooltip if inside and not over else ""
        if tip:
            QToolTip.showText(event.globalPosition().toPoint(), literal_tip(tip), self)

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body, small = interface_font(), interface_font(SMALL)
        bold = interface_font(SMALL, bold=True)
        edge = self._box(0, 0).left() - S2
        for place, line in enumerate(self._lines):
            row = QRectF(0, place * ROW, self.width(), ROW)
            if place == self._at and self.hasFocus():
                painter.fillRect(row.adjusted(-1, 0, 0, 0), QColor(look.selected))
                painter.fillRect(QRectF(0, row.top(), 2, ROW), QColor(look.accent))
            painter.setFont(body)
            painter.setPen(QColor(look.text if line.score is not None else look.text2))
            metrics = QFontMetrics(body)
            name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, int(edge - S2))
            painter.drawText(QRectF(S2, row.top(), edge - S2, ROW), _V, name)
            if line.note:
                painter.setFont(small)
                painter.setPen(QColor(look.text3))
                start = S2 + metrics.horizontalAdvance(name) + S2
                room = int(edge - start)
                shown = QFontMetrics(small).elidedText(line.note, Qt.TextElideMode.ElideRight, max(room, 0))
                painter.drawText(QRectF(start, row.top(), max(room, 0), ROW), _V, shown)
            for score in range(self._most + 1):
                box, given = self._box(place, score), line.score == score
                proposed = line.score is None and line.proposed == score
                painter.setBrush(QColor(look.accent) if given else Qt.BrushStyle.NoBrush)
                around = look.accent if given or proposed else look.line_strong
                style = Qt.PenStyle.DashLine if proposed else Qt.PenStyle.SolidLine
                painter.setPen(QPen(QColor(around), 2 if proposed else 1, style))
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), CONTROL_RADIUS, CONTROL_RADIUS)
                painter.setFont(bold if given or proposed else small)
                ink = look.on_accent if given else look.accent if proposed else look.text2
                painter.setPen(QColor(ink))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(score))
