"""Who handed their work in when, and from whom it is overdue (2-rules §16)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workbench.storage.queries.accounts import list_managers
from workbench.storage.queries.hand_ins import list_device_news
from workbench.storage.workspace import Workspace

OVERDUE_AFTER = timedelta(days=14)
"""Files are handed in every week; after two weeks without one somebody asks."""


@dataclass(frozen=True)
class HandIn:
    """Of one colleague the last work that came by a merge.

    ``came_at``: when it was merged here (UTC), ``None`` where nothing ever was; ``worked_at``: when the
    newest change of it was made, by their clock (UTC). ``source``: the file it came with.
    """

    name: str
    came_at: datetime | None
    worked_at: datetime | None
    source: str
    is_overdue: bool


def list_hand_ins(workspace: Workspace, today: date) -> tuple[HandIn, ...]:
    """The colleagues whose work came here, and our managers of whom nothing ever did; the longest ago first.

    The one who works here is none of them. Nothing is listed where nobody ever handed anything in.
    """
    with workspace.read() as session:
        devices = [one for one in list_device_news(session) if one.replica_id != workspace.replica_id]
        managers = list_managers(session)
    came: dict[str, HandIn] = {}
    zone = workspace.clock.zone()
    for one in devices:
        before = came.get(one.author)
        if one.came_at is None or one.author in ("", workspace.author):
            continue
        if before is None or before.came_at is None or before.came_at < one.came_at:
            late = today - one.came_at.astimezone(zone).date() > OVERDUE_AFTER
            came[one.author] = HandIn(one.author, one.came_at, one.at, one.source, late)
    if not came:
        return ()
    never = (
        HandIn(manager.name, None, None, "", True)
        for manager in managers
        if manager.active and manager.name not in came and manager.name != workspace.author
    )
    found = [*came.values(), *never]
    return tuple(sorted(found, key=lambda one: (one.came_at.timestamp() if one.came_at else 0, one.name)))
