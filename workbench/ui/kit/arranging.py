"""Which rows of a table are shown, and in which order: plain work on plain rows, fit for any thread."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import eq
from typing import Any, Generic, TypeVar

from workbench.ui.kit.conditions import Test, day_test, emptiness, number_test, text_test
from workbench.ui.kit.table_model import Column, Kind

R = TypeVar("R")
# Python lets no other thread run while it sorts: a hundred thousand keys at once would be felt.
_PORTION = 4_096


Sorting = tuple[tuple[Column[R], bool], ...]
"""The columns sorted by, the most important first, each with whether it falls."""


def turned(sorting: Sorting[R], column: Column[R], *, further: bool) -> Sorting[R]:
    """The sorting once ``column`` was asked for: the other way round if it was sorted by already.

    ``further`` keeps the other columns, and the place of this one among them.
    """
    known = {one.key: falling for one, falling in sorting}
    again = column.key in known and (further or len(known) == 1)
    falling = not known[column.key] if again else column.falling_first
    if not further:
        return ((column, falling),)
    if column.key in known:
        return tuple((one, falling if one is column else was) for one, was in sorting)
    return (*sorting, (column, falling))


@dataclass(frozen=True)
class Wish(Generic[R]):
    """What is to be shown: the sorting, most important first, and all that a row must pass.

    ``conditions`` are typed words by column, ``text`` what must occur anywhere in the ``searched`` columns.
    """

    today: date
    sorting: Sorting[R] = ()
    conditions: tuple[tuple[Column[R], str], ...] = ()
    text: str = ""
    searched: tuple[Column[R], ...] = ()
    keep: Callable[[R], bool] | None = None


class RowSet(Generic[R]):
    """Rows with what was worked out about them once: sort keys and texts by column.

    Work on one set may run in two threads at once: both would find the same.
    """

    def __init__(self, rows: Sequence[R]) -> None:
        self.rows = rows
        self._keys: dict[str, list[Any]] = {}
        self._texts: dict[str, list[str]] = {}

    def keys(self, column: Column[R]) -> list[Any]:
        """What each row is compared by in ``column``."""
        found = self._keys.get(column.key)
        if found is None:
            found = self._keys[column.key] = [column.sort_key(row) for row in self.rows]
        return found

    def texts(self, column: Column[R]) -> list[str]:
        """The casefolded text of each row in ``column``."""
        found = self._texts.get(column.key)
        if found is None:
            found = self._texts[column.key] = [column.words(row).casefold() for row in self.rows]
        return found

    def arrange(self, wish: Wish[R]) -> list[int]:
        """The places of the rows to show, in order; equal ones keep theirs, those without value come last."""
        places = list(range(len(self.rows)))
        if wish.keep is not None:
            rows, keep = self.rows, wish.keep
            places = [place for place in places if keep(rows[place])]
        for column, text in wish.conditions:
            places = self._passing(places, column, text, wish.today)
        words = wish.text.casefold().split()
        if words:
            columns = [self.texts(column) for column in wish.searched]
            places = [place for place in places if _holds(words, columns, place)]
        for column, falling in reversed(wish.sorting):
            places = in_order(self.keys(column), places, falling=falling)
        return places

    def count(self, wish: Wish[R]) -> int:
        """How many rows pass."""
        return len(self.arrange(wish))

    def choices(self, column: Column[R]) -> list[tuple[str, str]]:
        """The different values of ``column`` in its order: what filters remember, and the word for it."""
        seen: dict[str, int] = {}
        for at, row in enumerate(self.rows):
            seen.setdefault(column.choice(row), at)
        order = in_order(self.keys(column), list(seen.values()), falling=False)
        found = ((column.choice(self.rows[at]), column.words(self.rows[at])) for at in order)
        return [(choice, text) for choice, text in found if choice]

    def _passing(self, places: Sequence[int], column: Column[R], text: str, today: date) -> list[int]:
        rows = self.rows
        own = (column.known or {}).get(text.strip().casefold())
        if own is not None:
            return [place for place in places if own(rows[place])]
        test = condition(column, text, today)
        if column.raw is not None and column.has_scale and test is not None:
            raw = column.raw
            return [place for place in places if test(raw(rows[place]))]
        if column.kind is Kind.CHOICE:
            asked = emptiness(text) or partial(eq, text)
            return [place for place in places if asked(column.choice(rows[place]))]
        texts, by_text = self.texts(column), text_test(text)
        return [place for place in places if by_text is None or by_text(texts[place])]


def condition(column: Column[Any], text: str, today: date) -> Test | None:
    """The test of plain values that ``text`` asks for in ``column``; ``None`` if it is none of its kind."""
    if column.kind.is_number:
        return number_test(text, scale=100 if column.kind in (Kind.MONEY, Kind.PERCENT) else 1)
    if column.kind is Kind.DAY:
        return day_test(text, today)
    return text_test(text)


def reads(column: Column[Any], text: str, today: date) -> bool:
    """Whether ``text`` is something the filter of ``column`` understands."""
    if not text.strip() or text.strip().casefold() in (column.known or {}):
        return True
    return condition(column, text, today) is not None


def _holds(words: Sequence[str], columns: Sequence[Sequence[str]], place: int) -> bool:
    return all(any(word in texts[place] for texts in columns) for word in words)


def in_order(keys: Sequence[Any], places: Sequence[int], *, falling: bool) -> list[int]:
    """``places`` sorted by their keys; equal ones keep their order, those without a key come last."""
    known = [place for place in places if keys[place] is not None]
    unknown = [place for place in places if keys[place] is None] if len(known) < len(places) else []
    by = keys.__getitem__
    # Portions first: putting sorted runs together is quick, and between portions other threads get a turn.
    portions = [
        sorted(known[start : start + _PORTION], key=by, reverse=falling)
        for start in range(0, len(known), _PORTION)
    ]
    if len(portions) > 1:
        known = [place for portion in portions for place in portion]
        known.sort(key=by, reverse=falling)
        return known + unknown
    return (portions[0] if portions else []) + unknown


@dataclass(frozen=True)
class Before(Generic[R]):
    """What was shown and selected until now: places by row, runs of selected places, the current place."""

    rows: Sequence[R]
    places: Sequence[int]
    spans: tuple[tuple[int, int], ...]
    current: int


@dataclass(frozen=True)
class Arrangement(Generic[R]):
    """Rows as they are to be shown, and where those selected stand now; the sums of all in words."""

    rows: RowSet[R]
    places: list[int]
    spans: tuple[tuple[int, int], ...]
    current: int
    totals: tuple[str, ...]


def arrangement(
    rows: RowSet[R],
    wish: Wish[R],
    key: Callable[[R], Hashable],
    before: Before[R],
    totals: Sequence[Callable[[Sequence[R]], str]] = (),
) -> Arrangement[R]:
    """Arrange ``rows`` and find again what was selected and current, by key."""
    places = rows.arrange(wish)
    shown = [rows.rows[place] for place in places]
    chosen = {
        key(before.rows[before.places[at]]) for first, last in before.spans for at in range(first, last + 1)
    }
    selected = [at for at, row in enumerate(shown) if key(row) in chosen] if chosen else []
    current = -1
    if 0 <= before.current < len(before.places):
        wanted = key(before.rows[before.places[before.current]])
        current = next((at for at, row in enumerate(shown) if key(row) == wanted), -1)
    said = tuple(text for one in totals if (text := one(shown))) if shown else ()
    return Arrangement(rows, places, spans_of(selected), current, said)


def spans_of(places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Ascending places as runs, first and last of each."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or places[end] != places[end - 1] + 1:
            spans.append((places[start], places[end - 1]))
            start = end
    return tuple(spans)
