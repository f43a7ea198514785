"""What an account brings and costs, year by year 组合分析 (2-rules §3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workbench.domain.accounts import TradeMode
from workbench.foundation.i18n import _, format_date, format_percent_bp, pgettext
from workbench.foundation.ids import Id, derived_id, id_text

WHOLE_BP = 10_000
YEARS_BACK, YEARS_AHEAD = 2, 2


@dataclass(frozen=True)
class PortfolioYear:
    """One year as typed, past or forecast, in fen; ``None`` where nobody typed anything."""

    id: Id
    account_id: Id
    year: int
    revenue_fen: int | None = None
    direct_cost_fen: int | None = None
    indirect_cost_fen: int | None = None
    note: str = ""


def portfolio_year_id(account_id: Id, year: int) -> Id:
    """The id of what was typed about a year."""
    return derived_id("portfolio_year", id_text(account_id), str(year))


@dataclass(frozen=True)
class RecordedYear:
    """The sales records of one year in fen. ``costed_fen`` is the part of the revenue whose cost is known.

    ``has_uncosted`` tells whether some record has no cost.
    """

    revenue_fen: int = 0
    costed_fen: int = 0
    cost_fen: int = 0
    has_uncosted: bool = False

    @property
    def cost_estimate_fen(self) -> int | None:
        """The cost of all of it: what is known, and the rest at the same rate; ``None`` if nothing is.

        Records without a cost whose rate cannot be told (the others come to nothing) leave it unknown.
        """
        if not self.has_uncosted:
            return self.cost_fen
        if self.costed_fen <= 0:
            return None
        rest = self.revenue_fen - self.costed_fen
        return self.cost_fen + (2 * rest * self.cost_fen + self.costed_fen) // (2 * self.costed_fen)

    @property
    def profit_fen(self) -> int | None:
        """Revenue less that cost; ``None`` where the cost is not known, which is not a profit of nothing."""
        cost = self.cost_estimate_fen
        return None if cost is None else self.revenue_fen - cost


@dataclass(frozen=True)
class RecordedSales:
    """The sales records of one account by year, in CNY; ``others`` is what is left out, by currency.

    ``first`` and ``until`` are the days between which the records of the whole file lie.
    ``rest_before_fen`` is what was sold last year after the day of the year that ``until`` is.
    """

    years: Mapping[int, RecordedYear] = field(default_factory=dict)
    rest_before_fen: int = 0
    first: date | None = None
    until: date | None = None
    others: Mapping[str, int] = field(default_factory=dict)

    def covers(self, year: int) -> bool:
        """Whether the records of the file reach over the whole year, but for less than a month at an end."""
        if self.first is None or self.until is None:
            return False
        return self.first < date(year, 2, 1) and self.until >= date(year, 12, 1)


class Source(StrEnum):
    """Where a figure comes from, the surest first."""

    RECORDED = "recorded"
    TYPED = "typed"
    ESTIMATED = "estimated"
    PROPOSED = "proposed"
    MISSING = "missing"

    @property
    def label(self) -> str:
        return {
            Source.RECORDED: pgettext("source of a figure", "recorded"),
            Source.TYPED: pgettext("source of a figure", "typed"),
            Source.ESTIMATED: pgettext("source of a figure", "estimated"),
            Source.PROPOSED: pgettext("source of a figure", "proposed"),
            Source.MISSING: pgettext("source of a figure", "missing"),
        }[self]

    @property
    def is_guess(self) -> bool:
        """Whether nobody recorded or typed it."""
        return self in (Source.ESTIMATED, Source.PROPOSED)


class PortfolioRow(StrEnum):
    """The rows of the table; the first three can be typed."""

    REVENUE = "revenue"
    DIRECT_COST = "direct_cost"
    INDIRECT_COST = "indirect_cost"
    NET_INCOME = "net_income"

    @property
    def label(self) -> str:
        return {
            PortfolioRow.REVENUE: pgettext("portfolio", "Revenue"),
            PortfolioRow.DIRECT_COST: pgettext("portfolio", "Direct cost"),
            PortfolioRow.INDIRECT_COST: pgettext("portfolio", "Indirect cost"),
            PortfolioRow.NET_INCOME: pgettext("portfolio", "Net income"),
        }[self]

    @property
    def field(self) -> str | None:
        """The field of ``PortfolioYear`` it is typed into; ``None`` for what is worked out."""
        return _FIELDS.get(self)


_FIELDS: Mapping[PortfolioRow, str] = {
    row: f"{row.value}_fen" for row in PortfolioRow if row is not PortfolioRow.NET_INCOME
}


class When(StrEnum):
    """Where a year lies; the present one is partly recorded and partly estimated."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


class Reason(StrEnum):
    """Which rule gave a figure."""

    SALES = "sales"
    SALES_IN_PART = "sales_in_part"
    SALES_NONE = "sales_none"
    COST_IN_PART = "cost_in_part"
    COST_RATE = "cost_rate"
    AS_YEAR_BEFORE = "as_year_before"
    AT_THIS_PACE = "at_this_pace"
    YEAR_AGAIN = "year_again"
    TREND = "trend"
    TREND_AND_POTENTIAL = "trend_and_potential"
    POTENTIAL = "potential"
    BY_HAND = "by_hand"
    WITHOUT_INDIRECT = "without_indirect"
    WORKED_OUT = "worked_out"
    NONE = "none"


