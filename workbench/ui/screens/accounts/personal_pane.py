"""What we keep about a person that goes beyond a business card: why, until when, handed out or taken away."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.personal_data import Concern, LawfulBasis
from workbench.domain.record_words import field_label
from workbench.foundation.i18n import _, format_date, in_a_row, ngettext
from workbench.foundation.ids import Id
from workbench.services.person_export import PersonExport, export_person, proposed_name
from workbench.services.personal_data import (
    PersonGrounds,
    clear_fields,
    get_grounds,
    save_grounds,
    still_needed,
)
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import SidePane, clear_layout, horizontal, tab_where, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.prompts import FileKind


class PersonalPane(SidePane):
    """Tick what the reason is for; one reason may hold for several fields."""

    erase_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Personal data"), width=376, parent=parent)
        self._context = context
        self._grounds: PersonGrounds | None = None
        self._person: Id | None = None
        self._state = Label(tone=Tone.TEXT2, wrap=True)
        self._rows = vertical(gap=S2)
        self.ticks: dict[str, CheckBox] = {}
        self.form = Form()
        self.basis: Field[ComboBox] = self.form.add(
            lambda: _("Lawful basis"),
            ComboBox([(one, _word(one)) for one in LawfulBasis]),
            span=2,
        )
        self.purpose: Field[TextField] = self.form.add(
            lambda: _("What we need it for"), TextField(hint=lambda: _("To reach the person")), span=2
        )
        self.review_on: Field[DateField] = self.form.add(
            lambda: _("Ask again on"), DateField(context.workspace.clock.today)
        )
        self.purpose.control.returnPressed.connect(self.save)
        self.save_button = _button(lambda: _("Keep with this reason"), self.save, Kind.PRIMARY)
        self.clear_button = _button(lambda: _("Remove what is ticked"), self.clear)
        self.still_button = _button(lambda: _("Still needed"), self.keep)
        buttons = horizontal(gap=S2)
        for button in (self.save_button, self.clear_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.export_button = _button(lambda: _("Hand out everything…"), self.export, icon="file-down")
        self.erase_button = _button(lambda: _("Erase for ever…"), self._erase, icon="trash-2")
        whole = horizontal(gap=S2)
        for button in (self.export_button, self.erase_button):
            whole.addWidget(button)
        whole.addStretch(1)
        self._reasons = QWidget()
        reasons = vertical(self._reasons, gap=S2)
        reasons.addLayout(self._rows)
        reasons.addWidget(self.still_button)
        reasons.addSpacing(S2)
        reasons.addWidget(self.form)
        reasons.addLayout(buttons)
        self.column.addWidget(self._state)
        self.column.addWidget(self._reasons)
        self.column.addSpacing(S2)
        self.column.addWidget(Line())
        self.column.addWidget(SectionHeader(lambda: _("When the person asks")))
        about = Label(_whole_words, size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(about)
        self.column.addLayout(whole)
        self.column.addStretch(1)

    def begin(self, contact_id: Id) -> None:
        """Show what is kept about this person."""
        self._person = contact_id
        self._context.read(
            lambda workspace: get_grounds(workspace, contact_id), self._show, key="personal-grounds"
        )

    def shown_id(self) -> Id | None:
        """Whose data are shown."""
        return self._person

    def ticked(self) -> list[str]:
        """The fields that the reason is for."""
        return [field for field, box in self.ticks.items() if box.isChecked()]

    def save(self) -> None:
        """Give the reason for what is ticked, or say beside the field what is missing."""
        person, fields = self._person, self.ticked()
        self.form.clear_errors()
        if not self.review_on.control.readable():
            self.review_on.set_error(_("Give a day as YYYY-MM-DD."))
        if self.form.go_to_first_error() or person is None:
            return
        basis: LawfulBasis = self.basis.control.key()
        purpose, day = self.purpose.control.text(), self.review_on.control.day()
        self._context.save(
            lambda workspace: save_grounds(
                workspace, person, fields, basis=basis, purpose=purpose, review_on=day
            ),
            said=_("Reason noted"),
            on_error=self._fail,
        )

    def clear(self) -> None:
        """Take what is ticked away; Undo brings it back."""
        person, fields = self._person, self.ticked()
        if person is not None:
            self._context.save(
                lambda workspace: clear_fields(workspace, person, fields),
                said=_("Personal data removed"),
                on_error=self._fail,
            )

    def keep(self) -> None:
        """What is due is still needed."""
        person = self._person
        if person is not None:
            self._context.save(lambda workspace: still_needed(workspace, person), said=_("Reviewed"))

    def export(self) -> None:
        """Ask where, and write everything about the person there."""
        grounds = self._grounds
        if grounds is None:
            return
        contact, today = grounds.contact, self._context.workspace.clock.today()
        folder = self._context.workspace.path.parent
        out = self._context.prompts.ask_save_file(
            _("Hand out everything about a person"),
            (FileKind(_("ZIP archives"), ("*.zip",)),),
            folder / proposed_name(contact.name, today),
        )
        if out is not None:
            workspace = self._context.workspace
            self._context.tasks.run_write(
                lambda _job: export_person(workspace, contact.id, out),
                self._exported,
                self._context.show_error,
                label=_("Handing out"),
            )

    def _exported(self, done: PersonExport) -> None:
        self._context.notifier.show_message(_("Everything is in {name}").format(name=done.file.name))

    def _erase(self) -> None:
        if self._person is not None:
            self.erase_requested.emit(self._person)

    def _show(self, grounds: PersonGrounds) -> None:
        if grounds.contact.id != self._person:
            return
        self._grounds = grounds
        self.title.say(_("Personal data of {name}").format(name=grounds.contact.name))
        concerns = grounds.review.concerns
        self._state.say(_told(grounds))
        clear_layout(self._rows)
        self.ticks = {}
        for field in grounds.fields:
            self.ticks[field] = box = CheckBox(_field_word(field))
            box.setChecked(concerns.get(field) is Concern.NO_BASIS)
            self._rows.addWidget(box)
            self._rows.addWidget(_reason_label(grounds, field))
        tab_where(self._reasons, self.ticks.values())
        self._reasons.setVisible(bool(grounds.fields))
        self.still_button.setVisible(Concern.DUE in concerns.values())
        self.review_on.control.set_day(grounds.proposed_review_on)
        self.form.clear_errors()

    def _fail(self, error: Exception) -> None:
        self._context.show_error(
            error,
            {
                "purpose": self.purpose,
                "review_on": self.review_on,
                "fields": self.basis,
            },
        )


def _whole_words() -> str:
    return _("Everything about a person fits into one archive. What is erased, Undo cannot bring back.")


def _told(grounds: PersonGrounds) -> str:
    if not grounds.fields:
        return _("Nothing is kept that goes beyond a business card.")
    concerns = list(grounds.review.concerns.values())
    if Concern.LEFT in concerns:
        return _("This person left long ago. Remove what is not needed any more.")
    missing = concerns.count(Concern.NO_BASIS)
    if missing:
        text = ngettext("{count} field has no reason yet.", "{count} fields have no reason yet.", missing)
        return in_a_row(text.format(count=missing), _("One reason may hold for several: tick them."))
    if Concern.DUE in concerns:
        return _("It is time to ask whether this is still needed.")
    return _("Everything here has its reason.")


def _reason_label(grounds: PersonGrounds, field: str) -> Label:
    ground, concern = grounds.bases.get(field), grounds.review.concerns.get(field)
    if ground is None or ground.basis is None or not ground.purpose:
        label = Label(_("No reason yet"), size=SMALL, tone=Tone.WARN, wrap=True)
    else:
        parts = [ground.purpose, ground.basis.label]
        if ground.review_on is not None:
            parts.append(_("ask again on {date}").format(date=format_date(ground.review_on)))
        tone = Tone.WARN if concern is not None else Tone.TEXT2
        label = Label(" · ".join(parts), size=SMALL, tone=tone, wrap=True)
    label.setContentsMargins(24, 0, 0, 0)
    return label


def _button(text: Text, run: Callable[[], object], kind: Kind = Kind.SECONDARY, icon: str = "") -> Button:
    button = Button(text, kind, icon=icon, small=True)
    button.clicked.connect(lambda _checked: run())
    return button


def _word(basis: LawfulBasis) -> Text:
    return lambda: basis.label


def _field_word(field: str) -> Text:
    return lambda: field_label(field)
