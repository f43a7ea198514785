"""Reading handovers with their accounts."""

from sqlalchemy import select

from workbench.domain.handovers import Handover, HandoverAccount
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.handovers import HandoverAccountEntity, HandoverEntity

_HANDOVER, _ACCOUNT = HandoverEntity.__table__, HandoverAccountEntity.__table__


def list_handovers(session: Session) -> list[Handover]:
    """Every handover, the latest first, with its accounts."""
    accounts: dict[Id, list[HandoverAccount]] = {}
    for row in session.execute(select(_ACCOUNT).order_by(_ACCOUNT.c.id)).mappings():
        accounts.setdefault(row["handover_id"], []).append(HandoverAccount(**row))
    query = select(_HANDOVER).order_by(_HANDOVER.c.handed_on.desc(), _HANDOVER.c.id.desc())
    return [
        Handover(**row, accounts=tuple(accounts.get(row["id"], ())))
        for row in session.execute(query).mappings()
    ]


def get_handover(session: Session, handover_id: Id) -> Handover:
    """The handover; raises ``NotFound``."""
    found = next((one for one in list_handovers(session) if one.id == handover_id), None)
    if found is None:
        raise NotFound(_("This handover does not exist (any more)."), where=handover_id.hex())
    return found
