"""The five years of an account: recorded, typed, estimated, proposed (2-rules §3).

Which figure wins:

- past years: what is recorded, unless nothing is, or the records reach over a part of the year only and
  somebody typed the whole of it. A cost that is known of some sales only gives way to a typed one;
- this year: what was typed for the whole of it, else what is recorded so far with an estimate of the rest;
- coming years: what was typed, else a proposal;
- indirect cost is in no record: typed, else at the rate of the last year for which it was typed.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from workbench.domain.accounts import Account
from workbench.domain.periods import year_before
from workbench.domain.portfolio import (
    WHOLE_BP,
    YEARS_AHEAD,
    YEARS_BACK,
    PortfolioCell,
    PortfolioColumn,
    PortfolioRow,
    PortfolioTable,
    PortfolioYear,
    Reason,
    RecordedSales,
    RecordedYear,
    Source,
    When,
    portfolio_year_id,
)
from workbench.domain.portfolio_forecast import (
    damped_growth,
    growth_a_year,
    part_of,
    proposed_revenue,
    rest_of_year,
)

_SURENESS = {source: place for place, source in enumerate(Source)}
_MISSING = PortfolioCell()


def portfolio_table(
    account: Account, today: date, recorded: RecordedSales, typed: Iterable[PortfolioYear] = ()
) -> PortfolioTable:
    """The table of ``account`` as of ``today``; see the module for which figure wins.

    Several rows typed for one year count as ``typed_by_year`` says.
    """
    by_hand = typed_by_year(typed)
    columns = [
        _past(year, recorded, by_hand.get(year)) for year in range(today.year - YEARS_BACK, today.year)
    ]
    columns.append(_present(today, recorded, by_hand.get(today.year), columns))
    growth = growth_a_year(
        {
            column.year: column.revenue.amount_fen
            for column in columns
            if column.revenue.amount_fen is not None and column.revenue.reason is not Reason.SALES_IN_PART
        }
    )
    for ahead in range(1, YEARS_AHEAD + 1):
        year = today.year + ahead
        columns.append(_future(year, ahead, account, growth, by_hand.get(year), columns))
    return PortfolioTable(
        account_id=account.id,
        columns=tuple(columns),
        growth_bp=growth,
        potential_fen=account.potential_fen,
        potential_years=account.potential_years,
        trade_mode=account.trade_mode,
        others=recorded.others,
    )


def typed_by_year(typed: Iterable[PortfolioYear]) -> Mapping[int, PortfolioYear]:
    """What was typed of an account by year.

    Several rows of one year, of accounts that became one, fill each other's gaps, first the one whose id
    follows from account and year: it is the one that is written.
    """
    found: dict[int, PortfolioYear] = {}
    for one in typed:
        known = found.get(one.year)
        if known is None:
            found[one.year] = one
            continue
        if one.id == portfolio_year_id(one.account_id, one.year):
            known, one = one, known
        found[one.year] = PortfolioYear(
            known.id,
            known.account_id,
            known.year,
            one.revenue_fen if known.revenue_fen is None else known.revenue_fen,
            one.direct_cost_fen if known.direct_cost_fen is None else known.direct_cost_fen,
            one.indirect_cost_fen if known.indirect_cost_fen is None else known.indirect_cost_fen,
            known.note or one.note,
        )
    return found


def _typed(by_hand: PortfolioYear | None, row: PortfolioRow) -> int | None:
    if by_hand is None or row.field is None:
        return None
    value: int | None = getattr(by_hand, row.field)
    return value


# --- past years


def _past(year: int, recorded: RecordedSales, by_hand: PortfolioYear | None) -> PortfolioColumn:
    own, whole = recorded.years.get(year), recorded.covers(year)
    if own is None and whole and recorded.years:
        own = RecordedYear()
    revenue = _past_revenue(own, whole, _typed(by_hand, PortfolioRow.REVENUE), year in recorded.years)
    direct = _past_cost(own, revenue, _typed(by_hand, PortfolioRow.DIRECT_COST))
    return _column(year, When.PAST, revenue, direct, _by_hand(by_hand, PortfolioRow.INDIRECT_COST), by_hand)


def _past_revenue(
    own: RecordedYear | None, whole: bool, typed_fen: int | None, has_sales: bool
) -> PortfolioCell:
    on_record = None if own is None else own.revenue_fen
    if own is None or (typed_fen is not None and not (whole and has_sales)):
        return _typed_cell(typed_fen, on_record)
    reason = Reason.SALES if whole else Reason.SALES_IN_PART
    return PortfolioCell(
        own.revenue_fen,
        Source.RECORDED,
        reason if has_sales else Reason.SALES_NONE,
        typed_fen=typed_fen,
        recorded_fen=own.revenue_fen,
    )


def _past_cost(own: RecordedYear | None, revenue: PortfolioCell, typed_fen: int | None) -> PortfolioCell:
    on_record = None if own is None or (own.has_uncosted and own.costed_fen == 0) else own.cost_fen
    if own is None or revenue.source is not Source.RECORDED:
        if typed_fen is None and own is not None and revenue.amount_fen is not None:
            pair = (own.costed_fen, own.cost_fen) if own.costed_fen > 0 else None
            return _at_rate(revenue.amount_fen, pair, Source.ESTIMATED, on_record)
        return _typed_cell(typed_fen, on_record)
    if not own.has_uncosted and revenue.reason is not Reason.SALES_NONE:
        return PortfolioCell(own.cost_fen, Source.RECORDED, revenue.reason, typed_fen, own.cost_fen)
    if typed_fen is not None:
        return _typed_cell(typed_fen, on_record)
    estimate = own.cost_estimate_fen
    if estimate is None:
        return PortfolioCell(recorded_fen=on_record)
    if not own.has_uncosted:
        return PortfolioCell(estimate, Source.RECORDED, Reason.SALES_NONE, None, own.cost_fen)
    known = min(WHOLE_BP, max(0, part_of(WHOLE_BP, own.costed_fen, max(1, own.revenue_fen))))
    return PortfolioCell(estimate, Source.ESTIMATED, Reason.COST_IN_PART, None, on_record, known)


# --- this year


def _present(
    today: date, recorded: RecordedSales, by_hand: PortfolioYear | None, before: list[PortfolioColumn]
) -> PortfolioColumn:
    year, own = today.year, recorded.years.get(today.year)
    until = recorded.until if recorded.years else None
    until = min(until, today) if until is not None and until.year >= year else None
    if until is not None and own is None:
        own = RecordedYear()
    so_far = own.revenue_fen if own is not None else None
    rest = None
    if until is not None and so_far is not None:
        rest = rest_of_year(so_far, until, _rest_before(until, recorded))
    revenue = _present_revenue(so_far, rest, until, recorded, by_hand, before[-1].revenue)
    known = None if own is None else (own.costed_fen, own.cost_fen)
    on_record = own.cost_fen if own is not None and (own.costed_fen or not own.has_uncosted) else None
    direct = _cost(by_hand, PortfolioRow.DIRECT_COST, revenue, before, Source.ESTIMATED, on_record, known)
    indirect = _cost(by_hand, PortfolioRow.INDIRECT_COST, revenue, before, Source.ESTIMATED)
    return _column(year, When.PRESENT, revenue, direct, indirect, by_hand, (so_far, rest, until))


def _rest_before(until: date, recorded: RecordedSales) -> int | None:
    """The rest of last year, if this account was sold to last year and the records reach back that far."""
    if until.year - 1 not in recorded.years:
        return None
    if recorded.first is None or recorded.first > year_before(until):
        return None
    return recorded.rest_before_fen


def _present_revenue(
    so_far: int | None,
    rest: int | None,
    until: date | None,
    recorded: RecordedSales,
    by_hand: PortfolioYear | None,
    last: PortfolioCell,
) -> PortfolioCell:
    typed_fen = _typed(by_hand, PortfolioRow.REVENUE)
    if typed_fen is not None:
        return _typed_cell(typed_fen, so_far)
    if until is not None and so_far is not None and rest is not None:
        reason = Reason.AT_THIS_PACE if _rest_before(until, recorded) is None else Reason.AS_YEAR_BEFORE
        return PortfolioCell(so_far + rest, Source.ESTIMATED, reason, recorded_fen=so_far)
    if until is None and last.amount_fen is not None:
        return PortfolioCell(last.amount_fen, Source.ESTIMATED, Reason.YEAR_AGAIN)
    return PortfolioCell(recorded_fen=so_far)


# --- coming years


def _future(
    year: int,
    ahead: int,
    account: Account,
    growth_bp: int | None,
    by_hand: PortfolioYear | None,
    before: list[PortfolioColumn],
) -> PortfolioColumn:
    revenue = _by_hand(by_hand, PortfolioRow.REVENUE)
    if revenue.source is Source.MISSING:
        revenue = _proposed(ahead, account, growth_bp, before)
    direct, indirect = (
        _cost(by_hand, row, revenue, before, Source.PROPOSED)
        for row in (PortfolioRow.DIRECT_COST, PortfolioRow.INDIRECT_COST)
    )
    return _column(year, When.FUTURE, revenue, direct, indirect, by_hand)


def _proposed(
    ahead: int, account: Account, growth_bp: int | None, before: list[PortfolioColumn]
) -> PortfolioCell:
    # A year that was only on the way to a potential is no trend.
    is_trend = before[-1].revenue.reason is not Reason.POTENTIAL
    last = before[-1].revenue.amount_fen if is_trend else None
    now = before[YEARS_BACK].revenue.amount_fen
    has_way = (
        bool(account.potential_fen and account.potential_fen > 0) and account.potential_years is not None
    )
    amount = proposed_revenue(
        last,
        growth_bp,
        ahead,
        now_fen=now,
        potential_fen=account.potential_fen,
        potential_years=account.potential_years,
    )
    if amount is None:
        return _MISSING
    rate = damped_growth(growth_bp or 0, ahead)
    if not has_way:
        return PortfolioCell(amount, Source.PROPOSED, Reason.TREND, rate_bp=rate)
    if last is None:
        return PortfolioCell(amount, Source.PROPOSED, Reason.POTENTIAL)
    return PortfolioCell(amount, Source.PROPOSED, Reason.TREND_AND_POTENTIAL, rate_bp=rate)


# --- what they share


def _cost(
    by_hand: PortfolioYear | None,
    row: PortfolioRow,
    revenue: PortfolioCell,
    before: list[PortfolioColumn],
    source: Source,
    on_record: int | None = None,
    own: tuple[int, int] | None = None,
) -> PortfolioCell:
    """A cost as typed, else at the rate of its ``own`` sales and cost, else at that of a year before."""
    typed_fen = _typed(by_hand, row)
    if typed_fen is not None:
        return _typed_cell(typed_fen, on_record)
    if revenue.amount_fen is None:
        return _missing(on_record)
    pair = own if own is not None and own[0] > 0 else _last_pair(before, row)
    return _at_rate(revenue.amount_fen, pair, source, on_record)


def _at_rate(
    revenue_fen: int, pair: tuple[int, int] | None, source: Source, on_record: int | None
) -> PortfolioCell:
    if pair is None:
        return _missing(on_record)
    whole, cost = pair
    return PortfolioCell(
        part_of(revenue_fen, cost, whole),
        source,
        Reason.COST_RATE,
        recorded_fen=on_record,
        rate_bp=part_of(WHOLE_BP, cost, whole),
    )


def _last_pair(columns: list[PortfolioColumn], row: PortfolioRow) -> tuple[int, int] | None:
    """Revenue above zero and cost of the last year where both are more than proposals."""
    for column in reversed(columns):
        revenue = column.revenue
        cost = column.direct_cost if row is PortfolioRow.DIRECT_COST else column.indirect_cost
        if cost.amount_fen is None or revenue.amount_fen is None or revenue.amount_fen <= 0:
            continue
        if revenue.source is not Source.PROPOSED and cost.source is not Source.PROPOSED:
            return revenue.amount_fen, cost.amount_fen
    return None


def _by_hand(by_hand: PortfolioYear | None, row: PortfolioRow) -> PortfolioCell:
    return _typed_cell(_typed(by_hand, row), None)


def _typed_cell(typed_fen: int | None, recorded_fen: int | None) -> PortfolioCell:
    if typed_fen is None:
        return _missing(recorded_fen)
    return PortfolioCell(typed_fen, Source.TYPED, Reason.BY_HAND, typed_fen, recorded_fen)


def _missing(recorded_fen: int | None) -> PortfolioCell:
    return _MISSING if recorded_fen is None else PortfolioCell(recorded_fen=recorded_fen)


def _net(revenue: PortfolioCell, direct: PortfolioCell, indirect: PortfolioCell) -> PortfolioCell:
    """Revenue less costs; without the direct cost it is not known, without the indirect it says so."""
    if revenue.amount_fen is None or direct.amount_fen is None:
        return _MISSING
    used = [revenue, direct] if indirect.amount_fen is None else [revenue, direct, indirect]
    return PortfolioCell(
        revenue.amount_fen - direct.amount_fen - (indirect.amount_fen or 0),
        max((cell.source for cell in used), key=_SURENESS.__getitem__),
        Reason.WITHOUT_INDIRECT if indirect.amount_fen is None else Reason.WORKED_OUT,
    )


def _column(
    year: int,
    when: When,
    revenue: PortfolioCell,
    direct: PortfolioCell,
    indirect: PortfolioCell,
    by_hand: PortfolioYear | None,
    parts: tuple[int | None, int | None, date | None] = (None, None, None),
) -> PortfolioColumn:
    so_far, rest, until = parts
    return PortfolioColumn(
        year,
        when,
        revenue,
        direct,
        indirect,
        _net(revenue, direct, indirect),
        so_far_fen=so_far if until is not None else None,
        rest_fen=rest,
        until=until,
        note=by_hand.note if by_hand else "",
    )
