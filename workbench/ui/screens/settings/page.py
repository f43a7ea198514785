"""Settings: what holds for this installation, for the open file, and for the people in it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.foundation.i18n import _, pgettext
from workbench.ui.context import Context
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import Surface, horizontal, vertical
from workbench.ui.kit.tokens import S2
from workbench.ui.navigation import PageId
from workbench.ui.page import Page
from workbench.ui.screens.settings.about import AboutSection
from workbench.ui.screens.settings.files import FilesSection
from workbench.ui.screens.settings.general import GeneralSection
from workbench.ui.screens.settings.people import PeopleSection
from workbench.ui.screens.settings.person_pane import PersonPane
from workbench.ui.screens.settings.rules import RulePane, RulesSection
from workbench.ui.screens.settings.section import Section
from workbench.ui.screens.settings.this_file import FileSection

LIST_WIDTH = 208


class SettingsPage(Page):
    """The sections at the left, the one chosen beside them; everything is saved as it is changed."""

    page_id = PageId.SETTINGS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.person_pane = PersonPane(context)
        self.rule_pane = RulePane(context)
        self.general = GeneralSection(context)
        self.file = FileSection(context)
        self.people = PeopleSection(context, self.person_pane)
        self.rules = RulesSection(context, self.rule_pane)
        self.files = FilesSection(context)
        self.about = AboutSection(context)
        self._sections: dict[str, Section] = {
            "general": self.general,
            "file": self.file,
            "people": self.people,
            "rules": self.rules,
            "files": self.files,
            "about": self.about,
        }
        self._stale: set[str] = set(self._sections)
        row = horizontal(self, gap=0)
        left = Surface("left")
        left.setFixedWidth(LIST_WIDTH)
        self.list = ItemList(lambda: _("Sections"), selectable=True, pane=True)
        vertical(left, margins=(0, S2, 1, S2)).addWidget(self.list)
        self._stack = QStackedWidget()
        for section in self._sections.values():
            self._stack.addWidget(section)
        row.addWidget(left)
        row.addWidget(self._stack, 1)
        for pane in (self.person_pane, self.rule_pane):
            row.addWidget(pane)
            pane.hide()
        self._show_list()
        self.list.chosen.connect(self._show_section)
        self.list.choose("general")

    def title(self) -> str:
        return pgettext("page", "Settings")

    def header_actions(self) -> Sequence[QWidget]:
        return ()

    def refresh(self, summary: object | None) -> None:
        topics: frozenset[str] | None = getattr(summary, "topics", None)
        shown = self.section()
        if topics is None:
            self._stale = set(self._sections)
            self._freshen()
            return
        for name, section in self._sections.items():
            if section is shown:
                section.refresh(topics)
            else:
                self._stale.add(name)

    def retranslate(self) -> None:
        self._show_list()

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
        """Show the section of that key: general, file, people, rules, files or about."""
        self.list.choose(name)

    def _show_list(self) -> None:
        words = (
            ("general", _("General"), "sliders-horizontal"),
            ("file", _("This file"), "hard-drive"),
            ("people", _("People"), "users"),
            ("rules", _("Visit frequency"), "route"),
            ("files", _("Files"), "folder"),
            ("about", _("About"), "info"),
        )
        self.list.set_items([Item(key=key, title=title, mark=Mark(icon)) for key, title, icon in words])

    def _show_section(self, name: object) -> None:
        if name not in self._sections:
            return
        for pane in (self.person_pane, self.rule_pane):
            pane.hide()
        self._stack.setCurrentWidget(self._sections[str(name)])
        self._freshen()

    def _freshen(self) -> None:
        shown = self.section()
        for name, section in self._sections.items():
            if section is shown and name in self._stale:
                self._stale.discard(name)
                section.refresh(None)
