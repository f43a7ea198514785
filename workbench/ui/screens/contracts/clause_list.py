"""The clauses at the left of a text, and the button under them that adds one to a group."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.contracts import ClauseGroup
from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.surfaces import Surface, horizontal, vertical
from workbench.ui.kit.tokens import S2, S3


class ClauseList(Surface):
    """``add_requested`` gives the group that a clause is to be added to."""

    add_requested = Signal(object)

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__("left", parent)
        self.setFixedWidth(width)
        column = vertical(self)
        self.list = ItemList(lambda: _("Clauses"), selectable=True, pane=True, padding=S3)
        column.addWidget(self.list, 1)
        foot = horizontal(margins=(S3, S2, S3, S2), gap=S2)
        self.add_button = Button(lambda: _("Add a clause"), icon="plus", small=True)
        self.add_button.clicked.connect(self._show_groups)
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column.addLayout(foot)

    def _show_groups(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for group in ClauseGroup:
            menu.addAction(group.label, partial(self.add_requested.emit, group))
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))
