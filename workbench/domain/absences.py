"""Days on which one of our people is away (2-rules §7.2)."""

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
