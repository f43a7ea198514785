"""The words for the fields of an account and for their values: the profile's labels, the history's cells."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from workbench.domain.accounts import AccountKind, CreditGrade, Standing, Tier
from workbench.domain.relationship import Stage
from workbench.foundation.i18n import _, pgettext
from workbench.ui.kit.texts import Text

CHOSEN: dict[str, type[StrEnum]] = {
    "kind": AccountKind,
    "standing": Standing,
    "credit_grade": CreditGrade,
    "stage": Stage,
    "tier": Tier,
}


def field_word(field: str) -> str:
    """How people call a field of an account; an unknown one as it is."""
    words: dict[str, Callable[[], str]] = {
        "name": lambda: _("Name"),
        "short_name": lambda: _("Short name"),
        "former_name": lambda: _("Former name"),
        "code": lambda: _("Code"),
        "credit_code": lambda: _("Credit code"),
        "kind": lambda: _("Kind"),
        "tier": lambda: _("Tier"),
        "tier_reason": lambda: _("Reason of the tier"),
        "tier_confirmed_on": lambda: _("Tier confirmed on"),
        "standing": lambda: _("Standing in its industry"),
        "credit_grade": lambda: _("Credit grade"),
        "stage": lambda: _("Stage"),
        "parent_id": lambda: _("Belongs to"),
        "parent": lambda: _("Belongs to"),
        "manager_id": lambda: _("Manager"),
        "manager": lambda: _("Manager"),
        "second_manager_id": lambda: _("Second manager"),
        "second_manager": lambda: _("Second manager"),
        "segment": lambda: _("Segment"),
        "province": lambda: _("Province"),
        "city": lambda: _("City"),
        "district": lambda: _("District"),
        "district_code": lambda: _("District code"),
        "address": lambda: _("Address"),
        "phone": lambda: _("Phone"),
        "website": lambda: _("Website"),
        "industry": lambda: _("Industry"),
        "founded_on": lambda: _("Founded on"),
        "first_trade_on": lambda: _("First trade on"),
        "excluded_weekdays": lambda: _("No visits on"),
        "note": lambda: _("Note"),
    }
    word = words.get(field)
    return word() if word else field


def value_word(field: str, value: Any) -> str:
    """A value of a field as people read it."""
    if value is None or value == "" or value == []:
        return ""
    if field == "excluded_weekdays" and isinstance(value, list):
        return ", ".join(weekday_word(day) for day in value)
    choices = CHOSEN.get(field)
    if choices is not None and value in {one.value for one in choices}:
        label: str = choices(value).label  # type: ignore[attr-defined]
        return label
    return str(value)


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
