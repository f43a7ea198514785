"""The working calendar: which days are worked, and the official notices that say so."""

from PySide6.QtWidgets import QWidget

from workbench.domain.calendar_notices import CalendarChoice
from workbench.domain.policies import CALENDAR
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.services.calendars import (
    CalendarYear,
    NoticePreview,
    calendar_choice,
    list_calendar_years,
    preview_notice,
    remove_notice,
)
from workbench.services.policies import save_policy
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import Banner
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import Tone
from workbench.ui.prompts import FileKind
from workbench.ui.screens.settings.notice_pane import NoticePane
from workbench.ui.screens.settings.section import Section

TOPICS = frozenset({"calendar_notice", "policy"})
Found = tuple[CalendarChoice, tuple[CalendarYear, ...]]


class WorkingDaysSection(Section):
    """The calendar chosen, and each year with where its days off are known from."""

    def __init__(self, context: Context, pane: NoticePane, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Working calendar"), parent)
        self.pane = pane
        self.note(
            lambda: _(
                "Planning, deadlines and reminders go by these days. The holidays of a year are published in "
                "the autumn before it; take the notice in as soon as it is out, and plan again."
            )
        )
        self.choice: Field[ComboBox] = Field(
            lambda: _("Days off follow"), ComboBox([(one, _choice_text(one)) for one in CalendarChoice])
        )
        self.choice.control.picked.connect(self._choose)
        self.put(self.choice)
        self.part(lambda: _("Years"))
        self.banner = Banner()
        self.put(self.banner)
        self.list = ItemList(lambda: _("Years"), fit=True, padding=0)
        self.list.action_requested.connect(self._remove)
        self.put(self.list)
        self.take_button = Button(lambda: _("Take a notice in…"), icon="file-down", hint="Ctrl N")
        self.take_button.clicked.connect(self.new_thing)
        self.put_left(self.take_button)
        self.note(
            lambda: _(
                "A holiday-cn file (JSON), or a table with the columns date, kind (off or work) and name "
                "(CSV). You see what changes before anything is written."
            )
        )

    def refresh(self, topics: frozenset[str] | None) -> None:
        if topics is None or topics & TOPICS:
            self.context.read(_found, self._show, key="working-days")

    def new_thing(self) -> bool:
        kinds = (FileKind(_("Notices of holidays"), ("*.json", "*.csv")),)
        path = self.context.prompts.ask_open_file(_("Take a notice in"), kinds)
        if path is not None:
            self.context.read(
                lambda workspace: preview_notice(workspace, path), self._preview, key="notice-preview"
            )
        return True

    def close_innermost(self) -> bool:
        if self.pane.isVisible():
            self.pane.close_pane()
            return True
        return False

    def _preview(self, found: NoticePreview) -> None:
        self.pane.show_preview(found)
        self.pane.show()

    def _show(self, found: Found) -> None:
        choice, years = found
        self.choice.control.choose(choice)
        chinese = choice is CalendarChoice.CHINA
        for widget in (self.list, self.take_button):
            widget.setVisible(chinese)
        self.list.set_items([_item(one) for one in years])
        today = self.context.workspace.clock.today()
        missing = [one.year for one in years if one.year >= today.year and not (one.shipped or one.taken_in)]
        missing.sort()
        text = _("The official holidays of {year} are not known yet: weekends only are free.")
        self.banner.show_text(text.format(year=missing[0]) if missing and chinese else "")

    def _choose(self, choice: CalendarChoice) -> None:
        self.context.save(lambda workspace: save_policy(workspace, CALENDAR, choice), said=_("Saved"))

    def _remove(self, year: int) -> None:
        self.context.save(
            lambda workspace: remove_notice(workspace, year),
            said=_("Notice of {year} removed").format(year=year),
        )


def _found(workspace: Workspace) -> Found:
    return calendar_choice(workspace), list_calendar_years(workspace)


def _choice_text(choice: CalendarChoice) -> Text:
    return lambda: choice.label


def _item(one: CalendarYear) -> Item:
    days = ngettext("{count} working day", "{count} working days", one.workdays)
    if one.taken_in:
        source = _("taken in from {source}").format(source=one.source)
    elif one.shipped:
        source = _("official notice, came with the program")
    else:
        source = _("no notice: weekends only")
    known = one.taken_in or one.shipped
    return Item(
        key=one.year,
        title=str(one.year),
        second=source,
        right=days.format(count=format_number(one.workdays)),
        mark=Mark("circle-check", Tone.OK) if known else Mark("triangle-alert", Tone.WARN),
        action=_("Remove") if one.taken_in else "",
        tooltip=source,
    )
