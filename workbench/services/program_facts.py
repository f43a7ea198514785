"""What the program is: its version, what it is made with, and the licences of all of it, from its folder."""

import json
import platform
from dataclasses import dataclass
from pathlib import Path

from workbench import __version__
from workbench.foundation.paths import resources_dir
from workbench.storage.format import FORMAT


@dataclass(frozen=True)
class ShippedPart:
    """Something the program is shipped with. ``version`` is empty where it comes inside another part."""

    name: str
    version: str
    licence: str
    file: str


def version_lines() -> list[str]:
    """What support asks first: program, file format, system; nothing of the user."""
    return [
        f"Workbench {__version__}",
        f"file format {FORMAT}",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        *(f"{part.name} {part.version}" for part in shipped_parts() if part.version),
    ]


def file_format() -> int:
    """The number of the file format that this program writes."""
    return FORMAT


def shipped_parts() -> list[ShippedPart]:
    """Every library, font and table, in the order in which they are named (``scripts/make_licences.py``)."""
    rows = json.loads((_folder() / "parts.json").read_text("utf-8"))
    return [ShippedPart(row["name"], row["version"], row["licence"], row["file"]) for row in rows]


def licence_text(part: ShippedPart) -> str:
    """The whole licence of a part."""
    return (_folder() / part.file).read_text("utf-8")


def own_licence() -> str:
    """The whole licence of the program."""
    return (resources_dir().parent / "LICENSE").read_text("utf-8")


def _folder() -> Path:
    return resources_dir() / "licences"
