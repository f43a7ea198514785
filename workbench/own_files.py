"""The files that the program keeps by itself, and how any workspace file is closed."""

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.foundation.i18n import _
from workbench.foundation.paths import data_dir
from workbench.ui.prompts import FileKind

if TYPE_CHECKING:
    from workbench.storage.workspace import Workspace


def own_file() -> Path:
    """The workspace that a first start makes, so that nobody has to name a file before seeing anything."""
    return data_dir() / "accounts.workbench"


def sample_file() -> Path:
    """Where the sample data live: a file of their own, never mixed with real accounts."""
    return data_dir() / "Sample.workbench"


def workspace_kinds() -> tuple[FileKind, ...]:
    """How file dialogs name our files."""
    return (FileKind(_("Workspaces"), ("*.workbench",)),)


def close_file(workspace: "Workspace") -> None:
    """Close a file, and take away the copies of its attachments that were made for other programs."""
    from workbench.services.attachments import clear_opened

    clear_opened(workspace)
    workspace.close()
