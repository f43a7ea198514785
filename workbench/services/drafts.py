"""What was typed and not yet filed survives a crash, as safe as the file it belongs to."""

from typing import Any, Final

from workbench.foundation.ids import Id, derived_id, id_text
from workbench.storage import drafts
from workbench.storage.workspace import Workspace

NEW_COMPLAINT: Final = derived_id("draft", "complaint")
"""What a complaint is kept under that is being taken down and is not recorded yet."""


def step_draft_id(complaint_id: Id, step: str) -> Id:
    """What the fields of a step of a complaint are kept under, until the step is taken."""
    return derived_id("draft", id_text(complaint_id), step)


def keep_draft(workspace: Workspace, row_id: Id, fields: dict[str, Any]) -> None:
    """Keep the fields that are being typed for a row: a report, a week, a step of a complaint."""
    with workspace.writing() as session:
        drafts.keep_draft(session, row_id, fields)


def find_draft(workspace: Workspace, row_id: Id) -> dict[str, Any] | None:
    """The kept fields, or ``None``; a draft that cannot be read counts as none."""
    with workspace.read() as session:
        return drafts.find_draft(session, row_id)


def drop_draft(workspace: Workspace, row_id: Id) -> None:
    """Forget the draft; there need not be one."""
    with workspace.writing() as session:
        drafts.drop_draft(session, row_id)
