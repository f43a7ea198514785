"""The pane beside the list: the essentials of one contract, what presses, and what can be done next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, format_date, format_short_date, pgettext
from workbench.foundation.ids import Id
from workbench.services.contract_board import ContractRow
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.marks import CAUTION, MarkView
from workbench.ui.kit.surfaces import Facts, SidePane, clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.screens.contracts.words import STATE_MARKS, contract_name, days_left_words, money


class ContractPane(SidePane):
    """``opened`` asks for the whole contract, ``account_requested`` for the page of its account."""

    opened = Signal(object)
    account_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(width=336, parent=parent)
        self._row: ContractRow | None = None
        self.kind = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(self.kind)
        buttons = horizontal(gap=S2)
        self.open_button = Button(lambda: _("Open"), Kind.PRIMARY, hint="Enter", small=True)
        self.open_button.clicked.connect(lambda: self._row and self.opened.emit(self._row.contract.id))
        self.account_button = Button(lambda: _("Open account"), small=True)
        self.account_button.clicked.connect(
            lambda: self._row and self.account_requested.emit(self._row.contract.account_id)
        )
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.account_button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.column.addSpacing(S2)
        self.column.addWidget(Line())
        self.facts = Facts(92)
        self.column.addWidget(self.facts)
        self.pressing = SectionHeader(lambda: _("What presses"))
        self.column.addWidget(self.pressing)
        self._alerts = vertical(gap=S2)
        self.column.addLayout(self._alerts)
        self.note = Label(tone=Tone.TEXT2, wrap=True, selectable=True)
        self.column.addWidget(self.note)
        self.column.addStretch(1)

    def shown_id(self) -> Id | None:
        """The contract shown."""
        return self._row.contract.id if self._row else None

    def show_row(self, row: ContractRow) -> None:
        """Show this contract."""
        self._row = row
        contract = row.contract
        self.title.say(contract.title or contract_name(contract))
        self.kind.say(lambda: " · ".join(part for part in (contract.number, contract.kind.label) if part))
        self.facts.clear()
        self.facts.add(lambda: _("Account"), row.account_name)
        state = QWidget()
        inner = horizontal(state, gap=S2)
        inner.addWidget(MarkView(STATE_MARKS[row.state], lambda: row.state.label))
        inner.addWidget(Label(lambda: row.state.label))
        inner.addStretch(1)
        self.facts.add(lambda: pgettext("contract", "State"), state)
        self.facts.add(lambda: _("Amount"), lambda: money(contract.amount_fen, contract.currency))
        self._add_days(row)
        if row.next_due is not None:
            duty = row.next_due
            day = format_short_date(duty.due_on) if duty.due_on else ""
            self.facts.add(
                lambda: _("Next duty"),
                lambda: " · ".join(part for part in (day, duty.kind.label, duty.text) if part),
            )
        if row.amendments:
            self.facts.add(lambda: _("Amendments"), str(row.amendments))
        kept = " · ".join(part for part in (contract.archive_number, contract.custodian) if part)
        self.facts.add(lambda: _("Archive"), kept or "–")
        if row.manager_name:
            self.facts.add(lambda: _("Manager"), row.manager_name)
        clear_layout(self._alerts)
        for alert in row.alerts:
            line = QWidget()
            place = horizontal(line, gap=S2)
            place.addWidget(MarkView(CAUTION, alert.kind.label))
            place.addWidget(Label(alert.text, wrap=True), 1)
            self._alerts.addWidget(line)
        self.pressing.setVisible(bool(row.alerts))
        self.note.say(contract.note)
        self.note.setVisible(bool(contract.note))
        self.show()

    def _add_days(self, row: ContractRow) -> None:
        contract = row.contract
        if contract.signed_on:
            self.facts.add(lambda: _("Signed on"), format_date(contract.signed_on))
        if contract.starts_on or contract.ends_on:
            days = [
                format_short_date(day, year=True) if day else "…"
                for day in (contract.starts_on, contract.ends_on)
            ]
            self.facts.add(lambda: _("Term"), " – ".join(days))
        if row.state.is_running:
            tone = Tone.DANGER if row.band == 30 else Tone.WARN if row.band else Tone.TEXT
            self.facts.add(lambda: _("End"), lambda: days_left_words(row.days_left), tone=tone)
