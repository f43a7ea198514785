"""From when on something is an alarm; every number can be edited as a rule of the house (2-rules §4, §12)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AlarmLimits:
    """The numbers of the alarms. Names end in their unit; ``percent`` of gaps: 150 is one and a half.

    Some are ours, for want of any in the rule, so that chance raises nothing: ``least_orders`` before a usual
    gap is spoken of, ``rhythm_least_days`` and ``business_lost_least_days`` for who buys every few days,
    ``plan_from_workday`` and ``quarter_from_day`` before a month or quarter is judged that has just begun,
    ``low_price_percent`` below the average that rounding and small quantities explain.
    """

    overdue_days: int = 30
    progress_percent: int = 80
    plan_from_workday: int = 10
    quarter_from_day: int = 30
    rhythm_percent: int = 150
    rhythm_least_days: int = 14
    least_orders: int = 4
    loss_days: int = 90
    loss_percent: int = 300
    business_lost_percent: int = 300
    business_lost_least_days: int = 30
    low_price_percent: int = 5
    claims: int = 3
    claims_days: int = 180
    claims_percent: int = 5


@dataclass(frozen=True)
class CreditTerms:
    """Credit limits that follow from sales (2-rules §4): percent of an average month, months of a new one."""

    b_percent: int = 200
    c_percent: int = 50
    new_months: int = 6
