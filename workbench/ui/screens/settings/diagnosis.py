"""Log and diagnosis: what is kept on this computer for the case of trouble, and a bundle for support."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.foundation.logs import crash_reports
from workbench.foundation.paths import logs_dir
from workbench.services.diagnosis import DiagnosisPart, gather_diagnosis, write_diagnosis
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import Facts, horizontal
from workbench.ui.kit.tokens import S2
from workbench.ui.prompts import FileKind
from workbench.ui.screens.settings.section import Section
from workbench.ui.screens.settings.text_dialog import show_text


class DiagnosisSection(Section):
    """What would be written is shown first; nothing is sent anywhere."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Log and diagnosis"), parent)
        self._parts: tuple[DiagnosisPart, ...] = ()
        self._leads_on = False
        self.note(
            lambda: _(
                "The log and the crash reports stay on this computer. They hold kinds of work and of errors, "
                "times and counts; no names, no texts, no amounts."
            )
        )
        facts = Facts(name_width=96)
        facts.add(lambda: _("Folder"), str(logs_dir()))
        self.reports = facts.add(lambda: _("Crash reports"), "")
        self.put(facts)
        self.folder_button = Button(lambda: _("Show the folder"), icon="folder-open")
        self.folder_button.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(logs_dir())))
        )
        self.put_left(self.folder_button)
        self.part(
            lambda: _("Diagnosis for support"),
            lambda: _(
                "One file that tells support what went wrong, and nothing of anybody: no accounts, no "
                "people, no amounts, no names of files or folders. Look at each part before you save it; "
                "where it goes from there is up to you."
            ),
        )
        buttons = QWidget()
        row = horizontal(buttons, gap=S2)
        self.gather_button = Button(lambda: _("Put together"), icon="badge-check")
        self.gather_button.clicked.connect(self.gather)
        self.save_button = Button(lambda: _("Save…"), Kind.PRIMARY, icon="download")
        self.save_button.clicked.connect(self.save)
        self.save_button.setEnabled(False)
        row.addWidget(self.gather_button)
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.put(buttons)
        self.contents = ItemList(lambda: _("What the diagnosis holds"), fit=True, padding=0)
        self.contents.opened.connect(self._look_into)
        self.contents.action_requested.connect(self._look_into)
        self.put(self.contents)

    def refresh(self, topics: frozenset[str] | None) -> None:
        if topics is None and isinstance(self.reports, Label):
            count = len(crash_reports())
            told = ngettext("{count} report", "{count} reports", count).format(count=format_number(count))
            self.reports.say(told if count else _("None"))

    def gather(self) -> None:
        """Put together what the bundle would hold, and list it."""
        self._leads_on = self.gather_button.hasFocus()
        self.gather_button.setEnabled(False)
        screens = [
            (one.size().width(), one.size().height(), one.devicePixelRatio())
            for one in QGuiApplication.screens()
        ]
        self.context.read(
            lambda workspace: gather_diagnosis(workspace, screens),
            self._show,
            key="diagnosis",
            on_error=self._failed,
        )

    def save(self) -> None:
        """Write the bundle where the user says."""
        proposed = Path.home() / f"workbench-diagnosis-{self.context.workspace.clock.today()}.zip"
        path = self.context.prompts.ask_save_file(
            _("Save the diagnosis"), (FileKind(_("Zip files"), ("*.zip",)),), proposed
        )
        if path is None:
            return
        parts = self._parts
        self.context.tasks.run_read(
            lambda _job: write_diagnosis(path, parts), self._saved, self.context.show_error
        )

    def _saved(self, path: Path) -> None:
        self.context.notifier.show_message(
            _("Saved as {file}").format(file=path.name),
            action=_("Show"),
            run=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
        )

    def _show(self, parts: tuple[DiagnosisPart, ...]) -> None:
        self._parts = parts
        self.gather_button.setEnabled(True)
        self.save_button.setEnabled(True)
        if self._leads_on:
            # A button that rests lets go of the keyboard; the next step takes it.
            self.save_button.setFocus()
        self.contents.set_items(
            [
                Item(
                    key=one.name,
                    title=one.name,
                    second=one.about,
                    mark=Mark("file-text"),
                    action=pgettext("part of the diagnosis", "Look"),
                )
                for one in parts
            ]
        )

    def _failed(self, error: Exception) -> None:
        self.gather_button.setEnabled(True)
        self.context.show_error(error)

    def _look_into(self, name: object) -> None:
        for part in self._parts:
            if part.name == name:
                show_text(self, part.name, part.text, remark=part.about)
