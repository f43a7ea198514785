"""Time as a value that is handed in: nothing else in the program asks the machine what time it is."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Protocol


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        ...

    def today(self) -> date:
        """The present day where the user is."""
        ...

    def zone(self) -> tzinfo:
        """The time zone where the user is, with all its changes of clock."""
        ...


class MachineZone(tzinfo):
    """The zone the machine is set to, by the machine's own rules: no table of zones is needed."""

    def utcoffset(self, when: datetime | None) -> timedelta:
        naive = (when or datetime.now(UTC)).replace(tzinfo=None)
        return naive.astimezone().utcoffset() or timedelta()

    def dst(self, when: datetime | None) -> None:
        """Not told: the offset holds the whole difference."""

    def tzname(self, when: datetime | None) -> str:
        naive = (when or datetime.now(UTC)).replace(tzinfo=None)
        return naive.astimezone().tzname() or ""

    def fromutc(self, when: datetime) -> datetime:
        local = when.replace(tzinfo=UTC).astimezone()
        first = local.replace(tzinfo=self)
        # Of an hour that comes twice this is the second.
        return first if first.utcoffset() == local.utcoffset() else first.replace(fold=1)


MACHINE_ZONE: Final = MachineZone()


class SystemClock:
    """The machine's clock and its local zone."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now(UTC).astimezone().date()

    def zone(self) -> tzinfo:
        return MACHINE_ZONE


@dataclass
class FixedClock:
    """A clock that stands at noon UTC of ``day`` and moves only by ``advance``."""

    day: date
    elapsed: timedelta = timedelta()
    place: tzinfo = UTC

    def now(self) -> datetime:
        return datetime.combine(self.day, time(12), UTC) + self.elapsed

    def today(self) -> date:
        return self.now().astimezone(self.place).date()

    def zone(self) -> tzinfo:
        return self.place

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

    def zone(self) -> tzinfo:
        return MACHINE_ZONE


def stored_instant(text: str) -> datetime | None:
    """The instant that was written as ISO text, in UTC where it names no zone; ``None`` for no instant."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
