"""What was refused is said beside the field it is about, wherever the form stands."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.foundation.errors import BadInput, NoSpace, NotAllowed, WorkbenchError
from workbench.ui.kit.form import Field, Form, show_beside
from workbench.ui.kit.inputs import TextField

Two = tuple[Field[TextField], Field[TextField]]


@pytest.fixture
def two(app: QApplication, qtbot: QtBot) -> Iterator[Two]:
    """A name and a day, in a form that is shown."""
    form = Form()
    qtbot.addWidget(form)
    fields = form.add("Name", TextField()), form.add("Day", TextField())
    form.show()
    # The form lives as long as the test: nobody else holds it.
    yield fields
    form.hide()


@pytest.mark.parametrize("refusal", [BadInput, NotAllowed])
def test_a_refusal_is_said_beside_its_field_with_what_to_do(two: Two, refusal: type[WorkbenchError]) -> None:
    name, day = two
    assert show_beside(refusal("Too late.", hint="Take an earlier day.", where="day"), {"day": day})
    assert day.control.accessibleDescription() == "Too late. Take an earlier day."
    assert (name.has_error(), day.has_error()) == (False, True)


def test_a_refusal_of_nothing_named_goes_to_the_field_meant_for_it(two: Two) -> None:
    name, _day = two
    assert not show_beside(BadInput("Taken."), {"name": name})
    assert show_beside(BadInput("Taken."), {}, otherwise=name)
    assert name.has_error()


def test_a_full_disk_is_no_matter_of_a_field(two: Two) -> None:
    name, _day = two
    assert not show_beside(NoSpace("The disk is full.", where="name"), {"name": name}, otherwise=name)
    assert not name.has_error()


def test_nothing_is_said_beside_a_field_that_cannot_be_seen(two: Two) -> None:
    name, _day = two
    name.hide()
    assert not show_beside(BadInput("Taken.", where="name"), {"name": name})


def test_tab_leads_to_the_link_under_a_field_before_the_next_field(two: Two) -> None:
    name, day = two
    name.window().activateWindow()
    name.set_warning("There is one of this name.", link="Show it")
    name.control.setFocus()
    QTest.keyClick(name.control, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is name.link
    QTest.keyClick(name.link, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is day.control


def test_a_refusal_takes_the_keyboard_to_its_field_unless_the_user_has_left_it(
    two: Two, qtbot: QtBot
) -> None:
    name, day = two
    name.window().activateWindow()
    name.control.setFocus()
    qtbot.waitUntil(name.control.hasFocus)
    show_beside(BadInput("Wrong.", where="day"), {"day": day}, go=False)
    assert name.control.hasFocus()
    show_beside(BadInput("Wrong.", where="day"), {"day": day})
    assert day.control.hasFocus()
