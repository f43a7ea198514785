"""Workspace files for tests: made quickly, and spoilt on purpose."""

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from workbench.foundation.clock import FixedClock
from workbench.storage.cipher import PAGE_SIZE, SEALED, FileKey
from workbench.storage.engine import connect
from workbench.storage.files import create_workspace

CLOCK = FixedClock(date(2026, 11, 20))
AUTHOR = "Li Wei"
PASSPHRASE = "correct horse 电池"


def write_workspace(path: Path, passphrase: str | None = None, accounts: int = 40) -> list[bytes]:
    """A closed workspace file with some accounts; returns their ids."""
    workspace = create_workspace(path, passphrase=passphrase, clock=CLOCK, author=AUTHOR)
    with contextlib.closing(workspace), workspace.change("test", "Accounts") as change:
        return [
            change.create("account", {"name": f"客户 {number}", "note": "x" * 300})
            for number in range(accounts)
        ]


@contextlib.contextmanager
def tampered(path: Path, key: FileKey = SEALED) -> Iterator[Any]:
    """A driver connection that may do to the file what another program might."""
    with contextlib.closing(connect(path, key)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        yield connection


def flip_bit(path: Path, offset: int, bit: int = 0) -> None:
    """Turn one bit of the file around."""
    content = bytearray(path.read_bytes())
    content[offset] ^= 1 << bit
    path.write_bytes(content)


def page_count(path: Path) -> int:
    """How many pages the file has."""
    return path.stat().st_size // PAGE_SIZE
