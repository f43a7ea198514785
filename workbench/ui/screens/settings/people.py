"""Our people: what a day holds for each, and when they are away."""

from datetime import date

from PySide6.QtWidgets import QWidget

from workbench.domain.policies import HANDOVER_DAYS
from workbench.foundation.i18n import _, format_number, format_short_date
from workbench.foundation.ids import Id
from workbench.services.managers import ManagerRow, add_manager, list_manager_rows
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.tokens import ROW_HEIGHT, S2, Tone
from workbench.ui.screens.settings.person_pane import PersonPane
from workbench.ui.screens.settings.policy_section import WHOLE, PolicyPart, PolicySection

ROWS_SHOWN = 14
TOPICS = frozenset({"manager", "absence", "account"})


class PeopleSection(PolicySection):
    """A table of people; the one chosen is edited in the pane beside it."""

    def __init__(self, context: Context, pane: PersonPane, parent: QWidget | None = None) -> None:
        super().__init__(context, lambda: _("People"), parent)
        self.pane = pane
        self._today: date = context.workspace.clock.today()
        self.note(
            lambda: _(
                "The plan never gives anybody more visits or calls on a day than stands here, and none "
                "on days away."
            ),
        )
        self.table: Table[ManagerRow] = Table(
            [
                Column("name", lambda: _("Name"), self._name, stretch=True),
                Column(
                    "accounts",
                    lambda: _("Accounts"),
                    lambda row: format_number(row.accounts),
                    lambda row: row.accounts,
                    right=True,
                    width=80,
                ),
                Column(
                    "visits",
                    lambda: _("Visits a day"),
                    lambda row: str(row.manager.daily_visits),
                    lambda row: row.manager.daily_visits,
                    right=True,
                ),
                Column(
                    "calls",
                    lambda: _("Calls a day"),
                    lambda row: str(row.manager.daily_calls),
                    lambda row: row.manager.daily_calls,
                    right=True,
                ),
                Column("away", lambda: _("Next away"), self._away, width=136),
            ],
            key=lambda row: row.manager.id,
            name=lambda: _("People"),
            footer=False,
        )
        self.table.current_changed.connect(self._choose)
        self.table.row_activated.connect(self._choose)
        self.put(self.table)
        buttons = QWidget()
        row = horizontal(buttons, gap=S2)
        self.add_button = Button(lambda: _("Add a person…"), icon="plus", hint="Ctrl N")
        self.add_button.clicked.connect(self.new_thing)
        row.addWidget(self.add_button)
        row.addStretch(1)
        self.put(buttons)
        self.part(
            lambda: _("Accounts that change hands"),
            lambda: _("Whoever takes accounts over goes through them and confirms within so many days."),
        )
        self.group(PolicyPart(HANDOVER_DAYS, WHOLE, lambda: _("Confirm within, working days")), columns=2)

    def refresh(self, topics: frozenset[str] | None) -> None:
        super().refresh(topics)
        if topics is None or topics & TOPICS:
            self.context.read(list_manager_rows, self._show, key="managers")

    def new_thing(self) -> bool:
        name = self.context.prompts.ask_text(_("Add a person"), _("Name"), action=_("Add"))
        if name is not None:
            self.context.save(
                lambda workspace: add_manager(workspace, name), said=_("{name} added").format(name=name)
            )
        return True

    def close_innermost(self) -> bool:
        if self.pane.isVisible():
            self.pane.close_pane()
            return True
        return False

    def choose(self, manager_id: Id) -> None:
        """Open a person in the pane."""
        self.table.select(manager_id)

    def _show(self, rows: tuple[ManagerRow, ...]) -> None:
        self.table.set_rows(rows)
        self.table.setFixedHeight(ROW_HEIGHT * (min(max(len(rows), 1), ROWS_SHOWN) + 1) + 1)
        if self.pane.isVisible():
            shown = next((row for row in rows if row.manager.id == self.pane.manager_id), None)
            if shown is None:
                self.pane.close_pane()
            else:
                self.pane.show_row(shown)

    def _choose(self, row: ManagerRow | None) -> None:
        if row is not None and self.isVisible():
            self.pane.show_row(row)
            self.pane.show()

    def _name(self, row: ManagerRow) -> Cell:
        if row.manager.active:
            return Cell(row.manager.name)
        return Cell(row.manager.name, tone=Tone.TEXT3, more=(Cell(_("gone"), chip=True, outline=True),))

    def _away(self, row: ManagerRow) -> str:
        spans = [one.span for one in row.absences if one.span.end >= self._today]
        if not spans:
            return ""
        first, last = format_short_date(spans[0].start), format_short_date(spans[0].end)
        return first if first == last else f"{first} – {last}"
