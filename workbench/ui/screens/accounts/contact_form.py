"""A person at an account: name, role in the decision, influence, support, and how to reach them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import BuyingRole, Contact
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id
from workbench.services.contacts import delete_contact, save_contact
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import SidePane, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S2, S3, SMALL, Tone
from workbench.ui.screens.accounts.looks import support_word

TEXTS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("title", lambda: _("Title")),
    ("department", lambda: _("Department")),
    ("mobile", lambda: _("Mobile")),
    ("phone", lambda: _("Phone")),
    ("email", lambda: _("E-mail")),
    ("wechat", lambda: _("WeChat")),
)


class ContactForm(SidePane):
    """Saved as a whole; deleting can be undone."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Person"), width=360, parent=parent)
        self._context = context
        self._account: Id | None = None
        self._contact: Contact | None = None
        self.form = Form()
        self.name: Field[TextField] = self.form.add(lambda: pgettext("person", "Name"), TextField(), span=2)
        self.texts: dict[str, Field[TextField]] = {
            key: self.form.add(word, TextField()) for key, word in TEXTS[:2]
        }
        self.form.add_widget(self._make_roles())
        scale: list[tuple[Any, Text]] = [(None, _dash), *((step, str(step)) for step in range(1, 6))]
        self.influence: Field[ComboBox] = self.form.add(lambda: _("Influence, 1 to 5"), ComboBox(scale))
        self.involvement: Field[ComboBox] = self.form.add(lambda: _("Involvement, 1 to 5"), ComboBox(scale))
        self.support: Field[ComboBox] = self.form.add(lambda: _("Support"), ComboBox(_supports()), span=2)
        self.texts |= {key: self.form.add(word, TextField()) for key, word in TEXTS[2:]}
        self.birthday: Field[DateField] = self.form.add(
            lambda: _("Birthday"), DateField(context.workspace.clock.today)
        )
        self.interval: Field[TextField] = self.form.add(lambda: _("Wished contact, days"), TextField())
        self.note: Field[TextArea] = self.form.add(lambda: _("Note"), TextArea(lines=3), span=2)
        for field in (self.name, *self.texts.values()):
            field.control.returnPressed.connect(self.save)
        self.column.addWidget(self.form)
        self.column.addLayout(self._make_buttons())
        self.column.addStretch(1)

    def begin(self, account_id: Id, contact: Contact | None) -> None:
        """Edit ``contact``, or begin a new person at the account."""
        self._account, self._contact = account_id, contact
        shown = contact or Contact(id=account_id, account_id=account_id, name="")
        self.title.say(contact.name if contact else lambda: _("New person"))
        self.form.clear_errors()
        self.name.control.setText(shown.name)
        for key, field in self.texts.items():
            field.control.setText(getattr(shown, key))
        for role, box in self.roles.items():
            box.setChecked(role in shown.roles)
        self.influence.control.choose(shown.influence)
        self.involvement.control.choose(shown.involvement)
        self.support.control.choose(shown.support)
        self.birthday.control.set_day(shown.birthday)
        self.interval.control.setText(str(shown.wished_interval_days or ""))
        self.note.control.setText(shown.note)
        self.delete_button.setVisible(contact is not None)
        self.show()

    def edit(self) -> None:
        """Put the cursor into the name."""
        self.name.control.setFocus()
        self.name.control.selectAll()

    def shown_id(self) -> Id | None:
        """The id of the person being edited; ``None`` for a new one."""
        return self._contact.id if self._contact else None

    def save(self) -> None:
        """Store the person, or say beside the field what is wrong."""
        account, contact = self._account, self.shown_id()
        self.form.clear_errors()
        if not self.birthday.control.readable():
            self.birthday.set_error(_("Give a day as YYYY-MM-DD."))
        interval = self.interval.control.text().strip()
        if interval and not (interval.isdecimal() and 0 < int(interval) <= 3650):
            self.interval.set_error(_("Give a number of days."))
        if self.form.go_to_first_error() or account is None:
            return
        values = self._values(int(interval) if interval else None)
        self._context.save(
            lambda workspace: save_contact(workspace, account, values, contact),
            said=_("{name} saved").format(name=values["name"]),
            on_done=lambda _summary: self.close_pane(),
            on_error=self._fail,
        )

    def delete(self) -> None:
        """Delete the person shown; Undo brings them back."""
        contact = self._contact
        if contact is not None:
            self._context.save(
                lambda workspace: delete_contact(workspace, contact.id),
                said=_("{name} deleted").format(name=contact.name),
                on_done=lambda _summary: self.close_pane(),
            )

    def _values(self, interval_days: int | None) -> dict[str, Any]:
        birthday: date | None = self.birthday.control.day()
        return {
            "name": self.name.control.text().strip(),
            **{key: field.control.text().strip() for key, field in self.texts.items()},
            "roles": [role.value for role, box in self.roles.items() if box.isChecked()],
            "influence": self.influence.control.key(),
            "involvement": self.involvement.control.key(),
            "support": self.support.control.key(),
            "birthday": birthday,
            "wished_interval_days": interval_days,
            "note": self.note.control.text().strip(),
        }

    def _make_roles(self) -> QWidget:
        box = QWidget()
        column = vertical(box, gap=S1)
        column.addWidget(Label(lambda: _("Roles in the decision"), size=SMALL, tone=Tone.TEXT2))
        self.roles = {role: CheckBox(_role_word(role)) for role in BuyingRole}
        row = horizontal(gap=S3)
        for check in self.roles.values():
            row.addWidget(check)
        row.addStretch(1)
        column.addLayout(row)
        return box

    def _make_buttons(self) -> Any:
        row = horizontal(gap=S2)
        self.save_button = Button(lambda: _("Save"), Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        self.delete_button = Button(lambda: _("Delete"), Kind.PLAIN, icon="trash-2")
        self.delete_button.clicked.connect(self.delete)
        row.addWidget(self.save_button)
        row.addStretch(1)
        row.addWidget(self.delete_button)
        return row

    def _fail(self, error: Exception) -> None:
        if isinstance(error, BadInput) and error.where == "name":
            self.name.set_error(error.message)
            self.form.go_to_first_error()
        else:
            self._context.show_error(error)


def _dash() -> str:
    return _("Not known")


def _supports() -> list[tuple[int | None, Text]]:
    return [(None, _dash), *((step, _support(step)) for step in (2, 1, 0, -1, -2))]


def _support(step: int) -> Text:
    return lambda: support_word(step)


def _role_word(role: BuyingRole) -> Text:
    return lambda: role.label
