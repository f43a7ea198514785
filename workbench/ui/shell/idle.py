"""Noticing that nobody uses the program."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

EVERY_MS: Final = 15_000
_USED: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


def seconds_awake_or_asleep() -> float:
    """Seconds of a clock that nobody sets and that goes on while the computer sleeps, where there is one."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) if boot is not None else time.monotonic()


class IdleWatch(QObject):
    """Calls ``on_idle`` once no key or mouse was used for ``limit`` seconds; ``None`` or 0 is never.

    It listens at the windows, where input arrives once; at the application it would see every event of
    every widget. After the computer slept it looks as soon as the window is active again.
    """

    def __init__(
        self,
        app: QGuiApplication,
        limit: Callable[[], float | None],
        on_idle: Callable[[], object],
        now: Callable[[], float] = seconds_awake_or_asleep,
    ) -> None:
        super().__init__(app)
        self._limit, self._on_idle, self._now = limit, on_idle, now
        self._used_at = now()
        app.focusWindowChanged.connect(self._watch)
        app.applicationStateChanged.connect(lambda _state: self.tick())
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def touch(self) -> None:
        """Somebody is there."""
        self._used_at = self._now()

    def tick(self) -> None:
        """See whether it has been long enough."""
        limit = self._limit()
        if limit and self._now() - self._used_at >= limit:
            self.touch()
            self._on_idle()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USED:
            limit = self._limit()
            if limit and self._now() - self._used_at >= limit:
                # The first key after a sleep, before the timer came to it: locked, not lost in the page.
                self.tick()
                return True
            self.touch()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # Installed twice, a filter is moved, not doubled.
            window.installEventFilter(self)
