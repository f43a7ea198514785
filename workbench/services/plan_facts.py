"""What the workspace knows about an account, for its plan (2-rules §17)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain.account_links import AccountLink, LinkKind
from workbench.domain.account_plan import (
    AccountPlanPaper,
    MonthSales,
    PlanSales,
    ProductSales,
    VisitRecord,
)
from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.evaluation import evaluation_total
from workbench.domain.follow_ups import FollowUp
from workbench.domain.frequency import RequiredFrequency, Rulebook
from workbench.domain.influence_findings import findings_of
from workbench.domain.needs import open_needs
from workbench.domain.periods import twelve_months, year_before
from workbench.domain.plan_measures import PlanFacts
from workbench.domain.plan_stand import CompetitorLine
from workbench.domain.plan_team import proposed_team
from workbench.domain.policies import EVALUATION_WEIGHTS, TIERS, VERIFIED_DAYS, policy
from workbench.domain.portfolio import RecordedYear
from workbench.domain.share_of_wallet import share_of_wallet
from workbench.domain.slots import slots_of
from workbench.domain.tiers import suggested_tier
from workbench.domain.visit_brief import Heard
from workbench.domain.visits import Action, Visit, VisitState
from workbench.domain.whitespace import CellState, Grid
from workbench.foundation.ids import Id
from workbench.foundation.settings import load_settings
from workbench.services.complaint_board import list_progress
from workbench.services.contract_board import standing_contracts
from workbench.services.influence import read_influence_map
from workbench.services.relationship import kam_of, read_ties
from workbench.services.scorecard import scorecard_view
from workbench.services.whitespace import read_grid
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import frequencies
from workbench.storage.queries.account_links import list_links
from workbench.storage.queries.assessments import list_evaluations
from workbench.storage.queries.needs import list_needs
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.portfolio import list_portfolio_years
from workbench.storage.queries.profits import costed_sales
from workbench.storage.queries.risks import list_risks
from workbench.storage.queries.sales import sales_by_account, sales_by_month, sales_by_product, sales_span
from workbench.storage.queries.visits import list_actions, list_visits
from workbench.storage.queries.whitespace import list_cells
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class PlanReading:
    """The paper as far as the data fill it, with what only the plan's own rows ask for."""

    paper: AccountPlanPaper
    people: tuple[Contact, ...]
    managers: tuple[Manager, ...]
    all_actions: tuple[Action, ...]
    rows: Mapping[str, Sequence[Id]]
    """The rows that speak of the account, by the kinds that ``plan_freshness`` knows."""


def read_paper(workspace: Workspace, session: ReadingSession, account_id: Id, year: int) -> PlanReading:
    """Everything but the plan itself, in a constant number of queries; raises ``NotFound``."""
    today = workspace.clock.today()
    account = account_queries.get_account(session, account_id)
    managers = account_queries.list_managers(session)
    names = {manager.id: manager.name for manager in managers}
    parent = account_queries.get_account(session, account.parent_id).name if account.parent_id else ""
    people = tuple(account_queries.list_contacts(session, account_id))
    contacts = tuple(one for one in people if one.left_on is None)
    all_needs = list_needs(session, account_id)
    visits = tuple(list_visits(session, account_id=account_id))
    all_actions = tuple(list_actions(session, account_id=account_id))
    actions = tuple(one for one in all_actions if one.done_on is None)
    complaints = list_progress(session, account_id)
    contracts = tuple(standing_contracts(session, account_id, today))
    policies = policy_values(session)
    span = sales_span(session)
    sales = _sales(
        today,
        sales_by_month(session, date(today.year - 3, 1, 1), today, account_id).get(account_id, {}),
        sales_by_product(session, account_id, *twelve_months(today)),
        sales_by_product(session, account_id, *twelve_months(year_before(today))),
        span,
    )
    evaluations = list_evaluations(session, account_id)
    weights = policy(policies, EVALUATION_WEIGHTS)
    grid = read_grid(session, account_id, today)
    links = list_links(session, account_id)
    ties = read_ties(session, account_id, people, managers)
    risks = list_risks(session, account_id)
    stale_days = policy(policies, VERIFIED_DAYS)
    influence = read_influence_map(workspace, session, account_id)
    paper = AccountPlanPaper(
        account=account,
        year=year,
        today=today,
        company=load_settings().company,
        author=workspace.author,
        managers=tuple(
            names[one]
            for one in (account.manager_id, account.second_manager_id)
            if one is not None and one in names
        ),
        parent_name=parent,
        sales=sales,
        suggestion=suggested_tier(
            sales.last_12m_fen,
            account.standing,
            policy(policies, TIERS),
            current=account.tier,
            confirmed=account.tier_confirmed_on is not None,
        ),
        contacts=contacts,
        complaints=tuple(one.complaint for one in complaints if one.is_open),
        closed_complaints=tuple(one.complaint for one in complaints if not one.is_open),
        contracts=contracts,
        actions=actions,
        visit_records=_visit_records(account, frequencies.load_rulebook(session, account_id), visits, today),
        visits=visits,
        needs=open_needs(all_needs),
        risks=tuple(one for one in risks if one.closed_on is None),
        scorecard=scorecard_view(session, account_id).result,
        evaluation=evaluations[0] if evaluations else None,
        evaluation_total=evaluation_total(evaluations[0], weights) if evaluations else None,
        influence=influence,
        findings=findings_of(influence, verified_days=stale_days),
        kam=kam_of(account, ties),
        whitespace=grid,
        wallet=share_of_wallet(
            sales_12m_fen=sales.last_12m_fen,
            spend_fen=account.category_spend_fen,
            estimate_bp=account.share_of_wallet_bp,
            sales_until=span[1] if span else None,
        ),
        competitors=_competitors(links, grid),
        competitor_news=tuple(
            Heard(one.on, one.competitor_news) for one in reversed(visits) if one.competitor_news.strip()
        ),
        stale_days=stale_days,
        team_proposals=proposed_team(account, managers, [one.tie for one in ties], visits, today),
    )
    rows = {
        "account": [account_id],
        "evaluations": [one.id for one in evaluations],
        "contacts": [one.id for one in people],
        "lines": [one.id for one in influence.links],
        "ties": [one.tie.id for one in ties],
        "visits": [one.id for one in visits],
        "actions": [one.id for one in all_actions],
        "complaints": [
            *(one.complaint.id for one in complaints),
            *(one.latest.id for one in complaints if one.latest is not None),
        ],
        "contracts": [one.id for one in contracts],
        "needs": [one.id for one in all_needs],
        "cells": [one.id for one in list_cells(session, account_id)],
        "links": [one.id for one in links],
        "risks": [one.id for one in risks],
        "portfolio": [one.id for one in list_portfolio_years(session, account_id)],
    }
    return PlanReading(paper, people, tuple(managers), all_actions, rows)


