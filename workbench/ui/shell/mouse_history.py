"""The two buttons at the side of a mouse: back and ahead, wherever in the window it points."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QWindow


class MouseHistory(QObject):
    """Listens at the window of the system, where a press arrives once and before any widget."""

    def __init__(self, back: Callable[[], object], ahead: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = {Qt.MouseButton.BackButton: back, Qt.MouseButton.ForwardButton: ahead}

    def listen_at(self, window: QWindow | None) -> None:
        """Listen from now on; there is no such window before it is shown."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            step = self._steps.get(event.button()) if isinstance(event, QMouseEvent) else None
            if step is not None:
                step()
                return True
        return False
