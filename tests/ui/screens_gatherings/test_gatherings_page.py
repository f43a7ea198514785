"""Gatherings in the real window: plan one, invite, hear answers, close it, see the visits in the file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.domain.gatherings import GatheringState
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.workspaces import new_workspace
from workbench.storage.queries.visits import list_visits
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.gatherings.page import GatheringsPage

TODAY = date(2026, 9, 15)


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts, qtbot: QtBot) -> Iterator[Program]:
    """Two focus accounts, each due for a round table this year; one with a person."""
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"
    made = new_workspace(path, clock=clock, author="张蔚")
    with made.change("test", "Test") as change:
        for code in ("A", "B"):
            values = {"code": code, "name": f"Account {code}", "tier": "focus"}
            change.create("account", values, derived_id("account", code))
        person = {"account_id": derived_id("account", "A"), "name": "Wang Qiang", "influence": 5}
        change.create("contact", person, derived_id("contact", "wang"))
    made.close()
    save_settings(Settings(author="张蔚", language="en"))
    with running(app, clock, prompts, path) as program:
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow)
        yield program


@pytest.fixture
def page(program: Program) -> GatheringsPage:
    program.window.go(Destination(PageId.GATHERINGS))
    settle(program)
    found = page_of(program)
    assert isinstance(found, GatheringsPage)
    return found


@pytest.fixture
def planned(program: Program, page: GatheringsPage) -> GatheringsPage:
    """With a round table of today, saved through the form."""
    assert page.new_thing()
    page.pane.name.control.setText("Autumn round table")
    page.pane.day.control.set_day(TODAY)
    page.pane.time.control.setText("14:00")
    page.pane.save_button.click()
    settle(program)
    return page


def visits_of(program: Program) -> list[Visit]:
    assert program.context is not None
    with program.context.workspace.read() as session:
        return list_visits(session)


def test_an_empty_page_says_what_gatherings_are(page: GatheringsPage) -> None:
    assert page.nothing.isVisible()
    assert page.new_thing()
    assert page.pane.isVisible()
    assert page.close_innermost()


def test_a_gathering_without_a_title_or_with_odd_minutes_is_told_at_the_field(
    program: Program, page: GatheringsPage
) -> None:
    page.new_thing()
    page.pane.day.control.set_day(TODAY)
    page.pane.minutes.control.setText("soon")
    page.pane.save_button.click()
    assert page.pane.minutes.has_error()
    page.pane.minutes.control.setText("180")
    page.pane.save_button.click()
    settle(program)
    assert page.pane.name.has_error()
    assert not page.pane.minutes.has_error()


def test_those_it_is_due_for_are_invited_at_once_and_get_their_visits(
    program: Program, planned: GatheringsPage
) -> None:
    guests = planned.pane.guests
    guests.due_button.click()
    settle(program)
    view = guests._view
    assert view is not None
    assert [view.guest_name(one) for one in view.invitations].count("Wang Qiang") == 1
    visits = visits_of(program)
    assert [(visit.kind, visit.on, visit.at) for visit in visits] == [
        (VisitKind.ROUND_TABLE, TODAY, "14:00")
    ] * 2
    guests.due_button.click()
    settle(program)
    assert len(visits_of(program)) == 2


def test_closing_it_makes_the_visits_of_those_who_came(program: Program, planned: GatheringsPage) -> None:
    guests = planned.pane.guests
    guests.due_button.click()
    settle(program)
    view = guests._view
    assert view is not None
    wang = next(one for one in view.invitations if one.contact_id)
    guests.list.choose(wang.id)
    guests.accept_button.click()
    settle(program)
    assert guests.marked() == (wang.id,)
    planned.pane.result.control.setText("Both lines to be shown in spring")
    planned.pane.hold_button.click()
    settle(program)
    states = {visit.account_id: visit for visit in visits_of(program)}
    assert states[derived_id("account", "A")].state is VisitState.DONE
    assert states[derived_id("account", "A")].met == (derived_id("contact", "wang"),)
    assert states[derived_id("account", "B")].state is VisitState.MISSED
    assert planned.table.model.row(0).gathering.state is GatheringState.HELD
    assert not planned.pane.hold_button.isVisible()


def test_calling_it_off_asks_for_the_reason(
    program: Program, planned: GatheringsPage, prompts: ScriptedPrompts
) -> None:
    prompts.answers.append("Typhoon")
    planned.pane.cancel_button.click()
    settle(program)
    assert planned.table.model.row(0).gathering.state is GatheringState.CANCELLED


def test_who_holds_a_new_gathering_can_be_chosen_at_once(program: Program, page: GatheringsPage) -> None:
    assert program.context is not None
    with program.context.workspace.change("test", "Test") as change:
        host = change.create("manager", {"name": "王磊"})
    page.new_thing()
    settle(program)
    page.pane.manager.control.choose(host)
    page.pane.name.control.setText("Autumn round table")
    page.pane.day.control.set_day(TODAY)
    page.pane.save_button.click()
    settle(program)
    assert page.table.model.row(0).gathering.manager_id == host
    assert page.pane.manager.control.key() == host


def test_what_is_typed_of_a_gathering_outlives_a_look_at_another(
    program: Program, planned: GatheringsPage
) -> None:
    first = planned.pane.gathering_id
    planned.new_thing()
    planned.pane.name.control.setText("Being thought about")
    assert first is not None
    planned.open(Destination(PageId.GATHERINGS, subject=first))
    settle(program)
    assert planned.pane.name.control.text() == "Autumn round table"
    planned.pane.place.control.setText("Suzhou")
    planned.new_thing()
    assert planned.pane.name.control.text() == "Being thought about"
    planned.open(Destination(PageId.GATHERINGS, subject=first))
    settle(program)
    assert planned.pane.place.control.text() == "Suzhou"


def test_what_was_typed_above_is_saved_with_closing(program: Program, planned: GatheringsPage) -> None:
    planned.pane.guests.due_button.click()
    settle(program)
    view = planned.pane.guests._view
    assert view is not None
    planned.pane.guests.list.ticked.emit(view.invitations[0].id, True)
    planned.pane.topic.control.setText("Spring line")
    planned.pane.hold_button.click()
    settle(program)
    gathering = planned.table.model.row(0).gathering
    assert (gathering.state, gathering.topic) == (GatheringState.HELD, "Spring line")
