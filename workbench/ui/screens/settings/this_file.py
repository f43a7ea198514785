"""The open file: where it is, its passphrase, its backups, and whether it is sound."""

from collections.abc import Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.policies import ATTACHMENT_MB
from workbench.foundation.errors import BadInput, WorkbenchError, WrongPassphrase
from workbench.foundation.i18n import _, format_date, format_number, format_time, ngettext
from workbench.services.checks import CheckReport, check_workspace, repair_workspace
from workbench.services.workspaces import Backup, backup_folder, backup_workspace, list_backups
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.counts import ProgressRow
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import SEVERE, Mark
from workbench.ui.kit.surfaces import Facts, horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.settings.policy_section import WHOLE, PolicyPart, PolicySection

_FINDINGS_SHOWN = 8


class FileSection(PolicySection):
    """Each thing with its button; what a check finds is listed, and mended where that is possible."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("This file"), parent)
        workspace = context.workspace
        facts = Facts(name_width=96)
        facts.add(lambda: _("Name"), workspace.path.name)
        facts.add(lambda: _("Folder"), str(workspace.path.parent))
        self.put(facts)
        self._first = False
        self._make_passphrase()
        self._make_backups()
        self._make_attachments()
        self._make_check()

    def refresh(self, topics: frozenset[str] | None) -> None:
        super().refresh(topics)
        if topics is None:
            self._list_backups()

    def set_passphrase(self) -> None:
        """Put the file under a passphrase, or under another one."""
        old: str | None = None
        if self.context.workspace.encrypted:
            old = self._ask_old()
            if old is None:
                return
        new = self.context.prompts.ask_passphrase(
            _("New passphrase"),
            _("Whoever forgets it cannot open the file again; nobody can help. Backups keep the old one."),
            new=True,
        )
        if new is not None:
            self.context.session.change_passphrase(old, new, self._passphrase_failed)

    def remove_passphrase(self) -> None:
        """Take the passphrase away."""
        old = self._ask_old()
        if old is not None:
            self.context.session.change_passphrase(old, None, self._passphrase_failed)

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

    def check(self) -> None:
        """Look at every page, link and journal entry."""
        self._begin_check()
        workspace = self.context.workspace
        self.context.tasks.run_read(
            lambda _job: check_workspace(workspace),
            self._show_report,
            self._check_failed,
            label=_("Checking"),
        )

    def repair(self) -> None:
        """Write the tables anew from the journal."""
        self._begin_check()

        def repaired(report: CheckReport) -> None:
            self._show_report(report)
            # Any row may show something else now.
            everything = ChangeSummary(None, "repair", "", {}, False)
            self.context.signals.workspace_changed.emit(everything)

        workspace = self.context.workspace
        self.context.tasks.run_write(
            lambda _job: repair_workspace(workspace), repaired, self._check_failed, label=_("Repairing")
        )

    def _make_passphrase(self) -> None:
        encrypted = self.context.workspace.encrypted
        self.part(lambda: _("Passphrase"))
        self.protection = Label(
            (lambda: _("The file is encrypted; without the passphrase nobody can read it."))
            if encrypted
            else lambda: _("The file has no passphrase: whoever has it can read it."),
            wrap=True,
        )
        self.put(self.protection)
        buttons = QWidget()
        row = horizontal(buttons, gap=S2)
        self.passphrase_button = Button(
            (lambda: _("Change the passphrase…")) if encrypted else (lambda: _("Set a passphrase…")),
            icon="key-round",
        )
        self.passphrase_button.clicked.connect(self.set_passphrase)
        self.remove_button = Button(lambda: _("Remove the passphrase…"), Kind.PLAIN)
        self.remove_button.clicked.connect(self.remove_passphrase)
        row.addWidget(self.passphrase_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        self.remove_button.setVisible(encrypted)
        self.put(buttons)
        self.passphrase_error = Label(tone=Tone.DANGER, size=SMALL, wrap=True)
        self.put(self.passphrase_error)
        self.passphrase_error.hide()

    def _make_backups(self) -> None:
        folder = backup_folder(self.context.workspace)
        self.part(
            lambda: _("Backups"),
            lambda: _("One is made every day; the last seven are kept. They lie in {folder}.").format(
                folder=folder
            ),
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

    def _make_attachments(self) -> None:
        self.part(
            lambda: _("Attachments"),
            lambda: _("Files kept with accounts lie within this file, and make it and its exports larger."),
        )
        self.group(PolicyPart(ATTACHMENT_MB, WHOLE, lambda: _("Largest attachment, MB")))

    def _make_check(self) -> None:
        self.part(
            lambda: _("Check the file"),
            lambda: _("Reads every page, link and entry. You can go on working meanwhile."),
        )
        buttons = QWidget()
        row = horizontal(buttons, gap=S2)
        self.check_button = Button(lambda: _("Check now"), icon="badge-check")
        self.check_button.clicked.connect(self.check)
        self.repair_button = Button(lambda: _("Repair"), Kind.PRIMARY)
        self.repair_button.clicked.connect(self.repair)
        row.addWidget(self.check_button)
        row.addWidget(self.repair_button)
        row.addStretch(1)
        self.repair_button.hide()
        self.put(buttons)
        self.progress = ProgressRow()
        self.progress.cancel_button.hide()
        self.put(self.progress)
        self.findings = ItemList(lambda: _("What the check found"), fit=True, padding=0)
        self.put(self.findings)

    def _ask_old(self) -> str | None:
        return self.context.prompts.ask_passphrase(
            _("Present passphrase"), _("The passphrase that the file has now.")
        )

    def _passphrase_failed(self, error: Exception) -> None:
        if isinstance(error, WrongPassphrase | BadInput):
            self.passphrase_error.say(error.message)
            self.passphrase_error.show()
        else:
            self.context.show_error(error)

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

    def _begin_check(self) -> None:
        self.check_button.setEnabled(False)
        self.repair_button.hide()
        self.findings.set_items(())
        self.progress.begin(lambda: _("Checking"), lambda: None)

    def _check_failed(self, error: Exception) -> None:
        self.progress.end()
        self.check_button.setEnabled(True)
        if isinstance(error, WorkbenchError):
            self.findings.set_items([Item(key=0, title=error.message, mark=SEVERE, tooltip=error.hint)])
        else:
            self.context.show_error(error)

    def _show_report(self, report: CheckReport) -> None:
        self.progress.end()
        self.check_button.setEnabled(True)
        if report.ok:
            told = ngettext("Sound: {count} entry checked", "Sound: {count} entries checked", report.entries)
            title = told.format(count=format_number(report.entries))
            sound = Item(key=0, title=title, mark=Mark("circle-check", Tone.OK))
            self.findings.set_items([sound, *_noted(report)])
            return
        items = [
            Item(key=place, title=one.message, mark=SEVERE, tooltip=one.message)
            for place, one in enumerate(report.findings[:_FINDINGS_SHOWN])
        ]
        more = len(report.findings) - _FINDINGS_SHOWN
        if more > 0:
            items.append(Item(key=None, title=_("… and {count} more").format(count=format_number(more))))
        self.findings.set_items([*items, *_noted(report)])
        # Tables can be written anew from the journal; what the pages lost is in the backups.
        self.repair_button.setVisible(all(one.check == "journal" for one in report.findings))


def _noted(report: CheckReport) -> list[Item]:
    """What is worth knowing and no fault."""
    return [
        Item(key=("note", place), title=one, mark=Mark("info", Tone.TEXT2), tooltip=one)
        for place, one in enumerate(report.notes)
    ]
