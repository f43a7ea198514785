"""The sheet of shortcuts (``?``), read from the table of actions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.dialog import Dialog
from workbench.ui.kit.labels import Chip, Label
from workbench.ui.kit.surfaces import Scroll, horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, S6, Tone
from workbench.ui.shell.actions import Action, Group

_AROUND = 200
"""What the title, the buttons and the frames of the sheet and of the screen take, in pixels."""


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
    return [*(one for one in listed if one[1]), (_("Lists and fields"), everywhere())]


def shortcut_sheet(
    actions: Sequence[Action], parent: QWidget, page_keys: Sequence[tuple[str, str]] = ()
) -> Dialog:
    """A dialog of all actions with a shortcut, by group, in two columns of like height, and of the page."""
    dialog = Dialog(lambda: _("Keyboard shortcuts"), reject=lambda: _("Close"), width=680, parent=parent)
    body = Scroll(margins=(0, 0, S3, 0))
    body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    body.setAccessibleName(_("Keyboard shortcuts"))
    sides = horizontal(gap=S6)
    columns = [vertical(gap=S2), vertical(gap=S2)]
    for column in columns:
        sides.addLayout(column, 1)
    body.column.addLayout(sides)
    heights = [0, 0]
    for title, rows in (*shortcuts_by_group(actions), (_("This page"), page_keys)):
        if rows:
            lower = heights.index(min(heights))
            _add_group(columns[lower], title, rows)
            heights[lower] += len(rows) + 2
    for column in columns:
        column.addStretch(1)
    # All of it where the screen is high enough, else what fits, and the rest by scrolling.
    room = parent.screen().availableGeometry().height() - _AROUND
    body.setFixedHeight(min(body.column.sizeHint().height(), room))
    dialog.column.addWidget(body)
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
