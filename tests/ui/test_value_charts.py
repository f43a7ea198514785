"""Charts one chooses from: points by click, box and keys, fields of a grid; what is marked is told."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.standing import in_window
from workbench.domain.value_charts import Axis, ChartPoint, GridCell, GridChart, PointChart
from workbench.ui.kit.grid_chart import GridChartView
from workbench.ui.kit.point_chart import PointChartView

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
