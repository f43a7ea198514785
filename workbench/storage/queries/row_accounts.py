"""To which account rows of any table belong, many at once."""

from collections.abc import Iterable

from sqlalchemy import select

from workbench.foundation.ids import Id
from workbench.storage.entries import chunks
from workbench.storage.schema import schema
from workbench.storage.session import Session

_ACCOUNT = "account"
_DEEPEST = 4


def accounts_of(session: Session, entity: str, ids: Iterable[Id], deepest: int = _DEEPEST) -> dict[Id, Id]:
    """The account of each row, directly or through what the row is a part of; without those of none."""
    wanted = list(ids)
    if entity == _ACCOUNT:
        return {row_id: row_id for row_id in wanted}
    shape = schema()[entity]
    required = [one for one in shape.references if not shape.table.c[one.column].nullable]
    owner = next((one for one in shape.references if one.column == "account_id"), None)
    owner = owner or next(iter(required), None)
    if owner is None or not deepest or not wanted:
        return {}
    column = shape.table.c[owner.column]
    above: dict[Id, Id] = {}
    for chunk in chunks(wanted):
        rows = session.execute(select(shape.table.c.id, column).where(shape.table.c.id.in_(chunk)))
        above.update({Id(row_id): Id(owner_id) for row_id, owner_id in rows if owner_id is not None})
    accounts = accounts_of(session, owner.target, set(above.values()), deepest - 1)
    return {row_id: accounts[owner_id] for row_id, owner_id in above.items() if owner_id in accounts}
