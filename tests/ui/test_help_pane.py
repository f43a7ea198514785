"""F1: the help of the page shown stands beside it, follows it, is searched and read on; Esc takes it away."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running, settle
from workbench.app import Program
from workbench.domain.help_texts import HelpBlock, HelpKind, HelpTopic, Span
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id
from workbench.services.accounts import create_account, find_account
from workbench.services.workspaces import new_workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.account_page import AccountPage
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.calendar.page import CalendarPage
from workbench.ui.shell.help_html import SCHEME, topic_html
from workbench.ui.shell.help_pane import HelpPane
from workbench.ui.shell.help_window import HelpWindow

CLOCK = FixedClock(date(2026, 9, 15))


@pytest.fixture
def account(tmp_path: Path) -> Id:
    made = new_workspace(tmp_path / "help.workbench", clock=CLOCK, author="张蔚")
    create_account(made, {"name": "华为技术"})
    found = find_account(made, "华为技术").id
    made.close()
    return found


@pytest.fixture
def program(app: QApplication, account: Id, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    with running(app, CLOCK, prompts, tmp_path / "help.workbench") as program:
        yield program


def pane_of(program: Program) -> HelpPane:
    pane = program.window.help
    assert pane is not None
    return pane


def press_f1(program: Program) -> HelpPane:
    QTest.keyClick(program.window, Qt.Key.Key_F1)
    settle(program)
    return pane_of(program)


def shown(program: Program) -> str:
    return pane_of(program).text.toPlainText()


def test_f1_in_a_dialog_opens_a_window_of_help_that_goes_with_it(program: Program, account: Id) -> None:
    program.window.go(Destination(PageId.ACCOUNT, subject=account))
    settle(program)
    program.window.run_named("record-complaint")
    settle(program)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    held = dialog.focusWidget()
    assert held is not None
    QTest.keyClick(held, Qt.Key.Key_F1)
    settle(program)
    (window,) = dialog.findChildren(HelpWindow)
    assert window.isVisible()
    assert window.pane.text.toPlainText().startswith("Complaints\n"), (
        "of the dialog, not of the page under it"
    )
    QTest.keyClick(window.pane.text, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert dialog.isVisible()
    # The same key closes it, from the dialog and from the help itself, and never stacks one over another.
    for place in (dialog, window.pane.text):
        QTest.keyClick(dialog, Qt.Key.Key_F1)
        settle(program)
        assert dialog.findChildren(HelpWindow) == [window]
        assert window.isVisible()
        QTest.keyClick(place, Qt.Key.Key_F1)
        assert not window.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    dialog.reject()
    settle(program)
    assert QApplication.activeModalWidget() is None
    assert program.window.help is None, "the pane of the page is not touched"


def test_f1_opens_the_help_of_each_page_and_esc_gives_the_focus_back(program: Program, account: Id) -> None:
    window = program.window
    pane = press_f1(program)
    assert shown(program).startswith("Today\n")
    # Another page, another help; a section of a page has its own when it is asked for.
    window.go(Destination(PageId.CALENDAR))
    settle(program)
    assert shown(program).startswith("Calendar\n")
    assert "New visit at the cursor" in shown(program)
    calendar = window.page()
    assert isinstance(calendar, CalendarPage)
    window.resize(1366, 768)
    QApplication.processEvents()
    assert (
        calendar.grid.mapTo(window, calendar.grid.rect().topRight()).x() <= pane.mapTo(window, QPoint()).x()
    )
    window.resize(1600, 900)
    QApplication.processEvents()
    assert calendar.grid.mapTo(calendar, calendar.grid.rect().topRight()).x() == calendar.width() - 1
    window.go(Destination(PageId.ACCOUNT, subject=account, view=Section.PEOPLE))
    settle(program)
    assert shown(program).startswith("People & influence\n")
    page = window.page()
    assert isinstance(page, AccountPage)
    page.sections.go_to(Section.NEEDS)
    assert shown(program).startswith("Needs and whitespace\n")
    page.sections.go_to(Section.PEOPLE)

    # Links lead on and back; the field searches all of the help.
    pane.text.anchorClicked.emit(QUrl(SCHEME + "shortcuts"))
    assert shown(program).startswith("Keyboard shortcuts\n")
    assert "F1" in shown(program)
    pane.back.click()
    assert shown(program).startswith("People & influence\n")
    pane.contents.click()
    assert shown(program).startswith("Contents\nFirst quarter in five minutes\n")
    pane.search.setText("mistyped group")
    assert shown(program).startswith("Passphrase, lock, recovery code\n")
    pane.search.setText("zzzz")
    assert shown(program) == "Nothing in the help has these words."

    # Another language while it is open.
    pane.search.clear()
    program.switch_language("zh_CN")
    settle(program)
    assert shown(program).startswith("目录\n五分钟排好第一个季度\n")
    program.switch_language("en")
    settle(program)

    QTest.keyClick(pane.text, Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert window.focusWidget() is None or not pane.isAncestorOf(window.focusWidget())
    # Once more shows it anew, twice takes it away.
    press_f1(program)
    assert pane.isVisible()
    press_f1(program)
    assert not pane.isVisible()


def test_the_pane_lies_over_a_narrow_window_and_stands_beside_the_page_in_a_wide_one(
    program: Program,
) -> None:
    pane = press_f1(program)
    window = program.window
    window.resize(1000, 700)
    settle(program)
    assert window.stack.width() + window.rail.width() == window.width()
    window.resize(1800, 900)
    settle(program)
    assert window.stack.geometry().right() < pane.geometry().left()
    pane.close_button.click()
    settle(program)
    assert window.stack.width() + window.rail.width() == window.width()


def test_what_is_written_is_text_and_never_markup() -> None:
    spans = (Span("<b>&"), Span("<i>", is_key=True), Span("<u>", link='x"y'))
    html = topic_html(HelpTopic("k", "<h1>", (HelpBlock(HelpKind.TEXT, spans),)))
    assert "&lt;h1&gt;" in html
    assert "&lt;b&gt;&amp;" in html
    assert "&lt;i&gt;" in html
    assert "x&quot;y" in html
