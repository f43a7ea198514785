"""The words for the fields of an account and for their values: the profile's labels, the history's cells."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from typing import Any

from workbench.domain.accounts import AccountKind, CreditGrade, KeyType, Standing, Tier
from workbench.domain.record_words import field_label, value_text
from workbench.domain.relationship import Stage
from workbench.foundation.i18n import _, format_date, listed, pgettext
from workbench.ui.kit.texts import Text

CHOSEN: dict[str, type[StrEnum]] = {
    "kind": AccountKind,
    "key_type": KeyType,
    "standing": Standing,
    "credit_grade": CreditGrade,
    "stage": Stage,
    "tier": Tier,
}


def field_word(field: str) -> str:
    """How people call a field of an account; an unknown one as it is."""
    words = {
        "standing": _("Standing in its industry"),
        "parent": _("Belongs to"),
        "second_manager": _("Second manager"),
        "manager_reason": _("Reason of the change"),
        "district_code": _("District code"),
        "excluded_weekdays": _("No visits on"),
        "category_spend_fen": _("Their spend a year in our category"),
        "share_of_wallet_bp": _("Share of wallet, estimated"),
        "market_share_bp": _("Their market share"),
    }
    name = field.removesuffix("_id")
    return words.get(name) or field_label(name)


def value_word(field: str, value: Any) -> str:
    """A value of a field as people read it."""
    if value is None or value == "" or value == []:
        return ""
    if field == "excluded_weekdays" and isinstance(value, list):
        return listed(weekday_word(day) for day in value)
    if field.endswith("_on") and isinstance(value, str):
        with suppress(ValueError):
            return format_date(date.fromisoformat(value))
    return value_text("accounts", field, value)


def choices_of(field: str) -> Sequence[tuple[Any, Text]]:
    """The values a field can have, with their words; first none."""
    return [(None, lambda: _("Not known")), *((one.value, _label(one)) for one in CHOSEN[field])]


def weekday_word(day: int) -> str:
    """The short name of a day of the week, Monday = 0."""
    return (
        pgettext("weekday", "Mon"),
        pgettext("weekday", "Tue"),
        pgettext("weekday", "Wed"),
        pgettext("weekday", "Thu"),
        pgettext("weekday", "Fri"),
        pgettext("weekday", "Sat"),
        pgettext("weekday", "Sun"),
    )[day]


def _label(one: StrEnum) -> Text:
    return lambda: str(one.label)  # type: ignore[attr-defined]
