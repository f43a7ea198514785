"""A day that is left unreadable is told at once: what is saved by leaving has no button to tell it."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.standing import in_window, let_go
from workbench.ui.kit.date_field import DateField
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextField

__all__ = ["let_go"]


def test_what_is_no_day_is_told_and_forgotten_with_the_next_day(app: QApplication, qtbot: QtBot) -> None:
    field = Field("Signed on", DateField(lambda: date(2026, 9, 15)))
    told: list[object] = []
    field.control.day_changed.connect(told.append)
    in_window(qtbot, field, TextField())
    field.control.setFocus()
    field.control.insert("2026-10-23120")
    QTest.keyClick(field.control, Qt.Key.Key_Tab)
    assert field.has_error()
    assert field.control.accessibleDescription() == "Give a day as YYYY-MM-DD."
    assert told == []
    field.control.setFocus()
    field.control.selectAll()
    field.control.insert("2026-10-23")
    QTest.keyClick(field.control, Qt.Key.Key_Tab)
    assert not field.has_error()
    assert told == [date(2026, 10, 23)]
