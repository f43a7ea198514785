"""What is searched of each kind of record, and the words by which the index knows a record.

The words stand in the columns of ``search_index``; which way of being found a column serves is told by
``storage/tables/search.py``. Names are also kept as they sound.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, product
from operator import add
from typing import Any

from workbench.domain.search_text import (
    TRIPLE,
    is_dense,
    pairs,
    runs,
    several,
    squashed,
    text_tokens,
    triples,
)
from workbench.storage.pinyin import MOST_VARIANTS, spellings
from workbench.storage.tables.search import MARKS, SEARCH_COLUMNS

VERSION = "4"
"""Of the words made here: a file indexed by another version is indexed anew when it is opened."""

# Stands between two spellings or numbers, so that no typed text runs from one into the next.
_SPLIT = " \ue000 "
_SHORT = 20
_PINYIN, _INITIALS = SEARCH_COLUMNS.index("pinyin"), SEARCH_COLUMNS.index("initials")

Words = tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A kind of record: its columns by the column of the index they go to, and what it is put in order by.

    ``owner`` is the column with its account, or the question for it; ``shown`` are further columns that a hit
    shows, ``of`` the column with the record that it is a part of.
    """

    fields: Mapping[str, tuple[str, ...]]
    order: str
    owner: str = "account_id"
    shown: tuple[str, ...] = ()
    of: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """What is read of a row: id, account, what it is put in order by, then all that is searched."""
        first = ("id", self.owner or "NULL", self.order)
        return (*first, *chain.from_iterable(self.fields.values()))


SOURCES: Mapping[str, Source] = {
    "account": Source(
        {
            "short": ("short_name",),
            "name": ("name",),
            "former": ("former_name",),
            "code": ("code", "other_codes", "credit_code"),
            "phone": ("phone", "other_phones"),
            "web": ("website",),
            "person": ("legal_representative", "owner"),
            "about": ("province", "city", "district", "address"),
            "note": (
                "note",
                *("tier_reason", "stage_reason", "kam_reason", "manager_reason", "joint_teams"),
                *("lines_of_business", "market_area", "sales_ability", "development_potential"),
                *("business_philosophy", "business_direction", "business_policy", "traits"),
                *("competitiveness", "market_position", "cooperation", "current_activity"),
                *("open_problems", "their_strategy", "outlook", "image", "financial_state", "credit_state"),
                "credit_block_reason",
            ),
        },
        order="name",
        owner="",
        shown=("city",),
    ),
    "contact": Source(
        {
            "name": ("name",),
            "phone": ("mobile", "phone"),
            "web": ("email", "wechat"),
            "about": ("title", "department"),
            "note": ("note", "character", "interests", "family", "education", "ability", "career"),
        },
        order="name",
        shown=("title",),
    ),
    "contract": Source(
        {"code": ("number", "archive_number"), "about": ("title",), "note": ("note", "custodian")},
        order="title",
    ),
    "attachment": Source({"about": ("name",), "note": ("note",)}, order="name"),
    "contact_log": Source({"note": ("text",)}, order="on_day"),
    "project": Source({"about": ("title",), "note": ("note",)}, order="title"),
    "service_request": Source(
        {
            "code": ("number", "sale_number"),
            "note": ("text", "note", "product", "asker", "place", "symptom", "plan", "outcome_reason"),
        },
        order="requested_on",
    ),
    "need": Source({"note": ("text", "answer_text")}, order="noted_on"),
    "action": Source({"note": ("text", "owner")}, order="due_on"),
    "complaint": Source(
        {"code": ("number",), "note": ("text", "demand", "against", "complainant", "product", "taken_by")},
        order="received_on",
    ),
    "complaint_event": Source(
        {"note": ("text", "whys", "person", "department", "post", "prevention", "handling")},
        order="on_day",
        owner="(SELECT account_id FROM complaint WHERE complaint.id = complaint_id)",
        of="complaint_id",
    ),
    "visit": Source(
        {
            "note": (
                *("purpose", "talking_points", "findings", "needs", "competitor_news", "operating_state"),
                *("demand_forecast", "next_step", "place", "reason"),
            )
        },
        order="on_day",
    ),
}


def words_of(kind: str, values: Sequence[str]) -> Words | None:
    """The words of a row, in the order of ``SEARCH_COLUMNS``; ``None`` if there is nothing to find it by.

    ``values`` are those of its searched columns.
    """
    found = [""] * len(SEARCH_COLUMNS)
    names: list[list[str]] = []
    filled = len(values) - values.count("")
    for place, words_in, start, stop in _STEPS[kind]:
        texts = [text for text in values[start:stop] if text]
        if texts:
            found[place] = words_in(texts, names)
            filled -= len(texts)
            if not filled:
                break
    if names:
        found[_PINYIN], found[_INITIALS] = _spoken(names)
    return tuple(found) if any(found) else None


