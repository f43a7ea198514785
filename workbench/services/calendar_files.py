"""Visits as calendar files: written once, or kept up to date for others to subscribe to (features C6)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Final

from workbench.domain.accounts import Account, Manager
from workbench.domain.policies import REMINDER_MINUTES, VISIT_MINUTES, policy
from workbench.domain.visit_times import VisitMinutes
from workbench.domain.visits import Visit, VisitState
from workbench.exchange.ics_write import PRODUCER, CalendarEntry, calendar_bytes
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.files import os_errors, write_bytes
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id, id_text, parse_id
from workbench.foundation.settings import Settings
from workbench.services.outputs import check_output
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import visits as visit_queries
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.revisions import revisions
from workbench.storage.workspace import Workspace

DAYS_KEPT: Final = 92
DAYS_AHEAD: Final = 548
_OUR_UID: Final = "@visit.key-account-workbench"
_SHOWN: Final = (VisitState.PLANNED, VisitState.AGREED, VisitState.DONE)
_STATUS: Final = {VisitState.PLANNED: "TENTATIVE"}


@dataclass(frozen=True)
class CalendarWritten:
    """A calendar file that was written, and how many visits are in it."""

    file: Path
    events: int
    changed: bool = True


def export_visits(
    workspace: Workspace,
    path: Path,
    first: date,
    last: date,
    *,
    manager_id: Id | None = None,
    remind: bool = False,
) -> CalendarWritten:
    """Write the visits of one person, or of all, from ``first`` to ``last``, both included.

    With ``remind`` other calendars ring as long before as the policy says. Unchanged visits come out byte
    for byte the same. Raises ``BadInput`` for days the wrong way round, ``NotAllowed`` over a workspace.
    """
    if first > last:
        raise BadInput(
            _("The range ends before it begins."), hint=_("Choose a later day for its end."), where="last"
        )
    check_output(path)
    content, count = _content(workspace, first, last, manager_id, remind=remind)
    write_bytes(path, content)
    return CalendarWritten(path, count)


def publish_calendar(workspace: Workspace, path: Path, manager_id: Id | None = None) -> CalendarWritten:
    """Bring the file that other calendars subscribe to up to date: three months back, 18 months ahead.

    A file that is not one of ours is never written over (``NotAllowed``); where nothing changed the file
    stays untouched. Raises ``ReadOnly``, ``NotFound`` or ``NoSpace`` where it cannot be written.
    """
    check_output(path)
    with os_errors(path):
        before = path.read_bytes() if path.exists() else None
    if before is not None and f"PRODID:{PRODUCER}".encode() not in before[:2_000]:
        raise NotAllowed(
            _("This file was not written by the workbench: it stays as it is."),
            hint=_("Choose a name of its own for the calendar to subscribe to."),
            where=str(path),
        )
    today = workspace.clock.today()
    first, last = today.replace(day=1) - timedelta(days=DAYS_KEPT), today + timedelta(days=DAYS_AHEAD)
    content, count = _content(workspace, first, last, manager_id, remind=False)
    if content == before:
        return CalendarWritten(path, count, changed=False)
    write_bytes(path, content)
    return CalendarWritten(path, count)


def publish_chosen(workspace: Workspace, settings: Settings) -> CalendarWritten | None:
    """Bring the file up to date that was chosen for this workspace; ``None`` where none was."""
    key = str(workspace.path)
    path = settings.published.get(key)
    if not path:
        return None
    return publish_calendar(workspace, Path(path), parse_id(settings.published_for.get(key, "")))


def visit_of_uid(uid: str) -> Id | None:
    """The visit that an event of one of our files stands for; ``None`` for another calendar's event."""
    return parse_id(uid.removesuffix(_OUR_UID)) if uid.endswith(_OUR_UID) else None


def exported_as(starts: datetime | date, minutes: int) -> str:
    """What an event carries along of when it was written: read back, it tells whether it was moved since."""
    if isinstance(starts, datetime):
        return f"{starts.astimezone(UTC):%Y%m%dT%H%M%SZ}/{minutes}"
    return f"{starts:%Y%m%d}"


def when_words(visit: Visit, usual: VisitMinutes) -> str:
    """When a visit is by the clock on the wall, and for how many minutes."""
    return (
        f"{visit.on} {visit.at}/{visit.minutes or usual.of(visit.kind)}" if is_timed(visit) else f"{visit.on}"
    )


def is_timed(visit: Visit) -> bool:
    """Whether the visit has a time that can be read."""
    return _time_of(visit) is not None


def starts_at(visit: Visit, zone: tzinfo) -> datetime | None:
    """The instant a visit begins; ``None`` without a time."""
    at = _time_of(visit)
    return datetime.combine(visit.on, at, zone) if at is not None else None


def _content(
    workspace: Workspace, first: date, last: date, manager_id: Id | None, *, remind: bool
) -> tuple[bytes, int]:
    with workspace.read() as session:
        visits = visit_queries.list_visits(
            session, first=first, last=last, manager_id=manager_id, states=_SHOWN
        )
        ids = {visit.account_id for visit in visits}
        accounts = {one.id: one for one in account_queries.list_accounts(session) if one.id in ids}
        managers = {one.id: one for one in account_queries.list_managers(session)}
        changed = revisions(session, [visit.id for visit in visits])
        values = policy_values(session)
    usual, minutes = policy(values, VISIT_MINUTES), policy(values, REMINDER_MINUTES) if remind else None
    zone = workspace.clock.zone()
    entries = [
        _entry(
            visit,
            accounts[visit.account_id],
            managers.get(visit.manager_id) if visit.manager_id else None,
            changed[visit.id],
            usual,
            zone,
            minutes,
        )
        for visit in visits
        if visit.account_id in accounts and visit.id in changed
    ]
    of_one = managers.get(manager_id) if manager_id else None
    name = _("Visits of {name}").format(name=of_one.name) if of_one else pgettext("calendar file", "Visits")
    return calendar_bytes(name, entries), len(entries)


def _entry(
    visit: Visit,
    account: Account,
    manager: Manager | None,
    changed: tuple[int, datetime],
    usual: VisitMinutes,
    zone: tzinfo,
    remind_minutes: int | None,
) -> CalendarEntry:
    sequence, modified = changed
    starts: datetime | date = starts_at(visit, zone) or visit.on
    minutes = visit.minutes or usual.of(visit.kind)
    account_name = f"{account.name} ({account.code})" if account.code else account.name
    told = [visit.purpose.strip(), account_name]
    told += [_("Manager: {name}").format(name=manager.name)] if manager else []
    return CalendarEntry(
        uid=f"{id_text(visit.id)}{_OUR_UID}",
        starts=starts,
        length=timedelta(minutes=minutes),
        summary=f"{account.short} · {visit.kind.label}",
        modified=modified,
        sequence=sequence,
        location=(visit.place or _address(account)) if visit.kind.is_on_site else "",
        description="\n".join(line for line in told if line),
        status=_STATUS.get(visit.state, "CONFIRMED"),
        categories=(visit.kind.label,),
        # A day without a time does not stop anybody from making appointments on it.
        takes_time=isinstance(starts, datetime),
        remind_minutes=remind_minutes if visit.state.is_open else None,
        exported_as=exported_as(starts, minutes),
    )


def _address(account: Account) -> str:
    if account.address:
        return account.address
    places = dict.fromkeys((account.province, account.city, account.district))
    return " ".join(place for place in places if place)


def _time_of(visit: Visit) -> time | None:
    try:
        return time.fromisoformat(visit.at) if visit.at else None
    except ValueError:
        return None
