"""All account plans of a year side by side, for the head (2-rules §17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Account, Tier
from workbench.domain.plan_parts import next_review
from workbench.domain.plan_records import AccountPlan, PlanReview, PlanVersion
from workbench.domain.plan_stand import PlanState, newest_version, plan_state
from workbench.foundation.ids import Id
from workbench.services.account_plans import checked_year, plan_year
from workbench.storage.queries import account_plans as queries
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.changes import made_on
from workbench.storage.workspace import Workspace

KEY_TIERS = (Tier.STRATEGIC, Tier.FOCUS, Tier.MAJOR)
"""Tiers whose accounts should have a plan: all but the general ones."""


@dataclass(frozen=True)
class PlanLine:
    """One account with its plan of the year, ``None`` where nobody began it.

    ``written`` counts its texts, ``objectives`` its objectives; ``newest`` is the version handed
    in last, without its content, ``completeness_bp`` how complete that one was.
    """

    account: Account
    manager: str
    state: PlanState
    plan: AccountPlan | None = None
    newest: PlanVersion | None = None
    completeness_bp: int | None = None
    written: int = 0
    objectives: int = 0
    review_on: date | None = None

    def is_review_due(self, today: date) -> bool:
        """Whether the day of its review has come."""
        return self.review_on is not None and self.review_on <= today


@dataclass(frozen=True)
class PlanList:
    """The plans of ``year``: of every account in a key tier, and whatever else was begun."""

    today: date
    year: int
    lines: tuple[PlanLine, ...]


def list_plans(workspace: Workspace, year: int | None = None) -> PlanList:
    """The plans of a year, the highest tier first, in a constant number of queries; ``BadInput``."""
    today = workspace.clock.today()
    wanted = plan_year(today) if year is None else checked_year(year)
    with workspace.read() as session:
        accounts = account_queries.list_accounts(session)
        managers = {one.id: one.name for one in account_queries.list_managers(session)}
        plans = queries.list_account_plans(session, year=wanted)
        weights = queries.plan_weights(session, wanted)
        versions = queries.versions_of_year(session, wanted)
        reviews = queries.reviews_of_year(session, wanted)
        begun = made_on(session, [one.id for one in plans])
    # Of accounts that became one the fuller plan last, as ``plans_of`` has it first.
    of_account: dict[Id, list[AccountPlan]] = {}
    for plan in sorted(plans, key=lambda one: (*weights[one.id].order, one.id)):
        of_account.setdefault(plan.account_id, []).append(plan)
    lines = []
    for account in accounts:
        found = of_account.get(account.id, [])
        manager = managers.get(account.manager_id, "") if account.manager_id else ""
        if not found:
            if account.tier in KEY_TIERS:
                lines.append(PlanLine(account, manager, PlanState.DRAFT))
            continue
        handed_in = {head.version: head for one in found for head in versions.get(one.id, ())}
        newest = newest_version(handed_in)
        held = [review for one in found for review in reviews.get(one.id, ())]
        lines.append(
            PlanLine(
                account,
                manager,
                plan_state(handed_in),
                found[-1],
                newest,
                handed_in[newest].completeness_bp if newest is not None else None,
                sum(weights[one.id].texts for one in found),
                sum(weights[one.id].objectives for one in found),
                found[-1].review_on or _proposed(found[-1], begun.get(found[-1].id, today), held),
            )
        )
    tiers: tuple[Tier | None, ...] = (*Tier, None)
    lines.sort(key=lambda one: (tiers.index(one.account.tier), one.account.name, one.account.id))
    return PlanList(today, wanted, tuple(lines))


def _proposed(plan: AccountPlan, begun: date, reviews: Iterable[PlanReview]) -> date | None:
    last = max((one.reviewed_on for one in reviews if one.reviewed_on is not None), default=None)
    return next_review(plan.year, begun, last)
