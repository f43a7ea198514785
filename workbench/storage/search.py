"""Search over accounts, people and what goes on with them: by name, pinyin, initials, code, phone and text.

SQLite's full text index over words made in Python (``search_words.py``). A search climbs down a ladder of
questions, the best kind of hit first, and stops as soon as it has enough: the order of the ladder *is* the
ranking, and no question has to look at every hit.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection

from workbench.domain.search_text import SearchHit, SearchReason
from workbench.domain.search_typos import one_slip_away, similar_words, slips_allowed
from workbench.foundation.ids import Id
from workbench.storage.json_values import text_of
from workbench.storage.pinyin import whole_syllables
from workbench.storage.search_hits import Found, as_hits
from workbench.storage.search_questions import (
    Question,
    has_homophones,
    questions,
    similar_question,
    typed_words,
)
from workbench.storage.session import Session

_LONGEST_QUESTION: Final = 100
# How many hits of one kind are looked at to show the best of them.
_POOL: Final = 100
# Accounts among which a second word is looked for.
_MOST_ACCOUNTS: Final = 500
# With so few hits, misspelt words are forgiven; so many known words, and spellings, are tried for each.
_FEW: Final = 3
_MOST_SIMILAR: Final = 12
_MOST_SPELLINGS: Final = 30
# Names before what is said about them; what happened stands last.
_KINDS: Final = (
    *("account", "contact", "contract", "project", "attachment"),
    *("need", "action", "complaint", "complaint_event", "service_request", "visit", "contact_log"),
)
_DATED: Final = frozenset(
    ("need", "action", "complaint", "complaint_event", "service_request", "visit", "contact_log")
)

_ASK: Final = (
    "SELECT r.kind, r.row_id, r.owner_id, r.label"
    " FROM search_index JOIN search_row r ON r.id = search_index.rowid"
    " WHERE search_index MATCH ?"
)
_ASK_WITHIN: Final = (
    "WITH accounts AS MATERIALIZED (SELECT a.row_id"
    " FROM search_index JOIN search_row a ON a.id = search_index.rowid"
    f" WHERE search_index MATCH ? AND a.kind = 'account' LIMIT {_MOST_ACCOUNTS}),"
    " words AS MATERIALIZED (SELECT rowid AS id FROM search_index WHERE search_index MATCH ?)"
    " SELECT r.kind, r.row_id, r.owner_id, r.label FROM search_row r"
    " WHERE r.owner_id IN (SELECT row_id FROM accounts) AND r.id IN (SELECT id FROM words)"
)
_TERMS: Final = "SELECT term FROM temp.search_terms WHERE term >= ? AND term < ?"


def search(session: Session, text: str, limit: int = 20, kinds: Collection[str] = ()) -> list[SearchHit]:
    """What ``text`` finds, the best first; each hit says by what, and shows the words where they stand.

    Within one kind of hit accounts stand before people and short names before long ones, and of what
    happened the latest first. Chinese is found anywhere, in traditional and simplified writing alike, Latin
    words from their beginning, codes and phone numbers by any three characters of them; several words must
    all be found, and may be those of an account and of something there. ``kinds``: only of these tables.
    """
    connection = session.connection()
    return as_hits(connection, _find(connection, text, limit, kinds), typed_words(_question(text)))


def accounts_found(session: Session, text: str, limit: int) -> set[Id]:
    """The accounts that ``text`` finds by themselves or by their people, among ``limit`` hits."""
    found = _find(session.connection(), text, limit, ("account", "contact"))
    return {Id(one.owner_id or one.row_id) for one in found}


def _question(text: str) -> str:
    return text_of(text[:_LONGEST_QUESTION])


def _find(connection: Connection, text: str, limit: int, kinds: Collection[str]) -> list[Found]:
    """The rows of the index that answer, the best first."""
    asking = _Asking(connection, limit, [kind for kind in _KINDS if not kinds or kind in kinds])
    text = _question(text)
    step = 0
    for question in questions(text):
        asking.take(question, step)
        step += 1
        if len(asking.found) >= limit:
            break
    words = typed_words(text)
    may_slip = any(slips_allowed(word) or has_homophones(word) for word in words)
    if len(asking.found) < min(_FEW, limit) and may_slip:
        asking.take(_similar(connection, words), step)
    return list(asking.found.values())


@dataclass
class _Asking:
    """One search under way: what was found by its questions so far."""

    connection: Connection
    limit: int
    kinds: Sequence[str]
    found: dict[bytes, Found] = field(default_factory=dict)

    def take(self, question: Question, step: int) -> None:
        """Add the best answers to ``question`` that are not found yet."""
        rows = [row for row in self._ask(question) if row[1] not in self.found]
        rows.sort(key=_order)
        for kind, row_id, owner_id, label in rows[: self.limit - len(self.found)]:
            score = max(100 - 4 * step, 1)
            self.found[row_id] = Found(kind, row_id, owner_id, label, question.why, score)

    def _ask(self, question: Question) -> Sequence[Any]:
        text, parameters = _ASK, [question.expression]
        if question.within:
            text, parameters = _ASK_WITHIN, [question.within, question.expression]
        if len(self.kinds) < len(_KINDS):
            text += f" AND r.kind IN ({', '.join('?' * len(self.kinds))})"
            parameters += self.kinds
        if question.why is SearchReason.NOTE:
            # What was written last is kept last.
            text += " ORDER BY search_index.rowid DESC"
        return self.connection.exec_driver_sql(f"{text} LIMIT {self.limit + _POOL}", tuple(parameters)).all()


def _order(row: Any) -> tuple[int, int, tuple[int, ...], bytes]:
    kind, row_id, _owner_id, label = row
    place = _KINDS.index(kind)
    if kind in _DATED:
        # A later day stands before an earlier one.
        return place, 0, tuple(-ord(letter) for letter in label), row_id
    return place, len(label), tuple(map(ord, label)), row_id


def _similar(connection: Connection, words: Sequence[str]) -> Question:
    """The question for what the words may have meant."""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab('main', 'search_index', 'row')"
    )
    return similar_question((word, _known(connection, word), _spelled(word)) for word in words)


def _known(connection: Connection, word: str) -> list[str]:
    """Words in names that are nearly ``word``; their first letter is its first or second."""
    if not slips_allowed(word):
        return []
    terms: list[str] = []
    for letter in dict.fromkeys(word[:2]):
        terms += connection.exec_driver_sql(_TERMS, (letter, chr(ord(letter) + 1))).scalars()
    return similar_words(word, terms, _MOST_SIMILAR)


def _spelled(word: str) -> list[str]:
    """Pinyin of whole syllables that is nearly ``word``."""
    if not slips_allowed(word):
        return []
    return [one for one in one_slip_away(word) if whole_syllables(one)][:_MOST_SPELLINGS]
