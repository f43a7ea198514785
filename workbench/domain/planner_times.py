"""The times of day in a plan: days whose visits cannot all be made are broken up, the others get their times.

A visit that no time is left for is given another day where that leaves nothing out; else it keeps its day,
without a time, and the plan says so.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from heapq import nlargest

from workbench.domain.cities import city_key
from workbench.domain.day_times import Job, arrange, most_times
from workbench.domain.duties import DutyKey
from workbench.domain.min_cost_flow import OUT, Flow
from workbench.domain.planner_days import DayRules
from workbench.domain.planner_hours import STEP, FreeTime, earliest, less, visit_minutes
from workbench.domain.planner_model import LEFT_OUT_WEIGHT, Model
from workbench.domain.planner_spacing import Spacing
from workbench.domain.standing_visits import Standing
from workbench.domain.visit_plan import Placement, PlanInput
from workbench.domain.visiting_hours import minute_of, time_text
from workbench.domain.visits import VisitKind
from workbench.foundation.ids import Id

MOST_ATTEMPTS = 120
Fits = Callable[[int, Sequence[int]], bool]


class DayFit:
    """Whether the visits of a model that stand on one day can be timed, beside fixed ones without a time.

    On site alone: a call takes the time that visits leave, also where it stays.
    """

    def __init__(self, given: PlanInput, visits: Standing, model: Model) -> None:
        self._model = model
        self._free = model.rules.free_time
        self._minutes = [model.rules.minutes(item) for item in model.items]
        self._plain = [not self._free.keeps_hours(item.account_id, item.kind) for item in model.items]
        self._working = given.hours.end - _rounded(given.hours.start)
        self._limits = given.limits
        self._reserved = _reserved(given, self._free, visits, calls=False)
        self._fitting: dict[tuple[Job, ...], bool] = {}
        self._without: dict[tuple[int, ...], int] = {}

    def always(self) -> bool:
        """Whether every day fits, whatever its places and limits let in."""
        if not all(self._plain) or self._reserved or not all(map(self._free.is_plain, self._model.days)):
            return False
        most = max((len(slots) for slots in self._model.slots), default=0)
        longest: dict[VisitKind, int] = {}
        for item, minutes in zip(self._model.items, self._minutes, strict=True):
            longest[item.kind] = max(longest.get(item.kind, 0), _rounded(minutes))
        fullest = [
            minutes for kind, minutes in longest.items() for _one in range(self._limits.of(kind) or most)
        ]
        return sum(nlargest(most, fullest)) <= self._working

    def fits(self, day: int, items: Sequence[int]) -> bool:
        """Whether all ``items`` can be timed on ``day``."""
        return self._is_plain(day, items) or self._fit([*self._jobs(day, items).values()])

    def without_time(self, day: int, items: Sequence[int]) -> int:
        """For how many of ``items`` no time is left on ``day``."""
        key = (day, *sorted(items))
        if key not in self._without:
            jobs = self._jobs(day, items)
            self._without[key] = 0 if self.fits(day, items) else len(jobs) - len(most_times(jobs, {}))
        return self._without[key]

    def _is_plain(self, day: int, items: Sequence[int]) -> bool:
        on = self._model.days[day]
        if not self._free.is_plain(on) or on in self._reserved:
            return False
        total = sum(_rounded(self._minutes[item]) for item in items)
        return total <= self._working and all(self._plain[item] for item in items)

    def _fit(self, jobs: Sequence[Job]) -> bool:
        # Many days hold visits of the same lengths and hours: those are tried once.
        key = tuple(sorted(jobs, key=lambda job: (job.minutes, job.spans)))
        if key not in self._fitting:
            self._fitting[key] = arrange(key) is not None
        return self._fitting[key]

    def shortage(self, day_of: Sequence[int]) -> int:
        """For how many visits no time is left on their days."""
        return sum(self.without_time(day, items) for day, items in self.by_day(day_of).items())

    def by_day(self, day_of: Sequence[int]) -> dict[int, list[int]]:
        """The items of each day."""
        found: dict[int, list[int]] = {}
        for item, day in enumerate(day_of):
            if day != OUT:
                found.setdefault(day, []).append(item)
        return found

    def _jobs(self, day: int, items: Iterable[int]) -> dict[int, Job]:
        """Fixed visits without a time under negative numbers. Cities only say in which order: left out."""
        on = self._model.days[day]
        reserved = self._reserved.get(on, ())
        jobs = dict(enumerate(reserved, -len(reserved)))
        for item in sorted(items):
            duty = self._model.items[item]
            spans = tuple(self._free.spans(duty.account_id, duty.kind, on))
            jobs[item] = Job(self._minutes[item], spans)
        return jobs


def break_up(model: Model, flow: Flow, spacing: Spacing, fit: DayFit) -> int:
    """Give visits other days while fewer then go without a time; how many were given one.

    Never leaves a visit out for it. A day that somebody accepted as it stands, one of its visits without a
    time, is left alone.
    """
    broken = 0
    given_up: set[int] = set()
    for _attempt in range(MOST_ATTEMPTS):
        by_day = fit.by_day(flow.day_of)
        day = next(
            (
                day
                for day, items in sorted(by_day.items())
                if day not in given_up and not fit.fits(day, items) and not _was_accepted(model, day, items)
            ),
            None,
        )
        if day is None:
            break
        if spacing.part(day, by_day[day], fit.shortage):
            broken += 1
        else:
            given_up.add(day)
    return broken


def _was_accepted(model: Model, day: int, items: Iterable[int]) -> bool:
    before = [model.previous[item] for item in items]
    stands = all(visit is not None and visit.on == model.days[day] for visit in before)
    return stands and any(visit is not None and minute_of(visit.at) is None for visit in before)


def propose_times(
    given: PlanInput, visits: Standing, rules: DayRules, placed: Iterable[Placement]
) -> tuple[dict[DutyKey, str], tuple[Placement, ...]]:
    """When each placed visit begins, by duty, and those for which the day has no time left.

    Visits that keep their day keep their time where all others fit beside it.
    """
    by_day: dict[date, list[Placement]] = {}
    for one in sorted(placed, key=_most_wanted_first):
        by_day.setdefault(one.on, []).append(one)
    reserved = {calls: _reserved(given, rules.free_time, visits, calls=calls) for calls in (False, True)}
    times: dict[DutyKey, str] = {}
    untimed: list[Placement] = []
    for day, there in sorted(by_day.items()):
        jobs: dict[DutyKey | int, Job] = {}
        kept: dict[DutyKey | int, int] = {}
        for calls in (False, True):
            jobs |= dict(enumerate(reserved[calls].get(day, ()), len(jobs)))
            for duty in [one.duty for one in there if one.duty.kind.is_on_site is not calls]:
                spans = tuple(rules.free_time.spans(duty.account_id, duty.kind, day))
                city = "" if calls else city_key(given.accounts[duty.account_id].city)
                jobs[duty.key] = Job(rules.minutes(duty), spans, city)
                before = visits.previous.get(duty.key)
                stands = minute_of(before.at) if before and before.on == day else None
                if stands is not None:
                    kept[duty.key] = stands
        starts = most_times(jobs, kept)
        for key in _barring(jobs, starts, given.stays):
            del starts[key]
        times |= {one.duty.key: time_text(starts[one.duty.key]) for one in there if one.duty.key in starts}
        untimed += [one for one in there if one.duty.key not in starts]
    return times, tuple(untimed)


def _barring(
    jobs: Mapping[DutyKey | int, Job], starts: Mapping[DutyKey | int, int], stays: Collection[DutyKey]
) -> Sequence[DutyKey | int]:
    """Those that stay whose time would leave a visit without one no hour: the next plan had to move it."""
    without = [key for key in jobs if key not in starts and key not in stays and not isinstance(key, int)]
    left = {key: jobs[key].spans for key in without}
    found = []
    for key in [one for one in jobs if one in starts and one in stays]:
        taken = [(starts[key], starts[key] + jobs[key].minutes)]
        beside = {one: tuple(less(spans, taken)) for one, spans in left.items()}
        if all(earliest(spans, 0, jobs[one].minutes) is not None for one, spans in beside.items()):
            left = beside
        else:
            found.append(key)
    return found


def _most_wanted_first(one: Placement) -> tuple[bool, int, date, DutyKey]:
    duty = one.duty
    return not duty.kind.is_on_site, -LEFT_OUT_WEIGHT[duty.tier], duty.ideal_on, duty.key


def _reserved(
    given: PlanInput, free: FreeTime, visits: Standing, *, calls: bool
) -> dict[date, tuple[Job, ...]]:
    """Visits on site, or calls, that stay without a time, by day: room is left for as many as have any."""
    found: dict[date, tuple[Job, ...]] = {}
    seen: set[tuple[date, Id]] = set()
    for visit in visits.fixed:
        key = (visit.on, visit.gathering_id or visit.id)
        if visit.kind.is_on_site is not calls and minute_of(visit.at) is None and key not in seen:
            seen.add(key)
            spans = tuple(free.spans(visit.account_id, visit.kind, visit.on))
            longer = (*found.get(visit.on, ()), Job(visit_minutes(given, visit), spans))
            if arrange(longer) is not None:
                found[visit.on] = longer
    return found


def _rounded(minutes: int) -> int:
    return -(-minutes // STEP) * STEP
