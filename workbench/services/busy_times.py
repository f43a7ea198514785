"""What other calendars have taken of our people's time: listed by source, and taken back as a whole."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.busy_times import list_busy_times
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class BusySource:
    """One calendar that was taken in for one person; the days of its first and last appointment."""

    manager_id: Id
    manager: str
    source: str
    count: int
    first: date
    last: date


def list_busy_sources(workspace: Workspace) -> tuple[BusySource, ...]:
    """The calendars that were taken in, by person and name."""
    with workspace.read() as session:
        times = list_busy_times(session)
        names = {one.id: one.name for one in account_queries.list_managers(session)}
    found: defaultdict[tuple[Id, str], list[date]] = defaultdict(list)
    for one in times:
        day = (
            one.starts.astimezone(workspace.clock.zone()).date()
            if isinstance(one.starts, datetime)
            else one.starts
        )
        found[one.manager_id, one.source].append(day)
    sources = [
        BusySource(person, names.get(person, ""), source, len(days), min(days), max(days))
        for (person, source), days in found.items()
    ]
    return tuple(sorted(sources, key=lambda one: (one.manager, one.source)))


def remove_busy_source(workspace: Workspace, manager_id: Id, source: str) -> ChangeSummary:
    """Take back all that one calendar has taken, in one change. Raises ``NotFound`` if there is nothing."""
    with workspace.change("remove_busy_time", _("Remove calendar")) as change:
        doomed = [one.id for one in list_busy_times(change.session, manager_id) if one.source == source]
        if not doomed:
            raise NotFound(_("Nothing of this calendar is there (any more)."), where=source)
        change.preload(doomed)
        for row_id in doomed:
            # Nothing ever refers to busy time.
            change.write_deletion("busy_time", row_id)
    return change.summary
