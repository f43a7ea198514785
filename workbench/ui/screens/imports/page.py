"""Import: choose a file, correct the columns, see what would change, and only then write it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.imports import ImportKind
from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.duplicates import count_duplicates
from workbench.services.first_steps import first_steps
from workbench.services.import_history import (
    PastImport,
    UndoneImport,
    kept_sentence,
    list_imports,
    undo_with_words,
)
from workbench.services.import_templates import write_template
from workbench.services.imports import ImportResult, run_import
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.marks import SEVERE
from workbench.ui.kit.surfaces import Banner, vertical
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.prompts import FileKind
from workbench.ui.screens.imports.done import DoneView
from workbench.ui.screens.imports.sheet import ImportSheet, sheet_kinds
from workbench.ui.screens.imports.start import StartView


class ImportPage(Page):
    """Ways to begin, the sheet on its way in, and the receipt; Esc leaves the file or stops the work."""

    page_id = PageId.IMPORT

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._result: ImportResult | None = None
        column = vertical(self)
        self.banner = Banner(mark=SEVERE)
        column.addWidget(self.banner)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.start = StartView()
        self.start.choose_requested.connect(self.choose_file)
        self.start.template_requested.connect(self.save_template)
        self.start.undo_requested.connect(self.undo_import)
        self.sheet = ImportSheet(context)
        self.sheet.opened.connect(self._show_sheet)
        self.sheet.refused.connect(self._show_refusal)
        self.sheet.imported.connect(self._show_result)
        self.sheet.left.connect(self._leave)
        self.sheet.another_requested.connect(self.choose_file)
        self.sheet.preview.rejects_requested.connect(self.save_rejects)
        self.done = DoneView()
        self.done.undo_requested.connect(self.undo_import)
        self.done.rejects_requested.connect(self.save_rejects)
        self.done.next_requested.connect(self._open_next_sheet)
        self.done.another_requested.connect(self.choose_file)
        self.done.accounts_requested.connect(
            lambda: self.navigation_requested.emit(Destination(self.done.page))
        )
        self.done.steps_requested.connect(lambda: self.navigation_requested.emit(Destination(PageId.TODAY)))
        self.done.duplicates_requested.connect(
            lambda: self.navigation_requested.emit(Destination(PageId.DUPLICATES))
        )
        for view in (self.start, self.sheet, self.done):
            self._stack.addWidget(view)
        self.discard_button = Button(lambda: _("Discard"), Kind.PLAIN, hint="Esc")
        self.discard_button.clicked.connect(self.close_innermost)
        self.import_button = Button("", Kind.PRIMARY, icon="download", hint="Ctrl Enter")
        self.import_button.clicked.connect(self.run)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.run)
        self.sheet.changed.connect(self._tell)
        self._tell()

    def title(self) -> str:
        return pgettext("page", "Import")

    def subtitle(self) -> str:
        return _("Preview, nothing written yet") if self._is_sheet() else ""

    def header_actions(self) -> Sequence[QWidget]:
        return [self.discard_button, self.import_button]

    def refresh(self, summary: object | None) -> None:
        if self._stack.currentWidget() is self.start:
            self._show_past()
        if summary is None:
            return
        if self._is_sheet():
            self.sheet.prepare()
        elif self._result is not None:
            self._look_whether_undone()

    def retranslate(self) -> None:
        self._tell()

    def new_thing(self) -> bool:
        self.choose_file()
        return True

    def close_innermost(self) -> bool:
        if self.sheet.busy:
            self.sheet.cancel()
        elif self._stack.currentWidget() is self.start:
            return False
        else:
            self._leave()
        return True

    def file_dropped(self, path: str) -> bool:
        if self.sheet.writing:
            return True
        if Path(path).suffix.lower() == ".workbench":
            return False
        self.open_sheet(Path(path))
        return True

    def run(self) -> None:
        """Write what the preview shows (Ctrl+Enter)."""
        if self._is_sheet():
            self.sheet.run()

    def choose_file(self) -> None:
        """Ask for a sheet and look at it."""
        path = self._context.prompts.ask_open_file(_("Import a spreadsheet"), sheet_kinds())
        if path is not None:
            self.open_sheet(path)

    def open_sheet(self, path: Path) -> None:
        """Look at another file."""
        self._leave()
        self.sheet.open(path)

    def _open_next_sheet(self) -> None:
        if self._result is not None:
            path, sheet = self._result.path, self.sheet.next_sheet
            self._leave()
            self.sheet.open(path, sheet)

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
        shown = self._result or self.sheet.shown
        if shown is None:
            return
        proposed = shown.path.with_name(_("{name} rejected").format(name=shown.path.stem) + ".csv")
        kinds = (FileKind(_("Separated text"), ("*.csv",)), FileKind(_("Spreadsheets"), ("*.xlsx",)))
        path = self._context.prompts.ask_save_file(_("Save rejected rows"), kinds, proposed)
        if path is None:
            return
        source, kind, options = shown.path, shown.kind, self.sheet.options
        self._context.read(
            lambda workspace: run_import(workspace, kind, source, options, dry_run=True, rejects=path),
            lambda _result: self._context.notifier.show_message(
                _("Rejected rows saved as {file}").format(file=path.name)
            ),
            key="import-rejects",
        )

    def undo_import(self, transaction: Id | None = None) -> None:
        """Take an import back as a whole: the one just done, or one of the past."""
        if transaction is None and self._result is not None:
            transaction = self._result.transaction
        if transaction is not None:
            self._context.change(
                lambda workspace, _job: undo_with_words(workspace, transaction),
                lambda undone: replace(undone.summary, undoable=False),
                said=_undo_said,
                on_done=self._show_kept,
            )

    def _show_kept(self, undone: UndoneImport) -> None:
        if self._result is not None and self._result.transaction == undone.undone:
            self.done.show_undone(undone.kept)
        elif self._stack.currentWidget() is self.start:
            self._show_past()

    def _look_whether_undone(self) -> None:
        """Something was changed since the import: perhaps the toast or Ctrl+Z took it back."""
        result = self._result
        transaction = result.transaction if result is not None else None

        def show(imports: Sequence[PastImport]) -> None:
            if self._result is result and any(
                one.transaction == transaction and one.undone for one in imports
            ):
                self.done.show_undone()

        if transaction is not None and not self.done.undo_button.isHidden():
            self._context.read(list_imports, show, key="import-undone")

    def _is_sheet(self) -> bool:
        return self._stack.currentWidget() is self.sheet

    def _show_sheet(self) -> None:
        self.banner.show_text("")
        self._stack.setCurrentWidget(self.sheet)
        self._tell()

    def _show_refusal(self, text: str) -> None:
        self.banner.show_text(text)
        self._tell()

    def _show_result(self, result: ImportResult) -> None:
        self._result = result
        self.done.show_result(result)
        self.done.show_next_sheet(self.sheet.next_sheet)
        if result.kind is ImportKind.ACCOUNTS and result.created and result.transaction is not None:
            self._context.read(count_duplicates, self.done.show_duplicates, key="import-duplicates")
        self._context.read(
            first_steps, lambda found: self.done.steps_button.setVisible(found.shown), key="import-steps"
        )
        self._stack.setCurrentWidget(self.done)
        self._tell()

    def _leave(self) -> None:
        self._result = None
        self.banner.show_text("")
        self._stack.setCurrentWidget(self.start)
        self.sheet.forget()
        self._show_past()

    def _show_past(self) -> None:
        self._context.read(list_imports, self.start.show_past, key="imports")

    def _tell(self) -> None:
        shown, rows = self._is_sheet(), self.sheet.rows_to_write
        self.discard_button.setVisible(shown)
        self.import_button.setVisible(shown)
        self.import_button.setEnabled(rows > 0 and not self.sheet.busy)
        self.import_button.say(lambda: _import_text(rows))
        self.header_changed.emit()


def _undo_said(undone: UndoneImport) -> str:
    return kept_sentence(undone.kept) or _("The import was taken back")


def _import_text(rows: int) -> str:
    if not rows:
        return _("Import")
    told = ngettext("Import {count} row", "Import {count} rows", rows)
    return told.format(count=format_number(rows))
