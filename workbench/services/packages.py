"""Files of others as storage can read them: those written for this workspace's key are decrypted."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.exchange.package import NotForUs, is_package, read_package
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import _
from workbench.services.receiving import private_keys
from workbench.storage.private_folder import private_folder
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class Readable:
    """Where storage reads a file from, and what opens it there. ``shown`` is where the user has it."""

    path: Path
    shown: Path
    secret: str | None = field(default=None, repr=False)
    packed: bool = False

    def passphrases(self, given: Sequence[str]) -> Sequence[str]:
        """What may open the file: its own passphrase if it came in a package, else what the user gave."""
        return given if self.secret is None else (self.secret,)


@contextlib.contextmanager
def readable(
    workspace: Workspace | None, path: Path, on_step: Callable[[int, int], object] | None = None
) -> Iterator[Readable]:
    """Let the block read the file at ``path``, whoever it was written for.

    Any other file is given as it lies. A package is decrypted into a private folder that goes with the
    block; what lies there is encrypted too, and only ``secret`` opens it. ``on_step`` may raise to stop.
    Errors raised in the block name ``path``. Raises ``NotForUs``, ``Damaged``, ``BadInput`` (above 4 GiB),
    ``NotFound``, ``NoSpace``.
    """
    if not is_package(path):
        yield Readable(path, path)
        return
    keys = private_keys(workspace) if workspace is not None else []
    if not keys:
        raise NotForUs(
            _("This file was written for a receiving key, and there is none here."),
            hint=_("Open the workspace it was written for, or hand out a receiving key and ask again."),
            where=str(path),
        )
    with private_folder() as folder:
        copy = folder / "content"
        secret = read_package(path, copy, keys, on_step)
        try:
            yield Readable(copy, path, secret, packed=True)
        except WorkbenchError as error:
            if error.where == str(copy):
                error.where = str(path)
            raise
