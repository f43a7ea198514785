"""The profile of an account, edited in place: each field is saved when it is left, and can be undone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Account, Manager
from workbench.domain.credit_code import credit_code_fault, tidy_credit_code
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _
from workbench.services.account_view import AccountView
from workbench.services.accounts import edit_account
from workbench.ui.context import Context
from workbench.ui.kit.buttons import CheckBox
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.inputs import ComboBox, TextArea
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.surfaces import Scroll, horizontal, name_widget, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S3, SMALL, Tone
from workbench.ui.screens.accounts.new_account_pane import manager_choices
from workbench.ui.screens.accounts.tier_form import TierForm
from workbench.ui.screens.accounts.words import choices_of, field_word, weekday_word

GROUPS: Sequence[tuple[Callable[[], str], Sequence[str]]] = (
    (lambda: _("Company"), ("name", "short_name", "former_name", "code", "credit_code", "industry")),
    (lambda: _("Place"), ("province", "city", "district", "address", "phone", "website")),
    (
        lambda: _("Relationship"),
        ("kind", "standing", "stage", "credit_grade", "manager_id", "second_manager_id"),
    ),
    (lambda: _("More"), ("segment", "founded_on", "first_trade_on")),
)
CHOICES = ("kind", "standing", "stage", "credit_grade")
MANAGERS = ("manager_id", "second_manager_id")
DAYS = ("founded_on", "first_trade_on")


class Profile(QWidget):
    """All basic fields in three columns, the tier beside them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Account | None = None
        self.fields: dict[str, Field[Any]] = {}
        row = horizontal(self, gap=0)
        body = Scroll(gap=S3)
        for title, names in GROUPS:
            body.column.addWidget(SectionHeader(title))
            form = Form(3)
            for name in names:
                self.fields[name] = form.add(_word_of(name), self._control(name))
            body.column.addWidget(form)
        body.column.addWidget(self._make_weekdays())
        self.note = TextArea(lines=4)
        self.note.left.connect(lambda text: self._save("note", text))
        self.fields["note"] = Field(_word_of("note"), self.note)
        body.column.addWidget(self.fields["note"])
        body.column.addStretch(1)
        row.addWidget(body, 1)
        self.tier = TierForm(context)
        row.addWidget(self.tier)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed; what is being typed stays."""
        account = view.account
        if self._account is None or self._account.id != account.id:
            for field in self.fields.values():
                field.set_error("")
        self._account = account
        for name, field in self.fields.items():
            # What was refused stays to be mended.
            if not field.has_error():
                _show(field.control, getattr(account, name))
        for day, box in enumerate(self.weekdays):
            box.setChecked(day in account.excluded_weekdays)
        self.tier.show_view(view)

    def show_managers(self, managers: Sequence[Manager]) -> None:
        """Offer these people."""
        for name in MANAGERS:
            control: ComboBox = self.fields[name].control
            control.set_choices(manager_choices(managers))
            if self._account is not None:
                control.choose(getattr(self._account, name))

    def edit(self) -> None:
        """Put the cursor into the first field."""
        self.fields["name"].control.setFocus()

    def _control(self, name: str) -> QWidget:
        if name in CHOICES or name in MANAGERS:
            combo = ComboBox(choices_of(name) if name in CHOICES else ())
            combo.setProperty("resting", True)
            combo.picked.connect(lambda key: self._save(name, key))
            return combo
        if name in DAYS:
            day = DateField(self._context.workspace.clock.today)
            day.setProperty("resting", True)
            day.setPlaceholderText("–")
            day.day_changed.connect(lambda value: self._save(name, value))
            day.editingFinished.connect(lambda: self._check_day(name))
            return day
        text = InPlaceField(_word_of(name), hint="–")
        text.saved.connect(lambda value: self._save(name, value))
        return text

    def _make_weekdays(self) -> QWidget:
        box = QWidget()
        column = vertical(box, gap=S1)
        column.addWidget(Label(_word_of("excluded_weekdays"), size=SMALL, tone=Tone.TEXT2))
        row = horizontal(gap=S3)
        self.weekdays = [CheckBox(_weekday(day)) for day in range(7)]
        for one in self.weekdays:
            one.clicked.connect(self._save_weekdays)
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        name_widget(box, _word_of("excluded_weekdays"))
        return box

    def _save_weekdays(self) -> None:
        self._save("excluded_weekdays", [day for day, box in enumerate(self.weekdays) if box.isChecked()])

    def _check_day(self, name: str) -> None:
        field = self.fields[name]
        field.set_error("" if field.control.readable() else _("Give a day as YYYY-MM-DD."))

    def _save(self, name: str, value: Any) -> None:
        account, field = self._account, self.fields.get(name)
        if account is None:
            return
        if name == "credit_code" and value:
            value = tidy_credit_code(value)
            fault = credit_code_fault(value)
            if fault and field is not None:
                field.set_error(fault)
                return
        values: Mapping[str, Any] = {name: value}

        def saved() -> None:
            if field is not None:
                field.set_error("")
                if isinstance(field.control, InPlaceField):
                    field.control.show_saved()

        def failed(error: Exception) -> None:
            if field is not None and isinstance(error, WorkbenchError):
                field.set_error(" ".join(part for part in (error.message, error.hint) if part))
            else:
                self._context.show_error(error)

        self._context.save(
            lambda workspace: edit_account(workspace, account.id, values),
            on_done=lambda _summary: saved(),
            on_error=failed,
        )


def _show(control: QWidget, value: Any) -> None:
    if isinstance(control, InPlaceField):
        control.set_value(value)
    elif isinstance(control, ComboBox):
        control.choose(value.value if hasattr(value, "value") else value)
    elif isinstance(control, DateField):
        if not control.hasFocus():
            control.set_day(value)
    elif isinstance(control, TextArea) and not control.hasFocus():
        control.setText(value)


def _word_of(name: str) -> Text:
    return lambda: field_word(name)


def _weekday(day: int) -> Text:
    return lambda: weekday_word(day)
