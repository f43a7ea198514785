"""Choices that come late stand for Tab where their container stands, whichever of two is filled first."""

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.standing import in_window, let_go
from workbench.ui.kit.choices import Choice, Choices, Look

__all__ = ["let_go"]


def _way(first: QWidget, *targets: QWidget) -> list[int]:
    found, widget = [], first.nextInFocusChain()
    while widget is not None and widget is not first:
        place = next((at for at, one in enumerate(targets) if one.isAncestorOf(widget)), None)
        found += [] if place is None or found[-1:] == [place] else [place]
        widget = widget.nextInFocusChain()
    return found


def test_of_two_rows_of_choices_tab_reaches_the_first_first(app: QApplication, qtbot: QtBot) -> None:
    first, last = QLineEdit(), QLineEdit()
    sides = Choices(Look.SEGMENTS, name="Sides")
    months = Choices(Look.SEGMENTS, name="Months")
    in_window(qtbot, first, sides, months, last)
    months.set_choices([Choice(month, str(month)) for month in range(3)])
    sides.set_choices([Choice(side, str(side)) for side in range(2)])
    assert _way(first, sides, months) == [0, 1]
    months.set_choices([Choice(month, str(month)) for month in range(4)])
    sides.set_choices([Choice(side, str(side)) for side in range(3)])
    assert _way(first, sides, months) == [0, 1]
