"""Round tables, dealer meetings and training: invite, hear the answers, hold, and count (2-rules §7.1).

What counts for an account is a visit of the same kind that names the gathering, as long as it is invited.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.attainment import slot_states
from workbench.domain.gatherings import Gathering, GatheringState, Invitation, InvitationState
from workbench.domain.journal import ChangeSummary
from workbench.domain.periods import PeriodKind, period_of
from workbench.domain.visits import Cause, Visit, VisitKind, VisitState
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.planning import load_policy
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import gatherings as queries
from workbench.storage.queries.visits import list_visits
from workbench.storage.unit_of_work import Change
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
class Guest:
    """Somebody to invite: a contact, or a name."""

    account_id: Id
    contact_id: Id | None = None
    name: str = ""


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
    """One gathering with its guests, and the accounts and people that could be invited."""

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
        return GatheringView(
            queries.get_gathering(session, gathering_id),
            tuple(queries.list_invitations(session, gathering_id)),
            {account.id: account for account in account_queries.list_accounts(session)},
            {
                contact.id: contact
                for contact in account_queries.list_contacts(session)
                if contact.left_on is None
            },
            tuple(one for one in account_queries.list_managers(session) if one.active),
        )


def suggest_guests(workspace: Workspace, gathering_id: Id) -> tuple[Guest, ...]:
    """Who has most influence at each account that this kind of meeting is still required of.

    Accounts that are invited already, or have such a visit made or planned, are left out.
    """
    with workspace.read() as session:
        gathering = queries.get_gathering(session, gathering_id)
        invited = {one.account_id for one in queries.list_invitations(session, gathering_id)}
        contacts = account_queries.list_contacts(session)
    year = period_of(PeriodKind.YEAR, gathering.on)
    known = load_policy(workspace, year.start, year.end)
    states = slot_states(
        known.accounts.values(), known.rulebook, known.visits, year.start, year.end, workspace.clock.today()
    )
    due = {
        state.slot.account_id
        for state in states
        if state.slot.kind is gathering.kind
        and gathering.on in state.slot.period
        and state.done_on is None
        and state.scheduled_on is None
    }
    first: dict[Id, Contact] = {}
    for contact in contacts:
        best = first.get(contact.account_id)
        if contact.left_on is None and (best is None or (contact.influence or 0) > (best.influence or 0)):
            first[contact.account_id] = contact
    named = sorted(due - invited, key=lambda one: known.accounts[one].name)
    return tuple(Guest(one, first[one].id if one in first else None) for one in named)


def add_gathering(workspace: Workspace, given: GatheringInput) -> ChangeSummary:
    """Plan a gathering; the first row of the summary is it. Raises ``BadInput`` naming the field."""
    _check(given)
    with workspace.change("add_gathering", _("New gathering")) as change:
        change.create("gathering", {**_values(given), "state": GatheringState.PLANNED.value})
    return change.summary


def edit_gathering(workspace: Workspace, gathering_id: Id, given: GatheringInput) -> ChangeSummary:
    """Change a planned gathering and with it its visits. Raises ``NotAllowed`` once it is held."""
    _check(given)
    with workspace.change("edit_gathering", _("Edit gathering")) as change:
        _planned(change, gathering_id)
        change.set("gathering", gathering_id, _values(given))
        for visit in _visits(change, gathering_id).values():
            if visit.state.is_open:
                change.set("visit", visit.id, _visit_values(given))
    return change.summary


def invite(workspace: Workspace, gathering_id: Id, guests: Iterable[Guest]) -> ChangeSummary:
    """Invite people; who is invited already stays as they are. Each account gets its visit."""
    with workspace.change("invite", _("Invite")) as change:
        gathering = _planned(change, gathering_id)
        known = {one.id for one in queries.list_invitations(change.session, gathering_id)}
        visits = _visits(change, gathering_id)
        for guest in guests:
            account_queries.get_account(change.session, guest.account_id)
            who = id_text(guest.contact_id) if guest.contact_id else guest.name.strip()
            key = derived_id("invitation", id_text(gathering_id), id_text(guest.account_id), who)
            if key in known:
                continue
            known.add(key)
            values: dict[str, object] = {
                "gathering_id": gathering_id,
                "account_id": guest.account_id,
                "contact_id": guest.contact_id,
                "name": "" if guest.contact_id else guest.name.strip(),
                "state": InvitationState.INVITED.value,
            }
            change.create("invitation", values, key)
            if guest.account_id not in visits:
                visits[guest.account_id] = _add_visit(change, gathering, guest.account_id)
    return change.summary


def answer(workspace: Workspace, invitation_ids: Collection[Id], state: InvitationState) -> ChangeSummary:
    """Note what guests answered, or whether they came."""
    with workspace.change("answer_invitation", state.label) as change:
        for invitation_id in invitation_ids:
            change.set("invitation", invitation_id, {"state": state.value})
    return change.summary


def uninvite(workspace: Workspace, gathering_id: Id, invitation_ids: Collection[Id]) -> ChangeSummary:
    """Take invitations back; an account without any loses its visit too."""
    with workspace.change("uninvite", _("Take back invitation")) as change:
        _planned(change, gathering_id)
        invitations = queries.list_invitations(change.session, gathering_id)
        left = {one.account_id for one in invitations if one.id not in invitation_ids}
        for one in invitations:
            if one.id in invitation_ids:
                change.delete("invitation", one.id)
        for account_id, visit in _visits(change, gathering_id).items():
            if account_id not in left and visit.state.is_open:
                change.delete("visit", visit.id)
    return change.summary


def hold_gathering(
    workspace: Workspace, gathering_id: Id, came: Collection[Id], *, result: str = "", on: date | None = None
) -> ChangeSummary:
    """The gathering took place: ``came`` are the invitations of those who did.

    The visit of each account that somebody came from is done, with whom was met; that of the others is
    missed. Raises ``BadInput`` for a day in the future and where nobody came.
    """
    with workspace.change("hold_gathering", _("Gathering held")) as change:
        gathering = _planned(change, gathering_id)
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
        for account_id, visit in _visits(change, gathering_id).items():
            if visit.state.is_open:
                guests = [one for one in present if one.account_id == account_id]
                change.set("visit", visit.id, _outcome(gathering, day, guests, result.strip()))
    return change.summary


def cancel_gathering(workspace: Workspace, gathering_id: Id, reason: str) -> ChangeSummary:
    """The gathering does not take place, nor do its visits. Raises ``BadInput`` without a reason."""
    if not reason.strip():
        raise BadInput(
            _("Say why the gathering does not take place."), hint=_("A few words will do."), where="reason"
        )
    with workspace.change("cancel_gathering", _("Gathering cancelled")) as change:
        _planned(change, gathering_id)
        values = {"state": GatheringState.CANCELLED.value, "result": reason.strip()}
        change.set("gathering", gathering_id, values)
        for visit in _visits(change, gathering_id).values():
            if visit.state.is_open:
                dropped = {"state": VisitState.CANCELLED.value, "reason": reason.strip()}
                change.set("visit", visit.id, {**dropped, "cause": Cause.OTHER.value})
    return change.summary


def _count(guests: Iterable[Invitation], *states: InvitationState) -> int:
    return sum(1 for one in guests if one.state in states)


def _check(given: GatheringInput) -> None:
    if not given.title.strip():
        raise BadInput(_("A gathering needs a title."), hint=_("What is it about?"), where="title")
    if given.kind not in GATHERING_KINDS:
        raise BadInput(_("A meeting of this kind is with one account."), where="kind")


def _values(given: GatheringInput) -> dict[str, object]:
    return {
        "title": given.title.strip(),
        "kind": given.kind.value,
        "on_day": given.on,
        "at_time": given.at,
        "minutes": given.minutes,
        "place": given.place.strip(),
        "topic": given.topic.strip(),
        "manager_id": given.manager_id,
    }


def _visit_values(given: GatheringInput | Gathering) -> dict[str, object]:
    return {
        "kind": given.kind.value,
        "on_day": given.on,
        "at_time": given.at,
        "minutes": given.minutes,
        "place": given.place.strip(),
        "purpose": given.title.strip(),
    }


def _planned(change: Change, gathering_id: Id) -> Gathering:
    gathering = queries.get_gathering(change.session, gathering_id)
    if gathering.state is not GatheringState.PLANNED:
        raise NotAllowed(
            _("This gathering is already {state}.").format(state=gathering.state.label.lower()),
            hint=_("Undo the earlier step first, or plan a new one."),
        )
    return gathering


def _visits(change: Change, gathering_id: Id) -> dict[Id, Visit]:
    """The visits of the gathering by account."""
    found = list_visits(change.session, gathering_id=gathering_id)
    return {visit.account_id: visit for visit in found}


def _add_visit(change: Change, gathering: Gathering, account_id: Id) -> Visit:
    account = account_queries.get_account(change.session, account_id)
    key = derived_id("visit", id_text(gathering.id), id_text(account_id))
    values = {
        "account_id": account_id,
        "manager_id": gathering.manager_id or account.manager_id,
        "gathering_id": gathering.id,
        "state": VisitState.PLANNED.value,
        "pinned": True,
        **_visit_values(gathering),
    }
    change.create("visit", values, key)
    return Visit(key, account_id, gathering.manager_id, gathering.kind, VisitState.PLANNED, gathering.on)


def _outcome(gathering: Gathering, day: date, guests: list[Invitation], result: str) -> dict[str, object]:
    if not guests:
        return {
            "state": VisitState.MISSED.value,
            "cause": Cause.CUSTOMER_AWAY.value,
            "reason": _("Nobody came"),
        }
    return {
        "state": VisitState.DONE.value,
        "on_day": day,
        "at_time": gathering.at,
        "met": [id_text(one.contact_id) for one in guests if one.contact_id],
        "talking_points": gathering.topic,
        "findings": result,
    }
