"""Pictures of people: files kept with their account that are marked as such (2-rules §6)."""

import mimetypes
from collections.abc import Mapping
from pathlib import Path

from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.attachments import add_file
from workbench.storage.attachments import find_content
from workbench.storage.queries import attachments as queries
from workbench.storage.workspace import Workspace


def photo_hashes(workspace: Workspace, account_id: Id) -> Mapping[Id, str]:
    """Which picture each person has who has one, the latest: its SHA-256 in hex."""
    found: dict[Id, str] = {}
    with workspace.read() as session:
        for one in queries.list_attachments(session, account_id):
            if one.is_photo and one.has_content and one.contact_id is not None:
                found.setdefault(one.contact_id, one.sha256)
    return found


def photo_content(workspace: Workspace, sha256: str) -> bytes | None:
    """The picture with that hash; ``None`` where it did not come with a merge."""
    with workspace.read() as session:
        return find_content(session.connection(), sha256)


def set_photo(workspace: Workspace, account_id: Id, contact_id: Id, path: Path) -> ChangeSummary:
    """Keep the picture at ``path`` as that of a person. Raises ``BadInput`` for what is no picture."""
    kind = mimetypes.guess_type(path.name)[0] or ""
    if not kind.startswith("image/"):
        raise BadInput(_("This file is no picture."), hint=_("Choose a PNG or JPEG file."), where=path.name)
    return add_file(workspace, account_id, path, contact_id=contact_id, is_photo=True)


def remove_photo(workspace: Workspace, account_id: Id, contact_id: Id) -> ChangeSummary:
    """Take all pictures of a person away; undo brings them back."""
    with workspace.change("remove_photo", _("Take photo away")) as change:
        for one in queries.list_attachments(change.session, account_id):
            if one.is_photo and one.contact_id == contact_id:
                change.delete("attachment", one.id)
    return change.summary
