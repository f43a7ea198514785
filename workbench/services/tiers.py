"""Re-tiering: what the last twelve months suggest for each account, accepted or refused (2-rules §2.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Account, Standing, Tier
from workbench.domain.journal import ChangeSummary
from workbench.domain.nomination import Nomination
from workbench.domain.periods import twelve_months, year_before
from workbench.domain.policies import PROFIT_TIERS, TIER_SCHEME, TIERS, policy
from workbench.domain.tier_review import (
    FinishedReview,
    TierRefusal,
    review_is_due,
    standing_refusal,
)
from workbench.domain.tiers import (
    TierCause,
    TierScheme,
    TierSuggestion,
    strategic_warning,
    suggested_by_profit,
    suggested_tier,
)
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.services.nominations import nominations
from workbench.storage.queries.accounts import list_accounts, list_managers
from workbench.storage.queries.assessments import list_refusals, list_reviews, scores_by_account
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.profits import profit_by_account
from workbench.storage.queries.sales import sales_by_account
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class TierProposal:
    """A suggested tier with its evidence; ``current`` is the tier as it stood when it was judged.

    ``lacking`` is what keeps a strategic one from being confirmed, ``refusal`` the word of a person that
    keeps the suggestion from the list for a year.
    """

    account_id: Id
    code: str
    name: str
    current: Tier | None
    suggestion: TierSuggestion
    current_reason: str
    confirmed_on: date | None
    manager: str = ""
    lacking: str = ""
    refusal: TierRefusal | None = None
    standing: Standing | None = None

    @property
    def reason(self) -> str:
        """Why, in the user's language."""
        return self.suggestion.reason

    @property
    def rises(self) -> bool:
        """Whether the suggested tier is the higher one, or the first."""
        order = list(Tier)
        return self.current is None or order.index(self.suggestion.tier) < order.index(self.current)


@dataclass(frozen=True)
class TierReview:
    """Every change that the evidence suggests, the highest tiers first, and how many accounts keep theirs.

    ``unconfirmed`` are strategic accounts of which no person has said so here (imported): they stay
    strategic, and are among those that keep their tier. ``refused`` were suggested and refused within a
    year. ``warning`` is a sentence if there are more strategic accounts than can be cared for.
    ``without_profit`` counts accounts that the scheme by profit cannot judge. ``limits`` says in words what
    each tier takes.
    """

    proposals: tuple[TierProposal, ...]
    unchanged: int
    unconfirmed: tuple[TierProposal, ...]
    warning: str
    refused: tuple[TierProposal, ...] = ()
    last_review: FinishedReview | None = None
    is_due: bool = True
    scheme: TierScheme = TierScheme.SALES
    without_profit: int = 0
    limits: str = ""


@dataclass(frozen=True)
class _Evidence:
    """What the accounts of a workspace are judged by."""

    values: Mapping[str, object]
    sales: Mapping[Id, int]
    profits: Mapping[Id, int]
    nominations: Mapping[Id, Nomination]

    def suggestion(self, account: Account) -> TierSuggestion | None:
        """What the scheme in force suggests; ``None`` where it cannot judge."""
        sales, confirmed = self.sales.get(account.id, 0), account.tier_confirmed_on is not None
        if policy(self.values, TIER_SCHEME) is TierScheme.SALES:
            return suggested_tier(
                sales,
                account.standing,
                policy(self.values, TIERS),
                current=account.tier,
                confirmed=confirmed,
            )
        if account.id not in self.profits and sales and account.tier is not Tier.STRATEGIC:
            return None
        return suggested_by_profit(
            self.profits.get(account.id, 0),
            sum(self.profits.values()),
            sales,
            policy(self.values, PROFIT_TIERS),
            current=account.tier,
            confirmed=confirmed,
            nominated=self.nominations[account.id].complete,
        )


def review_tiers(workspace: Workspace) -> TierReview:
    """Judge every account by the twelve months that end today, in a constant number of queries."""
    today = workspace.clock.today()
    with workspace.read() as session:
        accounts = list_accounts(session)
        evidence = _evidence(session, accounts, today)
        managers = {manager.id: manager.name for manager in list_managers(session)}
        refusals: dict[Id, list[TierRefusal]] = {}
        for one in list_refusals(session):
            refusals.setdefault(one.account_id, []).append(one)
        last = next(iter(list_reviews(session)), None)
    proposals: list[TierProposal] = []
    unconfirmed: list[TierProposal] = []
    refused: list[TierProposal] = []
    unknown = 0
    for account in accounts:
        suggestion = evidence.suggestion(account)
        if suggestion is None:
            unknown += 1
            continue
        lacks = evidence.nominations[account.id].lacking_text if suggestion.tier is Tier.STRATEGIC else ""
        keeper = managers.get(account.manager_id, "") if account.manager_id else ""
        refusal = standing_refusal(refusals.get(account.id, ()), suggestion.tier, today)
        proposal = _proposal(account, suggestion, keeper, lacks, refusal)
        if suggestion.tier is not account.tier:
            (refused if refusal else proposals).append(proposal)
        elif suggestion.cause is TierCause.IMPORTED:
            unconfirmed.append(proposal)
    order = list(Tier)
    proposals.sort(key=lambda one: (order.index(one.suggestion.tier), -one.suggestion.sales_12m_fen))
    strategic = sum(account.tier is Tier.STRATEGIC for account in accounts)
    scheme = policy(evidence.values, TIER_SCHEME)
    return TierReview(
        tuple(proposals),
        len(accounts) - len(proposals),
        tuple(unconfirmed),
        strategic_warning(strategic, policy(evidence.values, TIERS)),
        tuple(refused),
        last,
        review_is_due(last.reviewed_on if last else None, today),
        scheme,
        unknown,
        _limits(evidence.values, scheme),
    )


