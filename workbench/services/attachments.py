"""Files kept with accounts: take one in, show what is there, hand one out (A1, 5-quality)."""

import mimetypes
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.domain.accounts import Contact
from workbench.domain.attachments import Attachment, is_runnable, numbered, safe_name
from workbench.domain.complaint_states import ComplaintStep
from workbench.domain.journal import ChangeSummary
from workbench.domain.policies import ATTACHMENT_MB, policy
from workbench.domain.visits import Visit
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.files import os_errors, write_bytes
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.foundation.paths import data_dir
from workbench.services.outputs import check_output
from workbench.storage.attachments import find_content, keep_content
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import attachments as queries
from workbench.storage.queries.complaints import get_complaint
from workbench.storage.queries.contracts import get_contract
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.service_requests import get_service_request
from workbench.storage.queries.visits import get_visit, list_visits
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace, home_of

MB = 1_000_000
_STEP = 1_048_576
_KEPT_SECONDS = 24 * 3600
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class FilesView:
    """The files of one account, the latest first, and what they can belong to. The limit is in bytes."""

    files: tuple[Attachment, ...]
    contacts: tuple[Contact, ...]
    visits: tuple[Visit, ...]
    limit: int


def get_files(workspace: Workspace, account_id: Id) -> FilesView:
    """The files of an account, in a constant number of queries."""
    with workspace.read() as session:
        return FilesView(
            tuple(queries.list_attachments(session, account_id)),
            tuple(account_queries.list_contacts(session, account_id)),
            tuple(list_visits(session, account_id=account_id)[::-1]),
            policy(policy_values(session), ATTACHMENT_MB) * MB,
        )


def add_file(
    workspace: Workspace,
    account_id: Id,
    path: Path,
    *,
    contact_id: Id | None = None,
    visit_id: Id | None = None,
    is_photo: bool = False,
    complaint_id: Id | None = None,
    complaint_step: str = "",
    service_id: Id | None = None,
    contract_id: Id | None = None,
    is_signed_copy: bool = False,
    progress: Progress = lambda done, total: None,
) -> ChangeSummary:
    """Keep a copy of the file at ``path`` with the account; equal contents are kept once.

    ``is_photo``: it is the picture of ``contact_id``. ``complaint_step``: the step of ``complaint_id`` that
    it belongs to. ``is_signed_copy``: it is ``contract_id`` as signed.

    Raises ``BadInput`` for a folder, a link, a device, an empty or too large file, for one that changes
    while it is read, and for what is another account's, naming it; ``NotFound`` and ``ReadOnly`` where it
    cannot be read.
    """
    of = {
        "contact_id": contact_id,
        "visit_id": visit_id,
        "is_photo": is_photo,
        "complaint_id": complaint_id,
        "complaint_step": complaint_step,
        "service_id": service_id,
        "contract_id": contract_id,
        "is_signed_copy": is_signed_copy,
    }
    with workspace.read() as session:
        account_queries.get_account(session, account_id)
        _check_owners(session, account_id, of)
        limit = policy(policy_values(session), ATTACHMENT_MB) * MB
    data = _read(path, limit, progress)
    with workspace.change("add_file", _("New file {name}").format(name=safe_name(path.name))) as change:
        taken = {one.shown_name.casefold() for one in queries.list_attachments(change.session, account_id)}
        name = numbered(path.name, taken)
        sha256 = keep_content(change.connection, data)
        values = {
            "account_id": account_id,
            "name": name,
            "media_type": mimetypes.guess_type(name)[0] or "",
            "size": len(data),
            "sha256": sha256,
            "added_on": workspace.clock.today(),
        }
        # Ids of changes follow one another, also within a millisecond: of two pictures the later one counts.
        change.create("attachment", {**values, **of}, change.transaction_id)
    return change.summary


def edit_file(workspace: Workspace, attachment_id: Id, values: dict[str, object]) -> ChangeSummary:
    """Rename a file, note something about it, or say whose it is. Raises ``BadInput`` and ``NotFound``."""
    with workspace.change("edit_file", _("Edit file")) as change:
        kept = queries.get_attachment(change.session, attachment_id)
        checked = dict(values)
        if "name" in checked:
            wanted = str(checked["name"]).strip()
            if not wanted:
                raise BadInput(_("A file needs a name."), hint=_("Type the name."), where="name")
            checked["name"] = _with_suffix(safe_name(wanted), kept.shown_name)
        _check_owners(change.session, kept.account_id, checked)
        change.set("attachment", attachment_id, checked)
    return change.summary


def delete_file(workspace: Workspace, attachment_id: Id) -> ChangeSummary:
    """Take a file away; undo brings it back, so what is in it stays in the workspace until then."""
    with workspace.change("delete_file", _("Delete file")) as change:
        change.delete("attachment", attachment_id)
    return change.summary


def save_file_as(workspace: Workspace, attachment_id: Id, out: Path) -> None:
    """Write a copy to ``out``. Raises ``NotFound`` without content, and as ``check_output`` does."""
    _kept, data = _content(workspace, attachment_id)
    check_output(out, inputs=(workspace.path,))
    write_bytes(out, data)


