"""Where typed words stand in a text, and the piece of the text that shows them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.domain.search_text import folded, is_dense

EXCERPT_CHARS = 60
_BEFORE = 12
_SPACES = re.compile(r"\s")
_BETWEEN = r"[\W_]*"
_NOT_INSIDE_A_WORD = r"(?<![^\W_])"

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Excerpt:
    """A piece of a text. ``marks`` are the places of the words in it, from and to; ``words`` how many."""

    text: str
    marks: Marks = ()
    words: int = 0


def excerpt(text: str, words: Sequence[str], *, inside: bool = False, length: int = EXCERPT_CHARS) -> Excerpt:
    """The piece of ``text``, at most about ``length`` characters, around the first of the words in it.

    ``words`` are folded. Chinese stands anywhere; Latin words count from their beginning unless ``inside``.
    """
    text = _SPACES.sub(" ", text.strip())
    plain, places = _folded_with_places(text)
    marks: list[tuple[int, int]] = []
    found = 0
    for word in words:
        spans = [(places[one.start()], places[one.end() - 1] + 1) for one in _places(word, plain, inside)]
        found += bool(spans)
        marks += spans
    marks = _apart(marks)
    return _cut(text, marks, found, length)


def _places(word: str, plain: str, inside: bool) -> list[re.Match[str]]:
    return list(_pattern(word, inside).finditer(plain))


@lru_cache(maxsize=100)
def _pattern(word: str, inside: bool) -> re.Pattern[str]:
    start = "" if inside or is_dense(word) else _NOT_INSIDE_A_WORD
    return re.compile(start + _BETWEEN.join(map(re.escape, word)))


def _folded_with_places(text: str) -> tuple[str, Sequence[int]]:
    plain = folded(text)
    if len(plain) == len(text):
        return plain, range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        one = folded(letter)
        letters.append(one)
        places += [place] * len(one)
    return "".join(letters), places


def _apart(marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The marks in order, those that touch made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, marks: list[tuple[int, int]], found: int, length: int) -> Excerpt:
    if len(text) <= length:
        return Excerpt(text, tuple(marks), found)
    start = max(0, (marks[0][0] if marks else 0) - _BEFORE)
    start = min(start, len(text) - length)
    end = min(len(text), start + length)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    moved = len(before) - start
    kept = tuple((max(a, start) + moved, min(b, end) + moved) for a, b in marks if a < end and b > start)
    return Excerpt(before + text[start:end] + after, kept, found)
