"""A person at an account: what they do, how they decide, how to reach them, and what is personal."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from workbench.domain.accounts import BuyingRole, Contact
from workbench.domain.relationship import Function
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id
from workbench.services.contacts import LONGEST_INTERVAL_DAYS, delete_contact, save_contact
from workbench.services.unnamed_people import is_nobody_known
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import SidePane, Surface, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S2, S3, S4, SMALL, Tone
from workbench.ui.screens.accounts.looks import support_word

TEXTS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("title", lambda: _("Title")),
    ("department", lambda: _("Department")),
    ("mobile", lambda: _("Mobile")),
    ("phone", lambda: _("Phone")),
    ("email", lambda: _("E-mail")),
    ("wechat", lambda: _("WeChat")),
)
# An address is longer than half the pane.
WIDE = ("email",)
PERSONAL: tuple[tuple[str, Callable[[], str], Callable[[], str]], ...] = (
    ("character", lambda: _("Character"), lambda: _("How they decide, what upsets them")),
    ("interests", lambda: _("Interests"), lambda: _("What one can talk about")),
    ("family", lambda: _("Family"), lambda: ""),
    ("education", lambda: _("Education"), lambda: _("School, subject, year")),
    ("ability", lambda: _("Ability"), lambda: _("What they are good at")),
    ("career", lambda: _("Career"), lambda: _("Where they were before")),
    ("note", lambda: _("Note"), lambda: ""),
)


class ContactForm(SidePane):
    """Saved as a whole; deleting can be undone."""

    personal_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Person"), width=376, parent=parent)
        self._context = context
        self._account: Id | None = None
        self._contact: Contact | None = None
        today = context.workspace.clock.today
        self.form = Form()
        self.name: Field[TextField] = self.form.add(lambda: pgettext("person", "Name"), TextField(), span=2)
        self.texts: dict[str, Field[TextField]] = {
            key: self.form.add(word, TextField()) for key, word in TEXTS[:2]
        }
        self.function: Field[ComboBox] = self.form.add(lambda: _("Function"), ComboBox(_functions()))
        self.left_on: Field[DateField] = self.form.add(lambda: _("Has left on"), DateField(today))
        self.form.add_widget(self._make_roles())
        scale: list[tuple[Any, Text]] = [(None, _dash), *((step, str(step)) for step in range(1, 6))]
        self.influence: Field[ComboBox] = self.form.add(lambda: _("Influence, 1 to 5"), ComboBox(scale))
        self.involvement: Field[ComboBox] = self.form.add(lambda: _("Involvement, 1 to 5"), ComboBox(scale))
        self.support: Field[ComboBox] = self.form.add(lambda: _("Support"), ComboBox(_supports()))
        self.interval: Field[TextField] = self.form.add(lambda: _("Wished contact, days"), TextField())
        self.texts |= {
            key: self.form.add(word, TextField(), span=2 if key in WIDE else 1) for key, word in TEXTS[2:]
        }
        self.personal = Form()
        self.birthday: Field[DateField] = self.personal.add(lambda: _("Birthday"), DateField(today))
        self.areas: dict[str, Field[TextArea]] = {
            key: self.personal.add(word, TextArea(hint=hint, lines=2), span=2) for key, word, hint in PERSONAL
        }
        for field in (self.name, self.interval, *self.texts.values()):
            field.control.returnPressed.connect(self.save)
        self._personal_title = SectionHeader(
            lambda: _("Personal"), link=lambda: _("Why we keep it…"), note=lambda: _("all of it optional")
        )
        self._personal_title.link_requested.connect(self._ask_personal)
        self.column.addWidget(self.form)
        self.column.addSpacing(S2)
        self.column.addWidget(Line())
        self.column.addWidget(self._personal_title)
        self.column.addWidget(self.personal)
        self.column.addStretch(1)
        self._make_foot()

    def begin(self, account_id: Id, contact: Contact | None) -> None:
        """Edit ``contact``, or begin a new person at the account."""
        if contact is None or contact.id != self.shown_id():
            self.body.verticalScrollBar().setValue(0)
        self._account, self._contact = account_id, contact
        shown = contact or Contact(id=account_id, account_id=account_id, name="")
        self.title.say(contact.name if contact else lambda: _("New person"))
        self._clear_errors()
        unnamed = shown.is_placeholder
        self.name.control.setText("" if unnamed else shown.name)
        self.name.control.setPlaceholderText(_("Type the name") if unnamed else "")
        for key, field in self.texts.items():
            does = unnamed and key == "title" and not shown.title and not is_nobody_known(shown)
            field.control.setText(shown.name if does else getattr(shown, key))
            field.control.setCursorPosition(0)
        for key, area in self.areas.items():
            area.control.setText(getattr(shown, key))
        for role, box in self.roles.items():
            box.setChecked(role in shown.roles)
        self.function.control.choose(shown.function)
        self.influence.control.choose(shown.influence)
        self.involvement.control.choose(shown.involvement)
        self.support.control.choose(shown.support)
        self.birthday.control.set_day(shown.birthday)
        self.left_on.control.set_day(shown.left_on)
        self.interval.control.setText(str(shown.wished_interval_days or ""))
        self.delete_button.setVisible(contact is not None)
        self._personal_title.link.setVisible(contact is not None)
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
        self._clear_errors()
        for field in (self.birthday, self.left_on):
            if not field.control.readable():
                field.set_error(_("Give a day as YYYY-MM-DD."))
        interval = self.interval.control.text().strip()
        if interval and not (interval.isdecimal() and 0 < int(interval) <= LONGEST_INTERVAL_DAYS):
            self.interval.set_error(_("Give a number of days."))
        if self._go_to_first_error() or account is None:
            return
        values = self._values(int(interval) if interval else None)
        self._context.save(
            lambda workspace: save_contact(workspace, account, values, contact),
            said=_("{name} saved").format(name=values["name"] or values["title"] or _("Somebody")),
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
        function: Function | None = self.function.control.key()
        return {
            "name": self.name.control.text().strip(),
            **{key: field.control.text().strip() for key, field in self.texts.items()},
            **{key: field.control.text().strip() for key, field in self.areas.items()},
            "function": function.value if function else None,
            "roles": [role.value for role, box in self.roles.items() if box.isChecked()],
            "influence": self.influence.control.key(),
            "involvement": self.involvement.control.key(),
            "support": self.support.control.key(),
            "birthday": self.birthday.control.day(),
            "left_on": self.left_on.control.day(),
            "wished_interval_days": interval_days,
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

    def _make_foot(self) -> None:
        """Buttons that stay in sight however long the form is."""
        foot = Surface("side")
        row = horizontal(foot, margins=(S4, S2, S4, S2), gap=S2)
        self.save_button = Button(lambda: _("Save"), Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        self.delete_button = Button(lambda: _("Delete"), Kind.PLAIN, icon="trash-2")
        self.delete_button.clicked.connect(self.delete)
        row.addWidget(self.save_button)
        row.addStretch(1)
        row.addWidget(self.delete_button)
        outer = self.layout()
        assert isinstance(outer, QBoxLayout)
        outer.addWidget(Line())
        outer.addWidget(foot)

    def _ask_personal(self) -> None:
        contact = self.shown_id()
        if contact is not None:
            self.personal_requested.emit(contact)

    def _clear_errors(self) -> None:
        self.form.clear_errors()
        self.personal.clear_errors()

    def _go_to_first_error(self) -> bool:
        return self.form.go_to_first_error() or self.personal.go_to_first_error()

    def _fail(self, error: Exception) -> None:
        self._context.show_error(
            error,
            {
                "name": self.name,
                "birthday": self.birthday,
                "left_on": self.left_on,
                **self.texts,
                **self.areas,
            },
        )


def _dash() -> str:
    return _("Not known")


def _functions() -> list[tuple[Function | None, Text]]:
    return [(None, _dash), *((one, _function_word(one)) for one in Function)]


def _function_word(function: Function) -> Text:
    return lambda: function.label


def _supports() -> list[tuple[int | None, Text]]:
    return [(None, _dash), *((step, _support(step)) for step in (2, 1, 0, -1, -2))]


def _support(step: int) -> Text:
    return lambda: support_word(step)


def _role_word(role: BuyingRole) -> Text:
    return lambda: role.label
