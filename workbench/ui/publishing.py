"""The calendar file that others subscribe to follows the visits, some seconds after each change."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from workbench.foundation.errors import WorkbenchError
from workbench.foundation.settings import load_settings
from workbench.services.calendar_files import CalendarWritten, publish_chosen
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context

WAIT_MS = 3_000
TOPICS = frozenset({"visit", "account", "manager", "policy"})


class Publishing(QObject):
    """Written in the background, one at a time; that it cannot be written is said once for each reason."""

    def __init__(self, parent: QObject, context: Callable[[], Context | None]) -> None:
        super().__init__(parent)
        self._context = context
        self._last_told = ""
        self._writing = self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.publish)

    def opened(self) -> None:
        """Another file is open: what changed meanwhile, by a merge elsewhere or another day, is written."""
        self._last_told = ""
        self._writing = self._again = False
        self._timer.start()

    def changed(self, summary: object) -> None:
        """Something was saved."""
        if getattr(summary, "topics", frozenset()) & TOPICS:
            self._timer.start()

    def stop(self) -> None:
        """Write nothing any more."""
        self._timer.stop()

    def publish(self) -> None:
        """Write the file now, where one is chosen."""
        self._timer.stop()
        context = self._context()
        if context is None:
            return
        if self._writing:
            self._again = True
            return
        self._writing = True

        def work(workspace: Workspace) -> CalendarWritten | None:
            return publish_chosen(workspace, load_settings())

        context.read(
            work,
            lambda _written: self._done(""),
            key="publishing",
            on_error=lambda error: self._failed(context, error),
        )

    def _failed(self, context: Context, error: Exception) -> None:
        told = error.message if isinstance(error, WorkbenchError) else str(error)
        if self._context() is context and told != self._last_told:
            where = f" ({error.where})" if isinstance(error, WorkbenchError) and error.where else ""
            context.notifier.show_message(told + where, icon="triangle-alert")
        self._done(told)

    def _done(self, said: str) -> None:
        self._writing, self._last_told = False, said
        if self._again:
            self._again = False
            self._timer.start()
