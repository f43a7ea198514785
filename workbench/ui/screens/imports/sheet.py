"""One file on its way in: what it was read as, its columns, what would change, and the import itself."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.imports import ImportKind
from workbench.foundation.errors import Cancelled, WorkbenchError
from workbench.foundation.i18n import _, format_number, in_a_row
from workbench.services.imports import (
    ImportOptions,
    ImportPreview,
    ImportResult,
    SheetView,
    prepare_import,
    run_import,
    view_sheet,
)
from workbench.ui.context import Context
from workbench.ui.kit.labels import Line
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.prompts import FileKind
from workbench.ui.screens.imports.mapping import MappingPane
from workbench.ui.screens.imports.preview import PreviewPane
from workbench.ui.screens.imports.source_bar import SourceBar
from workbench.ui.tasks import Job

_VIEW, _PREVIEW = "import-view", "import-preview"


def sheet_kinds() -> tuple[FileKind, ...]:
    """How file dialogs name the files that can be imported."""
    return (
        FileKind(
            _("Spreadsheets and address cards"), ("*.xlsx", "*.xls", "*.csv", "*.tsv", "*.txt", "*.vcf")
        ),
    )


class ImportSheet(QWidget):
    """Nothing is written before ``run``."""

    opened = Signal()
    """The file can be read: its columns are shown."""
    refused = Signal(str)
    """The file cannot be read at all, and why."""
    changed = Signal()
    """``rows_to_write`` or ``busy`` reads differently now."""
    imported = Signal(object)
    """The ``ImportResult``."""
    left = Signal()
    """The user stopped the look into the file."""
    another_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.path: Path | None = None
        self.next_sheet: str | None = None
        """The sheet after the one that came in."""
        self.options = ImportOptions()
        self._kind: ImportKind | None = None
        self._view: SheetView | None = None
        self._preview: ImportPreview | None = None
        self._job: Job | None = None
        self.writing = False
        column = vertical(self)
        self.source = SourceBar()
        self.source.kind_picked.connect(self._pick_kind)
        self.source.sheet_picked.connect(self._pick_sheet)
        self.source.encoding_picked.connect(lambda name: self._reread(replace(self.options, encoding=name)))
        self.source.join_requested.connect(self._join)
        self.source.another_requested.connect(self.another_requested)
        column.addWidget(self.source)
        row = horizontal(gap=0)
        self.mapping = MappingPane()
        self.mapping.mapping_changed.connect(self._remap)
        self.mapping.forget_requested.connect(self._forget_columns)
        row.addWidget(self.mapping, 2)
        row.addWidget(Line(vertical=True))
        self.preview = PreviewPane()
        self.preview.questions.answered.connect(self._answer)
        self.preview.currency_picked.connect(self._pick_currency)
        row.addWidget(self.preview, 3)
        column.addLayout(row, 1)

    @property
    def busy(self) -> bool:
        """Whether rows are being checked or written."""
        return self._job is not None

    @property
    def shown(self) -> ImportPreview | None:
        """What the import would do, once it is known."""
        return self._preview

    @property
    def rows_to_write(self) -> int:
        """How many rows would be new or changed; 0 while that is not known."""
        return self._preview.created + self._preview.updated if self._preview is not None else 0

    def open(self, path: Path, sheet: str | None = None) -> None:
        """Look at another file, or at a certain sheet of it."""
        self.forget()
        self.path = path
        self.options = replace(self.options, sheet=sheet)
        self._look()

    def forget(self) -> None:
        """Let go of the file; nothing of it was written."""
        self._context.tasks.drop(_VIEW)
        self._context.tasks.drop(_PREVIEW)
        self._end()
        self.path = self._kind = self._view = self._preview = None
        self.options = ImportOptions()
        self.preview.questions.forget()
        self.changed.emit()

    def cancel(self) -> None:
        """Stop what is under way; a stopped import has written nothing."""
        if self._job is not None:
            self._job.cancel()

    def prepare(self) -> None:
        """Work out anew what the import would do."""
        path, kind, options = self.path, self._kind, self.options
        if path is None or kind is None or self.writing:
            return
        self._preview = None
        workspace = self._context.workspace

        def work(job: Job) -> ImportPreview:
            return prepare_import(
                workspace, kind, path, options, progress=job.progress, cancelled=lambda: job.cancelled
            )

        job = self._context.tasks.run_read(
            work,
            self._show_preview,
            self._failed,
            key=_PREVIEW,
            on_progress=self._show_progress,
        )
        self._begin(lambda: _("Checking the rows"), job)

    def run(self) -> None:
        """Write what the preview shows, as one change."""
        preview, options = self._preview, self.options
        if preview is None or not self.rows_to_write or self.busy:
            return
        self.writing = True
        job = self._context.change(
            lambda workspace, job: run_import(
                workspace,
                preview.kind,
                preview.path,
                options,
                prepared=preview.prepared,
                progress=job.progress,
                cancelled=lambda: job.cancelled,
                with_backup=True,
            ),
            lambda result: result.summary,
            said=_import_said,
            on_done=self._imported,
            on_error=self._failed,
            on_progress=self._show_progress,
            label=_("Importing"),
        )
        self._begin(lambda: _("Importing"), job)

    def _look(self) -> None:
        path, kind, options = self.path, self._kind, self.options
        if path is not None:
            self._preview = None
            self._context.read(
                lambda workspace: view_sheet(workspace, kind, path, options),
                self._show_view,
                key=_VIEW,
                on_error=self._failed,
            )

    def _show_view(self, view: SheetView) -> None:
        first = self._view is None
        self._view, self._kind = view, view.kind
        self.source.show_view(view, self.options.join)
        self.mapping.show_view(view)
        self.preview.clear()
        if first:
            self.opened.emit()
            self.mapping.focus_first()
        self.prepare()

    def _show_preview(self, preview: ImportPreview) -> None:
        self._end()
        self._preview = preview
        self.mapping.show_columns(preview.columns)
        self.preview.show_preview(preview)
        self.changed.emit()

    def _imported(self, result: ImportResult) -> None:
        self._end()
        names = self._view.sheets if self._view is not None else ()
        at = names.index(self._view.sheet) + 1 if self._view is not None and self._view.sheet in names else 0
        self.next_sheet = names[at] if 0 < at < len(names) else None
        self._view = self._preview = None
        self.imported.emit(result)

    def _failed(self, error: Exception) -> None:
        writing = self.writing
        self._end()
        if isinstance(error, Cancelled):
            stopped = _("Stopped. Nothing was changed.")
            self._context.notifier.show_message(error.message or stopped, icon="info")
            if not writing:
                self.left.emit()
        elif not isinstance(error, WorkbenchError):
            self._context.show_error(error)
        elif self._view is not None:
            self.preview.show_error(error)
        else:
            self.path = None
            self.refused.emit(in_a_row(error.message, error.hint))
        self.changed.emit()

    def _show_progress(self, done: int, total: int) -> None:
        # An import counts each row twice: read, and written.
        stages = 2 if self.writing else 1
        rows = total // stages
        stage, at = divmod(done, rows) if 0 < done < total else (stages - 1, rows)
        title = _("Writing") if stage else _("Checking the rows")
        self.preview.progress.label.say(
            lambda: _("{title}: {done} of {all}").format(
                title=title, done=format_number(at), all=format_number(rows)
            )
        )
        self.preview.progress.show_progress(done, total)

    def _begin(self, text: Text, job: Job) -> None:
        self._job = job
        self.preview.progress.begin(text, job.cancel)
        self.changed.emit()

    def _end(self) -> None:
        self._job, self.writing = None, False
        self.preview.progress.end()

    def _pick_kind(self, kind: ImportKind) -> None:
        self._kind = kind
        self._reread(self.options if kind is ImportKind.SALES else replace(self.options, join=None))

    def _pick_sheet(self, name: str) -> None:
        # Another sheet holds rows of another kind as a rule: accounts, then their contacts, then sales.
        self._kind = None
        self._reread(replace(self.options, sheet=name, join=None))

    def _join(self) -> None:
        path = self._context.prompts.ask_open_file(_("The file of the document heads"), sheet_kinds())
        if path is not None:
            self._reread(replace(self.options, join=path))

    def _reread(self, options: ImportOptions) -> None:
        # What was chosen for the headings and rows of one sheet or kind means nothing to another.
        self.options = replace(options, columns={}, answers={}, recall=True)
        self.preview.questions.forget()
        self._look()

    def _forget_columns(self) -> None:
        self.options = replace(self.options, columns={}, recall=False)
        self._look()

    def _answer(self) -> None:
        self.options = replace(self.options, answers=self.preview.questions.answers())
        self.prepare()

    def _pick_currency(self, currency: str) -> None:
        self.options = replace(self.options, currency=currency)
        self.prepare()

    def _remap(self) -> None:
        self.options = replace(self.options, columns=self.mapping.chosen())
        self.prepare()


def _import_said(result: ImportResult) -> str:
    if result.transaction is None:
        return _("Nothing new in {file}").format(file=result.path.name)
    return _("{kind} imported: {created} new, {updated} changed").format(
        kind=result.kind.label,
        created=format_number(result.created),
        updated=format_number(result.updated),
    )
