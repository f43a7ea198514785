"""Choosing by keys, lists that open, tabs and sentences that need room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.standing import in_window, let_go
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.choice_strip import ChoiceStrip
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.dialog import Dialog
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.known_field import KnownField
from workbench.ui.kit.suggest_field import SuggestField, Suggestion

__all__ = ["let_go"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_choice_that_fits_its_choices_grows_with_those_that_come_later(
    app: QApplication, qtbot: QtBot
) -> None:
    combo = ComboBox([(None, "All")])
    combo.fit_choices()
    qtbot.addWidget(combo)
    combo.show()
    QApplication.processEvents()
    before = combo.sizeHint().width()
    combo.set_choices([(1, "Somebody with a long name")])
    assert combo.sizeHint().width() > before


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_with_the_focus_is_pressed_by_keys(qtbot: QtBot, key: Qt.Key) -> None:
    button = Button("Save")
    qtbot.addWidget(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    qtbot.keyClick(button, key)
    assert pressed == [True]


@pytest.mark.parametrize("presses", [1, 2])
def test_the_arrow_keys_choose_in_the_list_of_a_field_and_enter_takes_it(
    app: QApplication, qtbot: QtBot, presses: int
) -> None:
    field = KnownField(["销售部", "质量部"])
    in_window(qtbot, field)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Down)
    popup = field._list.popup()
    for _press in range(presses):
        qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert field.text() == ["销售部", "质量部"][presses - 1]
    assert not popup.isVisible()


def test_enter_takes_the_proposal_that_the_arrow_keys_have_reached(app: QApplication, qtbot: QtBot) -> None:
    field, taken = SuggestField(), list[object]()
    field.taken.connect(taken.append)
    in_window(qtbot, field)
    field.setFocus()
    qtbot.keyClicks(field, "la")
    field.set_suggestions([Suggestion(1, "Lan"), Suggestion(2, "Lahn")])
    popup = field._list.popup()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(popup, key)
    assert (taken, field.text()) == ([2], "Lahn")


def test_tabs_without_room_are_offered_behind_a_button_and_never_cut(qtbot: QtBot) -> None:
    names = ("Overview", "People & influence", "Contracts & complaints", "History")
    tabs = Choices(Look.TABS, [Choice(name, name) for name in names])
    strip = ChoiceStrip(tabs, more="More sections")
    in_window(qtbot, strip)
    strip.setFixedWidth(tabs.sizeHint().width() - 40)
    QApplication.processEvents()
    assert strip.more is not None
    assert strip.more.isVisible()
    shown = [one for one in tabs._buttons.values() if one.isVisible()]
    assert all(one.width() >= one.sizeHint().width() for one in shown)
    assert [said for _key, said in tabs.left_out()] == ["Contracts & complaints", "History"]
    with qtbot.waitSignal(tabs.chosen) as told:
        strip.menu().actions()[-1].trigger()
    assert told.args == ["History"]
    assert tabs._buttons["History"].isVisible(), "what holds is always in sight"
    strip.setFixedWidth(900)
    QApplication.processEvents()
    assert strip.more.isHidden()
    assert not tabs.left_out()


def test_a_sentence_that_appears_under_a_field_gets_room_of_its_own(qtbot: QtBot) -> None:
    dialog = Dialog("New passphrase", "Whoever forgets it needs the recovery code.", accept="Set")
    qtbot.addWidget(dialog)
    field = Field("Passphrase", TextField())
    dialog.column.addWidget(field)
    dialog.show()
    before = dialog.height()
    field.set_note("Good: hard to guess, as long as it stands nowhere else.")
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert dialog.height() >= dialog.layout().heightForWidth(dialog.width())


@pytest.mark.parametrize("danger", [False, True])
def test_enter_answers_a_question_unless_something_is_lost_by_it(qtbot: QtBot, danger: bool) -> None:
    dialog = Dialog("Take theirs?", "It can be undone.", accept="Decide", reject="Cancel", danger=danger)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
        dialog.activateWindow()
    answers: list[int] = []
    dialog.finished.connect(answers.append)
    focused = dialog.focusWidget()
    assert focused is (dialog.reject_button if danger else dialog.accept_button)
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert answers == [int(not danger)]
