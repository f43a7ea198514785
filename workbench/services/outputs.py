"""Where output may go: never over a workspace, and never over what it is made from."""

from collections.abc import Iterable
from pathlib import Path

from workbench.foundation.errors import NotAllowed
from workbench.foundation.files import is_special, not_ordinary, os_errors
from workbench.foundation.i18n import _
from workbench.storage.recognition import is_workspace


def check_output(path: Path, *, inputs: Iterable[Path] = ()) -> None:
    """Refuse to write at ``path`` if one of the ``inputs`` or any workspace file lies there.

    Raises ``NotAllowed``, also for a folder and for a device; ``ReadOnly`` or ``NotFound`` where the place
    cannot be looked at.
    """
    hint = _("Choose another name.")
    with os_errors(path):
        if any(_same(path, one) for one in inputs):
            raise NotAllowed(_("This file is needed itself."), hint=hint, where=str(path))
        if path.is_dir():
            raise NotAllowed(
                _("This is a folder, not a file."), hint=_("Choose a file inside it."), where=str(path)
            )
        if is_special(path):
            # Put in place by renaming, the paper would take the place of the device.
            raise not_ordinary(path)
        if path.is_file() and is_workspace(path):
            raise NotAllowed(_("There is a workspace of this name."), hint=hint, where=str(path))


def _same(path: Path, other: Path) -> bool:
    if path.exists() and other.exists():
        return path.samefile(other)
    return path.resolve() == other.resolve()
