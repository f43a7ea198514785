"""Alarms 预警: what in the records of the accounts asks for attention, the gravest first."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.alarms import AlarmKind, AlarmState, Severity
from workbench.foundation.i18n import _, bracketed, format_date, format_number, ngettext, pgettext
from workbench.services.accounts import list_managers
from workbench.services.alarms import AlarmBoard, list_alarms
from workbench.services.policies import load_policies
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.waiting import Waiting
from workbench.ui.major_event_pane import MajorEventPane
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.screens.alarms.alarm_pane import AlarmPane
from workbench.ui.screens.alarms.columns import alarm_columns
from workbench.ui.screens.alarms.filter_bar import FilterBar
from workbench.ui.screens.alarms.rows import AlarmRow, rows_of


class _Found(NamedTuple):
    """What was read: the alarms, the rules in force, and whether the author is one of our people."""

    board: AlarmBoard
    rules: Mapping[str, object]
    has_mine: bool


class AlarmsPage(Page):
    """A click or Enter looks at one with its evidence; A goes to where it is acknowledged, one or several."""

    page_id = PageId.ALARMS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: _Found | None = None
        self._rows: Sequence[AlarmRow] = ()
        self._wanted: Destination | None = None
        self.event_button = Button(lambda: _("Record a major event…"), icon="plus", hint="Ctrl N")
        self.event_button.clicked.connect(self.new_thing)
        self._stack = QStackedWidget()
        vertical(self).addWidget(self._stack)
        self.waiting = Waiting(lambda: _("Looking for alarms in the records of the accounts…"))
        self._stack.addWidget(self.waiting)
        self.nothing = EmptyState(
            "bell",
            lambda: _("No alarm"),
            lambda: _(
                "Receivables over the limit, sales behind plan, lost accounts, overdue visits, complaints "
                "and contracts will stand here by themselves, with the numbers that raised them."
            ),
        )
        self._body = self._make_body()
        self._stack.addWidget(self._body)

    def title(self) -> str:
        return pgettext("page", "Alarms")

    def subtitle(self) -> str:
        if self._found is None:
            return ""
        counts = self._found.board.counts
        new = ngettext("{count} new", "{count} new", counts.total_new)
        seen = ngettext("{count} acknowledged", "{count} acknowledged", counts.acknowledged)
        worst = counts.new.get(Severity.SEVERE, 0)
        # The rail counts these alone: both numbers stand here.
        severe = ngettext("{count} severe", "{count} severe", worst).format(count=format_number(worst))
        return " · ".join(
            (
                bracketed(new.format(count=format_number(counts.total_new)), severe if worst else ""),
                seen.format(count=format_number(counts.acknowledged)),
            )
        )

    def header_widgets(self) -> Sequence[QWidget]:
        return (self.bar.whose,)

    def header_actions(self) -> Sequence[QWidget]:
        return (self.event_button,)

    def open(self, destination: Destination) -> None:
        if isinstance(destination.view, AlarmKind):
            self._wanted = destination
            if self._found is not None:
                self._go_to_wanted()

    def refresh(self, summary: object | None) -> None:
        """Nearly every record can raise or end an alarm."""
        self._load()

    def retranslate(self) -> None:
        self.table.retranslate()
        self.bar.show_rows(self._rows)

    def keys(self) -> Sequence[tuple[str, str]]:
        return ((_("Acknowledge what is chosen"), "A"), (_("Look at the alarm"), "Enter"))

    def new_thing(self) -> bool:
        row = self.table.current_row() if self.pane.isVisible() else None
        self.pane.close_pane()
        self._stack.setCurrentWidget(self._body)
        self.event_pane.begin(*((row.account_id, row.account) if row else ()))
        return True

    def find_here(self) -> bool:
        self.bar.search.setFocus()
        return True

    def close_innermost(self) -> bool:
        for pane in (self.event_pane, self.pane):
            if pane.isVisible():
                pane.close_pane()
                return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table.view and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_A and not event.modifiers():
                self.begin_answer()
                return True
        return super().eventFilter(watched, event)

    def begin_answer(self) -> None:
        """Go to where the alarms that are chosen are acknowledged."""
        selected = self.table.selected_rows()
        row = self.table.current_row()
        if len(selected) > 1:
            self._open_several(selected)
        elif row is not None:
            self._open(row)
        self.pane.begin_answer()

    # --- making

    def _make_body(self) -> QWidget:
        body = QWidget()
        row = horizontal(body, gap=0)
        left = QWidget()
        column = vertical(left)
        self.bar = FilterBar()
        column.addWidget(self.bar)
        today = self._context.workspace.clock.today
        self.table: Table[AlarmRow] = Table(
            alarm_columns(today),
            lambda one: one.key,
            name=lambda: pgettext("page", "Alarms"),
            checks=True,
            memory="alarms",
            count_text=lambda count: ngettext("{count} alarm", "{count} alarms", count).format(
                count=format_number(count)
            ),
            today=today,
        )
        self.table.view.installEventFilter(self)
        self.table.row_activated.connect(self._open)
        self.table.view.clicked.connect(lambda at: self._clicked(at.column(), at.row()))
        self.table.current_changed.connect(self._follow)
        self.table.selection_changed.connect(self._selected)
        self.bar.changed.connect(self._filter)
        self.bar.whose_changed.connect(self._load)
        self.bar.search.textChanged.connect(self.table.set_quick_filter)
        self.table.view.clear_others = self._clear_filters
        self.bar.rows_button.clicked.connect(self.table.show_filter_row)
        self._inner = QStackedWidget()
        self._inner.addWidget(self.table)
        self._inner.addWidget(self.nothing)
        column.addWidget(self._inner, 1)
        row.addWidget(left, 1)
        self.pane = AlarmPane(self._context)
        self.pane.destination_requested.connect(self.navigation_requested)
        self.pane.done.connect(self._go_on)
        self.pane.closed.connect(self.table.setFocus)
        self.event_pane = MajorEventPane(self._context)
        self.event_pane.closed.connect(self.table.setFocus)
        for pane in (self.pane, self.event_pane):
            pane.hide()
            row.addWidget(pane)
        return body

    # --- reading and showing

    def _load(self) -> None:
        mine, author = bool(self.bar.whose.current()), self._context.workspace.author

        def work(workspace: Workspace) -> _Found:
            me = next((one.id for one in list_managers(workspace) if one.name == author), None)
            board = list_alarms(workspace, manager_id=me if mine else None)
            return _Found(board, load_policies(workspace), me is not None)

        self._context.read(work, self._show, key="alarms")

    def _show(self, found: _Found) -> None:
        self._found, self._rows = found, rows_of(found.board)
        self.bar.whose.setVisible(found.has_mine)
        self.bar.show_rows(self._rows)
        data_to = found.board.data_to
        self.table.set_note(
            (lambda: _("sales to {date}").format(date=format_date(data_to))) if data_to else ""
        )
        self.table.set_rows(self._rows)
        self._filter()
        is_bare = not self._rows and not bool(self.bar.whose.current())
        self._inner.setCurrentWidget(self.nothing if is_bare else self.table)
        self.bar.setVisible(not is_bare)
        self._stack.setCurrentWidget(self._body)
        self._show_again()
        self.header_changed.emit()
        self._go_to_wanted()

    def _show_again(self) -> None:
        """What the pane shows, as it stands now."""
        if self.pane.isHidden():
            return
        shown = {row.alarm_key for row in self.pane.shown()}
        rows = [row for row in self._rows if row.alarm_key in shown and row.alarm is not None]
        if len(shown) == 1 and rows:
            self._open(rows[0])
        elif len(shown) > 1 and any(row.state is AlarmState.NEW for row in rows):
            self._open_several(rows)
        else:
            self.pane.close_pane()

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None or not isinstance(wanted.view, AlarmKind):
            return
        key = (wanted.view, wanted.subject, wanted.name)
        row = next((one for one in self._rows if one.alarm_key == key and one.alarm is not None), None)
        self.bar.choose(row.state if row else None, None if row else wanted.view)
        if row is None and not any(one.kind is wanted.view for one in self._rows):
            self.bar.choose(AlarmState.NEW)
        self._filter()
        if row is not None:
            self.table.select(row.key)
            self._open(row)

    def _clear_filters(self) -> None:
        self.bar.choose(None)
        self._filter()

    def _filter(self) -> None:
        self.bar.recount(self._rows)
        self.table.set_filter(self.bar.passes)

    # --- choosing

    def _clicked(self, column: int, place: int) -> None:
        if column > 0:
            self._open(self.table.model.row(place))

    def _open(self, row: AlarmRow) -> None:
        if self._found is not None:
            self.event_pane.hide()
            today, board = self._context.workspace.clock.today(), self._found.board
            self.pane.show_row(row, today, board.data_to, self._found.rules)

    def _open_several(self, rows: Sequence[AlarmRow]) -> None:
        self.event_pane.hide()
        self.pane.show_several(rows)

    def _follow(self, row: AlarmRow | None) -> None:
        if row is not None and self.pane.isVisible() and len(self.pane.shown()) == 1:
            self._open(row)

    def _selected(self) -> None:
        rows = self.table.selected_rows()
        if len(rows) > 1:
            self._open_several(rows)

    def _go_on(self) -> None:
        """What was acknowledged leaves the list of the new ones: the next one is at hand."""
        self.pane.close_pane()
        self.table.view.clearSelection()
        self.table.view.setFocus()
