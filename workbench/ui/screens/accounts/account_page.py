"""The page of one account: facts under the title, sections behind tabs, panes for what one does next."""

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.accounts import Manager
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView, get_account_view
from workbench.services.accounts import delete_account, list_managers
from workbench.services.papers import print_account_plan
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.labels import Line
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S6
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.printing import preview_paper
from workbench.ui.screens.accounts.facts_strip import FactsStrip
from workbench.ui.screens.accounts.history_section import HistorySection
from workbench.ui.screens.accounts.overview import Overview
from workbench.ui.screens.accounts.people import People
from workbench.ui.screens.accounts.profile import Profile
from workbench.ui.screens.accounts.records_section import RecordsSection
from workbench.ui.screens.accounts.visit_pane import VisitPane
from workbench.ui.screens.accounts.visits_section import VisitsSection

TOPICS = frozenset(
    {
        "account",
        "contact",
        "visit",
        "action",
        "complaint",
        "contract",
        "manager",
        "sales_batch",
        "frequency_rule",
        "frequency_override",
    }
)


class Section(Enum):
    """The sections of the page; a ``Destination`` may name one as its view."""

    OVERVIEW = "overview"
    PROFILE = "profile"
    PEOPLE = "people"
    VISITS = "visits"
    RECORDS = "records"
    HISTORY = "history"


