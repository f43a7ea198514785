"""Editing in place: a value that reads as text until one goes into it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.texts import Text, literal_tip, say
from workbench.ui.kit.tokens import tokens

_MARK = 20


class InPlaceField(TextField):
    """A value that reads as text and edits as a field: click or Tab into it, leave to save, Esc to keep.

    ``saved`` asks to store the new text; answer with ``show_saved`` or put the old value back.
    """

    saved = Signal(str)

    def __init__(self, name: Text, *, hint: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, parent=parent)
        self._fresh = False
        self.setProperty("resting", True)
        say(self, self.setAccessibleName, name)
        self.left.connect(self.saved)
        self.textEdited.connect(lambda _text: self._mark_saved(False))

    def set_value(self, text: str) -> None:
        """Show ``text`` unless the user is typing just now."""
        if not (self.hasFocus() and self.isModified()):
            self.setText(text)
            self.setCursorPosition(0)
            self._entered = self._right = text

    def show_saved(self) -> None:
        """Say that the value is stored, until the field is touched again."""
        self._mark_saved(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rest(False)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._rest(True)
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_back()
            self.clearFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # On to the next: without any focus Tab would begin at the top of the window again.
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            return
        painter, top = QPainter(self), (self.height() - 16) / 2
        if self._fresh:
            x = min(self.fontMetrics().horizontalAdvance(self.text()) + 16, self.width() - 20)
            paint_icon(painter, x, top, "check", tokens().ok)
        elif self.underMouse() and self.isEnabled() and not self.isReadOnly():
            paint_icon(painter, self.width() - 24, top, "pencil", tokens().text3)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), literal_tip(self.tooltip_told()), self)
            return True
        return super().event(event)

    def tooltip_told(self) -> str:
        """What the tooltip says: the text where it is too long for the field, and what was set."""
        too_long = self.fontMetrics().horizontalAdvance(self.text()) > self.width() - 2 * _MARK
        return "\n".join(filter(None, (self.text() if too_long else "", self.toolTip())))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._make_room()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._make_room()

    def _mark_saved(self, fresh: bool) -> None:
        self._fresh = fresh
        self._make_room()
        self.update()

    def _make_room(self) -> None:
        """Keep a long text from running under the tick or the pencil."""
        marked = not self.hasFocus() and (self._fresh or (self.underMouse() and not self.isReadOnly()))
        self.setTextMargins(0, 0, _MARK if marked else 0, 0)

    def _rest(self, resting: bool) -> None:
        self.setProperty("resting", resting)
        self.style().unpolish(self)
        self.style().polish(self)
        self._make_room()
