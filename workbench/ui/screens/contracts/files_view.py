"""The papers of a contract: their own text, the scan of the signed one; added by a button or by dropping."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from workbench.domain.attachments import Attachment
from workbench.foundation.i18n import _, format_date, format_size
from workbench.foundation.ids import Id
from workbench.services.attachments import delete_file, edit_file
from workbench.services.contract_view import ContractView
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


class FilesView(QWidget):
    """Enter opens a file, Space says that it is the signed copy."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: ContractView | None = None
        self.setAcceptDrops(True)
        column = vertical(self)
        bar = Toolbar()
        self.hint = Label(size=SMALL, tone=Tone.TEXT2)
        bar.row.addWidget(self.hint)
        bar.row.addStretch(1)
        self.more_button = Button(lambda: _("With the file…"), small=True)
        self.more_button.clicked.connect(self._show_menu)
        self.scan_button = Button(lambda: _("Add the signed copy…"), icon="badge-check", small=True)
        self.scan_button.clicked.connect(lambda: self.add(signed=True))
        self.add_button = Button(lambda: _("Add files…"), icon="plus", small=True)
        self.add_button.clicked.connect(lambda: self.add())
        for button in (self.more_button, self.scan_button, self.add_button):
            bar.row.addWidget(button)
        column.addWidget(bar)
        self.intake = FileIntake(context, self)
        working = horizontal(margins=(S4, 0, S4, 0))
        working.addWidget(self.intake.progress)
        column.addLayout(working)
        self.list = ItemList(lambda: _("Files of the contract"), selectable=True)
        self.list.opened.connect(self._open)
        self.list.ticked.connect(self._mark_signed)
        first = Button(lambda: _("Add files…"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(lambda: self.add())
        self.nothing = EmptyState(
            "folder-open",
            lambda: _("No paper is kept here"),
            lambda: _("Drop the customer's own text, or the scan of what was signed, here."),
            (first,),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.list)
        column.addWidget(self._stack, 1)

    def show_view(self, view: ContractView) -> None:
        """Show the files of this contract."""
        self._view = view
        self.list.set_items([_item(one) for one in view.files])
        self._stack.setCurrentWidget(self.list if view.files else self.nothing)
        self.scan_button.setVisible(view.life.is_fixed)
        self.more_button.setVisible(bool(view.files))
        told = _("A tick marks the signed copy.") if view.files else ""
        self.hint.say(lambda: told)

    def add(self, *, signed: bool = False) -> None:
        """Let the user choose files and keep copies of them."""
        kinds = (FileKind(_("All files"), ("*",)),)
        self.add_paths(self._context.prompts.ask_open_files(_("Add files"), kinds), signed=signed)

    def add_paths(self, paths: Sequence[Path], *, signed: bool = False) -> None:
        """Keep copies of these files, one after the other."""
        if self._view is not None:
            one = self._view.contract
            self.intake.add(one.account_id, paths, contract_id=one.id, is_signed_copy=signed)

    def menu(self) -> QMenu:
        """What can be done with the file that is chosen."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        file = self._file(self.list.current_key())
        if file is not None:
            menu.addAction(_("Open"), lambda: self._open(file.id))
            menu.addAction(_("Save a copy…"), lambda: save_kept(self._context, file))
            words = _("This is not the signed copy") if file.is_signed_copy else _("This is the signed copy")
            menu.addAction(words, lambda: self._mark_signed(file.id, not file.is_signed_copy))
            menu.addAction(_("Delete"), lambda: self._delete(file.id))
        return menu

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add_paths(dropped_paths(event))

    def _mark_signed(self, key: object, on: bool) -> None:
        if isinstance(key, bytes):
            self._context.save(lambda workspace: edit_file(workspace, Id(key), {"is_signed_copy": on}))

    def _delete(self, key: Id) -> None:
        self._context.save(lambda workspace: delete_file(workspace, key), said=_("File deleted"))

    def _open(self, key: object) -> None:
        if isinstance(key, bytes):
            open_kept(self._context, Id(key))

    def _show_menu(self) -> None:
        if self.list.current_key() is None and self.list.items_model.items:
            self.list.choose(self.list.items_model.items[0].key)
        self.menu().popup(self.more_button.mapToGlobal(self.more_button.rect().bottomLeft()))

    def _file(self, key: object) -> Attachment | None:
        files = self._view.files if self._view else ()
        return next((one for one in files if one.id == key), None)


def _item(file: Attachment) -> Item:
    parts = (
        _("Signed copy") if file.is_signed_copy else "",
        format_date(file.added_on) if file.added_on else "",
        file.note,
    )
    size = format_size(file.size)
    return Item(
        key=file.id,
        title=file.shown_name,
        second=" · ".join(part for part in parts if part) or "–",
        checked=file.is_signed_copy,
        mark=Mark("file-text") if file.has_content else CAUTION,
        right=size if file.has_content else _("content missing"),
    )
