"""Search over accounts and people: by name, pinyin, initials, code, phone, e-mail and note.

SQLite's full text index over tokens made in Python (``domain/search_text.py``). A search climbs down a
ladder of questions, the best kind of hit first, and stops as soon as it has enough: the order of the
ladder *is* the ranking, and no question has to look at every hit.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count, islice, product
from typing import Any

from sqlalchemy import Connection, Select, delete, select
from sqlalchemy.orm import Session

from workbench.domain.search_text import (
    SearchHit,
    SearchReason,
    is_dense,
    pairs,
    runs,
    squashed,
    text_tokens,
    triples,
)
from workbench.foundation.ids import Id
from workbench.storage.json_values import text_of
from workbench.storage.pinyin import MOST_VARIANTS, spellings, syllable_cuts
from workbench.storage.tables.accounts import AccountEntity, ContactEntity
from workbench.storage.tables.search import MARKS, SEARCH_COLUMNS, SearchRowEntity

_CHUNK = 2_000
_LONGEST_QUESTION = 100
_SHORTEST_MIDDLE = 3
_MOST_WORDS = 8
# How many hits of one kind are looked at to show the best of them.
_POOL = 100
# Stands between two spellings, so that no typed text runs from one into the next.
_GAP = "\ue000"

_ROW = SearchRowEntity.__table__.c


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is stored about one thing: ``words`` are its tokens in the order of ``SEARCH_COLUMNS``."""

    row_id: bytes
    owner_id: bytes | None
    label: str
    detail: str
    words: tuple[str, ...]


def refresh(session: Session, touched: Mapping[str, Collection[Id]]) -> None:
    """Bring the index up to date with the rows that changed; belongs to the transaction of the change.

    ``touched`` holds row ids by table; tables that are not searched are passed over.
    """
    connection = session.connection()
    for kind in _SOURCES:
        ids = list(touched.get(kind, ()))
        for start in range(0, len(ids), _CHUNK):
            _refresh_chunk(connection, kind, ids[start : start + _CHUNK])


def rebuild(session: Session) -> None:
    """Make the whole index anew; what deleted rows left in it is gone afterwards."""
    connection = session.connection()
    connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('delete-all')")
    connection.execute(delete(SearchRowEntity))
    for kind, (rows, _entry_of) in _SOURCES.items():
        ids = connection.execute(rows.with_only_columns(rows.selected_columns.id)).scalars()
        refresh(session, {kind: list(ids)})


def search(session: Session, text: str, limit: int = 20) -> list[SearchHit]:
    """What ``text`` finds, the best first: name, initials, pinyin, former name, code, phone, note.

    Within one kind of hit accounts stand before people and short names before long ones. Chinese is found
    anywhere in a name, Latin words from their beginning, codes and phone numbers by any three characters
    of them; several words must all be found.
    """
    connection = session.connection()
    found: dict[Id, SearchHit] = {}
    for step, (why, expression) in enumerate(_questions(text_of(text[:_LONGEST_QUESTION]))):
        rows = [row for row in _ask(connection, expression, limit) if row.row_id not in found]
        rows.sort(key=lambda row: (row.kind != "account", len(row.label), row.label, row.row_id))
        for row in rows[: limit - len(found)]:
            hit = SearchHit(
                kind=row.kind,
                id=Id(row.row_id),
                label=row.label,
                why=why,
                score=100 - 5 * step,
                detail=row.detail,
                account=row.account or "",
                account_id=Id(row.owner_id) if row.owner_id else None,
            )
            found[hit.id] = hit
        if len(found) >= limit:
            break
    return list(found.values())


def _ask(connection: Connection, expression: str, limit: int) -> list[Any]:
    return list(
        connection.exec_driver_sql(
            "SELECT r.kind, r.row_id, r.owner_id, r.label, '' AS detail, owner.label AS account"
            " FROM search_index JOIN search_row r ON r.id = search_index.rowid"
            " LEFT JOIN search_row owner ON owner.row_id = r.owner_id"
            " WHERE search_index MATCH ? LIMIT ?",
            (expression, limit + _POOL),
        )
    )


