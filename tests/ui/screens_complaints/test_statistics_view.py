"""The figures of complaints in the real window: a period, lists behind figures, paper, nothing to show."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.services.complaint_world import K, carry_on, people, recorded
from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.domain.value import Span
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.workspaces import new_workspace
from workbench.ui.kit.print_preview import PrintPreview
from workbench.ui.navigation import ComplaintsPart, Destination, PageId
from workbench.ui.screens.complaints.page import ComplaintsPage
from workbench.ui.screens.complaints.statistics_view import By, StatisticsView

TODAY = date(2026, 7, 1)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    """Three complaints: one all the way, one analysed, one just recorded."""
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"
    made = new_workspace(path, clock=clock, author="Li Lei")
    people(made)
    carry_on(made, recorded(made, "first", kind="quality"))
    carry_on(made, recorded(made, "second", kind="quality"), K.ANALYSED)
    recorded(made, "third", kind="packaging")
    made.close()
    save_settings(Settings(author="Li Lei", language="en"))
    with running(app, clock, prompts, path) as program:
        yield program


def open_figures(program: Program) -> tuple[ComplaintsPage, StatisticsView]:
    program.window.go(Destination(PageId.COMPLAINTS, view=ComplaintsPart.STATISTICS))
    settle(program)
    page = page_of(program)
    assert isinstance(page, ComplaintsPage)
    view = page.view(ComplaintsPart.STATISTICS)
    assert isinstance(view, StatisticsView)
    return page, view


def test_figures_open_their_lists_and_other_days_say_that_there_is_nothing(
    program: Program, qtbot: QtBot
) -> None:
    page, view = open_figures(program)
    QAbstractItemModelTester(view.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal, view)
    assert view.received.accessibleName() == "Received, 3, 300 per 100 accounts"
    assert view.valid.accessibleName() == "Judged valid, 100%, 2 of 2"
    assert [one.label for one in view.table.model.shown_rows()] == ["Quality", "Packaging"]
    assert not view.unknown.isVisible()

    told: list[tuple[str, tuple[Id, ...]]] = []
    view.listed.connect(lambda title, ids: told.append((title, ids)))
    view.by.choose(By.CAUSE)
    view.by.chosen.emit(By.CAUSE)
    assert view.unknown.text() == "1 not known yet"
    qtbot.mouseClick(view.unknown, LEFT)
    settle(program)
    assert page.part() is ComplaintsPart.LIST
    assert page.figure.text() == "1 not known yet"
    program.window.go_back()
    settle(program)
    assert page.part() is ComplaintsPart.STATISTICS
    for press in (view.open_now, view.repeats):
        page.show_part(ComplaintsPart.STATISTICS)
        settle(program)
        qtbot.mouseClick(press, LEFT)
        settle(program)
    page.show_part(ComplaintsPart.STATISTICS)
    settle(program)
    qtbot.keyClick(view.chart, Qt.Key.Key_Return)
    assert [(title, len(ids)) for title, ids in told] == [
        ("1 not known yet", 1),
        ("Open today", 2),
        ("Repeat complaints", 1),
        ("Labelling and packaging", 2),
    ]

    page.show_part(ComplaintsPart.STATISTICS)
    view.by.choose(By.DEPARTMENT)
    view.span.choose(Span.OWN)
    view.span.first.set_day(date(2026, 7, 2))
    view.span.last.set_day(date(2026, 7, 1))
    view.refresh()
    assert "cannot be earlier" in view.banner.label.text()
    view.span.last.set_day(date(2026, 7, 3))
    view.refresh()
    settle(program)
    assert view.received.accessibleName().startswith("Received, 0")
    assert "assigned to a department" in view.no_bars.title.text()
    program.switch_language("zh_CN")
    settle(program)


def test_the_service_report_is_previewed(program: Program, qtbot: QtBot) -> None:
    page, view = open_figures(program)
    qtbot.mouseClick(view.report_button, LEFT)
    settle(program)
    (preview,) = view.window().findChildren(PrintPreview)
    preview.close()
    preview.setParent(None)
    assert page.print_here()
    settle(program)
    (again,) = view.window().findChildren(PrintPreview)
    again.close()


def test_a_file_without_complaints_says_what_will_stand_here(
    app: QApplication, tmp_path: Path, prompts: ScriptedPrompts
) -> None:
    path = tmp_path / "empty.workbench"
    new_workspace(path, clock=FixedClock(TODAY), author="Li Lei").close()
    with running(app, FixedClock(TODAY), prompts, path) as program:
        _page, view = open_figures(program)
        assert view._outer.currentWidget() is view.nothing
