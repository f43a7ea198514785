"""Scoring by keys, and the curve of shares."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.ui.kit.score_grid import ScoreGrid, ScoreLine
from workbench.ui.kit.share_curve import Band, ShareCurve

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


@pytest.fixture
def grid(app: QApplication, qtbot: QtBot) -> ScoreGrid:
    """Three lines, the second scored."""
    grid = ScoreGrid("Scorecard", 5)
    qtbot.addWidget(grid)
    grid.show_lines(
        [ScoreLine("a", "Revenue", None), ScoreLine("b", "Profit", 2), ScoreLine("c", "Fit", None)]
    )
    grid.resize(500, grid.height())
    grid.show()
    return grid


def test_a_digit_scores_the_line_and_goes_on(grid: ScoreGrid, qtbot: QtBot) -> None:
    given: list[tuple[object, object]] = []
    grid.scored.connect(lambda key, score: given.append((key, score)))
    for key in (KEY.Key_4, KEY.Key_0, KEY.Key_5, KEY.Key_6):
        qtbot.keyClick(grid, key)
    assert given == [("a", 4), ("b", 0), ("c", 5)]
    assert grid.accessibleName() == "Scorecard: Fit, 5 / 5"


def test_delete_takes_a_score_away_and_the_same_score_is_no_news(grid: ScoreGrid, qtbot: QtBot) -> None:
    given: list[tuple[object, object]] = []
    grid.scored.connect(lambda key, score: given.append((key, score)))
    qtbot.keyClick(grid, KEY.Key_Down)
    qtbot.keyClick(grid, KEY.Key_2)
    qtbot.keyClick(grid, KEY.Key_Up)
    qtbot.keyClick(grid, KEY.Key_Delete)
    assert given == [("b", None)]


def test_a_click_scores_and_a_second_one_takes_it_away(grid: ScoreGrid, qtbot: QtBot) -> None:
    given: list[tuple[object, object]] = []
    grid.scored.connect(lambda key, score: given.append((key, score)))
    at = grid._box(2, 3).center().toPoint()
    qtbot.mouseClick(grid, LEFT, pos=at)
    qtbot.mouseClick(grid, LEFT, pos=at)
    qtbot.mouseClick(grid, LEFT, pos=QPoint(10, at.y()))
    assert given == [("c", 3), ("c", None)]


@pytest.fixture
def curve(app: QApplication, qtbot: QtBot) -> ShareCurve:
    """Four items in three bands."""
    curve = ShareCurve("Shares")
    qtbot.addWidget(curve)
    _show(curve, [6_000, 3_000, 700, 300])
    curve.resize(800, curve.height())
    curve.show()
    return curve


def _show(curve: ShareCurve, shares: list[int]) -> None:
    sums = [sum(shares[: place + 1]) for place in range(len(shares))] if len(shares) < 100 else shares
    bands = [Band("A", "A", "2", 2), Band("B", "B", "1", 3), Band("C", "C", "rest", len(shares))]
    curve.show_curve(shares, sums, bands, (7_500, 9_500), word=str, tip=str)


def test_a_head_chooses_its_band_and_a_bar_its_item(curve: ShareCurve, qtbot: QtBot) -> None:
    bands: list[object] = []
    items: list[int] = []
    curve.band_chosen.connect(bands.append)
    curve.item_chosen.connect(items.append)
    heads = curve._heads(curve._plot())
    qtbot.mouseClick(curve, LEFT, pos=heads[1].center().toPoint())
    qtbot.mouseClick(curve, LEFT, pos=QPoint(int(heads[2].center().x()), 150))
    assert bands == ["B", "C"]
    assert items == [3]


def test_bands_are_chosen_by_keys(curve: ShareCurve, qtbot: QtBot) -> None:
    bands: list[object] = []
    curve.band_chosen.connect(bands.append)
    for key in (KEY.Key_Return, KEY.Key_Right, KEY.Key_Right, KEY.Key_Right, KEY.Key_Space):
        qtbot.keyClick(curve, key)
    assert bands == ["A", "C"]


@pytest.mark.parametrize("shares", [[], [10_000], [12_000, 0, -2_000], [1] * 50_000])
def test_any_shares_are_painted(curve: ShareCurve, shares: list[int]) -> None:
    _show(curve, shares)
    assert not curve.grab().isNull()
