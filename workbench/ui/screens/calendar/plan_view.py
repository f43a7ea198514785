"""The difference that a plan makes: what found no day first, with reason and way out; then accept."""

from collections.abc import Hashable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workbench.domain.duties import DutyKey
from workbench.domain.visit_plan import Change
from workbench.foundation.i18n import _, format_date, listed, ngettext
from workbench.services.period_plans import PeriodPlan
from workbench.services.plan_acceptance import accept_plan
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.month_grid import MonthGrid
from workbench.ui.kit.month_paint import Day
from workbench.ui.kit.surfaces import Banner, Surface, Toolbar, horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, S4, SMALL, Tone
from workbench.ui.screens.calendar.plan_items import Tab, plan_days, plan_items, tab_counts, tier_fits

WIDTH = 392


class PlanView(QWidget):
    """A draft until it is accepted; leaving it writes nothing."""

    finished = Signal(object)
    """The month to show afterwards, or ``None`` if the plan was discarded."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._plan: PeriodPlan | None = None
        self._left_out: set[DutyKey] = set()
        self._tab: Tab = Tab.ALL
        self._month = date.min
        column = vertical(self)
        column.addWidget(self._make_toolbar())
        self.banner = Banner()
        column.addWidget(self.banner)
        row = horizontal(gap=0)
        row.addWidget(self._make_list())
        self.grid = MonthGrid(lambda: _("The planned calendar"))
        self.grid.event_opened.connect(self._choose_in_list)
        row.addWidget(self.grid, 1)
        column.addLayout(row, 1)
        accept = QShortcut(QKeySequence("Ctrl+Return"), self)
        accept.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        accept.activated.connect(self.accept)

    def title(self) -> str:
        """What is planned."""
        if self._plan is None:
            return ""
        return _("Plan {start} to {end}").format(
            start=format_date(self._plan.start), end=format_date(self._plan.end)
        )

    def subtitle(self) -> str:
        """For whom, how many accounts and duties; that nothing is written."""
        if self._plan is None:
            return ""
        names = listed(manager.name for manager in self._plan.managers.values())
        required = self._plan.required
        duties = ngettext("{count} visit required", "{count} visits required", required)
        facts = (_("Draft, not in the calendar yet"), names, duties.format(count=required))
        return " · ".join(fact for fact in facts if fact)

    def show_plan(self, planned: PeriodPlan) -> None:
        """Show another draft."""
        self._plan = planned
        self._left_out = set()
        first = min((one.on for plan in planned.plans for one in plan.placed), default=planned.start)
        self._month = first.replace(day=1)
        self._tab = Tab.IMPOSSIBLE if tab_counts(planned)[Tab.IMPOSSIBLE] else Tab.ALL
        months = []
        month = planned.start.replace(day=1)
        while month <= planned.end:
            months.append(Choice(month, f"{month:%Y-%m}"))
            month = (month + timedelta(days=31)).replace(day=1)
        self.months.set_choices(months)
        self.months.choose(self._month)
        self._show_notice(planned)
        self._show()
        self.list.setFocus()

    def discard(self) -> None:
        """Leave without writing anything."""
        self._plan = None
        self.finished.emit(None)

    def accept(self) -> None:
        """Take the plan into the calendar in one step."""
        planned = self._plan
        if planned is None or not self.accept_button.isEnabled():
            return
        left_out = frozenset(self._left_out)
        self.accept_button.setEnabled(False)

        def failed(error: Exception) -> None:
            self.accept_button.setEnabled(True)
            self._context.show_error(error)

        def done(_summary: object) -> None:
            self._plan = None
            self.finished.emit(self._month)

        self._context.save(
            lambda workspace: accept_plan(workspace, planned, leave_out=left_out),
            said=_("The plan is in the calendar"),
            on_done=done,
            on_error=failed,
        )

    def _make_toolbar(self) -> QWidget:
        bar = Toolbar()
        self.tabs = Choices(
            Look.PILLS,
            [
                Choice(Tab.ALL, lambda: _("All")),
                Choice(Tab.ADDED, lambda: Change.ADDED.label),
                Choice(Tab.MOVED, lambda: Change.MOVED.label),
                Choice(Tab.KEPT, lambda: Change.KEPT.label),
                Choice(Tab.IMPOSSIBLE, lambda: _("Without a day"), tone=Tone.DANGER),
            ],
            name=lambda: _("What to list"),
        )
        self.tabs.chosen.connect(self._choose_tab)
        self.months = Choices(Look.SEGMENTS, name=lambda: _("Month shown"))
        self.months.chosen.connect(self._choose_month)
        discard = Button(lambda: _("Discard"), Kind.PLAIN, hint="Esc")
        discard.clicked.connect(self.discard)
        self.accept_button = Button("", Kind.PRIMARY, icon="check", hint="Ctrl Enter")
        self.accept_button.clicked.connect(self.accept)
        bar.row.addWidget(self.tabs)
        bar.row.addSpacing(S4)
        bar.row.addWidget(self.months)
        bar.row.addStretch(1)
        bar.row.addWidget(discard)
        bar.row.addWidget(self.accept_button)
        return bar

    def _make_list(self) -> QWidget:
        side = Surface("left")
        side.setFixedWidth(WIDTH)
        column = vertical(side)
        self.fits = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.fits.setContentsMargins(S4, S2, S4, S2)
        column.addWidget(self.fits)
        column.addWidget(Line())
        self.list = ItemList(lambda: _("What the plan changes"), selectable=True, pane=True)
        self.list.ticked.connect(self._tick)
        self.list.chosen.connect(self._show_day_of)
        column.addWidget(self.list, 1)
        column.addWidget(Line())
        self.proof = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.proof.setContentsMargins(S4, S3, S4, S3)
        column.addWidget(self.proof)
        return side

    def _show(self) -> None:
        if self._plan is None:
            return
        counts = tab_counts(self._plan)
        for tab in Tab:
            self.tabs.set_count(tab, str(counts[tab]))
        self.tabs.choose(self._tab)
        self.fits.say(tier_fits(self._plan))
        self.proof.say(_proof(self._plan))
        accepted = self._plan.placed - len(self._left_out)
        text = ngettext("Accept {count} visit", "Accept {count} visits", accepted)
        self.accept_button.say(text.format(count=accepted))
        self.accept_button.setEnabled(bool(self._plan.required))
        planned, tab, left_out = self._plan, self._tab, frozenset(self._left_out)
        # Thousands of lines are nothing for the thread of the window.
        self._context.read(
            lambda _workspace: plan_items(planned, tab, left_out), self.list.set_items, key="plan-items"
        )
        self._paint()

    def _paint(self) -> None:
        if self._plan is not None:
            planned, month, left_out = self._plan, self._month, frozenset(self._left_out)
            self._context.read(
                lambda _workspace: (month, plan_days(planned, month, left_out)),
                self._show_days,
                key="plan-days",
            )

    def _show_days(self, found: tuple[date, dict[date, Day]]) -> None:
        self.grid.show_month(*found, self._context.workspace.clock.today())

    def _show_notice(self, planned: PeriodPlan) -> None:
        years = listed(str(year) for year in planned.years_without_notice)
        text = _(
            "The official holidays of {years} are not known yet: the plan rests on weekends. "
            "Plan again once they are published."
        )
        self.banner.show_text(text.format(years=years) if years else "")

    def _tick(self, key: Hashable, checked: bool) -> None:
        if isinstance(key, tuple):
            (self._left_out.discard if checked else self._left_out.add)(key)
            self._show()

    def _choose_tab(self, tab: Tab) -> None:
        self._tab = tab
        self._show()

    def _choose_month(self, month: date) -> None:
        self._month = month
        self._paint()

    def _show_day_of(self, key: Hashable | None) -> None:
        """The day of the line chosen, in the grid."""
        if self._plan is None:
            return
        for plan in self._plan.plans:
            for item in plan.placed:
                if item.duty.key == key:
                    self._month = item.on.replace(day=1)
                    self.months.choose(self._month)
                    self.grid.current = item.on
                    self._paint()
                    return

    def _choose_in_list(self, key: Hashable) -> None:
        self.list.choose(key)


def _proof(planned: PeriodPlan) -> str:
    """What is proven of the plan, or by how much it may miss the least."""
    days = planned.deviation_days
    if planned.optimal:
        text = ngettext(
            "{days} day off the ideal dates in all, proven least",
            "{days} days off the ideal dates in all, proven least",
            days,
        ).format(days=days)
    else:
        text = _("{days} days off the ideal dates in all; the least lies at most {gap} days below").format(
            days=days, gap=planned.gap
        )
    moved = planned.count(Change.MOVED)
    before = sum(one.city_days_before for one in planned.plans)
    after = sum(one.city_days for one in planned.plans)
    facts = [text, _("days in a city: {after} instead of {before}").format(after=after, before=before)]
    if moved:
        facts.append(ngettext("{count} visit moved", "{count} visits moved", moved).format(count=moved))
    return " · ".join(facts)