def _questions(text: str) -> Iterator[tuple[SearchReason, str]]:
    """The ladder for what was typed, as full text expressions; none if nothing can be looked for."""
    words = [run for part in text.split() for run in runs(part)][:_MOST_WORDS]
    if not words:
        return
    names = [_any_of(_named(word), _initials(word), _pinyin(word)) for word in words]
    if len(words) == 1:
        yield from _one_word(words[0])
    else:
        yield SearchReason.NAME, " AND ".join(names)
    code = squashed(text) if not any(is_dense(word) for word in words) else ""
    if code and (len(words) == 1 or any(map(str.isdigit, code))):
        yield SearchReason.CODE, f"code : {_part_of_code(code, MARKS['code'])}"
        if code.isdigit() and len(code) >= _SHORTEST_MIDDLE:
            yield SearchReason.PHONE, f"phone : {_part_of_code(code, MARKS['phone'])}"
    if not any(is_dense(word) for word in words):
        yield SearchReason.WEB, " AND ".join(f"web : {_text(word, MARKS['web'])}" for word in words)
    yield SearchReason.NOTE, " AND ".join(f"note : {_text(word)}" for word in words)
    if len(words) > 1:
        elsewhere = [f"{{former note}} : {_text(word)}" for word in words]
        yield SearchReason.SEVERAL, " AND ".join(map(_any_of, names, elsewhere))


def _one_word(word: str) -> Iterator[tuple[SearchReason, str]]:
    for start in ("^ ", ""):
        yield SearchReason.NAME, _named(word, start)
        if initials := _initials(word, start):
            yield SearchReason.INITIALS, initials
        if pinyin := _pinyin(word, start):
            yield SearchReason.PINYIN, pinyin
    yield SearchReason.FORMER_NAME, f"former : {_text(word)}"


def _named(word: str, start: str = "") -> str:
    return f"{{name short}} : {start}{_text(word)}"


def _initials(word: str, start: str = "") -> str:
    if is_dense(word) or (len(word) == 1 and not start):
        return ""
    tokens = _initial_tokens(word)[:-1]
    return f"initials : {_phrase(tokens if start else tokens[1:])}"


def _pinyin(word: str, start: str = "") -> str:
    # One letter is an initial.
    cuts = syllable_cuts(word) if len(word) > 1 and word.isascii() else []
    return _any_of(*(_cut(cut, start) for cut in cuts)) if cuts else ""


def _cut(cut: tuple[str, ...], start: str) -> str:
    *whole, last = _marked("pinyin", cut)
    if whole and len(cut[-1]) == 1:
        # A tenth of all syllables begin with this letter: the initials know which of them follow.
        initials = _initial_tokens("".join(syllable[0] for syllable in cut))[1:-1]
        return f"(pinyin : {start}{_phrase(whole)} AND initials : {_phrase(initials)})"
    return f"pinyin : {start}{_phrase((*whole, last))} *"


def _text(word: str, mark: str = "") -> str:
    if is_dense(word) and len(word) > 1:
        return _phrase(pairs(word)[:-1])
    return f'"{mark}{word}" *'


def _part_of_code(code: str, mark: str) -> str:
    # What is shorter than three characters stands somewhere in nearly every code: only beginnings count.
    if len(code) < _SHORTEST_MIDDLE:
        return _phrase([f"{mark}={code}"])
    return _phrase(mark + triple for triple in triples(code)[:-2])


def _phrase(tokens: Iterable[str]) -> str:
    return f'"{" ".join(tokens)}"'


def _any_of(*expressions: str) -> str:
    return f"({' OR '.join(expression for expression in expressions if expression)})"


def _account_entry(row: Any) -> _Entry:
    pinyin, initials = _spoken(row.short_name, row.name, row.former_name)
    words = (
        text_tokens(row.name),
        text_tokens(row.short_name),
        text_tokens(row.former_name),
        pinyin,
        initials,
        _code_tokens("code", row.code, row.credit_code),
        _code_tokens("phone", row.phone),
        _marked("web", runs(row.website)),
        [],
        [],
        text_tokens(row.note),
    )
    return _Entry(row.id, None, row.name, row.city, tuple(map(" ".join, words)))


