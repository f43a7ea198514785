"""Today: the day's agenda with the next brief open, what is due, and four numbers with their pace."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.visits import Cause, Visit, VisitKind, VisitState
from workbench.foundation.i18n import _, format_date, format_number, format_short_date, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.alarms import list_alarms
from workbench.services.first_steps import Step, first_steps, keep_author, put_steps_away
from workbench.services.over_limit_pace import over_limit_pace
from workbench.services.today import TodayView, today_view
from workbench.services.visit_brief import Brief
from workbench.services.visit_life import drop_visit, reschedule_visit
from workbench.services.visits import complete_action, schedule_visit
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import SectionHeader
from workbench.ui.kit.surfaces import Banner, Scroll, horizontal, vertical
from workbench.ui.kit.tokens import LARGE, S2, Tone
from workbench.ui.navigation import Destination, PageId, Part, VisitDetail
from workbench.ui.page import Page
from workbench.ui.screens.today.brief_card import BriefCard
from workbench.ui.screens.today.first_run import FirstRun
from workbench.ui.screens.today.new_year_pane import NewYearPane
from workbench.ui.screens.today.numbers import Numbers
from workbench.ui.screens.today.side import NARROW, WIDTH, Side, day_to_put, put_words
from workbench.ui.screens.today.steps_card import StepsCard
from workbench.ui.screens.today.unreported import Unreported, waiting_visits
from workbench.ui.tier_marks import TIER_MARKS

TOPICS = frozenset(
    {
        *("account", "contact", "visit", "action", "complaint", "contract", "frequency_rule"),
        *("complaint_event", "contract_event", "contract_duty", "contract_amendment", "attachment"),
        *("project", "service_request", "service_commitment", "policy", "handover", "handover_account"),
        *("alarm_acknowledgement", "major_event", "sales_batch"),
    }
)
_ROOMY = 1000
_STEP_ACTIONS = {Step.IMPORT: "import-file", Step.TIERS: "review-tiers", Step.PLAN: "plan-period"}


class TodayPage(Page):
    """The first page of the day; of a file without accounts, the ways to begin."""

    page_id = PageId.TODAY

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._view: TodayView | None = None
        self._stack = QStackedWidget()
        vertical(self).addWidget(self._stack)
        self.first_run = FirstRun()
        self._wire_first_run()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self.first_run)
        self._day = self._make_day()
        self._stack.addWidget(self._day)
        self.new_button = Button(lambda: _("New visit"), Kind.PRIMARY, icon="plus", hint="Ctrl N")
        self.new_button.clicked.connect(self.new_thing)

    def title(self) -> str:
        return pgettext("page", "Today")

    def subtitle(self) -> str:
        if self._view is None:
            return ""
        view = self._view
        parts = [format_date(view.today, weekday=True), view.day_name]
        if not view.is_empty:
            parts.append(_days_gone(view))
        return " · ".join(part for part in parts if part)

    def header_actions(self) -> list[QWidget]:
        return [self.new_button]

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            self._context.read(today_view, self._show, key="today")
            self._read_steps()

    def _read_steps(self) -> None:
        self._context.read(first_steps, self.steps.show_steps, key="first-steps")

    def _take_step(self, step: Step) -> None:
        if step is Step.BRIEF and self._view is not None and self._view.brief is not None:
            self._print_brief(self._view.brief)
        elif step in _STEP_ACTIONS:
            self.action_requested.emit(_STEP_ACTIONS[step])

    def _put_steps_away(self) -> None:
        put_steps_away()
        self._read_steps()

    def _keep_name(self, name: str) -> None:
        keep_author(self._context.workspace, name)
        self._context.notifier.show_message(_("Saved"))
        self.refresh(None)

    def file_dropped(self, path: str) -> bool:
        if self._view is None or not self._view.is_empty or Path(path).suffix.lower() != ".workbench":
            return False
        # There is nothing here yet that it could be merged into.
        self._context.session.open_file(Path(path))
        return True

    def new_thing(self) -> bool:
        self.navigation_requested.emit(Destination(PageId.CALENDAR, view=Part.NEW_VISIT))
        return True

    def close_innermost(self) -> bool:
        if self.new_year.isHidden():
            return False
        self.new_year.close_pane()
        return True

    def write_report(self) -> bool:
        """Begin the report of the visit whose brief is open (F4); False where it is still ahead."""
        visit = self._view.brief.visit if self._view is not None and self._view.brief is not None else None
        if visit is None or visit.on > self._context.workspace.clock.today():
            return False
        self._write_report(visit.id)
        return True

    def _make_day(self) -> QWidget:
        body = QWidget()
        column = vertical(body)
        self.sample_banner = Banner(
            lambda: _("These are sample data in a file of their own."),
            link=lambda: _("Remove the sample data"),
        )
        self.sample_banner.link_requested.connect(self._context.session.remove_sample)
        column.addWidget(self.sample_banner)
        self.sample_banner.setVisible(self._context.session.is_sample())
        self.holidays = Banner()
        self.holidays.link_requested.connect(
            lambda: self.navigation_requested.emit(Destination(PageId.SETTINGS, view=Part.WORKING_DAYS))
        )
        column.addWidget(self.holidays)
        self.numbers = Numbers()
        self.numbers.destination_requested.connect(self.navigation_requested)
        column.addWidget(self.numbers)
        row = horizontal(gap=0)
        row.addWidget(self._make_agenda(), 1)
        self.side = Side()
        self.side.account_requested.connect(self._open_account)
        self.side.destination_requested.connect(self.navigation_requested)
        self.side.place_requested.connect(self._place_today)
        self.side.promise_ticked.connect(self._tick)
        self.side.calendar_requested.connect(
            lambda: self.navigation_requested.emit(Destination(PageId.CALENDAR))
        )
        row.addWidget(self.side)
        self.new_year = NewYearPane(self._context)
        self.new_year.hide()
        self.new_year.closed.connect(self.side.show)
        self.new_year.account_requested.connect(self._open_account)
        self.side.new_year_requested.connect(self._open_new_year)
        row.addWidget(self.new_year)
        column.addLayout(row, 1)
        return body

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setFixedWidth(WIDTH if self.width() >= _ROOMY else NARROW)

    def _make_agenda(self) -> QWidget:
        scroll = Scroll(gap=S2)
        self.steps = StepsCard()
        self.steps.step_requested.connect(self._take_step)
        self.steps.put_away.connect(self._put_steps_away)
        self.steps.name_given.connect(self._keep_name)
        scroll.column.addWidget(self.steps)
        self._agenda_title = SectionHeader(
            lambda: _("Today's agenda"), size=LARGE, link=lambda: _("Print briefs…")
        )
        self._agenda_title.link_requested.connect(self._offer_briefs)
        self.brief = BriefCard()
        self.brief.print_requested.connect(self._print_brief)
        self.brief.report_requested.connect(lambda brief: self._write_report(brief.visit.id))
        self.brief.account_requested.connect(lambda brief: self._open_account(brief.account.id))
        self.brief.promise_ticked.connect(self._tick)
        self.agenda = ItemList(lambda: _("Today's agenda"), fit=True, padding=0)
        self.agenda.opened.connect(self._open_visit)
        self._over_title = SectionHeader(lambda: _("Today's agenda"), size=LARGE)
        self._unreported_title = SectionHeader(lambda: _("Without a report"), size=LARGE)
        self.unreported = Unreported()
        self.unreported.opened.connect(self._open_visit)
        self.unreported.report_requested.connect(self._write_report)
        self.unreported.missed.connect(self._missed)
        self.unreported.moved.connect(self._moved)
        for widget in (
            self._agenda_title,
            self.brief,
            self._over_title,
            self.agenda,
            self._unreported_title,
            self.unreported,
        ):
            scroll.column.addWidget(widget)
        scroll.column.addStretch(1)
        return scroll

    def _wire_first_run(self) -> None:
        first = self.first_run
        first.import_requested.connect(lambda: self.action_requested.emit("import-file"))
        first.templates_requested.connect(lambda: self.action_requested.emit("import-template"))
        first.name.given.connect(self._keep_name)
        first.open_requested.connect(self._context.session.ask_open)
        first.sample_requested.connect(self._context.session.open_sample)

    def _show(self, view: TodayView) -> None:
        self._view = view
        self.header_changed.emit()
        self.new_button.setVisible(not view.is_empty)
        if view.is_empty:
            self._stack.setCurrentWidget(self.first_run)
            return
        self.numbers.show_view(view)
        shown = [visit for visit in view.agenda if view.brief is None or visit.id != view.brief.visit.id]
        is_ahead = view.brief is not None and view.brief.visit.on > view.today
        self._agenda_title.title.say(_("Next visit") if is_ahead else _("Today's agenda"))
        self._agenda_title.note.say(_agenda_note(view))
        self._over_title.setVisible(is_ahead and bool(view.agenda))
        self._over_title.note.say(_("nothing is left to do"))
        self.brief.setVisible(view.brief is not None)
        if view.brief is not None:
            self.brief.show_brief(view.brief, view.today)
        items = [self._visit_item(visit) for visit in shown]
        if not view.agenda and view.brief is None:
            note = _("Nothing is planned ahead; plan the next period in the calendar.")
            items = [Item(key=None, title=_("No visit today"), note=note)]
        self.agenda.set_items(items)
        self._unreported_title.setVisible(bool(view.unreported))
        self._unreported_title.note.say(format_number(len(view.unreported)))
        accounts = view.accounts
        self.unreported.show_visits(
            waiting_visits(
                view.unreported,
                lambda account: accounts[account].short if account in accounts else "",
                view.next_workdays,
            )
        )
        self._agenda_title.link.setVisible(bool(view.agenda) or view.brief is not None)
        self._show_holidays(view.unknown_year)
        self.side.show_view(view)
        QTimer.singleShot(0, self, self._read_alarms)
        self.new_year.show_task(view.new_year)
        self._stack.setCurrentWidget(self._day)

    def _show_holidays(self, unknown_year: int | None) -> None:
        told = _("The official holidays of {year} are not known yet: weekends only are free.")
        self.holidays.show_text(
            told.format(year=unknown_year) if unknown_year is not None else "", link=lambda: _("Working days")
        )

    def _read_alarms(self) -> None:
        """Once the day is painted: they look at every account, and nobody waits for them to begin."""
        self._context.read(list_alarms, self.side.show_alarms, key="today-alarms")
        self._context.read(over_limit_pace, self.numbers.show_over_limit, key="today-over-limit")

    def _visit_item(self, visit: Visit) -> Item:
        assert self._view is not None
        account = self._view.accounts.get(visit.account_id)
        agreed = visit.state is VisitState.AGREED
        done = visit.state is VisitState.DONE
        purpose = visit.findings if done else visit.purpose
        city = account.city if account else ""
        return Item(
            key=visit.id,
            lead=visit.at or "–",
            title=account.short if account else "",
            bold=True,
            mark=TIER_MARKS[account.tier] if account and account.tier else None,
            chip=visit.state.label,
            chip_tone=Tone.OK if done else Tone.ACCENT if agreed else Tone.TEXT2,
            chip_icon="check" if done else "handshake" if agreed else "",
            chip_outline=visit.state is VisitState.PLANNED,
            note=" · ".join(part for part in (visit.kind.label, city, purpose) if part),
        )

    def _open_visit(self, visit_id: Id | None) -> None:
        if visit_id is not None:
            self.navigation_requested.emit(Destination(PageId.CALENDAR, subject=visit_id))

    def _write_report(self, visit_id: Id) -> None:
        self.navigation_requested.emit(
            Destination(PageId.CALENDAR, subject=visit_id, view=VisitDetail.REPORT)
        )

    def _missed(self, visit_id: Id, cause: Cause) -> None:
        self._context.save(
            lambda workspace: drop_visit(workspace, visit_id, VisitState.MISSED, cause=cause),
            said=_("Missed: {cause}").format(cause=cause.label),
        )

    def _moved(self, visit_id: Id, day: date) -> None:
        self._context.save(
            lambda workspace: reschedule_visit(workspace, visit_id, day),
            said=_("Moved to {date}").format(date=format_short_date(day)),
        )

    # What makes papers is read in when one is wanted: it would take a third of the start.

    def _print_brief(self, brief: Brief) -> None:
        from workbench.ui.screens.today.brief_print import print_visit

        print_visit(self._context, self, brief.visit, brief.account)

    def _offer_briefs(self) -> None:
        from workbench.ui.screens.today.brief_print import offer_briefs

        if self._view is not None:
            shown = self._view.brief.visit.on if self._view.brief else self._view.today
            offer_briefs(self._context, self._agenda_title.link, shown)

    def _open_new_year(self) -> None:
        self.side.hide()
        self.new_year.show()
        self.new_year.list.setFocus()

    def _open_account(self, account_id: Id) -> None:
        self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account_id))

    def _place_today(self, key: tuple[Id, VisitKind]) -> None:
        if self._view is not None:
            account_id, kind, day = key[0], key[1], day_to_put(self._view)
            self._context.save(
                lambda workspace: schedule_visit(workspace, account_id, day, kind=kind),
                said=put_words(self._view),
            )

    def _tick(self, action_id: Id, checked: bool) -> None:
        self._context.save(
            lambda workspace: complete_action(workspace, action_id, done=checked), said=_("Promise kept")
        )


def _days_gone(view: TodayView) -> str:
    number, days = view.workday_number, view.workdays_in_month
    if view.is_workday:
        return _("working day {number} of {all} this month").format(number=number, all=days)
    if number >= days:
        return _("day off · no working day is left this month")
    left = ngettext(
        "day off · {count} working day left", "day off · {count} working days left", days - number
    )
    return left.format(count=days - number)


def _agenda_note(view: TodayView) -> str:
    if view.brief is not None and view.brief.visit.on > view.today:
        day = format_date(view.brief.visit.on, weekday=True)
        return day if view.agenda else " · ".join((day, _("no visit today")))
    count = len(view.agenda)
    return (
        ngettext("{count} visit", "{count} visits", count).format(count=format_number(count)) if count else ""
    )
