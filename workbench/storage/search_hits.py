"""What a hit shows: its name and account, and the words that were typed where they stand in its fields."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from workbench.domain.search_excerpt import Excerpt, excerpt
from workbench.domain.search_text import SearchHit, SearchReason, squashed
from workbench.foundation.ids import Id
from workbench.storage.search_words import SOURCES, Source

_NAMES = ("name", "short", "former")
# Where the words of a hit stand, by what found it.
_COLUMNS: Mapping[SearchReason, tuple[str, ...]] = {
    SearchReason.NAME: ("name", "short"),
    SearchReason.PINYIN: _NAMES,
    SearchReason.INITIALS: _NAMES,
    SearchReason.FORMER_NAME: ("former",),
    SearchReason.CODE: ("code",),
    SearchReason.PHONE: ("phone",),
    SearchReason.WEB: ("web",),
    SearchReason.PERSON: ("person",),
    SearchReason.ABOUT: ("about",),
    SearchReason.NOTE: ("note",),
}
_ANYWHERE = ("name", "short", "former", "person", "about", "note")
# The text that stands for what has no name of its own.
_LABELS = {
    "contract": ("title", "number"),
    "complaint": ("text", "number"),
    "complaint_event": ("text", "person", "department"),
    "visit": ("purpose", "findings"),
    "need": ("text",),
    "action": ("text",),
    "project": ("title",),
    "service_request": ("text",),
    "contact_log": ("text",),
}
_DAYS = {
    "visit": "on_day",
    "action": "due_on",
    "need": "noted_on",
    "complaint": "received_on",
    "complaint_event": "on_day",
    "attachment": "added_on",
    "project": "delivered_on",
    "service_request": "requested_on",
    "contact_log": "on_day",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the index that answers a question."""

    kind: str
    row_id: bytes
    owner_id: bytes | None
    label: str
    why: SearchReason
    score: int


def as_hits(connection: Connection, found: Sequence[Found], words: Sequence[str]) -> list[SearchHit]:
    """The hits in their order: one question for each kind among them, and one for their accounts."""
    rows: dict[bytes, Mapping[str, Any]] = {}
    for kind in dict.fromkeys(one.kind for one in found):
        rows |= _rows(connection, kind, [one for one in found if one.kind == kind])
    accounts = _account_names(connection, {one.owner_id for one in found if one.owner_id})
    wanted = _numbers(words)
    return [
        _hit(one, rows[one.row_id], accounts.get(one.owner_id or b"", ""), words, wanted)
        for one in found
        if one.row_id in rows
    ]


def _rows(connection: Connection, kind: str, found: Sequence[Found]) -> dict[bytes, Mapping[str, Any]]:
    source = SOURCES[kind]
    columns = list(
        dict.fromkeys(
            (
                *chain.from_iterable(_fields(source, why) for why in dict.fromkeys(one.why for one in found)),
                *source.shown,
                *filter(None, (source.of,)),
                *_LABELS.get(kind, ("name",)),
                *((_DAYS[kind],) if kind in _DAYS else ()),
            )
        )
    )
    places = ", ".join("?" * len(found))
    query = f"SELECT id, {', '.join(columns)} FROM {kind} WHERE id IN ({places})"
    rows = connection.exec_driver_sql(query, tuple(one.row_id for one in found))
    return {row[0]: dict(zip(columns, row[1:], strict=True)) for row in rows}


def _fields(source: Source, why: SearchReason) -> Iterable[str]:
    """The fields where the words of such a hit may stand."""
    return chain.from_iterable(source.fields.get(column, ()) for column in _COLUMNS.get(why, _ANYWHERE))


def _account_names(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, str]:
    ids = tuple(ids)
    query = f"SELECT id, name FROM account WHERE id IN ({', '.join('?' * len(ids))})"
    return {row[0]: row[1] for row in connection.exec_driver_sql(query, ids)} if ids else {}


def _hit(
    one: Found, row: Mapping[str, Any], account: str, words: Sequence[str], numbers: Sequence[str]
) -> SearchHit:
    source = SOURCES[one.kind]
    if one.kind in _LABELS:
        text = next(filter(None, (row[column] for column in _LABELS[one.kind])), "")
        label = excerpt(text, ()).text
    else:
        label = row["name"]
    field, best = "", Excerpt("")
    in_numbers = one.why in (SearchReason.CODE, SearchReason.PHONE)
    for name in _fields(source, one.why):
        if row[name]:
            here = excerpt(_said(row[name]), numbers if in_numbers else words, inside=in_numbers)
            if here.words > best.words:
                field, best = name, here
    return SearchHit(
        kind=one.kind,
        id=Id(one.row_id),
        label=label,
        why=one.why,
        score=one.score,
        detail=next((row[column] for column in source.shown if row[column]), ""),
        account=account,
        account_id=Id(one.owner_id) if one.owner_id else None,
        day=_day(row[_DAYS[one.kind]]) if one.kind in _DAYS else None,
        field=field,
        excerpt=best.text,
        marks=best.marks,
        of_id=Id(row[source.of]) if source.of else None,
    )


def _said(value: str) -> str:
    """The text of a column; of a list its texts behind each other."""
    if not value.startswith('["'):
        return value
    try:
        return " · ".join(map(str, json.loads(value)))
    except ValueError:
        return value


def _numbers(words: Sequence[str]) -> list[str]:
    code = squashed("".join(words))
    # With the country's number typed and not kept.
    return [code, code.removeprefix("86")] if code.startswith("86") else [code]


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
