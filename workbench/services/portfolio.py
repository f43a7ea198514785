"""What an account is worth, and the worth of all of them side by side (2-rules §3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workbench.domain.account_value import AccountValue
from workbench.domain.accounts import Tier, TradeMode
from workbench.domain.attractiveness import AxisCell, AxisScore
from workbench.domain.axis_criteria import AxisCriterion
from workbench.domain.journal import ChangeSummary
from workbench.domain.risk_grid import RiskClass
from workbench.domain.value_quadrant import ValueQuadrant
from workbench.foundation.ids import Id
from workbench.storage.workspace import Workspace


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


def get_account_value(workspace: Workspace, account_id: Id) -> AccountValue:
    """The value of one account in a constant number of queries; raises ``NotFound``."""
    raise NotImplementedError


def get_value_board(workspace: Workspace, first: date, last: date) -> ValueBoard:
    """All accounts over the days from ``first`` to ``last``, in a constant number of queries."""
    raise NotImplementedError


def set_portfolio_year(
    workspace: Workspace, account_id: Id, year: int, values: Mapping[str, object]
) -> ChangeSummary:
    """Type figures of a year: ``revenue_fen``, ``direct_cost_fen``, ``indirect_cost_fen``, ``note``.

    Amounts in fen, or as people type them in yuan; ``None`` or an empty text takes a figure away.
    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    raise NotImplementedError


def set_score(
    workspace: Workspace, account_id: Id, criterion: AxisCriterion, score: int | None
) -> ChangeSummary:
    """Score a criterion 0–5 as of today, or take the score away. Raises ``BadInput`` and ``NotFound``."""
    raise NotImplementedError


def set_lifetime_inputs(workspace: Workspace, account_id: Id, values: Mapping[str, object]) -> ChangeSummary:
    """Set ``retention_bp`` and ``acquisition_cost_fen`` of an account, also as people type them.

    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    raise NotImplementedError


def set_potential(workspace: Workspace, account_id: Id, values: Mapping[str, object]) -> ChangeSummary:
    """Set ``potential_fen``, ``potential_years`` and ``trade_mode`` of an account, also as people type them.

    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    raise NotImplementedError
