"""Areas that grow with their text, and the kit's ring, meter and row of figures."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.standing import in_window, let_go
from workbench.ui.kit.figure_row import FigureRow, NamedFigure
from workbench.ui.kit.ring import Meter, Ring
from workbench.ui.kit.tokens import CONTROL_HEIGHT, Tone
from workbench.ui.kit.writing_area import LineArea, WritingArea

__all__ = ["let_go"]


def test_an_area_is_as_high_as_its_text_at_every_width(app: QApplication, qtbot: QtBot) -> None:
    area = WritingArea(lines=1)
    window = in_window(qtbot, area)
    low = area.height()
    area.setText("one\ntwo\nthree")
    qtbot.waitUntil(lambda: area.height() > low + 30)
    area.setText("word " * 60)
    qtbot.waitUntil(lambda: area.height() > low + 50)
    wide = area.height()
    window.resize(250, 400)
    qtbot.waitUntil(lambda: area.height() > wide)
    area.setText("")
    qtbot.waitUntil(lambda: area.height() == low)


def test_tab_takes_the_proposal_once_and_then_goes_on(app: QApplication, qtbot: QtBot) -> None:
    area, after = WritingArea(), QLineEdit()
    in_window(qtbot, area, after)
    area.suggest("What the data say")
    area.setFocus()
    with qtbot.waitSignal(area.suggestion_taken):
        QTest.keyClick(area, Qt.Key.Key_Tab)
    assert (area.text(), area.suggestion()) == ("What the data say", "")
    QTest.keyClick(area, Qt.Key.Key_Tab)
    qtbot.waitUntil(after.hasFocus)
    area.undo()
    assert area.text() == ""


def test_without_a_proposal_tab_only_goes_on(app: QApplication, qtbot: QtBot) -> None:
    area, after = WritingArea(), QLineEdit()
    in_window(qtbot, area, after)
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_Tab)
    qtbot.waitUntil(after.hasFocus)
    assert not area.take_suggestion()


def test_enter_leaves_a_line_and_escape_gives_back(app: QApplication, qtbot: QtBot) -> None:
    area, after = LineArea("Objective"), QLineEdit()
    in_window(qtbot, area, after)
    area.set_value("before")
    assert abs(area.height() - CONTROL_HEIGHT) <= 2
    area.setFocus()
    area.selectAll()
    area.insertPlainText("after")
    area.set_value("from elsewhere")
    assert area.text() == "after"
    with qtbot.waitSignal(area.left) as left:
        QTest.keyClick(area, Qt.Key.Key_Return)
    assert left.args == ["after"]
    assert after.hasFocus()
    area.setFocus()
    area.insertPlainText("x")
    QTest.keyClick(area, Qt.Key.Key_Escape)
    assert area.text() == "after"


def test_ring_and_meter_stay_within_their_bounds_and_say_their_words(app: QApplication, qtbot: QtBot) -> None:
    ring, meter = Ring("Complete"), Meter("How far")
    in_window(qtbot, ring, meter)
    ring.show_share(1.7, "120%")
    assert (ring.share(), ring.accessibleDescription()) == (1.0, "120%")
    ring.show_share(-1, "0%", tone=Tone.OK)
    assert ring.share() == 0.0
    for share, mark in ((None, None), (0.5, 0.8), (3.0, 2.0), (0.0, 0.0)):
        meter.show_share(share, mark, "halfway", tone=Tone.WARN)
        assert not meter.grab().isNull()
    assert meter.accessibleDescription() == "halfway"


def test_figures_wrap_where_there_is_no_room_and_take_none_when_there_are_none(
    app: QApplication, qtbot: QtBot
) -> None:
    row = FigureRow()
    window = in_window(qtbot, row)
    row.show_figures([NamedFigure(f"Name {place}", "12,345", "CNY") for place in range(4)])
    qtbot.waitUntil(lambda: row.height() == 36)
    assert "Name 3 12,345 CNY" in row.accessibleName()
    window.resize(200, 400)
    qtbot.waitUntil(lambda: row.height() > 36)
    row.show_figures([NamedFigure("Required", "x" * 400)])
    assert "x" * 400 in row.toolTip()
    row.show_figures([])
    assert row.height() == 0
