"""The Pareto chart: reached by mouse and by keys, told in words, painted whatever it holds."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.ui.kit.pareto_chart import ParetoChart, ParetoItem

ITEMS = [
    ParetoItem("Quality", 6, 6_000, True),
    ParetoItem("Specification mismatch", 3, 9_000, True),
    ParetoItem("其他", 1, 10_000, False),
]


@pytest.fixture
def chart(app: QApplication, qtbot: QtBot) -> ParetoChart:
    chart = ParetoChart("Complaints")
    qtbot.addWidget(chart)
    chart.show_items(ITEMS, word=str, percent=lambda bp: f"{bp // 100}%")
    chart.resize(700, chart.height())
    chart.show()
    return chart


def test_keys_go_from_bar_to_bar_and_choose(chart: ParetoChart, qtbot: QtBot) -> None:
    chosen: list[int] = []
    chart.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(chart, key)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Enter)
    assert chosen == [1, 2, 1]


def test_a_click_on_a_column_chooses_it_and_beside_the_bars_nothing(chart: ParetoChart, qtbot: QtBot) -> None:
    chosen: list[int] = []
    chart.chosen.connect(chosen.append)
    plot = chart._plot()
    slot = plot.width() / 3
    for x in (plot.left() + slot * 0.5, plot.left() + slot * 2.5, plot.left() - 5, plot.right() + 20):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(int(x), 60))
    assert chosen == [0, 2]


def test_the_chart_is_told_in_words(chart: ParetoChart) -> None:
    assert chart.accessibleDescription().startswith("Quality  6  Σ 60%; Specification mismatch  3  Σ 90%")


def test_bars_and_line_have_one_scale_so_the_line_begins_on_the_first_bar(chart: ParetoChart) -> None:
    plot = chart._plot()
    first = plot.bottom() - plot.height() * ITEMS[0].count / chart._whole
    assert chart._y(plot, ITEMS[0].cumulative_bp) == pytest.approx(first)


@pytest.mark.parametrize("width", [40, 300, 1_300])
@pytest.mark.parametrize("count", [0, 1, 40])
def test_any_number_of_bars_is_painted_in_any_width(
    chart: ParetoChart, qtbot: QtBot, width: int, count: int
) -> None:
    items = [ParetoItem(f"A very long name {n}", 1, 10_000 * (n + 1) // count, True) for n in range(count)]
    chart.show_items(items, word=str, percent=str)
    chart.resize(width, chart.height())
    chart.setFocus()
    assert not chart.grab().isNull()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
