"""The attainment page in the real window: every number opens, and what was missed can be made good."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.domain.attainment_board import Grouping, Standing, Within
from workbench.domain.visit_debts import DebtState, VisitDebt
from workbench.domain.visits import Cause, VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.workspaces import new_workspace
from workbench.storage.queries.visits import list_visits
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.attainment.page import AttainmentPage

TODAY = date(2026, 9, 15)


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts, qtbot: QtBot) -> Iterator[Program]:
    """Two people with a focus account each; one was visited in July and not in August, the other never."""
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"
    made = new_workspace(path, clock=clock, author="张蔚")
    with made.change("test", "Test") as change:
        for name, code in (("张蔚", "A"), ("方淮", "B")):
            manager = change.create("manager", {"name": name}, derived_id("manager", name))
            values = {"code": code, "name": f"Account {code}", "tier": "focus", "manager_id": manager}
            change.create("account", values, derived_id("account", code))
        visit = {"account_id": derived_id("account", "A"), "kind": "field", "state": "done"}
        change.create("visit", {**visit, "on_day": date(2026, 7, 7)})
    made.close()
    save_settings(Settings(author="张蔚", language="en"))
    with running(app, clock, prompts, path) as program:
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow)
        yield program


@pytest.fixture
def page(program: Program) -> AttainmentPage:
    program.window.go(Destination(PageId.ATTAINMENT))
    settle(program)
    found = page_of(program)
    assert isinstance(found, AttainmentPage)
    return found


def test_every_table_is_a_sound_model(page: AttainmentPage) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    for model in (page.groups.model, page.visits.model, page.missed.table.model):
        QAbstractItemModelTester(model, fatal, page)
    page._by(Grouping.MONTH)
    page.show_view("visits")


def test_a_number_opens_the_visits_it_counts(program: Program, page: AttainmentPage) -> None:
    assert page.groups.model.rowCount() == 2
    assert [(column.key, falling) for column, falling in page.groups.sorting] == [("name", False)]
    columns = [column.key for column in page.groups.model.columns]
    row = next(
        place
        for place in range(page.groups.model.rowCount())
        if page.groups.model.row(place).key == derived_id("manager", "张蔚")
    )
    page._open_number(page.groups.model.index(row, columns.index("overdue")))
    assert page.view.current() == "visits"
    assert page.standing.current() is Standing.OVERDUE
    shown = [page.visits.model.row(place) for place in range(page.visits.model.rowCount())]
    assert [(state.slot.period.key, state.slot.kind.value) for state in shown] == [("2026-08", "field")]
    assert page.close_innermost()
    assert page.view.current() == "groups"


def test_what_is_overdue_at_accounts_never_visited_is_told_apart(page: AttainmentPage) -> None:
    assert page.overdue.accessibleName() == "Overdue, 3, 2 of them never visited"


def test_the_days_and_the_person_can_be_chosen(program: Program, page: AttainmentPage) -> None:
    page.span.choose(Within.THIS_MONTH)
    settle(program)
    assert page.subtitle() == "Visits required from 1 Sep 2026 to 30 Sep 2026"
    page.people.choose(derived_id("manager", "方淮"))
    page.people.picked.emit(derived_id("manager", "方淮"))
    settle(program)
    page._by(Grouping.ACCOUNT)
    assert [page.groups.model.row(place).key for place in range(page.groups.model.rowCount())] == [
        derived_id("account", "B")
    ]


def test_what_was_missed_is_explained_and_made_good_in_the_file(
    program: Program, page: AttainmentPage
) -> None:
    page.show_view("missed")
    missed = page.missed
    assert [debt.slot.period.key for debt in _shown(page)] == ["2026-08"]
    missed.table.view.selectRow(0)
    assert missed.pane.isVisible()
    missed.pane.cause.control.choose(Cause.TRAVEL)
    missed.pane.note.control.setText("台风")
    missed.pane.explain_button.click()
    settle(program)
    assert _shown(page)[0].cause is Cause.TRAVEL
    missed.pane.propose_button.click()
    settle(program)
    assert missed.pane.place_button.isVisible()
    missed.pane.place_button.click()
    settle(program)
    assert program.context is not None
    with program.context.workspace.read() as session:
        planned = list_visits(session, states=[VisitState.PLANNED])
    assert [(visit.on, visit.catch_up) for visit in planned] == [(TODAY, "2026-08#1")]
    missed.states.choose(DebtState.PLANNED)
    missed.states.chosen.emit(DebtState.PLANNED)
    assert len(_shown(page)) == 1


def test_a_note_that_is_not_kept_yet_outlives_a_look_at_another(
    program: Program, page: AttainmentPage
) -> None:
    page.show_view("missed")
    (debt,) = _shown(page)
    other = replace(debt, slot=replace(debt.slot, number=2))
    pane, found = page.missed.pane, page._debts
    assert found is not None
    pane.show_debts([debt], found)
    pane.note.control.setText("台风")
    pane.show_debts([other], found)
    assert pane.note.control.text() == ""
    pane.show_debts([debt], found)
    assert pane.note.control.text() == "台风"
    pane.explain_button.click()
    settle(program)
    pane.show_debts([other], found)
    pane.show_debts([debt], found)
    assert pane.note.control.text() == ""


def _shown(page: AttainmentPage) -> list[VisitDebt]:
    model = page.missed.table.model
    return [model.row(place) for place in range(model.rowCount())]
