"""What the account is worth, in the account plan: five years, its place, lifetime value (2-rules §3, §17)."""

from workbench.documents.account_plan_parts import lacking
from workbench.documents.charts import YearBars
from workbench.documents.layout import SideBySide, Together
from workbench.documents.outline import Heading, Outline
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import CELL, NOTE, SECOND
from workbench.documents.tables import Column, DataTable
from workbench.documents.value_charts import QuadrantChart
from workbench.documents.wording import MoneyUnit, joined, money_unit
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.account_value import AccountValue
from workbench.domain.attractiveness import AxisCell
from workbench.domain.charts import BarChart, Look, Series
from workbench.domain.portfolio import PortfolioCell, PortfolioColumn, PortfolioRow, PortfolioTable, Source
from workbench.domain.value_charts import (
    Axis,
    ChartPoint,
    PointChart,
    PointMark,
    score_axis,
    split_axis,
    value_axis,
)
from workbench.domain.value_quadrant import QuadrantCell
from workbench.foundation.i18n import (
    _,
    bracketed,
    format_money,
    format_percent_bp,
    in_a_row,
    ngettext,
    pgettext,
)

_CHART_HEIGHT = 168.0
_GUESS = "≈ "


def value(paper: AccountPlanPaper, outline: Outline) -> list[Block]:
    """Five years, the place in the two charts, what losing the account would cost. Internal only."""
    found = paper.value
    if found is None:
        return []
    five = Heading(outline.add(_("Five years"), 1))
    if found.portfolio.is_empty:
        to_do = in_a_row(*found.portfolio.missing) or _("Import sales records, or type the five years.")
        blocks: list[Block] = [Together([five, lacking(to_do)])]
    else:
        blocks = [Together([five, *_portfolio(found.portfolio)])]
    return [
        *blocks,
        Together([*_place(paper, found, outline)]),
        Together([Heading(outline.add(_("Lifetime value and cost of loss"), 1)), *_lifetime(found)]),
    ]


def five_year_chart(table: PortfolioTable, unit: MoneyUnit, height: float = 120) -> YearBars:
    """Revenue of five years: what is recorded or typed solid, estimated and forecast hatched."""
    solid, hatched = [], []
    for column in table.columns:
        amount = column.revenue.amount_fen
        known = None if column.is_forecast or column.revenue.source.is_guess else amount
        if column.rest_fen is not None and amount is not None:
            known = column.so_far_fen
        solid.append(known)
        hatched.append(None if amount is None else amount - (known or 0) or None)
    labels = tuple(str(column.year) for column in table.columns)
    series = (Series("", Look.SOLID, tuple(solid)), Series("", Look.HATCHED, tuple(hatched)))
    return YearBars(BarChart(labels, series, stacked=True), unit, height)


def portfolio_unit(table: PortfolioTable, *, compact: bool = False) -> MoneyUnit:
    """The unit all amounts of the table are written in."""
    cells = (column.cell(row).amount_fen or 0 for column in table.columns for row in PortfolioRow)
    return money_unit(max(map(abs, cells), default=0), "CNY", compact=compact)


def _portfolio(table: PortfolioTable) -> list[Block]:
    unit = portfolio_unit(table)
    columns = [
        Column(unit.name, share=1.4),
        *(Column(_year_head(column), right=True) for column in table.columns),
    ]
    rows: list[list[str | Block]] = [
        [row.label, *(_amount(column.cell(row), unit) for column in table.columns)]
        for row in PortfolioRow
        if row is not PortfolioRow.NET_INCOME
    ]
    total: list[str | Block] = [
        PortfolioRow.NET_INCOME.label,
        *(_amount(column.net_income, unit) for column in table.columns),
    ]
    notes = [_("≈ and hatched: estimated or forecast; the rest is recorded or typed.")]
    if table.growth_bp is not None:
        growth = format_percent_bp(table.growth_bp).replace("-", "−")
        notes.append(_("Mean growth {percent} a year.").format(percent=growth))
    if table.potential_fen is not None:
        money = format_money(table.potential_fen, short=True)
        potential = _("Potential {money} a year.").format(money=money)
        if table.potential_years:
            potential = ngettext(
                "Potential {money} a year, in {count} year.",
                "Potential {money} a year, in {count} years.",
                table.potential_years,
            ).format(money=money, count=table.potential_years)
        notes.append(potential)
    if table.trade_mode:
        notes.append(_("Trade: {mode}.").format(mode=table.trade_mode.label))
    return [
        five_year_chart(table, unit, 110),
        DataTable(columns, rows, total=total, after=4),
        Text(in_a_row(*notes), NOTE),
    ]


def _year_head(column: PortfolioColumn) -> str:
    return f"{column.year}*" if column.is_forecast else str(column.year)


def _amount(cell: PortfolioCell, unit: MoneyUnit) -> str | Block:
    if cell.amount_fen is None:
        return Text(_("missing") if cell.source is Source.MISSING else "–", CELL.right().tinted(SECOND))
    text = unit.text(cell.amount_fen)
    return Text(_GUESS + text, CELL.right().tinted(SECOND)) if cell.source.is_guess else text


