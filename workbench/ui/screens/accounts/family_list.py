"""Group → subsidiary → site as lines, each with its own figures and those with all below it."""

from collections.abc import Sequence

from workbench.domain.hierarchy import Node
from workbench.foundation.i18n import _, format_money, ngettext
from workbench.services.hierarchy import AccountTree
from workbench.ui.kit.item_paint import Item

MOST_LINES = 40
_INDENT = "\u2003"


def family_items(tree: AccountTree) -> list[Item]:
    """The lines of the tree; of a large one the way down to the account and what lies right below it."""
    shown = _shown(tree)
    items = [_item(node, tree) for node in shown]
    left = len(tree.nodes) - len(shown)
    if left:
        text = ngettext("{count} more account", "{count} more accounts", left).format(count=left)
        items.append(Item(key=None, title=text))
    return items


def family_note(tree: AccountTree) -> str:
    """What the figures of the lines mean."""
    if tree.loop:
        return _("They run in a circle: {chain}").format(chain=" → ".join(tree.loop))
    return _("12 months, own / with all below")


def _shown(tree: AccountTree) -> Sequence[Node]:
    if len(tree.nodes) <= MOST_LINES:
        return tree.nodes
    here = tree.node
    at = tree.nodes.index(here)
    above = set(tree.above)
    below: list[Node] = []
    for node in tree.nodes[at + 1 :]:
        if node.depth <= here.depth:
            break
        if node.depth == here.depth + 1:
            below.append(node)
    return [*(node for node in tree.nodes if node.id in above), here, *below][:MOST_LINES]


def _item(node: Node, tree: AccountTree) -> Item:
    own, total = node.own, node.total
    return Item(
        key=node.id,
        title=f"{_INDENT * min(node.depth, 8)}{tree.names.get(node.id, '')}",
        bold=node.id == tree.account_id,
        right=_("Sales {amount}").format(
            amount=_pair(
                format_money(own.sales_fen, short=True), format_money(total.sales_fen, short=True), node
            )
        ),
        second=_INDENT * min(node.depth, 8)
        + " · ".join(
            f"{word} {_pair(str(mine), str(all_of_them), node)}"
            for word, mine, all_of_them in (
                (_("Visits"), own.visits, total.visits),
                (_("Promises"), own.promises, total.promises),
                (_("Complaints"), own.complaints, total.complaints),
            )
        ),
    )


def _pair(own: str, total: str, node: Node) -> str:
    return f"{own} / {total}" if node.children else own
