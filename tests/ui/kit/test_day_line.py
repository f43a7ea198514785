"""The line of days: what ends when, in stacks, stepped through with the keys."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.standing import in_window, let_go
from workbench.ui.kit.day_line import Band, DayLine, DayMark, place_marks
from workbench.ui.kit.marks import SEVERE
from workbench.ui.kit.tokens import Tone

__all__ = ["let_go"]
FIRST = date(2026, 11, 17)


def mark(key: int, days: int) -> DayMark:
    return DayMark(key, FIRST + timedelta(days=days), SEVERE, f"Account {key}", f"Contract {key}")


@given(st.lists(st.integers(-30, 500), max_size=60), st.integers(200, 1400))
def test_every_mark_within_the_days_stands_once_and_none_over_another(days: list[int], width: int) -> None:
    marks = [mark(key, day) for key, day in enumerate(days)]
    spots = place_marks(marks, FIRST, 450, 20, width)
    shown = [key for spot in spots for key in spot.keys]
    assert len(shown) == len(set(shown))
    assert set(shown) == {key for key, day in enumerate(days) if 0 <= day <= 450}
    columns = sorted({spot.x for spot in spots})
    assert all(after - before >= 14 for before, after in pairwise(columns))
    assert len({(spot.x, spot.level) for spot in spots}) == len(spots)
    assert all(20 <= spot.x <= 20 + width for spot in spots)


def test_keys_step_through_the_marks_by_their_days(app: QApplication, qtbot: QtBot) -> None:
    line = DayLine(
        "Ends", month_word=lambda day: f"{day:%b}", more_word=lambda count: f"+{count}", today_word="Today"
    )
    in_window(qtbot, line)
    bands = [Band(30, Tone.DANGER, "30 days"), Band(60, Tone.WARN, "60 days")]
    line.show_marks([mark(3, 200), mark(1, 12), mark(2, 45)], FIRST, FIRST + timedelta(days=450), bands)
    line.setFocus()
    told: list[object] = []
    line.chosen.connect(told.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left):
        QTest.keyClick(line, key)
    assert told == [1, 2, 3, 2]
    assert line.accessibleDescription() == "Contract 2"
    with qtbot.waitSignal(line.opened) as opened:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert opened.args == [2]
    spot = next(one for one in line.spots() if one.keys == (3,))
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.spot_centre(spot).toPoint())
    assert line.current() == 3
