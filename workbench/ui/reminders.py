"""Reminders while the program runs: beside the clock of the system where it can, else in the window."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from workbench.foundation.i18n import _
from workbench.foundation.settings import Settings, change_settings, load_settings
from workbench.services.reminders import Reminder, due_reminders, still_remembered
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.navigation import Destination, PageId

EVERY_MS = 60_000


class Desk(Protocol):
    """Where reminders appear outside the window."""

    def show_message(self, title: str, text: str, clicked: Callable[[], object]) -> None:
        """Say it; ``clicked`` is called when the user clicks on it."""
        ...

    def withdraw(self) -> None:
        """Take the icon away."""
        ...


class Tray:
    """The system's own notifications, through an icon that appears with the first of them."""

    def __init__(self, icon: QIcon, parent: QWidget) -> None:
        self._icon = QSystemTrayIcon(icon, parent)
        self._clicked: Callable[[], object] | None = None
        self._icon.messageClicked.connect(self._click)
        self._icon.activated.connect(lambda _reason: self._click())

    def show_message(self, title: str, text: str, clicked: Callable[[], object]) -> None:
        self._clicked = clicked
        self._icon.show()
        self._icon.showMessage(title, text, self._icon.icon())

    def withdraw(self) -> None:
        self._icon.hide()

    def _click(self) -> None:
        if self._clicked is not None:
            self._clicked()


def system_tray(window: QWidget) -> Desk | None:
    """The system's notifications, or ``None`` where it has none."""
    if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
        return None
    icon = window.windowIcon()
    if icon.isNull():
        icon = QApplication.style().standardIcon(QApplication.style().StandardPixmap.SP_MessageBoxInformation)
    return Tray(icon, window)


class Reminders(QObject):
    """Looks every minute; each reminder is given once, also across starts. Silent while no file is open."""

    def __init__(
        self,
        window: QWidget,
        context: Callable[[], Context | None],
        go: Callable[[Destination], object],
        desk: Callable[[QWidget], Desk | None] = system_tray,
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._go, self._find_desk = window, context, go, desk
        self._desk: Desk | None = None
        self._told: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def tick(self) -> None:
        """A minute has passed."""
        context = self._context()
        if context is None or context.session.is_sample():
            return
        said = frozenset(self._told)

        def work(workspace: Workspace) -> tuple[Reminder, ...]:
            settings = load_settings()
            return due_reminders(workspace, said | settings.reminded.keys()) if settings.reminders else ()

        # What cannot be read now is looked at again in a minute.
        context.read(
            work, lambda due: self._give(context, due), key="reminders", on_error=lambda _error: None
        )

    def stop(self) -> None:
        """No more reminders; the icon goes away."""
        self._timer.stop()
        if self._desk is not None:
            self._desk.withdraw()

    def _give(self, context: Context, due: tuple[Reminder, ...]) -> None:
        due = tuple(one for one in due if one.key not in self._told)
        if not due or self._context() is not context:
            return
        self._told |= {one.key for one in due}
        self._show(context, due)
        today = context.workspace.clock.today()
        keys = [one.key for one in due]

        def keep(_job: object) -> None:
            change_settings(told_also)

        def told_also(stored: Settings) -> Settings:
            told = {**stored.reminded, **dict.fromkeys(keys, str(today))}
            return replace(stored, reminded=still_remembered(told, today))

        context.tasks.run_write(keep, lambda _nothing: None, lambda _error: None)

    def _show(self, context: Context, due: tuple[Reminder, ...]) -> None:
        if self._desk is None:
            self._desk = self._find_desk(self._window)
        if self._desk is not None:
            for one in due:
                self._desk.show_message(one.title, one.text, self._opening(context, one))
        else:
            # The window says one thing at a time.
            text = " · ".join(f"{one.title}: {one.text}" for one in due)
            run = self._opening(context, due[0])
            context.notifier.show_message(text, action=_("Open"), run=run, icon="bell")

    def _opening(self, context: Context, one: Reminder) -> Callable[[], None]:
        def opened() -> None:
            if self._context() is not context:
                return
            if self._window.isMinimized():
                self._window.showNormal()
            self._window.activateWindow()
            if one.visit_id is not None:
                self._go(Destination(PageId.CALENDAR, subject=one.visit_id))
            else:
                self._go(Destination(PageId.ALARMS if one.of_alarms else PageId.TODAY))

        return opened
