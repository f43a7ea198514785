"""One alarm, or several: what is known, why it is raised, what to do next, and who has seen it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.alarms import AlarmState
from workbench.foundation.i18n import _, format_date, format_number, in_a_row, ngettext, pgettext
from workbench.services.alarms import acknowledge_alarms, take_back_acknowledgement
from workbench.ui.alarm_items import SEVERITY_MARKS
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.marks import NOTICE, MarkView
from workbench.ui.kit.surfaces import Facts, SidePane, clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.alarms.rows import AlarmRow
from workbench.ui.screens.alarms.words import next_steps, reasons, rule_words


class AlarmPane(SidePane):
    """``done``: what was shown has been acknowledged, and the next may be looked at."""

    destination_requested = Signal(object)
    done = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(width=360, parent=parent)
        self._context = context
        self._rows: Sequence[AlarmRow] = ()
        head = horizontal(gap=S2)
        self._mark = MarkView(NOTICE, "")
        self._severity = Label(bold=True)
        self.account_button = Button("", Kind.LINK)
        self.account_button.clicked.connect(self._open_account)
        head.addWidget(self._mark)
        head.addWidget(self._severity)
        head.addStretch(1)
        head.addWidget(self.account_button)
        self.column.addLayout(head)
        self._evidence = vertical(gap=S1)
        self.column.addLayout(self._evidence)
        self.facts = Facts()
        self.column.addWidget(self.facts)
        self.answer = self._make_answer()
        self.column.addWidget(self.answer)
        self.seen = self._make_seen()
        self.column.addWidget(self.seen)
        self._steps_line = Line()
        self.column.addWidget(self._steps_line)
        self._steps_title = Label(lambda: _("What to do next"), bold=True)
        self.column.addWidget(self._steps_title)
        self._steps = vertical(gap=S2)
        self.column.addLayout(self._steps)
        self._why_line = Line()
        self.column.addWidget(self._why_line)
        self._why_title = Label(lambda: _("Why it is raised"), bold=True)
        self._why = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.column.addWidget(self._why_title)
        self.column.addWidget(self._why)
        self.column.addStretch(1)

    def show_row(
        self, row: AlarmRow, today: date, data_to: date | None, values: Mapping[str, object]
    ) -> None:
        """Show one alarm; what is being typed about the same one stays."""
        if [one.key for one in self._rows] != [row.key]:
            self._begin()
        self._rows = (row,)
        self.title.say(row.kind.label)
        if row.severity is not None:
            self._mark.set_mark(SEVERITY_MARKS[row.severity], "")
        self._severity.say(row.severity.label if row.severity else "")
        self.account_button.say(row.account)
        self._tell_evidence(row)
        self._tell_facts(row, today, data_to)
        self._tell_answer(row)
        self._offer_steps(row)
        self._why.say(rule_words(row.kind, values))
        self._show_parts(one=True)
        self.show()

    def show_several(self, rows: Sequence[AlarmRow]) -> None:
        """Show what can be done with several at once."""
        rows = [row for row in rows if row.alarm is not None and row.state is AlarmState.NEW]
        if {one.key for one in self._rows} != {one.key for one in rows}:
            self._begin()
        self._rows = tuple(rows)
        count = len(rows)
        told = ngettext("{count} new alarm", "{count} new alarms", count)
        self.title.say(told.format(count=format_number(count)))
        clear_layout(self._evidence)
        for row in rows[:12]:
            self._evidence.addWidget(Label(f"{row.account} · {row.kind.label}", wrap=True))
        if count > 12:
            more = ngettext("and {count} more", "and {count} more", count - 12)
            self._evidence.addWidget(Label(more.format(count=format_number(count - 12)), tone=Tone.TEXT2))
        self.answer.setVisible(bool(rows))
        self.seen.hide()
        self._show_parts(one=False)
        self.show()

    def shown(self) -> Sequence[AlarmRow]:
        """What is shown."""
        return self._rows

    def begin_answer(self) -> bool:
        """Put the cursor where the reason goes; False where nothing is to be acknowledged."""
        if self.answer.isHidden():
            return False
        self.reason.control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def acknowledge(self) -> None:
        """Keep the reason with what is shown, or say beside the field what is wrong."""
        alarms = [row.alarm for row in self._rows if row.alarm is not None]
        reason = self.reason.control.text()
        count = len(alarms)
        said = ngettext("{count} alarm acknowledged", "{count} alarms acknowledged", count)
        self._context.save(
            lambda workspace: acknowledge_alarms(workspace, alarms, reason),
            said=said.format(count=format_number(count)),
            on_done=lambda _summary: self._acknowledged(),
            on_error=self._fail,
        )

    def take_back(self) -> None:
        """Let the alarm be new again."""
        known = self._rows[0].acknowledgement if self._rows else None
        if known is not None:
            self._context.save(
                lambda workspace: take_back_acknowledgement(workspace, known.id),
                said=_("The alarm is new again"),
            )

    # --- making

    def _make_answer(self) -> QWidget:
        holder = QWidget()
        column = vertical(holder, gap=S2)
        column.addWidget(Line())
        self.reason: Field[TextField] = Field(
            lambda: _("Seen: why it may stand for now"), TextField(hint=lambda: _("A few words"))
        )
        self.reason.control.returnPressed.connect(self.acknowledge)
        column.addWidget(self.reason)
        row = horizontal(gap=S2)
        self.reason_buttons: list[Button] = []
        for place in range(len(reasons())):
            button = Button(partial(_reason, place), Kind.LINK)
            button.clicked.connect(lambda _on=False, place=place: self._take_reason(place))
            row.addWidget(button)
            self.reason_buttons.append(button)
        row.addStretch(1)
        column.addLayout(row)
        self.acknowledge_button = Button(lambda: _("Acknowledge"), Kind.PRIMARY, icon="check")
        self.acknowledge_button.clicked.connect(self.acknowledge)
        buttons = horizontal(gap=S2)
        buttons.addWidget(self.acknowledge_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return holder

    def _make_seen(self) -> QWidget:
        holder = QWidget()
        column = vertical(holder, gap=S2)
        column.addWidget(Line())
        self._seen_by = Label(wrap=True, tone=Tone.TEXT2, size=SMALL)
        self._seen_why = Label(wrap=True, selectable=True)
        column.addWidget(self._seen_why)
        column.addWidget(self._seen_by)
        self.take_back_button = Button(lambda: _("Take back"), Kind.PLAIN, icon="rotate-ccw")
        self.take_back_button.clicked.connect(self.take_back)
        row = horizontal(gap=0)
        row.addWidget(self.take_back_button)
        row.addStretch(1)
        column.addLayout(row)
        return holder

    # --- showing

    def _begin(self) -> None:
        self.reason.control.clear()
        self.reason.set_error("")

    def _show_parts(self, *, one: bool) -> None:
        alone: tuple[QWidget, ...] = (self._mark, self._severity, self.account_button, self.facts)
        for widget in (*alone, self._why_line, self._why_title, self._why):
            widget.setVisible(one)
        has_steps = one and self._rows[0].alarm is not None
        self._steps_line.setVisible(has_steps)
        self._steps_title.setVisible(has_steps)
        if not has_steps:
            clear_layout(self._steps)

    def _tell_evidence(self, row: AlarmRow) -> None:
        clear_layout(self._evidence)
        if row.alarm is None:
            self._evidence.addWidget(Label(lambda: _("Over: its condition has ended by itself."), wrap=True))
            return
        for text in row.evidence:
            self._evidence.addWidget(Label(text, wrap=True, selectable=True))

    def _tell_facts(self, row: AlarmRow, today: date, data_to: date | None) -> None:
        self.facts.clear()
        if row.tier is not None:
            self.facts.add(lambda: _("Tier"), row.tier.label)
        if row.alarm is None:
            return
        if row.since is not None:
            days = (today - row.since).days
            text = ngettext("{date}, {days} day", "{date}, {days} days", days)
            self.facts.add(
                lambda: pgettext("alarm", "Since"),
                text.format(date=format_date(row.since), days=format_number(days)),
            )
        self.facts.add(lambda: _("Responsible"), row.responsible or _("nobody yet"))
        data = row.alarm.data_to
        if data is not None:
            age = (today - data).days
            told = ngettext("{date}, {days} day old", "{date}, {days} days old", age)
            shown = told.format(date=format_date(data), days=format_number(age))
            self.facts.add(lambda: _("Data to"), shown if age > 0 else _("today"))

    def _tell_answer(self, row: AlarmRow) -> None:
        known = row.acknowledgement
        self.answer.setVisible(row.alarm is not None and row.state is AlarmState.NEW)
        self.seen.setVisible(known is not None)
        if known is None:
            return
        who = known.acknowledged_by or _("Unnamed")
        when = format_date(known.acknowledged_on) if known.acknowledged_on else "–"
        told = _("Acknowledged by {name} on {date}.").format(name=who, date=when)
        worse = _("It has grown worse since.") if row.alarm is not None and row.alarm.worsened else ""
        self._seen_by.say(in_a_row(told, worse))
        self._seen_why.say(known.reason)
        self.take_back_button.setVisible(row.alarm is not None)

    def _offer_steps(self, row: AlarmRow) -> None:
        clear_layout(self._steps)
        if row.alarm is None:
            return
        self.step_buttons = []
        for step in next_steps(row.alarm):
            button = Button(step.text, icon=step.icon)
            button.clicked.connect(lambda _on=False, step=step: self.destination_requested.emit(step.place))
            line = horizontal(gap=0)
            line.addWidget(button)
            line.addStretch(1)
            self._steps.addLayout(line)
            self.step_buttons.append(button)

    # --- doing

    def _take_reason(self, place: int) -> None:
        self.reason.control.setText(reasons()[place])
        self.reason.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _acknowledged(self) -> None:
        self._begin()
        self.done.emit()

    def _open_account(self) -> None:
        if self._rows:
            self.destination_requested.emit(Destination(PageId.ACCOUNT, subject=self._rows[0].account_id))

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error, {"reason": self.reason})


def _reason(place: int) -> str:
    return reasons()[place]
