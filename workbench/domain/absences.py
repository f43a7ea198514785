"""Days on which one of our people is away, or an account is closed (2-rules §7.2)."""

from dataclasses import dataclass

from workbench.domain.workdays import DateSpan
from workbench.foundation.ids import Id


@dataclass(frozen=True)
class Absence:
    """One span of days, both ends included, and why."""

    id: Id
    manager_id: Id
    span: DateSpan
    reason: str = ""


@dataclass(frozen=True)
class Closure:
    """One span of days on which an account cannot be visited (年度生产计划), both ends included."""

    id: Id
    account_id: Id
    span: DateSpan
    reason: str = ""
