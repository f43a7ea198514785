"""Before a file is chosen: what can be imported, and the two ways to begin."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.imports import ImportKind
from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import vertical


class StartView(QWidget):
    """Choose a file, or take an empty sheet with the columns of a kind."""

    choose_requested = Signal()
    template_requested = Signal(object)
    """The ``ImportKind`` whose columns are wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose_button = Button(lambda: _("Choose a file…"), Kind.PRIMARY, icon="file-spreadsheet")
        self.choose_button.clicked.connect(self.choose_requested)
        self.template_button = Button(lambda: _("Save an empty template…"), icon="file-down")
        self.template_button.clicked.connect(self._offer_templates)
        empty = EmptyState(
            "file-spreadsheet",
            lambda: _("Import a spreadsheet"),
            lambda: _(
                "Accounts, contacts, sales, visits, complaints or contracts from Excel or CSV; a file can "
                "also be dragged here. Columns are matched by name. You see what would change before "
                "anything is written, and the whole import can be undone."
            ),
            (self.choose_button, self.template_button),
        )
        vertical(self).addWidget(empty)

    def template_menu(self) -> QMenu:
        """The kinds of templates."""
        menu = QMenu(self)
        for kind in ImportKind:
            entry = menu.addAction(kind.label)
            entry.triggered.connect(lambda _checked, kind=kind: self.template_requested.emit(kind))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _offer_templates(self) -> None:
        button = self.template_button
        self.template_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
