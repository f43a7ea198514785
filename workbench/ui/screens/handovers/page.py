"""Handovers given and received: how far each is, what is asked, which is late."""

from collections.abc import Sequence
from enum import Enum
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from workbench.domain.accounts import Manager
from workbench.foundation.i18n import _, format_date, format_number, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.accounts import list_managers
from workbench.services.handover_receiving import HandoverState, HandoverView, list_handover_views
from workbench.services.handovers import kept_by
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.buttons import Kind as ButtonKind
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import Toolbar, horizontal, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.tokens import Tone
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.screens.handovers.give_pane import GivePane
from workbench.ui.screens.handovers.handover_pane import HandoverPane
from workbench.ui.screens.handovers.words import STATE_TONES, late_words

TOPICS = frozenset({"handover", "handover_account", "account", "manager"})


class Which(Enum):
    """Which handovers are looked at."""

    ALL = "all"
    OPEN = "open"
    MINE = "mine"
    GIVEN = "given"
    CONFIRMED = "confirmed"


class HandoversPage(Page):
    """A table of handovers; the current one is gone through in the pane beside it.

    ``subjects`` of the destination are accounts to hand over, its ``subject`` somebody all of whose accounts
    are; its ``item`` is a handover to open.
    """

    page_id = PageId.HANDOVERS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._views: Sequence[HandoverView] = ()
        self._managers: Sequence[Manager] = ()
        self._wanted: Id | None = None
        self._given: Id | None = None
        self._stack = QStackedWidget()
        row = horizontal(self, gap=0)
        row.addWidget(self._stack, 1)
        self._stack.addWidget(QWidget())
        self.nothing = self._make_nothing()
        self._stack.addWidget(self.nothing)
        self._body = self._make_body()
        self._stack.addWidget(self._body)
        self.pane = HandoverPane(context)
        self.pane.account_requested.connect(
            lambda account: self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account))
        )
        self.give = GivePane(context)
        self.give.handed_over.connect(self._show_given)
        for pane in (self.pane, self.give):
            pane.hide()
            pane.closed.connect(self.table.view.setFocus)
            row.addWidget(pane)
        self.new_button = Button(
            lambda: _("Hand over all of…"), ButtonKind.PRIMARY, icon="repeat", hint="Ctrl N"
        )
        self.new_button.clicked.connect(self.new_thing)

    def title(self) -> str:
        return pgettext("page", "Handovers")

    def subtitle(self) -> str:
        late = sum(one.is_late for one in self._views)
        return (
            ngettext("{count} late", "{count} late", late).format(count=format_number(late)) if late else ""
        )

    def header_actions(self) -> Sequence[QWidget]:
        return (self.new_button,)

    def open(self, destination: Destination) -> None:
        if destination.subjects:
            self.begin(destination.subjects)
        elif destination.subject is not None:
            self._begin_all_of(destination.subject)
        elif destination.item is not None:
            self._wanted = destination.item
            self._go_to_wanted()

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            self._context.read(list_handover_views, self._show, key="handovers")
            self._context.read(list_managers, self._show_managers, key="handover-managers")

    def new_thing(self) -> bool:
        self.people_menu().popup(self.new_button.mapToGlobal(QPoint(0, self.new_button.height())))
        return True

    def find_here(self) -> bool:
        self.table.show_filter_row(True)
        return True

    def close_innermost(self) -> bool:
        for pane in (self.give, self.pane):
            if pane.isVisible():
                pane.close_pane()
                return True
        return False

    def retranslate(self) -> None:
        self.table.retranslate()

    def begin(self, accounts: Sequence[Id]) -> None:
        """Open the pane in which these accounts are handed over."""
        self.pane.hide()
        self.give.begin(accounts)

    def people_menu(self) -> QMenu:
        """Everybody, to hand over all that they keep."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for one in self._managers:
            name = one.name if one.active else _("{name} (gone)").format(name=one.name)
            menu.addAction(name.replace("&", "&&")).triggered.connect(partial(self._menu_chosen, one.id))
        return menu

    def _menu_chosen(self, manager_id: Id, _checked: bool = False) -> None:
        self._begin_all_of(manager_id)

    def _begin_all_of(self, manager_id: Id) -> None:
        self._context.read(
            lambda workspace: kept_by(workspace, manager_id), self._begin_found, key="handover-kept"
        )

    def _begin_found(self, accounts: Sequence[Id]) -> None:
        if accounts:
            self.begin(accounts)
        else:
            self._context.notifier.show_message(_("Nobody's accounts are waiting to be handed over there."))

    def _make_nothing(self) -> EmptyState:
        choose = Button(lambda: _("Choose accounts"), ButtonKind.PRIMARY, icon="building-2")
        choose.clicked.connect(lambda: self.navigation_requested.emit(Destination(PageId.ACCOUNTS)))
        return EmptyState(
            "repeat",
            lambda: _("No account has changed hands yet"),
            lambda: _(
                "Choose accounts in the list and hand them over: as one encrypted file, and as a book with "
                "all that is open. The new manager goes through them and confirms."
            ),
            (choose,),
        )

    def _make_body(self) -> QWidget:
        body = QWidget()
        column = vertical(body)
        bar = Toolbar()
        self.which = Choices(Look.PILLS, _choices(), name=lambda: _("Which handovers"))
        self.which.chosen.connect(lambda _key: self._filter())
        bar.row.addWidget(self.which)
        bar.row.addStretch(1)
        column.addWidget(bar)
        self.table: Table[HandoverView] = Table(
            _columns(),
            lambda one: one.id,
            name=lambda: _("Handovers"),
            memory="handovers",
            count_text=lambda count: ngettext("{count} handover", "{count} handovers", count).format(
                count=format_number(count)
            ),
            today=self._context.workspace.clock.today,
        )
        self.table.row_activated.connect(self._open)
        self.table.current_changed.connect(self._follow)
        column.addWidget(self.table, 1)
        return body

    def _show_managers(self, managers: Sequence[Manager]) -> None:
        self._managers = managers

    def _show(self, views: Sequence[HandoverView]) -> None:
        self._views = views
        for which in Which:
            count = sum(_is(one, which) for one in views)
            self.which.set_count(which, format_number(count) if count else "")
        self.table.set_rows(views)
        self._filter()
        self._stack.setCurrentWidget(self._body if views else self.nothing)
        if self.pane.isVisible():
            shown = next((one for one in views if one.id == self.pane.shown_id()), None)
            if shown is not None:
                self.pane.show_view(shown)
            else:
                self.pane.close_pane()
        self._go_to_wanted()
        if self._given is not None and self.table.select(self._given):
            self._given = None
        self.header_changed.emit()

    def _go_to_wanted(self) -> None:
        view = next((one for one in self._views if one.id == self._wanted), None)
        if view is not None:
            self._wanted = None
            self.which.choose(Which.ALL)
            self._filter()
            self.table.select(view.id)
            self._open(view)

    def _filter(self) -> None:
        which = self.which.current()
        if isinstance(which, Which) and which is not Which.ALL:
            self.table.set_filter(lambda one: _is(one, which))
        else:
            self.table.set_filter(None)

    def _open(self, view: HandoverView) -> None:
        self.give.hide()
        self.pane.show_view(view)
        self.pane.show()

    def _follow(self, view: HandoverView | None) -> None:
        if view is not None and self.pane.isVisible():
            self.pane.show_view(view)

    def _show_given(self, handover_id: Id) -> None:
        """The table follows; the pane with the receipt stays open."""
        self._given = handover_id


def _is(view: HandoverView, which: Which) -> bool:
    return {
        Which.ALL: True,
        Which.OPEN: not view.handover.is_confirmed,
        Which.MINE: view.is_mine,
        Which.GIVEN: view.is_given,
        Which.CONFIRMED: view.handover.is_confirmed,
    }[which]


def _choices() -> Sequence[Choice]:
    return (
        Choice(Which.ALL, lambda: pgettext("handovers", "All")),
        Choice(Which.OPEN, lambda: HandoverState.WAITING.label, tone=Tone.ACCENT),
        Choice(Which.MINE, lambda: pgettext("handovers", "To me")),
        Choice(Which.GIVEN, lambda: pgettext("handovers", "From me")),
        Choice(Which.CONFIRMED, lambda: HandoverState.CONFIRMED.label, tone=Tone.OK),
    )


def _columns() -> Sequence[Column[HandoverView]]:
    return (
        Column(
            "day",
            lambda: pgettext("handover", "Handed over"),
            lambda one: format_date(one.handover.handed_on) if one.handover.handed_on else "",
            raw=lambda one: one.handover.handed_on,
            kind=Kind.DAY,
            width=128,
            falling_first=True,
        ),
        Column(
            "from", lambda: pgettext("handover", "From"), lambda one: one.giver, width=96, kind=Kind.CHOICE
        ),
        Column(
            "to", lambda: pgettext("handover", "To"), lambda one: one.receiver, width=96, kind=Kind.CHOICE
        ),
        Column(
            "accounts",
            lambda: _("Gone through"),
            lambda one: _("{seen} of {count}").format(
                seen=format_number(one.seen), count=format_number(len(one.accounts))
            ),
            raw=lambda one: len(one.accounts),
            kind=Kind.NUMBER,
            width=104,
            right=True,
        ),
        Column(
            "questions",
            lambda: _("Questions"),
            lambda one: Cell(format_number(one.questions), tone=Tone.WARN) if one.questions else "",
            raw=lambda one: one.questions,
            kind=Kind.NUMBER,
            width=84,
            right=True,
        ),
        Column("state", lambda: pgettext("handover", "State"), _state, width=120, kind=Kind.CHOICE),
        Column(
            "due",
            lambda: _("Confirm by"),
            _due,
            raw=lambda one: one.handover.due_on,
            kind=Kind.DAY,
            width=128,
        ),
        Column("reason", lambda: _("Reason"), lambda one: one.handover.reason, width=120, stretch=True),
    )


def _state(view: HandoverView) -> Cell:
    return Cell(view.state.label, tone=STATE_TONES[view.state], chip=True)


def _due(view: HandoverView) -> Cell:
    if view.is_late:
        return Cell(late_words(view), tone=Tone.DANGER)
    return Cell(format_date(view.handover.due_on) if view.handover.due_on else "")
