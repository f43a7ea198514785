"""What is left behind after a fault: every file sound, each step there as a whole or not at all."""

import contextlib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.faults.deeds import PASSPHRASES
from workbench.foundation.errors import WrongPassphrase
from workbench.storage.check import check_journal
from workbench.storage.cipher import FileKey
from workbench.storage.engine import connect
from workbench.storage.files import open_foreign
from workbench.storage.recognition import damaged_pages, recognise
from workbench.storage.soundness import link_findings, structure_findings

# Tables whose rows are no business of a step: those of the search are made anew whenever they are missing.
_UNCOUNTED: Final = ("search_", "sqlite_", "alembic_version")
_ONLY: Final = {"workspace_info": "WHERE name NOT LIKE 'search_%'"}


class Lost(AssertionError):
    """Something that was acknowledged is not there, or something half done is."""


@dataclass(frozen=True)
class Content:
    """What a workspace file holds: its format, whether it has a passphrase, and its rows by table."""

    format: int
    secret: bool
    rows: tuple[tuple[str, int], ...]


Files = Mapping[str, Content]
_known: dict[bytes, Content] = {}


def look(folder: Path) -> dict[str, Content]:
    """The content of every workspace file below the folder, by its name there. Raises ``Lost`` and more.

    Each is opened as the program opens it, so that what a crash left behind is mended.
    """
    found: dict[str, Content] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".workbench" and not path.name.startswith("."):
            found[str(path.relative_to(folder))] = _content(path)
    return found


def _content(path: Path) -> Content:
    journal = path.with_name(path.name + "-journal")
    bytes_ = path.read_bytes() + (journal.read_bytes() if journal.exists() else b"")
    digest = hashlib.blake2b(bytes_, digest_size=16).digest()
    if digest not in _known:
        _known[digest] = _read(path)
    return _known[digest]


def _read(path: Path) -> Content:
    key, passphrase = _key_of(path)
    # Opening rolls back what a killed program had begun.
    with contextlib.closing(connect(path, key)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        number, rows = _rows(connection)
        findings = structure_findings(connection) + link_findings(connection)
    if findings or damaged_pages(path, key):
        raise Lost(findings, damaged_pages(path, key))
    with open_foreign(path, passphrase) as foreign, foreign.read() as session:
        # Older formats are migrated on the copy, and their journal is checked as well.
        if findings := check_journal(session):
            raise Lost(findings)
    return Content(number, key.secret, rows)


def _key_of(path: Path) -> tuple[FileKey, str | None]:
    for passphrase in PASSPHRASES:
        with contextlib.suppress(WrongPassphrase):
            return recognise(path, passphrase), passphrase
    raise Lost("no passphrase opens it", path)


def _rows(connection: Any) -> tuple[int, tuple[tuple[str, int], ...]]:
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    tables = [name for (name,) in names if not name.startswith(_UNCOUNTED)]
    query = " UNION ALL ".join(f"SELECT count(*) FROM {name} {_ONLY.get(name, '')}" for name in tables)
    counts = [count for (count,) in connection.execute(query)]
    return int(number), tuple((name, count) for name, count in zip(tables, counts, strict=True) if count)


def judge(folder: Path, states: list[dict[str, Content]], done: int) -> None:
    """Raise ``Lost`` unless every file is as it was after ``done`` steps, or as after one more."""
    found = look(folder)
    before = states[done]
    after = states[min(done + 1, len(states) - 1)]
    for name in before.keys() & after.keys() - found.keys():
        raise Lost("gone", name)
    for name, content in found.items():
        if content not in (before.get(name), after.get(name)):
            raise Lost("neither before nor after", name, content, before.get(name), after.get(name))


def traces(folder: Path) -> bytes:
    """What is left behind, in short: names, and contents but for what stands under no name of its own yet."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        begun = path.name.endswith(".part")
        digest.update(b"begun" if begun else name.encode())
        if path.is_file() and not begun:
            digest.update(path.read_bytes())
    return digest.digest()
