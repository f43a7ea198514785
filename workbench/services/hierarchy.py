"""Who belongs to whom, with what rolls up: group → subsidiary → site (2-rules §1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workbench.domain.hierarchy import Node, chain_above, tree
from workbench.domain.periods import twelve_months
from workbench.foundation.ids import Id
from workbench.storage.queries.hierarchy import family_totals, get_family
from workbench.storage.session import ReadingSession

_ALONE = 1


@dataclass(frozen=True)
class AccountTree:
    """The family of an account from its head down, each above its children; ``names`` are short.

    ``loop`` names the accounts that run in a circle, which only a merge can bring; the tree begins at the
    account itself then. Sales and visits are of the last 12 months.
    """

    account_id: Id
    nodes: tuple[Node, ...]
    names: Mapping[Id, str]
    above: tuple[Id, ...]
    loop: tuple[str, ...] = ()

    @property
    def node(self) -> Node:
        """The account itself in its tree."""
        return next(one for one in self.nodes if one.id == self.account_id)


def read_account_tree(session: ReadingSession, account_id: Id, today: date) -> AccountTree | None:
    """The family of an account; ``None`` for one that belongs to nobody and has nobody below."""
    family = get_family(session, account_id)
    if len(family.parents) <= _ALONE and account_id not in family.parents.values():
        return None
    above, loops = chain_above(account_id, family.parents)
    root = account_id if loops or not above else above[-1]
    own = family_totals(session, account_id, *twelve_months(today))
    nodes = tree(root, family.parents, own, family.names)
    if all(node.id != account_id for node in nodes):
        nodes = tree(account_id, family.parents, own, family.names)
    looped = (account_id, *above, account_id) if loops else ()
    return AccountTree(
        account_id,
        nodes,
        family.names,
        () if loops else tuple(above),
        tuple(family.names.get(one, "") for one in looped),
    )
