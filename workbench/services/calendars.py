"""The working calendar: notices shipped with the program and those taken in since (2-rules §7.2)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from workbench.domain.calendar_notices import (
    CalendarChoice,
    CalendarNotice,
    MonthChange,
    checked_notice,
    month_changes,
    with_notices,
)
from workbench.domain.journal import ChangeSummary
from workbench.domain.policies import CALENDAR, policy
from workbench.domain.visits import Visit, VisitState
from workbench.domain.workdays import WorkdayCalendar, parse_calendar
from workbench.exchange.calendar_notices import read_notices
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _, labelled, listed
from workbench.foundation.ids import Id, derived_id
from workbench.foundation.paths import resources_dir
from workbench.storage.queries.accounts import account_names
from workbench.storage.queries.calendar_notices import list_calendar_notices
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.visits import list_visits
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

YEARS_BACK, YEARS_AHEAD = 2, 2


@dataclass(frozen=True)
class CalendarYear:
    """What is known of one year: whether a notice of the program's own, or one taken in, holds.

    ``source`` is where the one taken in came from, ``workdays`` how many days are worked.
    """

    year: int
    shipped: bool
    taken_in: bool
    source: str
    workdays: int


@dataclass(frozen=True)
class NoticePreview:
    """What taking notices in would change; nothing is written.

    ``remarks`` say what is odd. ``falls_off`` are open visits ahead that would come to lie on a day off;
    ``names`` are those of accounts.
    """

    notices: tuple[CalendarNotice, ...]
    remarks: tuple[str, ...]
    months: tuple[tuple[int, tuple[MonthChange, ...]], ...]
    replaces: tuple[int, ...]
    falls_off: tuple[Visit, ...]
    names: Mapping[Id, str] = field(repr=False)


@lru_cache(maxsize=4)
def official_calendar(country: str = "CN") -> WorkdayCalendar:
    """The notices of ``country`` that we ship; read once."""
    path = resources_dir() / "calendars" / f"{country}.json"
    return parse_calendar(json.loads(path.read_text("utf-8")))


def working_calendar(session: ReadingSession) -> WorkdayCalendar:
    """The calendar that this file works by: the one chosen, with the notices taken in."""
    choice = policy(policy_values(session), CALENDAR)
    if choice is CalendarChoice.WEEKENDS:
        # Every year is known: nobody publishes weekends.
        return WorkdayCalendar(years=frozenset(range(1, 10_000)))
    return with_notices(official_calendar(choice.value), list_calendar_notices(session, choice.value))


def calendar_choice(workspace: Workspace) -> CalendarChoice:
    """Which calendar this file works by."""
    with workspace.read() as session:
        return policy(policy_values(session), CALENDAR)


def list_calendar_years(workspace: Workspace) -> tuple[CalendarYear, ...]:
    """The years around today and those taken in, the latest first."""
    today = workspace.clock.today()
    with workspace.read() as session:
        calendar = working_calendar(session)
        own = {notice.year: notice for notice in list_calendar_notices(session, CalendarChoice.CHINA.value)}
    shipped = official_calendar().years
    near = range(today.year - YEARS_BACK, today.year + YEARS_AHEAD + 1)
    return tuple(
        CalendarYear(
            year,
            year in shipped,
            year in own,
            own[year].source if year in own else "",
            sum(one.after for one in month_changes(calendar, calendar, year)),
        )
        for year in sorted({*near, *own}, reverse=True)
    )


def preview_notice(workspace: Workspace, path: Path) -> NoticePreview:
    """Read and check the notices in the file; raises ``BadInput``, and what reading a file raises."""
    checked = [checked_notice(_named(one, path)) for one in read_notices(path, CalendarChoice.CHINA.value)]
    notices = tuple(notice for notice, _remarks in checked)
    today = workspace.clock.today()
    with workspace.read() as session:
        own = list_calendar_notices(session, CalendarChoice.CHINA.value)
        names = account_names(session)
        ahead = list_visits(session, first=today, states=[VisitState.PLANNED, VisitState.AGREED])
    before = with_notices(official_calendar(), own)
    after = with_notices(before, notices)
    return NoticePreview(
        notices,
        tuple(
            labelled(str(notice.year), remark) if len(notices) > 1 else remark
            for notice, remarks in checked
            for remark in remarks
        ),
        tuple((notice.year, month_changes(before, after, notice.year)) for notice in notices),
        tuple(notice.year for notice in notices if before.has_notice(notice.year)),
        tuple(visit for visit in ahead if before.is_workday(visit.on) and not after.is_workday(visit.on)),
        names,
    )


def take_notices(workspace: Workspace, notices: Sequence[CalendarNotice]) -> ChangeSummary:
    """Let the notices hold from now on, each in place of what was known of its year."""
    years = listed(str(notice.year) for notice in notices)
    with workspace.change("take_notice", _("Working days of {years}").format(years=years)) as change:
        for notice in notices:
            values = {
                "country": notice.country,
                "year": notice.year,
                "days": [
                    {
                        "on": day.on.isoformat(),
                        "off": day.is_off,
                        "name_en": day.name_en,
                        "name_zh": day.name_zh,
                    }
                    for day in notice.days
                ],
                "source": notice.source,
            }
            change.create("calendar_notice", values, notice_id(notice.country, notice.year))
    return change.summary


def remove_notice(workspace: Workspace, year: int) -> ChangeSummary:
    """Do without the notice that was taken in for ``year``; raises ``NotFound``."""
    label = _("Remove the working days of {year}").format(year=year)
    with workspace.change("remove_notice", label) as change:
        known = list_calendar_notices(change.session, CalendarChoice.CHINA.value)
        if year not in {notice.year for notice in known}:
            raise NotFound(_("No notice was taken in for {year}.").format(year=year))
        change.delete("calendar_notice", notice_id(CalendarChoice.CHINA.value, year))
    return change.summary


def notice_id(country: str, year: int) -> Id:
    """The id of the notice of a year, the same in every file."""
    return derived_id("calendar_notice", country, str(year))


def _named(notice: CalendarNotice, path: Path) -> CalendarNotice:
    """The notice with its source, and the English names of holidays that the program knows."""
    english = {day.name_zh: day.name_en for day in official_calendar().days.values()}
    chinese = {name: key for key, name in english.items()}
    days = []
    for day in notice.days:
        if not day.name_en and day.name_zh in chinese:
            day = replace(day, name_en=day.name_zh, name_zh=chinese[day.name_zh])
        parts = [english.get(part, part) for part in day.name_zh.split("、")]
        days.append(replace(day, name_en=day.name_en or ", ".join(parts)))
    return replace(notice, days=tuple(days), source=notice.source or path.name)
