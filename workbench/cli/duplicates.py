"""Commands for accounts that may be one company: duplicates, merge-accounts."""

import click

from workbench.cli.labels import records_label
from workbench.cli.options import Invocation, argument, command, option
from workbench.cli.output import Answer, paragraphs, show_progress, table
from workbench.foundation.i18n import N_, _, listed, ngettext


@command(
    "duplicates",
    short_help=N_("List accounts that may be one company."),
    help=N_(
        "List pairs of accounts that may be one company, the most likely first, each with a score of at most "
        "100 and the reasons. Accounts with different credit codes, and a parent and its subsidiary, are "
        "never listed."
    ),
    examples=(("workbench --workspace my.workbench duplicates --limit 20", N_("the twenty most likely")),),
)
@option("--limit", type=click.IntRange(1), default=500, help=N_("List at most so many pairs."))
@click.pass_obj
def duplicates(invocation: Invocation, limit: int) -> Answer:
    """Accounts that may be one."""
    from workbench.services.duplicates import DuplicateSide, list_duplicates

    with invocation.workspace() as workspace:
        found = list_duplicates(workspace, show_progress, limit)

    def side(one: DuplicateSide) -> dict[str, object]:
        return {"id": one.id, "code": one.code, "name": one.name, "city": one.city}

    data = {
        "pairs": [
            {
                "left": side(pair.left),
                "right": side(pair.right),
                "score": pair.score,
                "reasons": [reason.value for reason in pair.reasons],
            }
            for pair in found.pairs
        ],
        "total": found.total,
    }

    def text() -> str:
        rows = [
            [
                pair.score,
                _named(pair.left.code, pair.left.name),
                _named(pair.right.code, pair.right.name),
                listed(reason.label for reason in pair.reasons),
            ]
            for pair in found.pairs
        ]
        shown = table([_("Score"), _("Account"), _("Other account"), _("Reasons")], rows, right=(0,))
        said = ngettext(
            "{count} pair may be one company.", "{count} pairs may be one company.", found.total
        ).format(count=found.total)
        return paragraphs(shown if rows else "", said)

    return Answer(data, text)


@command(
    "merge-accounts",
    short_help=N_("Make two accounts one."),
    help=N_(
        "Make two accounts one. Everything that hangs on GONE hangs on KEPT afterwards; where both say "
        "something KEPT is right, and its gaps are filled from GONE. Another name, code or phone of GONE is "
        "kept as a former name, a further code or phone. undo parts them again."
    ),
    examples=(
        ("workbench --workspace my.workbench merge-accounts K1 K2", N_("K2 goes into K1")),
        ("workbench --workspace my.workbench merge-accounts K1 K2 --people", N_("and the people in both")),
    ),
)
@argument("kept", help=N_("The code, name or short name of the account whose values win."))
@argument("gone", help=N_("The account that goes into it."))
@option("--people", is_flag=True, help=N_("Also make people one who have the same name in both."))
@click.pass_obj
def merge_accounts(invocation: Invocation, kept: str, gone: str, people: bool) -> Answer:
    """Two accounts become one."""
    from workbench.domain.account_merging import Choice
    from workbench.services import account_merging
    from workbench.services.accounts import find_account

    with invocation.workspace() as workspace:
        left, right = find_account(workspace, kept), find_account(workspace, gone)
        proposal = account_merging.propose_merge(workspace, left.id, right.id)
        pairs = [(one.left, one.right) for one in proposal.people if one.sure] if people else []
        choices = account_merging.sided_choices(proposal, Choice.LEFT)
        summary = account_merging.merge_accounts(workspace, left.id, right.id, choices, pairs)
    moved = proposal.right_has.rows
    data = {
        "account": account_merging.merged_id(left.id, right.id),
        "moved": moved,
        "people": len(pairs),
        "same_sales": proposal.same_sales,
        "transaction": summary.transaction_id,
    }

    def text() -> str:
        said = _("{gone} went into {kept}.").format(gone=right.name, kept=left.name)
        rows = [[records_label(kind), count] for kind, count in moved.items()]
        counted = table([_("Moved"), _("Count")], rows, right=(1,)) if rows else ""
        return paragraphs(said, counted, account_merging.same_sales_sentence(proposal.same_sales))

    return Answer(data, text)


def _named(code: str, name: str) -> str:
    return f"{code} {name}".strip()