@dataclass(frozen=True)
class PortfolioCell:
    """One figure in fen, negative where returns outweigh; ``None`` exactly where ``source`` is missing.

    ``typed_fen`` and ``recorded_fen`` are what was typed and what the records hold, also where another
    one wins. ``rate_bp`` is the growth, or the share of the sales whose cost is known, that ``reason`` used.
    """

    amount_fen: int | None = None
    source: Source = Source.MISSING
    reason: Reason = Reason.NONE
    typed_fen: int | None = None
    recorded_fen: int | None = None
    rate_bp: int | None = None

    @property
    def explanation(self) -> str:
        """How the figure came about, a sentence in the user's language."""
        percent = "" if self.rate_bp is None else format_percent_bp(self.rate_bp)
        return {
            Reason.SALES: _("From the sales records."),
            Reason.SALES_IN_PART: _("From the sales records, which reach over a part of this year only."),
            Reason.SALES_NONE: _("The sales records reach over this year and hold nothing of this account."),
            Reason.COST_IN_PART: _("{percent} of the sales have a cost; the rest at the same rate.").format(
                percent=percent
            ),
            Reason.COST_RATE: _("At the last rate that is known: {percent} of revenue.").format(
                percent=percent
            ),
            Reason.AS_YEAR_BEFORE: _("Sold so far, and the rest of the year as in the year before."),
            Reason.AT_THIS_PACE: _("Sold so far, and the rest of the year at the same pace."),
            Reason.YEAR_AGAIN: _("As in the year before; nothing of this year is on record yet."),
            Reason.TREND: _(
                "The year before, with growth of {percent}: that of the last years, capped and halved."
            ).format(percent=percent),
            Reason.TREND_AND_POTENTIAL: _(
                "Half-way between the trend (growth of {percent}) and the way to the potential."
            ).format(percent=percent),
            Reason.POTENTIAL: _("On the way to the potential; nothing was sold yet."),
            Reason.BY_HAND: _("Typed by hand."),
            Reason.WITHOUT_INDIRECT: _("Revenue less direct cost; indirect cost is not known."),
            Reason.WORKED_OUT: _("Revenue less direct and indirect cost."),
            Reason.NONE: _("Not known."),
        }[self.reason]


@dataclass(frozen=True)
class PortfolioColumn:
    """One year. ``so_far_fen`` and ``rest_fen`` are the two parts of a present year's revenue.

    ``so_far_fen`` is what is recorded until ``until``; ``rest_fen`` is ``None`` where it cannot be told.
    """

    year: int
    when: When
    revenue: PortfolioCell = field(default_factory=PortfolioCell)
    direct_cost: PortfolioCell = field(default_factory=PortfolioCell)
    indirect_cost: PortfolioCell = field(default_factory=PortfolioCell)
    net_income: PortfolioCell = field(default_factory=PortfolioCell)
    so_far_fen: int | None = None
    rest_fen: int | None = None
    until: date | None = None
    note: str = ""

    def cell(self, row: PortfolioRow) -> PortfolioCell:
        """The figure of ``row``."""
        found: PortfolioCell = getattr(self, row.value)
        return found

    @property
    def is_forecast(self) -> bool:
        """Whether it lies ahead and must look different."""
        return self.when is When.FUTURE

    @property
    def without_indirect(self) -> bool:
        """Whether the net income leaves out an indirect cost that is not known."""
        return self.net_income.reason is Reason.WITHOUT_INDIRECT

    @property
    def margin_bp(self) -> int | None:
        """Net income by revenue; ``None`` where either is unknown or there was no revenue."""
        revenue, net = self.revenue.amount_fen, self.net_income.amount_fen
        return None if net is None or revenue is None or revenue <= 0 else net * WHOLE_BP // revenue

    @property
    def progress(self) -> str:
        """How far a present year is on record, in the user's language; empty for others."""
        if self.until is None:
            return ""
        return _("recorded until {date}").format(date=format_date(self.until))


@dataclass(frozen=True)
class PortfolioTable:
    """Five columns: two years ago to the year after next. ``growth_bp`` is the mean change of a year.

    Only CNY counts; ``others`` is what was sold in other currencies in those years, in their hundredths.
    """

    account_id: Id
    columns: tuple[PortfolioColumn, ...]
    growth_bp: int | None = None
    potential_fen: int | None = None
    potential_years: int | None = None
    trade_mode: TradeMode | None = None
    others: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether not one figure is known."""
        return all(column.cell(row).amount_fen is None for column in self.columns for row in PortfolioRow)

    @property
    def present(self) -> PortfolioColumn:
        """The column of this year."""
        return self.columns[YEARS_BACK]

    def of_year(self, year: int) -> PortfolioColumn | None:
        """The column of ``year``, if it is one of the five."""
        return next((column for column in self.columns if column.year == year), None)

    @property
    def last_margin_bp(self) -> int | None:
        """Net income by revenue of the latest year up to this one for which both are known."""
        margins = (column.margin_bp for column in reversed(self.columns[: YEARS_BACK + 1]))
        return next((margin for margin in margins if margin is not None), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """What would make the table tell more, in the user's language, the most useful first."""
        present = self.present
        found = []
        if present.revenue.amount_fen is None:
            found.append(_("Revenue of {year}: import sales, or type it.").format(year=present.year))
        elif present.direct_cost.amount_fen is None:
            found.append(_("Direct cost: import sales with their cost, or type it."))
        if present.indirect_cost.amount_fen is None:
            found.append(_("Indirect cost: what serving them costs a year; nobody but you knows."))
        if self.potential_fen is None or self.potential_years is None:
            found.append(_("Growth potential: what they could buy a year, and in how many years."))
        return tuple(found)
