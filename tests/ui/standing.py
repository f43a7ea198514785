"""A window around the widgets of one test, kept alive until the test is over."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

KEPT: list[QWidget] = []


@pytest.fixture(autouse=True)
def let_go() -> Iterator[None]:
    yield
    KEPT.clear()


def in_window(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    """A window around ``widgets`` that lives as long as the test."""
    window = QWidget()
    KEPT.append(window)
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(window)
    window.resize(500, 400)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window
