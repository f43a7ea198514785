"""The columns of the table of rules: what each asks, of how many accounts, and for how many it decides."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.frequency import FrequencyRule
from workbench.domain.visit_policy import VisitPolicy
from workbench.domain.what_if import RuleUse
from workbench.foundation.i18n import _, format_number, pgettext
from workbench.foundation.ids import Id
from workbench.services.what_if import Outcome
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.marks import CAUTION, Mark
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.tokens import Tone


@dataclass(frozen=True)
class RuleRow:
    """One rule of the draft: its place, what it comes to (if that is known), and how it differs."""

    place: int
    rule: FrequencyRule
    use: RuleUse | None
    new: bool
    changed: bool

    @property
    def idle(self) -> bool:
        """Whether it is on and decides nothing."""
        return self.rule.active and self.use is not None and self.use.decides == 0


def rule_rows(stored: VisitPolicy, draft: VisitPolicy, outcome: Outcome | None) -> tuple[RuleRow, ...]:
    """The rules of ``draft`` in their order, beside what is stored."""
    known = {rule.id: rule for rule in stored.rules}
    return tuple(
        RuleRow(
            place,
            rule,
            # In a file without accounts no rule could decide anything.
            outcome.uses.get(rule.id, RuleUse()) if outcome is not None and outcome.required else None,
            new=rule.id not in known,
            changed=rule.id in known and _differs(known[rule.id], rule),
        )
        for place, rule in enumerate(draft.rules, 1)
    )


def row_key(row: RuleRow) -> Id:
    """What tells rows apart."""
    return row.rule.id


def columns() -> Sequence[Column[RuleRow]]:
    """In the order in which a rule is read."""
    return (
        Column("place", lambda: pgettext("rule", "No."), _place, lambda row: row.place, width=56, right=True),
        Column("who", lambda: _("For"), lambda row: _cell(row, row.rule.whom), width=160, stretch=True),
        Column(
            "kind",
            lambda: _("Kind of visit"),
            lambda row: _cell(row, row.rule.kind.label),
            width=136,
        ),
        Column(
            "frequency",
            lambda: _("At least"),
            lambda row: _cell(row, row.rule.frequency.label),
            lambda row: row.rule.frequency.per_year,
            width=128,
            falling_first=True,
        ),
        Column("active", lambda: _("On"), _state, width=72),
        Column("change", lambda: pgettext("policy", "Draft"), _change, width=80),
        Column(
            "accounts",
            lambda: _("Accounts"),
            lambda row: _number(row, row.use.accounts if row.use else None),
            lambda row: row.use.accounts if row.use else None,
            width=80,
            right=True,
            kind=Kind.NUMBER,
            raw=lambda row: row.use.accounts if row.use else None,
            falling_first=True,
            tooltip=lambda: _("For how many accounts the rule is"),
        ),
        Column(
            "decides",
            lambda: _("Decides"),
            _decides,
            lambda row: row.use.decides if row.use else None,
            width=104,
            right=True,
            kind=Kind.NUMBER,
            raw=lambda row: row.use.decides if row.use else None,
            falling_first=True,
            tooltip=lambda: _("For how many of them it goes before all others"),
        ),
    )


def _differs(known: FrequencyRule, rule: FrequencyRule) -> bool:
    return (known.code, known.active) != (rule.code, rule.active)


def _cell(row: RuleRow, text: str) -> Cell:
    return Cell(text, tone=Tone.TEXT if row.rule.active else Tone.TEXT3)


def _place(row: RuleRow) -> Cell:
    return Cell(str(row.place), tone=Tone.TEXT2)


def _state(row: RuleRow) -> Cell:
    if row.rule.active:
        return Cell(pgettext("rule", "on"), mark=Mark("check", Tone.OK))
    return Cell(pgettext("rule", "off"), tone=Tone.TEXT3, mark=Mark("minus", Tone.TEXT3))


def _change(row: RuleRow) -> Cell:
    if row.new:
        return Cell(pgettext("rule", "new"), tone=Tone.ACCENT, chip=True)
    if row.changed:
        return Cell(pgettext("rule", "changed"), tone=Tone.ACCENT, chip=True)
    return Cell()


def _number(row: RuleRow, value: int | None) -> Cell:
    return _cell(row, "" if value is None else format_number(value))


def _decides(row: RuleRow) -> Cell:
    if row.idle:
        return Cell(
            _("nothing"),
            tone=Tone.WARN,
            mark=CAUTION,
            tooltip=_("Other rules go before it everywhere, or it is for no account"),
        )
    return _number(row, row.use.decides if row.use else None)
