"""The live data of a part as it is shown: figures, a chart of years, lines, and how many more there are."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, format_money, ngettext
from workbench.ui.kit.bar_chart import BarChart, Series
from workbench.ui.kit.charts import Fill
from workbench.ui.kit.figure_row import FigureRow
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone
from workbench.ui.screens.accounts.plan.live import Live


class LiveBlock(QWidget):
    """Figures, a chart of the years where there is one, lines, and how many more there are."""

    line_opened = Signal(object)

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Live | None = None
        self._name = name
        self._column = column = vertical(self, margins=(0, 0, 0, S1), gap=S2)
        self.figures = FigureRow()
        self.chart: BarChart | None = None
        self.lines = ItemList(name, fit=True, padding=0)
        self.lines.opened.connect(self._open)
        self.rest = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        column.addWidget(self.figures)
        column.addWidget(self.lines)
        column.addWidget(self.rest)

    def show_live(self, live: Live) -> None:
        """Show what the data say now; the same once more costs nothing."""
        if live == self._shown:
            return
        self._shown = live
        self.figures.show_figures(live.figures)
        self.figures.setVisible(bool(live.figures))
        self.lines.set_items(live.lines)
        self.lines.setVisible(bool(live.lines))
        has_any = bool(live.figures or live.lines)
        more = ngettext("and {count} more", "and {count} more", live.more).format(count=live.more)
        self.rest.say(more if live.more else "" if has_any else live.nothing)
        self.rest.setVisible(bool(live.more) or not has_any)
        self._show_years(live)

    def _show_years(self, live: Live) -> None:
        if self.chart is None and len(live.years) > 1:
            self.chart = BarChart(lambda: _("Sales by year"), height=128)
            self.chart.setMaximumWidth(520)
            self._column.insertWidget(1, self.chart)
        if self.chart is not None:
            self.chart.setVisible(len(live.years) > 1)
            self.chart.show_series(
                [str(year) for year, _sold, _rest in live.years],
                (
                    Series(_("Sold"), [sold for _year, sold, _rest in live.years], Fill.STRONG),
                    Series(
                        _("Expected"),
                        [sold + rest if rest else None for _year, sold, rest in live.years],
                        Fill.EXPECTED,
                    ),
                ),
                lambda fen: format_money(fen, short=True),
            )

    def _open(self, key: object) -> None:
        if key is not None:
            self.line_opened.emit(key)
