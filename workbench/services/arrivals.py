"""Workspace files that others hand over: what one says of itself, looked at, or made one's own."""

import contextlib
from pathlib import Path

from workbench.foundation.clock import Clock
from workbench.services.workspaces import Workspace, default_author, open_workspace
from workbench.storage import files
from workbench.storage.foreign import open_foreign
from workbench.storage.origin import FromOthers, Origin, make_ours, read_origin
from workbench.storage.private_folder import private_folder

__all__ = ["FromOthers", "Origin", "open_as_own", "open_to_look", "read_origin"]


def open_to_look(path: Path, *, passphrase: str | None = None, clock: Clock) -> Workspace:
    """Open a private copy of a file in which nothing can be changed; the file stays as it is.

    The copy goes when it is closed. Raises as ``open_foreign`` does.
    """
    with contextlib.ExitStack() as until_closed:
        folder = until_closed.enter_context(private_folder())
        copy = folder / path.name
        with open_foreign(path, passphrase) as foreign:
            foreign.copy_to(copy, foreign.key)
        workspace = files.open_workspace(copy, passphrase=passphrase, clock=clock, author=default_author())
        workspace.look_only = True
        workspace.on_close = until_closed.pop_all().close
    return workspace


def open_as_own(path: Path, *, passphrase: str | None = None, clock: Clock) -> Workspace:
    """Open an export as a workspace of its own, which it is from now on. Raises as ``open_workspace``."""
    workspace = open_workspace(path, passphrase=passphrase, clock=clock)
    try:
        make_ours(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace
