"""Projects, as far as visits follow from them (2-rules §7.1, §13)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.periods import year_before
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class ProjectAge(StrEnum):
    """How long ago a project was delivered: up to a year, or longer."""

    NEW = "new"
    OLD = "old"

    @property
    def label(self) -> str:
        return {
            ProjectAge.NEW: pgettext("project age", "Project delivered up to a year ago"),
            ProjectAge.OLD: pgettext("project age", "Project delivered over a year ago"),
        }[self]


@dataclass(frozen=True)
class Project:
    """One project of an account; its delivery starts the return calls."""

    id: Id
    account_id: Id
    title: str
    delivered_on: date | None = None
    note: str = ""

    def age_on(self, day: date) -> ProjectAge | None:
        """How old the project is on ``day``; ``None`` before it is delivered."""
        if self.delivered_on is None or self.delivered_on > day:
            return None
        return ProjectAge.NEW if self.delivered_on >= year_before(day) else ProjectAge.OLD
