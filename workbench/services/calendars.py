"""The official working calendar that is shipped with the program (2-rules §7.2)."""

import json
from functools import lru_cache

from workbench.domain.workdays import WorkdayCalendar, parse_calendar
from workbench.foundation.paths import resources_dir


@lru_cache(maxsize=4)
def official_calendar(country: str = "CN") -> WorkdayCalendar:
    """The notices of ``country`` that we ship; read once."""
    path = resources_dir() / "calendars" / f"{country}.json"
    return parse_calendar(json.loads(path.read_text("utf-8")))
