"""The value of accounts read from a workspace and typed into it (2-rules §3)."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.services.conftest import TODAY
from workbench.domain.account_links import LinkKind
from workbench.domain.attractiveness import AxisCell
from workbench.domain.axis_criteria import AxisCriterion, AxisWeights
from workbench.domain.lifetime import LifetimeTerms
from workbench.domain.policies import AXIS_WEIGHTS, LIFETIME
from workbench.domain.portfolio import Source
from workbench.domain.risk_grid import RiskClass
from workbench.domain.sales import SaleRecord
from workbench.domain.value_quadrant import QuadrantCell, QuadrantLines
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account, find_account
from workbench.services.history import undo
from workbench.services.policies import save_policy
from workbench.services.portfolio import (
    get_account_value,
    get_value_board,
    set_lifetime_inputs,
    set_portfolio_year,
    set_potential,
    set_score,
)
from workbench.services.risks import add_risk, close_risk, list_risks
from workbench.services.workspaces import new_workspace
from workbench.storage.queries.portfolio import list_portfolio_years
from workbench.storage.workspace import Workspace

YEAR = (date(2025, 7, 2), TODAY)


def add(workspace: Workspace, name: str, **values: object) -> Id:
    create_account(workspace, {"name": name, **values})
    return find_account(workspace, name).id


def sell(workspace: Workspace, account_id: Id, *records: SaleRecord) -> None:
    with workspace.change("import", "Sales") as change:
        change.add_sales(account_id, list(records))


def sale(
    on: date, amount: int, cost: int | None = None, currency: str = "CNY", product: str = "P"
) -> SaleRecord:
    return SaleRecord(on, amount, f"{on}-{amount}", "1", product, cost_fen=cost, currency=currency)


@pytest.fixture
def account(workspace: Workspace) -> Id:
    """An account that bought for 8,000, 10,000 and, by 30 June, 6,000; three quarters of it cost."""
    found = add(workspace, "Lanchuan")
    sell(
        workspace,
        found,
        sale(date(2024, 1, 3), 300_000, 225_000),
        sale(date(2024, 12, 20), 500_000, 375_000),
        sale(date(2025, 3, 1), 550_000, 412_500),
        sale(date(2025, 9, 1), 450_000, 337_500),
        sale(date(2026, 6, 30), 600_000, 450_000),
    )
    return found


def test_years_come_from_the_sales_and_the_rest_of_this_one_from_the_last(
    workspace: Workspace, account: Id
) -> None:
    table = get_account_value(workspace, account).portfolio
    assert [column.revenue.amount_fen for column in table.columns[:3]] == [800_000, 1_000_000, 1_050_000]
    assert (table.present.so_far_fen, table.present.rest_fen) == (600_000, 450_000)
    assert table.present.until == date(2026, 6, 30)
    assert table.columns[1].net_income.amount_fen == 250_000


def test_other_currencies_are_left_out_and_named(workspace: Workspace, account: Id) -> None:
    sell(workspace, account, sale(date(2025, 5, 5), 70_000, None, "USD"))
    value = get_account_value(workspace, account)
    assert value.portfolio.columns[1].revenue.amount_fen == 1_000_000
    assert value.portfolio.others == {"USD": 70_000}
    assert get_value_board(workspace, date(2025, 1, 1), TODAY).others == {"USD": 70_000}


def test_figures_are_typed_as_people_write_them_and_taken_back(workspace: Workspace, account: Id) -> None:
    change = set_portfolio_year(
        workspace, account, 2027, {"revenue_fen": "1.5万", "indirect_cost_fen": 20_000}
    )
    column = get_account_value(workspace, account).portfolio.columns[3]
    assert (column.revenue.amount_fen, column.revenue.source) == (1_500_000, Source.TYPED)
    assert column.indirect_cost.amount_fen == 20_000
    set_portfolio_year(workspace, account, 2027, {"revenue_fen": ""})
    column = get_account_value(workspace, account).portfolio.columns[3]
    assert column.revenue.source is Source.PROPOSED
    assert column.indirect_cost.source is Source.TYPED
    assert change.undoable
    undo(workspace)
    assert get_account_value(workspace, account).portfolio.columns[3].revenue.source is Source.TYPED


@pytest.mark.parametrize(
    ("year", "values", "where"),
    [
        (2027, {"revenue_fen": "much"}, "revenue_fen"),
        (2027, {"direct_cost_fen": "-5"}, "direct_cost_fen"),
        (2027, {"profit_fen": 5}, "profit_fen"),
        (99, {"revenue_fen": 5}, "year"),
    ],
)
def test_figures_that_are_none_are_refused(
    workspace: Workspace, account: Id, year: int, values: dict[str, object], where: str
) -> None:
    with pytest.raises(BadInput) as refused:
        set_portfolio_year(workspace, account, year, values)
    assert refused.value.where == where


def test_what_was_typed_of_one_year_on_two_laptops_is_one_row(workspace: Workspace, account: Id) -> None:
    set_portfolio_year(workspace, account, 2027, {"revenue_fen": 5})
    set_portfolio_year(workspace, account, 2027, {"direct_cost_fen": 3})
    with workspace.read() as session:
        rows = list_portfolio_years(session, account)
    assert [(row.year, row.revenue_fen, row.direct_cost_fen) for row in rows] == [(2027, 5, 3)]


def test_the_lifetime_value_follows_the_terms_of_the_house_and_of_the_account(
    workspace: Workspace, account: Id
) -> None:
    value = get_account_value(workspace, account)
    assert value.lifetime is not None
    assert (value.retention_bp, value.has_own_retention, len(value.lifetime.terms)) == (8_000, False, 5)
    margins = [column.net_income.amount_fen for column in value.portfolio.columns[2:]]
    assert [term.margin_fen for term in value.lifetime.terms] == [*margins, margins[-1], margins[-1]]
    save_policy(workspace, LIFETIME, LifetimeTerms(years=2, retention_bp=5_000))
    set_lifetime_inputs(workspace, account, {"retention_bp": "90%", "acquisition_cost_fen": "100"})
    value = get_account_value(workspace, account)
    assert value.lifetime is not None
    assert (value.retention_bp, len(value.lifetime.terms)) == (9_000, 2)
    assert value.loss.total_fen == value.lifetime.value_fen + 10_000


def test_losing_an_account_loses_those_that_came_through_it(workspace: Workspace, account: Id) -> None:
    second, third = add(workspace, "Second"), add(workspace, "Third")
    set_portfolio_year(workspace, second, 2026, {"revenue_fen": 1_000, "direct_cost_fen": 400})
    with workspace.change("link", "Links") as change:
        for here, kind, there in (
            (account, LinkKind.REFERRED, second),
            (third, LinkKind.REFERRER, second),
            (third, LinkKind.REFERRED, account),
        ):
            change.create("account_link", {"account_id": here, "kind": kind.value, "other_id": there})
    loss = get_account_value(workspace, account).loss
    assert [(one.name, one.value_fen is None) for one in loss.referred] == [
        ("Second", False),
        ("Third", True),
    ]
    assert loss.lifetime_fen is not None
    assert loss.total_fen == loss.lifetime_fen + loss.referred_fen
    line = get_value_board(workspace, *YEAR).of(account)
    assert line is not None
    assert line.loss_fen == loss.total_fen


def test_a_score_is_given_dated_and_taken_away(workspace: Workspace, account: Id) -> None:
    set_score(workspace, account, AxisCriterion.ACCESS, 4)
    assert get_account_value(workspace, account).strength.typed == 1
    set_score(workspace, account, AxisCriterion.ACCESS, None)
    assert get_account_value(workspace, account).strength.typed == 0
    with pytest.raises(BadInput) as refused:
        set_score(workspace, account, AxisCriterion.ACCESS, 6)
    assert refused.value.where == "access"
    with pytest.raises(NotFound):
        set_score(workspace, derived_id("account", "none"), AxisCriterion.ACCESS, 3)


def test_scores_are_proposed_from_the_records(workspace: Workspace, account: Id) -> None:
    value = get_account_value(workspace, account)
    proposed = {line.criterion for line in value.attractiveness.lines if line.is_proposed}
    assert {AxisCriterion.GROWTH, AxisCriterion.PROFITABILITY} == proposed
    service = next(line for line in value.strength.lines if line.criterion is AxisCriterion.SERVICE_RECORD)
    assert service.score == 5


def test_weights_of_the_house_are_in_force(workspace: Workspace, account: Id) -> None:
    set_score(workspace, account, AxisCriterion.ACCESS, 0)
    save_policy(workspace, AXIS_WEIGHTS, AxisWeights(service_record=0))
    assert get_account_value(workspace, account).strength.points == 0


def test_potential_and_way_of_buying_are_checked(workspace: Workspace, account: Id) -> None:
    set_potential(
        workspace, account, {"potential_fen": "3万", "potential_years": "２", "trade_mode": "strategic"}
    )
    table = get_account_value(workspace, account).portfolio
    assert (table.potential_fen, table.potential_years) == (3_000_000, 2)
    assert table.trade_mode is not None
    for field, value in (("potential_years", "0"), ("potential_years", "soon"), ("trade_mode", "barter")):
        with pytest.raises(BadInput) as refused:
            set_potential(workspace, account, {field: value})
        assert refused.value.where == field
    with pytest.raises(BadInput):
        set_potential(workspace, account, {"name": "x"})
    set_potential(workspace, account, {"potential_fen": "", "potential_years": ""})
    assert get_account_value(workspace, account).portfolio.potential_years is None


def test_an_account_of_which_nothing_is_known_has_no_value_and_says_so(workspace: Workspace) -> None:
    value = get_account_value(workspace, add(workspace, "Halvorsen"))
    assert value.portfolio.is_empty
    assert (value.lifetime, value.loss.total_fen, value.cell, value.quadrant) == (None, None, None, None)
    assert value.mix.lines == ()


def test_the_board_places_every_account(workspace: Workspace, account: Id) -> None:
    small, unknown, silent = add(workspace, "Small"), add(workspace, "Unknown"), add(workspace, "Silent")
    sell(workspace, small, sale(date(2026, 1, 5), 1_000, 900))
    sell(workspace, unknown, sale(date(2026, 1, 6), 5_000))
    set_score(workspace, small, AxisCriterion.STRATEGIC_FIT, 5)
    add_risk(workspace, small, {"text": "x", "probability": "high", "impact": "high"})
    add_risk(workspace, small, {"text": "y"})
    board = get_value_board(workspace, *YEAR)
    assert [line.name for line in board.lines] == ["Lanchuan", "Unknown", "Small", "Silent"]
    assert [point.name for point in board.quadrant.without_profit] == ["Unknown"]
    place = board.quadrant.of(account)
    assert place is not None
    assert place.cell is QuadrantCell.HIGH_HIGH
    line = board.of(small)
    assert line is not None
    assert (line.sales_fen, line.profit_fen, line.margin_bp) == (1_000, 100, 1_000)
    assert (line.open_risks, line.worst_risk) == (2, RiskClass.STOPPER)
    assert line.cell in (AxisCell.KEY_ACCOUNT, AxisCell.MAINTENANCE)
    quiet = board.of(silent)
    assert quiet is not None
    assert (quiet.sales_fen, quiet.profit_fen, quiet.lifetime_fen) == (0, None, None)
    chosen = get_value_board(workspace, *YEAR, QuadrantLines(sales_fen=10**9)).quadrant
    assert QuadrantCell.HIGH_HIGH not in {place.cell for place in chosen.places}


def test_the_board_and_the_account_tell_the_same(workspace: Workspace, account: Id) -> None:
    value, line = get_account_value(workspace, account), get_value_board(workspace, *YEAR).of(account)
    assert line is not None
    assert value.lifetime is not None
    assert line.lifetime_fen == value.lifetime.value_fen
    assert (line.attractiveness, line.strength) == (value.attractiveness, value.strength)
    assert value.quadrant is not None
    assert value.quadrant.point.profit_fen == line.profit_fen


def test_products_show_share_and_margin(workspace: Workspace, account: Id) -> None:
    sell(workspace, account, sale(date(2026, 2, 2), 450_000, 360_000, product="Rail"))
    mix = get_account_value(workspace, account).mix
    assert [(line.product, line.share_bp, line.margin_bp) for line in mix.lines] == [
        ("P", 7_000, 2_500),
        ("Rail", 3_000, 2_000),
    ]
    assert mix.account_share_bp == 10_000


def queries_of(workspace: Workspace, account_id: Id) -> tuple[int, int]:
    counts = []
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    engine = workspace.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        for read in (
            lambda: get_account_value(workspace, account_id),
            lambda: get_value_board(workspace, *YEAR),
        ):
            seen.clear()
            read()
            counts.append(len(seen))
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return counts[0], counts[1]


def test_the_number_of_queries_does_not_grow_with_the_rows(workspace: Workspace, account: Id) -> None:
    before = queries_of(workspace, account)
    for number in range(5):
        other = add(workspace, f"Other {number}")
        sell(workspace, other, sale(date(2026, 1, 5), 1_000 + number, 900))
        add_risk(workspace, other, {"text": "x"})
        set_score(workspace, other, AxisCriterion.ACCESS, 3)
        with workspace.change("link", "Link") as change:
            change.create("account_link", {"account_id": account, "kind": "referred", "other_id": other})
    assert queries_of(workspace, account) == before


def test_a_risk_is_noted_judged_closed_and_taken_back(workspace: Workspace, account: Id) -> None:
    add_risk(workspace, account, {"text": " Key buyer retires ", "probability": "high", "owner": "Li"})
    risk = list_risks(workspace, account)[0]
    assert (risk.text, risk.noted_on, risk.impact) == ("Key buyer retires", TODAY, None)
    close_risk(workspace, risk.id)
    assert list_risks(workspace, account, open_only=True) == ()
    undo(workspace)
    assert get_account_value(workspace, account).open_risks == (risk,)


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"text": " "}, "text"),
        ({"text": None}, "text"),
        ({}, "text"),
        ({"text": "x", "impact": "terrible"}, "impact"),
        ({"text": "x", "source": "moon"}, "source"),
        ({"text": "x", "due_on": "soon"}, "due_on"),
        ({"text": "x", "closed_on": TODAY}, "closed_on"),
    ],
)
def test_a_risk_that_makes_no_sense_is_refused(
    workspace: Workspace, account: Id, values: dict[str, object], where: str
) -> None:
    with pytest.raises(BadInput) as refused:
        add_risk(workspace, account, values)
    assert refused.value.where == where


def test_values_of_another_version_never_stop_the_value(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "odd.workbench", clock=FixedClock(TODAY), author="Li Lei")
    account = add(workspace, "Odd")
    with workspace.change("odd", "Odd") as change:
        change.set("account", account, {"trade_mode": "barter", "potential_years": 9_999, "retention_bp": -5})
        change.create("portfolio_year", {"account_id": account, "year": 99_999, "revenue_fen": -(10**15)})
        change.create("portfolio_year", {"account_id": account, "year": 2026, "revenue_fen": -5})
        change.create("portfolio_score", {"account_id": account, "criterion": "access", "score": 77})
        change.create("risk", {"account_id": account, "text": "x", "probability": "certain"})
        change.create("policy", {"name": "lifetime", "value": {"years": 900}})
    value = get_account_value(workspace, account)
    assert value.retention_bp == 8_000
    assert value.strength.typed == 0
    assert len(get_value_board(workspace, *YEAR).lines) == 1
    workspace.close()
