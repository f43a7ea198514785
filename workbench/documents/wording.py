"""How papers write dates, times and money: short in tables, one unit for a whole column."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from workbench.foundation.i18n import _, format_date, format_number, is_chinese, pgettext


def paper_date(day: date | None) -> str:
    """A date for tables: ``2026-11-17`` in Chinese, ``17 Nov 2026`` in English, empty for none."""
    if day is None:
        return ""
    return day.isoformat() if is_chinese() else format_date(day)


def clipped(text: str, longest: int) -> str:
    """``text`` on one line of at most ``longest`` characters, with an ellipsis where it was cut."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def joined(parts: list[str]) -> str:
    """The parts that are not empty, with the language's list comma between them."""
    return pgettext("list separator", ", ").join(part for part in parts if part)


def person(name: str, title: str) -> str:
    """A person with the title, if it is known, in brackets."""
    return pgettext("person", "{name} ({title})").format(name=name, title=title) if title else name


@dataclass(frozen=True)
class MoneyUnit:
    """The unit of a column or chart: ``name`` for its header, ``fen`` in one unit."""

    name: str
    fen: int

    def text(self, amount_fen: int) -> str:
        """The amount in this unit, without the unit's name."""
        scaled = Decimal(amount_fen) / self.fen
        digits = Decimal(1) if abs(scaled) >= 100 or self.fen == 100 else Decimal("0.1")
        rounded = scaled.quantize(digits, ROUND_HALF_UP)
        return format_number(rounded + 0)


def money_unit(largest_fen: int, currency: str) -> MoneyUnit:
    """The unit in which amounts up to ``largest_fen`` read best here: whole, thousands or 万."""
    if abs(largest_fen) < 10_000_000:
        return MoneyUnit(pgettext("money unit", "yuan") if currency == "CNY" else currency, 100)
    if is_chinese():
        return MoneyUnit("万元" if currency == "CNY" else f"万 {currency}", 1_000_000)
    return MoneyUnit(_("thousand {currency}").format(currency=currency), 100_000)
