"""Which tier an account's sales and standing suggest, and why (2-rules §2.1).

A tier is suggested by rule and confirmed by a person. Strategic is nominated: a nomination stands whatever
the sales are, and without a complete one nothing suggests it.
"""

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.accounts import Standing, Tier
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_money, format_percent_bp, ngettext, pgettext


@dataclass(frozen=True)
class TierThresholds:
    """Annual sales in fen from which a tier is suggested, and how many strategic accounts are too many."""

    focus_fen: int = 2_000_000_000
    major_fen: int = 500_000_000
    strategic_max: int = 5

    def __post_init__(self) -> None:
        if not 0 < self.major_fen <= self.focus_fen:
            raise BadInput(
                _("The threshold of major must be above zero and not above that of focus."),
                hint=_("Set both thresholds anew."),
                where="major_fen",
            )
        if self.strategic_max < 0:
            raise BadInput(
                _("The number of strategic accounts cannot be negative."),
                hint=_("Set 0 or more."),
                where="strategic_max",
            )

    @property
    def in_words(self) -> str:
        """What it takes, in the user's language."""
        return _("{focus} from sales of {more} a year, {major} from {less}").format(
            focus=Tier.FOCUS.label,
            more=format_money(self.focus_fen, short=True),
            major=Tier.MAJOR.label,
            less=format_money(self.major_fen, short=True),
        )


class TierScheme(StrEnum):
    """What tiers follow from: annual sales, or the contribution to profit (three tiers)."""

    SALES = "sales"
    PROFIT = "profit"

    @property
    def label(self) -> str:
        return {
            TierScheme.SALES: pgettext("tier scheme", "By annual sales and standing"),
            TierScheme.PROFIT: pgettext("tier scheme", "By contribution to profit"),
        }[self]


@dataclass(frozen=True)
class ProfitThresholds:
    """Shares of the profit of all accounts, in basis points, from which a tier is suggested.

    The source names the three tiers of this scheme and no figures: the shipped ones are ours.
    """

    strategic_bp: int = 1_000
    focus_bp: int = 200

    def __post_init__(self) -> None:
        if not 0 < self.focus_bp <= self.strategic_bp <= 10_000:
            raise BadInput(
                _("The share for focus must be above zero and not above that for strategic."),
                hint=_("Set both shares anew, up to 100%."),
                where="focus_bp",
            )

    @property
    def in_words(self) -> str:
        """What it takes, in the user's language."""
        return _("{strategic} from {more} of all profit, {focus} from {less}").format(
            strategic=Tier.STRATEGIC.label,
            more=format_percent_bp(self.strategic_bp, digits=1),
            focus=Tier.FOCUS.label,
            less=format_percent_bp(self.focus_bp, digits=1),
        )


class TierCause(StrEnum):
    """What decided a suggestion."""

    NOMINATED = "nominated"
    IMPORTED = "imported"
    SALES_REACH = "sales_reach"
    STANDING_LIMITS = "standing_limits"
    SALES_BELOW = "sales_below"
    PROFIT_REACHES = "profit_reaches"
    PROFIT_BELOW = "profit_below"
    NOT_NOMINATED = "not_nominated"


@dataclass(frozen=True)
class TierSuggestion:
    """A suggested tier with its evidence.

    ``by_sales`` is the tier that sales (or profit) alone would give; ``threshold_fen`` the annual sales
    that were reached, or the lowest that were missed. ``share_bp`` and ``threshold_bp`` are the share of all
    profit and the one reached or missed, in the scheme that goes by profit.
    """

    tier: Tier
    cause: TierCause
    by_sales: Tier
    sales_12m_fen: int
    threshold_fen: int
    standing: Standing | None
    profit_12m_fen: int | None = None
    share_bp: int = 0
    threshold_bp: int = 0

    @property
    def reason(self) -> str:
        """The evidence as a sentence in the user's language; amounts in CNY."""
        sales = format_money(self.sales_12m_fen, short=True)
        threshold = format_money(self.threshold_fen, short=True)
        if self.cause is TierCause.NOMINATED:
            return _("Nominated and confirmed as strategic; 12-month sales {sales}").format(sales=sales)
        if self.cause is TierCause.IMPORTED:
            return _("Imported as strategic, not confirmed; 12-month sales {sales}").format(sales=sales)
        if self.profit_12m_fen is not None:
            return self._profit_reason(self.profit_12m_fen)
        if self.cause is TierCause.SALES_BELOW:
            return _("12-month sales {sales} are below {threshold}").format(sales=sales, threshold=threshold)
        if self.standing is None:
            return _(
                "12-month sales {sales} reach {threshold}; standing unknown, suggested from sales alone"
            ).format(sales=sales, threshold=threshold)
        if self.cause is TierCause.STANDING_LIMITS:
            return _("12-month sales {sales} would be {tier}, but the standing is only: {standing}").format(
                sales=sales, tier=self.by_sales.label, standing=self.standing.label
            )
        return _("12-month sales {sales} reach {threshold}; standing: {standing}").format(
            sales=sales, threshold=threshold, standing=self.standing.label
        )

    def _profit_reason(self, profit_fen: int) -> str:
        words = {
            "profit": format_money(profit_fen, short=True),
            "share": format_percent_bp(self.share_bp, digits=1),
            "threshold": format_percent_bp(self.threshold_bp, digits=1),
        }
        if self.cause is TierCause.PROFIT_BELOW:
            return _("12-month profit {profit}, {share} of all, is below {threshold}").format(**words)
        if self.cause is TierCause.NOT_NOMINATED:
            return _(
                "12-month profit {profit}, {share} of all, would be strategic, but it is not nominated"
            ).format(**words)
        return _("12-month profit {profit}, {share} of all, reaches {threshold}").format(**words)


