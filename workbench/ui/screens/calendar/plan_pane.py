"""What to plan: from when to when, for whom, how; what must fit is told before it runs with progress."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from workbench.domain.accounts import Manager
from workbench.domain.periods import PeriodKind, period_of
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.foundation.ids import Id
from workbench.services.accounts import list_managers
from workbench.services.period_plans import plan_period
from workbench.services.visit_plan_options import PlanOptions
from workbench.services.visit_plan_outlook import Outlook, look_ahead
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2, SMALL, Tone
from workbench.ui.navigation import Destination, PageId, Part
from workbench.ui.screens.calendar.plan_outlook_part import OutlookPart
from workbench.ui.screens.calendar.plan_spans import Span
from workbench.ui.tasks import Job

MOST_CITY_DAYS = 30
# As long as somebody types on, nothing is counted.
PAUSE_MS = 250


class PlanPane(SidePane):
    """The parameters of a plan. ``planned`` carries the ``PeriodPlan``; nothing is written yet."""

    planned = Signal(object)
    navigation_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Plan a period"), parent=parent)
        self._context = context
        self._job: Job | None = None
        self._accounts: frozenset[Id] | None = None
        self._people: set[Id] | None = None
        self._managers: Sequence[Manager] = ()
        today = context.workspace.clock.today
        self.span: Field[ComboBox] = Field(
            lambda: _("Period"), ComboBox([(span, _span_text(span)) for span in Span])
        )
        self.start: Field[DateField] = Field(lambda: _("From"), DateField(today))
        self.end: Field[DateField] = Field(lambda: _("To"), DateField(today))
        self.whom: Field[ComboBox] = Field(lambda: _("For whom"), ComboBox([]))
        self.people = ItemList(lambda: _("For whom"), fit=True, padding=0, pane=True)
        self.people.ticked.connect(self._tick_person)
        self.people.opened.connect(lambda key: self._tick_person(key, key not in (self._people or ())))
        self.chosen_accounts = Label(size=SMALL, wrap=True)
        self.all_accounts = Button(lambda: _("Plan all accounts"), Kind.LINK)
        self.all_accounts.clicked.connect(lambda: self.choose_accounts(None))
        self.city_days: Field[TextField] = Field(
            lambda: _("Days off for one city"),
            TextField(),
            note=lambda: _("So many days in all may be lost to draw accounts of a city together."),
        )
        self.freely = CheckBox(lambda: _("Move what was planned before freely"))
        self.times = CheckBox(lambda: _("Give each visit a time of day"))
        self.outlook = OutlookPart()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.look_ahead)
        self._put_together()
        self._choose_span(Span.NEXT_QUARTER)
        self._listen()
        self._show_choice()

    def _put_together(self) -> None:
        self.column.addWidget(
            Label(
                lambda: _(
                    "Every visit that the frequency policy requires gets the working day nearest to its "
                    "ideal one, within the daily capacity. You see the difference before anything is written."
                ),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            )
        )
        self.column.addWidget(self.span)
        dates = horizontal(gap=S2)
        dates.addWidget(self.start)
        dates.addWidget(self.end)
        self.column.addLayout(dates)
        for widget in (self.whom, self.people, self.chosen_accounts, self.all_accounts, Line()):
            self.column.addWidget(widget)
        self.column.addWidget(self.outlook)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.hide()
        self.column.addWidget(self.progress)
        self.doing = Label(size=SMALL, tone=Tone.TEXT2)
        self.doing.hide()
        self.column.addWidget(self.doing)
        row = horizontal(gap=S2)
        self.cancel_button = Button(lambda: _("Cancel"))
        self.cancel_button.clicked.connect(self.cancel)
        self.cancel_button.hide()
        self.plan_button = Button(lambda: _("Plan"), Kind.PRIMARY)
        self.plan_button.clicked.connect(self.plan)
        row.addWidget(self.plan_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(Line())
        for option in (self.freely, self.times, self.city_days):
            self.column.addWidget(option)
        self.column.addStretch(1)

    def _listen(self) -> None:
        self.span.control.picked.connect(self._choose_span)
        for field in (self.start, self.end):
            field.control.textChanged.connect(lambda _text: self._dates_typed())
        self.whom.control.picked.connect(self._choose_whom)
        self.outlook.notice_wanted.connect(
            lambda: self.navigation_requested.emit(Destination(PageId.SETTINGS, view=Part.WORKING_DAYS))
        )

    def showEvent(self, event: object) -> None:
        self._context.read(list_managers, self._offer, key="plan-managers")
        self._timer.start()

    def setFocus(self) -> None:  # type: ignore[override]
        """Begin at the first field."""
        self.span.control.setFocus()

    def begin(self, manager: Id | None, accounts: Sequence[Id], day: date | None = None) -> None:
        """Propose to plan for ``manager``, or everybody, and only for ``accounts`` if there are any.

        With a ``day`` the quarter in which it lies, from today on.
        """
        if day is not None:
            quarter = period_of(PeriodKind.QUARTER, day)
            self.choose_days(max(self._context.workspace.clock.today(), quarter.start), quarter.end)
        self.choose_people(None if manager is None or accounts else frozenset([manager]))
        self.choose_accounts(frozenset(accounts) or None)

    def choose_accounts(self, accounts: frozenset[Id] | None) -> None:
        """Plan these accounts only, and leave the visits of others where they are; ``None`` for all."""
        self._accounts = accounts
        self._show_choice()
        self._timer.start()

    def choose_days(self, start: date, end: date) -> None:
        """Plan these days."""
        self.span.control.choose(Span.OWN)
        self.start.control.set_day(start)
        self.end.control.set_day(end)

    def choose_people(self, people: frozenset[Id] | None) -> None:
        """Plan for these people only; ``None`` for everybody."""
        self._people = None if people is None else set(people)
        self._offer(self._managers)
        self._timer.start()

    def options(self) -> PlanOptions | None:
        """How to plan, as the fields say it; ``None`` if one of them is wrong, which is shown there."""
        text = self.city_days.control.text().strip()
        wrong = bool(text) and not (text.isdecimal() and int(text) <= MOST_CITY_DAYS)
        self.city_days.set_error(
            _("This must be a whole number from {least} to {most}.").format(least=0, most=MOST_CITY_DAYS)
            if wrong
            else ""
        )
        if wrong:
            return None
        return PlanOptions(
            self._accounts,
            int(text) if text else None,
            self.freely.isChecked(),
            self.times.isChecked(),
        )

    def plan(self) -> None:
        """Plan in the background."""
        days, options = self._days(told=True), self.options()
        if days is None or options is None:
            return
        workspace, chosen = self._context.workspace, self._chosen()

        def work(job: Job) -> object:
            return plan_period(workspace, *days, manager_ids=chosen, options=options, on_step=job.progress)

        self._set_busy(True)
        self._job = self._context.tasks.run_read(
            work,
            self._done,
            self._failed,
            key="plan",
            label=_("Planning"),
            on_progress=self._show_progress,
        )

    def look_ahead(self) -> None:
        """Say what has to fit, before planning."""
        days, options = self._days(told=False), self.options()
        if days is None or options is None or not self.isVisible():
            return
        chosen = self._chosen()
        self._context.read(
            lambda workspace: look_ahead(workspace, *days, manager_ids=chosen, options=options),
            self._show_outlook,
            key="plan-outlook",
            on_error=self._no_outlook,
        )

    def cancel(self) -> None:
        """Stop planning; nothing was written."""
        if self._job is not None:
            self._job.cancel()

    def close_pane(self) -> None:
        """Closing stops the work."""
        self.cancel()
        super().close_pane()

    def _days(self, *, told: bool) -> tuple[date, date] | None:
        start, end = self.start.control.day(), self.end.control.day()
        if told:
            self.start.set_error("" if start else _("Give a day as YYYY-MM-DD."))
            self.end.set_error("" if end else _("Give a day as YYYY-MM-DD."))
        return (start, end) if start is not None and end is not None else None

    def _chosen(self) -> frozenset[Id] | None:
        return None if self._people is None else frozenset(self._people)

    def _choose_span(self, span: Span) -> None:
        days = span.days(self._context.workspace.clock.today())
        if days is not None:
            self.start.control.set_day(days[0])
            self.end.control.set_day(days[1])
            self.span.control.choose(span)
        self._timer.start()

    def _dates_typed(self) -> None:
        days = self._days(told=False)
        today = self._context.workspace.clock.today()
        fitting = [span for span in Span if span.days(today) == days]
        if days is not None and self.span.control.key() not in fitting:
            self.span.control.choose(fitting[0] if fitting else Span.OWN)
        self._timer.start()

    def _choose_whom(self, whom: object) -> None:
        self._people = None if whom is None else set() if whom == "several" else {whom}  # type: ignore[arg-type]
        self._show_people()
        self._timer.start()

    def _offer(self, managers: Sequence[Manager]) -> None:
        self._managers = managers
        active = [one for one in managers if one.active]
        choices: list[tuple[object, object]] = [(None, lambda: _("Everybody"))]
        choices += [(one.id, one.name) for one in active]
        if len(active) > 2:
            choices.append(("several", lambda: _("Several people…")))
        self.whom.control.set_choices(choices)  # type: ignore[arg-type]
        one = next(iter(self._people), None) if self._people and len(self._people) == 1 else None
        self.whom.control.choose(one if self._people is None or one else "several")
        self._show_people()

    def _show_people(self) -> None:
        several = self.whom.control.key() == "several"
        self.people.setVisible(several)
        chosen = self._people or set()
        self.people.set_items(
            [
                Item(key=one.id, title=one.name, checked=one.id in chosen)
                for one in self._managers
                if one.active
            ]
            if several
            else []
        )

    def _tick_person(self, key: object, checked: bool) -> None:
        if self._people is None:
            self._people = set()
        (self._people.add if checked else self._people.discard)(key)  # type: ignore[arg-type]
        self._show_people()
        self._timer.start()

    def _show_choice(self) -> None:
        accounts = self._accounts
        for widget in (self.chosen_accounts, self.all_accounts):
            widget.setVisible(accounts is not None)
        if accounts is not None:
            count = len(accounts)
            self.chosen_accounts.say(
                lambda: ngettext(
                    "Only {count} chosen account is planned; visits of others stay where they are.",
                    "Only {count} chosen accounts are planned; visits of others stay where they are.",
                    count,
                ).format(count=format_number(count))
            )

    def _show_outlook(self, found: Outlook) -> None:
        self.outlook.show_outlook(found)

    def _no_outlook(self, error: Exception) -> None:
        self.outlook.show_outlook(None)
        self._context.show_error(error, {"start": self.start}, otherwise=self.end, go=False)

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.doing.say(
            _("{done} of {total} visits").format(done=format_number(done), total=format_number(total))
        )

    def _done(self, planned: object) -> None:
        self._set_busy(False)
        self.planned.emit(planned)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self._context.show_error(error, {"start": self.start}, otherwise=self.end)

    def _set_busy(self, busy: bool) -> None:
        if not busy:
            self._job = None
        self.progress.setRange(0, 0)
        self.doing.say("")
        for widget in (self.progress, self.doing, self.cancel_button):
            widget.setVisible(busy)
        self.plan_button.setEnabled(not busy)


def _span_text(span: Span) -> Text:
    return lambda: span.label
