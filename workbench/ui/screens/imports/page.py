"""Import: choose a file, correct the columns, see what would change, and only then write it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.imports import ImportKind
from workbench.foundation.errors import Cancelled, WorkbenchError
from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.services.history import undo
from workbench.services.imports import (
    ImportOptions,
    ImportPreview,
    ImportResult,
    SheetView,
    prepare_import,
    run_import,
    view_sheet,
    write_template,
)
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Line
from workbench.ui.kit.marks import SEVERE
from workbench.ui.kit.surfaces import Banner, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.prompts import FileKind
from workbench.ui.screens.imports.done import DoneView
from workbench.ui.screens.imports.mapping import MappingPane
from workbench.ui.screens.imports.preview import PreviewPane
from workbench.ui.screens.imports.source_bar import SourceBar
from workbench.ui.screens.imports.start import StartView
from workbench.ui.tasks import Job

_VIEW, _PREVIEW = "import-view", "import-preview"


class ImportPage(Page):
    """Nothing is written before Import; Esc leaves the file, or stops what is under way."""

    page_id = PageId.IMPORT

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._path: Path | None = None
        self._kind: ImportKind | None = None
        self._options = ImportOptions()
        self._view: SheetView | None = None
        self._preview: ImportPreview | None = None
        self._result: ImportResult | None = None
        self._job: Job | None = None
        self._writing = False
        column = vertical(self)
        self.banner = Banner(mark=SEVERE)
        column.addWidget(self.banner)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.start = StartView()
        self.start.choose_requested.connect(self.choose_file)
        self.start.template_requested.connect(self.save_template)
        self._stack.addWidget(self.start)
        self._sheet = self._make_sheet()
        self._stack.addWidget(self._sheet)
        self.done = DoneView()
        self.done.undo_requested.connect(self.undo_import)
        self.done.rejects_requested.connect(self.save_rejects)
        self.done.another_requested.connect(self.choose_file)
        self.done.accounts_requested.connect(
            lambda: self.navigation_requested.emit(Destination(PageId.ACCOUNTS))
        )
        self._stack.addWidget(self.done)
        self.discard_button = Button(lambda: _("Discard"), Kind.PLAIN, hint="Esc")
        self.discard_button.clicked.connect(self.close_innermost)
        self.import_button = Button("", Kind.PRIMARY, icon="upload", hint="Ctrl Enter")
        self.import_button.clicked.connect(self.run)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.run)
        self._tell()

    def title(self) -> str:
        return pgettext("page", "Import")

    def subtitle(self) -> str:
        return _("Preview, nothing written yet") if self._stack.currentWidget() is self._sheet else ""

    def header_actions(self) -> Sequence[QWidget]:
        return [self.discard_button, self.import_button]

    def refresh(self, summary: object | None) -> None:
        if self._stack.currentWidget() is self._sheet and summary is not None and not self._writing:
            self._prepare()
        if summary is not None and self._result is not None and not self._writing:
            self.done.show_undone(undone=getattr(summary, "kind", "") == "undo")

    def retranslate(self) -> None:
        if self._view is not None:
            self.mapping.show_view(self._view)
        self._tell()

    def new_thing(self) -> bool:
        self.choose_file()
        return True

    def close_innermost(self) -> bool:
        if self._job is not None:
            self._job.cancel()
            return True
        if self._path is None:
            return False
        self._leave()
        return True

    def file_dropped(self, path: str) -> bool:
        if Path(path).suffix.lower() == ".workbench" or self._writing:
            return self._writing
        self.open_sheet(Path(path))
        return True

    def choose_file(self) -> None:
        """Ask for a sheet and look at it."""
        kinds = (FileKind(_("Spreadsheets"), ("*.xlsx", "*.xls", "*.csv", "*.tsv", "*.txt")),)
        path = self._context.prompts.ask_open_file(_("Import a spreadsheet"), kinds)
        if path is not None:
            self.open_sheet(path)

    def open_sheet(self, path: Path) -> None:
        """Look at another file."""
        self._leave()
        self._path = path
        self._look()

    def save_template(self, kind: ImportKind) -> None:
        """Write an empty sheet with the columns of ``kind``."""
        kinds = (FileKind(_("Spreadsheets"), ("*.xlsx",)),)
        proposed = Path.home() / f"{kind.label}.xlsx"
        path = self._context.prompts.ask_save_file(_("Save an empty template"), kinds, proposed)
        if path is not None:
            said = _("Template saved as {file}").format(file=path.name)
            self._context.tasks.run_read(
                lambda _job: write_template(kind, path),
                lambda _done: self._context.notifier.show_message(said),
                self._context.show_error,
            )

    def save_rejects(self) -> None:
        """Write the rejected rows with their reasons, to be mended and imported again."""
        shown = self._result or self._preview
        if shown is None:
            return
        proposed = shown.path.with_name(_("{name} rejected").format(name=shown.path.stem) + ".csv")
        kinds = (FileKind(_("Separated text"), ("*.csv",)),)
        path = self._context.prompts.ask_save_file(_("Save rejected rows"), kinds, proposed)
        if path is None:
            return
        source, kind, options = shown.path, shown.kind, self._options
        self._context.read(
            lambda workspace: run_import(workspace, kind, source, options, dry_run=True, rejects=path),
            lambda _result: self._context.notifier.show_message(
                _("Rejected rows saved as {file}").format(file=path.name)
            ),
            key="import-rejects",
        )

    def run(self) -> None:
        """Write what the preview shows, as one change."""
        preview, options = self._preview, self._options
        if preview is None or not self.import_button.isEnabled() or self._job is not None:
            return
        self._writing = True
        self._begin(
            lambda: _("Importing"),
            self._context.change(
                lambda workspace, job: run_import(
                    workspace,
                    preview.kind,
                    preview.path,
                    options,
                    progress=job.progress,
                    cancelled=lambda: job.cancelled,
                ),
                lambda result: result.summary,
                said=_import_said,
                on_done=self._imported,
                on_error=self._failed,
                on_progress=self.preview.progress.show_progress,
                label=_("Importing"),
            ),
        )

    def undo_import(self) -> None:
        """Take the import back as a whole."""
        transaction = self._result.transaction if self._result is not None else None
        if transaction is not None:
            self._context.change(
                lambda workspace, _job: undo(workspace, transaction),
                lambda undone: replace(undone.summary, undoable=False),
            )

    def _make_sheet(self) -> QWidget:
        body = QWidget()
        column = vertical(body)
        self.source = SourceBar()
        self.source.kind_picked.connect(self._pick_kind)
        self.source.sheet_picked.connect(lambda name: self._reread(sheet=name))
        self.source.encoding_picked.connect(lambda name: self._reread(encoding=name))
        self.source.join_requested.connect(self._join)
        self.source.another_requested.connect(self.choose_file)
        column.addWidget(self.source)
        row = horizontal(gap=0)
        self.mapping = MappingPane()
        self.mapping.mapping_changed.connect(self._remap)
        row.addWidget(self.mapping, 2)
        row.addWidget(Line(vertical=True))
        self.preview = PreviewPane()
        self.preview.rejects_requested.connect(self.save_rejects)
        row.addWidget(self.preview, 3)
        column.addLayout(row, 1)
        return body

    def _look(self) -> None:
        path, kind, options = self._path, self._kind, self._options
        if path is None:
            return
        self._preview = None
        self._context.read(
            lambda _workspace: view_sheet(kind, path, options),
            self._show_view,
            key=_VIEW,
            on_error=self._failed,
        )

    def _show_view(self, view: SheetView) -> None:
        self._view, self._kind = view, view.kind
        self.banner.show_text("")
        self.source.show_view(view, self._options.join)
        self.mapping.show_view(view)
        self.preview.clear()
        arriving = self._stack.currentWidget() is not self._sheet
        self._stack.setCurrentWidget(self._sheet)
        if arriving:
            self.mapping.focus_first()
        self._prepare()

    def _prepare(self) -> None:
        path, kind, options = self._path, self._kind, self._options
        if path is None or kind is None:
            return
        self._preview = None
        workspace = self._context.workspace
        self._begin(
            lambda: _("Checking the rows"),
            self._context.tasks.run_read(
                lambda job: prepare_import(
                    workspace,
                    kind,
                    path,
                    options,
                    progress=job.progress,
                    cancelled=lambda: job.cancelled,
                ),
                self._show_preview,
                self._failed,
                key=_PREVIEW,
                on_progress=self.preview.progress.show_progress,
            ),
        )

    def _show_preview(self, preview: ImportPreview) -> None:
        self._end()
        self._preview = preview
        self.mapping.show_columns(preview.columns)
        self.preview.show_preview(preview)
        self._tell()

    def _imported(self, result: ImportResult) -> None:
        self._end()
        self._result, self._preview, self._view = result, None, None
        self.done.show_result(result)
        self._stack.setCurrentWidget(self.done)
        self._tell()

    def _failed(self, error: Exception) -> None:
        writing = self._writing
        self._end()
        if isinstance(error, Cancelled):
            stopped = _("Stopped. Nothing was changed.")
            self._context.notifier.show_message(error.message or stopped, icon="info")
            if not writing:
                self._leave()
        elif not isinstance(error, WorkbenchError):
            self._context.show_error(error)
        elif self._stack.currentWidget() is self._sheet:
            self.preview.show_error(error)
        else:
            self._path = None
            self.banner.show_text(" ".join(part for part in (error.message, error.hint) if part))
        self._tell()

    def _begin(self, text: Text, job: Job) -> None:
        self._job = job
        self.preview.progress.begin(text, job.cancel)
        self._tell()

    def _end(self) -> None:
        self._job, self._writing = None, False
        self.preview.progress.end()

    def _leave(self) -> None:
        """Forget the file; nothing of it was written."""
        self._context.tasks.drop(_VIEW)
        self._context.tasks.drop(_PREVIEW)
        self._end()
        self._path = self._kind = self._view = self._preview = self._result = None
        self._options = ImportOptions()
        self.banner.show_text("")
        self._stack.setCurrentWidget(self.start)
        self._tell()

    def _pick_kind(self, kind: ImportKind) -> None:
        self._kind = kind
        self._reread()

    def _reread(self, **changed: str) -> None:
        # What was chosen for the headings of one sheet or kind means nothing to another.
        self._options = replace(self._options, columns={}, **changed)  # type: ignore[arg-type]
        if self._kind is not ImportKind.SALES:
            self._options = replace(self._options, join=None)
        self._look()

    def _join(self) -> None:
        kinds = (FileKind(_("Spreadsheets"), ("*.xlsx", "*.xls", "*.csv", "*.tsv", "*.txt")),)
        path = self._context.prompts.ask_open_file(_("The file of the document heads"), kinds)
        if path is not None:
            self._options = replace(self._options, columns={}, join=path)
            self._look()

    def _remap(self) -> None:
        self._options = replace(self._options, columns=self.mapping.chosen())
        self._prepare()

    def _tell(self) -> None:
        shown = self._stack.currentWidget() is self._sheet
        preview = self._preview
        rows = preview.created + preview.updated if preview is not None else 0
        self.discard_button.setVisible(shown)
        self.import_button.setVisible(shown)
        self.import_button.setEnabled(rows > 0 and self._job is None)
        self.import_button.say(
            lambda: (
                ngettext("Import {count} row", "Import {count} rows", rows).format(count=format_number(rows))
                if rows
                else _("Import")
            )
        )
        self.header_changed.emit()


def _import_said(result: ImportResult) -> str:
    if result.transaction is None:
        return _("Nothing new in {file}").format(file=result.path.name)
    return _("{kind} imported: {created} new, {updated} changed").format(
        kind=result.kind.label,
        created=format_number(result.created),
        updated=format_number(result.updated),
    )