def _place(paper: AccountPlanPaper, found: AccountValue, outline: Outline) -> list[Block]:
    heading = Heading(outline.add(_("Place among our accounts"), 1))
    told = []
    if found.quadrant:
        cell = found.quadrant.cell
        told.append(_("{place}: {advice}").format(place=cell.label, advice=cell.advice))
    if found.cell:
        told.append(_("{place}: {advice}").format(place=found.cell.label, advice=found.cell.advice))
    charts = [chart for chart in (_quadrant(found, paper), _axes(found, paper)) if chart]
    blocks: list[Block] = [heading]
    if not charts:
        to_do = _("Import sales with their cost and score the account; its place follows from them.")
        return [*blocks, lacking(to_do)]
    if told:
        blocks.append(Text("\n".join(told), CELL))
    if len(charts) == 2:
        return [*blocks, SideBySide([charts[0]], [charts[1]])]
    return [*blocks, *charts]


def _quadrant(found: AccountValue, paper: AccountPlanPaper) -> Block | None:
    place = found.quadrant
    if place is None or place.point.profit_fen is None:
        return None
    point, lines = place.point, found.quadrant_lines
    largest = max(abs(point.sales_fen), abs(point.profit_fen or 0), abs(lines.sales_fen or 0))
    unit = money_unit(largest, "CNY", compact=True)

    def axis(name: str, amount: int, line: int | None) -> Axis:
        def word(tick: float) -> str:
            return unit.text(round(tick)).removesuffix(".0")

        title = bracketed(name, unit.name)
        if line is None or line <= 0:
            return value_axis(title, [amount], word, split=line)
        return split_axis(title, [amount], line, _("median"), word)

    chart = PointChart(
        axis(pgettext("value", "Profit"), place.point.profit_fen, lines.profit_fen),
        axis(pgettext("value", "Sales"), point.sales_fen, lines.sales_fen),
        (
            ChartPoint(
                found.account_id,
                paper.account.short,
                place.point.profit_fen,
                point.sales_fen,
                mark=PointMark.FILLED,
            ),
        ),
        (
            QuadrantCell.HIGH_LOW.label,
            QuadrantCell.HIGH_HIGH.label,
            QuadrantCell.LOW_LOW.label,
            QuadrantCell.LOW_HIGH.label,
        ),
    )
    return QuadrantChart(chart, _CHART_HEIGHT)


def _axes(found: AccountValue, paper: AccountPlanPaper) -> Block | None:
    attractive, strong = found.attractiveness.points_bp, found.strength.points_bp
    if attractive is None or strong is None:
        return None
    low, high = pgettext("axis", "low"), pgettext("axis", "high")
    chart = PointChart(
        score_axis(found.strength.axis.label, low, high),
        score_axis(found.attractiveness.axis.label, low, high),
        (
            ChartPoint(
                found.account_id, paper.account.short, strong / 100, attractive / 100, mark=PointMark.FILLED
            ),
        ),
        (
            AxisCell.KEY_DEVELOPMENT.label,
            AxisCell.KEY_ACCOUNT.label,
            AxisCell.OPPORTUNISTIC.label,
            AxisCell.MAINTENANCE.label,
        ),
    )
    return QuadrantChart(chart, _CHART_HEIGHT)


def _lifetime(found: AccountValue) -> list[Block]:
    lifetime, loss = found.lifetime, found.loss
    if lifetime is None:
        return [lacking(_("The margin of this year is not known. Import sales with their cost, or type it."))]
    terms = ngettext(
        "{count} year, {retention} of customers kept a year, discounted at {discount}",
        "{count} years, {retention} of customers kept a year, discounted at {discount}",
        len(lifetime.terms),
    ).format(
        count=len(lifetime.terms),
        retention=format_percent_bp(lifetime.retention_bp),
        discount=format_percent_bp(lifetime.discount_bp),
    )
    step = _("With retention five points lower or higher: {lower} or {higher}").format(
        lower=format_money(lifetime.lower_fen, short=True),
        higher=format_money(lifetime.higher_fen, short=True),
    )
    value_text = Text([Run(_("Lifetime value")), Run(f"\n{terms}\n{step}", None, SECOND)], CELL)
    rows: list[list[str | Block]] = [[value_text, format_money(lifetime.value_fen)]]
    if loss.acquisition_fen is not None:
        rows.append([_("What winning it cost"), format_money(loss.acquisition_fen)])
    if loss.referred:
        names = joined([one.name for one in loss.referred[:6]])
        text = _("Lifetime value of accounts it brought: {names}").format(names=names)
        rows.append([text, format_money(loss.referred_fen)])
    total: list[str | Block] = [_("What losing this account costs"), format_money(loss.total_fen or 0)]
    return [DataTable([Column(""), Column("", points=110, right=True)], rows, total=total)]
