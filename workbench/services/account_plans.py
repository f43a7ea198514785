"""The account plan 客户计划 of an account and a year, filled from what the workspace knows (2-rules §17)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from workbench.domain.account_plan import AccountPlanPaper
from workbench.domain.periods import twelve_months
from workbench.domain.plan_differences import plan_differences
from workbench.domain.plan_measures import measure_stand
from workbench.domain.plan_parts import next_review, part_stands, with_parts
from workbench.domain.plan_records import AccountPlan, PlanReview, plan_id
from workbench.domain.plan_snapshot import read_snapshot, snapshot_of
from workbench.domain.plan_stand import ObjectiveStand, TeamLine, newest_version
from workbench.domain.plan_suggestions import plan_suggestions
from workbench.domain.plan_team import written_team
from workbench.domain.policies import ABC, policy
from workbench.domain.value import AbcRow, AccountSales, abc_classes
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.plan_facts import PlanReading, read_facts, read_paper
from workbench.services.plan_freshness import read_freshness
from workbench.services.portfolio import get_account_value
from workbench.storage.queries import account_plans as queries
from workbench.storage.queries.accounts import account_names
from workbench.storage.queries.changes import made_on
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.sales import sales_by_account
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

FIRST_MONTH_OF_NEXT_YEARS_PLAN = 10
FIRST_YEAR, LAST_YEAR = 2000, 2100


def plan_year(today: date) -> int:
    """The year whose plan is worked on: from October on the next one."""
    return today.year + (today.month >= FIRST_MONTH_OF_NEXT_YEARS_PLAN)


def get_plan(workspace: Workspace, account_id: Id, year: int | None = None) -> AccountPlanPaper:
    """The plan of ``year``, of the year that is worked on if none is given; raises ``NotFound``.

    Nobody need have begun it. Two plans of one year, of accounts that became one, read as one (``plans_of``).
    """
    today = workspace.clock.today()
    wanted = plan_year(today) if year is None else checked_year(year)
    value = get_account_value(workspace, account_id)
    with workspace.read() as session:
        reading = read_paper(workspace, session, account_id, wanted)
        rows = _abc_rows(session, today)
        ranked = [row.account_id for row in rows if row.amount_fen > 0]
        paper = replace(
            reading.paper,
            abc=next((row for row in rows if row.account_id == account_id), None),
            rank=ranked.index(account_id) + 1 if account_id in ranked else None,
            ranked=len(ranked),
            value=value,
        )
        return _with_plan(session, replace(reading, paper=paper))


def checked_year(year: int) -> int:
    """``year``, which any calendar year near ours may be. Raises ``BadInput``."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadInput(
            _("There are no plans of this year."),
            hint=_("A year from {first} to {last}.").format(first=FIRST_YEAR, last=LAST_YEAR),
            where="year",
        )
    return year


def plans_of(session: ReadingSession, account_id: Id, year: int) -> tuple[AccountPlan, ...]:
    """The account's plan of the year; accounts that became one may have two, which read as one.

    First the one of which most was handed in, then most written: it goes on, and where both say something
    it holds.
    """
    found = queries.list_account_plans(session, account_id, year=year)
    if len(found) < 2:
        return tuple(found)
    weights = queries.plan_weights(session, year, account_id)
    return tuple(sorted(found, key=lambda one: (*weights[one.id].order, one.id), reverse=True))


def id_of_plan(session: ReadingSession, account_id: Id, year: int) -> Id:
    """The id of the account's plan of the year, begun or not."""
    found = plans_of(session, account_id, year)
    return found[0].id if found else plan_id(account_id, year)


def _abc_rows(session: ReadingSession, today: date) -> tuple[AbcRow, ...]:
    """Every account by its sales of the last 12 months; like ``analyse_abc``, without what a list needs."""
    amounts = sales_by_account(session, *twelve_months(today))
    names = account_names(session)
    sold = (AccountSales(one, name, amounts.get(one, 0)) for one, name in names.items())
    return tuple(abc_classes(sold, policy(policy_values(session), ABC)).rows)


def _with_plan(session: ReadingSession, reading: PlanReading) -> AccountPlanPaper:
    """The paper with what people wrote, aim at and decided, and how all of it stands."""
    paper = reading.paper
    plans = plans_of(session, paper.account.id, paper.year)
    plan = plans[0] if plans else None
    ids = [one.id for one in plans]
    written = queries.plan_texts(session, *ids)
    objectives = queries.list_objectives(session, *ids)
    measures = queries.list_plan_measures(session, *ids)
    members = queries.list_plan_members(session, *ids)
    reviews = tuple(queries.list_plan_reviews(session, *ids))
    team = written_team(members, reading.managers)
    own = {
        "objectives": [*(one.id for one in objectives), *(one.id for one in measures)],
        "members": [one.id for one in members],
        "reviews": [one.id for one in reviews],
    }
    fresh = read_freshness(session, {**reading.rows, **own}, written, paper.sales.as_of)
    paper = replace(
        paper,
        plan=plan,
        dates=fresh.dates,
        written=written,
        texts={part: one.text for part, one in written.items() if one.text.strip()},
        team=team or paper.team_proposals,
        team_proposals=tuple(one for one in paper.team_proposals if not _is_among(one, team)),
        versions=tuple(queries.list_plan_versions(session, *ids)),
        reviews=reviews,
        review_on=_review_on(session, plan, paper, reviews),
        suggestions=plan_suggestions(paper, reading.all_actions),
    )
    facts = read_facts(session, paper)
    people = {one.id: one for one in reading.people}
    stands = tuple(
        ObjectiveStand(
            one,
            people.get(one.contact_id) if one.contact_id else None,
            tuple(measure_stand(each, one, facts) for each in measures if each.objective_id == one.id),
            tuple(action for action in reading.all_actions if action.objective_id == one.id),
        )
        for one in objectives
    )
    since = date(paper.year - 1, 1, 1)
    served = {action.id for one in stands for action in one.actions}
    paper = replace(
        paper,
        objectives=stands,
        loose_actions=tuple(action for action in paper.actions if action.id not in served),
        closed_actions=tuple(
            action
            for action in reading.all_actions
            if action.id not in served and action.done_on is not None and action.done_on >= since
        ),
    )
    paper = with_parts(paper, part_stands(paper, fresh.written_on, fresh.data_on, fresh.touched))
    return replace(paper, changed_since=_changed_since(paper))


def _changed_since(paper: AccountPlanPaper) -> int | None:
    """How much people changed since the newest version; ``None`` without one that can be read."""
    newest = newest_version(paper.versions)
    known = read_snapshot(newest.content) if newest is not None else None
    if known is None:
        return None
    return len(plan_differences(known, snapshot_of(paper), written_only=True))


def _is_among(line: TeamLine, team: Iterable[TeamLine]) -> bool:
    return any(one.manager == line.manager or one.name == line.name for one in team)


def _review_on(
    session: ReadingSession, plan: AccountPlan | None, paper: AccountPlanPaper, reviews: Sequence[PlanReview]
) -> date | None:
    """The day set for the next review, else the end of the half-year that is to be looked at."""
    if plan is not None and plan.review_on is not None:
        return plan.review_on
    begun = made_on(session, [plan.id]).get(plan.id) if plan is not None else None
    last = max((one.reviewed_on for one in reviews if one.reviewed_on is not None), default=None)
    return next_review(paper.year, begun or paper.today, last)
