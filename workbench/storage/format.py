"""The format of workspace files: its number, its schema, and whether a file keeps to it.

A format number is the number of its newest Alembic revision (``0001`` is format 1). It stands in the
file's header beside our application id, so that a newer file is told from a foreign one.
"""

import hashlib
import re
from collections.abc import Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, MetaData, create_engine
from sqlalchemy.pool import StaticPool

from workbench.foundation.errors import NewerVersion, NotAWorkspace
from workbench.foundation.i18n import _
from workbench.storage.self_description import note_version, version_of_newer
from workbench.storage.tables import Base

FORMAT: Final = 8
# What a new file of this format shows (``tests/storage/test_schema_fingerprint.py`` says it anew).
AS_MADE: Final = "3fcd519728ca05df2d026889a7f1c2a1d6f855d9d73fa708316d9228f0016912"
APPLICATION_ID: Final = int.from_bytes(b"KAWB", "big")

# What SQLite itself adds when it gathers statistics.
_SQLITE_OWN: Final = frozenset({"sqlite_stat1", "sqlite_stat4"})
_SEARCH_INDEX: Final = "CREATE VIRTUAL TABLE search_index USING fts5("
_SHADOWS: Final = "search_index_"
_REVISION_TABLE: Final = (
    "CREATE TABLE alembic_version (\n"
    "\tversion_num VARCHAR(32) NOT NULL, \n"
    "\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
)
_READ_SCHEMA: Final = "SELECT type, name, coalesce(sql, '') FROM sqlite_schema"
_NAMES_TOLD: Final = 3
_PLAIN_NAME: Final = re.compile(r'"([a-z][a-z0-9_]*)"')

Schema = Mapping[tuple[str, str], str]


class NewerFormat(NewerVersion):
    """The file is ours, in a format of the future: its ``number``, and the ``version`` that wrote it."""

    def __init__(self, number: int, path: Path, version: str = "") -> None:
        super().__init__(
            _(
                "A newer version of the program wrote this file: its format is {theirs}, here it is {ours}."
            ).format(theirs=number, ours=FORMAT),
            hint=_("Install version {version} or later, then open the file again.").format(version=version)
            if version
            else _("Install the newer version, then open the file again."),
            where=str(path),
        )
        self.number = number
        self.version = version


def revision_of(number: int) -> str:
    """The Alembic revision of format ``number``."""
    return f"{number:04}"


def head_revision() -> str:
    """The Alembic revision of the present format."""
    return revision_of(FORMAT)


def is_current(number: int) -> bool:
    """Whether ``number`` is the present format."""
    return number == FORMAT


def metadata() -> MetaData:
    """The tables of the present format."""
    return Base.metadata


def create_schema(connection: Connection) -> None:
    """Make all tables of the present format in an empty file, as the revisions would have."""
    with closing(connection.connection.cursor()) as cursor:
        for _kind, name, text in _made_by_tables():
            # A virtual table makes its own tables, and an index without words belongs to a constraint.
            if text and not name.startswith(_SHADOWS):
                cursor.execute(text)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (head_revision(),))
    stamp(connection)


def stamp(connection: Connection) -> None:
    """Write into the header that the file is ours and of the present format, and what program wrote it."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
    note_version(connection.connection.driver_connection)


def read_format(connection: Any, path: Path) -> int:
    """The format number of the file behind a driver connection.

    Raises ``NotAWorkspace`` for another program's file and ``NewerFormat`` for one we cannot know yet.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or number < 1:
        raise NotAWorkspace(
            _("This is another program's database."),
            hint=_("Choose a file that this program wrote."),
            where=str(path),
        )
    if number > FORMAT:
        raise NewerFormat(int(number), path, version_of_newer(connection))
    return int(number)


def check_no_code(connection: Any, path: Path) -> None:
    """Raise ``NotAWorkspace`` if the file brings triggers, views or virtual tables that we never made.

    The search index may have any words an older format gave it; ``check_schema`` knows only the present.
    """
    strange = [
        name
        for (kind, name), text in read_schema(connection).items()
        if kind not in ("table", "index")
        or ("VIRTUAL TABLE" in text.upper() and not text.startswith(_SEARCH_INDEX))
    ]
    if strange:
        raise _wrong_schema(strange, path)


def check_schema(connection: Any, path: Path) -> None:
    """Raise ``NotAWorkspace`` unless the file has exactly the tables and columns of the present format."""
    if fingerprint(connection) == AS_MADE:
        return
    expected, found = expected_schema(), read_schema(connection)
    strange = [name for (kind, name) in sorted({*expected, *found}) if _differs(expected, found, kind, name)]
    if strange:
        raise _wrong_schema(strange, path)


def fingerprint(connection: Any) -> str:
    """A digest of the schema to the letter: a file made with the present format is known by it at once.

    Any other, as one that was brought up to it, is compared word by word.
    """
    rows = sorted(row for row in connection.execute(_READ_SCHEMA).fetchall() if row[1] not in _SQLITE_OWN)
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode("utf-8", "surrogatepass")).hexdigest()


def _differs(expected: Schema, found: Schema, kind: str, name: str) -> bool:
    return name not in _SQLITE_OWN and expected.get((kind, name)) != found.get((kind, name))


def _wrong_schema(names: list[str], path: Path) -> NotAWorkspace:
    told = ", ".join(name[:40] for name in names[:_NAMES_TOLD])
    return NotAWorkspace(
        _("The file is not built as a workspace is (look at: {names}).").format(names=told),
        hint=_("It was changed by another program. Ask for a fresh export."),
        where=str(path),
    )


def read_schema(connection: Any) -> Schema:
    """The words of every table and index by kind and name; spacing and the order of columns do not count.

    Migrated files have their newer columns last, so the parts between the outer brackets are sorted.
    """
    rows = connection.execute(_READ_SCHEMA).fetchall()
    return {(kind, name): _words(text) for kind, name, text in rows}


@lru_cache(maxsize=1024)
def _words(text: str) -> str:
    plain = _PLAIN_NAME.sub(r"\1", " ".join(text.split()))
    start, end = plain.find("("), plain.rfind(")")
    if start < 0 or not plain.startswith("CREATE TABLE"):
        return plain
    parts, depth = [""], 0
    for letter in plain[start + 1 : end]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return f"{plain[:start].strip()} ({', '.join(sorted(part.strip() for part in parts))}){plain[end + 1 :]}"


@lru_cache(maxsize=1)
def expected_schema() -> Schema:
    """The schema of the present format."""
    return {(kind, name): _words(text) for kind, name, text in _made_by_tables()}


@lru_cache(maxsize=1)
def _made_by_tables() -> tuple[tuple[str, str, str], ...]:
    """Kind, name and words of all that the tables make in an empty file, in the order of its making.

    To put a statement into words takes longer than SQLite needs to carry it out.
    """
    engine = create_engine("sqlite+pysqlite://", module=sqlcipher, poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            metadata().create_all(connection)
            connection.exec_driver_sql(_REVISION_TABLE)
            rows = connection.exec_driver_sql(f"{_READ_SCHEMA} ORDER BY rowid").all()
            return tuple((kind, name, text) for kind, name, text in rows)
    finally:
        engine.dispose()
