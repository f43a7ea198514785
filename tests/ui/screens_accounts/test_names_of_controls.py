"""Everything that takes the focus says what it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QWidget

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import settle
from tests.ui.screens_accounts.conftest import account_page, accounts_page
from workbench.app import Program
from workbench.ui.screens.accounts.needs_section import WHITESPACE, NeedsSection
from workbench.ui.screens.accounts.sections import Section


def nameless(page: QWidget) -> list[str]:
    """The kinds of controls in sight that Tab reaches and a screen reader has no word for."""
    labelled = {label.buddy() for label in page.findChildren(QLabel)}
    found = []
    for widget in page.findChildren(QWidget):
        reached = widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        inside = isinstance(widget.parent(), QAbstractScrollArea) or widget in labelled
        words = widget.text() if isinstance(widget, QAbstractButton) else ""
        if reached and not inside and not (widget.accessibleName() or words):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_every_control_of_every_section_has_a_name(program: Program, prompts: ScriptedPrompts) -> None:
    prompts.answers.append(())
    page = account_page(program)
    for section in Section:
        page.sections.go_to(section)
        settle(program)
        assert (section, nameless(page)) == (section, [])
        if page.sections.new_thing():
            settle(program)
            assert (section, nameless(page)) == (section, [])
            page.close_innermost()
    page.sections.go_to(Section.NEEDS)
    needs = page.sections.section(Section.NEEDS)
    assert isinstance(needs, NeedsSection)
    needs.show_part(WHITESPACE)
    settle(program)
    assert nameless(page) == []


def test_every_control_of_the_list_and_what_opens_beside_it_has_a_name(program: Program) -> None:
    page = accounts_page(program)
    page.list.table.show_filter_row(True)
    settle(program)
    assert nameless(page) == []
    page.new_thing()
    settle(program)
    assert nameless(page) == []
    page.review_button.click()
    settle(program)
    assert nameless(page) == []
