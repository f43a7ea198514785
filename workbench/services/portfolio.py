"""What an account is worth, and the worth of all of them side by side (2-rules §3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workbench.domain.account_value import AccountValue
from workbench.domain.accounts import Tier, TradeMode
from workbench.domain.attractiveness import AxisCell, AxisScore, axis_cell
from workbench.domain.axis_criteria import HIGHEST_SCORE, AxisCriterion, portfolio_score_id
from workbench.domain.journal import ChangeSummary
from workbench.domain.periods import twelve_months
from workbench.domain.portfolio import YEARS_BACK, PortfolioTable, RecordedYear, portfolio_year_id
from workbench.domain.portfolio_table import typed_by_year
from workbench.domain.product_mix import product_mix
from workbench.domain.risk_grid import RiskClass, by_weight, worst_class
from workbench.domain.risks import Risk
from workbench.domain.stock import with_stock
from workbench.domain.value_points import AxisEntry
from workbench.domain.value_quadrant import QuadrantLines, ValuePoint, ValueQuadrant, value_quadrant
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.account_checks import checked_account
from workbench.services.checked_values import check_whole, checked_amount
from workbench.services.portfolio_facts import ValueFacts, read_value_facts
from workbench.storage.aliases import resolve
from workbench.storage.queries import portfolio as portfolio_queries
from workbench.storage.queries import risks as queries
from workbench.storage.queries.accounts import get_account, list_managers
from workbench.storage.queries.stock import list_stock_counts
from workbench.storage.queries.year_sales import others_sold, products_sold, sales_of_spans
from workbench.storage.workspace import Workspace

_AMOUNTS = ("revenue_fen", "direct_cost_fen", "indirect_cost_fen")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


@dataclass(frozen=True)
class ValueLine:
    """One account on the board. Amounts are fen of CNY; ``None`` is not known, never nothing.

    ``sales_fen`` and ``profit_fen`` are those of the board's days; ``margin_bp`` is one by the other.
    ``quadrant`` and ``cell`` are ``None`` where the account cannot be placed.
    """

    account_id: Id
    name: str
    code: str
    tier: Tier | None
    manager: str
    sales_fen: int
    profit_fen: int | None
    margin_bp: int | None
    attractiveness: AxisScore
    strength: AxisScore
    cell: AxisCell | None
    lifetime_fen: int | None
    loss_fen: int | None
    open_risks: int
    worst_risk: RiskClass | None
    trade_mode: TradeMode | None = None


@dataclass(frozen=True)
class ValueBoard:
    """All accounts, the highest sales first, with the four-cell chart over the same days.

    ``others`` is what was sold in other currencies in those days, by currency in its hundredths.
    """

    first: date
    last: date
    lines: tuple[ValueLine, ...]
    quadrant: ValueQuadrant
    others: Mapping[str, int] = field(default_factory=dict)

    def of(self, account_id: Id) -> ValueLine | None:
        """The line of this account."""
        return next((line for line in self.lines if line.account_id == account_id), None)


def axis_entries(lines: Sequence[ValueLine]) -> list[AxisEntry]:
    """Those that stand on both axes."""
    return [
        AxisEntry(line.account_id, line.name, attractive, strong, line.sales_fen)
        for line in lines
        if (attractive := line.attractiveness.points) is not None
        and (strong := line.strength.points) is not None
    ]


def get_account_value(workspace: Workspace, account_id: Id) -> AccountValue:
    """The value of one account in a constant number of queries; raises ``NotFound``.

    Of an account that was merged into another, that other one.
    """
    today = workspace.clock.today()
    with workspace.read() as session:
        account_id = resolve(session, [account_id])[account_id]
        account = get_account(session, account_id)
        facts = read_value_facts(session, today, account_id)
        others = others_sold(session, date(today.year - YEARS_BACK, 1, 1), today, account_id)
        (sold,) = sales_of_spans(session, [twelve_months(today)])
        first, last = twelve_months(today)
        products = with_stock(
            products_sold(session, account_id, first, last),
            list_stock_counts(session, account_id, last),
            first,
            last,
        )
        risks = by_weight(queries.list_risks(session, account_id))
    table = facts.table(account_id, others)
    tables = {one: facts.table(one) for one in facts.accounts if one != account_id} | {account_id: table}
    lifetime = facts.lifetime(table)
    attractiveness, strength = facts.axes(table)
    quadrant = value_quadrant(
        ValuePoint(one, account.short if one == account_id else "", sums.revenue_fen, sums.profit_fen)
        for one, sums in sold.items()
    )
    return AccountValue(
        account_id=account_id,
        name=account.name,
        today=today,
        portfolio=table,
        terms=facts.terms,
        retention_bp=facts.retention_bp(account_id),
        has_own_retention=account.retention_bp is not None,
        lifetime=lifetime,
        loss=facts.loss(account_id, {one: facts.lifetime_fen(its) for one, its in tables.items()}),
        attractiveness=attractiveness,
        strength=strength,
        cell=axis_cell(attractiveness, strength),
        quadrant=quadrant.of(account_id),
        quadrant_lines=QuadrantLines(quadrant.sales_line_fen, quadrant.profit_line_fen),
        risks=risks,
        mix=product_mix(products, sum(sums.revenue_fen for sums in sold.values())),
    )


def get_value_board(
    workspace: Workspace, first: date, last: date, lines: QuadrantLines | None = None
) -> ValueBoard:
    """All accounts over the days from ``first`` to ``last``, in a constant number of queries.

    ``lines`` split the four-cell chart, the medians where they do not say. What is no matter of days — the
    axes, the lifetime value, the risks — is as of today.
    """
    with workspace.read() as session:
        facts = read_value_facts(session, workspace.clock.today(), days=(first, last))
        others = others_sold(session, first, last)
        managers = {manager.id: manager.name for manager in list_managers(session)}
        risks: dict[Id, list[Risk]] = {}
        for risk in queries.list_risks(session, open_only=True):
            risks.setdefault(risk.account_id, []).append(risk)
    tables = {account_id: facts.table(account_id) for account_id in facts.accounts}
    lifetimes = {account_id: facts.lifetime_fen(table) for account_id, table in tables.items()}
    found = [
        _line(
            facts,
            tables[account.id],
            lifetimes,
            facts.sold.get(account.id),
            managers.get(account.manager_id, "") if account.manager_id else "",
            risks.get(account.id, ()),
        )
        for account in facts.accounts.values()
    ]
    return ValueBoard(
        first,
        last,
        tuple(sorted(found, key=lambda line: (-line.sales_fen, line.name, line.account_id))),
        value_quadrant(
            (
                ValuePoint(account_id, facts.accounts[account_id].short, sums.revenue_fen, sums.profit_fen)
                for account_id, sums in facts.sold.items()
                if account_id in facts.accounts
            ),
            lines,
        ),
        others,
    )


def _line(
    facts: ValueFacts,
    table: PortfolioTable,
    lifetimes: Mapping[Id, int | None],
    sold: RecordedYear | None,
    manager: str,
    risks: Sequence[Risk],
) -> ValueLine:
    account = facts.accounts[table.account_id]
    sales_fen, profit_fen = (sold.revenue_fen, sold.profit_fen) if sold else (0, None)
    attractiveness, strength = facts.axes(table)
    return ValueLine(
        account_id=account.id,
        name=account.short,
        code=account.code,
        tier=account.tier,
        manager=manager,
        sales_fen=sales_fen,
        profit_fen=profit_fen,
        margin_bp=None if profit_fen is None or sales_fen <= 0 else profit_fen * 10_000 // sales_fen,
        attractiveness=attractiveness,
        strength=strength,
        cell=axis_cell(attractiveness, strength),
        lifetime_fen=lifetimes[account.id],
        loss_fen=facts.loss(account.id, lifetimes).total_fen,
        open_risks=len(risks),
        worst_risk=worst_class(risks),
        trade_mode=account.trade_mode,
    )


def set_portfolio_year(
    workspace: Workspace, account_id: Id, year: int, values: Mapping[str, object]
) -> ChangeSummary:
    """Type figures of a year: ``revenue_fen``, ``direct_cost_fen``, ``indirect_cost_fen``, ``note``.

    Amounts in fen, or as people type them in yuan; ``None`` or an empty text takes a figure away.
    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    _only(values, (*_AMOUNTS, "note"))
    check_whole(year, _FIRST_YEAR, _LAST_YEAR, "year")
    checked = {
        field: str(value or "").strip() if field == "note" else checked_amount(value, field)
        for field, value in values.items()
    }
    with workspace.change("set_portfolio_year", _("Figures of {year}").format(year=year)) as change:
        get_account(change.session, account_id)
        row_id = portfolio_year_id(account_id, year)
        standing = portfolio_queries.list_portfolio_years(change.session, account_id)
        twins = [one for one in standing if one.year == year and one.id != row_id]
        if twins:
            # Of accounts that became one: what is taken away here must not come up from the other.
            known = typed_by_year(standing)[year]
            checked = {field: getattr(known, field) for field in (*_AMOUNTS, "note")} | checked
        change.create("portfolio_year", {"account_id": account_id, "year": year, **checked}, row_id)
        for one in twins:
            change.delete("portfolio_year", one.id)
    return change.summary


