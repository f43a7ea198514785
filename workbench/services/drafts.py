"""What was typed and not yet filed survives a crash, as safe as the file it belongs to."""

from typing import Any

from workbench.foundation.ids import Id
from workbench.storage import drafts
from workbench.storage.workspace import Workspace


def keep_draft(workspace: Workspace, visit_id: Id, fields: dict[str, Any]) -> None:
    """Keep the fields of a report that is being written."""
    with workspace.writing() as session:
        drafts.keep_draft(session, visit_id, fields)


def find_draft(workspace: Workspace, visit_id: Id) -> dict[str, Any] | None:
    """The kept fields, or ``None``; a draft that cannot be read counts as none."""
    with workspace.read() as session:
        return drafts.find_draft(session, visit_id)


def drop_draft(workspace: Workspace, visit_id: Id) -> None:
    """Forget the draft; there need not be one."""
    with workspace.writing() as session:
        drafts.drop_draft(session, visit_id)
