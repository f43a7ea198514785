"""Logging a call from anywhere in the window: account, how, what; Enter keeps it (2-rules §7.2)."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Account, Contact
from workbench.domain.contact_log import Channel
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.contact_log import LogStart, list_people, log_contact, start_log
from workbench.ui.account_search import suggest_accounts
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.dialog import Dialog
from workbench.ui.kit.form import Field
from workbench.ui.kit.labels import Label
from workbench.ui.kit.suggest_field import SuggestField
from workbench.ui.kit.surfaces import clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone
from workbench.ui.screens.accounts.log_form import LogForm, LogInput

WIDTH = 520


class QuickLog(Dialog):
    """Begins with the account looked at; a click on one dealt with lately takes another."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            lambda: _("Log a call or message"),
            accept=lambda: _("Note it"),
            reject=lambda: _("Cancel"),
            width=WIDTH,
            parent=parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("help_topic", "account-visits")
        self._context = context
        self._account: Id | None = None
        self._name = ""
        self.account: Field[SuggestField] = Field(
            lambda: _("Account"), SuggestField(hint=lambda: _("Name, pinyin or code"))
        )
        suggest_accounts(context, self.account.control, key="quick-log-accounts")
        self.account.control.taken.connect(self._taken)
        self.account.control.textEdited.connect(lambda _text: self._forget())
        self._recent = QWidget()
        recent = vertical(self._recent, gap=S1)
        recent.addWidget(Label(lambda: _("Dealt with lately"), size=SMALL, tone=Tone.TEXT2))
        self.recent_row = horizontal(gap=S2)
        recent.addLayout(self.recent_row)
        self._recent.hide()
        self.form = LogForm(context)
        self.form.submitted.connect(self.accept)
        for widget in (self.account, self._recent, self.form):
            self.column.addWidget(widget)
        # Enter in a field keeps the entry by itself, and takes a proposal while one types a name.
        self.accept_button.setAutoDefault(False)
        self.accept_button.setDefault(False)
        self.reject_button.setAutoDefault(False)

    def begin(self, subject: Id | None) -> None:
        """Start an entry; ``subject`` is the account, or the visit, that the user looks at."""
        self._context.read(lambda workspace: start_log(workspace, subject), self._start, key="quick-log")

    def accept(self) -> None:
        """Keep the entry, or say beside its field what is missing."""
        account, given = self._account, self.form.read()
        missing = account is None
        self.account.set_error(_("Choose an account from the list.") if missing else "")
        if account is None or given is None:
            if missing:
                self.account.control.setFocus()
            return
        self.accept_button.setEnabled(False)
        self._context.save(
            lambda workspace: log_contact(
                workspace,
                account,
                given.channel,
                given.text,
                contact_id=given.contact_id,
                on=given.on,
                at=given.at,
            ),
            said=_("{channel} with {name} logged").format(channel=given.channel.label, name=self._name),
            on_done=lambda _summary: super(QuickLog, self).accept(),
            on_error=self._fail,
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._account is not None:
            self.form.text.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self, start: LogStart) -> None:
        self.form.fill(LogInput(Channel.CALL, "", None, start.on, start.at), is_new=True)
        clear_layout(self.recent_row)
        room = WIDTH - 48
        for one in start.recent:
            button = Button(one.short, Kind.SECONDARY, small=True)
            room -= button.sizeHint().width() + S2
            if room < 0:
                button.deleteLater()
                break
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._take, one))
            self.recent_row.addWidget(button)
        self.recent_row.addStretch(1)
        self._recent.setVisible(bool(start.recent))
        if start.account is not None:
            self._take(start.account)
        self.open()

    def _take(self, account: Account) -> None:
        self.account.control.setText(account.name)
        self.account.control.setModified(False)
        self._taken(account.id)

    def _taken(self, account_id: object) -> None:
        if not isinstance(account_id, bytes):
            return
        self._account, self._name = Id(account_id), self.account.control.text()
        wanted = self._account
        self.account.set_error("")
        self._context.read(
            lambda workspace: list_people(workspace, wanted), self._show_people, key="quick-log-people"
        )
        self.form.text.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self._account = None
        self.form.show_people(())

    def _show_people(self, people: Sequence[Contact]) -> None:
        self.form.show_people(people if self._account is not None else ())

    def _fail(self, error: Exception) -> None:
        self.accept_button.setEnabled(True)
        self.form.show_error(error)
