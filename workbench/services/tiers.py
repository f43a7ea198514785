"""Re-tiering: what the last twelve months suggest for each account, accepted one by one (2-rules §2.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from workbench.domain.accounts import Tier
from workbench.domain.journal import ChangeSummary
from workbench.domain.periods import year_before
from workbench.domain.policies import TIERS, policy
from workbench.domain.tiers import TierSuggestion, strategic_warning, suggested_tier
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.accounts import list_accounts
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.sales import sales_by_account
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class TierProposal:
    """A tier that differs from the one an account has, with its evidence."""

    account_id: Id
    code: str
    name: str
    current: Tier | None
    suggestion: TierSuggestion

    @property
    def reason(self) -> str:
        """Why, in the user's language."""
        return self.suggestion.reason


@dataclass(frozen=True)
class TierReview:
    """Every change that the sales suggest, the highest tiers first, and how many accounts keep theirs.

    ``warning`` is a sentence if there are more strategic accounts than can be cared for.
    """

    proposals: tuple[TierProposal, ...]
    unchanged: int
    warning: str


def review_tiers(workspace: Workspace) -> TierReview:
    """Judge every account by its sales of the twelve months that end today."""
    today = workspace.clock.today()
    with workspace.read() as session:
        accounts = list_accounts(session)
        sales = sales_by_account(session, year_before(today) + timedelta(days=1), today)
        limits = policy(policy_values(session), TIERS)
    proposals = []
    for account in accounts:
        suggestion = suggested_tier(
            sales.get(account.id, 0), account.standing, limits, confirmed=account.tier
        )
        if suggestion.tier is not account.tier:
            proposals.append(TierProposal(account.id, account.code, account.name, account.tier, suggestion))
    order = list(Tier)
    proposals.sort(key=lambda one: (order.index(one.suggestion.tier), -one.suggestion.sales_12m_fen))
    strategic = sum(account.tier is Tier.STRATEGIC for account in accounts)
    return TierReview(tuple(proposals), len(accounts) - len(proposals), strategic_warning(strategic, limits))


def accept_tiers(workspace: Workspace, proposals: Iterable[TierProposal]) -> ChangeSummary:
    """Confirm the suggested tiers as of today, each with its reason, in one change."""
    today = workspace.clock.today()
    with workspace.change("accept_tiers", _("Tiers from sales")) as change:
        for proposal in proposals:
            change.set(
                "account",
                proposal.account_id,
                {
                    "tier": proposal.suggestion.tier.value,
                    "tier_reason": proposal.reason,
                    "tier_confirmed_on": today,
                },
            )
    return change.summary
