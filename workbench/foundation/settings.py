"""Settings of this installation, not of a workspace: language, theme, recent files, window state."""

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from workbench.foundation.files import write_bytes
from workbench.foundation.paths import settings_file

RECENT_LIMIT = 8
_writer: Final = threading.RLock()


@dataclass(frozen=True)
class Settings:
    """What the program remembers between starts. ``language`` and ``theme`` empty = follow the system.

    ``published`` is the calendar file kept up to date for each workspace, ``published_for`` whose visits are
    in it (an id in hex; empty for all); ``backup_places`` the other folder for backups of each workspace;
    ``reminded`` the reminders that were given, with their days. After ``lock_after``
    minutes without use a file with a passphrase is locked; 0 is never. ``first_steps``: show them on Today.
    """

    language: str = ""
    theme: str = ""
    author: str = ""
    company: str = ""
    recent: tuple[str, ...] = ()
    window: str = ""
    tables: dict[str, str] = field(default_factory=dict)
    published: dict[str, str] = field(default_factory=dict)
    published_for: dict[str, str] = field(default_factory=dict)
    backup_places: dict[str, str] = field(default_factory=dict)
    reminders: bool = True
    reminded: dict[str, str] = field(default_factory=dict)
    lock_after: int = 10
    first_steps: bool = True


def load_settings() -> Settings:
    """The stored settings; what cannot be read counts as not set."""
    try:
        raw = json.loads(settings_file().read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(raw, dict):
        return Settings()
    known: dict[str, Any] = {}
    for name, default in asdict(Settings()).items():
        value = raw.get(name, default)
        if name == "recent" and isinstance(value, list):
            value = tuple(str(item) for item in value)
        if type(value) is type(default):
            known[name] = value
    return Settings(**known)


def save_settings(settings: Settings) -> None:
    """Store the settings in one durable step."""
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, json.dumps(asdict(settings), ensure_ascii=False, indent=1).encode())


def change_settings(change: Callable[[Settings], Settings]) -> Settings:
    """Store what ``change`` makes of the stored settings, and return it; what is equal is not written anew.

    Window and workers each change what is theirs: one waits for the other, so that nothing is lost.
    Raises ``ReadOnly``, ``NoSpace`` or ``NotFound``.
    """
    with _writer:
        stored = load_settings()
        changed = change(stored)
        if changed != stored:
            save_settings(changed)
        return changed


def with_recent(settings: Settings, workspace: Path) -> Settings:
    """The settings with ``workspace`` at the head of the recent files."""
    first = str(workspace)
    rest = tuple(item for item in settings.recent if item != first)
    return replace(settings, recent=(first, *rest)[:RECENT_LIMIT])


def without_recent(settings: Settings, workspace: Path) -> Settings:
    """The settings without ``workspace`` among the recent files."""
    return replace(settings, recent=tuple(item for item in settings.recent if item != str(workspace)))


def without_file(settings: Settings, workspace: Path) -> Settings:
    """The settings without anything that names ``workspace``: of a file that is gone for good."""

    def rest(of_files: dict[str, str]) -> dict[str, str]:
        return {name: value for name, value in of_files.items() if name != str(workspace)}

    return replace(
        without_recent(settings, workspace),
        published=rest(settings.published),
        published_for=rest(settings.published_for),
        backup_places=rest(settings.backup_places),
    )
