"""Values of measures as people type them: amounts, percents, numbers, support of −2 to +2."""

import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from workbench.domain.objectives import Figure
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_number, format_percent_bp, pgettext
from workbench.services.checked_values import checked_amount

MONEY = frozenset({Figure.SALES, Figure.PRODUCT_SALES, Figure.PROFIT})
PERCENT = frozenset({Figure.MARGIN, Figure.WALLET})
ABOUT_A_PERSON = frozenset({Figure.SUPPORT, Figure.MEETINGS})


def read_value(figure: Figure, text: str) -> int | None:
    """The value in the unit of the figure; raises ``BadInput``."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("−", "-").replace(" ", "")
    if not plain:
        return None
    if figure in MONEY:
        return checked_amount(plain, "target_value")
    try:
        number = Decimal(plain.rstrip("%").replace(",", ""))
        value = int(number * 100) if figure in PERCENT else int(number)
        is_whole = figure in PERCENT or number == value
    except (InvalidOperation, ValueError, OverflowError):
        is_whole, value = False, 0
    if not is_whole:
        raise BadInput(_("“{text}” is no whole number.").format(text=text.strip()))
    return value


def typed_value(figure: Figure, value: int | None) -> str:
    """A value as it is typed; empty for none."""
    if value is None:
        return ""
    if figure in MONEY:
        return format_number(Decimal(value) / 100)
    if figure in PERCENT:
        return format_percent_bp(value, digits=1 if value % 100 else 0)
    return str(value)


def value_hint(figure: Figure) -> str:
    """What an empty field for a value of this figure shows."""
    if figure in MONEY:
        return pgettext("an amount as people type it", "12,000,000")
    if figure in PERCENT:
        return "35%"
    return "−2…+2" if figure is Figure.SUPPORT else _("Number")


def money_of(text: str) -> Any:
    """An amount as typed; raises ``BadInput``."""
    return checked_amount(text.strip(), "cost_fen") if text.strip() else None
