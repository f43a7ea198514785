"""A month as a sheet to hang on the wall: each day with its name, its load and its visits (3-features C3)."""

from dataclasses import dataclass
from datetime import date

from workbench.domain.visits import VisitKind, VisitState


@dataclass(frozen=True)
class SheetVisit:
    """One visit of a day. ``person`` is whose it is, where the sheet shows everybody's."""

    at: str
    account: str
    city: str
    kind: VisitKind
    state: VisitState
    person: str = ""


@dataclass(frozen=True)
class SheetDay:
    """A day: ``name`` is what the official calendar calls it, ``capacity`` how many visits it takes.

    ``load`` counts visits on site; a day off that is worked, or a working day that is free, has a name.
    """

    on: date
    is_free: bool = False
    name: str = ""
    load: int = 0
    capacity: int = 0
    visits: tuple[SheetVisit, ...] = ()


@dataclass(frozen=True)
class MonthSheet:
    """The whole weeks of a month, Monday first; ``whose`` is empty for everybody."""

    month: date
    whose: str
    days: tuple[SheetDay, ...]

    @property
    def weeks(self) -> tuple[tuple[SheetDay, ...], ...]:
        """The days, seven by seven."""
        return tuple(self.days[start : start + 7] for start in range(0, len(self.days), 7))

    def is_inside(self, day: date) -> bool:
        """Whether ``day`` belongs to the month itself."""
        return (day.year, day.month) == (self.month.year, self.month.month)
