"""Drawing visits in one city together without more deviation than allowed (9-planner "Cities").

Visits are moved to, or exchanged with visits on, days on which their city is visited anyway, by annealing
with a fixed seed. Visits left out and visits moved never get more, the total deviation no more than the
allowance (0 unless the house decides otherwise), and no two visits come closer than they may. The outcome
is an improvement, not a proven optimum.
"""

import random
from collections.abc import Callable, Mapping, Sequence

from workbench.domain.min_cost_flow import OUT
from workbench.domain.planner_model import Model

TRIES_PER_VISIT = 80
SEED = 20_260_101
MOVED_COST = 1 << 32  # above any deviation in days


class CityExchange:
    """Days of visits (``days[i]``, ``OUT`` if none) exchanged so that fewer city days are needed.

    ``cities[i]`` is the city of item ``i``, empty if not known; ``fixed`` are (city, day) of visits that
    stay; ``allowance_days`` is what the total deviation may rise by. ``fits(day, items)`` tells whether
    items can be together on a day; without it all can.
    """

    def __init__(
        self,
        model: Model,
        days: Sequence[int],
        cities: Sequence[str],
        fixed: Sequence[tuple[str, int]],
        allowance_days: int,
        fits: Callable[[int, Sequence[int]], bool] | None = None,
    ) -> None:
        self._model = model
        self._fits = fits
        self._cities = cities
        self._slack = allowance_days
        self._ordinal = [day.toordinal() for day in model.days]
        self._costs: list[Mapping[int, int]] = [
            self._row(item) if day != OUT else {} for item, day in enumerate(days)
        ]
        self._fixed = fixed
        self._of_city: dict[str, list[int]] = {}
        for item, day in enumerate(days):
            if day != OUT and cities[item]:
                self._of_city.setdefault(cities[item], []).append(item)
        self._cell = [model.cell_at.get(item.kind, {}) for item in model.items]
        self._settle(days)
        self._neighbours: list[list[tuple[int, int, bool]]] = [[] for _ in model.items]
        for pair in model.pairs:
            if pair.first < len(model.items):
                self._neighbours[pair.first].append((pair.second, pair.gap_days, True))
            if pair.second < len(model.items):
                self._neighbours[pair.second].append((pair.first, pair.gap_days, False))

    def _settle(self, days: Sequence[int]) -> None:
        self.days = list(days)
        self._on_day: list[list[int]] = [[] for _ in self._model.days]
        self._count: dict[tuple[str, int], int] = {}
        self._passed = [0] * len(self._model.cells)
        for city, day in self._fixed:
            self._add(city, day, 1)
        for item, day in enumerate(days):
            if day != OUT:
                self._on_day[day].append(item)
                self._pass(item, day, 1)
                self._add(self._cities[item], day, 1)

    @property
    def city_days(self) -> int:
        """On how many days a city is visited, summed over cities."""
        return sum(1 for count in self._count.values() if count)

    def run(self, on_step: Callable[[int], None]) -> None:
        """Anneal; ``on_step`` gets a share of 100."""
        movable = [item for items in self._of_city.values() for item in items if len(items) > 1]
        if not movable:
            return
        # Not randrange: this is the inner loop.
        chance = random.Random(SEED).random
        best, best_days = self.city_days, list(self.days)
        now = best
        tries = TRIES_PER_VISIT * len(movable)
        for number in range(tries):
            if number % 2000 == 0:
                on_step(100 * number // tries)
            item = movable[int(chance() * len(movable))]
            mates = self._of_city[self._cities[item]]
            day = self.days[mates[int(chance() * len(mates))]]
            if day == self.days[item] or day not in self._costs[item]:
                continue
            # Worse steps are taken seldom, and ever more seldom.
            patience = 1 if tries * chance() > 40 * number else 0
            gained = self._move(item, day, chance(), patience)
            if gained is not None:
                now += gained
                if now < best:
                    best, best_days = now, list(self.days)
        self._settle(best_days)

    def _row(self, item: int) -> Mapping[int, int]:
        target, before = self._model.targets[item].toordinal(), self._model.previous[item]
        row = {day: abs(self._ordinal[day] - target) for day in self._model.costs[item]}
        if before is None:
            return row
        stays = before.on.toordinal()
        return {day: cost + (MOVED_COST if self._ordinal[day] != stays else 0) for day, cost in row.items()}

    def _move(self, item: int, day: int, chance: float, patience: int) -> int | None:
        """Bring ``item`` to ``day``, into a free place or against another; the change in city days."""
        was = self.days[item]
        extra = self._costs[item][day] - self._costs[item][was]
        if extra <= self._slack and len(self._on_day[day]) < len(self._model.slots[day]):
            return self._apply([(item, day)], extra, patience)
        others = self._on_day[day]
        turn = int(chance * len(others))
        for other in others[turn:] + others[:turn]:
            back = self._costs[other]
            if was in back and self._cities[other] != self._cities[item]:
                both = extra + back[was] - back[day]
                if both <= self._slack:
                    return self._apply([(item, day), (other, was)], both, patience)
        return None

    def _apply(self, moves: Sequence[tuple[int, int]], extra: int, patience: int) -> int | None:
        before = [(item, self.days[item]) for item, _day in moves]
        gained = sum(self._place(item, day) for item, day in moves)
        if gained > patience or not self._is_allowed(before):
            for item, day in before:
                self._place(item, day)
            return None
        self._slack -= extra
        return gained

    def _is_allowed(self, moved: Sequence[tuple[int, int]]) -> bool:
        """Whether the items, each with the day it had before, may be where they are now."""
        for item, was in moved:
            day = self.days[item]
            cell = self._cell[item].get(day)
            if cell is not None and self._passed[cell] > self._model.cells[cell].limit:
                return False
            if not self._keeps_distance(item, was):
                return False
        fits = self._fits
        return fits is None or all(
            fits(self.days[item], self._on_day[self.days[item]]) for item, _was in moved
        )

    def _pass(self, item: int, day: int, step: int) -> None:
        cell = self._cell[item].get(day)
        if cell is not None:
            self._passed[cell] += step

    def _place(self, item: int, day: int) -> int:
        city, was = self._cities[item], self.days[item]
        self._on_day[was].remove(item)
        self._on_day[day].append(item)
        if self._passed:
            self._pass(item, was, -1)
            self._pass(item, day, 1)
        self.days[item] = day
        return self._add(city, was, -1) + self._add(city, day, 1)

    def _add(self, city: str, day: int, step: int) -> int:
        """Count a visit in ``city`` on ``day``; the change in city days."""
        if not city:
            return 0
        before = self._count.get((city, day), 0)
        self._count[(city, day)] = before + step
        return (before + step > 0) - (before > 0)

    def _keeps_distance(self, item: int, was: int) -> bool:
        """Whether ``item`` is as far from its neighbours as it should be, or as it was on day ``was``."""
        day, old = self._ordinal[self.days[item]], self._ordinal[was]
        for other, gap, is_first in self._neighbours[item]:
            if other < len(self.days):
                if self.days[other] == OUT:
                    continue
                at = self._ordinal[self.days[other]]
            else:
                at = self._model.anchors[other - len(self.days)].toordinal()
            apart, apart_before = (at - day, at - old) if is_first else (day - at, old - at)
            if apart < gap and apart < apart_before:
                return False
        return True
