"""How papers write dates, times and money: short in tables, one unit for a whole column."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from workbench.foundation.i18n import (
    _,
    format_date,
    format_percent_bp,
    in_this_writing,
    is_chinese,
    pgettext,
)


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


def remarks(parts: list[str]) -> str:
    """Remarks in the words of whoever wrote them, in a row: their own commas must not read as ours."""
    return pgettext("between remarks", "; ").join(part for part in parts if part)


def person(name: str, title: str) -> str:
    """A person with the title, if it is known, in brackets."""
    return pgettext("person", "{name} ({title})").format(name=name, title=title) if title else name


@dataclass(frozen=True)
class MoneyUnit:
    """The unit of a column or chart: ``name`` for its header, ``fen`` in one unit, decimals shown."""

    name: str
    fen: int
    digits: int = 0

    def text(self, amount_fen: int) -> str:
        """The amount in this unit, without the unit's name; what would round to nothing gets a decimal."""
        scaled = Decimal(amount_fen) / self.fen
        digits = self.digits or int(bool(amount_fen) and abs(scaled) < Decimal("0.5"))
        rounded = scaled.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        return f"{rounded + 0:,}".replace("-", "−")


def money_unit(largest_fen: int, currency: str, *, compact: bool = False) -> MoneyUnit:
    """The unit in which amounts up to ``largest_fen`` read best; ``compact`` for few, large figures."""
    if is_chinese():
        yuan = "元" if currency == "CNY" else f" {currency}"
        wan, yi = in_this_writing("万"), in_this_writing("亿")
        units = [MoneyUnit(yuan.strip(), 100), MoneyUnit(wan + yuan, 10**6), MoneyUnit(yi + yuan, 10**10)]
    else:
        units = [
            MoneyUnit(currency, 100),
            MoneyUnit(_("thousand {currency}").format(currency=currency), 10**5),
            MoneyUnit(_("million {currency}").format(currency=currency), 10**8),
        ]
    limits = (100_000, 10_000 if compact else 1_000_000)
    below = (unit for unit, limit in zip(units, limits, strict=False) if abs(largest_fen) < limit * unit.fen)
    unit = next(below, units[-1])
    is_coarse = unit.fen > 100 and abs(largest_fen) < 1_000 * unit.fen
    return replace(unit, digits=1) if is_coarse else unit


def signed_percent(basis_points: int) -> str:
    """A change as a percentage with its sign: ``+13%``, ``−4%``."""
    return ("+" if basis_points > 0 else "−" if basis_points < 0 else "") + format_percent_bp(
        abs(basis_points)
    )
