"""The portfolio on paper: all accounts by value on landscape sheets, or one account's worth (2-rules §3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workbench.documents.account_plan_value import value
from workbench.documents.base import Furniture, build
from workbench.documents.layout import SideBySide, Together
from workbench.documents.marks import TIER_MARKS
from workbench.documents.outline import Heading, Outline
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import BODY, CELL, FACTS, KICKER, NOTE, PAPER_TITLE, SECOND, SUBSECTION
from workbench.documents.tables import Cell, Column, DataTable
from workbench.documents.value_charts import BubbleChart, QuadrantChart, RiskGrid
from workbench.documents.wording import MoneyUnit, money_unit, paper_date
from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.accounts import Tier
from workbench.domain.papers import Paper, PaperSize
from workbench.domain.value_charts import GridChart, PointChart
from workbench.foundation.i18n import (
    _,
    format_date,
    format_money,
    format_percent_bp,
    labelled,
    listed,
    ngettext,
    pgettext,
    use_language,
)

# With the grid of risks below them the charts fill one sheet on its side.
_CHART_HEIGHT = 236.0
_RISK_HEIGHT = 34.0


@dataclass(frozen=True)
class PortfolioPaperLine:
    """One account; amounts in fen, ``None`` where not known. ``is_chosen`` stands out."""

    name: str
    tier: Tier | None
    manager: str
    sales_fen: int
    profit_fen: int | None
    margin_bp: int | None
    attractiveness: int | None
    strength: int | None
    cell: str
    lifetime_fen: int | None
    loss_fen: int | None
    risks: str
    is_chosen: bool = False


@dataclass(frozen=True)
class PortfolioPaper:
    """What the paper of all accounts is made from; ``without_profit`` have no place among the four cells."""

    company: str
    author: str
    printed_on: date
    first: date
    last: date
    quadrant: PointChart
    axes: PointChart
    risks: GridChart
    lines: tuple[PortfolioPaperLine, ...]
    without_profit: int = 0
    others: Mapping[str, int] = field(default_factory=dict)
    """Sales left out, by their currency, in its smallest unit."""


def portfolio_pdf(data: PortfolioPaper, *, language: str, paper_size: PaperSize) -> Paper:
    """All accounts as a PDF in ``language``: charts, the grid of risks, the table. Never a customer's."""
    with use_language(language):
        title = _("Portfolio")
        furniture = Furniture(
            title=title,
            author=data.author,
            subject=title,
            head_left=data.company,
            head_right=pgettext("paper", "Internal"),
            foot_left=_("{title} · printed {date}").format(title=title, date=paper_date(data.printed_on)),
            made_on=data.printed_on,
            language=language,
            size=paper_size,
            landscape=True,
        )
        return build(_blocks(data, title), furniture)


def account_portfolio_pdf(data: AccountPlanPaper, *, language: str, paper_size: PaperSize) -> Paper:
    """What one account is worth as a PDF: five years, its place, lifetime value. Never the customer's."""
    with use_language(language):
        title = _("Portfolio")
        name = data.account.name
        furniture = Furniture(
            title=labelled(title, name),
            author=data.author,
            subject=title,
            head_left=data.company,
            head_right=pgettext("paper", "Internal"),
            foot_left=_("{title} · printed {date}").format(
                title=f"{title} · {data.account.short}", date=paper_date(data.today)
            ),
            made_on=data.today,
            language=language,
            size=paper_size,
        )
        outline = Outline()
        blocks: list[Block] = [Text(name, KICKER), Heading(outline.add(title, 0))]
        return build([*blocks, *value(data, outline)], furniture, outline)


def _blocks(data: PortfolioPaper, title: str) -> list[Block]:
    count = len(data.lines)
    facts = [
        _("Sales from {first} to {last}").format(first=format_date(data.first), last=format_date(data.last)),
        ngettext("{count} account", "{count} accounts", count).format(count=count),
    ]
    blocks: list[Block] = [Text(title, PAPER_TITLE), Text(" · ".join(facts), FACTS)]
    if not data.lines:
        return [*blocks, Text(_("There are no accounts here yet."), BODY)]
    blocks.append(
        SideBySide(
            [
                Text(_("Sales and profit"), SUBSECTION),
                QuadrantChart(data.quadrant, _CHART_HEIGHT)
                if data.quadrant.points
                else _lacking(_("No profit is known: import sales with their cost.")),
            ],
            [
                Text(_("Attractiveness and strength"), SUBSECTION),
                BubbleChart(data.axes, _CHART_HEIGHT)
                if data.axes.points
                else _lacking(_("No account is judged on both axes yet.")),
            ],
        )
    )
    if data.others:
        amounts = listed(format_money(amount, currency) for currency, amount in data.others.items())
        blocks.append(Text(_("Only sales in CNY count. Left out: {amounts}.").format(amounts=amounts), NOTE))
    if data.without_profit:
        told = ngettext(
            "The profit of {count} account is not known: its sales have no cost.",
            "The profit of {count} accounts is not known: their sales have no cost.",
            data.without_profit,
        )
        blocks.append(Text(told.format(count=data.without_profit), NOTE))
    blocks.append(Together([Text(_("Open risks"), SUBSECTION), RiskGrid(data.risks, _RISK_HEIGHT)]))
    unit = money_unit(max(abs(line.sales_fen) for line in data.lines), "CNY")
    head = f"{_('Accounts by value')} · {unit.name}"
    blocks.append(Together([Text(head, SUBSECTION), _table(data.lines, unit)]))
    return blocks


def _lacking(text: str) -> Text:
    return Text(text, BODY.tinted(SECOND))


def _table(lines: tuple[PortfolioPaperLine, ...], unit: MoneyUnit) -> DataTable:
    columns = [
        Column(_("Account")),
        Column(_("Manager"), points=50),
        Column(_("Sales"), points=52, right=True),
        Column(_("Profit"), points=48, right=True),
        Column(_("Margin"), points=40, right=True),
        Column(_("Attractive"), points=46, right=True),
        Column(pgettext("value", "Strength"), points=40, right=True),
        Column(pgettext("value", "Portfolio"), points=76),
        Column(_("Lifetime value"), points=50, right=True),
        Column(_("Cost of loss"), points=50, right=True),
        Column(_("Open risks"), points=64),
    ]

    def money(fen: int | None) -> str:
        return "–" if fen is None else unit.text(fen)

    rows: list[list[Cell]] = [
        [
            Text([Run(_name(line), bold=line.is_chosen)], CELL),
            line.manager,
            money(line.sales_fen),
            money(line.profit_fen),
            "–" if line.margin_bp is None else format_percent_bp(line.margin_bp, digits=1),
            "–" if line.attractiveness is None else str(line.attractiveness),
            "–" if line.strength is None else str(line.strength),
            line.cell or "–",
            money(line.lifetime_fen),
            money(line.loss_fen),
            line.risks or "–",
        ]
        for line in lines
    ]
    return DataTable(columns, rows, gap=8, pad=3)


def _name(line: PortfolioPaperLine) -> str:
    return " ".join(part for part in (TIER_MARKS[line.tier] if line.tier else "", line.name) if part)
