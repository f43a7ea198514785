"""A new visit by hand: find the account as one types, choose day, time and kind."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from workbench.domain.search_text import SearchHit
from workbench.domain.visits import VisitKind
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.search import search
from workbench.services.visits import schedule_visit
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, SearchField, TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.tokens import S2

HITS = 8


class NewVisitPane(SidePane):
    """Account, day, time, kind, purpose; Enter in the search takes the first hit."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("New visit"), parent=parent)
        self._context = context
        self._account: Id | None = None
        self._hits: dict[Id, str] = {}
        clock = context.workspace.clock
        self.account: Field[SearchField] = Field(
            lambda: _("Account"), SearchField(lambda: _("Name, pinyin, code"))
        )
        self.account.control.textEdited.connect(self._search)
        self.account.control.returnPressed.connect(self._take_first)
        self.hits = ItemList(lambda: _("Accounts found"), fit=True, padding=2, pane=True)
        self.hits.opened.connect(self._take)
        self.day: Field[DateField] = Field(lambda: _("Day"), DateField(clock.today))
        self.time: Field[TextField] = Field(lambda: _("Time"), TextField(hint="09:30"))
        self.kind: Field[ComboBox] = Field(lambda: _("Kind"), ComboBox(_KINDS))
        self.purpose: Field[TextField] = Field(lambda: _("Purpose"), TextField())
        for widget in (self.account, self.hits, self.day, self.time, self.kind, self.purpose):
            self.column.addWidget(widget)
        row = horizontal(gap=S2)
        self.save_button = Button(lambda: _("Put into the calendar"), Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        row.addStretch(1)
        row.addWidget(self.save_button)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def begin(self, day: date, at: str = "") -> None:
        """Start a new visit on ``day``, at that time of day if there is one."""
        self._account = None
        self.account.control.clear()
        self.hits.set_items(())
        self.day.control.set_day(day)
        self.time.control.setText(at)
        self.purpose.control.clear()
        self.kind.control.choose(VisitKind.FIELD)
        for field in (self.account, self.day):
            field.set_error("")
        self.account.control.setFocus()

    def save(self) -> None:
        """Put the visit into the calendar, or say what is missing."""
        account, day = self._account, self.day.control.day()
        self.account.set_error("" if account else _("Choose an account from the list."))
        self.day.set_error("" if day else _("Give a day as YYYY-MM-DD."))
        if account is None or day is None:
            return
        kind: VisitKind = self.kind.control.key()
        at, purpose = self.time.control.text().strip(), self.purpose.control.text().strip()

        def failed(error: Exception) -> None:
            if isinstance(error, BadInput):
                self.day.set_error(error.message)
            else:
                self._context.show_error(error)

        self._context.save(
            lambda workspace: schedule_visit(workspace, account, day, kind=kind, at=at, purpose=purpose),
            said=_("In the calendar"),
            on_done=lambda _summary: self.close_pane(),
            on_error=failed,
        )

    def _search(self, text: str) -> None:
        self._account = None
        self._context.read(
            lambda workspace: search(workspace, text, HITS, kinds=("account", "contact")),
            self._show_hits,
            key="new-visit-search",
        )

    def _show_hits(self, hits: tuple[SearchHit, ...]) -> None:
        self._hits = {}
        items = []
        for hit in hits:
            account = hit.account_id or hit.id
            if account not in self._hits:
                name = hit.account or hit.label
                self._hits[account] = name
                items.append(Item(key=account, title=name, note=hit.label if hit.account else hit.detail))
        self.hits.set_items(items)

    def _take_first(self) -> None:
        first = next(iter(self._hits), None)
        if first is not None:
            self._take(first)

    def _take(self, account: Id) -> None:
        self._account = account
        self.account.control.setText(self._hits.get(account, ""))
        self.account.set_error("")
        self.hits.set_items(())
        self.day.control.setFocus()


def _label_of(kind: VisitKind) -> Callable[[], str]:
    return lambda: kind.label


_KINDS = [(kind, _label_of(kind)) for kind in VisitKind]
