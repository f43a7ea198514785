"""Recurrence rules as calendar files write them, made rules of our own; those we cannot hold are told."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from workbench.domain.calendar_events import EventProblem
from workbench.domain.recurrence import Frequency, Rule
from workbench.foundation.i18n import _

if TYPE_CHECKING:
    from icalendar import Component

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN: Final = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYSETPOS", "BYMONTH", "BYWEEKNO", "BYYEARDAY"}
    | {"BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND"}
)
_MOST: Final = 400
"""Values of one part of a rule: more than days in a year is none."""


def read_rules(
    part: "Component", row: int, problems: list[EventProblem]
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The rules by which the event repeats, and those by which it does not.

    An event whose rule cannot be held takes place once, and ``problems`` says so.
    """
    found: list[tuple[Rule, ...]] = []
    for name in ("RRULE", "EXRULE"):
        rules = []
        for one in values_of(part, name):
            try:
                rules.append(_rule(one))
            except (ValueError, TypeError, KeyError, AttributeError, IndexError):
                told = _("How it repeats cannot be worked out: only its first time is taken.")
                problems.append(EventProblem(row, "rule_unknown", told, is_refused=False))
        found.append(tuple(rules))
    return found[0], found[1]


def values_of(part: "Component", name: str) -> list[Any]:
    """The values of all lines of that name; those that could not be read are left out."""
    from icalendar.prop import vBroken

    value = part.get(name)
    listed = value if isinstance(value, list) else [] if value is None else [value]
    return [one for one in listed if not isinstance(one, vBroken)]


def _rule(given: Mapping[str, Sequence[Any]]) -> Rule:
    values = {str(name).upper(): list(value) for name, value in given.items()}
    if values.keys() - _KNOWN:
        raise ValueError
    until = values.get("UNTIL", [None])[0]
    if until is not None and not isinstance(until, date):
        raise ValueError
    interval, count = _numbers(values, "INTERVAL", 1, 10_000), _numbers(values, "COUNT", 1, 10**9)
    return Rule(
        # What repeats by minutes or seconds is no word of ours, and refused here.
        frequency=Frequency(str(values["FREQ"][0]).upper()),
        interval=interval[0] if interval else 1,
        count=count[0] if count else None,
        until=until,
        months=frozenset(_numbers(values, "BYMONTH", 1, 12)),
        weeks=frozenset(_numbers(values, "BYWEEKNO", -53, 53)),
        year_days=frozenset(_numbers(values, "BYYEARDAY", -366, 366)),
        month_days=frozenset(_numbers(values, "BYMONTHDAY", -31, 31)),
        weekdays=frozenset(_weekday(str(one)) for one in values.get("BYDAY", ())[:_MOST]),
        hours=_numbers(values, "BYHOUR", 0, 23),
        minutes=_numbers(values, "BYMINUTE", 0, 59),
        seconds=_numbers(values, "BYSECOND", 0, 59),
        positions=_numbers(values, "BYSETPOS", -366, 366),
        week_start=_weekday(str(values.get("WKST", ["MO"])[0]))[1],
    )


def _numbers(values: Mapping[str, Sequence[Any]], name: str, least: int, most: int) -> tuple[int, ...]:
    found = sorted({int(one) for one in values.get(name, ())[:_MOST]})
    if any(not least <= one <= most for one in found):
        raise ValueError
    return tuple(found)


def _weekday(text: str) -> tuple[int, int]:
    which = text[:-2].strip().lstrip("+")
    return int(which) if which else 0, _WEEKDAYS.index(text[-2:].upper())
