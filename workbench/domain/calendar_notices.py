"""Official notices of a year's holidays: taken in, checked, and what each changes (2-rules §7.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workbench.domain.workdays import SATURDAY, NoticeDay, WorkdayCalendar
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_date, ngettext, pgettext

# A notice may name days of the last week before its year: New Year's bridge days and make-up days.
_LAST_WEEK = 25
_USUAL_WORKDAYS = range(240, 262)
MOST_DAYS = 200


class CalendarChoice(StrEnum):
    """Which calendar tells working days."""

    CHINA = "CN"
    WEEKENDS = "weekends"

    @property
    def label(self) -> str:
        return {
            CalendarChoice.CHINA: pgettext("calendar", "Mainland China, official notices"),
            CalendarChoice.WEEKENDS: pgettext("calendar", "Weekends only"),
        }[self]


@dataclass(frozen=True)
class CalendarNotice:
    """The notice of one year; ``source`` says where it came from."""

    country: str
    year: int
    days: tuple[NoticeDay, ...]
    source: str = ""


@dataclass(frozen=True)
class MonthChange:
    """Working days of one month (1 to 12), before a notice and with it."""

    month: int
    before: int
    after: int


def span_of(year: int) -> tuple[date, date]:
    """The days that the notice of ``year`` settles: from the last week before it."""
    return date(year - 1, 12, _LAST_WEEK), date(year, 12, _LAST_WEEK - 1)


def with_notices(calendar: WorkdayCalendar, notices: Iterable[CalendarNotice]) -> WorkdayCalendar:
    """``calendar``, with each notice in place of what was known of its year."""
    days = dict(calendar.days)
    years = set(calendar.years)
    for notice in sorted(notices, key=lambda one: one.year):
        first, last = span_of(notice.year)
        days = {day: one for day, one in days.items() if not first <= day <= last}
        days |= {one.on: one for one in notice.days}
        years.add(notice.year)
    return WorkdayCalendar(days, frozenset(years))


def checked_notice(notice: CalendarNotice) -> tuple[CalendarNotice, tuple[str, ...]]:
    """The notice with each day once and in order, and what is odd about it, in the user's language.

    Raises ``BadInput`` for a notice without days, a day that is both off and worked, or of another year.
    """
    where = str(notice.year)
    first, _end = span_of(notice.year)
    last = date(notice.year, 12, 31)
    known: dict[date, NoticeDay] = {}
    twice = 0
    for one in notice.days:
        if not first <= one.on <= last:
            raise BadInput(
                _("{date} is not a day of {year}.").format(date=format_date(one.on), year=notice.year),
                hint=_("A notice holds the days of its year, and of the last week before it."),
                where=where,
            )
        before = known.get(one.on)
        if before is not None and before.is_off is not one.is_off:
            raise BadInput(
                _("{date} is named as a day off and as a working day.").format(date=format_date(one.on)),
                hint=_("Correct the file and choose it again."),
                where=where,
            )
        twice += before is not None
        known.setdefault(one.on, one)
    if not any(one.is_off for one in known.values()) or len(known) > MOST_DAYS:
        raise BadInput(
            _("This is no notice of holidays."),
            hint=_("A notice names some days off, and the weekend days worked for them."),
            where=where,
        )
    clean = CalendarNotice(
        notice.country, notice.year, tuple(known[day] for day in sorted(known)), notice.source
    )
    return clean, tuple(_remarks(clean, twice))


def _remarks(notice: CalendarNotice, twice: int) -> Iterable[str]:
    if twice:
        text = ngettext("{count} day is named twice.", "{count} days are named twice.", twice)
        yield text.format(count=twice)
    for one in notice.days:
        if not one.is_off and one.on.weekday() < SATURDAY:
            yield _("{date} is named as worked, but is no weekend day.").format(
                date=format_date(one.on, weekday=True)
            )
    if not any(one.is_off and (one.on.month, one.on.day) == (1, 1) for one in notice.days):
        yield _("1 January is not among the days off.")
    worked = sum(one.after for one in month_changes(WorkdayCalendar(), _alone(notice), notice.year))
    if worked not in _USUAL_WORKDAYS:
        yield _("The year would have {count} working days; some 250 are usual.").format(count=worked)


def _alone(notice: CalendarNotice) -> WorkdayCalendar:
    return with_notices(WorkdayCalendar(), [notice])


def month_changes(before: WorkdayCalendar, after: WorkdayCalendar, year: int) -> tuple[MonthChange, ...]:
    """Working days of each month of ``year`` by both calendars."""
    return tuple(
        MonthChange(month, len(_month(before, year, month)), len(_month(after, year, month)))
        for month in range(1, 13)
    )


def _month(calendar: WorkdayCalendar, year: int, month: int) -> Sequence[date]:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return calendar.workdays(first, following - timedelta(days=1))
