"""Files of a complaint: taken in one after the other for the step it is in, opened as private copies."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from workbench.domain.attachments import Attachment
from workbench.domain.journal import ChangeSummary
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.attachments import add_file
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kept_files import open_kept
from workbench.ui.kit.buttons import Button
from workbench.ui.prompts import FileKind
from workbench.ui.tasks import Job


class ComplaintFiles(QObject):
    """Adds files to one complaint after the other; what is refused is told and the rest goes on."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def choose(self) -> Sequence[Path]:
        """Let the user choose files."""
        kinds = (FileKind(_("All files"), ("*",)),)
        return self._context.prompts.ask_open_files(_("Add files"), kinds)

    def add(self, account_id: Id, complaint_id: Id, step: str, paths: Sequence[Path]) -> None:
        """Keep copies of these files with a step of the complaint."""

        def keep(path: Path, workspace: Workspace, job: Job) -> ChangeSummary:
            return add_file(
                workspace,
                account_id,
                path,
                complaint_id=complaint_id,
                complaint_step=step,
                progress=job.progress,
            )

        for path in paths:
            self._context.change(partial(keep, path), lambda summary: summary, label=_("Adding a file"))

    def open(self, file: Attachment) -> None:
        """Hand a private copy to the system."""
        open_kept(self._context, file.id)

    def button(self, file: Attachment) -> Button:
        """A small button that opens the file."""
        name = file.shown_name
        shown = name if len(name) <= 28 else f"{name[:14]}…{name[-12:]}"
        button = Button(shown, icon="paperclip", small=True)
        button.setToolTip(name)
        button.setEnabled(file.has_content)
        button.clicked.connect(lambda: self.open(file))
        return button
