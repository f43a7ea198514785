"""The columns of the review of tiers: now, since when, suggested, and the evidence."""

from collections.abc import Sequence

from workbench.domain.accounts import Tier
from workbench.foundation.i18n import _, format_date, format_money
from workbench.services.tiers import TierProposal
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.table_model import Column
from workbench.ui.kit.tokens import Tone
from workbench.ui.tier_marks import TIER_MARKS

_TIERS = list(Tier)


def review_columns() -> Sequence[Column[TierProposal]]:
    """One row per account."""
    return (
        Column("name", lambda: _("Account"), lambda one: Cell(one.name, tooltip=one.name), width=216),
        Column("code", lambda: _("Code"), lambda one: one.code, width=88, shown=False),
        Column("manager", lambda: _("Manager"), lambda one: one.manager, width=96, shown=False),
        Column(
            "now",
            lambda: _("Tier now"),
            lambda one: _tier(one.current),
            sort=lambda one: _TIERS.index(one.current) if one.current else None,
            width=94,
        ),
        Column("since", lambda: _("Since"), _since, sort=lambda one: one.confirmed_on, width=124),
        Column(
            "suggested",
            lambda: _("Suggested"),
            lambda one: _tier(one.suggestion.tier, bold=True),
            sort=lambda one: _TIERS.index(one.suggestion.tier),
            width=98,
        ),
        Column(
            "sales",
            lambda: _("Sales, 12 m"),
            lambda one: format_money(one.suggestion.sales_12m_fen, short=True),
            sort=lambda one: one.suggestion.sales_12m_fen,
            width=104,
            right=True,
            falling_first=True,
        ),
        Column("standing", lambda: _("Standing"), _standing, width=80, shown=False),
        Column("why", lambda: _("Why"), _why, stretch=True, width=260),
    )


def _tier(tier: Tier | None, *, bold: bool = False) -> Cell:
    if tier is None:
        return Cell(_("not set"), tone=Tone.TEXT3)
    return Cell(tier.label, mark=TIER_MARKS[tier], bold=bold)


def _since(one: TierProposal) -> Cell:
    if one.confirmed_on is None:
        return Cell(_("not confirmed") if one.current else "–", tone=Tone.TEXT3)
    return Cell(format_date(one.confirmed_on))


def _standing(one: TierProposal) -> Cell:
    standing = one.standing
    return Cell(standing.label) if standing else Cell(_("unknown"), tone=Tone.TEXT3)


def _why(one: TierProposal) -> Cell:
    text = one.reason
    refusal = one.refusal
    if refusal is not None and refusal.refused_on is not None:
        text = _("Refused on {date}: {reason}").format(
            date=format_date(refusal.refused_on), reason=refusal.reason
        )
        return Cell(text, tooltip=f"{text}\n{one.reason}")
    if one.lacking:
        text = _("Missing: {lacking}").format(lacking=one.lacking)
        return Cell(text, tone=Tone.WARN, tooltip=f"{text}\n{one.reason}")
    return Cell(text, tooltip=text)
