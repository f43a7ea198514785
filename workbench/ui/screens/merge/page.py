"""Merge: look into files of others before anything is touched, take them in, hand one's own over."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.foundation.errors import Cancelled
from workbench.foundation.i18n import _, format_number, in_a_row, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.conflicts import count_conflicts
from workbench.services.hand_ins import HandIn, list_hand_ins
from workbench.services.merge_folders import MOST_FILES, SUFFIX, FoundFiles, find_files
from workbench.services.merges import (
    MergeOutcome,
    PastMerge,
    list_merges,
    merge_all,
    undo_merges,
)
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.counts import ProgressRow
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import Banner, horizontal, vertical
from workbench.ui.kit.tokens import S2, S6
from workbench.ui.navigation import Destination, PageId, Part
from workbench.ui.page import Page
from workbench.ui.prompts import FileKind
from workbench.ui.screens.merge.export_pane import ExportPane
from workbench.ui.screens.merge.facts_pane import FactsPane
from workbench.ui.screens.merge.file_words import left_text
from workbench.ui.screens.merge.files_pane import ALL, FilesPane
from workbench.ui.screens.merge.merging_words import merge_text, merged_text, merging_text, taken_off_text
from workbench.ui.screens.merge.overview import OverviewView
from workbench.ui.screens.merge.preview import PreviewView
from workbench.ui.screens.merge.receipt import ReceiptView
from workbench.ui.screens.merge.return_pane import ReturnPane
from workbench.ui.screens.merge.waiting import WaitingFiles
from workbench.ui.tasks import Job

WIDE = 1000


class MergePage(Page):
    """Files wait in a list, each with its preview; Ctrl+Enter takes in all that can be taken."""

    page_id = PageId.MERGE

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.waiting = WaitingFiles(context, self)
        self.waiting.changed.connect(self._show_list)
        self.waiting.looked.connect(self._looked)
        self._outcome: MergeOutcome | None = None
        self._job: Job | None = None
        self._chosen: Path | None = None
        self.setAcceptDrops(True)
        column = vertical(self)
        self.conflicts_banner = Banner()
        self.conflicts_banner.link_requested.connect(self._show_conflicts)
        column.addWidget(self.conflicts_banner)
        row = horizontal(gap=0)
        column.addLayout(row, 1)
        self.files = FilesPane()
        self.files.files_requested.connect(self.choose_files)
        self.files.folder_requested.connect(self.choose_folder)
        self.files.chosen.connect(lambda _path: self._show_chosen())
        self.files.removed.connect(self.remove)
        self.files.passphrase_requested.connect(self.waiting.enter_passphrase)
        self.files.undo_requested.connect(lambda merge_id: self._undo([merge_id]))
        row.addWidget(self.files)
        row.addWidget(self._make_middle(), 1)
        self.facts = FactsPane()
        self.export_pane = ExportPane(context)
        self.return_pane = ReturnPane(context)
        self.export_pane.return_requested.connect(self.begin_return)
        for pane in (self.export_pane, self.return_pane):
            pane.closed.connect(self._show_chosen)
        row.addWidget(self.facts)
        row.addWidget(self.export_pane)
        row.addWidget(self.return_pane)
        self.facts.hide()
        self.export_pane.hide()
        self.return_pane.hide()
        self._make_actions()
        self._tell()

    def title(self) -> str:
        return pgettext("page", "Merge")

    def subtitle(self) -> str:
        return _("Preview, nothing written yet") if self.waiting.looks and self._outcome is None else ""

    def header_actions(self) -> Sequence[QWidget]:
        return [self.discard_button, self.export_button, self.merge_button]

    def refresh(self, summary: object | None) -> None:
        self._context.read(_read_past, self._show_past, key="merges")
        # Something was changed, here or while another page was shown: what a file would bring may differ now.
        if self._job is None:
            self.waiting.look_again()

    def retranslate(self) -> None:
        self._show_list()
        self._show_chosen()

    def help_topic(self) -> str:
        if self.export_pane.isVisible():
            return "export"
        return "return-files" if self.return_pane.isVisible() else super().help_topic()

    def new_thing(self) -> bool:
        self.facts.hide()
        self.return_pane.hide()
        self.export_pane.begin()
        self._make_room()
        return True

    def begin_return(self) -> None:
        """Offer a file for each manager, in place of the export."""
        self.export_pane.hide()
        self.return_pane.begin()
        self._make_room()

    def close_innermost(self) -> bool:
        if self._job is not None:
            self._job.cancel()
        elif self.waiting.busy and len(self.waiting.looks) > 1:
            self.waiting.stop()
        elif self.export_pane.isVisible():
            self.export_pane.close_pane()
        elif self.return_pane.isVisible():
            self.return_pane.close_pane()
        elif self._outcome is not None:
            self._close_receipt()
        elif self.waiting.looks:
            self.discard()
        else:
            return False
        return True

    def file_dropped(self, path: str) -> bool:
        if Path(path).suffix.lower() != SUFFIX and not Path(path).is_dir():
            return False
        self.add_files([Path(path)])
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """All files at once: the window itself takes only one."""
        event.acceptProposedAction()
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def choose_files(self) -> None:
        """Ask for files and look into them."""
        kinds = (FileKind(_("Workspaces"), ("*.workbench",)),)
        self.add_files(self._context.prompts.ask_open_files(_("Merge files"), kinds))

    def choose_folder(self) -> None:
        """Ask for a folder and look into all workspace files in it."""
        folder = self._context.prompts.ask_folder(_("Merge a folder"))
        if folder is not None:
            self.add_files([folder])

    def add_files(self, paths: Sequence[Path]) -> None:
        """Look into files, and into those of folders, and let them wait in the list."""
        if paths:
            self._context.read(lambda _workspace: find_files(paths), self._add_found, key="merge-files")

    def _add_found(self, found: FoundFiles) -> None:
        told = left_text(found.left)
        if found.more:
            told = in_a_row(_("Only the first {count} files were taken.").format(count=MOST_FILES), told)
        if not found.files:
            told = in_a_row(_("There are no workspace files here."), told)
        if told:
            self._context.notifier.show_message(told, icon="info")
        if not found.files:
            return
        self._outcome = None
        self.waiting.add(found.files)
        if len(found.files) > 1:
            self.files.waiting.choose(ALL)
        elif self.files.waiting.current_key() is None or len(found.files) == 1:
            self.files.waiting.choose(found.files[0])
        self.files.waiting.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_chosen()

    def remove(self, path: Path) -> None:
        """Take a file off the list."""
        self.waiting.remove(path)
        self._taken_off([path])

    def discard(self) -> None:
        """Take all files off the list; nothing of them was taken in."""
        paths = list(self.waiting.looks)
        self.waiting.clear()
        self._taken_off(paths)

    def _taken_off(self, paths: Sequence[Path]) -> None:
        self._choose_any()
        self._context.notifier.show_message(
            taken_off_text(len(paths)),
            action=_("Put back"),
            run=lambda: self.add_files(paths),
            icon="info",
        )

    def _ask_chosen(self) -> None:
        path = self.files.waiting.current_key()
        if isinstance(path, Path):
            self.waiting.enter_passphrase(path)

    def merge(self) -> None:
        """Take in every file of the list that can be taken."""
        paths = self.waiting.ready()
        if not paths or self._job is not None or not self.merge_button.isEnabled():
            return
        self.waiting.stop()
        passphrases = tuple(self.waiting.passphrases)
        self._job = self._context.change(
            lambda workspace, job: merge_all(
                workspace,
                paths,
                passphrases,
                on_step=lambda done, total: None if job.cancelled else job.progress(done, total),
                stopped=lambda: job.cancelled,
            ),
            lambda outcome: outcome.summary,
            on_done=self._merged,
            on_error=self._failed,
            on_progress=self._show_progress,
            label=_("Merging"),
        )
        self.progress.begin(lambda: merging_text(0, len(paths)), self._job.cancel)
        self._tell()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.show_progress(done, total)
        self.progress.label.say(lambda: merging_text(done, total))

    def _make_middle(self) -> QWidget:
        body = QWidget()
        column = vertical(body)
        self.progress = ProgressRow()
        self.progress.setContentsMargins(S6, S2, S6, S2)
        column.addWidget(self.progress)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        choose = Button(lambda: _("Choose files…"), Kind.PRIMARY, icon="folder-open")
        choose.clicked.connect(self.choose_files)
        folder = Button(lambda: _("A whole folder…"), icon="folder")
        folder.clicked.connect(self.choose_folder)
        export = Button(lambda: _("Export…"), icon="upload")
        export.clicked.connect(self.new_thing)
        self._empty = EmptyState(
            "git-merge",
            lambda: _("Bring the work of others together"),
            lambda: _(
                "A colleague exports a file and hands it over. You see who it is from and what it would "
                "change before anything is touched. Nothing is lost, nothing is doubled, and every "
                "difference is shown."
            ),
            (choose, folder, export),
        )
        self.preview = PreviewView()
        self.preview.passphrase_requested.connect(self._ask_chosen)
        self.receipt = ReceiptView()
        self.receipt.undo_requested.connect(self._undo_outcome)
        self.receipt.conflicts_requested.connect(self._show_conflicts)
        self.receipt.finished.connect(self._close_receipt)
        self.receipt.backups_requested.connect(
            lambda: self.navigation_requested.emit(Destination(PageId.SETTINGS, view=Part.BACKUPS))
        )
        self.overview = OverviewView()
        self.overview.opened.connect(self._open_file)
        self.overview.stop_requested.connect(self.waiting.stop)
        for view in (self._empty, self.preview, self.receipt, self.overview):
            self._stack.addWidget(view)
        return body

    def _make_actions(self) -> None:
        self.discard_button = Button(lambda: _("Do not merge"), Kind.PLAIN, hint="Esc")
        self.discard_button.clicked.connect(self.discard)
        self.export_button = Button(lambda: _("Export…"), icon="upload", hint="Ctrl E")
        self.export_button.clicked.connect(self.new_thing)
        self.merge_button = Button("", Kind.PRIMARY, icon="git-merge", hint="Ctrl Enter")
        self.merge_button.clicked.connect(self.merge)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.merge)

    def _looked(self, path: Path) -> None:
        if self.files.waiting.current_key() == path:
            self._show_chosen()

    def _open_file(self, path: Path) -> None:
        self.files.waiting.choose(path)

    def _show_list(self) -> None:
        self.files.show_waiting(self.waiting.looks, self.waiting.current)
        if self._stack.currentWidget() is self.overview:
            self._show_overview()
        self._tell()

    def _show_overview(self) -> None:
        self.overview.show_files(self.waiting.looks, self.waiting.current)

    def _choose_any(self) -> None:
        if self.files.waiting.current_key() is None and self.waiting.looks:
            many = len(self.waiting.looks) > 1
            self.files.waiting.choose(ALL if many else next(iter(self.waiting.looks)))
        self._show_chosen()

    def _show_chosen(self) -> None:
        path = self.files.waiting.current_key()
        chosen = path if isinstance(path, Path) and path in self.waiting.looks else None
        if path == ALL and len(self.waiting.looks) > 1:
            self._show_overview()
            self._stack.setCurrentWidget(self.overview)
        elif self._outcome is not None and chosen is None:
            self._stack.setCurrentWidget(self.receipt)
        elif chosen is None:
            self._stack.setCurrentWidget(self._empty)
        else:
            look = self.waiting.looks[chosen]
            self.preview.show_look(look, chosen.name, looking=self.waiting.busy)
            self.facts.show_look(look)
            self._stack.setCurrentWidget(self.preview)
        self._chosen = chosen
        self._make_room()
        self.header_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a narrow window the counts go before the facts, and a pane before the files."""
        fits = self.width() >= WIDE
        beside = self.export_pane.isHidden() and self.return_pane.isHidden()
        self.facts.setVisible(fits and self._chosen is not None and beside)
        self.files.setVisible(fits or beside)

    def _show_past(self, found: tuple[tuple[PastMerge, ...], int, tuple[HandIn, ...]]) -> None:
        merges, conflicts, hand_ins = found
        self.files.show_past(merges)
        self.files.show_hand_ins(hand_ins)
        if own := set(self._outcome_ids()):
            standing = [one for one in merges if one.id in own]
            if not standing:
                self.receipt.show_undone()
            elif not any(one.last for one in standing):
                self.receipt.show_fixed()
        if not self.receipt.conflicts_button.isHidden():
            self.receipt.show_open_conflicts(conflicts)
        told = ngettext(
            "{count} conflict waits for a decision.", "{count} conflicts wait for a decision.", conflicts
        )
        self.conflicts_banner.show_text(
            told.format(count=format_number(conflicts)) if conflicts else "", link=lambda: _("Decide now")
        )

    def _show_conflicts(self) -> None:
        self.navigation_requested.emit(Destination(PageId.CONFLICTS))

    def _merged(self, outcome: MergeOutcome) -> None:
        self._end()
        asked = len(self.waiting.ready())
        looks = [look for look in self.waiting.looks.values() if look is not None]
        refused = [look for look in looks if look.error is not None]
        self._outcome = outcome
        self.waiting.take_merged(outcome)
        self.files.waiting.clearSelection()
        self.files.waiting.setCurrentIndex(self.files.waiting.rootIndex())
        self.receipt.show_outcome(outcome, asked - len(outcome.files), refused)
        self._show_chosen()
        new = sum(one.new for one in outcome.files)
        conflicts = sum(one.conflicts for one in outcome.files)
        undoable = outcome.transaction_id is not None
        self._context.notifier.show_message(
            merged_text(new, conflicts),
            action=_("Undo") if undoable else "",
            run=self._undo_outcome if undoable else None,
        )

    def _failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._context.notifier.show_message(_("Stopped. Nothing was merged."), icon="info")
        else:
            self._context.show_error(error)

    def _end(self) -> None:
        self._job = None
        self.progress.end()
        self._tell()

    def _undo_outcome(self) -> None:
        if ids := self._outcome_ids():
            self._undo(ids)

    def _outcome_ids(self) -> list[Id]:
        """The merges that the receipt tells of."""
        files = self._outcome.files if self._outcome is not None else ()
        receipts = (one.receipt for one in files if one.receipt is not None)
        return [one.transaction_id for one in receipts if one.transaction_id is not None]

    def _undo(self, merge_ids: Sequence[Id]) -> None:
        self._context.save(
            lambda workspace: undo_merges(workspace, merge_ids), said=_("The merge was taken back")
        )

    def _close_receipt(self) -> None:
        self._outcome = None
        self._choose_any()
        self._tell()

    def _tell(self) -> None:
        ready, waiting = self.waiting.ready(), bool(self.waiting.looks)
        self.discard_button.setVisible(waiting and self._job is None)
        self.merge_button.setVisible(waiting)
        self.merge_button.setEnabled(bool(ready) and self._job is None and self._is_looked_into())
        self.merge_button.say(lambda: merge_text(self.waiting.looks, ready))
        self.header_changed.emit()

    def _is_looked_into(self) -> bool:
        """One file is looked into before it is merged; of many, stopping or merging ends the looking."""
        return not self.waiting.busy or len(self.waiting.looks) > 1


def _read_past(workspace: Workspace) -> tuple[tuple[PastMerge, ...], int, tuple[HandIn, ...]]:
    hand_ins = list_hand_ins(workspace, workspace.clock.today())
    return list_merges(workspace), count_conflicts(workspace), hand_ins
