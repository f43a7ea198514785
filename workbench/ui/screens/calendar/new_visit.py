"""A new visit by hand: find the account as one types, choose day, time and kind."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workbench.domain.visits import VisitKind
from workbench.foundation.i18n import _
from workbench.services.visits import schedule_visit
from workbench.ui.account_search import AccountSearch
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.tokens import S2


class NewVisitPane(SidePane):
    """Account, day, time, kind, purpose; Enter in the search takes the first hit."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("New visit"), parent=parent)
        self._context = context
        clock = context.workspace.clock
        self._search = AccountSearch(context, key="new-visit-search", parent=self)
        self._search.taken.connect(lambda _account: self.day.control.setFocus())
        self.account, self.hits = self._search.field, self._search.hits
        self.day: Field[DateField] = Field(lambda: _("Day"), DateField(clock.today))
        self.time: Field[TextField] = Field(lambda: _("Time"), TextField(hint="09:30"))
        self.kind: Field[ComboBox] = Field(lambda: _("Kind"), ComboBox(_KINDS))
        self.purpose: Field[TextField] = Field(lambda: _("Purpose"), TextField())
        for widget in (self.account, self.hits, self.day, self.time, self.kind, self.purpose):
            self.column.addWidget(widget)
        row = horizontal(gap=S2)
        self.save_button = Button(lambda: _("Put into the calendar"), Kind.PRIMARY, hint="Ctrl Enter")
        self.save_button.clicked.connect(self.save)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)
        row.addWidget(self.save_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def begin(self, day: date, at: str = "") -> None:
        """Start a new visit on ``day``, at that time of day if there is one."""
        self._search.clear()
        self.day.control.set_day(day)
        self.time.control.setText(at)
        self.purpose.control.clear()
        self.kind.control.choose(VisitKind.FIELD)
        for field in (self.account, self.day, self.time):
            field.set_error("")
        self.account.control.setFocus()

    def save(self) -> None:
        """Put the visit into the calendar, or say what is missing."""
        account, day = self._search.account_id, self.day.control.day()
        self.account.set_error("" if account else _("Choose an account from the list."))
        self.day.set_error("" if day else _("Give a day as YYYY-MM-DD."))
        self.time.set_error("")
        if account is None or day is None:
            return
        kind: VisitKind = self.kind.control.key()
        at, purpose = self.time.control.text().strip(), self.purpose.control.text().strip()

        def failed(error: Exception) -> None:
            self._context.show_error(error, {"at": self.time}, otherwise=self.day)

        self._context.save(
            lambda workspace: schedule_visit(workspace, account, day, kind=kind, at=at, purpose=purpose),
            said=_("In the calendar"),
            on_done=lambda _summary: self.close_pane(),
            on_error=failed,
        )


def _label_of(kind: VisitKind) -> Callable[[], str]:
    return lambda: kind.label


_KINDS = [(kind, _label_of(kind)) for kind in VisitKind]
