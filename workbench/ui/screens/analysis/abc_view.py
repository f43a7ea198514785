"""The ABC analysis: figures, the curve of shares, the accounts of a class (2-rules §2.2)."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.domain.value import AbcClass
from workbench.foundation.i18n import (
    _,
    format_money,
    format_number,
    format_percent_bp,
    listed,
    ngettext,
)
from workbench.services.value import AbcLine, AbcReport
from workbench.ui.kit.choices import Choices, Look
from workbench.ui.kit.figures import KeyNumber, KeyNumberStrip
from workbench.ui.kit.labels import Line
from workbench.ui.kit.share_curve import ShareCurve
from workbench.ui.kit.surfaces import Banner, Toolbar, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.tokens import S2, S3, S4, S6
from workbench.ui.screens.analysis.words import (
    Prepared,
    View,
    bands,
    belongs,
    columns,
    tip,
    views,
)

CURVE_HEIGHT, LEAST_CURVE, LOW = 236, 120, 400


class AbcView(QWidget):
    """The curve under the figures, the accounts under the curve."""

    import_requested = Signal()
    account_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prepared: Prepared | None = None
        self._filtered = False
        column = vertical(self)
        self.banner = Banner()
        self.banner.link_requested.connect(self.import_requested)
        column.addWidget(self.banner)
        column.addWidget(self._make_numbers())
        self.curve = ShareCurve(lambda: _("Sales by account, cumulated"), height=CURVE_HEIGHT)
        self.curve.band_chosen.connect(self.show_class)
        self.curve.item_chosen.connect(self._choose_place)
        holder = self._curve_holder = QWidget()
        vertical(holder, margins=(S6, S2, S6, S2)).addWidget(self.curve)
        column.addWidget(holder)
        column.addWidget(Line())
        column.addWidget(self._make_filter())
        self.table: Table[AbcLine] = Table(
            columns(),
            lambda line: line.row.account_id,
            name=lambda: _("Accounts by sales"),
            memory="analysis",
            count_text=account_count,
        )
        self.table.row_activated.connect(lambda line: self.account_opened.emit(line.row.account_id))
        column.addWidget(self.table, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where the window is low the accounts still have room under their curve, or come alone.
        self.curve.setFixedHeight(min(CURVE_HEIGHT, max(self.height() // 3, LEAST_CURVE)))
        self._curve_holder.setVisible(self.height() >= LOW)

    def show_all(self) -> bool:
        """Take the filter away; False if there is none."""
        if self.views.current() is View.ALL:
            return False
        self._show(View.ALL)
        return True

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

    def show_report(self, prepared: Prepared) -> None:
        """Show another report."""
        report = prepared.report
        self._prepared = prepared
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
        has_sales = not report.lines or report.total_fen > 0
        self.banner.show_text(" ".join(parts), link="" if has_sales else _("Import a spreadsheet…"))

    def _show_numbers(self, prepared: Prepared) -> None:
        report, counts = prepared.report, prepared.counts
        unsold = counts[View.NO_SALES]
        self.total.show_value(format_money(report.total_fen, short=True), account_count(counts[View.ALL]))
        self.top.show_value(
            format_percent_bp(report.top20_share_bp, digits=1), account_count(counts[View.BEST_FIFTH])
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


def account_count(count: int) -> str:
    """So many accounts, in words."""
    return ngettext("{count} account", "{count} accounts", count).format(count=format_number(count))
