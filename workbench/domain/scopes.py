"""What of a workspace a file for others holds: whose accounts, and from when to when (3-features I1)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text, parse_id


@dataclass(frozen=True)
class Scope:
    """Which accounts go into a file, with all that belongs to them; an empty scope is the whole file.

    An account is in if one of ``manager_ids`` looks after it (first or second), or it is of one of the
    ``segments``, or it is named in ``account_ids``; all are in where none of the three says anything.
    ``first`` and ``last`` (days, both included) narrow visits, the contact log and sales alone. Raises
    ``BadInput`` where ``last`` is before ``first`` or a segment is blank.
    """

    manager_ids: frozenset[Id] = frozenset()
    segments: frozenset[str] = frozenset()
    account_ids: frozenset[Id] = frozenset()
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        for name in ("manager_ids", "segments", "account_ids"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        if any(not segment.strip() for segment in self.segments):
            raise BadInput(_("A segment must have a name."), where="segments")
        if any(len(row_id) != 16 for row_id in (*self.manager_ids, *self.account_ids)):
            raise ValueError("an id has 16 bytes")
        if self.first is not None and self.last is not None and self.last < self.first:
            raise BadInput(
                _("The last day is before the first one."), hint=_("Exchange the two days."), where="last"
            )

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self == WHOLE

    @property
    def all_accounts(self) -> bool:
        """Whether every account is in."""
        return not (self.manager_ids or self.segments or self.account_ids)

    def covers_day(self, day: date | None) -> bool:
        """Whether something of this day is in; what has no day always is."""
        if day is None:
            return True
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def as_json(self) -> dict[str, Any]:
        """The scope as plain values; what says nothing is left out."""
        told: dict[str, Any] = {
            "managers": sorted(map(id_text, self.manager_ids)),
            "segments": sorted(self.segments),
            "accounts": sorted(map(id_text, self.account_ids)),
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
        }
        return {name: value for name, value in told.items() if value}

    @classmethod
    def from_json(cls, told: object) -> "Scope":
        """The scope that ``as_json`` told, as far as it can be understood: it is only shown."""
        if not isinstance(told, Mapping):
            return cls()
        try:
            return cls(
                _ids(told.get("managers")),
                frozenset(text for text in _texts(told.get("segments")) if text.strip()),
                _ids(told.get("accounts")),
                _day(told.get("first")),
                _day(told.get("last")),
            )
        except BadInput:
            return cls()

    def as_text(self) -> str:
        """``as_json`` as it is written into a file."""
        return json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "Scope":
        """The scope that ``as_text`` wrote; the whole file for anything else."""
        try:
            return cls.from_json(json.loads(text))
        except (ValueError, RecursionError):
            return cls()


WHOLE: Final = Scope()
"""The scope of a file that holds everything."""


def _texts(value: object) -> Iterable[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, (list, tuple)) else []


def _ids(value: object) -> frozenset[Id]:
    found = (parse_id(text) for text in _texts(value))
    return frozenset(row_id for row_id in found if row_id is not None)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
