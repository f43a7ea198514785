"""The parts of the view of a plan, laid out: list at the left, overview, calendar or table beside it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.visit_plan import Change
from workbench.foundation.i18n import _, ngettext
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.inputs import ComboBox, SearchField
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.marks import Mark
from workbench.ui.kit.month_grid import MonthGrid
from workbench.ui.kit.narrowing import Narrowing
from workbench.ui.kit.surfaces import Banner, Surface, Toolbar, horizontal, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.tokens import S2, S3, S4, SMALL, Tone
from workbench.ui.screens.calendar.plan_items import By, Tab
from workbench.ui.screens.calendar.plan_lines import Line as PlanLine
from workbench.ui.screens.calendar.plan_lost import LostPane
from workbench.ui.screens.calendar.plan_overview import PlanOverview
from workbench.ui.screens.calendar.plan_table import COLUMNS

WIDTH = 392


class PlanFrame(QWidget):
    """Widgets only; ``PlanView`` fills them and listens."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        column = vertical(self)
        column.addWidget(self._make_toolbar())
        self.banner = Banner()
        column.addWidget(self.banner)
        self.levers_banner = Banner(mark=Mark("info", Tone.ACCENT))
        column.addWidget(self.levers_banner)
        row = horizontal(gap=0)
        row.addWidget(self._make_list())
        row.addWidget(self._make_right(), 1)
        column.addLayout(row, 1)

    def _run(self, work: Callable[[], Any], on_done: Callable[[Any], object]) -> None:
        self._context.tasks.run_read(lambda _job: work(), on_done, self._context.show_error)

    def title(self) -> str:
        """What is planned."""
        return ""

    def show_tabs(self, *, other: bool) -> None:
        """Offer what there is to list; ``other`` if something was let go, lies too close or is surplus."""
        tabs = [
            Choice(Tab.ALL, lambda: _("All")),
            Choice(Tab.ADDED, lambda: Change.ADDED.label),
            Choice(Tab.MOVED, lambda: Change.MOVED.label),
            Choice(Tab.KEPT, lambda: Change.KEPT.label),
            Choice(Tab.IMPOSSIBLE, lambda: _("Without a day"), tone=Tone.DANGER),
        ]
        self.tabs.set_choices([*tabs, Choice(Tab.OTHER, lambda: _("Others"))] if other else tabs)

    def _make_toolbar(self) -> QWidget:
        bar = Toolbar()
        self.tabs = Choices(Look.PILLS, name=lambda: _("What to list"))
        self.export_button = Button("", Kind.PLAIN, icon="upload", name=lambda: _("Export the list…"))
        self.print_button = Button("", Kind.PLAIN, icon="printer", name=lambda: _("Print the list…"))
        self.discard_button = Button(lambda: _("Discard"), Kind.PLAIN, hint="Esc")
        self.accept_button = Button("", Kind.PRIMARY, icon="check", hint="Ctrl Enter")
        bar.row.addWidget(self.tabs)
        bar.row.addStretch(1)
        for button in (self.export_button, self.print_button, self.discard_button, self.accept_button):
            bar.row.addWidget(button)
        return bar

    def show_sides(self, *, lost: bool) -> None:
        """Offer how to look at the plan; ``lost`` if something found no day."""
        sides = [
            Choice(self.overview, lambda: _("Overview")),
            Choice(self.calendar, lambda: _("Calendar")),
            Choice(self.table, lambda: _("Table")),
        ]
        self.sides.set_choices([*sides, Choice(self.lost, lambda: _("Why not"))] if lost else sides)

    def _make_list(self) -> QWidget:
        side = Surface("left")
        side.setFixedWidth(WIDTH)
        column = vertical(side)
        row = horizontal(margins=(S3, S2, S3, S2), gap=S2)
        self.search = SearchField(lambda: _("Account, city, manager"), small=True)
        self.by = ComboBox(
            [
                (By.CHANGE, lambda: _("by change")),
                (By.WEEK, lambda: _("by week")),
                (By.TIER, lambda: _("by tier")),
                (By.PERSON, lambda: _("by person")),
            ]
        )
        self.by.setAccessibleName(_("Group the list"))
        row.addWidget(self.search, 1)
        row.addWidget(self.by)
        column.addLayout(row)
        column.addWidget(Line())
        self.list = ItemList(lambda: _("What the plan changes"), selectable=True, pane=True)
        column.addWidget(self.list, 1)
        column.addWidget(Line())
        self.proof = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.proof.setContentsMargins(S4, S2, S4, S2)
        column.addWidget(self.proof)
        return side

    def _make_right(self) -> QWidget:
        self.right = QStackedWidget()
        self.calendar = QWidget()
        column = vertical(self.calendar)
        self.grid = MonthGrid(lambda: _("The planned calendar"))
        column.addWidget(self.grid, 1)
        column.addWidget(Line())
        self.why = Label(size=SMALL, wrap=True, selectable=True)
        self.why.setContentsMargins(S4, S2, S4, S2)
        column.addWidget(self.why)
        self.table: Table[PlanLine] = Table(
            COLUMNS,
            lambda line: line.key,
            name=lambda: self.title() or _("The planned calendar"),
            today=self._context.workspace.clock.today,
            run=self._run,
            memory="plan-lines",
            count_text=lambda count: ngettext("{count} visit", "{count} visits", count).format(count=count),
        )
        self.overview = PlanOverview()
        self.lost = LostPane(self._context.workspace.clock.today)
        for part in (self.calendar, self.table, self.overview, self.lost):
            self.right.addWidget(part)
        box = QWidget()
        whole = vertical(box)
        row = horizontal(margins=(S4, S2, S4, S2), gap=S3)
        self.sides = Choices(
            Look.SEGMENTS,
            name=lambda: _("How to show the plan"),
        )
        self.months = Choices(Look.SEGMENTS, name=lambda: _("Month shown"))
        self.many_months = ComboBox([])
        self.many_months.setAccessibleName(_("Month shown"))
        Narrowing(box, row, lambda: (self.sides, self.months))
        row.addWidget(self.sides)
        row.addWidget(self.months)
        row.addWidget(self.many_months)
        row.addStretch(1)
        whole.addLayout(row)
        whole.addWidget(Line())
        whole.addWidget(self.right, 1)
        return box
