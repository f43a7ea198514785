"""Writing as in a document: an area as high as its text, with a proposal that Tab takes while it is empty."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.ui.kit.inputs import TextArea
from workbench.ui.kit.texts import Text, say, words


class WritingArea(TextArea):
    """Grows with what is typed and never scrolls by itself. ``suggestion_taken`` tells of Tab on a proposal.

    While it is empty it shows the proposal in grey, or ``hint`` without one.
    """

    AROUND = 11
    """Border and padding above and below the text, in pixels."""

    suggestion_taken = Signal()
    entered = Signal()
    gone = Signal()
    """The cursor left the area, with another text in it or not."""

    def __init__(self, *, hint: Text = "", lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, lines=lines, parent=parent)
        self._hint, self._least, self._suggestion = hint, lines, ""
        self.setProperty("resting", True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit())

    def suggest(self, text: str) -> None:
        """Propose ``text`` while nothing is written; ``""`` proposes nothing."""
        if text != self._suggestion:
            self._suggestion = text
            say(self, self.setPlaceholderText, text or self._hint)
            self.fit()

    def suggestion(self) -> str:
        """What is proposed now; empty once something is written."""
        return "" if self.text().strip() else self._suggestion

    def take_suggestion(self) -> bool:
        """Write what is proposed; False if nothing is."""
        text = self.suggestion()
        if not text:
            return False
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        self.suggestion_taken.emit()
        return True

    def fit(self) -> None:
        """Be as high as the text, or as what is proposed."""
        spacing = max(self.fontMetrics().lineSpacing(), 1)
        margin = round(self.document().documentMargin())
        if self.text():
            # The last block holds the margin beneath it.
            block, tall = self.document().firstBlock(), 0.0
            while block.isValid():
                tall += self.blockBoundingRect(block).height()
                block = block.next()
        else:
            room = QRect(0, 0, max(self.viewport().width() - 8, 40), 10_000)
            said = words(self.placeholderText())
            wrapped = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, said)
            tall = wrapped.height() + margin
        wanted = max(round(tall), self._least * spacing + margin) + margin + self.AROUND
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.gone.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Qt asks here for Tab, before any key reaches the field.
        return (forward and self.take_suggestion()) or super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def retranslate(self) -> None:
        """The prompt may be longer in the other language."""
        self.fit()


class LineArea(WritingArea):
    """A value of one paragraph that reads as text until one goes into it; it wraps, and Enter goes on.

    Esc gives back what stood there.
    """

    AROUND = 5

    def __init__(self, name: Text, *, hint: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, lines=1, parent=parent)
        self.setProperty("quiet", True)
        say(self, self.setAccessibleName, name)

    def set_value(self, text: str) -> None:
        """Show ``text`` unless the user is typing just now."""
        if text != self.text() and not (self.hasFocus() and self.document().isModified()):
            self.setText(text)
            self._entered = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Escape:
            self.setText(self._entered)
            self.clearFocus()
        else:
            super().keyPressEvent(event)
