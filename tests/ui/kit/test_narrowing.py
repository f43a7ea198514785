"""Rows where there is not always room for all."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choice_fold import ChoiceFold
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.form import Form
from workbench.ui.kit.inputs import ComboBox, TextField
from workbench.ui.kit.surfaces import Toolbar


class Bar(Toolbar):
    def __init__(self) -> None:
        super().__init__()
        self.which = Choices(
            Look.PILLS, [Choice(key, key) for key in ("Open", "Late", "Kept", "All of them")], name="State"
        )
        self.print = Button("Print…", icon="printer", hint="Ctrl P")
        self.new = Button("New promise", Kind.PRIMARY, icon="plus", hint="Ctrl N")
        for one in (self.which, self.print, self.new):
            self.row.addWidget(one)
        self.picked: list[object] = []
        self.which.chosen.connect(self.picked.append)

    def at(self, width: int) -> None:
        self.resize(width, self.height())
        for _round in range(3):
            QApplication.sendPostedEvents()


@pytest.fixture
def bar(app: QApplication, qtbot: QtBot) -> Iterator[Bar]:
    # As in a window: what stands in it does not keep it wide.
    window = QWidget()
    qtbot.addWidget(window)
    made = Bar()
    made.setParent(window)
    window.show()
    made.show()
    made.at(900)
    yield made
    window.close()


def test_where_there_is_room_everything_is_whole(bar: Bar) -> None:
    assert [one.form() for one in (bar.which, bar.print, bar.new)] == [0, 0, 0]


def test_keys_and_choices_give_way_first_then_the_words_of_what_has_a_sign(bar: Bar) -> None:
    widths = {}
    for width in range(900, bar.row.minimumSize().width() // 3, -10):
        bar.at(width)
        if bar.row.minimumSize().width() <= width:
            widths[bar.which.form(), bar.print.form(), bar.new.form()] = width
    assert list(widths) == [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1), (1, 2, 1)]
    bar.at(widths[1, 2, 1])
    assert bar.print.width() == bar.print.height()
    assert (bar.print.toolTip(), bar.print.accessibleName()) == ("Print…  Ctrl P", "Print…")
    bar.at(900)
    assert [one.form() for one in (bar.which, bar.print, bar.new)] == [0, 0, 0]
    assert bar.print.toolTip() == ""


def test_folded_choices_show_the_one_that_holds_and_offer_all(bar: Bar) -> None:
    bar.which.set_count("Late", "3")
    bar.which.choose("Late")
    bar.which.show_form(1)
    fold = bar.which._fold
    assert fold is not None
    assert (fold.text(), fold.accessibleName()) == ("Late 3", "State: Late 3")
    menu = fold.menu()
    assert [(one.text(), one.isChecked()) for one in menu.actions()] == [
        ("Open", False),
        ("Late 3", True),
        ("Kept", False),
        ("All of them", False),
    ]
    menu.actions()[2].trigger()
    assert (bar.picked, bar.which.current(), fold.text()) == (["Kept"], "Kept", "Kept")
    bar.which.show_form(0)
    assert bar.which.current() == "Kept"


def test_folding_keeps_the_keyboard_and_the_place_in_the_order_of_tab(bar: Bar) -> None:
    bar.window().activateWindow()
    bar.print.setFocus()
    QTest.keyClick(bar.print, Qt.Key.Key_Backtab)
    assert bar.which.isAncestorOf(QApplication.focusWidget())
    bar.which.show_form(1)
    assert isinstance(QApplication.focusWidget(), ChoiceFold)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is bar.print
    QTest.keyClick(bar.print, Qt.Key.Key_Backtab)
    bar.which.show_form(0)
    assert QApplication.focusWidget().accessibleName() == "Open"


def test_a_list_of_choices_is_cut_before_it_pushes_others_out(bar: Bar) -> None:
    whose = ComboBox([(None, "Everybody of the eastern region")])
    bar.row.addWidget(whose)
    bar.at(900)
    whole = whose.width()
    bar.at(bar.row.minimumSize().width() - 20)
    assert (bar.which.form(), whose.form()) == (1, 0)
    bar.at(420)
    assert (whose.form(), whose.width() < whole) == (1, True)
    bar.at(900)
    assert (whose.form(), whose.width()) == (0, whole)


def test_a_form_takes_fewer_columns_where_its_fields_have_no_room(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    form = Form(3)
    form.setParent(window)
    window.show()
    fields = [form.add(name, TextField()) for name in ("One", "Two", "Three")]
    form.add_widget(QWidget())
    for field in fields:
        field.control.setMinimumWidth(150)
    form.show()

    def tops(width: int) -> int:
        form.resize(width, 300)
        for _round in range(3):
            QApplication.sendPostedEvents()
        return len({field.y() for field in fields})

    assert [tops(600), tops(400), tops(200), tops(600)] == [1, 2, 3, 1]
    assert form.minimumSizeHint().width() < 200
