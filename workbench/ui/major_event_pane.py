"""A major event 重大变故 of an account, noted by hand: what happened, when, what we do; over, or deleted."""

from functools import partial

from PySide6.QtWidgets import QWidget

from workbench.domain.alarms import MajorEvent, MajorEventKind
from workbench.foundation.i18n import _, format_date, pgettext
from workbench.foundation.ids import Id
from workbench.services.alarms import (
    add_major_event,
    delete_major_event,
    edit_major_event,
    end_major_event,
)
from workbench.ui.account_search import suggest_accounts
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field, Form
from workbench.ui.kit.form_memory import FormMemory
from workbench.ui.kit.inputs import ComboBox, TextArea
from workbench.ui.kit.labels import Label
from workbench.ui.kit.record_pane import RecordPane
from workbench.ui.kit.suggest_field import SuggestField
from workbench.ui.kit.tokens import SMALL, Tone


class MajorEventPane(RecordPane):
    """A new one, or one that is known; the fields are saved together."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Major event"), width=352, parent=parent)
        self._context = context
        self._account: Id | None = None
        self._event: MajorEvent | None = None
        today = context.workspace.clock.today
        self.account: Field[SuggestField] = Field(
            lambda: _("Account"), SuggestField(hint=lambda: _("Name, pinyin, code"))
        )
        suggest_accounts(context, self.account.control, key="major-event-accounts")
        self.account.control.asked.connect(self._forget_account)
        self.account.control.taken.connect(self._take)
        self._name = Label(tone=Tone.TEXT2)
        self.form = Form()
        self.kind: Field[ComboBox] = self.form.add(
            lambda: pgettext("major event", "What happened"),
            ComboBox([(kind, partial(_label_of, kind)) for kind in MajorEventKind]),
            span=2,
        )
        self.happened: Field[DateField] = self.form.add(lambda: _("Day"), DateField(today))
        self.ended: Field[DateField] = self.form.add(
            lambda: pgettext("major event", "Over on"), DateField(today)
        )
        self.text: Field[TextArea] = self.form.add(
            lambda: pgettext("major event", "In a few words"), TextArea(lines=3), span=2
        )
        self.answer: Field[TextArea] = self.form.add(lambda: _("What we do"), TextArea(lines=3), span=2)
        self._memory = FormMemory(
            [
                (self.kind.control.key, self.kind.control.choose),
                *(
                    (field.control.text, field.control.setText)
                    for field in (self.happened, self.ended, self.text, self.answer)
                ),
            ]
        )
        self.closed.connect(self._memory.forget)
        self.over_button = Button(lambda: pgettext("major event", "It is over"), icon="check")
        self.over_button.clicked.connect(self.end)
        self._noted = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        for widget in (self.account, self._name, self.form):
            self.column.addWidget(widget)
        self.column.addLayout(self.make_buttons(self.over_button))
        self.column.addWidget(self._noted)
        self.column.addStretch(1)

    def begin(self, account_id: Id | None = None, name: str = "") -> None:
        """Note a new one, of that account if one is known."""
        self._event, self._account = None, account_id
        self.account.control.setText("")
        self._begin_with(name)
        self._memory.show(None, (MajorEventKind.THEFT, self._today(), "", "", ""))
        for button in (self.over_button, self.delete_button):
            button.hide()
        self._noted.hide()
        self.show()
        (self.kind.control if account_id else self.account.control).setFocus()

    def show_event(self, event: MajorEvent, name: str) -> None:
        """Show one that is known; what is being typed about the same one stays."""
        self._event, self._account = event, event.account_id
        self._begin_with(name)
        happened, ended = event.happened_on, event.ended_on
        self._memory.show(
            event.id,
            (
                event.kind or MajorEventKind.OTHER,
                happened.isoformat() if happened else "",
                ended.isoformat() if ended else "",
                event.text,
                event.answer,
            ),
        )
        self.over_button.setVisible(ended is None)
        self.delete_button.show()
        told = _("Noted by {name} on {date}.")
        noted = format_date(event.noted_on) if event.noted_on else "–"
        self._noted.say(told.format(name=event.noted_by or _("Unnamed"), date=noted))
        self._noted.show()
        self.show()
        self.kind.control.setFocus()

    def shown_id(self) -> Id | None:
        """The id of the event shown; ``None`` for a new one."""
        return self._event.id if self._event else None

    def save(self) -> None:
        """Keep it, or say beside the field what is wrong."""
        account, event = self._account, self._event
        self.form.clear_errors()
        self.account.set_error("" if account else _("Choose an account from the list."))
        for field in (self.happened, self.ended):
            if not field.control.readable():
                field.set_error(_("Give a day as YYYY-MM-DD."))
        if account is None:
            self.account.control.setFocus()
            return
        if self.form.go_to_first_error():
            return
        values = {
            "kind": self.kind.control.key(),
            "text": self.text.control.text(),
            "happened_on": self.happened.control.day(),
            "answer": self.answer.control.text(),
            "ended_on": self.ended.control.day(),
        }
        self._context.save(
            (lambda workspace: edit_major_event(workspace, event.id, values))
            if event
            else (lambda workspace: add_major_event(workspace, account, values)),
            said=_("Major event saved") if event else _("Major event noted"),
            on_done=lambda _summary: self._saved(),
            on_error=self._fail,
        )

    def end(self) -> None:
        """It is over: its alarm ends by itself."""
        event = self._event
        if event is not None:
            self._context.save(
                lambda workspace: end_major_event(workspace, event.id),
                said=_("The major event is over"),
                on_done=lambda _summary: self._saved(),
                on_error=self._fail,
            )

    def delete(self) -> None:
        """Take it away; Undo brings it back."""
        event = self._event
        if event is not None:
            self._context.save(
                lambda workspace: delete_major_event(workspace, event.id),
                said=_("Major event deleted"),
                on_done=lambda _summary: self._saved(),
            )

    def _begin_with(self, name: str) -> None:
        self.title.say((lambda: _("Major event")) if self._event else lambda: _("New major event"))
        self.account.setVisible(self._account is None)
        self._name.setVisible(self._account is not None)
        self._name.say(name)
        self.account.set_error("")
        self.form.clear_errors()

    def _today(self) -> str:
        return self._context.workspace.clock.today().isoformat()

    def _saved(self) -> None:
        self._memory.forget()
        self.close_pane()

    def _forget_account(self, _text: str) -> None:
        self._account = None

    def _take(self, account_id: Id) -> None:
        self._account = account_id
        self.account.set_error("")
        self.kind.control.setFocus()

    def _fail(self, error: Exception) -> None:
        self._context.show_error(
            error,
            {
                "kind": self.kind,
                "text": self.text,
                "happened_on": self.happened,
                "answer": self.answer,
                "ended_on": self.ended,
            },
        )


def _label_of(kind: MajorEventKind) -> str:
    return kind.label
