"""What the strategic account of the papers is worth."""

from datetime import date

from tests.documents import papers
from workbench.domain.account_value import AccountValue
from workbench.domain.accounts import TradeMode
from workbench.domain.attractiveness import AxisScore, CriterionLine, axis_cell
from workbench.domain.axis_criteria import Axis
from workbench.domain.lifetime import LifetimeTerms, LossCost, ReferredValue, lifetime_value
from workbench.domain.portfolio import PortfolioCell, PortfolioColumn, PortfolioTable, Reason, Source, When
from workbench.domain.product_mix import ProductMix
from workbench.domain.risks import Risk
from workbench.domain.value_quadrant import QuadrantCell, QuadrantLines, QuadrantPlace, ValuePoint
from workbench.foundation.ids import derived_id

WAN = 1_000_000


def value(risks: tuple[Risk, ...]) -> AccountValue:
    """Five years, both places, lifetime value and the cost of loss."""

    def cell(wan: float | None, source: Source) -> PortfolioCell:
        if wan is None:
            return PortfolioCell()
        return PortfolioCell(
            round(wan * WAN), source, Reason.BY_HAND if source is Source.TYPED else Reason.SALES
        )

    figures = (
        (2024, When.PAST, Source.RECORDED, 2_236, 1_610, 210),
        (2025, When.PAST, Source.RECORDED, 2_527, 1_800, 230),
        (2026, When.PRESENT, Source.ESTIMATED, 2_990, 2_110, 250),
        (2027, When.FUTURE, Source.TYPED, 3_600, 2_540, 270),
        (2028, When.FUTURE, Source.PROPOSED, 3_900, 2_750, None),
    )
    columns = tuple(
        PortfolioColumn(
            year,
            when,
            cell(revenue, source),
            cell(direct, source),
            cell(indirect, source),
            cell(revenue - direct - (indirect or 0), source),
            so_far_fen=2_590 * WAN if when is When.PRESENT else None,
            rest_fen=400 * WAN if when is When.PRESENT else None,
            until=date(2026, 11, 16) if when is When.PRESENT else None,
        )
        for year, when, source, revenue, direct, indirect in figures
    )
    lifetime = lifetime_value([630 * WAN] * 5, 2026, retention_bp=8_500, discount_bp=1_000)
    axes = [
        AxisScore(axis, tuple(CriterionLine(one, 2, typed=score) for one in axis.criteria))
        for axis, score in ((Axis.ATTRACTIVENESS, 4), (Axis.STRENGTH, 3))
    ]
    point = ValuePoint(papers.ACCOUNT_ID, "澜川精密", 2_846 * WAN, 640 * WAN)
    return AccountValue(
        account_id=papers.ACCOUNT_ID,
        name="澜川精密",
        today=papers.TODAY,
        portfolio=PortfolioTable(papers.ACCOUNT_ID, columns, 1_690, 5_000 * WAN, 3, TradeMode.STRATEGIC),
        terms=LifetimeTerms(),
        retention_bp=8_500,
        has_own_retention=True,
        lifetime=lifetime,
        loss=LossCost(
            lifetime.value_fen,
            60 * WAN,
            (ReferredValue(derived_id("account", "B"), "澄海自动化", 310 * WAN),),
        ),
        attractiveness=axes[0],
        strength=axes[1],
        cell=axis_cell(axes[0], axes[1]),
        quadrant=QuadrantPlace(point, QuadrantCell.HIGH_HIGH),
        quadrant_lines=QuadrantLines(900 * WAN, 180 * WAN),
        risks=risks,
        mix=ProductMix(),
    )
