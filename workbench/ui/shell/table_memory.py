"""Columns and sorting of tables as they were left, in the settings of the machine."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from workbench.foundation.settings import change_settings, load_settings
from workbench.ui.tasks import Tasks

DELAY_MS = 500


class TableMemory(QObject):
    """``remember`` writes shortly after a table came to rest; nothing is written while a sample is open."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._states: dict[str, str] = {}
        self._keeps = True
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self._write)

    def recall(self, key: str) -> str:
        """How that table was left; empty if it never was."""
        return self._states.get(key) or load_settings().tables.get(key, "")

    def remember(self, key: str, state: str) -> None:
        """Keep how a table is left."""
        self._states[key] = state
        if self._keeps:
            self._timer.start()

    def keep(self, on: bool) -> None:
        """Whether from now on tables are kept as they were left; what was left before is kept or dropped."""
        self.write_now()
        if on is not self._keeps:
            self._states.clear()
        self._keeps = on

    def write_now(self) -> None:
        """Write at once what waits to be written."""
        if self._timer.isActive():
            self._timer.stop()
            self._write()

    def _write(self) -> None:
        states = dict(self._states)

        def change(_job: object) -> None:
            change_settings(lambda stored: replace(stored, tables={**stored.tables, **states}))

        if states:
            self._tasks.run_write(change, lambda _nothing: None, lambda _error: None)
