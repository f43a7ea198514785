"""The library of templates in the real window: versions, what may not stand in a text, drafts that stay."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import settle
from workbench.app import Program
from workbench.domain.contracts import ClauseGroup
from workbench.services.contract_templates import get_template_view, list_template_lines
from workbench.services.history import undo
from workbench.ui.navigation import ContractDetail, Destination, PageId
from workbench.ui.screens.contracts.page import ContractsPage
from workbench.ui.screens.contracts.templates_view import TemplatesView

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def templates(program: Program, page: ContractsPage, prompts: ScriptedPrompts) -> TemplatesView:
    """With a copy of a sample open."""
    program.window.go(Destination(PageId.CONTRACTS, view=ContractDetail.TEMPLATES))
    settle(program)
    prompts.answers.append("Ours")
    page.templates.copy()
    settle(program)
    assert page.templates.edit.name.text() == "Ours"
    return page.templates


def version_numbers(program: Program, templates: TemplatesView) -> list[int]:
    assert program.context is not None
    assert templates._view is not None
    view = get_template_view(program.context.workspace, templates._view.template.id)
    return [one.number for one in view.versions]


def test_a_hostile_text_is_refused_at_its_clause_and_line(program: Program, templates: TemplatesView) -> None:
    edit = templates.edit
    edit.add(ClauseGroup.BREACH)
    edit.text.setFocus()
    edit.text.setPlainText("Fine so far.\n{{ our_name.__class__.__mro__ }}")
    key = edit._key
    QTest.keyClick(edit.text, Qt.Key.Key_Return, CTRL)
    settle(program)
    assert version_numbers(program, templates) == [1]
    assert "2" in edit.fault.label.text()
    edit.go_to(edit.draft.clauses[0].key)
    edit.banner.link.click()
    assert (edit._key, edit.text.textCursor().blockNumber()) == (key, 1)
    edit.text.setPlainText("Fine so far.\n{{ our_name }} answers for it.")
    QTest.keyClick(edit.text, Qt.Key.Key_Return, CTRL)
    settle(program)
    assert version_numbers(program, templates) == [2, 1]
    assert not edit.save_button.isVisible()
    templates.versions_button.click()
    assert templates.versions.heading.note.text() == "1"


def test_a_copy_of_a_sample_is_a_sample_until_somebody_says_that_a_lawyer_saw_it(
    program: Program, templates: TemplatesView
) -> None:
    assert templates.edit.sample.isVisible()
    menu = templates.menu()
    next(one for one in menu.actions() if one.text() == "A lawyer has reviewed it").trigger()
    menu.deleteLater()
    settle(program)
    assert not templates.edit.sample.isVisible()
    assert "A lawyer has reviewed it" not in [one.text() for one in templates.menu().actions()]


def test_a_template_that_no_contract_was_made_from_is_deleted_and_comes_back_by_undo(
    program: Program, templates: TemplatesView
) -> None:
    assert program.context is not None
    workspace = program.context.workspace
    names = {one.template.name for one in list_template_lines(workspace)}
    menu = templates.menu()
    next(one for one in menu.actions() if one.text() == "Delete").trigger()
    settle(program)
    assert {one.template.name for one in list_template_lines(workspace)} == names - {"Ours"}
    assert templates.edit.name.text() != "Ours"
    undo(workspace)
    assert {one.template.name for one in list_template_lines(workspace)} == names


def test_what_is_written_waits_for_its_version_also_after_leaving(
    program: Program, page: ContractsPage, templates: TemplatesView
) -> None:
    edit = templates.edit
    first = edit.draft.clauses[0].key
    edit.go_to(first)
    edit.text.setFocus()
    edit.text.setPlainText("Another {{ our_name }}")
    program.window.go(Destination(PageId.TODAY))
    settle(program)
    edit.draft.clauses = edit.draft.stored
    program.window.go(Destination(PageId.CONTRACTS, view=ContractDetail.TEMPLATES))
    settle(program)
    clause = templates.edit.draft.clause(first)
    assert clause is not None
    assert clause.text == "Another {{ our_name }}"
    assert templates.edit.save_button.isVisible()
    templates.edit.discard_button.click()
    settle(program)
    assert not templates.edit.draft.is_changed
