"""Weekly reports 周报: the week's visits, feedback, promises and the plan of the next (2-rules §7.2)."""

from dataclasses import dataclass
from datetime import date

from workbench.foundation.ids import Id


@dataclass(frozen=True)
class WeeklyReport:
    """What one person reports of the week that begins on the Monday ``week_on``."""

    id: Id
    manager_id: Id
    week_on: date
    visits_text: str = ""
    feedback: str = ""
    promises_text: str = ""
    next_week: str = ""
    remarks: str = ""
    submitted_on: date | None = None
