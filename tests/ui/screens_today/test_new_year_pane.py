"""The list of gifts and demand that opens from Today in December."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.services.accounts import create_account
from workbench.services.new_year import get_new_year
from workbench.services.workspaces import new_workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.account_page import AccountPage
from workbench.ui.screens.accounts.contact_section import ContactSection
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.today.page import TodayPage

A = derived_id("account", "A")


@pytest.fixture
def december(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    """The window on 5 December, on a file with three accounts in two cities."""
    clock, path = FixedClock(date(2026, 12, 5)), tmp_path / "mine.workbench"
    workspace = new_workspace(path, clock=clock, author="Li Lei")
    for code, city in (("A", "苏州"), ("B", "苏州"), ("C", "杭州")):
        create_account(workspace, {"code": code, "name": f"{code} 公司", "city": city})
    workspace.close()
    with running(app, clock, prompts, path) as program:
        program.window.go(Destination(PageId.TODAY))
        settle(program)
        yield program


def today_page(program: Program) -> TodayPage:
    page = page_of(program)
    assert isinstance(page, TodayPage)
    return page


def counts(program: Program) -> tuple[int, int, int]:
    assert program.context is not None
    found = get_new_year(program.context.workspace)
    assert found is not None
    gifts = sum(line.task.gift_on is not None for line in found.lines)
    return gifts, found.done, found.left


def test_the_card_opens_the_list_and_many_gifts_are_ticked_at_once(december: Program) -> None:
    page = today_page(december)
    assert page.side.new_year.isVisible()
    page.side.new_year.header.link.click()
    pane = page.new_year
    assert pane.isVisible()
    assert page.side.isHidden()
    pane.filter.setText("苏州")
    assert pane.all_button.text() == "Sent to these 2"
    pane.all_button.click()
    settle(december)
    assert counts(december) == (2, 0, 3)
    december.undo()
    settle(december)
    assert counts(december) == (0, 0, 3)


def test_an_answer_is_kept_by_enter_and_the_account_leaves_the_list(december: Program) -> None:
    page = today_page(december)
    page.side.new_year.header.link.click()
    pane = page.new_year
    pane.list.choose(A)
    pane.list.ticked.emit(A, True)
    settle(december)
    pane.answer.control.setText("明年多两成")
    QTest.keyClick(pane.answer.control, Qt.Key.Key_Return)
    settle(december)
    assert counts(december) == (1, 1, 2)
    assert A not in [item.key for item in pane.list.items_model.items]
    assert page.close_innermost()
    assert page.side.isVisible()


def test_the_same_task_stands_on_the_page_of_the_account(december: Program) -> None:
    december.window.go(Destination(PageId.ACCOUNT, subject=A, view=Section.CONTACT))
    settle(december)
    page = page_of(december)
    assert isinstance(page, AccountPage)
    section = page.sections.section(Section.CONTACT)
    assert isinstance(section, ContactSection)
    assert section.new_year.isVisible()
    section.new_year.gift.click()
    settle(december)
    section.new_year.demand.control.saved.emit("明年多两成")
    settle(december)
    assert counts(december) == (1, 1, 2)
    assert section.new_year.title.note.text() == "done"
