"""Locking the open file: what is typed is kept, the window covered, the file closed, its key forgotten."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _
from workbench.ui.kit.leaving import keep_drafts
from workbench.ui.shell.idle import IdleWatch, seconds_awake_or_asleep

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from workbench.app import Program

SECONDS_A_MINUTE = 60


class Locking:
    """Locks when asked, and when nobody used the program for as long as the settings say.

    While locked no work of the program begins: reads, saves, reminders and shared calendars wait, and go
    on once the file is unlocked.
    """

    def __init__(
        self, app: "QApplication", program: "Program", now: Callable[[], float] = seconds_awake_or_asleep
    ) -> None:
        self._program = program
        self._is_closing = False
        self.idle = IdleWatch(app, self._limit, self.lock, now)
        program.window.cover.unlock = self.unlock
        program.tasks.busy_changed.connect(self._close_file)

    @property
    def is_locked(self) -> bool:
        """Whether the window is covered."""
        return self._program.window.cover.is_on

    def lock(self) -> None:
        """Lock the file at once; what is under way ends first. A file without a passphrase says so."""
        program = self._program
        if program.context is None or self.is_locked:
            return
        if not program.context.workspace.encrypted:
            program.window.toast.show_message(
                _("This file has no passphrase, so it cannot be locked."), icon="info"
            )
            return
        keep_drafts()
        program.window.toast.hold()
        program.window.cover.put_on()
        program.tasks.hold()
        self._is_closing = True
        if not program.tasks.busy():
            self._close_file(False)

    def unlock(self, typed: str) -> None:
        """Open the file again, by its passphrase or its recovery code."""
        program = self._program
        context = program.context
        if context is None or not self.is_locked:
            return
        workspace = context.workspace

        def done(_nothing: None) -> None:
            self._uncover()
            from workbench.services.recovery import is_recovery_code

            if is_recovery_code(typed) and not workspace.look_only:
                program.ask_new_passphrase(typed)

        program.tasks.run_write(lambda _job: workspace.unlock(typed), done, self._refused, even_held=True)

    def stop(self) -> None:
        """The program ends."""
        self.idle.stop()

    def _limit(self) -> float | None:
        context = self._program.context
        if context is None or not context.workspace.encrypted or self.is_locked:
            return None
        return self._program.settings.lock_after * SECONDS_A_MINUTE

    def _close_file(self, busy: bool) -> None:
        """Nothing is under way any more: close the database."""
        program = self._program
        if busy or not self._is_closing or program.context is None:
            return
        self._is_closing = False
        workspace = program.context.workspace
        program.tasks.run_write(
            lambda _job: workspace.lock(),
            lambda _nothing: program.window.cover.page.ready(),
            self._not_locked,
            even_held=True,
        )

    def _not_locked(self, error: Exception) -> None:
        self._uncover()
        self._program.failed(error)

    def _refused(self, error: Exception) -> None:
        page = self._program.window.cover.page
        if isinstance(error, WorkbenchError):
            page.refuse(error.message)
        else:
            page.refuse(_("The file cannot be opened."))
            self._program.failed(error)

    def _uncover(self) -> None:
        program = self._program
        self.idle.touch()
        program.window.cover.take_off()
        program.tasks.release()
        program.window.toast.release()
