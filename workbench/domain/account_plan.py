"""The account plan 客户计划: what it is made from, and what a customer may read of it (2-rules §17)."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from workbench.domain.account_value import AccountValue
from workbench.domain.accounts import Account, Contact
from workbench.domain.complaints import Complaint
from workbench.domain.contracts import Contract
from workbench.domain.evaluation import Evaluation
from workbench.domain.frequency import RequiredFrequency
from workbench.domain.influence_finding import Finding
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.kam_level import DerivedKam
from workbench.domain.needs import Need
from workbench.domain.plan_records import AccountPlan, PlanPart, PlanReview, PlanText, PlanVersion
from workbench.domain.plan_stand import (
    CompetitorLine,
    Missing,
    ObjectiveStand,
    PartStand,
    PlanState,
    Suggestion,
    TeamLine,
    plan_state,
)
from workbench.domain.promises import given_promises
from workbench.domain.risks import Risk
from workbench.domain.scorecard import Scorecard
from workbench.domain.share_of_wallet import ShareOfWallet
from workbench.domain.tiers import TierSuggestion
from workbench.domain.value import AbcRow
from workbench.domain.visit_brief import Heard
from workbench.domain.visits import Action, Visit, VisitState
from workbench.domain.whitespace import Grid
from workbench.foundation.ids import Id

# Evidence older than this is marked as stale (2-rules §1, §17).
STALE_DAYS = 180


@dataclass(frozen=True)
class MonthSales:
    """Sales of one calendar month, named by its first day."""

    month: date
    amount_fen: int


@dataclass(frozen=True)
class ProductSales:
    """Sales of one product in the last 12 months and in the 12 before; ``cost_fen`` where it is known."""

    product: str
    amount_fen: int
    previous_fen: int = 0
    cost_fen: int | None = None


@dataclass(frozen=True)
class YearSales:
    """A calendar year: sold so far, and the rest of the year as in the year before."""

    year: int
    amount_fen: int
    rest_fen: int = 0


@dataclass(frozen=True)
class PlanSales:
    """Sales as they are on record, all in ``currency``.

    ``as_of`` is the last day the records reach, ``None`` without any. Months without sales may be left
    out. The 12 months are the same as those the tier is suggested from.
    """

    as_of: date | None = None
    currency: str = "CNY"
    months: tuple[MonthSales, ...] = ()
    last_12m_fen: int = 0
    previous_12m_fen: int = 0
    products: tuple[ProductSales, ...] = ()

    @property
    def growth_bp(self) -> int | None:
        """Change on the 12 months before, in basis points; ``None`` without any sales before."""
        if self.previous_12m_fen <= 0:
            return None
        return (self.last_12m_fen - self.previous_12m_fen) * 10_000 // self.previous_12m_fen

    def of_year(self, year: int) -> tuple[int | None, ...]:
        """Twelve months in fen; ``None`` before the first record and after the last."""
        amounts = {one.month: one.amount_fen for one in self.months}
        first = min(amounts, default=date.max)
        days = (date(year, month, 1) for month in range(1, 13))
        return tuple(
            amounts.get(day, 0) if first <= day and self.as_of and day <= self.as_of else None for day in days
        )

    def years(self, count: int) -> tuple[YearSales, ...]:
        """Up to ``count`` calendar years, the last one that of ``as_of``; none without records."""
        if self.as_of is None or not self.months:
            return ()
        last = self.as_of.year
        first = max(last - count + 1, min(one.month for one in self.months).year)
        totals = [
            YearSales(year, sum(amount or 0 for amount in self.of_year(year)))
            for year in range(first, last + 1)
        ]
        if len(totals) > 1:
            totals[-1] = YearSales(last, totals[-1].amount_fen, self._rest_as_before(self.as_of))
        return tuple(totals)

    def _rest_as_before(self, as_of: date) -> int:
        before = self.of_year(as_of.year - 1)
        days = monthrange(as_of.year, as_of.month)[1]
        rest_of_month = (before[as_of.month - 1] or 0) * (days - as_of.day) // days
        return max(0, rest_of_month + sum(amount or 0 for amount in before[as_of.month :]))


@dataclass(frozen=True)
class VisitRecord:
    """One kind of required visit this calendar year: the rule, and required and done until today."""

    required: RequiredFrequency
    required_count: int
    done_count: int
    overdue_count: int = 0


@dataclass(frozen=True)
class PartDates:
    """When each part was last entered or changed; ``None`` if never. Sales carry their own date."""

    profile_on: date | None = None
    contacts_on: date | None = None
    visits_on: date | None = None
    actions_on: date | None = None
    complaints_on: date | None = None
    contracts_on: date | None = None


@dataclass(frozen=True)
class AccountPlanPaper:
    """Everything an account plan prints.

    ``today`` is the day of printing, ``company`` our own name, ``managers`` the names of the responsible
    manager and the second one. ``rank`` counts from 1 among the ``ranked`` accounts with sales.
    ``complaints``, ``actions`` and ``needs`` are the open ones; ``visits`` are all of the account.
    ``closed_complaints`` are not printed: they count where a time is looked back on.

    ``plan`` is ``None`` until somebody writes: everything else is there all the same. ``texts`` hold what
    was written, ``loose_actions`` open actions that serve no objective of this plan and
    ``closed_actions`` such that were done in its year or in the one before, ``risks`` the open
    ones, ``competitor_news`` the latest first, ``versions`` and ``reviews`` the earliest first. ``team`` is
    as written, else as the data propose; ``team_proposals`` are those who are not written. ``review_on`` is
    the day set, else the proposed one. ``changed_since`` counts what people changed since the newest
    version; ``None`` without one.
    """

    account: Account
    year: int
    today: date
    company: str = ""
    author: str = ""
    managers: tuple[str, ...] = ()
    reviewer: str = ""
    approver: str = ""
    parent_name: str = ""
    sales: PlanSales = field(default_factory=PlanSales)
    suggestion: TierSuggestion | None = None
    abc: AbcRow | None = None
    rank: int | None = None
    ranked: int = 0
    contacts: tuple[Contact, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    closed_complaints: tuple[Complaint, ...] = ()
    contracts: tuple[Contract, ...] = ()
    actions: tuple[Action, ...] = ()
    visit_records: tuple[VisitRecord, ...] = ()
    visits: tuple[Visit, ...] = ()
    dates: PartDates = field(default_factory=PartDates)
    needs: tuple[Need, ...] = ()
    plan: AccountPlan | None = None
    texts: Mapping[PlanPart, str] = field(default_factory=dict)
    written: Mapping[PlanPart, PlanText] = field(default_factory=dict)
    objectives: tuple[ObjectiveStand, ...] = ()
    loose_actions: tuple[Action, ...] = ()
    closed_actions: tuple[Action, ...] = ()
    risks: tuple[Risk, ...] = ()
    team: tuple[TeamLine, ...] = ()
    team_proposals: tuple[TeamLine, ...] = ()
    versions: tuple[PlanVersion, ...] = ()
    changed_since: int | None = None
    reviews: tuple[PlanReview, ...] = ()
    parts: tuple[PartStand, ...] = ()
    completeness_bp: int = 0
    missing: tuple[Missing, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    scorecard: Scorecard | None = None
    evaluation: Evaluation | None = None
    evaluation_total: int | None = None
    influence: InfluenceMap | None = None
    findings: tuple[Finding, ...] = ()
    value: AccountValue | None = None
    kam: DerivedKam | None = None
    whitespace: Grid | None = None
    wallet: ShareOfWallet | None = None
    competitors: tuple[CompetitorLine, ...] = ()
    competitor_news: tuple[Heard, ...] = ()
    logo: bytes = b""
    review_on: date | None = None
    stale_days: int = STALE_DAYS

    @property
    def state(self) -> PlanState:
        """Draft, handed in, approved or returned: as the newest version says."""
        return plan_state(self.versions)

    @property
    def all_complaints(self) -> tuple[Complaint, ...]:
        """Those that are open and those that are closed."""
        return (*self.complaints, *self.closed_complaints)

    @property
    def done_visits(self) -> tuple[Visit, ...]:
        """Visits made, the latest first."""
        done = (visit for visit in self.visits if visit.state is VisitState.DONE)
        return tuple(sorted(done, key=lambda visit: (visit.on, visit.at), reverse=True))

    @property
    def coming_visits(self) -> tuple[Visit, ...]:
        """Visits ahead, the next first."""
        ahead = (visit for visit in self.visits if visit.state.is_open and visit.on >= self.today)
        return tuple(sorted(ahead, key=lambda visit: (visit.on, visit.at)))

    @property
    def overdue_actions(self) -> tuple[Action, ...]:
        """Open actions whose day has passed, the latest last."""
        late = (action for action in self.actions if action.is_overdue(self.today))
        return tuple(sorted(late, key=lambda action: action.due_on or date.max))

    @property
    def last_met(self) -> dict[Id, date]:
        """The day of the last visit on which each contact was met."""
        return {contact: visit.on for visit in reversed(self.done_visits) for contact in visit.met}

    @property
    def ending_contracts(self) -> tuple[Contract, ...]:
        """Contracts that end within the alert window, the next first."""
        ending = (contract for contract in self.contracts if contract.is_ending(self.today))
        return tuple(sorted(ending, key=lambda contract: contract.ends_on or date.max))

    def is_stale(self, day: date | None) -> bool:
        """Whether evidence of ``day`` is too old to rest on."""
        return day is not None and self.today - day > timedelta(days=self.stale_days)


def for_customer(paper: AccountPlanPaper) -> AccountPlanPaper:
    """The plan with only what a customer may read.

    Named one by one, so that a field added later stays out until somebody puts it here. Left out: tier,
    grade, stage, rank, cost; roles, influence, support and notes of people, whom we only know to exist and
    who stands outside; findings and purposes of visits; the duties behind them; actions that were not
    promised on a visit, and what any of them costs; and all that is written into the plan, aimed at,
    feared, or decided about it.
    """
    account = paper.account
    return AccountPlanPaper(
        account=Account(
            id=account.id,
            code=account.code,
            name=account.name,
            short_name=account.short_name,
            kind=account.kind,
            province=account.province,
            city=account.city,
            district=account.district,
            address=account.address,
            phone=account.phone,
            website=account.website,
            industry=account.industry,
            first_trade_on=account.first_trade_on,
        ),
        year=paper.year,
        today=paper.today,
        company=paper.company,
        logo=paper.logo,
        author=paper.author,
        managers=paper.managers,
        parent_name=paper.parent_name,
        sales=PlanSales(
            as_of=paper.sales.as_of,
            currency=paper.sales.currency,
            months=paper.sales.months,
            last_12m_fen=paper.sales.last_12m_fen,
            previous_12m_fen=paper.sales.previous_12m_fen,
            products=tuple(
                ProductSales(one.product, one.amount_fen, one.previous_fen) for one in paper.sales.products
            ),
        ),
        contacts=tuple(
            Contact(
                id=contact.id,
                account_id=contact.account_id,
                name=contact.name,
                title=contact.title,
                department=contact.department,
            )
            for contact in paper.contacts
            if not contact.is_placeholder and contact.outside_kind is None
        ),
        complaints=tuple(
            Complaint(
                id=one.id,
                account_id=one.account_id,
                received_on=one.received_on,
                number=one.number,
                complainant=one.complainant,
                channel=one.channel,
                kind=one.kind,
                against=one.against,
                demand=one.demand,
                text=one.text,
            )
            for one in paper.complaints
        ),
        contracts=tuple(
            Contract(
                id=one.id,
                account_id=one.account_id,
                number=one.number,
                title=one.title,
                amount_fen=one.amount_fen,
                currency=one.currency,
                signed_on=one.signed_on,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
            )
            for one in paper.contracts
            # What is still a draft is ours.
            if one.signed_on is not None
        ),
        actions=tuple(
            Action(
                id=action.id,
                account_id=action.account_id,
                text=action.text,
                side=action.side,
                owner=action.owner,
                due_on=action.due_on,
                done_on=action.done_on,
                visit_id=action.visit_id,
                contact_id=action.contact_id,
                promised_on=action.promised_on,
            )
            for action in given_promises(paper.actions)
            if action.visit_id is not None
        ),
        visits=tuple(
            Visit(
                id=visit.id,
                account_id=visit.account_id,
                manager_id=visit.manager_id,
                kind=visit.kind,
                state=visit.state,
                on=visit.on,
                at=visit.at,
                place=visit.place,
                met=visit.met,
            )
            for visit in paper.visits
        ),
        dates=paper.dates,
    )
