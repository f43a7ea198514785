"""Ctrl+Z belongs to the text field one types in, as long as it has something to undo."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

_FIELDS = ("QLineEdit", "QPlainTextEdit", "QTextEdit")
_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class TextUndo(QObject):
    """Lets a focused text field keep Ctrl+Z only while it can undo; otherwise the window gets it.

    Qt's fields claim the key always. The filter sits on the focused field alone: a filter on the
    application would see every event of the program.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._watched: QWidget | None = None
        app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        for field, change in ((old, QObject.removeEventFilter), (new, QObject.installEventFilter)):
            if field is not None and any(field.inherits(kind) for kind in _FIELDS):
                change(field, self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if event.matches(_UNDO) and not _can(watched, redo=False):
            event.ignore()
            return True
        if event.matches(_REDO) and not _can(watched, redo=True):
            event.ignore()
            return True
        return False


def _can(field: QObject, *, redo: bool) -> bool:
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable() if redo else field.isUndoAvailable()
    document = field.document()  # type: ignore[attr-defined]
    return bool(document.isRedoAvailable() if redo else document.isUndoAvailable())
