"""Analysis: who carries the sales of a period, and what accounts are worth (2-rules §2.2, §3)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.value import Span
from workbench.foundation.i18n import _, format_date, pgettext
from workbench.foundation.ids import Id
from workbench.services.portfolio import get_value_board
from workbench.services.risks import list_risks
from workbench.services.value import analyse_abc
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.day_span import DaySpan
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import Banner, Toolbar, vertical
from workbench.ui.kit.table_menu import Output
from workbench.ui.kit.tokens import S4
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.printing import preview_paper
from workbench.ui.screens.analysis.abc_view import AbcView
from workbench.ui.screens.analysis.value_columns import PreparedValue, prepare_value
from workbench.ui.screens.analysis.value_view import ValueView
from workbench.ui.screens.analysis.words import Prepared, prepare

TOPICS = frozenset({"account", "sales_batch", "manager", "policy"})
VALUE_TOPICS = TOPICS | {
    "account_link",
    "complaint",
    "contact_tie",
    "contract",
    "portfolio_score",
    "portfolio_year",
    "risk",
}


class Part(Enum):
    """What the page shows; a ``Destination`` may name one as its view."""

    ABC = "abc"
    VALUE = "value"


@dataclass(frozen=True)
class _Days:
    first: date
    last: date


class AnalysisPage(Page):
    """The period on top; under it the ABC analysis, or the value charts."""

    page_id = PageId.ANALYSIS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: _Days | None = None
        self._today = context.workspace.clock.today
        self._outer = QStackedWidget()
        vertical(self).addWidget(self._outer)
        self._outer.addWidget(QWidget())
        self.nothing = self._make_empty()
        self._outer.addWidget(self.nothing)
        self._body = QWidget()
        self._outer.addWidget(self._body)
        column = vertical(self._body)
        column.addWidget(self._make_toolbar())
        self.banner = Banner()
        column.addWidget(self.banner)
        self._parts = QStackedWidget()
        column.addWidget(self._parts, 1)
        self.abc, self.value = AbcView(), ValueView()
        self.abc.import_requested.connect(lambda: self.navigation_requested.emit(Destination(PageId.IMPORT)))
        for view in (self.abc, self.value):
            self._parts.addWidget(view)
            view.account_opened.connect(self._open)

    # --- what the window asks

    def title(self) -> str:
        return pgettext("page", "Analysis")

    def subtitle(self) -> str:
        if self._shown is None or self._outer.currentWidget() is not self._body:
            return ""
        return _("Sales from {first} to {last}").format(
            first=format_date(self._shown.first), last=format_date(self._shown.last)
        )

    def open(self, destination: Destination) -> None:
        if isinstance(destination.view, Part) and destination.view is not self.part():
            self.show_part(destination.view)

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & (TOPICS if self.part() is Part.ABC else VALUE_TOPICS):
            self._load()

    def find_here(self) -> bool:
        (self.abc.table if self.part() is Part.ABC else self.value.table).setFocus()
        return True

    def edit_thing(self) -> bool:
        if self.part() is Part.VALUE:
            line = self.value.table.current_row()
            account = line.account_id if line else None
        else:
            row = self.abc.table.current_row()
            account = row.row.account_id if row else None
        if account is None:
            return False
        self._open(account)
        return True

    def print_here(self) -> bool:
        if self.part() is Part.ABC:
            return self.abc.table.put_out(Output.PRINT)
        self._print()
        return True

    def close_innermost(self) -> bool:
        return self.abc.show_all() if self.part() is Part.ABC else self.value.choose_nothing()

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
        self.parts = Choices(
            Look.SEGMENTS,
            [
                Choice(Part.ABC, lambda: _("ABC analysis")),
                Choice(Part.VALUE, lambda: pgettext("analysis", "Value and risk")),
            ],
            name=lambda: _("What is analysed"),
        )
        self.parts.chosen.connect(self.show_part)
        bar.row.addWidget(self.parts)
        bar.row.addSpacing(S4)
        self.span = DaySpan(
            tuple(Span),
            Span.OWN,
            self._today,
            name=lambda: _("Sales of which days"),
            current=Span.LAST_12_MONTHS,
        )
        self.span.changed.connect(self._load)
        bar.row.addWidget(self.span)
        bar.row.addStretch(1)
        self.print_button = Button(lambda: _("Print…"), icon="printer", small=True)
        self.print_button.clicked.connect(self._print)
        bar.row.addWidget(self.print_button)
        self.print_button.hide()
        return bar

    # --- reading and showing

    def part(self) -> Part:
        """What is looked at."""
        current = self.parts.current()
        return current if isinstance(current, Part) else Part.ABC

    def show_part(self, part: object) -> None:
        """Look at the ABC analysis or at the value charts."""
        self.parts.choose(part)
        self.print_button.setVisible(part is Part.VALUE)
        self._parts.setCurrentWidget(self.value if part is Part.VALUE else self.abc)
        self._load()

    def _load(self) -> None:
        days = self.span.days()
        if days is None:
            self.banner.show_text(lambda: _("Give the first and the last day; the last cannot be earlier."))
            return
        self.banner.show_text("")
        if self.part() is Part.ABC:
            self._context.read(
                lambda workspace: prepare(analyse_abc(workspace, *days)), self._show_report, key="analysis"
            )
        else:
            self._context.read(
                lambda workspace: prepare_value(
                    get_value_board(workspace, *days), list_risks(workspace, open_only=True)
                ),
                self._show_board,
                key="analysis",
            )

    def _show_report(self, prepared: Prepared) -> None:
        report = prepared.report
        self._show_days(report.first, report.last, anything=bool(report.lines))
        self.abc.show_report(prepared)

    def _show_board(self, prepared: PreparedValue) -> None:
        board = prepared.board
        self._show_days(board.first, board.last, anything=bool(board.lines))
        self.value.show_board(prepared)

    def _show_days(self, first: date | None, last: date | None, *, anything: bool) -> None:
        self._shown = _Days(first, last) if first and last else None
        self._outer.setCurrentWidget(self._body if anything else self.nothing)
        self.header_changed.emit()

    def _print(self) -> None:
        days = self.span.days()
        if days is None:
            return
        chosen = self.value.chosen()

        def work(workspace: Workspace, _profile: Profile, size: PaperSize, code: str) -> Paper:
            # Loaded by the worker: what makes papers takes longer to load than a page.
            from workbench.services.portfolio_papers import print_portfolio

            return print_portfolio(
                workspace, first=days[0], last=days[1], chosen=chosen, paper_size=size, in_language=code
            )

        preview_paper(self._context, self, lambda: _("Portfolio"), _("Portfolio"), work, for_readers=False)

    def _open(self, account_id: Id) -> None:
        self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account_id))
