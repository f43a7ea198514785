"""Cyclic garbage is collected on the GUI thread only.

Python collects in whatever thread happens to allocate. A widget that sits in a reference cycle would
then be destroyed by a worker, which Qt answers with a crash or a hang.
"""

import gc

from PySide6.QtCore import QObject, QTimer

BUSY_MS, IDLE_MS = 100, 2_000
_START_OBJECTS = 2_000_000


class GuiGarbage(QObject):
    """Takes over from Python's automatic collection until ``stop``; made on the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._busy, self._starting = False, True
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(IDLE_MS)

    def set_busy(self, busy: bool) -> None:
        """While workers allocate, collect in small portions and therefore more often."""
        self._busy = busy
        self._timer.start(BUSY_MS if busy else IDLE_MS)
        if not busy:
            if self._starting:
                # What a start loads stays: it counts as old at once, and nobody looks through it.
                gc.freeze()
                self._starting = False
            gc.unfreeze()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python itself would.

        While workers allocate, only what is new is looked at, and once: they may hold a million objects,
        and looking at all of them again and again would stop the window for seconds.
        """
        if self._busy:
            if gc.get_count()[0] > (_START_OBJECTS if self._starting else gc.get_threshold()[0]):
                gc.collect(0)
                gc.freeze()
            return
        due = [
            generation
            for generation, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > limit
        ]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Give the collection back to Python: no worker is left."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
