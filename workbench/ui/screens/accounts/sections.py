"""The sections of an account behind their tabs; each is made and filled when it is first looked at."""

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.accounts import Manager
from workbench.domain.needs import open_needs
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.ui.context import Context
from workbench.ui.kit.choice_strip import ChoiceStrip
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.labels import Line
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S6
from workbench.ui.screens.accounts.contact_section import ContactSection
from workbench.ui.screens.accounts.files_section import FilesSection
from workbench.ui.screens.accounts.history_section import HistorySection
from workbench.ui.screens.accounts.influence.section import InfluenceSection
from workbench.ui.screens.accounts.needs_section import WHITESPACE, NeedsSection
from workbench.ui.screens.accounts.overview import Overview
from workbench.ui.screens.accounts.plan.section import PlanSection
from workbench.ui.screens.accounts.profile import Profile
from workbench.ui.screens.accounts.records_section import RecordsSection
from workbench.ui.screens.accounts.relationship_section import RelationshipSection
from workbench.ui.screens.accounts.value_section import ValueSection
from workbench.ui.screens.accounts.visits_section import VisitsSection


class Section(Enum):
    """The sections of the page; a ``Destination`` may name one as its view."""

    OVERVIEW = "overview"
    PROFILE = "profile"
    PEOPLE = "people"
    RELATIONSHIP = "relationship"
    NEEDS = "needs"
    VALUE = "value"
    PLAN = "plan"
    VISITS = "visits"
    CONTACT = "contact"
    RECORDS = "records"
    FILES = "files"
    HISTORY = "history"

    def help_topic(self) -> str:
        """The topic of the help that is about it."""
        shared = {
            Section.OVERVIEW: "account",
            Section.CONTACT: "account-visits",
            Section.FILES: "account-records",
            Section.HISTORY: "account-records",
        }
        return shared.get(self, f"account-{self.value}")