def _contact_entry(row: Any) -> _Entry:
    pinyin, initials = _spoken(row.name)
    words: tuple[list[str], ...] = (
        text_tokens(row.name),
        [],
        [],
        pinyin,
        initials,
        [],
        _code_tokens("phone", row.mobile, row.phone),
        _marked("web", runs(f"{row.email} {row.wechat}")),
        [],
        [],
        text_tokens(row.note),
    )
    return _Entry(row.id, row.account_id, row.name, row.title, tuple(map(" ".join, words)))


_SOURCES: dict[str, tuple[Select[Any, *tuple[Any, ...]], Callable[[Any], _Entry]]] = {
    "account": (
        select(
            AccountEntity.id,
            AccountEntity.name,
            AccountEntity.short_name,
            AccountEntity.former_name,
            AccountEntity.code,
            AccountEntity.credit_code,
            AccountEntity.phone,
            AccountEntity.website,
            AccountEntity.city,
            AccountEntity.note,
        ),
        _account_entry,
    ),
    "contact": (
        select(
            ContactEntity.id,
            ContactEntity.account_id,
            ContactEntity.name,
            ContactEntity.title,
            ContactEntity.mobile,
            ContactEntity.phone,
            ContactEntity.email,
            ContactEntity.wechat,
            ContactEntity.note,
        ),
        _contact_entry,
    ),
}


def _spoken(*names: str) -> tuple[list[str], list[str]]:
    """The tokens of all spellings of the names: their syllables and their initials."""
    syllables: list[str] = []
    initials: list[str] = []
    for name in dict.fromkeys(filter(None, names)):
        parts = runs(name)
        if any(map(is_dense, parts)):
            # Latin words in a Chinese name are typed letter by letter.
            ways = (spellings(part) if is_dense(part) else [tuple(part)] for part in parts)
            for way in islice(product(*ways), MOST_VARIANTS):
                spelling = tuple(chain.from_iterable(way))
                syllables += (*_marked("pinyin", spelling), _GAP)
                initials += _initial_tokens("".join(syllable[0] for syllable in spelling))
        elif parts:
            initials += _initial_tokens("".join(part[0] for part in parts))
    return syllables, initials


def _initial_tokens(letters: str) -> list[str]:
    """The first letter as a beginning, then the pairs, then the last letter alone."""
    mark = MARKS["initials"]
    return [f"{mark}={letters[0]}", *(mark + pair for pair in pairs(letters))]


def _code_tokens(column: str, *codes: str) -> list[str]:
    """Codes and phone numbers: their triples, and their beginnings that are shorter."""
    mark = MARKS[column]
    tokens: list[str] = []
    for code in filter(None, map(squashed, codes)):
        tokens += (mark + triple for triple in triples(code))
        tokens += (f"{mark}={code[:1]}", f"{mark}={code[:2]}") if column == "code" else ()
    return tokens


def _marked(column: str, tokens: Iterable[str]) -> list[str]:
    mark = MARKS[column]
    return [mark + token for token in tokens]


def _refresh_chunk(connection: Connection, kind: str, ids: list[Id]) -> None:
    rows, entry_of = _SOURCES[kind]
    wanted = rows.where(rows.selected_columns.id.in_(ids))
    entries = [entry_of(row) for row in connection.execute(wanted)]
    (last,) = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM search_row").one()
    query = select(_ROW.row_id, _ROW.id).where(_ROW.row_id.in_(ids))
    known: dict[bytes, int] = {row.row_id: row.id for row in connection.execute(query)}
    if known:
        rowids = [(number,) for number in known.values()]
        connection.exec_driver_sql("DELETE FROM search_index WHERE rowid = ?", rowids)
        connection.exec_driver_sql("DELETE FROM search_row WHERE id = ?", rowids)
    if not entries:
        return
    fresh = count(last + 1)
    placed = [(known.get(entry.row_id) or next(fresh), entry) for entry in entries]
    connection.exec_driver_sql(
        "INSERT INTO search_row (id, kind, row_id, owner_id, label) VALUES (?, ?, ?, ?, ?)",
        [(number, kind, e.row_id, e.owner_id, e.label) for number, e in placed],
    )
    columns = ", ".join(SEARCH_COLUMNS)
    marks = ", ".join("?" for _column in SEARCH_COLUMNS)
    connection.exec_driver_sql(
        f"INSERT INTO search_index (rowid, {columns}) VALUES (?, {marks})",
        [(number, *entry.words) for number, entry in placed],
    )
