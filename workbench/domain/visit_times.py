"""How long visits take, and when they can be made (2-rules §7)."""

from dataclasses import dataclass

from workbench.domain.visits import VisitKind


@dataclass(frozen=True)
class WorkingHours:
    """When our people work, in minutes after midnight."""

    start: int = 8 * 60 + 30
    end: int = 17 * 60 + 30


@dataclass(frozen=True)
class VisitMinutes:
    """The usual length of each kind of visit in minutes."""

    field: int = 90
    telephone: int = 15
    executive: int = 90
    round_table: int = 180
    business_meeting: int = 120
    service_meeting: int = 90
    visits_us: int = 240
    training: int = 240
    follow_up: int = 15

    def of(self, kind: VisitKind) -> int:
        """The usual length of a visit of ``kind``."""
        minutes: int = getattr(self, kind.value)
        return minutes


@dataclass(frozen=True)
class KindLimits:
    """How many visits of a kind a person makes on one day at most; 0 means as many as there are places.

    Visits on site stay within the places of the day all the same, calls within those for calls.
    """

    field: int = 0
    telephone: int = 0
    executive: int = 1
    round_table: int = 1
    business_meeting: int = 2
    service_meeting: int = 2
    visits_us: int = 1
    training: int = 1
    follow_up: int = 0

    def of(self, kind: VisitKind) -> int:
        """The limit of ``kind``."""
        limit: int = getattr(self, kind.value)
        return limit
