"""The value charts in the real window: what is chosen in one is marked in all, printed, and opened."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.documents.reading import pages_text
from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.domain.attractiveness import AxisCell
from workbench.domain.axis_criteria import AxisCriterion
from workbench.domain.sales import SaleRecord
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.portfolio import set_score
from workbench.services.risks import add_risk
from workbench.services.workspaces import new_workspace
from workbench.ui.kit.print_preview import PrintPreview
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.analysis.page import AnalysisPage, Part
from workbench.ui.screens.analysis.value_view import NOT_PLACED, _spans

TODAY = date(2026, 9, 15)
LEFT = Qt.MouseButton.LeftButton
YUAN = 100


def account(code: str) -> Id:
    return derived_id("account", code)


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts, qtbot: QtBot) -> Iterator[Program]:
    """A: large and profitable, B: large without profit, C: small, D: its cost is not known."""
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"
    made = new_workspace(path, clock=clock, author="张蔚")
    with made.change("test", "Test") as change:
        for code, yuan, cost in (
            ("A", 60_000, 20_000),
            ("B", 50_000, 49_000),
            ("C", 900, 800),
            ("D", 700, None),
        ):
            row_id = change.create("account", {"code": code, "name": f"Account {code}"}, account(code))
            cost_fen = None if cost is None else cost * YUAN
            change.add_sales(row_id, [SaleRecord(date(2026, 3, 1), yuan * YUAN, "N", "1", cost_fen=cost_fen)])
    for criterion, score in ((AxisCriterion.STRATEGIC_FIT, 5), (AxisCriterion.PRODUCT_FIT, 5)):
        set_score(made, account("A"), criterion, score)
    add_risk(made, account("B"), {"text": "Price war", "probability": "high", "impact": "high"})
    made.close()
    save_settings(Settings(author="张蔚", language="en"))
    with running(app, clock, prompts, path) as program:
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow)
        yield program


@pytest.fixture
def page(program: Program) -> AnalysisPage:
    program.window.go(Destination(PageId.ANALYSIS, view=Part.VALUE))
    settle(program)
    page = page_of(program)
    assert isinstance(page, AnalysisPage)
    assert page.part() is Part.VALUE
    model = page.value.table.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    return page


def codes(page: AnalysisPage) -> str:
    return "".join(row.line.code for row in page.value.table.model.shown_rows())


def test_a_click_in_one_chart_marks_the_account_in_all(
    program: Program, page: AnalysisPage, qtbot: QtBot
) -> None:
    view = page.value
    qtbot.mouseClick(view.quadrant, LEFT, pos=view.quadrant.spot(account("B")).toPoint())
    assert view.chosen() == (account("B"),)
    assert view.axes.marked() == {account("B")}
    assert view.quadrant.marked() == {account("B")}
    assert [row.line.code for row in view.table.selected_rows()] == ["B"]


def test_a_field_of_the_risks_marks_the_accounts_in_it(
    program: Program, page: AnalysisPage, qtbot: QtBot
) -> None:
    qtbot.mouseClick(page.value.risks, LEFT, pos=page.value.risks.box(0, 2).center().toPoint())
    assert page.value.chosen() == (account("B"),)
    qtbot.keyClick(program.window, Qt.Key.Key_Escape)
    assert page.value.chosen() == ()
    assert page.value.table.selected_rows() == []


def test_rows_chosen_in_the_table_are_marked_in_the_charts(program: Program, page: AnalysisPage) -> None:
    page.value.table.select(account("A"))
    assert page.value.quadrant.marked() == {account("A")}


def test_whatever_the_number_of_accounts_a_choice_is_gone_through_few_times(
    program: Program, page: AnalysisPage
) -> None:
    class Counted(list[Id]):
        rounds = 0

        def __iter__(self) -> Iterator[Id]:
            Counted.rounds += 1
            return super().__iter__()

    page.value.choose(Counted([account("A"), account("C")]))
    assert page.value.chosen() == (account("A"), account("C"))
    assert Counted.rounds <= 2


def test_a_kind_of_account_filters_the_table(program: Program, page: AnalysisPage) -> None:
    shown = {row.line.code: row.line.cell for row in page.value.table.model.shown_rows()}
    assert set(shown) == set("ABCD")
    assert shown["A"] is AxisCell.KEY_ACCOUNT
    page.value.show_cell(AxisCell.KEY_ACCOUNT)
    assert "A" in codes(page)
    assert all(row.line.cell is AxisCell.KEY_ACCOUNT for row in page.value.table.model.shown_rows())
    page.value.show_cell(NOT_PLACED)
    assert all(row.line.cell is None for row in page.value.table.model.shown_rows())
    assert page.value.choose_nothing()
    assert not page.value.choose_nothing()


def test_a_choice_that_the_filter_hides_shows_all_accounts_again(
    program: Program, page: AnalysisPage, qtbot: QtBot
) -> None:
    page.value.show_cell(NOT_PLACED)
    assert "A" not in codes(page)
    qtbot.mouseClick(page.value.quadrant, LEFT, pos=page.value.quadrant.spot(account("A")).toPoint())
    assert page.value.chosen() == (account("A"),)
    assert [row.line.code for row in page.value.table.selected_rows()] == ["A"]


def test_what_has_no_cost_is_told_and_not_placed(program: Program, page: AnalysisPage) -> None:
    assert page.value.banner.label.text().startswith("The profit of 1 account is not known")
    keys = {dot.key for dot in page.value.quadrant.plane().chart.points}
    assert account("D") not in keys


def test_the_charts_are_printed_with_what_is_chosen(program: Program, page: AnalysisPage) -> None:
    page.value.choose([account("A")])
    page.print_button.click()
    settle(program)
    (preview,) = program.window.findChildren(PrintPreview)
    text = "\n".join(pages_text(preview.view.data()))
    for told in ("Portfolio", "Sales and profit", "Show stopper", "Account D", "1 risk"):
        assert told in text
    preview.close()
    settle(program)


def test_a_change_elsewhere_is_seen_and_the_choice_stays(program: Program, page: AnalysisPage) -> None:
    page.value.choose([account("B")])
    assert program.context is not None
    program.context.save(
        lambda workspace: add_risk(
            workspace, account("C"), {"text": "x", "probability": "low", "impact": "low"}
        )
    )
    settle(program)
    assert page.value.chosen() == (account("B"),)
    rows = {row.line.code: row.line.open_risks for row in page.value.table.model.shown_rows()}
    assert rows["C"] == 1


def test_enter_opens_the_account(program: Program, page: AnalysisPage, qtbot: QtBot) -> None:
    page.value.quadrant.activated.emit(account("C"))
    settle(program)
    assert page_of(program).title() == "Account C"


@given(st.sets(st.integers(0, 60)))
def test_rows_side_by_side_are_chosen_in_one_piece(places: set[int]) -> None:
    spans = _spans(sorted(places))
    assert {place for first, last in spans for place in range(first, last + 1)} == places
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(spans))
