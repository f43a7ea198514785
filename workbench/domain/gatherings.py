"""Meetings with several accounts: round tables, dealer meetings, training (2-rules §7.1)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.visits import VisitKind
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class GatheringState(StrEnum):
    """Planned, then held or cancelled."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {
            GatheringState.PLANNED: pgettext("gathering state", "Planned"),
            GatheringState.HELD: pgettext("gathering state", "Held"),
            GatheringState.CANCELLED: pgettext("gathering state", "Cancelled"),
        }[self]


class InvitationState(StrEnum):
    """Invitation, then attendance."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CAME = "came"
    STAYED_AWAY = "stayed_away"

    @property
    def label(self) -> str:
        return {
            InvitationState.INVITED: pgettext("invitation", "Invited"),
            InvitationState.ACCEPTED: pgettext("invitation", "Accepted"),
            InvitationState.DECLINED: pgettext("invitation", "Declined"),
            InvitationState.CAME: pgettext("invitation", "Came"),
            InvitationState.STAYED_AWAY: pgettext("invitation", "Stayed away"),
        }[self]


@dataclass(frozen=True)
class Gathering:
    """One meeting with several accounts; ``at`` is local ``HH:MM`` or empty, ``minutes`` 0 the usual length.

    Each invited account has a visit of the same kind that names the gathering: it is what counts.
    """

    id: Id
    kind: VisitKind
    state: GatheringState
    title: str
    on: date
    at: str = ""
    minutes: int = 0
    manager_id: Id | None = None
    place: str = ""
    topic: str = ""
    result: str = ""


@dataclass(frozen=True)
class Invitation:
    """Somebody of an account who is invited; ``name`` for a guest who is no contact."""

    id: Id
    gathering_id: Id
    account_id: Id
    contact_id: Id | None
    state: InvitationState
    name: str = ""
    note: str = ""
