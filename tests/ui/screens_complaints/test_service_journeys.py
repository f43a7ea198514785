"""Service requests in the real window: noted, ticked, passed on, refused with a reason, completed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from tests.ui.screens_complaints.driving_complaints import ACCOUNT, TODAY, make_file, workspace_of
from workbench.app import Program
from workbench.domain.service_requests import ServiceKind, ServiceOutcome
from workbench.domain.service_types import SHIPPED_TYPES
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.accounts import edit_account
from workbench.services.service_edits import save_service
from workbench.services.service_requests import get_service_view, list_service_lines, list_service_types
from workbench.ui.navigation import ComplaintsPart, Destination, PageId, Part
from workbench.ui.screens.complaints.page import ComplaintsPage
from workbench.ui.screens.complaints.service_view import ServiceView, Which
from workbench.ui.screens.settings.page import SettingsPage


@pytest.fixture
def program(app: QApplication, prompts: ScriptedPrompts, tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    path = tmp_path / "a.workbench"
    make_file(path)
    save_settings(Settings(author="Zhang Wei"))
    with running(app, FixedClock(TODAY), prompts, path) as program:
        yield program


def services(program: Program, item: Id | None = None) -> ServiceView:
    """Go to the service requests."""
    program.window.go(Destination(PageId.COMPLAINTS, view=ComplaintsPart.SERVICE, item=item))
    settle(program)
    page = page_of(program)
    assert isinstance(page, ComplaintsPage)
    view = page.view(ComplaintsPart.SERVICE)
    assert isinstance(view, ServiceView)
    return view


def note(program: Program, **values: Any) -> Id:
    summary = save_service(workspace_of(program), ACCOUNT, {"text": "Seals", **values})
    return next(iter(summary.touched["service_request"]))


def test_a_request_is_noted_ticked_and_completed_by_keyboard(program: Program) -> None:
    view = services(program)
    QAbstractItemModelTester(view.table.model)
    assert view._stack.currentWidget() is view.nothing
    page_of(program).new_thing()
    settle(program)
    pane = view.new_pane
    assert program.window.focusWidget() is pane.account.control
    pane.account.control.insert("Account A")
    pane.account.control.textEdited.emit("Account A")
    settle(program)
    QTest.keyClick(pane.account.control, Qt.Key.Key_Return)
    settle(program)
    pane.save()
    settle(program)
    assert pane.text.has_error()
    pane.type.control.choose("Dispatch contract")
    pane.text.control.setText("提供调度协议")
    pane.asker.control.setText("Wang")
    QTest.keyClick(pane.asker.control, Qt.Key.Key_Return)
    settle(program)
    workspace = workspace_of(program)
    (line,) = list_service_lines(workspace)
    assert (line.request.text, line.asker, line.request.number) == ("提供调度协议", "Wang", "S2026-0001")
    assert (view.pane.isVisible(), view.pane.shown_id()) == (True, line.request.id)
    view.table.focus_rows()
    for _time in range(2):
        QTest.keyClick(view.table.view, Qt.Key.Key_Space)
        settle(program)
    assert not view.pane.ready.isHidden()
    assert view.pane.ready.label.text() == "All that was promised is done."
    view.pane.complete()
    settle(program)
    assert program.window.toast.text() == "Saved. Call until Fri 18 Sep 2026"
    assert view.table.model.rowCount() == 0
    assert page_of(program).close_innermost()
    assert view.pane.isHidden()
    view.which.choose(Which.COMPLETED)
    view.which.chosen.emit(Which.COMPLETED)
    assert view.table.model.rowCount() == 1


def test_fields_are_saved_in_place_and_what_is_refused_is_said_there(
    program: Program, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    edit_account(workspace_of(program), ACCOUNT, {"return_days": "30"})
    one = note(program, type="Return of goods", bought_on=TODAY - timedelta(40))
    pane = services(program, one).pane
    assert pane.title.accessibleName() == "S2026-0001 · Return of goods"
    fields = pane.fields_part.fields()
    assert fields["outcome_reason"].isHidden()
    limit = pane.fields_part.about(ServiceKind.RETURN).limit
    assert limit.text() == "10 days past the limit of 30 days, which ended on 5 Sep 2026"
    fields["quantity_milli"].control.saved.emit("many")
    settle(program)
    assert fields["quantity_milli"].has_error()
    fields["quantity_milli"].control.saved.emit("12")
    fields["sale_number"].control.saved.emit("S1")
    settle(program)
    assert not fields["quantity_milli"].has_error()
    fields["outcome"].control.chosen.emit(ServiceOutcome.REFUSED)
    assert not fields["outcome_reason"].isHidden()
    fields["outcome_reason"].control.left.emit("Too late")
    settle(program)
    view = get_service_view(workspace_of(program), one)
    assert (view.line.request.outcome, view.line.request.quantity_milli) == (ServiceOutcome.REFUSED, 12_000)
    assert view.doubts == ("The document S1 is not among the sales records.",)
    pane.documents.ticked.emit(view.documents[0].id, True)
    pane.commitments.begin()
    pane.commitments.text.control.setText("Measure on site")
    pane.commitments.add_button.click()
    assert pane.commitments.days.has_error()
    pane.commitments.days.control.setText("2")
    pane.commitments.add_button.click()
    settle(program)
    after = get_service_view(workspace_of(program), one)
    assert (len(after.line.stand.missing), len(after.line.stand.commitments)) == (2, 4)
    pane.commitments.removed.emit(after.line.stand.commitments[-1].commitment.id)
    settle(program)
    assert pane.commitments.title.note.text() == "0 of 3"
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"\x89PNG photo")
    prompts.answers.append((photo,))
    pane.files.choose()
    settle(program)
    assert [item.title for item in pane.files.list.items_model.items] == ["photo.png"]
    pane.delete()
    settle(program)
    assert pane.isHidden()
    assert list_service_lines(workspace_of(program)) == ()


def test_a_fault_is_passed_on_with_one_click_and_can_become_a_complaint(program: Program) -> None:
    one = note(program, type="Report of a fault")
    other = note(program, type="New demand", requested_on=TODAY - timedelta(30))
    view = services(program)
    assert [row.request.id for row in view._lines or ()] == [other, one]
    view.which.chosen.emit(Which.LATE)
    view.kind.choose(ServiceKind.FAULT)
    view.kind.picked.emit(ServiceKind.FAULT)
    assert view.table.model.rowCount() == 1
    view = services(program, other)
    assert view.kind.key() is None
    assert view.pane.shown_id() == other
    view = services(program, one)
    assert not view.pane.pass_on.isHidden()
    view.pane.fields_part.fields()["passed_to"].control.left.emit("Li Lei")
    settle(program)
    view.pane.pass_on_today()
    settle(program)
    assert view.pane.pass_on.isHidden()
    view.pane.complain()
    settle(program)
    complaint = get_service_view(workspace_of(program), one).complaint
    assert complaint is not None
    assert program.window.page().destination().subject == complaint.id  # type: ignore[union-attr]


def test_types_are_edited_in_the_settings(program: Program) -> None:
    program.window.go(Destination(PageId.SETTINGS, view=Part.SERVICE_TYPES))
    settle(program)
    page = page_of(program)
    assert isinstance(page, SettingsPage)
    section, workspace = page.services, workspace_of(program)
    assert page.new_thing()
    section.name.control.setText("Calibration")
    section.commitments.control.setText("soon")
    section.save()
    assert section.commitments.has_error()
    section.commitments.control.setText("2 Fetch it\n5 Bring it back")
    section.save()
    settle(program)
    assert [one.name for one in list_service_types(workspace)][-1] == "Calibration"
    assert [one.workdays for one in list_service_types(workspace)[-1].commitments] == [2, 5]
    section.name.control.setText("Return of goods")
    section.save()
    settle(program)
    assert section.name.has_error()
    section.shift(-1)
    settle(program)
    assert [one.name for one in list_service_types(workspace)][-2] == "Calibration"
    section.remove()
    settle(program)
    assert list_service_types(workspace) == SHIPPED_TYPES.types
