"""What goes on beside the window while a file is open: backup, names in order, reminders, shared calendar."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QTimer

from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _
from workbench.foundation.logs import note
from workbench.ui.kit.text_order import use_text_order

if TYPE_CHECKING:
    from workbench.app import Program
    from workbench.ui.context import Context
    from workbench.ui.publishing import Publishing
    from workbench.ui.reminders import Reminders

SCREENS_AFTER_MS = 1_500
IDLE_MS = 2 * SCREENS_AFTER_MS


class Upkeep:
    """Begins with each file that is opened; nothing of it holds the window up."""

    def __init__(self, program: "Program") -> None:
        self._program = program
        self.reminders: Reminders | None = None
        self.publishing: Publishing | None = None
        self._folder: QFileSystemWatcher | None = None
        # Once the day has been looked at for a moment.
        self._later = QTimer(singleShot=True, interval=SCREENS_AFTER_MS)
        self._later.timeout.connect(self._load_screens)

    def opened(self) -> None:
        """Another file is open."""
        if os.environ.get("WORKBENCH_QUIT_AFTER_PAINT", "idle") != "idle":
            return
        self._folder = None
        context = self._program.context
        if context is None or not context.workspace.look_only:
            self._back_up()
            self._watch()
        self._learn_order()
        self._later.start()

    def stop(self) -> None:
        """The program ends."""
        self._later.stop()
        self._folder = None
        if self.reminders is not None and self.publishing is not None:
            self.reminders.stop()
            self.publishing.stop()

    def _back_up(self) -> None:
        """The daily backup, made once the window can be used."""
        program, context = self._program, self._program.context
        if context is None:
            return

        def work(job: object) -> Path:
            from workbench.services.attachments import clear_opened
            from workbench.services.backups import backup_today, copy_backups
            from workbench.storage.private_folder import clear_left_folders

            # What a crash left lying about of attachments that were open.
            clear_opened(context.workspace)
            clear_left_folders()
            began = perf_counter()
            made = backup_today(context.workspace)
            copy_backups(context.workspace)
            if not program.is_sample():
                note("backup looked after", ms=round((perf_counter() - began) * 1000))
            return made

        def failed(error: Exception) -> None:
            # A full disk or a folder that cannot be written stops nobody's work.
            if program.context is context and isinstance(error, WorkbenchError):
                program.window.status.show_no_backup()
                program.window.toast.show_message(
                    _("No backup could be made today: {reason}").format(reason=error.message),
                    icon="triangle-alert",
                )
            else:
                program.failed(error)

        def done(path: Path) -> None:
            if program.context is context:
                # They are made by hand too, and before anything large.
                self._folder = QFileSystemWatcher([str(path.parent)])
                self._folder.directoryChanged.connect(lambda _path: self._tell_latest())
                self._tell_latest()

        program.tasks.run_write(work, done, failed)

    def _tell_latest(self) -> None:
        """When the latest backup was made, for whatever reason."""
        program, context = self._program, self._program.context
        if context is None:
            return

        def latest(_job: object) -> datetime | None:
            from workbench.services.backups import BackupKind, list_backups

            kept = (one.path for one in list_backups(context.workspace) if one.kind is not BackupKind.DAMAGED)
            path = next(kept, None)
            return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path is not None else None

        def show(made: datetime | None) -> None:
            if made is not None and program.context is context:
                program.window.status.show_backup(made, context.workspace.clock.today())

        # What has just gone from the folder is told by the next look.
        program.tasks.run_read(latest, show, lambda _error: None, key="latest-backup")

    def _learn_order(self) -> None:
        """From here on names stand by pinyin; its tables are read in the background."""

        def work(job: object) -> Callable[[str], str]:
            from workbench.services.name_order import name_order

            name_order("客户")
            return name_order

        self._program.tasks.run_read(work, use_text_order, self._program.failed)

    def _load_screens(self) -> None:
        from workbench.screens_ahead import load_screens

        self._program.tasks.run_read(load_screens, lambda _nothing: None, lambda _error: None)

    def _worked_in(self) -> "Context | None":
        """The open file unless it is only looked at: what is due in it is due to others."""
        context = self._program.context
        return None if context is None or context.workspace.look_only else context

    def _watch(self) -> None:
        """From the first file on: reminders, and the calendar file that others subscribe to."""
        program = self._program
        if self.reminders is None or self.publishing is None:
            from workbench.ui.publishing import Publishing
            from workbench.ui.reminders import Reminders

            self.reminders = Reminders(program.window, self._worked_in, program.window.go)
            self.publishing = Publishing(program.window, lambda: program.context)
            program.signals.workspace_changed.connect(self.publishing.changed)
        self.publishing.opened()
