"""One risk beside its list: what may go wrong, how likely, how bad, and what is done about it by whom."""

from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.risk_grid import risk_class
from workbench.domain.risks import Level, Risk, RiskSource
from workbench.foundation.i18n import _, format_date
from workbench.foundation.ids import Id
from workbench.services.risks import add_risk, close_risk, delete_risk, edit_risk, reopen_risk
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.record_pane import RecordPane
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import SMALL, Tone


class RiskPane(RecordPane):
    """A new risk or one that stands; the fields are saved together."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Risk"), width=360, parent=parent)
        self._context = context
        self._account: Id | None = None
        self._risk: Risk | None = None
        self.form = Form()
        self.text: Field[TextArea] = self.form.add(lambda: _("What may go wrong"), TextArea(lines=3), span=2)
        self.probability: Field[ComboBox] = self.form.add(lambda: _("Probability"), ComboBox(_levels()))
        self.impact: Field[ComboBox] = self.form.add(lambda: _("Impact"), ComboBox(_levels()))
        for level in (self.probability, self.impact):
            level.control.picked.connect(lambda _key: self._judge())
        self.verdict = Label(size=SMALL, tone=Tone.TEXT2)
        self.form.add_widget(self.verdict)
        self.source: Field[ComboBox] = self.form.add(lambda: _("Arises"), ComboBox(_sources()), span=2)
        self.answer: Field[TextArea] = self.form.add(
            lambda: _("What we do about it"), TextArea(lines=3), span=2
        )
        self.owner: Field[TextField] = self.form.add(lambda: _("Responsible"), TextField())
        self.due: Field[DateField] = self.form.add(
            lambda: _("Due on"), DateField(context.workspace.clock.today)
        )
        self._fields: dict[str, Field[Any]] = {
            "text": self.text,
            "probability": self.probability,
            "impact": self.impact,
            "source": self.source,
            "answer": self.answer,
            "owner": self.owner,
            "due_on": self.due,
        }
        for line in (self.owner.control, self.due.control):
            line.returnPressed.connect(self.save)
        self.over_button = Button("")
        self.over_button.clicked.connect(self.end)
        self.noted = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(self.form)
        self.column.addLayout(self.make_buttons(self.over_button))
        self.column.addWidget(self.noted)
        self.column.addStretch(1)

    def begin(self, account_id: Id, risk: Risk | None = None) -> None:
        """Show a risk, or the fields of a new one."""
        self._account, self._risk = account_id, risk
        self.form.clear_errors()
        self.text.control.setText(risk.text if risk else "")
        self.answer.control.setText(risk.answer if risk else "")
        self.owner.control.setText(risk.owner if risk else "")
        self.due.control.set_day(risk.due_on if risk else None)
        for field, word in (
            (self.probability, risk.probability if risk else None),
            (self.impact, risk.impact if risk else None),
            (self.source, risk.source if risk else None),
        ):
            field.control.choose(word.value if word else "")
        self.title.say((lambda: _("Risk")) if risk else (lambda: _("New risk")))
        closed = risk is not None and risk.closed_on is not None
        self.over_button.say((lambda: _("Reopen")) if closed else (lambda: _("It is over")))
        self.over_button.setVisible(risk is not None)
        self.delete_button.setVisible(risk is not None)
        self.noted.say(_dates(risk) if risk else "")
        self._judge()
        self.show()
        if risk is None:
            self.text.control.setFocus()

    def shown_id(self) -> Id | None:
        """The id of the risk shown; ``None`` of a new one."""
        return self._risk.id if self._risk else None

    def save(self) -> None:
        """Keep what stands in the fields, or say beside the field what is wrong."""
        account, risk = self._account, self._risk
        self.form.clear_errors()
        if not self.due.control.readable():
            self.due.set_error(_("This is no day."))
            self.due.control.setFocus()
            return
        values: dict[str, Any] = {
            "text": self.text.control.text(),
            "probability": self.probability.control.key(),
            "impact": self.impact.control.key(),
            "source": self.source.control.key(),
            "answer": self.answer.control.text(),
            "owner": self.owner.control.text(),
            "due_on": self.due.control.day(),
        }
        if account is None:
            return
        self._context.save(
            lambda workspace: (
                add_risk(workspace, account, values)
                if risk is None
                else edit_risk(workspace, risk.id, values)
            ),
            said=_("Risk noted") if risk is None else _("Risk saved"),
            on_done=lambda _summary: self.close_pane(),
            on_error=self._fail,
        )

    def end(self) -> None:
        """The risk is over, or back."""
        risk = self._risk
        if risk is None:
            return
        closed = risk.closed_on is not None
        self._context.save(
            lambda workspace: (reopen_risk if closed else close_risk)(workspace, risk.id),
            said=_("The risk is back") if closed else _("The risk is over"),
            on_done=lambda _summary: self.close_pane(),
        )

    def delete(self) -> None:
        """Delete the risk; the message offers to take that back."""
        risk = self._risk
        if risk is not None:
            self._context.save(
                lambda workspace: delete_risk(workspace, risk.id),
                said=_("Risk deleted"),
                on_done=lambda _summary: self.close_pane(),
            )

    def _judge(self) -> None:
        levels = [field.control.key() for field in (self.probability, self.impact)]
        found = risk_class(*(Level(level) if level else None for level in levels))
        self.verdict.say(found.label if found else _("Judge both to see how much it matters."))

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error, self._fields)


def _dates(risk: Risk) -> str:
    noted = _("noted on {date}").format(date=format_date(risk.noted_on)) if risk.noted_on else ""
    over = _("over since {date}").format(date=format_date(risk.closed_on)) if risk.closed_on else ""
    return " · ".join(part for part in (noted, over) if part)


def _levels() -> list[tuple[Any, Text]]:
    def word(level: Level) -> Text:
        return lambda: level.label

    return [("", lambda: _("Not judged")), *((one.value, word(one)) for one in Level)]


def _sources() -> list[tuple[Any, Text]]:
    def word(source: RiskSource) -> Text:
        return lambda: source.label

    return [("", lambda: _("Not said")), *((one.value, word(one)) for one in RiskSource)]
