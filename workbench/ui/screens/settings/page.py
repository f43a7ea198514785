"""Settings: what holds for this installation, for the open file, and for the people in it."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.foundation.i18n import _, pgettext
from workbench.ui.context import Context
from workbench.ui.kit.inputs import SearchField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import Surface, horizontal, vertical
from workbench.ui.kit.tokens import S2
from workbench.ui.navigation import Destination, PageId, Part
from workbench.ui.page import Page
from workbench.ui.screens.settings.about import AboutSection
from workbench.ui.screens.settings.alarm_limits import AlarmLimitsSection
from workbench.ui.screens.settings.backups import BackupsSection
from workbench.ui.screens.settings.calendars import CalendarsSection
from workbench.ui.screens.settings.checking import CheckingSection
from workbench.ui.screens.settings.complaint_limits import ComplaintLimitsSection
from workbench.ui.screens.settings.contents import SECTIONS, SettingsPlace, Topic, best, found
from workbench.ui.screens.settings.diagnosis import DiagnosisSection
from workbench.ui.screens.settings.files import FilesSection
from workbench.ui.screens.settings.general import GeneralSection
from workbench.ui.screens.settings.judging import JudgingSection
from workbench.ui.screens.settings.notice_pane import NoticePane
from workbench.ui.screens.settings.our_company import OurCompanySection
from workbench.ui.screens.settings.people import PeopleSection
from workbench.ui.screens.settings.person_pane import PersonPane
from workbench.ui.screens.settings.personal import PersonalSection
from workbench.ui.screens.settings.protection import ProtectionSection
from workbench.ui.screens.settings.receiving import ReceivingSection
from workbench.ui.screens.settings.restore_pane import RestorePane
from workbench.ui.screens.settings.rules import RulesSection
from workbench.ui.screens.settings.section import Section
from workbench.ui.screens.settings.service_types import ServiceTypesSection
from workbench.ui.screens.settings.this_file import FileSection
from workbench.ui.screens.settings.working_days import WorkingDaysSection

LIST_WIDTH = 208
_KEYS = tuple(place.key for place in SECTIONS)

_HELP = {
    "protection": "protection",
    "backups": "backups",
    "checking": "backups",
    "receiving": "receiving",
    "personal": "personal-data",
}


class SettingsPage(Page):
    """The sections at the left, the one chosen beside them; everything is saved as it is changed.

    A section is made when it is first shown.
    """

    page_id = PageId.SETTINGS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.person_pane = PersonPane(context)
        self.person_pane.planning_requested.connect(self.navigation_requested)
        self.notice_pane = NoticePane(context)
        self.restore_pane = RestorePane(context)
        self._made: dict[str, Section] = {}
        self._stale: set[str] = set()
        row = horizontal(self, gap=0)
        left = Surface("left")
        left.setFixedWidth(LIST_WIDTH)
        self.list = ItemList(lambda: _("Sections"), selectable=True, pane=True)
        column = vertical(left, margins=(0, S2, 1, S2), gap=S2)
        self.search = SearchField(lambda: _("Search the settings"), small=True)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._take_first)
        held = horizontal(margins=(S2, 0, S2, 0))
        held.addWidget(self.search)
        column.addLayout(held)
        column.addWidget(self.list)
        self._stack = QStackedWidget()
        row.addWidget(left)
        row.addWidget(self._stack, 1)
        for pane in (self.person_pane, self.notice_pane, self.restore_pane):
            row.addWidget(pane)
            pane.hide()
        self._show_list()
        self.list.chosen.connect(self._show_section)
        self.list.choose("general")

    @cached_property
    def general(self) -> GeneralSection:
        """Language, look and names."""
        return GeneralSection(self._context)

    @cached_property
    def file(self) -> FileSection:
        """The open file."""
        return FileSection(self._context)

    @cached_property
    def protection(self) -> ProtectionSection:
        """Its passphrase."""
        return ProtectionSection(self._context)

    @cached_property
    def backups(self) -> BackupsSection:
        """Its backups."""
        return BackupsSection(self._context, self.restore_pane)

    @cached_property
    def checking(self) -> CheckingSection:
        """Whether it is sound."""
        return CheckingSection(self._context)

    @cached_property
    def receiving(self) -> ReceivingSection:
        """Keys for files that only their recipient can read."""
        return ReceivingSection(self._context)

    @cached_property
    def company(self) -> OurCompanySection:
        """How contracts name us."""
        return OurCompanySection(self._context)

    @cached_property
    def people(self) -> PeopleSection:
        """Our people."""
        return PeopleSection(self._context, self.person_pane)

    @cached_property
    def rules(self) -> RulesSection:
        """The way to the visit policy."""
        section = RulesSection(self._context)
        section.policy_requested.connect(lambda: self.navigation_requested.emit(Destination(PageId.POLICY)))
        return section

    @cached_property
    def workdays(self) -> WorkingDaysSection:
        """Which days are worked."""
        return WorkingDaysSection(self._context, self.notice_pane)

    @cached_property
    def calendars(self) -> CalendarsSection:
        """Other calendars, and reminders."""
        return CalendarsSection(self._context)

    @cached_property
    def personal(self) -> PersonalSection:
        """People whose data should be looked at."""
        section = PersonalSection(self._context)
        section.person_opened.connect(
            lambda account, person: self.navigation_requested.emit(
                Destination(PageId.ACCOUNT, subject=account, view=Part.PEOPLE, item=person)
            )
        )
        return section

    @cached_property
    def judging(self) -> JudgingSection:
        """How accounts are judged."""
        return JudgingSection(self._context)

    @cached_property
    def alarms(self) -> AlarmLimitsSection:
        """From when on something is an alarm, and what accounts may owe."""
        return AlarmLimitsSection(self._context)

    @cached_property
    def complaints(self) -> ComplaintLimitsSection:
        """What complaints are held to."""
        return ComplaintLimitsSection(self._context)

    @cached_property
    def services(self) -> ServiceTypesSection:
        """Types of service requests."""
        return ServiceTypesSection(self._context)

    @cached_property
    def files(self) -> FilesSection:
        """Sample data and other files."""
        return FilesSection(self._context)

    @cached_property
    def diagnosis(self) -> DiagnosisSection:
        """What support needs to know."""
        return DiagnosisSection(self._context)

    @cached_property
    def about(self) -> AboutSection:
        """Version and licences."""
        return AboutSection(self._context)

    def title(self) -> str:
        return pgettext("page", "Settings")

    def header_actions(self) -> Sequence[QWidget]:
        return ()

    def open(self, destination: Destination) -> None:
        if destination.view is Part.PERSONAL_DATA:
            self.choose("personal")
        elif destination.view is Part.WORKING_DAYS:
            self.choose("workdays")
        elif destination.view is Part.SERVICE_TYPES:
            self.choose("services")
        elif destination.view is Part.PEOPLE:
            self.choose("people")
        elif destination.view is Part.BACKUPS:
            self.choose("backups")
        elif destination.view is Part.PROTECTION:
            self.choose("protection")
        elif destination.view is Part.TIERS:
            self.choose("judging")

    def refresh(self, summary: object | None) -> None:
        topics: frozenset[str] | None = getattr(summary, "topics", None)
        shown = self.section()
        self._stale = {name for name, section in self._made.items() if section is not shown}
        shown.refresh(topics)

    def retranslate(self) -> None:
        self._show_list()

    def help_topic(self) -> str:
        shown = next((key for key, made in self._made.items() if made is self._stack.currentWidget()), "")
        return _HELP.get(shown, super().help_topic())

    def new_thing(self) -> bool:
        return self.section().new_thing()

    def close_innermost(self) -> bool:
        return self.section().close_innermost()

    def section(self) -> Section:
        """The section shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Section)
        return shown

    def choose(self, name: str) -> None:
        """Show the section of that key, one of ``SECTIONS``."""
        self.search.clear()
        self.list.choose(name)

    def show_topic(self, topic: Topic) -> None:
        """Show the section of ``topic``, and where in it the topic stands."""
        if self.list.current_key() != topic:
            self.list.choose(topic.section)
        self._show_section(topic.section)
        self.section().point_out(topic.title())

    def find_here(self) -> bool:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        return True

    def _show_list(self) -> None:
        query = self.search.text().strip()
        places = [_item(one) for one in (found(query) if query else SECTIONS)]
        self.list.set_items(places or [Item(key=None, title=_("Nothing found"))])

    def _narrow(self) -> None:
        """Leave in the list what fits the words typed."""
        self._show_list()

    def _take_first(self) -> None:
        """What fits best: a topic, or the section that bears the name itself."""
        query = self.search.text().strip()
        topic = best(query) if query else None
        if topic is not None:
            self.list.choose(topic)
            self.show_topic(topic)

    def _show_section(self, name: object) -> None:
        if isinstance(name, Topic):
            self.show_topic(name)
            return
        if name not in _KEYS:
            return
        for pane in (self.person_pane, self.notice_pane, self.restore_pane):
            pane.hide()
        section: Section = getattr(self, str(name))
        new = name not in self._made
        if new:
            self._made[str(name)] = section
            self._stack.addWidget(section)
        self._stack.setCurrentWidget(section)
        if new or name in self._stale:
            self._stale.discard(str(name))
            section.refresh(None)


def _item(one: Topic | SettingsPlace) -> Item:
    """A section, or a line under it for something in it."""
    if isinstance(one, SettingsPlace):
        return Item(key=one.key, title=one.title(), mark=Mark(one.icon))
    return Item(key=one, title=one.title(), lead=" ")
