"""Large influence maps: so many people, so many reports each, everything else drawn from a seed."""

import random

from tests.domain.influence_maps import a_map, influences, ours, person, reports, tie
from workbench.domain.accounts import BuyingRole, OutsideKind
from workbench.domain.influence_map import InfluenceMap

SUPPORTS = (None, -2, -1, 0, 0, 1, 1, 2)


def crowd(count: int, fan: int = 6, seed: int = 1) -> InfluenceMap:
    """``count`` people in one tree of ``fan`` reports each; the last tenth is alone or from outside."""
    chance = random.Random(seed)
    people = [
        person(
            f"P{number}",
            title=chance.choice(("总经理", "Engineer", "")),
            department=chance.choice(("", "Sales", "Plant")),
            roles=tuple(role for role in BuyingRole if chance.random() < 0.25),
            influence=chance.choice((None, 1, 2, 3, 4, 5)),
            involvement=chance.choice((None, 1, 2, 3, 4, 5)),
            support=chance.choice(SUPPORTS),
            is_placeholder=chance.random() < 0.05,
            outside_kind=OutsideKind.MEDIA if number > 0.95 * count else None,
        )
        for number in range(count)
    ]
    in_tree = people[: max(1, int(0.9 * count))]
    links = [reports(one, people[(number - 1) // fan]) for number, one in enumerate(in_tree) if number]
    pairs = {tuple(chance.sample(range(count), 2)) for _pair in range(count // 3)} if count > 1 else set()
    links += [
        influences(people[start], people[end], chance.choice((-3, -1, None, 2)))
        for start, end in sorted(pairs)
    ]
    staff = tuple(ours(f"M{number}") for number in range(5))
    ties = tuple(tie(one, chance.choice(staff), 2) for one in people if chance.random() < 0.3)
    return a_map(*people, links=tuple(links), ties=ties, managers=staff)
