"""The policy that a new file begins with: the rows of 2-rules §7.1 that have a frequency."""

from collections.abc import Sequence

from workbench.domain.accounts import AccountKind, CreditGrade, Tier
from workbench.domain.frequency import Condition, Frequency, FrequencyRule
from workbench.domain.periods import PeriodKind
from workbench.domain.projects import ProjectAge
from workbench.domain.relationship import Stage
from workbench.domain.visits import VisitKind
from workbench.foundation.ids import derived_id

_SHIPPED: Sequence[tuple[Condition, str, VisitKind, int, PeriodKind]] = (
    (Condition.TIER, Tier.STRATEGIC, VisitKind.FIELD, 2, PeriodKind.MONTH),
    (Condition.TIER, Tier.FOCUS, VisitKind.FIELD, 1, PeriodKind.MONTH),
    (Condition.TIER, Tier.MAJOR, VisitKind.FIELD, 1, PeriodKind.QUARTER),
    (Condition.TIER, Tier.GENERAL, VisitKind.FIELD, 1, PeriodKind.HALF_YEAR),
    (Condition.CREDIT_GRADE, CreditGrade.EXCELLENT, VisitKind.FIELD, 1, PeriodKind.HALF_YEAR),
    (Condition.CREDIT_GRADE, CreditGrade.MEDIUM, VisitKind.FIELD, 1, PeriodKind.QUARTER),
    (Condition.CREDIT_GRADE, CreditGrade.POOR, VisitKind.FIELD, 1, PeriodKind.MONTH),
    (Condition.TIER, Tier.STRATEGIC, VisitKind.EXECUTIVE, 1, PeriodKind.HALF_YEAR),
    (Condition.TIER, Tier.FOCUS, VisitKind.EXECUTIVE, 1, PeriodKind.HALF_YEAR),
    (Condition.TIER, Tier.STRATEGIC, VisitKind.ROUND_TABLE, 1, PeriodKind.YEAR),
    (Condition.TIER, Tier.FOCUS, VisitKind.ROUND_TABLE, 1, PeriodKind.YEAR),
    (Condition.ACCOUNT_KIND, AccountKind.DEALER, VisitKind.BUSINESS_MEETING, 1, PeriodKind.HALF_YEAR),
    (Condition.STAGE, Stage.MIDDLE, VisitKind.SERVICE_MEETING, 1, PeriodKind.HALF_YEAR),
    (Condition.STAGE, Stage.PARTNER, VisitKind.SERVICE_MEETING, 1, PeriodKind.HALF_YEAR),
    (Condition.PROJECT_AGE, ProjectAge.NEW, VisitKind.TELEPHONE, 1, PeriodKind.MONTH),
    (Condition.PROJECT_AGE, ProjectAge.OLD, VisitKind.TELEPHONE, 1, PeriodKind.QUARTER),
)

DEFAULT_RULES: tuple[FrequencyRule, ...] = tuple(
    FrequencyRule(
        derived_id("frequency_rule", condition, value, kind),
        position,
        condition,
        str(value),
        kind,
        Frequency(count, period),
    )
    for position, (condition, value, kind, count, period) in enumerate(_SHIPPED, 1)
)
"""The rows of 2-rules §7.1 with a frequency; their ids are the same in every workspace."""
