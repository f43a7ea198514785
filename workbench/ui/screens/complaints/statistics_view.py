"""Complaints in figures: times, shares and costs of a period, and what lies behind them (2-rules §8)."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.complaint_statistics import ComplaintStatistics, ParetoBar
from workbench.domain.papers import Paper, PaperSize
from workbench.domain.value import Span
from workbench.foundation.i18n import (
    _,
    format_money,
    format_month,
    format_number,
    format_percent_bp,
    in_a_row,
    listed,
    ngettext,
    pgettext,
)
from workbench.foundation.ids import Id
from workbench.services.complaint_statistics import get_complaint_statistics
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.day_span import DaySpan
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.figures import KeyNumber, KeyNumberStrip
from workbench.ui.kit.labels import Line
from workbench.ui.kit.pareto_chart import ParetoChart, ParetoItem
from workbench.ui.kit.surfaces import Banner, Toolbar, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.tokens import S2, S4, S6
from workbench.ui.printing import preview_paper
from workbench.ui.screens.complaints.statistics_words import (
    By,
    columns,
    label_of,
    noted,
    one_digit,
    show_durations,
    show_share,
)

CHART_HEIGHT, LEAST_CHART = 228, 96


class StatisticsView(QWidget):
    """The period, eight figures, the chart and its table. ``listed`` gives a title and whose figure it is."""

    listed = Signal(str, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._today = context.workspace.clock.today
        self._figures: ComplaintStatistics | None = None
        column = vertical(self)
        column.addWidget(self._make_toolbar())
        self.banner = Banner()
        column.addWidget(self.banner)
        self._outer = QStackedWidget()
        column.addWidget(self._outer, 1)
        self._outer.addWidget(QWidget())
        self.nothing = EmptyState(
            "chart-column",
            lambda: _("No complaints in these days"),
            lambda: _(
                "Once complaints are recorded, this page shows how many there are of which kind and cause, "
                "how soon they were answered and closed, and what they cost. Other days can be chosen above."
            ),
        )
        self._outer.addWidget(self.nothing)
        self._body = QWidget()
        self._outer.addWidget(self._body)
        self._fill_body()

    def _make_toolbar(self) -> Toolbar:
        bar = Toolbar()
        self.span = DaySpan(
            tuple(Span),
            Span.OWN,
            self._today,
            name=lambda: _("Complaints of which days"),
            current=Span.LAST_12_MONTHS,
        )
        self.span.changed.connect(self.refresh)
        bar.row.addWidget(self.span)
        bar.row.addStretch(1)
        self.report_button = Button(lambda: _("Service report…"), icon="printer", small=True)
        self.report_button.clicked.connect(lambda _checked=False: self.print_here())
        bar.row.addWidget(self.report_button)
        return bar

    def _fill_body(self) -> None:
        column = vertical(self._body)
        self.received = self._number(
            lambda: pgettext("complaint figure", "Received"), lambda one: one.received
        )
        self.open_now = self._number(lambda: _("Open today"), lambda one: one.open_now)
        self.overdue = self._number(lambda: _("Overdue today"), lambda one: one.overdue_now)
        self.cost = self._number(lambda: pgettext("complaints", "Cost"), lambda one: one.costed)
        self.reply = self._number(lambda: _("First reply, working days"), lambda one: one.first_reply.ids)
        self.close_time = self._number(lambda: _("Until closed, working days"), lambda one: one.to_close.ids)
        self.valid = self._number(lambda: _("Judged valid"), lambda one: one.valid)
        self.repeats = self._number(lambda: _("Repeat complaints"), lambda one: one.repeats)
        column.addWidget(KeyNumberStrip((self.received, self.open_now, self.overdue, self.cost)))
        column.addWidget(KeyNumberStrip((self.reply, self.close_time, self.valid, self.repeats)))
        bar = Toolbar()
        self.by = Choices(
            Look.PILLS,
            [Choice(one, partial(label_of, one)) for one in By],
            name=lambda: _("What is compared"),
        )
        self.by.chosen.connect(lambda _by: self._show_pareto())
        bar.row.addWidget(self.by)
        bar.row.addSpacing(S4)
        self.unknown = Button("", small=True)
        self.unknown.clicked.connect(lambda _checked=False: self._list_unknown())
        bar.row.addWidget(self.unknown)
        bar.row.addStretch(1)
        column.addWidget(bar)
        self.chart = ParetoChart(lambda: _("Complaints by number, cumulated"), height=CHART_HEIGHT)
        self.chart.chosen.connect(self._list_bar)
        self._charts = QStackedWidget()
        self._charts.setFixedHeight(CHART_HEIGHT + 2 * S2)
        holder = QWidget()
        vertical(holder, margins=(S6, S2, S6, S2)).addWidget(self.chart)
        self._charts.addWidget(holder)
        self.no_bars = EmptyState("chart-column", "")
        self._charts.addWidget(self.no_bars)
        column.addWidget(self._charts)
        column.addWidget(Line())
        self.table: Table[ParetoBar] = Table(
            columns(lambda: self._by().word),
            lambda bar: bar.label,
            name=lambda: _("Complaints: {by}").format(by=self._by().label),
            memory="complaint-statistics",
        )
        self.table.row_activated.connect(self._list_row)
        column.addWidget(self.table, 1)

    def _number(
        self, title: Callable[[], str], ids: Callable[[ComplaintStatistics], tuple[Id, ...]]
    ) -> KeyNumber:
        number = KeyNumber(title)

        def tell(_checked: bool = False) -> None:
            if self._figures is not None:
                self.listed.emit(title(), ids(self._figures))

        number.clicked.connect(tell)
        return number

    # --- reading and showing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where the window is low the table still has room under the chart.
        height = min(CHART_HEIGHT, max(self.height() // 3, LEAST_CHART))
        self.chart.setFixedHeight(height)
        self._charts.setFixedHeight(height + 2 * S2)

    def refresh(self) -> None:
        """Read the figures of the chosen days."""
        days = self.span.days()
        if days is None:
            self.banner.show_text(lambda: _("Give the first and the last day; the last cannot be earlier."))
            return
        self._context.read(
            lambda workspace: get_complaint_statistics(workspace, *days),
            self.show_figures,
            key="complaint-statistics",
        )

    def show_figures(self, figures: ComplaintStatistics) -> None:
        """Show other figures."""
        self._figures = figures
        anything = figures.received or figures.closed or figures.open_now
        self._outer.setCurrentWidget(self._body if anything else self.nothing)
        years = figures.years_without_notice if anything else ()
        self.banner.show_text(
            _("No official calendar of {years} is known: there the weekend rule counts.").format(
                years=listed(str(year) for year in years)
            )
            if years
            else ""
        )
        per_hundred = figures.per_hundred
        self.received.show_value(
            format_number(len(figures.received)),
            _("{number} per 100 accounts").format(number=one_digit(per_hundred))
            if per_hundred is not None
            else "",
        )
        self.open_now.show_value(format_number(len(figures.open_now)))
        self.overdue.show_value(format_number(len(figures.overdue_now)))
        self.cost.show_value(
            format_money(figures.cost_fen, short=True),
            noted(len(figures.costed)) if figures.received else "",
        )
        silent = len(figures.unanswered)
        show_durations(
            self.reply,
            figures.first_reply,
            ngettext("{count} unanswered", "{count} unanswered", silent).format(count=silent)
            if silent
            else "",
        )
        show_durations(self.close_time, figures.to_close, "")
        judged = len(figures.valid) + len(figures.not_valid)
        show_share(self.valid, figures.valid_bp, len(figures.valid), judged)
        show_share(self.repeats, figures.repeat_bp, len(figures.repeats), len(figures.received))
        self._show_pareto()

    def _by(self) -> By:
        current = self.by.current()
        return current if isinstance(current, By) else By.KIND

    def _show_pareto(self) -> None:
        if self._figures is None:
            return
        by = self._by()
        pareto = by.of(self._figures)
        self.chart.show_items(
            [ParetoItem(one.label, one.count, one.cumulative_bp, one.is_vital) for one in pareto.bars],
            word=format_number,
            percent=format_percent_bp,
        )
        self.no_bars.title.say(lambda: by.nothing)
        self._charts.setCurrentIndex(0 if pareto.bars else 1)
        self.table.set_rows(pareto.bars)
        self.table.retranslate()
        count = len(pareto.unknown)
        self.unknown.setVisible(bool(count))
        self.unknown.setText(
            ngettext("{count} not known yet", "{count} not known yet", count).format(count=count)
        )

    # --- lists behind the figures

    def _bars(self) -> Sequence[ParetoBar]:
        return self._by().of(self._figures).bars if self._figures is not None else ()

    def _list_bar(self, place: int) -> None:
        bars = self._bars()
        if place < len(bars):
            self._list_row(bars[place])

    def _list_row(self, bar: ParetoBar) -> None:
        self.listed.emit(bar.label, bar.ids)

    def _list_unknown(self) -> None:
        if self._figures is not None:
            self.listed.emit(self.unknown.text(), self._by().of(self._figures).unknown)

    # --- what else can be done

    def print_here(self) -> bool:
        """Preview the service report of the month in which the period ends."""
        days = self.span.days()
        month = min(days[1] if days else self._today(), self._today()).replace(day=1)

        def make(workspace: Workspace, _profile: object, size: PaperSize, code: str) -> Paper:
            from workbench.services.complaint_papers import print_service_report

            return print_service_report(workspace, month, paper_size=size, in_language=code)

        name = in_a_row(_("Service report"), format_month(month))
        preview_paper(self._context, self, lambda: _("Service report"), name, make, for_readers=False)
        return True

    def retranslate(self) -> None:
        """Put the figures into the other language."""
        if self._figures is not None:
            self.refresh()
