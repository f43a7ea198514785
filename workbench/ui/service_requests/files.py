"""Files of a request, such as photos of what is given back: added, and opened as private copies."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.domain.attachments import Attachment
from workbench.domain.journal import ChangeSummary
from workbench.domain.service_requests import ServiceRequest
from workbench.foundation.i18n import _
from workbench.services.attachments import add_file
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kept_files import open_kept
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import SectionHeader
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import S1
from workbench.ui.prompts import FileKind
from workbench.ui.tasks import Job


class ServiceFiles(QWidget):
    """A list of files and the way to add more; what is refused is told and the rest goes on."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._request: ServiceRequest | None = None
        self._files: Sequence[Attachment] = ()
        column = vertical(self, gap=S1)
        self.title = SectionHeader(lambda: _("Files"), link=lambda: _("Add files…"))
        self.title.link_requested.connect(self.choose)
        self.list = ItemList(lambda: _("Files"), fit=True, padding=0, pane=True)
        self.list.opened.connect(self._open)
        column.addWidget(self.title)
        column.addWidget(self.list)

    def show_files(self, request: ServiceRequest, files: Sequence[Attachment]) -> None:
        """Show the files of a request."""
        self._request, self._files = request, files
        self.title.note.say(str(len(files)) if files else "")
        self.list.set_items(
            [
                Item(key=one.id, title=one.shown_name, mark=Mark("paperclip"), tooltip=one.note)
                for one in files
            ]
        )

    def choose(self) -> None:
        """Let the user choose files and keep copies of them with the request."""
        request = self._request
        if request is None:
            return

        def keep(path: Path, workspace: Workspace, job: Job) -> ChangeSummary:
            return add_file(workspace, request.account_id, path, service_id=request.id, progress=job.progress)

        kinds = (FileKind(_("All files"), ("*",)),)
        for path in self._context.prompts.ask_open_files(_("Add files"), kinds):
            self._context.change(partial(keep, path), lambda summary: summary, label=_("Adding a file"))

    def _open(self, key: object) -> None:
        file = next((one for one in self._files if one.id == key and one.has_content), None)
        if file is not None:
            open_kept(self._context, file.id)