class AccountPage(Page):
    """Shows the account that the destination names."""

    page_id = PageId.ACCOUNT

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._account: Id | None = None
        self._view: AccountView | None = None
        self._managers: Sequence[Manager] = ()
        self._sections: dict[Section, QWidget] = {}
        self._outdated: set[Section] = set()
        self.gone = self._make_gone()
        self._outer = QStackedWidget()
        vertical(self).addWidget(self._outer)
        self._outer.addWidget(QWidget())
        self._outer.addWidget(self.gone)
        self._body = self._make_body()
        self._outer.addWidget(self._body)
        self._make_header()

    # --- what the window asks

    def title(self) -> str:
        return self._view.account.short if self._view else pgettext("page", "Account")

    def subtitle(self) -> str:
        account = self._view.account if self._view else None
        return account.name if account and account.name != account.short else ""

    def header_actions(self) -> Sequence[QWidget]:
        return self._actions

    def destination(self) -> Destination:
        return Destination(PageId.ACCOUNT, subject=self._account, view=self._current())

    def open(self, destination: Destination) -> None:
        if destination.subject is not None and destination.subject != self._account:
            self._account, self._view = destination.subject, None
            self.visit_pane.hide()
            self._outer.setCurrentIndex(0)
            self._go_to(Section.OVERVIEW)
            self._load()
        if isinstance(destination.view, Section):
            self._go_to(destination.view)

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if self._account is not None and (topics is None or topics & TOPICS):
            self._load()

    def new_thing(self) -> bool:
        if self._view is None:
            return False
        if self._current() is Section.PEOPLE:
            self._people().add()
        else:
            self._schedule()
        return True

    def edit_thing(self) -> bool:
        if self._view is None:
            return False
        if self._current() is Section.PEOPLE and self._people().table.current_row() is not None:
            self._people().edit()
        else:
            self._go_to(Section.PROFILE)
            self._profile().edit()
        return True

    def close_innermost(self) -> bool:
        if self.visit_pane.isVisible():
            self.visit_pane.close_pane()
            return True
        return self._current() is Section.PEOPLE and self._people().close_innermost()

    # --- making

    def _make_header(self) -> None:
        self.delete_button = Button("", Kind.PLAIN, icon="trash-2", name=lambda: _("Delete account"))
        self.delete_button.clicked.connect(self._delete)
        self.print_button = Button(lambda: _("Print plan"), icon="printer")
        self.print_button.clicked.connect(self._print)
        self.visit_button = Button(lambda: _("Schedule visit"), Kind.PRIMARY, icon="plus", hint="Ctrl N")
        self.visit_button.clicked.connect(self._schedule)
        self._actions = (self.delete_button, self.print_button, self.visit_button)

    def _make_gone(self) -> EmptyState:
        back = Button(lambda: _("All accounts"), Kind.PRIMARY)
        back.clicked.connect(lambda: self.navigation_requested.emit(Destination(PageId.ACCOUNTS)))
        return EmptyState(
            "building-2",
            lambda: _("This account is not there any more"),
            lambda: _("It was deleted, or it is in another file. Ctrl+Z takes the last change back."),
            (back,),
        )

    def _make_body(self) -> QWidget:
        body = QWidget()
        column = vertical(body)
        self.facts = FactsStrip()
        column.addWidget(self.facts)
        self.tabs = Choices(Look.TABS, _tabs(), name=lambda: _("Sections"))
        self.tabs.chosen.connect(self._go_to)
        tab_row = horizontal(margins=(S6 - 4, 0, S6, 0))
        tab_row.addWidget(self.tabs)
        tab_row.addStretch(1)
        column.addLayout(tab_row)
        column.addWidget(Line())
        row = horizontal(gap=0)
        self.stack = QStackedWidget()
        row.addWidget(self.stack, 1)
        self.visit_pane = VisitPane(self._context)
        self.visit_pane.hide()
        row.addWidget(self.visit_pane)
        column.addLayout(row, 1)
        return body

    def section(self, section: Section) -> QWidget:
        """The widget of ``section``, made when it is first looked at."""
        if section not in self._sections:
            makers: dict[Section, Callable[[], QWidget]] = {
                Section.OVERVIEW: self._make_overview,
                Section.PROFILE: self._make_profile,
                Section.PEOPLE: lambda: People(self._context),
                Section.VISITS: self._make_visits,
                Section.RECORDS: RecordsSection,
                Section.HISTORY: lambda: HistorySection(self._context),
            }
            widget = makers[section]()
            self._sections[section] = widget
            self._outdated.add(section)
            self.stack.addWidget(widget)
        return self._sections[section]

    def _make_overview(self) -> Overview:
        overview = Overview(self._context)
        overview.visit_opened.connect(self._open_visit)
        overview.schedule_requested.connect(self._schedule)
        overview.all_visits_requested.connect(lambda: self._go_to(Section.VISITS))
        overview.people_requested.connect(lambda: self._go_to(Section.PEOPLE))
        overview.profile_requested.connect(lambda: self._go_to(Section.PROFILE))
        return overview

    def _make_profile(self) -> Profile:
        profile = Profile(self._context)
        profile.show_managers(self._managers)
        return profile

    def _make_visits(self) -> VisitsSection:
        visits = VisitsSection()
        visits.visit_opened.connect(self._open_visit)
        visits.schedule_requested.connect(self._schedule)
        return visits

    # --- reading and showing

    def _load(self) -> None:
        account_id = self._account
        assert account_id is not None
        self._context.read(
            lambda workspace: get_account_view(workspace, account_id),
            self._show,
            key="account-page",
            on_error=self._fail,
        )
        self._context.read(list_managers, self._take_managers, key="account-page-managers")

    def _show(self, view: AccountView) -> None:
        self._view = view
        self._outdated |= set(self._sections)
        self.facts.show_view(view)
        count = len(view.overview.contacts)
        self.tabs.set_count(Section.PEOPLE, str(count) if count else "")
        count = len(view.overview.complaints) + len(view.overview.contracts)
        self.tabs.set_count(Section.RECORDS, str(count) if count else "")
        self._show_section()
        self._outer.setCurrentWidget(self._body)
        self._enable(True)
        self.header_changed.emit()

    def _take_managers(self, managers: Sequence[Manager]) -> None:
        self._managers = managers
        if Section.PROFILE in self._sections:
            self._profile().show_managers(managers)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self._view = None
            self._outer.setCurrentWidget(self.gone)
            self._enable(False)
            self.header_changed.emit()
        else:
            self._context.show_error(error)

    def _enable(self, on: bool) -> None:
        for button in self._actions:
            button.setVisible(on)

    def _current(self) -> Section:
        current = self.tabs.current()
        return current if isinstance(current, Section) else Section.OVERVIEW

    def _go_to(self, section: Section) -> None:
        self.tabs.choose(section)
        self.stack.setCurrentWidget(self.section(section))
        self._show_section()

    def _show_section(self) -> None:
        """Bring up to date what is looked at, and nothing else."""
        section = self._current()
        widget = self.section(section)
        if self._view is None or section not in self._outdated:
            return
        self._outdated.discard(section)
        if isinstance(widget, HistorySection):
            widget.show_account(self._view.account.id)
        elif isinstance(widget, Overview | Profile | People | VisitsSection | RecordsSection):
            widget.show_view(self._view)

    def _people(self) -> People:
        people = self.section(Section.PEOPLE)
        assert isinstance(people, People)
        return people

    def _profile(self) -> Profile:
        profile = self.section(Section.PROFILE)
        assert isinstance(profile, Profile)
        return profile

    # --- doing

    def _open_visit(self, visit_id: Id) -> None:
        self.navigation_requested.emit(Destination(PageId.CALENDAR, subject=visit_id))

    def _schedule(self) -> None:
        if self._view is not None:
            self.visit_pane.begin(self._view)

    def _print(self) -> None:
        if self._view is None:
            return
        account = self._view.account
        preview_paper(
            self._context,
            self,
            lambda: _("Account plan"),
            _("Account plan {name}").format(name=account.short),
            lambda workspace, profile, size, code: print_account_plan(
                workspace, account.id, profile=profile, paper_size=size, in_language=code
            ),
        )

    def _delete(self) -> None:
        if self._view is None:
            return
        account = self._view.account
        self._context.save(
            lambda workspace: delete_account(workspace, account.id),
            said=_("{name} deleted").format(name=account.short),
            on_done=lambda _summary: self.navigation_requested.emit(Destination(PageId.ACCOUNTS)),
        )


def _tabs() -> Sequence[Choice]:
    return (
        Choice(Section.OVERVIEW, lambda: _("Overview")),
        Choice(Section.PROFILE, lambda: _("Profile")),
        Choice(Section.PEOPLE, lambda: _("People")),
        Choice(Section.VISITS, lambda: _("Visits")),
        Choice(Section.RECORDS, lambda: _("Contracts & complaints")),
        Choice(Section.HISTORY, lambda: _("History")),
    )
