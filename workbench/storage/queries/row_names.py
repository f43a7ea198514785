"""What people call rows of any table, many at once."""

from collections.abc import Iterable

from sqlalchemy import select

from workbench.foundation.ids import Id
from workbench.storage.entries import chunks
from workbench.storage.schema import schema
from workbench.storage.session import Session

_NAMED_BY = ("name", "text", "title", "number")
_DAYS = ("on_day", "sold_on", "received_on")
_OWNERS = ("account_id", "contact_id", "from_contact_id")


def names_of(session: Session, entity: str, ids: Iterable[Id]) -> dict[Id, str]:
    """The name of each row: its own, else that of the account or person it belongs to, with its day."""
    shape = schema()[entity]
    table = shape.table
    named = [name for name in _NAMED_BY if name in table.c]
    day = next((name for name in _DAYS if name in table.c), None)
    owner = next((name for name in _OWNERS if name in table.c), None)
    columns = [table.c.id, *(table.c[name] for name in (*named, day, owner) if name)]
    found: dict[Id, str] = {}
    owned: dict[Id, tuple[Id, str]] = {}
    for chunk in chunks(ids):
        for row in session.execute(select(*columns).where(table.c.id.in_(chunk))).mappings():
            own = next((str(row[name]) for name in named if row[name]), "")
            on = row[day].isoformat() if day and row[day] else ""
            if own:
                found[row["id"]] = own
            elif owner and row[owner]:
                owned[row["id"]] = row[owner], on
            elif on:
                found[row["id"]] = on
    if owner and owned:
        (target,) = (one.target for one in shape.references if one.column == owner)
        names = names_of(session, target, {owner_id for owner_id, _on in owned.values()})
        for row_id, (owner_id, on) in owned.items():
            found[row_id] = " ".join(filter(None, (names.get(owner_id, ""), on)))
    return found
