"""Opening and closing what stands beside a page."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from workbench.ui.kit.surfaces import SidePane


def opened(qtbot: QtBot) -> tuple[QWidget, QLineEdit, QLineEdit, SidePane, QLineEdit]:
    """A window of two fields and a pane with a field, which has the focus; the second had it before."""
    window, first, second, pane, inside = QWidget(), QLineEdit(), QLineEdit(), SidePane("Pane"), QLineEdit()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    for one in (first, second, pane):
        row.addWidget(one)
    pane.column.addWidget(inside)
    pane.hide()
    window.show()
    second.setFocus()
    pane.show()
    inside.setFocus()
    return window, first, second, pane, inside


def test_closing_a_pane_leads_back_to_where_one_was(qtbot: QtBot) -> None:
    window, _first, second, pane, _inside = opened(qtbot)
    pane.close_pane()
    assert window.focusWidget() is second


def test_closing_a_pane_takes_nobody_away_from_elsewhere(qtbot: QtBot) -> None:
    window, first, _second, pane, _inside = opened(qtbot)
    first.setFocus()
    pane.close_pane()
    assert window.focusWidget() is first


def test_where_one_was_may_be_gone(qtbot: QtBot) -> None:
    _window, _first, second, pane, _inside = opened(qtbot)
    delete(second)
    pane.close_pane()
    assert pane.isHidden()
