"""Round tables, dealer meetings and training: invite, hear the answers, hold, and count (2-rules §7.1).

What counts for an account is a visit of the same kind that names the gathering, as long as it is invited.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.gatherings import Gathering, GatheringState, Invitation, InvitationState
from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import Cause, VisitKind, VisitState
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text
from workbench.services.gathering_visits import (
    close_visits,
    fit_visits,
    planned_gathering,
    visits_by_account,
)
from workbench.services.visit_life import LONGEST_MINUTES, read_time
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import gatherings as queries
from workbench.storage.workspace import Workspace

GATHERING_KINDS = (
    VisitKind.ROUND_TABLE,
    VisitKind.BUSINESS_MEETING,
    VisitKind.SERVICE_MEETING,
    VisitKind.VISITS_US,
    VisitKind.TRAINING,
)


@dataclass(frozen=True)
class GatheringInput:
    """What the form of a gathering holds."""

    title: str
    on: date
    kind: VisitKind = VisitKind.ROUND_TABLE
    at: str = ""
    minutes: int = 0
    place: str = ""
    topic: str = ""
    manager_id: Id | None = None


@dataclass(frozen=True)
class GatheringRow:
    """A gathering in the list, with how many were invited, accepted and came."""

    gathering: Gathering
    manager: str
    accounts: int
    invited: int
    accepted: int
    came: int


@dataclass(frozen=True)
class GatheringView:
    """One gathering with its guests; all accounts and contacts; ``managers`` who can hold it."""

    gathering: Gathering
    invitations: tuple[Invitation, ...]
    accounts: Mapping[Id, Account] = field(repr=False)
    contacts: Mapping[Id, Contact] = field(repr=False)
    managers: tuple[Manager, ...] = field(repr=False)

    def guest_name(self, invitation: Invitation) -> str:
        """Whom the invitation is for; empty for an account alone."""
        contact = self.contacts.get(invitation.contact_id) if invitation.contact_id else None
        return contact.name if contact else invitation.name


def list_gatherings(workspace: Workspace) -> tuple[GatheringRow, ...]:
    """Every gathering, the latest first."""
    with workspace.read() as session:
        names = {manager.id: manager.name for manager in account_queries.list_managers(session)}
        guests: dict[Id, list[Invitation]] = {}
        for invitation in queries.list_invitations(session):
            guests.setdefault(invitation.gathering_id, []).append(invitation)
        return tuple(
            GatheringRow(
                one,
                names.get(one.manager_id, "") if one.manager_id else "",
                len({guest.account_id for guest in guests.get(one.id, ())}),
                len(guests.get(one.id, ())),
                _count(guests.get(one.id, ()), InvitationState.ACCEPTED, InvitationState.CAME),
                _count(guests.get(one.id, ()), InvitationState.CAME),
            )
            for one in queries.list_gatherings(session)
        )


def get_gathering_view(workspace: Workspace, gathering_id: Id) -> GatheringView:
    """The gathering with everything its page shows; raises ``NotFound``."""
    with workspace.read() as session:
        gathering = queries.get_gathering(session, gathering_id)
        managers = account_queries.list_managers(session)
        people = tuple(one for one in managers if one.active or one.id == gathering.manager_id)
        return GatheringView(
            gathering,
            tuple(queries.list_invitations(session, gathering_id)),
            {account.id: account for account in account_queries.list_accounts(session)},
            {contact.id: contact for contact in account_queries.list_contacts(session)},
            people,
        )


def add_gathering(workspace: Workspace, given: GatheringInput) -> ChangeSummary:
    """Plan a gathering; the first row of the summary is it. Raises ``BadInput`` naming the field."""
    values = _checked(given)
    with workspace.change("add_gathering", _("New gathering")) as change:
        change.create("gathering", {**values, "state": GatheringState.PLANNED.value})
    return change.summary


def edit_gathering(workspace: Workspace, gathering_id: Id, given: GatheringInput) -> ChangeSummary:
    """Change a planned gathering and with it its visits. Raises ``NotAllowed`` once it is held."""
    values = _checked(given)
    with workspace.change("edit_gathering", _("Edit gathering")) as change:
        planned_gathering(change, gathering_id)
        change.set("gathering", gathering_id, values)
        change.flush()
        gathering = planned_gathering(change, gathering_id)
        invitations = queries.list_invitations(change.session, gathering_id)
        fit_visits(change, gathering, (one.account_id for one in invitations))
    return change.summary


def list_planners(workspace: Workspace) -> tuple[Manager, ...]:
    """Our people who can hold a gathering."""
    with workspace.read() as session:
        return tuple(one for one in account_queries.list_managers(session) if one.active)


def hold_gathering(
    workspace: Workspace, gathering_id: Id, came: Collection[Id], *, result: str = "", on: date | None = None
) -> ChangeSummary:
    """The gathering took place: ``came`` are the invitations of those who did.

    The visit of each account that somebody came from is done, with whom was met; that of the others is
    missed. Raises ``BadInput`` for a day in the future and where nobody came.
    """
    with workspace.change("hold_gathering", _("Gathering held")) as change:
        gathering = planned_gathering(change, gathering_id)
        day = on or gathering.on
        if day > workspace.clock.today():
            raise BadInput(
                _("A gathering in the future cannot be closed yet."),
                hint=_("Set the day it took place."),
                where="on",
            )
        invitations = queries.list_invitations(change.session, gathering_id)
        present = [one for one in invitations if one.id in came]
        if not present:
            raise BadInput(
                _("Nobody is marked as having come."),
                hint=_("Mark who came, or cancel the gathering."),
                where="came",
            )
        change.set(
            "gathering",
            gathering_id,
            {
                "state": GatheringState.HELD.value,
                "result": result.strip(),
                "on_day": day,
                "at_time": gathering.at,
            },
        )
        for one in invitations:
            state = InvitationState.CAME if one.id in came else InvitationState.STAYED_AWAY
            if one.state is not InvitationState.DECLINED or one.id in came:
                change.set("invitation", one.id, {"state": state.value})
        made = {one.account_id for one in present}
        accounts = (
            made | {one.account_id for one in invitations} | visits_by_account(change, gathering_id).keys()
        )
        outcomes = {one: _missed(one, invitations) for one in accounts - made}
        outcomes |= {one: _made(gathering, day, one, present, result.strip()) for one in made}
        close_visits(change, gathering, outcomes, made)
    return change.summary


def cancel_gathering(workspace: Workspace, gathering_id: Id, reason: str) -> ChangeSummary:
    """The gathering does not take place, nor do its visits. Raises ``BadInput`` without a reason."""
    if not reason.strip():
        raise BadInput(
            _("Say why the gathering does not take place."), hint=_("A few words will do."), where="reason"
        )
    with workspace.change("cancel_gathering", _("Gathering cancelled")) as change:
        gathering = planned_gathering(change, gathering_id)
        values = {"state": GatheringState.CANCELLED.value, "result": reason.strip()}
        change.set("gathering", gathering_id, values)
        dropped = {
            "state": VisitState.CANCELLED.value,
            "reason": reason.strip(),
            "cause": Cause.OTHER.value,
        }
        close_visits(change, gathering, dict.fromkeys(visits_by_account(change, gathering_id), dropped), ())
    return change.summary


def _count(guests: Iterable[Invitation], *states: InvitationState) -> int:
    return sum(1 for one in guests if one.state in states)


def _checked(given: GatheringInput) -> dict[str, object]:
    if not given.title.strip():
        raise BadInput(_("A gathering needs a title."), hint=_("What is it about?"), where="title")
    if given.kind not in GATHERING_KINDS:
        raise BadInput(_("A meeting of this kind is with one account."), where="kind")
    if not 0 <= given.minutes <= LONGEST_MINUTES:
        raise BadInput(
            _("This must be a whole number from {least} to {most}.").format(least=0, most=LONGEST_MINUTES),
            where="minutes",
        )
    return {
        "title": given.title.strip(),
        "kind": given.kind.value,
        "on_day": given.on,
        "at_time": read_time(given.at),
        "minutes": given.minutes,
        "place": given.place.strip(),
        "topic": given.topic.strip(),
        "manager_id": given.manager_id,
    }


def _missed(account_id: Id, invitations: Iterable[Invitation]) -> dict[str, object]:
    guests = [one for one in invitations if one.account_id == account_id]
    is_refused = guests and all(one.state is InvitationState.DECLINED for one in guests)
    return {
        "state": VisitState.MISSED.value,
        "cause": (Cause.CUSTOMER_REFUSED if is_refused else Cause.CUSTOMER_AWAY).value,
        "reason": _("Nobody came"),
    }


def _made(
    gathering: Gathering, day: date, account_id: Id, present: Iterable[Invitation], result: str
) -> dict[str, object]:
    guests = [one.contact_id for one in present if one.account_id == account_id]
    return {
        "state": VisitState.DONE.value,
        "on_day": day,
        "at_time": gathering.at,
        "met": [id_text(one) for one in dict.fromkeys(guests) if one],
        "talking_points": gathering.topic,
        "findings": result,
        "cause": "",
        "reason": "",
    }
