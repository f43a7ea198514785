"""The flow on networks small enough to try every assignment, with limits inside the days."""

import random
from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.min_cost_flow import OUT, Cell, Flow


def every_total(flow: Flow) -> Iterator[int]:
    """What each assignment that breaks no limit costs."""
    for places in product(*([OUT, *row] for row in flow.costs)):
        used = [0] * len(flow.slots)
        passed = [0] * len(flow.cells)
        total = 0
        for item, place in enumerate(places):
            if place == OUT:
                total += flow.out[item]
                continue
            total += flow.costs[item][place]
            used[flow.day_at[place]] += 1
            if place >= len(flow.slots):
                passed[place - len(flow.slots)] += 1
        if all(count <= len(slots) for count, slots in zip(used, flow.slots, strict=True)) and all(
            count <= cell.limit for count, cell in zip(passed, flow.cells, strict=True)
        ):
            yield total + sum(sum(slots[:count]) for count, slots in zip(used, flow.slots, strict=True))


def proven(flow: Flow) -> int:
    """What the prices say that no assignment can undercut."""
    prices = [*flow.day_prices]
    prices += [prices[cell.day] + own for cell, own in zip(flow.cells, flow.cell_prices, strict=True)]
    visits = sum(
        min([out, *(cost + prices[place] for place, cost in row.items())])
        for row, out in zip(flow.costs, flow.out, strict=True)
    )
    places = sum(
        max(0, price - slot)
        for price, slots in zip(flow.day_prices, flow.slots, strict=True)
        for slot in slots
    )
    return (
        visits
        - places
        - sum(cell.limit * own for cell, own in zip(flow.cells, flow.cell_prices, strict=True))
    )


@given(st.integers(0, 1_000_000))
@settings(max_examples=50)
def test_no_assignment_costs_less_and_the_prices_prove_it_after_every_edit(seed: int) -> None:
    chance = random.Random(seed)
    slots = [
        sorted(chance.randint(0, 3) for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(1, 3))
    ]
    cells = [
        Cell(day, chance.randint(1, 2)) for day in range(len(slots)) for _ in range(chance.randint(0, 2))
    ]
    places = range(len(slots) + len(cells))
    count = chance.randint(1, 5)

    def row() -> dict[int, int]:
        return {place: chance.randint(0, 9) for place in places if chance.random() < 0.6}

    flow = Flow([row() for _ in range(count)], [chance.randint(3, 15) for _ in range(count)], slots, cells)
    for item in range(count):
        flow.insert(item)
    assert flow.total == min(every_total(flow)) == proven(flow)
    for _edit in range(3):
        flow.replace(chance.randrange(count), row())
        assert flow.total == min(every_total(flow)) == proven(flow)


def test_a_full_cell_has_a_price_though_its_day_has_room() -> None:
    flow = Flow([{1: 0}, {1: 0}, {0: 0}], [10, 10, 10], [[0, 0, 0]], [Cell(0, 1)])
    for item in range(3):
        flow.insert(item)
    assert sorted(flow.day_of) == [OUT, 0, 0]
    assert flow.day_prices == (0,)
    assert flow.cell_prices[0] >= 10


def test_a_full_day_makes_room_for_one_kind_by_moving_another() -> None:
    flow = Flow([{2: 0, 3: 5}, {2: 1}, {0: 0}], [50, 50, 50], [[0], [0, 0]], [Cell(0, 1), Cell(1, 1)])
    for item in range(3):
        flow.insert(item)
    assert flow.total == 5 + 50
    assert flow.day_of.count(OUT) == 1
