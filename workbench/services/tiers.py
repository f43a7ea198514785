"""Re-tiering: what the last twelve months suggest for each account, accepted one by one (2-rules §2.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.domain.accounts import Account, Tier
from workbench.domain.journal import ChangeSummary
from workbench.domain.periods import year_before
from workbench.domain.policies import TIERS, policy
from workbench.domain.tiers import TierCause, TierSuggestion, strategic_warning, suggested_tier
from workbench.foundation.errors import NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.accounts import list_accounts
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.sales import sales_by_account
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class TierProposal:
    """A suggested tier with its evidence; ``current`` is the tier as it stood when it was judged."""

    account_id: Id
    code: str
    name: str
    current: Tier | None
    suggestion: TierSuggestion
    current_reason: str
    confirmed_on: date | None

    @property
    def reason(self) -> str:
        """Why, in the user's language."""
        return self.suggestion.reason


@dataclass(frozen=True)
class TierReview:
    """Every change that the sales suggest, the highest tiers first, and how many accounts keep theirs.

    ``unconfirmed`` are strategic accounts of which no person has said so here (imported): they stay
    strategic, and are among those that keep their tier. ``warning`` is a sentence if there are more
    strategic accounts than can be cared for.
    """

    proposals: tuple[TierProposal, ...]
    unchanged: int
    unconfirmed: tuple[TierProposal, ...]
    warning: str


def review_tiers(workspace: Workspace) -> TierReview:
    """Judge every account by its sales of the twelve months that end today."""
    today = workspace.clock.today()
    with workspace.read() as session:
        accounts = list_accounts(session)
        sales = sales_by_account(session, year_before(today) + timedelta(days=1), today)
        limits = policy(policy_values(session), TIERS)
    proposals, unconfirmed = [], []
    for account in accounts:
        suggestion = suggested_tier(
            sales.get(account.id, 0),
            account.standing,
            limits,
            current=account.tier,
            confirmed=account.tier_confirmed_on is not None,
        )
        if suggestion.tier is not account.tier:
            proposals.append(_proposal(account, suggestion))
        elif suggestion.cause is TierCause.IMPORTED:
            unconfirmed.append(_proposal(account, suggestion))
    order = list(Tier)
    proposals.sort(key=lambda one: (order.index(one.suggestion.tier), -one.suggestion.sales_12m_fen))
    strategic = sum(account.tier is Tier.STRATEGIC for account in accounts)
    return TierReview(
        tuple(proposals),
        len(accounts) - len(proposals),
        tuple(unconfirmed),
        strategic_warning(strategic, limits),
    )


def _proposal(account: Account, suggestion: TierSuggestion) -> TierProposal:
    return TierProposal(
        account.id,
        account.code,
        account.name,
        account.tier,
        suggestion,
        account.tier_reason,
        account.tier_confirmed_on,
    )


def accept_tiers(workspace: Workspace, proposals: Iterable[TierProposal]) -> ChangeSummary:
    """Confirm the suggested tiers as of today, each with its reason, in one change.

    Raises ``NotAllowed`` where a tier was changed or confirmed, or its account deleted, since the review.
    """
    today = workspace.clock.today()
    chosen = tuple(proposals)
    with workspace.change("accept_tiers", _("Tiers from sales")) as change:
        now = {one.id: one for one in list_accounts(change.session, [one.account_id for one in chosen])}
        for proposal in chosen:
            account = now.get(proposal.account_id)
            if account is None or (account.tier, account.tier_reason, account.tier_confirmed_on) != (
                proposal.current,
                proposal.current_reason,
                proposal.confirmed_on,
            ):
                raise NotAllowed(
                    _("The tier of {name} has changed since these suggestions were made.").format(
                        name=proposal.name
                    ),
                    hint=_("Look at the suggestions again."),
                )
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
