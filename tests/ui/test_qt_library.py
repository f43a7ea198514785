"""What the program needs of the installed Qt binding."""

import sys

from PySide6.QtCore import QObject


def test_calls_into_qt_leave_none_alone() -> None:
    """A binding that loses a reference to None in each call ends the process once the last is gone."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _call in range(500):
        thing.setObjectName("name")
    assert sys.getrefcount(None) > before - 250
