"""Attainment: what was required, made, scheduled and missed; every number opens (2-rules §7.2)."""

from collections.abc import Hashable
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.attainment import SlotState
from workbench.domain.attainment_board import BoardRow, Grouping, Standing, Within, group_of
from workbench.foundation.i18n import _, format_date, format_number, format_percent_bp, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.attainment import AttainmentBoard, attainment_board
from workbench.services.visit_debts import DebtList, list_visit_debts
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.day_span import DaySpan
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.figures import KeyNumber, KeyNumberStrip
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.surfaces import Banner, Toolbar, horizontal, name_widget, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.tokens import S3, S4
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.screens.attainment.missed import MissedVisits
from workbench.ui.screens.attainment.words import (
    OPENS,
    group_columns,
    group_name,
    late_text,
    state_columns,
    visits_text,
)

TOPICS = frozenset(
    {
        "account",
        "visit",
        "frequency_rule",
        "frequency_override",
        "project",
        "service_request",
        "manager",
        "visit_debt",
    }
)


class AttainmentPage(Page):
    """Figures on top; under them the groups, the required visits behind a number, or the missed visits."""

    page_id = PageId.ATTAINMENT

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: AttainmentBoard | None = None
        self._debts: DebtList | None = None
        # Views that do not show yet what was read last: each is filled when it is looked at.
        self._behind: set[str] = set()
        self._group: tuple[Grouping, Hashable] | None = None
        self._today = context.workspace.clock.today
        self._outer = QStackedWidget()
        vertical(self).addWidget(self._outer)
        self._outer.addWidget(QWidget())
        self._body = QWidget()
        self._outer.addWidget(self._body)
        self.nothing = self._make_empty()
        self._outer.addWidget(self.nothing)
        column = vertical(self._body)
        column.addWidget(self._make_span())
        self.banner = Banner()
        column.addWidget(self.banner)
        column.addWidget(self._make_numbers())
        column.addWidget(self._make_views())
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.groups: Table[BoardRow] = Table(
            group_columns(self._grouping, lambda: self._found),
            lambda row: row.key,
            name=lambda: _("Attainment"),
            memory="attainment-groups",
        )
        self.groups.sort_by("name")
        self.groups.row_activated.connect(lambda row: self._open_group(row, Standing.REQUIRED))
        self.groups.view.clicked.connect(self._open_number)
        self.visits: Table[SlotState] = Table(
            state_columns(lambda: self._found),
            lambda row: (row.slot.account_id, row.slot.kind, row.slot.period.key, row.slot.number),
            name=lambda: _("Required visits"),
            memory="attainment-visits",
            count_text=visits_text,
            today=self._today,
        )
        self.visits.row_activated.connect(self._open_account)
        self.missed = MissedVisits(context)
        self.missed.account_requested.connect(
            lambda account: self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account))
        )
        self._views: dict[str, QWidget] = {
            "groups": self.groups,
            "visits": self.visits,
            "missed": self.missed,
        }
        for view in self._views.values():
            self._stack.addWidget(view)

    def title(self) -> str:
        return pgettext("page", "Attainment")

    def subtitle(self) -> str:
        days = self.span.days()
        if days is None or self._found is None:
            return ""
        return _("Visits required from {first} to {last}").format(
            first=format_date(days[0]), last=format_date(days[1])
        )

    def open(self, destination: Destination) -> None:
        """A ``Within`` names the days, a ``Grouping`` how those of this month are counted."""
        if isinstance(destination.view, Grouping):
            self._by(destination.view)
        if isinstance(destination.view, Within | Grouping):
            self.span.choose(destination.view if isinstance(destination.view, Within) else Within.THIS_MONTH)

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            self._load()

    def find_here(self) -> bool:
        self._views[str(self.view.current())].setFocus()
        return True

    def close_innermost(self) -> bool:
        if self._stack.currentWidget() is self.missed and self.missed.close_innermost():
            return True
        if self.view.current() == "groups":
            return False
        self.show_view("groups")
        return True

    # --- making

    def _make_empty(self) -> EmptyState:
        rules = Button(lambda: _("Visit policy"), Kind.PRIMARY)
        rules.clicked.connect(lambda: self.navigation_requested.emit(Destination(PageId.POLICY)))
        return EmptyState(
            "target",
            lambda: _("Nothing is required yet"),
            lambda: _("Once accounts have a tier or a credit grade, the visit policy asks for visits here."),
            (rules,),
        )

    def _make_span(self) -> Toolbar:
        bar = Toolbar()
        self.span = DaySpan(
            tuple(Within), Within.OWN, self._today, name=lambda: _("Which days"), current=Within.THIS_QUARTER
        )
        self.span.changed.connect(self._load)
        bar.row.addWidget(self.span)
        bar.row.addStretch(1)
        self.people = ComboBox([(None, lambda: _("Everybody"))])
        self.people.fit_choices()
        name_widget(self.people, lambda: _("Whose accounts"))
        self.people.picked.connect(lambda _key: self._load())
        bar.row.addWidget(self.people)
        return bar

    def _make_numbers(self) -> KeyNumberStrip:
        self.attained = KeyNumber(lambda: _("Attainment"))
        self.coverage = KeyNumber(lambda: _("Coverage"))
        self.reach = KeyNumber(lambda: _("Reach"))
        self.overdue = KeyNumber(lambda: _("Overdue"))
        self.to_schedule = KeyNumber(lambda: _("To schedule"))
        for number, standing in (
            (self.attained, Standing.ATTAINED),
            (self.overdue, Standing.OVERDUE),
            (self.to_schedule, Standing.TO_SCHEDULE),
        ):
            number.clicked.connect(partial(self._open_all, standing))
        for number in (self.coverage, self.reach):
            number.clicked.connect(lambda: self._by(Grouping.ACCOUNT))
        return KeyNumberStrip((self.attained, self.coverage, self.reach, self.overdue, self.to_schedule))

    def _make_views(self) -> Toolbar:
        bar = Toolbar()
        bar.row.setContentsMargins(S4, 0, S4, 0)
        bar.row.setSpacing(S3)
        self.view = Choices(
            Look.TABS,
            [
                Choice("groups", lambda: _("Overview")),
                Choice("visits", lambda: _("Required visits")),
                Choice("missed", lambda: _("Missed visits")),
            ],
            name=lambda: _("What is shown"),
        )
        self.view.chosen.connect(self.show_view)
        bar.row.addWidget(self.view)
        bar.row.addSpacing(S4)
        self.grouping = Choices(
            Look.PILLS,
            [Choice(one, partial(_label, one)) for one in Grouping],
            name=lambda: _("Counted by"),
        )
        self.grouping.choose(Grouping.PERSON)
        self.grouping.chosen.connect(self._by)
        self.standing = Choices(
            Look.PILLS,
            [Choice(one, partial(_label, one)) for one in Standing],
            name=lambda: _("Which required visits"),
        )
        self.standing.chosen.connect(lambda _key: self._filter())
        self.standing.hide()
        self.only = Button("", Kind.LINK, icon="x")
        self.only.clicked.connect(self._drop_group)
        self.only.hide()
        holder = QWidget()
        row = horizontal(holder, gap=S3)
        for widget in (self.grouping, self.standing, self.only):
            row.addWidget(widget)
        bar.row.addWidget(holder)
        bar.row.addStretch(1)
        return bar

    # --- reading and showing

    def _grouping(self) -> Grouping:
        current = self.grouping.current()
        return current if isinstance(current, Grouping) else Grouping.PERSON

    def _load(self) -> None:
        days, person = self.span.days(), self.people.key()
        if days is None:
            self.banner.show_text(lambda: _("Give the first and the last day; the last cannot be earlier."))
            return
        self.banner.show_text("")

        def work(workspace: Workspace) -> tuple[AttainmentBoard, DebtList]:
            return attainment_board(workspace, *days, person), list_visit_debts(workspace, person)

        self._context.read(work, self._show, key="attainment")

    def _show(self, found: tuple[AttainmentBoard, DebtList]) -> None:
        board, debts = found
        self._found, self._debts = board, debts
        self._outer.setCurrentWidget(self._body if board.states or debts.debts else self.nothing)
        names = sorted(board.managers.values(), key=lambda one: one.name)
        chosen = self.people.key()
        everybody: list[tuple[Id | None, object]] = [(None, lambda: _("Everybody"))]
        self.people.set_choices([*everybody, *((one.id, one.name) for one in names)])  # type: ignore[list-item]
        self.people.choose(chosen)
        score = board.total
        self.attained.show_value(
            format_percent_bp(score.attainment_bp),
            _("{attained} of {required}").format(
                attained=format_number(score.attained), required=format_number(score.required)
            ),
        )
        self.coverage.show_value(
            format_percent_bp(score.coverage_bp),
            _("{visited} of {due} due accounts").format(
                visited=format_number(score.accounts_visited), due=format_number(score.accounts_due)
            ),
        )
        self.reach.show_value(
            format_percent_bp(score.reach_bp),
            _("{visited} of all {accounts}").format(
                visited=format_number(score.reached), accounts=format_number(score.accounts)
            ),
        )
        longest = max((state.days_late for state in board.states if state.is_late), default=0)
        late = late_text(longest) if longest else ""
        if board.never_visited:
            late = _("{count} of them never visited").format(count=format_number(board.never_visited))
        self.overdue.show_value(format_number(board.overdue), late)
        self.to_schedule.show_value(
            format_number(score.to_schedule),
            ngettext("{count} scheduled", "{count} scheduled", score.scheduled).format(
                count=format_number(score.scheduled)
            ),
        )
        self._behind = set(self._views)
        self._catch_up_view()
        self.header_changed.emit()

    def _catch_up_view(self) -> None:
        """Fill the view that is looked at, if it is behind."""
        view = str(self.view.current())
        if self._found is None or self._debts is None or view not in self._behind:
            return
        self._behind.discard(view)
        if view == "groups":
            self.groups.set_rows(self._found.rows[self._grouping()])
        elif view == "visits":
            self.visits.set_rows(self._found.states)
            self._filter()
        else:
            self.missed.show_debts(self._debts)

    # --- choosing

    def show_view(self, view: object) -> None:
        """Show the groups, the required visits or the missed ones."""
        self.view.choose(view)
        self._stack.setCurrentWidget(self._views[str(view)])
        self.grouping.setVisible(view == "groups")
        self.standing.setVisible(view == "visits")
        self.only.setVisible(view == "visits" and self._group is not None)
        if view == "visits" and self.standing.current() is None:
            self.standing.choose(Standing.REQUIRED)
        self._catch_up_view()

    def _by(self, grouping: object) -> None:
        self.show_view("groups")
        self.grouping.choose(grouping)
        self.groups.retranslate()
        if self._found is not None:
            self.groups.set_rows(self._found.rows[self._grouping()])

    def _open_all(self, standing: Standing, _checked: bool = False) -> None:
        self._group = None
        self.standing.choose(standing)
        self._filter()
        self.show_view("visits")

    def _open_number(self, index: QModelIndex) -> None:
        column = self.groups.model.columns[index.column()].key
        if column in OPENS:
            self._open_group(self.groups.model.row(index.row()), OPENS[column])

    def _open_group(self, row: BoardRow, standing: Standing) -> None:
        grouping = self._grouping()
        self._group = (grouping, row.key)
        name = group_name(grouping, row.key, self._found).text
        self.only.say(lambda: _("Only {name}").format(name=name))
        self.standing.choose(standing)
        self._filter()
        self.show_view("visits")
        self.visits.setFocus()

    def _drop_group(self) -> None:
        self._group = None
        self.only.hide()
        self._filter()

    def _filter(self) -> None:
        if "visits" in self._behind:
            return
        standing = self.standing.current()
        wanted = standing if isinstance(standing, Standing) else Standing.REQUIRED
        group = self._group

        def of_group(state: SlotState) -> bool:
            return group is None or group_of(group[0], state) == group[1]

        if self._found is not None:
            inside = [state for state in self._found.states if of_group(state)]
            for one in Standing:
                self.standing.set_count(one, format_number(sum(map(one.holds, inside))))
        self.visits.set_filter(lambda state: of_group(state) and wanted.holds(state))

    def _open_account(self, state: SlotState) -> None:
        self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=state.slot.account_id))


def _label(one: Within | Grouping | Standing) -> str:
    return one.label
