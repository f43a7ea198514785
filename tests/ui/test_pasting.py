"""Pasting what no field can hold (5-quality, Bad input: a 10 MB paste has a limit, and it is told)."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.ui.standing import in_window, let_go
from workbench.ui.kit.chip_text import ChipText
from workbench.ui.kit.inputs import TextArea, TextField
from workbench.ui.kit.pasting import LONGEST_LINE, LONGEST_PASTE
from workbench.ui.kit.writing_area import WritingArea

__all__ = ["let_go"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TEN_MB = "投诉" * 2_500_000


def pasted(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


@pytest.mark.parametrize("make", [TextArea, WritingArea, lambda: ChipText("Clause")])
def test_ten_megabytes_are_refused_by_an_area_and_it_is_told_at_the_field(
    app: QApplication, qtbot: QtBot, make: type[TextArea]
) -> None:
    area = make()
    in_window(qtbot, area)
    area.insertFromMimeData(pasted("What stood there. "))
    area.insertFromMimeData(pasted(TEN_MB))
    assert area.toPlainText() == "What stood there. "
    assert "5,000,000" in QToolTip.text()
    area.insertFromMimeData(pasted("x" * LONGEST_PASTE))
    assert len(area.toPlainText()) == 18 + LONGEST_PASTE


def test_a_line_takes_the_beginning_of_ten_megabytes_and_tells_it(app: QApplication, qtbot: QtBot) -> None:
    field = TextField()
    in_window(qtbot, field)
    QApplication.clipboard().setText(TEN_MB)
    field.paste()
    assert len(field.text()) == LONGEST_LINE
    assert "10,000" in QToolTip.text()
    QApplication.clipboard().clear()
