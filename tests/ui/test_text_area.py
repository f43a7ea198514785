"""A field of several lines grows with what is dictated, up to its most, and stays in sight."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.ui.kit.inputs import TextArea
from workbench.ui.kit.surfaces import Scroll


def test_it_grows_with_its_text_and_is_scrolled_to_whole(app: QApplication, qtbot: QtBot) -> None:
    page = Scroll()
    qtbot.addWidget(page)
    areas = [TextArea(lines=2, most=6) for _place in range(4)]
    for area in areas:
        page.column.addWidget(area)
    page.resize(300, 240)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    last = areas[-1]
    last.setFocus()
    low = last.height()
    last.insertPlainText("他说明年三季度扩产，减速机大概要多三成。" * 3)
    assert last.height() > low
    last.insertPlainText("价格降两个点。" * 100)
    assert last.height() == 6 * 20 + 14, "from there on it scrolls"
    for _turn in range(3):
        QApplication.processEvents()
    port = page.viewport()
    assert port.rect().contains(QRect(last.mapTo(port, QPoint()), last.size()))
    last.setText("")
    assert last.height() == low
