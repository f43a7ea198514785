"""The views of the calendar: which days each shows, how far it steps, what it is called."""

from datetime import date, timedelta
from enum import Enum

from workbench.domain.periods import PeriodKind, period_of
from workbench.foundation.i18n import _, format_date, format_month, is_chinese, pgettext

AGENDA_DAYS = 28
_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)


class Mode(Enum):
    """One way to look at the calendar; the value is its key while the calendar has the focus."""

    DAY = "D"
    WEEK = "W"
    MONTH = "M"
    AGENDA = "A"
    QUARTER = "Q"

    @property
    def label(self) -> str:
        return {
            Mode.DAY: pgettext("calendar view", "Day"),
            Mode.WEEK: pgettext("calendar view", "Week"),
            Mode.MONTH: pgettext("calendar view", "Month"),
            Mode.AGENDA: pgettext("calendar view", "Agenda"),
            Mode.QUARTER: pgettext("calendar view", "Load"),
        }[self]


def days_shown(mode: Mode, day: date) -> tuple[date, date]:
    """The first and last day that the view with ``day`` in it shows; a month and a quarter in whole weeks."""
    if mode is Mode.DAY:
        return day, day
    if mode is Mode.WEEK:
        return _monday(day), _sunday(day)
    if mode is Mode.AGENDA:
        start = _monday(day)
        return start, start + timedelta(days=AGENDA_DAYS - 1)
    period = period_of(PeriodKind.MONTH if mode is Mode.MONTH else PeriodKind.QUARTER, day)
    return _monday(period.start), _sunday(period.end)


def due_period(mode: Mode, day: date) -> tuple[date, date]:
    """The period whose duties stand beside the view: the quarter beside a quarter, else the month."""
    period = period_of(PeriodKind.QUARTER if mode is Mode.QUARTER else PeriodKind.MONTH, day)
    return period.start, period.end


def stepped(mode: Mode, day: date, by: int) -> date:
    """``day`` moved by as many units of the view; the 31st becomes the last day of a shorter month."""
    if mode is Mode.DAY:
        moved = day + timedelta(days=by)
    elif mode is Mode.WEEK:
        moved = day + timedelta(days=7 * by)
    elif mode is Mode.AGENDA:
        moved = day + timedelta(days=AGENDA_DAYS * by)
    else:
        moved = _months_on(day, by * (1 if mode is Mode.MONTH else 3))
    return min(max(moved, _EARLIEST), _LATEST)


def span_title(mode: Mode, day: date) -> str:
    """What the view shows, in words."""
    first, last = days_shown(mode, day)
    if mode is Mode.DAY:
        return format_date(day, weekday=True)
    if mode is Mode.MONTH:
        return format_month(day)
    if mode is Mode.QUARTER:
        return period_of(PeriodKind.QUARTER, day).label
    return _span(first, last)


def _span(first: date, last: date) -> str:
    """Two days with what they share said once."""
    end = format_date(last)
    if is_chinese():
        if first.year != last.year:
            return f"{format_date(first)}–{end}"
        if first.month != last.month:
            return f"{format_date(first)}–{last.month}月{last.day}日"
        return f"{format_month(first)}{first.day}–{last.day}日"
    if first.month != last.month:
        return f"{format_date(first).rsplit(' ', 1)[0]} – {end}"
    return f"{first.day}–{end}"


def unit_words(mode: Mode) -> tuple[str, str]:
    """What the buttons that step back and on are called."""
    return {
        Mode.DAY: (_("Previous day"), _("Next day")),
        Mode.WEEK: (_("Previous week"), _("Next week")),
        Mode.MONTH: (_("Previous month"), _("Next month")),
        Mode.AGENDA: (_("Four weeks earlier"), _("Four weeks later")),
        Mode.QUARTER: (_("Previous quarter"), _("Next quarter")),
    }[mode]


def _months_on(day: date, by: int) -> date:
    number = day.year * 12 + day.month - 1 + by
    number = min(max(number, _EARLIEST.year * 12), _LATEST.year * 12 + 11)
    start = date(number // 12, number % 12 + 1, 1)
    return min(start.replace(day=1) + timedelta(days=day.day - 1), period_of(PeriodKind.MONTH, start).end)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _sunday(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())
