"""The exact assignment of items to days at least cost: a min-cost flow in integers.

Every item goes to one of its places or stays out. A place is a day, or a cell inside a day that takes only
so many items; a day has slots whose costs do not fall, for all that stand on it or in its cells. Items are
settled one by one along cheapest alternating paths (Dijkstra over places, with a price for each), so the
assignment of the items settled is optimal after every step, and the prices prove it
(``workbench.domain.planner_proof``). Costs are plain integers of any size: several objectives in strict
order are packed into one number by the caller.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

OUT = -1
_NOBODY = -2


@dataclass(frozen=True)
class Cell:
    """A limit of its own inside a day: at most ``limit`` items reach ``day`` through it."""

    day: int
    limit: int


@dataclass(frozen=True)
class FlowState:
    """A state to come back to; ``places`` holds the place of each item or ``OUT``."""

    costs: tuple[Mapping[int, int], ...]
    places: tuple[int, ...]
    prices: tuple[int, ...]
    total: int


class Flow:
    """An optimal assignment that is kept optimal while items enter and change their costs.

    Places are numbered: first the days, then the cells. ``costs[i][p]`` is the cost of item ``i`` at place
    ``p`` (a missing place is not allowed), ``out[i]`` that of leaving it out; ``slots[d]`` lists the extra
    costs of the first, second … item of day ``d``, not falling and not empty where an item may go.
    Invariants: no settled item finds cost + price less elsewhere than where it is, leaving out having price
    0; the price of a day lies between the costs of its last used and its next slot; that of a cell with
    items is the day's, or more if the cell is full.
    """

    def __init__(
        self,
        costs: Sequence[Mapping[int, int]],
        out: Sequence[int],
        slots: Sequence[Sequence[int]],
        cells: Sequence[Cell] = (),
    ) -> None:
        self.costs = list(costs)
        self.out = out
        self.slots = slots
        self.cells = cells
        self.place_of = [OUT] * len(self.costs)
        self.day_of = [OUT] * len(self.costs)
        self.day_at = [*range(len(slots)), *(cell.day for cell in cells)]
        self.cells_of: list[list[int]] = [[] for _ in slots]
        for place, cell in enumerate(cells, len(slots)):
            self.cells_of[cell.day].append(place)
        self.at: list[list[int]] = [[] for _ in self.day_at]
        self.used = [0] * len(slots)
        first = [day[0] if day else 0 for day in slots]
        self.prices = [first[day] for day in self.day_at]
        self.total = 0
        self.left_out: dict[int, None] = {}

    @property
    def day_prices(self) -> tuple[int, ...]:
        """What a slot of each day is worth."""
        return tuple(self.prices[: len(self.slots)])

    @property
    def cell_prices(self) -> tuple[int, ...]:
        """What passing each cell is worth beside the slot of its day: more than 0 only where it is full."""
        days = len(self.slots)
        return tuple(
            max(0, price - self.prices[self.day_at[place]])
            for place, price in enumerate(self.prices[days:], days)
        )

    def insert(self, item: int) -> None:
        """Settle a new item, moving others where that is cheapest in all."""
        self.total += self._settle(item)

    def replace(self, item: int, costs: Mapping[int, int]) -> None:
        """Give a settled item other costs and make the assignment optimal again."""
        place = self.place_of[item]
        before = self.out[item] if place == OUT else self.costs[item][place] + self.prices[place]
        self.costs[item] = costs
        self.total += self._settle(item) - before

    def _settle(self, item: int) -> int:
        """Find the cheapest way to give ``item`` a place, and what has to move for it.

        The nodes are the places and, as the last one, "out": left out, or the empty slots. A path leads from
        ``item`` to the place it has now, each step moving the item that stands in the way, or passing
        between a cell and its day. Thanks to the prices no step has a negative reduced length. Returns the
        length of the path.
        """
        sink = len(self.prices)
        search = _Search(self, item)
        target = search.target
        while (node := search.next_node()) != target:
            if node == sink:
                search.relax_from_out()
            else:
                search.relax_from_place(node)
        best = search.length(target)
        # The price of "out" stays 0: what it would rise by is taken from the places instead.
        shift = best - search.length(sink) if sink in search.closed else 0
        for node in search.closed:
            if node != sink:
                self.prices[node] = best - search.free[node]
        if shift:
            self.prices = [price - shift for price in self.prices]
        while True:
            before, mover = search.came[target]
            if mover != _NOBODY:
                self._put(mover, OUT if target == sink else target)
            if mover == item:
                return best
            target = before

    def _put(self, item: int, place: int) -> None:
        was = self.place_of[item]
        if was != OUT:
            self.at[was].remove(item)
            self.used[self.day_at[was]] -= 1
        if place == OUT:
            self.left_out[item] = None
            self.day_of[item] = OUT
        else:
            self.at[place].append(item)
            self.left_out.pop(item, None)
            self.day_of[item] = day = self.day_at[place]
            self.used[day] += 1
        self.place_of[item] = place

    def state(self) -> FlowState:
        """The present state, to come back to."""
        return FlowState(tuple(self.costs), tuple(self.place_of), tuple(self.prices), self.total)

    def restore(self, state: FlowState) -> None:
        """Go back to ``state``, taken when the same items were settled."""
        self.costs, self.prices, self.total = list(state.costs), list(state.prices), state.total
        for item, place in enumerate(state.places):
            if self.place_of[item] != place:
                self._put(item, place)


class _Search:
    """Dijkstra's search for one item: reduced lengths from it to the places and to "out".

    ``free`` holds the length of the shortest path met to each node without the price of the node: what the
    costs along it come to, so that looking at a place is one sum.
    """

    def __init__(self, flow: Flow, item: int) -> None:
        self._flow = flow
        self._prices: list[int] = flow.prices
        prices = self._prices
        sink = len(prices)
        now = flow.place_of[item]
        self.target = sink if now == OUT else now
        # To stay, or else to leave it out and its slot empty, is always a way: only shorter ones matter.
        limit = flow.out[item] + 1
        if now in flow.costs[item]:
            limit = flow.costs[item][now] + prices[now]
        elif now != OUT:
            day = flow.day_at[now]
            limit += prices[now] - flow.slots[day][flow.used[day] - 1]
        self.free: list[int] = [limit - price for price in prices]
        self.came = [(OUT, item)] * (sink + 1)
        self.closed: dict[int, None] = {}
        self.free.append(flow.out[item])
        self._heap = [(flow.out[item], sink)]
        for place, cost in flow.costs[item].items():
            if cost + prices[place] < limit or place == now:
                self.free[place] = cost
                self._heap.append((cost + prices[place], place))
        heapify(self._heap)

    def length(self, node: int) -> int:
        """The reduced length of the shortest path met to ``node``."""
        return self.free[node] + (self._prices[node] if node < len(self._prices) else 0)

    def next_node(self) -> int:
        """The nearest node not looked at yet."""
        while True:
            node = heappop(self._heap)[1]
            if node not in self.closed:
                self.closed[node] = None
                return node

    def relax_from_place(self, place: int) -> None:
        """Steps that make room at ``place``: into a free slot, between cell and day, or by moving an item."""
        flow, free, came, prices = self._flow, self.free, self.came, self._prices
        at, items, sink = free[place], flow.at[place], len(prices)
        if place < len(flow.slots):
            used = flow.used[place]
            if used < len(flow.slots[place]):
                self._reach(sink, at + flow.slots[place][used], place, _NOBODY)
            for cell in flow.cells_of[place]:
                if flow.at[cell]:
                    self._reach(cell, at, place, _NOBODY)
        elif len(items) < flow.cells[place - len(flow.slots)].limit:
            self._reach(flow.day_at[place], at, place, _NOBODY)
        for other in items:
            row = flow.costs[other]
            base = at - row[place]
            self._reach(sink, base + flow.out[other], place, other)
            for to, cost in row.items():
                if base + cost < free[to]:
                    free[to] = base + cost
                    came[to] = (place, other)
                    heappush(self._heap, (base + cost + prices[to], to))

    def relax_from_out(self) -> None:
        """Steps that undo something: empty a used slot, or let in an item left out."""
        flow, free, prices = self._flow, self.free, self._prices
        sink = len(prices)
        at = free[sink]
        for day, used in enumerate(flow.used):
            if used:
                self._reach(day, at - flow.slots[day][used - 1], sink, _NOBODY)
        lowest, best = min(prices), self.length(self.target)
        for other in flow.left_out:
            base = at - flow.out[other]
            if base + lowest >= best:
                continue
            for place, cost in flow.costs[other].items():
                if base + cost < free[place]:
                    self._reach(place, base + cost, sink, other)

    def _reach(self, node: int, free: int, before: int, mover: int) -> None:
        """Note a path to ``node``, if it is shorter than the one known."""
        if free < self.free[node]:
            self.free[node] = free
            self.came[node] = (before, mover)
            heappush(self._heap, (self.length(node), node))
