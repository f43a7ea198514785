"""Input controls for text and choice. Labels and errors belong to ``form.Field``."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from workbench.ui.kit.icons import paint_icon, set_icon
from workbench.ui.kit.pasting import LONGEST_LINE, is_too_much, tell_cut
from workbench.ui.kit.texts import Text, say, words
from workbench.ui.kit.tokens import CHIP_ICON_SIZE, Tone, tokens

# Of a longer list the rest is scrolled to: the page around stays in sight.
_CHOICES_SHOWN = 14
_NARROW = 84
_ANY_WIDTH = 16_777_215
"""What Qt takes for no limit."""


class TextField(QLineEdit):
    """One line of text. ``left`` is emitted when the user leaves the field with another text in it.

    ``given_back`` is emitted when the text is as it was before anything wrong was typed.
    """

    left = Signal(str)
    given_back = Signal()

    def __init__(self, *, hint: Text = "", small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entered = self._right = ""
        if small:
            self.setProperty("small", True)
        say(self, self.setPlaceholderText, hint)
        self.setMaxLength(LONGEST_LINE)
        self.inputRejected.connect(self._tell_cut)
        self.editingFinished.connect(self._finish)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._entered = self.text()
        if not self.property("invalid"):
            self._right = self._entered
        super().focusInEvent(event)

    def give_back(self) -> None:
        """Put the last text back that was not found wrong."""
        self._entered = self._right
        self.setText(self._right)
        self.given_back.emit()

    def _tell_cut(self) -> None:
        if len(self.text()) >= self.maxLength() == LONGEST_LINE:
            tell_cut(self)

    def _finish(self) -> None:
        if self.text() != self._entered:
            self._entered = self.text()
            self.left.emit(self.text().strip())


class SearchField(TextField):
    """A filter field: a magnifier, a cross that clears it, and Esc that clears it too."""

    def __init__(self, hint: Text, *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(hint=hint, small=small, parent=parent)
        self.setProperty("searching", True)
        say(self, self.setAccessibleName, hint)
        magnifier = QAction(self)
        set_icon(magnifier, "search", Tone.TEXT3)
        self.addAction(magnifier, QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class TextArea(QPlainTextEdit):
    """Several lines of text. Tab leaves it; ``left`` is emitted when it is left with another text in it.

    With ``most`` it grows up to so many lines with what is typed, before it scrolls.
    """

    left = Signal(str)

    def __init__(
        self, *, hint: Text = "", lines: int = 3, most: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entered, self._lines = "", (lines, most)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * 20 + 14)
        say(self, self.setPlaceholderText, hint)
        if most > lines:
            self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def _grow(self, size: QSizeF) -> None:
        least, most = self._lines
        wanted = min(max(round(size.height()), least), most) * 20 + 14
        if wanted == self.height():
            return
        self.setFixedHeight(wanted)
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if page is not None and self.hasFocus():
            # Where it then lies is known with the next turn.
            QTimer.singleShot(0, self, lambda: page.ensureWidgetVisible(self, 0, 12))

    def text(self) -> str:
        """What stands in the field."""
        return self.toPlainText()

    def setText(self, text: str) -> None:
        """Put ``text`` into the field."""
        self.setPlainText(text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not is_too_much(self, source):
            super().insertFromMimeData(source)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._entered = self.text()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.text() != self._entered:
            self._entered = self.text()
            self.left.emit(self.text().strip())


class ComboBox(QComboBox):
    """A choice out of a list. Each choice is a key and a text; ``picked`` gives the key the user took."""

    picked = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[Any, Text]] = (), *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices: list[tuple[Any, Text]] = []
        self._is_short = False
        self.setMaxVisibleItems(_CHOICES_SHOWN)
        if small:
            self.setProperty("small", True)
        # The wheel neither changes a choice nor takes the focus: it scrolls what lies around.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda at: self.picked.emit(self._choices[at][0]))
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[Any, Text]]) -> None:
        """Offer other choices; the current key stays if it is still among them."""
        current = self.key()
        self._choices = list(choices)
        self.clear()
        self.addItems([words(text) for _, text in choices])
        self.choose(current)

    def fit_choices(self) -> None:
        """Be as wide as the longest choice also when the choices come after it was first shown."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def forms(self) -> list[int]:
        """Widths: that of the choice, and one that cuts long choices, where nobody set one."""
        is_free = self._is_short or (self.minimumWidth() == 0 and self.maximumWidth() == _ANY_WIDTH)
        whole = super().minimumSizeHint().width()
        return [whole, _NARROW] if is_free and whole > _NARROW else [whole]

    def form(self) -> int:
        """Which of ``forms`` is shown."""
        return min(int(self._is_short), len(self.forms()) - 1)

    def show_form(self, place: int) -> None:
        """Show that one of ``forms``; the list always shows all of every choice."""
        self._is_short = bool(place)
        self.setMinimumWidth(_NARROW if place else 0)
        self.setMaximumWidth(_NARROW if place else _ANY_WIDTH)

    def showPopup(self) -> None:
        """Open the list, wide enough for its longest choice."""
        view = self.view()
        frame = 2 * view.frameWidth() + view.verticalScrollBar().sizeHint().width()
        view.setMinimumWidth(view.sizeHintForColumn(0) + frame)
        super().showPopup()

    def key(self) -> Any:
        """The key of the current choice, or ``None``."""
        at = self.currentIndex()
        return self._choices[at][0] if 0 <= at < len(self._choices) else None

    def choose(self, key: Any) -> None:
        """Make ``key`` current, without telling."""
        for at, (known, _) in enumerate(self._choices):
            if known == key:
                self.setCurrentIndex(at)

    def retranslate(self) -> None:
        """Say the choices in the language in force."""
        for at, (_, text) in enumerate(self._choices):
            self.setItemText(at, words(text))

    def wheelEvent(self, event: Any) -> None:
        # Scrolling a form must not change a choice that happens to lie under the pointer.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        top = (self.height() - CHIP_ICON_SIZE) / 2
        colour = tokens().text2 if self.isEnabled() else tokens().text3
        paint_icon(painter, self.width() - 20, top, "chevron-down", colour, CHIP_ICON_SIZE)
