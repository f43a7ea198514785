"""Scales: joined segments, toggles, dots and a mark with its word, by mouse and by keys."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.ui.kit.marks import DISC, Mark
from workbench.ui.kit.segments import Dots, MarkButton, Segment, Steps, Toggles

LEFT = Qt.MouseButton.LeftButton


def test_one_step_holds_or_none(app: QApplication, qtbot: QtBot) -> None:
    steps = Steps([Segment(one, str(one)) for one in range(1, 6)], "Influence")
    qtbot.addWidget(steps)
    steps.show()
    picked: list[object] = []
    steps.picked.connect(picked.append)
    steps.choose(2)
    assert picked == []
    QTest.keyClick(steps, Qt.Key.Key_5)
    steps._buttons[5].click()
    assert picked == [5, None]
    assert steps.current() is None
    steps.focus_first()
    QTest.keyClick(steps, Qt.Key.Key_Right)
    QTest.keyClick(steps._buttons[2], Qt.Key.Key_Space)
    assert picked[-1] == 2


def test_toggles_tell_all_that_hold_in_their_order(app: QApplication, qtbot: QtBot) -> None:
    toggles = Toggles([Segment("user", "User", letter="U"), Segment("coach", "Coach", letter="C")], "Roles")
    qtbot.addWidget(toggles)
    told: list[object] = []
    toggles.changed.connect(told.append)
    toggles.hold(["coach"])
    toggles._buttons["user"].click()
    toggles._buttons["coach"].click()
    assert told == [("user", "coach"), ("user",)]


def test_dots_are_set_and_cleared(app: QApplication, qtbot: QtBot) -> None:
    dots = Dots("Involvement")
    qtbot.addWidget(dots)
    dots.show()
    picked: list[object] = []
    dots.picked.connect(picked.append)
    dots.show_value(None, 3)
    QTest.keyClick(dots, Qt.Key.Key_Right)
    QTest.keyClick(dots, Qt.Key.Key_Delete)
    third = QPoint(4 + 2 * Dots.GAP + 3, 12)
    QTest.mouseClick(dots, LEFT, pos=third)
    QTest.mouseClick(dots, LEFT, pos=third)
    QTest.keyClick(dots, Qt.Key.Key_5)
    assert picked == [4, None, 3, None, 5]
    assert dots.accessibleDescription() == "5/5"


def test_a_mark_steps_along_its_scale(app: QApplication, qtbot: QtBot) -> None:
    button = MarkButton("Support")
    qtbot.addWidget(button)
    button.show_mark(Mark(DISC), "Supporter")
    steps: list[int] = []
    button.stepped.connect(steps.append)
    cleared: list[bool] = []
    button.cleared.connect(lambda: cleared.append(True))
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Delete):
        QTest.keyClick(button, key)
    assert (steps, cleared) == ([-1, 1], [True])
    assert button.accessibleDescription() == "Supporter"
