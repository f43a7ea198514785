"""Handing the file over: with or without a passphrase, to a place of one's choice, with a receipt."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from workbench.foundation.i18n import _, format_number
from workbench.services.exchange import export_workspace, proposed_export_name
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.counts import ProgressRow
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.marks import SEVERE
from workbench.ui.kit.surfaces import Banner, Facts, SidePane, horizontal, vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.prompts import FileKind


class ExportPane(SidePane):
    """One copy of everything for others. The workspace itself is not changed."""

    exported = Signal(object)
    """The path of the file that was written."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Export"), parent=parent)
        self._context = context
        self.column.addWidget(
            Label(
                lambda: _(
                    "Writes everything into one file that a colleague can merge. It says who exported it "
                    "and when. Merging it twice brings nothing twice."
                ),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        self.protect = CheckBox(lambda: _("Protect it with a passphrase"))
        self.column.addWidget(self.protect)
        advice = Label(
            lambda: _("Tell the passphrase by another way than the file. Without it nobody can open it."),
            size=SMALL,
            tone=Tone.TEXT2,
            wrap=True,
        )
        advice.setVisible(False)
        self.protect.toggled.connect(advice.setVisible)
        self.column.addWidget(advice)
        row = horizontal(gap=S2)
        self.export_button = Button(lambda: _("Choose a place…"), Kind.PRIMARY, icon="download")
        self.export_button.clicked.connect(self.export)
        row.addStretch(1)
        row.addWidget(self.export_button)
        self.column.addLayout(row)
        self.error = Banner(mark=SEVERE)
        self.column.addWidget(self.error)
        self.progress = ProgressRow()
        self.progress.cancel_button.hide()
        self.column.addWidget(self.progress)
        self._result = QWidget()
        column = vertical(self._result, gap=S2)
        column.addWidget(Line())
        column.addWidget(Label(lambda: _("The file is written"), bold=True))
        self.facts = Facts(name_width=92)
        column.addWidget(self.facts)
        self.copy_button = Button(lambda: _("Copy the SHA-256"), Kind.LINK)
        self.copy_button.clicked.connect(self._copy)
        column.addWidget(self.copy_button)
        self.column.addWidget(self._result)
        self.column.addStretch(1)
        self._digest = ""
        self._folder: Path | None = None

    def begin(self) -> None:
        """Open for another export."""
        self._result.hide()
        self.error.show_text("")
        self.show()
        self.protect.setFocus()

    def export(self) -> None:
        """Ask for the passphrase and the place, and write the file."""
        prompts, workspace = self._context.prompts, self._context.workspace
        passphrase: str | None = None
        if self.protect.isChecked():
            passphrase = prompts.ask_passphrase(
                _("Passphrase of the export"), _("Whoever merges the file must know it."), new=True
            )
            if passphrase is None:
                return
        folder = self._folder or workspace.path.parent
        kinds = (FileKind(_("Workspaces"), ("*.workbench",)),)
        path = prompts.ask_save_file(_("Export"), kinds, folder / proposed_export_name(workspace))
        if path is None:
            return
        self._folder = path.parent
        self.export_button.setEnabled(False)
        self.error.show_text("")
        self.progress.begin(lambda: _("Exporting"), lambda: None)
        self._context.tasks.run_write(
            lambda _job: export_workspace(workspace, path, passphrase),
            lambda receipt: self._done(receipt.file, receipt.entries, receipt.sha256, passphrase is not None),
            self._failed,
            label=_("Exporting"),
        )

    def _done(self, file: Path, entries: int, digest: str, protected: bool) -> None:
        self._end()
        self._digest = digest
        self.facts.clear()
        self.facts.add(lambda: _("File"), file.name)
        self.facts.add(lambda: _("Folder"), str(file.parent))
        self.facts.add(lambda: _("Entries"), lambda: format_number(entries))
        self.facts.add(lambda: _("Passphrase"), lambda: _("yes") if protected else _("no"))
        # In groups, so that two people can compare it aloud and a line can break.
        groups = " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
        self.facts.add("SHA-256", groups)
        self._result.show()
        self._context.notifier.show_message(_("Exported to {file}").format(file=file.name))
        self.exported.emit(file)

    def _failed(self, error: Exception) -> None:
        self._end()
        message, hint = getattr(error, "message", ""), getattr(error, "hint", "")
        if message:
            self.error.show_text(" ".join(part for part in (message, hint) if part))
        else:
            self._context.show_error(error)

    def _end(self) -> None:
        self.progress.end()
        self.export_button.setEnabled(True)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._digest)
        self._context.notifier.show_message(_("Copied"))
