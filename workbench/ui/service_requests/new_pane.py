"""A new service request: whose, of which type, what is asked for, by whom and when."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Contact
from workbench.domain.service_types import ServiceType
from workbench.foundation.i18n import _, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.promises import list_people_of
from workbench.services.service_edits import save_service
from workbench.services.service_requests import list_service_types
from workbench.services.workspaces import Workspace
from workbench.ui.account_search import AccountSearch
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.service_requests.fields import LABELS
from workbench.ui.service_requests.pane import WIDTH


class NewServicePane(SidePane):
    """``created`` gives the id of the request; its pane then asks for what its kind needs."""

    created = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("New service request"), width=WIDTH, parent=parent)
        self._context = context
        self._types: tuple[ServiceType, ...] = ()
        self.name = Label(bold=True, wrap=True)
        self._search = AccountSearch(context, key="service-account-search", parent=self)
        self._search.taken.connect(self._account_taken)
        self.account, self.hits = self._search.field, self._search.hits
        form = self.form = Form()
        self.type: Field[ComboBox] = form.add(LABELS["type"], ComboBox(), span=2)
        self.type.control.picked.connect(lambda _key: self._tell_type())
        self.promised = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        form.add_widget(self.promised)
        self.text: Field[TextArea] = form.add(LABELS["text"], TextArea(lines=3), span=2)
        self.person: Field[ComboBox] = form.add(LABELS["contact_id"], ComboBox())
        self.asker: Field[TextField] = form.add(LABELS["asker"], TextField())
        today = context.workspace.clock.today
        self.day: Field[DateField] = form.add(LABELS["requested_on"], DateField(today))
        self.time: Field[TextField] = form.add(LABELS["requested_time"], TextField(hint="HH:MM"))
        self.person.control.picked.connect(lambda key: self.asker.control.setEnabled(key is None))
        for control in (self.asker.control, self.day.control, self.time.control):
            control.returnPressed.connect(self.save)
        self.save_button = Button(lambda: _("Save"), Kind.PRIMARY, hint="Ctrl Enter")
        self.save_button.setShortcut("Ctrl+Return")
        self.save_button.clicked.connect(self.save)
        row = horizontal(gap=S2)
        row.addWidget(self.save_button)
        row.addStretch(1)
        for widget in (self.name, self.account, self.hits, form):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def begin(self, account_id: Id | None = None, name: str = "") -> None:
        """A new request of that account, or of one still to be chosen, asked for today."""
        self._search.clear()
        self._search.account_id = account_id
        self.name.say(name)
        self.name.setVisible(bool(name))
        self.account.setVisible(account_id is None)
        self.hits.setVisible(account_id is None)
        self.form.clear_errors()
        self.account.set_error("")
        for control in (self.text.control, self.asker.control, self.time.control):
            control.setText("")
        self.day.control.set_day(self._context.workspace.clock.today())
        self._offer(())
        self.show()
        (self.account.control if account_id is None else self.type.control).setFocus()
        self._context.read(list_service_types, self._show_types, key="service-types")
        self._load_people()

    def save(self) -> None:
        """Note it, or say beside the field what is wrong."""
        account = self._search.account_id
        self.form.clear_errors()
        self.account.set_error("" if account else _("Choose an account from the list."))
        if not self.day.control.readable():
            self.day.set_error(_("Give a day as YYYY-MM-DD."))
        if account is None:
            self.account.control.setFocus()
            return
        if self.form.go_to_first_error():
            return
        values: dict[str, Any] = {
            "type": self.type.control.key() or "",
            "text": self.text.control.text(),
            "contact_id": self.person.control.key(),
            "requested_on": self.day.control.day(),
            "requested_time": self.time.control.text(),
        }
        if values["contact_id"] is None:
            values["asker"] = self.asker.control.text()
        self._context.save(
            lambda workspace: save_service(workspace, account, values),
            said=_("Service request noted"),
            on_done=lambda summary: self._created(next(iter(summary.touched["service_request"]))),
            on_error=self._fail,
        )

    def _created(self, service_id: Id) -> None:
        self.close_pane()
        self.created.emit(service_id)

    def _fail(self, error: Exception) -> None:
        fields: dict[str, Field[Any]] = {
            "type": self.type,
            "text": self.text,
            "contact_id": self.person,
            "requested_on": self.day,
            "requested_time": self.time,
        }
        self._context.show_error(error, fields)

    def _show_types(self, types: tuple[ServiceType, ...]) -> None:
        self._types = types
        self.type.control.set_choices([(one.name, one.label) for one in types])
        self._tell_type()

    def _tell_type(self) -> None:
        chosen = self.type.control.key()
        found = next((one for one in self._types if one.name == chosen), None)
        if found is None:
            self.promised.say("")
            return
        count, needed = len(found.commitments), len(found.documents)
        promised = ngettext("{count} commitment", "{count} commitments", count).format(count=count)
        documents = ngettext("{count} document", "{count} documents", needed).format(count=needed)
        self.promised.say(
            _("Brings {commitments} and asks for {documents}.").format(
                commitments=promised, documents=documents
            )
        )

    def _account_taken(self, _account: Id) -> None:
        self._load_people()
        self.type.control.setFocus()

    def _load_people(self) -> None:
        account = self._search.account_id
        if account is None:
            return

        def work(workspace: Workspace) -> tuple[Contact, ...]:
            return list_people_of(workspace, account, None)

        def show(people: tuple[Contact, ...]) -> None:
            if account == self._search.account_id:
                self._offer(people)

        self._context.read(work, show, key="service-people")

    def _offer(self, people: tuple[Contact, ...]) -> None:
        self.person.control.set_choices(
            [(None, lambda: pgettext("service", "Nobody on file")), *((one.id, one.name) for one in people)]
        )
        self.asker.control.setEnabled(self.person.control.key() is None)
