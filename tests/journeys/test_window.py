"""The main job in the real window, from the first start to the head's file and back (1-product)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from tests.documents.reading import pages_text, whole_text
from tests.journeys.at_the_window import Rep, somebody
from tests.ui.conftest import ScriptedPrompts, app, prompts
from tests.ui.driving import settle
from workbench.domain.visits import VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.settings import Settings, save_settings
from workbench.services.planning import next_quarter
from workbench.services.records import list_records
from workbench.services.visits import get_visit_view, list_visits_between
from workbench.ui.kit.print_preview import PrintPreview
from workbench.ui.screens.accounts.page import AccountsPage
from workbench.ui.screens.calendar.page import CalendarPage
from workbench.ui.screens.merge.page import MergePage
from workbench.ui.screens.today.page import TodayPage

__all__ = ["app", "prompts"]

TODAY = date(2026, 11, 17)
FOUND = "他们希望三次订货并成一次"
PROMISED = "下周前补交检测报告"


@pytest.fixture
def rep(app: QApplication, prompts: ScriptedPrompts, qtbot: QtBot) -> Iterator[Rep]:
    """A first start: no settings but a name, no file."""
    save_settings(Settings(author="张蔚", language="en", company="澜川贸易"))
    with somebody(app, FixedClock(TODAY), prompts, qtbot, None) as rep:
        yield rep


def test_the_main_job_from_the_first_start_to_the_heads_file(rep: Rep, tmp_path: Path) -> None:
    rep.program.window.resize(1366, 768)
    open_the_sample_data(rep)
    plan_the_next_quarter(rep)
    report_a_visit_with_a_promise(rep)
    print_an_account_plan(rep, tmp_path / "plan.pdf")
    accounts, visits = rep.count("accounts"), rep.count("visits")
    export(rep, tmp_path / "handed-over.workbench")
    merge_into_a_new_file(rep, tmp_path / "head.workbench", tmp_path / "handed-over.workbench")
    assert (rep.count("accounts"), rep.count("visits")) == (accounts, visits)
    rep.press(Qt.Key.Key_Z, control=True)
    assert (rep.count("accounts"), rep.count("visits")) == (0, 0)
    assert rep.prompts.errors == []


def open_the_sample_data(rep: Rep) -> None:
    today = rep.page(TodayPage)
    assert today.first_run.isVisible()
    rep.click(today.first_run.sample_button)
    assert rep.program.is_sample()
    assert not rep.page(TodayPage).first_run.isVisible()
    assert rep.count("accounts") >= 50


def plan_the_next_quarter(rep: Rep) -> None:
    start, end = next_quarter(TODAY)
    before = len(list_visits_between(rep.workspace, start, end))
    rep.press(Qt.Key.Key_3, control=True)
    calendar = rep.page(CalendarPage)
    rep.click(calendar.plan_button)
    rep.click(calendar.plan_pane.plan_button)
    assert calendar.plan_view.isVisible()
    assert len(list_visits_between(rep.workspace, start, end)) == before
    rep.click(calendar.plan_view.accept_button)
    assert rep.said == "The plan is in the calendar"
    assert len(list_visits_between(rep.workspace, start, end)) > before


def report_a_visit_with_a_promise(rep: Rep) -> None:
    due_before = promises_due(rep)
    rep.press(Qt.Key.Key_3, control=True)
    calendar = rep.page(CalendarPage)
    before = {one.id for one in list_visits_between(rep.workspace, TODAY, TODAY)}
    rep.press(Qt.Key.Key_N, control=True)
    pane = calendar.new_pane
    code = str(list_records(rep.workspace, "accounts", limit=1).rows[0]["code"])
    rep.type_in(pane.account.control, code)
    rep.press(Qt.Key.Key_Return)
    pane.day.control.setText(TODAY.isoformat())
    rep.click(pane.save_button)
    (visit,) = [one for one in list_visits_between(rep.workspace, TODAY, TODAY) if one.id not in before]
    calendar.grid.event_opened.emit(visit.id)
    settle(rep.program)
    rep.click(calendar.sheet.steps.report_button)
    form = calendar.sheet.form
    form.areas["findings"].control.insertPlainText(FOUND)
    form.promises.rows[0].text.insert(PROMISED)
    form.promises.rows[0].due.setText("2026-11-24")
    rep.press(Qt.Key.Key_Return, control=True)
    view = get_visit_view(rep.workspace, visit.id)
    assert (view.visit.state, view.visit.findings) == (VisitState.DONE, FOUND)
    assert [(one.text, one.due_on) for one in view.promises] == [(PROMISED, date(2026, 11, 24))]
    assert promises_due(rep) == due_before + 1


def promises_due(rep: Rep) -> int:
    """What Today counts as promised and due within a week."""
    rep.press(Qt.Key.Key_1, control=True)
    return int(rep.page(TodayPage).side.promises.header.note.text())


def print_an_account_plan(rep: Rep, target: Path) -> None:
    rep.press(Qt.Key.Key_2, control=True)
    accounts = rep.page(AccountsPage)
    assert accounts.preview.isHidden(), "coming here opens nothing by itself"
    rep.press(Qt.Key.Key_Down)
    rep.press(Qt.Key.Key_Up)
    line = accounts.list.current()
    assert line is not None
    rep.click(accounts.preview.print_button)
    preview = rep.program.window.findChild(PrintPreview)
    assert preview is not None
    rep.prompts.answers = [target]
    save = next(one for one in preview.findChildren(QAbstractButton) if one.text() == "Save as…")
    rep.click(save)
    preview.close()
    rep.return_to_the_window()
    content = target.read_bytes()
    assert len(pages_text(content)) >= 2
    assert line.name.replace(" ", "") in whole_text(content)
    assert "澜川贸易" in whole_text(content)


def export(rep: Rep, target: Path) -> None:
    rep.press(Qt.Key.Key_E, control=True)
    pane = rep.page(MergePage).export_pane
    rep.prompts.answers = [target]
    rep.click(pane.export_button)
    assert rep.said == f"Exported to {target.name}"
    assert target.exists()


def merge_into_a_new_file(rep: Rep, head: Path, handed_over: Path) -> None:
    rep.prompts.answers = [head]
    rep.choose("new-file")
    assert rep.workspace.path == head
    assert rep.page(TodayPage).first_run.isVisible()
    rep.prompts.answers = ["merge"]
    rep.program.window.file_dropped.emit(str(handed_over))
    settle(rep.program)
    merge = rep.page(MergePage)
    assert merge.preview.title.text().startswith("张蔚, work of ")
    assert rep.count("accounts") == 0
    rep.press(Qt.Key.Key_Return, control=True)
    assert merge.receipt.title.text() == "Merged"
    assert merge.receipt.conflicts_button.isHidden()
