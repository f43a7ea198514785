"""Two accounts become one: which values stand against each other, and what is taken of both (A8).

Values are those of the columns; an account is a mapping from column to value.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from workbench.domain.duplicate_keys import SEPARATOR, phone_key, several
from workbench.domain.search_text import folded
from workbench.foundation.ids import Id

Values = Mapping[str, Any]


class Choice(StrEnum):
    """Whose value the account gets; ``BOTH`` only where a field can hold several."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def other(self) -> "Choice":
        return Choice.RIGHT if self is Choice.LEFT else Choice.LEFT


_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "tier": ("tier", "tier_reason", "tier_confirmed_on"),
    "nomination_approved_by": ("nomination_approved_by", "nomination_approved_on"),
    "stage": ("stage", "stage_reason", "interruption_cause"),
    "kam_level": ("kam_level", "kam_reason"),
    "manager_id": ("manager_id", "second_manager_id", "manager_reason"),
    "address": ("province", "city", "district", "district_code", "address"),
}
"""Columns that only make sense together, by the first of them in words."""
_FIRST = [
    "name",
    "short_name",
    "former_name",
    "code",
    "credit_code",
    "kind",
    "tier",
    "manager_id",
    "parent_id",
    "address",
    "phone",
    "other_phones",
    "website",
]
_LISTS = ("former_name", "other_phones", "other_codes")
_LONG = [
    "note",
    "lines_of_business",
    "market_area",
    "sales_ability",
    "development_potential",
    "business_philosophy",
    "business_direction",
    "business_policy",
    "traits",
    "competitiveness",
    "market_position",
    "cooperation",
    "current_activity",
    "open_problems",
    "their_strategy",
    "outlook",
    "image",
    "financial_state",
    "credit_state",
    "joint_teams",
]
_EARLIER = ("founded_on", "first_contact_on", "first_trade_on")
_OWN_WORDS = ("name", "short_name", "code")
_SILENT = ("id", "other_codes")
_LEFT_OVER = {"name": "former_name", "code": "other_codes", "phone": "other_phones"}
"""Where the value goes that was not chosen."""


@dataclass(frozen=True)
class Question:
    """A field in which two accounts are compared. ``field`` is the column that people know it by."""

    field: str
    columns: tuple[str, ...]
    left: Values
    right: Values
    choice: Choice

    @property
    def agree(self) -> bool:
        """Whether there is nothing to choose."""
        return all(self.left[column] == self.right[column] for column in self.columns)

    @property
    def one_sided(self) -> bool:
        """Whether only one of them says anything."""
        return _blank(self, self.left) != _blank(self, self.right)

    @property
    def empty(self) -> bool:
        """Whether neither says anything."""
        return _blank(self, self.left) and _blank(self, self.right)

    @property
    def can_be_both(self) -> bool:
        """Whether the field holds the values of both."""
        holds = self.field in _LISTS or self.field in _LONG or self.field == "excluded_weekdays"
        return holds and not self.agree and not self.one_sided


def questions(
    left: Values, right: Values, *, newer: Mapping[str, Choice], richer: Choice | None
) -> tuple[Question, ...]:
    """Every field of two accounts, the known ones first, with a sensible choice.

    ``newer`` is whose value of a column was written later, ``richer`` who bought more.
    """
    grouped = {column: field for field, columns in _TOGETHER.items() for column in columns}
    fields = dict.fromkeys((*_FIRST, *(grouped.get(column, column) for column in left)))
    found = []
    for field in fields:
        if field in _SILENT or field.endswith("_verified_on") or field not in left:
            continue
        columns = _TOGETHER.get(field, (field,))
        asked = Question(field, columns, _part(left, columns), _part(right, columns), Choice.LEFT)
        found.append(
            Question(field, columns, asked.left, asked.right, _sensible(asked, newer.get(field), richer))
        )
    return tuple(found)


def merged_values(asked: Sequence[Question], left: Values, right: Values) -> dict[str, Any]:
    """The columns of the one account, as the questions are answered.

    A name, code or phone that was not chosen is kept as former name, further code or further phone.
    """
    values: dict[str, Any] = {}
    for one in asked:
        if one.choice is Choice.BOTH and one.can_be_both:
            values |= {column: _both(one.field, left[column], right[column]) for column in one.columns}
        else:
            values |= one.right if one.choice is Choice.RIGHT else one.left
    for column in left:
        if column.endswith("_verified_on"):
            days: list[date] = [day for day in (left[column], right[column]) if day is not None]
            values[column] = max(days, default=None)
    values["other_codes"] = _listed((left["other_codes"], right["other_codes"]))
    for field, kept_in in _LEFT_OVER.items():
        parts = (values[kept_in], left[field], right[field])
        values[kept_in] = _listed(parts, without=values[field], phones=field == "phone")
    return values


