"""Strategic accounts are nominated and confirmed; and how each account got its tier (2-rules §2.1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from workbench.domain.accounts import Account, Tier
from workbench.domain.journal import ChangeSummary
from workbench.domain.nomination import Lacking, Nomination
from workbench.domain.policies import SCORECARD_THRESHOLD, SCORECARD_WEIGHTS, TIERS, policy
from workbench.domain.scorecard import Criterion, Score, scorecard
from workbench.domain.tiers import strategic_warning
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage import journal
from workbench.storage.queries.accounts import get_account, list_accounts
from workbench.storage.queries.assessments import scores_by_account, scores_of
from workbench.storage.queries.policies import policy_values
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

Scores = Mapping[Criterion, Score]
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True)
class Approval:
    """The general manager's word on a nomination."""

    approved_by: str
    approved_on: date | None


@dataclass(frozen=True)
class TierStep:
    """One decision on an account's tier: when (UTC), by whom, from what to what, and why."""

    at: datetime
    author: str
    label: str
    before: Tier | None
    after: Tier | None
    reason: str


@dataclass(frozen=True)
class TierView:
    """What the tier form shows: the way to strategic, the warning it would bring, all decisions so far."""

    nomination: Nomination
    strategic_warning: str
    history: tuple[TierStep, ...]


def nominations(
    accounts: Iterable[Account], scores: Mapping[Id, Scores], values: Mapping[str, object]
) -> dict[Id, Nomination]:
    """How each of ``accounts`` stands towards being strategic; ``values`` are the stored policies."""
    weights, threshold = policy(values, SCORECARD_WEIGHTS), policy(values, SCORECARD_THRESHOLD)
    return {
        account.id: Nomination(
            scorecard(
                {criterion: one.score for criterion, one in scores.get(account.id, {}).items()},
                weights,
                threshold,
            ),
            account.is_competitor,
            account.nomination_approved_by,
            account.nomination_approved_on,
        )
        for account in accounts
    }


def get_tier_view(workspace: Workspace, account_id: Id) -> TierView:
    """The tier of one account with its history, the latest decision first; raises ``NotFound``."""
    with workspace.read() as session:
        account = get_account(session, account_id)
        values = policy_values(session)
        nomination = nominations([account], {account_id: scores_of(session, account_id)}, values)[account_id]
        strategic = sum(one.tier is Tier.STRATEGIC for one in list_accounts(session))
        if account.tier is not Tier.STRATEGIC:
            strategic += 1
        reasons = {
            entry.transaction.id: entry.after
            for entry in journal.history(session, "account", account_id, "tier_reason")
        }
        steps = tuple(
            TierStep(
                entry.transaction.at,
                entry.transaction.author,
                entry.transaction.label,
                _word(Tier, entry.before),
                _word(Tier, entry.after),
                str(reasons.get(entry.transaction.id) or ""),
            )
            for entry in journal.history(session, "account", account_id, "tier")
            if entry.after or entry.before
        )
    return TierView(nomination, strategic_warning(strategic, policy(values, TIERS)), steps)


def confirm_tier(
    workspace: Workspace, account_id: Id, tier: Tier, reason: str, approval: Approval | None = None
) -> ChangeSummary:
    """A person's word on the tier, with the reason and today's date (2-rules §2.1).

    Strategic needs a complete nomination: the scorecard, no competitor, and the general manager's
    approval, which ``approval`` may bring. Raises ``BadInput`` naming what is missing, and ``NotFound``.
    """
    today = workspace.clock.today()
    decision = tier_values(tier, reason, today)
    with workspace.change("confirm_tier", _("Tier {tier}").format(tier=tier.label)) as change:
        account = get_account(change.session, account_id)
        if tier is Tier.STRATEGIC:
            if approval is not None:
                by, on = approval.approved_by.strip(), approval.approved_on
                account = replace(account, nomination_approved_by=by, nomination_approved_on=on)
                decision |= {"nomination_approved_by": by, "nomination_approved_on": on}
            must_be_nominated(change.session, [account], today)
        change.set("account", account_id, decision)
    return change.summary


def tier_values(tier: Tier, reason: str, today: date) -> dict[str, Any]:
    """A person's word on a tier as it is stored; raises ``BadInput`` without a reason."""
    if not reason.strip():
        raise BadInput(
            _("A tier needs a reason."),
            hint=_("Say in a few words why, for the history."),
            where="tier_reason",
        )
    return {"tier": tier.value, "tier_reason": reason.strip(), "tier_confirmed_on": today}


def must_be_nominated(session: ReadingSession, accounts: Sequence[Account], today: date) -> None:
    """Raises ``BadInput`` for the first of ``accounts`` that cannot be strategic, naming what it lacks."""
    standing = nominations(accounts, scores_by_account(session), policy_values(session))
    for account in accounts:
        _must_be_complete(account.name, standing[account.id], today)


def _must_be_complete(name: str, nomination: Nomination, today: date) -> None:
    if nomination.approved_on is not None and nomination.approved_on > today:
        raise BadInput(
            _("The approval lies in the future."),
            hint=_("Set the day it was given."),
            where="nomination_approved_on",
        )
    if nomination.lacking:
        only_approval = nomination.lacking == (Lacking.APPROVAL,)
        raise BadInput(
            _("{name} cannot be confirmed as strategic: {lacking}.").format(
                name=name, lacking=nomination.lacking_text
            ),
            hint=_("A nomination needs the scorecard, no competitor, and the general manager's approval."),
            where="nomination_approved_by" if only_approval else "tier",
        )


def _word(words: type[Word], value: object) -> Word | None:
    try:
        return words(str(value)) if value else None
    except ValueError:
        return None
