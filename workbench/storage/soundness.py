"""Whether a file's content holds together: SQLite's own checks, its links, its schema, its page seals."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import sqlcipher3.dbapi2 as sqlcipher

from workbench.foundation.errors import NotAWorkspace
from workbench.foundation.i18n import _
from workbench.storage.cipher import FileKey
from workbench.storage.engine import connect
from workbench.storage.format import check_schema
from workbench.storage.recognition import damaged, damaged_pages

_FINDINGS_TOLD: Final = 100
_STEPS_BETWEEN_LOOKS: Final = 200_000
_SECONDS_AT_LEAST: Final = 60
_BYTES_PER_SECOND: Final = 2_000_000


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a file: which check found it, what it said, and whether a repair, which
    writes anew what follows from the journal, can mend it."""

    check: Literal[
        "pages", "schema", "structure", "links", "journal", "devices", "search", "strays", "contents"
    ]
    message: str
    repairable: bool = False


def check_sound(connection: Any, path: Path, *, indexes: bool = False) -> None:
    """Raise ``NotAWorkspace`` or ``Damaged`` unless schema, structure and links of the file are right.

    Looks at every page, and with ``indexes`` also whether they fit their tables, which takes three times
    as long. Stops a file whose check takes out of proportion long. The schema comes first: nothing of a
    file is evaluated before its text is known to be ours.
    """
    deadline = time.monotonic() + _SECONDS_AT_LEAST + path.stat().st_size / _BYTES_PER_SECOND
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS)
    try:
        check_schema(connection, path)
        if structure_findings(connection, indexes=indexes) or link_findings(connection):
            raise damaged(path)
    except (sqlcipher.Error, UnicodeDecodeError) as error:
        raise damaged(path) from error
    finally:
        connection.set_progress_handler(None, 0)


def check_written(path: Path, key: FileKey) -> None:
    """Raise unless the file just written at ``path`` reads back whole: seals, schema, structure, links."""
    pages = damaged_pages(path, key)
    if pages:
        raise damaged(path, pages)
    connection = connect(path, key, read_only=True)
    try:
        check_sound(connection, path, indexes=True)
    finally:
        connection.close()


def find_damage(path: Path, key: FileKey, connection: Any) -> list[Finding]:
    """Everything that is wrong with a workspace file that is open here, for "Check file".

    Reads the whole file; an empty list means that nothing was found. The caller holds a read transaction
    on ``connection``, so that nobody writes meanwhile.
    """
    findings = [
        Finding("pages", _("Page {number} is not as it was written.").format(number=number))
        for number in damaged_pages(path, key)
    ]
    try:
        findings += _schema_findings(connection, path)
        findings += structure_findings(connection)
        findings += link_findings(connection)
    except (sqlcipher.Error, UnicodeDecodeError):
        findings.append(Finding("structure", _("The file cannot be read to its end.")))
    return findings[:_FINDINGS_TOLD]


def _schema_findings(connection: Any, path: Path) -> list[Finding]:
    try:
        check_schema(connection, path)
    except NotAWorkspace as error:
        return [Finding("schema", error.message)]
    return []


def structure_findings(connection: Any, *, indexes: bool = True) -> list[Finding]:
    """What SQLite's own check says, search tables included."""
    check = "integrity_check" if indexes else "quick_check"
    rows = connection.execute(f"PRAGMA {check}({_FINDINGS_TOLD})").fetchall()
    return [
        # An index can be made anew from its table; SQLite names what is wrong with anything else.
        Finding("structure", str(text), "index" in str(text).lower())
        for (text,) in rows
        if text != "ok"
    ]


def link_findings(connection: Any) -> list[Finding]:
    """Rows that refer to rows which are not there."""
    rows = connection.execute("PRAGMA foreign_key_check").fetchmany(_FINDINGS_TOLD)
    return [
        Finding(
            "links",
            _("A row of {table} refers to a missing {target}.").format(table=row[0], target=row[2]),
            repairable=True,
        )
        for row in rows
    ]
