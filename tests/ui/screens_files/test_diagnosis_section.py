"""The diagnosis in the settings: put together, looked at, saved, with the keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.screens_files.conftest import Driven
from workbench.ui.navigation import PageId
from workbench.ui.screens.settings.diagnosis import DiagnosisSection
from workbench.ui.screens.settings.page import SettingsPage


def test_once_it_is_put_together_the_keyboard_stands_on_saving_it(driven: Driven) -> None:
    page = driven.go(PageId.SETTINGS, SettingsPage)
    page.choose("diagnosis")
    driven.settle()
    section = page.section()
    assert isinstance(section, DiagnosisSection)
    section.gather_button.setFocus()
    QTest.keyClick(section.gather_button, Qt.Key.Key_Space)
    driven.settle()
    assert section.contents.items_model.items
    assert QApplication.focusWidget() is section.save_button
