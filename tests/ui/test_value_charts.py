"""Charts one chooses from: points by click, box and keys, fields of a grid; what is marked is told."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.ui.standing import in_window
from workbench.domain.value_charts import Axis, ChartPoint, GridCell, GridChart, PointChart
from workbench.ui.kit.grid_chart import GridChartView, _fitting, _two_lines
from workbench.ui.kit.point_chart import PointChartView
from workbench.ui.kit.texts import literal_tip

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
A, B, C = b"a", b"b", b"c"


def chart() -> PointChart:
    points = (ChartPoint(A, "Ann", 10, 10), ChartPoint(B, "Ben", 90, 90), ChartPoint(C, "Cy", 90, 10))
    return PointChart(Axis("x", 0, 100, 50), Axis("y", 0, 100, 50), points, ("a", "b", "c", "d"))


def shown(qtbot: QtBot) -> tuple[PointChartView, list[tuple[bytes, ...]]]:
    view = PointChartView("Points")
    in_window(qtbot, view)
    view.show_chart(chart(), tip=lambda dot: f"tip {dot.label}")
    heard: list[tuple[bytes, ...]] = []
    view.chosen.connect(heard.append)
    return view, heard


def at(view: PointChartView, key: bytes) -> QPoint:
    return view.spot(key).toPoint()


def test_a_click_chooses_a_point_and_beside_all_points_chooses_nothing(qtbot: QtBot) -> None:
    view, heard = shown(qtbot)
    qtbot.mouseClick(view, LEFT, pos=at(view, B))
    qtbot.mouseClick(view, LEFT, pos=view.plane().plot.center().toPoint())
    assert heard == [(B,), ()]


def test_control_adds_and_takes_away(qtbot: QtBot) -> None:
    view, heard = shown(qtbot)
    qtbot.mouseClick(view, LEFT, pos=at(view, A))
    qtbot.mouseClick(view, LEFT, CONTROL, pos=at(view, B))
    qtbot.mouseClick(view, LEFT, CONTROL, pos=at(view, A))
    assert heard == [(A,), (A, B), (B,)]


def test_a_box_chooses_all_points_inside(qtbot: QtBot) -> None:
    view, heard = shown(qtbot)
    plot = view.plane().plot
    qtbot.mousePress(view, LEFT, pos=plot.topRight().toPoint())
    qtbot.mouseMove(view, plot.bottomRight().toPoint() - QPoint(int(plot.width() / 3), 0))
    qtbot.mouseRelease(view, LEFT, pos=plot.bottomRight().toPoint() - QPoint(int(plot.width() / 3), 0))
    assert heard == [(B, C)]


def test_keys_walk_choose_and_open(qtbot: QtBot) -> None:
    view, heard = shown(qtbot)
    opened: list[bytes] = []
    view.activated.connect(opened.append)
    view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up):
        qtbot.keyClick(view, key)
    assert view.accessibleDescription() == "tip Ben"
    qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert heard == [(B,)]
    assert opened == [B]


def test_marking_from_elsewhere_is_silent_and_changes_the_picture(qtbot: QtBot) -> None:
    view, heard = shown(qtbot)
    before = view.grab().toImage()
    view.mark([C])
    assert heard == []
    assert view.marked() == {C}
    assert view.grab().toImage() != before


def test_an_empty_chart_can_be_looked_at(qtbot: QtBot) -> None:
    view = PointChartView("Points")
    in_window(qtbot, view)
    view.show_chart(PointChart(Axis("x", 0, 1), Axis("y", 0, 1), ()), tip=lambda dot: dot.label)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.mouseClick(view, LEFT, pos=QPoint(50, 50))
    assert not view.grab().isNull()


def grid() -> GridChart:
    cells = [[GridCell(f"{row}{column}", row, (), ()) for column in range(3)] for row in range(3)]
    cells[0][2] = GridCell("worst", 3, ("2 risks", "Ann"), (A, B))
    return GridChart("x", "y", ("l", "m", "h"), ("h", "m", "l"), tuple(tuple(row) for row in cells))


def test_a_field_chooses_what_stands_in_it_and_again_nothing(qtbot: QtBot) -> None:
    view = GridChartView("Risks")
    in_window(qtbot, view)
    view.show_grid(grid())
    heard: list[tuple[bytes, ...]] = []
    view.chosen.connect(heard.append)
    for _twice in range(2):
        qtbot.mouseClick(view, LEFT, pos=view.box(0, 2).center().toPoint())
    assert heard == [(A, B), ()]
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.accessibleDescription() == "worst; 2 risks; Ann"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert heard[-1] == (A, B)


def test_a_chart_without_points_says_why(qtbot: QtBot) -> None:
    view, _heard = shown(qtbot)
    empty = PointChart(Axis("x", 0, 100), Axis("y", 0, 100), ())
    view.show_chart(empty, tip=lambda dot: dot.label)
    bare = view.grab().toImage()
    view.show_chart(empty, tip=lambda dot: dot.label, nothing="Nobody is judged yet.")
    assert view.accessibleDescription() == "Nobody is judged yet."
    assert view.grab().toImage() != bare


def test_a_tooltip_shows_a_name_that_looks_like_markup_as_it_was_typed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _owner: told.append(text))
    view, _heard = shown(qtbot)
    view.show_chart(chart(), tip=lambda _dot: "<b>Zhou</b>\nsales 3")
    qtbot.mouseMove(view, at(view, B))
    assert set(told) == {"<span>&lt;b&gt;Zhou&lt;/b&gt;<br>sales 3</span>"}
    assert literal_tip("A & B < C") == "A & B < C"


def test_the_name_of_a_field_is_never_cut_where_it_can_be_broken(app: QApplication) -> None:
    assert _two_lines("Proceed with caution", 400) == ["Proceed with caution"]
    assert _two_lines("Proceed with caution", 90) == ["Proceed with", "caution"]
    assert _two_lines("谨慎推进", 10) == ["谨慎推进"]


def test_marks_that_find_no_line_of_their_own_share_the_last() -> None:
    marks = ("3 risks", "Ann", "Ben")
    assert _fitting(marks, 3) == ["3 risks", "Ann", "Ben"]
    assert _fitting(marks, 2) == ["3 risks", "Ann  Ben"]
    assert _fitting(marks, 1) == ["3 risks  Ann  Ben"]


def test_only_what_lies_under_the_mouse_is_near(qtbot: QtBot) -> None:
    view, _heard = shown(qtbot)
    plane, spot = view.plane(), view.spot(B)
    assert plane.near(spot) == 1
    assert plane.near(spot + QPointF(5, 0)) == 1
    assert plane.near(spot + QPointF(12, 0)) is None


def test_an_arrow_goes_to_who_lies_ahead_before_who_lies_aside(qtbot: QtBot) -> None:
    view, _heard = shown(qtbot)
    points = (ChartPoint(A, "Ann", 10, 10), ChartPoint(B, "Ben", 30, 90), ChartPoint(C, "Cy", 60, 12))
    view.show_chart(PointChart(Axis("x", 0, 100), Axis("y", 0, 100), points), tip=lambda dot: dot.label)
    assert view.plane().next(0, (1, 0)) == 2
