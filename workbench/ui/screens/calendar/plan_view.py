"""The difference that a plan makes: what found no day first, with reason and way out; then accept."""

from collections.abc import Hashable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from workbench.domain.visit_plan import Change
from workbench.foundation.errors import Cancelled
from workbench.foundation.i18n import _, format_date, format_month, format_number, listed, ngettext
from workbench.services.period_plans import PeriodPlan, replan
from workbench.services.visit_plan_acceptance import accept_plan
from workbench.services.visit_plan_options import Levers
from workbench.services.visit_plan_outlook import ProofCheck, check_proof
from workbench.ui.context import Context
from workbench.ui.kit.choices import Choice
from workbench.ui.kit.table_menu import Output
from workbench.ui.kit.tokens import S2
from workbench.ui.navigation import Destination, PageId, Part
from workbench.ui.screens.calendar import plan_lines
from workbench.ui.screens.calendar.plan_days import plan_days
from workbench.ui.screens.calendar.plan_frame import PlanFrame
from workbench.ui.screens.calendar.plan_items import (
    By,
    Heading,
    Tab,
    Wish,
    heading_of,
    plan_items,
    tab_counts,
    wished,
)
from workbench.ui.screens.calendar.plan_lines import Group, find_lost
from workbench.ui.screens.calendar.plan_lost import decide_menu
from workbench.ui.screens.calendar.plan_overview import Share, share_of, short_proof

SEGMENTS = 3


