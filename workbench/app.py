"""The window is put together here: the application, the main window, its pages, and the open file."""

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from workbench.arrivals import Arrivals
from workbench.dropped_files import go_with_file, take_dropped
from workbench.foundation.clock import Clock, SystemClock
from workbench.foundation.errors import Locked, WorkbenchError, WrongPassphrase
from workbench.foundation.i18n import _, set_language, system_language
from workbench.foundation.ids import Id
from workbench.foundation.logs import note
from workbench.foundation.settings import (
    Settings,
    change_settings,
    load_settings,
    with_recent,
    without_recent,
)
from workbench.locking import Locking
from workbench.offers import offers
from workbench.own_files import close_file, own_file, sample_file, workspace_kinds
from workbench.pages import page_entries
from workbench.program_actions import file_actions, show_badges
from workbench.reopening import Reopening
from workbench.sample import Sample
from workbench.ui.kit.leaving import leave_all
from workbench.ui.kit.qt_words import say_qt_words
from workbench.ui.kit.table_menu import Output
from workbench.ui.kit.theme import apply_theme, system_is_dark
from workbench.ui.navigation import Destination, PageId
from workbench.ui.prompts import Prompts
from workbench.ui.shell.crash import CrashReporter
from workbench.ui.shell.dialogs import QtPrompts
from workbench.ui.shell.file_opening import FileOpening
from workbench.ui.shell.hits import Hit
from workbench.ui.shell.main_window import MainWindow
from workbench.ui.signals import WorkspaceSignals
from workbench.ui.tasks import Tasks
from workbench.upkeep import IDLE_MS, Upkeep

if TYPE_CHECKING:
    from workbench.services.workspaces import Workspace
    from workbench.ui.context import Context
    from workbench.ui.kit.table import Table


