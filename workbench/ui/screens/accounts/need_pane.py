"""One need: what it is, whose, our answer, and the measures of the service plan that follow from it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Contact
from workbench.domain.needs import MOST_URGENT, NeedAnswer, NeedKind
from workbench.domain.visits import Visit
from workbench.foundation.i18n import _, format_date, pgettext
from workbench.foundation.ids import Id
from workbench.services.needs import NeedLine, NeedsView, add_measure, delete_need, edit_need
from workbench.services.visits import PromiseInput, complete_action
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Line, SectionHeader
from workbench.ui.kit.record_pane import RecordPane
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2
from workbench.ui.screens.accounts.looks import promise_item


class NeedPane(RecordPane):
    """The fields are saved together; a measure is noted in one line and becomes a promise like others."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Need"), width=376, parent=parent)
        self._context = context
        self._need: Id | None = None
        today = context.workspace.clock.today
        self.form = Form()
        self.text: Field[TextArea] = self.form.add(lambda: _("What is needed"), TextArea(lines=2), span=2)
        self.kind: Field[ComboBox] = self.form.add(lambda: _("About"), ComboBox(_kinds()))
        self.urgency: Field[ComboBox] = self.form.add(lambda: _("Urgency"), ComboBox(_urgencies()))
        self.person: Field[ComboBox] = self.form.add(lambda: pgettext("need", "Whose"), ComboBox(), span=2)
        self.source: Field[ComboBox] = self.form.add(lambda: _("Heard on"), ComboBox(), span=2)
        self.hidden = CheckBox(lambda: _("Hidden: nobody said so, we concluded it"))
        self.form.add_widget(self.hidden)
        self.answer: Field[ComboBox] = self.form.add(
            lambda: _("Our answer"), ComboBox([(one, _answer_word(one)) for one in NeedAnswer]), span=2
        )
        self.answer_text: Field[TextArea] = self.form.add(
            lambda: _("What we answered"), TextArea(lines=2), span=2
        )
        self.measures = ItemList(lambda: _("Service plan"), fit=True, padding=0, pane=True)
        self.measures.ticked.connect(self._tick)
        self.measure_form = Form()
        self.measure: Field[TextField] = self.measure_form.add(
            lambda: _("What we do"), TextField(hint=lambda: _("Enter adds it")), span=2
        )
        self.owner: Field[TextField] = self.measure_form.add(lambda: _("Responsible"), TextField())
        self.due: Field[DateField] = self.measure_form.add(lambda: _("Due on"), DateField(today))
        for control in (self.measure.control, self.owner.control, self.due.control):
            control.returnPressed.connect(self.add_measure)
        self.add_button = Button(lambda: _("Add to the plan"), small=True)
        self.add_button.clicked.connect(self.add_measure)
        row = horizontal()
        row.addWidget(self.add_button)
        row.addStretch(1)
        self.column.addWidget(self.form)
        self.column.addLayout(self.make_buttons())
        self.column.addSpacing(S2)
        self.column.addWidget(Line())
        self.column.addWidget(SectionHeader(lambda: _("Service plan")))
        self.column.addWidget(self.measures)
        self.column.addWidget(self.measure_form)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def begin(self, view: NeedsView, line: NeedLine) -> None:
        """Show this need; what is being typed about the same one stays."""
        is_other = line.need.id != self._need or self.isHidden()
        self._show_measures(line)
        if is_other:
            self._need = line.need.id
            self._fill(view, line)
        self.show()

    def shown_id(self) -> Id | None:
        """The id of the need shown."""
        return self._need

    def edit(self) -> None:
        """Put the cursor into the text."""
        self.text.control.setFocus()
        self.text.control.selectAll()

    def save(self) -> None:
        """Store the need, or say beside the field what is wrong."""
        need = self._need
        self.form.clear_errors()
        kind: NeedKind | None = self.kind.control.key()
        answer: NeedAnswer = self.answer.control.key()
        values: dict[str, Any] = {
            "text": self.text.control.text(),
            "kind": kind.value if kind else "",
            "urgency": self.urgency.control.key(),
            "contact_id": self.person.control.key(),
            "visit_id": self.source.control.key(),
            "is_hidden": self.hidden.isChecked(),
            "answer": answer.value,
            "answer_text": self.answer_text.control.text().strip(),
        }
        if need is not None:
            self._context.save(
                lambda workspace: edit_need(workspace, need, values),
                said=_("Need saved"),
                on_done=lambda _summary: self.close_pane(),
                on_error=self._fail,
            )

    def delete(self) -> None:
        """Delete the need shown; Undo brings it back."""
        need = self._need
        if need is not None:
            self._context.save(
                lambda workspace: delete_need(workspace, need),
                said=_("Need deleted"),
                on_done=lambda _summary: self.close_pane(),
            )

    def add_measure(self) -> None:
        """Put what was typed into the service plan."""
        need = self._need
        self.measure_form.clear_errors()
        if not self.due.control.readable():
            self.due.set_error(_("Give a day as YYYY-MM-DD."))
        if self.measure_form.go_to_first_error() or need is None:
            return
        measure = PromiseInput(
            self.measure.control.text(), owner=self.owner.control.text(), due_on=self.due.control.day()
        )
        self._context.save(
            lambda workspace: add_measure(workspace, need, measure),
            said=_("In the service plan"),
            on_done=lambda _summary: self._clear_measure(),
            on_error=self._measure_failed,
        )

    def _fill(self, view: NeedsView, line: NeedLine) -> None:
        need = line.need
        self.form.clear_errors()
        self.measure_form.clear_errors()
        self._clear_measure()
        self.text.control.setText(need.text)
        self.kind.control.choose(need.kind)
        self.urgency.control.choose(need.urgency)
        self.person.control.set_choices(
            [(None, lambda: _("The organisation")), *((one.id, _named(one)) for one in view.contacts)]
        )
        self.person.control.choose(need.contact_id)
        visits = list(view.visits)
        if line.source is not None and line.source not in visits:
            visits.append(line.source)
        self.source.control.set_choices(
            [(None, lambda: _("Not known")), *((one.id, _visit_word(one)) for one in visits)]
        )
        self.source.control.choose(need.visit_id)
        self.hidden.setChecked(need.is_hidden)
        self.answer.control.choose(need.answer)
        self.answer_text.control.setText(need.answer_text)

    def _show_measures(self, line: NeedLine) -> None:
        today = self._context.workspace.clock.today()
        if line.need.answer.is_settled and not line.measures:
            nothing = _("Nothing was planned")
        else:
            nothing = _("Nothing is planned yet")
        self.measures.set_items(
            [promise_item(action, today) for action in line.measures] or [Item(key=None, title=nothing)]
        )

    def _clear_measure(self) -> None:
        self.measure.control.clear()
        self.due.control.clear()

    def _tick(self, action_id: Id, checked: bool) -> None:
        self._context.save(
            lambda workspace: complete_action(workspace, action_id, done=checked),
            said=_("Done") if checked else _("Open again"),
        )

    def _fail(self, error: Exception) -> None:
        self._context.show_error(
            error, {"text": self.text, "contact_id": self.person, "visit_id": self.source}
        )

    def _measure_failed(self, error: Exception) -> None:
        self._context.show_error(error, otherwise=self.measure)


def urgency_word(urgency: int | None) -> str:
    """How urgent a need is, 1 to 3."""
    return {
        1: pgettext("urgency", "Can wait"),
        2: pgettext("urgency", "Soon"),
        3: pgettext("urgency", "Urgent"),
    }.get(urgency or 0, "")


def _urgencies() -> list[tuple[int | None, Text]]:
    return [
        (None, lambda: _("Not known")),
        *((step, _urgency(step)) for step in range(MOST_URGENT, 0, -1)),
    ]


def _urgency(step: int) -> Text:
    return lambda: urgency_word(step)


def _kinds() -> list[tuple[NeedKind | None, Text]]:
    return [(None, lambda: _("Not known")), *((one, _kind_word(one)) for one in NeedKind)]


def _kind_word(kind: NeedKind) -> Text:
    return lambda: kind.label


def _answer_word(answer: NeedAnswer) -> Text:
    return lambda: answer.label


def _named(contact: Contact) -> str:
    return " · ".join(part for part in (contact.name, contact.title) if part)


def _visit_word(visit: Visit) -> Text:
    return lambda: f"{format_date(visit.on)} · {visit.kind.label}"
