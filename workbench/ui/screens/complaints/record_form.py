"""What is asked when a complaint is taken down: in the order of a telephone call, all of it by keyboard."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Account, Contact
from workbench.domain.complaints import ComplaintKind, ComplaintSeverity
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id, id_text, parse_id
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form, go_to_first_error, show_beside
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.known_field import KnownField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.suggest_field import SuggestField
from workbench.ui.kit.surfaces import clear_layout, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S2, S3, SMALL, Tone
from workbench.ui.screens.complaints.words import channels

_NAMES = ("complainant", "product", "text", "demand", "channel", "received_on", "received_time", "told")


class RecordForm(QWidget):
    """``account_wanted`` gives what is typed of an account, ``account_taken`` the one that was chosen."""

    account_taken = Signal(object)
    changed = Signal()
    files_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.account_id: Id | None = None
        self._people: dict[str, Id] = {}
        self.paths: list[Path] = []
        column = vertical(self, gap=S3)
        self.account: Field[SuggestField] = Field(
            lambda: _("Account"), SuggestField(hint=lambda: _("Name, pinyin or code"))
        )
        self.account.control.taken.connect(self.take_account)
        self.account.control.textEdited.connect(lambda _text: self._forget_account())
        column.addWidget(self.account)
        self.form = Form(4)
        known = KnownField(hint=lambda: _("Choose or type"))
        self.complainant: Field[KnownField] = self.form.add(lambda: _("Complainant"), known, span=2)
        self.kind: Field[ComboBox] = self.form.add(
            lambda: _("Kind"), ComboBox([(one, _kind_word(one)) for one in ComplaintKind]), span=2
        )
        self.text: Field[TextArea] = self.form.add(
            lambda: pgettext("complaint", "What it is about"), TextArea(lines=2), span=4
        )
        self.product: Field[TextField] = self.form.add(lambda: _("Product"), TextField(), span=2)
        self.demand: Field[TextField] = self.form.add(
            lambda: pgettext("complaint", "Demand"),
            TextField(hint=lambda: _("What they want, and by when")),
            span=2,
        )
        self._add_severity()
        self.channel: Field[KnownField] = self.form.add(lambda: _("Channel"), KnownField(channels()), span=2)
        today = context.workspace.clock.today
        self.day: Field[DateField] = self.form.add(lambda: _("Received on"), DateField(today))
        self.time: Field[TextField] = self.form.add(lambda: _("Time"), TextField(hint="09:30"))
        self.told: Field[KnownField] = self.form.add(
            lambda: _("General manager told"),
            KnownField(hint=lambda: _("A major matter is told at once")),
            span=2,
        )
        column.addWidget(self.form)
        self.reply = CheckBox(lambda: _("The customer was told that it is taken up"))
        column.addWidget(self.reply)
        self._add_files(column)
        self._fields: Mapping[str, Field[Any]] = {
            "account_id": self.account,
            "complainant": self.complainant,
            "contact_id": self.complainant,
            "kind": self.kind,
            "text": self.text,
            "product": self.product,
            "demand": self.demand,
            "channel": self.channel,
            "told": self.told,
            "received_on": self.day,
            "received_time": self.time,
        }
        self._listen()

    def _add_severity(self) -> None:
        self.severity = Choices(
            Look.SEGMENTS,
            [Choice(one, _severity_word(one)) for one in ComplaintSeverity],
            name=lambda: _("Severity"),
        )
        holder = QWidget()
        box = vertical(holder, gap=S1)
        box.addWidget(Label(lambda: _("Severity"), size=SMALL, tone=Tone.TEXT2))
        row = horizontal(gap=0)
        row.addWidget(self.severity)
        row.addStretch(1)
        box.addLayout(row)
        box.addStretch(1)
        self.form.add_widget(holder, span=2)

    def _add_files(self, column: Any) -> None:
        row = horizontal(gap=S2)
        self._files = horizontal(gap=S2)
        row.addLayout(self._files)
        self.add_button = Button(lambda: _("Add files…"), Kind.LINK)
        self.add_button.clicked.connect(self.files_wanted)
        row.addWidget(self.add_button)
        row.addStretch(1)
        column.addLayout(row)

    def _listen(self) -> None:
        for name in _NAMES:
            self._fields[name].control.textChanged.connect(self.changed)
        self.kind.control.picked.connect(lambda _key: self.changed.emit())
        self.severity.chosen.connect(self._severity_chosen)
        self.reply.toggled.connect(lambda _on: self.changed.emit())
        self._show_told()
        chain: list[QWidget] = [self.account.control, self.complainant.control, self.kind.control]
        chain += [self.text.control, self.product.control, self.demand.control]
        # The buttons of the severity find their place by themselves.
        chain += [self.severity, self.channel.control, self.day.control, self.time.control]
        chain += [self.told.control, self.reply, self.add_button]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    # --- account and people

    def take_account(self, account_id: object) -> None:
        """This account was chosen from the list."""
        if isinstance(account_id, bytes):
            self.account_id = Id(account_id)
            self.account.set_error("")
            self.account_taken.emit(self.account_id)
            self.changed.emit()
            self.complainant.control.setFocus()

    def show_account(self, account: Account) -> None:
        """Begin with this account."""
        self.account_id = account.id
        self.account.control.setText(account.name)
        self.account.control.setModified(False)
        self.account.set_error("")

    def show_people(self, people: Sequence[Contact]) -> None:
        """Offer the people of the account; anybody else can be typed."""
        self._people = {one.name: one.id for one in people}
        self.complainant.control.set_known([one.name for one in people])

    def show_managers(self, names: Sequence[str]) -> None:
        """Offer whom of ours can be told."""
        self.told.control.set_known(names)

    def _forget_account(self) -> None:
        self.account_id = None
        self.show_people(())
        self.changed.emit()

    def _severity_chosen(self, _severity: object) -> None:
        self._show_told()
        self.changed.emit()

    def _show_told(self) -> None:
        self.told.setVisible(self.severity.current() is ComplaintSeverity.MAJOR)

    # --- what stands in it

    def values(self) -> dict[str, Any]:
        """What is recorded; whoever is known at the account is named by their row."""
        fields = self.fields()
        person = self._people.get(fields["complainant"])
        found: dict[str, Any] = {name: value for name, value in fields.items() if value}
        for name in ("account", "account_name", "reply", "paths"):
            found.pop(name, None)
        found["account_id"], found["received_on"] = self.account_id, self.day.control.day()
        if person is not None:
            found["contact_id"] = person
        if self.told.isHidden():
            found.pop("told", None)
        if self.reply.isChecked():
            found["reply"] = _("It is taken up.")
            found["reply_channel"] = fields["channel"]
        return found

    def fields(self) -> dict[str, Any]:
        """What stands in the form, as a draft keeps it."""
        severity = self.severity.current()
        return {
            **{name: self._fields[name].control.text().strip() for name in _NAMES},
            "account": id_text(self.account_id) if self.account_id else "",
            "account_name": self.account.control.text(),
            "kind": self.kind.control.key().value,
            "severity": severity.value if isinstance(severity, ComplaintSeverity) else "",
            "reply": self.reply.isChecked(),
            "paths": [str(one) for one in self.paths],
        }

    def fill(self, known: Mapping[str, Any]) -> None:
        """Show these fields, as ``fields`` gave them; what cannot be read is left out."""
        for name in _NAMES:
            self._fields[name].control.setText(str(known.get(name, "")))
        self.account_id = parse_id(str(known.get("account", "")))
        self.account.control.setText(str(known.get("account_name", "")))
        self.account.control.setModified(False)
        kinds = {one.value: one for one in ComplaintKind}
        self.kind.control.choose(kinds.get(str(known.get("kind", "")), ComplaintKind.QUALITY))
        grades = {one.value: one for one in ComplaintSeverity}
        self.severity.choose(grades.get(str(known.get("severity", "")), ComplaintSeverity.NORMAL))
        self.reply.setChecked(bool(known.get("reply")))
        paths = known.get("paths")
        self.paths = [Path(str(one)) for one in paths] if isinstance(paths, list) else []
        self._show_told()
        self.show_files()
        for field in self._fields.values():
            field.set_error("")

    def show_files(self) -> None:
        """Name the files that will be kept with it; a click takes one out again."""
        clear_layout(self._files)
        for path in self.paths:
            button = Button(path.name, icon="paperclip", small=True)
            button.setToolTip(_("Take {name} out").format(name=path.name))
            button.clicked.connect(lambda _checked, path=path: self._drop_file(path))
            self._files.addWidget(button)

    def add_files(self, paths: Sequence[Path]) -> None:
        """These files will be kept with it."""
        self.paths += [one for one in paths if one not in self.paths]
        self.show_files()
        self.changed.emit()

    def _drop_file(self, path: Path) -> None:
        self.paths.remove(path)
        self.show_files()
        self.changed.emit()

    # --- errors

    def is_ready(self) -> bool:
        """Say beside the fields what is missing, and go to the first; whether nothing is."""
        for field in self._fields.values():
            field.set_error("")
        if self.account_id is None:
            self.account.set_error(lambda: _("Choose an account from the list."))
        if not self.text.control.text().strip():
            self.text.set_error(lambda: _("Say what the complaint is about."))
        if self.day.control.day() is None:
            self.day.set_error(lambda: _("Give a day as YYYY-MM-DD."))
        return not go_to_first_error(list(self._fields.values()))

    def show_error(self, error: Exception) -> bool:
        """Say what was refused beside its field; False if it is none of the form's."""
        return show_beside(error, self._fields)


def _kind_word(kind: ComplaintKind) -> Text:
    return lambda: kind.label


def _severity_word(severity: ComplaintSeverity) -> Text:
    return lambda: severity.label
