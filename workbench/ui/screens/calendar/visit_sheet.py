"""One visit beside the calendar: its facts and why, the steps it may take, its report."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.frequency import rule_text
from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import VisitState
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _, format_date, listed
from workbench.foundation.ids import Id
from workbench.services.drafts import find_draft
from workbench.services.visit_life import agree_visit, drop_visit
from workbench.services.visits import (
    VisitView,
    get_visit_view,
    move_visit,
)
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.surfaces import Facts, SidePane, clear_layout, horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, SMALL, Tone
from workbench.ui.screens.calendar.report_form import ReportForm

WIDTH = 376


class VisitSheet(SidePane):
    """Steps for an open visit, the report form, or the report that was filed."""

    account_requested = Signal(object)
    print_requested = Signal(object)
    """The ``VisitView`` of a reported visit."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(width=WIDTH, parent=parent)
        self._context = context
        self._view: VisitView | None = None
        self._draft: Mapping[str, object] | None = None
        self._wants_report = False
        self._facts = Facts()
        self.column.addWidget(self._facts)
        self._open_button = Button(lambda: _("Open account"), Kind.LINK)
        self._open_button.clicked.connect(self._open_account)
        self.column.addWidget(self._open_button)
        self._steps = QWidget()
        self._fill_steps()
        self.column.addWidget(self._steps)
        self.form = ReportForm(context)
        self.form.filed.connect(self._filed)
        self.form.cancelled.connect(self._put_aside)
        self.column.addWidget(self.form)
        self._report = QWidget()
        self._report_column = vertical(self._report, gap=S3)
        self.column.addWidget(self._report)
        self.column.addStretch(1)

    def open_visit(self, visit_id: Id, *, report: bool = False) -> None:
        """Show a visit; with ``report``, begin its report at once."""
        if self._view is not None and self._view.visit.id != visit_id:
            self.form.keep()
        self._wants_report = report
        self._context.read(
            lambda workspace: (get_visit_view(workspace, visit_id), find_draft(workspace, visit_id)),
            lambda found: self._show(*found),
            key="visit",
            on_error=self._gone,
        )

    def refresh(self) -> None:
        """Read the visit again, unless its report is being written."""
        if self._view is not None and self.isVisible() and self.form.isHidden():
            self.open_visit(self._view.visit.id)

    def write_report(self) -> bool:
        """Begin the report of the visit shown; False if it has none to write."""
        if self._view is None or not self._view.visit.state.is_open:
            return False
        self.form.begin(self._view, self._draft)
        self._steps.hide()
        self.form.show()
        # What is typed into has to be seen, however many people are listed above it.
        QTimer.singleShot(0, lambda: self.body.ensureWidgetVisible(self.form.areas["talking_points"]))
        return True

    def close_pane(self) -> None:
        """Close the sheet; what was typed is kept as a draft."""
        if not self.form.isHidden():
            self.form.keep()
        self._view = None
        super().close_pane()

    def _gone(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.close_pane()
        else:
            self._context.show_error(error)

    def _show(self, view: VisitView, draft: Mapping[str, object] | None) -> None:
        self._view, self._draft = view, draft
        visit, account = view.visit, view.account
        self.title.say(account.short)
        self._facts.clear()
        when = format_date(visit.on, weekday=True) + (f" {visit.at}" if visit.at else "")
        self._facts.add(lambda: _("When"), when)
        self._facts.add(lambda: _("Kind"), visit.kind.label)
        state = f"{visit.state.label}: {visit.reason}" if visit.reason else visit.state.label
        self._facts.add(lambda: _("State"), state)
        if view.manager is not None:
            self._facts.add(lambda: _("Who"), view.manager.name)
        if account.address or account.city:
            self._facts.add(lambda: _("Where"), account.address or account.city)
        self._facts.add(
            lambda: _("Why"), rule_text(visit.rule) if visit.rule else _("Scheduled by hand"), tone=Tone.TEXT2
        )
        is_open = visit.state.is_open
        self._steps.setVisible(is_open)
        self.form.hide()
        self._report.setVisible(not is_open)
        if is_open:
            self.time.control.setText(visit.at)
            self.day.control.set_day(visit.on)
            self.reason.control.clear()
            self.agree_button.setVisible(visit.state is VisitState.PLANNED)
            self.report_button.setEnabled(visit.on <= self._context.workspace.clock.today())
            self.report_button.setToolTip(
                "" if self.report_button.isEnabled() else _("The visit lies in the future.")
            )
        else:
            self._show_report(view)
        if self._wants_report:
            self._wants_report = False
            self.write_report()

    def _fill_steps(self) -> None:
        column = vertical(self._steps, gap=S3)
        self.report_button = Button(lambda: _("Write report"), Kind.PRIMARY, icon="pencil", hint="F4")
        self.report_button.clicked.connect(self.write_report)
        column.addWidget(self.report_button)
        column.addWidget(Line())
        self.time: Field[TextField] = Field(lambda: _("Time"), TextField(hint="09:30"))
        self.agree_button = Button(lambda: _("Agreed with the account"), icon="handshake")
        self.agree_button.clicked.connect(self._agree)
        column.addWidget(self.time)
        column.addWidget(self.agree_button)
        column.addWidget(Line())
        self.day: Field[DateField] = Field(lambda: _("Day"), DateField(self._context.workspace.clock.today))
        move = Button(lambda: _("Move"), icon="calendar-days")
        move.clicked.connect(self._move)
        column.addWidget(self.day)
        column.addWidget(move)
        column.addWidget(Line())
        self.reason: Field[TextField] = Field(lambda: _("Why it does not take place"), TextField())
        row = horizontal(gap=S2)
        missed = Button(lambda: _("Missed"))
        missed.clicked.connect(lambda: self._drop(VisitState.MISSED))
        cancelled = Button(lambda: _("Cancelled"))
        cancelled.clicked.connect(lambda: self._drop(VisitState.CANCELLED))
        row.addWidget(missed)
        row.addWidget(cancelled)
        row.addStretch(1)
        column.addWidget(self.reason)
        column.addLayout(row)

    def _show_report(self, view: VisitView) -> None:
        clear_layout(self._report_column)
        visit = view.visit
        if visit.state is not VisitState.DONE:
            return
        print_button = Button(lambda: _("Print report"), icon="printer")
        print_button.clicked.connect(lambda: self.print_requested.emit(view))
        self._report_column.addWidget(print_button)
        met = listed(one.name for one in view.contacts if one.id in visit.met)
        for title, text in (
            (_("Met"), met),
            (_("Purpose"), visit.purpose),
            (_("Talking points"), visit.talking_points),
            (_("Findings"), visit.findings),
            (_("Needs"), visit.needs),
            (_("Competitor news"), visit.competitor_news),
            (_("Operating state"), visit.operating_state),
            (_("Demand forecast"), visit.demand_forecast),
            (_("Next step"), visit.next_step),
        ):
            if text:
                self._report_column.addWidget(Label(title, size=SMALL, tone=Tone.TEXT2))
                self._report_column.addWidget(Label(text, wrap=True, selectable=True))
        if view.promises:
            self._report_column.addWidget(Label(_("Promises"), size=SMALL, tone=Tone.TEXT2))
            promises = ItemList(lambda: _("Promises"), fit=True, padding=2, pane=True)
            promises.set_items(
                [
                    Item(key=one.id, title=one.text, right=one.side.label, second=one.owner)
                    for one in view.promises
                ]
            )
            self._report_column.addWidget(promises)

    def _save(self, work: Callable[[Workspace, Id], ChangeSummary], said: str) -> None:
        if self._view is not None:
            visit_id = self._view.visit.id
            self._context.save(lambda workspace: work(workspace, visit_id), said=said)

    def _agree(self) -> None:
        at = self.time.control.text().strip()
        self._save(lambda workspace, visit: agree_visit(workspace, visit, at), _("Agreed"))

    def _move(self) -> None:
        day = self.day.control.day()
        self.day.set_error("" if day else _("Give a day as YYYY-MM-DD."))
        if day is not None:
            at = self.time.control.text().strip()
            self._save(lambda workspace, visit: move_visit(workspace, visit, day, at), _("Moved"))

    def _drop(self, state: VisitState) -> None:
        reason = self.reason.control.text().strip()
        self.reason.set_error("" if reason else _("Say why the visit did not take place."))
        if reason:
            self._save(lambda workspace, visit: drop_visit(workspace, visit, state, reason), state.label)
        else:
            self.reason.control.setFocus()

    def _open_account(self) -> None:
        if self._view is not None:
            self.account_requested.emit(self._view.account.id)

    def _put_aside(self) -> None:
        if self.form.keep():
            self._draft = self.form.fields()
        self.form.hide()
        self._steps.show()

    def _filed(self, visit_id: Id) -> None:
        self.form.hide()
        self.open_visit(visit_id)
