"""Group → subsidiary → site: who belongs to whom, and totals rolled up (2-rules §1).

Merged files may hold loops and accounts whose parent is gone: nothing here hangs on them, and the loop is
told. Works without recursion, so that no chain is too long.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.foundation.ids import Id

NOTHING_BELOW: Sequence[Id] = ()


@dataclass(frozen=True)
class Totals:
    """What rolls up. Sales of the last 12 months in fen; visits made in these; open promises; complaints."""

    sales_fen: int = 0
    visits: int = 0
    promises: int = 0
    complaints: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.sales_fen + other.sales_fen,
            self.visits + other.visits,
            self.promises + other.promises,
            self.complaints + other.complaints,
        )


@dataclass(frozen=True)
class Node:
    """One account in the tree: how deep it stands, its own totals and those with all below it."""

    id: Id
    depth: int
    children: int
    own: Totals
    total: Totals


def chain_above(account_id: Id, parents: Mapping[Id, Id | None]) -> tuple[list[Id], bool]:
    """The accounts above, the nearest first, and whether they run in a loop (each is named once)."""
    chain: list[Id] = []
    seen = {account_id}
    above = parents.get(account_id)
    while above is not None and above in parents:
        if above in seen:
            return chain, True
        seen.add(above)
        chain.append(above)
        above = parents.get(above)
    return chain, False


def loop_by(account_id: Id, parent_id: Id, parents: Mapping[Id, Id | None]) -> list[Id]:
    """The way from the account round to itself that ``parent_id`` as its parent would make; none if none."""
    if parent_id == account_id:
        return [account_id, account_id]
    chain, _loops = chain_above(parent_id, parents)
    way = [parent_id, *chain]
    if account_id not in way:
        return []
    return [account_id, *way[: way.index(account_id)], account_id]


def tree(
    root: Id, parents: Mapping[Id, Id | None], own: Mapping[Id, Totals], names: Mapping[Id, str]
) -> tuple[Node, ...]:
    """The root and all below it, each above its children, siblings by name."""
    order, children = _walk(root, parents, names)
    totals = {one: own.get(one, Totals()) for one, _depth, _parent in order}
    for one, _depth, parent in reversed(order):
        if parent is not None:
            totals[parent] += totals[one]
    return tuple(
        Node(one, depth, children.get(one, 0), own.get(one, Totals()), totals[one])
        for one, depth, _parent in order
    )


def rolled_up(parents: Mapping[Id, Id | None], own: Mapping[Id, int]) -> dict[Id, int]:
    """Per account its own amount with those of all below; in a loop each account counts once for each."""
    done: dict[Id, int] = {account_id: own.get(account_id, 0) for account_id in parents}
    for account_id in parents:
        amount = own.get(account_id, 0)
        if amount:
            for above in chain_above(account_id, parents)[0]:
                done[above] += amount
    return done


def _walk(
    root: Id, parents: Mapping[Id, Id | None], names: Mapping[Id, str]
) -> tuple[list[tuple[Id, int, Id | None]], dict[Id, int]]:
    below: dict[Id, list[Id]] = {}
    for child, parent in parents.items():
        if parent is not None and child != root:
            below.setdefault(parent, []).append(child)
    for siblings in below.values():
        siblings.sort(key=lambda one: (names.get(one, ""), one), reverse=True)
    order: list[tuple[Id, int, Id | None]] = []
    seen = {root}
    waiting: list[tuple[Id, int, Id | None]] = [(root, 0, None)]
    while waiting:
        one, depth, parent = waiting.pop()
        order.append((one, depth, parent))
        for child in below.get(one, NOTHING_BELOW):
            if child not in seen:
                seen.add(child)
                waiting.append((child, depth + 1, one))
    return order, {one: len(found) for one, found in below.items()}
