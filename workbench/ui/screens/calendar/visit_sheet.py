"""One visit beside the calendar: its facts and why, the steps it may take, its brief, its report."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.frequency import rule_text
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _, clauses, format_date, labelled, listed, ngettext
from workbench.foundation.ids import Id
from workbench.services.visit_life import choose_people
from workbench.services.visit_sheet import VisitSheetView, get_visit_sheet
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.surfaces import Facts, SidePane
from workbench.ui.kit.tokens import Tone
from workbench.ui.printing import preview_paper
from workbench.ui.screens.calendar.brief_pane import BriefPane
from workbench.ui.screens.calendar.filed_report import FiledReport
from workbench.ui.screens.calendar.report_form import ReportForm
from workbench.ui.screens.calendar.visit_steps import VisitSteps

WIDTH = 376


class VisitSheet(SidePane):
    """Steps and brief for an open visit, the report form, or the report that was filed."""

    account_requested = Signal(object)
    print_requested = Signal(object)
    """The ``VisitView`` of a reported visit."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(width=WIDTH, parent=parent)
        self._context = context
        self._sheet: VisitSheetView | None = None
        self._wants_report = self._wants_cause = False
        self._facts = Facts()
        self.column.addWidget(self._facts)
        self._open_button = Button(lambda: _("Open account"), Kind.LINK)
        self._open_button.clicked.connect(self._open_account)
        self.column.addWidget(self._open_button)
        self.steps = VisitSteps(context)
        self.steps.report_requested.connect(self.write_report)
        self.steps.brief_requested.connect(self.print_brief)
        self.brief = BriefPane()
        self.brief.people_chosen.connect(self._choose_people)
        self.form = ReportForm(context)
        self.form.filed.connect(self._filed)
        self.form.refused.connect(self._filed)
        self.form.cancelled.connect(self._put_aside)
        self.report = FiledReport(context)
        self.report.print_requested.connect(self._print_report)
        self.report.change_requested.connect(self.write_report)
        self.report.visit_requested.connect(self.open_visit)
        self.report.draft_dropped.connect(self.refresh)
        for part in (self.steps, self.brief, self.form, self.report):
            self.column.addWidget(part)
            part.hide()
        self.column.addStretch(1)

    def open_visit(self, visit_id: Id, *, report: bool = False) -> None:
        """Show a visit; with ``report``, begin its report at once."""
        if self._sheet is not None and self._sheet.visit.id != visit_id:
            self.form.keep()
        self._wants_report = report
        self._context.read(
            lambda workspace: get_visit_sheet(workspace, visit_id),
            self._show,
            key="visit",
            on_error=self._gone,
        )

    def ask_cause(self, visit_id: Id) -> None:
        """Show a visit and ask why it is not made."""
        self._wants_cause = True
        self.open_visit(visit_id)

    def refresh(self) -> None:
        """Read the visit again, unless its report is being written."""
        if self._sheet is not None and self.isVisible() and self.form.isHidden():
            self.open_visit(self._sheet.visit.id)

    def write_report(self) -> bool:
        """Begin the report of the visit shown, or change the one unlocked; False without either."""
        sheet = self._sheet
        if sheet is None or not (sheet.visit.state.is_open or sheet.visit.is_unlocked):
            return False
        self.form.begin(sheet)
        for part in (self._facts, self._open_button, self.steps, self.brief, self.report):
            part.hide()
        self.form.show()
        # What is typed into has to be seen, however many people stand above it.
        QTimer.singleShot(0, lambda: self.body.ensureWidgetVisible(self.form.areas["talking_points"]))
        self.form.met.line.setFocus()
        return True

    def print_brief(self) -> None:
        """Open the preview of this visit's brief."""
        if self._sheet is not None:
            visit, account = self._sheet.visit, self._sheet.view.account

            def make(workspace: Workspace, profile: Profile, size: PaperSize, code: str) -> Paper:
                # Loaded by the worker: what makes papers takes longer to load than a page.
                from workbench.services.visit_papers import print_visit_brief

                return print_visit_brief(
                    workspace, visit.id, profile=profile, paper_size=size, in_language=code
                )

            name = _("Visit brief {account} {date}").format(account=account.short, date=visit.on)
            preview_paper(self._context, self, lambda: _("Visit brief"), name, make)

    def close_pane(self) -> None:
        """Close the sheet; what was typed is kept as a draft."""
        if not self.form.isHidden():
            self.form.keep()
        self._sheet = None
        super().close_pane()

    def _gone(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.close_pane()
        else:
            self._context.show_error(error)

    def _show(self, sheet: VisitSheetView) -> None:
        old = self._sheet.visit if self._sheet is not None else None
        if old is None or (old.id, old.state) != (sheet.visit.id, sheet.visit.state):
            self.body.verticalScrollBar().setValue(0)
        self._sheet = sheet
        self.title.say(sheet.view.account.short)
        self._show_facts(sheet)
        is_open = sheet.visit.state.is_open
        self.form.hide()
        self._facts.show()
        self._open_button.show()
        if is_open:
            self.steps.show_sheet(sheet)
            self.brief.show_sheet(sheet)
        else:
            self.report.show_sheet(sheet)
        self.steps.setVisible(is_open)
        self.brief.setVisible(is_open)
        self.report.setVisible(not is_open)
        if self._wants_report:
            self._wants_report = False
            self.write_report()
        if self._wants_cause:
            self._wants_cause = False
            if is_open:
                self.steps.open_step(self.steps.drop_button)

    def _show_facts(self, sheet: VisitSheetView) -> None:
        visit, account, facts = sheet.visit, sheet.view.account, self._facts
        facts.clear()
        facts.add(lambda: _("When"), _when(visit))
        facts.add(lambda: _("Kind"), visit.kind.label)
        facts.add(lambda: _("State"), _state(visit))
        if sheet.view.manager is not None:
            facts.add(lambda: _("Who"), sheet.view.manager.name)
        if account.place:
            facts.add(lambda: _("Where"), account.place)
        if account.visiting_hours:
            facts.add(lambda: _("Visiting hours"), account.visiting_hours)
        closed = sheet.brief.facts.closures
        if closed:
            days = listed(
                f"{format_date(one.span.start)} – {format_date(one.span.end)} {one.reason}".strip()
                for one in closed
            )
            facts.add(lambda: _("Closed days"), days, tone=Tone.WARN)
        if visit.state.is_open and sheet.replaces is not None:
            facts.add(lambda: _("In place of"), format_date(sheet.replaces.on, weekday=True), tone=Tone.TEXT2)
        if visit.purpose and visit.state.is_open:
            facts.add(lambda: _("Purpose"), visit.purpose)
        facts.add(
            lambda: _("Why"), rule_text(visit.rule) if visit.rule else _("Scheduled by hand"), tone=Tone.TEXT2
        )

    def _choose_people(self, met: tuple[Id, ...], ours: tuple[Id, ...]) -> None:
        if self._sheet is not None:
            visit_id = self._sheet.visit.id
            self._context.save(lambda workspace: choose_people(workspace, visit_id, met=met, ours=ours))

    def _print_report(self) -> None:
        if self._sheet is not None:
            self.print_requested.emit(self._sheet.view)

    def _open_account(self) -> None:
        if self._sheet is not None:
            self.account_requested.emit(self._sheet.view.account.id)

    def _put_aside(self) -> None:
        self.form.keep()
        self.form.hide()
        if self._sheet is not None:
            self.open_visit(self._sheet.visit.id)

    def _filed(self, visit_id: Id) -> None:
        self.form.hide()
        self.open_visit(visit_id)


def _when(visit: Visit) -> str:
    when = format_date(visit.on, weekday=True) + (f" {visit.at}" if visit.at else "")
    if not visit.minutes:
        return when
    length = ngettext("{count} minute", "{count} minutes", visit.minutes).format(count=visit.minutes)
    return f"{when} · {length}"


def _state(visit: Visit) -> str:
    """The state, and for a visit that was not made the cause and the words."""
    dropped = visit.state in (VisitState.MISSED, VisitState.CANCELLED)
    why = (visit.cause.label if visit.cause and dropped else "", visit.reason if dropped else "")
    told = clauses(*why)
    if visit.is_unlocked:
        told = _("unlocked: {reason}").format(reason=visit.unlock_reason)
    return labelled(visit.state.label, told) if told else visit.state.label
