"""Making and opening workspace files: lock, recognition, format, schema, then a ``Workspace``."""

import contextlib
from pathlib import Path

from workbench.foundation.clock import Clock
from workbench.foundation.errors import NotAllowed
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import _
from workbench.storage import search_index
from workbench.storage.check import check_mixed
from workbench.storage.cipher import FileKey, new_key
from workbench.storage.engine import WRITING, connect, make_engine, open_engine, storage_errors
from workbench.storage.foreign import ForeignFile, open_foreign
from workbench.storage.format import check_no_code, check_schema, create_schema, is_current, read_format
from workbench.storage.lock import FileInUse
from workbench.storage.migrate import upgrade_file
from workbench.storage.origin import FromOthers, check_ours
from workbench.storage.placing import put_in_place, remove_leftovers
from workbench.storage.recognition import read_salt, recognise
from workbench.storage.session import Session
from workbench.storage.soundness import check_written
from workbench.storage.workspace import Workspace

__all__ = ["ForeignFile", "FromOthers", "create_workspace", "open_foreign", "open_workspace"]


def create_workspace(path: Path, *, passphrase: str | None = None, clock: Clock, author: str) -> Workspace:
    """Make an empty workspace file and open it. It appears under its name only when it is complete.

    ``passphrase`` encrypts the file; without one it is sealed but not secret. Raises ``NotAllowed`` if
    there is a file already, ``BadInput`` for an empty passphrase, ``NotFound``, ``ReadOnly``, ``NoSpace``.
    """
    path = path.absolute()
    key = new_key(passphrase)
    lock = FileInUse(path)
    try:
        if path.exists():
            raise NotAllowed(
                _("There is already a file of this name."), hint=_("Choose another name."), where=str(path)
            )
        put_in_place(path, lambda part: fill_new(part, key))
        return _open(path, key, lock, clock, author)
    except BaseException:
        lock.release(remove=not path.exists())
        raise


def open_workspace(
    path: Path, *, passphrase: str | None = None, clock: Clock, author: str, only_ours: bool = False
) -> Workspace:
    """Open a workspace file for working in it; an older format is brought up to date first.

    ``only_ours``: raise ``FromOthers`` for an export that nobody has made a workspace of their own.

    Raises ``NotFound``, ``NotAWorkspace``, ``Damaged``, ``WrongPassphrase``, ``NewerVersion``; ``Locked``
    while another window has it; ``ReadOnly`` or ``NoSpace`` where it cannot be written. Nothing in the
    file changes on an error. A file that came from another place is checked through, any other is not:
    damage behind its first page shows when it is read, or by ``find_damage``.
    """
    path = path.absolute()
    # Before the lock, so that a picture opened by mistake gets no lock file beside it.
    read_salt(path)
    with contextlib.ExitStack() as on_error:
        lock = FileInUse(path)
        on_error.callback(lock.release)
        key = recognise(path, passphrase)
        remove_leftovers(path)
        with os_errors(path), path.open("rb+"):
            pass  # It can be written; SQLite would only say so at the first change.
        with contextlib.closing(connect(path, key)) as connection, storage_errors(path):
            number = read_format(connection, path)
            if is_current(number):
                check_schema(connection, path)
            if only_ours:
                check_no_code(connection, path)
                check_ours(connection, path)
        if not is_current(number):
            upgrade_file(path, key)
        workspace = _open(path, key, lock, clock, author)
        on_error.callback(workspace.close)
        if workspace.is_new_here:
            # Copied by hand or by a program that brings changed pages alone, perhaps in the middle of a save:
            # such a copy can look sound page by page.
            check_written(path, key)
            check_mixed(workspace)
        _index_anew_if_needed(workspace)
        on_error.pop_all()
    return workspace


def _open(path: Path, key: FileKey, lock: FileInUse, clock: Clock, author: str) -> Workspace:
    with storage_errors(path):
        engine = open_engine(path, key)
        return Workspace(
            path, engine, key, lock, clock=clock, author=author, after_project=(search_index.refresh,)
        )


def _index_anew_if_needed(workspace: Workspace) -> None:
    """Let the words of today's program be found in a file that another version of it indexed."""
    with workspace.read() as session:
        if search_index.is_up_to_date(session):
            return
    # Not a change of the user's: the file is still new here afterwards if it was before.
    with (
        storage_errors(workspace.path),
        workspace.engine.connect().execution_options(**WRITING) as connection,
        connection.begin(),
    ):
        search_index.rebuild(Session(connection))


def fill_new(part: Path, key: FileKey) -> None:
    """Write an empty workspace file."""
    engine = make_engine(part, lambda: connect(part, key, scratch=True), watch=False)
    try:
        with storage_errors(part), engine.begin() as connection:
            create_schema(connection)
            search_index.stamp(connection)
    finally:
        engine.dispose()
