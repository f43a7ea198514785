"""One promise: what, whose, by when; kept, postponed, deleted; and a new one, with the account to choose."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Contact
from workbench.domain.visits import Side
from workbench.foundation.i18n import _, format_date, format_short_date, listed, pgettext
from workbench.foundation.ids import Id
from workbench.services.promises import (
    PromiseFields,
    PromiseLine,
    add_promise,
    delete_promise,
    due_days_before,
    edit_promise,
    list_people_of,
    postpone_promise,
)
from workbench.services.workspaces import Workspace
from workbench.ui.account_search import suggest_accounts
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.form_memory import FormMemory
from workbench.ui.kit.inputs import ComboBox, TextArea, TextField
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.record_pane import RecordPane
from workbench.ui.kit.suggest_field import SuggestField
from workbench.ui.kit.surfaces import Facts, horizontal, vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone

STEPS = (7, 14, 30)


class PromisePane(RecordPane):
    """The fields are saved together; a postponement at once, the day before stays in the history."""

    visit_requested = Signal(object)
    account_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Promise"), width=352, parent=parent)
        self._context = context
        self._line: PromiseLine | None = None
        self._account: Id | None = None
        today = context.workspace.clock.today
        self.account: Field[SuggestField] = Field(
            lambda: _("Account"), SuggestField(hint=lambda: _("Name, pinyin, code"))
        )
        suggest_accounts(context, self.account.control, key="promise-accounts")
        self.account.control.asked.connect(self._forget_account)
        self.account.control.taken.connect(self._take)
        self.facts = Facts()
        self.form = Form()
        self.text: Field[TextArea] = self.form.add(
            lambda: pgettext("promise", "What was promised"), TextArea(lines=2), span=2
        )
        self.side: Field[ComboBox] = self.form.add(
            lambda: _("Whose"),
            ComboBox([(Side.OURS, lambda: Side.OURS.label), (Side.THEIRS, lambda: Side.THEIRS.label)]),
        )
        self.owner: Field[TextField] = self.form.add(lambda: _("Responsible"), TextField())
        self.made: Field[DateField] = self.form.add(lambda: _("Promised on"), DateField(today))
        self.due: Field[DateField] = self.form.add(lambda: _("Due on"), DateField(today))
        self.person: Field[ComboBox] = self.form.add(lambda: _("Person of the customer"), ComboBox(_nobody()))
        self.done: Field[DateField] = self.form.add(lambda: _("Kept on"), DateField(today))
        for field in (self.owner, self.made, self.due, self.done):
            field.control.returnPressed.connect(self.save)
        self._person: Id | None = None
        self._memory = FormMemory(
            [
                (self.side.control.key, self.side.control.choose),
                (self._person_key, self._choose_person),
                *(
                    (field.control.text, field.control.setText)
                    for field in (self.text, self.owner, self.made, self.due, self.done)
                ),
            ]
        )
        self.closed.connect(self._memory.forget)
        for widget in (self.account, self.facts, self.form):
            self.column.addWidget(widget)
        self.column.addLayout(self.make_buttons())
        self.later = self._make_later()
        self.column.addWidget(self.later)
        self.column.addStretch(1)

    def begin(self, account_id: Id | None = None, name: str = "") -> None:
        """Start a new promise, of that account if one is known."""
        self._line, self._account = None, account_id
        self.title.say(lambda: _("New promise"))
        self.account.control.setText(name)
        self.account.show()
        self.facts.hide()
        self.later.hide()
        self.delete_button.hide()
        self._fill(None, PromiseFields("", promised_on=self._context.workspace.clock.today()))
        self._load_people(None)
        self.show()
        (self.text.control if account_id else self.account.control).setFocus()

    def show_line(self, line: PromiseLine, rates: str) -> None:
        """Show this promise; what is being typed about the same one stays. ``rates`` tells of its account."""
        is_same = line.action.id == self.shown_id() and self.isVisible()
        self._line, self._account = line, line.account.id
        self.title.say(lambda: line.origin.label)
        self.account.hide()
        self._tell(line, rates)
        self.facts.show()
        self.later.setVisible(line.state.is_open)
        self.delete_button.show()
        action = line.action
        fields = PromiseFields(
            action.text,
            action.side,
            action.owner,
            action.due_on,
            line.made_on,
            action.contact_id,
            action.done_on,
        )
        self._fill(action.id, fields, is_same=is_same)
        self._load_people(action.contact_id)
        self.show()

    def shown_id(self) -> Id | None:
        """The id of the promise shown; ``None`` for a new one."""
        return self._line.action.id if self._line else None

    def edit(self) -> None:
        """Put the cursor into the text."""
        self.text.control.setFocus()
        self.text.control.selectAll()

    def save(self) -> None:
        """Store it, or say beside the field what is wrong."""
        account = self._account
        self.form.clear_errors()
        self.account.set_error("" if account else _("Choose an account from the list."))
        for field in (self.made, self.due, self.done):
            if not field.control.readable():
                field.set_error(_("Give a day as YYYY-MM-DD."))
        if account is None:
            self.account.control.setFocus()
            return
        if self.form.go_to_first_error():
            return
        typed = PromiseFields(
            self.text.control.text(),
            self.side.control.key(),
            self.owner.control.text(),
            self.due.control.day(),
            self.made.control.day(),
            self._person_key(),
            self.done.control.day(),
        )
        line = self._line
        self._context.save(
            (lambda workspace: edit_promise(workspace, line.action.id, typed))
            if line
            else (lambda workspace: add_promise(workspace, account, typed)),
            said=_("Promise saved") if line else _("Promise noted"),
            on_done=lambda _summary: self._saved(),
            on_error=self._fail,
        )

    def _saved(self) -> None:
        self._memory.forget()
        self.close_pane()

    def delete(self) -> None:
        """Take the promise out of the ledger; Undo brings it back."""
        if self._line is not None:
            action_id = self._line.action.id
            self._context.save(
                lambda workspace: delete_promise(workspace, action_id),
                said=_("Promise deleted"),
                on_done=lambda _summary: self.close_pane(),
            )

    def postpone(self, days: int) -> None:
        """Due so many days later, counted from today where its day has passed."""
        line = self._line
        if line is None:
            return
        today = self._context.workspace.clock.today()
        day = max(line.action.due_on or today, today) + timedelta(days=days)
        self._context.save(
            lambda workspace: postpone_promise(workspace, line.action.id, day),
            said=_("Postponed to {date}").format(date=format_date(day)),
        )

    def _make_later(self) -> QWidget:
        holder = QWidget()
        column = vertical(holder, gap=S2)
        column.addSpacing(S2)
        column.addWidget(Line())
        column.addWidget(SectionHeader(lambda: _("Postpone")))
        row = horizontal(gap=S2)
        self.later_buttons: dict[int, Button] = {}
        words = {7: lambda: _("1 week"), 14: lambda: _("2 weeks"), 30: lambda: _("30 days")}
        for days in STEPS:
            button = Button(words[days], small=True)
            button.clicked.connect(lambda _checked, by=days: self.postpone(by))
            row.addWidget(button)
            self.later_buttons[days] = button
        row.addStretch(1)
        column.addLayout(row)
        self.before = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        column.addWidget(self.before)
        return holder

    def _tell(self, line: PromiseLine, rates: str) -> None:
        self.facts.clear()
        account = Button(line.account.short, Kind.LINK)
        account.clicked.connect(lambda: self.account_requested.emit(line.account.id))
        self.facts.add(lambda: _("Account"), _at_left(account))
        if line.visit is not None:
            visit = line.visit
            opener = Button(lambda: f"{format_date(visit.on)} · {visit.kind.label}", Kind.LINK)
            opener.clicked.connect(lambda: self.visit_requested.emit(visit.id))
            self.facts.add(lambda: pgettext("promise", "From"), _at_left(opener))
        if rates:
            self.facts.add(lambda: _("In time"), rates)
        action_id = line.action.id
        self._context.read(
            lambda workspace: due_days_before(workspace, action_id), self._show_before, key="promise-due-days"
        )

    def _show_before(self, days: tuple[date, ...]) -> None:
        told = listed(format_short_date(day) for day in days)
        self.before.say(_("Due before that: {days}").format(days=told) if days else "")
        self.before.setVisible(bool(days))

    def _fill(self, key: Id | None, fields: PromiseFields, *, is_same: bool = False) -> None:
        if not is_same:
            self.form.clear_errors()
            self.account.set_error("")
        days = (fields.promised_on, fields.due_on, fields.done_on)
        self._memory.show(
            key,
            (
                fields.side,
                fields.contact_id,
                fields.text,
                fields.owner,
                *(day.isoformat() if day else "" for day in days),
            ),
        )

    def _person_key(self) -> Id | None:
        """Who is chosen; until the people are read, who is to be."""
        known: Id | None = self.person.control.key()
        return known or self._person

    def _choose_person(self, contact_id: Id | None) -> None:
        self._person = contact_id
        self.person.control.choose(contact_id)

    def _forget_account(self, _text: str) -> None:
        self._account = None

    def _take(self, account_id: Id) -> None:
        self._account = account_id
        self.account.set_error("")
        self._load_people(None)
        self.text.control.setFocus()

    def _load_people(self, noted: Id | None) -> None:
        account = self._account
        if account is None:
            self._offer(())
            return

        def work(workspace: Workspace) -> tuple[Contact, ...]:
            return list_people_of(workspace, account, noted)

        def show(people: tuple[Contact, ...]) -> None:
            if account == self._account:
                self._offer(people)

        self._context.read(work, show, key="promise-people")

    def _offer(self, people: tuple[Contact, ...]) -> None:
        """Let these people be chosen; who was chosen, or is to be, stays so."""
        chosen = self._person_key()
        self.person.control.set_choices([*_nobody(), *((one.id, _named(one)) for one in people)])
        self.person.control.choose(chosen)
        self._person = None

    def _fail(self, error: Exception) -> None:
        self._context.show_error(
            error,
            {
                "text": self.text,
                "promised_on": self.made,
                "due_on": self.due,
                "done_on": self.done,
                "contact_id": self.person,
            },
        )


def _at_left(button: Button) -> QWidget:
    holder = QWidget()
    row = horizontal(holder, gap=0)
    row.addWidget(button)
    row.addStretch(1)
    return holder


def _nobody() -> list[Any]:
    return [(None, lambda: pgettext("person", "Nobody in particular"))]


def _named(contact: Contact) -> str:
    return " · ".join(part for part in (contact.name, contact.title) if part)
