"""The weekly report 周报: the week's data on the right, what the person writes of it on the left."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.weekly_reports import Submission, week_label, week_start
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import (
    _,
    format_date,
    format_number,
    format_percent_bp,
    format_short_date,
    in_a_row,
    pgettext,
)
from workbench.foundation.ids import Id
from workbench.services.weekly_reports import WeekView, submit_week, week_view, withdraw_week
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.figures import KeyNumber, KeyNumberStrip
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.labels import Chip, Label
from workbench.ui.kit.surfaces import Banner, Scroll, Toolbar, horizontal, vertical
from workbench.ui.kit.tokens import SMALL, Tone
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.printing import preview_paper
from workbench.ui.screens.week.sections import WeekSections
from workbench.ui.screens.week.week_data import WeekData


class WeekPage(Page):
    """One person, one week; a team head chooses whose."""

    page_id = PageId.WEEK

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._view: WeekView | None = None
        self._monday = week_start(context.workspace.clock.today())
        self._manager: Id | None = None
        self._make_header()
        column = vertical(self)
        self._make_figures()
        column.addWidget(self.strip)
        bar = Toolbar()
        self.chip = Chip("")
        self.state = Label(size=SMALL, tone=Tone.TEXT2)
        self.fill_button = Button(lambda: _("Fill what is empty"), icon="download", small=True)
        self.fill_button.clicked.connect(self.fill_empty)
        bar.row.addWidget(self.chip)
        bar.row.addWidget(self.state)
        bar.row.addStretch(1)
        bar.row.addWidget(self.fill_button)
        column.addWidget(bar)
        self.banner = Banner()
        column.addWidget(self.banner)
        row = horizontal(gap=0)
        column.addLayout(row, 1)
        body = Scroll()
        self.sections = WeekSections(context)
        self.sections.brought_back.connect(
            lambda: self.banner.show_text(
                lambda: _("What you typed before the program ended has been brought back.")
            )
        )
        body.column.addWidget(self.sections)
        body.column.addStretch(1)
        row.addWidget(body, 1)
        self.data = WeekData()
        self.data.requested.connect(self.navigation_requested)
        row.addWidget(self.data)

    def title(self) -> str:
        return pgettext("page", "Weekly report")

    def subtitle(self) -> str:
        sunday = self._monday + timedelta(days=6)
        days = f"{format_short_date(self._monday)} – {format_short_date(sunday)}"
        return f"{week_label(self._monday)} · {days}"

    def header_widgets(self) -> Sequence[QWidget]:
        return (*self._steps, self.managers)

    def header_actions(self) -> Sequence[QWidget]:
        return (self.print_button, self.submit_button)

    def destination(self) -> Destination:
        return Destination(PageId.WEEK, subject=self._manager, day=self._monday)

    def open(self, destination: Destination) -> None:
        if destination.subject is not None:
            self._manager = destination.subject
        if destination.day is not None:
            self._monday = week_start(destination.day)

    def refresh(self, summary: object | None) -> None:
        monday, manager = self._monday, self._manager
        self._context.read(lambda workspace: week_view(workspace, monday, manager), self._show, key="week")

    def retranslate(self) -> None:
        self.header_changed.emit()

    def go_to(self, day: date) -> None:
        """Show the week of ``day``; what was typed in the one before is stored."""
        self.sections.keep_all()
        self.banner.show_text("")
        self._monday = week_start(day)
        self.header_changed.emit()
        self.refresh(None)

    def fill_empty(self) -> None:
        """Write what the data say into every section that nobody has written."""
        self.sections.fill(*self.sections.empty_sections())

    def submit(self) -> None:
        """Hand the report in, or take it back."""
        view = self._view
        if view is None:
            return
        self.sections.keep_all()
        manager, monday = view.manager.id, view.facts.monday
        if view.report.submitted_on is not None:
            self._context.save(
                lambda workspace: withdraw_week(workspace, manager, monday), said=_("Taken back")
            )
            return
        self._context.save(
            lambda workspace: submit_week(workspace, manager, monday),
            said=_("The report is handed in"),
            on_error=self._refused,
        )

    def print_report(self) -> None:
        """Preview the report on paper."""
        view = self._view
        if view is None:
            return
        self.sections.keep_all()
        manager, monday = view.manager.id, view.facts.monday

        def make(workspace: Workspace, _profile: Profile, size: PaperSize, code: str) -> Paper:
            from workbench.services.papers_calendar import print_week

            return print_week(workspace, monday, manager, paper_size=size, in_language=code)

        name = f"{_('Weekly report')} {view.manager.name} {monday}"
        preview_paper(self._context, self, lambda: _("Weekly report"), name, make, for_readers=False)

    def _make_header(self) -> None:
        today = self._context.workspace.clock.today
        week = timedelta(days=7)
        self.earlier = Button("", Kind.PLAIN, icon="chevron-left", name=lambda: _("Previous week"))
        self.earlier.clicked.connect(lambda: self.go_to(self._monday - week))
        self.this_week = Button(lambda: _("This week"), small=True)
        self.this_week.clicked.connect(lambda: self.go_to(today()))
        self.later = Button("", Kind.PLAIN, icon="chevron-right", name=lambda: _("Next week"))
        self.later.clicked.connect(lambda: self.go_to(self._monday + week))
        self._steps = (self.earlier, self.this_week, self.later)
        self.managers = ComboBox()
        self.managers.fit_choices()
        self.managers.setAccessibleName(_("Whose report"))
        self.managers.picked.connect(self._choose_manager)
        self.print_button = Button(lambda: _("Print…"), icon="printer")
        self.print_button.clicked.connect(self.print_report)
        self.submit_button = Button(lambda: _("Hand in"), Kind.PRIMARY, icon="check")
        self.submit_button.clicked.connect(self.submit)

    def _make_figures(self) -> None:
        self.figures = {
            "done": KeyNumber(lambda: _("Visits made")),
            "dropped": KeyNumber(lambda: _("Not made")),
            "contacts": KeyNumber(lambda: _("Calls, messages")),
            "promises": KeyNumber(lambda: _("Promises kept")),
            "late": KeyNumber(lambda: _("Promises late")),
            "week": KeyNumber(lambda: _("Attainment, week")),
            "month": KeyNumber(lambda: _("Attainment, month")),
        }
        for name, number in self.figures.items():
            number.clicked.connect(lambda _checked, which=name: self._open_figure(which))
        self.strip = KeyNumberStrip(list(self.figures.values()))

    def _show(self, view: WeekView) -> None:
        if view.facts.monday != self._monday:
            return
        self._view = view
        self.managers.set_choices([(one.id, one.name) for one in view.managers])
        self.managers.choose(view.manager.id)
        facts = view.facts
        values = {
            "done": (format_number(len(facts.done)), ""),
            "dropped": (format_number(len(facts.dropped) + len(facts.unreported)), ""),
            "contacts": (format_number(len(facts.contacts)), ""),
            "promises": (
                format_number(len(facts.kept)),
                _("{count} made").format(count=len(facts.made)) if facts.made else "",
            ),
            "late": (format_number(len(facts.late)), ""),
            **{
                name: (
                    format_percent_bp(score.attainment_bp) if score.required else "–",
                    f"{score.attained}/{score.required}" if score.required else _("none due"),
                )
                for name, score in (("week", facts.week_score), ("month", facts.month_score))
            },
        }
        for name, (value, note) in values.items():
            self.figures[name].show_value(value, note)
        self._show_state(view)
        self.sections.show_view(view)
        self.data.show_facts(facts)
        self.fill_button.setEnabled(bool(self.sections.empty_sections()))
        self.header_changed.emit()

    def _show_state(self, view: WeekView) -> None:
        due = format_date(view.due_on, weekday=True)
        on = view.report.submitted_on
        handed = format_date(on, weekday=True) if on else ""
        word, tone, icon, told = {
            Submission.NOT_DUE: (
                pgettext("weekly report", "Draft"),
                Tone.TEXT2,
                "",
                _("Due on {date}, 17:00").format(date=due),
            ),
            Submission.LATE: (
                pgettext("weekly report", "Late"),
                Tone.DANGER,
                "triangle-alert",
                _("Was due on {date}, 17:00").format(date=due),
            ),
            Submission.SUBMITTED: (
                pgettext("weekly report", "Handed in"),
                Tone.OK,
                "check",
                _("On {date}, in time").format(date=handed),
            ),
            Submission.SUBMITTED_LATE: (
                pgettext("weekly report", "Handed in late"),
                Tone.WARN,
                "check",
                _("On {date}; it was due on {due}").format(date=handed, due=due),
            ),
        }[view.submission]
        self.chip.show_state(word, tone=tone, icon=icon)
        self.state.say(told)
        self.submit_button.say(_("Take back") if on else _("Hand in"))

    def _choose_manager(self, manager: Id) -> None:
        self.sections.keep_all()
        self.banner.show_text("")
        self._manager = manager
        self.refresh(None)

    def _open_figure(self, name: str) -> None:
        page = {
            "promises": PageId.PROMISES,
            "late": PageId.PROMISES,
            "week": PageId.ATTAINMENT,
            "month": PageId.ATTAINMENT,
        }.get(name, PageId.CALENDAR)
        day = self._monday if page is PageId.CALENDAR else None
        self.navigation_requested.emit(Destination(page, day=day))

    def _refused(self, error: Exception) -> None:
        if isinstance(error, BadInput):
            self.banner.show_text(in_a_row(error.message, error.hint))
        else:
            self._context.show_error(error)
