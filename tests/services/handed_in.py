"""What was handed in of an account plan, read back."""

from typing import NamedTuple

from workbench.domain.plan_records import PlanVersion
from workbench.domain.plan_snapshot import PlanSnapshot, read_snapshot
from workbench.foundation.ids import Id
from workbench.services.account_plans import plans_of
from workbench.storage.queries.account_plans import list_plan_versions
from workbench.storage.workspace import Workspace


class VersionLine(NamedTuple):
    """A version as it was handed in, with what can be read of it."""

    version: PlanVersion
    snapshot: PlanSnapshot | None


def plan_versions(workspace: Workspace, account_id: Id, year: int) -> list[VersionLine]:
    """What was handed in, the newest first."""
    with workspace.read() as session:
        found = list_plan_versions(session, *(one.id for one in plans_of(session, account_id, year)))
    return [VersionLine(one, read_snapshot(one.content)) for one in reversed(found)]
