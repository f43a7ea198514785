"""Calendar files at the window: looked at first, taken in, removed, written."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running, settle
from workbench.app import Program
from workbench.domain.visits import VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.busy_times import list_busy_sources
from workbench.services.calendar_files import export_visits
from workbench.services.visits import list_visits_between, schedule_visit
from workbench.services.workspaces import Workspace, new_workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.calendar.calendar_files import CalendarFilesPane
from workbench.ui.screens.calendar.page import CalendarPage

TODAY = date(2026, 9, 15)
ACCOUNT, PERSON = derived_id("account", "A"), derived_id("manager", "张蔚")
EVENT = "UID:{uid}\nDTSTART:20260916T0{hour}0000Z\nDURATION:PT1H\nSUMMARY:季度会"


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    path = tmp_path / "mine.workbench"
    clock = FixedClock(TODAY)
    made = new_workspace(path, clock=clock, author="张蔚")
    with made.change("test", "test") as change:
        change.create("manager", {"name": "张蔚"}, PERSON)
        change.create("account", {"code": "A", "name": "澜川精密", "manager_id": PERSON}, ACCOUNT)
    made.close()
    with running(app, clock, prompts, path) as program:
        yield program


def workspace_of(program: Program) -> Workspace:
    assert program.context is not None
    return program.context.workspace


def pane_of(program: Program) -> CalendarFilesPane:
    program.window.go(Destination(PageId.CALENDAR))
    settle(program)
    page = program.window.page()
    assert isinstance(page, CalendarPage)
    page._open_files()
    settle(program)
    return page.files_pane


def calendar(tmp_path: Path, *events: str) -> Path:
    path = tmp_path / "work.ics"
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    path.write_text(f"BEGIN:VCALENDAR\n{body}END:VCALENDAR\n", "utf-8")
    return path


def scheduled(program: Program) -> Id:
    schedule_visit(workspace_of(program), ACCOUNT, date(2026, 9, 17), at="09:30")
    return list_visits_between(workspace_of(program), TODAY, date(2026, 12, 31))[0].id


def test_a_file_dropped_on_the_calendar_is_looked_at_and_taken_in(program: Program, tmp_path: Path) -> None:
    pane = pane_of(program)
    path = calendar(tmp_path, EVENT.format(uid=1, hour=1), EVENT.format(uid=2, hour=3), "UID:3")
    page = program.window.page()
    assert page is not None
    assert page.file_dropped(str(path))
    assert not page.file_dropped(str(tmp_path / "some.xlsx"))
    settle(program)
    assert pane.person.control.key() == PERSON
    assert pane.lines.items_model.rowCount() == 3
    assert list_busy_sources(workspace_of(program)) == ()
    pane.take_in()
    settle(program)
    assert [one.count for one in list_busy_sources(workspace_of(program))] == [2]
    assert pane.sources.items_model.rowCount() == 1
    pane.look_at(path)
    settle(program)
    assert pane.take_button.isHidden()


def test_a_calendar_taken_in_is_removed_in_one_step(program: Program, tmp_path: Path) -> None:
    pane = pane_of(program)
    pane.look_at(calendar(tmp_path, EVENT.format(uid=1, hour=1)))
    settle(program)
    pane.take_in()
    settle(program)
    pane.sources.action_requested.emit(0)
    settle(program)
    assert list_busy_sources(workspace_of(program)) == ()
    program.undo()
    settle(program)
    assert len(list_busy_sources(workspace_of(program))) == 1


def test_a_visit_that_is_not_ticked_stays_where_it_is(program: Program, tmp_path: Path) -> None:
    visit_id = scheduled(program)
    path = tmp_path / "visits.ics"
    export_visits(workspace_of(program), path, TODAY, date(2026, 12, 31))
    path.write_bytes(path.read_bytes().replace(b"STATUS:TENTATIVE", b"STATUS:CANCELLED"))
    pane = pane_of(program)
    pane.look_at(path)
    settle(program)
    assert pane.cause.isVisible()
    pane.lines.ticked.emit(visit_id, False)
    pane.take_in()
    settle(program)
    [visit] = list_visits_between(workspace_of(program), TODAY, date(2026, 12, 31))
    assert visit.state is VisitState.PLANNED


def test_what_is_no_calendar_is_told_in_the_pane(program: Program, tmp_path: Path) -> None:
    pane = pane_of(program)
    cards = tmp_path / "cards.ics"
    cards.write_text("BEGIN:VCARD\nFN:x\nEND:VCARD\n")
    pane.look_at(cards)
    settle(program)
    assert "address cards" in pane.result.text()
    assert pane.take_button.isHidden()


def test_a_range_the_wrong_way_round_is_told_beside_the_field(program: Program) -> None:
    pane = pane_of(program)
    pane.end.control.set_day(date(2020, 1, 1))
    pane.write_file()
    assert pane.end.has_error()


def test_the_visits_are_written_where_the_user_says(
    program: Program, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    scheduled(program)
    pane = pane_of(program)
    prompts.answers = [tmp_path / "out"]
    pane.write_file()
    settle(program)
    assert b"BEGIN:VEVENT" in (tmp_path / "out.ics").read_bytes()
    assert "out.ics" in program.window.toast.text()
