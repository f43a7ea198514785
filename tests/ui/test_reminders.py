"""The running program reminds, and keeps the calendar file that others subscribe to in step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.foundation.settings import load_settings, save_settings
from workbench.services.visits import schedule_visit
from workbench.services.workspaces import Workspace, new_workspace
from workbench.ui.reminders import Desk, Reminders
from workbench.ui.screens.calendar.page import CalendarPage

TODAY = date(2026, 7, 1)
ACCOUNT = derived_id("account", "A")


@dataclass
class Screen:
    """Notifications as a system would show them."""

    said: list[str] = field(default_factory=list)
    clicked: Callable[[], object] | None = None

    def show_message(self, title: str, text: str, clicked: Callable[[], object]) -> None:
        self.said.append(f"{title}: {text}")
        self.clicked = clicked

    def withdraw(self) -> None:
        self.said.append("gone")


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    path = tmp_path / "mine.workbench"
    clock = FixedClock(TODAY)
    made = new_workspace(path, clock=clock, author="张蔚")
    with made.change("test", "test") as change:
        change.create("account", {"code": "A", "name": "澜川精密"}, ACCOUNT)
    schedule_visit(made, ACCOUNT, TODAY, at="12:20")
    made.close()
    with running(app, clock, prompts, path) as program:
        yield program


def workspace_of(program: Program) -> Workspace:
    assert program.context is not None
    return program.context.workspace


def reminders(program: Program, screen: Desk | None) -> Reminders:
    return Reminders(program.window, lambda: program.context, program.window.go, lambda _window: screen)


def test_a_reminder_is_given_once_also_after_a_new_start_and_opens_the_visit(program: Program) -> None:
    screen = Screen()
    first = reminders(program, screen)
    first.tick()
    first.tick()
    settle(program)
    first.tick()
    settle(program)
    assert screen.said == ["澜川精密: Field visit at 12:20", "Today: 1 visit"]
    second = reminders(program, screen)
    second.tick()
    settle(program)
    assert len(screen.said) == 2
    first.stop()
    assert screen.said[-1] == "gone"


def test_a_click_leads_to_the_visit(program: Program) -> None:
    settings = load_settings()
    save_settings(replace(settings, reminded={"morning:2026-07-01": "2026-07-01"}))
    screen = Screen()
    reminders(program, screen).tick()
    settle(program)
    assert screen.clicked is not None
    screen.clicked()
    settle(program)
    page = page_of(program)
    assert isinstance(page, CalendarPage)
    assert page.sheet.isVisible()


def test_without_a_tray_the_window_says_it(program: Program) -> None:
    reminders(program, None).tick()
    settle(program)
    assert "澜川精密: Field visit at 12:20" in program.window.toast.text()


def test_switched_off_or_closed_nothing_is_said(program: Program) -> None:
    save_settings(replace(load_settings(), reminders=False))
    screen = Screen()
    watching = reminders(program, screen)
    watching.tick()
    settle(program)
    save_settings(replace(load_settings(), reminders=True))
    context, program.context = program.context, None
    watching.tick()
    program.context = context
    settle(program)
    assert screen.said == []


def test_the_file_to_subscribe_to_follows_the_visits(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "subscribe.ics"
    save_settings(replace(load_settings(), published={str(workspace_of(program).path): str(path)}))
    assert program.upkeep.publishing is not None
    program.upkeep.publishing.publish()
    settle(program)
    assert path.read_bytes().count(b"BEGIN:VEVENT") == 1
    assert program.context is not None
    program.context.save(lambda workspace: schedule_visit(workspace, ACCOUNT, date(2026, 7, 2)))
    settle(program)
    program.upkeep.publishing.publish()
    settle(program)
    assert path.read_bytes().count(b"BEGIN:VEVENT") == 2


def test_a_file_that_cannot_be_written_is_said_once(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "gone" / "subscribe.ics"
    save_settings(replace(load_settings(), published={str(workspace_of(program).path): str(path)}))
    assert program.upkeep.publishing is not None
    program.upkeep.publishing.publish()
    settle(program)
    assert str(tmp_path / "gone") in program.window.toast.text()
    program.window.toast.hide()
    program.upkeep.publishing.publish()
    settle(program)
    assert program.window.toast.text() == ""
