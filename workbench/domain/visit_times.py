"""How long visits take, and when they can be made (2-rules §7)."""

from dataclasses import dataclass, fields

from workbench.domain.visits import VisitKind
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _

DAY_MINUTES = 24 * 60
MOST_A_DAY = 100


@dataclass(frozen=True)
class WorkingHours:
    """When our people work, in minutes after midnight."""

    start: int = 8 * 60 + 30
    end: int = 17 * 60 + 30

    def __post_init__(self) -> None:
        if not 0 <= self.start < DAY_MINUTES:
            raise BadInput(_("Give a time of the day."), where="start")
        if not self.start < self.end <= DAY_MINUTES:
            raise BadInput(_("The working day ends after it begins, by midnight."), where="end")

    @property
    def minutes(self) -> int:
        """How long a working day is."""
        return self.end - self.start

    @property
    def label(self) -> str:
        """From when to when: ``08:30–17:30``."""
        return f"{clock_text(self.start)}–{clock_text(self.end)}"


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

    def __post_init__(self) -> None:
        _check_parts(self, 1, DAY_MINUTES)

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

    def __post_init__(self) -> None:
        _check_parts(self, 0, MOST_A_DAY)

    def of(self, kind: VisitKind) -> int:
        """The limit of ``kind``."""
        limit: int = getattr(self, kind.value)
        return limit


def clock_text(minutes: int) -> str:
    """Minutes after midnight as ``HH:MM``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _check_parts(numbers: "VisitMinutes | KindLimits", least: int, most: int) -> None:
    for part in fields(numbers):
        if not least <= getattr(numbers, part.name) <= most:
            raise BadInput(
                _("This must be a whole number from {least} to {most}.").format(least=least, most=most),
                where=part.name,
            )
