"""Values of a scale as joined segments, as separate toggles, and as dots; none of them need hold."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from workbench.ui.kit.buttons import FocusRing, paint_ring
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.marks import Mark, paint_mark
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import BODY, CONTROL_RADIUS, ICON_SIZE, SMALL, tokens

HEIGHT = 28
_NO_EDGE = (True, True)


@dataclass(frozen=True)
class Segment:
    """One value: a word, or a mark whose ``name`` is read out; ``letter`` stands before the word in bold."""

    key: Hashable
    text: Text = ""
    mark: Mark | None = None
    name: Text = ""
    letter: str = ""


class _SegmentButton(FocusRing, QAbstractButton):
    def __init__(self, segment: Segment, edge: tuple[bool, bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._segment, self._edge = segment, edge
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        say(self, self._set_text, segment.text)
        say(self, self._set_name, segment.name or segment.text)

    def _set_text(self, text: str) -> None:
        self.setText(text.replace("&", "&&"))
        self.updateGeometry()

    def _set_name(self, text: str) -> None:
        self.setAccessibleName(text)
        self.setToolTip(text if self._segment.mark is not None else "")

    def _widths(self) -> tuple[int, int]:
        letter = self._segment.letter
        bold = QFontMetrics(interface_font(SMALL, bold=True)).horizontalAdvance(letter) + 4 if letter else 0
        font = interface_font(SMALL if letter else BODY, bold=not letter)
        return bold, QFontMetrics(font).horizontalAdvance(self.text().replace("&&", "&"))

    def sizeHint(self) -> QSize:
        wide = ICON_SIZE if self._segment.mark is not None else sum(self._widths())
        return QSize(wide + 10, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, held = tokens(), QPainter(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        first, last = self._edge
        frame = box.adjusted(0.5 if first else -8, 0.5, -0.5 if last else 8, -0.5)
        alone = self._edge == _NO_EDGE
        painter.setPen(QPen(QColor(look.accent if held and alone else look.line_strong), 1))
        over = self.underMouse() and self.isEnabled()
        painter.setBrush(QColor(look.selected if held else look.hover if over else look.page))
        painter.drawRoundedRect(frame, CONTROL_RADIUS, CONTROL_RADIUS)
        if not first:
            painter.drawLine(0, 0, 0, int(box.height()))
        ink = QColor(look.accent if held else look.text3 if not self.isEnabled() else look.text2)
        if self._segment.mark is not None:
            left, top = (box.width() - ICON_SIZE) / 2, (box.height() - ICON_SIZE) / 2
            paint_mark(painter, left, top, self._segment.mark)
        else:
            self._paint_words(painter, box, ink)
        if self.ring:
            paint_ring(painter, box, CONTROL_RADIUS, look.accent)

    def _paint_words(self, painter: QPainter, box: QRectF, ink: QColor) -> None:
        letter, (before, wide) = self._segment.letter, self._widths()
        left = (box.width() - before - wide) / 2
        painter.setPen(ink)
        if letter:
            painter.setFont(interface_font(SMALL, bold=True))
            painter.drawText(QRectF(left, 0, before, box.height()), Qt.AlignmentFlag.AlignVCenter, letter)
        painter.setFont(interface_font(SMALL if letter else BODY, bold=self.isChecked() and not letter))
        where = QRectF(left + before, 0, wide + 2, box.height())
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, self.text().replace("&&", "&"))


class Steps(QWidget):
    """Joined segments of which one or none holds; the one that holds, chosen again, lets go (``None``)."""

    picked = Signal(object)

    def __init__(self, segments: Sequence[Segment], name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self, self.setAccessibleName, name)
        row = horizontal(self, gap=0)
        self._buttons: dict[Hashable, _SegmentButton] = {}
        for place, one in enumerate(segments):
            button = _SegmentButton(one, (place == 0, place == len(segments) - 1), self)
            button.clicked.connect(lambda held, key=one.key: self._clicked(key, held))
            row.addWidget(button, 1)
            self._buttons[one.key] = button

    def choose(self, key: Hashable) -> None:
        """Make ``key`` hold, or with ``None`` nothing, without telling."""
        for known, button in self._buttons.items():
            button.setChecked(known == key)

    def current(self) -> Hashable:
        """What holds, or ``None``."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), None)

    def focus_first(self) -> None:
        """Put the focus on what holds, else on the first."""
        buttons = list(self._buttons.values())
        (self._buttons.get(self.current()) or buttons[0]).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk, a digit picks the segment of that place."""
        buttons = list(self._buttons.values())
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        focused = next((place for place, one in enumerate(buttons) if one.hasFocus()), 0)
        digit = event.text()
        if by is not None:
            buttons[max(0, min(len(buttons) - 1, focused + by))].setFocus(Qt.FocusReason.TabFocusReason)
        elif digit.isdecimal() and 1 <= int(digit) <= len(buttons):
            buttons[int(digit) - 1].click()
        else:
            super().keyPressEvent(event)

    def _clicked(self, key: Hashable, held: bool) -> None:
        self.choose(key if held else None)
        self.picked.emit(key if held else None)


class Toggles(QWidget):
    """Separate segments of which any may hold; ``changed`` gives the keys that hold, in their order."""

    changed = Signal(object)

    def __init__(self, segments: Sequence[Segment], name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self, self.setAccessibleName, name)
        row = horizontal(self, gap=6)
        self._buttons: dict[Hashable, _SegmentButton] = {}
        for one in segments:
            button = _SegmentButton(one, _NO_EDGE, self)
            button.clicked.connect(lambda _held: self.changed.emit(self.held()))
            row.addWidget(button, 1)
            self._buttons[one.key] = button

    def hold(self, keys: Sequence[Hashable]) -> None:
        """Make exactly these hold, without telling."""
        for key, button in self._buttons.items():
            button.setChecked(key in keys)

    def held(self) -> tuple[Hashable, ...]:
        """The keys that hold."""
        return tuple(key for key, button in self._buttons.items() if button.isChecked())

    def focus_first(self) -> None:
        """Put the focus on the first."""
        next(iter(self._buttons.values())).setFocus()


class Dots(FocusRing, QWidget):
    """A value from 1 to ``most`` as dots; ``faint`` dots tell the value that holds where none is set.

    A click on a dot or the arrow keys set the value, Delete and a click on the last dot clear it.
    """

    picked = Signal(object)
    GAP = 11

    def __init__(self, name: Text, most: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most, self._value, self._usual, self._over = most, 0, 0, 0
        self._enabled_cursor = Qt.CursorShape.PointingHandCursor
        self.setCursor(self._enabled_cursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedSize(most * self.GAP + 8, 24)
        say(self, self._set_name, name)

    def show_value(self, value: int | None, usual: int | None = None) -> None:
        """Show ``value``; without one, ``usual`` in a fainter ink."""
        self._value, self._usual = value or 0, usual or 0
        self._describe()
        self.update()

    def value(self) -> int | None:
        """What is set."""
        return self._value or None

    def _set_name(self, text: str) -> None:
        self.setAccessibleName(text)

    def _describe(self) -> None:
        self.setAccessibleDescription(f"{self._value or self._usual or 0}/{self._most}")

    def _pick(self, value: int) -> None:
        self.show_value(value or None, self._usual)
        self.picked.emit(value or None)

    def _at(self, x: float) -> int:
        return max(1, min(self._most, int((x - 4) // self.GAP) + 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            hit = self._at(event.position().x())
            self._pick(0 if hit == self._value else hit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._at(event.position().x())
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._over = 0
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        if by is not None:
            wanted = max(1, min(self._most, (self._value or self._usual) + by))
            if wanted != self._value:
                self._pick(wanted)
        elif event.text().isdecimal() and 1 <= int(event.text()) <= self._most:
            self._pick(int(event.text()))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._value:
            self._pick(0)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(look.text2 if self._value else look.bar)
        filled = self._over or self._value or self._usual
        if self._over:
            ink = QColor(look.accent)
        for place in range(self._most):
            middle = QPointF(4 + self.GAP * place + self.GAP / 2, self.height() / 2)
            painter.setPen(QPen(ink if place < filled else QColor(look.field), 1.2))
            painter.setBrush(ink if place < filled else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, 3.6, 3.6)
        if self.ring:
            paint_ring(painter, QRectF(self.rect()), CONTROL_RADIUS, look.accent)


class MarkButton(FocusRing, QAbstractButton):
    """A mark and its word, as a value one can change; ``faint`` where it is only the usual one."""

    stepped = Signal(int)
    """One up or down the scale by the arrow keys."""
    cleared = Signal()

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark: Mark | None = None
        self._faint = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        say(self, self.setAccessibleName, name)

    def show_mark(self, mark: Mark | None, text: str, *, faint: bool = False) -> None:
        """Show a value."""
        self._mark, self._faint = mark, faint
        self.setText(text.replace("&", "&&"))
        self.setAccessibleDescription(text)
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(interface_font()).horizontalAdvance(self.text())
        return QSize(wide + ICON_SIZE + 16, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(ICON_SIZE + 40, 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        if by is not None:
            self.stepped.emit(by)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.hover))
            painter.drawRoundedRect(box, CONTROL_RADIUS, CONTROL_RADIUS)
        left = 4.0
        if self._mark is not None:
            painter.setOpacity(0.55 if self._faint else 1.0)
            paint_mark(painter, left, (box.height() - ICON_SIZE) / 2, self._mark)
            painter.setOpacity(1.0)
            left += ICON_SIZE + 6
        painter.setPen(QColor(look.text3 if self._faint or self._mark is None else look.text))
        painter.setFont(interface_font())
        text = self.text().replace("&&", "&")
        shown = QFontMetrics(interface_font()).elidedText(
            text, Qt.TextElideMode.ElideRight, int(box.width() - left - 2)
        )
        painter.drawText(box.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown)
        if self.ring:
            paint_ring(painter, box, CONTROL_RADIUS, look.accent)