def run_window(workspace_file: Path | None, clock: Clock | None = None, language: str = "") -> int:
    """Open the window on ``workspace_file``, else on the file used last, and stay until it is closed.

    ``language`` is spoken instead of the one in the settings, which stay as they are.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    program = Program(app, clock or SystemClock(), language=language)
    # For benchmarks and the check of the bundle: leave once the window, or Today in it, has been painted, or
    # once all that is loaded ahead lies there too.
    leave_after = os.environ.get("WORKBENCH_QUIT_AFTER_PAINT")
    if leave_after == "window":
        program.window.first_painted.connect(app.quit)
        program.window.show()
        return app.exec()
    if sys.platform == "darwin":
        # Only there does the system ask in this way; a filter of the application sees every event there is.
        app.installEventFilter(FileOpening(program.open_file, app))
    program.start(workspace_file)
    if leave_after == "idle":
        program.when_settled(lambda: QTimer.singleShot(IDLE_MS, lambda: program.when_settled(app.quit)))
    elif leave_after:
        program.when_settled(app.quit)
    return app.exec()


class Program:
    """The running program: one window, one open file. Pages know it as their ``Session``."""

    def __init__(
        self, app: QApplication, clock: Clock, prompts: Prompts | None = None, *, language: str = ""
    ) -> None:
        self._app, self.clock = app, clock
        self.settings: Settings = load_settings()
        set_language(language or self.settings.language or system_language())
        say_qt_words(app)
        app.setApplicationDisplayName(_("Workbench"))
        # What is put together before it stands in the window is dressed once, with it.
        self._dress(())
        self.tasks = Tasks()
        self.signals = WorkspaceSignals()
        self.context: Context | None = None
        self.upkeep = Upkeep(self)
        self.reopening = Reopening(self)
        self.sample = Sample(self)
        self._asked = 0
        self.window = MainWindow(
            app,
            page_entries(self._given),
            self.tasks,
            self.signals,
            search=self._search,
            more_actions=file_actions(self),
            offers=lambda: offers(self),
        )
        reporter = CrashReporter(clock.now, self.window.show_crash)
        reporter.install()
        self.prompts: Prompts = prompts or QtPrompts(self.window, reporter.report)
        self.arrivals = Arrivals(self)
        self.window.restore_window(self.settings.window)
        self._dress([self.window])
        self.locking = Locking(app, self)
        self.window.undo_requested.connect(lambda: self.undo())
        self.window.redo_requested.connect(self.redo)
        self.window.closing.connect(self._close)
        ask = self.arrivals.dropped
        self.window.file_dropped.connect(lambda name: take_dropped(self.window, Path(name), ask))
        self.window.output_requested.connect(self._put_out)
        self.tasks.failed.connect(self.failed)
        self.signals.workspace_changed.connect(lambda _summary: self._tell_file())
        self.signals.workspace_changed.connect(lambda summary: show_badges(self, summary))
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._dress([self.window]))

    def start(self, workspace_file: Path | None) -> None:
        """Show the empty window; the file is opened once it stands on the screen."""
        note("window started")
        wanted = workspace_file or next(
            (Path(one) for one in self.settings.recent if Path(one).exists()), None
        )
        if wanted is None or (workspace_file is None and wanted == sample_file()):
            wanted = wanted or own_file()
        self.window.first_painted.connect(lambda: self.load(wanted, make=workspace_file is None))
        self.window.show()

    def when_settled(self, then: Callable[[], object]) -> None:
        """Call ``then`` once a page is shown, nothing is under way, and all of it has been painted."""

        def look() -> None:
            if self.window.page() is None or self.tasks.busy():
                # Not often: each look takes the interpreter away from the worker.
                QTimer.singleShot(20, look)
            else:
                self.window.repaint()
                QTimer.singleShot(0, then)

        QTimer.singleShot(0, look)

    def open_file(self, path: Path) -> None:
        """See ``Session``."""
        self.load(path, make=False)

    def open_recent(self, path: Path) -> None:
        """See ``Session``."""
        if path.exists():
            self.load(path, make=False)
        elif self.prompts.confirm(
            _("This file is no longer there"),
            _("{file} may have been moved, or lies on a disk that is not here now.").format(file=path),
            _("Take it off the list"),
        ):
            self.forget_recent(path)

    def forget_recent(self, path: Path) -> None:
        """See ``Session``."""
        self.keep(without_recent(self.settings, path))

    def new_file(self, path: Path) -> None:
        """See ``Session``."""
        self.load(path, make=True)

    def open_sample(self) -> None:
        """See ``Session``."""
        self.sample.open()

    def remove_sample(self) -> None:
        """See ``Session``."""
        self.sample.remove()

    def is_open(self, workspace: "Workspace") -> bool:
        """See ``Session``."""
        return self.context is not None and self.context.workspace is workspace

    def is_sample(self) -> bool:
        """See ``Session``."""
        return self.context is not None and self.context.workspace.path == sample_file()

    def change_passphrase(
        self, old: str | None, new: str | None, on_error: Callable[[Exception], object]
    ) -> None:
        """See ``Session``."""
        self.reopening.change_passphrase(old, new, on_error)

    def restore_backup(self, backup: Path, passphrases: Sequence[str]) -> None:
        """See ``Session``."""
        self.reopening.restore_backup(backup, passphrases)

    def merge_file(self, path: Path) -> None:
        """See ``Session``."""
        go_with_file(self.window, PageId.MERGE, path)

    def load(
        self,
        path: Path,
        *,
        make: bool,
        passphrase: str | None = None,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Open the file at ``path``; ``make`` it if it is not there. ``then`` follows once it is shown."""

        def work(job: object) -> "Workspace":
            from workbench.services.workspaces import new_workspace, open_workspace

            # Shown next: read in on the GUI thread it would hold the window up for a tenth of a second.
            importlib.import_module("workbench.ui.screens.today.page")
            if make and not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                return new_workspace(path, passphrase=passphrase, clock=self.clock)
            return open_workspace(path, passphrase=passphrase, clock=self.clock, only_ours=True)

        def failed(error: Exception) -> None:
            if isinstance(error, WrongPassphrase):
                again = self.prompts.ask_passphrase(
                    path.name,
                    error.message
                    if passphrase
                    else _("This file has a passphrase. Its recovery code opens it too."),
                )
                if again is not None:
                    self.load(path, make=make, passphrase=again, then=then)
                    return
                self.not_opened(None)
            elif not self.arrivals.refused(path, passphrase, error):
                self.reopening.offer_backup(path, passphrase, error)

        if self.context is not None and self.context.workspace.path == path:
            # What was asked for before this is no longer wanted.
            self._asked += 1
            return

        def opened() -> None:
            from workbench.services.recovery import is_recovery_code

            if then is not None:
                then()
            if passphrase is not None and is_recovery_code(passphrase):
                self.ask_new_passphrase(passphrase)

        self.open_with(work, failed, then=opened)

    def open_with(
        self,
        work: "Callable[[object], Workspace]",
        failed: Callable[[Exception], object],
        *,
        then: Callable[[], object] | None = None,
        label: str = "",
    ) -> None:
        """Open a file in the background; of several asked for, the last one counts."""
        self._asked += 1
        asked = self._asked

        def done(workspace: "Workspace") -> None:
            if asked != self._asked:
                self._close_later(workspace)
                return
            self.opened(workspace)
            if then is not None:
                then()

        self.tasks.run_write(work, done, failed, label=label)

    def opened(self, workspace: "Workspace") -> None:
        """Show a file that was just opened, in place of the one before."""
        from workbench.ui.context import Context

        if self.context is not None:
            leave_all(self.window)
            self._close_later(self.context.workspace)
        self.window.toast.hide()
        self.context = Context(
            workspace, self.tasks, self.signals, self.prompts, self.window.toast, session=self
        )
        unkept: WorkbenchError | None = None
        try:
            if not workspace.look_only:
                self.keep(with_recent(self.settings, workspace.path))
        except WorkbenchError as error:
            # The file is open all the same.
            unkept = error
        self._tell_file()
        self.arrivals.opened(workspace)
        self.window.keep_tables(not self.is_sample())
        if not self.is_sample():
            note("file opened")
        self.signals.workspace_opened.emit()
        self.window.go(Destination(PageId.TODAY))
        show_badges(self)
        self.upkeep.opened()
        if unkept is not None:
            self.failed(unkept)

    def not_opened(self, error: Exception | None) -> None:
        """Say why; with nothing open at all, offer another file or leave."""
        if error is not None:
            self.prompts.show_error(error)
        if self.context is not None:
            return
        if isinstance(error, Locked):
            self.window.close()
            return
        own = own_file()
        other = self.prompts.ask_open_file(_("Open a workspace"), workspace_kinds(), own.parent)
        if other is not None:
            self.load(other, make=False)
        else:
            self.window.close()

    def _tell_file(self) -> None:
        if self.context is not None:
            self.window.status.show_file(self.context.workspace.path.name)
            self.window.status.show_saved(self.clock.now())

    def _close_later(self, workspace: "Workspace") -> None:
        """Close a file after the writes that were asked of it before."""
        self.tasks.run_write(lambda _job: close_file(workspace), lambda _nothing: None, self.failed)

    def _put_out(self, table: "Table[Any]", output: Output) -> None:
        from workbench.ui.table_output import put_out

        put_out(self._given(), table, output)

    def switch_language(self, code: str) -> None:
        """See ``Session``."""
        self.keep(replace(self.settings, language=code))
        self.window.switch_language(code)
        say_qt_words(self._app)
        self._app.setApplicationDisplayName(_("Workbench"))
        self.window.setWindowTitle(_("Workbench"))

    def switch_theme(self, theme: str) -> None:
        """See ``Session``."""
        self.keep(replace(self.settings, theme=theme))
        self._dress([self.window])

    def lock_after(self, minutes: int | None = None) -> int:
        """See ``Session``."""
        if minutes is not None:
            self.keep(replace(self.settings, lock_after=minutes))
        return self.settings.lock_after

    def lock(self) -> None:
        """See ``Session``."""
        self.locking.lock()

    def ask_new_passphrase(self, code: str) -> None:
        """The file was opened by its recovery code: the passphrase is forgotten, so ask for a new one."""
        new = self.prompts.ask_passphrase(
            _("New passphrase"),
            _("You opened the file by its recovery code. Choose a new passphrase, then print a new code."),
            new=True,
        )
        if new is not None:
            self.change_passphrase(code, new, self.failed)

    def _dress(self, windows: Sequence[QWidget]) -> None:
        theme = self.settings.theme
        dark = theme == "dark" or (not theme and system_is_dark(self._app))
        apply_theme(self._app, dark=dark, windows=windows)

    def keep(self, settings: Settings) -> None:
        # Pages may have written settings of their own meanwhile: only what the program keeps is replaced.
        def ours(stored: Settings) -> Settings:
            self.settings = replace(
                stored,
                recent=settings.recent,
                language=settings.language,
                theme=settings.theme,
                window=settings.window,
                lock_after=settings.lock_after,
            )
            return self.settings

        change_settings(ours)

    def undo(self, transaction_id: Id | None = None) -> None:
        """See ``Session``."""
        from workbench.ui.undoing import undo

        if self.context is not None:
            undo(self.context, transaction_id)

    def redo(self) -> None:
        """Do again what was undone last."""
        from workbench.ui.undoing import redo

        if self.context is not None:
            redo(self.context)

    def failed(self, error: Exception) -> None:
        if self.context is not None:
            self.context.show_error(error)
        else:
            self.prompts.show_error(error)

    def _given(self) -> "Context":
        assert self.context is not None, "pages are made when a file is open"
        return self.context

    def ask_open(self) -> None:
        """See ``Session``."""
        folder = self.arrivals.own().parent
        path = self.prompts.ask_open_file(_("Open a workspace"), workspace_kinds(), folder)
        if path is not None:
            self.open_file(path)

    def ask_new(self) -> None:
        """Let the user name a new workspace file and make it."""
        path = self.prompts.ask_save_file(
            _("New workspace"), workspace_kinds(), own_file().with_name(_("New") + ".workbench")
        )
        if path is not None:
            self.new_file(path)

    def _search(self, text: str, limit: int) -> Sequence[Hit]:
        from workbench.services.search import search
        from workbench.ui.shell.found import shown

        if self.context is None:
            return ()
        return [shown(hit) for hit in search(self.context.workspace, text, limit)]

    def _close(self) -> None:
        self.upkeep.stop()
        self.locking.stop()
        self.tasks.cancel_all()
        self.tasks.shut_down()
        if self.context is not None:
            close_file(self.context.workspace)
            self.context = None
        note("window closed")
        # What the window looked like is not worth an error on the way out.
        with suppress(WorkbenchError):
            self.keep(replace(self.settings, window=self.window.window_state()))