@dataclass(frozen=True)
class SamePerson:
    """People of two accounts that seem to be one; ``sure`` where nothing speaks against it."""

    left: Id
    right: Id
    left_name: str
    right_name: str
    sure: bool


def same_people(left: Iterable[Values], right: Iterable[Values]) -> tuple[SamePerson, ...]:
    """Pairs with the same mobile or the same name; everyone stands in one pair at most.

    What somebody unnamed is known to do is no name.
    """
    others = list(right)
    found = []
    for person in left:
        mobile, name = phone_key(person["mobile"]), _name_of(person)
        ranked = [
            (2 if mobile and mobile == phone_key(other["mobile"]) else 1, at)
            for at, other in enumerate(others)
            if (mobile and mobile == phone_key(other["mobile"])) or (name and name == _name_of(other))
        ]
        if not ranked:
            continue
        _rank, at = max(ranked, key=lambda pair: (pair[0], -pair[1]))
        other = others.pop(at)
        other_mobile = phone_key(other["mobile"])
        same_name = name == _name_of(other)
        sure = same_name and (not mobile or not other_mobile or mobile == other_mobile)
        found.append(SamePerson(person["id"], other["id"], person["name"], other["name"], sure))
    return tuple(found)


def _name_of(person: Values) -> str:
    return "" if person.get("is_placeholder") else _person_key(person["name"])


def merged_person(base: Values, other: Values) -> dict[str, Any]:
    """One person of two: what ``base`` does not know comes from ``other``; notes and numbers stay both."""
    values = {
        column: other[column] if value in (None, "", [], ()) else value
        for column, value in base.items()
        if column not in ("id", "account_id")
    }
    values["note"] = _both("note", base["note"], other["note"])
    for kind in ("mobile", "phone"):
        left_over = other[kind]
        if not left_over or phone_key(left_over) in map(phone_key, (values["mobile"], values["phone"])):
            continue
        if not values["phone"]:
            values["phone"] = left_over
        elif left_over not in values["note"]:
            values["note"] = _both("note", values["note"], left_over)
    return values


def _sensible(asked: Question, newer: Choice | None, richer: Choice | None) -> Choice:
    left, right = asked.left[asked.field], asked.right[asked.field]
    if asked.one_sided:
        return Choice.RIGHT if _blank(asked, asked.left) else Choice.LEFT
    if asked.agree:
        return Choice.LEFT
    if asked.field in _LISTS or asked.field == "note":
        return Choice.BOTH
    if asked.field == "tier":
        confirmed = [side["tier_confirmed_on"] or date.min for side in (asked.left, asked.right)]
        if confirmed[0] != confirmed[1]:
            return Choice.LEFT if confirmed[0] > confirmed[1] else Choice.RIGHT
    if asked.field in _EARLIER:
        return Choice.LEFT if left < right else Choice.RIGHT
    if asked.field == "name" and (left in right or right in left):
        # The whole name says more than the short one.
        return Choice.LEFT if len(left) > len(right) else Choice.RIGHT
    if asked.field == "address":
        filled = [sum(bool(value) for value in side.values()) for side in (asked.left, asked.right)]
        if filled[0] != filled[1]:
            return Choice.LEFT if filled[0] > filled[1] else Choice.RIGHT
    if asked.field in _OWN_WORDS:
        return richer or newer or Choice.LEFT
    return newer or richer or Choice.LEFT


def _part(values: Values, columns: Iterable[str]) -> dict[str, Any]:
    return {column: values[column] for column in columns}


def _blank(asked: Question, values: Values) -> bool:
    return all(values[column] in (None, "", [], (), False) for column in asked.columns)


def _both(field: str, left: Any, right: Any) -> Any:
    if field in _LISTS:
        return _listed((left, right), phones=field == "other_phones")
    if isinstance(left, str):
        return left if right in left else right if left in right else f"{left}\n{right}"
    return sorted({*left, *right})


def _listed(parts: Iterable[str], without: str = "", *, phones: bool = False) -> str:
    """All that the parts list, each once and without ``without``."""
    kept: dict[str, str] = {}
    for part in parts:
        for item in several(part):
            kept.setdefault((phones and phone_key(item)) or item, item)
    kept.pop((phones and phone_key(without)) or without.strip(), None)
    return SEPARATOR.join(kept.values())


def _person_key(name: str) -> str:
    return "".join(folded(name).split())
