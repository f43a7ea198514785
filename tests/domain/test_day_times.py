"""Times of a day: inside all hours, never overlapping, and found wherever there are any."""

import random
from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.day_times import Job, arrange, most_times
from workbench.domain.planner_hours import earliest

MORNING, AFTERNOON = (510, 720), (840, 1050)
DAY = ((510, 1050),)
SEEDS = st.integers(0, 1_000_000)


def some_jobs(seed: int, most: int = 5) -> list[Job]:
    chance = random.Random(seed)
    spans = [
        DAY,
        (MORNING, AFTERNOON),
        (AFTERNOON,),
        ((517, 640),),
        ((540, 600), (900, 1000)),
        ((930, 1050),),
    ]
    return [
        Job(chance.choice([15, 60, 90, 120]), chance.choice(spans), chance.choice(["", "A", "B", "C"]))
        for _number in range(chance.randint(1, most))
    ]


def orders(jobs: list[Job]) -> list[tuple[int, int]]:
    """Changes of city and the end of every order that fits."""
    found = []
    for order in permutations(jobs):
        now = changes = 0
        city = ""
        for job in order:
            begin = earliest(job.spans, now, job.minutes)
            if begin is None:
                break
            now = begin + job.minutes
            changes += bool(city and job.city and city != job.city)
            city = job.city or city
        else:
            found.append((changes, now))
    return found


def changes_of(jobs: list[Job], starts: tuple[int, ...]) -> int:
    cities = [
        job.city for _start, job in sorted(zip(starts, jobs, strict=True), key=lambda one: one[0]) if job.city
    ]
    return sum(1 for one, other in pairwise(cities) if one != other)


@given(SEEDS)
@settings(max_examples=50)
def test_times_are_found_where_any_order_has_them_with_the_fewest_changes_of_city(seed: int) -> None:
    jobs = some_jobs(seed)
    starts = arrange(jobs)
    known = orders(jobs)
    assert (starts is None) == (not known)
    if starts is None:
        return
    assert changes_of(jobs, starts) == min(known)[0]
    taken: set[int] = set()
    for job, start in zip(jobs, starts, strict=True):
        own = set(range(start, start + job.minutes))
        assert any(opens <= start and start + job.minutes <= closes for opens, closes in job.spans)
        assert start % 5 == 0
        assert not own & taken
        taken |= own


def test_visits_of_one_city_stand_in_a_row_and_what_closes_first_goes_first() -> None:
    jobs = [Job(90, DAY, "B"), Job(90, DAY, "A"), Job(90, (MORNING,), "B"), Job(90, DAY, "A")]
    assert arrange(jobs) == (600, 690, 510, 780)


def test_a_day_too_short_has_no_arrangement() -> None:
    assert arrange([Job(300, DAY), Job(300, DAY)]) is None
    assert arrange([Job(30, ())]) is None
    assert arrange([]) == ()


def test_many_calls_fit_between_visits() -> None:
    jobs = [Job(90, DAY, "A"), Job(120, (MORNING,), "B"), Job(180, (AFTERNOON,), "A"), *[Job(15, DAY)] * 10]
    starts = arrange(jobs)
    assert starts is not None
    assert len(set(starts)) == len(jobs)


def test_what_finds_no_time_is_the_least_wanted() -> None:
    jobs = {"first": Job(300, DAY), "second": Job(300, DAY), "third": Job(200, DAY)}
    assert most_times(jobs, {}) == {"first": 510, "third": 810}


def test_a_time_that_stands_stays() -> None:
    jobs = {"early": Job(90, DAY), "stands": Job(90, DAY)}
    assert most_times(jobs, {"stands": 700}) == {"early": 510, "stands": 700}
    assert most_times(jobs, {"stands": 510}) == {"early": 600, "stands": 510}


def test_a_time_that_stands_gives_way_where_only_that_lets_everything_fit() -> None:
    jobs = {"long": Job(300, DAY), "stands": Job(120, DAY)}
    assert most_times(jobs, {"stands": 700}) == {"long": 510, "stands": 810}


def test_a_time_that_stands_outside_the_hours_is_none() -> None:
    assert most_times({"A": Job(90, (AFTERNOON,))}, {"A": 510}) == {"A": 840}


@given(SEEDS)
@settings(max_examples=30)
def test_nothing_overlaps_whatever_stood_before(seed: int) -> None:
    chance = random.Random(seed)
    jobs = dict(enumerate(some_jobs(seed, 7)))
    kept = {key: chance.randrange(480, 1080) for key in jobs if chance.random() < 0.5}
    taken: set[int] = set()
    for key, start in most_times(jobs, kept).items():
        own = set(range(start, start + jobs[key].minutes))
        assert any(own <= set(range(*span)) for span in jobs[key].spans)
        assert not own & taken
        taken |= own