def set_score(
    workspace: Workspace, account_id: Id, criterion: AxisCriterion, score: int | None
) -> ChangeSummary:
    """Score a criterion 0–5 as of today, or take the score away. Raises ``BadInput`` and ``NotFound``."""
    check_whole(score, 0, HIGHEST_SCORE, criterion.value)
    label = _("Score: {criterion}").format(criterion=criterion.label)
    with workspace.change("set_portfolio_score", label) as change:
        get_account(change.session, account_id)
        change.create(
            "portfolio_score",
            {
                "account_id": account_id,
                "criterion": criterion.value,
                "score": score,
                "scored_on": None if score is None else workspace.clock.today(),
            },
            portfolio_score_id(account_id, criterion.value),
        )
    return change.summary


def set_lifetime_inputs(workspace: Workspace, account_id: Id, values: Mapping[str, object]) -> ChangeSummary:
    """Set ``retention_bp`` and ``acquisition_cost_fen`` of an account, also as people type them.

    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    _only(values, ("retention_bp", "acquisition_cost_fen"))
    return _set_fields(workspace, account_id, values, _("Lifetime value"))


def set_potential(workspace: Workspace, account_id: Id, values: Mapping[str, object]) -> ChangeSummary:
    """Set ``potential_fen``, ``potential_years`` and ``trade_mode`` of an account, also as people type them.

    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    _only(values, ("potential_fen", "potential_years", "trade_mode"))
    return _set_fields(workspace, account_id, values, _("Growth potential"))


def _set_fields(
    workspace: Workspace, account_id: Id, values: Mapping[str, object], label: str
) -> ChangeSummary:
    with workspace.change("edit_account", label) as change:
        get_account(change.session, account_id)
        change.set("account", account_id, checked_account(change.session, values, account_id))
    return change.summary


def _only(values: Mapping[str, object], fields: Sequence[str]) -> None:
    unknown = next((field for field in values if field not in fields), None)
    if unknown is not None:
        raise BadInput(_("There is no such field here."), where=unknown)
