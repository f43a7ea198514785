"""The columns of the account list."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.domain.accounts import AccountKind, CreditGrade, KeyType, Standing, Tier
from workbench.domain.alarms import Severity
from workbench.domain.relationship import KamLevel, Stage
from workbench.foundation.i18n import _, format_money, format_number, language, ngettext, pgettext
from workbench.services.account_list import AccountLine
from workbench.ui.alarm_items import SEVERITY_MARKS
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import Tone
from workbench.ui.screens.accounts.looks import day_word
from workbench.ui.tier_marks import TIER_MARKS

if TYPE_CHECKING:
    from workbench.ui.kit.pdf_view import Runner

_NOTHING = Cell("–", tone=Tone.TEXT3)
_LATE_WORDS = ("late", "overdue", "逾期")
_STALE_WORDS = ("stale", "过期")
_SEVERE_WORDS = ("severe", "严重")
_YUAN = "CNY"


def account_table(today: Callable[[], date], run: "Runner | None" = None) -> Table[AccountLine]:
    """The table of accounts, without rows; ``today`` is asked whenever a day is shown."""
    table: Table[AccountLine] = Table(
        (*_identity(), *_judgements(), *_people(), *_places(), *_visits(today), *_money(), *_work(today)),
        lambda line: line.id,
        name=lambda: pgettext("page", "Accounts"),
        checks=True,
        count_text=lambda count: ngettext("{count} account", "{count} accounts", count).format(
            count=format_number(count)
        ),
        today=today,
        run=run,
    )
    table.sort_by("tier")
    # Within a tier the best customers stand first.
    table.sort_by("sales", falling=True, further=True)
    return table


def _identity() -> Sequence[Column[AccountLine]]:
    return (
        Column(
            "name",
            lambda: _("Account"),
            lambda line: Cell(line.short, tooltip=line.name if line.name != line.short else ""),
            sort=lambda line: line.order,
            width=150,
            stretch=True,
            hint=lambda: _("Name"),
        ),
        Column("code", lambda: _("Code"), lambda line: line.code, width=96, shown=False),
        Column("whole", lambda: _("Whole name"), lambda line: line.name, width=220, shown=False),
        Column(
            "tier",
            lambda: _("Tier"),
            _tier,
            sort=lambda line: _rank(line.tier),
            width=94,
            kind=Kind.CHOICE,
            raw=lambda line: line.tier,
        ),
    )


def _judgements() -> Sequence[Column[AccountLine]]:
    return (
        _choice("key_type", lambda: _("Key account type"), lambda line: line.key_type, list(KeyType)),
        Column(
            "stage",
            lambda: _("Stage"),
            _stage,
            sort=lambda line: _rank(line.stage),
            width=96,
            kind=Kind.CHOICE,
            raw=lambda line: line.stage,
        ),
        _choice("kam", lambda: _("KAM level"), lambda line: line.kam_level, list(KamLevel)),
        Column(
            "abc",
            lambda: _("ABC"),
            lambda line: line.abc.value if line.abc else "",
            sort=lambda line: line.abc.value if line.abc else None,
            width=64,
            shown=False,
            kind=Kind.CHOICE,
            tooltip=lambda: _("Class by share of the sales of 12 months"),
        ),
        _choice("kind", lambda: _("Kind"), lambda line: line.kind, None),
        _choice("standing", lambda: _("Standing"), lambda line: line.standing, list(Standing)),
        _choice("credit", lambda: _("Credit grade"), lambda line: line.credit_grade, list(CreditGrade)),
    )


def _people() -> Sequence[Column[AccountLine]]:
    return (
        _words("manager", lambda: _("Manager"), lambda line: line.manager, width=116, shown=True),
        _words("second", lambda: _("Second manager"), lambda line: line.second_manager),
        _number("people", lambda: _("People"), lambda line: line.people),
    )


def _places() -> Sequence[Column[AccountLine]]:
    return (
        _words("province", lambda: _("Province"), lambda line: line.province),
        _words("city", lambda: _("City"), lambda line: line.city, width=88, shown=True),
        _words("industry", lambda: _("Industry"), lambda line: line.industry),
        _words("segment", lambda: _("Segment"), lambda line: line.segment),
    )


def _visits(today: Callable[[], date]) -> Sequence[Column[AccountLine]]:
    return (
        _day("last", lambda: _("Last visit"), lambda line: line.last_visit, today, shown=True, width=92),
        _day("contact", lambda: _("Last contact"), lambda line: line.last_contact, today),
        Column(
            "next",
            lambda: _("Next visit"),
            lambda line: next_cell(line, today()),
            sort=lambda line: line.late_on or line.next_visit,
            width=86,
            kind=Kind.DAY,
            raw=lambda line: line.next_visit,
            known=dict.fromkeys(_LATE_WORDS, lambda line: line.is_late),
            hint=lambda: _("late"),
        ),
        Column(
            "late",
            lambda: _("Days late"),
            lambda line: str(line.late_days) if line.late_on else "",
            sort=lambda line: line.late_days if line.late_on else None,
            width=80,
            right=True,
            shown=False,
            falling_first=True,
            kind=Kind.NUMBER,
            raw=lambda line: line.late_days if line.late_on else None,
        ),
    )


def _money() -> Sequence[Column[AccountLine]]:
    return (
        Column(
            "sales",
            lambda: _("Sales, 12 months"),
            _sales,
            sort=lambda line: line.sales_12m_fen,
            width=156,
            right=True,
            falling_first=True,
            total=_total_sales,
            kind=Kind.MONEY,
            raw=lambda line: line.sales_12m_fen,
            currency=_YUAN,
            hint=lambda: _(">1M"),
        ),
        Column(
            "family",
            lambda: _("With subsidiaries"),
            lambda line: _amount(line.family_sales_fen),
            width=128,
            right=True,
            shown=False,
            falling_first=True,
            kind=Kind.MONEY,
            raw=lambda line: line.family_sales_fen,
            currency=_YUAN,
            tooltip=lambda: _("Sales of 12 months with those of all accounts below"),
        ),
        Column(
            "owed",
            lambda: _("Owed"),
            _owed,
            width=72,
            right=True,
            falling_first=True,
            total=_total_owed,
            kind=Kind.MONEY,
            raw=lambda line: line.owed_fen,
            currency=_YUAN,
            tooltip=lambda: _("Sales not settled yet, where they say what was settled"),
        ),
    )


def _work(today: Callable[[], date]) -> Sequence[Column[AccountLine]]:
    return (
        Column(
            "alarms",
            lambda: _("Alarms"),
            _alarms,
            sort=lambda line: (line.severe, line.warnings, line.alarm_notes) if _alarm_count(line) else None,
            width=116,
            falling_first=True,
            kind=Kind.NUMBER,
            raw=_alarm_count,
            known=dict.fromkeys(_SEVERE_WORDS, lambda line: line.severe > 0),
            hint=lambda: _("severe"),
        ),
        _number("promises", lambda: _("Open promises"), lambda line: line.promises),
        _number("complaints", lambda: _("Complaints, 12 months"), lambda line: line.complaints),
        _day("contract", lambda: _("Contract ends"), lambda line: line.contract_ends_on, today),
        Column(
            "verified",
            lambda: _("Profile verified"),
            lambda line: _verified(line, today()),
            width=112,
            shown=False,
            kind=Kind.DAY,
            raw=lambda line: line.verified_on,
            known=dict.fromkeys(_STALE_WORDS, lambda line: line.is_stale),
            tooltip=lambda: _("The part of the profile verified longest ago"),
        ),
    )


Word = Tier | KeyType | AccountKind | Standing | CreditGrade | Stage | KamLevel


@lru_cache(maxsize=256)
def _said(word: Word, code: str) -> str:
    return word.label


def label_of(word: Word | None) -> str:
    """The word of a choice; making it anew for each of many rows would take long."""
    return _said(word, language()) if word is not None else ""


@lru_cache(maxsize=64)
def _ranks(kind: type[StrEnum]) -> dict[StrEnum, int]:
    return {word: at for at, word in enumerate(kind)}


def _rank(word: StrEnum | None) -> int | None:
    return _ranks(type(word))[word] if word is not None else None


def _choice(
    key: str,
    header: Text,
    value: Callable[[AccountLine], Word | None],
    order: Sequence[StrEnum] | None,
) -> Column[AccountLine]:
    """A column of one of a few words; ``order`` is theirs, else the alphabet's."""
    ranks = {word: at for at, word in enumerate(order or ())}

    def rank(line: AccountLine) -> int | None:
        word = value(line)
        return ranks[word] if word is not None else None

    return Column(
        key,
        header,
        lambda line: label_of(value(line)),
        sort=rank if order else None,
        width=112,
        shown=False,
        kind=Kind.CHOICE,
        raw=value,
    )