def _name_words(texts: Iterable[str], names: list[list[str]]) -> str:
    words: list[str] = []
    for text in texts:
        parts = runs(text)
        if parts not in names:
            names.append(parts)
        words += [" ".join(pairs(part)) if is_dense(part) else part for part in parts]
    return " ".join(words)


def _former_words(texts: Iterable[str], names: list[list[str]]) -> str:
    return _SPLIT.join(_name_words([name], names) for text in texts for name in several(text))


def _person_words(texts: Iterable[str], _names: list[list[str]]) -> str:
    own: list[list[str]] = []
    words = _name_words(chain.from_iterable(map(several, texts)), own)
    return " ".join((words, *_spoken(own)))


def _code_words(texts: Iterable[str], _names: list[list[str]]) -> str:
    mark = MARKS["code"]
    codes = filter(None, map(squashed, chain.from_iterable(map(several, texts))))
    return _SPLIT.join(_marked(mark, (*triples(code), f"={code[:1]}", f"={code[:2]}")) for code in codes)


def _phone_words(texts: Iterable[str], _names: list[list[str]]) -> str:
    mark = MARKS["phone"]
    numbers = [squashed(number) for text in texts for number in several(text)]
    return _SPLIT.join([_marked(mark, triples(number)) for number in numbers if len(number) >= TRIPLE])


def _web_words(texts: Iterable[str], _names: list[list[str]]) -> str:
    return _marked(MARKS["web"], runs(" ".join(texts)))


def _note_words(texts: Iterable[str], _names: list[list[str]]) -> str:
    return _SPLIT.join(map(_text_words, texts))


@lru_cache(maxsize=2_000)
def _short_words(text: str) -> str:
    return _marked(MARKS["note"], text_tokens(text))


def _text_words(text: str) -> str:
    # Job titles and towns are the same again and again.
    return _short_words(text) if len(text) <= _SHORT else _marked(MARKS["note"], text_tokens(text))


_TOKENS: Mapping[str, Callable[[Sequence[str], list[list[str]]], str]] = {
    "name": _name_words,
    "short": _name_words,
    "former": _former_words,
    "code": _code_words,
    "phone": _phone_words,
    "web": _web_words,
    "person": _person_words,
    "about": _note_words,
    "note": _note_words,
}


def _steps(source: Source) -> list[tuple[int, Callable[[Sequence[str], list[list[str]]], str], int, int]]:
    """For each column of the index: its place, how its words are made, and where its texts stand in a row."""
    steps, start = [], 0
    for column, fields in source.fields.items():
        steps.append((SEARCH_COLUMNS.index(column), _TOKENS[column], start, start + len(fields)))
        start += len(fields)
    return steps


_STEPS = {kind: _steps(source) for kind, source in SOURCES.items()}


def _marked(mark: str, tokens: Sequence[str]) -> str:
    return mark + f" {mark}".join(tokens) if tokens else ""


def _spoken(names: Iterable[Sequence[str]]) -> tuple[str, str]:
    """All spellings of the names, which are given as their runs: by syllables and by initials."""
    syllables: list[str] = []
    initials: list[str] = []
    for parts in names:
        if len(parts) == 1 and is_dense(parts[0]):
            for way in spellings(parts[0]):
                syllables.append(_marked(MARKS["pinyin"], way))
                initials.append(_initials("".join([syllable[0] for syllable in way])))
        elif any(map(is_dense, parts)):
            # Latin words in a Chinese name are typed letter by letter.
            ways = [spellings(part) if is_dense(part) else [tuple(part)] for part in parts]
            for way in ways[0] if len(ways) == 1 else islice(map(_joined, product(*ways)), MOST_VARIANTS):
                syllables.append(_marked(MARKS["pinyin"], way))
                initials.append(_initials("".join([syllable[0] for syllable in way])))
        elif parts:
            initials.append(_initials("".join([part[0] for part in parts])))
    return _SPLIT.join(syllables), " ".join(initials)


def _joined(ways: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(ways))


def _initials(letters: str) -> str:
    return _marked(MARKS["initials"], (f"={letters[0]}", *map(add, letters, letters[1:])))


def row_values(row: Sequence[Any]) -> tuple[bytes, bytes | None, str, Sequence[str]]:
    """A row read by ``Source.columns``: its id, its account, what it is put in order by, what is searched."""
    return row[0], row[1], row[2] or "", row[3:]
