"""What an account is worth, all of it together (2-rules §3)."""

from dataclasses import dataclass
from datetime import date

from workbench.domain.attractiveness import AxisCell, AxisScore
from workbench.domain.lifetime import LifetimeTerms, LifetimeValue, LossCost
from workbench.domain.portfolio import PortfolioTable
from workbench.domain.product_mix import ProductMix
from workbench.domain.risks import Risk
from workbench.domain.value_quadrant import QuadrantLines, QuadrantPlace
from workbench.foundation.ids import Id


@dataclass(frozen=True)
class AccountValue:
    """Everything about the value of one account as of ``today``.

    ``retention_bp`` is the one in force, its own (``has_own_retention``) or the house's. ``loss`` is
    there also while the lifetime value is not known. ``quadrant`` is its place by the sales of the last
    twelve months among all accounts, ``None`` where no profit is known; ``quadrant_lines`` are where the
    portfolio is split. ``risks``: open ones first, the worst first.
    """

    account_id: Id
    name: str
    today: date
    portfolio: PortfolioTable
    terms: LifetimeTerms
    retention_bp: int
    has_own_retention: bool
    lifetime: LifetimeValue | None
    loss: LossCost
    attractiveness: AxisScore
    strength: AxisScore
    cell: AxisCell | None
    quadrant: QuadrantPlace | None
    quadrant_lines: QuadrantLines
    risks: tuple[Risk, ...]
    mix: ProductMix

    @property
    def open_risks(self) -> tuple[Risk, ...]:
        """Those that are not closed."""
        return tuple(risk for risk in self.risks if risk.closed_on is None)