def _words(
    key: str, header: Text, value: Callable[[AccountLine], str], *, width: int = 96, shown: bool = False
) -> Column[AccountLine]:
    return Column(key, header, value, width=width, shown=shown, kind=Kind.CHOICE)


def _number(key: str, header: Text, value: Callable[[AccountLine], int]) -> Column[AccountLine]:
    return Column(
        key,
        header,
        lambda line: str(value(line)) if value(line) else "",
        width=96,
        right=True,
        shown=False,
        falling_first=True,
        kind=Kind.NUMBER,
        raw=value,
    )


def _day(
    key: str,
    header: Text,
    value: Callable[[AccountLine], date | None],
    today: Callable[[], date],
    *,
    shown: bool = False,
    width: int = 104,
) -> Column[AccountLine]:
    def cell(line: AccountLine) -> Cell | str:
        day = value(line)
        return _NOTHING if day is None else short_day(day, today())

    return Column(key, header, cell, width=width, shown=shown, falling_first=True, kind=Kind.DAY, raw=value)


@lru_cache(maxsize=4096)
def _day_words(day: date, today: date, code: str) -> str:
    return day_word(day, today)


def short_day(day: date, today: date) -> str:
    """As ``day_word``; many rows share few days."""
    return _day_words(day, today, language())


