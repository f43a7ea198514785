"""Reading gatherings and who is invited."""

from sqlalchemy import RowMapping, select

from workbench.domain.gatherings import Gathering, GatheringState, Invitation, InvitationState
from workbench.domain.visits import VisitKind
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import known_word
from workbench.storage.session import Session
from workbench.storage.tables.gatherings import GatheringEntity, InvitationEntity

_GATHERING, _INVITATION = GatheringEntity.__table__.c, InvitationEntity.__table__.c


def list_gatherings(session: Session) -> list[Gathering]:
    """Every gathering, the latest first."""
    query = select(GatheringEntity.__table__).order_by(_GATHERING.on_day.desc(), _GATHERING.id)
    return [_gathering(row) for row in session.execute(query).mappings()]


def get_gathering(session: Session, gathering_id: Id) -> Gathering:
    """The gathering; raises ``NotFound``."""
    query = select(GatheringEntity.__table__).where(_GATHERING.id == gathering_id)
    row = session.execute(query).mappings().first()
    if row is None:
        raise NotFound(_("This gathering does not exist (any more)."), where=gathering_id.hex())
    return _gathering(row)


def list_invitations(session: Session, gathering_id: Id | None = None) -> list[Invitation]:
    """Who is invited to one gathering, or to any; a state unknown here counts as invited."""
    query = select(InvitationEntity.__table__).order_by(_INVITATION.account_id, _INVITATION.id)
    if gathering_id is not None:
        query = query.where(_INVITATION.gathering_id == gathering_id)
    return [
        Invitation(
            row["id"],
            row["gathering_id"],
            row["account_id"],
            row["contact_id"],
            known_word(InvitationState, row["state"]) or InvitationState.INVITED,
            row["name"],
            row["note"],
        )
        for row in session.execute(query).mappings()
    ]


def _gathering(row: RowMapping) -> Gathering:
    return Gathering(
        row["id"],
        known_word(VisitKind, row["kind"]) or VisitKind.ROUND_TABLE,
        known_word(GatheringState, row["state"]) or GatheringState.CANCELLED,
        row["title"],
        row["on_day"],
        row["at_time"],
        row["minutes"],
        row["manager_id"],
        row["place"],
        row["topic"],
        row["result"],
    )
