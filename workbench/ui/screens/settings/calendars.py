"""Calendars: the file that other calendars subscribe to, and reminders."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Manager
from workbench.domain.policies import REMINDER_MINUTES
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.foundation.ids import id_text, parse_id
from workbench.foundation.settings import Settings, change_settings, load_settings
from workbench.services.accounts import list_managers
from workbench.services.calendar_files import CalendarWritten, publish_chosen
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.tokens import S2, Tone
from workbench.ui.prompts import FileKind
from workbench.ui.screens.settings.policy_section import WHOLE, PolicyPart, PolicySection

FIELD_WIDTH = 360


class CalendarsSection(PolicySection):
    """The chosen file belongs to this installation and this workspace; the minutes to the workspace."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Calendars"), parent)
        self._key = str(context.workspace.path)
        self.part(
            lambda: _("A file to subscribe to"),
            lambda: _(
                "The visits as a calendar file that follows every change some seconds later. Put it where "
                "your calendar or your phone can fetch it, such as a folder that is synchronised. It names "
                "accounts, addresses and purposes; nothing of credit or of people's attitudes."
            ),
        )
        self.file = Label(wrap=True)
        self.put(self.file)
        buttons = QWidget()
        row = horizontal(buttons, gap=S2)
        self.choose_button = Button(lambda: _("Choose a file…"), icon="folder-open")
        self.choose_button.clicked.connect(self.choose_file)
        self.stop_button = Button(lambda: _("Write it no longer"))
        self.stop_button.clicked.connect(self.forget_file)
        row.addWidget(self.choose_button)
        row.addWidget(self.stop_button)
        row.addStretch(1)
        self.put(buttons)
        self.whose: Field[ComboBox] = Field(lambda: _("Whose visits"), ComboBox())
        self.whose.control.picked.connect(self._keep_person)
        self.put(self.whose)
        self.whose.setMaximumWidth(FIELD_WIDTH)
        self.part(
            lambda: _("Reminders"),
            lambda: _(
                "While the program runs: before visits with a time, and in the morning what the day holds "
                "and what was promised. Days off are quiet."
            ),
        )
        self.reminders = CheckBox(lambda: _("Remind me"))
        self.reminders.setChecked(load_settings().reminders)
        self.reminders.toggled.connect(
            lambda on: change_settings(lambda stored: replace(stored, reminders=on))
        )
        self.put(self.reminders)
        self.group(PolicyPart(REMINDER_MINUTES, WHOLE, lambda: _("Minutes before a visit")), columns=2)
        self._show_file()

    def refresh(self, topics: frozenset[str] | None) -> None:
        super().refresh(topics)
        if topics is None or "manager" in topics:
            self.context.read(list_managers, self._show_people, key="calendar-people")
        if topics is None:
            self._show_file()

    def choose_file(self) -> None:
        """Ask where, and write the file there from now on; a place that cannot be taken is told at once."""
        proposed = self.context.workspace.path.parent / (_("Visits") + ".ics")
        path = self.context.prompts.ask_save_file(
            _("A file to subscribe to"), (FileKind(_("Calendar files"), ("*.ics",)),), proposed
        )
        if path is not None:
            self._try(path if path.suffix else path.with_suffix(".ics"))

    def forget_file(self) -> None:
        """Follow the visits no longer; the file stays as it is."""
        key = self._key
        change_settings(
            lambda stored: replace(
                stored, published={other: path for other, path in stored.published.items() if other != key}
            )
        )
        self._show_file()

    def _try(self, path: Path) -> None:
        wanted = self._with_file(load_settings(), path)

        def work(workspace: Workspace) -> CalendarWritten | None:
            return publish_chosen(workspace, wanted)

        def done(written: CalendarWritten | None) -> None:
            change_settings(lambda stored: self._with_file(stored, path))
            self._show_file()
            if written is not None:
                count = ngettext(
                    "{count} visit written to {file}", "{count} visits written to {file}", written.events
                )
                self.context.notifier.show_message(
                    count.format(count=format_number(written.events), file=path.name)
                )

        self.context.read(work, done, key="calendar-published")

    def _with_file(self, settings: Settings, path: Path) -> Settings:
        return replace(settings, published={**settings.published, self._key: str(path)})

    def _keep_person(self, person: object) -> None:
        whose = {self._key: id_text(person) if isinstance(person, bytes) else ""}
        settings = change_settings(
            lambda stored: replace(stored, published_for={**stored.published_for, **whose})
        )
        path = settings.published.get(self._key)
        if path:
            self._try(Path(path))

    def _show_file(self) -> None:
        path = load_settings().published.get(self._key, "")
        self.file.say(path or (lambda: _("No file is chosen.")))
        self.file.set_tone(Tone.TEXT if path else Tone.TEXT2)
        self.stop_button.setVisible(bool(path))

    def _show_people(self, people: Sequence[Manager]) -> None:
        self.whose.control.set_choices(
            [(None, lambda: _("Everybody")), *((one.id, one.name) for one in people)]
        )
        self.whose.control.choose(parse_id(load_settings().published_for.get(self._key, "")))
