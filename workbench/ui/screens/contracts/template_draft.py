"""A template while it is written: clauses changed, added, moved, before they become a version."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from workbench.domain.contract_templates import TemplateClause
from workbench.domain.contracts import ClauseGroup
from workbench.foundation.ids import Id, derived_id, id_text


class TemplateDraft:
    """The clauses as they are being written. ``stored`` are those of the newest version."""

    def __init__(self, stored: Sequence[TemplateClause] = ()) -> None:
        self.stored = tuple(stored)
        self.clauses = tuple(stored)

    @property
    def is_changed(self) -> bool:
        """Whether something differs from the newest version."""
        return self.clauses != self.stored

    def clause(self, key: str) -> TemplateClause | None:
        """The clause of that key."""
        return next((one for one in self.clauses if one.key == key), None)

    def change(self, key: str, **values: Any) -> bool:
        """Change title, text or group of a clause; False if nothing changes."""
        before = self.clauses
        self.clauses = tuple(replace(one, **values) if one.key == key else one for one in before)
        return self.clauses != before

    def add(self, group: ClauseGroup, title: str) -> str:
        """A new clause behind the last of its group; its key."""
        key = free_key(self.clauses)
        order = list(ClauseGroup)
        at = sum(order.index(one.group) <= order.index(group) for one in self.clauses)
        self.clauses = (*self.clauses[:at], TemplateClause(key, group, title, ""), *self.clauses[at:])
        return key

    def drop(self, key: str) -> None:
        """Take a clause away."""
        self.clauses = tuple(one for one in self.clauses if one.key != key)

    def move(self, key: str, places: int) -> bool:
        """Move a clause among those of its group; False at the end of it."""
        clauses = list(self.clauses)
        at = next((place for place, one in enumerate(clauses) if one.key == key), -1)
        to = at + places
        if at < 0 or not 0 <= to < len(clauses) or clauses[to].group is not clauses[at].group:
            return False
        clauses.insert(to, clauses.pop(at))
        self.clauses = tuple(clauses)
        return True

    def to_fields(self) -> dict[str, Any]:
        """As it is kept until it becomes a version."""
        return {"clauses": [[one.key, one.group.value, one.title, one.text] for one in self.clauses]}

    def take_fields(self, fields: dict[str, Any] | None) -> None:
        """Go on with what was kept; what cannot be read is passed over."""
        kept = fields.get("clauses") if fields else None
        if isinstance(kept, list) and kept:
            self.clauses = tuple(_read(kept)) or self.clauses


def free_key(clauses: Sequence[TemplateClause]) -> str:
    """A key that no clause has."""
    taken = {one.key for one in clauses}
    return next(key for key in (f"own_{number}" for number in count(1)) if key not in taken)


def draft_id(template_id: Id) -> Id:
    """Under which the unsaved clauses of a template are kept."""
    return derived_id("draft", "template", id_text(template_id))


def _read(kept: Iterable[Any]) -> Iterable[TemplateClause]:
    groups = {one.value: one for one in ClauseGroup}
    for item in kept:
        if isinstance(item, list) and len(item) == 4 and item[1] in groups:
            yield TemplateClause(str(item[0]), groups[item[1]], str(item[2]), str(item[3]))
