"""Calendar files beside the calendar: take one in, see and remove what was taken, write the visits."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Manager
from workbench.domain.visits import Cause
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_date, format_number, format_short_date, ngettext
from workbench.foundation.ids import Id
from workbench.services.accounts import list_managers
from workbench.services.busy_times import BusySource, list_busy_sources, remove_busy_source
from workbench.services.calendar_files import CalendarWritten, export_visits
from workbench.services.calendar_import import (
    CalendarPreview,
    EventLine,
    Outcome,
    preview_calendar,
    take_in,
)
from workbench.services.planning import file_owner
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.marks import CAUTION, NOTICE, Mark
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.tokens import S2, S4, SMALL, Tone
from workbench.ui.prompts import FileKind

SHOWN = 100
DAYS_BACK, DAYS_AHEAD = 31, 366
# What changes something stands on top.
_ORDER = (
    Outcome.MOVED,
    Outcome.CANCELLED,
    Outcome.REFUSED,
    Outcome.NEW,
    Outcome.CHANGED,
    Outcome.REMOVED,
    Outcome.UNCHANGED,
)
_OF_VISITS = (Outcome.MOVED, Outcome.CANCELLED)


class CalendarFilesPane(SidePane):
    """A file is looked at first and taken in afterwards; visits that moved are ticked one by one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Calendar files"), width=376, parent=parent)
        self._context = context
        self._file: Path | None = None
        self._preview: CalendarPreview | None = None
        self._left: set[Id] = set()
        self._sources: dict[int, BusySource] = {}
        self._make_taking()
        self._make_sources()
        self._make_writing()
        self.column.addStretch(1)

    def begin(self, manager: Id | None = None, file: Path | None = None) -> None:
        """Show the pane for that person's calendar, with a file that was dropped already looked at."""
        self._forget()
        self._read(manager or self.person.control.key())
        if file is not None:
            self._file = file
            self.file_label.say(file.name)

    def refresh(self) -> None:
        """Read people and sources anew."""
        self._read(self.person.control.key())

    def _make_taking(self) -> None:
        self.column.addWidget(SectionHeader(lambda: _("Take a calendar in")))
        self.column.addWidget(
            Label(
                lambda: _(
                    "Choose an .ics file, or drop one here. Appointments become time that is taken; our own "
                    "visits moved in the other calendar are offered as moves."
                ),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        self.person: Field[ComboBox] = Field(lambda: _("Whose calendar"), ComboBox())
        self.person.control.picked.connect(lambda _key: self._look())
        self.titles = CheckBox(lambda: _("Keep the titles (never those of private events)"))
        self.titles.toggled.connect(lambda _on: self._look())
        self.choose_button = Button(lambda: _("Choose a file…"), icon="folder-open")
        self.choose_button.clicked.connect(self.ask_file)
        self.file_label = Label(size=SMALL, tone=Tone.TEXT2)
        for widget in (self.person, self.titles):
            self.column.addWidget(widget)
        row = horizontal(gap=S2)
        row.addWidget(self.choose_button)
        row.addWidget(self.file_label, 1)
        self.column.addLayout(row)
        self.result = Label(wrap=True)
        self.lines = ItemList(lambda: _("Events of the file"), fit=True, padding=0, pane=True)
        self.lines.ticked.connect(self._tick)
        self.cause: Field[ComboBox] = Field(
            lambda: _("Why visits were cancelled"), ComboBox([(one, _label_of(one)) for one in Cause])
        )
        self.cause.control.choose(Cause.OTHER)
        self.take_button = Button(lambda: _("Take in"), Kind.PRIMARY)
        self.take_button.clicked.connect(self.take_in)
        # The button above the list: a calendar may have hundreds of lines.
        self.column.addWidget(self.result)
        self.column.addWidget(self.cause)
        end = horizontal(gap=S2)
        end.addStretch(1)
        end.addWidget(self.take_button)
        self.column.addLayout(end)
        self.column.addWidget(self.lines)

    def _make_sources(self) -> None:
        self.column.addSpacing(S4)
        self.column.addWidget(SectionHeader(lambda: _("Calendars taken in")))
        self.sources = ItemList(lambda: _("Calendars taken in"), fit=True, padding=0, pane=True)
        self.sources.action_requested.connect(self._remove)
        self.column.addWidget(self.sources)

    def _make_writing(self) -> None:
        today = self._context.workspace.clock.today
        self.column.addSpacing(S4)
        self.column.addWidget(SectionHeader(lambda: _("Write the visits to a calendar file")))
        self.start: Field[DateField] = Field(lambda: _("From"), DateField(today))
        self.end: Field[DateField] = Field(lambda: _("To"), DateField(today))
        self.start.control.set_day(today() - timedelta(days=DAYS_BACK))
        self.end.control.set_day(today() + timedelta(days=DAYS_AHEAD))
        days = horizontal(gap=S2)
        days.addWidget(self.start)
        days.addWidget(self.end)
        self.column.addLayout(days)
        self.whose: Field[ComboBox] = Field(lambda: _("Whose visits"), ComboBox())
        self.remind = CheckBox(lambda: _("Let the other calendar remind"))
        self.write_button = Button(lambda: _("Write a file…"), icon="download")
        self.write_button.clicked.connect(self.write_file)
        for widget in (self.whose, self.remind):
            self.column.addWidget(widget)
        row = horizontal(gap=S2)
        row.addStretch(1)
        row.addWidget(self.write_button)
        self.column.addLayout(row)

    # --- taking in

    def ask_file(self) -> None:
        """Ask for a calendar file and look at it."""
        found = self._context.prompts.ask_open_file(_("Calendar file"), _kinds())
        if found is not None:
            self.look_at(found)

    def look_at(self, file: Path) -> None:
        """Show what would come of the file."""
        self._file = file
        self._left = set()
        self.file_label.say(file.name)
        self._look()

    def take_in(self) -> None:
        """Do what is shown, but for the visits that are not ticked."""
        preview, left, cause = self._preview, frozenset(self._left), self.cause.control.key()
        if preview is None:
            return
        self.take_button.setEnabled(False)
        self._context.save(
            lambda workspace: take_in(workspace, preview, leave=left, cause=cause or Cause.OTHER),
            said=_("Calendar taken in"),
            on_done=lambda _summary: self._taken(),
            on_error=self._failed,
        )

    def _taken(self) -> None:
        self._forget()
        self.refresh()

    def _look(self) -> None:
        file, person, titles = self._file, self.person.control.key(), self.titles.isChecked()
        if file is None:
            return
        self._show_preview(None)
        self.result.say(_("Reading…"))
        self.result.show()
        self._context.read(
            lambda workspace: preview_calendar(workspace, file, person, keep_titles=titles),
            self._show_preview,
            key="calendar-file",
            on_error=self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self._show_preview(None)
        if isinstance(error, BadInput):
            field = error.where == "manager"
            self.person.set_error(error.message if field else "")
            self.result.say("" if field else f"{error.message} {error.hint}")
            self.result.setVisible(not field)
        else:
            self.result.hide()
            self._context.show_error(error)

    def _show_preview(self, preview: CalendarPreview | None) -> None:
        self._preview = preview
        self.person.set_error("")
        counts = preview.counts if preview is not None else {}
        changes = sum(
            counts.get(one, 0) for one in Outcome if one not in (Outcome.UNCHANGED, Outcome.REFUSED)
        )
        self.lines.setVisible(bool(counts))
        self.lines.set_items(self._items(preview) if preview is not None else ())
        self.cause.setVisible(bool(counts.get(Outcome.CANCELLED)))
        self.take_button.setVisible(bool(changes))
        self.take_button.setEnabled(bool(changes))
        self.result.setVisible(preview is not None)
        if preview is None:
            return
        parts = [f"{one.label} {format_number(counts[one])}" for one in _ORDER if counts.get(one)]
        notes = dict.fromkeys(one.message for one in preview.problems if not one.is_refused)
        told = " · ".join(parts) or _("There is no event in this file.")
        if parts and not changes:
            told += "\n" + _("There is nothing to take in.")
        self.result.say("\n".join((told, *notes)))

    def _items(self, preview: CalendarPreview) -> Sequence[Item]:
        ordered = sorted(preview.lines, key=lambda line: _ORDER.index(line.outcome))
        items = [self._item(number, line) for number, line in enumerate(ordered[:SHOWN])]
        if len(ordered) > SHOWN:
            more = _("… and {count} more").format(count=format_number(len(ordered) - SHOWN))
            items.append(Item(key=None, title=more))
        return items

    def _item(self, number: int, line: EventLine) -> Item:
        is_visit = line.visit_id is not None and line.outcome in _OF_VISITS
        refused = line.outcome is Outcome.REFUSED
        title = line.title or (_("Line {row}").format(row=line.row) if refused else _("Busy"))
        note = line.note if refused else line.note or self._when(line)
        return Item(
            key=line.visit_id if is_visit else number,
            title=title,
            second=note,
            right=line.outcome.label,
            checked=line.visit_id not in self._left if is_visit else None,
            mark=CAUTION if refused else NOTICE if is_visit else Mark("calendar-days"),
            tooltip=f"{title}\n{note}",
        )

    def _when(self, line: EventLine) -> str:
        if isinstance(line.starts, datetime):
            zone = self._context.workspace.clock.zone()
            starts = line.starts.astimezone(zone) if line.starts.tzinfo else line.starts
            return f"{format_date(starts.date(), weekday=True)} {starts:%H:%M}"
        return format_date(line.starts, weekday=True) if line.starts is not None else ""

    def _tick(self, key: object, on: bool) -> None:
        if self._preview is not None and isinstance(key, bytes) and Id(key) in self._preview.visits:
            (self._left.discard if on else self._left.add)(Id(key))
            self.lines.set_items(self._items(self._preview))

    def _forget(self) -> None:
        self._file, self._left = None, set()
        self.file_label.say("")
        self._show_preview(None)

    # --- people and sources

    def _read(self, manager: Id | None) -> None:
        def work(workspace: Workspace) -> tuple[tuple[Manager, ...], tuple[BusySource, ...], str]:
            people = list_managers(workspace) or (file_owner(workspace.author, {}),)
            return people, list_busy_sources(workspace), workspace.author

        def show(found: tuple[tuple[Manager, ...], tuple[BusySource, ...], str]) -> None:
            people, sources, author = found
            own = next((one.id for one in people if one.name == author), None)
            chosen = manager or own or (people[0].id if len(people) == 1 else None)
            names = [(one.id, one.name) for one in people]
            self.person.control.set_choices([(None, lambda: _("Choose a person")), *names])
            self.person.control.choose(chosen)
            written = self.whose.control.key()
            self.whose.control.set_choices([(None, lambda: _("Everybody")), *names])
            self.whose.control.choose(written)
            self._show_sources(sources)
            if self._file is not None and self._preview is None:
                self._look()

        self._context.read(work, show, key="calendar-sources")

    def _show_sources(self, sources: Sequence[BusySource]) -> None:
        self._sources = dict(enumerate(sources))
        items = [
            Item(
                key=number,
                title=one.source,
                note=one.manager,
                second=_counted(one),
                action=_("Remove"),
                mark=Mark("calendar-days"),
            )
            for number, one in self._sources.items()
        ]
        self.sources.set_items(items or [Item(key=None, title=_("None yet"))])

    def _remove(self, key: int) -> None:
        one = self._sources.get(key)
        if one is not None:
            self._context.save(
                lambda workspace: remove_busy_source(workspace, one.manager_id, one.source),
                said=_("Calendar removed"),
                on_done=lambda _summary: self.refresh(),
            )

    # --- writing

    def write_file(self) -> None:
        """Ask where, and write the visits of the range there."""
        first, last = self.start.control.day(), self.end.control.day()
        self.start.set_error("" if first else _("Give a day as YYYY-MM-DD."))
        self.end.set_error("" if last else _("Give a day as YYYY-MM-DD."))
        if first is None or last is None:
            return
        if first > last:
            self.end.set_error(_("The range ends before it begins."))
            return
        proposed = self._context.workspace.path.parent / (_("Visits") + ".ics")
        path = self._context.prompts.ask_save_file(_("Write the visits"), _kinds(), proposed)
        if path is None:
            return
        self._write(path if path.suffix else path.with_suffix(".ics"), first, last)

    def _write(self, path: Path, first: date, last: date) -> None:
        person, remind = self.whose.control.key(), self.remind.isChecked()

        def done(written: CalendarWritten) -> None:
            count = ngettext(
                "{count} visit written to {file}", "{count} visits written to {file}", written.events
            )
            self._context.notifier.show_message(
                count.format(count=format_number(written.events), file=written.file.name)
            )

        self._context.read(
            lambda workspace: export_visits(workspace, path, first, last, manager_id=person, remind=remind),
            done,
            key="calendar-written",
        )


def is_calendar_file(path: str) -> bool:
    """Whether a file that was dropped says by its name that it is a calendar."""
    return Path(path).suffix.lower() in (".ics", ".ical", ".ifb")


def _kinds() -> tuple[FileKind, ...]:
    return (FileKind(_("Calendar files"), ("*.ics", "*.ical", "*.ifb")),)


def _label_of(cause: Cause) -> Callable[[], str]:
    return lambda: cause.label


def _counted(one: BusySource) -> str:
    count = ngettext("{count} appointment", "{count} appointments", one.count)
    days = f"{format_short_date(one.first)} – {format_short_date(one.last)}"
    return f"{count.format(count=format_number(one.count))} · {days}"
