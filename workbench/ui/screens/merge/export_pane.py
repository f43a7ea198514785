"""Handing a file over: what goes in, who can read it, to a place of one's choice, with a receipt."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from workbench.domain.record_words import records_label
from workbench.foundation.errors import Cancelled
from workbench.foundation.i18n import _, clauses, format_number, in_a_row, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.exporting import (
    ExportReceipt,
    Scope,
    export_workspace,
    proposed_export_name,
    rows_by_kind,
    scope_words,
)
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.counts import ProgressRow
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.marks import SEVERE
from workbench.ui.kit.surfaces import Banner, Facts, SidePane, horizontal, vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.prompts import FileKind
from workbench.ui.screens.merge.audience_part import Audience, AudiencePart
from workbench.ui.screens.merge.scope_part import ScopePart
from workbench.ui.tasks import Job

WIDTH = 376
_KINDS_TOLD = 6


class ExportPane(SidePane):
    """One file for others. The workspace itself is not changed."""

    exported = Signal(object)
    """The path of the file that was written."""
    return_requested = Signal()
    """A file for each of our people is wanted instead."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Export"), width=WIDTH, parent=parent)
        self._context = context
        self._job: Job | None = None
        self._digest = ""
        self._folder: Path | None = None
        self.column.addWidget(
            Label(
                lambda: _(
                    "Writes one file that a colleague can merge. It says who exported it, when and what. "
                    "Merging it twice brings nothing twice."
                ),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        self.scope_part = ScopePart(context)
        self.column.addWidget(self.scope_part)
        self.audience_part = AudiencePart(context)
        self.audience_part.changed.connect(self._tell)
        self.column.addWidget(self.audience_part)
        row = horizontal(gap=S2)
        self.return_button = Button(lambda: _("A file for each manager…"), Kind.LINK)
        self.return_button.clicked.connect(self.return_requested)
        self.export_button = Button(lambda: _("Choose a place…"), Kind.PRIMARY, icon="upload")
        self.export_button.clicked.connect(self.export)
        row.addWidget(self.export_button)
        row.addStretch(1)
        row.addWidget(self.return_button)
        self.column.addLayout(row)
        self.error = Banner(mark=SEVERE)
        self.column.addWidget(self.error)
        self.progress = ProgressRow()
        self.column.addWidget(self.progress)
        self._result = QWidget()
        column = vertical(self._result, gap=S2)
        column.addWidget(Line())
        column.addWidget(Label(lambda: _("The file is written and checked"), bold=True))
        column.addWidget(
            Label(lambda: _("A stick can be removed now."), size=SMALL, tone=Tone.TEXT2, wrap=True)
        )
        self.facts = Facts(name_width=92)
        column.addWidget(self.facts)
        self.copy_button = Button(lambda: _("Copy the SHA-256"), Kind.LINK)
        self.copy_button.clicked.connect(self._copy)
        column.addWidget(self.copy_button)
        self.column.addWidget(self._result)
        self.column.addStretch(1)
        self._result.hide()

    def begin(self, accounts: Sequence[tuple[Id, str]] = ()) -> None:
        """Open for another export; ``accounts``, with their names, are chosen already."""
        if self._job is None:
            self._result.hide()
            self.error.show_text("")
            self.scope_part.begin(accounts)
            self.audience_part.begin()
        self.show()
        self.scope_part.part.control.setFocus()

    def export(self) -> None:
        """Ask for the passphrase and the place, and write the file."""
        scope = self.scope_part.scope()
        if scope is None or not self.audience_part.is_complete() or self._job is not None:
            return
        prompts, workspace = self._context.prompts, self._context.workspace
        passphrase: str | None = None
        if self.audience_part.chosen() is Audience.PASSPHRASE:
            passphrase = prompts.ask_passphrase(
                _("Passphrase of the export"), _("Whoever merges the file must know it."), new=True
            )
            if passphrase is None:
                return
        names = [one.name for one in self.audience_part.recipients()]
        self._context.read(
            lambda workspace: proposed_export_name(workspace, scope, names),
            lambda name: self._ask_place(workspace, name, scope, passphrase),
            key="export-name",
        )

    def stop(self) -> None:
        """Ask the export under way to stop; nothing of it is left."""
        if self._job is not None:
            self._job.cancel()

    def _ask_place(self, workspace: Workspace, name: str, scope: Scope, passphrase: str | None) -> None:
        kinds = (FileKind(_("Workspaces"), ("*.workbench",)),)
        folder = self._folder or workspace.path.parent
        path = self._context.prompts.ask_save_file(_("Export"), kinds, folder / name)
        if path is None or self._job is not None:
            return
        self._folder = path.parent
        recipients = self.audience_part.recipients()
        keys = [one.public_key for one in recipients]
        told = _("for {names}").format(names=clauses(*(one.name for one in recipients))) if keys else ""
        protection = told or (_("passphrase") if passphrase is not None else _("none"))
        self._result.hide()
        self.error.show_text("")

        def work(job: Job) -> tuple[ExportReceipt, str]:
            receipt = export_workspace(
                workspace,
                path,
                passphrase,
                scope=scope,
                recipients=keys,
                on_step=job.progress,
                stopped=lambda: job.cancelled,
            )
            return receipt, scope_words(workspace, scope)

        self._job = self._context.tasks.run_write(
            work,
            lambda done: self._done(*done, protection),
            self._failed,
            label=_("Exporting"),
            on_progress=self.progress.show_progress,
        )
        self.progress.begin(lambda: _("Exporting"), self.stop)
        self._tell()

    def _done(self, receipt: ExportReceipt, words: str, protection: str) -> None:
        self._end()
        file, digest = receipt.file, receipt.sha256
        self._digest = digest
        self.facts.clear()
        self.facts.add(lambda: _("File"), file.name)
        self.facts.add(lambda: _("Folder"), str(file.parent))
        self.facts.add(lambda: pgettext("export", "What"), words or (lambda: _("Everything")))
        self.facts.add(lambda: _("Protection"), protection)
        self.facts.add(lambda: _("Entries"), lambda: format_number(receipt.entries))
        self._add_counts(rows_by_kind(receipt.by_entity))
        # In groups, so that two people can compare it aloud and a line can break.
        groups = " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
        self.facts.add("SHA-256", groups)
        self._result.show()
        self._context.notifier.show_message(_("Exported to {file}").format(file=file.name))
        self.exported.emit(file)

    def _add_counts(self, counts: Mapping[str, int]) -> None:
        # The kinds everybody knows come first; a list of all forty says less.
        first = list(counts.items())[:_KINDS_TOLD]
        others = sum(counts.values()) - sum(rows for _kind, rows in first)
        further = ngettext("{count} further record", "{count} further records", others)
        self.facts.add(
            lambda: _("Holds"),
            lambda: clauses(
                *(f"{records_label(kind)} {format_number(rows)}" for kind, rows in first),
                further.format(count=format_number(others)) if others else "",
            ),
        )

    def _failed(self, error: Exception) -> None:
        self._end()
        message, hint = getattr(error, "message", ""), getattr(error, "hint", "")
        if isinstance(error, Cancelled):
            self._context.notifier.show_message(_("Stopped. Nothing was written."), icon="info")
        elif message:
            self.error.show_text(in_a_row(message, hint))
        else:
            self._context.show_error(error)

    def _end(self) -> None:
        with self.returning_to(self.export_button):
            self._job = None
            self.progress.end()
            self._tell()

    def _tell(self) -> None:
        self.export_button.setEnabled(self._job is None and self.audience_part.is_complete())

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._digest)
        self._context.notifier.show_message(_("Copied"))
