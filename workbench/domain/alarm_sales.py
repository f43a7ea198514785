"""Alarms of sales that lag, and of accounts that are being lost (2-rules §12).

| what | severe | warning | note |
| --- | --- | --- | --- |
| this month below the plan | * under 50 % of it | * under 80 %, others under 50 % | else |
| this quarter below last year's | * under 50 % of it | * under 80 %, others under 50 % | else |
| longer without an order than usual | | * | others |
| loss of the account | * | others | |

``*``: strategic, focus and major accounts. An account that is being lost raises nothing else
about its sales.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Tier
from workbench.domain.alarm_limits import AlarmLimits
from workbench.domain.alarms import Alarm, AlarmKind, Severity
from workbench.domain.order_rhythm import Rhythm
from workbench.domain.periods import Period, PeriodKind, period_of
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.i18n import _, format_date, format_number, format_percent_bp, money_text, ngettext
from workbench.foundation.ids import Id

RHYTHM = "rhythm"
_HALF = 50
_PERCENT_STEP, _RHYTHM_STEP, _LOSS_STEP = 10, 30, 90


@dataclass(frozen=True)
class SalesSoFar:
    """What an account bought, in fen of CNY, up to the day as of which sales are judged.

    ``quarter_before_fen`` is that of the whole same quarter last year, ``before_so_far_fen`` of it up to the
    same day, ``plan_fen`` the plan of the year.
    """

    rhythm: Rhythm | None = None
    month_fen: int = 0
    quarter_fen: int = 0
    quarter_before_fen: int = 0
    before_so_far_fen: int | None = None
    plan_fen: int | None = None


def sales_alarms(
    account_id: Id,
    tier: Tier | None,
    sales: SalesSoFar,
    on: date,
    calendar: WorkdayCalendar,
    limits: AlarmLimits | None = None,
) -> Iterator[Alarm]:
    """What the account's sales raise as of ``on``: a loss, or else what lags."""
    known = limits or AlarmLimits()
    lost = _loss(account_id, tier, sales.rhythm, on, known)
    if lost is not None:
        yield lost
        return
    yield from _plan(account_id, tier, sales, on, calendar, known)
    yield from _quarter(account_id, tier, sales, on, known)
    yield from _gap(account_id, tier, sales.rhythm, on, known)


def is_lost(rhythm: Rhythm | None, on: date, limits: AlarmLimits) -> bool:
    """Whether there was no order for the larger of 90 days and three times the usual gap."""
    patience = rhythm.patience(limits.loss_percent, limits.loss_days) if rhythm is not None else None
    return rhythm is not None and patience is not None and rhythm.days_since(on) > patience


def usual_said(days: float) -> str:
    """``usually every 14 days``, in the user's language."""
    whole = max(1, int(days + 0.5))
    text = ngettext(
        "Usually there is one every {count} day.", "Usually there is one every {count} days.", whole
    )
    return text.format(count=format_number(whole))


def _loss(
    account_id: Id, tier: Tier | None, rhythm: Rhythm | None, on: date, limits: AlarmLimits
) -> Alarm | None:
    if rhythm is None or rhythm.usual_days is None or not is_lost(rhythm, on, limits):
        return None
    patience = rhythm.patience(limits.loss_percent, limits.loss_days) or 0.0
    return Alarm(
        AlarmKind.LOSS,
        account_id,
        Severity.SEVERE if _matters(tier) else Severity.WARNING,
        rhythm.days_since(on),
        (_no_order_said(rhythm, on), usual_said(rhythm.usual_days)),
        rhythm.ended_on(patience),
        data_to=on,
        step=_LOSS_STEP,
    )


def _gap(
    account_id: Id, tier: Tier | None, rhythm: Rhythm | None, on: date, limits: AlarmLimits
) -> Iterator[Alarm]:
    if rhythm is None or rhythm.usual_days is None:
        return
    patience = rhythm.patience(limits.rhythm_percent, limits.rhythm_least_days) or 0.0
    if rhythm.days_since(on) > patience:
        yield Alarm(
            AlarmKind.SALES_PROGRESS,
            account_id,
            Severity.WARNING if _matters(tier) else Severity.NOTE,
            rhythm.days_since(on),
            (_no_order_said(rhythm, on), usual_said(rhythm.usual_days)),
            rhythm.ended_on(patience),
            RHYTHM,
            data_to=on,
            step=_RHYTHM_STEP,
        )


def _plan(
    account_id: Id,
    tier: Tier | None,
    sales: SalesSoFar,
    on: date,
    calendar: WorkdayCalendar,
    limits: AlarmLimits,
) -> Iterator[Alarm]:
    """A twelfth of the year's plan, by the working days of the month that have passed."""
    month = period_of(PeriodKind.MONTH, on)
    passed = calendar.count_workdays(month.start, on)
    whole = calendar.count_workdays(month.start, month.end)
    if sales.plan_fen is None or sales.plan_fen <= 0 or passed < min(limits.plan_from_workday, whole):
        return
    expected = sales.plan_fen * passed // (12 * whole) if whole else 0
    if not _is_below(sales.month_fen, expected, limits.progress_percent):
        return
    text = _("{period} so far: {amount}, {share} of the {expected} planned by {day}.")
    yield _behind(account_id, tier, sales.month_fen, expected, text, month, on)


def _quarter(
    account_id: Id, tier: Tier | None, sales: SalesSoFar, on: date, limits: AlarmLimits
) -> Iterator[Alarm]:
    """The same quarter of last year, by the days of the quarter that have passed.

    Who bought late in it last year is not late yet: no more is expected than was bought by the same day.
    """
    quarter = period_of(PeriodKind.QUARTER, on)
    passed = (on - quarter.start).days + 1
    expected = sales.quarter_before_fen * passed // quarter.day_count
    if sales.before_so_far_fen is not None:
        expected = min(expected, sales.before_so_far_fen)
    if passed < limits.quarter_from_day or not _is_below(
        sales.quarter_fen, expected, limits.progress_percent
    ):
        return
    text = _("{period} so far: {amount}, {share} of the {expected} of last year, taken to {day}.")
    yield _behind(account_id, tier, sales.quarter_fen, expected, text, quarter, on)


def _behind(
    account_id: Id, tier: Tier | None, made: int, expected: int, text: str, period: Period, on: date
) -> Alarm:
    percent = 100 * made // expected
    said = text.format(
        period=period.label,
        amount=money_text(made),
        share=format_percent_bp(100 * percent),
        expected=money_text(expected),
        day=format_date(on),
    )
    return Alarm(
        AlarmKind.SALES_PROGRESS,
        account_id,
        list(Severity)[(percent >= _HALF) + (not _matters(tier))],
        100 - percent,
        (said,),
        period.start,
        period.key,
        data_to=on,
        step=_PERCENT_STEP,
    )


def _is_below(made: int, expected: int, percent: int) -> bool:
    return expected > 0 and made * 100 < expected * percent


def _matters(tier: Tier | None) -> bool:
    return tier in (Tier.STRATEGIC, Tier.FOCUS, Tier.MAJOR)


def _no_order_said(rhythm: Rhythm, on: date) -> str:
    days = rhythm.days_since(on)
    text = ngettext("No order since {day}, for {count} day.", "No order since {day}, for {count} days.", days)
    return text.format(day=format_date(rhythm.last_on), count=format_number(days))
