"""Complaints 投诉: the board by step, the list, service requests and the figures (2-rules §8, §9)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.complaint_moves import Move
from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.complaint_board import ComplaintLine, list_complaint_lines
from workbench.services.complaints import take_step
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.board_cards import BoardCard
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import vertical
from workbench.ui.navigation import ComplaintsPart, Destination, PageId
from workbench.ui.page import Page
from workbench.ui.screens.complaints.board_view import BoardView, cards_of
from workbench.ui.screens.complaints.filter_bar import FilterBar, Traits, Which, traits_of
from workbench.ui.screens.complaints.list_view import ListView
from workbench.ui.screens.complaints.record_dialog import RecordDialog

TOPICS = frozenset({"complaint", "complaint_event", "account", "manager", "policy", "calendar_notice"})
_LINES = (ComplaintsPart.BOARD, ComplaintsPart.LIST)


@dataclass(frozen=True)
class _Read:
    lines: tuple[ComplaintLine, ...]
    traits: dict[Id, Traits]
    cards: dict[Id, BoardCard]


class ComplaintsPage(Page):
    """One part of four at a time; service requests and figures are made when they are first looked at."""

    page_id = PageId.COMPLAINTS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines: Sequence[ComplaintLine] = ()
        self._is_read = False
        self._wanted_account: Id | None = None
        self._ids: frozenset[Id] | None = None
        self._views: dict[ComplaintsPart, Any] = {}
        self._make_header()
        self._stack = QStackedWidget()
        vertical(self).addWidget(self._stack)
        self._stack.addWidget(QWidget())
        self.nothing = self._make_empty()
        self._stack.addWidget(self.nothing)
        self._body = QWidget()
        self._stack.addWidget(self._body)
        column = vertical(self._body)
        self.bar = FilterBar()
        self.bar.changed.connect(self._show_lines)
        column.addWidget(self.bar)
        self._inner = QStackedWidget()
        column.addWidget(self._inner, 1)
        self.board, self.list = BoardView(), ListView(context)
        for view in (self.board, self.list):
            self._inner.addWidget(view)
            view.opened.connect(self.open_complaint)
        self.board.move_wanted.connect(self._move)
        self.figure = Button("", icon="x", small=True)
        self.figure.clicked.connect(self._show_all)
        self.figure.hide()
        self.bar.row.insertWidget(0, self.figure)
        for button in (self.list.views_button, self.list.rows_button, self.list.columns_button):
            self.bar.row.addWidget(button)
            button.hide()

    def _make_header(self) -> None:
        self.parts = Choices(
            Look.SEGMENTS,
            [
                Choice(ComplaintsPart.BOARD, lambda: pgettext("complaints", "Board")),
                Choice(ComplaintsPart.LIST, lambda: pgettext("complaints", "List")),
                Choice(ComplaintsPart.SERVICE, lambda: _("Service requests")),
                Choice(ComplaintsPart.STATISTICS, lambda: pgettext("complaints", "Statistics")),
            ],
            name=lambda: _("What is looked at"),
        )
        self.parts.chosen.connect(self.show_part)
        self.new_button = Button(lambda: _("Record a complaint"), Kind.PRIMARY, icon="plus")
        self.new_button.clicked.connect(self.new_thing)

    def _make_empty(self) -> EmptyState:
        first = Button(lambda: _("Record a complaint"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(self.new_thing)
        bring = Button(lambda: _("Import a spreadsheet…"), icon="file-spreadsheet")
        bring.clicked.connect(lambda: self.navigation_requested.emit(Destination(PageId.IMPORT)))
        return EmptyState(
            "message-square-warning",
            lambda: _("No complaint so far"),
            lambda: _(
                "Record one in a minute, from any page with Ctrl+Shift+C. From then on the workbench counts "
                "the working days of each step and closes none without a reply to the customer."
            ),
            (first, bring),
        )

    # --- what the window asks

    def title(self) -> str:
        return pgettext("page", "Complaints")

    def subtitle(self) -> str:
        count = sum(one.is_open for one in self._lines)
        late = sum(one.is_overdue for one in self._lines)
        words = ngettext("{count} open", "{count} open", count).format(count=format_number(count))
        if not late:
            return words if self._lines else ""
        overdue = ngettext("{count} overdue", "{count} overdue", late).format(count=format_number(late))
        return f"{words} · {overdue}"

    def header_widgets(self) -> Sequence[QWidget]:
        return (self.parts,)

    def header_actions(self) -> Sequence[QWidget]:
        return (self.new_button,)

    def open(self, destination: Destination) -> None:
        """``subject`` is an account whose complaints are wanted; ``subjects`` are complaints themselves.

        With a ``name`` they are those behind the figure of that name, even if there are none.
        """
        part = destination.view
        if destination.subject is not None:
            self._wanted_account = destination.subject
        name = destination.name
        self._ids = frozenset(destination.subjects) if destination.subjects or name else None
        if name:
            self.bar.clear()
            self.figure.say(name)
        if isinstance(part, ComplaintsPart):
            self.show_part(part)
            if part is ComplaintsPart.SERVICE and destination.item is not None:
                self.view(part).open_item(destination.item)
        if self._is_read:
            self._apply_wanted()

    def destination(self) -> Destination:
        """The part looked at is a step: Back leads to the figures that a list was opened from."""
        arrived = replace(self._arrived or Destination(self.page_id), view=self.part(), item=None)
        return arrived if self._ids is not None else replace(arrived, subjects=(), name="")

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if self.part() not in _LINES:
            self.view(self.part()).refresh()
        if topics is None or topics & TOPICS:
            self._context.read(_read, self._show, key="complaints")
        if topics is None:
            self.list.read_views()

    def retranslate(self) -> None:
        self.list.retranslate()

    def new_thing(self) -> bool:
        if self.part() is ComplaintsPart.SERVICE:
            return bool(self.view(ComplaintsPart.SERVICE).new_thing())
        RecordDialog(self._context, self.navigation_requested.emit, self.window()).begin(
            self.bar.account.key()
        )
        return True

    def edit_thing(self) -> bool:
        if self.part() is ComplaintsPart.SERVICE:
            return bool(self.view(ComplaintsPart.SERVICE).edit_thing())
        line = self.list.table.current_row() if self.part() is ComplaintsPart.LIST else self.board.current()
        if self.part() not in _LINES or line is None:
            return False
        self.open_complaint(line.complaint.id)
        return True

    def find_here(self) -> bool:
        if self.part() is ComplaintsPart.SERVICE:
            return bool(self.view(ComplaintsPart.SERVICE).find_here())
        if self.part() not in _LINES:
            return False
        self.bar.search.setFocus()
        self.bar.search.selectAll()
        return True

    def print_here(self) -> bool:
        if self.part() in _LINES:
            return False
        show = getattr(self.view(self.part()), "print_here", None)
        return bool(show()) if show is not None else False

    def close_innermost(self) -> bool:
        if self.part() not in _LINES:
            close = getattr(self.view(self.part()), "close_innermost", None)
            return bool(close()) if close is not None else False
        if self._ids is not None:
            self._show_all()
            return True
        return self.bar.clear()

    def help_topic(self) -> str:
        return "services" if self.part() is ComplaintsPart.SERVICE else super().help_topic()

    def keys(self) -> Sequence[tuple[str, str]]:
        if self.part() is ComplaintsPart.SERVICE:
            keys: Sequence[tuple[str, str]] = self.view(ComplaintsPart.SERVICE).keys()
            return keys
        return ((_("Move the card on"), "M"), (_("From card to card"), "← → ↑ ↓"))

    # --- parts

    def part(self) -> ComplaintsPart:
        """What is looked at."""
        current = self.parts.current()
        return current if isinstance(current, ComplaintsPart) else ComplaintsPart.BOARD

    def show_part(self, part: object) -> None:
        """Look at another part."""
        if not isinstance(part, ComplaintsPart):
            return
        self.parts.choose(part)
        if part not in _LINES:
            self.view(part).refresh()
        for button in (self.list.views_button, self.list.rows_button, self.list.columns_button):
            button.setVisible(part is ComplaintsPart.LIST)
        self.new_button.setVisible(part is not ComplaintsPart.SERVICE)
        self._show_stack()
        if self._is_read and part in _LINES:
            self._show_lines()

    def view(self, part: ComplaintsPart) -> Any:
        """The widget of service requests or of the figures."""
        if part not in self._views:
            self._views[part] = self._make_view(part)
            self._stack.addWidget(self._views[part])
        return self._views[part]

    def _make_view(self, part: ComplaintsPart) -> Any:
        if part is ComplaintsPart.SERVICE:
            from workbench.ui.screens.complaints.service_view import ServiceView

            service = ServiceView(self._context)
            service.navigation_requested.connect(self.navigation_requested)
            return service
        from workbench.ui.screens.complaints.statistics_view import StatisticsView

        figures = StatisticsView(self._context)
        figures.listed.connect(self._show_listed)
        return figures

    # --- reading and showing

    def _show(self, read: _Read) -> None:
        self._lines, self._is_read = read.lines, True
        self.bar.offer(self._lines, read.traits)
        self.board.prepare(read.cards)
        self._apply_wanted()
        self.header_changed.emit()

    def _apply_wanted(self) -> None:
        if self._wanted_account is not None:
            self.bar.clear()
            self.bar.choose_account(self._wanted_account)
            self._wanted_account = None
        self._show_stack()
        self._show_lines()

    def _show_stack(self) -> None:
        if self.part() not in _LINES:
            self._stack.setCurrentWidget(self.view(self.part()))
        elif self._is_read:
            self._stack.setCurrentWidget(self._body if self._lines else self.nothing)
            self._inner.setCurrentWidget(self.board if self.part() is ComplaintsPart.BOARD else self.list)

    def _show_lines(self) -> None:
        shown = [one for one in self._lines if self._ids is None or one.complaint.id in self._ids]
        on_board = self.part() is ComplaintsPart.BOARD
        self.figure.setVisible(self._ids is not None)
        kept = self.bar.sift([one for one in shown if one.is_open] if on_board else shown)
        (self.board if on_board else self.list).show_lines(kept)
        self.list.table.count_filters(not self.bar.is_clear(), self._ids is not None)

    def _show_listed(self, title: str, ids: Sequence[Id]) -> None:
        """The complaints behind a figure, in the list."""
        place = Destination(self.page_id, view=ComplaintsPart.LIST, subjects=tuple(ids), name=title)
        self.navigation_requested.emit(place)

    def _show_all(self) -> None:
        self._ids = None
        self._show_lines()

    def show_which(self, which: Which) -> None:
        """Look at the overdue ones, or another of the usual choices."""
        self.bar.which.choose(which)
        self._show_lines()

    def open_complaint(self, complaint_id: Id) -> None:
        """Go to one complaint."""
        self.navigation_requested.emit(Destination(PageId.COMPLAINT, subject=complaint_id))

    def _move(self, complaint_id: Id, move: Move) -> None:
        """Take a step that needs no word; what has to be written or decided opens the form of that step."""
        place = Destination(PageId.COMPLAINT, subject=complaint_id, view=move.outcome or move.kind)
        if move.asks or move.outcome is not None:
            self.navigation_requested.emit(place)
            return

        def done(_summary: object) -> None:
            self._context.notifier.show_message(
                _("Noted: {step}").format(step=move.label),
                action=_("Open it"),
                run=lambda: self.open_complaint(complaint_id),
            )

        self._context.save(lambda workspace: take_step(workspace, complaint_id, move.kind, {}), on_done=done)


def _read(workspace: Workspace) -> _Read:
    lines = list_complaint_lines(workspace)
    return _Read(lines, traits_of(lines, workspace.author), cards_of(lines))
