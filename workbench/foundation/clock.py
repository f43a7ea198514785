"""Time as a value that is handed in: nothing else in the program asks the machine what time it is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        ...

    def today(self) -> date:
        """The present day where the user is."""
        ...


class SystemClock:
    """The machine's clock and its local zone."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now(UTC).astimezone().date()


@dataclass
class FixedClock:
    """A clock that stands at noon UTC of ``day`` and moves only by ``advance``."""

    day: date
    elapsed: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.combine(self.day, time(12), UTC) + self.elapsed

    def today(self) -> date:
        return self.now().date()

    def advance(self, step: timedelta) -> None:
        self.elapsed += step


@dataclass
class DayClock:
    """The machine's time of day on a day that the user names (``--today``)."""

    day: date

    def now(self) -> datetime:
        return datetime.combine(self.day, datetime.now(UTC).time(), UTC)

    def today(self) -> date:
        return self.day
