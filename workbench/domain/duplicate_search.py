"""Finding the pairs among many accounts: only those are compared that share a key (A8).

Keys are credit codes, names, their sound, and names with one sign left out. Where very many share
a key each is compared with its neighbours in order of name alone, so that time and memory stay bounded.
"""

import heapq
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby

from workbench.domain.duplicates import THRESHOLD, Pair, Prepared, compare
from workbench.foundation.ids import Id

MOST_PAIRS = 5_000
"""So many of the best pairs are kept."""
BLOCK, WINDOW = 40, 12
MANY = 6
"""A phone or domain that so many accounts have belongs to none of them."""
_STEP = 2_000
_PLACE_BITS = 24
_LONGEST_BRAND = 16
_PARTS = 64

Progress = Callable[[int, int], None]


def find_pairs(
    accounts: Sequence[Prepared],
    apart: Collection[tuple[Id, Id]] = (),
    progress: Progress = lambda done, total: None,
) -> list[Pair]:
    """The pairs worth a look, the best first; at most ``MOST_PAIRS``.

    ``apart`` are pairs that a person has said to be two, the smaller id first. ``progress`` may raise to
    stop the search.
    """
    shared_by_many = _shared_by_many(accounts)
    parts = _packed_keys(accounts, progress)
    best: list[tuple[int, bytes, bytes, Pair]] = []
    seen: set[int] = set()
    compared = 0
    for one, other in _candidates(accounts, parts):
        mark = one << _PLACE_BITS | other if one < other else other << _PLACE_BITS | one
        if mark in seen:
            continue
        seen.add(mark)
        compared += 1
        if compared % _STEP == 0:
            progress(len(accounts), 2 * len(accounts))
        pair = compare(accounts[one], accounts[other], shared_by_many)
        if pair.score < THRESHOLD or (pair.left, pair.right) in apart:
            continue
        # Smaller ids first among equals, so the order is the same on every machine.
        entry = (pair.score, _turned(pair.left), _turned(pair.right), pair)
        if len(best) < MOST_PAIRS:
            heapq.heappush(best, entry)
        else:
            heapq.heappushpop(best, entry)
    progress(2 * len(accounts), 2 * len(accounts))
    return [entry[-1] for entry in sorted(best, reverse=True)]


def keys_of(account: Prepared) -> Iterator[str]:
    """What the account shares with every other that may be the same."""
    if account.credit_code:
        yield "c" + account.credit_code
    for name in (account.name, account.short, *account.former):
        if name.whole:
            yield "w" + name.whole
            yield "n" + name.core
    if account.sound:
        yield "s" + account.sound
    # A former name is compared with the names of others as the name of today is.
    for name in (account.name, *account.former):
        if name.brand:
            yield "n" + name.brand
        yield from _slips(name.brand)


def _slips(brand: str) -> Iterator[str]:
    """What a brand shares with those that one slip of the pen makes of it."""
    if 2 < len(brand) <= _LONGEST_BRAND and (not brand.isascii() or len(brand) > 5):
        yield "d" + brand
        for at in range(len(brand)):
            yield "d" + brand[:at] + brand[at + 1 :]
        for at in range(len(brand) - 1):
            if brand[at] != brand[at + 1]:
                yield "d" + brand[:at] + brand[at + 1] + brand[at] + brand[at + 2 :]


def _packed_keys(accounts: Sequence[Prepared], progress: Progress) -> list[list[int]]:
    """Every key beside the place of its account, as one number each: a tenth of the memory of a mapping.

    In parts with the same keys in the same part: sorting all at once would hold up every other thread.
    """
    parts: list[list[int]] = [[] for _part in range(_PARTS)]
    for place, account in enumerate(accounts):
        if place % _STEP == 0:
            progress(place, 2 * len(accounts))
        for key in set(keys_of(account)):
            mark = hash(key)
            parts[mark % _PARTS].append(mark << _PLACE_BITS | place)
    return parts


def _candidates(accounts: Sequence[Prepared], parts: Sequence[list[int]]) -> Iterator[tuple[int, int]]:
    last = (1 << _PLACE_BITS) - 1
    for part in parts:
        part.sort()
        for _key, group in groupby(part, lambda number: number >> _PLACE_BITS):
            block = [number & last for number in group]
            if len(block) == 1:
                continue
            reach = len(block)
            if reach > BLOCK:
                block.sort(key=lambda place: accounts[place].name.whole)
                reach = WINDOW
            for at, one in enumerate(block):
                for other in block[at + 1 : at + 1 + reach]:
                    yield one, other


def _shared_by_many(accounts: Sequence[Prepared]) -> frozenset[str]:
    counts: dict[str, int] = {}
    for account in accounts:
        for mark in (*account.phones, *account.domains):
            counts[mark] = counts.get(mark, 0) + 1
    return frozenset(mark for mark, count in counts.items() if count >= MANY)


def _turned(account_id: Id) -> bytes:
    return bytes(255 - byte for byte in account_id)
