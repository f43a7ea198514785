"""Our logo for the covers of papers: a copy beside the settings of this installation."""

from pathlib import Path

from workbench.documents.logo_check import MOST_BYTES, check_logo
from workbench.foundation.errors import BadInput
from workbench.foundation.files import os_errors, write_bytes
from workbench.foundation.paths import settings_file


def logo_file() -> Path:
    """Where the copy is kept."""
    return settings_file().with_name("logo")


def keep_logo(path: Path) -> bytes:
    """Keep a copy of the picture at ``path`` and return it. Raises ``BadInput``; the old one stays then."""
    with os_errors(path), path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    check_logo(data)
    logo_file().parent.mkdir(parents=True, exist_ok=True)
    write_bytes(logo_file(), data)
    return data


def remove_logo() -> None:
    """Print the name of the company instead."""
    with os_errors(logo_file()):
        logo_file().unlink(missing_ok=True)


def load_logo() -> bytes:
    """The picture; empty without one, and where what lies there is none: a paper is never held up by it."""
    try:
        data = logo_file().read_bytes()
        check_logo(data)
    except (OSError, BadInput):
        return b""
    return data
