"""Complaints in the real window: taken down, taken through their seven steps, and closed, by keyboard."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from tests.ui.screens_complaints.driving_complaints import (
    ACCOUNT,
    CONTROL,
    SHIFT,
    TO_EVALUATE,
    TODAY,
    Keys,
    events_of,
    kinds_of,
    make_file,
    open_one,
    record,
    workspace_of,
)
from workbench.app import Program
from workbench.domain.complaint_states import ComplaintState, ComplaintStep
from workbench.domain.complaints import ComplaintEventKind, ComplaintSeverity, Outcome
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.complaint_board import list_complaint_lines
from workbench.services.complaints import take_step
from workbench.ui.navigation import ComplaintsPart, Destination, PageId
from workbench.ui.screens.complaints.complaint_page import ComplaintPage
from workbench.ui.screens.complaints.page import ComplaintsPage
from workbench.ui.screens.complaints.record_dialog import RecordDialog

_Kind = ComplaintEventKind


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts, qtbot: QtBot) -> Iterator[Program]:
    make_file(tmp_path / "mine.workbench")
    save_settings(Settings(author="Zhang Wei", language="en"))
    with running(app, FixedClock(TODAY), prompts, tmp_path / "mine.workbench") as program:
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow)
        yield program


@pytest.fixture
def keys(program: Program, qtbot: QtBot) -> Keys:
    return Keys(program, qtbot)


def begin_record(program: Program, qtbot: QtBot) -> RecordDialog:
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    qtbot.keyClick(program.window, Qt.Key.Key_C, CONTROL | SHIFT)
    settle(program)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RecordDialog)
    return dialog


def test_a_complaint_goes_from_the_telephone_to_its_closing_by_keyboard_alone(
    program: Program, keys: Keys, qtbot: QtBot
) -> None:
    program.window.resize(1366, 768)
    program.window.go(Destination(PageId.ACCOUNT, subject=ACCOUNT))
    settle(program)
    dialog = begin_record(program, qtbot)
    assert dialog.form.account.control.text() == "Account A"
    keys.submit()
    assert dialog.form.text.has_error()
    low = dialog.screen().availableGeometry()
    dialog.move(low.left(), low.bottom() - 100)
    dialog._fit()
    assert low.contains(dialog.geometry()), "its buttons can be reached on a low screen"
    dialog.form.complainant.control.setFocus()
    keys.type("Wang Qiang", "", "Two of twelve are wrong", "RV-40E", "Exchange within two days")
    keys.submit()
    (line,) = list_complaint_lines(workspace_of(program))
    complaint = line.complaint
    assert (complaint.contact_id, complaint.product, complaint.taken_by) == (
        derived_id("contact", "wang"),
        "RV-40E",
        "Zhang Wei",
    )
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    assert re.fullmatch(r"Complaint \d{4}-\d{4}(-\w+)? is recorded", program.window.toast.text())
    program.window.toast.action_button.click()
    settle(program)
    page = page_of(program)
    assert isinstance(page, ComplaintPage)
    assert page.subtitle() == "Two of twelve are wrong"

    keys.type("Checked")
    keys.submit()
    keys.type("Quality", "Feng")
    keys.submit()
    keys.submit()
    keys.submit()
    assert page.steps.lacks.isVisible(), "an analysis needs a cause, a post and a why"
    keys.press(Qt.Key.Key_Down)
    keys.tab()
    keys.type("Packer", "Stock blocked", "Wrong label", "Old template")
    assert page.steps.form.field("whys").control.questions[1].text() == "Why: Wrong label?"
    keys.submit()
    keys.type("Exchange both")
    keys.submit()
    keys.type("Lu Qiming")
    keys.submit()
    keys.submit()
    keys.submit()
    keys.type("Exchanged")
    keys.submit()
    keys.type("Labels were old", "Templates reviewed", "Training")
    keys.submit()
    assert "conclusive reply" in page.steps.hindered.text()
    keys.submit()
    assert page.pane.isVisible(), "without a reply to the customer it is not closed but asks for the reply"
    assert page.pane.form.field("is_conclusive").control.isChecked(), "that is what was missing"
    keys.type("All of it is done", "Telephone", "")
    keys.submit()
    page.steps.form.focus_first()
    keys.submit()
    (line,) = list_complaint_lines(workspace_of(program))
    assert line.state is ComplaintState.CLOSED
    assert keys.held() is page.head.print_button, "the form is gone, and the cursor with it"
    steps = [_Kind.JUDGED, _Kind.ASSIGNED, _Kind.TAKEN_OVER, _Kind.CONTAINED, _Kind.ANALYSED, _Kind.PROPOSED]
    more = [_Kind.DECIDED, _Kind.OFFERED, _Kind.ANSWERED, _Kind.IMPLEMENTED, _Kind.EVALUATED]
    assert kinds_of(program, complaint.id) == [_Kind.RECORDED, *steps, *more, _Kind.REPLIED, _Kind.CLOSED]


def test_a_customer_who_negotiates_begins_another_round_with_the_last_proposal(
    program: Program, keys: Keys
) -> None:
    complaint = record(program, 7)
    page = open_one(program, complaint)
    keys.press(Qt.Key.Key_Backtab, SHIFT)
    keys.press(Qt.Key.Key_Right)
    keys.tab()
    assert page.steps.form.alternative() == (_Kind.ANSWERED, Outcome.NEGOTIATE)
    keys.type("They want a discount")
    keys.submit()
    assert page.steps.form.field("text").control.text() == "Exchange"
    assert page.steps.steps[ComplaintStep.PROPOSE].is_unfolded()
    assert events_of(program, complaint)[-1].text == "They want a discount"


def test_the_form_of_the_next_step_is_in_sight_and_what_is_done_folds(program: Program, keys: Keys) -> None:
    program.window.resize(1366, 768)
    page = open_one(program, record(program, 3))
    keys.press(Qt.Key.Key_Down)
    keys.tab()
    keys.type("Packer", "Stock blocked", "Wrong label", "Old template")
    keys.submit()
    assert not page.steps.steps[ComplaintStep.ANALYSE].is_unfolded()
    for said in ("Exchange them all " * 40, "Lu", "", ""):
        keys.type(said)
        keys.submit()
        port, card = page.timeline.viewport(), page.steps.card
        seen = QRect(card.mapTo(port, QPoint()), card.size())
        assert port.rect().contains(seen), "also under a long history of its own step"


def test_a_step_is_taken_back_with_a_reason_and_stays_readable(program: Program, keys: Keys) -> None:
    complaint = record(program, 1)
    page = open_one(program, complaint)
    page.begin_step(_Kind.TAKEN_BACK, events_of(program, complaint)[-1].id)
    assert page.pane.title.text() == "Take it back"
    keys.submit()
    assert page.pane.form.field("text").has_error()
    keys.type("Judged the wrong one")
    keys.submit()
    assert page.pane.isHidden()
    assert kinds_of(program, complaint)[-1] is _Kind.TAKEN_BACK
    judge = page.steps.steps[ComplaintStep.JUDGE]
    said = [label.text() for label in judge.holder.findChildren(type(judge.title))]
    assert "Judged the wrong one" in said
    assert keys.held() is page.steps.form.field("text").control
    assert page.steps.form.alternative() == (_Kind.JUDGED, Outcome.VALID)


def test_what_is_typed_for_a_step_and_for_a_record_survives(
    program: Program, keys: Keys, qtbot: QtBot, tmp_path: Path
) -> None:
    complaint = record(program, 1)
    page = open_one(program, complaint)
    keys.type("Quality")
    page.steps.form.keep_now()
    settle(program)
    other = open_one(program, record(program, text="Late again"))
    assert other.steps.form.alternative() == (_Kind.JUDGED, Outcome.VALID)
    again = open_one(program, complaint)
    assert again.steps.form.field("department").control.text() == "Quality"

    dialog = begin_record(program, qtbot)
    dialog.form.text.control.setFocus()
    keys.type("Half a sent")
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"picture")
    dialog.form.add_files([file])
    dialog.form.severity.choose(ComplaintSeverity.SEVERE)
    keys.press(Qt.Key.Key_Escape)
    dialog = begin_record(program, qtbot)
    assert dialog.draft_note.isVisible()
    assert dialog.form.text.control.text() == "Half a sent"
    assert dialog.form.severity.current() is ComplaintSeverity.SEVERE
    assert dialog.similar.isVisible(), "two others of this account are named while one types"
    keys.submit()
    settle(program)
    newest = list_complaint_lines(workspace_of(program))
    severe = [one for one in newest if one.complaint.severity is ComplaintSeverity.SEVERE]
    page = open_one(program, severe[0].complaint.id)
    assert [one.shown_name for one in page._view.files] == ["photo.jpg"]
    dialog = begin_record(program, qtbot)
    assert dialog.form.text.control.text() == ""
    dialog.reject()


def test_a_card_moves_only_where_the_workflow_lets_it(program: Program) -> None:
    program.window.go(Destination(PageId.COMPLAINTS))
    settle(program)
    page = page_of(program)
    assert isinstance(page, ComplaintsPage)
    assert page.nothing.isVisible(), "an empty page says what there could be"
    complaint = record(program, 2, severity="severe")
    page.refresh(None)
    settle(program)
    page.board.board.focus_cards()
    offered = page.board.board.moves_menu(complaint).actions()
    (allowed,) = [one for one in offered if one.isEnabled()]
    assert (offered[0].text().split(":")[0], len(offered)) == ("Judge", 6)
    assert offered[-1].text() == "Closed: No step can be skipped."
    assert allowed.text() == "Analyse"
    allowed.trigger()
    settle(program)
    assert page_of(program) is page, "who takes it over is known: nothing more needs to be said"
    assert [one.key for one in page.board.board.cards_of(ComplaintStep.ANALYSE).card_model.cards] == [
        complaint
    ]
    (further,) = [one for one in page.board.board.moves_menu(complaint).actions() if one.isEnabled()]
    further.trigger()
    settle(program)
    opened = page_of(program)
    assert isinstance(opened, ComplaintPage)
    assert opened.steps.form.alternative() == (_Kind.ANALYSED, None)
    program.window.go_back()
    settle(program)
    assert page_of(program) is page
    page.bar.search.setText("reducers")
    assert page.board.current() is not None
    page.bar.search.setText("nothing like it")
    assert page.board.current() is None
    assert page.close_innermost()


def test_a_card_that_needs_a_decision_opens_instead_of_deciding_by_itself(program: Program) -> None:
    complaint = record(program, severity="major")
    program.window.go(Destination(PageId.COMPLAINTS))
    settle(program)
    page = page_of(program)
    assert isinstance(page, ComplaintsPage)
    (card,) = page.board.board.cards_of(ComplaintStep.JUDGE).card_model.cards
    assert card.second == "Major · Quality"
    page.board.board.moved.emit(complaint, ComplaintStep.ASSIGN)
    settle(program)
    opened = page_of(program)
    assert isinstance(opened, ComplaintPage)
    assert opened.steps.form.alternative() == (_Kind.JUDGED, Outcome.VALID)
    assert kinds_of(program, complaint) == [_Kind.RECORDED], "nobody has judged it yet"


def test_closed_ones_are_in_the_list_and_can_be_opened_again(
    program: Program, keys: Keys, prompts: ScriptedPrompts
) -> None:
    complaint = record(program, len(TO_EVALUATE))
    workspace = workspace_of(program)
    take_step(workspace, complaint, _Kind.REPLIED, {"text": "All done", "is_conclusive": True})
    take_step(workspace, complaint, _Kind.CLOSED, {})
    program.window.go(Destination(PageId.COMPLAINTS, view=ComplaintsPart.LIST))
    settle(program)
    page = page_of(program)
    assert isinstance(page, ComplaintsPage)
    assert [one.state for one in page.list.table.model.all_rows()] == [ComplaintState.CLOSED]
    prompts.answers = ["Late ones"]
    page.list.save_view()
    settle(program)
    assert page.list.views_menu().actions()[0].text() == "Late ones"
    page.list.table.focus_rows()
    keys.press(Qt.Key.Key_F2)
    opened = page_of(program)
    assert isinstance(opened, ComplaintPage)
    assert opened.head.submit_button.isHidden()
    opened.head.reopen_button.click()
    keys.type("It happened again")
    keys.submit()
    assert opened.steps.form.alternative() == (_Kind.ANALYSED, None)
    assert opened.steps.form.field("post").control.text() == "Packer", "begins with what was found before"


def test_the_rail_counts_the_open_ones(program: Program, keys: Keys, qtbot: QtBot) -> None:
    button = program.window.rail.button(PageId.COMPLAINTS)
    assert button.accessibleDescription() == ""
    dialog = begin_record(program, qtbot)
    dialog.form.take_account(ACCOUNT)
    dialog.form.text.control.setText("Wrong reducers")
    dialog.form.reply.setChecked(True)
    dialog.accept()
    settle(program)
    assert button.accessibleDescription() == "1"
    (line,) = list_complaint_lines(workspace_of(program))
    assert len(line.progress.replies) == 1, "that it is taken up is the first reply"
