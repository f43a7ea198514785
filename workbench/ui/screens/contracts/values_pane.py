"""What stands for the placeholders: missing ones first, each with where it comes from, edited in place."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.domain.contract_values import ContractValue
from workbench.domain.contract_vocabulary import BY_NAME, ValueFormat, ValueSource
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, ngettext, pgettext
from workbench.services.contract_view import ContractView
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.date_field import read_date
from workbench.ui.kit.form import Field
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.labels import Label, SectionHeader
from workbench.ui.kit.surfaces import Scroll, clear_layout, horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, S3, S4, SMALL, Tone
from workbench.ui.screens.contracts.edits import ContractEdits
from workbench.ui.screens.contracts.words import is_written

_FIELDS_HERE = (ValueFormat.TEXT, ValueFormat.DAY, ValueFormat.MONEY)


class _ValueField(InPlaceField):
    entered = Signal()
    lacking = False
    """Whether its value is missing: it is then shown as a field to be filled in."""

    def _rest(self, resting: bool) -> None:
        super()._rest(resting and not self.lacking)

    def show_lacking(self, lacking: bool) -> None:
        """Look like a field to be filled in, or like a text."""
        if lacking != self.lacking:
            self.lacking = lacking
            self._rest(not self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class ValueRow(QWidget):
    """One value: label and source over the field."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._label: Text = name
        column = vertical(self, gap=0)
        self.field: Field[_ValueField] = Field("", _ValueField(lambda: self.label(), hint="–"))
        self.field.make_label_lead(lambda: _("Show it in the text"))
        # A long label is cut before it pushes the pane apart.
        self.field.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column.addWidget(self.field)
        self.control = self.field.control

    def label(self) -> str:
        """What the value is called."""
        return str(self._label)

    def show_value(self, value: ContractValue, *, fixed: bool, missing: bool) -> None:
        """Show what stands for it and where that comes from."""
        self._label = value.label
        is_own = value.is_typed or value.source is ValueSource.OWN
        source = _source_word(ValueSource.OWN if is_own else value.source)
        gap = pgettext("value", "missing") if missing and not fixed else ""
        # Where nothing stands yet, that it is to be typed says nothing more.
        parts = (value.label, gap, "" if is_own and not value.text else source)
        self.field.label.say(" · ".join(part for part in parts if part))
        self.field.label.set_tone(Tone.WARN if missing and not fixed else Tone.TEXT2)
        self.control.setAccessibleName(value.label)
        self.control.set_value(value.text)
        self.control.show_lacking(missing and not fixed)
        self.control.setReadOnly(fixed or value.format is ValueFormat.TABLE)
        hint = value.beneath if value.beneath and value.beneath != value.text else ""
        self.control.setToolTip(_("Without it: {value}").format(value=hint) if hint else "")
        at_signing = value.name in BY_NAME and BY_NAME[value.name].is_at_signing
        self.control.setPlaceholderText(_("Filled in when it is signed") if at_signing else "–")


def _source_word(source: ValueSource) -> str:
    """Where a value comes from, in one word beside its label."""
    return {
        ValueSource.PROFILE: pgettext("value", "profile"),
        ValueSource.COMPANY: pgettext("value", "our company"),
        ValueSource.CONTRACT: pgettext("value", "contract"),
        ValueSource.OWN: pgettext("value", "typed here"),
    }[source]


