"""Times for the visits of one day: inside the hours of each, none overlapping (features C6).

Visits of one city stand in a row, what closes first goes first, and all begin as early as that allows. For
the few visits of a day every order is looked at, so "no time fits" is certain: of two orders of the same
visits the one that ends earlier, with no more changes of city, is never worse.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from workbench.domain.planner_hours import earliest, less
from workbench.domain.visiting_hours import Minutes, joined

K = TypeVar("K", bound=Hashable)
MOST_WAYS = 3000  # Beyond it only the best are followed: more than a dozen visits that all differ.
_Trail = tuple["_Trail | None", int, int]
_Way = tuple[int, int, _Trail | None]
_Ways = dict[tuple[tuple[int, ...], str], list[_Way]]


@dataclass(frozen=True)
class Job:
    """A visit to be timed: its length and the stretches it may lie in, in minutes; ``city`` may be empty."""

    minutes: int
    spans: tuple[Minutes, ...]
    city: str = ""

    @property
    def closes(self) -> int:
        """Until when it must be over."""
        return self.spans[-1][1] if self.spans else 0


def arrange(jobs: Sequence[Job]) -> tuple[int, ...] | None:
    """When each job begins, in minutes after midnight, or ``None`` if not all of them fit.

    With the fewest changes of city; among those what closes first goes first, or where that does not fit
    the last job ends earliest.
    """
    return _in_a_row(jobs) or _every_order(jobs) if jobs else ()


def most_times(jobs: Mapping[K, Job], kept: Mapping[K, int]) -> dict[K, int]:
    """When each job begins; those missing found no time beside the ones before them in ``jobs``.

    ``kept`` are times that stand already. They stay, unless all jobs fit without them and not beside them.
    """
    found, taken = _standing(jobs, kept)
    rest = {
        key: Job(job.minutes, tuple(less(job.spans, taken)), job.city)
        for key, job in jobs.items()
        if key not in found
    }
    for standing, others in ((found, rest), ({}, jobs))[: 2 if found else 1]:
        starts = arrange(list(others.values()))
        if starts is not None:
            return standing | dict(zip(others, starts, strict=True))
    wanted: list[K] = []
    best: tuple[int, ...] = ()
    for key in rest:
        longer = arrange([rest[one] for one in (*wanted, key)])
        if longer is not None:
            wanted.append(key)
            best = longer
    return found | dict(zip(wanted, best, strict=True))


def _standing(jobs: Mapping[K, Job], kept: Mapping[K, int]) -> tuple[dict[K, int], list[Minutes]]:
    """Those of ``kept`` that lie inside their spans and do not overlap, and what they take."""
    found: dict[K, int] = {}
    taken: list[Minutes] = []
    for key, start in kept.items():
        end = start + jobs[key].minutes
        inside = any(opens <= start and end <= closes for opens, closes in jobs[key].spans)
        if inside and all(end <= begins or start >= ends for begins, ends in taken):
            found[key] = start
            taken.append((start, end))
    return found, sorted(taken)


def _in_a_row(jobs: Sequence[Job]) -> tuple[int, ...] | None:
    """City after city, by what closes first; without a city last. Often enough, and quick."""
    closing: dict[str, int] = {}
    for job in jobs:
        closing[job.city] = min(closing.get(job.city, job.closes), job.closes)

    def turn(index: int) -> tuple[bool, int, str, int, int]:
        job = jobs[index]
        return not job.city, closing[job.city], job.city, job.closes, index

    starts = [0] * len(jobs)
    now = 0
    for index in sorted(range(len(jobs)), key=turn):
        begin = earliest(jobs[index].spans, now, jobs[index].minutes)
        if begin is None:
            return None
        starts[index] = begin
        now = begin + jobs[index].minutes
    return tuple(starts)


def _every_order(jobs: Sequence[Job]) -> tuple[int, ...] | None:
    opened = joined([span for job in jobs for span in job.spans])
    if sum(job.minutes for job in jobs) > sum(end - start for start, end in opened):
        return None
    alike: dict[Job, list[int]] = {}
    for index, job in enumerate(jobs):
        alike.setdefault(job, []).append(index)
    kinds = sorted(alike, key=lambda job: (job.closes, job.city, job.minutes, job.spans))
    numbers = [len(alike[job]) for job in kinds]
    # By what is placed and the city reached: ways that differ in changes of city and in their end.
    ways: _Ways = {(tuple(0 for _ in kinds), ""): [(0, 0, None)]}
    for _job in jobs:
        longer: _Ways = {}
        for (placed, city), found in ways.items():
            for number, job in enumerate(kinds):
                if placed[number] == numbers[number]:
                    continue
                after = (*placed[:number], placed[number] + 1, *placed[number + 1 :])
                row = longer.setdefault((after, job.city or city), [])
                change = bool(city and job.city and job.city != city)
                for changes, end, trail in found:
                    begin = earliest(job.spans, end, job.minutes)
                    if begin is not None:
                        _keep(row, changes + change, begin + job.minutes, (trail, number, begin))
        ways = _best(longer)
    ends = [way for row in ways.values() for way in row]
    if not ends:
        return None
    trail = min(ends, key=lambda way: way[:2])[2]
    starts = [0] * len(jobs)
    left = [list(alike[job]) for job in kinds]
    while trail is not None:
        trail, number, begin = trail
        starts[left[number].pop()] = begin
    return tuple(starts)


def _keep(row: list[_Way], changes: int, end: int, trail: _Trail) -> None:
    if any(other <= changes and ends <= end for other, ends, _trail in row):
        return
    row[:] = [way for way in row if way[0] < changes or way[1] < end]
    row.append((changes, end, trail))


def _best(ways: _Ways) -> _Ways:
    if len(ways) <= MOST_WAYS:
        return ways
    order = sorted((key for key in ways if ways[key]), key=lambda key: min(way[:2] for way in ways[key]))
    return {key: ways[key] for key in order[:MOST_WAYS]}
