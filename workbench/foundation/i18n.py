"""Languages and locales: texts through gettext catalogues, dates, numbers and money as CLDR has them.

The message ids are English. ``use_language`` switches for the running thread or task only, so that a
paper in Chinese can be made while the window is in English; ``set_language`` switches the program.
"""

import gettext as _gettext
import locale
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from workbench.foundation.locales import (
    CURRENCY_DIGITS,
    LONG_MONTHS,
    MONTHS,
    USUAL_DIGITS,
    WEEKDAYS,
)
from workbench.foundation.paths import resources_dir

DOMAIN = "workbench"
LANGUAGES = {"en": "English", "zh_CN": "简体中文", "zh_TW": "繁體中文"}
_TRADITIONAL = ("tw", "hk", "mo", "hant", "traditional", "taiwan", "hong", "macau", "macao")

_default = "en"
_scoped: ContextVar[str | None] = ContextVar("workbench_language", default=None)


def system_language() -> str:
    """The language of the system, as far as we speak it."""
    names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    first = next((name for name in names if name), None) or locale.getlocale()[0] or ""
    # As zh_TW.UTF-8, zh-Hant-HK, or Windows' Chinese (Traditional)_Taiwan.950.
    parts = re.findall("[a-z]+", first.lower())
    if not parts or parts[0] not in ("zh", "chinese"):
        return "en"
    is_simplified = "hans" in parts or "simplified" in parts
    return "zh_CN" if is_simplified or not set(parts).intersection(_TRADITIONAL) else "zh_TW"


def set_language(code: str) -> None:
    """Make ``code`` the program's language; unknown codes fall back to English."""
    global _default
    _default = code if code in LANGUAGES else "en"


def language() -> str:
    """The language in force here."""
    return _scoped.get() or _default


@contextmanager
def use_language(code: str) -> Iterator[None]:
    """Speak ``code`` inside the block only."""
    token = _scoped.set(code if code in LANGUAGES else "en")
    try:
        yield
    finally:
        _scoped.reset(token)


@lru_cache
def _catalogue(code: str) -> _gettext.NullTranslations:
    return _gettext.translation(DOMAIN, str(resources_dir() / "i18n"), [code], fallback=True)


def _(message: str) -> str:
    """``message`` in the language in force."""
    return _catalogue(language()).gettext(message) if message else ""


def N_(message: str) -> str:
    """Mark a text that is declared at import time; ``_`` translates it where it is shown."""
    return message


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of the message that ``count`` asks for."""
    return _catalogue(language()).ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """``message`` as meant in ``context``."""
    return _catalogue(language()).pgettext(context, message)


def in_this_writing(text: str) -> str:
    """Chinese that comes with the program as data (headings, units, names of holidays): traditional where
    that is written. What people typed stays as it is."""
    return in_traditional(text) if language() == "zh_TW" else text


def in_traditional(text: str) -> str:
    """The same in traditional writing, whatever is spoken here."""
    return _catalogue("zh_TW").pgettext("shipped", text)


def listed(items: Iterable[str]) -> str:
    """Names in a row, as this language lists them."""
    return ("、" if is_chinese() else ", ").join(items)


def in_a_row(*sentences: str) -> str:
    """Sentences one after the other, as this language sets them; empty ones are left out."""
    return ("" if is_chinese() else " ").join(filter(None, sentences))


def clauses(*parts: str) -> str:
    """Parts of one sentence with commas between, as this language sets them; empty ones are left out."""
    return ("，" if is_chinese() else ", ").join(filter(None, parts))


def labelled(label: str, text: str) -> str:
    """What something is called, a colon, and what it is."""
    return label + ("：" if is_chinese() else ": ") + text


def bracketed(text: str, note: str) -> str:
    """A note in brackets behind a text, as this language sets them; an empty one is left out."""
    if not note:
        return text
    return f"{text}（{note}）" if is_chinese() else f"{text} ({note})"


def is_chinese() -> bool:
    """Whether Chinese is spoken here, in either writing."""
    return language().startswith("zh")


def format_date(day: date, *, weekday: bool = False) -> str:
    """A date as people here write it; with the short weekday if asked."""
    if is_chinese():
        return f"{day.year}年{day.month}月{day.day}日" + (f" {weekday_name(day)}" if weekday else "")
    return (f"{weekday_name(day)} " if weekday else "") + f"{day.day} {month_name(day.month)} {day.year}"


def format_short_date(day: date, *, year: bool = False) -> str:
    """A date as in a narrow column: ``11-25`` in Chinese, ``25 Nov`` in English; with the year if asked."""
    if is_chinese():
        return day.isoformat() if year else day.strftime("%m-%d")
    return format_date(day) if year else f"{day.day} {month_name(day.month)}"


def format_month(day: date) -> str:
    """The month of ``day`` with its year."""
    return f"{day.year}年{day.month}月" if is_chinese() else f"{LONG_MONTHS[day.month - 1]} {day.year}"


def month_name(month: int) -> str:
    """The short name of a month of the year, 1 to 12."""
    return f"{month}月" if is_chinese() else MONTHS[month - 1]


def weekday_name(day: date) -> str:
    """The short name of the day of the week."""
    return WEEKDAYS[language()][day.weekday()]


def format_time(instant: datetime) -> str:
    """Hours and minutes of ``instant`` in the machine's zone."""
    return instant.astimezone().strftime("%H:%M")


def format_number(value: int | Decimal) -> str:
    """A number with the locale's separators, to three places behind the point."""
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def format_percent_bp(basis_points: int, *, digits: int = 0) -> str:
    """Basis points (1/100 %) as a percentage."""
    return f"{Decimal(basis_points) / 100:,.{digits}f}%"


def format_money(amount_fen: int, currency: str = "CNY", *, short: bool = False) -> str:
    """Money given in fen, behind the letters of its currency; in Chinese that of China has its sign.

    ``short`` uses 万 / 亿 (萬 / 億) in Chinese, K / M in English, and leaves the currency to ``money_text``.
    """
    amount = Decimal(amount_fen) / 100
    if not short:
        number = f"{abs(amount):,.{CURRENCY_DIGITS.get(currency, USUAL_DIGITS)}f}"
        minus = "-" if amount < 0 else ""
        return f"{minus}¥{number}" if currency == "CNY" and is_chinese() else f"{currency} {minus}{number}"
    steps = ((100_000_000, "亿"), (10_000, "万")) if is_chinese() else ((1_000_000, " M"), (1_000, " K"))
    for size, unit in steps:
        if abs(amount) >= size:
            scaled = amount / size
            digits = 0 if abs(scaled) >= 100 else 1
            text = f"{scaled:,.{digits}f}"
            return (text.removesuffix(".0")) + (unit if not is_chinese() else f" {in_this_writing(unit)}")
    return f"{amount:,.0f}"


def format_size(size: int) -> str:
    """The size of a file, given in bytes, in KB or MB of a thousand; any content is 1 KB at least."""
    if size < 1_000_000:
        return _("{count} KB").format(count=format_number(-(-size // 1_000)))
    mega = f"{size / 1_000_000:,.{int(size < 100_000_000)}f}"
    return _("{count} MB").format(count=mega.removesuffix(".0"))


def money_text(amount_fen: int, currency: str = "CNY") -> str:
    """An amount in fen as a sentence says it: short, with its currency."""
    short = format_money(amount_fen, currency, short=True)
    if currency == "CNY" and is_chinese():
        return pgettext("money", "{amount} yuan").format(amount=short)
    return pgettext("money", "{currency} {amount}").format(currency=currency, amount=short)
