"""The account plan's measurement 衡量: sales by month and by product (2-rules §17, mockup 12)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from workbench.documents.account_plan_parts import lacking, written
from workbench.documents.account_plan_value import value
from workbench.documents.charts import GroupedBars, ShareBar
from workbench.documents.layout import Together
from workbench.documents.outline import Heading, Outline
from workbench.documents.paragraph import Block, Text
from workbench.documents.styles import CELL, COLUMN, LEAD, NOTE, TextStyle
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import MoneyUnit, money_unit, paper_date, signed_percent
from workbench.domain.account_plan import AccountPlanPaper, PlanSales, ProductSales
from workbench.domain.account_plan_takeaways import product_takeaway, sales_takeaway, share_text
from workbench.domain.charts import BarChart, Look, Series
from workbench.domain.plan_records import PlanPart
from workbench.domain.product_mix import ProductMix
from workbench.foundation.i18n import _, format_percent_bp, format_short_date, month_name, ngettext, pgettext

_MONTH_CELL = TextStyle(7.5, 11)
_PRODUCTS_LISTED = 15


def measurement(paper: AccountPlanPaper, outline: Outline, *, internal: bool) -> list[Block]:
    """The section; ``internal`` adds the margin where costs are known."""
    sales = paper.sales
    if sales.as_of is None and not internal:
        return []
    note = _("Records up to {date}").format(date=paper_date(sales.as_of)) if sales.as_of else ""
    heading = Heading(outline.add(_("Measurement"), 0), note)
    lead = Text(sales_takeaway(sales), LEAD)
    if sales.as_of is None:
        empty = _("Import the sales records of this account; months, products and shares follow from them.")
        return [Together([heading, lead, lacking(empty)]), *value(paper, outline)]
    lead_in = [Text(sales_takeaway(sales), LEAD), *written(paper, PlanPart.MEASUREMENT)]
    months = Together(_months(sales, sales.as_of, outline))
    products = _products(paper, outline, internal=internal)
    return [Together([heading, *lead_in, months]), *products, *(value(paper, outline) if internal else [])]


def _months(sales: PlanSales, as_of: date, outline: Outline) -> list[Block]:
    year = as_of.year
    this, before = sales.of_year(year), sales.of_year(year - 1)
    heading = Heading(outline.add(_("Sales by month"), 1))
    if not any((*this, *before)):
        return [heading, lacking(_("No sales are on record."))]
    labels = tuple(month_name(month) for month in range(1, 13))
    chart = BarChart(
        labels,
        (
            Series(str(year - 1), Look.PALE, before),
            Series(str(year), Look.SOLID, this, partial_index=as_of.month - 1),
        ),
    )
    # One unit for the bars and for the table below them, whose totals are the largest figures.
    totals = (abs(sum(amount or 0 for amount in amounts)) for amounts in (this, before))
    unit = money_unit(max(chart.high, -chart.low, *totals), sales.currency)
    partial = _("up to {date}").format(date=format_short_date(as_of))
    return [
        heading,
        GroupedBars(chart, unit, partial),
        _month_table(labels, year, this, before, unit),
    ]


def _month_table(
    labels: tuple[str, ...],
    year: int,
    this: tuple[int | None, ...],
    before: tuple[int | None, ...],
    unit: MoneyUnit,
) -> DataTable:
    def row(name: str, amounts: tuple[int | None, ...], *, bold: bool) -> list[Block]:
        style = _MONTH_CELL.strong() if bold else _MONTH_CELL
        texts = [unit.text(amount) if amount is not None else "–" for amount in amounts]
        total = unit.text(sum(amount or 0 for amount in amounts))
        return [Text(name, style), *(Text(text, style.right()) for text in [*texts, total])]

    head = _MONTH_CELL.tinted(COLUMN.colour)
    columns = [Column("", points=34), *(Column("", right=True) for _month in labels), Column("", points=40)]
    rows = [
        [Text("", head), *(Text(text, head.right()) for text in [*labels, _("Total")])],
        row(str(year), this, bold=True),
        row(str(year - 1), before, bold=False),
    ]
    return DataTable(columns, rows, pad=3, gap=2)


def _products(paper: AccountPlanPaper, outline: Outline, *, internal: bool) -> list[Block]:
    sales = paper.sales
    heading = Heading(outline.add(_("Sales by product, last 12 months"), 1))
    products = sorted(sales.products, key=lambda one: (-one.amount_fen, one.product))
    total = sum(one.amount_fen for one in products)
    if not products:
        text = _("No product is named in the records of the last 12 months.")
        return [Together([heading, lacking(text)])]
    mix = paper.value.mix if internal and paper.value else None
    if mix is not None and mix.has_stock:
        return [Together([heading, _mix_table(mix)]), Text(mix.formula, NOTE)]
    unit = money_unit(max(abs(one.amount_fen) for one in products), sales.currency)
    margins = {one.product: one.margin_bp for one in mix.lines} if mix else {}
    with_costs = any(one.cost_fen is not None for one in products)
    with_margin = internal and (with_costs or any(one is not None for one in margins.values()))
    columns = [
        Column(_("Product"), share=2),
        Column("", points=70),
        Column(_("Share"), points=44, right=True),
        Column(_("Sales, {unit}").format(unit=unit.name), share=1.7, right=True),
        Column(_("Year before"), share=1, right=True),
        Column(pgettext("difference", "Change"), points=48, right=True),
    ]
    if with_margin:
        columns.append(Column(_("Margin"), points=44, right=True))
    listed = products[:_PRODUCTS_LISTED] if len(products) > _PRODUCTS_LISTED + 1 else products
    shown = list(listed)
    if len(listed) < len(products):
        shown.append(_others(products[len(listed) :]))
    rows = [_product_row(one, total, unit) for one in shown]
    if with_margin:
        for one, row in zip(shown, rows, strict=True):
            row.append(_margin(one, margins.get(one.product)))
    previous = sum(one.previous_fen for one in products)
    sums: list[str | Block] = [
        _("Total"),
        "",
        "100%" if total > 0 else "",
        unit.text(total),
        unit.text(previous),
    ]
    sums.append(_change(total, previous))
    if with_margin:
        known = [one for one in products if one.cost_fen is not None]
        cost = sum(one.cost_fen or 0 for one in known) if known else None
        sums.append(_margin(ProductSales("", sum(one.amount_fen for one in known), cost_fen=cost), None))
    takeaway = product_takeaway(sales)
    lead = [Text(takeaway, replace(CELL, after=4))] if takeaway else []
    blocks: list[Block] = [Together([heading, *lead, DataTable(columns, rows, total=sums, after=4)])]
    if with_margin:
        note = _("Margin = (sales − cost) ÷ sales, of the records that carry a cost. Not for the customer.")
        blocks.append(Text(note, NOTE))
    return blocks


def _mix_table(mix: ProductMix) -> DataTable:
    """Products with their stock turnover and the ratios that follow from it."""
    unit = money_unit(max(abs(one.sales_fen) for one in mix.lines), "CNY")
    columns = [
        Column(_("Product"), share=1.6),
        Column(_("Sales, {unit}").format(unit=unit.name), share=1.2, right=True),
        *(
            Column(title, points=56, right=True)
            for title in (
                _("Share"),
                _("Margin"),
                _("Turnover"),
                pgettext("product mix", "Cross ratio"),
                pgettext("product mix", "Contribution"),
            )
        ),
    ]
    rows = [
        [
            one.product or _("Not named"),
            unit.text(one.sales_fen),
            share_text(one.share_bp) if one.share_bp is not None else "–",
            format_percent_bp(one.margin_bp) if one.margin_bp is not None else "–",
            *(_ratio(bp) for bp in (one.turnover_bp, one.cross_bp, one.contribution_bp)),
        ]
        for one in mix.lines[:_PRODUCTS_LISTED]
    ]
    total = [_("Total"), unit.text(mix.total_fen), *("" for _column in columns[2:])]
    return DataTable(columns, rows, total=total, after=4)


def _ratio(basis_points: int | None) -> str:
    return "–" if basis_points is None else f"{basis_points / 10_000:.2f}".replace("-", "−")


def _others(products: Sequence[ProductSales]) -> ProductSales:
    name = ngettext("{count} other product", "{count} other products", len(products))
    costs = [one.cost_fen for one in products]
    return ProductSales(
        name.format(count=len(products)),
        sum(one.amount_fen for one in products),
        sum(one.previous_fen for one in products),
        None if None in costs else sum(cost or 0 for cost in costs),
    )


def _product_row(product: ProductSales, total_fen: int, unit: MoneyUnit) -> list[str | Block]:
    share_bp = product.amount_fen * 10_000 // total_fen if total_fen > 0 else 0
    return [
        product.product or _("Not named"),
        ShareBar(share_bp),
        share_text(share_bp),
        unit.text(product.amount_fen),
        unit.text(product.previous_fen),
        _change(product.amount_fen, product.previous_fen),
    ]


def _change(amount_fen: int, previous_fen: int) -> str:
    if previous_fen <= 0:
        return pgettext("sales", "new") if amount_fen > 0 else "–"
    return signed_percent((amount_fen - previous_fen) * 10_000 // previous_fen)


def _margin(product: ProductSales, known_bp: int | None) -> str:
    """The gross margin rate from the product's own cost, else as the product mix knows it."""
    if product.cost_fen is None or product.amount_fen <= 0:
        return "–" if known_bp is None else format_percent_bp(known_bp)
    return format_percent_bp((product.amount_fen - product.cost_fen) * 10_000 // product.amount_fen)
