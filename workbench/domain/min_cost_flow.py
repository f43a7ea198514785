"""The exact assignment of items to days at least cost: a min-cost flow in integers.

Every item goes to one of its days or stays out; a day has slots whose costs do not fall. Items are put in
one by one along cheapest alternating paths (Dijkstra over days, with a price for each day), so the
assignment of the items present is optimal after every step, and the prices prove it
(``workbench.domain.planner_proof``). Costs are plain integers of any size: several objectives in strict
order are packed into one number by the caller.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

OUT = -1


@dataclass(frozen=True)
class FlowState:
    """A state to come back to; ``days`` holds the day of each item or ``OUT``."""

    costs: tuple[Mapping[int, int], ...]
    days: tuple[int, ...]
    prices: tuple[int, ...]
    total: int


class Flow:
    """An optimal assignment that is kept optimal while items enter, leave and change their costs.

    ``costs[i][d]`` is the cost of item ``i`` on day ``d`` (a missing day is not allowed), ``out[i]`` that of
    leaving it out; ``slots[d]`` lists the extra costs of the first, second … item of day ``d``, not falling
    and not empty where an item may go. Invariants: no present item finds cost + price less elsewhere than
    where it is; the price of a day lies between the costs of its last used and its next slot.
    """

    def __init__(
        self, costs: Sequence[Mapping[int, int]], out: Sequence[int], slots: Sequence[Sequence[int]]
    ) -> None:
        self.costs = list(costs)
        self.out = list(out)
        self.slots = [list(day) for day in slots]
        self.day_of = [OUT] * len(self.costs)
        self.present = [False] * len(self.costs)
        self.on_day: list[list[int]] = [[] for _ in self.slots]
        self.prices = [day[0] if day else 0 for day in self.slots]
        self.total = 0
        self._reach: list[list[int]] = [[] for _ in self.slots]
        for item, days in enumerate(self.costs):
            for day in days:
                self._reach[day].append(item)

    def insert(self, item: int) -> None:
        """Put ``item`` in, moving others where that is cheapest in all."""
        costs, prices, day_of = self.costs, self.prices, self.day_of
        self.present[item] = True
        best = self.out[item]
        end: tuple[int, int] | None = None
        distance = [best] * len(prices)
        came: list[tuple[int, int]] = [(OUT, item)] * len(prices)
        heap: list[tuple[int, int]] = []
        for day, cost in costs[item].items():
            key = cost + prices[day]
            if key < best:
                distance[day] = key
                heappush(heap, (key, day))
        closed: list[int] = []
        while heap and heap[0][0] < best:
            key, day = heappop(heap)
            if key > distance[day]:
                continue
            closed.append(day)
            used = self.on_day[day]
            if len(used) < len(self.slots[day]):
                free = key - prices[day] + self.slots[day][len(used)]
                if free < best:
                    best, end = free, (day, OUT)
            for other in used:
                base = key - prices[day] - costs[other][day]
                if base + self.out[other] < best:
                    best, end = base + self.out[other], (day, other)
                for to, cost in costs[other].items():
                    reached = base + cost + prices[to]
                    if reached < distance[to] and reached < best:
                        distance[to] = reached
                        came[to] = (day, other)
                        heappush(heap, (reached, to))
        for day in closed:
            if distance[day] < best:
                prices[day] += best - distance[day]
        self.total += best
        if end is None:
            return
        day, evicted = end
        if evicted != OUT:
            self.on_day[day].remove(evicted)
            day_of[evicted] = OUT
        while day != OUT:
            before, mover = came[day]
            if before != OUT:
                self.on_day[before].remove(mover)
            self.on_day[day].append(mover)
            day_of[mover] = day
            day = before

    def remove(self, item: int) -> None:
        """Take ``item`` out altogether and give its place to whom it helps most."""
        self.present[item] = False
        start = self.day_of[item]
        if start == OUT:
            self.total -= self.out[item]
            return
        costs, prices, day_of = self.costs, self.prices, self.day_of
        self.on_day[start].remove(item)
        day_of[item] = OUT
        freed = self.slots[start][len(self.on_day[start])]
        self.total -= costs[item][start] + freed
        # Paths that lead into the freed place, searched backwards; ``gain`` is what it is worth at most.
        gain = best = prices[start] - freed
        end: tuple[int, int] | None = None
        distance = [best] * len(prices)
        to_day: list[tuple[int, int]] = [(OUT, OUT)] * len(prices)
        distance[start] = 0
        heap = [(0, start)]
        closed: list[int] = []
        while heap and heap[0][0] < best:
            key, day = heappop(heap)
            if key > distance[day]:
                continue
            closed.append(day)
            base = key + prices[day]
            used = len(self.on_day[day])
            if day != start and used and base - self.slots[day][used - 1] < best:
                best, end = base - self.slots[day][used - 1], (day, OUT)
            for other in self._reach[day]:
                cost = costs[other].get(day)
                if cost is None or not self.present[other]:
                    continue
                at = day_of[other]
                if at == OUT:
                    if base + cost - self.out[other] < best:
                        best, end = base + cost - self.out[other], (day, other)
                elif at != day:
                    reached = base + cost - costs[other][at] - prices[at]
                    if reached < distance[at] and reached < best:
                        distance[at] = reached
                        to_day[at] = (day, other)
                        heappush(heap, (reached, at))
        for day in closed:
            if distance[day] < best:
                prices[day] -= best - distance[day]
        self.total -= gain - best
        if end is None:
            return
        day, entering = end
        if entering != OUT:
            self.on_day[day].append(entering)
            day_of[entering] = day
        while day != start:
            day_after, mover = to_day[day]
            self.on_day[day].remove(mover)
            self.on_day[day_after].append(mover)
            day_of[mover] = day_after
            day = day_after

    def replace(self, item: int, costs: Mapping[int, int]) -> None:
        """Give ``item`` other costs (a part of its first days) and make the assignment optimal again."""
        self.remove(item)
        self.costs[item] = costs
        self.insert(item)

    def state(self) -> FlowState:
        """The present state, to come back to."""
        return FlowState(tuple(self.costs), tuple(self.day_of), tuple(self.prices), self.total)

    def restore(self, state: FlowState) -> None:
        """Go back to ``state``, taken when the same items were present."""
        self.costs, self.day_of, self.prices = list(state.costs), list(state.days), list(state.prices)
        self.total = state.total
        for used in self.on_day:
            used.clear()
        for item, day in enumerate(self.day_of):
            if day != OUT:
                self.on_day[day].append(item)
