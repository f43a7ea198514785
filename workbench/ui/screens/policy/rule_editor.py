"""One rule in fields: for whom, which kind, how often, on or off; every change goes to the draft."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.frequency import CONDITION_VALUES, Condition, Frequency, FrequencyRule
from workbench.domain.visit_policy import check_rule
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Surface, horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, S4
from workbench.ui.own_frequency import kind_choices, period_choices


class RuleEditor(Surface):
    """The chosen rule, under the table. ``edited`` carries the rule as it reads now, ``moved`` how far."""

    edited = Signal(object)
    moved = Signal(int)
    duplicate_requested = Signal()
    delete_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent)
        self.rule: FrequencyRule | None = None
        column = vertical(self, margins=(S4, S2, S4, S2), gap=S2)
        head = horizontal(gap=S2)
        self.title = Label(bold=True)
        head.addWidget(self.title)
        head.addStretch(1)
        self.active = CheckBox(lambda: _("The rule is on"))
        self.active.clicked.connect(self._tell)
        head.addWidget(self.active)
        head.addSpacing(S3)
        self.up_button = self._button("arrow-up", lambda: _("Move up"), lambda: self.moved.emit(-1))
        self.down_button = self._button("arrow-down", lambda: _("Move down"), lambda: self.moved.emit(1))
        self.copy_button = self._button("copy", lambda: _("Duplicate rule"), self.duplicate_requested.emit)
        self.delete_button = self._button("trash-2", lambda: _("Delete rule"), self.delete_requested.emit)
        for button in (self.up_button, self.down_button, self.copy_button, self.delete_button):
            head.addWidget(button)
        column.addLayout(head)
        self.condition: Field[ComboBox] = Field(lambda: _("Condition"), ComboBox(_conditions()))
        self.value: Field[ComboBox] = Field(lambda: _("Value"), ComboBox())
        self.kind: Field[ComboBox] = Field(lambda: _("Kind of visit"), ComboBox(kind_choices()))
        self.count: Field[TextField] = Field(lambda: _("At least"), TextField())
        self.period: Field[ComboBox] = Field(lambda: _("in every"), ComboBox(period_choices()))
        fields = horizontal(gap=S3)
        for field, share in (
            (self.condition, 4),
            (self.value, 6),
            (self.kind, 4),
            (self.count, 2),
            (self.period, 3),
        ):
            fields.addWidget(field, share)
        column.addLayout(fields)
        self.condition.control.picked.connect(self._condition_picked)
        for combo in (self.value.control, self.kind.control, self.period.control):
            combo.picked.connect(self._tell)
        self.count.control.textEdited.connect(self._tell)

    def show_rule(self, rule: FrequencyRule | None, place: int = 0, total: int = 0) -> None:
        """Show another rule, or the same one anew; a count that is being typed, or is wrong, stays."""
        typing = self.rule is not None and rule is not None and self.rule.id == rule.id
        self.rule = rule
        self.setEnabled(rule is not None)
        if rule is None:
            self.title.say(lambda: _("Choose a rule, or add one"))
            return
        self.title.say(lambda: _("Rule {number}: {whom}").format(number=place, whom=rule.whom))
        self.condition.control.choose(rule.condition)
        self._offer_values(rule.condition)
        self.value.control.choose(rule.value)
        self.kind.control.choose(rule.kind)
        self.period.control.choose(rule.frequency.period)
        self.active.setChecked(rule.active)
        if not (typing and (self.count.control.hasFocus() or self.count.has_error())):
            self.count.control.setText(str(rule.frequency.count))
            self.count.set_error("")
        self.up_button.setEnabled(place > 1)
        self.down_button.setEnabled(place < total)

    def wrong_field(self) -> QWidget | None:
        """The control whose value did not reach the draft, if there is one."""
        return next((one.control for one in (self.value, self.count) if one.has_error()), None)

    def forget(self) -> None:
        """Drop what is wrong; ``show_rule`` follows."""
        self.rule = None

    def begin(self) -> None:
        """Put the cursor where a new rule is begun."""
        self.condition.control.setFocus()

    def _condition_picked(self, condition: Condition) -> None:
        self._offer_values(condition)
        self._tell()

    def _offer_values(self, condition: Condition) -> None:
        values = CONDITION_VALUES.get(condition)
        self.value.control.set_choices([(one.value, partial(_label_of, one)) for one in values or ()])
        self.value.setEnabled(values is not None)

    def _tell(self, *_args: object) -> None:
        rule = self.rule
        if rule is None:
            return
        text = self.count.control.text().strip()
        known = text.isascii() and text.isdecimal() and len(text) < 6
        for field in (self.value, self.count):
            field.set_error("")
        if not known:
            self.count.set_error(_("Give a whole number."))
            return
        edited = replace(
            rule,
            condition=self.condition.control.key(),
            value=self.value.control.key() or "",
            kind=self.kind.control.key(),
            frequency=Frequency(int(text), self.period.control.key()),
            active=self.active.isChecked(),
        )
        try:
            check_rule(edited)
        except BadInput as error:
            wrong = self.value if error.where == "value" else self.count
            wrong.set_error(error.message)
            return
        if edited != rule:
            self.edited.emit(edited)

    def _button(self, icon: str, name: Callable[[], str], act: Callable[[], object]) -> Button:
        button = Button("", Kind.PLAIN, icon=icon, small=True, name=name)
        button.clicked.connect(lambda _checked=False: act())
        return button


def _conditions() -> list[tuple[Condition, Callable[[], str]]]:
    return [(one, partial(_label_of, one)) for one in Condition]


def _label_of(word: object) -> str:
    label: str = getattr(word, "label", str(word))
    return label
