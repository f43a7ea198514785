"""Identifiers: 16 raw bytes everywhere, 32 hex digits where people or JSON read them.

New things get a UUIDv7 (time first, so that they sort by creation); things that come from elsewhere
get an id derived from their natural key, so that the same thing met on two laptops is one row.
"""

import os
from collections.abc import Container
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NewType

Id = NewType("Id", bytes)
_LAST_MS = 253_402_300_799_000


def new_id(unix_ms: int) -> Id:
    """A fresh UUIDv7 for the instant ``unix_ms`` (milliseconds since 1970; a clock before that reads 0)."""
    raw = bytearray(max(unix_ms, 0).to_bytes(6, "big") + os.urandom(10))
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return Id(bytes(raw))


def is_timed(value: Id) -> bool:
    """Whether the id was given by ``new_id`` and so sorts by its time."""
    return value[6] >> 4 == 7


def made_at(value: Id) -> datetime:
    """The instant at which ``new_id`` gave this id, in UTC; only where ``is_timed``. Years go up to 9999."""
    return datetime.fromtimestamp(min(int.from_bytes(value[:6], "big"), _LAST_MS) / 1000, UTC)


def derived_id(*parts: str) -> Id:
    """The same id for the same parts on every machine (UUIDv8 of a keyed hash)."""
    told = [part.encode("utf-8", "surrogatepass") for part in parts]
    content = b"".join([len(data).to_bytes(8, "big") + data for data in told])
    raw = bytearray(blake2b(content, digest_size=16, person=b"workbench-id").digest())
    raw[6] = 0x80 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return Id(bytes(raw))


def free_id(taken: Container[bytes], *parts: str) -> Id:
    """``derived_id(*parts)``, or where a row that has since got another key bears it, the next of a series.

    The series is the same on every machine: a number from 2 on is one more part.
    """
    row_id, number = derived_id(*parts), 2
    while row_id in taken:
        row_id, number = derived_id(*parts, str(number)), number + 1
    return row_id


def id_text(value: bytes) -> str:
    """Thirty-two hex digits."""
    return value.hex()


def parse_id(text: str) -> Id | None:
    """The id that ``text`` writes, or ``None`` if it is none."""
    try:
        raw = bytes.fromhex(text.replace("-", ""))
    except ValueError:
        return None
    return Id(raw) if len(raw) == 16 else None
