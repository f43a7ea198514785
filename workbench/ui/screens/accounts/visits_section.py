"""All visits of an account, the newest first, with their reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.frequency import rule_text
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.i18n import _, clauses, format_date, listed, ngettext
from workbench.foundation.ids import Id
from workbench.services.account_view import AccountView
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.table_model import Kind as ColumnKind
from workbench.ui.screens.accounts.looks import visit_chip


@dataclass(frozen=True)
class VisitRow:
    """One visit with the names of those who were met."""

    visit: Visit
    met: str
    today: date


class VisitsSection(QStackedWidget):
    """Enter or a double click opens the visit in the calendar, where its report is."""

    visit_opened = Signal(object)
    schedule_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        schedule = Button(lambda: _("Schedule visit"), Kind.PRIMARY, icon="plus")
        schedule.clicked.connect(self.schedule_requested)
        self.nothing = EmptyState(
            "calendar-days",
            lambda: _("No visit yet"),
            lambda: _("Visits and their reports stand here, the newest first."),
            (schedule,),
        )
        body = QWidget()
        self.table: Table[VisitRow] = Table(
            _columns(),
            lambda row: row.visit.id,
            name=lambda: _("Visits"),
            memory="visits",
            count_text=lambda count: ngettext("{count} visit", "{count} visits", count).format(count=count),
        )
        self.table.row_activated.connect(lambda row: self.visit_opened.emit(row.visit.id))
        vertical(body).addWidget(self.table)
        self.addWidget(self.nothing)
        self.addWidget(body)

    def show_view(self, view: AccountView) -> None:
        """Show another account, or the same one changed."""
        names: Mapping[Id, str] = {one.id: one.name for one in view.overview.contacts}
        rows = [
            VisitRow(visit, listed(names[one] for one in visit.met if one in names), view.today)
            for visit in reversed(view.overview.visits)
        ]
        self.table.set_rows(rows)
        self.setCurrentIndex(1 if rows else 0)


def _columns() -> Sequence[Column[VisitRow]]:
    return (
        Column(
            "day",
            lambda: _("Day"),
            lambda row: format_date(row.visit.on, weekday=True),
            sort=lambda row: (row.visit.on, row.visit.at),
            width=168,
            kind=ColumnKind.DAY,
            raw=lambda row: row.visit.on,
            falling_first=True,
        ),
        Column("time", lambda: _("Time"), lambda row: row.visit.at, width=60),
        Column(
            "kind",
            lambda: _("Kind"),
            lambda row: row.visit.kind.label,
            width=120,
            kind=ColumnKind.CHOICE,
        ),
        Column("state", lambda: _("State"), _state, width=112, kind=ColumnKind.CHOICE),
        Column("met", lambda: _("Met"), lambda row: row.met, width=144),
        Column("report", lambda: _("Report"), _report, width=240, stretch=True),
        Column(
            "why",
            lambda: _("Why"),
            lambda row: rule_text(row.visit.rule) if row.visit.rule else _("Scheduled by hand"),
            width=200,
            shown=False,
        ),
    )


def _state(row: VisitRow) -> Cell:
    word, tone, icon, outline = visit_chip(row.visit, row.today)
    return Cell(word, tone=tone, mark=Mark(icon) if icon else None, chip=True, outline=outline)


def _report(row: VisitRow) -> Cell:
    visit = row.visit
    why = clauses(visit.cause.label if visit.cause else "", visit.reason)
    dropped = visit.state in (VisitState.MISSED, VisitState.CANCELLED)
    told = visit.findings or visit.talking_points or visit.purpose
    text = (why or told) if dropped else (told or visit.reason)
    return Cell(" ".join(text.split()), tooltip=text)
