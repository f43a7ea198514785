"""Many short histories of four to six laptops, merged in many orders: is anything ever lost?

Each history is a function of its number, so what fails can be run again. One in fifty is merged in every
order there is by a file that knew nothing; the others in a few orders drawn from all. With parts among the
files, every laptop in the end hands in a file in scope before the whole one.
"""

import gc
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Final
from unittest.mock import patch

from tests.storage.histories import History, Laptop, some_scope
from tests.storage.properties import holds_together

_EVERY: Final = 50
_ORDERS: Final = 3
_STEPS: Final = 12
_COLLECTED: Final = 4


@dataclass
class Tried:
    """How many histories of so many laptops were tried, in how many orders, and which failed how."""

    histories: int = 0
    orders: int = 0
    merges: int = 0
    lost: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)


def run_histories(count: int, seed: int = 0) -> tuple[int, int, int]:
    """Try ``count`` histories from number ``seed`` on: how many were tried, lost anything, crashed."""
    tried = 0
    total = Tried()
    for _replicas, one in try_histories(count, seed):
        tried += 1
        total.lost += one.lost
        total.crashed += one.crashed
    return tried, len(total.lost), len(total.crashed)


def try_histories(count: int, seed: int = 0) -> Iterator[tuple[int, Tried]]:
    """Each history's number of laptops, and what came of it."""
    for number in range(seed, seed + count):
        one = Tried(histories=1)
        replicas = 4 + number % 3
        try:
            with patch("os.urandom", random.Random(number).randbytes):
                _try(number, replicas, one)
        except AssertionError as error:
            one.lost.append(f"{number}: {error}"[:500])
        except Exception as error:
            one.crashed.append(f"{number}: {type(error).__name__}: {error}"[:500])
        yield replicas, one
        # A laptop holds a database, and cycles hold laptops: a hundred may wait, no more.
        if number % _COLLECTED == 0:
            gc.collect()


def _try(number: int, replicas: int, one: Tried) -> None:
    history = History(number, replicas)
    history.run(_STEPS)
    files = [*history.laptops]
    if history.random.random() < 0.5:
        sharing = history.random.choice(history.laptops)
        files.append(sharing.in_scope(some_scope(history, sharing)))
    everything = _entries(history.laptops)
    first: Laptop | None = None
    for order in _orders(history, len(files), everyone=number % _EVERY == 0):
        merged = _merged(history, [files[index] for index in order], one)
        one.orders += 1
        if first is None:
            first = merged
            holds_together(first)
            assert _entries([first]) == everything, "entries were lost"
            continue
        assert merged.content() == first.content(), "the tables differ"
        for name in ("journal_entry", "journal_transaction", "journal_part"):
            assert merged.journal()[name] == first.journal()[name], f"{name} differs"
    assert first is not None
    for other in files:
        assert first.merge(other).new == 0, "merging again brought something"
        one.merges += 1


def _orders(history: History, files: int, *, everyone: bool) -> Sequence[Sequence[int]]:
    if everyone and files == 4:
        return list(permutations(range(files)))
    count = 24 if everyone else _ORDERS
    return [history.random.sample(range(files), files) for _number in range(count)]


def _merged(history: History, files: Sequence[Laptop], one: Tried) -> Laptop:
    """What comes of merging the files one after the other: into a new file, or into the first of them."""
    if history.random.random() < 0.5:
        merged, rest = files[0].copied_by_hand(), files[1:]
    else:
        merged, rest = Laptop("head", known_at=history.known_at), files
    for other in rest:
        merged.merge(other)
        one.merges += 1
    return merged


def _entries(laptops: Sequence[Laptop]) -> set[bytes]:
    return {row[0] for laptop in laptops for row in laptop.rows("SELECT id FROM journal_entry")}


def print_table(count: int, seed: int) -> bool:
    """Try histories and print what came of them; returns whether nothing was lost and nothing crashed."""
    began = time.monotonic()
    gc.freeze()
    by_replicas: dict[int, Tried] = {}
    failures: list[str] = []
    for number, (replicas, one) in enumerate(try_histories(count, seed), start=1):
        total = by_replicas.setdefault(replicas, Tried())
        total.histories += 1
        total.orders += one.orders
        total.merges += one.merges
        total.lost += one.lost
        total.crashed += one.crashed
        for told in (*one.lost, *one.crashed):
            failures.append(told)
            print(told, flush=True)  # noqa: T201
        if number % 100 == 0:
            print(f"{number} histories, {time.monotonic() - began:.0f} s", flush=True)  # noqa: T201
    print(f"{'laptops':>8}{'histories':>11}{'orders':>9}{'merges':>9}{'lost':>6}{'crashed':>9}")  # noqa: T201
    for replicas, total in sorted(by_replicas.items()):
        print(  # noqa: T201
            f"{replicas:>8}{total.histories:>11}{total.orders:>9}{total.merges:>9}"
            f"{len(total.lost):>6}{len(total.crashed):>9}"
        )
    return not failures
