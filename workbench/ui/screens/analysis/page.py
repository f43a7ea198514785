"""Analysis: who carries the sales of a period; ABC classes, the curve of shares (2-rules §2.2)."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.value import AbcClass, Span
from workbench.foundation.i18n import (
    _,
    format_date,
    format_money,
    format_number,
    format_percent_bp,
    listed,
    ngettext,
    pgettext,
)
from workbench.services.value import AbcLine, AbcReport, analyse_abc
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.figures import KeyNumber, KeyNumberStrip
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.share_curve import ShareCurve
from workbench.ui.kit.surfaces import Banner, Toolbar, name_widget, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.tokens import S2, S3, S4, S6, Tone
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.screens.analysis.words import (
    Prepared,
    View,
    bands,
    belongs,
    columns,
    prepare,
    tip,
    views,
)

TOPICS = frozenset({"account", "sales_batch", "manager", "policy"})
DAY_WIDTH = 128


class AnalysisPage(Page):
    """The period on top, the curve under the figures, the accounts under the curve."""

    page_id = PageId.ANALYSIS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._prepared: Prepared | None = None
        self._filtered = False
        self._today = context.workspace.clock.today
        self._outer = QStackedWidget()
        vertical(self).addWidget(self._outer)
        self._outer.addWidget(QWidget())
        self.nothing = self._make_empty()
        self._outer.addWidget(self.nothing)
        body = QWidget()
        self._body = body
        self._outer.addWidget(body)
        column = vertical(body)
        column.addWidget(self._make_toolbar())
        self.banner = Banner()
        column.addWidget(self.banner)
        column.addWidget(self._make_numbers())
        self.curve = ShareCurve(lambda: _("Sales by account, cumulated"))
        self.curve.band_chosen.connect(self.show_class)
        self.curve.item_chosen.connect(self._choose_place)
        holder = QWidget()
        vertical(holder, margins=(S6, S2, S6, S2)).addWidget(self.curve)
        column.addWidget(holder)
        column.addWidget(Line())
        column.addWidget(self._make_filter())
        self.table: Table[AbcLine] = Table(
            columns(),
            lambda line: line.row.account_id,
            name=lambda: _("Accounts by sales"),
            memory="analysis",
            count_text=_accounts,
        )
        self.table.row_activated.connect(self._open)
        column.addWidget(self.table, 1)

    # --- what the window asks

    def title(self) -> str:
        return pgettext("page", "Analysis")

    def subtitle(self) -> str:
        report = self._prepared.report if self._prepared else None
        if report is None or not report.lines or report.first is None or report.last is None:
            return ""
        return _("Sales from {first} to {last}").format(
            first=format_date(report.first), last=format_date(report.last)
        )

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            self._load()

    def find_here(self) -> bool:
        self.table.setFocus()
        return True

    def edit_thing(self) -> bool:
        line = self.table.current_row()
        if line is None:
            return False
        self._open(line)
        return True

    def close_innermost(self) -> bool:
        if self.views.current() is View.ALL:
            return False
        self._show(View.ALL)
        return True

    # --- making

    def _make_empty(self) -> EmptyState:
        bring = Button(lambda: _("Import a spreadsheet…"), Kind.PRIMARY, icon="file-spreadsheet")
        bring.clicked.connect(lambda: self.navigation_requested.emit(Destination(PageId.IMPORT)))
        return EmptyState(
            "chart-column",
            lambda: _("Nothing to analyse yet"),
            lambda: _("With accounts and their sales, this page shows which few carry most of the business."),
            (bring,),
        )

    def _make_toolbar(self) -> Toolbar:
        bar = Toolbar()
        self.span = Choices(
            Look.SEGMENTS,
            [Choice(one, partial(_span_text, one)) for one in Span],
            name=lambda: _("Sales of which days"),
        )
        self.span.chosen.connect(self._choose_span)
        self.first, self.last = DateField(self._today), DateField(self._today)
        name_widget(self.first, lambda: _("From"))
        name_widget(self.last, lambda: _("To, included"))
        self._dash = Label("–", tone=Tone.TEXT2)
        bar.row.addWidget(self.span)
        bar.row.addSpacing(S2)
        for widget in (self.first, self._dash, self.last):
            bar.row.addWidget(widget)
            widget.hide()
        for field in (self.first, self.last):
            field.setFixedWidth(DAY_WIDTH)
            field.setProperty("small", True)
            field.day_changed.connect(lambda _day: self._load())
        bar.row.addStretch(1)
        return bar

    def _make_numbers(self) -> KeyNumberStrip:
        self.total = KeyNumber(lambda: _("Sales"))
        self.top = KeyNumber(lambda: _("Held by the top 20%"))
        self.class_a = KeyNumber(lambda: _("Class A"))
        self.unsold = KeyNumber(lambda: _("Without sales"))
        for number, view in (
            (self.total, View.ALL),
            (self.top, View.BEST_FIFTH),
            (self.class_a, AbcClass.A),
            (self.unsold, View.NO_SALES),
        ):
            number.clicked.connect(partial(self._show, view))
        return KeyNumberStrip((self.total, self.top, self.class_a, self.unsold))

    def _make_filter(self) -> Toolbar:
        bar = Toolbar()
        self.views = Choices(Look.PILLS, views(), name=lambda: _("Which accounts"))
        self.views.chosen.connect(self._show)
        bar.row.addWidget(self.views)
        bar.row.addStretch(1)
        bar.row.setContentsMargins(S4, 0, S4, 0)
        bar.row.setSpacing(S3)
        return bar

    # --- reading and showing

    def _days(self) -> tuple[date, date] | None:
        span = self.span.current()
        if span is not Span.OWN:
            return (span if isinstance(span, Span) else Span.LAST_12_MONTHS).days(self._today())
        first, last = self.first.day(), self.last.day()
        return (first, last) if first and last and first <= last else None

    def _load(self) -> None:
        days = self._days()
        if days is None:
            self.banner.show_text(lambda: _("Give the first and the last day; the last cannot be earlier."))
            return
        self._context.read(
            lambda workspace: prepare(analyse_abc(workspace, *days)), self._show_report, key="analysis-abc"
        )

    def _show_report(self, prepared: Prepared) -> None:
        report = prepared.report
        self._prepared = prepared
        self._outer.setCurrentWidget(self._body if report.lines else self.nothing)
        self.header_changed.emit()
        self._tell_left_out(report)
        self._show_numbers(prepared)
        self.curve.show_curve(
            prepared.shares_bp,
            prepared.sums_bp,
            bands(prepared),
            (report.boundaries.a_bp, report.boundaries.b_bp),
            word=format_percent_bp,
            tip=lambda place: tip(report.lines[place]),
        )
        for view, count in prepared.counts.items():
            self.views.set_count(view, format_number(count))
        self.table.set_rows(report.lines)
        self._show(self.views.current())

    def _tell_left_out(self, report: AbcReport) -> None:
        parts = []
        if report.lines and report.total_fen <= 0:
            parts.append(_("There are no sales in these days: every account is class C."))
        if report.other_currencies:
            amounts = listed(
                format_money(amount, currency) for currency, amount in report.other_currencies.items()
            )
            parts.append(_("Only sales in CNY count. Left out: {amounts}.").format(amounts=amounts))
        self.banner.show_text(" ".join(parts))

    def _show_numbers(self, prepared: Prepared) -> None:
        report, counts = prepared.report, prepared.counts
        unsold = counts[View.NO_SALES]
        self.total.show_value(format_money(report.total_fen, short=True), _accounts(counts[View.ALL]))
        self.top.show_value(
            format_percent_bp(report.top20_share_bp, digits=1), _accounts(counts[View.BEST_FIFTH])
        )
        self.class_a.show_value(
            format_number(counts[AbcClass.A]),
            _("up to {share} of the sales").format(share=format_percent_bp(report.boundaries.a_bp)),
        )
        self.unsold.show_value(format_number(unsold), _("zero or returns only") if unsold else "")

    # --- choosing

    def show_class(self, one: object) -> None:
        """Show only the accounts of this class; the same again shows all."""
        self._show(View.ALL if self.views.current() is one else one)

    def _show(self, view: object, _checked: bool = False) -> None:
        self.views.choose(view)
        self.curve.mark_band(view if isinstance(view, AbcClass) else None)
        prepared = self._prepared
        if prepared is None or view is View.ALL:
            # Arranging ten thousand rows for nothing would be felt.
            if self._filtered:
                self.table.set_filter(None)
            self._filtered = False
            return
        self._filtered = True
        report, places = prepared.report, prepared.places
        self.table.set_filter(lambda line: belongs(view, line, places.get(line.row.account_id, 0), report))

    def _choose_place(self, place: int) -> None:
        if self._prepared is not None:
            line = self._prepared.report.lines[place]
            self._show(line.row.abc_class)
            self.table.select(line.row.account_id)
            self.table.setFocus()

    def _choose_span(self, span: object) -> None:
        own = span is Span.OWN
        if own and self.first.day() is None:
            first, last = Span.OWN.days(self._today())
            self.first.set_day(first)
            self.last.set_day(last)
        for widget in (self.first, self._dash, self.last):
            widget.setVisible(own)
        self._load()

    def _open(self, line: AbcLine) -> None:
        self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=line.row.account_id))


def _span_text(span: Span) -> str:
    return span.label


def _accounts(count: int) -> str:
    return ngettext("{count} account", "{count} accounts", count).format(count=format_number(count))