class PlanView(PlanFrame):
    """A draft until it is accepted; leaving it writes nothing."""

    finished = Signal(object)
    """The month to show afterwards, or ``None`` if the plan was discarded."""
    navigation_requested = Signal(object)
    _plan: PeriodPlan | None = None

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lines: tuple[plan_lines.Line, ...] = ()
        self._check: ProofCheck | None = None
        self._left_out: set[Hashable] = set()
        self._wish = Wish()
        self._month = date.min
        self._earlier: list[Levers] = []
        self._listen()
        accept = QShortcut(QKeySequence("Ctrl+Return"), self)
        accept.setContext(Qt.ShortcutContext.WindowShortcut)
        accept.activated.connect(self.accept)

    def _listen(self) -> None:
        self.levers_banner.link_requested.connect(self._take_back)
        self.banner.link_requested.connect(
            lambda: self.navigation_requested.emit(Destination(PageId.SETTINGS, view=Part.WORKING_DAYS))
        )
        self.tabs.chosen.connect(self._choose_tab)
        self.export_button.clicked.connect(lambda: self.table.put_out(Output.EXPORT))
        self.print_button.clicked.connect(lambda: self.table.put_out(Output.PRINT))
        self.discard_button.clicked.connect(self.discard)
        self.accept_button.clicked.connect(self.accept)
        self.search.textChanged.connect(lambda _text: self._rewish())
        self.by.picked.connect(lambda _by: self._rewish())
        self.list.ticked.connect(self._tick)
        self.list.chosen.connect(self._show_chosen)
        self.list.action_requested.connect(self._decide)
        self.grid.event_opened.connect(self._choose_in_list)
        self.lost.levers_wanted.connect(self.use_levers)
        self.lost.frequency_wanted.connect(
            lambda account: self.navigation_requested.emit(Destination(PageId.POLICY, subject=account))
        )
        self.sides.chosen.connect(self._choose_side)
        self.months.chosen.connect(self._choose_month)
        self.many_months.picked.connect(self._choose_month)

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
        names = [manager.name for manager in self._plan.managers.values()]
        whom = listed(names)
        if len(names) > 2:
            whom = ngettext("{count} person", "{count} people", len(names)).format(count=len(names))
        required = self._plan.required
        duties = ngettext("{count} visit required", "{count} visits required", required)
        facts = (_("Draft, not in the calendar yet"), whom, duties.format(count=format_number(required)))
        return " · ".join(fact for fact in facts if fact)

    def show_plan(self, planned: PeriodPlan) -> None:
        """Show another draft."""
        self._earlier = []
        self._left_out = set()
        self.levers_banner.show_text("")
        self.search.clear()
        self._month = planned.first_on.replace(day=1)
        self._wish = Wish(Tab.IMPOSSIBLE if planned.not_placed else Tab.ALL)
        self.by.choose(By.CHANGE)
        self._offer_months(planned)
        self._take(planned)
        self.sides.choose(self.overview if planned.not_placed or not planned.changes else self.calendar)
        self._choose_side(self.sides.current())
        self.list.setFocus()

    def _take(self, planned: PeriodPlan) -> None:
        """Show ``planned`` where another stood."""
        self._plan, self._check, self._lines = planned, None, ()
        self._show_notice(planned)
        self.overview.show_plan(planned)
        self.show_sides(lost=planned.not_placed > 0)
        self._choose_side(self.sides.current())
        self._tell_accept()

        def taken(found: tuple[tuple[plan_lines.Line, ...], list[Share]]) -> None:
            if self._plan is not planned:
                return
            lines, shares = found
            self._lines = lines
            self.overview.show_shares(shares)
            known = {line.key for line in lines}
            self._left_out &= known
            self.table.set_rows(lines)
            self._show()

        # Thousands of lines are nothing for the thread of the window.
        self._context.read(
            lambda _workspace: (plan_lines.plan_lines(planned), [share_of(one) for one in planned.people]),
            taken,
            key="plan-lines",
        )
        self._context.read(
            lambda _workspace: check_proof(planned),
            lambda check: self._proven(planned, check),
            key="plan-proof",
        )

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
            lambda workspace: accept_plan(workspace, planned, leave_out=left_out),  # type: ignore[arg-type]
            said=_("The plan is in the calendar"),
            on_done=done,
            on_error=failed,
        )

    def use_levers(self, levers: Levers) -> None:
        """Plan again with ``levers``, in the background; the change is told."""
        if self._plan is None or self._plan.options.levers == levers:
            return
        self._earlier.append(self._plan.options.levers)
        self._replan(levers)

    def _take_back(self) -> None:
        if self._earlier:
            self._replan(self._earlier.pop())

    def _replan(self, levers: Levers) -> None:
        planned = self._plan
        if planned is None:
            return
        self.accept_button.setEnabled(False)

        def done(again: PeriodPlan) -> None:
            if self._plan is planned:
                self._take(again)
                self._tell_levers(planned, again)

        def failed(error: Exception) -> None:
            self.accept_button.setEnabled(True)
            if not isinstance(error, Cancelled):
                self._context.show_error(error)

        self._context.tasks.run_read(
            lambda job: replan(self._context.workspace, planned, levers, on_step=job.progress),
            done,
            failed,
            key="replan",
            label=_("Planning"),
        )

    def _tell_levers(self, before: PeriodPlan, after: PeriodPlan) -> None:
        change = before.not_placed - after.not_placed
        if not after.options.levers.are_set and not self._earlier:
            self.levers_banner.show_text("")
            return
        if change > 0:
            text = ngettext(
                "{count} visit fewer is without a day; {left} are left.",
                "{count} fewer visits are without a day; {left} are left.",
                change,
            )
        elif change < 0:
            text = _("{count} more are without a day; {left} in all.")
        else:
            text = _("As many as before are without a day: {left}.")
        text = text.format(count=abs(change), left=after.not_placed)
        self.levers_banner.show_text(text, link=_("Take the last step back"))

    def _offer_months(self, planned: PeriodPlan) -> None:
        months = []
        month = planned.start.replace(day=1)
        while month <= planned.end:
            months.append(month)
            month = (month + timedelta(days=31)).replace(day=1)
        self.months.set_choices([Choice(one, format_month(one)) for one in months])
        self.many_months.set_choices([(one, format_month(one)) for one in months])
        self._few = len(months) <= SEGMENTS
        self._go_to_month(self._month)

    def _go_to_month(self, month: date) -> None:
        self._month = month
        self.months.choose(month)
        self.many_months.choose(month)

    def _choose_side(self, side: object) -> None:
        if isinstance(side, QWidget):
            self.right.setCurrentWidget(side)
            if side is self.lost and not self._shows_lost():
                self._choose_first_lost()
            on_grid = side is self.calendar
            self.months.setVisible(on_grid and self._few)
            self.many_months.setVisible(on_grid and not self._few)
            if on_grid:
                self._paint()

    def _show(self) -> None:
        planned = self._plan
        if planned is None:
            return
        counts = tab_counts(self._lines)
        self.show_tabs(other=counts[Tab.OTHER] > 0)
        if not counts[self._wish.tab]:
            self._wish = Wish(Tab.ALL, self._wish.by, self._wish.text)
        for tab in counts:
            if tab is not Tab.OTHER or counts[tab]:
                self.tabs.set_count(tab, format_number(counts[tab]))
        self.tabs.choose(self._wish.tab)
        self._tell_proof()
        self._tell_accept()
        self._list()
        self._paint()

    def _tell_accept(self) -> None:
        planned = self._plan
        if planned is None:
            return
        if not planned.changes:
            self.accept_button.say(lambda: _("Nothing to accept"))
            self.accept_button.setEnabled(False)
            return
        count = sum(
            1
            for line in self._lines
            if line.key not in self._left_out and (line.can_be_left or line.group is Group.KEPT)
        )
        if not self._lines:
            count = planned.changes + planned.count(Change.KEPT) - len(self._left_out)
        text = ngettext("Accept {count} visit", "Accept {count} visits", count)
        self.accept_button.say(text.format(count=format_number(count)))
        self.accept_button.setEnabled(count > 0)

    def _list(self) -> None:
        lines, wish, left_out = self._lines, self._wish, frozenset(self._left_out)
        self._context.read(
            lambda _workspace: plan_items(lines, wish, left_out), self.list.set_items, key="plan-items"
        )

    def _paint(self) -> None:
        if self._plan is None or self.right.currentWidget() is not self.calendar:
            return
        planned, lines, month = self._plan, self._lines, self._month
        left_out = frozenset(self._left_out)
        today = self._context.workspace.clock.today()
        self._context.read(
            lambda _workspace: plan_days(planned, lines, month, left_out),
            lambda days: self.grid.show_month(month, days, today),
            key="plan-days",
        )

    def _proven(self, planned: PeriodPlan, check: ProofCheck) -> None:
        if self._plan is planned:
            self._check = check
            self.overview.show_proof(planned, check)
            self._tell_proof()

    def _tell_proof(self) -> None:
        if self._plan is not None:
            self.proof.say(short_proof(self._plan, self._check))

    def _show_notice(self, planned: PeriodPlan) -> None:
        years = listed(str(year) for year in planned.years_without_notice)
        text = _(
            "The official holidays of {years} are not known yet: the plan rests on weekends. "
            "Plan again once they are published."
        )
        self.banner.show_text(
            text.format(years=years) if years else "", link=_("Take the notice in…") if years else ""
        )

    def _tick(self, key: Hashable, checked: bool) -> None:
        keys = {key}
        if isinstance(key, Heading):
            own = wished(self._lines, self._wish)
            keys = {one.key for one in own if one.can_be_left and heading_of(one, key.by) == key}
        if checked:
            self._left_out -= keys
        else:
            self._left_out |= keys
        self._tell_accept()
        self._list()
        self._paint()

    def _decide(self, key: Hashable) -> None:
        """What to do about all visits under a heading that found no day."""
        if self._plan is None or not isinstance(key, Heading):
            return
        own = wished(self._lines, self._wish)
        keys = [one.key for one in own if one.group is Group.LOST and heading_of(one, key.by) == key]
        menu = decide_menu(self, keys, self._plan.options.levers, self.use_levers)  # type: ignore[arg-type]
        menu.popup(QCursor.pos() + QPoint(0, S2))

    def _rewish(self) -> None:
        self._wish = Wish(self._wish.tab, self.by.key() or By.CHANGE, self.search.text())
        self._list()

    def _choose_tab(self, tab: Tab) -> None:
        self._wish = Wish(tab, self._wish.by, self._wish.text)
        self._list()

    def _choose_month(self, month: date) -> None:
        self._go_to_month(month)
        self._paint()

    def _show_chosen(self, key: Hashable | None) -> None:
        """The day of the line chosen, in the grid; or why it has none."""
        line = next((one for one in self._lines if one.key == key), None)
        if self._plan is None or line is None:
            return
        found = find_lost(self._plan, key)
        if found is not None:
            self.lost.show_lost(self._plan, *found)
            self.sides.choose(self.lost)
            self._choose_side(self.lost)
            return
        if line.on is not None:
            self._go_to_month(line.on.replace(day=1))
            self.grid.current = line.on
            self.why.say(
                "\n".join(part for part in (f"{line.account.short}: {line.why}", line.asked) if part)
            )
            if self.right.currentWidget() is not self.table:
                self.sides.choose(self.calendar)
                self._choose_side(self.calendar)

    def _shows_lost(self) -> bool:
        """Whether the line chosen is one without a day."""
        return self._plan is not None and find_lost(self._plan, self.list.current_key()) is not None

    def _choose_first_lost(self) -> None:
        first = next((line.key for line in self._lines if line.group is Group.LOST), None)
        if first is None or self.list.choose(first):
            return
        self._wish = Wish(Tab.IMPOSSIBLE, self._wish.by)
        self.tabs.choose(Tab.IMPOSSIBLE)
        self._list()
        if self._plan is not None and (found := find_lost(self._plan, first)) is not None:
            self.lost.show_lost(self._plan, *found)

    def _choose_in_list(self, key: Hashable) -> None:
        self.list.choose(key)
