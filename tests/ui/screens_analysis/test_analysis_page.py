"""The analysis page in the real window: periods, classes, filters, and from there to an account."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.domain.sales import SaleRecord
from workbench.domain.value import AbcClass, Span
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.workspaces import new_workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.analysis.page import AnalysisPage
from workbench.ui.screens.analysis.words import View

TODAY = date(2026, 9, 15)
LEFT = Qt.MouseButton.LeftButton
YUAN = 100


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts, qtbot: QtBot) -> Iterator[Program]:
    """Four accounts: two big ones, a small one, and one that only returned goods; one sale in dollars."""
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"
    made = new_workspace(path, clock=clock, author="张蔚")
    with made.change("test", "Test") as change:
        for code, yuan, on in (
            ("A", 60_000, date(2026, 3, 1)),
            ("B", 30_000, date(2025, 12, 1)),
            ("C", 10_500, date(2026, 8, 1)),
            ("D", -500, date(2026, 8, 1)),
        ):
            row_id = change.create(
                "account", {"code": code, "name": f"Account {code}"}, derived_id("account", code)
            )
            change.add_sales(row_id, [SaleRecord(on, yuan * YUAN, "N", "1")])
        dollars = SaleRecord(date(2026, 8, 2), 700 * YUAN, "N", "2", currency="USD")
        change.add_sales(derived_id("account", "C"), [dollars])
    made.close()
    save_settings(Settings(author="张蔚", language="en"))
    with running(app, clock, prompts, path) as program:
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow)
        yield program


@pytest.fixture
def page(program: Program) -> AnalysisPage:
    """The page, shown."""
    program.window.go(Destination(PageId.ANALYSIS))
    settle(program)
    page = page_of(program)
    assert isinstance(page, AnalysisPage)
    QAbstractItemModelTester(page.abc.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    return page


def _codes(page: AnalysisPage) -> str:
    return "".join(line.code for line in page.abc.table.model.shown_rows())


def test_the_last_twelve_months_stand_first(program: Program, page: AnalysisPage) -> None:
    assert page.subtitle() == "Sales from 16 Sep 2025 to 15 Sep 2026"
    assert _codes(page) == "ABCD"
    assert page.abc.banner.label.text() == "Only sales in CNY count. Left out: USD 700.00."


def test_a_class_is_chosen_in_the_curve_and_again_all_are_shown(
    program: Program, page: AnalysisPage, qtbot: QtBot
) -> None:
    head = page.abc.curve._heads(page.abc.curve._plot())[0].center().toPoint()
    qtbot.mouseClick(page.abc.curve, LEFT, pos=head)
    assert page.abc.views.current() is AbcClass.A
    assert _codes(page) == "AB"
    qtbot.mouseClick(page.abc.curve, LEFT, pos=head)
    assert _codes(page) == "ABCD"


def test_a_bar_leads_to_its_account(program: Program, page: AnalysisPage, qtbot: QtBot) -> None:
    plot = page.abc.curve._plot()
    at = QPoint(int(plot.left() + plot.width() * 0.6), int(plot.center().y()))
    qtbot.mouseClick(page.abc.curve, LEFT, pos=at)
    assert page.abc.views.current() is AbcClass.B
    line = page.abc.table.current_row()
    assert line is not None
    assert line.code == "C"
    qtbot.keyClick(page.abc.table.view, Qt.Key.Key_Return)
    settle(program)
    assert page_of(program).title() == "Account C"


def test_all_of_it_goes_by_keys(program: Program, page: AnalysisPage, qtbot: QtBot) -> None:
    page.abc.curve.setFocus()
    qtbot.keyClick(page.abc.curve, Qt.Key.Key_Right)
    qtbot.keyClick(page.abc.curve, Qt.Key.Key_Return)
    assert _codes(page) == "C"
    qtbot.keyClick(program.window, Qt.Key.Key_Escape)
    assert _codes(page) == "ABCD"


def test_numbers_lead_to_their_accounts(program: Program, page: AnalysisPage, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.abc.unsold, LEFT)
    assert page.abc.views.current() is View.NO_SALES
    assert _codes(page) == "D"
    qtbot.mouseClick(page.abc.top, LEFT)
    assert _codes(page) == "A"
    qtbot.mouseClick(page.abc.class_a, LEFT)
    assert _codes(page) == "AB"
    qtbot.mouseClick(page.abc.total, LEFT)
    assert _codes(page) == "ABCD"


def test_other_days_give_other_classes(program: Program, page: AnalysisPage) -> None:
    page.span.choose(Span.LAST_YEAR)
    settle(program)
    assert _codes(page)[0] == "B"
    page.span.choose(Span.OWN)
    settle(program)
    assert page.span.first.isVisible()
    page.span.first.set_day(date(2026, 8, 1))
    page.span.last.set_day(date(2026, 7, 1))
    page._load()
    assert "the last cannot be earlier" in page.banner.label.text()
    page.span.last.set_day(date(2026, 8, 31))
    page._load()
    settle(program)
    assert _codes(page)[0] == "C"


def test_days_without_sales_say_so(program: Program, page: AnalysisPage) -> None:
    page.span.choose(Span.OWN)
    page.span.first.set_day(date(2020, 1, 1))
    page.span.last.set_day(date(2020, 12, 31))
    page._load()
    settle(program)
    assert page.abc.banner.label.text() == "There are no sales in these days: every account is class C."


def test_an_empty_file_says_what_goes_here(
    app: QApplication, tmp_path: Path, prompts: ScriptedPrompts
) -> None:
    clock = FixedClock(TODAY)
    path = tmp_path / "empty.workbench"
    new_workspace(path, clock=clock, author="张蔚").close()
    save_settings(Settings(author="张蔚", language="en"))
    with running(app, clock, prompts, path) as program:
        program.window.go(Destination(PageId.ANALYSIS))
        settle(program)
        page = page_of(program)
        assert isinstance(page, AnalysisPage)
        assert page.nothing.isVisible()