def copy_for_opening(workspace: Workspace, attachment_id: Id) -> Path:
    """A private, read-only copy for the system's own program; ``clear_opened`` takes it away.

    Raises ``NotAllowed`` for anything that opening could run, ``NotFound`` without content.
    """
    kept, data = _content(workspace, attachment_id)
    if is_runnable(kept.shown_name, data[:4]):
        raise NotAllowed(
            _("“{name}” is not opened from here: it could run a program.").format(name=kept.shown_name),
            hint=_("Save it to a folder if you trust whoever sent it."),
            where=kept.shown_name,
        )
    folder = _opened_folder(workspace)
    with os_errors(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        place = Path(tempfile.mkdtemp(dir=folder)) / kept.shown_name
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as copy:
            copy.write(data)
        place.chmod(stat.S_IREAD)
    return place


def clear_opened(workspace: Workspace) -> None:
    """Take away the copies made for opening: this workspace's, and others' that are a day old."""
    own, now = _opened_folder(workspace), time.time()
    try:
        folders = list(own.parent.iterdir())
    except OSError:
        return
    for folder in folders:
        try:
            if folder == own or now - folder.stat().st_mtime > _KEPT_SECONDS:
                _remove(folder)
        except OSError:
            # Still open in another program: the next start tries again.
            continue


def _check_owners(session: ReadingSession, account_id: Id, of: Mapping[str, Any]) -> None:
    """Raise ``BadInput`` for the first thing that the file is to belong to and that is another account's."""
    owners: Mapping[str, tuple[Callable[[ReadingSession, Id], Any], str]] = {
        "contact_id": (account_queries.get_contact, _("This person is not at this account.")),
        "visit_id": (get_visit, _("This visit was not to this account.")),
        "complaint_id": (get_complaint, _("This complaint is not this account's.")),
        "service_id": (get_service_request, _("This request is not this account's.")),
        "contract_id": (get_contract, _("This contract is not this account's.")),
    }
    for where, (get, message) in owners.items():
        if of.get(where) is not None and get(session, of[where]).account_id != account_id:
            raise BadInput(message, where=where)
    if of.get("complaint_step") and of["complaint_step"] not in set(ComplaintStep):
        raise BadInput(_("A complaint has no such step."), where="complaint_step")


def _opened_folder(workspace: Workspace) -> Path:
    return data_dir() / "opened" / home_of(workspace.path)


def _remove(folder: Path) -> None:
    for place in folder.rglob("*"):
        if place.is_file() and not place.is_symlink():
            place.chmod(stat.S_IREAD | stat.S_IWRITE)
    shutil.rmtree(folder)


def _with_suffix(name: str, old: str) -> str:
    """The new name with the suffix of the old one, so that a rename never changes what a file is."""
    suffix = Path(old).suffix
    return name if Path(name).suffix.casefold() == suffix.casefold() else safe_name(name + suffix)


def _content(workspace: Workspace, attachment_id: Id) -> tuple[Attachment, bytes]:
    with workspace.read() as session:
        kept = queries.get_attachment(session, attachment_id)
        data = find_content(session.connection(), kept.sha256)
    if data is None:
        raise NotFound(
            _("What is in “{name}” is not in this workspace.").format(name=kept.shown_name),
            hint=_("Ask whoever added it for an export with files, or add the file again."),
            where=kept.shown_name,
        )
    return kept, data


def _read(path: Path, limit: int, progress: Progress) -> bytes:
    """The whole file, which must be the same at the end as at the beginning."""
    with os_errors(path):
        _check_kind(path, path.lstat())
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as stream:
            before = os.fstat(stream.fileno())
            _check_kind(path, before)
            if before.st_size > limit:
                raise BadInput(
                    _("“{name}” is larger than {limit} MB.").format(
                        name=safe_name(path.name), limit=limit // MB
                    ),
                    hint=_("Keep it in a folder and note where; or make it smaller."),
                    where=str(path),
                )
            pieces, done = [], 0
            while piece := stream.read(_STEP):
                pieces.append(piece)
                done += len(piece)
                if done > before.st_size:
                    break
                progress(done, before.st_size)
            after = os.fstat(stream.fileno())
    if done != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise BadInput(
            _("“{name}” changed while it was read.").format(name=safe_name(path.name)),
            hint=_("Close it in the other program, then add it again."),
            where=str(path),
        )
    if not done:
        raise BadInput(
            _("“{name}” is empty.").format(name=safe_name(path.name)),
            hint=_("Look whether it was saved."),
            where=str(path),
        )
    return b"".join(pieces)


def _check_kind(path: Path, status: os.stat_result) -> None:
    name = safe_name(path.name)
    if stat.S_ISDIR(status.st_mode):
        raise BadInput(
            _("“{name}” is a folder.").format(name=name),
            hint=_("Add its files one by one, or pack it first."),
            where=str(path),
        )
    if stat.S_ISLNK(status.st_mode):
        raise BadInput(
            _("“{name}” is a link to another file.").format(name=name),
            hint=_("Add the file itself."),
            where=str(path),
        )
    if not stat.S_ISREG(status.st_mode):
        raise BadInput(_("“{name}” is no ordinary file.").format(name=name), where=str(path))
