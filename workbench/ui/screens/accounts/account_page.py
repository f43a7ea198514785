"""The page of one account: facts under the title, sections behind tabs, panes for what one does next."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.accounts import Contact
from workbench.domain.alarms import MajorEvent
from workbench.domain.record_words import field_label
from workbench.domain.visits import VisitKind
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _, in_a_row, listed, pgettext
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView, get_account_view
from workbench.services.accounts import delete_account, list_managers
from workbench.services.alarms import AlarmBoard, list_alarms
from workbench.services.conflicts import ConflictRecord, list_record_conflicts
from workbench.ui.alarm_items import page_of_alarm
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import Banner, horizontal, vertical
from workbench.ui.major_event_pane import MajorEventPane
from workbench.ui.navigation import Destination, PageId, Part
from workbench.ui.own_frequency import OwnFrequencyPane
from workbench.ui.page import Page
from workbench.ui.screens.accounts.facts_strip import FactsStrip
from workbench.ui.screens.accounts.plan_print import preview_brief, preview_plan
from workbench.ui.screens.accounts.sections import Section, Sections
from workbench.ui.screens.accounts.visit_pane import VisitPane

TOPICS = frozenset(
    {
        *("account", "contact", "visit", "action", "complaint", "contract", "manager"),
        *("sales_batch", "frequency_rule", "frequency_override", "account_link", "manager_term"),
        *("policy", "need", "whitespace_cell", "attachment", "personal_basis", "contact_tie"),
        *("contact_link", "phase_attitude", "map_place", "scorecard_score", "evaluation"),
        *("contact_log", "project", "service_request", "closure", "portfolio_year"),
        *("portfolio_score", "risk", "account_plan", "plan_text", "objective", "plan_measure"),
        *("plan_member", "plan_version", "plan_review", "alarm_acknowledgement", "major_event"),
    }
)
_BEGUN = (Part.NEW_VISIT, Part.NEW_PROMISE, Part.NEW_EVENT)
_SECTIONS: Mapping[Enum | None, Section] = {
    Part.PEOPLE: Section.PEOPLE,
    Part.PROFILE: Section.PROFILE,
    Part.RELATIONSHIP: Section.RELATIONSHIP,
    Part.VALUE: Section.VALUE,
    Part.VISITS: Section.VISITS,
    Part.RECORDS: Section.RECORDS,
}


class AccountPage(Page):
    """Shows the account that the destination names."""

    page_id = PageId.ACCOUNT

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._account: Id | None = None
        self._view: AccountView | None = None
        self._item: Id | None = None
        self._alarms: AlarmBoard | None = None
        self._begin_what: Enum | None = None
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
        if account is None:
            return ""
        name = account.name if account.name != account.short else ""
        if self.sections.current() is not Section.PEOPLE:
            return name
        manager = self._view.overview.manager if self._view else None
        facts = (account.tier, account.stage)
        words = [one.label for one in facts if one is not None]
        return " · ".join([*filter(None, (name,)), *words, *([manager.name] if manager else [])])

    def header_actions(self) -> Sequence[QWidget]:
        return self._actions

    def destination(self) -> Destination:
        return Destination(PageId.ACCOUNT, subject=self._account, view=self.sections.current())

    def open(self, destination: Destination) -> None:
        if destination.subject is not None and destination.subject != self._account:
            self._account, self._view = destination.subject, None
            for pane in (self.visit_pane, self.own, self.event_pane):
                pane.close_pane()
            self._outer.setCurrentIndex(0)
            self.sections.go_to(Section.OVERVIEW)
            self._load()
        self._begin_what = destination.view if destination.view in _BEGUN else None
        if self._begin_what is not None:
            self.sections.go_to(
                Section.RELATIONSHIP if self._begin_what is Part.NEW_EVENT else Section.OVERVIEW
            )
        elif isinstance(destination.view, Section):
            self.sections.go_to(destination.view)
        elif destination.view in _SECTIONS:
            self.sections.go_to(_SECTIONS[destination.view])
        elif destination.view is Part.PLAN:
            self.sections.go_to(Section.PLAN)
            if destination.day is not None:
                self.sections.plan().show_year(destination.day.year)
        self._item = destination.item
        if self._view is not None:
            self._show_item()
            self._begin_wanted()

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if self._account is not None and (topics is None or topics & TOPICS):
            self._load()

    def new_thing(self) -> bool:
        if self._view is None:
            return False
        if not self.sections.new_thing():
            self._schedule()
        return True

    def edit_thing(self) -> bool:
        if self._view is None:
            return False
        if self.sections.current() is Section.PEOPLE and self.sections.people().current() is not None:
            self.sections.people().edit()
        elif self.sections.current() is Section.PLAN:
            self.sections.plan().edit()
        else:
            self.sections.go_to(Section.PROFILE)
            self.sections.profile().edit()
        return True

    def close_innermost(self) -> bool:
        for pane in (self.visit_pane, self.own, self.event_pane):
            if pane.isVisible():
                pane.close_pane()
                return True
        return self.sections.close_innermost()

    def take_keyboard(self) -> bool:
        takes = self.sections.isVisible() and self.destination().item is None
        if takes:
            self.sections.tabs.take_keyboard()
        return takes

    def help_topic(self) -> str:
        return self.sections.current().help_topic()

    def keys(self) -> Sequence[tuple[str, str]]:
        return self.sections.people().keys() if self.sections.current() is Section.PEOPLE else ()

    def find_here(self) -> bool:
        return self.sections.current() is Section.PEOPLE and self.sections.people().find_here()

    def print_here(self) -> bool:
        if self.sections.current() is Section.PLAN:
            return self.sections.plan().print_plan()
        if self.sections.current() is Section.VALUE:
            return self.sections.value().print_value()
        return self.sections.current() is Section.PEOPLE and self.sections.people().print_here()

    def map_commands(self) -> Mapping[str, Callable[[], object]]:
        """What can be done with the influence map, by action; empty where it is not shown."""
        shown = self._view is not None and self.sections.current() is Section.PEOPLE
        return self.sections.people().map_commands() if shown else {}

    # --- making

    def _make_header(self) -> None:
        self.delete_button = Button("", Kind.PLAIN, icon="trash-2", name=lambda: _("Delete account"))
        self.delete_button.clicked.connect(self._delete)
        self.hand_over_button = Button("", Kind.PLAIN, icon="repeat", name=lambda: _("Hand over…"))
        self.hand_over_button.clicked.connect(self._hand_over)
        self.print_button = Button(lambda: _("Print plan"), icon="printer")
        self.print_button.clicked.connect(self._print)
        self.brief_button = Button(lambda: _("Print brief"), icon="file-text")
        self.brief_button.clicked.connect(self._print_brief)
        self.complaint_button = Button(
            lambda: _("Complaint"),
            Kind.PLAIN,
            icon="message-square-warning",
            name=lambda: _("Record a complaint"),
        )
        self.complaint_button.clicked.connect(lambda: self.action_requested.emit("record-complaint"))
        self.visit_button = Button(lambda: _("Schedule visit"), Kind.PRIMARY, icon="plus", hint="Ctrl N")
        self.visit_button.clicked.connect(self._begin)
        self._actions = (
            self.delete_button,
            self.hand_over_button,
            self.complaint_button,
            self.brief_button,
            self.print_button,
            self.visit_button,
        )

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
        self.conflicts = Banner()
        self.conflicts.link_requested.connect(
            lambda: self.navigation_requested.emit(Destination(PageId.CONFLICTS, subject=self._account))
        )
        column.addWidget(self.conflicts)
        self.facts = FactsStrip()
        self.facts.alarms_requested.connect(self._go_to_alarms)
        row = horizontal(gap=0)
        self.sections = Sections(self._context)
        self.sections.put_above(self.facts)
        self.sections.visit_opened.connect(self._open_visit)
        self.sections.destination_requested.connect(self.navigation_requested)
        self.sections.schedule_requested.connect(self._schedule)
        self.sections.visit_with_requested.connect(self._schedule)
        self.sections.import_requested.connect(
            lambda: self.navigation_requested.emit(Destination(PageId.IMPORT))
        )
        self.sections.navigation_requested.connect(self.navigation_requested)
        self.sections.switched.connect(self._fold_facts)
        self.sections.switched.connect(self.header_changed)
        self.sections.account_opened.connect(
            lambda account_id: self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account_id))
        )
        self.sections.frequency_requested.connect(self._change_frequency)
        self.sections.event_requested.connect(self._open_event)
        self.sections.complaint_requested.connect(lambda: self.action_requested.emit("record-complaint"))
        row.addWidget(self.sections, 1)
        self.visit_pane = VisitPane(self._context)
        self.own = OwnFrequencyPane(self._context)
        self.event_pane = MajorEventPane(self._context)
        self.sections.switched.connect(
            lambda: self.sections.make_room(
                any(pane.isVisible() for pane in (self.visit_pane, self.own, self.event_pane))
            )
        )
        for pane in (self.visit_pane, self.own, self.event_pane):
            pane.hide()
            pane.closed.connect(lambda: self.sections.make_room(False))
            row.addWidget(pane)
        column.addLayout(row, 1)
        return body

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
        self._context.read(list_managers, self.sections.show_managers, key="account-page-managers")
        self._context.read(
            lambda workspace: list_record_conflicts(workspace, account_id),
            self._show_conflicts,
            key="account-page-conflicts",
        )

    def _read_alarms(self, account_id: Id) -> None:
        """After the page itself: they look at more than it shows."""
        self._context.read(
            lambda workspace: list_alarms(workspace, account_id=account_id),
            lambda board: self._show_alarms(account_id, board),
            key="account-page-alarms",
        )

    def _show_alarms(self, account_id: Id, board: AlarmBoard) -> None:
        if account_id == self._account:
            self._alarms = board
            self.facts.show_alarms(board)
            self.sections.overview().alarms.show_alarms(board)

    def _go_to_alarms(self) -> None:
        """To the gravest of this account, with its evidence."""
        if self._alarms is not None and self._alarms.alarms:
            first = min(self._alarms.alarms, key=lambda line: line.alarm.severity.rank)
            self.navigation_requested.emit(page_of_alarm(first.alarm))

    def _show_conflicts(self, found: Sequence[ConflictRecord]) -> None:
        """Say what two people set apart: the newer value is shown until somebody decides."""
        told = [
            _("Set apart by two people: {fields}.").format(
                fields=listed(field_label(field.columns[0]) for field in record.fields)
            )
            for record in found
            if record.fields
        ]
        told += [record.flag_text for record in found if record.flag]
        self.conflicts.show_text(in_a_row(*told), link=(lambda: _("Decide")) if told else "")

    def _show(self, view: AccountView) -> None:
        # One that was merged into another leads there.
        self._view, self._account = view, view.account.id
        self.facts.show_view(view)
        self.sections.show_view(view)
        self.own.refresh()
        self._outer.setCurrentWidget(self._body)
        self._enable(True)
        self._show_item()
        self._begin_wanted()
        self._read_alarms(view.account.id)
        self.header_changed.emit()

    def _show_item(self) -> None:
        if self._item is not None:
            self.sections.select(self._item)
            self._item = None

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

    # --- doing

    def begin_major_event(self) -> None:
        """Note a major event of this account."""
        self._open_event(None)

    def _open_event(self, event: MajorEvent | None) -> None:
        if self._view is None:
            return
        self.visit_pane.close_pane()
        self.own.close_pane()
        self.sections.make_room(True)
        account = self._view.account
        if event is None:
            self.event_pane.begin(account.id, account.short)
        else:
            self.event_pane.show_event(event, account.short)

    def _begin_wanted(self) -> None:
        """What another page came for: a visit, a promise, a major event to begin."""
        wanted, self._begin_what = self._begin_what, None
        if wanted is Part.NEW_VISIT:
            self._schedule()
        elif wanted is Part.NEW_PROMISE:
            self.sections.overview().note_promise()
        elif wanted is Part.NEW_EVENT:
            self._open_event(None)

    def _hand_over(self) -> None:
        if self._account is not None:
            self.navigation_requested.emit(Destination(PageId.HANDOVERS, subjects=(self._account,)))

    def _open_visit(self, visit_id: Id) -> None:
        self.navigation_requested.emit(Destination(PageId.CALENDAR, subject=visit_id))

    def _schedule(self, people: Sequence[Contact] = ()) -> None:
        if self._view is not None:
            self.own.close_pane()
            self.event_pane.close_pane()
            self.sections.make_room(True)
            self.visit_pane.begin(self._view, people)

    def _begin(self) -> None:
        """What the main button says: a new person where people are, else a visit."""
        if self.sections.current() is Section.PEOPLE:
            self.new_thing()
        else:
            self._schedule()

    def _fold_facts(self) -> None:
        """The map needs the room; its header says what matters of the facts."""
        people = self.sections.current() is Section.PEOPLE
        self.facts.setVisible(not people)
        self.visit_button.say((lambda: _("New person")) if people else lambda: _("Schedule visit"))
        self.header_changed.emit()

    def _change_frequency(self, kind: VisitKind | None) -> None:
        if self._view is not None:
            self.visit_pane.close_pane()
            self.event_pane.close_pane()
            self.sections.make_room(True)
            self.own.begin(self._view.account.id, self._view.account.short, kind)

    def _print(self) -> None:
        # The plan that is looked at may be that of another year, and just being written.
        if self.sections.current() is Section.PLAN and self.sections.plan().print_plan():
            return
        if self._view is not None:
            preview_plan(self._context, self, self._view.account)

    def _print_brief(self) -> None:
        if self._view is not None:
            preview_brief(self._context, self, self._view.account)

    def _delete(self) -> None:
        if self._view is None:
            return
        account = self._view.account
        self._context.save(
            lambda workspace: delete_account(workspace, account.id),
            said=_("{name} deleted").format(name=account.short),
            on_done=lambda _summary: self.navigation_requested.emit(Destination(PageId.ACCOUNTS)),
        )