def _limits(values: Mapping[str, object], scheme: TierScheme) -> str:
    if scheme is TierScheme.SALES:
        return policy(values, TIERS).in_words
    return policy(values, PROFIT_TIERS).in_words


def _evidence(session: ReadingSession, accounts: Iterable[Account], today: date) -> _Evidence:
    values = policy_values(session)
    year = twelve_months(today)
    by_profit = policy(values, TIER_SCHEME) is TierScheme.PROFIT
    return _Evidence(
        values,
        sales_by_account(session, *year),
        profit_by_account(session, *year) if by_profit else {},
        nominations(accounts, scores_by_account(session), values),
    )


def _proposal(
    account: Account, suggestion: TierSuggestion, manager: str, lacking: str, refusal: TierRefusal | None
) -> TierProposal:
    return TierProposal(
        account.id,
        account.code,
        account.name,
        account.tier,
        suggestion,
        account.tier_reason,
        account.tier_confirmed_on,
        manager,
        lacking,
        refusal,
        account.standing,
    )


def accept_tiers(workspace: Workspace, proposals: Iterable[TierProposal]) -> ChangeSummary:
    """Confirm the suggested tiers as of today, each with its reason, in one change.

    Raises ``NotAllowed`` where a tier was changed or confirmed, or its account deleted, since the review,
    and where a strategic one lacks what a nomination asks for.
    """
    today = workspace.clock.today()
    chosen = tuple(proposals)
    with workspace.change("accept_tiers", _("Suggested tiers accepted")) as change:
        now = {one.id: one for one in list_accounts(change.session, [one.account_id for one in chosen])}
        standing = nominations(now.values(), scores_by_account(change.session), policy_values(change.session))
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
            if proposal.suggestion.tier is Tier.STRATEGIC and not standing[account.id].complete:
                raise NotAllowed(
                    _("{name} cannot be confirmed as strategic: {lacking}.").format(
                        name=proposal.name, lacking=standing[account.id].lacking_text
                    ),
                    hint=_("Open the account: its tier and its scorecard tell what to add."),
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


def refuse_tiers(workspace: Workspace, proposals: Iterable[TierProposal], reason: str) -> ChangeSummary:
    """Keep the tiers as they are; the same suggestions do not come back within a year.

    Raises ``BadInput`` without a reason, ``NotFound`` where an account is gone.
    """
    if not reason.strip():
        raise BadInput(
            _("A refusal needs a reason."), hint=_("Say in a few words why, for the history."), where="reason"
        )
    chosen = tuple(proposals)
    label = ngettext("Tier refused", "Tiers refused", len(chosen))
    with workspace.change("refuse_tiers", label) as change:
        for proposal in chosen:
            change.create(
                "tier_refusal",
                {
                    "account_id": proposal.account_id,
                    "tier": proposal.suggestion.tier.value,
                    "refused_on": workspace.clock.today(),
                    "reason": reason.strip(),
                },
            )
    return change.summary


def withdraw_refusals(workspace: Workspace, refusal_ids: Iterable[Id]) -> ChangeSummary:
    """Let refused tiers be suggested again, in one change; raises ``NotFound``."""
    with workspace.change("withdraw_refusals", _("Refusal withdrawn")) as change:
        for refusal_id in refusal_ids:
            change.delete("tier_refusal", refusal_id)
    return change.summary


def finish_review(workspace: Workspace, approved_by: str, note: str = "") -> ChangeSummary:
    """Write down that all tiers were reviewed and who approved it, the general manager (2-rules §2.1).

    It counts the tiers confirmed and refused since the review before, or in the last year. Raises
    ``BadInput`` without a name.
    """
    if not approved_by.strip():
        raise BadInput(
            _("Say who approved the tiers."),
            hint=_("The list is approved by the general manager."),
            where="approved_by",
        )
    today = workspace.clock.today()
    with workspace.change("finish_review", _("Tiers reviewed")) as change:
        last = next(iter(list_reviews(change.session)), None)
        since = (last.reviewed_on if last else None) or year_before(today)
        confirmed = [one.tier_confirmed_on for one in list_accounts(change.session)]
        refused = [one.refused_on for one in list_refusals(change.session)]
        change.create(
            "tier_review",
            {
                "reviewed_on": today,
                "approved_by": approved_by.strip(),
                "accepted": sum(day is not None and since < day <= today for day in confirmed),
                "refused": sum(day is not None and since < day <= today for day in refused),
                "note": note.strip(),
            },
        )
    return change.summary
