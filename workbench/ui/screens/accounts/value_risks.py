"""The risks of an account: the grid with their counts, and the list beside it (2-rules §3)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from workbench.domain.risk_grid import RISK_TABLE, RiskClass, cells_of, class_of
from workbench.domain.risks import Level, Risk
from workbench.domain.value_charts import GridCell, GridChart
from workbench.foundation.i18n import _, format_short_date, ngettext
from workbench.foundation.ids import Id
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.grid_chart import GridChartView
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.labels import SectionHeader
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S2, S4, Tone

_GRID_HEIGHT = 240
_LEVELS = (Level.LOW, Level.MEDIUM, Level.HIGH)
_TONES = {
    RiskClass.CAUTION: (Tone.OK, True),
    RiskClass.FIX: (Tone.WARN, True),
    RiskClass.SIGNIFICANT: (Tone.WARN, False),
    RiskClass.STOPPER: (Tone.DANGER, False),
}


class RisksPart(QWidget):
    """A field of the grid shows its risks alone. ``opened`` gives one, ``add_requested`` asks for another."""

    opened = Signal(object)
    add_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._risks: tuple[Risk, ...] = ()
        self._chosen: tuple[object, ...] = ()
        column = vertical(self, gap=S2)
        head = horizontal(gap=S2)
        self.header = SectionHeader(lambda: _("Risks"))
        self.add_button = Button(lambda: _("New risk"), icon="plus", small=True)
        self.add_button.clicked.connect(self.add_requested)
        head.addWidget(self.header, 1)
        head.addWidget(self.add_button)
        column.addLayout(head)
        self.grid = GridChartView(lambda: _("Risks by probability and impact"))
        self.grid.setFixedHeight(_GRID_HEIGHT)
        self.grid.chosen.connect(self._choose)
        self.list = ItemList(lambda: _("Risks"), fit=True, padding=S2, selectable=True)
        self.list.clicked.connect(lambda _index: self._open(self.list.current_key()))
        self.list.opened.connect(self._open)
        first = Button(lambda: _("Note the first"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(self.add_requested)
        self.nothing = EmptyState(
            "triangle-alert",
            lambda: _("No risk is noted"),
            lambda: _("What could go wrong with this account, on our side or on theirs?"),
            (first,),
        )
        self._columns = horizontal(gap=S4)
        self._columns.addWidget(self.grid, 1, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        beside = vertical(holder)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.list)
        beside.addWidget(self._stack)
        beside.addStretch(1)
        self._columns.addWidget(holder, 1)
        column.addLayout(self._columns)

    def show_risks(self, risks: tuple[Risk, ...]) -> None:
        """Show another account, or the same one changed."""
        self._risks = risks
        self._chosen = tuple(key for key in self._chosen if any(risk.id == key for risk in risks))
        waiting = sum(risk.closed_on is None for risk in risks)
        words = ngettext("{count} risk, {open} open", "{count} risks, {open} open", len(risks))
        self.header.note.say(words.format(count=len(risks), open=waiting) if risks else "")
        self.grid.show_grid(_chart(risks))
        self.grid.mark(self._chosen)
        self._show_list()

    def set_narrow(self, narrow: bool) -> None:
        """Stand the list under the grid."""
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def risk(self, key: object) -> Risk | None:
        """The risk with this id."""
        return next((risk for risk in self._risks if risk.id == key), None)

    def _choose(self, keys: tuple[object, ...]) -> None:
        self._chosen = keys
        self._show_list()

    def _show_list(self) -> None:
        shown = [risk for risk in self._risks if not self._chosen or risk.id in self._chosen]
        self.list.set_items([_item(risk) for risk in shown])
        self._stack.setCurrentWidget(self.list if self._risks else self.nothing)

    def _open(self, key: object) -> None:
        if key is not None:
            self.opened.emit(key)


def _chart(risks: tuple[Risk, ...]) -> GridChart:
    inside = cells_of(risks)

    def cell(probability: Level, impact: Level) -> GridCell:
        here, word = inside[probability, impact], RISK_TABLE[probability][impact]
        count = ngettext("{count} risk", "{count} risks", len(here)).format(count=len(here))
        keys: tuple[Id, ...] = tuple(risk.id for risk in here)
        return GridCell(word.label, word.weight, (count, *(risk.text for risk in here)) if here else (), keys)

    return GridChart(
        x_name=_("Impact"),
        y_name=_("Probability"),
        x_words=tuple(level.label for level in _LEVELS),
        y_words=tuple(level.label for level in reversed(_LEVELS)),
        rows=tuple(tuple(cell(row, column) for column in _LEVELS) for row in reversed(_LEVELS)),
    )


def _item(risk: Risk) -> Item:
    found, closed = class_of(risk), risk.closed_on is not None
    tone, outline = _TONES[found] if found else (Tone.TEXT2, True)
    due = _("due {date}").format(date=format_short_date(risk.due_on)) if risk.due_on else ""
    answer = risk.answer or (_("no answer yet") if not closed else "")
    second = (answer, risk.owner, due, risk.source.label if risk.source else "")
    return Item(
        key=risk.id,
        title=risk.text,
        second=" · ".join(part for part in second if part) or "–",
        chip=_("over") if closed else found.label if found else _("not judged"),
        chip_tone=Tone.TEXT2 if closed else tone,
        chip_outline=closed or outline,
        tooltip="\n".join(part for part in (risk.text, risk.answer) if part),
    )
