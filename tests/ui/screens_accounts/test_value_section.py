"""The value of an account on its page: figures typed in place, scores, risks (2-rules §3)."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout
from pytestqt.qtbot import QtBot

from tests.documents.reading import pages_text
from tests.ui.driving import page_of, settle
from tests.ui.screens_accounts.conftest import account_id, account_page, workspace_of
from workbench.app import Program
from workbench.domain.account_value import AccountValue
from workbench.domain.axis_criteria import Axis, AxisCriterion
from workbench.domain.policies import AXIS_WEIGHTS, LIFETIME
from workbench.domain.portfolio import PortfolioRow
from workbench.domain.sales import SaleRecord
from workbench.services.portfolio import get_account_value, set_portfolio_year, set_score
from workbench.services.risks import add_risk, list_risks
from workbench.ui.kit.print_preview import PrintPreview
from workbench.ui.navigation import Destination, PageId
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.accounts.value_section import NARROW, ValueSection
from workbench.ui.screens.accounts.value_table import FigureCell
from workbench.ui.screens.settings.page import SettingsPage

LEFT = Qt.MouseButton.LeftButton
A = account_id("A")


def value_of(program: Program, code: str = "A") -> ValueSection:
    page = account_page(program, code)
    page.sections.go_to(Section.VALUE)
    settle(program)
    section = page.sections.section(Section.VALUE)
    assert isinstance(section, ValueSection)
    return section


def stored(program: Program) -> AccountValue:
    return get_account_value(workspace_of(program), A)


def this_year(program: Program) -> int:
    return workspace_of(program).clock.today().year


def cell(section: ValueSection, year: int, field: str) -> FigureCell:
    found = section.table.cell_of(year, field)
    assert found is not None
    return found


def type_into(program: Program, qtbot: QtBot, into: FigureCell, text: str) -> None:
    into.field.setFocus()
    into.field.selectAll()
    into.field.insert(text)
    qtbot.keyClick(into.field, Qt.Key.Key_Return)
    settle(program)


def test_typed_figures_are_saved_as_the_field_is_left_and_forecasts_follow(
    program: Program, qtbot: QtBot
) -> None:
    section, year = value_of(program), this_year(program)
    revenue, cost = cell(section, year, "revenue_fen"), cell(section, year, "direct_cost_fen")
    type_into(program, qtbot, revenue, "120万")
    type_into(program, qtbot, cost, "80万")
    present = stored(program).portfolio.present
    assert present.net_income.amount_fen == 40_000_000
    assert section.first_step.isHidden()
    assert section.table.nets[2][0].text() == "400 K"
    assert section.table.margins[2].text() == "33.3%"
    ahead = cell(section, year + 1, "revenue_fen")
    assert ahead.below.text() == "proposed"
    assert ahead.field.font().italic()
    assert not revenue.field.font().italic()
    assert section.lifetime.lifetime.text() != "–"


def test_an_amount_reads_short_and_edits_in_full_and_nothing_is_saved_that_was_not_changed(
    program: Program, qtbot: QtBot
) -> None:
    year = this_year(program)
    set_portfolio_year(workspace_of(program), A, year, {"revenue_fen": 123_456_789})
    section = value_of(program)
    figure = cell(section, year, "revenue_fen")
    assert figure.field.text() == "1.2 M"
    before = stored(program)
    figure.field.setFocus()
    assert figure.field.text() == "1,234,567.89"
    qtbot.keyClick(figure.field, Qt.Key.Key_Return)
    settle(program)
    assert figure.field.text() == "1.2 M"
    assert stored(program) == before


def test_what_is_wrong_with_an_amount_is_said_beneath_it(program: Program, qtbot: QtBot) -> None:
    section, year = value_of(program), this_year(program)
    figure = cell(section, year + 1, "revenue_fen")
    type_into(program, qtbot, figure, "plenty")
    assert figure.field.property("invalid")
    assert figure.field.text() == "plenty"
    assert figure.below.text()
    figure.field.setFocus()
    qtbot.keyClick(figure.field, Qt.Key.Key_Escape)
    assert not figure.field.property("invalid")


def test_recorded_years_are_not_typed_over_and_this_one_shows_its_parts(program: Program) -> None:
    workspace, year = workspace_of(program), this_year(program)
    records = [
        SaleRecord(date(year - 1, month, 28), 100_000_00, f"S{month}", "1", "P", cost_fen=60_000_00)
        for month in range(1, 13)
    ]
    records.append(SaleRecord(date(year - 1, 1, 2), 100, "S0", "1", "P", cost_fen=60))
    records.append(SaleRecord(date(year, 1, 2), 500_000_00, "T", "1", "P", cost_fen=300_000_00))
    with workspace.change("import", "Sales") as change:
        change.add_sales(A, records)
    section = value_of(program)
    last = cell(section, year - 1, "revenue_fen")
    assert last.field.isReadOnly()
    assert last.below.text() == "recorded"
    now = cell(section, year, "revenue_fen")
    assert not now.field.isReadOnly()
    assert now.below.text().startswith("40.5 M until 1 Aug")
    assert "estimated" in now.below.text()
    assert "P" in section.mix.lines.texts()


def test_an_account_without_figures_says_what_to_do_first(program: Program, qtbot: QtBot) -> None:
    section = value_of(program, "D")
    assert section.first_step.isVisible()
    assert section.about.text().startswith("Still missing")
    qtbot.mouseClick(section.type_button, LEFT)
    assert cell(section, this_year(program), "revenue_fen").field.hasFocus()


def test_potential_and_terms_are_typed_and_refused_beside_their_field(program: Program, qtbot: QtBot) -> None:
    section = value_of(program)
    years = section.potential.fields["potential_years"]
    for name, text in (("potential_fen", "300万"), ("potential_years", "0")):
        control = section.potential.fields[name].control
        control.setFocus()
        control.selectAll()
        control.insert(text)
        qtbot.keyClick(control, Qt.Key.Key_Return)
        settle(program)
    assert years.has_error()
    years.control.setFocus()
    years.control.selectAll()
    years.control.insert("3")
    qtbot.keyClick(years.control, Qt.Key.Key_Return)
    settle(program)
    assert not years.has_error()
    retention = section.lifetime.fields["retention_bp"].control
    retention.setFocus()
    retention.insert("90%")
    qtbot.keyClick(retention, Qt.Key.Key_Return)
    settle(program)
    value = stored(program)
    assert (value.portfolio.potential_fen, value.portfolio.potential_years) == (300_000_000, 3)
    assert (value.retention_bp, value.has_own_retention) == (9_000, True)
    assert retention.text() == "90%"


def test_how_the_lifetime_value_comes_about_opens_by_a_click(program: Program, qtbot: QtBot) -> None:
    year = this_year(program)
    set_portfolio_year(
        workspace_of(program), A, year, {"revenue_fen": 10_000_000, "direct_cost_fen": 4_000_000}
    )
    section = value_of(program)
    assert section.lifetime.terms.isHidden()
    assert section.lifetime.change.texts()[0] == "With retention of 75%"
    qtbot.mouseClick(section.lifetime.more, LEFT)
    assert section.lifetime.terms.isVisible()
    assert section.lifetime.years.texts()[4] == str(year)
    qtbot.mouseClick(section.lifetime.more, LEFT)
    assert section.lifetime.terms.isHidden()


def test_criteria_are_scored_by_one_key(program: Program, qtbot: QtBot) -> None:
    section = value_of(program)
    part = section.axes[Axis.STRENGTH]
    part.grid.setFocus()
    qtbot.keyClick(part.grid, Qt.Key.Key_5)
    settle(program)
    first = stored(program).strength.lines[0]
    assert (first.typed, first.score) == (5, 5)
    assert "1 scored" in part.counted.text()
    qtbot.keyClick(part.grid, Qt.Key.Key_Up)
    qtbot.keyClick(part.grid, Qt.Key.Key_Delete)
    settle(program)
    assert stored(program).strength.lines[0].typed is None


def test_a_risk_is_noted_judged_closed_and_deleted_in_the_pane(program: Program, qtbot: QtBot) -> None:
    section = value_of(program)
    assert section.risks.nothing.isVisible()
    qtbot.keyClick(program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    pane = section.pane
    assert pane.isVisible()
    assert pane.text.control.hasFocus()
    qtbot.mouseClick(pane.save_button, LEFT)
    settle(program)
    assert pane.text.has_error()
    pane.text.control.setText("采购总监退休")
    pane.probability.control.choose("high")
    pane.impact.control.choose("high")
    pane.impact.control.picked.emit("high")
    assert pane.verdict.text() == "Show stopper"
    qtbot.mouseClick(pane.save_button, LEFT)
    settle(program)
    assert pane.isHidden()
    (item,) = section.risks.list.items_model.items
    assert (item.title, item.chip) == ("采购总监退休", "Show stopper")
    section.risks.list.choose(item.key)
    qtbot.keyClick(section.risks.list, Qt.Key.Key_Return)
    qtbot.mouseClick(pane.over_button, LEFT)
    settle(program)
    assert list_risks(workspace_of(program), A)[0].closed_on is not None
    program.undo()
    settle(program)
    assert list_risks(workspace_of(program), A)[0].closed_on is None
    section.select(item.key)  # type: ignore[arg-type]
    qtbot.mouseClick(pane.delete_button, LEFT)
    settle(program)
    assert list_risks(workspace_of(program), A) == ()


def test_a_field_of_the_grid_shows_its_risks_alone(program: Program) -> None:
    workspace = workspace_of(program)
    add_risk(workspace, A, {"text": "x", "probability": "high", "impact": "low"})
    add_risk(workspace, A, {"text": "y"})
    section = value_of(program)
    assert len(section.risks.list.items_model.items) == 2
    keys = section.risks.list.items_model.items[0].key
    section.risks.grid.chosen.emit((keys,))
    assert [item.title for item in section.risks.list.items_model.items] == ["x"]
    section.risks.grid.chosen.emit(())
    assert len(section.risks.list.items_model.items) == 2


def test_esc_closes_the_pane_of_a_risk(program: Program) -> None:
    section = value_of(program)
    section.add()
    assert section.pane.isVisible()
    assert account_page(program).close_innermost()
    assert section.pane.isHidden()


def test_a_proposed_score_is_told_as_such(program: Program) -> None:
    section = value_of(program)
    value = stored(program)
    for score in (value.attractiveness, value.strength):
        shown = section.axes[score.axis].grid._lines
        assert [(one.score, one.proposed) for one in shown] == [
            (line.typed, line.score if line.is_proposed else None) for line in score.lines
        ]


def test_in_a_narrow_window_parts_stand_one_under_the_other(program: Program) -> None:
    section = value_of(program)
    section.resize(NARROW - 100, 700)
    assert {pair.direction() for pair in section._pairs} == {QBoxLayout.Direction.TopToBottom}
    section.resize(NARROW + 100, 700)
    assert {pair.direction() for pair in section._pairs} == {QBoxLayout.Direction.LeftToRight}
    section.add()
    section.resize(NARROW + 100, 700)
    assert {pair.direction() for pair in section._pairs} == {QBoxLayout.Direction.TopToBottom}


def test_every_figure_says_its_row_and_year(program: Program) -> None:
    section, year = value_of(program), this_year(program)
    assert cell(section, year, "revenue_fen").field.accessibleName() == f"{PortfolioRow.REVENUE.label} {year}"


def test_the_terms_of_the_house_are_edited_in_the_settings(program: Program) -> None:
    program.window.go(Destination(PageId.SETTINGS))
    settle(program)
    page = page_of(program)
    assert isinstance(page, SettingsPage)
    page.choose("judging")
    settle(program)
    fields = page.judging.fields
    assert fields["lifetime", "discount_bp"].control.text() == "10"
    fields["lifetime", "retention_bp"].control.setText("120")
    page.judging.save(LIFETIME)
    settle(program)
    assert fields["lifetime", "retention_bp"].has_error()
    fields["lifetime", "retention_bp"].control.setText("75")
    page.judging.save(LIFETIME)
    fields["axis_weights", "access"].control.setText("7")
    page.judging.save(AXIS_WEIGHTS)
    settle(program)
    value = stored(program)
    assert value.retention_bp == 7_500
    weights = {line.criterion: line.weight for line in value.strength.lines}
    assert weights[AxisCriterion.ACCESS] == 7


def test_what_the_section_shows_is_printed_by_the_keys_of_the_window(program: Program, qtbot: QtBot) -> None:
    set_portfolio_year(workspace_of(program), A, this_year(program), {"revenue_fen": "1234567"})
    value_of(program)
    qtbot.keyClick(program.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(program)
    (preview,) = program.window.findChildren(PrintPreview)
    text = "\n".join(pages_text(preview.view.data()))
    for told in ("Portfolio", "Five years", "Internal"):
        assert told in text
    preview.close()
    settle(program)


def test_a_place_that_rests_on_few_scores_says_so_until_enough_are_there(program: Program) -> None:
    workspace = workspace_of(program)
    for criterion in (AxisCriterion.STRATEGIC_FIT, AxisCriterion.PRODUCT_FIT):
        set_score(workspace, A, criterion, 4)
    section = value_of(program)
    assert "criteria are scored" in section.stand.advice.text()
    for criterion in AxisCriterion:
        set_score(workspace, A, criterion, 4)
    page_of(program).refresh(None)
    settle(program)
    assert "criteria are scored" not in section.stand.advice.text()
    assert section.stand.advice.text()
