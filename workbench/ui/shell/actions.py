"""The one table of actions: menu, shortcuts, command palette and shortcut sheet are read from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Protocol

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from workbench.foundation.i18n import _, pgettext
from workbench.ui.kit.icons import set_icon
from workbench.ui.navigation import Destination


class Shell(Protocol):
    """What an action can ask of the window."""

    def go(self, destination: Destination) -> None: ...
    def go_back(self) -> None: ...
    def go_ahead(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def new_thing(self) -> None: ...
    def edit_thing(self) -> None: ...
    def find_here(self) -> None: ...
    def open_palette(self) -> None: ...
    def show_shortcuts(self) -> None: ...
    def show_help(self) -> None: ...
    def close(self) -> bool: ...


class Group(Enum):
    """Under which heading an action stands in the menu and the shortcut sheet."""

    GO = "go"
    EDIT = "edit"
    RECORD = "record"
    PAGES = "pages"
    FILE = "file"
    VIEW = "view"

    def title(self) -> str:
        """The heading."""
        titles = {
            Group.GO: _("Go"),
            Group.EDIT: _("Edit"),
            Group.RECORD: pgettext("menu", "Record"),
            Group.PAGES: _("More pages"),
            Group.FILE: _("File"),
            Group.VIEW: _("View"),
        }
        return titles[self]


_SIGNS = {"Left": "←", "Right": "→"}


def _native(shortcut: str) -> str:
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """One thing the user can do. ``key`` is stable; ``shortcut`` is written as Qt reads it (``Ctrl+N``).

    ``words`` are others by which the palette finds it, ``note`` says there where it leads.
    """

    key: str
    group: Group
    text: Callable[[], str]
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    enabled: Callable[[], bool] = _always
    in_palette: bool = True
    in_menu: bool = True
    words: Callable[[], str] = str
    note: Callable[[], str] = str

    def shortcut_text(self) -> str:
        """The shortcut as people read it here, with spaces: ``Ctrl N``."""
        native = _native(self.shortcut)
        for name, sign in _SIGNS.items():
            native = native.replace(_native(name), sign)
        return native.replace("+", " ") if len(native) > 1 else native


def core_actions(shell: Shell, pages: Sequence[tuple[Callable[[], str], str, Destination]]) -> list[Action]:
    """The actions of the window itself. ``pages``: word, icon and destination; Ctrl+0 leads to the tenth."""
    table = [
        Action(
            key=f"go-{destination.page.value}",
            group=Group.GO,
            text=word,
            run=partial(shell.go, destination),
            shortcut=f"Ctrl+{number % 10}" if number <= 10 else "",
            icon=icon,
            # The rail shows them all; a menu of everything would be higher than a small screen.
            in_menu=False,
        )
        for number, (word, icon, destination) in enumerate(pages, start=1)
    ]
    return [
        *table,
        Action("back", Group.GO, lambda: _("Back"), shell.go_back, "Alt+Left", "arrow-left"),
        Action("ahead", Group.GO, lambda: _("Ahead"), shell.go_ahead, "Alt+Right", "arrow-right"),
        Action(
            "palette",
            Group.GO,
            lambda: _("Find or run"),
            shell.open_palette,
            "Ctrl+K",
            "search",
            in_palette=False,
        ),
        Action("new", Group.EDIT, lambda: _("New on this page"), shell.new_thing, "Ctrl+N", "plus"),
        Action("edit", Group.EDIT, lambda: _("Edit"), shell.edit_thing, "F2", "pencil"),
        Action("find", Group.EDIT, lambda: _("Filter this page"), shell.find_here, "Ctrl+F", "list-filter"),
        Action("undo", Group.EDIT, lambda: _("Undo"), shell.undo, "Ctrl+Z", "undo-2"),
        Action("redo", Group.EDIT, lambda: _("Redo"), shell.redo, "Ctrl+Shift+Z", "redo-2"),
        Action("help", Group.VIEW, lambda: _("Help"), shell.show_help, "F1", "circle-question-mark"),
        Action(
            "shortcuts", Group.VIEW, lambda: _("Keyboard shortcuts"), shell.show_shortcuts, "?", "keyboard"
        ),
        Action("quit", Group.FILE, lambda: _("Quit"), shell.close, "Ctrl+Q", "x"),
    ]


def install_shortcuts(window: QWidget, actions: Sequence[Action]) -> None:
    """Give ``window`` the shortcuts of the table."""
    for action in actions:
        if action.shortcut:
            known = QAction(window)
            known.setObjectName(action.key)
            known.setShortcut(QKeySequence(action.shortcut))
            known.triggered.connect(lambda _checked, action=action: run_action(action))
            window.addAction(known)


def run_action(action: Action) -> bool:
    """Run ``action`` if it is enabled; False if it is not."""
    if not action.enabled():
        return False
    action.run()
    return True


_OPEN = (Group.EDIT, Group.VIEW)
"""What stands in the menu itself; the other groups are menus within it, or it would fill the screen."""


def make_menu(parent: QWidget, actions: Sequence[Action]) -> QMenu:
    """A menu of the actions by group, as things stand now; the way out is at its end."""
    menu = QMenu(parent)
    for group in (Group.EDIT, Group.RECORD, Group.PAGES, Group.FILE, Group.GO, Group.VIEW):
        members = [one for one in actions if one.group is group and one.in_menu and one.key != "quit"]
        if members and group is not Group.EDIT and (group in _OPEN or group is Group.RECORD):
            menu.addSeparator()
        _fill(menu if group in _OPEN or not members else menu.addMenu(group.title()), members)
    _fill(menu, [one for one in actions if one.key == "quit"])
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _fill(menu: QMenu, actions: Sequence[Action]) -> None:
    for action in actions:
        # The shortcut is shown only: a second live one would make the window's own ambiguous.
        entry = menu.addAction(f"{action.text()}\t{action.shortcut_text()}")
        entry.setEnabled(action.enabled())
        if action.icon:
            set_icon(entry, action.icon)
        entry.triggered.connect(lambda _checked, action=action: run_action(action))
