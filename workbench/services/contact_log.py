"""The contact log: calls, letters and messages, which are contact but no visit (2-rules §7.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from workbench.domain.accounts import Account, Contact
from workbench.domain.contact_log import Channel, LoggedContact
from workbench.domain.journal import ChangeSummary
from workbench.domain.visits import VisitState
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.checked_values import checked_word
from workbench.services.visit_life import read_time
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import contact_log as queries
from workbench.storage.queries.visits import get_visit, list_visits
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

RECENT_DAYS, RECENT_SHOWN = 14, 5


@dataclass(frozen=True)
class LogLine:
    """One entry with the names of who was talked to and who of ours did."""

    entry: LoggedContact
    person: str
    manager: str


@dataclass(frozen=True)
class ContactLog:
    """The log of one account, the latest first, and the people there who have not left."""

    lines: tuple[LogLine, ...]
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class LogStart:
    """What a new entry begins with: the account at hand, those dealt with lately, and the moment."""

    account: Account | None
    recent: tuple[Account, ...]
    on: date
    at: str


def get_contact_log(workspace: Workspace, account_id: Id) -> ContactLog:
    """The log of an account, in a constant number of queries."""
    with workspace.read() as session:
        contacts = account_queries.list_contacts(session, account_id)
        managers = {one.id: one.name for one in account_queries.list_managers(session)}
        entries = queries.list_logged_contacts(session, account_id)
    names = {one.id: one.name for one in contacts}
    lines = (
        LogLine(
            one,
            names.get(one.contact_id, "") if one.contact_id else "",
            managers.get(one.manager_id, "") if one.manager_id else "",
        )
        for one in entries
    )
    return ContactLog(tuple(lines), tuple(one for one in contacts if one.left_on is None))


def start_log(workspace: Workspace, subject: Id | None = None) -> LogStart:
    """What to begin an entry with; ``subject`` is the account, or the visit, that the user looks at.

    Lately dealt with are today's visits first, then the other visits and calls of two weeks.
    """
    now = local_now(workspace)
    with workspace.read() as session:
        accounts = {one.id: one for one in account_queries.list_accounts(session)}
        first = now.date() - timedelta(days=RECENT_DAYS)
        visits = list_visits(session, first=first, last=now.date())
        logged = queries.list_logged_contacts(session)
        if subject is not None and subject not in accounts:
            subject = _account_of_visit(session, subject)
    found = [(one.on, one.account_id) for one in visits if one.state is not VisitState.CANCELLED]
    found += [(one.on, one.account_id) for one in logged if first <= one.on <= now.date()]
    latest = dict.fromkeys(account_id for _on, account_id in sorted(found, reverse=True))
    recent = [accounts[one] for one in latest if one in accounts and one != subject]
    known = accounts.get(subject) if subject is not None else None
    return LogStart(known, tuple(recent[:RECENT_SHOWN]), now.date(), f"{now:%H:%M}")


def list_people(workspace: Workspace, account_id: Id) -> tuple[Contact, ...]:
    """Those of an account whom one may have talked to: they have not left."""
    with workspace.read() as session:
        contacts = account_queries.list_contacts(session, account_id)
    return tuple(one for one in contacts if one.left_on is None)


def log_contact(
    workspace: Workspace,
    account_id: Id,
    channel: Channel,
    text: str,
    *,
    contact_id: Id | None = None,
    on: date | None = None,
    at: str | None = None,
) -> ChangeSummary:
    """Note a call, letter or message, now unless another moment is given.

    Whoever writes here did it, if they are one of our people, else the account's manager. Raises
    ``BadInput`` naming the field, and ``NotFound``.
    """
    now = local_now(workspace)
    values = {
        "channel": channel.value,
        "text": text,
        "contact_id": contact_id,
        "on_day": on or now.date(),
        "at_time": f"{now:%H:%M}" if at is None and on is None else at or "",
    }
    with workspace.change("log_contact", channel.label) as change:
        account = account_queries.get_account(change.session, account_id)
        managers = account_queries.list_managers(change.session)
        me = next((one.id for one in managers if one.name == workspace.author), account.manager_id)
        checked = _checked(change.session, values, account_id, now.date())
        change.create("contact_log", {**checked, "account_id": account_id, "manager_id": me})
    return change.summary


def edit_logged_contact(workspace: Workspace, entry_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Change ``channel``, ``text``, ``contact_id``, ``on_day`` or ``at_time`` of an entry.

    Raises as ``log_contact``.
    """
    with workspace.change("log_contact", _("Edit entry of the contact log")) as change:
        entry = queries.get_logged_contact(change.session, entry_id)
        given = {"on_day": entry.on, "at_time": entry.at, **values}
        checked = _checked(change.session, given, entry.account_id, workspace.clock.today())
        change.set("contact_log", entry_id, checked)
    return change.summary


def delete_logged_contact(workspace: Workspace, entry_id: Id) -> ChangeSummary:
    """Delete an entry; undo brings it back."""
    with workspace.change("delete_logged_contact", _("Delete entry of the contact log")) as change:
        queries.get_logged_contact(change.session, entry_id)
        change.delete("contact_log", entry_id)
    return change.summary


def local_now(workspace: Workspace) -> datetime:
    """The moment as clocks here show it."""
    return workspace.clock.now().astimezone(workspace.clock.zone())


def _account_of_visit(session: ReadingSession, visit_id: Id) -> Id | None:
    try:
        return get_visit(session, visit_id).account_id
    except NotFound:
        return None


def _checked(
    session: ReadingSession, values: Mapping[str, Any], account_id: Id, today: date
) -> dict[str, Any]:
    checked = dict(values)
    if "text" in checked:
        checked["text"] = str(checked["text"]).strip()
        if not checked["text"]:
            raise BadInput(_("Say what it was about."), hint=_("A few words will do."), where="text")
    if checked["on_day"] > today:
        raise BadInput(
            _("This day has not come yet."),
            hint=_("What is planned is a visit or a promise; the log holds what was."),
            where="on_day",
        )
    checked["at_time"] = read_time(str(checked["at_time"]), "at_time")
    if "channel" in checked:
        checked_word(checked["channel"], Channel, "channel")
    contact_id = checked.get("contact_id")
    if contact_id and contact_id not in {
        one.id for one in account_queries.list_contacts(session, account_id)
    }:
        raise BadInput(_("This person is not at this account."), where="contact_id")
    return checked
