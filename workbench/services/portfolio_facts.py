"""What the value of accounts is worked out from, read once for one account or for all (2-rules §3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.domain.accounts import Account
from workbench.domain.attractiveness import AxisScore, axis_score
from workbench.domain.axis_criteria import Axis, AxisWeights
from workbench.domain.axis_proposals import AxisFacts, proposed_scores
from workbench.domain.lifetime import (
    LifetimeTerms,
    LifetimeValue,
    LossCost,
    ReferredValue,
    brought_by,
    discounted_sum,
    lifetime_value,
    margins_ahead,
)
from workbench.domain.periods import twelve_months, year_before
from workbench.domain.policies import AXIS_WEIGHTS, LIFETIME, SCORECARD_WEIGHTS, TIERS, policy
from workbench.domain.portfolio import (
    YEARS_BACK,
    PortfolioTable,
    PortfolioYear,
    RecordedSales,
    RecordedYear,
)
from workbench.domain.portfolio_table import portfolio_table
from workbench.domain.scorecard import Criterion, Score, ScorecardWeights, scorecard
from workbench.domain.share_of_wallet import share_of_wallet
from workbench.domain.tiers import TierThresholds
from workbench.foundation.ids import Id
from workbench.storage.queries.account_links import referrals
from workbench.storage.queries.accounts import list_accounts
from workbench.storage.queries.assessments import scores_by_account
from workbench.storage.queries.complaints import count_complaints
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.portfolio import list_portfolio_years, portfolio_scores
from workbench.storage.queries.receivables import oldest_overdue
from workbench.storage.queries.sales import sales_span
from workbench.storage.queries.year_sales import sales_of_spans
from workbench.storage.session import ReadingSession

_NO_SALES = RecordedYear()
_NO_SCORES = scorecard({})


@dataclass(frozen=True)
class ValueFacts:
    """The records behind the value of ``accounts``, by account, as of ``today``.

    ``last_12`` are the sales of the twelve months that end today; ``rest`` those of last year after the day
    of the year on which the records of the file (``span``) end; ``sold`` those of the days asked for.
    ``brought``: who brought whom.
    """

    today: date
    accounts: Mapping[Id, Account]
    span: tuple[date, date] | None
    years: Mapping[Id, Mapping[int, RecordedYear]]
    rest: Mapping[Id, RecordedYear]
    last_12: Mapping[Id, RecordedYear]
    sold: Mapping[Id, RecordedYear]
    typed: Mapping[Id, list[PortfolioYear]]
    scores: Mapping[Id, Mapping[str, int]]
    scorecards: Mapping[Id, Mapping[Criterion, Score]]
    complaints: Mapping[Id, int]
    overdue: Mapping[Id, date]
    brought: Mapping[Id, set[Id]]
    terms: LifetimeTerms
    weights: AxisWeights
    thresholds: TierThresholds
    scorecard_weights: ScorecardWeights

    def table(self, account_id: Id, others: Mapping[str, int] | None = None) -> PortfolioTable:
        """The five years of an account; ``others`` is what it bought in other currencies."""
        first, until = self.span or (None, None)
        recorded = RecordedSales(
            years=self.years.get(account_id, {}),
            rest_before_fen=self.rest.get(account_id, _NO_SALES).revenue_fen,
            first=first,
            until=until,
            others=others or {},
        )
        return portfolio_table(
            self.accounts[account_id], self.today, recorded, self.typed.get(account_id, ())
        )

    def retention_bp(self, account_id: Id) -> int:
        """The retention in force: the account's own, else the house's."""
        own = self.accounts[account_id].retention_bp
        return self.terms.retention_bp if own is None else own

    def margins(self, table: PortfolioTable) -> tuple[int, ...] | None:
        """The margins the lifetime value sums up; ``None`` where that of this year is not known."""
        known = [column.net_income.amount_fen for column in table.columns[YEARS_BACK:]]
        return margins_ahead(known, self.terms.years)

    def lifetime(self, table: PortfolioTable) -> LifetimeValue | None:
        """The lifetime value of an account; ``None`` where its margin is not known."""
        margins = self.margins(table)
        if margins is None:
            return None
        return lifetime_value(
            margins,
            self.today.year,
            retention_bp=self.retention_bp(table.account_id),
            discount_bp=self.terms.discount_bp,
        )

    def lifetime_fen(self, table: PortfolioTable) -> int | None:
        """The same as a mere figure."""
        margins = self.margins(table)
        if margins is None:
            return None
        return discounted_sum(margins, self.retention_bp(table.account_id), self.terms.discount_bp)

    def loss(self, account_id: Id, values: Mapping[Id, int | None]) -> LossCost:
        """What losing it costs, with the lifetime values by account; who is not among them is unknown."""
        reached = (one for one in brought_by(account_id, self.brought) if one in self.accounts)
        return LossCost(
            values.get(account_id),
            self.accounts[account_id].acquisition_cost_fen,
            tuple(ReferredValue(one, self.accounts[one].short, values.get(one)) for one in reached),
        )

    def axes(self, table: PortfolioTable) -> tuple[AxisScore, AxisScore]:
        """Attractiveness and relative strength."""
        account = self.accounts[table.account_id]
        typed = self.scores.get(account.id, {})
        proposed = proposed_scores(self._axis_facts(account, table), self.today, self.thresholds)
        attractive, strong = (axis_score(axis, typed, proposed, self.weights) for axis in Axis)
        return attractive, strong

    def _axis_facts(self, account: Account, table: PortfolioTable) -> AxisFacts:
        scored = self.scorecards.get(account.id, {})
        card = (
            scorecard({one: score.score for one, score in scored.items()}, self.scorecard_weights)
            if scored
            else _NO_SCORES
        )
        sold = self.last_12.get(account.id)
        wallet = share_of_wallet(
            sales_12m_fen=sold.revenue_fen if sold else 0,
            spend_fen=account.category_spend_fen,
            estimate_bp=account.share_of_wallet_bp,
            sales_until=self.span[1] if self.span else None,
        )
        late_since = self.overdue.get(account.id)
        known = (account.potential_fen, account.category_spend_fen)
        return AxisFacts(
            potential_fen=max((amount for amount in known if amount is not None), default=None),
            growth_bp=table.growth_bp,
            margin_bp=table.last_margin_bp,
            scorecard_bp=card.total_bp,
            scored=card.scored,
            credit_grade=account.credit_grade,
            days_overdue=(self.today - late_since).days if late_since else 0,
            first_trade_on=account.first_trade_on,
            standing=account.standing,
            wallet_bp=wallet.bp if wallet else None,
            stage=account.stage,
            complaints=self.complaints.get(account.id, 0) if sold else None,
        )


def read_value_facts(
    session: ReadingSession,
    today: date,
    account_id: Id | None = None,
    days: tuple[date, date] | None = None,
) -> ValueFacts:
    """The facts of all accounts, or of one and those it brought, in a constant number of queries.

    ``sold`` are the sales of ``days``, by default of the last twelve months.
    """
    values = policy_values(session)
    brought = referrals(session)
    ids: Collection[Id] | None = None
    if account_id is not None:
        ids = (account_id, *brought_by(account_id, brought))
    span = sales_span(session)
    year, since = today.year, twelve_months(today)
    until = min(span[1], today) if span else today
    after = year_before(until) + timedelta(days=1)
    years = range(year - YEARS_BACK, year + 1)
    spans = [(date(one, 1, 1), min(date(one, 12, 31), today)) for one in years]
    spans += [(after, date(year - 1, 12, 31)), since, days or since]
    # The days asked for are most often the twelve months.
    each = list(dict.fromkeys(spans))
    found = dict(zip(each, sales_of_spans(session, each, ids), strict=True))
    sums = [found[one] for one in spans]
    typed: dict[Id, list[PortfolioYear]] = {}
    for one in list_portfolio_years(session, None if ids is None or len(ids) > 1 else account_id):
        typed.setdefault(one.account_id, []).append(one)
    return ValueFacts(
        today=today,
        accounts={account.id: account for account in list_accounts(session, ids)},
        span=span,
        years=_by_account(dict(zip(years, sums, strict=False))),
        rest=sums[-3],
        last_12=sums[-2],
        sold=sums[-1],
        typed=typed,
        scores=portfolio_scores(session, account_id),
        scorecards=scores_by_account(session, account_id),
        complaints=count_complaints(session, *since),
        overdue=oldest_overdue(session, today, account_id),
        brought=brought,
        terms=policy(values, LIFETIME),
        weights=policy(values, AXIS_WEIGHTS),
        thresholds=policy(values, TIERS),
        scorecard_weights=policy(values, SCORECARD_WEIGHTS),
    )


def _by_account(sales: Mapping[int, Mapping[Id, RecordedYear]]) -> dict[Id, dict[int, RecordedYear]]:
    found: dict[Id, dict[int, RecordedYear]] = {}
    for year, by_account in sales.items():
        for account_id, one in by_account.items():
            found.setdefault(account_id, {})[year] = one
    return found
