"""Scheduling a visit to an account at hand: day, time, kind, purpose, and why one is due."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Contact
from workbench.domain.visits import VisitKind, VisitState
from workbench.foundation.i18n import _, format_short_date, listed
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.services.visits import schedule_visit
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Form
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.tokens import S2, SMALL, Tone


def kind_choices() -> list[tuple[VisitKind, Callable[[], str]]]:
    """The kinds of visits with their words."""
    return [(kind, _label_of(kind)) for kind in VisitKind]


def _label_of(kind: VisitKind) -> Callable[[], str]:
    return lambda: kind.label


class VisitPane(SidePane):
    """A new visit to one account. Closes itself when the visit is in the calendar."""

    scheduled = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Schedule visit"), parent=parent)
        self._context = context
        self._account: Id | None = None
        self._name = Label(tone=Tone.TEXT2, wrap=True)
        self._why = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self._people = Label(wrap=True)
        self._met: tuple[Id, ...] = ()
        self.form = Form()
        self.day = self.form.add(lambda: _("Day"), DateField(context.workspace.clock.today))
        self.time = self.form.add(lambda: _("Time"), TextField(hint="09:30"))
        self.kind = self.form.add(lambda: _("Kind"), ComboBox(kind_choices()), span=2)
        self.purpose = self.form.add(lambda: _("Purpose"), TextField(), span=2)
        self.agreed = CheckBox(lambda: _("Agreed with the account"))
        self.form.add_widget(self.agreed)
        self.save_button = Button(lambda: _("Put into the calendar"), Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        self.purpose.control.returnPressed.connect(self.save)
        row = horizontal(gap=S2)
        row.addWidget(self.save_button)
        row.addStretch(1)
        for widget in (self._name, self._why, self._people, self.form):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def begin(self, view: AccountView, people: Sequence[Contact] = ()) -> None:
        """Propose the visit that is due next: its kind, and its ideal day from today on.

        ``people`` are whom it is to meet: then a call that is due is not what is wanted.
        """
        self._account = view.account.id
        self._met = tuple(one.id for one in people)
        names = listed(one.name for one in people)
        self._people.say(_("To meet: {names}").format(names=names) if people else "")
        self._people.setVisible(bool(people))
        duty, late = view.duty, view.late
        kind = late.slot.kind if late else duty.kind if duty else VisitKind.FIELD
        ideal = view.today if late or duty is None else max(duty.ideal_on, view.today)
        self._name.say(view.account.name)
        why = late.slot.required.reason() if late else duty.reason() if duty else ""
        if people and not kind.is_on_site:
            kind, ideal, why = VisitKind.FIELD, view.today, ""
        self._why.say(why)
        self._why.setVisible(bool(why))
        self.form.clear_errors()
        self.day.control.set_day(ideal)
        self.time.control.clear()
        self.kind.control.choose(kind)
        self.purpose.control.clear()
        self.agreed.setChecked(False)
        self.show()
        self.day.control.setFocus()
        self.day.control.selectAll()

    def save(self) -> None:
        """Put the visit into the calendar, or say beside the field what is wrong."""
        account, day, at = self._account, self.day.control.day(), self.time.control.text().strip()
        self.day.set_error("" if day else _("Give a day as YYYY-MM-DD."))
        self.time.set_error("")
        if self.form.go_to_first_error() or account is None or day is None:
            return
        kind: VisitKind = self.kind.control.key()
        state = VisitState.AGREED if self.agreed.isChecked() else VisitState.PLANNED
        purpose, met = self.purpose.control.text().strip(), self._met
        self._context.save(
            lambda workspace: schedule_visit(
                workspace, account, day, kind=kind, at=at, state=state, purpose=purpose, met=met
            ),
            said=_("Visit on {date} scheduled").format(date=format_short_date(day)),
            on_done=lambda _summary: self._done(),
            on_error=self._fail,
        )

    def _done(self) -> None:
        self.close_pane()
        self.scheduled.emit()

    def _fail(self, error: Exception) -> None:
        self._context.show_error(error, {"at": self.time}, otherwise=self.day)
