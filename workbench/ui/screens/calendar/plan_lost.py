"""A visit that found no day: why, which visits stand in its way, and what can be done about it."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from workbench.domain.duties import DutyKey
from workbench.domain.visit_plan import NotPlaced
from workbench.domain.visits import Cause
from workbench.foundation.i18n import _, format_date, ngettext, pgettext, weekday_name
from workbench.services.period_plans import PeriodPlan, PersonPlan
from workbench.services.visit_plan_options import MOST_A_DAY, LetGo, Levers, weekday_places
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.surfaces import Facts, Scroll, horizontal, vertical
from workbench.ui.kit.tokens import LARGE, S2, S3, S4, S6, SMALL, Tone
from workbench.ui.screens.calendar.plan_words import loads_of, lost_days_words, remedy_words

DAYS_SHOWN = 5
_MONDAY = date(2024, 1, 1)


class LostPane(Scroll):
    """``levers_wanted`` carries the levers to plan with instead; nothing is stored."""

    levers_wanted = Signal(object)
    frequency_wanted = Signal(object)
    """The account that should be visited less often."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(margins=(S6, S4, S6, S6), gap=S3, parent=parent)
        self._planned: PeriodPlan | None = None
        self._person: PersonPlan | None = None
        self._one: NotPlaced | None = None
        self.title = Label(size=LARGE, bold=True)
        self.asked = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.reason = Label(wrap=True)
        self.days_title = Label(lambda: _("Days that could take it, and who stands there"), bold=True)
        self.days = Facts(name_width=112)
        self.remedies_title = Label(lambda: _("What would let it in (each alone is enough)"), bold=True)
        self.remedies = Label(wrap=True)
        for widget in (
            self.title,
            self.asked,
            self.reason,
            Label(lambda: _("What to do about it"), bold=True),
            Label(
                lambda: _("The period is planned again at once; nothing is written before you accept."),
                size=SMALL,
                tone=Tone.TEXT2,
                wrap=True,
            ),
        ):
            self.column.addWidget(widget)
        self._make_levers(today)
        for part in (Line(), self.days_title, self.days, self.remedies_title, self.remedies):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def _make_levers(self, today: Callable[[], date]) -> None:
        row = horizontal(gap=S2)
        self.call_button = Button(lambda: _("Call instead"), icon="phone")
        self.call_button.clicked.connect(self._call)
        self.let_go_button = Button(lambda: _("Let go this time…"), icon="x")
        self.let_go_button.clicked.connect(self._ask_cause)
        self.less_button = Button(lambda: _("Visit less often…"), icon="route")
        self.less_button.clicked.connect(self._ask_less)
        for button in (self.call_button, self.let_go_button, self.less_button):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        row = horizontal(gap=S2)
        self.day: Field[DateField] = Field(lambda: _("On a day of your choice"), DateField(today))
        self.day.control.textChanged.connect(lambda _text: self._tell_load())
        self.put_button = Button(lambda: _("Put it there"), icon="pin")
        self.put_button.clicked.connect(self._put)
        self.weekday: Field[ComboBox] = Field(lambda: _("One more visit on every"), ComboBox([]))
        self.more_button = Button(lambda: _("Add a place"), icon="plus")
        self.more_button.clicked.connect(self._add_place)
        for field, button in ((self.day, self.put_button), (self.weekday, self.more_button)):
            field.setFixedWidth(200)
            row.addWidget(field)
            # Beside the control, which stands under its label.
            column = _lowered(button)
            row.addWidget(column)
            row.addSpacing(S4)
        row.addStretch(1)
        self.column.addLayout(row)

    def show_lost(self, planned: PeriodPlan, person: PersonPlan, one: NotPlaced) -> None:
        """Show another visit."""
        self._planned, self._person, self._one = planned, person, one
        account = planned.accounts[one.duty.account_id]
        tier = one.duty.tier.label if one.duty.tier else pgettext("tier", "No tier")
        self.title.say(f"{account.short} · {tier}")
        self.asked.say(one.duty.reason())
        self.reason.say(
            _("{kind}, best on {date}: {reason}.").format(
                kind=one.duty.kind.label,
                date=format_date(one.duty.ideal_on, weekday=True),
                reason=one.reason(),
            )
        )
        self.days.clear()
        rows = lost_days_words(person, one, loads_of(person), DAYS_SHOWN)
        for day, names in rows:
            self.days.add(day, names)
        more = len(one.full_days) - len(rows)
        if rows and more > 0:
            text = ngettext("{count} more day", "{count} more days", more).format(count=more)
            self.days.add("", text, tone=Tone.TEXT2)
        self.days_title.setVisible(bool(rows))
        self.days.setVisible(bool(rows))
        said = remedy_words(person, one)
        self.remedies.say("\n".join(f"• {text}" for text in said))
        self.remedies_title.setVisible(bool(said))
        self.remedies.setVisible(bool(said))
        self.call_button.setEnabled(one.duty.kind.is_on_site)
        self.day.control.set_day(max(one.duty.ideal_on, person.given.first_day))
        self._offer_weekdays(person, one)
        self._tell_load()

    def _offer_weekdays(self, person: PersonPlan, one: NotPlaced) -> None:
        """The weekdays on which a place would help, those that help on most days first."""
        count = Counter(day.weekday() for day in one.full_days if day.weekday() < 5)
        places = weekday_places(person.manager)
        offered = [day for day, _n in count.most_common() if places[day] < MOST_A_DAY]
        self.weekday.control.set_choices(
            [
                (
                    day,
                    _("{weekday} ({places} now)").format(
                        weekday=weekday_name(_MONDAY + timedelta(days=day)), places=places[day]
                    ),
                )
                for day in offered
            ]
        )
        on_site = one.duty.kind.is_on_site
        self.weekday.setVisible(bool(offered) and on_site)
        self.more_button.setVisible(bool(offered) and on_site)

    def _levers(self) -> Levers:
        assert self._planned is not None
        return self._planned.options.levers

    def _key(self) -> DutyKey:
        assert self._one is not None
        return self._one.duty.key

    def _call(self) -> None:
        self.levers_wanted.emit(self._levers().with_calls([self._key()]))

    def _ask_cause(self) -> None:
        menu = cause_menu(
            self, lambda why: self.levers_wanted.emit(self._levers().with_let_go([self._key()], why))
        )
        menu.popup(self.let_go_button.mapToGlobal(QPoint(0, self.let_go_button.height())))

    def _ask_less(self) -> None:
        if self._one is not None:
            self.frequency_wanted.emit(self._one.duty.account_id)

    def _put(self) -> None:
        day = self.day.control.day()
        if day is None or self._person is None:
            self.day.set_error(_("Give a day as YYYY-MM-DD."))
            return
        given = self._person.given
        if not given.first_day <= day <= given.end:
            self.day.set_error(_("This day lies outside the period."))
            return
        self.levers_wanted.emit(self._levers().with_by_hand(self._key(), day))

    def _tell_load(self) -> None:
        """What stands on the chosen day."""
        day, person, one = self.day.control.day(), self._person, self._one
        self.day.set_error("")
        self.day.set_warning("")
        if day is None or person is None or one is None:
            return
        load = loads_of(person).get((day, not one.duty.kind.is_on_site))
        if not person.given.calendar.is_workday(day):
            self.day.set_warning(_("No working day"))
        elif load is not None and load.taken >= load.capacity:
            self.day.set_warning(
                _("{taken} of {places} are taken").format(taken=load.taken, places=load.capacity)
            )

    def _add_place(self) -> None:
        weekday, person = self.weekday.control.key(), self._person
        if weekday is None or person is None:
            return
        places = list(weekday_places(person.manager))
        places[weekday] += 1
        self.levers_wanted.emit(self._levers().with_places(person.manager.id, tuple(places)))