def suggested_tier(
    sales_12m_fen: int,
    standing: Standing | None,
    thresholds: TierThresholds | None = None,
    *,
    current: Tier | None = None,
    confirmed: bool = True,
) -> TierSuggestion:
    """The tier that sales of the last 12 months (fen, CNY) and the standing suggest (2-rules §2.1).

    An unknown standing limits nothing and is marked in the result. ``current`` is the tier the account
    has, and ``confirmed`` whether a person said so here: a strategic account keeps its nomination, also one
    that was only imported (which the result says); other tiers are judged afresh.
    """
    limits = thresholds or TierThresholds()
    by_sales, threshold_fen = _tier_by_sales(sales_12m_fen, limits)
    tier = _limited(by_sales, standing)
    if current is Tier.STRATEGIC:
        tier, cause = Tier.STRATEGIC, TierCause.NOMINATED if confirmed else TierCause.IMPORTED
    elif by_sales is Tier.GENERAL:
        cause = TierCause.SALES_BELOW
    elif tier is by_sales:
        cause = TierCause.SALES_REACH
    else:
        cause = TierCause.STANDING_LIMITS
    return TierSuggestion(tier, cause, by_sales, sales_12m_fen, threshold_fen, standing)


def suggested_by_profit(
    profit_fen: int,
    all_profit_fen: int,
    sales_12m_fen: int,
    thresholds: ProfitThresholds | None = None,
    *,
    current: Tier | None = None,
    confirmed: bool = True,
    nominated: bool = False,
) -> TierSuggestion:
    """The tier that the share of the 12-month profit of all accounts suggests, in the second scheme.

    Three tiers: strategic, focus and general (ordinary). Strategic is still a nomination: where it is not
    complete (``nominated``), focus is suggested and the result says so; a strategic account keeps its tier.
    Without a positive profit of all there are no shares.
    """
    limits = thresholds or ProfitThresholds()
    share_bp = profit_fen * 10_000 // all_profit_fen if all_profit_fen > 0 else 0
    reached = {Tier.STRATEGIC: limits.strategic_bp, Tier.FOCUS: limits.focus_bp}
    by_profit = next((tier for tier, least in reached.items() if share_bp >= least), Tier.GENERAL)
    tier, cause = by_profit, TierCause.PROFIT_REACHES
    if current is Tier.STRATEGIC:
        tier, cause = Tier.STRATEGIC, TierCause.NOMINATED if confirmed else TierCause.IMPORTED
    elif by_profit is Tier.GENERAL:
        cause = TierCause.PROFIT_BELOW
    elif by_profit is Tier.STRATEGIC and not nominated:
        tier, cause = Tier.FOCUS, TierCause.NOT_NOMINATED
    return TierSuggestion(
        tier,
        cause,
        by_profit,
        sales_12m_fen,
        0,
        None,
        profit_fen,
        share_bp,
        reached.get(by_profit, limits.focus_bp),
    )


def strategic_warning(strategic_count: int, thresholds: TierThresholds | None = None) -> str:
    """A sentence if there are more strategic accounts than can be cared for, else empty."""
    most = (thresholds or TierThresholds()).strategic_max
    if strategic_count <= most:
        return ""
    return ngettext(
        "{count} strategic account; keep to {most} at most.",
        "{count} strategic accounts; keep to {most} at most.",
        strategic_count,
    ).format(count=strategic_count, most=most)


def _tier_by_sales(sales_fen: int, limits: TierThresholds) -> tuple[Tier, int]:
    if sales_fen >= limits.focus_fen:
        return Tier.FOCUS, limits.focus_fen
    return (Tier.MAJOR if sales_fen >= limits.major_fen else Tier.GENERAL), limits.major_fen


def _limited(by_sales: Tier, standing: Standing | None) -> Tier:
    """Focus asks for a leading standing, major for a middle one or better."""
    if by_sales is Tier.GENERAL or standing is Standing.MINOR:
        return Tier.GENERAL
    return Tier.MAJOR if standing is Standing.MIDDLE else by_sales
