"""Reading who of ours deals with whom of theirs."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from workbench.domain.kam_level import ContactTie
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import in_range
from workbench.storage.session import Session
from workbench.storage.tables.accounts import ContactEntity
from workbench.storage.tables.relationships import ContactTieEntity

_TIE = ContactTieEntity.__table__.c
_CONTACT = ContactEntity.__table__.c
WEAKEST, STRONGEST = 1, 3


def list_ties(session: Session, account_id: Id) -> list[ContactTie]:
    """The ties of one account's people; those of an erased person are passed over."""
    query = (
        select(ContactTieEntity.__table__)
        .join(ContactEntity.__table__, _CONTACT.id == _TIE.contact_id)
        .where(_CONTACT.account_id == account_id, _TIE.manager_id.is_not(None))
        .order_by(_CONTACT.name, _TIE.id)
    )
    return [tie_of(row) for row in session.execute(query).mappings()]


def tie_of(row: Mapping[Any, Any]) -> ContactTie:
    """The tie that a row with both ends tells of."""
    strength = in_range(row["strength"], WEAKEST, STRONGEST)
    return ContactTie(row["id"], row["contact_id"], row["manager_id"], strength, row["note"])
