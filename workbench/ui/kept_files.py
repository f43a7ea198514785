"""Files that are kept with a record: brought in one after the other, opened as a copy, saved elsewhere."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent

from workbench.domain.attachments import Attachment, safe_name
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import Cancelled
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.attachments import add_file, copy_for_opening, save_file_as
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.counts import ProgressRow
from workbench.ui.prompts import FileKind
from workbench.ui.tasks import Job


def dropped_paths(event: QDropEvent) -> list[Path]:
    """The files that are dragged."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def open_kept(context: Context, file_id: Id) -> None:
    """Hand a private copy of the file to the system."""
    workspace = context.workspace
    context.tasks.run_read(
        lambda _job: copy_for_opening(workspace, file_id),
        lambda copy: QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))),
        context.show_error,
        label=_("Opening a file"),
    )


def save_kept(context: Context, file: Attachment) -> None:
    """Ask where to, and write a copy of the file there."""
    workspace = context.workspace
    kinds = (FileKind(_("All files"), ("*",)),)
    out = context.prompts.ask_save_file(_("Save a copy"), kinds, workspace.path.parent / file.shown_name)
    if out is not None:
        context.tasks.run_write(
            lambda _job: save_file_as(workspace, file.id, out),
            lambda _nothing: context.notifier.show_message(_("Saved as {name}").format(name=out.name)),
            context.show_error,
            label=_("Saving a file"),
        )


class FileIntake(QObject):
    """Keeps copies of files, with ``progress`` to be shown; stopping one leaves out those behind it."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._waiting: list[tuple[Id, Path, dict[str, Any]]] = []
        self._is_adding = False
        self.progress = ProgressRow()

    def add(self, account_id: Id, paths: Iterable[Path], **where: Any) -> None:
        """Keep these with the account; ``where`` is what else ``add_file`` is to know."""
        self._waiting += [(account_id, path, where) for path in paths]
        if not self._is_adding:
            self._add_next()

    def _add_next(self) -> None:
        self._is_adding = bool(self._waiting)
        if not self._is_adding:
            self.progress.end()
            return
        account_id, path, where = self._waiting.pop(0)
        name = safe_name(path.name)

        def work(workspace: Workspace, job: Job) -> ChangeSummary:
            return add_file(workspace, account_id, path, progress=job.progress, **where)

        job = self._context.change(
            work,
            lambda summary: summary,
            said=lambda _summary: _("{name} is kept here").format(name=name),
            on_done=lambda _summary: self._add_next(),
            on_error=self._failed,
            on_progress=self.progress.show_progress,
            label=_("Adding a file"),
        )
        self.progress.begin(lambda: _("Adding {name}").format(name=name), job.cancel)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._waiting.clear()
        else:
            self._context.show_error(error)
        self._add_next()
