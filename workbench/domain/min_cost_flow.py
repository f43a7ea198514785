"""The exact assignment of items to days at least cost: a min-cost flow in integers.

Every item goes to one of its days or stays out; a day has slots whose costs do not fall. Items are settled
one by one along cheapest alternating paths (Dijkstra over days, with a price for each day), so the
assignment of the items settled is optimal after every step, and the prices prove it
(``workbench.domain.planner_proof``). Costs are plain integers of any size: several objectives in strict
order are packed into one number by the caller.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

OUT = -1
_SLOT = -2


@dataclass(frozen=True)
class FlowState:
    """A state to come back to; ``days`` holds the day of each item or ``OUT``."""

    costs: tuple[Mapping[int, int], ...]
    days: tuple[int, ...]
    prices: tuple[int, ...]
    total: int


class Flow:
    """An optimal assignment that is kept optimal while items enter and change their costs.

    ``costs[i][d]`` is the cost of item ``i`` on day ``d`` (a missing day is not allowed), ``out[i]`` that of
    leaving it out; ``slots[d]`` lists the extra costs of the first, second … item of day ``d``, not falling
    and not empty where an item may go. Invariants: no settled item finds cost + price less elsewhere than
    where it is, leaving out having price 0; the price of a day lies between the costs of its last used and
    its next slot.
    """

    def __init__(
        self, costs: Sequence[Mapping[int, int]], out: Sequence[int], slots: Sequence[Sequence[int]]
    ) -> None:
        self.costs = list(costs)
        self.out = out
        self.slots = slots
        self.day_of = [OUT] * len(self.costs)
        self.on_day: list[list[int]] = [[] for _ in slots]
        self.prices = [day[0] if day else 0 for day in slots]
        self.total = 0
        self.left_out: dict[int, None] = {}

    def insert(self, item: int) -> None:
        """Settle a new item, moving others where that is cheapest in all."""
        self.total += self._settle(item)

    def replace(self, item: int, costs: Mapping[int, int]) -> None:
        """Give a settled item other costs and make the assignment optimal again."""
        day = self.day_of[item]
        before = self.out[item] if day == OUT else self.costs[item][day] + self.prices[day]
        self.costs[item] = costs
        self.total += self._settle(item) - before

    def _settle(self, item: int) -> int:
        """Find the cheapest way to give ``item`` a place, and what has to move for it.

        The nodes are the days and, as the last one, "out": left out, or the empty slots. A path leads from
        ``item`` to the place it has now, each step moving the item that stands in the way. Thanks to the
        prices no step has a negative reduced length. Returns the length of the path.
        """
        sink = len(self.prices)
        search = _Search(self, item)
        target = search.target
        while (node := search.next_node()) != target:
            if node == sink:
                search.relax_from_out()
            else:
                search.relax_from_day(node)
        best = search.length[target]
        # The price of "out" stays 0: what it would rise by is taken from the days instead.
        shift = best - search.length[sink] if sink in search.closed else 0
        for node in search.closed:
            if node != sink:
                self.prices[node] += best - search.length[node]
        if shift:
            self.prices = [price - shift for price in self.prices]
        while True:
            before, mover = search.came[target]
            if mover != _SLOT:
                self._put(mover, OUT if target == sink else target)
            if mover == item:
                return best
            target = before

    def _put(self, item: int, day: int) -> None:
        was = self.day_of[item]
        if was != OUT:
            self.on_day[was].remove(item)
        if day == OUT:
            self.left_out[item] = None
        else:
            self.on_day[day].append(item)
            self.left_out.pop(item, None)
        self.day_of[item] = day

    def state(self) -> FlowState:
        """The present state, to come back to."""
        return FlowState(tuple(self.costs), tuple(self.day_of), tuple(self.prices), self.total)

    def restore(self, state: FlowState) -> None:
        """Go back to ``state``, taken when the same items were settled."""
        self.costs, self.prices, self.total = list(state.costs), list(state.prices), state.total
        for item, day in enumerate(state.days):
            if self.day_of[item] != day:
                self._put(item, day)


class _Search:
    """Dijkstra's search for one item: reduced lengths from it to the days and to "out"."""

    def __init__(self, flow: Flow, item: int) -> None:
        self._flow = flow
        sink, prices = len(flow.prices), flow.prices
        now = flow.day_of[item]
        self.target = sink if now == OUT else now
        # To stay, or else to leave it out and its slot empty, is always a way: only shorter ones matter.
        limit = flow.out[item] + 1
        if now in flow.costs[item]:
            limit = flow.costs[item][now] + prices[now]
        elif now != OUT:
            limit += prices[now] - flow.slots[now][len(flow.on_day[now]) - 1]
        self.length = [limit] * (sink + 1)
        self.came = [(OUT, item)] * (sink + 1)
        self.closed: dict[int, None] = {}
        self.length[sink] = flow.out[item]
        self._heap = [(flow.out[item], sink)]
        for day, cost in flow.costs[item].items():
            if cost + prices[day] < limit or day == now:
                self.length[day] = cost + prices[day]
                self._heap.append((cost + prices[day], day))
        heapify(self._heap)

    def next_node(self) -> int:
        """The nearest node not looked at yet."""
        while True:
            node = heappop(self._heap)[1]
            if node not in self.closed:
                self.closed[node] = None
                return node

    def relax_from_day(self, day: int) -> None:
        """Steps that make room on ``day``: into a free slot, or by moving one of its items."""
        flow, length, came, prices = self._flow, self.length, self.came, self._flow.prices
        at, items, sink = length[day] - prices[day], flow.on_day[day], len(prices)
        if len(items) < len(flow.slots[day]) and at + flow.slots[day][len(items)] < length[sink]:
            self._reach(sink, at + flow.slots[day][len(items)], day, _SLOT)
        for other in items:
            row = flow.costs[other]
            base = at - row[day]
            if base + flow.out[other] < length[sink]:
                self._reach(sink, base + flow.out[other], day, other)
            for to, cost in row.items():
                reached = base + cost + prices[to]
                if reached < length[to]:
                    length[to] = reached
                    came[to] = (day, other)
                    heappush(self._heap, (reached, to))

    def relax_from_out(self) -> None:
        """Steps that undo something: empty a used slot, or let in an item left out."""
        flow, prices = self._flow, self._flow.prices
        sink = len(prices)
        at = self.length[sink]
        for day, items in enumerate(flow.on_day):
            if items:
                reached = at + prices[day] - flow.slots[day][len(items) - 1]
                if reached < self.length[day]:
                    self._reach(day, reached, sink, _SLOT)
        lowest, best = min(prices), self.length[self.target]
        for other in flow.left_out:
            base = at - flow.out[other]
            if base + lowest >= best:
                continue
            for day, cost in flow.costs[other].items():
                if base + cost + prices[day] < self.length[day]:
                    self._reach(day, base + cost + prices[day], sink, other)

    def _reach(self, node: int, length: int, before: int, mover: int) -> None:
        self.length[node] = length
        self.came[node] = (before, mover)
        heappush(self._heap, (length, node))
