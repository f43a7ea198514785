"""The contact log of an account: its calls, letters and messages, and the pane of one."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.contact_log import Channel
from workbench.foundation.i18n import _, format_short_date
from workbench.foundation.ids import Id
from workbench.services.contact_log import (
    ContactLog,
    LogLine,
    delete_logged_contact,
    edit_logged_contact,
    log_contact,
)
from workbench.ui.context import Context
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import SectionHeader
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.record_pane import RecordPane
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import LARGE, S2
from workbench.ui.screens.accounts.log_form import LogForm, LogInput
from workbench.ui.screens.accounts.looks import day_word

_ICONS = {
    Channel.CALL: "phone",
    Channel.MESSAGE: "inbox",
    Channel.EMAIL: "mail",
    Channel.LETTER: "file-text",
}


class LogPart(QWidget):
    """The list, the latest first."""

    opened = Signal(object)
    """The id of an entry."""
    add_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = vertical(self, gap=S2)
        self.title = SectionHeader(lambda: _("Contact log"), size=LARGE, link=lambda: _("Log a call"))
        self.title.link_requested.connect(self.add_requested)
        self.list = ItemList(lambda: _("Contact log"), fit=True, padding=0)
        self.list.opened.connect(self._open)
        self.list.clicked.connect(lambda _index: self._open(self.list.current_key()))
        column.addWidget(self.title)
        column.addWidget(self.list)

    def show_last(self, last: date | None, today: date) -> None:
        """Tell when there was contact last, by a visit or otherwise."""
        if last is None:
            self.title.note.say(_("no contact yet"))
        elif last == today:
            self.title.note.say(_("last contact today"))
        else:
            self.title.note.say(_("last contact on {date}").format(date=day_word(last, today)))

    def show_log(self, log: ContactLog) -> None:
        """Show these entries."""
        nothing = Item(key=None, title=_("No call and no message is noted"), note=_("Ctrl+L notes one"))
        self.list.set_items([_item(line) for line in log.lines] or [nothing])

    def _open(self, key: object) -> None:
        if isinstance(key, bytes):
            self.opened.emit(Id(key))


class LogPane(RecordPane):
    """One entry of one account: a new one, or one to be changed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Call or message"), parent=parent)
        self._context = context
        self._account: Id | None = None
        self._entry: Id | None = None
        self.form = LogForm(context, lines=4)
        self.form.submitted.connect(self.save)
        self.column.addWidget(self.form)
        self.column.addLayout(self.make_buttons())
        self.column.addStretch(1)

    def begin(self, account_id: Id, log: ContactLog, given: LogInput, entry_id: Id | None) -> None:
        """Show the entry; without an id it is a new one."""
        self._account, self._entry = account_id, entry_id
        self.form.show_people(log.contacts)
        self.form.fill(given, is_new=entry_id is None)
        self.delete_button.setVisible(entry_id is not None)
        self.show()
        self.form.text.control.setFocus()

    def save(self) -> None:
        """Keep the entry, or say beside its field what is wrong."""
        account, entry, given = self._account, self._entry, self.form.read()
        if account is None or given is None:
            return
        if entry is None:
            self._context.save(
                lambda workspace: log_contact(
                    workspace,
                    account,
                    given.channel,
                    given.text,
                    contact_id=given.contact_id,
                    on=given.on,
                    at=given.at,
                ),
                said=_("Noted"),
                on_done=lambda _summary: self.close_pane(),
                on_error=self.form.show_error,
            )
            return
        values = {
            "channel": given.channel.value,
            "text": given.text,
            "contact_id": given.contact_id,
            "on_day": given.on,
            "at_time": given.at,
        }
        self._context.save(
            lambda workspace: edit_logged_contact(workspace, entry, values),
            said=_("Saved"),
            on_done=lambda _summary: self.close_pane(),
            on_error=self.form.show_error,
        )

    def delete(self) -> None:
        """Delete the entry; Undo brings it back."""
        entry = self._entry
        if entry is not None:
            self._context.save(
                lambda workspace: delete_logged_contact(workspace, entry),
                said=_("Entry deleted"),
                on_done=lambda _summary: self.close_pane(),
            )


def _item(line: LogLine) -> Item:
    entry = line.entry
    when = " ".join(filter(None, (format_short_date(entry.on), entry.at)))
    return Item(
        key=entry.id,
        lead=when,
        title=" ".join(entry.text.split()),
        mark=Mark(_ICONS[entry.channel]),
        right=line.person,
        tooltip="\n".join(filter(None, (entry.channel.label, entry.text, line.person, line.manager))),
    )
