"""What can be done with several accounts at once; takes the place of the filter while several are chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.accounts import Manager
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.services.accounts import reassign_accounts
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Toolbar
from workbench.ui.kit.tokens import S2


class BulkBar(Toolbar):
    """The accounts chosen get another manager; the change is one, and undone as one."""

    cleared = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._accounts: tuple[Id, ...] = ()
        self._managers: Sequence[Manager] = ()
        self._count = Label(bold=True)
        self.reassign_button = Button(lambda: _("Reassign…"), icon="user", small=True)
        self.reassign_button.clicked.connect(self._ask_manager)
        clear = Button(lambda: _("Clear"), Kind.PLAIN, hint="Esc", small=True)
        clear.clicked.connect(self.cleared)
        self.row.addWidget(self._count)
        self.row.addSpacing(S2)
        self.row.addWidget(self.reassign_button)
        self.row.addWidget(clear)
        self.row.addStretch(1)

    def show_managers(self, managers: Sequence[Manager]) -> None:
        """Offer these people."""
        self._managers = managers

    def show_chosen(self, accounts: Sequence[Id]) -> None:
        """Act on these accounts."""
        self._accounts = tuple(accounts)
        count = len(accounts)
        self._count.say(lambda: ngettext("{count} selected", "{count} selected", count).format(count=count))

    def managers_menu(self) -> QMenu:
        """Our people, and nobody, to choose from."""
        menu = QMenu(self)
        for manager in self._managers:
            action = menu.addAction(manager.name.replace("&", "&&"))
            action.triggered.connect(lambda _checked, one=manager: self.reassign(one))
        menu.addSeparator()
        menu.addAction(_("Nobody")).triggered.connect(lambda: self.reassign(None))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def reassign(self, manager: Manager | None) -> None:
        """Hand the chosen accounts over."""
        accounts, count = self._accounts, len(self._accounts)
        self._context.save(
            lambda workspace: reassign_accounts(workspace, accounts, manager.id if manager else None),
            said=ngettext(
                "{count} account now with {name}", "{count} accounts now with {name}", count
            ).format(count=count, name=manager.name if manager else _("nobody")),
        )

    def _ask_manager(self) -> None:
        button = self.reassign_button
        self.managers_menu().popup(button.mapToGlobal(QPoint(0, button.height())))