class Sections(QWidget):
    """Tabs over the section chosen. Only what is looked at is brought up to date."""

    visit_opened = Signal(object)
    schedule_requested = Signal()
    visit_with_requested = Signal(object)
    """A tuple of the people whom the visit is to meet."""
    import_requested = Signal()
    frequency_requested = Signal(object)
    navigation_requested = Signal(object)
    account_opened = Signal(object)
    """The id of another account to go to."""
    destination_requested = Signal(object)
    """A ``Destination``: another page."""
    switched = Signal()
    event_requested = Signal(object)
    """A major event to edit, ``None`` for a new one."""
    complaint_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: AccountView | None = None
        self._managers: Sequence[Manager] = ()
        self._made: dict[Section, QWidget] = {}
        self._outdated: set[Section] = set()
        column = vertical(self)
        self.tabs = Choices(Look.TABS, _tabs(), name=lambda: _("Sections"))
        self.tabs.chosen.connect(self.go_to)
        # The words of the tabs begin where the text under them does.
        tab_row = horizontal(margins=(S6 - 4, 0, S6, 0))
        self.strip = ChoiceStrip(self.tabs, more=lambda: _("More sections"))
        tab_row.addWidget(self.strip)
        column.addLayout(tab_row)
        column.addWidget(Line())
        self._above = vertical()
        column.addLayout(self._above)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)

    def put_above(self, strip: QWidget) -> None:
        """Show ``strip`` under the tabs: where a section hides it, the tabs stay where the mouse is."""
        self._above.addWidget(strip)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed."""
        self._view = view
        self._outdated |= set(self._made)
        overview = view.overview
        self.tabs.set_count(Section.PEOPLE, _count(len(overview.contacts)))
        self.tabs.set_count(Section.NEEDS, _count(len(open_needs(overview.needs))))
        self.tabs.set_count(Section.RECORDS, _count(len(overview.complaints) + len(overview.contracts)))
        self.strip.refit()
        self._show_current()

    def show_managers(self, managers: Sequence[Manager]) -> None:
        """Offer these people in the profile."""
        self._managers = managers
        if Section.PROFILE in self._made:
            self.profile().show_managers(managers)

    def current(self) -> Section:
        """The section looked at."""
        current = self.tabs.current()
        return current if isinstance(current, Section) else Section.OVERVIEW

    def go_to(self, section: Section) -> None:
        """Look at another section."""
        self.tabs.choose(section)
        self.strip.refit()
        self._show_current()
        self.switched.emit()

    def select(self, record_id: Id) -> None:
        """Show one record of the section looked at: a person, need, file, contract, complaint or promise."""
        current = self.section(self.current())
        if isinstance(
            current,
            Overview
            | InfluenceSection
            | RelationshipSection
            | NeedsSection
            | ValueSection
            | ContactSection
            | RecordsSection
            | FilesSection,
        ):
            current.select(record_id)

    def close_innermost(self) -> bool:
        """Close what is open inside the section; False if nothing is."""
        if self.current() is Section.PROFILE:
            return self.profile().close_innermost()
        current = self.section(self.current())
        return (
            isinstance(
                current,
                InfluenceSection | NeedsSection | ValueSection | PlanSection | ContactSection | FilesSection,
            )
            and current.close_innermost()
        )

    def new_thing(self) -> bool:
        """Begin a new one of what the section lists; False if a visit is what one begins there."""
        current = self.section(self.current())
        if isinstance(
            current,
            InfluenceSection | NeedsSection | ValueSection | PlanSection | ContactSection | FilesSection,
        ):
            current.add()
            return True
        return False

    def make_room(self, on: bool) -> None:
        """Hide what stands at the right of the section, for a pane that opens there."""
        current = self.section(self.current())
        if isinstance(current, Overview):
            current.side.setHidden(on)
        elif isinstance(current, Profile):
            current.make_room(on)
        elif isinstance(current, InfluenceSection):
            if on:
                current.make_room()
        elif (
            isinstance(current, NeedsSection | ValueSection | PlanSection | ContactSection | FilesSection)
            and on
        ):
            current.close_innermost()

    def section(self, section: Section) -> QWidget:
        """The widget of ``section``, made when it is first looked at."""
        if section not in self._made:
            makers: dict[Section, Callable[[], QWidget]] = {
                Section.OVERVIEW: self._make_overview,
                Section.PROFILE: self._make_profile,
                Section.PEOPLE: self._make_people,
                Section.RELATIONSHIP: self._make_relationship,
                Section.NEEDS: lambda: NeedsSection(self._context),
                Section.VALUE: lambda: ValueSection(self._context),
                Section.PLAN: self._make_plan,
                Section.VISITS: self._make_visits,
                Section.CONTACT: self._make_contact,
                Section.RECORDS: self._make_records,
                Section.FILES: lambda: FilesSection(self._context),
                Section.HISTORY: lambda: HistorySection(self._context),
            }
            widget = makers[section]()
            self._made[section] = widget
            self._outdated.add(section)
            self.stack.addWidget(widget)
        return self._made[section]

    def _make_overview(self) -> Overview:
        overview = Overview(self._context)
        overview.visit_opened.connect(self.visit_opened)
        overview.schedule_requested.connect(self.schedule_requested)
        overview.frequency_requested.connect(self.frequency_requested)
        overview.all_visits_requested.connect(lambda: self.go_to(Section.VISITS))
        overview.people_requested.connect(lambda: self.go_to(Section.PEOPLE))
        overview.profile_requested.connect(lambda: self.go_to(Section.PROFILE))
        overview.side.account_opened.connect(self.account_opened)
        overview.alarms.destination_requested.connect(self.navigation_requested)
        return overview

    def _make_profile(self) -> Profile:
        profile = Profile(self._context)
        profile.account_opened.connect(self.account_opened)
        profile.show_managers(self._managers)
        return profile

    def _make_people(self) -> InfluenceSection:
        people = InfluenceSection(self._context)
        people.visit_opened.connect(self.visit_opened)
        people.visit_requested.connect(self.visit_with_requested)
        people.import_requested.connect(self.import_requested)
        return people

    def _make_relationship(self) -> RelationshipSection:
        relationship = RelationshipSection(self._context)
        relationship.events.event_requested.connect(self.event_requested)
        return relationship

    def _make_visits(self) -> VisitsSection:
        visits = VisitsSection()
        visits.visit_opened.connect(self.visit_opened)
        visits.schedule_requested.connect(self.schedule_requested)
        return visits

    def _make_contact(self) -> ContactSection:
        contact = ContactSection(self._context)
        contact.navigation_requested.connect(self.navigation_requested)
        contact.service_pane.need_requested.connect(
            lambda _account, need: self._open_place(Section.NEEDS.value, need)
        )
        return contact

    def _make_records(self) -> RecordsSection:
        records = RecordsSection(self._context)
        records.destination_requested.connect(self.destination_requested)
        records.new_requested.connect(self.destination_requested)
        records.complaint_requested.connect(self.complaint_requested)
        return records

    def _make_plan(self) -> PlanSection:
        plan = PlanSection(self._context)
        plan.visit_opened.connect(self.visit_opened)
        plan.schedule_requested.connect(self.schedule_requested)
        plan.section_requested.connect(self._open_place)
        return plan

    def _open_place(self, name: str, record_id: Id | None) -> None:
        """Where something is edited that the plan shows."""
        self.go_to(Section.NEEDS if name == WHITESPACE else Section(name))
        current = self.section(self.current())
        if name == WHITESPACE and isinstance(current, NeedsSection):
            current.show_part(WHITESPACE)
        elif record_id is not None:
            self.select(record_id)

    def overview(self) -> Overview:
        """The section of that name."""
        overview = self.section(Section.OVERVIEW)
        assert isinstance(overview, Overview)
        return overview

    def people(self) -> InfluenceSection:
        """The section of that name."""
        people = self.section(Section.PEOPLE)
        assert isinstance(people, InfluenceSection)
        return people

    def value(self) -> ValueSection:
        """The section of that name."""
        value = self.section(Section.VALUE)
        assert isinstance(value, ValueSection)
        return value

    def plan(self) -> PlanSection:
        """The section of that name."""
        plan = self.section(Section.PLAN)
        assert isinstance(plan, PlanSection)
        return plan

    def profile(self) -> Profile:
        """The section of that name."""
        profile = self.section(Section.PROFILE)
        assert isinstance(profile, Profile)
        return profile

    def _show_current(self) -> None:
        section = self.current()
        if self._view is None:
            # Made with the answer: the frame of the page stands meanwhile, and the window can be used.
            return
        widget = self.section(section)
        self.stack.setCurrentWidget(widget)
        if section not in self._outdated:
            return
        self._outdated.discard(section)
        if isinstance(widget, HistorySection):
            widget.show_account(self._view.account.id)
        elif isinstance(
            widget,
            Overview
            | Profile
            | InfluenceSection
            | RelationshipSection
            | NeedsSection
            | ValueSection
            | PlanSection
            | VisitsSection
            | ContactSection
            | RecordsSection
            | FilesSection,
        ):
            widget.show_view(self._view)


def _count(count: int) -> str:
    return str(count) if count else ""


def _tabs() -> Sequence[Choice]:
    return (
        Choice(Section.OVERVIEW, lambda: _("Overview")),
        Choice(Section.PROFILE, lambda: _("Profile")),
        Choice(Section.PEOPLE, lambda: _("People & influence")),
        Choice(Section.RELATIONSHIP, lambda: _("Relationship")),
        Choice(Section.NEEDS, lambda: _("Needs")),
        Choice(Section.VALUE, lambda: pgettext("section", "Value")),
        Choice(Section.PLAN, lambda: pgettext("section", "Plan")),
        Choice(Section.VISITS, lambda: _("Visits")),
        Choice(Section.CONTACT, lambda: _("Calls & projects")),
        Choice(Section.RECORDS, lambda: _("Contracts & complaints")),
        Choice(Section.FILES, lambda: _("Files")),
        Choice(Section.HISTORY, lambda: _("History")),
    )
