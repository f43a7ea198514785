"""Who got another post: read from the values a person's title and department were given (2-rules §6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from workbench.domain.influence_map import PostChange
from workbench.foundation.ids import Id

POST_FIELDS = ("title", "department", "is_placeholder")


@dataclass(frozen=True)
class PostEntry:
    """A person's field was given a value on a day; what was saved together has one ``change``."""

    contact_id: Id
    change: Id
    on: date
    field: str
    value: object


def post_changes(entries: Iterable[PostEntry]) -> tuple[PostChange, ...]:
    """The changes from one known post to another; ``entries`` person by person, in the order of knowledge.

    A post that was not known before is no change, nor is what a placeholder went by.
    """
    found: list[PostChange] = []
    for contact_id, of_person in groupby(entries, key=lambda one: one.contact_id):
        values: dict[str, object] = {}
        for _change, group in groupby(of_person, key=lambda one: one.change):
            before, saved = _post(values), list(group)
            values |= {one.field: one.value for one in saved}
            after = _post(values)
            if before and after and before != after:
                found.append(PostChange(contact_id, saved[0].on, before, after))
    return tuple(found)


def _post(values: dict[str, object]) -> str:
    if values.get("is_placeholder"):
        return ""
    return " · ".join(str(values[name]) for name in ("title", "department") if values.get(name))
