"""Backups of the open file: which there are, and making one now."""

from collections.abc import Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, format_date, format_number, format_time
from workbench.services.backups import Backup, backup_folder, backup_workspace, list_backups
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.tokens import S2
from workbench.ui.screens.settings.section import Section


class BackupsSection(Section):
    """The backups in the folder beside the file."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Backups"), parent)
        folder = backup_folder(self.context.workspace)
        self.note(
            lambda: _("One is made every day; the last seven are kept. They lie in {folder}.").format(
                folder=folder
            )
        )
        self.backups = ItemList(lambda: _("Backups"), fit=True, padding=0)
        self.put(self.backups)
        buttons = QWidget()
        row = horizontal(buttons, gap=S2)
        self.backup_button = Button(lambda: _("Back up now"), icon="shield-check")
        self.backup_button.clicked.connect(self.back_up)
        folder_button = Button(lambda: _("Show the folder"), Kind.PLAIN, icon="folder-open")
        folder_button.clicked.connect(
            lambda: QDesktopServices.openUrl(
                QUrl.fromLocalFile(str(folder if folder.exists() else folder.parent))
            )
        )
        row.addWidget(self.backup_button)
        row.addWidget(folder_button)
        row.addStretch(1)
        self.put(buttons)

    def refresh(self, topics: frozenset[str] | None) -> None:
        super().refresh(topics)
        if topics is None:
            self._list_backups()

    def back_up(self) -> None:
        """Make a backup now."""
        self.backup_button.setEnabled(False)
        workspace = self.context.workspace

        def failed(error: Exception) -> None:
            self.backup_button.setEnabled(True)
            self.context.show_error(error)

        def done(_path: object) -> None:
            self.backup_button.setEnabled(True)
            self.context.notifier.show_message(_("Backed up"))
            self._list_backups()

        self.context.tasks.run_write(
            lambda _job: backup_workspace(workspace), done, failed, label=_("Backing up")
        )

    def _list_backups(self) -> None:
        self.context.read(list_backups, self._show_backups, key="backups")

    def _show_backups(self, found: Sequence[Backup]) -> None:
        items = [
            Item(
                key=one.path,
                title=f"{format_date(one.at.date())} {format_time(one.at)}",
                note=one.path.name,
                right=_("{count} KB").format(count=format_number(one.size // 1000)),
            )
            for one in found
        ]
        self.backups.set_items(items or [Item(key=None, title=_("No backup yet"))])
