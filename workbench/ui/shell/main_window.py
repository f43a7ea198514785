"""The main window: receives pages and wires signals. It knows no business word."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from workbench.foundation.i18n import set_language
from workbench.ui.kit.icons import program_icon
from workbench.ui.kit.leaving import leave_all
from workbench.ui.kit.surfaces import Banner, horizontal, vertical
from workbench.ui.kit.table_menu import Output
from workbench.ui.kit.texts import retranslate
from workbench.ui.kit.theme import apply_theme
from workbench.ui.kit.toast import Toast
from workbench.ui.kit.tokens import tokens
from workbench.ui.navigation import Destination, History, PageId
from workbench.ui.page import Page
from workbench.ui.shell.actions import Action, core_actions, install_shortcuts, make_menu, run_action
from workbench.ui.shell.crash import tell_crash
from workbench.ui.shell.header import PageFrame
from workbench.ui.shell.hits import SearchProvider
from workbench.ui.shell.keyboard_keeper import KeyboardKeeper, give_keyboard
from workbench.ui.shell.mouse_history import MouseHistory
from workbench.ui.shell.rail import PageEntry, Rail
from workbench.ui.shell.status_bar import StatusBar
from workbench.ui.shell.table_memory import TableMemory
from workbench.ui.shell.text_undo import TextUndo
from workbench.ui.shell.window_cover import WindowCover
from workbench.ui.shell.window_place import SMALLEST, USUAL, restore_window, window_state
from workbench.ui.signals import WorkspaceSignals
from workbench.ui.tasks import Tasks

if TYPE_CHECKING:
    from workbench.ui.kit.table import Table
    from workbench.ui.shell.command_palette import CommandPalette
    from workbench.ui.shell.help_pane import HelpPane


class MainWindow(QMainWindow):
    """Rail, page under its header, status bar. Pages are made when first shown."""

    undo_requested = Signal()
    redo_requested = Signal()
    file_dropped = Signal(str)
    """A file that the page shown did not want."""
    closing = Signal()
    first_painted = Signal()
    """The empty window stands on the screen: time to load what takes time."""
    output_requested = Signal(object, object)
    """A table whose rows are wanted on paper or as a file, and which of both."""
    page_shown = Signal(object)
    """A ``Destination`` has been reached."""

    def __init__(
        self,
        app: QApplication,
        entries: Sequence[PageEntry],
        tasks: Tasks,
        signals: WorkspaceSignals,
        *,
        search: SearchProvider | None = None,
        more_actions: Sequence[Action] = (),
        offers: Callable[[], Sequence[Action]] = tuple,
    ) -> None:
        """``more_actions`` are the actions that the composition root adds to the window's own; ``offers``
        those of the moment, for the palette only."""
        super().__init__()
        self._app, self._tasks = app, tasks
        self._entries = {entry.page: entry for entry in entries}
        self._frames: dict[PageId, PageFrame] = {}
        self._stale: set[PageId] = set()
        self._history = History()
        self._painted = False
        self._first: Destination | None = None
        self.tables = TableMemory(tasks, self)
        self.setWindowTitle(app.applicationDisplayName() or "Workbench")
        self.setWindowIcon(program_icon())
        self.resize(USUAL)
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self.rail = Rail(entries)
        self.stack = QStackedWidget()
        self.cover = WindowCover(self)
        self.status = StatusBar(tasks)
        self._assemble()
        self.toast = Toast(self)
        self._palette: CommandPalette | None = None
        self.help: HelpPane | None = None
        self._search, self._offers = search, offers
        self._mouse = MouseHistory(self.go_back, self.go_ahead, self)
        rail_pages = [e for e in entries if e.in_rail]
        self.actions_table = [
            *core_actions(self, [(e.word, e.icon, Destination(e.page)) for e in rail_pages]),
            *more_actions,
        ]
        install_shortcuts(self, self.actions_table)
        TextUndo(app)
        KeyboardKeeper(app, tasks, self.page, self)
        self.rail.page_requested.connect(lambda page: self.go(Destination(page)))
        self.status.shortcuts_requested.connect(self.show_shortcuts)
        self.status.cancel_requested.connect(tasks.cancel_all)
        signals.workspace_changed.connect(self._workspace_changed)
        signals.workspace_opened.connect(self._workspace_opened)

    def _assemble(self) -> None:
        self._body = QWidget()
        column = vertical(self._body)
        self.notice = Banner()
        column.addWidget(self.notice)
        self._row = horizontal(gap=0)
        self._row.addWidget(self.rail)
        self._row.addWidget(self.stack, 1)
        column.addLayout(self._row, 1)
        column.addWidget(self.status)
        self.setCentralWidget(self.cover.over(self._body))

    def start(self, destination: Destination) -> None:
        """Show ``destination`` as soon as the window has been painted for the first time."""
        self._first = destination
        self.show()

    def page(self) -> Page | None:
        """The page shown."""
        frame = self.stack.currentWidget()
        return frame.page if isinstance(frame, PageFrame) else None

    def go(self, destination: Destination) -> None:
        """Show ``destination`` and remember the way."""
        page = self.page()
        if page is not None:
            # What was opened on the page since arriving there is where Back must lead.
            self._history.visit(page.destination())
        self._arrive(destination)
        self._history.visit(destination)

    def go_back(self) -> None:
        """One step back on the way."""
        self._move(-1)

    def go_ahead(self) -> None:
        """One step ahead on the way."""
        self._move(1)

    def _move(self, by: int) -> None:
        destination = self._history.move(by)
        if destination is not None:
            self._arrive(destination)

    def _arrive(self, destination: Destination) -> None:
        entry = self._entries.get(destination.page)
        if entry is None:
            return
        frame = self._frames.get(destination.page) or self._make_frame(entry)
        self.stack.setCurrentWidget(frame)
        self.rail.show_current(entry.under or entry.page)
        frame.page.arrive(destination)
        if destination.page in self._stale:
            self._stale.discard(destination.page)
            frame.page.refresh(None)
        frame.retranslate()
        self._follow_help()
        self._give_keyboard(frame)
        self.page_shown.emit(destination)

    def _give_keyboard(self, frame: PageFrame) -> None:
        """To the page just shown, where Qt would give it to the header, unless somebody said where."""
        focus = self.focusWidget()
        stays = frame.page.isAncestorOf(focus) if focus else False
        if not stays and not self.rail.holds_keyboard():
            give_keyboard(frame.page)

    def _make_frame(self, entry: PageEntry) -> PageFrame:
        page = entry.make()
        frame = PageFrame(page, with_back=not entry.in_rail)
        page.navigation_requested.connect(self.go)
        page.action_requested.connect(self.run_named)
        page.header_changed.connect(self._follow_help)
        frame.search_requested.connect(self.open_palette)
        frame.back_requested.connect(self.go_back)
        frame.menu_requested.connect(self._show_menu)
        self._frames[entry.page] = frame
        self._stale.add(entry.page)
        self.stack.addWidget(frame)
        return frame

    def _workspace_changed(self, summary: object) -> None:
        shown = self.page()
        for page_id, frame in self._frames.items():
            if frame.page is shown:
                frame.page.refresh(summary)
            else:
                self._stale.add(page_id)

    def _workspace_opened(self) -> None:
        """Another file: throw the pages away and begin anew on the page shown."""
        shown = self.page()
        for frame in self._frames.values():
            frame.page.release()
            self.stack.removeWidget(frame)
            frame.deleteLater()
        self._frames.clear()
        self._stale.clear()
        self._history = History()
        if shown is not None:
            entry = self._entries[shown.page_id]
            self.go(Destination(entry.page if entry.in_rail else entry.under or entry.page))

    def switch_language(self, code: str) -> None:
        """Speak another language from here on, everywhere in the window."""
        set_language(code)
        apply_theme(self._app, dark=tokens().dark, windows=[self])
        retranslate(self)
        self._stale = set(self._frames)
        page = self.page()
        if page is not None:
            self._stale.discard(page.page_id)
            page.refresh(None)

    def run_named(self, key: str) -> None:
        """Run the action of that key, as its shortcut would."""
        for action in self.actions_table:
            if action.key == key:
                run_action(action)

    def undo(self) -> None:
        """Ask for the last change to be undone."""
        self.undo_requested.emit()

    def redo(self) -> None:
        """Ask for the last undone change to be done again."""
        self.redo_requested.emit()

    def new_thing(self) -> None:
        """Begin a new one of the page's kind."""
        self._ask_page(lambda page: page.new_thing())

    def edit_thing(self) -> None:
        """Edit what is current on the page."""
        self._ask_page(lambda page: page.edit_thing())

    def find_here(self) -> None:
        """Filter the page, or search everywhere if it has no filter."""
        if not self._ask_page(lambda page: page.find_here()):
            self.open_palette()

    def _ask_page(self, question: Callable[[Page], bool]) -> bool:
        page = self.page()
        return page is not None and question(page)

    def entries(self) -> Sequence[PageEntry]:
        """All pages, in the order of the rail."""
        return list(self._entries.values())

    def has_page(self, page: PageId) -> bool:
        """Whether there is such a page to go to."""
        return page in self._entries

    def put_out(self, table: "Table[Any]", output: Output) -> None:
        """A table in the window asks for its rows on paper or as a file."""
        self.output_requested.emit(table, output)

    def recall_table(self, key: str) -> str:
        """Columns and sorting of a table as they were left."""
        return self.tables.recall(key)

    def remember_table(self, key: str, state: str) -> None:
        """Keep columns and sorting of a table."""
        self.tables.remember(key, state)

    def keep_tables(self, on: bool) -> None:
        """Whether from now on tables are kept as they were left."""
        self.tables.keep(on)

    def put_out_current(self, output: Output) -> bool:
        """Put out the table with the cursor in it, else the page's own paper or its first table in sight."""
        from workbench.ui.kit.table import Table

        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, Table):
            widget = widget.parentWidget()
        if widget is None and output is Output.PRINT and self._ask_page(lambda page: page.print_here()):
            return True
        if widget is None:
            page = self.page()
            tables: list[Table[Any]] = page.findChildren(Table) if page is not None else []
            widget = next((one for one in tables if one.isVisible() and one.model.rowCount()), None)
        if isinstance(widget, Table):
            self.put_out(widget, output)
        return widget is not None

    def open_palette(self) -> None:
        """Show the command palette."""
        if self._palette is None:
            from workbench.ui.shell.command_palette import CommandPalette

            self._palette = CommandPalette(
                self, self._tasks, self.actions_table, self._search, self._palette_offers
            )
            self._palette.destination_chosen.connect(self.go)
            self._palette.new_account_requested.connect(self._new_account)
        self._palette.open_over()

    def _palette_offers(self) -> Sequence[Action]:
        frame = self.stack.currentWidget()
        return [*(frame.offers() if isinstance(frame, PageFrame) else ()), *self._offers()]

    def _new_account(self, name: str) -> None:
        self.go(Destination(PageId.ACCOUNTS))
        self._ask_page(lambda page: page.new_named(name))

    def show_shortcuts(self) -> None:
        """Show the sheet of shortcuts."""
        from workbench.ui.shell.shortcut_sheet import shortcut_sheet

        page = self.page()
        shortcut_sheet(self.actions_table, self, page.keys() if page else ()).open()

    def show_help(self) -> None:
        """Show the help of what the page shows; close it if that is what is to be seen."""
        page, dialog = self.page(), QApplication.activeModalWidget()
        if page is None:
            return
        if isinstance(dialog, QDialog):
            from workbench.ui.shell.help_window import HelpWindow

            beside = dialog.findChild(HelpWindow) or HelpWindow(self._make_help(), dialog)
            if beside.isVisible():
                beside.close()
            else:
                beside.open_at(dialog.property("help_topic") or page.help_topic())
            return
        self.help = self.help or self._make_help(self._body, self._row)
        if self.help.shows_help_of(page.help_topic()):
            self.help.close_pane()
        else:
            self.help.open_at(page.help_topic())

    def _follow_help(self) -> None:
        page = self.page()
        if self.help is not None and page is not None:
            self.help.follow(page.help_topic())
            page.give_room(self.help.covers())

    def _make_help(self, *over: Any) -> "HelpPane":
        from workbench.ui.shell.help_pane import HelpPane
        from workbench.ui.shell.shortcut_sheet import shortcuts_by_group

        pane = HelpPane(
            self._tasks,
            lambda: page.keys() if (page := self.page()) else (),
            lambda: shortcuts_by_group(self.actions_table),
            *over,
        )
        pane.moved.connect(self._follow_help)
        pane.manual_requested.connect(lambda: self.run_named("manual"))
        return pane

    def show_crash(self, report: Path | None) -> None:
        """Say that something unexpected happened and where the report lies."""
        tell_crash(self.toast, report)

    def window_state(self) -> str:
        """Place and size, as text for the settings."""
        return window_state(self)

    def restore_window(self, text: str) -> None:
        """Bring back a saved place and size, so that it can be seen; nonsense is passed over."""
        restore_window(self, text)

    def _show_menu(self, button: QWidget) -> None:
        menu = make_menu(self, self.actions_table)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel) and not self.cover.is_on:
            if self.toast.isVisible():
                self.toast.hide()
            elif not self._ask_page(lambda page: page.close_innermost()) and self.help is not None:
                self.help.close_pane()
        elif event.key() == Qt.Key.Key_F1:
            self.show_help()  # a dialog asks: while one is open the shortcut is out of reach
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._show_first)

    def _show_first(self) -> None:
        self._mouse.listen_at(self.windowHandle())
        self.first_painted.emit()
        if self._first is not None and self.page() is None:
            self.go(self._first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._palette is not None and self._palette.isVisible():
            self._palette.open_over()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.cover.is_on and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        page = self.page()
        if self.cover.is_on:
            return
        for path in [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()][:1]:
            event.acceptProposedAction()
            if page is None or not page.file_dropped(path):
                self.file_dropped.emit(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.tables.write_now()
        leave_all(self)
        self.closing.emit()
        super().closeEvent(event)