def _tier(line: AccountLine) -> Cell:
    return _tier_cell(line.tier, language()) if line.tier else _NOTHING


@lru_cache(maxsize=16)
def _tier_cell(tier: Tier, code: str) -> Cell:
    return Cell(tier.label, mark=TIER_MARKS[tier])


def _stage(line: AccountLine) -> Cell:
    broken = line.stage is Stage.INTERRUPTED
    return Cell(label_of(line.stage), tone=Tone.DANGER if broken else Tone.TEXT)


def next_cell(line: AccountLine, today: date) -> Cell:
    """When the next visit is, or how late it is: the only red of the column."""
    if line.late_on is not None:
        return Cell(_("{days} d late").format(days=line.late_days), tone=Tone.DANGER, tooltip=line.late_why)
    if line.unreported_on is not None:
        when = _("The visit of {date} has no report yet").format(date=short_day(line.unreported_on, today))
        return Cell(_("No report"), tone=Tone.DANGER, tooltip=when)
    if line.coming_on is None:
        return _NOTHING
    is_today = line.coming_on == today
    tone = Tone.ACCENT if is_today else Tone.TEXT
    return Cell(short_day(line.coming_on, today), tone=tone, bold=is_today)


def _verified(line: AccountLine, today: date) -> Cell:
    if line.verified_on is None:
        return _NOTHING
    tone = Tone.WARN if line.is_stale else Tone.TEXT
    return Cell(short_day(line.verified_on, today), tone=tone)


def _sales(line: AccountLine) -> Cell:
    if not any(line.sales_by_month_fen):
        return _NOTHING
    amount = format_money(line.sales_12m_fen, short=True) if line.sales_12m_fen else "–"
    return Cell(amount, bars=tuple(max(0, fen) for fen in line.sales_by_month_fen))


def _amount(fen: int | None) -> Cell:
    return Cell(format_money(fen, short=True)) if fen else _NOTHING


def _owed(line: AccountLine) -> Cell:
    if not line.owed_fen:
        return _NOTHING
    late = line.owed_late_fen > 0
    tip = _("{amount} past its day").format(amount=format_money(line.owed_late_fen)) if late else ""
    tone = Tone.DANGER if late else Tone.TEXT
    return Cell(format_money(line.owed_fen, short=True), tone=tone, tooltip=tip)


def _alarm_count(line: AccountLine) -> int:
    return line.severe + line.warnings + line.alarm_notes


def _alarms(line: AccountLine) -> Cell:
    """A symbol and a count for each severity that there is."""
    counts = (
        (Severity.SEVERE, line.severe),
        (Severity.WARNING, line.warnings),
        (Severity.NOTE, line.alarm_notes),
    )
    cells = [
        Cell(str(count), SEVERITY_MARKS[one].tone, mark=SEVERITY_MARKS[one]) for one, count in counts if count
    ]
    if not cells:
        return _NOTHING
    told = " · ".join(f"{one.label} {count}" for one, count in counts if count)
    return replace(cells[0], tooltip=told, more=tuple(cells[1:]), said=told)


def _total_sales(lines: Sequence[AccountLine]) -> str:
    amount = format_money(sum(line.sales_12m_fen for line in lines), short=True)
    return _("Sales, 12 months {amount}").format(amount=amount)


def _total_owed(lines: Sequence[AccountLine]) -> str:
    owed = sum(line.owed_fen or 0 for line in lines)
    return _("Owed {amount}").format(amount=format_money(owed, short=True)) if owed else ""
