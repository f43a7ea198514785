"""Time that other calendars have already taken (features C6)."""

from dataclasses import dataclass
from datetime import date, datetime

from workbench.foundation.ids import Id


@dataclass(frozen=True)
class BusyTime:
    """One appointment from elsewhere: from ``starts`` until ``ends``, the end not included.

    Both are instants with a zone, or both days for what lasts whole days. ``source`` is the calendar it came
    from, ``uid`` its name there.
    """

    id: Id
    manager_id: Id
    starts: datetime | date
    ends: datetime | date
    title: str = ""
    source: str = ""
    uid: str = ""
