"""The frequency policy: which accounts are to be visited how often, and switching rules on and off."""

from functools import partial

from PySide6.QtWidgets import QWidget

from workbench.domain.frequency import FrequencyRule, rule_text
from workbench.domain.periods import PeriodKind
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, ngettext
from workbench.services.policies import edit_rule, list_frequency_rules, switch_rule
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.settings.section import Section

TOPICS = frozenset({"frequency_rule"})


class RulePane(SidePane):
    """One rule: whether it holds, and how many visits it asks for."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Rule"), parent=parent)
        self._context = context
        self.rule: FrequencyRule | None = None
        self.text = Label(wrap=True)
        self.column.addWidget(self.text)
        self.active = CheckBox(lambda: _("The rule holds"))
        self.active.clicked.connect(self._switch)
        self.column.addWidget(self.active)
        self.count: Field[TextField] = Field(lambda: _("Visits"), TextField())
        self.period: Field[ComboBox] = Field(
            lambda: _("in every"), ComboBox([(kind, partial(_period_text, kind)) for kind in PeriodKind])
        )
        row = horizontal(gap=S2)
        row.addWidget(self.count, 1)
        row.addWidget(self.period, 2)
        self.column.addLayout(row)
        buttons = horizontal(gap=S2)
        self.save_button = Button(lambda: _("Save"), Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        self.count.control.returnPressed.connect(self.save)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        self.column.addLayout(buttons)
        self.column.addWidget(
            Label(
                lambda: _("Planned visits stay as they are; plan the period again to let the rule work."),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        self.column.addStretch(1)

    def show_rule(self, rule: FrequencyRule) -> None:
        """Show another rule, or the same one anew."""
        self.rule = rule
        self.text.say(lambda: rule_text(rule.code))
        self.active.setChecked(rule.active)
        self.count.control.setText(str(rule.frequency.count))
        self.count.set_error("")
        self.period.control.choose(rule.frequency.period)

    def save(self) -> None:
        """Let the rule ask for what stands in the fields."""
        rule = self.rule
        if rule is None:
            return
        text = self.count.control.text().strip()
        if not text.isdecimal():
            self.count.set_error(_("Give a whole number."))
            return
        count, period = int(text), self.period.control.key()

        def failed(error: Exception) -> None:
            if isinstance(error, BadInput):
                self.count.set_error(error.message)
            else:
                self._context.show_error(error)

        self._context.save(
            lambda workspace: edit_rule(workspace, rule.id, count=count, period=period),
            said=_("Saved"),
            on_error=failed,
        )

    def _switch(self) -> None:
        rule, active = self.rule, self.active.isChecked()
        if rule is not None:
            self._context.save(
                lambda workspace: switch_rule(workspace, rule.id, active=active),
                said=_("Rule switched on") if active else _("Rule switched off"),
            )


class RulesSection(Section):
    """All rules in their order; for an account all that fit apply, and the shortest interval wins."""

    def __init__(self, context: Context, pane: RulePane, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("Visit frequency"), parent)
        self.pane = pane
        self.note(
            lambda: _(
                "All rules that fit an account apply; for each kind of visit the shortest interval wins. "
                "An account's own frequency goes before all of them."
            ),
        )
        self.table: Table[FrequencyRule] = Table(
            [
                Column("active", lambda: _("Holds"), _state, width=72),
                Column("who", lambda: _("For"), lambda rule: _who(rule), width=176),
                Column(
                    "kind",
                    lambda: _("Kind of visit"),
                    lambda rule: _cell(rule, rule.kind.label),
                    stretch=True,
                ),
                Column(
                    "frequency",
                    lambda: _("At least"),
                    lambda rule: _cell(rule, rule.frequency.label),
                    lambda rule: rule.frequency.per_year,
                    width=136,
                    falling_first=True,
                ),
            ],
            key=lambda rule: rule.id,
            name=lambda: _("Frequency rules"),
            count_text=_rules_text,
        )
        self.table.setFixedHeight(32 * 15 + 28)
        self.table.current_changed.connect(self._choose)
        self.table.row_activated.connect(self._choose)
        self.put(self.table)

    def refresh(self, topics: frozenset[str] | None) -> None:
        if topics is None or topics & TOPICS:
            self.context.read(list_frequency_rules, self._show, key="rules")

    def close_innermost(self) -> bool:
        if self.pane.isVisible():
            self.pane.close_pane()
            return True
        return False

    def _show(self, rules: tuple[FrequencyRule, ...]) -> None:
        self.table.set_rows(rules)
        if self.pane.isVisible() and self.pane.rule is not None:
            shown = next((rule for rule in rules if rule.id == self.pane.rule.id), None)
            if shown is not None:
                self.pane.show_rule(shown)

    def _choose(self, rule: FrequencyRule | None) -> None:
        if rule is not None and self.isVisible():
            self.pane.show_rule(rule)
            self.pane.show()


def _period_text(kind: PeriodKind) -> str:
    return kind.label


def _state(rule: FrequencyRule) -> Cell:
    if rule.active:
        return Cell(_("yes"), mark=Mark("check", Tone.OK))
    return Cell(_("no"), tone=Tone.TEXT3, mark=Mark("minus", Tone.TEXT3))


def _cell(rule: FrequencyRule, text: str) -> Cell:
    return Cell(text, tone=Tone.TEXT if rule.active else Tone.TEXT3)


def _who(rule: FrequencyRule) -> Cell:
    return _cell(rule, rule.whom)


def _rules_text(count: int) -> str:
    return ngettext("{count} rule", "{count} rules", count).format(count=count)
