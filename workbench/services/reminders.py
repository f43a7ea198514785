"""What to be reminded of now: visits that begin soon, and once in the morning what the day holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from workbench.domain.accounts import Account
from workbench.domain.alarms import AlarmState, Severity
from workbench.domain.policies import REMINDER_MINUTES, WORKING_HOURS, policy
from workbench.domain.visits import VisitState
from workbench.foundation.i18n import _, format_number, labelled, listed, ngettext
from workbench.foundation.ids import Id, id_text
from workbench.services.alarms import list_alarms
from workbench.services.calendar_files import starts_at
from workbench.services.calendars import working_calendar
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.absences import list_absence_rows
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.visits import list_actions, list_visits
from workbench.storage.workspace import Workspace

DAYS_REMEMBERED: Final = 7
_NAMES_TOLD: Final = 3
_LEAST: Final = timedelta(minutes=2)


@dataclass(frozen=True)
class Reminder:
    """One thing to say. ``key`` says it was said; a click opens the visit, the alarms, or else Today."""

    key: str
    title: str
    text: str
    visit_id: Id | None = None
    of_alarms: bool = False


def due_reminders(workspace: Workspace, told: Collection[str] = ()) -> tuple[Reminder, ...]:
    """What is to be said at this moment and was not yet: nothing on days off, and nobody else's visits.

    Where nobody of our people bears the author's name, all visits count. Names of accounts are all that is
    told of anybody.
    """
    clock = workspace.clock
    today, zone = clock.today(), clock.zone()
    with workspace.read() as session:
        if not working_calendar(session).is_workday(today):
            return ()
        values = policy_values(session)
        own = next(
            (one.id for one in account_queries.list_managers(session) if one.name == workspace.author), None
        )
        if own is not None and any(
            one.manager_id == own and today in one.span for one in list_absence_rows(session)
        ):
            return ()
        visits = list_visits(
            session,
            manager_id=own,
            first=today,
            last=today + timedelta(days=1),
            states=[VisitState.PLANNED, VisitState.AGREED],
        )
        actions = list_actions(session, open_only=True, due_by=today)
        ids = {visit.account_id for visit in visits} | {action.account_id for action in actions}
        accounts = {one.id: one for one in account_queries.list_accounts(session, ids)} if ids else {}
    now, ahead = clock.now(), timedelta(minutes=policy(values, REMINDER_MINUTES))
    found = []
    for visit in visits:
        starts = starts_at(visit, zone)
        account = accounts.get(visit.account_id)
        if starts is None or account is None:
            continue
        # Until it begins; where it is to be told at that moment, for two minutes.
        if not starts - ahead <= now < max(starts, starts - ahead + _LEAST):
            continue
        text = _("{kind} at {time}").format(kind=visit.kind.label, time=visit.at)
        key = f"visit:{id_text(visit.id)}:{visit.on}T{visit.at}"
        found.append(Reminder(key, account.short, text, visit.id))
    local = now.astimezone(zone)
    hours = policy(values, WORKING_HOURS)
    if hours.start <= local.hour * 60 + local.minute < hours.end:
        mine = [one for one in actions if own is None or _keeper(accounts, one.account_id) == own]
        due = sum(one.due_on == today for one in mine)
        todays = [visit for visit in visits if visit.on == today]
        text = _summary(len(todays), due, len(mine) - due)
        if text:
            found.append(Reminder(f"morning:{today}", _("Today"), text))
        if f"alarms:{today}" not in told:
            found += _severe_alarms(workspace, own, f"alarms:{today}")
    return tuple(one for one in found if one.key not in told)


def _severe_alarms(workspace: Workspace, own: Id | None, key: str) -> list[Reminder]:
    """One line a day as long as nobody has said anything to them."""
    alarms = list_alarms(workspace, manager_id=own).alarms
    severe = [one for one in alarms if one.state is AlarmState.NEW and one.alarm.severity is Severity.SEVERE]
    if not severe:
        return []
    names = list(dict.fromkeys(one.account_short for one in severe))
    count = ngettext("{count} severe alarm", "{count} severe alarms", len(severe))
    told = labelled(count.format(count=format_number(len(severe))), listed(names[:_NAMES_TOLD]))
    return [Reminder(key, _("Alarms"), f"{told} …" if len(names) > _NAMES_TOLD else told, of_alarms=True)]


def still_remembered(told: dict[str, str], today: date) -> dict[str, str]:
    """What was said, by key and day, without what lies so far back that it cannot come again."""
    oldest = str(today - timedelta(days=DAYS_REMEMBERED))
    return {key: day for key, day in told.items() if day >= oldest}


def _keeper(accounts: Mapping[Id, Account], account_id: Id) -> Id | None:
    account = accounts.get(account_id)
    return account.manager_id if account is not None else None


def _summary(visits: int, due: int, late: int) -> str:
    parts = []
    if visits:
        count = ngettext("{count} visit", "{count} visits", visits)
        parts.append(count.format(count=format_number(visits)))
    if due:
        count = ngettext("{count} promise is due", "{count} promises are due", due)
        parts.append(count.format(count=format_number(due)))
    if late:
        count = ngettext("{count} promise is late", "{count} promises are late", late)
        parts.append(count.format(count=format_number(late)))
    return listed(parts)
