"""The guests of a gathering: whom it is due for, who is invited, what they answered (2-rules §7.1)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from workbench.domain.accounts import Contact
from workbench.domain.attainment import slot_states
from workbench.domain.gatherings import Invitation, InvitationState
from workbench.domain.journal import ChangeSummary
from workbench.domain.periods import PeriodKind, period_of
from workbench.domain.visit_debts import slot_key
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.gathering_visits import fit_visits, planned_gathering
from workbench.services.planning import load_policy
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import gatherings as queries
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class Guest:
    """Somebody to invite: a contact, a name, or the account alone."""

    account_id: Id
    contact_id: Id | None = None
    name: str = ""


def suggest_guests(workspace: Workspace, gathering_id: Id) -> tuple[Guest, ...]:
    """Who has most influence at each account that this kind of meeting is still required of.

    Accounts that are invited already, have such a visit made or planned, or were let off it, are left out.
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
        and slot_key(state.slot) not in known.let_go
    }
    first: dict[Id, Contact] = {}
    for contact in contacts:
        if contact.left_on is None:
            first.setdefault(contact.account_id, contact)
    named = sorted(due - invited, key=lambda one: known.accounts[one].name)
    return tuple(Guest(one, first[one].id if one in first else None) for one in named)


def invite(workspace: Workspace, gathering_id: Id, guests: Iterable[Guest]) -> ChangeSummary:
    """Invite people; who is invited already stays as they are. Each account gets its visit.

    Raises ``NotFound`` for an account or a person who is not there, ``BadInput`` for one of another account.
    """
    wanted = [Guest(one.account_id, one.contact_id, one.name.strip()) for one in guests]
    with workspace.change("invite", _("Invite")) as change:
        gathering = planned_gathering(change, gathering_id)
        _check_guests(change, wanted)
        invitations = queries.list_invitations(change.session, gathering_id)
        # By what they say, not by their ids alone: an invitation of before two people were found to be one.
        known = {_who(one.account_id, one.contact_id, one.name) for one in invitations}
        for guest in wanted:
            who = _who(guest.account_id, guest.contact_id, guest.name)
            if who not in known:
                known.add(who)
                _invite(change, gathering_id, guest)
        accounts = {one.account_id for one in invitations} | {one.account_id for one in wanted}
        fit_visits(change, gathering, accounts)
    return change.summary


def answer(
    workspace: Workspace, gathering_id: Id, invitation_ids: Collection[Id], state: InvitationState
) -> ChangeSummary:
    """Note what guests answered. Raises ``NotAllowed`` once it is over, ``NotFound`` for no guest."""
    with workspace.change("answer_invitation", state.label) as change:
        planned_gathering(change, gathering_id)
        for one in _chosen(change, gathering_id, invitation_ids):
            change.set("invitation", one.id, {"state": state.value})
    return change.summary


def uninvite(workspace: Workspace, gathering_id: Id, invitation_ids: Collection[Id]) -> ChangeSummary:
    """Take invitations back; an account without any loses its visit too."""
    with workspace.change("uninvite", _("Take back invitation")) as change:
        gathering = planned_gathering(change, gathering_id)
        gone = {one.id for one in _chosen(change, gathering_id, invitation_ids)}
        left = [one for one in queries.list_invitations(change.session, gathering_id) if one.id not in gone]
        for invitation_id in sorted(gone):
            change.delete("invitation", invitation_id)
        fit_visits(change, gathering, (one.account_id for one in left))
    return change.summary


def _invite(change: Change, gathering_id: Id, guest: Guest) -> None:
    who = id_text(guest.contact_id) if guest.contact_id else guest.name
    key = derived_id("invitation", id_text(gathering_id), id_text(guest.account_id), who)
    values: dict[str, object] = {
        "gathering_id": gathering_id,
        "account_id": guest.account_id,
        "contact_id": guest.contact_id,
        "name": "" if guest.contact_id else guest.name,
        "state": InvitationState.INVITED.value,
    }
    change.create("invitation", values, key)


def _who(account_id: Id, contact_id: Id | None, name: str) -> tuple[Id, Id | str]:
    return account_id, contact_id or name


def _chosen(change: Change, gathering_id: Id, invitation_ids: Collection[Id]) -> Sequence[Invitation]:
    found = [
        one for one in queries.list_invitations(change.session, gathering_id) if one.id in invitation_ids
    ]
    if len(found) < len(set(invitation_ids)):
        raise NotFound(_("This guest is no longer invited."), hint=_("Look at the list again."))
    change.preload(one.id for one in found)
    return found


def _check_guests(change: Change, guests: Iterable[Guest]) -> None:
    wanted = {guest.account_id for guest in guests}
    there = {one.id for one in account_queries.list_accounts(change.session, wanted)}
    people = {one.id: one for one in account_queries.list_contacts(change.session)}
    for guest in guests:
        if guest.account_id not in there:
            account_queries.get_account(change.session, guest.account_id)
        if guest.contact_id is None:
            continue
        contact = people.get(guest.contact_id) or account_queries.get_contact(
            change.session, guest.contact_id
        )
        if contact.account_id != guest.account_id:
            raise BadInput(
                _("{name} belongs to another account.").format(name=contact.name),
                hint=_("Choose a person of this account."),
                where="contact_id",
            )
