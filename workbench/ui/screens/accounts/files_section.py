"""The files of an account: added by a button or by dropping them, opened as private copies."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.attachments import Attachment
from workbench.foundation.i18n import _, format_date, format_size, ngettext
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.services.attachments import FilesView, get_files
from workbench.ui.context import Context
from workbench.ui.kept_files import FileIntake, dropped_paths, open_kept, save_kept
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import CAUTION, Mark
from workbench.ui.kit.surfaces import Toolbar, horizontal, vertical
from workbench.ui.kit.tokens import S4, SMALL, Tone
from workbench.ui.prompts import FileKind
from workbench.ui.screens.accounts.file_pane import FilePane


class FilesSection(QWidget):
    """A list of files and the pane of one."""

    counted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Id | None = None
        self._view: FilesView | None = None
        self._wanted: Id | None = None
        self.setAcceptDrops(True)
        row = horizontal(self, gap=0)
        left = vertical()
        bar = Toolbar()
        self._count = Label(size=SMALL, tone=Tone.TEXT2)
        self._hint = Label(size=SMALL, tone=Tone.TEXT2)
        self.add_button = Button(lambda: _("Add files…"), icon="plus", small=True)
        self.add_button.clicked.connect(self.add)
        bar.row.addWidget(self._count)
        bar.row.addStretch(1)
        bar.row.addWidget(self._hint)
        bar.row.addWidget(self.add_button)
        self.intake = FileIntake(context, self)
        working = horizontal(margins=(S4, 0, S4, 0))
        working.addWidget(self.intake.progress)
        self.list = ItemList(lambda: _("Files"), selectable=True)
        self.list.clicked.connect(lambda _index: self._open_pane(self.list.current_key()))
        self.list.opened.connect(self._open_file)
        first = Button(lambda: _("Add files…"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(self.add)
        self.nothing = EmptyState(
            "folder-open",
            lambda: _("No file is kept here"),
            lambda: _("Drop offers, drawings or minutes here. They are kept inside the workspace file."),
            (first,),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.list)
        left.addWidget(bar)
        left.addLayout(working)
        left.addWidget(self._stack, 1)
        row.addLayout(left, 1)
        self.pane = FilePane(context)
        self.pane.open_requested.connect(self._open_file)
        self.pane.save_requested.connect(self.save_as)
        self.pane.hide()
        self.pane.closed.connect(self.list.setFocus)
        row.addWidget(self.pane)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed."""
        account_id = view.account.id
        if account_id != self._account:
            self._account, self._view = account_id, None
            self.pane.hide()
        self._context.read(
            lambda workspace: get_files(workspace, account_id), self._show, key="account-files"
        )

    def select(self, attachment_id: Id) -> None:
        """Open the pane of a file, as soon as the files have been read."""
        self._wanted = attachment_id
        if self._view is not None:
            self._show(self._view)

    def add(self) -> None:
        """Let the user choose files and keep copies of them."""
        kinds = (FileKind(_("All files"), ("*",)),)
        self.add_paths(self._context.prompts.ask_open_files(_("Add files"), kinds))

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Keep copies of these files, one after the other; what is refused is told and the rest goes on."""
        if self._account is not None:
            self.intake.add(self._account, paths)

    def save_as(self, attachment_id: Id) -> None:
        """Ask where, and write a copy there."""
        file = self._file(attachment_id)
        if file is not None:
            save_kept(self._context, file)

    def close_innermost(self) -> bool:
        """Close the pane; False if it is not open."""
        if self.pane.isHidden():
            return False
        self.pane.close_pane()
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()
            self._hint.say(lambda: _("Drop to keep a copy here"))
            self._hint.set_tone(Tone.ACCENT)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._say_hint()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._say_hint()
        self.add_paths(dropped_paths(event))

    def _open_file(self, attachment_id: Id) -> None:
        open_kept(self._context, attachment_id)

    def _show(self, view: FilesView) -> None:
        self._view = view
        self.list.set_items([_item(file, self._whose(file)) for file in view.files])
        self._stack.setCurrentWidget(self.list if view.files else self.nothing)
        count = len(view.files)
        size = format_size(sum(file.size for file in view.files))
        words = ngettext("{count} file, {size}", "{count} files, {size}", count).format(
            count=count, size=size
        )
        self._count.say(words if count else "")
        self._say_hint()
        self.counted.emit(count)
        if not self.pane.isHidden():
            file = self._file(self.pane.shown_id())
            if file is None:
                self.pane.close_pane()
            else:
                self.pane.begin(view, file)
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.list.choose(wanted):
            self._open_pane(wanted)

    def _say_hint(self) -> None:
        self._hint.set_tone(Tone.TEXT2)
        limit = self._view.limit if self._view else 0
        self._hint.say(_("At most {size} a file").format(size=format_size(limit)) if limit else "")

    def _whose(self, file: Attachment) -> str:
        view = self._view
        if view is None:
            return ""
        people = (one.name for one in view.contacts if one.id == file.contact_id)
        visits = (f"{format_date(one.on)} {one.kind.label}" for one in view.visits if one.id == file.visit_id)
        return " · ".join([*people, *visits])

    def _file(self, key: object) -> Attachment | None:
        files = self._view.files if self._view else ()
        return next((file for file in files if file.id == key), None)

    def _open_pane(self, key: object) -> None:
        file = self._file(key)
        if file is not None and self._view is not None:
            self.pane.begin(self._view, file)


def _item(file: Attachment, whose: str) -> Item:
    second = (whose, format_date(file.added_on) if file.added_on else "", file.note)
    told = file.shown_name if file.has_content else _("What is in it did not come with the file you merged")
    return Item(
        key=file.id,
        title=file.shown_name,
        second=" · ".join(part for part in second if part) or "–",
        mark=Mark("file-text") if file.has_content else CAUTION,
        right=format_size(file.size) if file.has_content else _("content missing"),
        right_tone=Tone.TEXT2 if file.has_content else Tone.WARN,
        tooltip=told,
    )
