"""What one types under a heading to see only some rows: words, numbers as ">100万", days as "this month".

A condition is read once into a test of a value. Numbers take 万, 亿, k and M; ranges are written with
"..", "~", "–" or "to". Days are ISO dates, a month (2026-11), a year, or words of English or Chinese.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workbench.foundation.han import simplified

Test = Callable[[Any], bool]
_UNITS = {"": 1, "万": 10_000, "w": 10_000, "亿": 10**8, "k": 1_000, "千": 1_000, "m": 10**6, "百万": 10**6}
_NUMBER = r"([-−]?\d[\d,]*(?:\.\d+)?)\s*(百万|[万亿千kmw]?)"
_SIGNS: Mapping[str, str] = {
    ">": ">", "≥": ">=", ">=": ">=", "<": "<", "≤": "<=", "<=": "<=", "=": "=", "": "=",
}  # fmt: skip
_BETWEEN = r"\s*(?:\.\.|~|～|–|—|到|至|\bto\b)\s*"
_ONE = re.compile(rf"(>=|<=|[<>=≥≤]?)\s*{_NUMBER}")
_RANGE = re.compile(rf"{_NUMBER}{_BETWEEN}{_NUMBER}")
_EMPTY = frozenset({"empty", "none", "never", "–", "-", "空", "无", "从未"})
_NOTHING = (None, "", "–")
_FILLED = frozenset({"any", "filled", "*", "有", "非空"})
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_LAST_DAYS = re.compile(r"(?:last|past|近|过去)\s*(\d{1,4})\s*(?:days?|天|日)")
_NEXT_DAYS = re.compile(r"(?:next|in|未来|今后)\s*(\d{1,4})\s*(?:days?|天|日)")
_WORDS = {
    "今天": "today", "昨天": "yesterday", "明天": "tomorrow", "本周": "this week", "上周": "last week",
    "下周": "next week", "本月": "this month", "上月": "last month", "上个月": "last month",
    "下月": "next month", "下个月": "next month", "本季": "this quarter", "本季度": "this quarter",
    "上季度": "last quarter", "下季度": "next quarter", "今年": "this year", "去年": "last year",
    "明年": "next year", "过去": "past", "以前": "past", "将来": "future",
}  # fmt: skip


@dataclass(frozen=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date


def text_test(text: str) -> Test | None:
    """A test of casefolded texts: every word occurs, ``|`` parts alternatives, ``=`` is exactly."""
    wanted = text.casefold().strip()
    if not wanted:
        return None
    special = emptiness(wanted)
    if special is not None:
        return special
    if wanted.startswith("=") and wanted[1:].strip():
        exact = wanted[1:].strip()
        return lambda value: value == exact
    choices = [part.split() for part in wanted.split("|") if part.split()]
    return lambda value: any(all(word in (value or "") for word in words) for words in choices)


def number_test(text: str, *, scale: int = 1) -> Test | None:
    """A test of numbers, ``None`` if it reads as none; ``scale`` is what one stands for (100 for fen)."""
    wanted = simplified(text.strip()).lower().replace("¥", "").replace("\uffe5", "")
    special = emptiness(wanted)
    if special is not None:
        return special
    both = _RANGE.fullmatch(wanted)
    if both:
        # "1-3万": the unit at the end holds for both.
        low = _amount(both[1], both[2] or both[4], scale)
        high = _amount(both[3], both[4], scale)
        return lambda value: value is not None and low <= value <= high
    one = _ONE.fullmatch(wanted)
    if not one:
        return None
    limit = _amount(one[2], one[3], scale)
    return _compared(_SIGNS[one[1]], limit)


def day_test(text: str, today: date) -> Test | None:
    """A test of days; ``None`` if it reads as none."""
    wanted = " ".join(simplified(text).lower().split())
    special = emptiness(wanted)
    if special is not None:
        return special
    for sign in (">=", "<=", "≥", "≤", ">", "<"):
        if wanted.startswith(sign):
            span = _span(wanted.removeprefix(sign).strip(), today)
            if span is None:
                return None
            operator = _SIGNS[sign]
            return _compared(operator, span.last if operator in (">", "<=") else span.first)
    parts = re.split(_BETWEEN, wanted)
    if len(parts) == 2:
        first, last = (_span(part, today) for part in parts)
        if first is None or last is None:
            return None
        start, end = first.first, last.last
    else:
        span = _span(wanted, today)
        if span is None:
            return None
        start, end = span.first, span.last
    return lambda value: value is not None and start <= value <= end


def emptiness(text: str) -> Test | None:
    """A test of there being something, or nothing; ``None`` if ``text`` is no word for that."""
    wanted = simplified(text.strip()).casefold()
    if wanted in _EMPTY:
        return lambda value: value in _NOTHING
    if wanted in _FILLED:
        return lambda value: value not in _NOTHING
    return None


def _amount(digits: str, unit: str, scale: int) -> float:
    return round(float(digits.replace(",", "").replace("−", "-")) * _UNITS[unit] * scale, 6)


def _compared(operator: str, limit: Any) -> Test:
    return {
        ">": lambda value: value is not None and value > limit,
        ">=": lambda value: value is not None and value >= limit,
        "<": lambda value: value is not None and value < limit,
        "<=": lambda value: value is not None and value <= limit,
        "=": lambda value: value is not None and value == limit,
    }[operator]


def _span(text: str, today: date) -> Span | None:
    """The days that a word or a date stands for."""
    days = _LAST_DAYS.fullmatch(text)
    if days:
        return Span(today - timedelta(days=int(days[1])), today)
    days = _NEXT_DAYS.fullmatch(text)
    if days:
        return Span(today, today + timedelta(days=int(days[1])))
    written = _DAY.fullmatch(text)
    if written:
        return _written(written[1], written[2], written[3])
    word = _WORDS.get(text, text)
    steps = {"yesterday": -1, "today": 0, "tomorrow": 1}
    if word in steps:
        day = today + timedelta(days=steps[word])
        return Span(day, day)
    if word == "past":
        return Span(date.min, today - timedelta(days=1))
    if word == "future":
        return Span(today + timedelta(days=1), date.max)
    which, _space, unit = word.partition(" ")
    by = {"last": -1, "this": 0, "next": 1}.get(which)
    if by is None:
        return None
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=by)
        return Span(monday, monday + timedelta(days=6))
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if months is None:
        return None
    start = today.year * 12 + (today.month - 1) // months * months + by * months
    return Span(_first_of(start), _first_of(start + months) - timedelta(days=1))


def _first_of(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _written(year: str, month: str | None, day: str | None) -> Span | None:
    try:
        if day:
            one = date(int(year), int(month or 1), int(day))
            return Span(one, one)
        start = int(year) * 12 + int(month or 1) - 1
        if month:
            date(int(year), int(month), 1)
        return Span(_first_of(start), _first_of(start + (1 if month else 12)) - timedelta(days=1))
    except ValueError:
        return None
