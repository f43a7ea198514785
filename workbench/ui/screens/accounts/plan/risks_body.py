"""The open risks of the account in place, the worst first; the same as in its value (2-rules §3, §17)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.journal import ChangeSummary
from workbench.domain.risk_grid import RiskClass, by_weight, class_of
from workbench.domain.risks import Level, Risk, RiskSource
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id
from workbench.services.risks import add_risk, close_risk, delete_risk, edit_risk
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Chip, Label, Line
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone
from workbench.ui.screens.accounts.plan.objective_card import Step
from workbench.ui.screens.accounts.plan.pending_line import (
    EntryField,
    PendingLine,
    complete_names,
    delete_button,
    store_entry,
)

_TONES = {
    RiskClass.CAUTION: Tone.OK,
    RiskClass.FIX: Tone.WARN,
    RiskClass.SIGNIFICANT: Tone.WARN,
    RiskClass.STOPPER: Tone.DANGER,
}


_COLUMNS: dict[str, tuple[Text, int]] = {
    "probability": (lambda: _("Probability"), 96),
    "impact": (lambda: _("Impact"), 112),
    "source": (lambda: _("Arises"), 124),
    "owner": (lambda: pgettext("action", "Whose"), 96),
    "due_on": (lambda: _("Due on"), 124),
}
"""What stands behind the answer: what it is called, and how wide it is."""


class RiskLine(PendingLine):
    """What may go wrong with its class, and under it the answer, how likely and how bad, whose, by when."""

    close_requested = Signal()
    delete_requested = Signal()

    def __init__(
        self, context: Context, risk_id: Id, names: list[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self.risk_id = risk_id
        column = vertical(self, margins=(0, 0, 0, S1))
        first = horizontal(gap=S1)
        first.addWidget(self.paragraph("text", lambda: _("What may go wrong")), 1)
        self.chip = Chip("")
        first.addWidget(self.chip)
        self.close_button = Button(lambda: pgettext("risk", "Over"), Kind.PLAIN, small=True, icon="check")
        self.close_button.clicked.connect(self.close_requested)
        first.addWidget(self.close_button)
        self.delete = delete_button(lambda: _("Delete risk"))
        self.delete.clicked.connect(self.delete_requested)
        first.addWidget(self.delete)
        second = horizontal(gap=S1)
        second.addWidget(
            self.paragraph("answer", lambda: _("Answer"), hint=lambda: _("What do we do about it?")), 1
        )
        for name, choices in (
            ("probability", _levels(lambda: _("Likely?"))),
            ("impact", _levels(lambda: _("How bad?"))),
            ("source", _sources()),
        ):
            second.addWidget(self.choice(name, _COLUMNS[name][0], choices))
        owner = self.text_field("owner", _COLUMNS["owner"][0], hint=lambda: _("whose"))
        complete_names(owner, names)
        second.addWidget(owner)
        second.addWidget(self.day_field("due_on", _COLUMNS["due_on"][0]))
        for name, (_label, width) in _COLUMNS.items():
            self.controls[name].setFixedWidth(width)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(self.fault)
        column.addSpacing(S1)
        column.addWidget(Line())

    def show_risk(self, risk: Risk) -> None:
        """Show what is stored."""
        for name in ("text", "answer", "owner", "due_on"):
            self.show_value(name, getattr(risk, name))
        for name in ("probability", "impact", "source"):
            word = getattr(risk, name)
            self.show_value(name, word.value if word else "")
        found = class_of(risk)
        self.chip.show_state(
            (lambda: found.label) if found else (lambda: _("Not judged")),
            tone=_TONES[found] if found else Tone.TEXT2,
            outline=found is None,
        )

    def write(self, workspace: Workspace, values: Mapping[str, Any]) -> ChangeSummary:
        return edit_risk(workspace, self.risk_id, values)


class RisksBody(QWidget):
    """The lines, and one for the next risk."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Id | None = None
        self.lines: dict[Id, RiskLine] = {}
        column = vertical(self, gap=S2)
        self.headings = QWidget()
        row = horizontal(self.headings, gap=S1)
        for label, width in ((lambda: _("Risk and answer"), 0), *_COLUMNS.values()):
            heading = Label(label, size=SMALL, tone=Tone.TEXT2)
            heading.setIndent(S2)
            row.addWidget(heading, 0 if width else 1)
            if width:
                heading.setFixedWidth(width)
        self.headings.hide()
        column.addWidget(self.headings)
        self._lines = vertical(gap=S1)
        column.addLayout(self._lines)
        self.entry = EntryField(lambda: _("New risk"), lambda: _("Note a risk and press Enter"))
        self.entry.entered.connect(self.add)
        column.addWidget(self.entry)

    def show_paper(self, paper: AccountPlanPaper) -> list[Step]:
        """Bring the lines up to date in steps."""
        self._account = paper.account.id
        risks = by_weight(paper.risks)
        there = {one.id for one in risks}
        self.headings.setVisible(bool(risks))
        for risk_id in [one for one in self.lines if one not in there]:
            line = self.lines.pop(risk_id)
            line.hide()
            line.deleteLater()
        names = sorted({*paper.managers, *(one.name for one in paper.team)})
        return [partial(self._show, place, risk, names) for place, risk in enumerate(risks)]

    def add(self, text: str) -> None:
        """Note a risk; the cursor stays for the next one."""
        account = self._account
        if account is not None:
            store_entry(
                self._context,
                self.entry,
                text,
                lambda workspace: add_risk(workspace, account, {"text": text}),
            )

    def _show(self, place: int, risk: Risk, names: list[str]) -> None:
        line = self.lines.get(risk.id)
        if line is None:
            line = RiskLine(self._context, risk.id, names)
            line.close_requested.connect(lambda: self._close(risk.id))
            line.delete_requested.connect(lambda: self._delete(risk.id))
            self.lines[risk.id] = line
        if self._lines.indexOf(line) != place:
            self._lines.insertWidget(place, line)
        line.show_risk(risk)

    def _close(self, risk_id: Id) -> None:
        self._context.save(lambda workspace: close_risk(workspace, risk_id), said=_("The risk is over"))

    def _delete(self, risk_id: Id) -> None:
        self._context.save(lambda workspace: delete_risk(workspace, risk_id), said=_("Risk deleted"))


def _levels(none: Text) -> list[tuple[Any, Text]]:
    def word(level: Level) -> Text:
        return lambda: level.label

    return [("", none), *((one.value, word(one)) for one in Level)]


def _sources() -> list[tuple[Any, Text]]:
    def word(source: RiskSource) -> Text:
        return lambda: source.label

    return [("", lambda: _("Where?")), *((one.value, word(one)) for one in RiskSource)]
