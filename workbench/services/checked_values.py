"""What was typed into one field, as its value or refused by a ``BadInput`` that names the field."""

import unicodedata
from collections.abc import Collection, Iterable

from workbench.exchange.values import BadValue, fen_of, milli_of
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _

_MOST_DIGITS = 15
LARGEST = 10**15
"""No amount in fen, and no quantity in thousandths, is larger."""


def check_names(names: Iterable[str], known: Collection[str], message: str) -> None:
    """Raise ``BadInput`` with ``message`` where one of ``names`` is none of the fields known."""
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        raise BadInput(message, where=unknown)


def checked_word(value: object, words: Iterable[str], field: str) -> str:
    """One of ``words``, such as those of an enumeration."""
    known = [str(word) for word in words]
    if value not in known:
        raise BadInput(
            _("“{word}” is none of the words of this field.").format(word=value or ""),
            hint=_("It takes: {words}.").format(words=", ".join(known)),
            where=field,
        )
    return str(value)


def check_whole(number: object, least: int, most: int, field: str) -> None:
    """Raise ``BadInput`` unless ``number`` is a whole one in the range; ``None`` says nothing."""
    if number is not None and not (type(number) is int and least <= number <= most):
        raise BadInput(
            _("This must be a whole number from {least} to {most}.").format(least=least, most=most),
            where=field,
        )


def whole_of(text: object, least: int, most: int, field: str) -> int | None:
    """The whole number that was typed; ``None`` where nothing was."""
    typed = unicodedata.normalize("NFKC", str("" if text is None else text)).strip()
    number = int(typed) if typed.isdecimal() and len(typed) <= _MOST_DIGITS else None
    check_whole(number if number is not None else typed or None, least, most, field)
    return number


def checked_amount(value: object, field: str) -> int | None:
    """An amount in fen, also as people type it in yuan (``1200万``)."""
    try:
        amount = fen_of(value) if isinstance(value, str) else value
    except BadValue as error:
        raise BadInput(error.message, hint=_("1200万 and 12,000,000 are understood."), where=field) from error
    if amount is None:
        return None
    if not isinstance(amount, int) or amount < 0:
        raise BadInput(_("This amount cannot be negative."), hint=_("Type it without a sign."), where=field)
    if amount > LARGEST:
        raise BadInput(
            _("This amount cannot be right."), hint=_("Give what it comes to a year."), where=field
        )
    return amount


def checked_quantity(value: object, field: str) -> int | None:
    """A quantity in thousandths, also as people type it."""
    try:
        quantity = milli_of(value) if isinstance(value, str) else value
    except BadValue as error:
        raise BadInput(error.message, hint=_("Type a number such as 12 or 0.5."), where=field) from error
    if quantity is None:
        return None
    if not isinstance(quantity, int) or not 0 < quantity <= LARGEST:
        raise BadInput(_("This quantity cannot be right."), hint=_("Type more than nothing."), where=field)
    return quantity
