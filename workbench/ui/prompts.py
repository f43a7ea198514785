"""Questions to the user behind a port: pages ask here, tests answer from a script."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class FileKind:
    """A kind of file in a file dialog: its name and patterns such as ``*.xlsx``."""

    name: str
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class Way:
    """A way to go on: the word on its button, and what it means in a sentence."""

    key: str
    text: str
    note: str = ""


class Prompts(Protocol):
    """What the program may ask, in texts of the user's language. ``None`` means cancelled."""

    def ask_open_file(
        self, title: str, kinds: tuple[FileKind, ...], folder: Path | None = None
    ) -> Path | None:
        """An existing file."""
        ...

    def ask_open_files(
        self, title: str, kinds: tuple[FileKind, ...], folder: Path | None = None
    ) -> tuple[Path, ...]:
        """Existing files; none when cancelled."""
        ...

    def ask_save_file(self, title: str, kinds: tuple[FileKind, ...], proposed: Path) -> Path | None:
        """A file to write; the user has agreed to replace it if it exists."""
        ...

    def ask_folder(self, title: str, folder: Path | None = None) -> Path | None:
        """An existing folder."""
        ...

    def ask_text(
        self, title: str, label: str, value: str = "", *, action: str = "", optional: bool = False
    ) -> str | None:
        """A line of text, trimmed; empty only where it is ``optional``."""
        ...

    def ask_passphrase(self, title: str, message: str, *, new: bool = False) -> str | None:
        """A passphrase; a ``new`` one is typed twice. Never empty."""
        ...

    def confirm(self, title: str, message: str, action: str, *, danger: bool = False) -> bool:
        """Whether to go on; ``action`` is the word on the button."""
        ...

    def choose(self, title: str, message: str, ways: tuple[Way, ...]) -> str | None:
        """One of several ways to go on, by its key; the first is the one to take in doubt."""
        ...

    def show_message(self, title: str, message: str) -> None:
        """Something to know before going on."""
        ...

    def show_error(self, error: Exception) -> None:
        """What went wrong, where, and what to do (``WorkbenchError``), or that a report was written."""
        ...
