"""Taking calendar files in: our own visits that were moved elsewhere, and other appointments as busy time."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from workbench.domain.busy_times import BusyTime
from workbench.domain.calendar_events import (
    DAYS_BACK,
    MOST_OCCURRENCES,
    CalendarEvent,
    EventProblem,
    Moment,
    expand,
    newest,
)
from workbench.domain.gatherings import GatheringState
from workbench.domain.journal import ChangeSummary
from workbench.domain.policies import VISIT_MINUTES, policy
from workbench.domain.visits import Cause, Visit, VisitState
from workbench.exchange.ics_read import CalendarFile, read_calendar
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_number, pgettext
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.calendar_files import exported_as, is_timed, visit_of_uid, when_words
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import visits as visit_queries
from workbench.storage.queries.busy_times import list_busy_times
from workbench.storage.queries.gatherings import list_gatherings
from workbench.storage.queries.policies import policy_values
from workbench.storage.workspace import Workspace

_COPY_NUMBER: Final = re.compile(r"\s*\(\d+\)$|\s*-\s*Copy$|\s*- 副本$")


class Outcome(StrEnum):
    """What becomes of an event."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {
            Outcome.NEW: pgettext("event", "New"),
            Outcome.CHANGED: pgettext("event", "Changed"),
            Outcome.UNCHANGED: pgettext("event", "Unchanged"),
            Outcome.REMOVED: pgettext("event", "No longer there"),
            Outcome.MOVED: pgettext("event", "Visit moved"),
            Outcome.CANCELLED: pgettext("event", "Visit cancelled"),
            Outcome.REFUSED: pgettext("event", "Refused"),
        }[self]


@dataclass(frozen=True)
class EventLine:
    """One event, or one time of a series, and what becomes of it. ``visit_id``: it is one of our visits."""

    outcome: Outcome
    starts: Moment | None
    ends: Moment | None
    title: str
    note: str = ""
    row: int = 0
    visit_id: Id | None = None


@dataclass
class CalendarPreview:
    """What taking a file in would do; nothing is changed by looking."""

    manager_id: Id | None
    source: str
    lines: list[EventLine] = field(default_factory=list)
    problems: list[EventProblem] = field(default_factory=list)
    busy: dict[Id, dict[str, Any]] = field(default_factory=dict)
    gone: list[Id] = field(default_factory=list)
    visits: dict[Id, dict[str, Any]] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[Outcome]:
        """How many lines there are of each outcome."""
        return Counter(line.outcome for line in self.lines)


def preview_calendar(
    workspace: Workspace, path: Path, manager_id: Id | None = None, *, keep_titles: bool = False
) -> CalendarPreview:
    """What would come of the file as the calendar of that person.

    Events of our own files are our visits; all others take the person's time from a month ago to 18 months
    ahead. Without ``keep_titles`` only the times are kept; titles of private events never are. Raises
    ``BadInput`` for what is no calendar, or where other people's events belong to nobody.
    """
    found = read_calendar(path)
    source = _plain(found.name or _COPY_NUMBER.sub("", path.stem))[:100]
    preview = CalendarPreview(manager_id, source, problems=list(found.problems))
    ours = [(visit_id, event) for event in found.events if (visit_id := visit_of_uid(event.uid)) is not None]
    others = [event for event in found.events if visit_of_uid(event.uid) is None]
    if others and manager_id is None:
        raise BadInput(
            _("Whose calendar this is has to be known."), hint=_("Choose the person."), where="manager"
        )
    _preview_visits(workspace, ours, preview)
    if manager_id is not None:
        _preview_busy(workspace, found, others, manager_id, preview, keep_titles=keep_titles)
    preview.lines += [
        EventLine(Outcome.REFUSED, None, None, "", problem.message, problem.row)
        for problem in preview.problems
        if problem.is_refused
    ]
    return preview


def take_in(
    workspace: Workspace,
    preview: CalendarPreview,
    *,
    leave: Collection[Id] = (),
    cause: Cause = Cause.OTHER,
) -> ChangeSummary:
    """Do what the preview showed, in one change; visits in ``leave`` stay as they are.

    A visit that is no longer open by now stays too. ``cause`` is noted with those that were cancelled.
    """
    with workspace.change("import_events", _("Import of {file}").format(file=preview.source)) as change:
        if preview.busy and preview.manager_id and not account_queries.list_managers(change.session):
            # Nobody is there yet: it is the calendar of the file's owner.
            change.create("manager", {"name": workspace.author}, preview.manager_id)
        change.create_many("busy_time", preview.busy.items())
        standing = {one.id for one in list_busy_times(change.session, preview.manager_id)}
        gone = [row_id for row_id in preview.gone if row_id in standing]
        change.preload(gone)
        for row_id in gone:
            change.write_deletion("busy_time", row_id)
        for visit_id, values in preview.visits.items():
            if visit_id not in leave and visit_queries.get_visit(change.session, visit_id).state.is_open:
                cancelled = values.get("state") == VisitState.CANCELLED.value
                change.set("visit", visit_id, {**values, "cause": cause.value} if cancelled else values)
    return change.summary


