"""Service requests: the filters, the list, and the pane of one, or of a new one (2-rules §9)."""

from collections.abc import Sequence
from enum import Enum
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.service_requests import ServiceKind
from workbench.domain.service_stand import ServiceState
from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.service_edits import tick_commitments
from workbench.services.service_requests import ServiceLine, list_service_lines
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, CheckBox, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.inputs import ComboBox, SearchField
from workbench.ui.kit.surfaces import Toolbar, horizontal, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.tokens import S2, S3
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.complaints.service_table import service_columns
from workbench.ui.service_requests.new_pane import NewServicePane
from workbench.ui.service_requests.pane import ServicePane

TOPICS = frozenset(
    {
        *("service_request", "service_commitment", "service_document", "account", "contact", "manager"),
        *("policy", "calendar_notice", "visit", "need", "complaint", "attachment"),
    }
)


class Which(Enum):
    """Which requests are listed, by how they stand."""

    OPEN = "open"
    LATE = "late"
    COMPLETED = "completed"
    ALL = "all"

    def takes(self, line: ServiceLine) -> bool:
        """Whether ``line`` is one of them."""
        stand = line.stand
        return {
            Which.OPEN: stand.state.is_open,
            Which.LATE: stand.state is ServiceState.LATE or stand.must_pass_on,
            Which.COMPLETED: not stand.state.is_open,
            Which.ALL: True,
        }[self]


