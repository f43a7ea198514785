"""Where the window stands and how large it is: kept as text, and brought back where it can be seen."""

import base64

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtWidgets import QMainWindow

USUAL, SMALLEST = QSize(1366, 768), QSize(880, 430)


def window_state(window: QMainWindow) -> str:
    """Place, size and whether it is maximised, as text for the settings."""
    return base64.b64encode(window.saveGeometry().data()).decode("ascii")


def restore_window(window: QMainWindow, text: str) -> None:
    """Bring back a saved place; what cannot be read is passed over.

    On a screen with no room for the usual size the window is maximised; what stood on a screen that is
    gone is brought onto one that is there.
    """
    room = window.screen().availableGeometry()
    window.setMinimumSize(SMALLEST.boundedTo(room.size()))
    if not _restored(window, text):
        fits = USUAL.width() < room.width() and USUAL.height() < room.height()
        window.resize(USUAL.boundedTo(room.size()))
        if not fits:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        return
    seen = window.screen().virtualGeometry().intersected(window.geometry())
    if seen.width() < window.width() // 2 or seen.height() < window.height() // 2:
        window.resize(window.size().boundedTo(room.size()))
        window.move(room.center() - window.rect().center())


def _restored(window: QMainWindow, text: str) -> bool:
    try:
        state = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        return False
    return bool(state) and window.restoreGeometry(QByteArray(state))