def cause_menu(parent: QWidget, then: Callable[[LetGo], object]) -> QMenu:
    """The causes for letting a visit go."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for cause in (Cause.NO_TIME, Cause.NOT_NEEDED, Cause.CUSTOMER_AWAY, Cause.CUSTOMER_REFUSED, Cause.OTHER):
        menu.addAction(cause.label).triggered.connect(lambda _checked, cause=cause: then(LetGo(cause)))
    return menu


def decide_menu(
    parent: QWidget, keys: Iterable[DutyKey], levers: Levers, then: Callable[[Levers], object]
) -> QMenu:
    """What can be decided of several visits without a day at once."""
    chosen = tuple(keys)
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    count = len(chosen)
    calls = ngettext("Call instead of {count} visit", "Call instead of {count} visits", count)
    menu.addAction(calls.format(count=count)).triggered.connect(lambda: then(levers.with_calls(chosen)))
    go = menu.addMenu(ngettext("Let {count} visit go", "Let {count} visits go", count).format(count=count))
    for cause in (Cause.NO_TIME, Cause.NOT_NEEDED, Cause.OTHER):
        go.addAction(cause.label).triggered.connect(
            lambda _checked, cause=cause: then(levers.with_let_go(chosen, LetGo(cause)))
        )
    return menu


def _lowered(button: Button) -> QWidget:
    box = QWidget()
    column = vertical(box, gap=0)
    column.addSpacing(22)
    column.addWidget(button)
    column.addStretch(1)
    return box
