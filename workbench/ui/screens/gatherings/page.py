"""Round tables and other meetings with several accounts: the list, and one beside it (2-rules §7.1)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.gatherings import GatheringState
from workbench.foundation.i18n import N_, _, format_date, format_number, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.gatherings import GatheringRow, get_gathering_view, list_gatherings
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.table_model import Kind as ColumnKind
from workbench.ui.kit.tokens import Tone
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.screens.gatherings.gathering_pane import GatheringPane

TOPICS = frozenset({"gathering", "invitation", "visit", "account", "contact", "manager"})


class GatheringsPage(Page):
    """Enter opens a gathering; Ctrl+N plans a new one."""

    page_id = PageId.GATHERINGS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._stack = QStackedWidget()
        vertical(self).addWidget(self._stack)
        self._stack.addWidget(QWidget())
        first = Button(lambda: _("New gathering"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(self.new_thing)
        self.nothing = EmptyState(
            "users",
            lambda: _("No gathering yet"),
            lambda: _(
                "Round tables, dealer meetings and training: invite people of several accounts, note who "
                "comes, and each account has its visit."
            ),
            (first,),
        )
        self._stack.addWidget(self.nothing)
        self._body = QWidget()
        self._stack.addWidget(self._body)
        row = horizontal(self._body, gap=0)
        self.table: Table[GatheringRow] = Table(
            _columns(),
            lambda one: one.gathering.id,
            name=lambda: _("Gatherings"),
            memory="gatherings",
            count_text=_count,
            today=context.workspace.clock.today,
        )
        self.table.current_changed.connect(self._choose)
        self.table.row_activated.connect(self._choose)
        row.addWidget(self.table, 1)
        self.pane = GatheringPane(context)
        self.pane.hide()
        self.pane.account_requested.connect(
            lambda account: self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account))
        )
        self.pane.saved.connect(self._choose_saved)
        row.addWidget(self.pane)
        self.new_button = Button(lambda: _("New gathering"), Kind.PRIMARY, icon="plus", hint="Ctrl N")
        self.new_button.clicked.connect(self.new_thing)

    def title(self) -> str:
        return pgettext("page", "Gatherings")

    def header_actions(self) -> Sequence[QWidget]:
        return [self.new_button]

    def open(self, destination: Destination) -> None:
        if destination.subject is not None:
            self._show_one(destination.subject)

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            self._context.read(list_gatherings, self._show, key="gatherings")
            if self.pane.isVisible() and self.pane.gathering_id is not None:
                self._show_one(self.pane.gathering_id)

    def new_thing(self) -> bool:
        self._stack.setCurrentWidget(self._body)
        self.pane.begin()
        return True

    def close_innermost(self) -> bool:
        if self.pane.isVisible():
            self.pane.close_pane()
            return True
        return False

    def find_here(self) -> bool:
        self.table.setFocus()
        return True

    def _show(self, rows: tuple[GatheringRow, ...]) -> None:
        self.table.set_rows(rows)
        empty = not rows and not self.pane.isVisible()
        self._stack.setCurrentWidget(self.nothing if empty else self._body)

    def _choose(self, row: GatheringRow | None) -> None:
        if row is not None and self.isVisible():
            self._show_one(row.gathering.id)

    def _choose_saved(self, gathering_id: Id) -> None:
        self.table.select(gathering_id)
        self._show_one(gathering_id)

    def _show_one(self, gathering_id: Id) -> None:
        self._context.read(
            lambda workspace: get_gathering_view(workspace, gathering_id),
            self.pane.show_view,
            key="gathering",
        )


def _columns() -> Sequence[Column[GatheringRow]]:
    def number(key: str, header: str, count: str) -> Column[GatheringRow]:
        return Column(
            key,
            lambda: _(header),
            lambda row: format_number(getattr(row, count)),
            raw=lambda row: int(getattr(row, count)),
            kind=ColumnKind.NUMBER,
            width=72,
            right=True,
        )

    return (
        Column(
            "on",
            lambda: _("Date"),
            lambda row: format_date(row.gathering.on),
            raw=lambda row: row.gathering.on,
            kind=ColumnKind.DAY,
            width=124,
            falling_first=True,
        ),
        Column(
            "title",
            lambda: pgettext("gathering", "Title"),
            lambda row: row.gathering.title,
            stretch=True,
            width=152,
        ),
        Column("kind", lambda: _("Kind"), lambda row: row.gathering.kind.label, width=100),
        Column("place", lambda: _("Place"), lambda row: row.gathering.place, width=84),
        Column("manager", lambda: _("Manager"), lambda row: row.manager, width=84),
        number("accounts", N_("Accounts"), "accounts"),
        number("invited", N_("Invited"), "invited"),
        number("accepted", N_("Accepted"), "accepted"),
        number("came", N_("Came"), "came"),
        Column("state", lambda: _("State"), _state, width=84),
    )


def _state(row: GatheringRow) -> Cell:
    state = row.gathering.state
    return Cell(state.label, tone=Tone.TEXT if state is GatheringState.PLANNED else Tone.TEXT2)


def _count(count: int) -> str:
    return ngettext("{count} gathering", "{count} gatherings", count).format(count=format_number(count))
