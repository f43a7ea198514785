"""Around which days a visit would ideally be: what the calendar shades while it is dragged (2-rules §7.2)."""

from dataclasses import dataclass
from datetime import date, timedelta

from workbench.domain.periods import Period, PeriodKind, period_of
from workbench.domain.slots import Slot
from workbench.domain.visits import Visit

_LEAST_DAYS = 2


@dataclass(frozen=True)
class IdealWindow:
    """The ideal day, and the days to both sides of it that are nearly as good; all included."""

    first: date
    ideal: date
    last: date


def window_of_slot(slot: Slot) -> IdealWindow:
    """A quarter of the interval to both sides of the middle of the duty's part of its period."""
    return _window(slot.middle_on, slot.interval_days)


def window_of_visit(visit: Visit) -> IdealWindow | None:
    """The window of the duty that a planned visit belongs to; ``None`` if no rule asked for it.

    Of several parts of a period it is the one whose middle is nearest.
    """
    try:
        *_condition, count_text, length = visit.rule.split(":")
        count, period = int(count_text), _period_of_key(visit.period, PeriodKind(length))
    except ValueError:
        return None
    if count < 1 or period is None or count > period.day_count:
        return None
    days = period.day_count
    middles = (period.start + timedelta(days=days * (2 * k - 1) // (2 * count)) for k in range(1, count + 1))
    return _window(min(middles, key=lambda day: abs((day - visit.on).days)), max(1, days // count))


def _window(ideal: date, interval_days: int) -> IdealWindow:
    reach = timedelta(days=max(_LEAST_DAYS, interval_days // 4))
    return IdealWindow(ideal - reach, ideal, ideal + reach)


def _period_of_key(key: str, kind: PeriodKind) -> Period | None:
    """The period that ``Period.key`` wrote, if it is one of that length."""
    year, _dash, part = key.partition("-")
    number = int(part.lstrip("QH") or "1")
    month = (number - 1) * kind.months + 1
    if not 1 <= month <= 12:
        return None
    found = period_of(kind, date(int(year), month, 1))
    return found if found.key == key else None
