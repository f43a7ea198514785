"""The sheet of shortcuts (``?``), read from the table of actions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.dialog import Dialog
from workbench.ui.kit.labels import Chip, Label
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S2, S6, Tone
from workbench.ui.shell.actions import Action, Group


def everywhere() -> list[tuple[str, str]]:
    """Keys that lists and fields understand wherever they stand; what and key."""
    return [
        (_("Open what is current"), "Enter"),
        (_("Tick or add to the selection"), "Space"),
        (_("Do the action of the line"), "Ctrl Enter"),
        (_("Copy the selected rows"), "Ctrl C"),
        (_("Close the innermost"), "Esc"),
    ]


def shortcuts_by_group(actions: Sequence[Action]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The actions that have a shortcut as headings, each with what and key; what lists know comes last."""
    listed = [
        (group.title(), [(a.text(), a.shortcut_text()) for a in actions if a.group is group and a.shortcut])
        for group in Group
    ]
    return [*listed, (_("Lists and fields"), everywhere())]


def shortcut_sheet(
    actions: Sequence[Action], parent: QWidget, page_keys: Sequence[tuple[str, str]] = ()
) -> Dialog:
    """A dialog of all actions that have a shortcut, by group, in two columns, and the keys of the page."""
    dialog = Dialog(lambda: _("Keyboard shortcuts"), reject=lambda: _("Close"), width=680, parent=parent)
    sides = horizontal(gap=S6)
    columns = [vertical(gap=S2), vertical(gap=S2)]
    for column in columns:
        sides.addLayout(column, 1)
    dialog.column.addLayout(sides)
    for place, (title, rows) in enumerate(shortcuts_by_group(actions)):
        if rows:
            _add_group(columns[min(place, 1)], title, rows)
    if page_keys:
        _add_group(columns[0], _("This page"), page_keys)
    for column in columns:
        column.addStretch(1)
    dialog.reject_button.setDefault(True)
    return dialog


def _add_group(column: QVBoxLayout, title: str, rows: Sequence[tuple[str, str]]) -> None:
    column.addWidget(Label(title, bold=True))
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, S2)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for at, (text, key) in enumerate(rows):
        grid.addWidget(Label(text, tone=Tone.TEXT2), at, 0)
        chip = Chip(key, tone=Tone.TEXT, outline=True)
        grid.addWidget(chip, at, 1, Qt.AlignmentFlag.AlignRight)
    column.addLayout(grid)
