"""The written parts of a plan: stored on leaving, proposed from the data, brought back after a crash."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.driving import settle
from tests.ui.screens_accounts.conftest import account_id, account_page, workspace_of
from tests.ui.screens_accounts.plan_driving import YEAR, account_plan, area_of, open_plan, rest, stored, write
from workbench.app import Program
from workbench.domain.journal import ChangeSummary
from workbench.domain.plan_records import PlanPart, plan_id
from workbench.foundation.errors import BadInput
from workbench.services.drafts import find_draft, keep_draft
from workbench.services.plan_texts import write_part
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.plan import objectives_body, writer
from workbench.ui.screens.accounts.plan.words import CHAPTERS
from workbench.ui.screens.accounts.sections import Section

A = account_id("A")


def test_the_document_holds_every_part_once_in_the_order_of_the_paper(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    parts = [part for chapter in CHAPTERS for part in chapter.parts]
    assert parts == list(PlanPart)
    assert list(plan.document.blocks) == parts


def test_a_destination_opens_the_plan(program: Program, qtbot: QtBot) -> None:
    program.window.go(Destination(PageId.ACCOUNT, subject=A, view=Section.PLAN))
    rest(program, qtbot)
    assert account_plan(program).isVisible()


def test_what_is_written_is_stored_on_leaving_the_field_and_there_when_one_comes_back(
    program: Program, qtbot: QtBot
) -> None:
    open_plan(program, qtbot)
    write(program, qtbot, PlanPart.VISION, "他们二期产线唯一的供应商")
    assert stored(program).texts == {PlanPart.VISION: "他们二期产线唯一的供应商"}
    account_page(program, "B")
    plan = open_plan(program, qtbot)
    assert area_of(plan, PlanPart.VISION).text() == "他们二期产线唯一的供应商"


def test_another_account_shows_its_own_plan(program: Program, qtbot: QtBot) -> None:
    open_plan(program, qtbot)
    write(program, qtbot, PlanPart.VISION, "Ours")
    plan = open_plan(program, qtbot, "B")
    assert area_of(plan, PlanPart.VISION).text() == ""


def test_undo_takes_what_was_written_back(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    write(program, qtbot, PlanPart.STRATEGY, "Through the quality lead")
    assert program.context is not None
    program.context.session.undo()
    rest(program, qtbot)
    assert area_of(plan, PlanPart.STRATEGY).text() == ""


def test_tab_takes_what_the_data_propose(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    area = area_of(plan, PlanPart.WHY)
    proposed = area.suggestion()
    assert proposed
    assert area.placeholderText() == proposed
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_Tab)
    rest(program, qtbot)
    assert stored(program).texts[PlanPart.WHY] == proposed.strip()
    assert not plan.document.blocks[PlanPart.WHY].take.isVisible()


def test_a_part_whose_data_say_something_else_now_says_so_and_takes_them_anew(
    program: Program, qtbot: QtBot
) -> None:
    plan = open_plan(program, qtbot)
    block = plan.document.blocks[PlanPart.WHY]
    area_of(plan, PlanPart.WHY).take_suggestion()
    rest(program, qtbot)
    with workspace_of(program).change("test", "Test") as change:
        change.set("account", A, {"tier": "focus"})
    assert program.context is not None
    program.context.signals.workspace_changed.emit(change.summary)
    rest(program, qtbot)
    assert block.warning.text() == "The data say something else now."
    block.again.click()
    rest(program, qtbot)
    assert "Focus" in stored(program).texts[PlanPart.WHY]
    assert block.area.text() == stored(program).texts[PlanPart.WHY]
    assert block.warning.isHidden()


def test_what_was_typed_before_a_crash_is_brought_back_and_stored(program: Program, qtbot: QtBot) -> None:
    keep_draft(workspace_of(program), plan_id(A, YEAR), {"vision": "Half written", "nonsense": 7})
    plan = open_plan(program, qtbot)
    assert area_of(plan, PlanPart.VISION).text() == "Half written"
    assert plan.banner.isVisible()
    rest(program, qtbot)
    assert stored(program).texts[PlanPart.VISION] == "Half written"
    assert find_draft(workspace_of(program), plan_id(A, YEAR)) is None


def test_what_is_being_typed_is_kept_as_a_draft_and_stays_when_something_else_changes(
    program: Program, qtbot: QtBot
) -> None:
    plan = open_plan(program, qtbot)
    area = area_of(plan, PlanPart.VISION)
    area.setFocus()
    area.insertPlainText("Not finished")
    plan.writer.keep_draft()
    settle(program)
    assert find_draft(workspace_of(program), plan_id(A, YEAR)) == {"vision": "Not finished"}
    summary = write_part(workspace_of(program), A, YEAR, PlanPart.STRATEGY, "From elsewhere")
    assert program.context is not None
    program.context.signals.workspace_changed.emit(summary)
    rest(program, qtbot)
    assert area.text() == "Not finished"
    assert area_of(plan, PlanPart.STRATEGY).text() == "From elsewhere"


def test_a_part_is_confirmed_today(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    block = plan.document.blocks[PlanPart.NEEDS]
    block.confirm.click()
    rest(program, qtbot)
    assert "confirmed" in block.state.text()
    assert "张蔚" in block.state.text()


def test_a_text_that_grows_makes_its_area_grow(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    area = area_of(plan, PlanPart.STRATEGY)
    before = area.height()
    area.setText("\n".join(["line"] * 12))
    qtbot.waitUntil(lambda: area.height() > before + 100)
    assert plan.document.blocks[PlanPart.STRATEGY].length.isHidden()
    area.setText("x" * 700)
    assert "700" in plan.document.blocks[PlanPart.STRATEGY].length.text()


def test_another_year_is_another_plan(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    write(program, qtbot, PlanPart.VISION, "This year")
    plan.go_to_year(YEAR + 1)
    rest(program, qtbot)
    assert area_of(plan, PlanPart.VISION).text() == ""
    assert plan.head.year.key() == YEAR + 1


def test_what_is_typed_while_another_year_is_read_stays_with_its_own(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    area = area_of(plan, PlanPart.VISION)
    plan.go_to_year(YEAR + 1)
    area.setFocus()
    area.setText("第一供应商")
    rest(program, qtbot)
    assert stored(program).texts.get(PlanPart.VISION) == "第一供应商"
    assert stored(program, year=YEAR + 1).texts.get(PlanPart.VISION, "") == ""
    assert area.text() == ""


def test_what_is_typed_while_a_line_is_being_stored_stays(program: Program, qtbot: QtBot) -> None:
    plan = open_plan(program, qtbot)
    entry = plan.objectives.entry
    entry.setFocus()
    entry.insert("First")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    entry.insert("Sec")
    rest(program, qtbot)
    assert entry.text() == "Sec"
    assert [one.objective.text for one in stored(program).objectives] == ["First"]


def test_a_line_that_cannot_be_stored_stands_in_its_field_again(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []

    def refuse(*given: object) -> ChangeSummary:
        tried.append(given)
        raise BadInput("No.")

    plan = open_plan(program, qtbot)
    honest = objectives_body.save_objective
    monkeypatch.setattr(objectives_body, "save_objective", refuse)
    entry = plan.objectives.entry
    entry.setFocus()
    entry.insert("First")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    rest(program, qtbot)
    assert entry.text() == "First"
    # Leaving the field does not try the same again.
    plan.head.year.setFocus()
    rest(program, qtbot)
    assert len(tried) == 1
    monkeypatch.setattr(objectives_body, "save_objective", honest)
    QTest.keyClick(entry, Qt.Key.Key_Return)
    rest(program, qtbot)
    assert [one.objective.text for one in stored(program).objectives] == ["First"]


def test_what_could_not_be_stored_is_tried_again(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> ChangeSummary:
        raise BadInput("The disk is full.")

    plan = open_plan(program, qtbot)
    honest = writer.write_part
    monkeypatch.setattr(writer, "write_part", refuse)
    write(program, qtbot, PlanPart.VISION, "第一供应商")
    assert area_of(plan, PlanPart.VISION).text() == "第一供应商"
    assert plan.writer.unsaved() == {PlanPart.VISION: "第一供应商"}
    monkeypatch.setattr(writer, "write_part", honest)
    plan.writer.keep_all()
    rest(program, qtbot)
    assert stored(program).texts[PlanPart.VISION] == "第一供应商"
    assert plan.writer.unsaved() == {}
