"""Papers: gather what one prints, and make the PDF (2-rules §17, §7.2)."""

from collections.abc import Sequence
from datetime import date

from workbench.documents.account_plan import account_plan_pdf
from workbench.domain.account_plan import (
    AccountPlanPaper,
    MonthSales,
    PartDates,
    PlanSales,
    ProductSales,
    VisitRecord,
)
from workbench.domain.accounts import Account
from workbench.domain.follow_ups import FollowUp
from workbench.domain.frequency import RequiredFrequency, Rulebook
from workbench.domain.needs import open_needs
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.periods import twelve_months, year_before
from workbench.domain.policies import TIERS, policy
from workbench.domain.slots import slots_of
from workbench.domain.tiers import suggested_tier
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.i18n import language
from workbench.foundation.ids import Id
from workbench.foundation.settings import load_settings
from workbench.services.value import analyse_abc
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import frequencies
from workbench.storage.queries.changes import last_changed_on
from workbench.storage.queries.complaints import list_complaints
from workbench.storage.queries.contracts import list_contracts
from workbench.storage.queries.needs import list_needs
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.sales import sales_by_month, sales_by_product, sales_span
from workbench.storage.queries.visits import list_actions, list_visits
from workbench.storage.workspace import Workspace

FIRST_MONTH_OF_NEXT_YEARS_PLAN = 10


def print_account_plan(
    workspace: Workspace,
    account_id: Id,
    *,
    profile: Profile = Profile.INTERNAL,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The account plan as a PDF, filled from what the workspace knows; raises ``NotFound``."""
    return account_plan_pdf(
        account_plan_of(workspace, account_id),
        language=in_language or language(),
        paper_size=paper_size,
        profile=profile,
    )


def account_plan_of(workspace: Workspace, account_id: Id) -> AccountPlanPaper:
    """What the account plan prints. From October on it is the plan of the next year."""
    today = workspace.clock.today()
    analysis = analyse_abc(workspace, *twelve_months(today))
    ranked = [line for line in analysis.lines if line.row.amount_fen > 0]
    place = next((n for n, line in enumerate(ranked, 1) if line.row.account_id == account_id), None)
    with workspace.read() as session:
        account = account_queries.get_account(session, account_id)
        managers = {manager.id: manager.name for manager in account_queries.list_managers(session)}
        parent = account_queries.get_account(session, account.parent_id).name if account.parent_id else ""
        contacts = tuple(
            one for one in account_queries.list_contacts(session, account_id) if one.left_on is None
        )
        needs = open_needs(list_needs(session, account_id))
        visits = tuple(list_visits(session, account_id=account_id))
        actions = tuple(list_actions(session, account_id=account_id, open_only=True))
        complaints = tuple(list_complaints(session, account_id))
        contracts = tuple(list_contracts(session, account_id))
        rulebook = frequencies.load_rulebook(session, account_id)
        limits = policy(policy_values(session), TIERS)
        sales = _sales(
            today,
            sales_by_month(session, date(today.year - 3, 1, 1), today, account_id).get(account_id, {}),
            sales_by_product(session, account_id, *twelve_months(today)),
            sales_by_product(session, account_id, *twelve_months(year_before(today))),
            sales_span(session),
        )
        dates = PartDates(
            profile_on=last_changed_on(session, [account_id]),
            contacts_on=last_changed_on(session, [one.id for one in contacts]),
            visits_on=last_changed_on(session, [one.id for one in visits]),
            actions_on=last_changed_on(session, [one.id for one in actions]),
            complaints_on=last_changed_on(session, [one.id for one in complaints]),
            contracts_on=last_changed_on(session, [one.id for one in contracts]),
        )
    return AccountPlanPaper(
        account=account,
        year=today.year + (today.month >= FIRST_MONTH_OF_NEXT_YEARS_PLAN),
        today=today,
        company=load_settings().company,
        author=workspace.author,
        managers=tuple(
            managers[one]
            for one in (account.manager_id, account.second_manager_id)
            if one is not None and one in managers
        ),
        parent_name=parent,
        sales=sales,
        suggestion=suggested_tier(
            sales.last_12m_fen,
            account.standing,
            limits,
            current=account.tier,
            confirmed=account.tier_confirmed_on is not None,
        ),
        abc=next((line.row for line in analysis.lines if line.row.account_id == account_id), None),
        rank=place,
        ranked=len(ranked),
        contacts=contacts,
        complaints=complaints,
        contracts=contracts,
        actions=actions,
        visit_records=_visit_records(account, rulebook, visits, today),
        visits=visits,
        dates=dates,
        needs=needs,
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
