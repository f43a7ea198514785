"""Printing a paper for the accounts chosen in the list: one document to print, or a file for each."""

from pathlib import Path

from tests.documents.reading import pages_text
from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import settle
from tests.ui.screens_accounts.conftest import accounts_page
from workbench.app import Program
from workbench.domain.papers import Profile
from workbench.services.batch_papers import BatchPaper
from workbench.ui.kit.buttons import Button
from workbench.ui.kit.print_preview import PrintPreview

ACCOUNTS = 4


def open_preview(program: Program, paper: BatchPaper) -> PrintPreview:
    page = accounts_page(program)
    page.list.table.view.selectAll()
    settle(program)
    menu = page.list.bulk.print_menu()
    next(one for one in menu.actions() if one.text().startswith(paper.label)).trigger()
    settle(program)
    (preview,) = program.window.findChildren(PrintPreview)
    return preview


def test_the_papers_of_all_accounts_chosen_are_one_document_to_print(program: Program) -> None:
    preview = open_preview(program, BatchPaper.CONTACTS)
    assert len(pages_text(preview.view.data())) == ACCOUNTS
    assert preview.note.text() == "4 papers, 4 pages"
    assert preview.progress.isHidden()
    preview.close()
    settle(program)


def test_another_choice_makes_all_of_them_anew(program: Program) -> None:
    preview = open_preview(program, BatchPaper.CONTACTS)
    assert any("Internal" in text for text in pages_text(preview.view.data()))
    preview.choose("profile", Profile.CUSTOMER)
    settle(program)
    assert not any("Internal" in text for text in pages_text(preview.view.data()))
    preview.close()
    settle(program)


def test_each_is_saved_into_a_folder_as_a_file_of_its_own(
    program: Program, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    preview = open_preview(program, BatchPaper.CONTACTS)
    out = tmp_path / "out"
    out.mkdir()
    prompts.answers.append(out)
    each_button(preview).click()
    settle(program)
    assert len(list(out.glob("*.pdf"))) == ACCOUNTS
    assert preview.note.text() == "4 files saved in out"
    preview.close()
    settle(program)


def each_button(preview: PrintPreview) -> Button:
    return next(one for one in preview.findChildren(Button) if one.text().startswith("Save each"))


def test_how_far_it_is_is_shown_from_the_first_time_on_and_can_be_stopped(program: Program) -> None:
    page = accounts_page(program)
    page.list.table.view.selectAll()
    settle(program)
    menu = page.list.bulk.print_menu()
    next(one for one in menu.actions() if one.text().startswith(BatchPaper.PLAN.label)).trigger()
    (preview,) = program.window.findChildren(PrintPreview)
    assert not preview.progress.isHidden()
    assert not each_button(preview).isEnabled()
    preview.progress.cancel_button.click()
    settle(program)
    assert preview.progress.isHidden()
    assert preview.note.text().startswith("Stopped.")
    assert preview.view.data() == b""
    preview.close()
    settle(program)


def test_what_is_refused_leaves_nothing_of_the_choice_before(program: Program) -> None:
    preview = open_preview(program, BatchPaper.PORTFOLIO)
    assert each_button(preview).isEnabled()
    preview.choose("profile", Profile.CUSTOMER)
    settle(program)
    assert preview.note.text().startswith("0 papers, 0 pages\n4 could not be made")
    assert preview.view.page_count() == 0
    assert preview.view.data() == b""
    assert not each_button(preview).isEnabled()
    preview.close()
    settle(program)


def test_closing_the_preview_stops_what_is_under_way(program: Program) -> None:
    page = accounts_page(program)
    page.list.table.view.selectAll()
    settle(program)
    menu = page.list.bulk.print_menu()
    next(one for one in menu.actions() if one.text().startswith(BatchPaper.PLAN.label)).trigger()
    (preview,) = program.window.findChildren(PrintPreview)
    preview.close()
    settle(program)
    assert not program.tasks.busy()