def _preview_visits(
    workspace: Workspace, events: list[tuple[Id, CalendarEvent]], preview: CalendarPreview
) -> None:
    if not events:
        return
    versions: dict[Id, list[CalendarEvent]] = {}
    for visit_id, event in events:
        versions.setdefault(visit_id, []).append(event)
    with workspace.read() as session:
        known = {one.id: one for one in visit_queries.list_visits(session)}
        names = {one.id: one.short for one in account_queries.list_accounts(session)}
        usual = policy(policy_values(session), VISIT_MINUTES)
        planned = {one.id for one in list_gatherings(session) if one.state is GatheringState.PLANNED}
    for visit_id, found in versions.items():
        event, visit = newest(found), known.get(visit_id)
        if visit is None:
            preview.problems.append(
                EventProblem(event.row, "no_visit", _("This visit is not in this file (any more)."))
            )
            continue
        now = when_words(visit, usual)
        values, then = _as_visit(event, visit, usual.of(visit.kind), workspace)
        title = f"{names.get(visit.account_id, '')} · {visit.kind.label}"
        line = EventLine(
            Outcome.UNCHANGED, event.starts, event.starts + event.length, title, "", event.row, visit_id
        )
        stands = exported_as(event.starts, event.length // timedelta(minutes=1))
        is_moved = then != now and stands != event.exported_as
        is_cancelled_here = event.is_cancelled and visit.state is VisitState.CANCELLED
        if is_cancelled_here or not (is_moved or event.is_cancelled):
            preview.lines.append(line)
        elif not visit.state.is_open:
            told = _("{visit}: the visit is already {state} and stays as it is.")
            preview.problems.append(
                EventProblem(
                    event.row, "visit_closed", told.format(visit=title, state=visit.state.label.lower())
                )
            )
        elif visit.gathering_id in planned:
            told = _("{visit}: the visit goes with its gathering and stays as it is.")
            preview.problems.append(EventProblem(event.row, "gathering", told.format(visit=title)))
        elif event.is_cancelled:
            reason = _("Cancelled in the other calendar")
            preview.visits[visit_id] = {"state": VisitState.CANCELLED.value, "reason": reason}
            preview.lines.append(_with(line, Outcome.CANCELLED, _shown(now)))
        else:
            preview.visits[visit_id] = values
            preview.lines.append(_with(line, Outcome.MOVED, f"{_shown(now)} → {_shown(then)}"))


def _as_visit(
    event: CalendarEvent, visit: Visit, usual: int, workspace: Workspace
) -> tuple[dict[str, Any], str]:
    """What the visit would be by the event, and that in the words it is exported in."""
    if not isinstance(event.starts, datetime):
        # A day without a time, as the visit was: only the day says something.
        return {"on_day": event.starts, "at_time": "", "pinned": True}, f"{event.starts}"
    zone = workspace.clock.zone()
    starts = event.starts.astimezone(zone) if event.starts.tzinfo else event.starts
    minutes = max(event.length // timedelta(minutes=1), 0) or visit.minutes or usual
    at = f"{starts:%H:%M}"
    values: dict[str, Any] = {"on_day": starts.date(), "at_time": at, "pinned": True}
    if minutes != (visit.minutes or usual) or (not is_timed(visit) and minutes != usual):
        values["minutes"] = min(minutes, 24 * 60)
    return values, f"{starts.date()} {at}/{minutes}"


def _with(line: EventLine, outcome: Outcome, note: str) -> EventLine:
    return EventLine(outcome, line.starts, line.ends, line.title, note, line.row, line.visit_id)


def _shown(told: str) -> str:
    return told.partition("/")[0]


def _preview_busy(
    workspace: Workspace,
    found: CalendarFile,
    events: list[CalendarEvent],
    manager_id: Id,
    preview: CalendarPreview,
    *,
    keep_titles: bool,
) -> None:
    today, zone = workspace.clock.today(), workspace.clock.zone()
    expanded = expand(events, today, zone)
    preview.problems += expanded.problems
    if expanded.is_cut:
        told = _("Only the first {count} appointments are taken; what lies later is left out.")
        message = told.format(count=format_number(MOST_OCCURRENCES))
        preview.problems.append(EventProblem(1, "too_many", message, is_refused=False))
    with workspace.read() as session:
        standing = {
            one.id: one for one in list_busy_times(session, manager_id) if one.source == preview.source
        }
    named = {_plain(event.uid) for event in events}
    seen: set[Id] = set()
    for one in expanded.found:
        uid = _plain(one.uid)
        row_id = derived_id("busy_time", id_text(manager_id), preview.source, uid, one.key)
        if row_id in seen:
            continue
        seen.add(row_id)
        title = _plain(one.title) if keep_titles and not one.is_private else ""
        busy = BusyTime(row_id, manager_id, one.starts, one.ends, title, preview.source, uid)
        before = standing.get(row_id)
        outcome = Outcome.NEW if before is None else Outcome.CHANGED
        if before == busy:
            outcome = Outcome.UNCHANGED
        else:
            preview.busy[row_id] = {
                "manager_id": manager_id,
                "starts_at": _stored(one.starts),
                "ends_at": _stored(one.ends),
                "title": title,
                "source": preview.source,
                "uid": uid,
            }
        preview.lines.append(EventLine(outcome, one.starts, one.ends, title, row=one.row))
    # What a whole calendar no longer holds is gone; an invitation speaks of its own event only. What lies
    # before the days that were looked at stays, and so does all beyond a cut.
    since = datetime.combine(today - timedelta(days=DAYS_BACK), time(), zone)
    for row_id, kept in standing.items():
        ends = kept.ends if isinstance(kept.ends, datetime) else datetime.combine(kept.ends, time(), zone)
        is_meant = kept.uid in named or not found.is_message
        if row_id not in seen and is_meant and ends > since and not expanded.is_cut:
            preview.gone.append(row_id)
            preview.lines.append(EventLine(Outcome.REMOVED, kept.starts, kept.ends, kept.title))


def _stored(moment: Moment) -> str:
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat()


def _plain(text: str) -> str:
    """The text as one line that can be kept."""
    return " ".join("".join(one if one >= " " and one != "\x7f" else " " for one in text).split())
