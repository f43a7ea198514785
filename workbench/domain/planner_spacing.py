"""Keeping visits to one account apart, on top of the exact plan (9-planner "Minimum distance").

The distance breaks the flow's integrality, so it comes in two steps: prices below the deviation push
too-close pairs apart among plans of equal deviation; then cuts forbid what is left, each at the split day
that costs least. A cut that would leave a visit out is refused, and the pair is listed instead.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from workbench.domain.min_cost_flow import OUT, Flow, FlowState
from workbench.domain.planner_levels import Level
from workbench.domain.planner_model import PUSH_ROUNDS, Model, Pair

Step = Callable[[int], None]


class Spacing:
    """Moves visits of ``flow`` apart, as far as that leaves nothing out."""

    def __init__(self, model: Model, flow: Flow) -> None:
        self._model = model
        self._flow = flow
        self._ordinal = [day.toordinal() for day in model.days]
        self._anchors = [day.toordinal() for day in model.anchors]
        self._slope = [0] * len(model.items)
        self._cuts: dict[Pair, int] = {}
        self._closed: dict[int, set[int]] = {}
        self._packing = model.packing
        self._left_out = self._core(Level.LEFT_OUT)
        self._bound = self._core(Level.DEVIATION)
        self._refused: set[Pair] = set()

    def run(self, on_step: Step) -> None:
        """Push, cut, then try each cut once more without it. ``on_step`` gets a share of 100."""
        self._push()
        on_step(40)
        self._cut_all()
        on_step(60)
        for pair in list(self._cuts):
            if self._core(Level.DEVIATION) > self._bound:
                self._cut_anew(pair)
                on_step(90)

    def part(self, day: int, items: Iterable[int], faults: Callable[[Sequence[int]], int]) -> bool:
        """Close ``day`` to the one of its ``items`` for which that costs least.

        ``faults`` counts what is wrong with the days of all items. False, and nothing done, if each time a
        visit would be left out for it, or no fault mended.
        """
        flow = self._flow
        start, before = flow.state(), faults(flow.day_of)
        best: tuple[int, FlowState] | None = None
        for item in items:
            closed = self._closed.setdefault(item, set())
            closed.add(day)
            self._replace(item)
            cheaper = best is None or flow.total < best[1].total
            if cheaper and self._core(Level.LEFT_OUT) == self._left_out and faults(flow.day_of) < before:
                best = (item, flow.state())
            closed.discard(day)
            flow.restore(start)
        if best is None:
            return False
        cuts, refused = dict(self._cuts), set(self._refused)
        self._closed[best[0]].add(day)
        flow.restore(best[1])
        self._cut_all()
        if faults(flow.day_of) < before:
            return True
        self._closed[best[0]].discard(day)
        self._cuts, self._refused = cuts, refused
        flow.restore(start)
        return False

    def _cut_all(self) -> None:
        while pair := next(iter(self._too_close()), None):
            if not self._cut(pair):
                self._refused.add(pair)

    def _too_close(self) -> list[Pair]:
        return [
            pair
            for pair in self._model.pairs
            if pair not in self._refused and self.is_too_close(pair) and not self._stays(pair)
        ]

    def is_too_close(self, pair: Pair) -> bool:
        """Whether both visits have a day and those are nearer than wanted."""
        first, second = self._day(pair.first), self._day(pair.second)
        return first is not None and second is not None and second - first < pair.gap_days

    def _day(self, index: int) -> int | None:
        if index >= len(self._model.items):
            return self._anchors[index - len(self._model.items)]
        day = self._flow.day_of[index]
        return None if day == OUT else self._ordinal[day]

    def _stays(self, pair: Pair) -> bool:
        # Somebody accepted the calendar with these two as they stand: nothing new happened to them.
        for index in self._movable(pair):
            before = self._model.previous[index]
            if before is None or before.on.toordinal() != self._day(index):
                return False
        return True

    def _movable(self, pair: Pair) -> list[int]:
        return [index for index in (pair.first, pair.second) if index < len(self._model.items)]

    def _push(self) -> None:
        """Raise linear prices on pairs too close; stop after three rounds without gain, keep the best."""
        pairs = self._too_close()
        best, rounds_without_gain = len(pairs), 0
        kept = (self._flow.state(), list(self._slope))
        for _round in range(PUSH_ROUNDS):
            if not pairs or rounds_without_gain == 3:
                break
            for pair in pairs:
                for index, sign in ((pair.first, 1), (pair.second, -1)):
                    if index < len(self._slope):
                        self._slope[index] += sign
            for index in sorted({index for pair in pairs for index in self._movable(pair)}):
                self._replace(index)
            pairs = self._too_close()
            rounds_without_gain = 0 if len(pairs) < best else rounds_without_gain + 1
            if len(pairs) < best:
                best, kept = len(pairs), (self._flow.state(), list(self._slope))
        self._flow.restore(kept[0])
        self._slope = kept[1]

    def _replace(self, index: int) -> None:
        self._flow.replace(index, self._model.row(index, self._costs(index)))

    def _costs(self, index: int) -> Mapping[int, int]:
        """The costs of an item with its push price, on the days its cuts leave."""
        base, slope = self._model.costs[index], self._slope[index]
        latest = [cut for pair, cut in self._cuts.items() if pair.first == index]
        earliest = [cut + pair.gap_days for pair, cut in self._cuts.items() if pair.second == index]
        low, high = max(earliest, default=0), min(latest, default=10**9)
        closed = self._closed.get(index, ())
        days = [day for day in base if low <= self._ordinal[day] <= high and day not in closed]
        if not slope or not days:
            return {day: base[day] for day in days}
        own = [self._ordinal[day] for day in base]
        origin = min(own) if slope > 0 else max(own)
        unit = slope * self._packing.units[Level.APART]
        return {day: base[day] + unit * (self._ordinal[day] - origin) for day in days}

    def _cut(self, pair: Pair, limit: int | None = None) -> bool:
        """Forbid the pair its nearness where that costs least, leaving nothing out and below ``limit``."""
        start = self._flow.state()
        best: tuple[int, int, FlowState] | None = None
        for split in self._splits(pair):
            most = best[0] if best else limit
            if self._try(pair, split, most) and self._core(Level.LEFT_OUT) == self._left_out:
                best = (self._flow.total, split, self._flow.state())
            del self._cuts[pair]
            self._flow.restore(start)
            if best and self._packing.down_to(best[0] - start.total, Level.DEVIATION) == 0:
                break
        if best is None:
            return False
        self._cuts[pair] = best[1]
        self._flow.restore(best[2])
        return True

    def _try(self, pair: Pair, split: int, limit: int | None) -> bool:
        """Cut the pair there; whether the total stays below ``limit`` (cuts can only raise it)."""
        self._cuts[pair] = split
        for index in self._movable(pair):
            self._replace(index)
            if limit is not None and self._flow.total >= limit:
                return False
        return True

    def _core(self, level: Level) -> int:
        return self._packing.down_to(self._flow.total, level)

    def _splits(self, pair: Pair) -> list[int]:
        """Last days for the first visit: up to five, round where the two stand and want to stand."""
        first, second = self._day(pair.first), self._day(pair.second)
        if pair.first >= len(self._model.items):
            return [first] if first is not None else []
        if pair.second >= len(self._model.items):
            return [second - pair.gap_days] if second is not None else []
        target, later = (self._model.targets[index].toordinal() for index in (pair.first, pair.second))
        wanted = [target, later - pair.gap_days]
        if first is not None and second is not None:
            wanted += [first, second - pair.gap_days, (first + second - pair.gap_days) // 2]
        return sorted(set(wanted))

    def _cut_anew(self, pair: Pair) -> None:
        """Take one cut away; keep the outcome if the pair stays apart, or a cheaper cut is found."""
        before, split = self._flow.state(), self._cuts.pop(pair)
        for index in self._movable(pair):
            self._replace(index)
        apart = not self.is_too_close(pair) or self._cut(pair, before.total)
        if not apart or self._too_close():
            self._cuts[pair] = split
            self._flow.restore(before)