class ValuesPane(Scroll):
    """``value_shown`` gives the name of the value one is in."""

    value_shown = Signal(str)
    profile_requested = Signal()

    def __init__(self, context: Context, edits: ContractEdits, parent: QWidget | None = None) -> None:
        super().__init__(pane=True, margins=(S4, S3, S4, S4), gap=S2, parent=parent)
        self._context, self._edits = context, edits
        self._contract: object = None
        self._view: ContractView | None = None
        self._order: list[str] = []
        self.rows: dict[str, ValueRow] = {}
        self._values: dict[str, ContractValue] = {}
        self._missing: set[str] = set()
        head = horizontal(gap=S2)
        self.heading = SectionHeader(lambda: _("Values"), link=lambda: _("Profile"))
        self.heading.link_requested.connect(self.profile_requested)
        head.addWidget(self.heading, 1)
        self.column.addLayout(head)
        self.next_button = Button(lambda: _("Next missing"), icon="arrow-down", hint="F8", small=True)
        self.next_button.clicked.connect(self.go_to_next_missing)
        self.column.addWidget(self.next_button)
        self._body = vertical(gap=S2)
        self.column.addLayout(self._body)
        self.nothing = Label(
            lambda: _("The text has no placeholder."), size=SMALL, tone=Tone.TEXT2, wrap=True
        )
        self.column.addWidget(self.nothing)
        self.column.addStretch(1)

    def show_view(self, view: ContractView) -> None:
        """Show the values of this contract; the order stays while one works in it."""
        self._view = view
        used = [one for one in view.values if one.keys and one.format is not ValueFormat.TABLE]
        self._values = {one.name: one for one in used}
        self._missing = {one.name for one in view.missing}
        if view.contract.id != self._contract or set(self._order) != set(self._values):
            self._contract = view.contract.id
            self._lay_out(used)
        for name, row in self.rows.items():
            row.show_value(self._values[name], fixed=not is_written(view), missing=name in self._missing)
        missing = self.missing()
        words = ngettext("{count} missing", "{count} missing", len(missing)).format(count=len(missing))
        self.heading.note.say(words if missing and is_written(view) else "")
        self.next_button.setVisible(bool(missing) and is_written(view))
        self.nothing.setVisible(not used)

    def missing(self) -> list[str]:
        """The names of those that are missing, in the order shown."""
        return [name for name in self._order if name in self._missing]

    def go_to(self, name: str) -> bool:
        """Put the cursor into a value; False if it is none of the text."""
        row = self.rows.get(name)
        if row is None:
            return False
        self.ensureWidgetVisible(row)
        row.control.setFocus()
        row.control.selectAll()
        return True

    def go_to_next_missing(self) -> bool:
        """On to the next missing value behind the one the cursor is in; False if none is."""
        missing = self.missing()
        held = self.window().focusWidget()
        here = next((name for name, row in self.rows.items() if row.control is held), None)
        at = self._order.index(here) + 1 if here in self._order else 0
        order = self._order[at:] + self._order[:at]
        wanted = next((name for name in order if name in missing and name != here), None)
        return wanted is not None and self.go_to(wanted)

    def _lay_out(self, used: Sequence[ContractValue]) -> None:
        # What is missing comes first, in the order of the clauses.
        missing = self._view.missing if self._view else ()
        order = {name: place for place, name in enumerate(dict.fromkeys(one.name for one in missing))}
        ordered = sorted(used, key=lambda one: order.get(one.name, len(order)))
        self._order = [one.name for one in ordered]
        clear_layout(self._body)
        self.rows = {}
        for value in ordered:
            row = ValueRow(value.name)
            row.control.saved.connect(lambda text, name=value.name: self._save(name, text))
            row.control.entered.connect(lambda name=value.name: self.value_shown.emit(name))
            row.field.label_clicked.connect(lambda name=value.name: self.value_shown.emit(name))
            self._body.addWidget(row)
            self.rows[value.name] = row

    def _save(self, name: str, text: str) -> None:
        row, value = self.rows[name], self._values[name]
        row.field.set_error("")

        def fail(error: Exception) -> None:
            self._context.show_error(error, otherwise=row.field, go=False)

        try:
            self._store(value, text, fail)
        except BadInput as error:
            fail(error)

    def _store(self, value: ContractValue, text: str, fail: Callable[[Exception], object]) -> None:
        """Where it belongs: what is missing goes where all contracts take it from, else into this one."""
        known, view = BY_NAME.get(value.name), self._view
        source = known.source if known is not None and known.field else ValueSource.OWN
        lacks = not value.text and bool(text)
        if known is None or view is None:
            self._edits.value(value.name, text, on_error=fail)
        elif source is ValueSource.CONTRACT and value.format in _FIELDS_HERE:
            self._edits.fields({known.field: self._read(text, value)}, on_error=fail)
        elif source is ValueSource.PROFILE and lacks:
            self._edits.profile(view.account.id, known.field, text, on_error=fail)
        elif source is ValueSource.COMPANY and lacks:
            self._edits.company(replace(view.company, **{known.field: text}), on_error=fail)
        else:
            self._edits.value(value.name, text, on_error=fail)

    def _read(self, text: str, value: ContractValue) -> object:
        if value.format is not ValueFormat.DAY:
            return text
        day = read_date(text, self._context.workspace.clock.today()) if text else None
        if text and day is None:
            raise BadInput(_("Give a day as YYYY-MM-DD."))
        return day