def read_facts(session: ReadingSession, paper: AccountPlanPaper) -> PlanFacts:
    """What the measures of the plan's year are counted by."""
    account, year, today = paper.account, paper.year, paper.today
    first, last = date(year, 1, 1), min(today, date(year, 12, 31))
    reached = paper.sales.as_of
    as_of = min(reached, last) if reached is not None and reached >= first and last >= first else None
    sold = sales_by_account(session, first, last, account_id=account.id).get(account.id, 0)
    costed, profit = costed_sales(session, account.id, first, last) or (0, 0)
    recorded = RecordedYear(sold, costed, costed - profit, has_uncosted=sold != costed)
    done = [one for one in paper.visits if one.state is VisitState.DONE and first <= one.on <= last]
    met = Counter(person for one in done for person in set(one.met))
    known = {one.id: one.support for one in paper.contacts if one.support is not None}
    return PlanFacts(
        year=year,
        today=today,
        sales_as_of=as_of,
        sales_fen=sold,
        products=dict(sales_by_product(session, account.id, first, last)),
        profit_fen=recorded.profit_fen if costed else None,
        wallet=paper.wallet,
        stage=account.stage,
        stage_on=paper.dates.profile_on,
        support=known,
        support_on={
            one.id: day
            for one in paper.contacts
            if (day := one.influence_verified_on or paper.dates.contacts_on) is not None
        },
        meetings=dict(met),
        visits=len(done),
        complaints=sum(first <= one.received_on <= last for one in paper.all_complaints),
    )


def _competitors(links: Iterable[AccountLink], grid: Grid) -> tuple[CompetitorLine, ...]:
    """Those noted as competitors, and those that hold cells of the grid, by name."""
    noted = {
        one.name: CompetitorLine(one.name, one.note, one.other_id)
        for one in links
        if one.kind is LinkKind.COMPETITOR
    }
    held: dict[str, list[tuple[str, str, int]]] = {}
    for cell in grid.cells.values():
        if cell.state is CellState.COMPETITOR and cell.competitor.strip():
            held.setdefault(cell.competitor.strip(), []).append(
                (cell.unit, cell.product, cell.potential_fen or 0)
            )
    return tuple(
        CompetitorLine(
            name,
            noted[name].note if name in noted else "",
            noted[name].account_id if name in noted else None,
            tuple((unit, product) for unit, product, _fen in held.get(name, ())),
            sum(fen for _unit, _product, fen in held.get(name, ())),
        )
        for name in sorted({*noted, *held})
    )


def _sales(
    today: date,
    months: dict[str, int],
    products: Sequence[tuple[str, int]],
    before: Sequence[tuple[str, int]],
    span: tuple[date, date] | None,
) -> PlanSales:
    previous = dict(before)
    return PlanSales(
        as_of=min(span[1], today) if span else None,
        months=tuple(
            MonthSales(date.fromisoformat(f"{month}-01"), amount) for month, amount in sorted(months.items())
        ),
        last_12m_fen=sum(amount for _product, amount in products),
        previous_12m_fen=sum(previous.values()),
        products=tuple(
            ProductSales(product, amount, previous.get(product, 0)) for product, amount in products
        ),
    )


def _visit_records(
    account: Account,
    book: Rulebook,
    visits: Sequence[Visit],
    today: date,
) -> tuple[VisitRecord, ...]:
    """What each rule required since the first of January, and what was done; over-visiting hides nothing."""
    counts: dict[str, tuple[RequiredFrequency, int, int, int]] = {}
    for slots in slots_of(account, book, date(today.year, 1, 1), today):
        required = slots[0].required
        if isinstance(required, FollowUp):
            continue
        period = slots[0].period
        done = sum(
            1
            for visit in visits
            if visit.state is VisitState.DONE and visit.kind is required.kind and visit.on in period
        )
        until_now = sum(1 for slot in slots if slot.due_on <= today)
        known = counts.get(required.kind, (required, 0, 0, 0))
        counts[required.kind] = (
            required,
            known[1] + max(until_now, min(done, len(slots))),
            known[2] + min(done, len(slots)),
            known[3] + max(0, until_now - done),
        )
    return tuple(VisitRecord(*values) for values in counts.values())
