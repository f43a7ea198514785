"""What every workspace file says about itself whatever its format: which program wrote it, and a hash over
its journal. Read without trust: of a file of unknown make nothing is taken but a short version number."""

import hashlib
import re
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher

from workbench import __version__

WRITTEN_WITH: Final = "written_with"
JOURNAL_HASH: Final = "journal_hash"
_VERSION: Final = re.compile(r"[0-9]{1,5}(\.[0-9]{1,5}){1,3}([.-]?[a-z]{1,5}[0-9]{0,4})?")
_NOTE: Final = "INSERT OR REPLACE INTO workspace_info (name, value) VALUES (?, ?)"
_MOST_STEPS: Final = 2_000_000
# Names and types alone: no view, no virtual table, no comment that hides what a column is computed from.
_PLAIN: Final = re.compile(r'CREATE TABLE "?workspace_info"?\s*\([\w\s",()]+\)[\w\s,]*')
_COMPUTED: Final = re.compile(r"\b(as|generated)\b", re.IGNORECASE)


def note_version(connection: Any) -> None:
    """Write this program's version into the file behind a driver or SQLAlchemy's raw connection."""
    connection.execute(_NOTE, (WRITTEN_WITH, __version__))


def note_journal(connection: Any) -> None:
    """Write the hash over the journal as it stands into the file behind a driver connection."""
    connection.execute(_NOTE, (JOURNAL_HASH, journal_hash(connection)))


def journal_hash(connection: Any) -> str:
    """One hash (hex) over the ids and digests of all transactions, and over what is held of each in part.

    Two files of one workspace that hold the same have the same hash, whoever wrote them and when.
    """
    total = hashlib.blake2b(digest_size=16)
    for query in (
        "SELECT id, entries, digest FROM journal_transaction ORDER BY id",
        "SELECT id, held, numbers, digest FROM journal_part ORDER BY id",
    ):
        for row in connection.execute(query):
            for value in row:
                data = value if isinstance(value, bytes) else str(value).encode()
                total.update(len(data).to_bytes(4, "little") + data)
    return total.hexdigest()


def checked_version(value: object) -> str:
    """A version number as one is written; empty for anything else."""
    return value if isinstance(value, str) and _VERSION.fullmatch(value) else ""


def version_of_newer(connection: Any) -> str:
    """The version that wrote a file of a format we do not know; empty where that cannot be told safely.

    Only a plain table is read, one short value of it, with a limit on the work that may cost.
    """
    try:
        connection.set_progress_handler(lambda: 1, _MOST_STEPS)
        try:
            made = connection.execute(
                "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'workspace_info'"
            ).fetchone()
            text = "" if made is None else str(made[0])
            if not _PLAIN.fullmatch(text) or _COMPUTED.search(text):
                return ""
            row = connection.execute(
                "SELECT value FROM workspace_info WHERE name = ? AND length(value) < 40", (WRITTEN_WITH,)
            ).fetchone()
        finally:
            connection.set_progress_handler(None, 0)
    except (sqlcipher.Error, UnicodeError):
        return ""
    return checked_version(row[0]) if row else ""
