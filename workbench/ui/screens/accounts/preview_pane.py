"""The account chosen in the list, seen without opening it."""

from datetime import date

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from workbench.domain.visits import VisitState
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _, format_money, format_month, format_percent_bp, listed
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView, get_account_view
from workbench.services.accounts import AccountOverview
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.charts import TrendBars
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.marks import MarkView
from workbench.ui.kit.surfaces import Facts, SidePane, clear_layout, horizontal
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone
from workbench.ui.screens.accounts.looks import (
    day_word,
    due_facts,
    notice_item,
    person_item,
)
from workbench.ui.tier_marks import TIER_MARKS

PEOPLE_SHOWN = 5


class PreviewPane(SidePane):
    """Facts, what matters now, sales, key people; and the three things one does next."""

    open_requested = Signal(object)
    visit_requested = Signal(object)
    print_requested = Signal(object)
    """The ``AccountView`` shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._context = context
        self._account: Id | None = None
        self._view: AccountView | None = None
        self._tier = horizontal(gap=S1)
        self.head.insertLayout(1, self._tier)
        self._name = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.facts = Facts()
        self._notices_title = SectionHeader(lambda: _("Matters now"))
        self.notices = ItemList(lambda: _("Matters now"), fit=True, padding=0, pane=True)
        self._sales_title = SectionHeader(lambda: _("Sales, 12 months"))
        self.bars = TrendBars(lambda: _("Sales, 12 months"))
        self._from, self._until = (Label(size=SMALL, tone=Tone.TEXT2) for _end in range(2))
        self._people_title = SectionHeader(lambda: _("Key people"))
        self.people = ItemList(lambda: _("Key people"), fit=True, padding=0, pane=True)
        self.people.opened.connect(lambda _person: self._tell_open())
        self.notices.opened.connect(lambda _place: self._tell_open())
        self._lay_out()

    def _lay_out(self) -> None:
        actions = horizontal(gap=S2)
        self.open_button = Button(lambda: _("Open"), Kind.PRIMARY, hint="Enter", small=True)
        self.open_button.clicked.connect(self._tell_open)
        self.visit_button = Button(lambda: _("Schedule visit"), small=True)
        self.visit_button.clicked.connect(lambda: self._tell(self.visit_requested))
        self.print_button = Button("", icon="printer", small=True, name=lambda: _("Print plan"))
        self.print_button.clicked.connect(lambda: self._tell(self.print_requested))
        for button in (self.open_button, self.visit_button, self.print_button):
            actions.addWidget(button)
        actions.addStretch(1)
        months = horizontal()
        months.addWidget(self._from)
        months.addStretch(1)
        months.addWidget(self._until)
        column = self.column
        column.addWidget(self._name)
        column.addLayout(actions)
        for group in (
            (self.facts,),
            (self._notices_title, self.notices),
            (self._sales_title, self.bars),
            (self._people_title, self.people),
        ):
            column.addWidget(Line())
            for widget in group:
                column.addWidget(widget)
            if self.bars in group:
                column.addLayout(months)
        column.addStretch(1)

    def show_account(self, account_id: Id) -> None:
        """Show this account as soon as it has been read."""
        self._account = account_id
        self._context.read(
            lambda workspace: get_account_view(workspace, account_id),
            self._show,
            key="account-preview",
            on_error=self._gone,
        )

    def refresh(self) -> None:
        """Read the account shown again."""
        if self._account is not None and self.isVisible():
            self.show_account(self._account)

    def close_pane(self) -> None:
        """Hide, and forget what was shown."""
        self._context.tasks.drop("account-preview")
        self._account = self._view = None
        super().close_pane()

    def _gone(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.close_pane()
        else:
            self._context.show_error(error)

    def _tell(self, signal: SignalInstance) -> None:
        if self._view is not None:
            signal.emit(self._view)

    def _tell_open(self) -> None:
        if self._account is not None:
            self.open_requested.emit(self._account)

    def _show(self, view: AccountView) -> None:
        self._view = view
        account = view.account
        self.title.say(account.short)
        clear_layout(self._tier)
        if account.tier is not None:
            self._tier.addWidget(MarkView(TIER_MARKS[account.tier], ""))
            self._tier.addWidget(Label(account.tier.label))
        self._name.say(account.name)
        self._name.setVisible(account.name != account.short)
        self._show_facts(view)
        self._notices_title.note.say(str(len(view.notices)) if view.notices else "")
        items = [notice_item(place, notice) for place, notice in enumerate(view.notices)]
        self.notices.set_items(items or [Item(key=None, title=_("Nothing special"))])
        self._show_sales(view.overview)
        contacts = view.overview.contacts
        self._people_title.note.say(str(len(contacts)) if contacts else "")
        people = [person_item(one) for one in contacts[:PEOPLE_SHOWN]]
        self.people.set_items(people or [Item(key=None, title=_("No person is known here"))])

    def _show_facts(self, view: AccountView) -> None:
        account, overview = view.account, view.overview
        self.facts.clear()
        for fact in due_facts(view):
            self.facts.add(fact.name, fact.text, tone=fact.tone)
            self.facts.add("", Label(fact.why, size=SMALL, tone=Tone.TEXT2, wrap=True))
        self.facts.add(lambda: _("Last visit"), _last_visit(view))
        if view.logged_on is not None and view.logged_on == view.last_contact:
            self.facts.add(lambda: _("Last contact"), day_word(view.logged_on, view.today))
        if account.stage is not None:
            self.facts.add(lambda: _("Stage"), account.stage.label)
        self.facts.add(lambda: _("KAM level"), view.kam_level.label)
        keeper = overview.manager
        self.facts.add(
            lambda: _("Manager"),
            keeper.name if keeper else _("nobody yet"),
            tone=Tone.TEXT if keeper else Tone.WARN,
        )
        stale = overview.profile.stale
        if stale:
            parts = listed(state.part.label for state in stale)
            self.facts.add(lambda: _("Verify"), parts, tone=Tone.WARN)
        if account.place:
            self.facts.add(lambda: _("Where"), account.place)

    def _show_sales(self, overview: AccountOverview) -> None:
        this_year = overview.sales_this_year_fen
        self.bars.show_bars([max(0, fen) for fen in this_year])
        growth = overview.growth_bp
        self._sales_title.right.say(
            " ".join(
                part
                for part in (
                    format_money(overview.sales_12m_fen, short=True),
                    ""
                    if growth is None
                    else ("▲ " if growth >= 0 else "▼ ") + format_percent_bp(abs(growth)),
                )
                if part
            )
        )
        first, last = overview.months[0], overview.months[-1]
        self._from.say(format_month(date.fromisoformat(f"{first}-01")))
        self._until.say(format_month(date.fromisoformat(f"{last}-01")))


def _last_visit(view: AccountView) -> str:
    """When the last visit was made, and whom it met."""
    done = [visit for visit in view.overview.visits if visit.state is VisitState.DONE]
    if not done:
        return _("never")
    last = max(done, key=lambda visit: visit.on)
    names = listed(contact.name for contact in view.overview.contacts if contact.id in last.met)
    day = day_word(last.on, view.today)
    return _("{date} with {people}").format(date=day, people=names) if names else day
