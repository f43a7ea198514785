"""Amounts and quantities as people type them into a field."""

from typing import Any

from workbench.exchange.values import BadValue, fen_of, milli_of
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _


def typed_fen(text: str, where: str) -> int | None:
    """The fen of an amount such as ``1,200.50`` or ``120万``; ``None`` for an empty text.

    Raises ``BadInput`` naming the field ``where``.
    """
    try:
        return fen_of(text.strip()) if text.strip() else None
    except BadValue as error:
        raise BadInput(error.message, hint=_("1200万 and 12,000,000 are understood."), where=where) from error


def typed_milli(text: str, where: str) -> int | None:
    """The thousandths of a quantity; ``None`` for an empty text. Raises ``BadInput`` naming the field."""
    try:
        return milli_of(text.strip()) if text.strip() else None
    except BadValue as error:
        raise BadInput(error.message, hint=_("Write a number."), where=where) from error


def typed_field(field: str, text: str) -> Any:
    """A text typed for a field as it is stored: fen for ``_fen``, thousandths for ``_milli``, else itself."""
    if field.endswith("_fen"):
        return typed_fen(text, field)
    return typed_milli(text, field) if field.endswith("_milli") else text