class ServiceView(QWidget):
    """The tab of the page of complaints. Space keeps the commitment that is due next of the line chosen."""

    navigation_requested = Signal(object)
    """A ``Destination`` to go to."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._lines: tuple[ServiceLine, ...] | None = None
        self._wanted: Id | None = None
        column = vertical(self)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        self._body = QWidget()
        body = vertical(self._body)
        body.addWidget(self._make_bar())
        row = horizontal(gap=0)
        body.addLayout(row, 1)
        clock = context.workspace.clock
        self.table: Table[ServiceLine] = Table(
            service_columns(clock.today()),
            lambda line: line.request.id,
            name=lambda: _("Service requests"),
            today=clock.today,
            memory="service-requests",
            count_text=lambda count: ngettext("{count} request", "{count} requests", count).format(
                count=format_number(count)
            ),
        )
        self.table.view.installEventFilter(self)
        self.table.row_activated.connect(self._open_line)
        self.table.current_changed.connect(self._follow)
        self.search.textChanged.connect(self.table.set_quick_filter)
        self.table.view.clear_others = self.search.clear
        self.rows_button.clicked.connect(self.table.show_filter_row)
        row.addWidget(self.table, 1)
        self.pane, self.new_pane = ServicePane(context), NewServicePane(context)
        for pane in (self.pane, self.new_pane):
            pane.hide()
            pane.closed.connect(self._pane_closed)
            row.addWidget(pane)
        self._connect_panes()
        first = Button(lambda: _("New service request"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(self.new_thing)
        self.nothing = EmptyState(
            "rotate-ccw",
            lambda: _("No service is asked for"),
            lambda: _(
                "Returns, exchanges, repairs, faults and new demand stand here, "
                "with what was promised and by when."
            ),
            (first,),
        )
        self._stack.addWidget(self._body)
        self._stack.addWidget(self.nothing)

    # --- what the page asks

    def refresh(self, summary: object | None = None) -> None:
        """Read what is shown again, where ``summary`` concerns it."""
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            self._context.read(list_service_lines, self._show, key="service-lines")
            self.pane.refresh()

    def retranslate(self) -> None:
        """Say all in the language in force."""
        self.table.retranslate()

    def open_item(self, service_id: Id) -> None:
        """Show this request, as soon as the list has been read."""
        self._wanted = service_id
        if self._lines is not None:
            self._show(self._lines)

    def new_thing(self) -> bool:
        """Begin a new request."""
        return self.new_of(None, "")

    def new_of(self, account_id: Id | None, name: str) -> bool:
        """Begin a new request of that account."""
        self._stack.setCurrentWidget(self._body)
        self.pane.hide()
        self.new_pane.begin(account_id, name)
        return True

    def edit_thing(self) -> bool:
        """Put the cursor into the fields of the line chosen."""
        line = self.table.current_row()
        if line is None:
            return False
        self._open_line(line)
        self.pane.edit()
        return True

    def find_here(self) -> bool:
        """Put the cursor into the filter."""
        self.search.setFocus()
        return True

    def print_here(self) -> bool:
        """Print the notice of the request shown."""
        if self.pane.isHidden():
            return False
        self.pane.print_notice()
        return True

    def close_innermost(self) -> bool:
        """Close the pane; False if none is open."""
        for pane in (self.new_pane, self.pane):
            if pane.isVisible():
                pane.close_pane()
                return True
        return False

    def keys(self) -> Sequence[tuple[str, str]]:
        """The keys of the list, for the sheet of shortcuts."""
        return ((_("Keep the commitment that is due next"), "Space"),)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space keeps what is due next."""
        if watched is self.table.view and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Space and not event.modifiers():
                self.keep_next()
                return True
        return super().eventFilter(watched, event)

    def keep_next(self) -> None:
        """The commitments due next of the lines chosen are kept as of today."""
        lines = self.table.selected_rows() or [line for line in (self.table.current_row(),) if line]
        due = [line.stand.next.commitment.id for line in lines if line.stand.next is not None]
        if due:
            today = self._context.workspace.clock.today()
            self._context.save(
                lambda workspace: tick_commitments(workspace, due, today), said=_("Commitment kept")
            )

    # --- making

    def _make_bar(self) -> Toolbar:
        bar = Toolbar()
        self.which = Choices(
            Look.PILLS,
            [
                Choice(Which.OPEN, lambda: pgettext("services", "Open")),
                Choice(Which.LATE, lambda: pgettext("services", "Overdue")),
                Choice(Which.COMPLETED, lambda: pgettext("services", "Completed")),
                Choice(Which.ALL, lambda: pgettext("services", "All")),
            ],
            name=lambda: _("Which requests"),
        )
        self.which.chosen.connect(lambda _key: self._show_lines())
        self.kind = ComboBox(
            [(None, lambda: _("Every kind")), *((one, partial(_label, one)) for one in ServiceKind)],
            small=True,
        )
        self.kind.setAccessibleName(_("Which kind"))
        self.kind.picked.connect(lambda _key: self._show_lines())
        self.mine = CheckBox(lambda: _("Only mine"))
        self.mine.toggled.connect(lambda _on: self._show_lines())
        self.search = SearchField(lambda: _("Account, text, number"), small=True)
        self.search.setFixedWidth(190)
        self.rows_button = Button(
            "", Kind.PLAIN, icon="list-filter", small=True, name=lambda: _("Filter row")
        )
        self.rows_button.setCheckable(True)
        self.new_button = Button(lambda: _("New service request"), icon="plus", small=True)
        self.new_button.clicked.connect(self.new_thing)
        bar.row.addWidget(self.which)
        bar.row.addSpacing(S3)
        bar.row.addWidget(self.kind)
        bar.row.addSpacing(S2)
        bar.row.addWidget(self.mine)
        bar.row.addStretch(1)
        bar.row.addWidget(self.search)
        bar.row.addWidget(self.rows_button)
        bar.row.addWidget(self.new_button)
        return bar

    def _connect_panes(self) -> None:
        self.new_pane.created.connect(self.open_item)
        self.pane.account_requested.connect(
            lambda account: self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account))
        )
        self.pane.need_requested.connect(
            lambda account, _need: self.navigation_requested.emit(
                Destination(PageId.ACCOUNT, subject=account)
            )
        )
        self.pane.complaint_requested.connect(
            lambda complaint: self.navigation_requested.emit(Destination(PageId.COMPLAINT, subject=complaint))
        )

    # --- showing

    def _show(self, lines: tuple[ServiceLine, ...]) -> None:
        self._lines = lines
        self._show_lines()
        wanted = next((one for one in lines if one.request.id == self._wanted), None)
        if wanted is not None:
            self._wanted = None
            if not self._passes(wanted):
                self.kind.choose(None)
                self.mine.setChecked(False)
                self.which.choose(Which.OPEN if Which.OPEN.takes(wanted) else Which.ALL)
                self.search.clear()
                self._show_lines()
            self.table.select(wanted.request.id)
            self._open_line(wanted)

    def _show_lines(self) -> None:
        lines = self._lines
        if lines is None:
            return
        is_bare = not lines and self.new_pane.isHidden()
        self._stack.setCurrentWidget(self.nothing if is_bare else self._body)
        counted = [line for line in lines if self._is_of(line)]
        for which in Which:
            self.which.set_count(which, str(sum(which.takes(line) for line in counted)))
        self.table.set_rows([line for line in counted if self._passes(line)])

    def _is_of(self, line: ServiceLine) -> bool:
        kind = self.kind.key()
        return kind in (None, line.request.kind) and (line.is_mine or not self.mine.isChecked())

    def _passes(self, line: ServiceLine) -> bool:
        which = self.which.current()
        return self._is_of(line) and isinstance(which, Which) and which.takes(line)

    def _open_line(self, line: object) -> None:
        if isinstance(line, ServiceLine):
            self.new_pane.hide()
            self.pane.open_service(line.request.id)

    def _follow(self, line: object) -> None:
        if self.pane.isVisible() and isinstance(line, ServiceLine):
            self._open_line(line)

    def _pane_closed(self) -> None:
        self._show_lines()
        if self._stack.currentWidget() is self._body:
            self.table.focus_rows()


def _label(kind: ServiceKind) -> str:
    return kind.label
